//! Ids typed by what they name, so that a batch's cannot be taken for a person's.

use std::fmt;
use std::str::FromStr;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, ToSql};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::MultiBackend;
use crate::db::types::{Id, RawId};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow, Serialize, Deserialize)]
        #[diesel(sql_type = Id)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new one; later ones sort behind earlier ones.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The smallest id that could have been made at this time.
            pub fn earliest(at: crate::Millis) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(u64::try_from(at).unwrap_or(0), &[0; 10]).into_uuid())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl<B> FromSql<Id, B> for $name
        where
            B: diesel::backend::Backend,
            RawId: FromSql<Id, B>,
        {
            fn from_sql(value: B::RawValue<'_>) -> deserialize::Result<Self> {
                RawId::from_sql(value).map(|raw| Self(raw.0))
            }
        }

        impl ToSql<Id, diesel::pg::Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut serialize::Output<'b, '_, diesel::pg::Pg>) -> serialize::Result {
                std::io::Write::write_all(out, self.0.as_bytes())?;
                Ok(serialize::IsNull::No)
            }
        }

        impl ToSql<Id, diesel::sqlite::Sqlite> for $name {
            fn to_sql<'b>(&'b self, out: &mut serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> serialize::Result {
                out.set_value(self.0.hyphenated().to_string());
                Ok(serialize::IsNull::No)
            }
        }

        impl ToSql<Id, MultiBackend> for $name {
            fn to_sql<'b>(&'b self, out: &mut serialize::Output<'b, '_, MultiBackend>) -> serialize::Result {
                out.set_value((Id, self));
                Ok(serialize::IsNull::No)
            }
        }
    )*};
}

ids! {
    /// A person's account.
    UserId;
    /// A batch.
    BatchId;
    /// A sign-in that has not ended.
    SessionId;
    /// A source that was uploaded and waits to be read.
    StagedId;
    /// A message that waits to be sent.
    DeliveryId;
    /// What a user keeps under a name: a saved view, settings for files, or the text of a message.
    SavedItemId;
    /// A cohort.
    CohortId;
    /// A course.
    CourseId;
    /// A user's taking part in a course.
    EnrolmentId;
    /// A group of a course.
    GroupId;
    /// A conversation.
    ConversationId;
    /// A message.
    MessageId;
    /// A message that was reported.
    ReportId;
    /// A role that somebody holds somewhere.
    RoleAssignmentId;
    /// A custom profile field.
    ProfileFieldId;
    /// An API token.
    TokenId;
}
