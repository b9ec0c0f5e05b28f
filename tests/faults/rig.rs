//! Trials of a fault: how many, from which seed, and what came of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rollcall_testkit::Engine;
use serde_json::json;

/// After so many violations a fault is not tried any further.
const ENOUGH: usize = 3;

/// How many trials of a fault there will be.
pub fn wanted(few: usize) -> usize {
    std::env::var("ROLLCALL_FAULT_TRIALS").ok().and_then(|text| text.parse().ok()).unwrap_or(few)
}

/// Tries a fault as often as `ROLLCALL_FAULT_TRIALS` says, or `few` times, each with random numbers of its own. A
/// trial that panics has found a violation. `ROLLCALL_SEED` repeats a run.
pub fn trials(fault: &str, engine: Engine, few: usize, mut trial: impl FnMut(&mut StdRng, usize)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("ROLLCALL_SEED").unwrap_or_else(|| rand::rng().random_range(0..1_000_000));
    let wanted = wanted(few);
    println!("{fault} on {engine:?}: {wanted} trials, ROLLCALL_SEED={seed}");
    let began = Instant::now();
    let (mut tried, mut violations) = (0, 0);
    for at in 0..wanted {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(at as u64));
        tried += 1;
        if catch_unwind(AssertUnwindSafe(|| trial(&mut random, at))).is_err() {
            violations += 1;
            println!("{fault} on {engine:?}: a violation in trial {at}, ROLLCALL_SEED={seed}");
        }
        if violations >= ENOUGH {
            break;
        }
    }
    if let Some(folder) = std::env::var_os("ROLLCALL_FAULT_RESULTS") {
        let result = json!({
            "fault": fault,
            "engine": if engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" },
            "trials": tried,
            "violations": violations,
            "seconds": began.elapsed().as_secs_f64(),
            "seed": seed,
        });
        let name = format!("{fault} on {engine:?}.json").replace('/', "-");
        std::fs::write(std::path::Path::new(&folder).join(name), result.to_string()).expect("the result is written");
    }
    assert_eq!(violations, 0, "{fault} on {engine:?}");
}

/// Makes a test on SQLite and one on PostgreSQL of a function that takes the engine, in a module of its name.
macro_rules! on_each_engine {
    ($($name:ident)*) => {$(
        mod $name {
            #[test]
            fn on_sqlite() {
                super::$name(rollcall_testkit::Engine::Sqlite);
            }

            #[test]
            fn on_postgres() {
                super::$name(rollcall_testkit::Engine::Postgres);
            }
        }
    )*};
}

pub(crate) use on_each_engine;
