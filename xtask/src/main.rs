//! Rollcall's own commands: `cargo xtask run`, `frontend`, `test`, `bench`, `faults`, `fuzz`, `openapi`, `doctor`.
//!
//! Everything that a developer, a build server or a container needs to do with the sources is one
//! of these, so that no step lives in a shell script or in a developer's memory. Each command looks
//! for the tools it needs, installs what it may, and otherwise says which command does.
//!
//! Where to look next: [`console`] builds the WebAssembly console, [`run`] starts a system on this
//! machine, [`test`] is what the build server runs.

mod apt;
mod bench;
mod command;
mod console;
mod doctor;
mod faults;
mod fuzz;
mod npm;
mod openapi;
mod run;
mod stamp;
mod test;
mod tools;
mod workspace;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, run and test Rollcall")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build what is stale and start Rollcall on this machine, with the demo organisation.
    Run(run::Options),
    /// Build the console into frontend/dist.
    Frontend(console::Options),
    /// Run all checks and tests, or the named parts.
    Test(test::Options),
    /// Measure the released program beside the bare engines, and write docs/benchmarks.md.
    Bench(bench::Options),
    /// Break things at random points, and write what held into docs/reliability.md.
    Faults(faults::Options),
    /// Search for input that what reads files and filters cannot cope with; what is found is kept in fuzz/cases.
    Fuzz(fuzz::Options),
    /// Write openapi/openapi.json from the code.
    Openapi,
    /// Show what is installed, what is missing, and how to get it.
    Doctor,
    /// Wait for a started server and print where it is (used by `run`).
    #[command(hide = true)]
    Announce(run::announce::Options),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Run(options) => run::run(&options),
        Task::Frontend(options) => console::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Faults(options) => faults::run(&options),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Openapi => openapi::write(),
        Task::Doctor => doctor::run(),
        Task::Announce(options) => {
            run::announce::run(&options);
            Ok(())
        }
    }
}
