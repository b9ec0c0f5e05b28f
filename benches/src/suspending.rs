//! Suspending and activating by file, and taking it back.

use std::ops::Range;

use serde_json::{Value, json};

use crate::bare::Script;
use crate::batch::{self, Figures, Run};
use crate::site::Site;

/// Rows of a batch, and of a large one.
const ROWS: usize = 100_000;
const LARGE: usize = 500_000;

/// Suspends blocks of 100,000 accounts by file.
pub fn suspend(site: &mut Site, runs: usize) -> Figures {
    let mut figures = Figures::new("suspend by file", ROWS.min(site.accounts / 6));
    site.first_block();
    site.suspended.clear();
    for _ in 0..runs {
        let (own, other) = (site.next_block(figures.rows), site.next_block(figures.rows));
        let (ours, run) = batch::by_file(site, &settings(), &file(own, true));
        let (theirs, bare) = batch::bare(site, Script::Suspend, Some(&file(other, true)), &[]);
        site.suspended.push((ours, theirs));
        figures.add(run, bare);
    }
    figures
}

/// Takes back what [`suspend`] did.
pub fn undo(site: &mut Site, runs: usize) -> Figures {
    let mut figures = Figures::new("undo", ROWS.min(site.accounts / 6));
    for (ours, theirs) in std::mem::take(&mut site.suspended).into_iter().take(runs) {
        let undo = format!("/batches/{ours}/undo");
        let run = batch::by_call(site, |client| client.post_nothing(&undo).expect(202).json);
        let (_, bare) = batch::bare(site, Script::Undo, None, &[("{original}", &theirs)]);
        figures.add(run, bare);
    }
    figures
}

/// Suspends half of all accounts by one file, once: the other half is the bare pipeline's.
pub fn large(site: &mut Site) -> Figures {
    let mut figures = Figures::new("suspend by file, large", LARGE.min(site.accounts / 2));
    site.first_block();
    let (own, other) = (site.next_block(figures.rows), site.next_block(figures.rows));
    let (_, run) = batch::by_file(site, &settings(), &file(own, true));
    let (_, bare) = batch::bare(site, Script::Suspend, Some(&file(other, true)), &[]);
    figures.add(run, bare);
    figures
}

/// Activates blocks of 100,000 accounts by file.
pub fn activate(site: &mut Site, runs: usize) -> Figures {
    let mut figures = Figures::new("activate by file", ROWS.min(site.accounts / 6));
    site.first_block();
    for _ in 0..runs {
        let (own, other) = (site.next_block(figures.rows), site.next_block(figures.rows));
        let (_, run) = batch::by_file(site, &settings(), &file(own, false));
        let (_, bare) = batch::bare(site, Script::Activate, Some(&file(other, false)), &[]);
        figures.add(run, bare);
    }
    figures
}

/// Suspends a block of accounts, once.
pub fn run_once(site: &Site, accounts: Range<usize>) -> Run {
    batch::by_file(site, &settings(), &file(accounts, true)).1
}

fn settings() -> Value {
    json!({ "preset": "suspension" })
}

/// A file about a block of accounts.
fn file(accounts: Range<usize>, suspended: bool) -> String {
    let rows = accounts.map(|number| format!("u{number:07},{}\n", u8::from(suspended)));
    format!("username,suspended\n{}", rows.collect::<String>())
}
