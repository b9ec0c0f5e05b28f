//! The console in a real browser.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::sync::RwLock;
use std::time::Instant;

mod account;
mod address;
mod approval;
mod axe;
mod blocked;
mod cohort_rules;
mod cohorts;
mod columns;
mod courses;
mod deleted;
mod download;
mod exports;
mod fields;
mod files;
mod filters;
mod focus;
mod forced_change;
mod full_sync;
mod german;
mod guises;
mod keyboard;
mod kit;
mod lighthouse;
mod lost_styles;
mod mails;
mod messages;
mod overdue;
mod page;
mod parts;
mod people;
mod person;
mod presets;
mod scheduled;
mod selection;
mod served;
mod settings;
mod states;
mod suspension;
mod units;
mod views;

/// Tests share the machine, a few at a time. Those that measure have it for themselves.
static MACHINE: RwLock<()> = RwLock::new(());

/// Steers a browser.
fn in_browser(test: impl Future<Output = ()>) {
    let _shared = MACHINE.read();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    timed(|| runtime.block_on(test));
}

/// Measures, while no other test steers a browser.
fn alone(test: impl FnOnce()) {
    let _own = MACHINE.write();
    timed(test);
}

/// Notes how long the test took, in the file that `ROLLCALL_TIMES` names: the harness does not tell.
fn timed(test: impl FnOnce()) {
    let began = Instant::now();
    test();
    let Some(file) = std::env::var_os("ROLLCALL_TIMES") else { return };
    let mut file = OpenOptions::new().create(true).append(true).open(file).expect("the file of times opens");
    let name = std::thread::current().name().unwrap_or_default().to_owned();
    writeln!(file, "{:.1} {name}", began.elapsed().as_secs_f64()).expect("the time is written");
}
