//! libFuzzer drives [`rollcall_fuzz::filter`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rollcall_fuzz::attempt(rollcall_fuzz::filter, data));
