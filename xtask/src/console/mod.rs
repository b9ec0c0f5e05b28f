//! The release build of the console: cargo, splitting, wasm-bindgen, wasm-opt, style sheets, fonts, hashed names,
//! Brotli; into `frontend/dist`, which the server embeds.
//!
//! `frontend/index.html` is the frame; it names no file that a build makes. Three comments in it say
//! where those go: `<!-- rollcall:texts -->`, `<!-- rollcall:styles -->` and `<!-- rollcall:script -->`. The page that comes
//! out has no inline script, so that the server can forbid them.

mod assets;
mod budget;
mod compress;
mod fonts;
pub(crate) mod hashed;
mod optimise;
mod page;
mod parts;
mod program;
mod styles;
mod texts;
mod unit_tests;
pub(crate) mod wasm_target;

pub(crate) use unit_tests::build as build_unit_tests;

use std::path::{Path, PathBuf};

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
    build(*options, &workspace::dist())
}

/// Builds the console's release unless the one in `frontend/dist` is of the same sources.
pub(crate) fn ensure() -> Result<()> {
    ensure_in(Options::default(), &workspace::dist())
}

/// Builds the console for development, which has the kit of parts, unless that is fresh; says where.
pub(crate) fn ensure_kit() -> Result<PathBuf> {
    let folder = workspace::frontend().join("target/kit");
    ensure_in(Options { debug: true, no_opt: true }, &folder)?;
    Ok(folder)
}

fn ensure_in(options: Options, dist: &Path) -> Result<()> {
    if is_fresh(options, dist)? {
        println!("The console in {} is fresh.", dist.display());
        return Ok(());
    }
    build(options, dist)
}

fn build(options: Options, dist: &Path) -> Result<()> {
    // What is half built must not count as fresh.
    let _ = std::fs::remove_file(stamp_file(dist));
    let stamp = sources_stamp(options)?;

    let program = program::build(options)?;
    let mut assets = Assets::default();
    styles::add(&mut assets, &program.modules())?;
    let texts = texts::add(&mut assets)?;
    page::add(&mut assets, &program, &texts)?;

    assets.write(dist)?;
    if options.debug {
        println!("The console (debug, not compressed) is in {}.", dist.display());
    } else {
        compress::beside(dist)?;
        budget::check(dist, !options.no_opt)?;
    }
    std::fs::write(stamp_file(dist), stamp).context("cannot write the stamp of the console")
}

fn is_fresh(options: Options, dist: &Path) -> Result<bool> {
    if !dist.join("index.html").is_file() {
        return Ok(false);
    }
    let kept = std::fs::read_to_string(stamp_file(dist)).unwrap_or_default();
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

/// Not in the folder itself, since all of it is served.
fn stamp_file(dist: &Path) -> PathBuf {
    let name = dist.file_name().unwrap_or_default().to_string_lossy();
    workspace::frontend().join(format!("target/console-{name}.stamp"))
}
