//! `usru show ID`: a record as a page to read, or as JSON with what refers to it.

mod line;
mod page;
mod sources;

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;
use usru_core::dataset::AnyRecord;
use usru_core::query::{Index, Reference};

use self::page::Page;
use crate::DataArgs;
use crate::paper::Paper;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id of the record, alone or with its collection: `alaska-purchase`, `events/alaska-purchase`.
    id: String,
    /// Print the record as JSON.
    #[arg(long)]
    json: bool,
    /// With `--json`: print also what refers to the record.
    #[arg(long, requires = "json")]
    references: bool,
    #[command(flatten)]
    data: DataArgs,
}

/// A record and what refers to it.
#[derive(Serialize)]
struct Answer<'r, 'a> {
    record: AnyRecord<'a>,
    references: &'r [Reference<'a>],
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dataset = args.data.open()?;
    let index = Index::new(&dataset);
    let found: Vec<_> = index.named(&args.id).collect();
    if found.is_empty() {
        anyhow::bail!("{}", crate::unknown(&index, None, &args.id));
    }
    if args.json {
        let mut out = io::stdout().lock();
        for record in found {
            let references = index.references_to(record.collection(), record.id());
            let text = if args.references {
                serde_json::to_string_pretty(&Answer { record, references })?
            } else {
                serde_json::to_string_pretty(&record)?
            };
            writeln!(out, "{text}")?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut paper = Paper::stdout();
    for (place, record) in found.into_iter().enumerate() {
        if place > 0 {
            paper.space()?;
        }
        Page::new(&mut paper, &index, record).write()?;
    }
    Ok(ExitCode::SUCCESS)
}
