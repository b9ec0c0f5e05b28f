//! libFuzzer drives [`rollcall_fuzz::detector`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rollcall_fuzz::attempt(rollcall_fuzz::detector, data));
