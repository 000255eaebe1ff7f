//! Where things are.

use std::path::PathBuf;

/// The top folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// The folder of the curated records.
pub(crate) fn data() -> PathBuf {
    root().join("data")
}
