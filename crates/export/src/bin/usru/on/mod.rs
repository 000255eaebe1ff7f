//! `usru on DAY`: the state of relations, who held what, what was in force, what happened.

mod page;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;
use usru_core::date::{Bounds, Calendar};
use usru_core::query::{AgreementOn, Gap, Index, OfficeOn, RelationsOn, Side, When, parties};

use self::page::Page;
use crate::DataArgs;
use crate::day::{self, BothCalendars};
use crate::paper::Paper;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The day, as year-month-day: 1867-03-30.
    day: String,
    /// The day is given in the Julian calendar, Old Style.
    #[arg(long)]
    julian: bool,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

/// All that is told of a day.
#[derive(Serialize)]
struct Answer<'a> {
    day: NaiveDate,
    /// Nothing if the title page does not name two sides.
    relations: Option<RelationsOn<'a>>,
    /// The offices of both sides that existed, also those that nobody is told to have held.
    offices: Vec<OfficeOn<'a>>,
    /// What no record tells of who held them.
    gaps: Vec<Gap<'a>>,
    /// The certain ones first, then in the order in which they began.
    agreements: Vec<AgreementOn<'a>>,
    /// What happened on the day, certainly or possibly, if its date is no wider than a month.
    happened: Vec<When<'a>>,
    /// How much else may have happened on the day: its date is wider.
    wider: usize,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let calendar = if args.julian { Calendar::Julian } else { Calendar::Gregorian };
    let day = day::day(&args.day, calendar).map_err(anyhow::Error::msg)?;
    let dataset = args.data.open()?;
    let index = Index::new(&dataset);
    let answer = answer(&index, day);
    if args.json {
        writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&answer)?)?;
    } else {
        Page::new(Paper::stdout(), &index, BothCalendars::of(&dataset)).write(&answer)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn answer<'a>(index: &Index<'a>, day: NaiveDate) -> Answer<'a> {
    let (mut offices, mut gaps) = (Vec::new(), Vec::new());
    for side in sides_or_polities(index) {
        let mut found = index.offices_on(&side, day);
        offices.append(&mut found.offices);
        gaps.append(&mut found.gaps);
    }
    // Heads of state of both sides first, as they stand beside each other.
    offices.sort_by_key(|now| now.office.kind);

    let sides: Vec<_> = index.sides().iter().map(Side::ids).collect();
    let between = |now: &AgreementOn<'_>| {
        let binds = |side: &Vec<&str>| parties(now.agreement).any(|party| side.contains(&party.as_str()));
        sides.iter().all(binds)
    };
    let mut agreements: Vec<_> = index.agreements_in_force(day).filter(between).collect();
    agreements.sort_by_key(|now| (now.certainty, now.since.date.as_ref().map(|date| date.bounds().earliest)));

    let (mut happened, wider): (Vec<_>, Vec<_>) =
        index.within(Bounds::day(day)).filter(|when| !lasts(when)).partition(|when| is_near(when.what.date.bounds()));
    happened.sort_by_key(|when| when.certainty);
    Answer { day, relations: index.relations_on(day), offices, gaps, agreements, happened, wider: wider.len() }
}

/// The sides; where the title page names none, every polity is one of its own.
fn sides_or_polities<'a>(index: &Index<'a>) -> Vec<Side<'a>> {
    if index.sides().is_empty() {
        let polities = index.dataset().polities.iter();
        polities.map(|polity| Side { label: polity.label.as_str(), line: vec![polity] }).collect()
    } else {
        index.sides().to_vec()
    }
}

/// Whether the date says that something lasted for longer than a month: that tells of a time, not of a day.
fn lasts(when: &When<'_>) -> bool {
    when.what.date.edtf.is_interval() && !is_near(when.what.date.bounds())
}

/// Whether the bounds are no wider than a month.
fn is_near(bounds: Bounds) -> bool {
    matches!((bounds.earliest, bounds.latest), (Some(earliest), Some(latest)) if (latest - earliest).num_days() <= 31)
}
