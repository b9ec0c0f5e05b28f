//! libFuzzer drives [`rollcall_fuzz::headings`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rollcall_fuzz::attempt(rollcall_fuzz::headings, data));
