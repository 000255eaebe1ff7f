//! Writing and reading back a small dataset, and what is told of files with faults.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::*;
use crate::read::Faults;

fn dataset() -> Dataset {
    let citations = json!([{ "source": "a-book", "section": "lead" }]);
    let mut dataset = json!({
        "about": {
            "name": "example", "title": "An example", "description": "Nothing much.", "version": "1.0.0",
            "released": { "edtf": "2026-01-31" }, "language": "en", "licence": "CC0-1.0",
            "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/", "publisher": "A press",
        },
        "sources": [{
            "id": "a-book", "kind": "monograph", "label": "A book", "title": "A book",
            "sections": [{ "heading": "lead" }], "summary": "A book.",
        }],
        "events": [
            { "id": "a", "kind": "visit", "label": "A", "date": { "edtf": "1809" }, "summary": "A.", "citations": citations },
            { "id": "b", "kind": "visit", "label": "B", "date": { "edtf": "1810" }, "summary": "B.", "citations": citations },
        ],
    });
    for collection in usru_core::collection::Collection::ALL {
        if dataset.get(collection.name()).is_none() {
            dataset[collection.name()] = json!([]);
        }
    }
    serde_json::from_value(dataset).unwrap()
}

fn json_text() -> String {
    let mut out = Vec::new();
    write_json(&dataset(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn jsonl_text() -> String {
    let mut out = Vec::new();
    write_jsonl(&dataset(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn told(read: Result<Dataset, Faults>) -> String {
    let mut text = String::new();
    for d in read.unwrap_err().diagnostics {
        let at = |l: &usru_core::diagnostic::Location| format!("{}:{}:{}", l.file, l.line, l.column);
        writeln!(text, "{} [{}] {}\n  do: {}", at(&d.location), d.rule, d.message, d.help).unwrap();
        for related in &d.related {
            writeln!(text, "  see: {} {}", at(&related.location), related.message).unwrap();
        }
    }
    text
}

#[test]
fn what_is_written_is_read_back() {
    assert_eq!(read_json(json_text().as_bytes()).unwrap(), dataset());
    assert_eq!(read_jsonl(jsonl_text().as_bytes()).unwrap(), dataset());
}

#[test]
fn what_loses_nothing_is_accepted() {
    // Another order, other white space, a byte-order mark, no pointer at the schema.
    let mut json: Value = serde_json::from_str(&json_text()).unwrap();
    json.as_object_mut().unwrap().shift_remove("$schema");
    json["events"].as_array_mut().unwrap().reverse();
    let mut keys: Vec<_> = json.as_object().unwrap().clone().into_iter().collect();
    keys.reverse();
    let json = Value::Object(keys.into_iter().collect());
    assert_eq!(read_json(format!("\u{FEFF}{json}").as_bytes()).unwrap(), dataset());

    let mut lines: Vec<_> = jsonl_text().lines().map(str::to_owned).collect();
    lines.reverse();
    assert_eq!(read_jsonl(format!("{}\r\n\n \n", lines.join("\r\n")).as_bytes()).unwrap(), dataset());
    let respelled = jsonl_text().replace("\"collection\":\"events\",", "\"collection\" : \"\\u0065vents\" , ");
    assert_eq!(read_jsonl(respelled.as_bytes()).unwrap(), dataset());
}

#[test]
fn every_fault_of_a_document_is_told_at_its_place() {
    let text =
        json_text().replacen("\"1809\"", "\"11/5/1809\"", 1).replacen("\"kind\": \"visit\"", "\"kind\": \"vist\"", 1);
    let text = text.replacen("\"vessels\": []", "\"vesels\": []", 1);
    insta::assert_snapshot!(told(read_json(text.as_bytes())));
    insta::assert_snapshot!(told(read_json(json_text().replacen("\"id\": \"b\"", "\"id\": \"a\"", 1).as_bytes())));
    insta::assert_snapshot!(told(read_json(&json_text().as_bytes()[..900])));
}

#[test]
fn other_json_is_no_dataset() {
    for foreign in ["{}", "[]", "7", "{\"name\": \"left-pad\", \"version\": \"1.0.0\"}"] {
        let told = told(read_json(foreign.as_bytes()));
        assert!(told.starts_with("dataset.json:1:1 [foreign-file] this JSON is no dataset"), "{told}");
    }
    insta::assert_snapshot!(told(read_json([b'{', 0xFF].as_slice())));
    insta::assert_snapshot!(told(read_json(b"".as_slice())));
}

#[test]
fn every_fault_of_lines_is_told_at_its_place() {
    let text = jsonl_text();
    let lines: Vec<_> = text.lines().collect();
    let [_about, source, a, b] = lines[..] else { panic!("{text}") };
    let spoilt = [
        source.replace("\"heading\"", "\"headng\""),
        a.replace("\"events\"", "\"evnts\""),
        b.replace("\"1810\"", "\"Nov-10\""),
        "{\"collection\":\"events\"}".to_owned(),
        "not JSON".to_owned(),
        a.to_owned(),
        a.to_owned(),
    ];
    insta::assert_snapshot!(told(read_jsonl(spoilt.join("\n").as_bytes())));
    insta::assert_snapshot!(told(read_jsonl(format!("{text}{text}").as_bytes())));
}
