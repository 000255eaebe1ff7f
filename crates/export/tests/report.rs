//! Findings as others take them in: colours, GitHub's annotations, and the status by which a script tells how it went.
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
use std::process::Command;

use common::{out, small, usru};

/// A dataset with one fault.
fn faulty(around: &Path) -> PathBuf {
    let data = small(around);
    let event = data.join("events/audience-of-1810.json");
    fs::write(&event, fs::read_to_string(&event).unwrap().replace("The Legation", "The Legations")).unwrap();
    data
}

const ESCAPE: &str = "\u{1B}[";

#[test]
fn a_pipe_is_coloured_only_if_asked_for() {
    let around = tempfile::tempdir().unwrap();
    let data = faulty(around.path());
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_usru"));
        command.env_clear().env("TERM", "xterm").envs(variables.iter().copied());
        let output = command.args(["validate", data.to_str().unwrap()]).args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        out(&output).contains(ESCAPE)
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["--format", "json"], &[("CLICOLOR_FORCE", "1")]));
}

/// `script` runs a command on a terminal of its own.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_coloured_unless_forbidden() {
    let around = tempfile::tempdir().unwrap();
    let data = faulty(around.path());
    let on_terminal = |variables: &[(&str, &str)]| {
        let mut command = Command::new("script");
        let run = format!("'{}' validate '{}'", env!("CARGO_BIN_EXE_usru"), data.display());
        command.args(["--quiet", "--return", "--command", &run, "/dev/null"]);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("TERM", "xterm");
        command.envs(variables.iter().copied()).output().ok().filter(|output| output.status.code() == Some(1))
    };
    let Some(plain) = on_terminal(&[]) else {
        println!("skipped: there is no `script` that makes a terminal");
        return;
    };
    assert!(out(&plain).contains(ESCAPE), "{}", out(&plain));
    assert!(!out(&on_terminal(&[("NO_COLOR", "1")]).unwrap()).contains(ESCAPE));
    assert!(!out(&on_terminal(&[("TERM", "dumb")]).unwrap()).contains(ESCAPE));
}

#[test]
fn an_annotation_cannot_be_forged_by_a_file_name_or_a_text() {
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    let event = data.join("events/audience-of-1810.json");
    let text = fs::read_to_string(&event).unwrap();
    fs::write(&event, text.replace("\"visit\"", "\"100%, a:b\\n::error::forged\"")).unwrap();
    fs::write(data.join("events/a:b,c%0A.txt"), "").unwrap();
    let annotations = out(&usru(&["validate", data.to_str().unwrap(), "--format", "github"]));
    let lines: Vec<_> = annotations.lines().collect();
    assert!(lines.iter().all(|line| line.starts_with("::error file=")), "{annotations}");
    assert!(annotations.contains("/events/a%3Ab%2Cc%250A.txt,title=misplaced-file::"), "{annotations}");
    assert!(annotations.contains("100%25, a:b"), "{annotations}");
}

#[test]
fn the_status_tells_clean_from_faulty_from_not_done() {
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    for form in ["human", "json", "github", "sarif"] {
        let status = |folder: &Path| usru(&["validate", "--format", form, folder.to_str().unwrap()]).status.code();
        assert_eq!(status(&data), Some(0), "{form}");
        assert_eq!(status(&data.join("nowhere")), Some(2), "{form}");
        assert_eq!(status(&data.join("about.json")), Some(2), "{form}");
    }
    let data = faulty(&around.path().join("other"));
    for form in ["human", "json", "github", "sarif"] {
        assert_eq!(usru(&["validate", "--format", form, data.to_str().unwrap()]).status.code(), Some(1), "{form}");
    }
    assert_eq!(usru(&["validate", "--format", "xml", data.to_str().unwrap()]).status.code(), Some(2));
}

