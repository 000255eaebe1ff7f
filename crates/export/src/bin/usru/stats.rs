//! `usru stats`: what the dataset holds, in numbers.

use std::io::{self, Write};
use std::process::ExitCode;

use usru_export::stats::{Stats, percent};

use crate::DataArgs;
use crate::paper::Paper;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many of the sources to list, those that most records cite first.
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    sources: usize,
    /// Print as JSON, with all sources.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dataset = args.data.open()?;
    let stats = Stats::of(&dataset);
    if args.json {
        writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&stats)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut paper = Paper::stdout();
    paper.title(&format!("{} {}", dataset.about.title, dataset.about.version))?;
    paper.heading("Records")?;
    for (collection, number) in &stats.records {
        paper.row(7, number, collection)?;
    }
    paper.row(7, stats.all, "together")?;
    paper.heading("Statements")?;
    let share = |part: usize, whole: usize| format!("of {whole} ({})", percent(part, whole));
    paper.row(7, stats.citations, "citations")?;
    paper.row(
        7,
        stats.cited,
        &format!("records with citations, sources apart, {}", share(stats.cited, stats.citing)),
    )?;
    paper.row(7, stats.days, &format!("dates to the day, {}", share(stats.days, stats.dates)))?;
    paper.row(7, stats.julian, &format!("dates in the Julian calendar, {}", share(stats.julian, stats.dates)))?;
    paper.row(7, stats.dual, &format!("dates given in both calendars, {}", share(stats.dual, stats.dates)))?;
    for (status, number) in &stats.variants {
        paper.row(7, number, &format!("other readings, {status}"))?;
    }
    paper.heading("Sources that most records cite")?;
    for source in stats.sources.iter().take(args.sources) {
        paper.row(7, source.records, &source.label)?;
    }
    Ok(ExitCode::SUCCESS)
}
