//! The same records give the same bytes, wherever and by whomever they are exported.
#![cfg(all(feature = "cli", unix))]
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
use std::process::Command;

use common::small;

/// Exports `data`, in a shell, in that folder, after that line; the list of files with their checksums, each of which was
/// recomputed.
fn sums(data: &Path, here: &Path, before: &str, variables: &[(&str, &str)]) -> Option<String> {
    let out = tempfile::tempdir().unwrap();
    let target = out.path().join("out");
    let line = format!("{before} \"$0\" export \"$1\" --data \"$2\"");
    let mut command = Command::new("sh");
    command.args(["-c", &line, env!("CARGO_BIN_EXE_usru")]).args([&target, data]).current_dir(here);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    if output.status.code() == Some(127) {
        println!("skipped: {before} is not there");
        return None;
    }
    assert!(output.status.success(), "{before}: {}", String::from_utf8_lossy(&output.stderr));
    let check =
        Command::new("sha256sum").args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(&target).output();
    match check {
        Ok(check) => assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr)),
        Err(_) => println!("skipped: there is no sha256sum"),
    }
    Some(fs::read_to_string(target.join("SHA256SUMS")).unwrap())
}

#[test]
fn neither_place_nor_language_nor_hour_nor_cores_change_a_byte() {
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    let here = around.path();
    let expected = sums(&data, here, "", &[]).unwrap();
    assert!(expected.lines().count() > 40, "{expected}");
    let same = |told: &str, found: Option<String>| assert!(found.is_none_or(|found| found == expected), "{told}");

    // Turkish has another small I and Arabic other digits; Apia is a day ahead, and Kiritimati further.
    for (lang, zone) in [("tr_TR.UTF-8", "Pacific/Apia"), ("ar_EG.UTF-8", "America/Adak"), ("C", "Pacific/Kiritimati")]
    {
        same(lang, sums(&data, here, "", &[("LANG", lang), ("LC_ALL", lang), ("LANGUAGE", lang), ("TZ", zone)]));
    }
    for mask in ["umask 000;", "umask 077;"] {
        same(mask, sums(&data, here, mask, &[]));
    }
    for threads in ["1", "2", "7"] {
        same(threads, sums(&data, here, "", &[("RAYON_NUM_THREADS", threads)]));
    }
    same("one core", sums(&data, here, "taskset -c 0", &[]));
    same("no environment", sums(&data, here, "env -i", &[]));
    same("another folder", sums(Path::new("../small"), &data.join("../small"), "", &[]));
    same("another hour", sums(&data, here, "faketime '2001-09-09 01:46:40'", &[]));
}

#[test]
fn the_order_in_which_files_were_made_does_not_matter() {
    fn copied_backwards(from: &Path, to: &Path) {
        fs::create_dir(to).unwrap();
        let mut entries: Vec<_> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries.into_iter().rev() {
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                copied_backwards(&path, &target);
            } else {
                // Another time of change, too.
                fs::write(target, fs::read(path).unwrap()).unwrap();
            }
        }
    }
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    let backwards = around.path().join("backwards");
    copied_backwards(&data, &backwards);
    assert_eq!(sums(&data, around.path(), "", &[]), sums(&backwards, around.path(), "", &[]));
}
