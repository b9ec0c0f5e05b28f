//! What the system survives: faults tried again and again at random points, and what must hold after each.
//!
//! Each fault is a test that makes a few trials; `cargo xtask faults --trials 200` makes more, and writes down what
//! came of them (docs/reliability.md). A [`world::World`] knows the invariants, [`rig`] counts.

mod clocks;
mod database;
mod disk_full;
mod failing;
mod keys;
mod killed;
mod mails;
mod nodes;
mod rig;
mod slow_bodies;
mod slow_work;
mod workers;
pub mod world;
