//! Whether work that takes long is still asked for: it looks now and then, and breaks off.

use crate::{Error, Result};

/// Asked between two pieces of a work that takes long.
pub trait Interrupt: Sync {
    /// Whether to break off.
    fn is_over(&self) -> bool;

    /// Breaks off where the work is over.
    fn check(&self) -> Result<()> {
        if self.is_over() { Err(Error::Interrupted) } else { Ok(()) }
    }
}

/// For work that a request waits for: it is short, and goes on to its end.
#[derive(Debug, Clone, Copy)]
pub struct Never;

impl Interrupt for Never {
    fn is_over(&self) -> bool {
        false
    }
}
