//! The one build of the server's tests, and the programs that come of it.
//!
//! Cargo chooses the features and profiles of a dependency by the packages and targets of a call: other targets, and much
//! is built again. So everything is built in one call, and the test programs are started without cargo.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{command, tools, workspace};

/// All crates but this one, which is built before and with its own features.
const SHARED_SET: [&str; 3] = ["--workspace", "--exclude", "xtask"];

/// What was built.
pub(crate) struct Built {
    /// The `rollcall` program of the test profile.
    pub(crate) program: PathBuf,
    tests: Vec<TestProgram>,
}

/// A program with tests in it.
#[derive(Debug, PartialEq, Eq)]
struct TestProgram {
    /// Of the target: a crate, or a file of a `tests` folder.
    name: String,
    file: PathBuf,
    /// Of the package, where its tests run.
    folder: PathBuf,
}

/// Builds the programs and the tests.
pub(crate) fn build() -> Result<Built> {
    tools::server_build()?;
    // The server embeds this folder; until the console is built it may be empty, not missing.
    std::fs::create_dir_all(workspace::dist())?;
    let mut cargo = command::cargo();
    cargo.arg("build").args(SHARED_SET).args(["--bins", "--tests", "--message-format=json-render-diagnostics"]);
    command::show(&cargo);
    let output = cargo.stdin(Stdio::null()).stderr(Stdio::inherit()).output().context("cannot start cargo")?;
    ensure!(output.status.success(), "the tests do not build");
    let text = String::from_utf8(output.stdout).context("cargo wrote no UTF-8")?;
    let tests: Vec<_> = text.lines().filter_map(TestProgram::of_message).collect();
    ensure!(!tests.is_empty(), "cargo named no test programs");
    Ok(Built { program: workspace::target().join("debug/rollcall"), tests })
}

impl Built {
    /// The tests of the running system.
    pub(crate) fn system(&self) -> Result<Command> {
        let found = self.tests.iter().find(|test| test.is_system()).context("cargo did not name the system's tests")?;
        let mut command = found.command();
        command.env("ROLLCALL_BIN", &self.program);
        Ok(command)
    }

    /// The tests inside the crates.
    pub(crate) fn units(&self) -> impl Iterator<Item = Command> {
        self.tests.iter().filter(|test| !test.is_system()).map(TestProgram::command)
    }
}

impl TestProgram {
    /// What a line of cargo's report says was built, if it is one with tests.
    fn of_message(line: &str) -> Option<Self> {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_test = message["profile"]["test"] == true;
        let file = message["executable"].as_str().filter(|_| is_test)?.into();
        let manifest = PathBuf::from(message["manifest_path"].as_str()?);
        Some(Self { name: message["target"]["name"].as_str()?.to_owned(), file, folder: manifest.parent()?.to_owned() })
    }

    fn is_system(&self) -> bool {
        self.name == "system"
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.file);
        command.current_dir(&self.folder);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_with_tests_are_taken_from_the_report() {
        let program = |test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/p/tests/Cargo.toml","target":{{"name":"system"}},"profile":{{"test":{test}}},"executable":"/p/target/system-1"}}"#
            )
        };
        let expected =
            TestProgram { name: "system".into(), file: "/p/target/system-1".into(), folder: "/p/tests".into() };
        assert_eq!(TestProgram::of_message(&program(true)), Some(expected));
        assert_eq!(TestProgram::of_message(&program(false)), None);
        assert_eq!(TestProgram::of_message(r#"{"reason":"build-finished","success":true}"#), None);
    }
}
