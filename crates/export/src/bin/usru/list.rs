//! `usru list COLLECTION`.

use std::io::Write;
use std::process::ExitCode;

use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;

use crate::DataArgs;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The collection: events, people, agreements and so on.
    #[arg(value_parser = crate::collection)]
    collection: Collection,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dataset = args.data.open()?;
    let mut out = std::io::stdout().lock();
    for record in dataset.records_of(args.collection) {
        match when(record) {
            Some(when) => writeln!(out, "{}\t{when}\t{}", record.id(), record.label())?,
            None => writeln!(out, "{}\t{}", record.id(), record.label())?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The date that a record of the collection has as a whole, if it has one.
fn when(record: AnyRecord<'_>) -> Option<&str> {
    let date = match record {
        AnyRecord::Event(event) => Some(&event.date),
        AnyRecord::Work(work) => work.date.as_ref(),
        AnyRecord::Measure(measure) => measure.date.as_ref(),
        AnyRecord::Polity(polity) => Some(&polity.span),
        AnyRecord::Organization(organization) => organization.span.as_ref(),
        _ => None,
    };
    date.map(|date| date.edtf.as_str())
}
