//! The console's own tests that need a browser (`#[wasm_bindgen_test]`): compiled for WebAssembly and
//! put into a folder with a page that runs them.
//!
//! `wasm-bindgen-test-runner` would do the same, from a program that has to be installed first.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use super::wasm_target::{TARGET, WasmTarget};
use crate::{command, workspace};

/// Runs the tests and says in the page's body what came of them.
const PAGE: &str = r#"<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Tests of the console</title></head>
  <body>
    <pre id="output"></pre>
    <script type="module">
      import init, * as program from "/assets/tests.js";
      // The one thing that the harness wants of its surroundings.
      window.__wbg_test_invoke = (test) => test();
      try {
        const exports = await init({ module_or_path: "/assets/tests_bg.wasm" });
        const tests = Object.keys(exports).filter((name) => name.startsWith("__wbgt_"));
        const context = new program.WasmBindgenTestContext(false);
        const passed = await context.run(tests.map((name) => exports[name]));
        document.body.dataset.count = tests.length;
        document.body.dataset.outcome = passed ? "passed" : "failed";
      } catch (error) {
        document.getElementById("output").textContent += error.stack ?? error;
        document.body.dataset.outcome = "broken";
      }
    </script>
  </body>
</html>
"#;

/// Builds them; says where the page is.
pub(crate) fn build() -> Result<PathBuf> {
    let folder = workspace::frontend().join("target/unit-tests");
    let assets = folder.join("assets");
    std::fs::create_dir_all(&assets).with_context(|| format!("cannot make {}", assets.display()))?;
    std::fs::write(folder.join("index.html"), PAGE).context("cannot write index.html")?;
    bind(&compile()?, &assets)?;
    Ok(folder)
}

fn compile() -> Result<PathBuf> {
    let mut cargo = command::console_cargo()?;
    cargo.args(["test", "--no-run", "--message-format=json-render-diagnostics"]);
    cargo.arg("--target-dir").arg(workspace::frontend().join("target"));
    WasmTarget::find()?.apply(&mut cargo);
    let output = cargo.stderr(Stdio::inherit()).output().context("cannot start cargo")?;
    ensure!(output.status.success(), "the console's tests do not compile for {TARGET}");
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let programs = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let program = programs.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
    program.context("cargo names no program with the console's tests")
}

fn bind(program: &Path, assets: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    // Started, it would look for the arguments of a test program on a command line.
    bindgen.input_path(program).web(true)?.typescript(false).emit_start(false).out_name("tests");
    bindgen.generate(assets).context("wasm-bindgen refused the console's tests")
}
