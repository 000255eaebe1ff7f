//! `cargo xtask coverage`: the ledger of the sources as a table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use usru_core::dataset::AnyRecord;
use usru_core::statement::Citation;
use usru_core::walk::{Path, Visitor};
use usru_export::folder::load_folder;

use crate::workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of records; those of the workspace if it is left out.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Only this source.
    #[arg(long, value_name = "ID")]
    source: Option<String>,
}

struct Cited<'a> {
    record: AnyRecord<'a>,
    by: &'a mut BTreeMap<(String, String), BTreeSet<String>>,
}

impl<'a> Visitor<'a> for Cited<'_> {
    fn citation(&mut self, _: &Path, citation: &'a Citation) {
        let section = (citation.source.to_string(), citation.section.to_string());
        self.by.entry(section).or_default().insert(self.record.reference());
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let folder = args.data.clone().unwrap_or_else(workspace::data);
    let loaded = load_folder(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let Some(dataset) = &loaded.dataset else { bail!("the title page has faults: run `cargo xtask validate` first") };
    let mut by = BTreeMap::new();
    for record in dataset.records() {
        record.walk(&mut Cited { record, by: &mut by });
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "source\tsection\tcoverage\trecords")?;
    for source in &dataset.sources {
        if args.source.as_ref().is_some_and(|wanted| wanted != source.id.as_str()) {
            continue;
        }
        for section in &source.sections {
            let records = by.get(&(source.id.to_string(), section.heading.to_string()));
            let coverage = match (&section.omitted, &section.pending) {
                (Some(reason), _) => format!("left out: {reason}"),
                (None, Some(reason)) => format!("pending: {reason}"),
                (None, None) => "covered".to_owned(),
            };
            let records = records.map(|set| set.iter().map(String::as_str).collect::<Vec<_>>().join(" "));
            writeln!(out, "{}\t{}\t{coverage}\t{}", source.id, section.heading, records.unwrap_or_default())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
