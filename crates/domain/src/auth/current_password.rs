//! The password in use, given once more by a user who is signed in. A thief of a session could guess it here, so failures
//! count for the session, as those of a sign-in count for a device.

use super::password::Passwords;
use crate::audit::{self, Entry};
use crate::db::{Db, Urgency};
use crate::id::UserId;
use crate::users::sign_in_failures;
use crate::{Actor, Error, Millis, Result};

/// Refuses a text that is not the password with this hash (422 `wrong_password`, in `current_password`), and all texts while
/// the session rests after failures (429). Blocks for as long as a hash takes.
pub fn require(
    db: &Db,
    passwords: &Passwords,
    actor: &Actor,
    now: Millis,
    user: UserId,
    text: &str,
    hash: Option<&str>,
) -> Result<()> {
    let source = format!("session:{}", actor.session_id.map(|id| id.to_string()).unwrap_or_default());
    if let Some(until) = db.read(|conn| sign_in_failures::rests_until(conn, user, &source, now))? {
        let seconds = u64::try_from((until - now) / 1_000).unwrap_or(1) + 1;
        return Err(Error::TooMany { retry_after: seconds });
    }
    if passwords.verify(text, hash) {
        return Ok(());
    }
    db.write(Urgency::Foreground, |conn| {
        crate::users::store::lock(conn, &[user])?;
        sign_in_failures::note(conn, user, &source, now)?;
        let details = serde_json::json!({ "reason": "wrong current password" });
        audit::record(conn, actor, now, [Entry { details, ..Entry::about("session.refused", user) }])
    })?;
    Err(Error::invalid("current_password", "wrong_password", "This is not the password in use."))
}
