//! `usru validate [DIR]` and `usru format DIR`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use usru_core::load::Loaded;
use usru_export::folder::format_folder;
use usru_export::render::{Form, Report, colour};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of records.
    #[arg(value_name = "DIR", default_value = "data")]
    folder: PathBuf,
    /// The form of the findings.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

#[derive(Debug, clap::Args)]
pub(crate) struct FormatArgs {
    /// The folder of records.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Only say which files would change; exit with 1 if there are any.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let loaded = crate::load(&args.folder)?;
    report(&loaded, &args.folder, args.format, &mut io::stdout().lock(), colour(&io::stdout()))?;
    let code = if loaded.is_valid() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    // The process ends here: to take a large dataset to pieces would be for nothing.
    core::mem::forget(loaded);
    Ok(code)
}

pub(crate) fn format(args: &FormatArgs) -> anyhow::Result<ExitCode> {
    let changed = format_folder(&args.folder, args.check)
        .with_context(|| format!("{} cannot be formatted", args.folder.display()))?;
    let mut out = io::stdout().lock();
    for file in &changed {
        writeln!(out, "{file}")?;
    }
    Ok(if args.check && !changed.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Writes every finding in the form.
pub(crate) fn report(loaded: &Loaded, folder: &Path, form: Form, out: &mut dyn Write, colour: bool) -> io::Result<()> {
    let root = folder.display().to_string();
    let (diagnostics, allowed) = (loaded.diagnostics.as_slice(), loaded.allowed.as_slice());
    let report = Report { diagnostics, allowed, texts: &loaded.texts, files: loaded.files, root: &root, colour };
    report.write(form, out)
}
