//! What people are told by mail when a user changes their account. Nothing, unless a setting says so.

use serde_json::Value;

use super::change::AccountChange;
use super::email;
use super::field::Field;
use super::store::PlannedChange;
use crate::Result;
use crate::db::Conn;
use crate::deliveries::DeliveryKind;
use crate::id::UserId;
use crate::outcome::Outcome;
use crate::settings::Settings;

/// The batch's setting by which people are told their new usernames (PRODUCT 5).
pub const TELL_NEW_USERNAMES: &str = "tell_new_usernames";

/// Who is told of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Notices {
    /// Who is suspended (PRODUCT 3).
    pub suspensions: bool,
    /// Who gets another username.
    pub new_usernames: bool,
}

impl Notices {
    /// By the settings of the site and of a batch.
    pub fn of(conn: &mut Conn, batch: Option<&Value>) -> Result<Self> {
        let new_usernames = batch.and_then(|settings| settings[TELL_NEW_USERNAMES].as_bool()).unwrap_or(false);
        Ok(Self { suspensions: Settings::load(conn)?.tell_suspended, new_usernames })
    }

    /// The kinds of mails that a user gets whose account changes so.
    pub(super) fn after(self, change: &AccountChange) -> impl Iterator<Item = DeliveryKind> + use<> {
        let outcomes = change.outcomes();
        let all = [
            (self.suspensions, Outcome::Suspend, DeliveryKind::Suspended),
            (self.new_usernames, Outcome::Rename, DeliveryKind::Renamed),
        ];
        all.into_iter()
            .filter(move |(wanted, outcome, _)| *wanted && outcomes.contains(*outcome))
            .map(|(.., kind)| kind)
    }
}

/// Who gets which kind of mail after a change.
pub(super) fn told(notices: Notices, row: &PlannedChange<'_>) -> impl Iterator<Item = (DeliveryKind, UserId)> + use<> {
    let id = row.account.id;
    notices.after(row.change).map(move |kind| (kind, id))
}

/// The address that a change takes from an account. It is told whatever the settings say: a person who loses an
/// account to another user learns of it there, and nowhere else.
pub(super) fn old_address(row: &PlannedChange<'_>) -> Option<(UserId, String)> {
    let address = row.change.text_after(Field::Email)?;
    // Another spelling of the address is the same mailbox.
    let replaces = row.account.deleted_at.is_none() && email::canonical(&row.account.email) != address;
    replaces.then(|| (row.account.id, row.account.email.clone()))
}
