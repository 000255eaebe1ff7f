//! `cargo xtask codegen`: the files that are generated, with one code path to write and to check.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use usru_core::collection::Collection;
use usru_core::dataset::Dataset;
use usru_core::{rules, schema};
use usru_export::folder::load_folder;

use crate::workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write nothing; exit with 1 if a file is not fresh.
    #[arg(long)]
    check: bool,
}

/// A generated file: where it belongs and what is to be in it.
#[derive(Debug)]
pub(crate) struct Generated {
    /// The name from the top folder of the workspace.
    pub(crate) name: String,
    text: String,
}

impl Generated {
    fn path(&self) -> PathBuf {
        workspace::root().join(&self.name)
    }

    pub(crate) fn is_fresh(&self) -> bool {
        fs::read(self.path()).is_ok_and(|bytes| bytes == self.text.as_bytes())
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    // What comes from the types alone goes first: a stale schema must not stand in the way of its own renewal.
    let mut stale = settle(from_types(), args.check)?;
    let loaded = load_folder(&workspace::data()).context("the folder data cannot be read")?;
    let Some(dataset) = loaded.dataset.as_ref().filter(|_| stale > 0 || loaded.is_valid()) else {
        bail!("the records have faults: run `cargo xtask validate` first");
    };
    stale += settle(files(dataset)?, args.check)?;
    if args.check && stale > 0 {
        eprintln!("{stale} generated files are not fresh: run `cargo xtask codegen`");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes or reports the files that are not fresh, and says how many there were.
fn settle(files: Vec<Generated>, check: bool) -> anyhow::Result<usize> {
    let mut stale = 0;
    for file in files.into_iter().filter(|file| !file.is_fresh()) {
        stale += 1;
        println!("{}", file.name);
        if !check {
            let path = file.path();
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).with_context(|| format!("cannot make the folder of {}", file.name))?;
            }
            fs::write(&path, &file.text).with_context(|| format!("cannot write {}", file.name))?;
        }
    }
    Ok(stale)
}

/// What comes from the types and rules alone: the schemas beside the records, and the page of the rules.
fn from_types() -> Vec<Generated> {
    let schemas = schema::files().into_iter();
    let mut files: Vec<_> =
        schemas.map(|(name, text)| Generated { name: format!("data/schema/{name}"), text }).collect();
    files.push(Generated { name: "crates/core/docs/rules.md".to_owned(), text: rules::page() });
    files
}

/// What `usru-data` embeds, and the fingerprints by which a reviewer sees what changed.
pub(crate) fn files(dataset: &Dataset) -> anyhow::Result<Vec<Generated>> {
    let mut files = vec![Generated {
        name: "crates/data/src/generated/about.json".to_owned(),
        text: format!("{}\n", serde_json::to_string(&dataset.about)?),
    }];
    let mut fingerprints = "collection,id,bytes,sha256\n".to_owned();
    for &collection in Collection::ALL {
        // One record a line: a change of one record is a change of one line.
        let mut lines = Vec::new();
        for record in dataset.records().filter(|record| record.collection() == collection) {
            let line = serde_json::to_string(&record)?;
            let hash = Sha256::digest(line.as_bytes());
            let hash = hash.iter().take(8).fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            });
            writeln!(fingerprints, "{collection},{},{},{hash}", record.id(), line.len())?;
            lines.push(line);
        }
        files.push(Generated {
            name: format!("crates/data/src/generated/{collection}.json"),
            text: if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) },
        });
    }
    files.push(Generated { name: "crates/data/fingerprints.csv".to_owned(), text: fingerprints });
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_file_is_fresh_only_if_it_is_the_same_bytes() {
        let page = || from_types().pop().unwrap();
        assert!(page().is_fresh(), "crates/core/docs/rules.md is stale: run `cargo xtask codegen`");
        assert!(!Generated { text: page().text + " ", ..page() }.is_fresh());
        assert!(!Generated { name: "crates/core/docs/none.md".to_owned(), ..page() }.is_fresh());
    }
}
