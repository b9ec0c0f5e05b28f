//! What reads untrusted input, and what must hold of it whatever the input is: one function each, which panics where it
//! does not hold.
//!
//! `cargo xtask fuzz` has libFuzzer search for such input; what it finds is kept under `cases/` and tried with every
//! `cargo test`, as are the inputs under `seeds/`, from which it begins.

mod detector;
mod filter;
mod headings;
mod reader;
mod workbook;

pub use detector::detector;
pub use filter::filter;
pub use headings::headings;
pub use reader::reader;
pub use workbook::workbook;

/// What must hold of an input; panics where it does not.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: [(&str, Target); 5] =
    [("reader", reader), ("detector", detector), ("headings", headings), ("filter", filter), ("workbook", workbook)];

#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Tries an input. Besides what the target says, it may take no more memory than 128 MB and 200 bytes for each of its own:
/// what comes from strangers must not decide how much memory there is for everybody else.
pub fn attempt(target: Target, input: &[u8]) {
    const MOST: usize = 128 * 1024 * 1024;
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    target(input);
    let took = MEMORY.peak_usage().saturating_sub(before);
    assert!(took <= MOST + 200 * input.len(), "an input of {} bytes takes {took} bytes of memory", input.len());
}

/// The next byte of the input, which chooses something; 0 if there is none.
fn choose(data: &mut &[u8]) -> usize {
    match data.split_first() {
        Some((first, rest)) => {
            *data = rest;
            usize::from(*first)
        }
        None => 0,
    }
}
