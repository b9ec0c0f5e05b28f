//! The programs that the commands need, and the Debian packages that bring them.
//!
//! A program counts wherever it comes from (`PATH`, an own installation); only what is missing is
//! asked of the package manager.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, command};

/// What links the server: a C compiler for the embedded engine and PostgreSQL's client library.
pub(crate) fn server_build() -> Result<()> {
    let mut packages = Vec::new();
    if command::find("cc").is_none() {
        packages.push("build-essential");
    }
    if !has_libpq() {
        packages.extend(["libpq-dev", "pkg-config"]);
    }
    apt::need(&packages, "build the server")
}

/// Node and npm, which run wasm-opt and fetch the style sheets.
pub(crate) fn node() -> Result<()> {
    let mut packages = Vec::new();
    if command::find("node").is_none() {
        packages.push("nodejs");
    }
    if command::find("npm").is_none() {
        packages.push("npm");
    }
    apt::need(&packages, "shrink the console and fetch its style sheets")
}

/// A browser with its driver, for the tests of the console.
pub(crate) struct Browser {
    /// The browser.
    pub(crate) chromium: PathBuf,
    /// The program that steers it.
    pub(crate) driver: PathBuf,
}

/// Chromium and its driver.
pub(crate) fn browser() -> Result<Browser> {
    if find_browser().is_none() {
        apt::need(&["chromium", "chromium-driver"], "test the console in a browser")?;
    }
    find_browser().context("chromium and chromium-driver are installed, but not found in PATH")
}

/// Chromium and its driver, if they are there.
pub(crate) fn find_browser() -> Option<Browser> {
    let chromium = command::find("chromium").or_else(|| command::find("google-chrome"))?;
    let driver = command::find("chromedriver")?;
    Some(Browser { chromium, driver })
}

/// The folder of PostgreSQL's server programs (`initdb`, `postgres`).
pub(crate) fn postgres() -> Result<PathBuf> {
    if find_postgres().is_none() {
        apt::need(&["postgresql"], "test on PostgreSQL")?;
    }
    find_postgres().context("the package postgresql is installed, but brings no `initdb`")
}

/// The folder of PostgreSQL's server programs, if there is one; the newest version wins.
pub(crate) fn find_postgres() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").ok();
    let newest = debian
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").is_file())
        .max_by_key(|bin| major_version(bin));
    newest.or_else(|| command::find("initdb")?.parent().map(Path::to_owned))
}

/// The engines' own command lines, which print tables.
pub(crate) fn printers() -> Result<()> {
    let both = [("sqlite3", "sqlite3"), ("psql", "postgresql-client")];
    let missing = both.into_iter().filter(|(program, _)| command::find(program).is_none());
    let packages: Vec<_> = missing.map(|(_, package)| package).collect();
    apt::need(&packages, "measure exports beside the engines' own tools")
}

/// Whether the linker will find PostgreSQL's client library.
pub(crate) fn has_libpq() -> bool {
    let by_pkg_config = || command::succeeds(Command::new("pkg-config").args(["--exists", "libpq"]));
    let by_pg_config = || {
        command::capture(Command::new("pg_config").arg("--libdir"))
            .is_ok_and(|folder| Path::new(folder.trim()).join("libpq.so").exists())
    };
    by_pkg_config() || by_pg_config()
}

fn major_version(bin: &Path) -> u32 {
    let version = bin.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    version.and_then(|version| version.parse().ok()).unwrap_or_default()
}
