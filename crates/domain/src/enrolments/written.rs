//! Fields of enrolments that were written since a batch changed them, from the audit: also where they hold again what they held.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use serde_json::Value;

use super::change::FIELDS;
use crate::Result;
use crate::db::Conn;
use crate::db::schema::audit_events as e;
use crate::db::types::Id;
use crate::id::{BatchId, CourseId, UserId};

/// The fields that were written, by course and person.
pub(crate) type WrittenFields = HashMap<(CourseId, UserId), BTreeSet<String>>;

#[derive(QueryableByName)]
struct Event {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Id)]
    target_id: UserId,
    #[diesel(sql_type = Nullable<Id>)]
    context_id: Option<CourseId>,
    #[diesel(sql_type = Nullable<Id>)]
    batch_id: Option<BatchId>,
    #[diesel(sql_type = Nullable<Text>)]
    payload: Option<String>,
}

/// What was written of the enrolments of people since a batch changed them.
pub(crate) fn since(conn: &mut Conn, batch: BatchId, users: &[UserId]) -> Result<WrittenFields> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let began: Option<i64> = e::table.filter(e::batch_id.eq(batch)).select(diesel::dsl::min(e::seq)).first(conn)?;
    let (ids, by_target) = (conn.engine().ids(), conn.engine().by_index("audit_events_by_target"));
    let sql = format!(
        "SELECT e.seq, e.target_id, e.context_id, e.batch_id, e.payload FROM {ids} \
         CROSS JOIN audit_events e {by_target} \
         WHERE e.target_id = c.id AND e.seq >= $2 AND e.action LIKE 'enrolment.%'"
    );
    let query = diesel::sql_query(sql).bind::<Text, _>(serde_json::to_string(users)?);
    let mut events: Vec<Event> = query.bind::<BigInt, _>(began.unwrap_or(0)).load(conn)?;
    events.sort_by_key(|event| event.seq);
    let mut written = WrittenFields::new();
    for event in events {
        let Some(course) = event.context_id else { continue };
        let fields = written.entry((course, event.target_id)).or_default();
        if event.batch_id == Some(batch) {
            // What came before the batch's own change does not count.
            fields.clear();
            continue;
        }
        match event.payload {
            // An entry that was erased no longer says what: take it to be everything.
            None => fields.extend(FIELDS.map(str::to_owned)),
            Some(payload) => {
                let payload: Value = serde_json::from_str(&payload)?;
                let sides = ["before", "after"].into_iter().filter_map(|side| payload[side].as_object());
                fields.extend(sides.flat_map(|members| members.keys().cloned()));
            }
        }
    }
    Ok(written)
}
