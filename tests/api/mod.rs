//! Single calls: who may, what they do, and what they refuse.

mod signing_in;
