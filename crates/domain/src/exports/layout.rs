//! How a table's cells come about: which parts of accounts are read for them, and what is made of those.

use serde_json::Value;

use crate::Millis;
use crate::profile::Members;
use crate::tabular::export::{Cell, Row};
use crate::time;
use crate::users::field::FieldKind;
use crate::users::model::full_name;
use crate::users::parts::{Part, PartsOf};
use crate::users::{Field, Status};

/// The cells of a row, and the parts that they are made of.
#[derive(Debug, Default)]
pub struct Layout {
    parts: Vec<Part>,
    cells: Vec<From>,
}

/// What a cell is made of: places of parts.
#[derive(Debug)]
enum From {
    Nothing,
    Id,
    Text(usize),
    Truth(usize),
    Time(usize),
    Number(usize),
    Words(usize),
    FullName { first: usize, last: usize },
    Locked { until: usize },
    Status { deleted: usize, suspended: usize, locked_until: usize, confirmed: usize },
    Member { members: usize, name: String },
}

impl Layout {
    /// The parts to be read, in the order in which rows expect them.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Adds a cell without anything in it.
    pub(super) fn add_nothing(&mut self) {
        self.cells.push(From::Nothing);
    }

    /// Adds a cell with a field.
    pub(super) fn add_field(&mut self, field: Field) {
        let at = self.part(Part::Field(field));
        self.cells.push(match field.kind() {
            FieldKind::Text | FieldKind::Members => From::Text(at),
            FieldKind::Bool => From::Truth(at),
            FieldKind::Time => From::Time(at),
            FieldKind::Roles | FieldKind::Cohorts => From::Words(at),
        });
    }

    /// Adds a cell with the custom field of this name.
    pub(super) fn add_member(&mut self, name: &str) {
        let members = self.part(Part::Field(Field::Profile));
        self.cells.push(From::Member { members, name: name.to_owned() });
    }

    /// Adds a cell with what else an account has, by its name in the API.
    pub(super) fn add_other(&mut self, name: &str) {
        let cell = match name {
            "id" => From::Id,
            "full_name" => From::FullName { first: self.field(Field::FirstName), last: self.field(Field::LastName) },
            "locked" => From::Locked { until: self.part(Part::LockedUntil) },
            "status" => From::Status {
                deleted: self.field(Field::DeletedAt),
                suspended: self.field(Field::Suspended),
                locked_until: self.part(Part::LockedUntil),
                confirmed: self.field(Field::Confirmed),
            },
            "created_at" => From::Time(self.part(Part::CreatedAt)),
            "updated_at" => From::Time(self.part(Part::UpdatedAt)),
            "first_access_at" => From::Time(self.part(Part::FirstAccessAt)),
            "last_access_at" => From::Time(self.part(Part::LastAccessAt)),
            "last_ip" => From::Text(self.part(Part::LastIp)),
            "version" => From::Number(self.part(Part::Version)),
            _ => From::Nothing,
        };
        self.cells.push(cell);
    }

    fn field(&mut self, field: Field) -> usize {
        self.part(Part::Field(field))
    }

    /// The place of a part among those of an account; it is read once for all who need it.
    pub fn part(&mut self, part: Part) -> usize {
        self.parts.iter().position(|known| *known == part).unwrap_or_else(|| {
            self.parts.push(part);
            self.parts.len() - 1
        })
    }

    /// The cells of an account; states such as "locked" are those at `now`.
    pub fn row<'a>(&self, account: PartsOf<'a>, now: Millis) -> Row<'a> {
        let mut members: Option<Members> = None;
        let is_locked = |until: usize| account.number(until).is_some_and(|until| until > now);
        let cell = |cell: &From| match cell {
            From::Nothing => Cell::Empty,
            From::Id => account.id().to_string().into(),
            From::Text(at) => account.text(*at).into(),
            From::Truth(at) => Cell::Truth(account.truth(*at)),
            From::Time(at) => account.number(*at).map(time::format).into(),
            From::Number(at) => account.number(*at).map_or(Cell::Empty, Cell::Number),
            From::Words(at) => Cell::Words(account.text(*at).map_or_else(Vec::new, |text| text.split(' ').collect())),
            From::FullName { first, last } => {
                full_name(account.text(*first).unwrap_or_default(), account.text(*last).unwrap_or_default()).into()
            }
            From::Locked { until } => Cell::Truth(is_locked(*until)),
            From::Status { deleted, suspended, locked_until, confirmed } => {
                let is_deleted = account.text(*deleted).is_some();
                let (suspended, confirmed) = (account.truth(*suspended), account.truth(*confirmed));
                Status::of(is_deleted, suspended, is_locked(*locked_until), confirmed).name().into()
            }
            From::Member { members: at, name } => {
                let read = || account.text(*at).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
                match members.get_or_insert_with(read).remove(name) {
                    None | Some(Value::Null) => Cell::Empty,
                    Some(value) => Cell::Json(value),
                }
            }
        };
        self.cells.iter().map(cell).collect()
    }
}
