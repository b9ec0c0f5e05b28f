//! The figures as a document: `docs/benchmarks.md`.

use std::fmt::Write;
use std::time::Duration;

use rollcall_domain::db::Engine;

use crate::asking::{self, ProgramAnswer};
use crate::site::Site;
use crate::{batch, exporting, mails, measure, mixed, pages, planning, resting, rules};

/// Collects figures.
pub struct Report {
    accounts: usize,
    runs: usize,
    engines: Vec<String>,
    batches: Vec<(Engine, batch::Figures)>,
    questions: Vec<(Engine, Vec<asking::Figures>)>,
    first_errors: Vec<(Engine, Duration)>,
    exports: Vec<(Engine, exporting::Figures)>,
    mixed: Vec<(Engine, mixed::Figures)>,
    resting: Vec<(Engine, resting::Figures)>,
    planning: Vec<(Engine, Vec<planning::Figures>)>,
    rules: Vec<(Engine, rules::Figures)>,
    mails: Vec<(Engine, mails::Figures)>,
    pages: Vec<(Engine, pages::Figures)>,
}

/// What the figures are held against.
const MOST_RATIO: f64 = 1.5;
const MOST_RATIO_OF_OTHERS: f64 = 2.0;
const MOST_MEMORY: f64 = 256.0;
const MOST_MEMORY_AT_REST: f64 = 60.0;

fn fewest_rows_per_second(engine: Engine) -> f64 {
    match engine {
        Engine::Sqlite => 20_000.0,
        Engine::Postgres => 6_000.0,
    }
}

fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    }
}

fn mark(reached: bool) -> &'static str {
    if reached { "" } else { " **(missed)**" }
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

impl Report {
    /// Without figures yet.
    pub fn new(accounts: usize, runs: usize) -> Self {
        Self {
            accounts,
            runs,
            engines: Vec::new(),
            batches: Vec::new(),
            questions: Vec::new(),
            first_errors: Vec::new(),
            exports: Vec::new(),
            mixed: Vec::new(),
            resting: Vec::new(),
            planning: Vec::new(),
            rules: Vec::new(),
            mails: Vec::new(),
            pages: Vec::new(),
        }
    }

    /// An engine is loaded.
    pub fn loaded(&mut self, site: &Site) {
        self.engines.push(format!(
            "{} ({} accounts loaded in {:.0} s)",
            site.version,
            site.accounts,
            seconds(site.loaded_in)
        ));
    }

    /// A batch was measured.
    pub fn batches(&mut self, engine: Engine, figures: batch::Figures) {
        self.batches.push((engine, figures));
    }

    /// The questions were asked.
    pub fn questions(&mut self, engine: Engine, figures: Vec<asking::Figures>) {
        self.questions.push((engine, figures));
    }

    /// The first error of a large file was seen.
    pub fn first_error(&mut self, engine: Engine, after: Duration) {
        println!("first error after {after:?}");
        self.first_errors.push((engine, after));
    }

    /// Everybody was exported.
    pub fn export(&mut self, engine: Engine, figures: exporting::Figures) {
        self.exports.push((engine, figures));
    }

    /// The mixed load was carried.
    pub fn mixed(&mut self, engine: Engine, figures: mixed::Figures) {
        self.mixed.push((engine, figures));
    }

    /// The memory at rest was looked at.
    pub fn resting(&mut self, engine: Engine, figures: resting::Figures) {
        self.resting.push((engine, figures));
    }

    /// Large files were planned.
    pub fn planning(&mut self, engine: Engine, figures: Vec<planning::Figures>) {
        self.planning.push((engine, figures));
    }

    /// Mails were sent.
    pub fn mails(&mut self, engine: Engine, figures: mails::Figures) {
        self.mails.push((engine, figures));
    }

    /// Pages were looked at.
    pub fn pages(&mut self, engine: Engine, figures: pages::Figures) {
        self.pages.push((engine, figures));
    }

    /// Cohorts were filled by rules.
    pub fn rules(&mut self, engine: Engine, figures: rules::Figures) {
        self.rules.push((engine, figures));
    }

