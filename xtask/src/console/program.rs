//! The console's program: from Rust to a WebAssembly module and the JavaScript that loads it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::wasm_target::{TARGET, WasmTarget};
use super::{Options, optimise};
use crate::{command, workspace};

/// The package in `frontend/`.
const PACKAGE: &str = "rollcall-console";

/// What the page loads.
pub(crate) struct Program {
    /// The module.
    pub(crate) wasm: Vec<u8>,
    /// Its loader, an ES module whose default export starts it.
    pub(crate) loader: String,
    /// JavaScript that dependencies bring, by the path from which the loader imports it.
    pub(crate) snippets: BTreeMap<String, String>,
}

/// Compiles, binds and, unless told otherwise, shrinks the program.
pub(crate) fn build(options: Options) -> Result<Program> {
    let module = compile(options)?;
    let mut program = bind(module, options)?;
    if !options.debug && !options.no_opt {
        program.wasm = optimise::shrink(&program.wasm)?;
    }
    Ok(program)
}

fn compile(options: Options) -> Result<PathBuf> {
    let target = workspace::frontend().join("target");
    let mut cargo = command::console_cargo()?;
    cargo.arg("build").arg("--target-dir").arg(&target);
    cargo.args(["--bin", PACKAGE]);
    let profile = if options.debug {
        "debug"
    } else {
        cargo.arg("--release");
        "release"
    };
    WasmTarget::find()?.apply(&mut cargo);
    command::run(&mut cargo)?;
    Ok(target.join(TARGET).join(profile).join(PACKAGE).with_extension("wasm"))
}

/// The library behind the `wasm-bindgen` command, so that its version is that of our lock file.
fn bind(module: PathBuf, options: Options) -> Result<Program> {
    println!("Binding {PACKAGE}.wasm");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&module)
        .web(true)?
        .typescript(false)
        // Our boot module says where the program is; the default would name a file that is not there.
        .omit_default_module_path(true)
        .keep_debug(options.debug)
        .remove_name_section(!options.debug)
        .remove_producers_section(!options.debug);
    let mut output = bindgen.generate_output().with_context(|| {
        "wasm-bindgen refused the module; frontend/Cargo.toml must pin the wasm-bindgen that \
         xtask/Cargo.toml names"
    })?;

    let mut snippets = BTreeMap::new();
    for (identifier, inline) in output.snippets() {
        for (number, code) in inline.iter().enumerate() {
            snippets.insert(format!("./snippets/{identifier}/inline{number}.js"), code.clone());
        }
    }
    for (path, code) in output.local_modules() {
        snippets.insert(format!("./snippets/{path}"), code.clone());
    }
    Ok(Program { loader: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm(), snippets })
}
