//! The mode `create_numbered`: a username that is taken gets the first number that makes it free.

use std::collections::BTreeSet;

use super::claims::{self, Holders};
use crate::batches::engine::message::{Level, Message};
use crate::batches::file::reading::ParsedRow;
use crate::db::Conn;
use crate::id::BatchId;
use crate::tabular::Record;
use crate::users::Field;
use crate::users::values::max_chars;
use crate::{MessageValues, Result};

/// Numbers tried in the first round; each round tries twice as many.
const FIRST: usize = 16;

/// Gives every row a username of its own. `taken` are those of rows that are on their way into the database.
pub(super) fn number(
    conn: &mut Conn,
    batch: BatchId,
    understood: &mut [(Record, ParsedRow)],
    mut taken: BTreeSet<String>,
) -> Result<()> {
    let name_of = |row: &ParsedRow| row.request.as_ref().ok()?.username.clone()?.ok();
    let mut waiting: Vec<(usize, String)> =
        understood.iter().enumerate().filter_map(|(at, (_, row))| Some((at, name_of(row)?))).collect();
    let names: BTreeSet<String> = waiting.iter().map(|(_, name)| name.clone()).collect();
    taken.extend(unavailable(conn, batch, names)?);
    waiting.retain(|(_, name)| !taken.insert(name.clone()));
    let (mut from, mut most) = (2, FIRST);
    while !waiting.is_empty() {
        let candidates = |name: &str| (from..from + most).map(|number| numbered(name, number)).collect::<Vec<_>>();
        let asked: BTreeSet<String> = waiting.iter().flat_map(|(_, name)| candidates(name)).collect();
        taken.extend(unavailable(conn, batch, asked)?);
        waiting.retain(|(at, name)| {
            let Some(free) = candidates(name).into_iter().find(|candidate| taken.insert(candidate.clone())) else {
                return true;
            };
            if let Some((_, row)) = understood.get_mut(*at) {
                rename(row, name, free);
            }
            false
        });
        (from, most) = (from + most, most * 2);
    }
    Ok(())
}

/// Names asked for in one statement: SQLite takes 32,766 parameters.
const PIECE: usize = 10_000;

/// Those of the names that an account has, or a row claims.
fn unavailable(conn: &mut Conn, batch: BatchId, names: BTreeSet<String>) -> Result<BTreeSet<String>> {
    let list: Vec<String> = names.into_iter().collect();
    let mut found = BTreeSet::new();
    for piece in list.chunks(PIECE) {
        let asked: BTreeSet<String> = piece.iter().cloned().collect();
        let holders = Holders::find(conn, &asked, &BTreeSet::new())?;
        found.extend(claims::claimed(conn, batch, claims::USERNAME, piece)?);
        found.extend(asked.into_iter().filter(|name| holders.other(claims::USERNAME, name, None).is_some()));
    }
    Ok(found)
}

/// A name with a number behind it, cut where it would be too long.
fn numbered(name: &str, number: usize) -> String {
    let number = number.to_string();
    let room = max_chars(Field::Username).saturating_sub(number.len());
    name.chars().take(room).collect::<String>() + &number
}

fn rename(row: &mut ParsedRow, name: &str, free: String) {
    row.remarks.push(Message {
        level: Level::Info,
        code: "numbered".to_owned(),
        field: Some("username".to_owned()),
        found: Some(name.to_owned()),
        expected: Some(free.clone()),
        message: format!("The username \"{name}\" is taken; the account is made as \"{free}\"."),
        values: MessageValues::new(),
    });
    row.key.clone_from(&free);
    if let Ok(request) = &mut row.request {
        request.username = Some(Ok(free));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_behind_and_never_make_a_name_too_long() {
        assert_eq!(numbered("anna.bauer", 2), "anna.bauer2");
        assert_eq!(numbered(&"a".repeat(100), 12), format!("{}12", "a".repeat(98)));
    }
}
