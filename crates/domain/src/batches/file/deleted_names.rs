//! Names that deleted accounts have or had: who looks for one is told that the account can be restored.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::settings::MatchBy;
use crate::Result;
use crate::db::Conn;
use crate::db::schema::users;
use crate::text::fold;
use crate::users::values::id_number_form;

/// Those of the keys that deleted accounts have, or had before they were freed.
pub(crate) fn among(conn: &mut Conn, by: MatchBy, keys: &BTreeSet<String>) -> Result<BTreeSet<String>> {
    if keys.is_empty() {
        return Ok(BTreeSet::new());
    }
    let deleted = || users::table.filter(users::deleted_at.is_not_null());
    let (held, freed): (Vec<String>, Vec<Option<String>>) = match by {
        MatchBy::Username => (
            deleted().filter(users::username.eq_any(keys)).select(users::username).load(conn)?,
            deleted().filter(users::freed_username.eq_any(keys)).select(users::freed_username).load(conn)?,
        ),
        MatchBy::Email => (
            deleted().filter(users::email.eq_any(keys)).select(users::email).load(conn)?,
            deleted().filter(users::freed_email.eq_any(keys)).select(users::freed_email).load(conn)?,
        ),
        MatchBy::IdNumber => {
            let folded: BTreeSet<String> = keys.iter().map(|key| fold(key)).collect();
            let held = deleted().filter(users::id_number_key.eq_any(folded)).select(users::id_number);
            let held = held.load::<Option<String>>(conn)?.into_iter().flatten();
            (held.map(|number| id_number_form(&number)).collect(), Vec::new())
        }
    };
    Ok(held.into_iter().chain(freed.into_iter().flatten()).collect())
}
