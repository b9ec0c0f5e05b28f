//! Commands that do one thing and end.

use std::io::Read;

use anyhow::bail;
use clap::Subcommand;
use rollcall_domain::auth::secret::renew;
use rollcall_domain::bounces::report;
use rollcall_domain::bounces::store::Consequence;
use rollcall_domain::users::canonical_forms::{self, Unsettled};
use rollcall_domain::visible::spelled_out;
use rollcall_domain::{Actor, Clock, audit as log, db::Urgency, demo as organisation, time::SystemClock};

use crate::administrator;
use crate::config::Store;

/// Commands about administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make an administrator; an account of this name becomes one, with the password given.
    Create {
        #[command(flatten)]
        store: Store,
        /// The username.
        #[arg(long)]
        username: String,
        /// The e-mail address, only for an account that is new; without one it is the username, at example.org where that is
        /// no address itself.
        #[arg(long)]
        email: Option<String>,
        /// The password. The environment does not show in the list of processes.
        #[arg(long, env = "ROLLCALL_ADMIN_PASSWORD", hide_env_values = true)]
        password: String,
    },
}

/// Commands about the audit log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Verify the chain: that nothing was changed, added or taken away.
    Verify {
        #[command(flatten)]
        store: Store,
    },
}

/// Commands about the secret of the installation.
#[derive(Debug, Subcommand)]
pub enum Secret {
    /// Let the next start take another secret. Stop all nodes first. Every sign-in, API token and link in a mail ends with it.
    Renew {
        #[command(flatten)]
        store: Store,
    },
}

/// Commands about mail.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Take a mail that did not arrive: a delivery status notification on the standard input, as a mail server hands it to a program.
    Bounce {
        #[command(flatten)]
        store: Store,
    },
}

/// Looks after mail.
pub fn mail(command: &Mail) -> anyhow::Result<()> {
    let Mail::Bounce { store } = command;
    let mut mail = Vec::new();
    let most = u64::try_from(report::LONGEST).unwrap_or(u64::MAX) + 1;
    std::io::stdin().lock().take(most).read_to_end(&mut mail)?;
    if mail.len() > report::LONGEST {
        bail!("The mail has more than {} bytes.", report::LONGEST);
    }
    let read = report::read(&mail)?;
    let db = store.open()?;
    let now = SystemClock.now();
    let (_, consequence) = db.write(Urgency::Background, |conn| report::take(conn, &read, now))?;
    // The address is in no log; mail servers keep what programs print.
    println!(
        "{}",
        match consequence {
            Consequence::Suppressed => "The address gets no mail any more.",
            Consequence::Counted => "The bounce is counted.",
            Consequence::Nothing => "The bounce was known, or the account has another address by now.",
        }
    );
    Ok(())
}

/// Looks after the secret.
pub fn secret(command: &Secret) -> anyhow::Result<()> {
    let Secret::Renew { store } = command;
    let db = store.open_existing()?;
    db.write(Urgency::Foreground, |conn| renew(conn, &Actor::system(), SystemClock.now()))?;
    println!(
        "Start every node with the new secret (ROLLCALL_SECRET, or the file secret.key in the data folder). Everybody signs in once more, and programs get new tokens."
    );
    Ok(())
}

/// Brings the schema up to date.
pub fn migrate(store: &Store) -> anyhow::Result<()> {
    let db = store.open()?;
    db.migrate()?;
    println!("The schema is up to date.");
    canonical_forms::bring_up(&db, SystemClock.now())?;
    let unsettled = canonical_forms::unsettled(&db)?;
    if !unsettled.is_empty() {
        println!("These accounts could not be brought into the form in which values are compared. Correct them:");
    }
    for Unsettled { id, field, value, canonical } in unsettled {
        println!("  {id}: {} \"{}\" would be \"{}\"", field.name(), spelled_out(&value), spelled_out(&canonical));
    }
    Ok(())
}

/// Looks after administrators.
pub fn admin(command: &Admin) -> anyhow::Result<()> {
    let Admin::Create { store, username, email, password } = command;
    let db = store.open()?;
    db.migrate()?;
    let at_home = || if username.contains('@') { username.clone() } else { format!("{username}@example.org") };
    let email = email.clone().unwrap_or_else(at_home);
    administrator::make(&db, username, &email, password)?;
    println!("\"{username}\" is an administrator.");
    Ok(())
}

/// Loads the demo organisation.
pub fn demo(store: &Store) -> anyhow::Result<()> {
    let db = store.open()?;
    db.migrate()?;
    match organisation::load(&db, SystemClock.now())? {
        0 => println!("The demo organisation is there already."),
        people => println!("The demo organisation was loaded: {people} people."),
    }
    Ok(())
}

/// Looks after the audit log.
pub fn audit(command: &Audit) -> anyhow::Result<()> {
    let Audit::Verify { store } = command;
    let db = store.open_existing()?;
    while db.write(Urgency::Background, |conn| log::seal(conn, SystemClock.now()))? > 0 {}
    match db.read(log::verify)? {
        Ok(events) => println!("The audit chain is whole: {events} entries."),
        Err(broken) => bail!("The audit chain is broken: {broken}."),
    }
    Ok(())
}

/// Prints the OpenAPI document.
pub fn openapi() -> anyhow::Result<()> {
    println!("{}", serde_json::to_string_pretty(&rollcall_http::openapi())?);
    Ok(())
}
