//! What the command tells of days, times and words, on an invented dataset of two states and on the embedded one.
#![cfg(feature = "cli")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::{Value, json};
use tempfile::TempDir;

fn usru(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_usru")).args(args).env("NO_COLOR", "1").output().unwrap()
}

fn out(args: &[&str]) -> String {
    let output = usru(args);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(args: &[&str]) -> String {
    let output = usru(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// The two states as a folder of records.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/fixtures/two-states.json");
    let dataset: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let write = |path: &str, record: &Value| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, record.to_string()).unwrap();
    };
    for (name, member) in dataset.as_object().unwrap() {
        match member {
            Value::Array(records) => {
                for record in records {
                    write(&format!("{name}/{}.json", record["id"].as_str().unwrap()), record);
                }
            }
            about => write("about.json", about),
        }
    }
    out(&["format", folder.path().to_str().unwrap()]);
    folder
});

/// The answer to a question to the two states.
fn two_states(args: &[&str]) -> String {
    out(&[args, &["--data", FOLDER.path().to_str().unwrap()]].concat())
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&two_states(&[args, &["--json"]].concat())).unwrap()
}

#[test]
fn a_day_is_told() {
    insta::assert_snapshot!("a_day_of_relations", two_states(&["on", "1811-02-01"]));
    insta::assert_snapshot!("a_day_of_interruption", two_states(&["on", "1875-01-01"]));
}

/// What README.md shows of the command is what it prints of the embedded records; a line of `…` stands for what is left
/// out there.
#[test]
fn the_readme_shows_what_the_command_prints() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")).unwrap();
    let shown: Vec<_> =
        readme.split("```console\n$ usru ").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(shown.len() >= 2);
    for block in shown {
        let (command, lines) = block.split_once('\n').unwrap();
        let printed = out(&command.split(' ').collect::<Vec<_>>());
        let mut rest = format!("\n{printed}");
        for (place, part) in lines.trim_end().split("\n…\n").enumerate() {
            let part = part.trim_end_matches('…').trim_end_matches('\n');
            let at = rest.find(&format!("\n{part}\n")).unwrap_or_else(|| {
                panic!("README.md shows of `usru {command}`\n{part}\nbut it prints\n{printed}");
            });
            assert!(place > 0 || at == 0, "README.md leaves out the beginning of `usru {command}`");
            rest = rest.split_off(at + 1 + part.len());
        }
    }
}

#[test]
fn a_day_may_be_given_old_style() {
    let old = two_states(&["on", "1811-01-20", "--julian"]);
    assert_eq!(old, two_states(&["on", "1811-02-01"]));
}

#[test]
fn records_are_shown_as_pages() {
    insta::assert_snapshot!("an_appointment", two_states(&["show", "exempel-minister"]));
    insta::assert_snapshot!("a_place", two_states(&["show", "strelsau"]));
    insta::assert_snapshot!("a_denied_event", two_states(&["show", "denied-breach"]));
    insta::assert_snapshot!("a_source", two_states(&["show", "gazette"]));
}

#[test]
fn what_happened_is_listed_in_the_order_of_time() {
    insta::assert_snapshot!(two_states(&["timeline", "--from", "1809", "--to", "1811-02"]));
    let of = |args: &[&str]| two_states(&[&["timeline"], args].concat());
    assert!(of(&["--kind", "culture"]).starts_with("February 1811"));
    assert!(of(&["--place", "ruritania", "--kind", "culture"]).contains("A ball at Strelsau"));
    assert!(!of(&["--person", "bodo-muster"]).contains("A ball at Strelsau"));
    assert!(!of(&["--from", "1809-12-10", "--to", "1809-12-10", "--certain"]).contains("Recognition"));
}

#[test]
fn numbers_are_told() {
    insta::assert_snapshot!(two_states(&["stats"]));
}

#[test]
fn words_are_found_in_both_scripts() {
    insta::assert_snapshot!(two_states(&["search", "стрельзау"]));
    let embedded = out(&["search", "АЛЯСКИ"]);
    assert!(embedded.contains("agreements/treaty-of-cession-of-alaska"), "{embedded}");
    assert!(out(&["search", "alaska", "--limit", "3"]).contains("3 of "));
    assert!(out(&["search", "alaska", "--in", "events"]).contains("events/alaska-purchase"));
}

