//! The console's program: from Rust to a WebAssembly module and the JavaScript that loads it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::parts::Parts;
use super::wasm_target::{TARGET, WasmTarget};
use super::{Options, optimise, parts};
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
    /// What is fetched when a page of it is first opened; `None` if all of it is in the module.
    pub(crate) parts: Option<Parts>,
}

impl Program {
    /// All its modules: what any page of the program names.
    pub(crate) fn modules(&self) -> Vec<u8> {
        let parts = self.parts.iter().flat_map(|parts| parts.modules.values());
        std::iter::once(&self.wasm).chain(parts).flatten().copied().collect()
    }
}

/// Compiles, splits, binds and, unless told otherwise, shrinks the program. A debug build is in one piece.
pub(crate) fn build(options: Options) -> Result<Program> {
    let module = compile(options)?;
    let module = std::fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    if options.debug {
        return bind(module, options);
    }
    let (main, parts) = parts::split(&module)?;
    let mut program = Program { parts: Some(parts), ..bind(main, options)? };
    if !options.no_opt {
        program.wasm = optimise::shrink(&program.wasm)?;
        for part in program.parts.iter_mut().flat_map(|parts| parts.modules.values_mut()) {
            *part = optimise::shrink(part)?;
        }
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
        cargo.args(["--release", "--features", "split"]);
        "release"
    };
    WasmTarget::find()?.apply(&mut cargo);
    command::run(&mut cargo)?;
    Ok(target.join(TARGET).join(profile).join(PACKAGE).with_extension("wasm"))
}

/// The library behind the `wasm-bindgen` command, so that its version is that of our lock file.
fn bind(module: Vec<u8>, options: Options) -> Result<Program> {
    println!("Binding {PACKAGE}.wasm");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(PACKAGE, module)
        // Parts take from the module what the linker gave names to: its memory, its table, its stack.
        .keep_lld_exports(!options.debug)
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
    let (loader, wasm) = (output.js().to_owned(), output.wasm_mut().emit_wasm());
    Ok(Program { loader, wasm, snippets, parts: None })
}
