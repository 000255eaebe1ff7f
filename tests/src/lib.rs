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

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
