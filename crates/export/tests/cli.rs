//! The command as its users meet it: what it prints, where, and with what exit status.
#![cfg(feature = "cli")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{err, out, small, usru};

fn files(folder: &Path) -> Vec<String> {
    fn list(root: &Path, folder: &Path, names: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                list(root, &path, names);
            } else {
                names.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let mut names = Vec::new();
    list(folder, folder, &mut names);
    names.sort();
    names
}

#[test]
fn the_embedded_dataset_exports_whole_and_twice_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    for target in [&a, &b] {
        let output = usru(&["export", target.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert_eq!(err(&output), "", "nothing but faults goes to standard error in a pipe");
    }
    let names = files(&a);
    for expected in [
        "SHA256SUMS",
        "csv/datapackage.json",
        "csv/events.csv",
        "json/dataset.json",
        "json/records.jsonl",
        "tei/dataset.xml",
    ] {
        assert!(names.iter().any(|name| name == expected), "{expected} is not there");
    }
    assert_eq!(names, files(&b));
    for name in &names {
        assert!(fs::read(a.join(name)).unwrap() == fs::read(b.join(name)).unwrap(), "{name} differs");
    }
    let manifest = fs::read_to_string(a.join("SHA256SUMS")).unwrap();
    assert_eq!(manifest.lines().count() + 1, names.len());
}

#[test]
fn formats_can_be_picked() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let data = small(folder.path());
    let args =
        ["export", target.to_str().unwrap(), "--format", "tei", "--format", "jsonl", "--data", data.to_str().unwrap()];
    assert_eq!(usru(&args).status.code(), Some(0));
    assert_eq!(files(&target), ["SHA256SUMS", "json/records.jsonl", "tei/dataset.xml"]);
    let lines = fs::read_to_string(target.join("json/records.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), files(&data).len(), "the title page and every record, a line each");
}

#[test]
fn faulty_records_are_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = small(folder.path());
    let event = data.join("events/audience-of-1810.json");
    fs::write(&event, fs::read_to_string(&event).unwrap().replace("1810-11-05", "1809-02-30")).unwrap();
    let target = folder.path().join("out");
    let output = usru(&["export", target.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("audience-of-1810.json:7:13"), "{}", err(&output));
    assert!(!target.exists());

    let questions: [&[&str]; 6] = [
        &["stats"],
        &["search", "audience"],
        &["timeline"],
        &["list", "events"],
        &["show", "strelsau"],
        &["on", "1810-11-05"],
    ];
    for question in questions {
        let output = usru(&[question, &["--data", data.to_str().unwrap()]].concat());
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{question:?}");
        let told = err(&output);
        assert_eq!(told.matches("audience-of-1810.json:7:13").count(), 1, "{told}");
        assert!(told.ends_with("have faults: mend them first\n"), "{told}");
        assert_eq!(told.matches("mend them first").count(), 1, "{told}");
    }
}

#[test]
fn a_folder_of_other_things_is_not_written_into() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.odt"), "x").unwrap();
    let output = usru(&["export", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("is not empty and holds no earlier export"), "{}", err(&output));
    assert_eq!(files(folder.path()), ["thesis.odt"]);
}

#[test]
fn validate_shows_the_spot() {
    let folder = tempfile::tempdir().unwrap();
    let data = small(folder.path());
    let output = usru(&["validate", data.to_str().unwrap()]);
    let sound = format!("{} files checked, nothing wrong\n", files(&data).len());
    assert_eq!((output.status.code(), out(&output)), (Some(0), sound));

    let event = data.join("events/audience-of-1810.json");
    fs::write(&event, fs::read_to_string(&event).unwrap().replace("The Legation", "The Legations")).unwrap();
    let output = usru(&["validate", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let shown = out(&output).replace(data.to_str().unwrap(), "DATA");
    insta::assert_snapshot!(shown);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_still_checked() {
    let folder = tempfile::tempdir().unwrap();
    let data = small(folder.path());
    fs::create_dir(data.join("events/folder.json")).unwrap();
    fs::write(data.join("people/empty.json"), "").unwrap();
    fs::write(data.join("people/bytes.json"), [0xFF, 0xFE, 0x00]).unwrap();
    let output = usru(&["validate", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let text = out(&output);
    for expected in
        ["a folder, where a file is expected", "the file is empty", "the byte 0xFF is not UTF-8", "3 errors"]
    {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_the_callers_fault() {
    let output = usru(&["validate", "/nowhere/at/all"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("/nowhere/at/all"), "{}", err(&output));
    assert_eq!(usru(&["export"]).status.code(), Some(2));
    assert_eq!(usru(&["list", "evnts"]).status.code(), Some(2));
    assert!(err(&usru(&["list", "evnts"])).contains("did you mean “events”?"));
}

#[test]
fn format_brings_a_folder_into_the_canonical_form() {
    let folder = tempfile::tempdir().unwrap();
    let data = small(folder.path());
    let event = data.join("events/audience-of-1810.json");
    let canonical = fs::read_to_string(&event).unwrap();
    fs::write(&event, canonical.replace('\n', " ")).unwrap();
    let check = usru(&["format", "--check", data.to_str().unwrap()]);
    assert_eq!((check.status.code(), out(&check).as_str()), (Some(1), "events/audience-of-1810.json\n"));
    assert_eq!(usru(&["format", data.to_str().unwrap()]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&event).unwrap(), canonical);
}

#[test]
fn a_record_is_shown_as_a_page_and_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let data = small(folder.path());
    let data = data.to_str().unwrap();
    insta::assert_snapshot!(out(&usru(&["show", "appointments/anna-exempel-minister", "--data", data])));
    let json = usru(&["show", "strelsau", "--json", "--data", data]);
    assert!(out(&json).starts_with("{\n  \"id\": \"strelsau\""));
    let missing = usru(&["show", "strelsou", "--data", data]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("did you mean “strelsau”?"), "{}", err(&missing));
}

#[test]
fn schemas_and_lists_are_printed() {
    let schema = usru(&["schema", "event"]);
    let whole = usru(&["schema"]);
    assert!(out(&schema).contains("\"title\": \"Event\"") && out(&whole).contains("\"title\": \"Dataset\""));
    let folder = tempfile::tempdir().unwrap();
    let data = small(folder.path());
    let list = usru(&["list", "events", "--data", data.to_str().unwrap()]);
    assert!(out(&list).starts_with("audience-of-1810\t1810-11-05\tAudience of 1810\nbattle-of-the-ford\t1814-05-03\t"));
}

#[test]
fn rules_are_explained() {
    let rule = out(&usru(&["explain", "dual-date-mismatch"]));
    assert!(rule.starts_with("# dual-date-mismatch\n\n**Where a date is given in both calendars"), "{rule}");
    for part in ["Breaks it: ", "Keeps it: ", "\n- \"1810-10-24\"\n+ \"1810-10-23\"\n"] {
        assert!(rule.contains(part), "{part} is not in:\n{rule}");
    }
    assert!(out(&usru(&["explain"])).lines().count() > 25);
    let missing = usru(&["explain", "dual-date-missmatch"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("did you mean “dual-date-mismatch”?"), "{}", err(&missing));
}

#[test]
fn findings_can_be_written_for_other_tools() {
    let folder = tempfile::tempdir().unwrap();
    let data = small(folder.path());
    fs::write(data.join("events/audience-of-1810.json"), "{}").unwrap();
    for (form, expected) in [("json", "\"errors\": "), ("github", "::error file="), ("sarif", "\"version\": \"2.1.0\"")]
    {
        let output = usru(&["validate", data.to_str().unwrap(), "--format", form]);
        assert_eq!(output.status.code(), Some(1), "{form}");
        assert!(out(&output).contains(expected), "{form}");
    }
}
