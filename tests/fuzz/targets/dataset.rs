//! The JSON exports read back: what is accepted is written and read as the same dataset, and whatever it holds, an export
//! either is made or says why not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usru_core::Dataset;
use usru_export::export::{Format, files};
use usru_export::json::{read_json, read_jsonl, write_json, write_jsonl};
use usru_export::read::Faults;

fuzz_target!(|text: &str| {
    let refused = |faults: Faults| usru_fuzz::can_be_shown(&faults.diagnostics, &[], &faults.texts);
    // No document is both.
    let Ok(dataset) = read_jsonl(text.as_bytes()).or_else(|_| read_json(text.as_bytes())) else {
        let _ = read_jsonl(text.as_bytes()).map_err(refused);
        let _ = read_json(text.as_bytes()).map_err(refused);
        return;
    };
    assert!(document_of(&dataset) == dataset, "{text} is read back as another dataset");
    assert!(lines_of(&dataset) == dataset, "{text} is read back as another dataset from the lines");
    for &format in Format::ALL {
        // A refusal is an answer; this dataset has passed no rule.
        let _ = files(&dataset, format);
    }
});

fn document_of(dataset: &Dataset) -> Dataset {
    let mut written = Vec::new();
    write_json(dataset, &mut written).expect("what was read can be written");
    read_json(written.as_slice()).expect("what was written can be read")
}

fn lines_of(dataset: &Dataset) -> Dataset {
    let mut written = Vec::new();
    write_jsonl(dataset, &mut written).expect("what was read can be written");
    read_jsonl(written.as_slice()).expect("what was written can be read")
}
