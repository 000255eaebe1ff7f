//! End-to-end tests of the workspace. They lie in `tests/tests/`; this crate holds nothing else.
//!
//! A virtual workspace does not run a `tests` folder at its top by itself, hence a member package.

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
