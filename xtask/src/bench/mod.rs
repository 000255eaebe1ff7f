//! `cargo xtask bench`: how long the validation of a large dataset takes, beside JSON Schema validators that do less
//! with the same files.
//!
//! All contestants read the same files from the disk (warm in the page cache) on as many cores as there are, in turn,
//! several rounds. A JSON Schema validator looks at the form of each record alone; `usru validate` looks at the form, at
//! the canonical bytes, and at every rule within and between records.

mod contestant;
mod measure;
mod report;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};

use crate::{synth, workspace};
use contestant::{Contestant, Home};
use measure::Run;
use report::{Measured, Report};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many synthetic records.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    records: usize,
    /// How often each contestant runs; the median counts.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// Where chance begins when the records are made.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Build and fetch nothing: measure what is there, and say what is not.
    #[arg(long)]
    installed: bool,
    /// The folder for the programs and the records; the workspace's target if it is left out.
    #[arg(long, value_name = "DIR")]
    home: Option<PathBuf>,
    /// Runs one contestant on a folder once and prints what it took; for the task's own use.
    #[arg(long, hide = true, num_args = 2, value_names = ["NAME", "DIR"])]
    one: Option<Vec<String>>,
}

/// How many records show what a contestant needs to start.
const FEW: usize = 100;

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let home = Home(args.home.clone().unwrap_or_else(|| workspace::root().join("target")));
    if let Some([name, folder]) = args.one.as_deref() {
        let contestant = Contestant::named(name).with_context(|| format!("there is no contestant {name}"))?;
        println!("{}", measure::once(contestant, &home, Path::new(folder))?);
        return Ok(ExitCode::SUCCESS);
    }
    let contestants = present(&home, args.installed)?;
    let folder = records(&home, args.records, args.seed)?;
    let few = records(&home, FEW, args.seed)?;
    let bytes = size(&folder)?;
    println!("{} records, {:.1} MB, {} cores", args.records, bytes / 1e6, contestant::cores());

    let mut runs: Vec<(Contestant, Vec<Run>, Vec<Run>)> =
        contestants.into_iter().map(|contestant| (contestant, Vec::new(), Vec::new())).collect();
    for round in 0..=args.rounds {
        for (contestant, starts, runs) in &mut runs {
            let (start, run) = (apart(*contestant, &home, &few)?, apart(*contestant, &home, &folder)?);
            // The first round only warms the caches.
            if round > 0 {
                println!("round {round}: {:<15} {run}", contestant.name());
                starts.push(start);
                runs.push(run);
            }
        }
    }
    let measured = runs.into_iter().map(|(contestant, starts, runs)| Measured {
        contestant,
        start: Run::median(&starts).seconds,
        run: Run::median(&runs),
    });
    let report = Report { records: args.records, bytes, measured: measured.collect() };
    print!("\n{report}");
    Ok(if report.misses_a_mark() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Those that can be run, ours first; says who cannot, and why.
fn present(home: &Home, installed: bool) -> anyhow::Result<Vec<Contestant>> {
    let mut present = Vec::new();
    for contestant in Contestant::ALL.iter().copied() {
        let is_ours = contestant == Contestant::Usru;
        let install = if installed { Ok(()) } else { contestant.install(home) };
        match install {
            Err(error) if is_ours => return Err(error),
            Err(error) => println!("skipped: {} cannot be installed: {error:#}", contestant.name()),
            Ok(()) if contestant.is_installed(home) => present.push(contestant),
            Ok(()) if is_ours => {
                println!("usru is not built for release: `cargo xtask validate`, as it runs now, stands in for it");
                present.push(contestant);
            }
            Ok(()) => println!("skipped: {} is not installed", contestant.name()),
        }
    }
    Ok(present)
}

/// Invented records, made anew.
fn records(home: &Home, count: usize, seed: u64) -> anyhow::Result<PathBuf> {
    let folder = home.0.join("bench").join(format!("records-{count}-seed-{seed}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    synth::make(&folder, count, seed)?;
    Ok(folder)
}

/// Runs the contestant under a process of its own, so that the peak of its memory is its own too.
fn apart(contestant: Contestant, home: &Home, folder: &Path) -> anyhow::Result<Run> {
    let this = std::env::current_exe().context("cannot find the program of the tasks")?;
    let mut command = Command::new(this);
    command.args(["bench", "--home"]).arg(&home.0).args(["--one", contestant.name()]).arg(folder);
    let output = command.output().with_context(|| format!("cannot run {}", contestant.name()))?;
    let told = String::from_utf8_lossy(&output.stdout);
    match told.parse() {
        Ok(run) if output.status.success() => Ok(run),
        _ => bail!("{} failed: {told}{}", contestant.name(), String::from_utf8_lossy(&output.stderr)),
    }
}

/// The bytes of all files in the folder.
#[expect(clippy::cast_precision_loss, reason = "a ratio with two places needs no more than a double has")]
fn size(folder: &Path) -> anyhow::Result<f64> {
    let mut bytes = 0;
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                bytes += metadata.len();
            }
        }
    }
    Ok(bytes as f64)
}
