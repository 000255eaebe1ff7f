//! `cargo xtask stats`: what the dataset holds, in numbers.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::date::{Calendar, DateRef};
use usru_core::statement::{Citation, VariantRef};
use usru_core::walk::{Path, Visitor};
use usru_export::folder::load_folder;

use crate::workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of records; those of the workspace if it is left out.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// What is counted on a walk over all records.
#[derive(Default)]
struct Counts {
    dates: usize,
    days: usize,
    julian: usize,
    dual: usize,
    citations: usize,
    variants: BTreeMap<&'static str, usize>,
    /// Records that cite each source, by the source's id.
    by_source: BTreeMap<String, usize>,
    /// The sources that the record under hand has cited.
    cited_here: Vec<String>,
}

impl<'a> Visitor<'a> for Counts {
    fn date(&mut self, _: &Path, date: DateRef<'a>) {
        self.dates += 1;
        self.days += usize::from(date.edtf.is_day());
        self.julian += usize::from(date.calendar == Calendar::Julian);
        self.dual += usize::from(date.dual.is_some());
    }

    fn citation(&mut self, _: &Path, citation: &'a Citation) {
        self.citations += 1;
        let source = citation.source.to_string();
        if !self.cited_here.contains(&source) {
            self.cited_here.push(source);
        }
    }

    fn variant(&mut self, _: &Path, variant: VariantRef<'a>) {
        *self.variants.entry(variant.status.as_str()).or_default() += 1;
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let folder = args.data.clone().unwrap_or_else(workspace::data);
    let loaded = load_folder(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let Some(dataset) = &loaded.dataset else { bail!("the title page has faults: run `cargo xtask validate` first") };

    let mut counts = Counts::default();
    for record in dataset.records() {
        record.walk(&mut counts);
        for source in counts.cited_here.drain(..) {
            *counts.by_source.entry(source).or_default() += 1;
        }
    }
    let records = dataset.records().filter(|record| record.collection() != Collection::Sources);
    let (all, cited) = records.fold((0, 0), |(all, cited), record: AnyRecord<'_>| {
        (all + 1, cited + usize::from(!record.citations().is_empty()))
    });

    let mut out = std::io::stdout().lock();
    writeln!(out, "collection\trecords")?;
    for &collection in Collection::ALL {
        writeln!(out, "{collection}\t{}", dataset.len_of(collection))?;
    }
    writeln!(out, "\nsource\trecords that cite it")?;
    let mut by_source: Vec<_> = counts.by_source.iter().collect();
    by_source.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    for (source, records) in by_source {
        writeln!(out, "{source}\t{records}")?;
    }
    let share = |part: usize, whole: usize| format!("{part} of {whole} ({})", percent(part, whole));
    let variants: usize = counts.variants.values().sum();
    writeln!(out, "\nwhat\thow many")?;
    writeln!(out, "records with citations, sources apart\t{}", share(cited, all))?;
    writeln!(out, "citations\t{}", counts.citations)?;
    writeln!(out, "dates to the day\t{}", share(counts.days, counts.dates))?;
    writeln!(out, "dates in the Julian calendar\t{}", share(counts.julian, counts.dates))?;
    writeln!(out, "dates given in both calendars\t{}", share(counts.dual, counts.dates))?;
    writeln!(out, "variants\t{variants}")?;
    for (status, number) in &counts.variants {
        writeln!(out, "variants {status}\t{}", share(*number, variants))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A share to a tenth of a percent, reckoned in whole numbers.
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "none".to_owned();
    }
    let tenths = (part * 1000 + whole / 2) / whole;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_are_rounded_to_a_tenth() {
        assert_eq!(percent(1, 3), "33.3 %");
        assert_eq!(percent(2, 3), "66.7 %");
        assert_eq!(percent(5, 5), "100.0 %");
        assert_eq!(percent(0, 0), "none");
    }
}
