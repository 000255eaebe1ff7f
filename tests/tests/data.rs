//! The real records: sound, in canonical form, and those that are embedded.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};

use usru_core::collection::Collection;
use usru_core::date::Calendar;
use usru_export::folder::load_folder;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data")
}

#[test]
fn the_records_break_no_rule() {
    let loaded = load_folder(&data()).unwrap();
    let told: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|d| format!("{}:{}:{} {}", d.location.file, d.location.line, d.location.column, d.message))
        .collect();
    assert!(told.is_empty(), "{}\nrun `cargo xtask validate` to see them in place", told.join("\n"));
}

#[test]
fn the_embedded_dataset_is_the_one_in_the_folder() {
    let loaded = load_folder(&data()).unwrap();
    let dataset = loaded.dataset.unwrap();
    assert!(&dataset == usru_data::dataset(), "usru-data is stale: run `cargo xtask codegen`");
}

#[test]
fn every_schema_lies_beside_the_records_and_is_fresh() {
    for (name, text) in usru_core::schema::files() {
        let lying = std::fs::read_to_string(data().join("schema").join(&name)).unwrap_or_default();
        assert!(lying == text, "data/schema/{name} is stale: run `cargo xtask codegen`");
    }
}

#[test]
fn the_hard_cases_say_what_they_should() {
    let dataset = usru_data::dataset();

    let recognition = dataset.events.get("us-recognizes-soviet-union").unwrap();
    assert_eq!(recognition.date.bounds().to_string(), "1933-11-16");
    assert!(recognition.date.variants.iter().any(|v| v.reading.bounds().to_string() == "1933-11-17"));

    let abdication = dataset.events.get("abdication-of-nicholas-ii").unwrap();
    assert_eq!(abdication.date.calendar, Calendar::Julian);
    assert_eq!(abdication.date.bounds().to_string(), "1917-03-15");

    let convention = dataset.agreements.get("convention-of-1824").unwrap();
    let signed = convention.steps.iter().find(|step| step.kind.as_str() == "signed").unwrap();
    assert_eq!(signed.date.as_ref().unwrap().bounds().to_string(), "1824-04-17");
    let first = convention.claims.iter().find(|claim| !claim.variants.is_empty()).unwrap();
    assert!(first.variants.iter().any(|variant| variant.reading.text.as_str().contains("1964")));

    let food = dataset.measures.get("lend-lease-food-value").unwrap();
    let slip = food.quantity.variants.iter().find(|variant| variant.status.as_str() == "rejected").unwrap();
    assert!((food.quantity.value.to_f64() / slip.reading.value.to_f64() - 1000.0).abs() < 1.0);
}

#[test]
fn no_collection_that_the_passages_fill_is_empty() {
    let dataset = usru_data::dataset();
    for &collection in Collection::ALL {
        assert!(dataset.len_of(collection) > 0, "{collection} is empty");
    }
}
