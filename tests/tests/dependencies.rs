//! What comes with `usru-data`: as little as can be, and each of it with its reason in the decisions. And what may stand
//! among all dependencies: what `.cargo/deny.toml` allows, which this holds to where cargo-deny is not installed.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use serde_json::Value;
use spdx::{Expression, ParseMode};
use usru_tests::cargo;

const DECISIONS: &str = include_str!("../../crates/core/docs/decisions.md");
const POLICY: &str = include_str!("../../.cargo/deny.toml");
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The names of the crates below that one, down to the depth, with the edges of `cargo tree`; itself not.
fn below(of: &str, depth: &str, edges: &str) -> BTreeSet<String> {
    let form = ["tree", "--offline", "--prefix", "none", "--format", "{p}"];
    let names = cargo(&[&form[..], &["--package", of, "--depth", depth, "--edges", edges]].concat());
    names.lines().filter_map(|line| line.split(' ').next()).filter(|name| *name != of).map(str::to_owned).collect()
}

#[test]
fn the_data_come_without_command_line_xml_and_csv() {
    let tree = below("usru-data", "99", "normal,build");
    assert!(tree.contains("usru-core") && tree.contains("serde"), "{tree:?}");
    for unwanted in ["anyhow", "clap", "clap_builder", "csv", "quick-xml", "rayon", "roxmltree", "tempfile"] {
        assert!(!tree.contains(unwanted), "usru-data pulls in {unwanted}");
    }
    // The same question finds them where they are.
    let export = below("usru-export", "99", "normal,build");
    for used in ["anyhow", "clap", "clap_builder", "csv", "quick-xml", "rayon", "roxmltree", "tempfile"] {
        assert!(export.contains(used), "usru-export no longer uses {used}: strike it out above");
    }
}

#[test]
fn every_dependency_of_the_core_has_its_reason_in_the_decisions() {
    let (_, table) = DECISIONS.split_once("| `usru-core` uses |").expect("there is a table of dependencies");
    let justified: BTreeSet<_> = table
        .lines()
        .skip(2)
        .map_while(|line| line.strip_prefix("| `"))
        .filter_map(|row| row.split('`').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(below("usru-core", "1", "normal"), justified);
}

#[test]
fn the_decisions_count_what_comes_with_the_data() {
    let all = below("usru-data", "99", "normal").len() - 1;
    let linked = below("usru-data", "99", "normal,no-proc-macro").len() - 1;
    let sentence = format!("{all} crates, of which {linked} are linked and {} only write code", all - linked);
    let text = DECISIONS.replace('\n', " ");
    assert!(text.contains(&sentence), "crates/core/docs/decisions.md does not say: {sentence}");
}

/// What stands in quotation marks between that beginning and that end, wherever the policy has them.
fn quoted(begin: &str, end: char) -> BTreeSet<&'static str> {
    let found = POLICY.split(begin).skip(1).filter_map(|rest| rest.split(end).next());
    found.flat_map(|list| list.split('"').skip(1).step_by(2)).collect()
}

/// Whether the licence, an expression of SPDX, can be met by those that are allowed.
fn is_met(licence: &Expression, allowed: &BTreeSet<&str>) -> bool {
    licence.evaluate(|wanted| allowed.contains(wanted.to_string().as_str()))
}

#[test]
fn the_dependencies_are_what_the_policy_allows() {
    let (allowed, refused) = (quoted("\nallow = [", ']'), quoted("{ crate = ", ','));
    assert!(allowed.contains("MIT") && refused.contains("openssl-sys"), "{allowed:?} {refused:?}");
    // With the crates that only other systems need, and those that only the tests use.
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--all-features"])).unwrap();
    let mut licences = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        assert!(!refused.contains(name), "{name} is refused in .cargo/deny.toml");
        match package["source"].as_str() {
            Some(source) => assert_eq!(source, CRATES_IO, "{name} comes from elsewhere"),
            None => {
                for dependency in package["dependencies"].as_array().unwrap() {
                    let any = dependency["req"] == "*" && dependency["path"].is_null();
                    assert!(!any, "{name} takes any version of {}", dependency["name"]);
                }
            }
        }
        let text = package["license"].as_str().unwrap_or_else(|| panic!("{name} names no licence"));
        // Some write a stroke for “or”, as crates.io once asked.
        let licence = Expression::parse_mode(text, ParseMode::LAX).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(is_met(&licence, &allowed), "{name} is under {text}, which .cargo/deny.toml does not allow");
        licences.push(licence);
    }
    for licence in &allowed {
        let others = allowed.iter().copied().filter(|other| other != licence).collect();
        let is_needed = licences.iter().any(|of_one| !is_met(of_one, &others));
        assert!(is_needed, "no dependency needs {licence}: strike it out in .cargo/deny.toml");
    }
}
