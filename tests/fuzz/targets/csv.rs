//! The CSV export read back: what is accepted is written, or refused as a formula; and what is written is read back as the
//! same dataset, with every derived cell in its place. An input that does not begin with a table is held against what
//! derives from it, too, which takes three times as long.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usru_export::csv::{read_csv, write_csv};
use usru_export::error::ExportError;
use usru_export::read::Derived;

fuzz_target!(|input: &[u8]| {
    let tables = usru_fuzz::tables(input);
    let dataset = match read_csv(&tables, Derived::Ignored) {
        Ok(dataset) => dataset,
        Err(faults) => return usru_fuzz::can_be_shown(&faults.diagnostics, &[], &faults.texts),
    };
    if !input.starts_with(usru_fuzz::FILE_MARK.as_bytes()) {
        match read_csv(&tables, Derived::Checked) {
            Ok(checked) => assert!(checked == dataset, "derived cells make another dataset"),
            Err(faults) => usru_fuzz::can_be_shown(&faults.diagnostics, &[], &faults.texts),
        }
    }
    let written = match write_csv(&dataset) {
        Ok(written) => written,
        Err(ExportError::Unsupported(_)) => return,
        Err(error) => panic!("what was read cannot be written: {error}"),
    };
    let again = read_csv(&written, Derived::Checked).expect("what was written can be read");
    assert!(again == dataset, "it is read back as another dataset");
});
