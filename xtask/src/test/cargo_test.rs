//! One way to call `cargo test`, so that all parts share what is built.

use std::process::Command;

/// All crates but this one, which is built before and with its own features. Cargo chooses the
/// features of a dependency by the packages of a call: other packages, other features, all built
/// again.
pub(crate) const SHARED_SET: [&str; 3] = ["--workspace", "--exclude", "xtask"];

/// Makes a cargo call run tests, with the extra arguments of the command line at their places: those
/// before a `--` are cargo's, those after it the test program's.
pub(crate) fn command(mut cargo: Command, own: &[&str], own_for_tests: &[&str], extra: &[String]) -> Command {
    let (for_cargo, for_tests) = split(extra);
    cargo.arg("test").args(own).args(for_cargo).arg("--").args(own_for_tests).args(for_tests);
    cargo
}

fn split(extra: &[String]) -> (&[String], &[String]) {
    match extra.iter().position(|argument| argument == "--") {
        Some(at) => (extra.get(..at).unwrap_or_default(), extra.get(at + 1..).unwrap_or_default()),
        None => (extra, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_arguments_find_their_places() {
        let extra = ["renames".to_owned(), "--".to_owned(), "--nocapture".to_owned()];
        let command = command(Command::new("cargo"), &["--test", "system"], &["--skip", "browser::"], &extra);
        let arguments: Vec<_> = command.get_args().filter_map(|argument| argument.to_str()).collect();
        assert_eq!(arguments.join(" "), "test --test system renames -- --skip browser:: --nocapture");
    }
}
