//! The command `usru`: exports, checks and shows a dataset, the embedded one or any folder of records.

mod diff;
mod explain;
mod export;
mod import;
mod list;
mod schema;
mod show;
mod validate;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_export::render::{Form, colour};

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
    /// Show one record.
    Show(show::Args),
    /// List the records of a collection.
    List(list::Args),
    /// Print the JSON Schema of the dataset or of one collection, or write all of them into a folder.
    Schema(schema::Args),
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
        Command::Show(args) => show::run(&args),
        Command::List(args) => list::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    match outcome {
        Ok(code) => code,
        // Whoever reads our output may stop when they have enough.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
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

/// A dataset, or the code to end with after its faults were told.
enum Opened {
    Dataset(Box<Dataset>),
    Faulty(ExitCode),
}

impl DataArgs {
    /// The dataset, once every rule holds; otherwise the faults go to standard error.
    fn open(&self) -> anyhow::Result<Opened> {
        let Some(folder) = &self.data else {
            return Ok(Opened::Dataset(Box::new(usru_data::dataset().clone())));
        };
        let loaded = load(folder)?;
        if let (true, Some(dataset)) = (loaded.is_valid(), &loaded.dataset) {
            return Ok(Opened::Dataset(Box::new(dataset.clone())));
        }
        let colour = colour(&io::stderr());
        validate::report(&loaded, folder, Form::Human, &mut io::stderr().lock(), colour)?;
        eprintln!("error: the records in {} have faults: mend them first", folder.display());
        Ok(Opened::Faulty(ExitCode::FAILURE))
    }
}

fn load(folder: &Path) -> anyhow::Result<usru_core::load::Loaded> {
    usru_export::folder::load_folder(folder)
        .with_context(|| format!("{} cannot be read as a folder of records", folder.display()))
}

/// The collection of that name, in the plural or the singular.
fn collection(name: &str) -> Result<Collection, String> {
    let found = Collection::ALL.iter().find(|c| c.name() == name || c.singular() == name);
    found.copied().ok_or_else(|| {
        let names: Vec<_> = Collection::ALL.iter().map(|c| c.name()).collect();
        let near = usru_core::diagnostic::nearest(name, names.iter().copied());
        let hint = near.map(|near| format!("did you mean “{near}”? ")).unwrap_or_default();
        format!("there is no collection “{name}”; {hint}the collections are {}", names.join(", "))
    })
}
