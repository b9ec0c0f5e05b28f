//! Data that could not be refreshed: which loads wait for the server, and a way to ask them all again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use web_sys::{Event, window};
use yew::Callback;

use crate::api::Failure;

/// Sent to the window when a load joins or leaves those that wait.
pub const CHANGED: &str = "rollcall-overdue";

/// Milliseconds before the first further attempt; each later one waits twice as long.
const FIRST_PAUSE: u32 = 2_000;
/// The longest wait between two attempts.
const LONGEST_PAUSE: u32 = 60_000;

struct WaitingLoad {
    /// Whether the page shows what it had.
    keeps: bool,
    again: Callback<()>,
}

#[derive(Default)]
struct Register {
    next: u32,
    waiting: BTreeMap<u32, WaitingLoad>,
}

thread_local! {
    static REGISTER: RefCell<Register> = RefCell::default();
}

/// Whether a failure is likely to pass without anybody changing the question: no connection, or no server behind the
/// gateway.
pub fn passes(failure: &Failure) -> bool {
    *failure == Failure::Unreachable || matches!(failure.status(), Some(502..=504))
}

/// How long to wait before the next attempt after so many that failed.
pub fn pause(failures: u32) -> u32 {
    FIRST_PAUSE.saturating_mul(1 << failures.saturating_sub(1).min(5)).min(LONGEST_PAUSE)
}

/// A load that waits; it does no longer once this is dropped.
pub struct Entry(u32);

/// Notes a load that waits for the server.
pub fn enter(keeps: bool, again: Callback<()>) -> Entry {
    let id = REGISTER.with_borrow_mut(|register| {
        register.next += 1;
        register.waiting.insert(register.next, WaitingLoad { keeps, again });
        register.next
    });
    announce();
    Entry(id)
}

impl Drop for Entry {
    fn drop(&mut self) {
        REGISTER.with_borrow_mut(|register| register.waiting.remove(&self.0));
        announce();
    }
}

/// Whether a page shows what could not be refreshed.
pub fn is_any_kept() -> bool {
    REGISTER.with_borrow(|register| register.waiting.values().any(|waiting| waiting.keeps))
}

/// Asks all of them again at once.
pub fn again() {
    // Outside of the register: what is called may enter or leave it.
    let all: Vec<_> =
        REGISTER.with_borrow(|register| register.waiting.values().map(|waiting| waiting.again.clone()).collect());
    for again in all {
        again.emit(());
    }
}

fn announce() {
    if let (Some(window), Ok(event)) = (window(), Event::new(CHANGED)) {
        // Only a cancelled event gives `false`, and nobody cancels this one.
        let _ = window.dispatch_event(&event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_become_rarer_up_to_one_a_minute() {
        let pauses = [1, 2, 3, 4, 5, 6, 7, u32::MAX].map(pause);
        assert_eq!(pauses, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    }

    #[test]
    fn only_what_may_pass_by_itself_is_tried_again() {
        assert!(passes(&Failure::Unreachable) && passes(&Failure::Unreadable { status: 502 }));
        for failure in [Failure::Cancelled, Failure::Unreadable { status: 403 }, Failure::Unreadable { status: 500 }] {
            assert!(!passes(&failure), "{failure:?}");
        }
    }
}
