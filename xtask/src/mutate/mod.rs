//! `cargo xtask mutate`: does the validation see what goes wrong?
//!
//! The real records are taken into memory and spoilt, one corruption at a time, in every way the [`catalogue`] knows; each
//! spoilt folder is validated as `usru validate` would, and must be found faulty, in the right file and on the right
//! line. Nothing is written.

mod catalogue;
mod corruption;
mod draw;
mod judge;
mod lines;
mod report;
#[cfg(test)]
mod tests;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use rayon::prelude::*;
use usru_core::load::Loaded;
use usru_export::folder::load_folder;

use crate::workspace;
use catalogue::Kind;
use corruption::Corruption;
use draw::Draw;
use judge::Judge;
use report::{OfKind, Report};
use world::World;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which instances are drawn: the same seed gives the same run on every machine.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many instances of each kind, where the records have as many places for it.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    instances: usize,
    /// Only this kind of corruption; may be given several times.
    #[arg(long, value_name = "ID")]
    kind: Vec<String>,
    /// The folder of records; those of the workspace if it is left out.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Spoil nothing; print the kinds of corruption.
    #[arg(long)]
    list: bool,
    /// Print every instance with what was told of it, as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.list {
        return Ok(report::list(&mut std::io::stdout().lock(), catalogue::all()).map(|()| ExitCode::SUCCESS)?);
    }
    let folder = args.data.clone().unwrap_or_else(workspace::data);
    let loaded = load_folder(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let kinds: Vec<_> = catalogue::all().filter(|kind| wanted(kind, &args.kind)).collect();
    if let Some(unknown) = args.kind.iter().find(|id| kinds.iter().all(|kind| kind.id != id.as_str())) {
        bail!("there is no kind of corruption “{unknown}”");
    }
    let report = mutate(&loaded, &kinds, args.seed, args.instances)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        report.write_json(&mut out)?;
    } else {
        report.write(&mut out)?;
    }
    Ok(if report.all_caught() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn wanted(kind: &Kind, ids: &[String]) -> bool {
    ids.is_empty() || ids.iter().any(|id| id == kind.id)
}

/// Spoils the records in so many ways of each kind, and judges what is told.
fn mutate(loaded: &Loaded, kinds: &[&'static Kind], seed: u64, instances: usize) -> anyhow::Result<Report> {
    let world = World::new(loaded)?;
    let judge = Judge::new(&world, loaded);
    let made: Vec<Vec<Corruption>> =
        kinds.par_iter().map(|kind| (kind.make)(&world, &mut Draw::new(seed, kind.id, instances))).collect();
    // One list of all, so that no core waits while another is at the last of a kind.
    let all: Vec<&Corruption> = made.iter().flatten().collect();
    let mut verdicts = all.par_iter().map(|corruption| judge.verdict(corruption)).collect::<Vec<_>>().into_iter();
    let judged = kinds.iter().zip(made).map(|(kind, made)| {
        let of_kind: Vec<_> = verdicts.by_ref().take(made.len()).collect();
        OfKind { kind, instances: made.into_iter().zip(of_kind).collect() }
    });
    let kinds = judged.collect();
    Ok(Report { seed, kinds })
}
