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

/// The next byte of the input, which chooses something; 0 where there is none.
fn choose(data: &mut &[u8]) -> usize {
    match data.split_first() {
        Some((first, rest)) => {
            *data = rest;
            usize::from(*first)
        }
        None => 0,
    }
}
