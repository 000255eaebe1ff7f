//! The dataset comes back from its TEI, to the byte.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use usru_core::Dataset;
use usru_core::json::write_about;
use usru_export::read::Derived;
use usru_export::tei::{read_tei, write_tei};

fn tei(dataset: &Dataset) -> Vec<u8> {
    let mut out = Vec::new();
    write_tei(dataset, &mut out).unwrap();
    out
}

#[test]
fn the_dataset_comes_back_to_the_byte() {
    let dataset = usru_data::dataset();
    let back = read_tei(tei(dataset).as_slice(), Derived::Checked).unwrap_or_else(|f| panic!("{f}"));
    assert_eq!(write_about(&back.about).unwrap(), write_about(&dataset.about).unwrap());
    let json = |dataset: &Dataset| serde_json::to_string_pretty(dataset).unwrap();
    assert!(json(&back) == json(dataset), "the records came back otherwise");
}
