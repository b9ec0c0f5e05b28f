//! Debian's packages: what is missing is installed where we may, and named where we may not.

use std::process::Command;

use anyhow::{Result, bail};

use crate::command;

/// Makes sure that the packages are installed. `why` completes "needed to ...".
pub(crate) fn need(packages: &[&str], why: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if command::find("apt-get").is_none() {
        bail!("needed to {why}: what Debian calls {names}; install it with this system's own package manager");
    }
    if !command::is_root() {
        bail!("needed to {why}: {names}\n  {}", repair(&missing));
    }
    println!("Installing {names}, needed to {why}.");
    if install(&missing).is_ok() {
        return Ok(());
    }
    // The lists of packages may be old, or on a new machine not there at all.
    command::run(Command::new("apt-get").args(["update", "-qq"]))?;
    install(&missing)
}

/// The line that a person types to get the packages.
pub(crate) fn repair(packages: &[&str]) -> String {
    format!("sudo apt-get install {}", packages.join(" "))
}

/// Whether dpkg has the package installed and configured.
pub(crate) fn installed(package: &str) -> bool {
    command::capture(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]))
        .is_ok_and(|status| status == "installed")
}

fn install(packages: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.args(["install", "-y", "-qq", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command::run(&mut apt)
}
