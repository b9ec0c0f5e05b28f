//! `cargo xtask fuzz`: libFuzzer looks for input that what reads files and filters cannot cope with.
//!
//! libFuzzer steers by which code an input reaches, and the compiler counts that on the stable toolchain too. What it
//! finds is written to `fuzz/cases/`, where `cargo test` tries it for ever after.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{command, tools, workspace};

/// What to look at, and for how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Minutes in all, shared by the targets.
    #[arg(long, default_value_t = 60)]
    minutes: u64,
    /// Targets to run at the same time.
    #[arg(long, default_value_t = 2)]
    at_once: usize,
    /// The targets, such as `filter`; all of them if none is named.
    targets: Vec<String>,
}

/// The counters that libFuzzer steers by, and assertions that a release leaves out. Numbers overflow as they do in a
/// release: libraries that read files lean on it.
const FLAGS: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cdebug-assertions",
    "-Coverflow-checks=off",
];

/// Builds the targets and runs them.
pub(crate) fn run(options: &Options) -> Result<()> {
    let known = targets()?;
    if let Some(unknown) = options.targets.iter().find(|target| !known.contains(target)) {
        bail!("there is no target {unknown}; there are: {}", known.join(", "));
    }
    let wanted = if options.targets.is_empty() { &known } else { &options.targets };
    let programs = build()?;
    let targets: Vec<&str> = wanted.iter().map(String::as_str).collect();
    // For libFuzzer no time at all means for ever.
    let each = Duration::from_secs((options.minutes * 60 / targets.len() as u64).max(1));
    println!("{} s for each of {}", each.as_secs(), targets.join(", "));
    let (waiting, failed) = (Mutex::new(targets), Mutex::new(Vec::new()));
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.pop());
    std::thread::scope(|scope| {
        for _ in 0..options.at_once.max(1) {
            scope.spawn(|| {
                while let Some(target) = next() {
                    let ended = look_at(&programs, target, each).and_then(|mut child| Ok(child.wait()?));
                    if !ended.is_ok_and(|status| status.success())
                        && let Ok(mut failed) = failed.lock()
                    {
                        failed.push(target);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_default();
    if !failed.is_empty() {
        bail!("found something in {}: see fuzz/cases/ and target/fuzz/*.log", failed.join(", "));
    }
    println!("Nothing was found; what was tried is in target/fuzz/*.log");
    Ok(())
}

/// The targets by name: each has a program.
fn targets() -> Result<Vec<String>> {
    let programs = std::fs::read_dir(workspace::root().join("fuzz/src/bin")).context("there are no targets")?;
    let name = |program: std::fs::DirEntry| program.path().file_stem()?.to_str().map(str::to_owned);
    let mut names: Vec<String> = programs.flatten().filter_map(name).collect();
    names.sort();
    Ok(names)
}

/// Builds the programs, with the counters in everything that is compiled; returns their folder.
fn build() -> Result<PathBuf> {
    tools::server_build()?;
    let host = host()?;
    let folder = workspace::target().join("fuzz");
    let mut cargo = command::cargo();
    cargo.args(["build", "--release", "-p", "rollcall-fuzz", "--features", "libfuzzer", "--bins"]);
    // With a target named, build scripts and macros are compiled without the counters, which nothing would read there.
    cargo.arg("--target").arg(&host).arg("--target-dir").arg(&folder);
    cargo.env("RUSTFLAGS", FLAGS.join(" ")).env("CARGO_PROFILE_RELEASE_LTO", "off");
    cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    command::run(&mut cargo)?;
    Ok(folder.join(host).join("release"))
}

fn host() -> Result<String> {
    let text = command::capture(Command::new("rustc").arg("-vV"))?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what it compiles for")
}

/// Starts a target; what it says goes to a file.
fn look_at(programs: &Path, target: &str, time: Duration) -> Result<Child> {
    let fuzz = workspace::root().join("fuzz");
    let folder = workspace::target().join("fuzz");
    let (corpus, cases) = (folder.join("corpus").join(target), fuzz.join("cases").join(target));
    std::fs::create_dir_all(&corpus)?;
    std::fs::create_dir_all(&cases)?;
    let log = std::fs::File::create(folder.join(format!("{target}.log")))?;
    let mut program = Command::new(programs.join(target));
    program.arg(corpus).arg(fuzz.join("seeds").join(target)).arg(&cases);
    program.arg(format!("-max_total_time={}", time.as_secs()));
    program.arg(format!("-artifact_prefix={}/", cases.display()));
    program.args([
        "-max_len=16384",
        "-timeout=120",
        "-report_slow_units=60",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
    ]);
    command::show(&program);
    Ok(program.stdout(log.try_clone()?).stderr(log).spawn()?)
}
