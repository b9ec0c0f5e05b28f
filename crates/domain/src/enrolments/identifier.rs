//! The person whom an exact identifier names, for callers who see no list of accounts.

use crate::batches::selection::pasted::{PastedAccounts, Reach};
use crate::db::Conn;
use crate::id::UserId;
use crate::{Error, Noun, Result, visible};

/// The account with exactly this username, e-mail address or ID number. ID numbers count for every caller: the caller has the number already,
/// and the answer does not show it.
///
/// # Errors
/// `NotFound` for everything else: nobody, a deleted account, or several accounts. The caller learns nothing of an account that way.
pub fn find(conn: &mut Conn, identifier: &str) -> Result<UserId> {
    let text = visible::trim(identifier);
    if text.is_empty() {
        let message = "\"identifier\" is a username, an e-mail address or an ID number.";
        return Err(Error::invalid("identifier", "missing_value", message));
    }
    let reach = Reach { deleted: false, hints: false, numbers: true };
    let found = PastedAccounts::find(conn, &[(1, text.to_owned())], reach)?;
    found.one(text).map(|account| account.id).map_err(|_| Error::NotFound(Noun::Account))
}
