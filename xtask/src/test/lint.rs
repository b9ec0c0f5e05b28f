//! Formatting and the linter, on both workspaces.

use std::process::Command;

use anyhow::Result;

use crate::console::wasm_target::WasmTarget;
use crate::{command, tools};

/// Both workspaces are formatted.
pub(crate) fn format() -> [Result<()>; 2] {
    let check = |mut cargo: Command| command::run(cargo.args(["fmt", "--all", "--check"]));
    [check(command::cargo()), command::console_cargo().and_then(check)]
}

/// The linter finds nothing.
pub(crate) fn clippy() -> [Result<()>; 2] {
    [server_clippy(), console_clippy()]
}

fn server_clippy() -> Result<()> {
    tools::server_build()?;
    command::run(command::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn console_clippy() -> Result<()> {
    let mut cargo = command::console_cargo()?;
    cargo.args(["clippy", "--all-targets"]);
    match WasmTarget::find()? {
        way @ WasmTarget::Installed => way.apply(&mut cargo),
        // The linter belongs to the everyday compiler, which then has no WebAssembly. The
        // console's code is checked all the same; the build itself is another part.
        WasmTarget::Debian => {
            println!("No linter for WebAssembly here: linting the console for this machine.")
        }
    }
    command::run(cargo.args(["--", "-D", "warnings"]))
}
