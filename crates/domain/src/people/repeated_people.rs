//! People whom earlier rows of a file may have named: a Bloom filter, so that its size does not depend on the file's.
//!
//! Nearly every row names a new person. Asking the database about those only whom the filter may hold saves a look
//! into an index for each row; a wrong "perhaps" costs one such look.

use std::hash::{BuildHasher, RandomState};

use crate::id::UserId;

/// Bits: 2 MB. With a million people in it, about one of 400 others is taken for one of them.
const BITS: u64 = 1 << 24;
const HASHES: u64 = 4;

/// The people of earlier rows.
pub(super) struct RepeatedPeople(Option<Filter>);

struct Filter {
    words: Vec<u64>,
    hasher: RandomState,
}

impl RepeatedPeople {
    /// There are no earlier rows.
    pub(super) fn nobody() -> Self {
        Self(Some(Filter { words: vec![0; (BITS / 64) as usize], hasher: RandomState::new() }))
    }

    /// There are earlier rows, and the people whom they named are not known.
    pub(super) fn anybody() -> Self {
        Self(None)
    }

    /// Remembers an account.
    pub(super) fn note(&mut self, user: UserId) {
        if let Some(filter) = &mut self.0 {
            for bit in filter.bits(user) {
                if let Some(word) = filter.words.get_mut((bit / 64) as usize) {
                    *word |= 1 << (bit % 64);
                }
            }
        }
    }

    /// Whether an earlier row may have named an account; `false` is certain.
    pub(super) fn may_hold(&self, user: UserId) -> bool {
        let Some(filter) = &self.0 else { return true };
        let is_set = |bit: u64| filter.words.get((bit / 64) as usize).is_some_and(|word| word & (1 << (bit % 64)) != 0);
        filter.bits(user).into_iter().all(is_set)
    }
}

impl Filter {
    fn bits(&self, user: UserId) -> [u64; HASHES as usize] {
        let hash = self.hasher.hash_one(user);
        let (first, step) = (hash & 0xFFFF_FFFF, (hash >> 32) | 1);
        std::array::from_fn(|n| first.wrapping_add(step.wrapping_mul(n as u64)) % BITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noted_people_are_found_and_hardly_anybody_else() {
        let mut seen = RepeatedPeople::nobody();
        let (known, others): (Vec<UserId>, Vec<UserId>) = (0..20_000).map(|_| (UserId::new(), UserId::new())).unzip();
        known.iter().for_each(|id| seen.note(*id));
        assert!(known.iter().all(|id| seen.may_hold(*id)));
        assert!(others.iter().filter(|id| seen.may_hold(**id)).count() < 20);
    }

    #[test]
    fn without_memory_everybody_may_have_been_named() {
        assert!(RepeatedPeople::anybody().may_hold(UserId::new()));
        let mut seen = RepeatedPeople::anybody();
        seen.note(UserId::new());
        assert!(!RepeatedPeople::nobody().may_hold(UserId::new()));
        assert!(seen.may_hold(UserId::new()));
    }
}
