//! `cargo xtask bench`: how long the validation of a large dataset takes, beside JSON Schema validators that do less
//! with the same files.
//!
//! All contestants read the same files from the disk (warm in the page cache) on as many cores as there are, in turn,
//! several rounds. A JSON Schema validator looks at the form of each record alone; `usru validate` looks at the form, at
//! the canonical bytes, and at every rule within and between records.

mod contestant;
mod measure;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};

use crate::{synth, workspace};
use contestant::Contestant;
use measure::Run;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many synthetic records.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    records: usize,
    /// How often each contestant runs; the median counts.
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: usize,
    /// Where chance begins when the records are made.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Runs one contestant on a folder once and prints what it took; for the task's own use.
    #[arg(long, hide = true, num_args = 2, value_names = ["NAME", "DIR"])]
    one: Option<Vec<String>>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if let Some([name, folder]) = args.one.as_deref() {
        let contestant = Contestant::named(name).with_context(|| format!("there is no contestant {name}"))?;
        println!("{}", measure::once(contestant, Path::new(folder))?);
        return Ok(ExitCode::SUCCESS);
    }
    for contestant in Contestant::ALL {
        contestant.install()?;
    }
    let folder = workspace::root().join("target/bench").join(format!("records-{}-seed-{}", args.records, args.seed));
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    synth::make(&folder, args.records, args.seed)?;
    let bytes = size(&folder)?;
    println!("{} records, {} MB, {} cores", args.records, bytes / 1_000_000, contestant::cores());
    for contestant in Contestant::ALL {
        println!("  {:<15} {}", contestant.name(), contestant.what());
    }

    let mut runs: Vec<Vec<Run>> = Contestant::ALL.iter().map(|_| Vec::new()).collect();
    for round in 0..=args.rounds {
        for (contestant, runs) in Contestant::ALL.iter().zip(&mut runs) {
            let run = apart(*contestant, &folder)?;
            // The first round only warms the caches.
            if round > 0 {
                println!("round {round}: {:<15} {run}", contestant.name());
                runs.push(run);
            }
        }
    }
    let medians: Vec<_> = runs.iter().map(|runs| Run::median(runs)).collect();
    let Some(own) = medians.first() else { bail!("nothing was run") };
    println!(
        "\n{:<15} {:>9} {:>9} {:>9} {:>8} {:>8} {:>12}",
        "median", "time s", "cpu s", "peak MB", "time ×", "cpu ×", "peak ÷ input"
    );
    for (contestant, run) in Contestant::ALL.iter().zip(&medians) {
        println!(
            "{:<15} {:>9.2} {:>9.2} {:>9.0} {:>8.2} {:>8.2} {:>12.2}",
            contestant.name(),
            run.seconds,
            run.cpu,
            run.peak / 1e6,
            run.seconds / own.seconds,
            run.cpu / own.cpu,
            run.peak / bytes_as_float(bytes),
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the contestant under a process of its own, so that the peak of its memory is its own too.
fn apart(contestant: Contestant, folder: &Path) -> anyhow::Result<Run> {
    let this = std::env::current_exe().context("cannot find the program of the tasks")?;
    let output = Command::new(this).args(["bench", "--one", contestant.name()]).arg(folder).output();
    let output = output.with_context(|| format!("cannot run {}", contestant.name()))?;
    let told = String::from_utf8_lossy(&output.stdout);
    match told.parse() {
        Ok(run) if output.status.success() => Ok(run),
        _ => bail!("{} failed: {told}{}", contestant.name(), String::from_utf8_lossy(&output.stderr)),
    }
}

/// The bytes of all files in the folder.
fn size(folder: &Path) -> anyhow::Result<u64> {
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
    Ok(bytes)
}

#[expect(clippy::cast_precision_loss, reason = "a ratio with two places needs no more than a double has")]
fn bytes_as_float(bytes: u64) -> f64 {
    bytes as f64
}
