//! The export of small datasets: what stands in which cell, and what is refused.

use std::io;

use serde_json::{Value, json};

use super::*;

fn dataset(events: &Value) -> Dataset {
    let citation = json!([{ "source": "a-book", "section": "Part 1, \"Beginnings\"" }]);
    let mut dataset = json!({
        "about": {
            "name": "example", "title": "An example", "description": "Nothing much.", "version": "1.0.0",
            "released": { "edtf": "2026-01-31" }, "language": "en", "licence": "CC-BY-4.0",
            "licence_url": "https://creativecommons.org/licenses/by/4.0/", "publisher": "A press",
            "contributors": [
                { "name": "A", "role": "curator" }, { "name": "B", "role": "editor" }, { "name": "A", "role": "editor" },
            ],
        },
        "sources": [{
            "id": "a-book", "kind": "monograph", "label": "A book", "title": "A book", "authors": ["C", "D"],
            "sections": [{ "heading": "Part 1, \"Beginnings\"" }], "summary": "A book.",
        }],
        "places": [{
            "id": "a-town", "kind": "settlement", "label": "A town", "summary": "A town.", "citations": citation,
            "coordinates": { "latitude": -12.5, "longitude": 30.0 },
        }],
        "people": [{
            "id": "a-person", "label": "A. Person", "birth": { "place": "a-town" }, "summary": "A person.",
            "citations": citation,
        }],
        "events": events,
    });
    for collection in usru_core::collection::Collection::ALL {
        if dataset.get(collection.name()).is_none() {
            dataset[collection.name()] = json!([]);
        }
    }
    serde_json::from_value(dataset).unwrap()
}

