//! The person whom an exact identifier names, for callers who see no list of accounts.

use crate::batches::selection::pasted::{PastedAccounts, Reach};
use crate::db::Conn;
use crate::id::UserId;
use crate::{Actor, Error, Noun, Result, field_rights, visible};

/// The account with exactly this username or e-mail address. ID numbers count for those who may see them, or one could try them out.
///
/// # Errors
/// `NotFound` for everything else: nobody, a deleted account, or several accounts. The caller learns nothing of an account that way.
pub fn find(conn: &mut Conn, actor: &Actor, identifier: &str) -> Result<UserId> {
    let text = visible::trim(identifier);
    if text.is_empty() {
        let message = "\"identifier\" is a username or an e-mail address.";
        return Err(Error::invalid("identifier", "missing_value", message));
    }
    let reach = Reach { deleted: false, hints: false, numbers: field_rights::may_see(actor) };
    let found = PastedAccounts::find(conn, &[(1, text.to_owned())], reach)?;
    found.one(text).map(|account| account.id).map_err(|_| Error::NotFound(Noun::Account))
}
