//! Batches from upload to applied, beside the bare pipeline on blocks of the same size.

use std::ops::Range;
use std::time::{Duration, Instant};

use rollcall_testkit::Client;
use serde_json::{Value, json};

use crate::bare::{self, Script};
use crate::measure;
use crate::site::Site;

/// Rows of a batch, and of a large one.
const ROWS: usize = 100_000;
const LARGE: usize = 500_000;

/// One run of the program.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// From the first byte of the upload until the plan was complete.
    pub planned: Duration,
    /// From the first byte of the upload until the batch was applied.
    pub applied: Duration,
    /// Processor time of the program.
    pub cpu: Duration,
    /// Its peak memory in megabytes.
    pub memory: f64,
}

/// What came of a work.
#[derive(Debug)]
pub struct Figures {
    /// What was done.
    pub name: String,
    /// Rows of each run.
    pub rows: usize,
    /// The program's runs.
    pub runs: Vec<Run>,
    /// The bare pipeline's.
    pub bare: Vec<Duration>,
}

impl Figures {
    fn new(name: &str, rows: usize) -> Self {
        Self { name: name.to_owned(), rows, runs: Vec::new(), bare: Vec::new() }
    }

    fn add(&mut self, run: Run, bare: Duration) {
        println!(
            "{}: planned {:.2} s, applied {:.2} s, server CPU {:.2} s, peak {:.0} MB; bare {:.2} s; ratio {:.2}",
            self.name,
            run.planned.as_secs_f64(),
            run.applied.as_secs_f64(),
            run.cpu.as_secs_f64(),
            run.memory,
            bare.as_secs_f64(),
            run.applied.as_secs_f64() / bare.as_secs_f64(),
        );
        self.runs.push(run);
        self.bare.push(bare);
    }

    /// The run whose time is the median.
    pub fn median(&self) -> Run {
        let mut runs = self.runs.clone();
        runs.sort_by_key(|run| run.applied);
        runs[runs.len() / 2]
    }

    /// The median of the bare times.
    pub fn bare_median(&self) -> Duration {
        let mut bare = self.bare.clone();
        bare.sort();
        bare[bare.len() / 2]
    }
}

/// Suspends blocks of 100,000 accounts by file.
pub fn suspend(site: &mut Site, runs: usize) -> Figures {
    let mut figures = Figures::new("suspend by file", ROWS.min(site.accounts / 6));
    site.first_block();
    site.suspended.clear();
    for _ in 0..runs {
        let (own, other) = (site.next_block(figures.rows), site.next_block(figures.rows));
        let (ours, run) = by_file(site, own, true);
        let (theirs, bare) = bare_file(site, Script::Suspend, other, true);
        site.suspended.push((ours, theirs));
        figures.add(run, bare);
    }
    figures
}

/// Takes back what [`suspend`] did.
pub fn undo(site: &mut Site, runs: usize) -> Figures {
    let mut figures = Figures::new("undo", ROWS.min(site.accounts / 6));
    for (ours, theirs) in std::mem::take(&mut site.suspended).into_iter().take(runs) {
        site.settle();
        let client = site.administrator();
        let watch = Watch::begin(site);
        let batch = client.post_nothing(&format!("/batches/{ours}/undo")).expect(202).json;
        let planned = wait(&client, &batch, &["planned"]);
        let at = watch.began.elapsed();
        let confirm = json!({ "confirm_affected": planned["affected"] });
        client.post(&format!("/batches/{}/apply", id(&batch)), &confirm).expect(202);
        wait(&client, &batch, &["applied"]);
        let run = watch.end(site, at);
        site.settle();
        let (_, bare) = bare::run(site, Script::Undo, "username,suspended\n", &theirs);
        figures.add(run, bare);
    }
    figures
}

/// Suspends half of all accounts by one file, once: the other half is the bare pipeline's.
pub fn large(site: &mut Site) -> Figures {
    let mut figures = Figures::new("suspend by file, large", LARGE.min(site.accounts / 2));
    site.first_block();
    let (own, other) = (site.next_block(figures.rows), site.next_block(figures.rows));
    let (_, run) = by_file(site, own, true);
    let (_, bare) = bare_file(site, Script::Suspend, other, true);
    figures.add(run, bare);
    figures
}

/// Activates blocks of 100,000 accounts by file.
pub fn activate(site: &mut Site, runs: usize) -> Figures {
    let mut figures = Figures::new("activate by file", ROWS.min(site.accounts / 6));
    site.first_block();
    for _ in 0..runs {
        let (own, other) = (site.next_block(figures.rows), site.next_block(figures.rows));
        let (_, run) = by_file(site, own, false);
        let (_, bare) = bare_file(site, Script::Activate, other, false);
        figures.add(run, bare);
    }
    figures
}

fn by_file(site: &Site, accounts: Range<usize>, suspended: bool) -> (String, Run) {
    site.settle();
    apply_file(site, &file(accounts, suspended))
}

/// One run with a file.
pub fn run_file(site: &Site, file: &str) -> Run {
    apply_file(site, file).1
}

fn apply_file(site: &Site, file: &str) -> (String, Run) {
    let client = site.administrator();
    let watch = Watch::begin(site);
    let batch = upload(&client, file);
    let planned = wait(&client, &batch, &["planned"]);
    let at = watch.began.elapsed();
    let confirm = json!({ "confirm_affected": planned["affected"] });
    client.post(&format!("/batches/{}/apply", id(&batch)), &confirm).expect(202);
    wait(&client, &batch, &["applied"]);
    (id(&batch).to_owned(), watch.end(site, at))
}

fn bare_file(site: &Site, script: Script, accounts: Range<usize>, suspended: bool) -> (String, Duration) {
    site.settle();
    bare::run(site, script, &file(accounts, suspended), "")
}

/// Uploads a file to be planned.
fn upload(client: &Client, file: &str) -> Value {
    client.upload("people.csv", file.as_bytes(), &json!({ "preset": "suspension" })).expect(202).json
}

/// A file about a block of accounts.
pub fn file(accounts: Range<usize>, suspended: bool) -> String {
    let rows = accounts.map(|number| format!("u{number:07},{}\n", u8::from(suspended)));
    format!("username,suspended\n{}", rows.collect::<String>())
}

/// The id of a batch.
fn id(batch: &Value) -> &str {
    batch["id"].as_str().expect("a batch has an id")
}

/// Waits until the batch is in one of the states.
fn wait(client: &Client, batch: &Value, states: &[&str]) -> Value {
    loop {
        let now = client.get(&format!("/batches/{}", id(batch))).expect(200).json;
        let state = now["state"].as_str().unwrap_or_default();
        if states.contains(&state) {
            return now;
        }
        assert!(!["failed", "cancelled", "expired"].contains(&state), "the batch came to a bad end: {now}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Measures the program from here on.
struct Watch {
    began: Instant,
    cpu: Duration,
}

impl Watch {
    fn begin(site: &Site) -> Self {
        Self { cpu: measure::cpu(site.process.id()), began: Instant::now() }
    }

    fn end(self, site: &Site, planned: Duration) -> Run {
        let applied = self.began.elapsed();
        let pid = site.process.id();
        Run { planned, applied, cpu: measure::cpu(pid) - self.cpu, memory: measure::peak_memory(pid) }
    }
}