fn event(id: &str, more: &Value) -> Value {
    let mut event = json!({
        "id": id, "kind": "visit", "label": "A visit", "date": { "edtf": "1809-11-05" }, "summary": "Somebody came.",
        "citations": [{ "source": "a-book", "section": "Part 1, \"Beginnings\"" }],
    });
    for (key, value) in more.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

fn file(files: &[CsvFile], name: &str) -> String {
    let file = files.iter().find(|file| file.name == name).unwrap();
    String::from_utf8(file.bytes.clone()).unwrap()
}

/// The cells of some columns, row by row.
fn cells(files: &[CsvFile], table: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let text = file(files, &format!("{table}.csv"));
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let places: Vec<_> = columns.iter().map(|name| header.iter().position(|column| column == *name).unwrap()).collect();
    let records = reader.records().map(Result::unwrap);
    records.map(|record| places.iter().map(|&place| record[place].to_owned()).collect()).collect()
}

#[test]
fn an_object_is_flattened_and_a_default_is_written_out() {
    let date = json!({ "date": {
        "edtf": "1917-03-02", "calendar": "julian", "dual": { "edtf": "1917-03-15", "calendar": "gregorian" },
    } });
    let files = write_csv(&dataset(&json!([event("a", &json!({})), event("b", &date)]))).unwrap();
    let columns =
        ["id", "date_edtf", "date_calendar", "date_dual_edtf", "date_dual_calendar", "date_earliest", "date_latest"];
    assert_eq!(
        cells(&files, "events", &columns),
        [
            ["a", "1809-11-05", "gregorian", "", "", "1809-11-05", "1809-11-05"],
            ["b", "1917-03-02", "julian", "1917-03-15", "gregorian", "1917-03-15", "1917-03-15"],
        ]
    );
    // A date that is not there has no calendar either.
    assert_eq!(
        cells(&files, "people", &["birth_date_edtf", "birth_date_calendar", "birth_place", "birth_place_label"]),
        [["", "", "a-town", "A town"]]
    );
}

#[test]
fn days_that_are_open_or_out_of_reach_are_empty() {
    let dates = [("a", "1741/.."), ("b", "0000"), ("c", "Y17E7"), ("d", "185X")];
    let events = dates.map(|(id, edtf)| event(id, &json!({ "date": { "edtf": edtf } })));
    let files = write_csv(&dataset(&json!(events))).unwrap();
    assert_eq!(
        cells(&files, "events", &["date_earliest", "date_latest"]),
        [["1741-01-01", ""], ["", ""], ["", ""], ["1850-01-01", "1859-12-31"]]
    );
}

#[test]
fn a_row_of_a_shared_table_says_where_it_stands() {
    let citation = json!({ "source": "a-book", "section": "Part 1, \"Beginnings\"" });
    let more = json!({
        "date": {
            "edtf": "1809-11-05",
            "variants": [{
                "reading": { "edtf": "1809-11" }, "citations": [citation], "status": "imprecise", "reason": "The month.",
            }],
        },
        "places": [{ "place": "a-town", "citations": [citation] }],
    });
    let files = write_csv(&dataset(&json!([event("a", &more)]))).unwrap();
    let columns = ["collection", "record", "record_label", "path", "parent", "reading_edtf", "reading_calendar"];
    assert_eq!(
        cells(&files, "date_variants", &columns),
        [["events", "a", "A visit", "/date/variants/0", "", "1809-11", "gregorian"]]
    );
    let citations = cells(&files, "citations", &["collection", "path", "parent", "source_label", "section"]);
    let of_event: Vec<_> = citations.into_iter().filter(|row| row[0] == "events").collect();
    let (label, section) = ("A book", "Part 1, \"Beginnings\"");
    assert_eq!(
        of_event,
        [
            ["events", "/date/variants/0/citations/0", "/date/variants/0", label, section],
            ["events", "/places/0/citations/0", "/places/0", label, section],
            ["events", "/citations/0", "", label, section],
        ]
    );
}

#[test]
fn items_stand_in_the_order_of_the_list() {
    let names: Vec<_> = (0..12).map(|n| json!({ "text": format!("N{n}"), "lang": "en", "kind": "alias" })).collect();
    let files = write_csv(&dataset(&json!([event("a", &json!({ "names": names }))]))).unwrap();
    let texts: Vec<_> = cells(&files, "names", &["path", "text"]).into_iter().map(|row| row.join(" ")).collect();
    assert_eq!(texts.len(), 12);
    assert_eq!(texts[10], "/names/10 N10");
    assert_eq!(cells(&files, "source_authors", &["path", "value"]), [["/authors/0", "C"], ["/authors/1", "D"]]);
}

#[test]
fn every_record_and_the_title_page_are_in_the_table_of_all() {
    let files = write_csv(&dataset(&json!([event("a", &json!({}))]))).unwrap();
    assert_eq!(
        file(&files, "records.csv"),
        "collection,id,reference,label\n\
         about,example,about/example,An example\n\
         sources,a-book,sources/a-book,A book\n\
         places,a-town,places/a-town,A town\n\
         people,a-person,people/a-person,A. Person\n\
         events,a,events/a,A visit\n"
    );
    assert_eq!(cells(&files, "about", &["name", "released_earliest"]), [["example", "2026-01-31"]]);
    assert_eq!(cells(&files, "contributors", &["collection", "record", "name"])[1], ["about", "example", "B"]);
    assert_eq!(file(&files, "polities.csv").lines().count(), 1);
}

#[test]
fn cells_with_commas_and_quotes_are_quoted() {
    let files = write_csv(&dataset(&json!([]))).unwrap();
    assert!(file(&files, "sections.csv").contains(",\"Part 1, \"\"Beginnings\"\"\","));
    assert!(files.iter().all(|file| !file.bytes.contains(&b'\r') && file.bytes.ends_with(b"\n")));
}

#[test]
fn what_a_spreadsheet_would_run_is_refused() {
    let refused = |more: Value| write_csv(&dataset(&json!([event("a", &more)]))).unwrap_err().to_string();
    insta::assert_snapshot!(refused(json!({ "label": "=1+1" })), @"cannot be exported: events/a has at /label “=1+1”, which a spreadsheet would run as a formula because it begins with '='");
    insta::assert_snapshot!(refused(json!({ "names": [{ "text": "@home", "lang": "en", "kind": "alias" }] })), @"cannot be exported: events/a has at /names/0/text “@home”, which a spreadsheet would run as a formula because it begins with '@'");
    insta::assert_snapshot!(refused(json!({ "date": { "edtf": "-0005" } })), @"cannot be exported: events/a has at /date/edtf “-0005”, which a spreadsheet would run as a formula because it begins with '-'");
    for text in ["-5", "+x", "@x"] {
        assert!(matches!(
            write_csv(&dataset(&json!([event("a", &json!({ "summary": text }))]))),
            Err(ExportError::Unsupported(_))
        ));
    }
}

#[test]
fn a_date_before_the_year_zero_is_carried_as_a_set_of_one() {
    let dataset = dataset(&json!([event("a", &json!({ "date": { "edtf": "[-0005]" } }))]));
    let files = write_csv(&dataset).unwrap();
    // The dates of Data Packages begin with the year 1.
    let columns = ["date_edtf", "date_earliest", "date_latest"];
    assert_eq!(cells(&files, "events", &columns), [["[-0005]", "", ""]]);
    assert_eq!(super::read_csv(&files, crate::read::Derived::Checked).unwrap(), dataset);
}

#[test]
fn numbers_are_written_as_they_are() {
    let files = write_csv(&dataset(&json!([]))).unwrap();
    assert_eq!(cells(&files, "places", &["coordinates_latitude", "coordinates_longitude"]), [["-12.5", "30.0"]]);
}

#[test]
fn the_descriptor_describes_the_files() {
    let files = write_csv(&dataset(&json!([event("a", &json!({}))]))).unwrap();
    let descriptor: Value = serde_json::from_str(&file(&files, DESCRIPTOR)).unwrap();
    assert_eq!(descriptor["created"], "2026-01-31T00:00:00Z");
    assert_eq!(
        descriptor["contributors"],
        json!([
            { "title": "A", "role": "curator", "roles": ["curator", "editor"] },
            { "title": "B", "role": "editor", "roles": ["editor"] },
            { "title": "A press", "role": "publisher", "roles": ["publisher"] },
        ])
    );
    let resources = descriptor["resources"].as_array().unwrap();
    assert_eq!(resources.len() + 1, files.len());
    for (resource, file) in resources.iter().zip(&files) {
        assert_eq!(resource["path"], file.name);
        assert_eq!(resource["bytes"], file.bytes.len());
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(String::from_utf8_lossy(&file.bytes).lines().next().unwrap(), names.join(","));
    }
    let events = resources.iter().find(|resource| resource["name"] == "events").unwrap();
    let fields = events["schema"]["fields"].as_array().unwrap();
    let field = |name: &str| serde_json::to_string_pretty(fields.iter().find(|field| field["name"] == name).unwrap());
    insta::assert_snapshot!(field("date_earliest").unwrap(), @r#"
    {
      "name": "date_earliest",
      "type": "date",
      "description": "Derived: the first day that date_edtf can mean, in the Gregorian calendar; empty if that is open, or not in the years 1 to 9999.",
      "usru:derived": true
    }
    "#);
    insta::assert_snapshot!(field("doubt_status").unwrap(), @r#"
    {
      "name": "doubt_status",
      "type": "string",
      "description": "Set when a source asserts that this existed or happened and scholarship denies or doubts it. How doubtful it is.",
      "constraints": {
        "enum": [
          "disputed",
          "rejected"
        ]
      },
      "categories": [
        {
          "value": "disputed",
          "label": "Serious sources differ on whether it existed or happened."
        },
        {
          "value": "rejected",
          "label": "It did not exist or happen; the record is kept because a source asserts it."
        }
      ],
      "usru:pointer": "/doubt/status"
    }
    "#);
}

#[test]
fn a_licence_that_is_an_expression_is_a_title() {
    let mut dataset = dataset(&json!([]));
    dataset.about.licence = "MIT OR Apache-2.0".parse().unwrap();
    let descriptor: Value = serde_json::from_str(&file(&write_csv(&dataset).unwrap(), DESCRIPTOR)).unwrap();
    assert_eq!(
        descriptor["licenses"],
        json!([{ "path": "https://creativecommons.org/licenses/by/4.0/", "title": "MIT OR Apache-2.0" }])
    );
}

#[test]
fn the_same_dataset_gives_the_same_bytes_and_a_failure_to_open_is_told() {
    let dataset = dataset(&json!([event("a", &json!({}))]));
    assert_eq!(write_csv(&dataset).unwrap(), write_csv(&dataset).unwrap());
    let failed = write_csv_to::<Vec<u8>>(&dataset, |name| match name {
        "events.csv" => Err(io::Error::other("no room")),
        _ => Ok(Vec::new()),
    });
    assert_eq!(failed.unwrap_err().to_string(), "cannot write: no room");
}