/// The steps that the README gives for GitHub, run as GitHub runs them.
#[cfg(unix)]
#[test]
fn the_workflow_of_the_readme_tells_findings_and_makes_a_log() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")).unwrap();
    let workflow = readme.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let steps: Vec<_> =
        workflow.lines().filter_map(|line| line.split_once("run: usru ")).map(|(_, args)| args).collect();
    assert_eq!(steps.len(), 2);
    let statuses = |around: &Path| {
        let run = |args: &&str| {
            let line = format!("{} {args}", env!("CARGO_BIN_EXE_usru"));
            Command::new("bash").args(["-e", "-c", &line]).current_dir(around).output().unwrap()
        };
        let outputs: Vec<_> = steps.iter().map(run).collect();
        let log = fs::read_to_string(around.join("usru.sarif")).unwrap();
        let log: serde_json::Value = serde_json::from_str(&log).unwrap_or_default();
        let results = log["runs"][0]["results"].as_array().map(Vec::len);
        (outputs[0].status.code(), out(&outputs[0]), outputs[1].status.code(), results)
    };
    let around = tempfile::tempdir().unwrap();
    fs::rename(faulty(around.path()), around.path().join("data")).unwrap();
    let (annotated, annotations, logged, results) = statuses(around.path());
    assert!(annotations.starts_with("::error file=data/events/audience-of-1810.json,line="), "{annotations}");
    assert_eq!((annotated, logged, results), (Some(1), Some(0), Some(1)));
    // What could not be run is no success.
    fs::remove_dir_all(around.path().join("data")).unwrap();
    let (annotated, _, logged, _) = statuses(around.path());
    assert_eq!((annotated, logged), (Some(2), Some(1)));
}

/// The status of every command: 0 all well, 1 the data is at fault or has changed, 2 the call is.
#[test]
fn every_command_tells_by_its_status_how_it_went() {
    let around = tempfile::tempdir().unwrap();
    let path = |name: &str| around.path().join(name).to_str().unwrap().to_owned();
    let (good, bad) = (small(around.path()).to_str().unwrap().to_owned(), {
        fs::create_dir(path("b")).unwrap();
        faulty(&around.path().join("b")).to_str().unwrap().to_owned()
    });
    fs::create_dir(path("unformatted")).unwrap();
    let unformatted = small(&around.path().join("unformatted")).join("about.json");
    fs::write(&unformatted, fs::read_to_string(&unformatted).unwrap() + "\n").unwrap();
    let unformatted = unformatted.parent().unwrap().to_str().unwrap().to_owned();
    fs::write(path("other.json"), "{\"name\": \"left-pad\"}").unwrap();
    let (out, nowhere, json) = (path("out"), path("nowhere"), path("out/json/dataset.json"));
    for (status, args) in [
        (0, vec!["export", &out, "--data", &good]),
        (1, vec!["export", &out, "--data", &bad]),
        (2, vec!["export", &good, "--data", &good]),
        (2, vec!["export", &out, "--data", &nowhere]),
        (2, vec!["export", &out, "--format", "xlsx"]),
        (0, vec!["import", &json, &path("back")]),
        (1, vec!["import", &path("other.json"), &path("back-2")]),
        (2, vec!["import", &nowhere, &path("back-2")]),
        (2, vec!["import", &json, &good]),
        (0, vec!["diff", &good, &json]),
        (1, vec!["diff", &bad, &json]),
        (2, vec!["diff", &nowhere, &json]),
        (0, vec!["validate", &good]),
        (1, vec!["validate", &bad]),
        (2, vec!["validate", &nowhere]),
        (0, vec!["format", "--check", &good]),
        (1, vec!["format", "--check", &unformatted]),
        (0, vec!["format", &unformatted]),
        (0, vec!["format", "--check", &unformatted]),
        (2, vec!["format", &nowhere]),
        (0, vec!["explain", "dual-date-mismatch"]),
        (2, vec!["explain", "no-such-rule"]),
        (0, vec!["show", "strelsau", "--data", &good]),
        (1, vec!["show", "strelsau", "--data", &bad]),
        (2, vec!["show", "nobody", "--data", &good]),
        (0, vec!["list", "events", "--data", &good]),
        (1, vec!["list", "events", "--data", &bad]),
        (2, vec!["list", "evnts", "--data", &good]),
        (0, vec!["schema", "event"]),
        (2, vec!["schema", "evnt"]),
        (0, vec!["help"]),
        (2, vec![]),
        (2, vec!["exprot"]),
    ] {
        let output = usru(&args);
        assert_eq!(output.status.code(), Some(status), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
