//! `usru schema [COLLECTION]`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use usru_core::schema;
use usru_export::write;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A collection, or `about` for the title page; the whole dataset if it is left out.
    #[arg(value_name = "COLLECTION", value_parser = which)]
    of: Option<String>,
    /// Write every schema into this folder, as a folder of records keeps them.
    #[arg(long, value_name = "DIR", conflicts_with = "of")]
    write: Option<PathBuf>,
}

/// Accepts a collection or `about`, and gives the file name of its schema.
fn which(name: &str) -> Result<String, String> {
    if name == "about" {
        return Ok(schema::ABOUT_FILE.to_owned());
    }
    crate::collection(name).map(|collection| format!("{}.schema.json", collection.singular()))
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let files = schema::files();
    if let Some(folder) = &args.write {
        for (name, text) in &files {
            write::whole(&folder.join(name), text.as_bytes())
                .with_context(|| format!("cannot write {name} to {}", folder.display()))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let wanted = args.of.as_deref().unwrap_or(schema::DATASET_FILE);
    let mut out = std::io::stdout().lock();
    for (_, text) in files.iter().filter(|(name, _)| name == wanted) {
        out.write_all(text.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}
