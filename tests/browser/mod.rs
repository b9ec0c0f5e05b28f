//! The console in a real browser.

mod page;
mod suspension;
