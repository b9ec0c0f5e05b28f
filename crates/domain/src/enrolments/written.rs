//! Fields of enrolments that were written since a batch changed them, from the audit: also where they hold again what they held.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::change::FIELDS;
use crate::db::Conn;
use crate::id::{BatchId, CourseId, UserId};
use crate::{Result, audit};

/// The fields that were written, by course and person.
pub(crate) type WrittenFields = HashMap<(CourseId, UserId), BTreeSet<String>>;

/// What was written of the enrolments of people since a batch changed them.
pub(crate) fn since(conn: &mut Conn, batch: BatchId, users: &[UserId]) -> Result<WrittenFields> {
    let mut written = WrittenFields::new();
    for event in audit::since(conn, batch, "enrolment.%", users)? {
        let Some(course) = event.context_id().map(CourseId) else { continue };
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
