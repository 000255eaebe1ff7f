//! `usru timeline`: what happened, in the order of time.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::ExitCode;

use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::date::{Bounds, Calendar};
use usru_core::diagnostic::nearest;
use usru_core::query::{Certainty, Index, When};
use usru_core::record::EventKind;
use usru_export::words::spaced;

use crate::DataArgs;
use crate::day::{self, BothCalendars};
use crate::paper::Paper;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// From when: a year, a month or a day, such as 1860 or 1867-03.
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Until when, that year, month or day included.
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Only events of this kind: recognition, negotiation, war and so on; may be given several times.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Vec<EventKind>,
    /// Only what the person, by id, has to do with.
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Only what has to do with the place, by id, or with one within it.
    #[arg(long, value_name = "ID")]
    place: Option<String>,
    /// Only what the polity, by id, has to do with.
    #[arg(long, value_name = "ID")]
    polity: Option<String>,
    /// Only what the organization, by id, has to do with.
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
    /// Leave out what only possibly falls into the time.
    #[arg(long)]
    certain: bool,
    /// Print as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

fn kind(word: &str) -> Result<EventKind, String> {
    word.parse().map_err(|error| {
        let near = nearest(word, EventKind::ALL.iter().map(|kind| kind.as_str()));
        near.map_or_else(|| format!("{error}"), |near| format!("there is no kind “{word}”: did you mean “{near}”?"))
    })
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let days = days(args).map_err(anyhow::Error::msg)?;
    let dataset = args.data.open()?;
    let index = Index::new(&dataset);
    let wanted = wanted(args, &index)?;
    let is_wanted = |when: &When<'_>| {
        let record = when.what.record;
        let of_kind =
            args.kind.is_empty() || matches!(record, AnyRecord::Event(event) if args.kind.contains(&event.kind));
        of_kind
            && (!args.certain || when.certainty == Certainty::Certain)
            && wanted.iter().all(|records| records.contains(&(record.collection(), record.id())))
    };
    let (found, one_sided): (Vec<_>, Vec<_>) = index.within(days).filter(is_wanted).partition(is_placed);
    if args.json {
        writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&found)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let both = BothCalendars::of(&dataset);
    let mut paper = Paper::stdout();
    let began_before = |when: &&When<'_>| matches!((when.what.span.begin.latest, days.earliest), (Some(begun), Some(first)) if begun < first);
    let (before, then): (Vec<_>, Vec<_>) = found.iter().partition(began_before);
    if !before.is_empty() {
        paper.heading("Going on from before")?;
        list(&mut paper, both, &before)?;
        paper.heading("In that time")?;
    }
    list(&mut paper, both, &then)?;
    let possible = found.iter().filter(|when| when.certainty == Certainty::Possible).count();
    paper.space()?;
    paper.aside(&format!("{} found, {possible} of them possibly within the time", found.len()))?;
    if !one_sided.is_empty() {
        let text =
            "left out, for the records tell of them only that they were before some later day, or after some earlier";
        paper.aside(&format!("{} {text}", one_sided.len()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes what happened under its dates.
fn list<W: Write>(paper: &mut Paper<W>, both: BothCalendars, all: &[&When<'_>]) -> io::Result<()> {
    let mut last = String::new();
    for when in all {
        let date = both.words(when.what.date);
        if date != last {
            paper.title(&date)?;
        }
        last = date;
        let step = when.what.step.map_or_else(String::new, |(_, kind)| format!(": {}", spaced(kind)));
        let doubt = if when.certainty == Certainty::Possible { "possibly: " } else { "" };
        paper.row(0, "", &format!("{doubt}{}{step} [{}]", when.what.record.label(), when.what.record))?;
    }
    Ok(())
}

/// Whether it is certainly within the time, or dated on both sides.
fn is_placed(when: &When<'_>) -> bool {
    let bounds = when.what.date.bounds();
    when.certainty == Certainty::Certain || bounds.earliest.is_some() && bounds.latest.is_some()
}

/// The days asked for.
fn days(args: &Args) -> Result<Bounds, String> {
    let bounds = |text: &Option<String>| {
        text.as_ref()
            .map(|text| day::date(text, Calendar::Gregorian))
            .transpose()
            .map(|date| date.map(|date| date.bounds()))
    };
    let (from, to) = (bounds(&args.from)?, bounds(&args.to)?);
    let days = Bounds { earliest: from.and_then(|from| from.earliest), latest: to.and_then(|to| to.latest) };
    match (days.earliest, days.latest) {
        (Some(earliest), Some(latest)) if earliest > latest => {
            Err(format!("the time ends on {latest}, before it begins on {earliest}: turn --from and --to round"))
        }
        _ => Ok(days),
    }
}

/// For each record asked for, the records that have to do with it.
fn wanted<'a>(args: &Args, index: &Index<'a>) -> anyhow::Result<Vec<BTreeSet<(Collection, &'a str)>>> {
    let asked = [
        (Collection::People, &args.person),
        (Collection::Places, &args.place),
        (Collection::Polities, &args.polity),
        (Collection::Organizations, &args.organization),
    ];
    let mut wanted = Vec::new();
    for (collection, id) in asked {
        let Some(id) = id else { continue };
        if index.get(collection, id).is_none() {
            anyhow::bail!("{}", crate::unknown(index, Some(collection), id));
        }
        let key = |record: AnyRecord<'a>| (record.collection(), record.id());
        wanted.push(match collection {
            Collection::Places => index.at_place(id).into_iter().map(key).collect(),
            _ => index.involving(collection, id).map(key).collect(),
        });
    }
    Ok(wanted)
}
