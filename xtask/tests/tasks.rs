//! The tasks as a contributor runs them: each spoilt copy of the real records is caught, with file and line.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn xtask(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(args).env("NO_COLOR", "1").output().unwrap()
}

/// A copy of the real records that can be spoilt.
struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data"), &folder.path().join("data"));
        Self { folder }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn replace(&self, file: &str, from: &str, to: &str) {
        let path = self.data().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} does not hold {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    /// What `validate` says of the copy, which it must not accept.
    fn refused(&self) -> String {
        let output = xtask(&["validate", "--data", self.data().to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

const RECOGNITION: &str = "events/us-recognizes-soviet-union.json";

#[test]
fn the_real_records_pass_also_as_a_copy() {
    let copy = Copy::new();
    let output = xtask(&["validate", "--data", copy.data().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_deleted_record_is_missed_where_it_is_referred_to() {
    let copy = Copy::new();
    fs::remove_file(copy.data().join("people/maksim-litvinov.json")).unwrap();
    let told = copy.refused();
    assert!(told.contains("[unresolved-reference]: there is no record “maksim-litvinov” in people"), "{told}");
    assert!(told.contains("data/events/us-recognizes-soviet-union.json:"), "{told}");
}

#[test]
fn a_misspelt_section_is_told_with_the_right_one() {
    let copy = Copy::new();
    copy.replace(RECOGNITION, "U.S. Recognition of the Soviet Union", "US Recognition of the Soviet Union");
    let told = copy.refused();
    assert!(told.contains("did you mean “November 17, 1933: U.S. Recognition of the Soviet Union”?"), "{told}");
}

#[test]
fn a_day_that_does_not_exist_is_told() {
    let copy = Copy::new();
    copy.replace(RECOGNITION, "\"edtf\": \"1933-11-16\"", "\"edtf\": \"1809-02-30\"");
    let told = copy.refused();
    assert!(told.contains("us-recognizes-soviet-union.json:7:13"), "{told}");
    assert!(told.contains("1809-02-30"), "{told}");
}

#[test]
fn broken_formatting_is_told_and_mended() {
    let copy = Copy::new();
    copy.replace(RECOGNITION, "  \"kind\"", "\t\"kind\"");
    let told = copy.refused();
    assert!(told.contains("[canonical-format]") && told.contains("us-recognizes-soviet-union.json:4:1"), "{told}");
    let data = copy.data();
    let format = xtask(&["format", "--data", data.to_str().unwrap()]);
    assert_eq!(String::from_utf8(format.stdout).unwrap(), format!("{RECOGNITION}\n"));
    assert_eq!(xtask(&["validate", "--data", data.to_str().unwrap()]).status.code(), Some(0));
}

#[test]
fn a_stale_schema_is_told() {
    let copy = Copy::new();
    copy.replace("schema/event.schema.json", "\"title\": \"Event\"", "\"title\": \"Events\"");
    assert!(copy.refused().contains("[schema-out-of-date]"));
}

#[test]
fn what_is_generated_is_fresh() {
    let output = xtask(&["codegen", "--check"]);
    assert!(output.status.success(), "{}run `cargo xtask codegen`", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn tables_are_printed_with_a_head() {
    for (task, head) in [
        ("coverage", "source\tsection\tcoverage\trecords\n"),
        ("disputes", "collection\trecord\trecord_label\tpath\tfield\tpreferred\treading\tstatus\tsources\treason\n"),
        ("stats", "collection\trecords\nsources\t"),
    ] {
        let output = xtask(&[task]);
        assert_eq!(output.status.code(), Some(0), "{task}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with(head) && text.lines().count() > 10, "{task}");
    }
}

#[test]
fn conformance_without_the_schema_says_where_to_get_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("conformance")
        .env("TEI_ALL_RNG", "/nowhere/tei_all.rng")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("/nowhere/tei_all.rng") && told.contains("TEI_ALL_RNG"), "{told}");
}

#[test]
fn a_folder_that_is_not_there_is_the_callers_fault() {
    assert_eq!(xtask(&["validate", "--data", "/nowhere/at/all"]).status.code(), Some(2));
}
