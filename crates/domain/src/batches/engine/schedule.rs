//! Applying at a set time (PRODUCT 0): a batch is `queued` at once, and taken by a worker when its time has come by the
//! database's clock. Who applies it, and whether they may, is looked at then, as for any batch.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::batch::{Batch, State};
use crate::db::Conn;
use crate::db::schema::batches;
use crate::{Error, Millis, Result, time};

/// How far ahead a time may be set: as long as a plan is kept.
const LONGEST: Millis = 30 * 24 * 3_600_000;

/// The point in time that a text means, for a member of this name; one to come. Without a zone it is meant in the site's.
pub fn read(field: &str, text: &str, now: Millis, zone: &TimeZone) -> Result<Millis> {
    let Some(at) = time::parse(text, zone) else {
        let message = format!("\"{}\" is no time such as 2026-03-01T22:00:00Z.", crate::text::show(text));
        return Err(Error::invalid(field, "invalid_value", message));
    };
    if at <= now {
        return Err(Error::invalid(field, "invalid_value", "The time lies in the past. To apply now, leave it out."));
    }
    if at - now > LONGEST {
        let message = "The time is more than 30 days ahead; no plan is kept for so long.";
        return Err(Error::invalid(field, "invalid_value", message));
    }
    Ok(at)
}

/// Checks the time in settings, if there is one: it goes with `apply`. It is written as it is meant.
pub fn check(settings: &mut Value, now: Millis, zone: &TimeZone) -> Result<()> {
    let Some(text) = settings.get("apply_at").and_then(Value::as_str) else { return Ok(()) };
    if settings.get("apply") != Some(&Value::Bool(true)) {
        let message = "A time to apply goes with \"apply\": true.";
        return Err(Error::invalid("settings.apply_at", "invalid_value", message));
    }
    let at = read("settings.apply_at", text, now, zone)?;
    settings["apply_at"] = time::format(at).into();
    Ok(())
}

/// When a batch is to be applied, as its settings say; `None` if they do not. A time that cannot be read is an error: nothing is
/// applied at another time than was asked for.
pub(crate) fn set_in(batch: &Batch) -> Result<Option<Millis>> {
    let Some(text) = batch.settings.get("apply_at").filter(|at| !at.is_null()) else { return Ok(None) };
    let at = text.as_str().and_then(time::parse_utc);
    at.map(Some).ok_or_else(|| Error::internal(format!("a stored batch has \"apply_at\": {text}")))
}

/// Whether a batch still waits for its time: no worker has taken it, and none does before.
pub(crate) fn is_waiting(conn: &mut Conn, batch: &Batch) -> Result<bool> {
    if batch.state != State::Queued || batch.starts_at.is_none() {
        return Ok(false);
    }
    let to_come = sql::<Bool>(&format!("starts_at > {}", conn.engine().now()));
    Ok(batches::table.find(batch.id).filter(to_come).select(batches::version).first::<i64>(conn).optional()?.is_some())
}

/// A batch that waits for its time is neither work nor in the way of any: the condition under which one is.
pub(crate) fn is_due(conn: &Conn) -> String {
    format!("(state <> 'queued' OR starts_at IS NULL OR starts_at <= {})", conn.engine().now())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_time_is_one_to_come_and_not_too_far_ahead() {
        let now = time::parse_utc("2026-03-01T12:00:00Z").unwrap_or_default();
        assert_eq!(read("at", "2026-03-01T13:30:00+01:00", now, &TimeZone::UTC).ok(), Some(now + 1_800_000));
        for wrong in ["2026-03-01T12:00:00Z", "2025-01-01T00:00:00Z", "2026-05-01T00:00:00Z", "tomorrow", ""] {
            assert!(read("at", wrong, now, &TimeZone::UTC).is_err(), "{wrong}");
        }
        let settings = |apply: bool| json!({ "apply": apply, "apply_at": "2026-03-01T13:00:00Z" });
        let check = |mut settings: Value| check(&mut settings, now, &TimeZone::UTC).map(|()| settings);
        assert!(check(settings(true)).is_ok() && check(settings(false)).is_err());
        assert!(check(json!({ "apply_at": null })).is_ok());
        let vienna = TimeZone::get("Europe/Vienna").unwrap_or(TimeZone::UTC);
        let mut in_vienna = json!({ "apply": true, "apply_at": "2026-03-01T13:30:00" });
        assert!(super::check(&mut in_vienna, now, &vienna).is_ok());
        assert_eq!(in_vienna["apply_at"], "2026-03-01T12:30:00.000Z");
    }
}
