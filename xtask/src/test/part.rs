//! The parts of the test command, in the order in which they run: quick answers first.

use anyhow::{Error, Result};
use clap::ValueEnum;

use super::tally::Tally;
use super::{browser, build, components, dependencies, licences, lint, rooms, system};
use crate::openapi;

/// A part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Both workspaces are formatted.
    Format,
    /// The linter finds nothing, in the server and in the console, and no component is too long.
    Clippy,
    /// The crates' own tests.
    Unit,
    /// The console builds, stays within its size, and its own tests pass.
    Console,
    /// The running system, on SQLite and on PostgreSQL.
    Api,
    /// The console in a real browser.
    Browser,
    /// The checked-in OpenAPI document is what the code says.
    Openapi,
    /// The crates, and the folders of the domain, depend on each other in one direction.
    Dependencies,
    /// Licences, sources and known vulnerabilities of what we depend on.
    Licences,
}

/// What came of a part.
pub(crate) struct Outcome {
    /// What it counted.
    pub(crate) tally: Tally,
    /// Why it could not go on; counted as one failure.
    pub(crate) error: Result<()>,
}

impl Part {
    /// In running order.
    pub(crate) const ALL: [Self; 9] = [
        Self::Format,
        Self::Clippy,
        Self::Unit,
        Self::Console,
        Self::Api,
        Self::Browser,
        Self::Openapi,
        Self::Dependencies,
        Self::Licences,
    ];

    /// As on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::Unit => "unit",
            Self::Console => "console",
            Self::Api => "api",
            Self::Browser => "browser",
            Self::Openapi => "openapi",
            Self::Dependencies => "dependencies",
            Self::Licences => "licences",
        }
    }

    /// Runs it. `extra` goes to the test programs.
    pub(crate) fn run(self, extra: &[String]) -> Outcome {
        match self {
            Self::Format => Outcome::of_checks(lint::format()),
            Self::Clippy => Outcome::of_checks(lint::clippy().into_iter().chain([components::check()])),
            Self::Unit => Outcome::of_tests(system::unit(extra)),
            Self::Console => Outcome::of_tests(browser::console(extra)),
            Self::Api => Outcome::of_tests(system::api(extra)),
            Self::Browser => Outcome::of_tests(browser::browser(extra)),
            Self::Openapi => Outcome::of_checks([build::build().and_then(|built| openapi::check(&built.program))]),
            Self::Dependencies => Outcome::of_checks([dependencies::check(), rooms::check()]),
            Self::Licences => Outcome::of_checks(licences::check()),
        }
    }
}

impl Outcome {
    /// Of checks that each hold or do not.
    fn of_checks(checks: impl IntoIterator<Item = Result<()>>) -> Self {
        let mut tally = Tally::default();
        let mut errors = Vec::new();
        for check in checks {
            match check {
                Ok(()) => tally += Tally::PASS,
                Err(error) => {
                    tally += Tally::FAIL;
                    errors.push(format!("{error:#}"));
                }
            }
        }
        let error = if errors.is_empty() { Ok(()) } else { Err(Error::msg(errors.join("\n"))) };
        Self { tally, error }
    }

    /// Of tests that were counted, unless they could not start.
    fn of_tests(tests: Result<Tally>) -> Self {
        match tests {
            Ok(tally) => Self { tally, error: Ok(()) },
            Err(error) => Self { tally: Tally::FAIL, error: Err(error) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_listed_once_under_its_name_on_the_command_line() {
        assert_eq!(Part::ALL.as_slice(), Part::value_variants());
        for part in Part::ALL {
            assert_eq!(Part::from_str(part.name(), false), Ok(part));
        }
    }

    #[test]
    fn a_failed_check_does_not_hide_the_next() {
        let outcome = Outcome::of_checks([Err(Error::msg("one")), Ok(()), Err(Error::msg("three"))]);
        assert_eq!(outcome.tally, Tally { passed: 1, failed: 2 });
        assert!(outcome.error.is_err_and(|error| error.to_string() == "one\nthree"));
    }
}
