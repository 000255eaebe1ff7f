//! The JSON export read back: what is accepted is written and read as the same dataset, and whatever it holds, an
//! export either is made or says why not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usru_core::Dataset;
use usru_export::export::{Format, files};

fuzz_target!(|text: &str| {
    let Ok(dataset) = serde_json::from_str::<Dataset>(text) else { return };
    let written = serde_json::to_string(&dataset).expect("what was read can be written");
    let again: Dataset = serde_json::from_str(&written).expect("what was written can be read");
    assert!(again == dataset, "{text} is read back as another dataset");
    for &format in Format::ALL {
        // A refusal is an answer; this dataset has passed no rule.
        let _ = files(&dataset, format);
    }
});
