//! `cargo xtask api`: the public API of the crates as text, so that a change of it shows in the diff.
//!
//! It is told by rustdoc's JSON, which is not stable: the toolchain must write the format that the crate `public-api`
//! reads. With any other nothing can be said, and the task says so instead of failing: a new Rust is no change of ours.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, ensure};

use crate::workspace;

/// The format of rustdoc's JSON that `public-api` reads, and a Rust that writes it.
const FORMAT: u64 = 57;
const RUST: &str = "1.95";

/// The crates that are published, each with what turns on everything public in its library.
const CRATES: [(&str, &[&str]); 3] =
    [("usru-core", &[]), ("usru-data", &[]), ("usru-export", &["--no-default-features", "--features", "render"])];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write nothing; exit with 1 if the API is not the one that is written down.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut changed = false;
    for (name, features) in CRATES {
        let json = rustdoc(name, features)?;
        let text = fs::read_to_string(&json).with_context(|| format!("cannot read {}", json.display()))?;
        let format = format_version(&text)?;
        if format != FORMAT {
            println!(
                "The public API was not looked at: rustdoc of this toolchain writes format {format} of its JSON, and \
                 public-api reads {FORMAT}, which Rust {RUST} writes. Run `cargo +{RUST} xtask api`, or raise \
                 public-api in Cargo.toml with the two numbers in xtask/src/api.rs."
            );
            return Ok(ExitCode::SUCCESS);
        }
        let api = listing(&json)?;
        let file = workspace::root().join("tests/api").join(format!("{name}.txt"));
        let before = fs::read_to_string(&file).unwrap_or_default();
        for line in differences(&before, &api) {
            changed = true;
            println!("{name}: {line}");
        }
        if !args.check {
            fs::create_dir_all(file.parent().unwrap_or(&file)).context("cannot make tests/api")?;
            fs::write(&file, api).with_context(|| format!("cannot write {}", file.display()))?;
        }
    }
    if args.check && changed {
        eprintln!("the public API is not the one in tests/api: if it should change, run `cargo xtask api`");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Lets rustdoc write its JSON, in a folder of its own: what is built beside it is built for the stable compiler.
fn rustdoc(name: &str, features: &[&str]) -> anyhow::Result<PathBuf> {
    let target = workspace::root().join("target/api");
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(workspace::root())
        .args(["rustdoc", "--quiet", "--locked", "--lib", "--package", name])
        .args(features)
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .env("RUSTC_BOOTSTRAP", "1")
        .status()
        .context("cannot start cargo rustdoc")?;
    ensure!(status.success(), "rustdoc failed for {name}");
    Ok(target.join("doc").join(name.replace('-', "_")).with_extension("json"))
}

fn format_version(json: &str) -> anyhow::Result<u64> {
    #[derive(serde::Deserialize)]
    struct Head {
        format_version: u64,
    }
    let head: Head = serde_json::from_str(json).context("rustdoc's JSON tells no format")?;
    Ok(head.format_version)
}

/// A line for each public item. What follows from derives and from other traits is left out.
fn listing(json: &Path) -> anyhow::Result<String> {
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .with_context(|| format!("cannot make out {}", json.display()))?;
    Ok(api.to_string())
}

/// The lines that only one of the two has: the old ones after a minus, the new ones after a plus.
fn differences(before: &str, after: &str) -> Vec<String> {
    let only = |sign: char, of: &str, other: &str| -> Vec<String> {
        let other: std::collections::HashSet<_> = other.lines().collect();
        of.lines().filter(|line| !other.contains(line)).map(|line| format!("{sign} {line}")).collect()
    };
    [only('-', before, after), only('+', after, before)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_its_lines() {
        let before = "pub mod a\npub fn a::old()\n";
        assert_eq!(differences(before, before), [""; 0]);
        assert_eq!(differences(before, "pub mod a\npub fn a::new()\n"), ["- pub fn a::old()", "+ pub fn a::new()"]);
    }

    #[test]
    fn the_format_is_read_whatever_else_there_is() {
        assert_eq!(format_version(r#"{ "root": 1, "index": {}, "format_version": 60 }"#).unwrap(), 60);
        assert!(format_version("{}").is_err());
    }
}
