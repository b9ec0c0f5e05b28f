//! `cargo xtask run`: from the sources to a running system on this machine.
//!
//! The first time it builds everything; after that, only what changed. Cargo knows what is fresh
//! of the server, a stamp over the sources knows it of the console. At the end this process
//! becomes the server, so that signals reach it directly.

pub(crate) mod announce;
mod first_password;
mod first_start;

use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::{command, console, tools, workspace};
use first_start::FirstStart;

/// Where and how to start.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Start without the demo organisation.
    #[arg(long)]
    empty: bool,
    /// The address to serve on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The folder of the database, the secrets and the mail that no SMTP server takes.
    #[arg(long, default_value = "./data")]
    data: PathBuf,
}

/// Builds and starts; returns only when that fails.
pub(crate) fn run(options: &Options) -> Result<()> {
    announce::free(options.listen)?;
    tools::server_build()?;
    console::ensure()?;
    command::run(command::cargo().args(["build", "--release", "-p", "rollcall"]))?;
    let server = workspace::target().join("release/rollcall");

    let first_start = FirstStart::of(&options.data)?;
    if !options.empty
        && let Some(first_start) = &first_start
    {
        first_start.begin()?;
        command::run(Command::new(&server).arg("demo").arg("--data").arg(&options.data))?;
        first_start.done()?;
    }

    let password = if first_start.is_some() { first_password::make()? } else { None };
    spawn_announcer(options, password.as_deref())?;
    let mut serve = Command::new(&server);
    if let Some(password) = &password {
        serve.env(first_password::GIVEN, password);
    }
    if std::env::var_os("RUST_LOG").is_none() {
        // What goes wrong is said; that all goes well is seen in the console.
        serve.env("RUST_LOG", "warn");
    }
    serve.arg("serve").arg("--listen").arg(options.listen.to_string()).arg("--data").arg(&options.data);
    command::show(&serve);
    let failure = serve.exec();
    Err(failure).with_context(|| format!("cannot start {}", server.display()))
}

/// A second process, since this one is about to become the server.
fn spawn_announcer(options: &Options, password: Option<&str>) -> Result<()> {
    let myself = std::env::current_exe().context("cannot find this program")?;
    let mut announcer = Command::new(myself);
    if let Some(password) = password {
        announcer.env(first_password::MADE, password);
    }
    announcer
        .arg("announce")
        .arg(options.listen.to_string())
        .arg(&options.data)
        .arg(std::process::id().to_string())
        .stdin(Stdio::null())
        .spawn()
        .context("cannot start the announcer")?;
    Ok(())
}
