//! Batches from upload to applied, beside the bare pipeline on blocks of the same size.

use std::time::{Duration, Instant};

use rollcall_testkit::Client;
use serde_json::{Value, json};

use crate::bare::{self, Script};
use crate::measure;
use crate::site::Site;

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
    /// Without runs yet.
    pub fn new(name: &str, rows: usize) -> Self {
        Self { name: name.to_owned(), rows, runs: Vec::new(), bare: Vec::new() }
    }

    /// One run, and the bare one beside it.
    pub fn add(&mut self, run: Run, bare: Duration) {
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

/// Has a file planned and applied; returns the batch.
pub fn by_file(site: &Site, settings: &Value, file: &str) -> (String, Run) {
    site.settle();
    let client = site.administrator();
    let watch = Watch::begin(site);
    let batch = client.upload("people.csv", file.as_bytes(), settings).expect(202).json;
    apply(site, &client, &batch, watch)
}

/// How long after the end of an upload the first row that is an error can be seen; the batch is cancelled then.
pub fn until_first_error(site: &Site, settings: &Value, file: &str) -> Duration {
    site.settle();
    let client = site.administrator();
    let batch = client.upload("people.csv", file.as_bytes(), settings).expect(202).json;
    let began = Instant::now();
    let rows = format!("/batches/{}/rows", id(&batch));
    while client.query(&rows, &[("outcome", "error"), ("limit", "1")]).expect(200).items().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(60), "no error is seen");
        std::thread::sleep(Duration::from_millis(5));
    }
    let seen = began.elapsed();
    wait(&client, &batch, &["planned"]);
    client.post_nothing(&format!("/batches/{}/cancel", id(&batch))).expect(202);
    seen
}

/// Has a file planned, and cancels the batch.
pub fn plan_only(site: &Site, settings: &Value, name: &str, file: &[u8]) -> Run {
    site.settle();
    let client = site.administrator();
    let watch = Watch::begin(site);
    let batch = client.upload(name, file, settings).expect(202).json;
    let planned = wait(&client, &batch, &["planned"]);
    let at = watch.began.elapsed();
    let run = watch.end(site, at);
    assert_eq!(planned["counts"]["error"], 0, "{planned}");
    client.post_nothing(&format!("/batches/{}/cancel", id(&batch))).expect(202);
    run
}

/// Has a batch of another kind planned and applied; `begin` makes it.
pub fn by_call(site: &Site, begin: impl FnOnce(&Client) -> Value) -> Run {
    site.settle();
    let client = site.administrator();
    let watch = Watch::begin(site);
    let batch = begin(&client);
    apply(site, &client, &batch, watch).1
}

fn apply(site: &Site, client: &Client, batch: &Value, watch: Watch) -> (String, Run) {
    let planned = wait(client, batch, &["planned"]);
    let at = watch.began.elapsed();
    let confirm = json!({ "confirm_affected": planned["affected"] });
    client.post(&format!("/batches/{}/apply", id(batch)), &confirm).expect(202);
    let applied = wait(client, batch, &["applied"]);
    let run = watch.end(site, at);
    // A run in which rows fail is quick and says nothing.
    assert_eq!(applied["counts"]["error"], 0, "{applied}");
    assert_eq!(applied["counts"]["conflict"], 0, "{applied}");
    (id(batch).to_owned(), run)
}

/// The same work by the engine alone; returns its batch.
pub fn bare(site: &Site, script: Script, file: Option<&str>, words: &[(&str, &str)]) -> (String, Duration) {
    site.settle();
    bare::run(site, script, file, words)
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
