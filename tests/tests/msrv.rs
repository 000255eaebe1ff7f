//! Whoever has the Rust that the crates declare can build them, as far as their dependencies declare what they need.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use usru_tests::cargo;

const PUBLISHED: [&str; 3] = ["usru-core", "usru-data", "usru-export"];

/// What Cargo knows of the workspace and of everything that it is built from on this machine.
fn metadata() -> Value {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Command::new(rustc).args(["--version", "--verbose"]).output().expect("rustc can be started");
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc tells its host");
    let json = cargo(&["metadata", "--format-version", "1", "--offline", "--filter-platform", host]);
    serde_json::from_str(&json).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// `1.88` and `1.88.0` are one version.
fn version(text: &str) -> [u64; 3] {
    let mut parts = text.split('.').map(|part| part.parse().unwrap());
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

#[test]
fn versions_are_compared_as_numbers() {
    assert_eq!(version("1.88"), version("1.88.0"));
    assert!(version("1.9") < version("1.88"));
    assert!(version("1.88.1") > version("1.88"));
}

#[test]
fn no_dependency_declares_a_later_rust_than_the_crates_do() {
    let metadata = metadata();
    let packages: BTreeMap<_, _> =
        metadata["packages"].as_array().unwrap().iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<_, _> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|node| (text(&node["id"]), node)).collect();

    let mut left: Vec<&str> =
        packages.iter().filter(|(_, package)| PUBLISHED.contains(&text(&package["name"]))).map(|(id, _)| *id).collect();
    assert_eq!(left.len(), PUBLISHED.len());
    let ours = version(text(&packages[left[0]]["rust_version"]));
    let mut seen = BTreeSet::new();
    while let Some(id) = left.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dependency in nodes[id]["deps"].as_array().unwrap() {
            // What only tests and benchmarks need, users do not build.
            if dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"] != "dev") {
                left.push(text(&dependency["pkg"]));
            }
        }
    }

    let declared = seen.iter().filter_map(|id| Some((packages[id], packages[id]["rust_version"].as_str()?)));
    let (later, no_later): (Vec<_>, Vec<_>) = declared.partition(|(_, needed)| version(needed) > ours);
    // So many that it is not the check that has gone blind.
    assert!(no_later.len() > 80, "only {} of {} declare what they need", no_later.len(), seen.len());
    let later: Vec<_> =
        later.iter().map(|(one, needed)| format!("{} {} needs Rust {needed}", one["name"], one["version"])).collect();
    assert!(later.is_empty(), "rust-version in Cargo.toml is too low, or these too new: {later:#?}");
}
