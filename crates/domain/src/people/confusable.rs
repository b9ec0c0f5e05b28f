//! New usernames that look like those of others (PRODUCT 5): a warning, since it may be meant.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::claims::{self, USERNAME};
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::row::Row;
use crate::db::Conn;
use crate::db::schema::users;
use crate::id::{BatchId, UserId};
use crate::message_values::message_values;
use crate::text::show;
use crate::users::skeleton::skeleton;
use crate::{MessageValues, Result};

/// Whose a name is.
enum NameHolder {
    Account(UserId),
    Row,
}

/// Names by what they look like.
type Alike = HashMap<String, Vec<(String, NameHolder)>>;

/// Warns of each row whose new username looks like that of another account, or like one that another row gives; of two
/// rows that are planned together the later one. `on_the_way` are names of rows that are not stored yet.
pub(super) fn warn<'n>(
    conn: &mut Conn,
    batch: BatchId,
    rows: &mut [Row],
    on_the_way: impl Iterator<Item = &'n String>,
) -> Result<()> {
    let wanted: BTreeSet<String> = rows.iter().filter_map(new_name).map(skeleton).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let mut alike = Alike::new();
    let accounts = users::table
        .filter(users::username_skeleton.eq_any(&wanted))
        .filter(users::deleted_at.is_null())
        .select((users::username, users::id))
        .load::<(String, UserId)>(conn)?;
    for (name, id) in accounts {
        alike.entry(skeleton(&name)).or_default().push((name, NameHolder::Account(id)));
    }
    let claims = claims::looking_like(conn, batch, &wanted)?;
    for name in claims.into_iter().chain(on_the_way.cloned()) {
        alike.entry(skeleton(&name)).or_default().push((name, NameHolder::Row));
    }
    for row in rows {
        let Some(name) = new_name(row).map(str::to_owned) else { continue };
        let names = alike.entry(skeleton(&name)).or_default();
        let is_another = |whose: &NameHolder| !matches!(whose, NameHolder::Account(id) if Some(*id) == row.user);
        if let Some((other, whose)) = names.iter().find(|(other, whose)| *other != name && is_another(whose)) {
            row.messages.push(message(&name, other, whose));
        }
        names.push((name, NameHolder::Row));
    }
    Ok(())
}

fn new_name(row: &Row) -> Option<&str> {
    row.claims.iter().find(|claim| claim.field == USERNAME).map(|claim| claim.value.as_str())
}

fn message(name: &str, other: &str, whose: &NameHolder) -> Message {
    // Rows are kept for longer than the account may be: what another one is called stands in none of them.
    let (whose, values) = match whose {
        NameHolder::Account(_) => ("the username of another account".to_owned(), MessageValues::new()),
        NameHolder::Row => {
            (format!("\"{}\", which another row gives", show(other)), message_values([("other", show(other).into())]))
        }
    };
    Message {
        level: Level::Warning,
        code: "confusable".to_owned(),
        field: Some("username".to_owned()),
        found: Some(name.to_owned()),
        expected: None,
        message: format!(
            "\"{}\" looks like {whose}. Make sure that the names are not meant to be confused.",
            show(name)
        ),
        values,
    }
}
