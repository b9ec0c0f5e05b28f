//! The console in a real browser.

mod account;
mod address;
mod approval;
mod axe;
mod blocked;
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

fn in_browser(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(test);
}
