//! Running other programs: each is shown before it starts, and a failure names it.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::workspace;

/// `cargo`, the same one that started this program, in the repository's root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace::root());
    if workspace::on_build_server() {
        // A fresh clone gains nothing from incremental state, and it costs time and disk.
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// The same in the console's folder, where its own workspace, lock file and configuration count.
pub(crate) fn console_cargo() -> Result<Command> {
    let folder = workspace::frontend();
    // Without this check, cargo would take the server's workspace, one folder up.
    ensure!(folder.join("Cargo.toml").is_file(), "frontend/Cargo.toml is missing, so there is no console");
    let mut cargo = cargo();
    cargo.current_dir(folder);
    Ok(cargo)
}

/// Shows the command, runs it with its output on this terminal, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    show(command);
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", text(command));
    }
    Ok(())
}

/// Runs the command unseen and returns what it wrote to standard output.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}):\n{}", text(command), output.status, complaint.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` wrote no UTF-8", text(command)))
}

/// Whether the command starts and succeeds; it is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Prints the command as one would type it.
pub(crate) fn show(command: &Command) {
    println!("$ {}", text(command));
}

/// The command as one would type it, with paths of this checkout shortened.
pub(crate) fn text(command: &Command) -> String {
    let mut text = String::new();
    if command.get_current_dir() == Some(workspace::frontend().as_path()) {
        text.push_str("(in frontend) ");
    }
    for (name, value) in command.get_envs() {
        // Incremental state is housekeeping; the other variables change what happens.
        if let Some(value) = value.filter(|_| name != "CARGO_INCREMENTAL") {
            let _ = write!(text, "{}={} ", name.display(), shorten(value));
        }
    }
    let program = Path::new(command.get_program());
    // Whichever cargo it is, one types `cargo`.
    let program = program.file_name().filter(|name| *name == "cargo").unwrap_or(program.as_os_str());
    text.push_str(&shorten(program));
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&shorten(argument));
    }
    text
}

/// The first executable of that name in `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether this process may install packages and must drop rights to start PostgreSQL.
pub(crate) fn is_root() -> bool {
    capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn shorten(text: &OsStr) -> String {
    let text = text.to_string_lossy();
    let root = format!("{}/", workspace::root().display());
    text.strip_prefix(&root).unwrap_or(&text).to_owned()
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`; `cargo xtask doctor` shows what is missing", text(command))
}
