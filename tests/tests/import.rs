//! What was exported comes back: the real dataset, and as many random ones as there is time for.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use usru_core::Dataset;
use usru_export::csv::{read_csv, write_csv};
use usru_export::json::{read_json, read_jsonl, write_json, write_jsonl};
use usru_export::read::{Derived, Faults};

/// A way out and back in.
type RoundTrip = fn(&Dataset) -> Result<Dataset, Faults>;

const WAYS: [(&str, RoundTrip); 3] = [("json", by_json), ("jsonl", by_jsonl), ("csv", by_csv)];

fn by_json(dataset: &Dataset) -> Result<Dataset, Faults> {
    let mut document = Vec::new();
    write_json(dataset, &mut document).unwrap();
    read_json(document.as_slice())
}

fn by_jsonl(dataset: &Dataset) -> Result<Dataset, Faults> {
    let mut lines = Vec::new();
    write_jsonl(dataset, &mut lines).unwrap();
    read_jsonl(lines.as_slice())
}

fn by_csv(dataset: &Dataset) -> Result<Dataset, Faults> {
    read_csv(&write_csv(dataset).unwrap(), Derived::Checked)
}

#[test]
fn the_real_dataset_comes_back_by_every_way() {
    for (name, way) in WAYS {
        let back = way(usru_data::dataset()).unwrap_or_else(|faults| panic!("{name}: {faults}"));
        assert!(&back == usru_data::dataset(), "{name}");
    }
}
