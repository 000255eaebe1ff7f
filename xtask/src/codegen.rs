//! `cargo xtask codegen`: the files that are generated, with one code path to write and to check.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use usru_core::collection::Collection;
use usru_core::dataset::{Dataset, ForRecordType, Member, with_record_type};
use usru_core::pack::{Pack, pack};
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
    bytes: Vec<u8>,
}

impl Generated {
    fn path(&self) -> PathBuf {
        workspace::root().join(&self.name)
    }

    pub(crate) fn is_fresh(&self) -> bool {
        fs::read(self.path()).is_ok_and(|bytes| bytes == self.bytes)
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
            fs::write(&path, &file.bytes).with_context(|| format!("cannot write {}", file.name))?;
        }
    }
    Ok(stale)
}

/// What comes from the types and rules alone: the schemas beside the records, and the page of the rules.
fn from_types() -> Vec<Generated> {
    let schemas = schema::files().into_iter();
    let mut files: Vec<_> =
        schemas.map(|(name, text)| Generated { name: format!("data/schema/{name}"), bytes: text.into() }).collect();
    files.push(Generated { name: "crates/core/docs/rules.md".to_owned(), bytes: rules::page().into() });
    files
}

/// What `usru-data` embeds, and the fingerprints by which a reviewer sees what changed.
pub(crate) fn files(dataset: &Dataset) -> anyhow::Result<Vec<Generated>> {
    let mut files = Vec::from(embedded("about", &dataset.about));
    let mut fingerprints = "collection,id,bytes,sha256\n".to_owned();
    for &collection in Collection::ALL {
        files.extend(with_record_type(collection, Embedded(dataset)));
    }
    for record in dataset.records() {
        let json = serde_json::to_string(&record)?;
        let hash = Sha256::digest(json.as_bytes());
        let hash = hash.iter().take(8).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        writeln!(fingerprints, "{},{},{},{hash}", record.collection(), record.id(), json.len())?;
    }
    files.push(Generated { name: "crates/data/fingerprints.csv".to_owned(), bytes: fingerprints.into() });
    Ok(files)
}

/// The two files of a collection of whatever type.
struct Embedded<'d>(&'d Dataset);

impl ForRecordType for Embedded<'_> {
    type Output = [Generated; 2];
    fn run<T: Member>(self) -> Self::Output {
        embedded(T::COLLECTION.name(), T::records(self.0))
    }
}

fn embedded<T: Pack>(name: &str, value: &T) -> [Generated; 2] {
    let (texts, structure) = pack(value);
    let path = |part| format!("crates/data/src/generated/{name}.{part}");
    [Generated { name: path("texts"), bytes: texts.into() }, Generated { name: path("structure"), bytes: structure }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_file_is_fresh_only_if_it_is_the_same_bytes() {
        let page = || from_types().pop().unwrap();
        assert!(page().is_fresh(), "crates/core/docs/rules.md is stale: run `cargo xtask codegen`");
        assert!(!Generated { bytes: [page().bytes, vec![b' ']].concat(), ..page() }.is_fresh());
        assert!(!Generated { name: "crates/core/docs/none.md".to_owned(), ..page() }.is_fresh());
    }
}
