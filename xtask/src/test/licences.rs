//! What we depend on: its licences, where it comes from, and known vulnerabilities, by cargo-deny.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{command, workspace};

/// Installed if there is none; with its own lock file, since newer dependencies may want a
/// newer compiler.
const VERSION: &str = "0.20.2";

/// How cargo-deny says that it cannot download the database.
const OUT_OF_REACH: &str = "failed to fetch advisory database";

/// The rules hold in both workspaces; then, if the database can be had, no vulnerability is known.
pub(crate) fn check() -> Vec<Result<()>> {
    let program = match find_or_install() {
        Ok(program) => program,
        Err(error) => return vec![Err(error)],
    };
    let workspaces = [workspace::root().to_owned(), workspace::frontend()];
    let rules = workspaces
        .iter()
        .map(|folder| command::run(deny(&program, folder).args(["check", "licenses", "bans", "sources"])));
    let advisories = workspaces.iter().filter_map(|folder| advisories(&program, folder));
    rules.chain(advisories).collect()
}

/// cargo-deny, if it is there.
pub(crate) fn find() -> Option<PathBuf> {
    let own = own_folder().join("bin/cargo-deny");
    command::find("cargo-deny").or_else(|| own.is_file().then_some(own))
}

fn find_or_install() -> Result<PathBuf> {
    if let Some(program) = find() {
        return Ok(program);
    }
    println!("Installing cargo-deny {VERSION}; this takes some minutes, once.");
    let mut cargo = command::cargo();
    cargo.args(["install", "--locked", "--version", VERSION, "--root"]).arg(own_folder());
    // Checking is short; so is compiling without optimisation.
    command::run(cargo.args(["--debug", "cargo-deny"]))?;
    find().context("cargo installed no cargo-deny")
}

fn own_folder() -> PathBuf {
    workspace::tools().join("cargo")
}

fn deny(program: &Path, folder: &Path) -> Command {
    let mut deny = Command::new(program);
    deny.current_dir(folder).arg("--manifest-path").arg(folder.join("Cargo.toml"));
    deny.arg("--config").arg(workspace::root().join("deny.toml"));
    deny
}

/// `None` if the database of vulnerabilities is out of reach: that says nothing about us.
fn advisories(program: &Path, folder: &Path) -> Option<Result<()>> {
    let mut fetch = deny(program, folder);
    command::show(fetch.args(["fetch", "db"]));
    if let Err(error) = command::capture(&mut fetch) {
        if format!("{error:#}").contains(OUT_OF_REACH) {
            println!("advisories: no network, not checked");
            return None;
        }
        return Some(Err(error));
    }
    let mut check = deny(program, folder);
    Some(command::run(check.args(["check", "--disable-fetch", "advisories"])))
}
