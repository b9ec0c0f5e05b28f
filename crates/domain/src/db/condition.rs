//! Conditions of queries that are put together at run time.

use diesel::dsl::sql;
use diesel::expression::BoxableExpression;
use diesel::sql_types::Bool;

use super::MultiBackend;

/// A condition on the rows of a table; never null.
pub type Condition<T> = Box<dyn BoxableExpression<T, MultiBackend, SqlType = Bool>>;

/// The condition that holds of every row.
pub fn everything<T: 'static>() -> Condition<T> {
    Box::new(sql::<Bool>("1 = 1"))
}
