//! A compiler that writes WebAssembly.
//!
//! In this order: what `rustc` already has; what rustup can add; and where rustup can reach
//! nothing, Debian's own compiler, which builds the standard library from its packaged source.
//! `ROLLCALL_WASM=debian` goes straight to the last.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{apt, command};

/// The target's name for rustc.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler and the sources of the same version; lld 19 is the linker it was built for.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "libstd-rust-web-dev", "rust-web-src", "lld-19"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LINKER: &str = "wasm-ld-19";

/// The way to WebAssembly on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WasmTarget {
    /// The everyday compiler has the target.
    Installed,
    /// Debian's compiler, with its library built on the way.
    Debian,
}

impl WasmTarget {
    /// What is there, without installing anything.
    pub(crate) fn present() -> Option<Self> {
        if !only_debian() && has_target() {
            return Some(Self::Installed);
        }
        has_debian().then_some(Self::Debian)
    }

    /// What is there, or what can be installed.
    pub(crate) fn find() -> Result<Self> {
        if !only_debian() {
            if has_target() || add_target() {
                return Ok(Self::Installed);
            }
            println!("rustup cannot add {TARGET}; falling back on Debian's compiler.");
        }
        if !has_debian() {
            apt::need(&DEBIAN_PACKAGES, "compile the console to WebAssembly")?;
        }
        if !has_debian() {
            bail!(
                "no compiler for WebAssembly: `rustup target add {TARGET}` failed, and {DEBIAN_RUSTC} or \
                 {DEBIAN_LINKER} is missing"
            );
        }
        Ok(Self::Debian)
    }

    /// Makes a cargo command compile to WebAssembly this way.
    pub(crate) fn apply(self, cargo: &mut Command) {
        cargo.args(["--target", TARGET]);
        if self == Self::Debian {
            cargo
                .env("RUSTC", DEBIAN_RUSTC)
                // Building the standard library is an unstable feature of an otherwise stable compiler.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER)
                .arg("-Zbuild-std=std,panic_abort");
        }
    }

    /// In words, for the doctor.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Installed => "the toolchain's own",
            Self::Debian => "Debian's rustc-web, with the standard library built from source",
        }
    }
}

/// The command that a person types to get the fallback.
pub(crate) fn repair() -> String {
    format!("rustup target add {TARGET}, or: {}", apt::repair(&DEBIAN_PACKAGES))
}

fn only_debian() -> bool {
    std::env::var("ROLLCALL_WASM").is_ok_and(|way| way == "debian")
}

fn has_target() -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    command::capture(&mut rustc).is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn add_target() -> bool {
    command::find("rustup").is_some()
        && command::run(Command::new("rustup").args(["target", "add", TARGET])).is_ok()
        && has_target()
}

fn has_debian() -> bool {
    Path::new(DEBIAN_RUSTC).is_file()
        && command::find(DEBIAN_LINKER).is_some()
        && DEBIAN_PACKAGES.iter().all(|package| apt::installed(package))
}
