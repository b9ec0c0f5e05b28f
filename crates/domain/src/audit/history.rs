//! What was done to one account or another thing, latest first.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use serde_json::Value;

use crate::db::Conn;
use crate::db::schema::{OWN_USERNAME, audit_events, users};
use crate::db::types::RawId;
use crate::id::{BatchId, UserId};
use crate::{Context, ContextKind, Error, Millis, Result};

/// One thing that was done.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its place in the audit.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// By whom: the account and its name as it is now; `None` is the system.
    pub actor: Option<(UserId, String)>,
    /// What.
    pub action: String,
    /// To what or whom: the kind of thing, and its id or key.
    pub subject: Option<(String, String)>,
    /// Where it counts.
    pub context: Context,
    /// In which batch.
    pub batch: Option<BatchId>,
    /// The fields that changed, as they were; null if the personal data was erased.
    pub before: Value,
    /// The same fields as they are now.
    pub after: Value,
    /// What else there is to know.
    pub details: Value,
}

/// How many entries there are about an account.
pub fn count_of_user(conn: &mut Conn, user: UserId) -> Result<i64> {
    Ok(audit_events::table.filter(audit_events::target_id.eq(user)).count().get_result(conn)?)
}

/// How many entries there are about a thing that is named by a key.
pub fn count_of_named(conn: &mut Conn, kind: &str, key: &str) -> Result<i64> {
    use audit_events as e;
    let about = e::table.filter(e::subject_kind.eq(kind)).filter(e::subject_key.eq(key));
    Ok(about.count().get_result(conn)?)
}

/// A page of the history of a thing that is named by a key; `below` is the `seq` of the last entry of the page before.
pub fn of_named(conn: &mut Conn, kind: &str, key: &str, below: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    use audit_events as e;
    let about = e::table.filter(e::subject_kind.eq(kind)).filter(e::subject_key.eq(key));
    let about = about.filter(e::seq.lt(below.unwrap_or(i64::MAX))).order(e::seq.desc()).limit(limit);
    let found: Vec<i64> = about.select(e::seq).load(conn)?;
    events(conn, &found)
}

/// A page of the history of an account; `below` is the `seq` of the last entry of the page before.
pub fn of_user(conn: &mut Conn, user: UserId, below: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    use audit_events as e;
    let about = e::table.filter(e::target_id.eq(user)).filter(e::seq.lt(below.unwrap_or(i64::MAX)));
    let found: Vec<i64> = about.order(e::seq.desc()).limit(limit).select(e::seq).load(conn)?;
    events(conn, &found)
}

/// Entries by their places, latest first.
fn events(conn: &mut Conn, places: &[i64]) -> Result<Vec<Event>> {
    use audit_events as e;
    type About = (String, Option<RawId>, Option<String>, String, Option<RawId>);
    type Row = (i64, Millis, Option<UserId>, Option<String>, String, About, Option<BatchId>, Option<String>);
    let rows: Vec<Row> = e::table
        .left_join(users::table.on(e::actor_id.eq(users::id.nullable())))
        .filter(e::seq.eq_any(places))
        .order(e::seq.desc())
        .select((
            e::seq,
            e::at,
            e::actor_id,
            sql::<Nullable<Text>>(OWN_USERNAME),
            e::action,
            (e::subject_kind, e::target_id, e::subject_key, e::context_kind, e::context_id),
            e::batch_id,
            e::payload,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(seq, at, actor, username, action, about, batch, payload)| {
            let (kind, id, key, context_kind, context) = about;
            let name = id.map(|id| id.0.to_string()).or(key);
            let context = ContextKind::from_name(&context_kind)
                .and_then(|kind| Context::new(kind, context.map(|id| id.0)))
                .ok_or_else(|| Error::internal("an audit entry has an invalid context"))?;
            let mut payload: Value = payload.map_or(Ok(Value::Null), |text| serde_json::from_str(&text))?;
            let mut take = |name: &str| payload.get_mut(name).map_or(Value::Null, Value::take);
            Ok(Event {
                seq,
                at,
                actor: actor.map(|id| (id, username.unwrap_or_default())),
                action,
                // What is about nothing else is about its batch.
                subject: name.map(|name| (kind, name)).or_else(|| Some(("batch".to_owned(), batch?.to_string()))),
                context,
                batch,
                before: take("before"),
                after: take("after"),
                details: take("details"),
            })
        })
        .collect()
}
