//! What the tests of the command share.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The command, without colours.
pub(crate) fn usru(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_usru")).args(args).env("NO_COLOR", "1").output().unwrap()
}

/// What it wrote to standard output.
pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it wrote to standard error.
pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A sound little dataset, copied so that it can be spoilt.
pub(crate) fn small(to: &Path) -> PathBuf {
    let data = to.join("small");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/fixtures/small"), &data);
    data
}

/// Copies a folder with its folders.
pub(crate) fn copy(from: &Path, to: &Path) {
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
