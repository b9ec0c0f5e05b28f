//! SQL types of our own that both engines have, each in its own way.

use super::MultiBackend;

/// An id: `uuid` on PostgreSQL, hyphenated `TEXT` on SQLite. Both sort the same way.
#[derive(Debug, Clone, Copy, Default, diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(name = "uuid"))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Id;

impl diesel::sql_types::HasSqlType<Id> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Id>(lookup)
    }
}
