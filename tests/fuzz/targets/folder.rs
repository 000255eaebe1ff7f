//! A whole folder: every rule and every form of the findings. Each finding lies in its file, two readings tell the same,
//! and what has no faults can be exported in every format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usru_core::load::load;
use usru_export::export::{Format, files};

fuzz_target!(|input: &[u8]| {
    let folder = usru_fuzz::files(input);
    let loaded = load(folder.clone());
    usru_fuzz::can_be_shown(&loaded.diagnostics, &loaded.allowed, &loaded.texts);
    let reversed = load(folder.into_iter().rev().collect());
    assert_eq!(reversed.diagnostics, loaded.diagnostics, "the order of the files is told");
    if let (true, Some(dataset)) = (loaded.is_valid(), &loaded.dataset) {
        for &format in Format::ALL {
            files(dataset, format).expect("what has no faults can be exported");
        }
    }
});
