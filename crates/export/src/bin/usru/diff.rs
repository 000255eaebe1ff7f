//! `usru diff A B`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use usru_core::Dataset;
use usru_core::load::ABOUT_FILE;
use usru_core::rules::{FILE_NAME, JSON_SYNTAX, MISPLACED_FILE, RECORD_SHAPE, UNREADABLE_FILE};
use usru_export::diff::{diff, write_text};
use usru_export::import::Export;
use usru_export::read::Derived;
use usru_export::render::{Form, Report, colour};

use crate::validate;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 nothing changed, 1 something did or one of the two cannot be read, 2 the call is \
                        at fault."
)]
pub(crate) struct Args {
    /// What it was: a folder of records, or an export of any format.
    before: PathBuf,
    /// What it is: a folder of records, or an export of any format.
    after: PathBuf,
    /// Print the changes as JSON.
    #[arg(long)]
    json: bool,
    /// Derived values of an export may be wrong or missing.
    #[arg(long)]
    ignore_derived: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let derived = if args.ignore_derived { Derived::Ignored } else { Derived::Checked };
    let (Some(before), Some(after)) = (open(&args.before, derived)?, open(&args.after, derived)?) else {
        return Ok(ExitCode::FAILURE);
    };
    let changes = diff(&before, &after)?;
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &changes)?;
        writeln!(out)?;
    } else {
        write_text(&changes, &mut out)?;
    }
    Ok(if changes.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The dataset in a folder of records or an export; nothing if it cannot be read whole, after that was told.
fn open(path: &Path, derived: Derived) -> anyhow::Result<Option<Dataset>> {
    let colour = colour(&io::stderr());
    if path.join(ABOUT_FILE).exists() {
        let mut loaded = crate::load(path)?;
        // A broken rule changes no record. A record that cannot be read would look as if it were gone.
        let form = [JSON_SYNTAX, RECORD_SHAPE, FILE_NAME, MISPLACED_FILE, UNREADABLE_FILE].map(|rule| rule.id);
        loaded.diagnostics.retain(|diagnostic| form.contains(&diagnostic.rule));
        if loaded.diagnostics.is_empty() {
            return Ok(loaded.dataset);
        }
        validate::report(&loaded, path, Form::Human, &mut io::stderr().lock(), colour)?;
        return Ok(None);
    }
    let export = Export::find(path)?;
    let root = export.folder().display().to_string();
    match export.read(derived) {
        Ok(dataset) => Ok(Some(dataset)),
        Err(faults) => {
            let (diagnostics, texts) = (faults.diagnostics.as_slice(), &faults.texts);
            Report { diagnostics, allowed: &[], texts, files: texts.len(), root: &root, colour }
                .write(Form::Human, &mut io::stderr().lock())?;
            Ok(None)
        }
    }
}
