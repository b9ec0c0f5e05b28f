//! Lists of accounts: who is in one ([`list`]), its pages ([`page`]), its order and places in it ([`sort`]), all of it in steps
//! ([`walk`]), and what to say to questions that take too long ([`broad`]).

pub mod broad;
pub mod list;
pub mod page;
pub mod sort;
pub mod walk;
