//! `cargo xtask stats`: what the dataset holds, in numbers.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use usru_export::folder::load_folder;
use usru_export::stats::{Stats, percent};

use crate::workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of records; those of the workspace if it is left out.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let folder = args.data.clone().unwrap_or_else(workspace::data);
    let loaded = load_folder(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let Some(dataset) = &loaded.dataset else { bail!("the title page has faults: run `cargo xtask validate` first") };
    let stats = Stats::of(dataset);

    let mut out = std::io::stdout().lock();
    writeln!(out, "collection\trecords")?;
    for (collection, records) in &stats.records {
        writeln!(out, "{collection}\t{records}")?;
    }
    writeln!(out, "\nsource\trecords that cite it")?;
    for source in &stats.sources {
        writeln!(out, "{}\t{}", source.source, source.records)?;
    }
    let share = |part: usize, whole: usize| format!("{part} of {whole} ({})", percent(part, whole));
    let variants: usize = stats.variants.values().sum();
    writeln!(out, "\nwhat\thow many")?;
    writeln!(out, "records with citations, sources apart\t{}", share(stats.cited, stats.citing))?;
    writeln!(out, "citations\t{}", stats.citations)?;
    writeln!(out, "dates to the day\t{}", share(stats.days, stats.dates))?;
    writeln!(out, "dates in the Julian calendar\t{}", share(stats.julian, stats.dates))?;
    writeln!(out, "dates given in both calendars\t{}", share(stats.dual, stats.dates))?;
    writeln!(out, "variants\t{variants}")?;
    for (status, number) in &stats.variants {
        writeln!(out, "variants {status}\t{}", share(*number, variants))?;
    }
    Ok(ExitCode::SUCCESS)
}
