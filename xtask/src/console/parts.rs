//! The parts of the program that are fetched when a page of theirs is first opened: taken out of the module, with the script
//! that loads them. The table of pages in the console names the part of each page.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};

/// What the program imports the script under.
pub(crate) const SCRIPT: &str = "./parts.js";
/// What the script imports the program's loader under.
pub(crate) const LOADER: &str = "./console.js";

/// The parts.
pub(crate) struct Parts {
    /// The script that fetches them.
    pub(crate) script: String,
    /// Their modules, by the path from which the script fetches them.
    pub(crate) modules: BTreeMap<String, Vec<u8>>,
}

/// Splits a module into the one that starts, which has still to be bound, and the parts.
pub(crate) fn split(module: &[u8]) -> Result<(Vec<u8>, Parts)> {
    println!("Splitting the program");
    let folder = tempfile::tempdir()?;
    let main = folder.path().join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = folder.path();
    options.main_out_path = &main;
    options.link_name = SCRIPT;
    options.main_module = LOADER;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cannot split: {error:?}"))?;

    let mut modules = BTreeMap::new();
    for path in split.split_modules {
        let name = path.file_name().and_then(|name| name.to_str()).context("a part without a name")?;
        modules.insert(format!("./{name}"), std::fs::read(&path)?);
    }
    let script = std::fs::read_to_string(folder.path().join(SCRIPT)).context("the splitter wrote no script")?;
    Ok((std::fs::read(&main)?, Parts { script, modules }))
}
