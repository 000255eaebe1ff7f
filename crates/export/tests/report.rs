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
