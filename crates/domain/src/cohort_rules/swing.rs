//! How many may come into a cohort by rule, and go out of it, without anybody being asked (PRODUCT 11).

use crate::Millis;
use crate::settings::Settings;
use crate::time::DAY;

/// Whether so many moves, in a cohort of so many members, ask for a confirmation: with the limits of batches. Who fills an
/// empty cohort has only the absolute one.
pub fn is_big(moved: i64, members: i64, settings: &Settings) -> bool {
    moved > settings.confirm_above || (members > 0 && settings.is_large_share(moved, members))
}

/// What has moved in a cohort within a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swing {
    /// When the day began.
    pub since: Millis,
    /// How many members there were then.
    pub members: i64,
    /// How many have moved since.
    pub moved: i64,
}

impl Swing {
    /// Whether the day is over, so that the members are counted anew.
    pub fn is_over(&self, now: Millis) -> bool {
        now - self.since >= DAY
    }

    /// The same after some more have moved.
    pub fn and(self, moved: i64) -> Self {
        Self { moved: self.moved + moved, ..self }
    }

    /// Whether it is so large that nobody else moves until it is confirmed.
    pub fn is_big(&self, settings: &Settings) -> bool {
        is_big(self.moved, self.members, settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_or_a_large_share_are_asked_for_and_filling_an_empty_cohort_is_no_share() {
        let settings = Settings::default();
        let big = |moved, members| is_big(moved, members, &settings);
        assert!(big(1_001, 1_000_000) && !big(1_000, 1_000_000));
        assert!(big(51, 200) && !big(50, 200) && !big(49, 49));
        assert!(!big(1_000, 0) && big(1_001, 0));
    }

    #[test]
    fn moves_of_a_day_add_up() {
        let settings = Settings::default();
        let swing = Swing { since: 5, members: 200, moved: 0 };
        let later = swing.and(30);
        assert!(!later.is_big(&settings) && later.and(30).is_big(&settings));
        assert!(!swing.is_over(5 + DAY - 1) && swing.is_over(5 + DAY));
    }
}
