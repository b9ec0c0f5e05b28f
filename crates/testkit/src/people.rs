//! People to act on, put into the database many at a time.

use std::collections::HashMap;
use std::sync::OnceLock;

use rollcall_domain::auth::password::Passwords;
use rollcall_domain::db::{Db, Urgency};
use rollcall_domain::id::UserId;
use rollcall_domain::roles::RoleKey;
use rollcall_domain::users::store::{self, NewAccount};
use rollcall_domain::users::{Field, FieldValue};

/// Everybody's password.
pub const PASSWORD: &str = "orbit lantern sparrow dune";

/// A user who was made by a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: UserId,
    /// Its username.
    pub username: String,
}

/// The hash of everybody's password: made once, since it is made to be slow.
fn hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| Passwords::new(1).and_then(|passwords| passwords.hash(PASSWORD)).expect("a password hashes"))
        .clone()
}

/// Makes one person who can sign in, with a role where one is given.
pub(crate) fn make(db: &Db, username: &str, role: Option<RoleKey>) -> Person {
    let person = make_many(db, &[username.to_owned()], Some(hash())).remove(0);
    if let Some(role) = role {
        db.write(Urgency::Foreground, |conn| rollcall_domain::users::administrators::assign(conn, person.id, role, 1))
            .expect("a role is assigned");
    }
    person
}

/// Makes `count` people named `prefix0`, `prefix1`, ..., who have no password.
pub fn make_people(db: &Db, prefix: &str, count: usize) -> Vec<Person> {
    let usernames: Vec<String> = (0..count).map(|number| format!("{prefix}{number}")).collect();
    make_many(db, &usernames, None)
}

/// Makes people with fields of the test's own.
pub(crate) fn make_with(db: &Db, accounts: &[(&str, &[(Field, FieldValue)])]) -> Vec<Person> {
    let accounts: Vec<NewAccount> = accounts
        .iter()
        .map(|(username, fields)| {
            let mut account = account(username, None);
            account.fields.extend(fields.iter().cloned());
            account
        })
        .collect();
    store_all(db, accounts)
}

/// Makes people, most of them without a password.
pub(crate) fn make_many(db: &Db, usernames: &[String], password_hash: Option<String>) -> Vec<Person> {
    store_all(db, usernames.iter().map(|username| account(username, password_hash.clone())).collect())
}

fn account(username: &str, password_hash: Option<String>) -> NewAccount {
    let text = |value: &str| FieldValue::Text(value.to_owned());
    NewAccount {
        id: UserId::new(),
        fields: HashMap::from([
            (Field::Username, text(username)),
            (Field::Email, text(&format!("{username}@example.org"))),
            (Field::FirstName, text("First")),
            (Field::LastName, text(username)),
            (Field::IdNumber, text(&format!("id-{username}"))),
        ]),
        password_hash,
        created_at: 1_700_000_000_000,
        last_access_at: 0,
    }
}

fn store_all(db: &Db, accounts: Vec<NewAccount>) -> Vec<Person> {
    for chunk in accounts.chunks(2_000) {
        db.write(Urgency::Foreground, |conn| store::insert(conn, chunk)).expect("people are stored");
    }
    let person = |account: NewAccount| {
        let username = account.fields.get(&Field::Username).map(FieldValue::to_json);
        let username = username.and_then(|name| name.as_str().map(str::to_owned)).expect("a person has a username");
        Person { id: account.id, username }
    };
    accounts.into_iter().map(person).collect()
}
