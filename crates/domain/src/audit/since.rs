//! What was done about people since a batch came to be: undo and conflicts are judged by it.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use uuid::Uuid;

use crate::Result;
use crate::db::Conn;
use crate::db::schema::audit_events as e;
use crate::db::types::Id;
use crate::id::{BatchId, UserId};

/// An entry about a person.
#[derive(Debug, QueryableByName)]
pub struct EventSince {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    /// The person.
    #[diesel(sql_type = Id)]
    pub target_id: UserId,
    /// The thing in which it happened, such as a course.
    #[diesel(sql_type = Nullable<Id>)]
    context_id: Option<crate::db::types::RawId>,
    /// The batch that did it.
    #[diesel(sql_type = Nullable<Id>)]
    pub batch_id: Option<BatchId>,
    /// What was done.
    #[diesel(sql_type = Text)]
    pub action: String,
    /// How, as JSON; `None` once it was erased.
    #[diesel(sql_type = Nullable<Text>)]
    pub payload: Option<String>,
}

impl EventSince {
    /// The id of the thing in which it happened, such as a course.
    pub fn context_id(&self) -> Option<Uuid> {
        self.context_id.map(|id| id.0)
    }
}

/// What was done about people since the first entry of a batch, the oldest first: actions that are like `actions`, such as `user.%`.
pub fn since(conn: &mut Conn, batch: BatchId, actions: &'static str, users: &[UserId]) -> Result<Vec<EventSince>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let began: Option<i64> = e::table.filter(e::batch_id.eq(batch)).select(diesel::dsl::min(e::seq)).first(conn)?;
    let (ids, by_target) = (conn.engine().ids(), conn.engine().by_index("audit_events_by_target"));
    let sql = format!(
        "SELECT e.seq, e.target_id, e.context_id, e.batch_id, e.action, e.payload FROM {ids} \
         CROSS JOIN audit_events e {by_target} \
         WHERE e.target_id = c.id AND e.seq >= $2 AND e.action LIKE '{actions}'"
    );
    let query = diesel::sql_query(sql).bind::<Text, _>(serde_json::to_string(users)?);
    let mut events: Vec<EventSince> = query.bind::<BigInt, _>(began.unwrap_or(0)).load(conn)?;
    events.sort_by_key(|event| event.seq);
    Ok(events)
}
