//! `cargo xtask format`: the canonical form of every record that can be read.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use crate::workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of records; those of the workspace if it is left out.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Only say which files would change; exit with 1 if there are any.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let folder = args.data.clone().unwrap_or_else(workspace::data);
    let changed = usru_export::folder::format_folder(&folder, args.check)
        .with_context(|| format!("the folder {} cannot be formatted", folder.display()))?;
    for file in &changed {
        println!("{file}");
    }
    Ok(if args.check && !changed.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
