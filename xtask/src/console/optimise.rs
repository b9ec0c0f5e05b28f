//! wasm-opt: a third of the size for half a minute.

use std::process::Command;

use anyhow::{Context, Result};

use crate::{command, npm};

/// What rustc and wasm-bindgen write and every current browser reads. Not `--all-features`: with
/// it, wasm-opt writes compact imports, which browsers refuse.
const FEATURES: [&str; 7] = [
    "bulk-memory",
    "bulk-memory-opt",
    "nontrapping-float-to-int",
    "sign-ext",
    "mutable-globals",
    "reference-types",
    "multivalue",
];

/// The same program, smaller.
pub(crate) fn shrink(wasm: &[u8]) -> Result<Vec<u8>> {
    let tool = npm::BINARYEN.folder()?.join("bin/wasm-opt");
    let folder = tempfile::tempdir()?;
    let (input, output) = (folder.path().join("in.wasm"), folder.path().join("out.wasm"));
    std::fs::write(&input, wasm)?;

    let mut optimiser = Command::new("node");
    // All features but these off first, so that the tool's own defaults play no part.
    optimiser.arg(tool).arg(&input).args(["-Oz", "--strip-debug", "--mvp-features"]);
    optimiser.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    command::run(optimiser.arg("-o").arg(&output))?;

    let shrunk = std::fs::read(&output).context("wasm-opt wrote no module")?;
    println!("{} -> {} bytes", wasm.len(), shrunk.len());
    Ok(shrunk)
}
