//! The TEI export read back: what is accepted is written, and what is written is read back as the same dataset, with
//! everything that repeats or derives in its place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usru_export::read::Derived;
use usru_export::tei::{read_tei, write_tei};

fuzz_target!(|input: &[u8]| {
    let document = usru_fuzz::document(input);
    let dataset = match read_tei(&*document, Derived::Ignored) {
        Ok(dataset) => dataset,
        Err(faults) => return usru_fuzz::can_be_shown(&faults.diagnostics, &[], &faults.texts),
    };
    match read_tei(&*document, Derived::Checked) {
        Ok(checked) => assert!(checked == dataset, "what is derived makes another dataset"),
        Err(faults) => usru_fuzz::can_be_shown(&faults.diagnostics, &[], &faults.texts),
    }
    let mut written = Vec::new();
    write_tei(&dataset, &mut written).expect("what was read can be written");
    let again = read_tei(written.as_slice(), Derived::Checked).expect("what was written can be read");
    assert!(again == dataset, "it is read back as another dataset");
});
