//! A walk through all accounts of a list, however many: in the order of their ids, a step at a time.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::list::{Predicate, condition, condition_of_one};
use super::model::Account;
use crate::db::schema::users;
use crate::db::types::Id;
use crate::db::{Conn, Engine};
use crate::filter::Filter;
use crate::id::{BatchId, UserId};
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
    /// Only those whom no row of this batch is about; nor by name, where a row would make somebody who is there by now.
    pub unnamed_in: Option<BatchId>,
}

impl Walk {
    /// The next accounts behind one. Memory and time of a step depend on its size alone.
    ///
    /// A list that fits into its first step is read through the filter's index and sorted. A long one is walked along the ids, with the filter
    /// hidden from the planner: sorting all that is left anew for every step would take time with the square.
    pub fn step(&self, conn: &mut Conn, behind: Option<UserId>, limit: i64) -> Result<Vec<Account>> {
        let (filter, search) = (self.filter.as_ref(), self.search.as_deref());
        if behind.is_none() {
            let found = condition(conn, filter, search, self.private, self.at);
            let few: Vec<UserId> = users::table
                .filter(self.narrowed(conn.engine(), found))
                .select(users::id)
                .limit(limit + 1)
                .load(conn)?;
            if i64::try_from(few.len()).unwrap_or(i64::MAX) <= limit {
                let found = users::table.filter(users::id.eq_any(few)).order(users::id).select(Account::as_select());
                return Ok(found.load(conn)?);
            }
        }
        let one = self.narrowed(conn.engine(), condition_of_one(conn, filter, search, self.private, self.at));
        let hidden = sql::<Bool>("CASE WHEN ").bind::<Bool, _>(one).sql(" THEN 1 ELSE 0 END = 1");
        let query = users::table.filter(hidden).order(users::id).limit(limit).select(Account::as_select()).into_boxed();
        let query = match behind {
            Some(id) => query.filter(users::id.gt(id)),
            None => query,
        };
        Ok(query.load(conn)?)
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
