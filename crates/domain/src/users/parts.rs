//! Some columns of accounts, for callers that read many and show little of each: as texts, which both engines write alike.

use diesel::deserialize::{self, FromSql, QueryableByName};
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::query_dsl::methods::LoadQuery;
use diesel::row::{Field as _, NamedRow, Row};
use diesel::sql_types::{Text, Untyped};

use super::field::{Field, FieldKind};
use crate::Result;
use crate::db::schema::{OWN_EMAIL, OWN_USERNAME, users};
use crate::db::types::Id;
use crate::db::{Conn, MultiBackend};
use crate::id::UserId;

/// A column of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the columns of an account, one for one")]
pub enum Part {
    /// A field; a truth value is `true` or `false`, a time milliseconds since 1970.
    Field(Field),
    LockedUntil,
    CreatedAt,
    UpdatedAt,
    FirstAccessAt,
    /// Empty where the person was never seen.
    LastAccessAt,
    LastIp,
    Version,
}

impl Part {
    /// The column as text.
    fn sql(self) -> String {
        match self {
            Self::Field(Field::Username) => OWN_USERNAME.to_owned(),
            Self::Field(Field::Email) => OWN_EMAIL.to_owned(),
            Self::Field(Field::Cohorts) => COHORTS.to_owned(),
            Self::Field(field) => match field.kind() {
                FieldKind::Bool => format!("CASE WHEN users.{} THEN 'true' ELSE 'false' END", field.name()),
                FieldKind::Time => number(field.name()),
                FieldKind::Text | FieldKind::Members | FieldKind::Roles | FieldKind::Cohorts => {
                    format!("users.{}", field.name())
                }
            },
            Self::LockedUntil => number("locked_until"),
            Self::CreatedAt => number("created_at"),
            Self::UpdatedAt => number("updated_at"),
            Self::FirstAccessAt => number("first_access_at"),
            Self::LastAccessAt => "CAST(NULLIF(users.last_access_at, 0) AS TEXT)".to_owned(),
            Self::LastIp => "users.last_ip".to_owned(),
            Self::Version => number("version"),
        }
    }
}

/// The cohorts that an account is in, by hand or by rule, in order and with spaces between.
const COHORTS: &str = "COALESCE((SELECT string_agg(m.cohort, ' ') FROM \
                       (SELECT cohort FROM cohort_members WHERE user_id = users.id ORDER BY cohort) m), '')";

fn number(column: &str) -> String {
    format!("CAST(users.{column} AS TEXT)")
}

/// Parts of some accounts, one behind the other in one text: rows by the hundred thousand are not worth an allocation each.
#[derive(Debug, Default)]
pub struct Parts {
    ids: Vec<UserId>,
    text: String,
    /// Where each part ends.
    ends: Vec<usize>,
}

impl Parts {
    /// The accounts, in the order in which they were read.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = PartsOf<'_>> {
        (0..self.len()).map(|row| PartsOf { parts: self, row })
    }

    /// How many accounts there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The bytes of all parts.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Reads what a query selects by [`selection`](Self::selection).
    pub(crate) fn load<'q, Q>(conn: &mut Conn, query: Q) -> Result<Self>
    where
        Q: LoadQuery<'q, Conn, OfOne>,
    {
        let mut all = Self::default();
        for one in query.load_iter(conn)? {
            let OfOne { id, texts } = one?;
            all.ids.push(id);
            for text in texts {
                all.text.push_str(&text);
                all.ends.push(all.text.len());
            }
        }
        Ok(all)
    }

    /// What is to be selected for these parts.
    pub(crate) fn selection(parts: &[Part]) -> SqlLiteral<Untyped> {
        let mut columns = vec!["users.id".to_owned()];
        columns.extend(parts.iter().map(|part| part.sql()));
        sql(&columns.join(", "))
    }
}

/// The parts of one account, in the order in which they were asked for.
#[derive(Debug, Clone, Copy)]
pub struct PartsOf<'a> {
    parts: &'a Parts,
    row: usize,
}

impl<'a> PartsOf<'a> {
    /// Whose they are.
    pub fn id(&self) -> UserId {
        self.parts.ids[self.row]
    }

    /// The part that was asked for at this place, unless it is empty.
    pub fn text(&self, at: usize) -> Option<&'a str> {
        let Parts { ids, text, ends } = self.parts;
        let at = self.row * (ends.len() / ids.len()) + at;
        let start = at.checked_sub(1).map_or(0, |before| ends[before]);
        Some(&text[start..ends[at]]).filter(|text| !text.is_empty())
    }

    /// The same of a number or a time.
    pub fn number(&self, at: usize) -> Option<i64> {
        self.text(at)?.parse().ok()
    }

    /// The same of a truth value.
    pub fn truth(&self, at: usize) -> bool {
        self.text(at) == Some("true")
    }
}

/// A row as it is read.
pub(crate) struct OfOne {
    id: UserId,
    texts: Vec<String>,
}

impl QueryableByName<MultiBackend> for OfOne {
    fn build<'a>(row: &impl NamedRow<'a, MultiBackend>) -> deserialize::Result<Self> {
        let field = |at: usize| Row::get(row, at).ok_or("a row is too short");
        let id = FromSql::<Id, MultiBackend>::from_nullable_sql(field(0)?.value())?;
        let mut texts = Vec::with_capacity(row.field_count());
        for at in 1..row.field_count() {
            let text = field(at)?.value().map(FromSql::<Text, MultiBackend>::from_sql).transpose()?;
            texts.push(text.unwrap_or_default());
        }
        Ok(Self { id, texts })
    }
}

/// Parts of some accounts, in no order.
pub fn by_ids(conn: &mut Conn, ids: &[UserId], parts: &[Part]) -> Result<Parts> {
    Parts::load(conn, users::table.filter(users::id.eq_any(ids)).select(Parts::selection(parts)))
}