#[test]
fn every_answer_is_there_as_json() {
    let on = json(&["on", "1811-02-01"]);
    assert_eq!(on["relations"]["status"], "diplomatic");
    let head = &on["relations"]["directions"][1]["heads"][0];
    assert_eq!(
        head["appointment"],
        json!({ "record": "appointments/exempel-minister", "label": "Anna Exempel, minister" })
    );
    assert_eq!(head["standing"], "accredited");
    assert_eq!(on["offices"][0]["office"]["record"], "offices/king-of-ruritania");
    assert_eq!(on["offices"][0]["holders"], json!([]));
    assert!(on["gaps"][0]["text"].as_str().unwrap().contains("who was head of state"));
    assert_eq!(json(&["search", "strelsau"])[0]["record"], "places/strelsau");
    let timeline = json(&["timeline", "--kind", "culture"]);
    assert_eq!(
        timeline[0],
        json!({
            "record": "events/ball-of-1811", "label": "A ball at Strelsau", "date": "1811-02", "calendar": "gregorian",
            "earliest": "1811-02-01", "latest": "1811-02-28", "certainty": "certain",
        })
    );
    assert_eq!(json(&["stats"])["all"], 30);
    assert_eq!(json(&["show", "strelsau"])["id"], "strelsau");
    let shown = json(&["show", "strelsau", "--references"]);
    assert_eq!(shown["references"][0]["from"]["record"], "posts/legation-strelsau");
    assert_eq!(shown["references"][0]["path"], "/steps/0/place");
}

#[test]
fn the_table_of_years_is_held_against_the_records_when_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    two_states(&["export", &path("out"), "--format", "csv"]);
    let panel = path("out/csv/panel.csv");
    let text = fs::read_to_string(&panel).unwrap();
    let changed = text.replacen("1811,Ruritania,kingdom-of-ruritania,", "1811,Ruritania,graustark,", 1);
    assert_ne!(changed, text);
    fs::write(&panel, changed).unwrap();
    let output = usru(&["import", &path("out/csv"), &path("refused")]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    let fault =
        "1811, column first_polity: “graustark” is written, but the rest of the tables gives “kingdom-of-ruritania”";
    assert!(told.contains(fault), "{told}");
    out(&["import", &path("out/csv"), &path("records"), "--ignore-derived"]);
    // It ends well only if nothing differs.
    out(&["diff", &path("records"), FOLDER.path().to_str().unwrap()]);
}

#[test]
fn what_cannot_be_answered_is_told_with_what_to_do() {
    for (args, told) in [
        (&["on", "1867"][..], "“1867” is not one day: give year, month and day, such as 1867-03-30"),
        (&["on", "30 March 1867"], "write year, month and day with hyphens, such as 1867-03-30"),
        (&["on", "1809-02-29"], "1809-02-29"),
        (&["show", "alaska-purchse"], "there is no record “alaska-purchse”; did you mean “alaska-purchase”?"),
        (&["show", "adams"], "did you mean “john-quincy-adams”?"),
        (&["search", "alexsander"], "no record has the words “alexsander”; did you mean “alexander”?"),
        (&["timeline", "--from", "1870", "--to", "1860"], "turn --from and --to round"),
        (&["timeline", "--kind", "recogniton"], "did you mean “recognition”?"),
        (
            &["timeline", "--person", "seward"],
            "there is no record “seward” in people; did you mean “william-h-seward”?",
        ),
    ] {
        let text = refused(args);
        assert!(text.contains(told), "{args:?} told:\n{text}");
    }
}

#[test]
fn completions_and_the_manual_know_every_part_of_the_command() {
    let parts = ["export", "validate", "on", "search", "show", "timeline", "stats", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = out(&["completions", shell]);
        for part in parts {
            assert!(script.contains(part), "{shell} does not complete {part}");
        }
    }
    let page = out(&["man"]);
    assert!(page.contains(".TH usru 1") && page.contains("usru\\-timeline(1)"), "{page}");
    let folder = tempfile::tempdir().unwrap();
    out(&["man", "--write", folder.path().to_str().unwrap()]);
    for part in parts {
        let page = fs::read_to_string(folder.path().join(format!("usru-{part}.1"))).unwrap();
        assert!(page.contains(".SH OPTIONS"), "{part}");
    }
}
