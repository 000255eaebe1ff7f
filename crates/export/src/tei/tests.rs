//! The document as a whole, on a dataset that has every kind of record and every tricky field.

use std::collections::BTreeSet;

use usru_core::Dataset;

use super::write_tei;

fn dataset() -> Dataset {
    serde_json::from_str(include_str!("sample.json")).unwrap()
}

fn document(dataset: &Dataset) -> String {
    let mut out = Vec::new();
    write_tei(dataset, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Everything between the header, which is the same for all datasets but for the title page, and the end.
fn after_header(document: &str) -> &str {
    document.split_once("</teiHeader>").unwrap().1
}

/// The values of the attributes of that name.
fn values<'a>(document: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    document.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_kind_of_record_is_written() {
    insta::assert_snapshot!(after_header(&document(&dataset())));
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    assert_eq!(document(&dataset()), document(&dataset()));
}

#[test]
fn identifiers_are_unique_and_pointers_resolve() {
    let document = document(&dataset());
    let list = values(&document, "xml:id");
    let ids: BTreeSet<_> = list.iter().copied().collect();
    assert_eq!(list.len(), ids.len(), "an xml:id stands twice");
    let pointing = [
        "ref",
        "target",
        "active",
        "passive",
        "where",
        "source",
        "ana",
        "corresp",
        "datingMethod",
        "calendar",
        "decls",
    ];
    for attribute in pointing {
        for value in values(&document, attribute) {
            for pointer in value.split(' ').filter_map(|pointer| pointer.strip_prefix('#')) {
                assert!(ids.contains(pointer), "{attribute} points at {pointer}, which is nowhere");
            }
        }
    }
}

#[test]
fn no_reading_is_written_as_a_fact() {
    for variant in document(&dataset()).split("<note ").filter(|note| note.contains(" type=\"variant\" ")) {
        let variant = variant.split("type=\"reason\"").next().unwrap();
        for asserting in ["<event ", "<relation ", "<birth", "<death", "<location"] {
            assert!(!variant.contains(asserting), "{variant}");
        }
    }
}

#[test]
fn a_dataset_without_records_has_no_empty_list() {
    let mut empty = Dataset::empty(dataset().about);
    empty.about.sides.clear();
    let empty = document(&empty);
    assert!(!empty.contains("<standOff"));
    assert!(!empty.contains("<list"));
    assert!(empty.contains("<p>The dataset holds nothing that is dated.</p>"));
}
