//! What comes with `usru-data`: as little as can be, and each of it with its reason in the decisions.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const DECISIONS: &str = include_str!("../../crates/core/docs/decisions.md");

/// The names of the crates below that one, down to the depth, with the edges of `cargo tree`; itself not.
fn below(of: &str, depth: &str, edges: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["tree", "--offline", "--locked", "--prefix", "none", "--format", "{p}", "--manifest-path"])
        .arg(root)
        .args(["--package", of, "--depth", depth, "--edges", edges])
        .output()
        .expect("cargo can be started");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let names = String::from_utf8(output.stdout).unwrap();
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
