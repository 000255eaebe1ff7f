//! An export is there whole or not at all, whatever befalls the process that writes it.
#![cfg(all(feature = "cli", unix))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

/// A sound little dataset with its own title, so that its export can be told from another's.
fn dataset(around: &Path, title: &str) -> PathBuf {
    let data = around.join(title.to_lowercase());
    fs::rename(common::small(around), &data).unwrap();
    let about = data.join("about.json");
    fs::write(&about, fs::read_to_string(&about).unwrap().replace("A Small Dataset", title)).unwrap();
    data
}

fn export(data: &Path, out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_usru"))
        .args(["export".as_ref(), out.as_os_str(), "--data".as_ref(), data.as_os_str()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn exported(data: &Path, out: &Path) -> Output {
    export(data, out).wait_with_output().unwrap()
}

/// What `sha256sum --check` does, and that there is nothing besides; the manifest.
fn checked(out: &Path) -> String {
    let manifest = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    for line in manifest.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let bytes = fs::read(out.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let found = Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        });
        assert_eq!(found, sum, "{name}");
    }
    assert_eq!(usru_export::write::names(out).unwrap().len(), manifest.lines().count() + 1);
    manifest
}

/// Small steps that look like chance and are the same on every run.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Fifteen kills; `USRU_KILLS` asks for more.
#[test]
fn a_kill_at_any_moment_leaves_the_old_export_or_the_new_one() {
    let kills = std::env::var("USRU_KILLS").map_or(15, |kills| kills.parse().unwrap());
    let around = tempfile::tempdir().unwrap();
    let out = around.path().join("out");
    let datasets = [dataset(around.path(), "First"), dataset(around.path(), "Second")];
    let begun = Instant::now();
    let manifests = datasets.each_ref().map(|data| {
        assert!(exported(data, &out).status.success());
        checked(&out)
    });
    assert_ne!(manifests[0], manifests[1]);
    let once = u64::try_from(begun.elapsed().as_micros() / 2).unwrap();

    let (mut state, mut killed, mut changed) = (2026, 0, 0);
    let mut before = manifests[1].clone();
    for round in 0..kills {
        let mut child = export(&datasets[round % 2], &out);
        let delay = if round == 0 { 0 } else { next(&mut state) % (once + once / 5) };
        std::thread::sleep(Duration::from_micros(delay));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        let now = checked(&out);
        assert!(manifests.contains(&now), "neither the old export nor the new one after {delay} µs");
        changed += usize::from(now != before);
        before = now;
    }
    assert!(killed > 0);
    println!("{kills} exports, {killed} killed, {changed} times the new one was there");

    // What the killed ones left beside it goes with the next export.
    assert!(exported(&datasets[0], &out).status.success());
    let beside: Vec<_> = fs::read_dir(around.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 3, "{beside:?}");
}

fn import(export: &Path, records: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_usru"));
    command.arg("import").args([export, records]).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// The same for records that are read back: there are all of them, or none.
#[test]
fn a_kill_at_any_moment_leaves_all_imported_records_or_none() {
    let kills = std::env::var("USRU_KILLS").map_or(15, |kills| kills.parse().unwrap());
    let around = tempfile::tempdir().unwrap();
    let (out, records) = (around.path().join("out"), around.path().join("records"));
    assert!(exported(&dataset(around.path(), "First"), &out).status.success());
    let lines = out.join("json/records.jsonl");
    let begun = Instant::now();
    assert!(import(&lines, &records).status().unwrap().success());
    let once = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let whole = |folder: &Path| {
        let read = |name: &String| fs::read(folder.join(name)).unwrap();
        let names = usru_export::write::names(folder).unwrap();
        names.iter().map(|name| (name.clone(), read(name))).collect::<Vec<_>>()
    };
    let expected = whole(&records);

    let (mut state, mut killed, mut written) = (1867, 0, 0);
    for round in 0..kills {
        if records.exists() {
            fs::remove_dir_all(&records).unwrap();
        }
        let mut child = import(&lines, &records).spawn().unwrap();
        let delay = if round == 0 { 0 } else { next(&mut state) % (once + once / 5) };
        std::thread::sleep(Duration::from_micros(delay));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        if records.exists() {
            assert!(whole(&records) == expected, "some of the records are there after {delay} µs");
            written += 1;
        }
    }
    assert!(killed > 0);
    println!("{kills} imports, {killed} killed, {written} times all records were there");

    if records.exists() {
        fs::remove_dir_all(&records).unwrap();
    }
    assert!(import(&lines, &records).status().unwrap().success());
    assert!(whole(&records) == expected);
    assert_eq!(fs::read_dir(around.path()).unwrap().count(), 3, "what was left behind is taken away");
}

/// A file system of its own on a folder, as long as the value lives.
struct Mounted(PathBuf);

impl Mounted {
    /// Nothing, with a word about it, where the tests may not mount.
    fn new(folder: PathBuf, options: &str) -> Option<Self> {
        fs::create_dir(&folder).unwrap();
        let mounted = mount(&["-t", "tmpfs", "-o", options, "tmpfs"], &folder);
        if !mounted {
            println!("skipped: a small tmpfs cannot be mounted here");
        }
        mounted.then_some(Self(folder))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn mount(args: &[&str], folder: &Path) -> bool {
    let output = Command::new("mount").args(args).arg(folder).output();
    output.is_ok_and(|output| output.status.success())
}

fn refused(output: &Output, why: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("where nothing has changed") && told.contains(why), "{told}");
}

#[test]
fn a_full_disk_leaves_the_old_export_and_says_so() {
    let around = tempfile::tempdir().unwrap();
    let (first, second) = (dataset(around.path(), "First"), dataset(around.path(), "Second"));
    // Room for one export and a half.
    let probe = around.path().join("probe");
    assert!(exported(&first, &probe).status.success());
    let names = usru_export::write::names(&probe).unwrap();
    let pages: u64 =
        names.iter().map(|name| fs::metadata(probe.join(name)).unwrap().len().div_ceil(4096) + 1).sum::<u64>();
    let Some(disk) = Mounted::new(around.path().join("disk"), &format!("size={}k", pages * 6)) else { return };
    let out = disk.0.join("out");
    assert!(exported(&first, &out).status.success());
    let before = checked(&out);
    refused(&exported(&second, &out), "No space left on device");
    assert_eq!(checked(&out), before);
    assert_eq!(fs::read_dir(&disk.0).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_disk_that_may_not_be_written_to_leaves_the_old_export_and_says_so() {
    let around = tempfile::tempdir().unwrap();
    let (first, second) = (dataset(around.path(), "First"), dataset(around.path(), "Second"));
    let Some(disk) = Mounted::new(around.path().join("disk"), "size=8m") else { return };
    let out = disk.0.join("out");
    assert!(exported(&first, &out).status.success());
    let before = checked(&out);
    assert!(mount(&["-o", "remount,ro"], &disk.0));
    refused(&exported(&second, &out), "Read-only file system");
    assert_eq!(checked(&out), before);
}

#[test]
fn no_disk_takes_some_of_the_records_that_are_imported() {
    let around = tempfile::tempdir().unwrap();
    let out = around.path().join("out");
    assert!(exported(&dataset(around.path(), "First"), &out).status.success());
    let refused = |disk: &Path, why: &str| {
        let output = import(&out.join("json/dataset.json"), &disk.join("records")).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("cannot write records to") && told.contains(why), "{told}");
        assert_eq!(fs::read_dir(disk).unwrap().count(), 0, "nothing is left");
    };
    let Some(small) = Mounted::new(around.path().join("small"), "size=64k") else { return };
    refused(&small.0, "No space left on device");
    let Some(closed) = Mounted::new(around.path().join("closed"), "size=8m,ro") else { return };
    refused(&closed.0, "Read-only file system");
}

#[test]
fn a_folder_that_cannot_be_renamed_is_refused_as_a_whole() {
    let around = tempfile::tempdir().unwrap();
    let data = dataset(around.path(), "First");
    let Some(disk) = Mounted::new(around.path().join("disk"), "size=8m") else { return };
    refused(&exported(&data, &disk.0), "perhaps a folder inside it can");
    assert!(exported(&data, &disk.0.join("out")).status.success());
    checked(&disk.0.join("out"));
}

#[test]
fn what_is_no_folder_for_an_export_is_refused_and_left() {
    let around = tempfile::tempdir().unwrap();
    let data = dataset(around.path(), "First");
    let file = around.path().join("file");
    fs::write(&file, "x").unwrap();
    refused(&exported(&data, &file), "Not a directory");
    assert_eq!(fs::read_to_string(&file).unwrap(), "x");

    let link = around.path().join("link");
    std::os::unix::fs::symlink("nowhere", &link).unwrap();
    refused(&exported(&data, &link), "this is a link that leads nowhere");
    assert_eq!(fs::read_link(&link).unwrap(), Path::new("nowhere"));

    let inside = around.path().join("inside");
    fs::create_dir(&inside).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_usru")).args(["export", "."]).current_dir(&inside).output().unwrap();
    refused(&output, "the command runs inside it");
}

#[test]
fn the_folder_that_a_link_leads_to_is_replaced_and_the_link_stays() {
    let around = tempfile::tempdir().unwrap();
    let (first, second) = (dataset(around.path(), "First"), dataset(around.path(), "Second"));
    let (real, link) = (around.path().join("real"), around.path().join("link"));
    assert!(exported(&first, &real).status.success());
    let before = checked(&real);
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert!(exported(&second, &link).status.success());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_ne!(checked(&real), before);
}
