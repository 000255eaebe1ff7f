//! `cargo xtask disputes`: every variant as a table.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use usru_export::disputes::{DisputeRow, disputes};
use usru_export::folder::load_folder;

use crate::workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of records; those of the workspace if it is left out.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Only variants of this status: disputed, rejected, superseded or imprecise.
    #[arg(long)]
    status: Option<String>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let folder = args.data.clone().unwrap_or_else(workspace::data);
    let loaded = load_folder(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let Some(dataset) = &loaded.dataset else { bail!("the title page has faults: run `cargo xtask validate` first") };
    // No text of a record holds a tab or a line break, so the rows need no quoting.
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", DisputeRow::COLUMNS.join("\t"))?;
    for row in disputes(dataset)? {
        if args.status.as_ref().is_none_or(|status| status == row.status) {
            writeln!(out, "{}", row.cells().join("\t"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
