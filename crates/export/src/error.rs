//! What can go wrong in an export.

use std::io;
use std::path::PathBuf;

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The place written to failed: a full disk, a folder without permission, a closed pipe.
    #[error("cannot write: {0}")]
    Io(#[from] io::Error),
    /// A record could not be turned into JSON.
    #[error("cannot write as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A table could not be written.
    #[error("cannot write as CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// The folder to export to holds something that this exporter did not put there.
    #[error("{} is not empty and holds no earlier export: name another folder, or empty this one", .0.display())]
    NotOurs(PathBuf),
    /// The folder of an earlier export holds a file that no export put there.
    #[error("{} was not put there by an export, and would be lost: move it away, or name another folder", .0.display())]
    Foreign(PathBuf),
    /// The dataset holds something that the format cannot say.
    #[error("cannot be exported: {0}")]
    Unsupported(String),
}