    /// The document.
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        let commit = std::env::var("ROLLCALL_COMMIT").unwrap_or_else(|_| "a work tree".to_owned());
        let runs = self.runs;
        let _ = write!(
            text,
            "# Benchmarks\n\n\
             Written by `cargo xtask bench`, which is also how to repeat them: it builds the release, starts a PostgreSQL of its\n\
             own with full durability, loads {} accounts on each engine and measures. `cargo xtask bench suspend --engines\n\
             sqlite` measures one work on one engine.\n\n\
             - Machine: {}\n- Commit: {commit}\n- Engines: {}\n\n\
             **How it is measured.** The released program does each work over HTTP, from the first byte of the upload until\n\
             the batch is `applied`. In the same run the *bare* pipeline ([benches/bare](../benches/bare)) does the same on as many\n\
             other accounts: the engine's own SQL on the same tables, with the same indexes, triggers, plan rows, before and after,\n\
             audit entries and durability, in one transaction, without any check or guard rail. Median of {runs}; files of 500000 rows once.\n\
             Accounts of a file were created one after the other. Sealing the audit chain is a job of its own behind the batch and\n\
             is in neither figure. Memory is the peak of resident memory during the run. **(missed)** stands where a target is not reached.\n",
            self.accounts,
            measure::machine(),
            self.engines.join("; "),
        );
        self.write_batches(&mut text);
        self.write_first_errors(&mut text);
        self.write_planning(&mut text);
        self.write_resting(&mut text);
        self.write_questions(&mut text);
        self.write_exports(&mut text);
        self.write_mixed(&mut text);
        self.write_rules(&mut text);
        self.write_mails(&mut text);
        self.write_pages(&mut text);
        text
    }

    fn write_batches(&self, text: &mut String) {
        if self.batches.is_empty() {
            return;
        }
        let _ = write!(
            text,
            "\n## Batches\n\n\
             Targets: under {MOST_MEMORY:.0} MB; suspending, activating and their undo at most {MOST_RATIO} times the bare pipeline (2.0 is the\n\
             floor, 1.2 the aim), {:.0} rows/s on SQLite and {:.0} on PostgreSQL; the others at most {MOST_RATIO_OF_OTHERS} times.\n\n\
             | engine | work | rows | planned | applied | rows/s | bare | ratio | server CPU | peak memory |\n\
             |---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n",
            fewest_rows_per_second(Engine::Sqlite),
            fewest_rows_per_second(Engine::Postgres),
        );
        for (engine, figures) in &self.batches {
            let (run, bare) = (figures.median(), figures.bare_median());
            let ratio = seconds(run.applied) / seconds(bare);
            let pace = figures.rows as f64 / seconds(run.applied);
            let suspends = ["suspend", "undo", "activate"].iter().any(|work| figures.name.starts_with(work));
            let most = if suspends { MOST_RATIO } else { MOST_RATIO_OF_OTHERS };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {:.2} s | {:.2} s | {pace:.0}{} | {:.2} s | {ratio:.2}{} | {:.2} s | {:.0} MB{} |",
                name(*engine),
                figures.name,
                figures.rows,
                seconds(run.planned),
                seconds(run.applied),
                mark(!suspends || pace >= fewest_rows_per_second(*engine)),
                seconds(bare),
                mark(ratio <= most),
                seconds(run.cpu),
                run.memory,
                mark(run.memory < MOST_MEMORY),
            );
        }
    }

    fn write_first_errors(&self, text: &mut String) {
        for (engine, after) in &self.first_errors {
            let _ = write!(
                text,
                "\nOn {}, the first error of a file of 500000 rows could be seen {:.2} s after the end of its upload (target: 2 s{}).\n",
                name(*engine),
                seconds(*after),
                mark(seconds(*after) <= 2.0)
            );
        }
    }

    fn write_planning(&self, text: &mut String) {
        if self.planning.is_empty() {
            return;
        }
        let _ = write!(
            text,
            "\n## Planning a large file\n\n\
             From the first byte of the upload until the plan was complete; nothing is applied. The bare pipeline stages the same rows\n\
             from CSV and keeps a row of the plan for each. Target: under {MOST_MEMORY:.0} MB.\n\n\
             | engine | file | rows | size | planned | rows/s | bare | ratio | server CPU | peak memory |\n\
             |---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
        );
        for (engine, figures) in self.planning.iter().flat_map(|(engine, all)| all.iter().map(move |one| (engine, one)))
        {
            let (planned, bare) = (seconds(figures.run.planned), seconds(figures.bare));
            let (rows, bytes) = figures.size;
            let _ = writeln!(
                text,
                "| {} | {} | {rows} | {:.1} MB | {planned:.2} s | {:.0} | {bare:.2} s | {:.2} | {:.2} s | {:.0} MB{} |",
                name(*engine),
                figures.name,
                bytes as f64 / 1_000_000.0,
                rows as f64 / planned,
                planned / bare,
                seconds(figures.run.cpu),
                figures.run.memory,
                mark(figures.run.memory < MOST_MEMORY),
            );
        }
    }

    fn write_resting(&self, text: &mut String) {
        if self.resting.is_empty() {
            return;
        }
        let _ = write!(
            text,
            "\n## Memory at rest\n\n\
             Resident memory 15 seconds after the last request: after the start and a sign-in, and after 3000 accounts were made one by\n\
             one, 30 of them with a password, and a file of 5000 rows was planned. Pages of the program file are in it, which the system\n\
             can drop; the program's own are what is left. Target: {MOST_MEMORY_AT_REST:.0} MB.\n\n\
             | engine | after the start | after the work | its own | peak | 3000 accounts in |\n|---|---:|---:|---:|---:|---:|\n"
        );
        for (engine, figures) in &self.resting {
            let _ = writeln!(
                text,
                "| {} | {:.0} MB | {:.0} MB{} | {:.0} MB | {:.0} MB | {:.1} s |",
                name(*engine),
                figures.started,
                figures.worked,
                mark(figures.worked <= MOST_MEMORY_AT_REST),
                figures.own,
                figures.peak,
                seconds(figures.making),
            );
        }
    }

    fn write_questions(&self, text: &mut String) {
        for (engine, figures) in &self.questions {
            let _ = write!(
                text,
                "\n## Questions to the list, {}\n\n\
                 Each asked 100 times, or for 20 seconds, one after the other, a page of 50. Target: p99 under 50 ms, or at most three\n\
                 times the bare SQL's. What takes longer than 5 seconds is refused, with a message that says what would be narrower.\n\n\
                 | question | p50 | p99 | bare p99 |\n|---|---:|---:|---:|\n",
                name(*engine)
            );
            for question in figures {
                let bare = question.bare_p99();
                match &question.asked {
                    ProgramAnswer::Answered(times) => {
                        let (p50, p99) = (times.percentile(50.0), times.percentile(99.0));
                        let most = question.bare.as_ref().map_or(0.0, |times| 3.0 * times.percentile(99.0)).max(50.0);
                        let _ = writeln!(
                            text,
                            "| {} | {p50:.1} ms | {p99:.1} ms{} | {bare} |",
                            question.name,
                            mark(p99 <= most)
                        );
                    }
                    ProgramAnswer::Refused(status, code, after) => {
                        let _ = writeln!(
                            text,
                            "| {} | refused after {:.1} s | {status} {code} | {bare} |",
                            question.name,
                            seconds(*after)
                        );
                    }
                }
            }
        }
    }

    fn write_exports(&self, text: &mut String) {
        if self.exports.is_empty() {
            return;
        }
        text.push_str(
            "\n## Everybody as CSV\n\n\
             `GET /users/export` with 13 fields to its last byte, and the engine's own tool (`sqlite3`, `psql` with `COPY`) printing the\n\
             same columns of the same accounts. Targets: at least half of the tool's speed, under 200 MB.\n\n\
             | engine | people | file | export | the engine's tool | share of its speed | peak memory |\n\
             |---|---:|---:|---:|---:|---:|---:|\n",
        );
        for (engine, figures) in &self.exports {
            let (asked, tool) = (exporting::median(&figures.asked), exporting::median(&figures.tool));
            let share = seconds(tool) / seconds(asked);
            let _ = writeln!(
                text,
                "| {} | {} | {:.0} MB | {:.2} s | {:.2} s | {:.0} %{} | {:.0} MB{} |",
                name(*engine),
                figures.people,
                figures.bytes as f64 / 1_000_000.0,
                seconds(asked),
                seconds(tool),
                share * 100.0,
                mark(share >= 0.5),
                figures.memory,
                mark(figures.memory < 200.0),
            );
        }
    }

    fn write_mails(&self, text: &mut String) {
        if self.mails.is_empty() {
            return;
        }
        text.push_str(
            "\n## Mails\n\n\
             A message to many with a copy by mail, from the first mail that arrived to the last, each composed in two forms and noted; and a bare\n\
             loop of the same library over as many connections into the same catcher. Target: 70 % of the bare loop's pace.\n\n\
             | engine | mails | sent | mails/s | bare | share of its pace |\n|---|---:|---:|---:|---:|---:|\n",
        );
        for (engine, figures) in &self.mails {
            let _ = writeln!(
                text,
                "| {} | {} | {:.1} s | {:.0} | {:.1} s | {:.0} %{} |",
                name(*engine),
                figures.mails,
                seconds(figures.sent),
                figures.mails as f64 / seconds(figures.sent),
                seconds(figures.bare),
                figures.share() * 100.0,
                mark(figures.share() >= 0.7),
            );
        }
    }

    fn write_pages(&self, text: &mut String) {
        for (engine, figures) in &self.pages {
            let _ = write!(
                text,
                "\n## Pages of courses and messages, {}\n\n\
                 With {} messages and {} enrolments on the site, each page asked 200 times. Target: p99 under 50 ms.\n\n\
                 | page | p50 | p99 |\n|---|---:|---:|\n",
                name(*engine),
                figures.messages,
                figures.participants,
            );
            for (page, times) in &figures.pages {
                let (p50, p99) = (times.percentile(50.0), times.percentile(99.0));
                let reached = p99 <= 50.0 && times.failed == 0;
                let _ = writeln!(text, "| {page} | {p50:.1} ms | {p99:.1} ms{} |", mark(reached));
            }
        }
    }

    fn write_rules(&self, text: &mut String) {
        if self.rules.is_empty() {
            return;
        }
        text.push_str(
            "\n## Cohorts by rule\n\n\
             A rule that half of all accounts match, from the call until all of them were in the cohort, and once more where nobody moves; then\n\
             200 changes of a department one after the other, and a suspension by file, without rules and beside a hundred of them.\n\
             Targets: 10 s for everybody, 5 ms for one change, a batch at most 10 % slower.\n\n\
             | engine | members | filled | looked at again | one change p50 | with 100 rules | batch | with 100 rules |\n\
             |---|---:|---:|---:|---:|---:|---:|---:|\n",
        );
        for (engine, figures) in &self.rules {
            let [plain, ruled] = figures.single.each_ref().map(|times| times.percentile(50.0));
            let [alone, beside] = figures.batch.map(|run| seconds(run.applied));
            let _ = writeln!(
                text,
                "| {} | {} | {:.1} s{} | {:.1} s{} | {plain:.1} ms | {ruled:.1} ms{} | {alone:.2} s | {beside:.2} s ({:+.0} %{}) |",
                name(*engine),
                figures.members,
                seconds(figures.filled),
                mark(seconds(figures.filled) <= 10.0),
                seconds(figures.looked),
                mark(seconds(figures.looked) <= 10.0),
                mark(ruled - plain <= 5.0),
                (beside / alone - 1.0) * 100.0,
                mark(beside <= alone * 1.1),
            );
        }
    }

    fn write_mixed(&self, text: &mut String) {
        for (engine, figures) in &self.mixed {
            let _ = write!(
                text,
                "\n## Mixed load, {}\n\n\
                 Calls at a constant rate while {} rows are planned and applied ({:.1} s, peak {:.0} MB). A call's time counts from the\n\
                 moment at which it was due, so that waiting is not left out. One check of a password takes {:.0} ms of a core here.\n\
                 Targets: sign-in beyond that, and a single suspension, p99 under 250 ms; `GET /me` at most 0.5 ms of server CPU:\n\
                 it takes {:.2} ms{}.\n\n\
                 | call | rate | calls | p50 | p99 | worst | failed | p99 without a batch |\n|---|---:|---:|---:|---:|---:|---:|---:|\n",
                name(*engine),
                figures.rows,
                seconds(figures.run.applied),
                figures.run.memory,
                figures.argon2,
                figures.me_cpu,
                mark(figures.me_cpu <= 0.5),
            );
            for ((what, rate, times), (_, _, at_rest)) in figures.calls.iter().zip(&figures.at_rest) {
                let p99 = times.percentile(99.0);
                let reached = match *what {
                    "sign-in" => p99 - figures.argon2 < 250.0,
                    "suspend one account" => p99 < 250.0,
                    _ => true,
                };
                let _ = writeln!(
                    text,
                    "| {what} | {rate:.0}/s | {} | {:.0} ms | {p99:.0} ms{} | {:.0} ms | {} | {:.0} ms |",
                    times.len(),
                    times.percentile(50.0),
                    mark(reached && times.failed == 0),
                    times.percentile(100.0),
                    times.failed,
                    at_rest.percentile(99.0),
                );
            }
        }
    }
}
