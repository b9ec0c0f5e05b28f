//! `cargo xtask doctor`: what is installed, what is missing, and how to get it.

use std::net::TcpListener;
use std::process::Command;

use anyhow::Result;

use crate::console::wasm_target::{self, WasmTarget};
use crate::test::find_cargo_deny;
use crate::{apt, command, npm, tools, workspace};

/// The oldest compiler that builds the server, as in `Cargo.toml`.
const RUST: (u32, u32) = (1, 95);
/// A build of everything takes about this much, in GiB.
const DISK: u64 = 12;
const PORT: u16 = 8080;

/// One line of the table.
struct Finding {
    what: &'static str,
    wanted_for: &'static str,
    /// What is there, or how to get it.
    state: std::result::Result<String, String>,
}

/// Prints the table. Missing things are no failure of this command: not all is needed for each.
pub(crate) fn run() -> Result<()> {
    println!("{:<13}{:<9}{:<15}", "what", "", "for");
    for finding in findings() {
        let (mark, text) = match &finding.state {
            Ok(there) => ("ok", there.clone()),
            Err(repair) => ("MISSING", format!("-> {repair}")),
        };
        println!("{:<13}{mark:<9}{:<15}{text}", finding.what, finding.wanted_for);
    }
    println!(
        "\nAs root, the commands install Debian's packages themselves. ROLLCALL_WASM=debian makes them \
         compile the console\nwith Debian's compiler even where the everyday one could."
    );
    Ok(())
}

fn findings() -> Vec<Finding> {
    let finding = |what, wanted_for, state| Finding { what, wanted_for, state };
    vec![
        finding("rustc", "all", rust()),
        finding("cc", "all", program("cc", "build-essential")),
        finding("pkg-config", "server", program("pkg-config", "pkg-config")),
        finding("libpq", "server", check(tools::has_libpq(), "libpq-dev")),
        finding("WebAssembly", "console", webassembly()),
        finding("node", "console", program("node", "nodejs")),
        finding("npm", "console", program("npm", "npm")),
        finding("wasm-opt", "console", package(npm::BINARYEN)),
        finding("PatternFly", "console", package(npm::PATTERNFLY)),
        finding("axe", "test browser", package(npm::AXE)),
        finding("Lighthouse", "test browser", package(npm::LIGHTHOUSE)),
        finding("mail server", "test api", package(npm::MAIL[0])),
        finding("mail parser", "test api", package(npm::MAIL[1])),
        finding("initdb", "test api", postgres()),
        finding("chromium", "test browser", program("chromium", "chromium")),
        finding("chromedriver", "test browser", program("chromedriver", "chromium-driver")),
        finding("cargo-deny", "test licences", cargo_deny()),
        finding("disk", "all", disk()),
        finding("port", "run", port()),
    ]
}

fn rust() -> std::result::Result<String, String> {
    let version = command::capture(Command::new("rustc").arg("--version")).unwrap_or_default();
    let old = || format!("rustup update stable (this is {:?}; {}.{} is needed)", version.trim(), RUST.0, RUST.1);
    if rust_version(&version).is_some_and(|version| version >= RUST) {
        Ok(version.trim().to_owned())
    } else {
        Err(old())
    }
}

/// Major and minor number of what `rustc --version` prints.
fn rust_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn webassembly() -> std::result::Result<String, String> {
    WasmTarget::present().map(|way| way.describe().to_owned()).ok_or_else(wasm_target::repair)
}

fn program(name: &str, package: &str) -> std::result::Result<String, String> {
    command::find(name).map(|file| file.display().to_string()).ok_or_else(|| apt::repair(&[package]))
}

fn check(there: bool, package: &str) -> std::result::Result<String, String> {
    if there { Ok("found".to_owned()) } else { Err(apt::repair(&[package])) }
}

fn package(package: npm::Package) -> std::result::Result<String, String> {
    if package.is_installed() {
        Ok(package.to_string())
    } else {
        Err(format!("cargo xtask frontend fetches {package} from npm"))
    }
}

fn postgres() -> std::result::Result<String, String> {
    tools::find_postgres().map(|folder| folder.display().to_string()).ok_or_else(|| apt::repair(&["postgresql"]))
}

fn cargo_deny() -> std::result::Result<String, String> {
    find_cargo_deny()
        .map(|file| file.display().to_string())
        .ok_or_else(|| "cargo xtask test licences installs it in some minutes".to_owned())
}

fn disk() -> std::result::Result<String, String> {
    let mut df = Command::new("df");
    df.args(["--output=avail", "-BG"]).arg(workspace::root());
    let free = command::capture(&mut df).unwrap_or_default();
    let free = free.lines().last().and_then(|line| line.trim().trim_end_matches('G').parse::<u64>().ok());
    match free {
        Some(free) if free >= DISK => Ok(format!("{free} GiB free")),
        Some(free) => Err(format!("free some: {free} GiB are left, a full build takes {DISK}")),
        None => Err("df tells no free space".to_owned()),
    }
}

fn port() -> std::result::Result<String, String> {
    match TcpListener::bind(("127.0.0.1", PORT)) {
        Ok(_) => Ok(format!("{PORT} is free")),
        Err(_) => Err(format!("{PORT} is taken: cargo xtask run --listen 127.0.0.1:8081")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compilers_version_is_read_as_numbers() {
        assert_eq!(rust_version("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert!(rust_version("rustc 1.100.0-nightly (x)").is_some_and(|version| version > (1, 95)));
        assert_eq!(rust_version(""), None);
    }
}
