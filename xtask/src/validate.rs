//! `cargo xtask validate`: every rule, on the records of the workspace or of any folder.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use usru_core::diagnostic::{Diagnostic, Location, Severity};
use usru_core::rules::EMBEDDED_DATA_OUT_OF_DATE;
use usru_export::folder::load_folder;
use usru_export::render::{Form, Report, colour};

use crate::{codegen, workspace};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of records; those of the workspace if it is left out.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The form of the findings: human, json, github or sarif.
    #[arg(long, default_value = "human")]
    format: Form,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (folder, shown) = match &args.data {
        Some(folder) => (folder.clone(), folder.display().to_string()),
        None => (workspace::data(), "data".to_owned()),
    };
    let mut loaded = load_folder(&folder)
        .with_context(|| format!("the folder {shown} cannot be read: name a folder of records with --data"))?;
    let complete = loaded.is_valid();
    if let (None, Some(dataset)) = (&args.data, &loaded.dataset) {
        // Whether the embedded records are fresh can only be said of records that are right.
        for file in codegen::files(dataset)?.into_iter().filter(|file| complete && !file.is_fresh()) {
            loaded.diagnostics.push(Diagnostic {
                location: Location::of_file(format!("../{}", file.name)),
                rule: EMBEDDED_DATA_OUT_OF_DATE.id,
                severity: Severity::Error,
                message: format!("{} is not what the records give", file.name),
                help: "run `cargo xtask codegen`".to_owned(),
                related: Vec::new(),
            });
        }
    }
    let colour = colour(&std::io::stdout());
    let (diagnostics, allowed) = (loaded.diagnostics.as_slice(), loaded.allowed.as_slice());
    let report = Report { diagnostics, allowed, texts: &loaded.texts, files: loaded.files, root: &shown, colour };
    report.write(args.format, &mut std::io::stdout().lock())?;
    Ok(if loaded.is_valid() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
