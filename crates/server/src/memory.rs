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

/// How often the program looks whether it rests.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// It rests if it has used less processor time than this since it last looked, in hundredths of a second: 4 % of a core.
const AT_MOST: u64 = 20;

/// Sets the allocator up.
#[expect(unsafe_code, reason = "the allocator is a C library, whose options have no other way in")]
pub fn set_up() {
    for (option, value) in OPTIONS {
        // SAFETY: the option is one of the library's own, and its value a number that any thread may read and write at any time.
        unsafe { mi_option_set_default(option, value) };
    }
}

/// Starts a thread that gives back what is held for nothing whenever the program begins to rest. Allocators do so beside other
/// work only: without any, what the last work has left would be kept. It ends with the program.
pub fn give_back_at_rest(db: &Db) -> std::io::Result<()> {
    let db = db.clone();
    let look = move || {
        let mut activity = Activity::default();
        loop {
            std::thread::sleep(LOOK_EVERY);
            if !activity.begins_to_rest(processor_time()) {
                continue;
            }
            if let Err(error) = db.give_memory_back() {
                tracing::warn!(%error, "the database's memory could not be given back");
            }
            give_back();
        }
    };
    std::thread::Builder::new().name("memory".to_owned()).spawn(look).map(drop)
}

#[expect(unsafe_code, reason = "the allocators are C libraries, which have no other way in")]
fn give_back() {
    // SAFETY: both take nothing but a number, may be called by any thread at any time, and free only what nobody uses.
    unsafe { mi_collect(true) };
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: as above. SQLite and the libraries for PostgreSQL have the system's allocator.
    unsafe {
        libc::malloc_trim(0)
    };
}

/// Whether the program does something.
#[derive(Debug, Default)]
struct Activity {
    /// Processor time that it had used when it last looked.
    before: u64,
    /// Whether it has worked since it last rested.
    has_worked: bool,
}

impl Activity {
    /// Whether it rests now, and did not before.
    fn begins_to_rest(&mut self, now: Option<u64>) -> bool {
        // Where that cannot be known nothing is given back.
        let Some(now) = now else { return false };
        let used = now.saturating_sub(std::mem::replace(&mut self.before, now));
        if used > AT_MOST {
            self.has_worked = true;
            return false;
        }
        std::mem::take(&mut self.has_worked)
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

    #[test]
    fn memory_is_given_back_once_when_work_has_ended() {
        let mut activity = Activity::default();
        let looks = [300, 310, 320, 900, 1_500, 1_510, 1_515].map(|now| activity.begins_to_rest(Some(now)));
        assert_eq!(looks, [false, true, false, false, false, true, false]);
        assert!(!activity.begins_to_rest(None));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_says_how_much_processor_time_was_used() {
        assert!(processor_time().is_some());
    }
}
