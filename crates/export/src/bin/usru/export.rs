//! `usru export OUT`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use usru_export::export::{Format, files, put};

use crate::DataArgs;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder to write to. It is made if it is not there.
    out: PathBuf,
    /// The format to write; may be given several times. All of them if it is left out.
    #[arg(long, value_enum)]
    format: Vec<Format>,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut formats = if args.format.is_empty() { Format::ALL.to_vec() } else { args.format.clone() };
    formats.sort();
    formats.dedup();

    let progress = progress(formats.len() + 2);
    progress.set_message("reading the records");
    let dataset = args.data.open()?;
    progress.inc(1);

    // Everything is made before anything is written, so a fault leaves the folder as it was.
    let mut all = Vec::new();
    for &format in &formats {
        progress.set_message(format!("making {format:?}").to_lowercase());
        all.extend(files(&dataset, format)?);
        progress.inc(1);
    }
    progress.set_message("writing");
    put(&args.out, &formats, &all)
        .with_context(|| format!("cannot export to {}, where nothing has changed", args.out.display()))?;
    progress.finish_and_clear();

    let bytes: usize = all.iter().map(|file| file.bytes.len()).sum();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} records of “{}” {} written to {}: {} files, {} KiB",
        dataset.records().count(),
        dataset.about.title,
        dataset.about.version,
        args.out.display(),
        all.len() + 1,
        bytes.div_ceil(1024)
    )?;
    Ok(ExitCode::SUCCESS)
}

/// A bar on a terminal, nothing in a pipe.
fn progress(steps: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(steps as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {msg}") {
        bar.set_style(style);
    }
    bar
}
