//! The release build of the console: cargo, wasm-bindgen, wasm-opt, style sheets, hashed names,
//! Brotli; into `frontend/dist`, which the server embeds.
//!
//! `frontend/index.html` is the frame; it names no file that a build makes. Two comments in it say
//! where those go: `<!-- rollcall:styles -->` and `<!-- rollcall:script -->`. The page that comes
//! out has no inline script, so that the server can forbid them.

mod assets;
mod budget;
mod compress;
pub(crate) mod hashed;
mod optimise;
mod page;
mod program;
mod styles;
pub(crate) mod wasm_target;

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{stamp, workspace};
use assets::Assets;

/// How to build the console.
#[derive(clap::Args, Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// A quick build for development: cargo's debug profile, not shrunk, not compressed.
    #[arg(long)]
    pub(crate) debug: bool,
    /// Leave out wasm-opt, the longest step; the result is about three times as big.
    #[arg(long)]
    pub(crate) no_opt: bool,
}

/// Builds the console, fresh or not.
pub(crate) fn run(options: &Options) -> Result<()> {
    build(*options)
}

/// Builds the console's release unless the one in `frontend/dist` is of the same sources.
pub(crate) fn ensure() -> Result<()> {
    let options = Options::default();
    if is_fresh(options)? {
        println!("The console in frontend/dist is fresh.");
        return Ok(());
    }
    build(options)
}

fn build(options: Options) -> Result<()> {
    // What is half built must not count as fresh.
    let _ = std::fs::remove_file(stamp_file());
    let stamp = sources_stamp(options)?;

    let program = program::build(options)?;
    let mut assets = Assets::default();
    styles::add(&mut assets)?;
    page::add(&mut assets, &program)?;

    let dist = workspace::dist();
    assets.write(&dist)?;
    if options.debug {
        println!("The console (debug, not compressed) is in frontend/dist.");
    } else {
        compress::beside(&dist)?;
        budget::check(&dist, !options.no_opt)?;
    }
    std::fs::write(stamp_file(), stamp).context("cannot write the stamp of the console")
}

fn is_fresh(options: Options) -> Result<bool> {
    if !workspace::dist().join("index.html").is_file() {
        return Ok(false);
    }
    let kept = std::fs::read_to_string(stamp_file()).unwrap_or_default();
    Ok(kept == sources_stamp(options)?)
}

/// All that can change the result: the console with its own lock file, the types it shares with
/// the server, and this builder with the versions it fetches.
const SOURCES: [&str; 6] =
    ["frontend", "crates/wire", "Cargo.toml", "xtask/Cargo.toml", "xtask/src/console", "xtask/src/npm.rs"];

fn sources_stamp(options: Options) -> Result<String> {
    let sources = SOURCES.map(|source| workspace::root().join(source));
    stamp::of(&sources, &format!("{options:?}"))
}

/// Not in `frontend/dist` itself, since all of that folder is served.
fn stamp_file() -> PathBuf {
    workspace::frontend().join("target/console.stamp")
}
