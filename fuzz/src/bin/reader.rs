//! libFuzzer drives [`rollcall_fuzz::reader`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rollcall_fuzz::attempt(rollcall_fuzz::reader, data));
