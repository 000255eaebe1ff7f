//! The command `usru`: exports, checks and shows a dataset, the embedded one or any folder of records.

mod day;
mod diff;
mod explain;
mod export;
mod generate;
mod import;
mod list;
mod on;
mod paper;
mod schema;
mod search;
mod show;
mod stats;
mod timeline;
mod validate;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::diagnostic::nearest;
use usru_core::query::{Field, Index};
use usru_export::render::{Form, colour};

/// A record is many small texts and lists: with this allocator a large dataset is read and checked in a fifth less time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Debug, Parser)]
#[command(
    name = "usru",
    version,
    about = "US–Russia relations, 1763 to today: a critical edition in data",
    after_help = "Exit status: 0 all well, 1 the data is at fault, 2 the call is or something could not be done."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    colour: colorchoice_clap::Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the dataset as JSON, CSV and TEI-XML into a folder.
    Export(export::Args),
    /// Read an export back into a folder of records.
    Import(import::Args),
    /// Tell what changed between two datasets.
    Diff(diff::Args),
    /// Check a folder of records against every rule.
    Validate(validate::Args),
    /// Rewrite a folder of records in the canonical form.
    Format(validate::FormatArgs),
    /// Explain a rule, or list all of them.
    Explain(explain::Args),
    /// Tell the state of relations on a day, who held what, what was in force and what happened.
    On(on::Args),
    /// Find records by words, in any script.
    Search(search::Args),
    /// Show one record as a page to read.
    Show(show::Args),
    /// List what happened, in the order of time.
    Timeline(timeline::Args),
    /// Count what the dataset holds.
    Stats(stats::Args),
    /// List the records of a collection.
    List(list::Args),
    /// Print the JSON Schema of the dataset or of one collection, or write all of them into a folder.
    Schema(schema::Args),
    /// Print a script by which the shell completes the command.
    Completions(generate::CompletionArgs),
    /// Print the manual page.
    Man(generate::ManArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.colour.write_global();
    let outcome = match cli.command {
        Command::Export(args) => export::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Format(args) => validate::format(&args),
        Command::Explain(args) => explain::run(&args),
        Command::On(args) => on::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Timeline(args) => timeline::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::List(args) => list::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => generate::completions(&args),
        Command::Man(args) => generate::man(&args),
    };
    match outcome {
        Ok(code) => code,
        // Whoever reads our output may stop when they have enough.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            if error.is::<Faulty>() { ExitCode::FAILURE } else { ExitCode::from(2) }
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// Where the records come from.
#[derive(Debug, clap::Args)]
struct DataArgs {
    /// A folder of records, in place of the embedded ones.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// The data is at fault, not the call: each fault was told before.
#[derive(Debug, thiserror::Error)]
#[error("the records in {} have faults: mend them first", .0.display())]
struct Faulty(PathBuf);

impl DataArgs {
    /// The dataset, once every rule holds; otherwise the faults go to standard error.
    fn open(&self) -> anyhow::Result<Dataset> {
        let Some(folder) = &self.data else {
            // It shares the records with what is embedded.
            return Ok(usru_data::dataset().clone());
        };
        let mut loaded = load(folder)?;
        if loaded.is_valid()
            && let Some(dataset) = loaded.dataset.take()
        {
            return Ok(dataset);
        }
        let colour = colour(&io::stderr());
        validate::report(&loaded, folder, Form::Human, &mut io::stderr().lock(), colour)?;
        Err(Faulty(folder.clone()).into())
    }
}

fn load(folder: &Path) -> anyhow::Result<usru_core::load::Loaded> {
    usru_export::folder::load_folder(folder)
        .with_context(|| format!("{} cannot be read as a folder of records", folder.display()))
}

/// That there is no record of the id, with the one that was most likely meant: named with its words, or spelt like it.
fn unknown(index: &Index<'_>, collection: Option<Collection>, id: &str) -> String {
    let stem = id.rsplit('/').next().unwrap_or_default();
    let is_of = |record: &AnyRecord<'_>| collection.is_none_or(|collection| record.collection() == collection);
    let hits = index.search(stem);
    let named = hits.iter().filter(|hit| hit.field != Field::Summary).map(|hit| hit.record).find(is_of);
    let known = index.dataset().records().filter(is_of);
    let near = named.map(AnyRecord::id).or_else(|| nearest(stem, known.map(AnyRecord::id)));
    let hint = near.map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
    let of = collection.map(|collection| format!(" in {collection}")).unwrap_or_default();
    format!("there is no record “{id}”{of}{hint}")
}

/// The collection of that name, in the plural or the singular.
fn collection(name: &str) -> Result<Collection, String> {
    let found = Collection::ALL.iter().find(|c| c.name() == name || c.singular() == name);
    found.copied().ok_or_else(|| {
        let names: Vec<_> = Collection::ALL.iter().map(|c| c.name()).collect();
        let near = nearest(name, names.iter().copied());
        let hint = near.map(|near| format!("did you mean “{near}”? ")).unwrap_or_default();
        format!("there is no collection “{name}”; {hint}the collections are {}", names.join(", "))
    })
}
