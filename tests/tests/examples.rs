//! The examples that the crates show to newcomers do what they say.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../crates/export/examples/export_a_decade.rs"]
#[expect(dead_code, reason = "the test calls what main calls")]
mod export_a_decade;
#[path = "../../crates/data/examples/find_a_minister.rs"]
#[expect(dead_code, reason = "the test calls what main calls")]
mod find_a_minister;
#[path = "../../crates/export/examples/own_dataset.rs"]
#[expect(dead_code, reason = "the test calls what main calls")]
mod own_dataset;

use usru_core::rules;
use usru_export::export::{Format, files};
use usru_export::json::{read_json, write_json};

#[test]
fn a_minister_is_found_and_a_gap_is_named() {
    let answer = find_a_minister::ministers("1810-07-01").unwrap();
    for line in [
        "1810-07-01: diplomatic relations (certain)",
        "United States to Russian Empire",
        "  John Quincy Adams, minister plenipotentiary, accredited since 5 November 1809",
        "Russian Empire to United States",
        "  Count Fedor Pahlen, envoy extraordinary, accredited since 26 June 1810",
    ] {
        assert!(answer.contains(line), "{line} is not in\n{answer}");
    }
    assert!(!answer.contains("not told"), "{answer}");

    let answer = find_a_minister::ministers("1867-03-30").unwrap();
    for line in ["  possibly Eduard Stoeckl, envoy extraordinary, ", "  not told: no record tells who headed"] {
        assert!(answer.contains(line), "{line} is not in\n{answer}");
    }
    assert!(find_a_minister::ministers("1867").is_err(), "a year is not a day");
}

#[test]
fn a_decade_is_a_dataset_in_which_every_reference_leads_somewhere() {
    let whole = usru_data::dataset();
    let part = export_a_decade::decade(usru_data::index(), "186X").unwrap();
    assert!(part.agreements.get("treaty-of-cession-of-alaska").is_some());
    assert!(part.people.get("william-h-seward").is_some(), "who signs it is a person of the decade");
    assert!(part.events.get("us-recognizes-soviet-union").is_none(), "1933 is not in it");
    let (some, all) = (part.records().count(), whole.records().count());
    assert!((100..all).contains(&some), "{some} of {all}");
    for record in part.records() {
        assert_eq!(Some(record), whole.get(record.collection(), record.id()), "it is copied as it is");
    }
    let unresolved = rules::get("unresolved-reference").expect("there is such a rule").id;
    let leading_nowhere: Vec<_> =
        rules::check(&part).open.into_iter().filter(|finding| finding.rule.id == unresolved).collect();
    assert!(leading_nowhere.is_empty(), "{leading_nowhere:#?}");

    let tables = files(&part, Format::Csv).unwrap();
    let events = tables.iter().find(|file| file.name == "csv/events.csv").expect("there is a table of events");
    let events = std::str::from_utf8(&events.bytes).unwrap();
    assert!(events.contains("alaska-purchase") && !events.contains("us-recognizes-soviet-union"));
}

#[test]
fn a_dataset_of_ones_own_is_sound_and_comes_back_as_it_was_written() {
    let dataset = own_dataset::dataset().unwrap();
    let found = rules::check(&dataset).open;
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(dataset.events.get("audience").unwrap().date.bounds().to_string(), "1810-11-05");
    let mut written = Vec::new();
    write_json(&dataset, &mut written).unwrap();
    assert_eq!(read_json(written.as_slice()).unwrap(), dataset);
}
