//! The program's allocator, and how long it keeps what is free.

use libmimalloc_sys::{mi_option_set_default, mi_option_t};

/// Rows are made on one thread and given back on another, which this allocator is good at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// After how many milliseconds free memory goes back to the system. Without it the program holds for a second what it has let go,
/// which is more than what it needs (docs/adr/0034).
const KEEPS: i64 = 100;

/// `mi_option_purge_delay` of mimalloc's own header, which the crate does not name.
const PURGE_DELAY: mi_option_t = 15;

/// Sets the allocator up; `MIMALLOC_PURGE_DELAY` of the environment goes before.
#[expect(unsafe_code, reason = "the allocator is a C library, whose options have no other way in")]
pub fn set_up() {
    // SAFETY: the option is one of the library's own, and its value a number that any thread may read and write at any time.
    unsafe { mi_option_set_default(PURGE_DELAY, KEEPS) };
}
