//! `usru search WORDS`.

use std::io::{self, Write};
use std::process::ExitCode;

use usru_core::collection::Collection;
use usru_core::diagnostic::nearest;
use usru_core::query::{Field, Index, fold};

use crate::DataArgs;
use crate::paper::Paper;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The words: all of them must be found in a record's label, names or summary, in any script, whole or as the
    /// beginning of a word.
    #[arg(required = true)]
    words: Vec<String>,
    /// Only records of this collection.
    #[arg(long = "in", value_name = "COLLECTION", value_parser = crate::collection)]
    collection: Option<Collection>,
    /// How many records to show at most.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
    /// Print the records found as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dataset = args.data.open()?;
    let index = Index::new(&dataset);
    let words = args.words.join(" ");
    let mut hits = index.search(&words);
    hits.retain(|hit| args.collection.is_none_or(|collection| hit.record.collection() == collection));
    let all = hits.len();
    hits.truncate(args.limit);
    if args.json {
        writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&hits)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if hits.is_empty() {
        let known: Vec<_> = dataset.records().flat_map(|record| fold(record.label().as_str())).collect();
        let folded = fold(&words);
        let near = folded.iter().find_map(|word| nearest(word, known.iter().map(String::as_str)));
        let hint = near.map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
        anyhow::bail!("no record has the words “{words}”{hint}");
    }
    let mut paper = Paper::stdout();
    for hit in &hits {
        paper.title(hit.record.label().as_str())?;
        let found = match hit.field {
            Field::Name => format!("{}  ({})", hit.record, hit.text),
            Field::Label | Field::Id | Field::Summary => hit.record.to_string(),
        };
        paper.aside(&found)?;
        paper.text(hit.record.summary().as_str())?;
        paper.space()?;
    }
    paper.aside(&format!("{} of {all} records; `usru show` shows one", hits.len()))?;
    Ok(ExitCode::SUCCESS)
}
