//! End-to-end tests of the workspace, which lie in `tests/tests/`, and what several of them need.
//!
//! A virtual workspace does not run a `tests` folder at its top by itself, hence a member package.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

pub mod random;

/// What Cargo prints when it is asked for this workspace, by the lock file as it is.
///
/// # Panics
/// If Cargo cannot be started or fails: the test then fails with what it told.
#[must_use]
pub fn cargo(args: &[&str]) -> String {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let asked = [args, &["--locked", "--manifest-path", manifest]].concat();
    let output = std::process::Command::new(cargo).args(asked).output().expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
