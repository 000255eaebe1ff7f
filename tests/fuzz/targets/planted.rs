//! A fault that chance does not find: four bytes in a row, each only asked for after the one before. It is the proof that
//! the targets are compiled with coverage feedback, without which fuzzing finds nothing and says so in no way.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let [b'u', rest @ ..] = input
        && let [b's', rest @ ..] = rest
        && let [b'r', rest @ ..] = rest
        && let [b'u', ..] = rest
    {
        panic!("the planted fault");
    }
});
