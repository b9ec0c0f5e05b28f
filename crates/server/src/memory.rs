//! The program's allocator, how long it keeps what is free, and what is given back to the system when the program rests.

use std::time::Duration;

use libmimalloc_sys::{mi_collect, mi_option_set_default, mi_option_t};
use rollcall_domain::db::Db;

/// Rows are made on one thread and given back on another, which this allocator is good at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Options of mimalloc's own header, which the crate does not name, and what they are set to (docs/adr/0034); the variables of the
/// environment that mimalloc reads go before.
const OPTIONS: [(mi_option_t, i64); 3] = [
    // mi_option_purge_delay: after how many milliseconds free memory goes back to the system. Without it the program holds for
    // a second what it has let go, which is more than what it needs.
    (15, 100),
    // mi_option_arena_purge_mult: how many times longer that is for memory that no thread has.
    (24, 1),
    // mi_option_minimal_purge_size, in KiB: by default that of a large page, so that most of what is free is too small to go back.
    (44, 64),
];

/// How often the program looks how much it does.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The most processor time between two looks of a program that does nothing, in hundredths of a second.
const OF_REST: u64 = 4;

/// The least of one that does much, such as working on a batch.
const OF_MUCH_WORK: u64 = 30;

/// It rests once it has done nothing for so many looks.
const LOOKS_OF_REST: u32 = 5;

/// Sets the allocator up.
#[expect(unsafe_code, reason = "the allocator is a C library, whose options have no other way in")]
pub fn set_up() {
    for (option, value) in OPTIONS {
        // SAFETY: the option is one of the library's own, and its value a number that any thread may read and write at any time.
        unsafe { mi_option_set_default(option, value) };
    }
    allow_large_pages(false);
}

/// Whether memory may come in pages of 2 MiB. They save a tenth of a batch's processor time, and hold twice the memory of small
/// work, each for the little of it that is in use. Not touched where the environment says something about them.
#[expect(unsafe_code, reason = "the system call has no other way in")]
fn allow_large_pages(allowed: bool) {
    if std::env::var_os("MIMALLOC_ALLOW_THP").is_some() {
        return;
    }
    #[cfg(target_os = "linux")]
    // SAFETY: the call takes numbers only. Where the system does not know it, nothing changes.
    unsafe {
        libc::prctl(libc::PR_SET_THP_DISABLE, libc::c_ulong::from(!allowed), 0, 0, 0)
    };
}

/// Starts a thread that gives back what is held for nothing whenever the program begins to rest. Allocators do so beside other
/// work only: without any, what the last work has left would be kept. It ends with the program.
pub fn give_back_at_rest(db: &Db) -> std::io::Result<()> {
    let db = db.clone();
    let look = move || {
        let mut activity = Activity::default();
        loop {
            std::thread::sleep(LOOK_EVERY);
            match activity.look(processor_time()) {
                Some(Turn::ToMuchWork) => allow_large_pages(true),
                Some(Turn::ToRest) => {
                    allow_large_pages(false);
                    if let Err(error) = db.give_memory_back() {
                        tracing::warn!(%error, "the database's memory could not be given back");
                    }
                    give_back();
                }
                None => {}
            }
        }
    };
    std::thread::Builder::new().name("memory".to_owned()).spawn(look).map(drop)
}

#[expect(unsafe_code, reason = "the allocators are C libraries, which have no other way in")]
fn give_back() {
    // SAFETY: both take nothing but a number, may be called by any thread at any time, and free only unused memory.
    unsafe { mi_collect(true) };
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: as above. SQLite and the libraries for PostgreSQL have the system's allocator.
    unsafe {
        libc::malloc_trim(0)
    };
}

/// What the program begins to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    ToMuchWork,
    ToRest,
}

/// How much the program does.
#[derive(Debug, Default)]
struct Activity {
    /// Processor time that it had used at the last look.
    before: u64,
    /// Looks since it last did something; `None` if it rests.
    quiet: Option<u32>,
    /// Whether it does much.
    much: bool,
}

impl Activity {
    /// What it begins to do, by the processor time that it has used so far. Where that cannot be known it begins nothing.
    fn look(&mut self, now: Option<u64>) -> Option<Turn> {
        let now = now?;
        let used = now.saturating_sub(std::mem::replace(&mut self.before, now));
        if used > OF_REST {
            self.quiet = Some(0);
            let begins = used >= OF_MUCH_WORK && !self.much;
            self.much |= begins;
            return begins.then_some(Turn::ToMuchWork);
        }
        let quiet = self.quiet? + 1;
        self.quiet = (quiet < LOOKS_OF_REST).then_some(quiet);
        if self.quiet.is_some() {
            return None;
        }
        self.much = false;
        Some(Turn::ToRest)
    }
}

/// Processor time that the program has used so far, in hundredths of a second; `None` if the system does not say.
fn processor_time() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold blanks: user time is the 12th field, system time the 13th.
    let mut fields = stat.rsplit(") ").next()?.split(' ').skip(11);
    let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(used: &[u64]) -> Vec<Option<Turn>> {
        let (mut activity, mut now) = (Activity::default(), 0);
        let look = |used: &u64| {
            now += used;
            activity.look(Some(now))
        };
        used.iter().map(look).collect()
    }

    #[test]
    fn a_program_rests_once_it_has_done_nothing_for_a_while() {
        let mut used = vec![20, 0, 0, 9];
        used.extend([0; 20]);
        let turns = turns(&used);
        assert_eq!(turns.iter().filter(|turn| turn.is_some()).count(), 1);
        assert_eq!(turns[8], Some(Turn::ToRest));
    }

    #[test]
    fn much_work_is_noticed_when_it_begins() {
        let turns = turns(&[80, 90, 10, 90, 0, 0, 0, 0, 0, 90]);
        let expected = [0, 8, 9].map(|at| turns[at]);
        assert_eq!(expected, [Some(Turn::ToMuchWork), Some(Turn::ToRest), Some(Turn::ToMuchWork)]);
        assert_eq!(turns.iter().flatten().count(), 3);
        assert_eq!(Activity::default().look(None), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_says_how_much_processor_time_was_used() {
        assert!(processor_time().is_some());
    }
}
