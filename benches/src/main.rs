//! `cargo xtask bench`: how fast the running system is, beside what the database engines themselves need for the
//! same work on the same data in the same run.
//!
//! Each work is done over HTTP by the released program, and then by the bare SQL in `benches/bare/`: the same tables,
//! indexes, triggers, plan rows, before and after, audit entries and durability, and none of the checks. What is
//! compared is the median of the runs, which take turns on blocks of accounts of the same size.

mod asking;
mod bare;
mod batch;
mod courses;
mod deleting;
mod exporting;
mod files;
mod load;
mod mails;
mod measure;
mod mixed;
mod pages;
mod planning;
mod questions;
mod rate;
mod report;
mod resting;
mod rules;
mod site;
mod suspending;

use clap::{Parser, ValueEnum};

use report::Report;
use rollcall_domain::db::Engine;
use site::{DatabaseStore, Site};

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Work {
    /// Questions to the list of accounts.
    Questions,
    /// The memory of a server that rests, after small work.
    Resting,
    /// Everybody as CSV.
    Export,
    /// Enrol 100,000 accounts in a course by selection.
    Enrol,
    /// Write to 100,000 accounts by selection.
    Message,
    /// Mails to 20,000, beside a bare loop.
    Mails,
    /// The participants of a large course, an inbox, a conversation.
    Pages,
    /// A rule over everybody, and a hundred of them beside single changes and a file.
    Rules,
    /// Suspend 100,000 accounts by file.
    Suspend,
    /// Undo that.
    Undo,
    /// Suspend 500,000 accounts by file.
    Large,
    /// Activate 100,000 accounts by file.
    Activate,
    /// Sign-ins, small calls and single suspensions at a constant rate while 500,000 rows are planned and applied.
    Mixed,
    /// Change two details of 500,000 accounts by file.
    Update,
    /// See the first error of a file of 500,000 rows.
    FirstError,
    /// Plan a file of 500,000 rows, as CSV and as a workbook.
    Plan,
    /// Make 500,000 accounts by file.
    Create,
    /// Rename 500,000 accounts by file.
    Rename,
    /// Delete 100,000 accounts by selection.
    Delete,
}

impl Work {
    /// In running order: each finds the accounts as the ones before it leave them.
    const ALL: [Self; 19] = [
        Self::Resting,
        Self::Questions,
        Self::Export,
        Self::Enrol,
        Self::Message,
        Self::Mails,
        Self::Pages,
        Self::Suspend,
        Self::Undo,
        Self::Large,
        Self::Activate,
        Self::Mixed,
        Self::Update,
        Self::FirstError,
        Self::Plan,
        Self::Create,
        Self::Rename,
        Self::Delete,
        Self::Rules,
    ];

    /// The works that have to be done before.
    fn needs(self) -> &'static [Self] {
        match self {
            Self::Undo => &[Self::Suspend],
            Self::Activate => &[Self::Large],
            Self::Pages => &[Self::Enrol, Self::Message],
            _ => &[],
        }
    }
}

#[derive(Parser)]
#[command(name = "cargo xtask bench", about = "Measure the running system beside the bare engines")]
struct Options {
    /// What to measure; everything if nothing is named.
    #[arg(value_enum)]
    works: Vec<Work>,
    /// On these engines only: sqlite, postgres.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    engines: Vec<String>,
    /// Accounts in the database.
    #[arg(long, default_value_t = 1_000_000)]
    accounts: usize,
    /// Runs of each work; the median counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Where to write the figures; nowhere for a trial.
    #[arg(long)]
    write: Option<std::path::PathBuf>,
    /// Keep a loaded database of the embedded engine in this folder, and take it from there the next time.
    #[arg(long)]
    keep: Option<std::path::PathBuf>,
    /// Use the kept database itself instead of a copy: for works that only read, and disks that hold no second one.
    #[arg(long, requires = "keep")]
    in_place: bool,
}

fn main() {
    let options = Options::parse();
    let mut wanted: Vec<Work> = if options.works.is_empty() { Work::ALL.to_vec() } else { options.works.clone() };
    wanted.extend(options.works.iter().flat_map(|work| work.needs()));
    let mut report = Report::new(options.accounts, options.runs);
    for (name, engine) in [("sqlite", Engine::Sqlite), ("postgres", Engine::Postgres)] {
        if !options.engines.iter().any(|wanted| wanted == name) {
            continue;
        }
        let mut site =
            Site::open(engine, options.accounts, DatabaseStore::new(options.keep.as_deref(), options.in_place));
        report.loaded(&site);
        for work in Work::ALL.into_iter().filter(|work| wanted.contains(work)) {
            println!("\n== {name}: {work:?} ==");
            match work {
                Work::Questions => report.questions(engine, asking::run(&mut site)),
                Work::Resting => report.resting(engine, resting::run(&mut site)),
                Work::Plan => report.planning(engine, planning::run(&mut site)),
                Work::Export => report.export(engine, exporting::run(&mut site, options.runs)),
                Work::Enrol => report.batches(engine, courses::enrol(&mut site, options.runs)),
                Work::Message => report.batches(engine, courses::message(&mut site, options.runs)),
                Work::Mails => report.mails(engine, mails::run(&mut site)),
                Work::Pages => report.pages(engine, pages::run(&mut site)),
                Work::Rules => report.rules(engine, rules::run(&mut site)),
                Work::Suspend => report.batches(engine, suspending::suspend(&mut site, options.runs)),
                Work::Undo => report.batches(engine, suspending::undo(&mut site, options.runs)),
                Work::Large => report.batches(engine, suspending::large(&mut site)),
                Work::Activate => report.batches(engine, suspending::activate(&mut site, options.runs)),
                Work::Mixed => report.mixed(engine, mixed::run(&mut site)),
                Work::Update => report.batches(engine, files::update(&mut site)),
                Work::FirstError => report.first_error(engine, files::first_error(&mut site)),
                Work::Create => report.batches(engine, files::create(&mut site)),
                Work::Rename => report.batches(engine, files::rename(&mut site)),
                Work::Delete => report.batches(engine, deleting::delete(&mut site, options.runs)),
            }
        }
    }
    let text = report.to_markdown();
    println!("\n{text}");
    if let Some(path) = options.write {
        std::fs::write(&path, text).expect("the figures are written");
        println!("Written to {}", path.display());
    }
}
