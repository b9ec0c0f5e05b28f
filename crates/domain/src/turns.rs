//! A limit for concurrent work that takes a lot of memory or a whole core.

use std::sync::{Condvar, Mutex, PoisonError};

/// So many turns. Waiting for one blocks: only threads that may wait ask for it.
#[derive(Debug)]
pub struct Turns {
    free: Mutex<usize>,
    released: Condvar,
}

impl Turns {
    /// So many at once, at least one.
    pub const fn new(at_once: usize) -> Self {
        Self { free: Mutex::new(if at_once == 0 { 1 } else { at_once }), released: Condvar::new() }
    }

    /// Waits for a turn, which lasts until what is returned is dropped.
    pub fn take(&self) -> Turn<'_> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self.released.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Turn(self)
    }
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn<'t>(&'t Turns);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.released.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn no_more_than_so_many_work_at_once() {
        let (turns, at_once, most) = (Turns::new(2), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _turn = turns.take();
                    most.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    at_once.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)));
    }
}
