//! Smaller fonts: a few letters of one, in the weights that are drawn.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::json;

use crate::{command, npm};

/// Reads what to do as JSON from its first argument.
const SCRIPT: &str = r#"
import { readFileSync, writeFileSync } from "node:fs";
import subset from "subset-font";
const { font, out, letters, weights } = JSON.parse(process.argv[1]);
const variationAxes = { wght: weights };
writeFileSync(out, await subset(readFileSync(font), letters, { targetFormat: "woff2", variationAxes }));
"#;

/// The same font with these letters only. `weights` is one, or `{min, max}`.
pub(crate) fn subset(font: &Path, letters: &str, weights: &serde_json::Value) -> Result<Vec<u8>> {
    let tools = npm::SUBSET_FONT.folder()?;
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("font.woff2");
    let task = json!({ "font": font, "out": out, "letters": letters, "weights": weights });
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", SCRIPT, &task.to_string()]);
    // The script's import is looked for from where it runs.
    command::run(node.current_dir(tools).stdin(Stdio::null()))?;
    std::fs::read(&out).context("no smaller font was written")
}
