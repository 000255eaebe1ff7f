//! `usru import` as its users meet it: what it reads, what it refuses, and what is left on the disk.
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
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{err, out, small};
use usru_export::write::names;

fn usru(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_usru")).args(args).current_dir(folder).env("NO_COLOR", "1").output().unwrap()
}

/// A folder with the records `small` and an export of them.
fn exported() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    small(folder.path());
    let output = usru(folder.path(), &["export", "out", "--data", "small"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let path = folder.path().to_owned();
    (folder, path)
}

fn listed(folder: &Path) -> Vec<String> {
    names(folder).unwrap()
}

/// The exit status, and what is said on both streams.
fn said(output: &Output) -> String {
    format!("exit {}\n{}{}", output.status.code().unwrap(), out(output), err(output))
}

#[test]
fn every_format_comes_back_byte_for_byte() {
    let (_guard, folder) = exported();
    // By what is in it, not by its name.
    fs::copy(folder.join("out/tei/dataset.xml"), folder.join("a.txt")).unwrap();
    fs::copy(folder.join("out/json/records.jsonl"), folder.join("b.json")).unwrap();
    for (index, path) in [
        "out/json/dataset.json",
        "out/json/records.jsonl",
        "out/csv",
        "out/csv/datapackage.json",
        "out/tei/dataset.xml",
        "a.txt",
        "b.json",
    ]
    .into_iter()
    .enumerate()
    {
        let back = format!("back-{index}");
        let output = usru(&folder, &["import", path, &back]);
        let said = said(&output);
        assert!(said.starts_with("exit 0\n"), "{path}: {said}");
        assert!(said.ends_with(&format!(" records of “A Small Dataset” 1.0.0 written to {back}\n")), "{path}: {said}");
        let all = listed(&folder.join(&back));
        let records: Vec<_> = all.iter().filter(|name| !name.starts_with("schema/")).cloned().collect();
        assert_eq!(records, listed(&folder.join("small")), "{path}");
        assert_eq!(all.len() - records.len(), usru_core::schema::files().len());
        for name in records {
            let (before, after) =
                (fs::read(folder.join("small").join(&name)), fs::read(folder.join(&back).join(&name)));
            assert!(before.unwrap() == after.unwrap(), "{path}: {name} differs");
        }
    }
}

#[test]
fn faults_are_shown_in_place_and_nothing_is_written() {
    let (_guard, folder) = exported();
    let events = folder.join("out/csv/events.csv");
    fs::write(&events, fs::read_to_string(&events).unwrap().replacen("1810-11-05,greg", "11/5/1810,greg", 1)).unwrap();
    let output = usru(&folder, &["import", "out/csv", "back"]);
    insta::assert_snapshot!(said(&output));
    assert!(!folder.join("back").exists());
    let json = out(&usru(&folder, &["import", "out/csv", "back", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["errors"], &json["root"]), (&1.into(), &"out/csv".into()));
    let github = out(&usru(&folder, &["import", "out/csv", "back", "--format", "github"]));
    assert!(github.starts_with("::error file=out/csv/events.csv,line=2,col="), "{github}");
}

#[test]
fn records_that_break_a_rule_are_written_to_be_mended() {
    let (_guard, folder) = exported();
    let links = folder.join("out/csv/citations.csv");
    fs::write(&links, fs::read_to_string(&links).unwrap().replace(",lead,", ",led,")).unwrap();
    // The words of the disputes name the section, too.
    let strict = usru(&folder, &["import", "out/csv", "back"]);
    assert!(out(&strict).contains("error[contradiction]"), "{}", said(&strict));
    let output = usru(&folder, &["import", "out/csv", "back", "--ignore-derived"]);
    let said = said(&output);
    assert!(said.starts_with("exit 1\n"), "{said}");
    for part in ["error[unknown-section]", "--> back/appointments/anna-exempel-minister.json", "written to back\n"] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    assert!(folder.join("back/about.json").exists());
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone() {
    let (_guard, folder) = exported();
    let output = usru(&folder, &["import", "out/csv", "small"]);
    assert_eq!(
        said(&output),
        "exit 2\nerror: cannot write records to small: it is not empty, and an import replaces nothing: name another \
         folder, or empty this one\n"
    );
    fs::create_dir(folder.join("empty")).unwrap();
    assert_eq!(usru(&folder, &["import", "out/csv", "empty"]).status.code(), Some(0));
    // Nothing is left beside what was written.
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);
}

#[test]
fn what_is_no_export_is_refused_with_a_sentence() {
    let (_guard, folder) = exported();
    fs::write(folder.join("empty.json"), "").unwrap();
    fs::write(folder.join("notes.txt"), "Dear diary").unwrap();
    fs::create_dir(folder.join("nothing")).unwrap();
    let mut told = String::new();
    for path in ["out", "small", "nothing", "empty.json", "notes.txt", "out/csv/events.csv", "absent.json"] {
        let output = usru(&folder, &["import", path, "back"]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        told.push_str(&err(&output));
    }
    insta::assert_snapshot!(told);
    // JSON and XML of other kinds are for their readers to refuse.
    fs::write(folder.join("other.json"), "{\"name\": \"left-pad\"}").unwrap();
    fs::write(folder.join("other.xml"), "<html/>").unwrap();
    for path in ["other.json", "other.xml"] {
        let output = usru(&folder, &["import", path, "back"]);
        assert!(out(&output).contains("error[foreign-file]") && output.status.code() == Some(1), "{}", said(&output));
    }
    assert!(!folder.join("back").exists());
}

#[test]
fn what_changed_is_told_between_any_two_formats() {
    let (_guard, folder) = exported();
    for (a, b) in [("small", "out/csv"), ("out/json/dataset.json", "out/tei/dataset.xml")] {
        assert_eq!(said(&usru(&folder, &["diff", a, b])), "exit 0\nnothing changed\n");
    }
    let lines = folder.join("out/json/records.jsonl");
    let text = fs::read_to_string(&lines).unwrap();
    fs::write(&lines, text.replacen("\"summary\":\"An envoy.\"", "\"summary\":\"The envoy.\"", 1)).unwrap();
    let output = usru(&folder, &["diff", "small", "out/json/records.jsonl"]);
    assert_eq!(
        said(&output),
        "exit 1\nchanged people/anna-exempel “Anna Exempel”\n  summary: “An envoy.” became “The envoy.”\n\
         0 added, 0 removed, 1 changed\n"
    );
    let json = out(&usru(&folder, &["diff", "small", "out/json/records.jsonl", "--json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json[0]["kind"], &json[0]["fields"][0]["path"]), (&"changed".into(), &"/summary".into()));
    // What cannot be read whole is not compared.
    fs::write(folder.join("small/people/anna-exempel.json"), "{").unwrap();
    let output = usru(&folder, &["diff", "small", "out/csv"]);
    assert!(out(&output).is_empty() && err(&output).contains("error[json-syntax]"), "{}", said(&output));
    assert_eq!(output.status.code(), Some(1));
}
