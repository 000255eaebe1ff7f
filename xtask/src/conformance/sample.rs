//! The small sound dataset on which every rule shows what breaks it, with changes.

use std::fs;

use anyhow::{Context, bail};
use usru_core::Dataset;
use usru_core::load::{SourceFile, load};
use usru_core::rules::Edit;

use crate::workspace;

/// Its files.
pub(super) fn files() -> anyhow::Result<Vec<SourceFile>> {
    let folder = workspace::root().join("crates/core/tests/fixtures/small");
    let names = usru_export::write::names(&folder).with_context(|| format!("{} is not there", folder.display()))?;
    let read = |path: String| anyhow::Ok(SourceFile { bytes: fs::read(folder.join(&path))?, path });
    names.into_iter().map(read).collect()
}

/// Its records.
pub(super) fn dataset() -> anyhow::Result<Dataset> {
    match load(files()?).dataset {
        Some(dataset) => Ok(dataset),
        None => bail!("the sample of usru-core is broken: run its tests"),
    }
}

/// Its files with changes.
pub(super) fn edited(edits: &[Edit]) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = files()?;
    for edit in edits {
        match *edit {
            Edit::Replace { file, from, to } => {
                let found = files.iter_mut().find(|found| found.path == file);
                let found = found.with_context(|| format!("the sample has no file {file}"))?;
                found.bytes = String::from_utf8_lossy(&found.bytes).replacen(from, to, 1).into_bytes();
            }
            Edit::Add { file, text } => {
                files.push(SourceFile { path: file.to_owned(), bytes: text.as_bytes().to_vec() });
            }
            Edit::Remove { file } => files.retain(|found| found.path != file),
        }
    }
    Ok(files)
}
