//! Usernames that look alike: those with the same skeleton (Unicode Technical Standard 39).

use std::array;
use std::sync::LazyLock;

use diesel::prelude::*;

use crate::Result;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::users;
use crate::db::{Conn, Db, Urgency};
use crate::id::UserId;
use crate::jobs::Task;

/// Works out what names look like that were there before.
pub const TASK: Task = Task::soon("names that look alike", |db, _| fill_in(db));

/// Steps of one housekeeping.
const STEPS: usize = 10;
/// Accounts of a step of [`fill_in`].
const STEP: i64 = 2_000;

const COLUMNS: [ColumnSpec; 3] =
    [("id", ColumnKind::Id), ("username", ColumnKind::Text), ("skeleton", ColumnKind::Text)];

/// What a username looks like: two that look alike have the same. It is to be compared, and never shown. Usernames are in lower
/// case, and so is this: to the standard a zero looks like a capital O.
pub fn skeleton(username: &str) -> String {
    if username.is_ascii() {
        // What most names are made of: letter by letter, out of a table, since files of renames have them by the million.
        return username.bytes().map(|letter| ASCII[usize::from(letter)].as_str()).collect();
    }
    by_the_standard(username)
}

fn by_the_standard(username: &str) -> String {
    unicode_security::skeleton(username).flat_map(char::to_lowercase).collect()
}

static ASCII: LazyLock<[String; 128]> = LazyLock::new(|| {
    array::from_fn(|letter| by_the_standard(&char::from(u8::try_from(letter).unwrap_or_default()).to_string()))
});

/// Works out what no account has yet: those that were there before the column was, or that come from elsewhere. A few at a
/// time, so that nobody waits, and some thousand with each housekeeping; until it is done fewer names are warned of.
pub fn fill_in(db: &Db) -> Result<()> {
    for _ in 0..STEPS {
        if !db.read(any_missing)? {
            break;
        }
        db.write(Urgency::Background, fill_in_some)?;
    }
    Ok(())
}

/// Those without one. Whose name was freed has another in its place, and none to be compared.
#[diesel::dsl::auto_type]
fn missing() -> _ {
    users::table.filter(users::username_skeleton.is_null()).filter(users::names_freed.eq(false))
}

fn any_missing(conn: &mut Conn) -> Result<bool> {
    Ok(missing().select(users::id).limit(1).first::<UserId>(conn).optional()?.is_some())
}

fn fill_in_some(conn: &mut Conn) -> Result<()> {
    let missing = missing().order(users::id).limit(STEP);
    let mut chunk = RecordSet::default();
    for (id, username) in missing.select((users::id, users::username)).load::<(UserId, String)>(conn)? {
        let skeleton = skeleton(&username);
        chunk.push([id.0.into(), username.into(), skeleton.into()]);
    }
    // An account that is renamed at this moment has got a skeleton with the new name.
    let on = "users.id = c.id AND users.username = c.username";
    let update = Statement::Update { table: "users", set: "username_skeleton = c.skeleton", on };
    conn.execute_chunk(update, &COLUMNS, &chunk)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{by_the_standard, skeleton};
    use proptest::prelude::*;

    #[test]
    fn names_that_look_alike_have_the_same_skeleton() {
        for (one, other) in [("paypal", "paypa1"), ("anna.rn", "anna.m"), ("bob0", "bobo"), ("\u{430}nna", "anna")] {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        assert_ne!(skeleton("anna.bauer"), skeleton("anna.gruber"));
    }
    proptest! {
        #[test]
        fn the_table_says_what_the_standard_says(name in "[ -~]{0,40}") {
            prop_assert_eq!(skeleton(&name), by_the_standard(&name));
        }
    }
}
