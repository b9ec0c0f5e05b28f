//! How fast a batch goes and how long it will take, from what was seen of late.

use std::collections::VecDeque;

/// Milliseconds that are looked back: long enough to be steady, short enough to be true.
const WINDOW: f64 = 10_000.0;

/// A series of sightings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pace {
    seen: VecDeque<(f64, i64)>,
}

impl Pace {
    /// Notes how much is done at a time in milliseconds.
    pub fn note(&mut self, now: f64, done: i64) {
        // Work that starts anew (applying after planning) has a pace of its own.
        if self.seen.back().is_some_and(|(_, before)| done < *before) {
            self.seen.clear();
        }
        self.seen.push_back((now, done));
        while self.seen.len() > 2 && self.seen.front().is_some_and(|(at, _)| now - at > WINDOW) {
            self.seen.pop_front();
        }
    }

    /// Rows a second; `None` until there is something to say.
    pub fn rate(&self) -> Option<f64> {
        let ((from, before), (to, after)) = (self.seen.front()?, self.seen.back()?);
        let seconds = (to - from) / 1_000.0;
        (seconds >= 0.5 && after > before).then(|| (after - before) as f64 / seconds)
    }

    /// Seconds until all is done.
    pub fn left(&self, total: i64) -> Option<f64> {
        let (_, done) = self.seen.back()?;
        let rest = total - done;
        (rest > 0).then_some(())?;
        self.rate().map(|rate| rest as f64 / rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_pace_tells_the_time_left() {
        let mut pace = Pace::default();
        for second in 0..5 {
            pace.note(f64::from(second) * 1_000.0, i64::from(second) * 200);
        }
        assert_eq!(pace.rate(), Some(200.0));
        assert_eq!(pace.left(1_800), Some(5.0));
    }

    #[test]
    fn one_sighting_says_nothing() {
        let mut pace = Pace::default();
        pace.note(0.0, 10);
        assert_eq!(pace.rate(), None);
        assert_eq!(pace.left(100), None);
    }

    #[test]
    fn what_is_long_past_does_not_count() {
        let mut pace = Pace::default();
        pace.note(0.0, 0);
        pace.note(60_000.0, 10);
        pace.note(62_000.0, 1_010);
        assert_eq!(pace.rate(), Some(500.0));
    }

    #[test]
    fn applying_does_not_go_on_from_planning() {
        let mut pace = Pace::default();
        pace.note(0.0, 0);
        pace.note(1_000.0, 1_000);
        pace.note(2_000.0, 0);
        assert_eq!(pace.rate(), None);
    }

    #[test]
    fn nothing_is_left_at_the_end() {
        let mut pace = Pace::default();
        pace.note(0.0, 0);
        pace.note(1_000.0, 10);
        assert_eq!(pace.left(10), None);
    }
}
