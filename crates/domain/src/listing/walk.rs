//! A walk through all accounts of a list, however many: in the order of their ids, a step at a time.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::list::{Predicate, condition, condition_of_one};
use crate::db::schema::users;
use crate::db::types::Id;
use crate::db::{Conn, Engine};
use crate::filter::Filter;
use crate::id::{BatchId, UserId};
use crate::users::model::Account;
use crate::users::parts::{Part, Parts};
use crate::{Millis, Result};

/// Who is walked through.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// The filter of the list.
    pub filter: Option<Filter>,
    /// Its quick search.
    pub search: Option<String>,
    /// Whether private fields may be searched.
    pub private: bool,
    /// The time that states such as "locked" are meant at: the same for every step.
    pub at: Millis,
    /// Only those whom no row of this batch is about; nor by name, where a row would make a user who is there by now.
    pub unnamed_in: Option<BatchId>,
}

impl Walk {
    /// The next accounts behind one. Memory and time of a step depend on its size alone.
    ///
    /// A list that fits into its first step is read through the filter's index and sorted. A long one is walked along the ids.
    pub fn step(&self, conn: &mut Conn, behind: Option<UserId>, limit: i64) -> Result<Vec<Account>> {
        let few = if behind.is_none() { self.few(conn, limit)? } else { None };
        let found: Predicate = match (few, behind) {
            (Some(few), _) => Box::new(users::id.eq_any(few)),
            (None, Some(id)) => Box::new(self.hidden(conn).and(users::id.gt(id))),
            (None, None) => self.hidden(conn),
        };
        let found = users::table.filter(found).order(users::id).limit(limit);
        Ok(found.select(Account::as_select()).load(conn)?)
    }

    /// Parts of all accounts, in the order of their ids, unless they are more than so many.
    pub fn few_in_parts(&self, conn: &mut Conn, most: i64, parts: &[Part]) -> Result<Option<Parts>> {
        let Some(few) = self.few(conn, most)? else { return Ok(None) };
        let found = users::table.filter(users::id.eq_any(few)).order(users::id);
        Parts::load(conn, found.select(Parts::selection(parts))).map(Some)
    }

    /// Parts of those among the accounts of a stretch: behind one, and up to another one.
    pub fn stretch_in_parts(
        &self,
        conn: &mut Conn,
        behind: Option<UserId>,
        to: Option<UserId>,
        parts: &[Part],
    ) -> Result<Parts> {
        let mut found = self.hidden(conn);
        if let Some(behind) = behind {
            found = Box::new(found.and(users::id.gt(behind)));
        }
        if let Some(to) = to {
            found = Box::new(found.and(users::id.le(to)));
        }
        Parts::load(conn, users::table.filter(found).order(users::id).select(Parts::selection(parts)))
    }

    /// The ids of all accounts, unless they are more than so many.
    fn few(&self, conn: &mut Conn, most: i64) -> Result<Option<Vec<UserId>>> {
        let found = condition(conn, self.filter.as_ref(), self.search.as_deref(), self.private, self.at);
        let found = users::table.filter(self.narrowed(conn.engine(), found)).select(users::id);
        let few: Vec<UserId> = found.limit(most.saturating_add(1)).load(conn)?;
        Ok(i64::try_from(few.len()).is_ok_and(|found| found <= most).then_some(few))
    }

    /// The condition, hidden from the planner: sorting all that is left anew for every step would take time with the square.
    /// Of what is not equal PostgreSQL expects that it is nearly everybody; of what is equal, that it is nearly nobody, whom
    /// it would look for in the whole table.
    fn hidden(&self, conn: &Conn) -> Predicate {
        let (filter, search) = (self.filter.as_ref(), self.search.as_deref());
        let one = self.narrowed(conn.engine(), condition_of_one(conn, filter, search, self.private, self.at));
        Box::new(sql::<Bool>("CASE WHEN ").bind::<Bool, _>(one).sql(" THEN 1 ELSE 0 END <> 0"))
    }

    /// Those of some accounts who are among them, in the order of their ids.
    pub fn among(&self, conn: &mut Conn, ids: &[UserId]) -> Result<Vec<Account>> {
        let one = condition_of_one(conn, self.filter.as_ref(), self.search.as_deref(), self.private, self.at);
        let some = users::table.filter(users::id.eq_any(ids)).filter(self.narrowed(conn.engine(), one));
        Ok(some.order(users::id).select(Account::as_select()).load(conn)?)
    }

    fn narrowed(&self, engine: Engine, found: Predicate) -> Predicate {
        let Some(batch) = self.unnamed_in else { return found };
        let unnamed =
            sql::<Bool>("NOT EXISTS (SELECT 1 FROM batch_rows r WHERE r.user_id = users.id AND r.batch_id = ")
                .bind::<Id, _>(batch)
                .sql(&format!(
                    ") AND NOT EXISTS (SELECT 1 FROM batch_claims k {} \
                     WHERE NOT k.failed AND k.field = 'username' AND k.value = users.username AND k.batch_id = ",
                    engine.by_index("batch_claims_by_value")
                ))
                .bind::<Id, _>(batch)
                .sql(")");
        Box::new(found.and(unnamed))
    }

    /// How many accounts there are, counted no further than `most`.
    pub fn count_up_to(&self, conn: &mut Conn, most: i64) -> Result<i64> {
        let found = condition(conn, self.filter.as_ref(), self.search.as_deref(), self.private, self.at);
        let some: Vec<UserId> = users::table.filter(found).select(users::id).limit(most).load(conn)?;
        Ok(i64::try_from(some.len()).unwrap_or(i64::MAX))
    }
}

/// Where a stretch of so many accounts ends that begins behind one; `None` if fewer are left.
pub fn end_of_stretch(conn: &mut Conn, behind: Option<UserId>, accounts: i64) -> Result<Option<UserId>> {
    let ids =
        users::table.select(users::id).order(users::id).offset(accounts.saturating_sub(1).max(0)).limit(1).into_boxed();
    let ids = match behind {
        Some(behind) => ids.filter(users::id.gt(behind)),
        None => ids,
    };
    Ok(ids.first(conn).optional()?)
}
