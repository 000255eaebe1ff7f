//! `usru import PATH OUT`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use usru_core::load::load;
use usru_export::import::{Export, record_files, vacant, write_records};
use usru_export::read::Derived;
use usru_export::render::{Form, Report, colour};

use crate::validate;

#[derive(Debug, clap::Args)]
#[command(after_help = "What an export says twice (labels of referenced records, Gregorian days, tables in words) is \
                        held against itself; where the two differ, nothing is written. Texts for people that lay \
                        beside the records (README.md) are in no export.\n\n\
                        The records that come back are checked as `usru validate` does it. They are written even if \
                        rules are broken, so that they can be mended.\n\n\
                        Exit status: 0 all well, 1 the export cannot be read or its records break rules, 2 the call \
                        is at fault.")]
pub(crate) struct Args {
    /// The export: json/dataset.json, json/records.jsonl, the folder csv or its datapackage.json, tei/dataset.xml. What
    /// it is, is told by what is in it.
    path: PathBuf,
    /// The folder of records to write. It is made if it is not there, and must be empty if it is.
    out: PathBuf,
    /// Derived values may be wrong or missing: what they derive from was changed on purpose.
    #[arg(long)]
    ignore_derived: bool,
    /// The form of the findings.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let cannot_write = || format!("cannot write records to {}", args.out.display());
    vacant(&args.out).with_context(cannot_write)?;
    let export = Export::find(&args.path)?;
    let folder = export.folder().display().to_string();
    let derived = if args.ignore_derived { Derived::Ignored } else { Derived::Checked };
    let mut out = io::stdout().lock();
    let colour = colour(&io::stdout());
    let dataset = match export.read(derived) {
        Ok(dataset) => dataset,
        Err(faults) => {
            let root = if folder == "." { "" } else { &folder };
            let (diagnostics, texts) = (faults.diagnostics.as_slice(), &faults.texts);
            Report { diagnostics, allowed: &[], texts, files: texts.len(), root, colour }
                .write(args.format, &mut out)?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let files = record_files(&dataset)?;
    write_records(&args.out, &files).with_context(cannot_write)?;
    let loaded = load(files);
    if args.format != Form::Human || !loaded.diagnostics.is_empty() {
        validate::report(&loaded, &args.out, args.format, &mut out, colour)?;
    }
    if args.format == Form::Human {
        let (records, title, version) = (dataset.records().count(), &dataset.about.title, &dataset.about.version);
        writeln!(out, "{records} records of “{title}” {version} written to {}", args.out.display())?;
    }
    Ok(if loaded.is_valid() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
