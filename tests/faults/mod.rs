//! What the system survives: the real program, killed.

mod killed;
mod told_to_stop;
pub mod world;
