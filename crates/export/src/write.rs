//! Writing a file, or a folder of them, whole or not at all.

mod folder;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

pub use folder::{Folder, names};

/// Writes the bytes to a file beside the target and puts it in the target's place in one step, so that the target
/// holds either what it held or all of the new.
///
/// # Errors
/// What the disk says: no room, no permission, a target that is a folder.
pub fn whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".usru-");
    // Temporary files are private by default; what is written here is meant to be read by others, as far as the
    // process's own mask allows.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}
