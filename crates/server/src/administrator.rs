//! The first administrator, and those made from the command line.

use anyhow::Context;
use clap::Args;
use rand::RngCore;
use rollcall_domain::auth::password::Passwords;
use rollcall_domain::db::{Db, Urgency};
use rollcall_domain::roles::RoleKey;
use rollcall_domain::users::commands::{Creation, create};
use rollcall_domain::users::{Field, store};
use rollcall_domain::{Actor, Clock, time::SystemClock};

/// Who the first administrator is.
#[derive(Debug, Args)]
pub struct First {
    /// The first administrator's username.
    #[arg(long = "admin-username", env = "ROLLCALL_ADMIN_USERNAME", default_value = "admin")]
    username: String,
    /// The first administrator's password; without one it is made and printed once.
    #[arg(long = "admin-password", env = "ROLLCALL_ADMIN_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// The first administrator's e-mail address.
    #[arg(long = "admin-email", env = "ROLLCALL_ADMIN_EMAIL", default_value = "admin@example.org")]
    email: String,
}

/// Creates the first administrator if there is none.
pub fn make_first(db: &Db, first: &First) -> anyhow::Result<()> {
    if db.read(rollcall_domain::users::administrators::any)? {
        return Ok(());
    }
    let given = first.password.clone().filter(|password| !password.is_empty());
    let password = given.clone().unwrap_or_else(made_up_password);
    make(db, &first.username, &first.email, &password).context("the first administrator cannot be made")?;
    if given.is_none() {
        println!(
            "The first administrator is \"{}\" with the password \"{password}\". It is shown this once: note it, or change it.",
            first.username
        );
    }
    Ok(())
}

/// Makes an administrator, or makes one of an existing account and sets its password.
pub fn make(db: &Db, username: &str, email: &str, password: &str) -> anyhow::Result<()> {
    let hash = Passwords::new(1)?.hash(password)?;
    let details = [
        (Field::Username, username),
        (Field::Email, email),
        (Field::FirstName, "Rollcall"),
        (Field::LastName, "Administrator"),
    ];
    let details = details.into_iter().map(|(field, text)| (field, Some(text.to_owned()))).collect();
    let now = SystemClock.now();
    db.write(Urgency::Foreground, |conn| {
        let known = store::holder(conn, Field::Username, &username.to_lowercase(), None)?;
        let id = match known {
            Some(id) => {
                store::set_password(conn, &Actor::system(), now, id, &hash)?;
                id
            }
            None => {
                create(
                    conn,
                    &Actor::system(),
                    now,
                    Creation { details, password_hash: Some(hash), ..Creation::default() },
                )?
                .id
            }
        };
        rollcall_domain::users::administrators::assign(conn, id, RoleKey::Administrator, now)
    })?;
    Ok(())
}

/// 100 random bits in letters that are hard to confuse.
fn made_up_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 20];
    rand::rng().fill_bytes(&mut bytes);
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(5).map(|five| five.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
