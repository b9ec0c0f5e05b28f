//! Rollcall's console: a single-page application on the HTTP API.
//!
//! Where to look: [`app`] ties session, address and page together; [`pages`] has a folder a noun;
//! [`ui`] holds the parts that pages are made of and is the only place that knows PatternFly;
//! [`api`] talks to the server in the types of `rollcall-wire`; [`i18n`] has every word a person
//! reads, from `locales/`.

mod api;
mod app;
mod crash;
mod filter;
mod i18n;
mod pages;
mod router;
mod session;
mod ui;
mod url;

fn main() {
    app::start();
}
