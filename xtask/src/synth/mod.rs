//! `cargo xtask synth`: an invented dataset of any size, of the shape and in the proportions of the real one.
//!
//! It is valid by construction. Everything in it has a *true day*, chosen so that the invented world is possible: who
//! acts is alive and grown up, who holds an office holds it alone and while it exists, effects come after their causes.
//! What a record says of a true day is then made less exact, or put into the other calendar, but never wrong; so what
//! cannot be true under any reading does not occur, whatever rule may look for it. A reading that is wrong is a variant
//! marked as rejected.

#![expect(clippy::similar_names, reason = "what is named has names, and both words are the right ones")]

mod bodies;
mod dice;
mod documents;
mod events;
mod ledger;
mod measures;
mod pen;
mod people;
mod places;
mod prose;
mod realms;
mod service;
mod statement;
#[cfg(test)]
mod tests;
mod time;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde_json::json;
use usru_core::collection::Collection;
use usru_core::dataset::About;
use usru_core::json::write_about;
use usru_core::schema;

use dice::Dice;
use ledger::Ledger;
use pen::Pen;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many records, at least 100.
    #[arg(long, value_name = "N")]
    records: usize,
    /// Where chance begins: the same seed gives the same bytes.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The folder to write; it must not hold anything yet.
    out: PathBuf,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if fs::read_dir(&args.out).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty: name another folder, or empty it first", args.out.display());
    }
    make(&args.out, args.records, args.seed)?;
    println!("{} records in {}", args.records, args.out.display());
    Ok(ExitCode::SUCCESS)
}

/// The fewest records in which every collection has its share.
const FEWEST: usize = 100;

/// How many of 10,000 records each collection has, as in the real dataset; events take the rest.
const SHARES: &[(Collection, usize)] = &[
    (Collection::Sources, 3380),
    (Collection::Polities, 270),
    (Collection::Places, 670),
    (Collection::People, 855),
    (Collection::Organizations, 505),
    (Collection::Vessels, 45),
    (Collection::Works, 390),
    (Collection::Agreements, 170),
    (Collection::Offices, 130),
    (Collection::Posts, 85),
    (Collection::Appointments, 465),
    (Collection::Measures, 600),
];

/// Writes so many records, with title page and schemas, into the folder.
///
/// # Errors
/// If there are too few records for a whole world, or the folder cannot be written.
pub(crate) fn make(folder: &Path, records: usize, seed: u64) -> anyhow::Result<()> {
    if records < FEWEST {
        bail!("{records} records are too few for a whole world: take {FEWEST} or more");
    }
    let share = |collection: Collection| {
        let share = SHARES.iter().find(|(other, _)| *other == collection).map_or(0, |(_, share)| *share);
        (records * share / 10_000).max(2)
    };
    let mut dice = Dice::new(seed);
    let mut ledger = Ledger::default();
    ledger.plan(&mut dice, share(Collection::Sources));
    let mut pen = Pen::new(dice, ledger, folder.to_owned());
    folders(&pen, folder)?;

    let mut realms = realms::plan(&mut pen, share(Collection::Polities));
    places::make(&mut pen, &mut realms, share(Collection::Places))?;
    realms::write(&mut pen, &realms)?;
    people::make(&mut pen, &mut realms, share(Collection::People))?;
    bodies::organizations(&mut pen, &mut realms, share(Collection::Organizations))?;
    bodies::vessels(&mut pen, &mut realms, share(Collection::Vessels))?;
    let mut seats = service::offices(&mut pen, &mut realms, share(Collection::Offices))?;
    seats.extend(service::posts(&mut pen, &mut realms, share(Collection::Posts))?);
    service::appointments(&mut pen, &mut realms, &mut seats, share(Collection::Appointments))?;
    let mut deeds = documents::works(&mut pen, &realms, share(Collection::Works))?;
    deeds.extend(documents::agreements(&mut pen, &realms, share(Collection::Agreements))?);
    let measures = share(Collection::Measures);
    let left = records.saturating_sub(pen.written + share(Collection::Sources) + measures);
    deeds.extend(events::make(&mut pen, &realms, left)?);
    let measures = records.saturating_sub(pen.written + share(Collection::Sources));
    measures::make(&mut pen, &deeds, measures)?;
    ledger::write(&mut pen)
}

/// The folders, the title page and the schemas.
fn folders(pen: &Pen, folder: &Path) -> anyhow::Result<()> {
    let collections = Collection::ALL.iter().map(|collection| collection.name());
    for name in collections.chain([usru_core::load::SCHEMA_FOLDER]) {
        let path = folder.join(name);
        fs::create_dir_all(&path).with_context(|| format!("cannot make the folder {}", path.display()))?;
    }
    for (name, text) in schema::files() {
        pen.file(&format!("{}/{name}", usru_core::load::SCHEMA_FOLDER), &text)?;
    }
    let about: About = serde_json::from_value(json!({
        "name": "synthetic",
        "title": "An Invented World: Synthetic Records",
        "description": "Records of an invented world, made to measure tools by; nothing in them is true.",
        "version": "1.0.0",
        "released": { "edtf": "2026-01-01" },
        "language": "en",
        "licence": "CC0-1.0",
        "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "publisher": "Nobody",
    }))?;
    pen.file(usru_core::load::ABOUT_FILE, &write_about(&about)?)
}
