//! A folder that is written whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder in the making, which takes the place of another in one step.
///
/// The files are written into a hidden folder beside the target. [`install`](Self::install) puts it in the target's
/// place: on Linux and macOS the two exchange their names in one step, so that at every moment, and after a kill at any,
/// the target is either what it was or all of the new. Where the file system cannot exchange names (or the system is
/// another), the old folder is first put aside; a kill between the two steps is mended by the next
/// [`for_target`](Self::for_target).
///
/// A folder that is dropped without being installed leaves the target as it was. What a killed process left behind is
/// taken away by the next one with the same target.
///
/// ```no_run
/// use std::path::Path;
/// use usru_export::write::Folder;
///
/// let folder = Folder::for_target(Path::new("exports"))?;
/// folder.write("json/dataset.json", b"{}")?;
/// folder.install()?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Folder {
    /// The target, with all links resolved.
    target: PathBuf,
    /// Where the files are until then.
    staging: TempDir,
    /// Held as long as this process works on the folder, so that another can tell it from one left behind.
    _lock: Option<File>,
}

impl Folder {
    /// Begins a folder that is to stand at the target, which may be a folder, a link to one, or nothing yet.
    ///
    /// # Errors
    /// If the target is something else than a folder, is the folder that the process is in, or if the folder around it
    /// cannot be written to.
    pub fn for_target(target: &Path) -> io::Result<Self> {
        let target = resolved(target)?;
        let Some((parent, name)) = target.parent().zip(target.file_name()) else {
            return Err(invalid("this folder cannot be replaced: name a folder inside it"));
        };
        fs::create_dir_all(parent)?;
        let prefix = prefix(name);
        restore(&target, parent, &prefix)?;
        sweep(parent, &prefix);
        if target.exists() && std::env::current_dir().is_ok_and(|here| here.starts_with(&target)) {
            return Err(invalid(
                "the folder is replaced as a whole, and the command runs inside it: name another folder",
            ));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let staging = builder.tempdir_in(parent)?;
        let lock = locked(staging.path());
        Ok(Self { target, staging, _lock: lock })
    }

    /// The target, with all links resolved.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Writes a file of the new folder. The name is relative, with `/` between its parts.
    ///
    /// # Errors
    /// What the disk says; a name that leads out of the folder or is taken.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.place(name)?;
        File::create_new(path)?.write_all(bytes)
    }

    /// Takes a file of the present folder over into the new one as it is, and tells whether there was one.
    ///
    /// # Errors
    /// What the disk says; a name that leads out of the folder or is taken.
    pub fn keep(&self, name: &str) -> io::Result<bool> {
        let path = self.place(name)?;
        let present = self.target.join(name);
        match fs::symlink_metadata(&present) {
            Ok(metadata) if metadata.is_file() => {}
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => return Ok(false),
        }
        // A second name for the same bytes costs nothing; not every file system has such.
        if fs::hard_link(&present, &path).is_err() {
            fs::copy(&present, &path)?;
        }
        Ok(true)
    }

    /// Puts the new folder in the place of the target.
    ///
    /// # Errors
    /// What the disk says; the target is then as it was. A target that cannot be renamed, such as the root of a file
    /// system, cannot be replaced.
    pub fn install(self) -> io::Result<()> {
        let Self { target, staging, _lock } = self;
        sync(staging.path())?;
        if let Ok(present) = fs::metadata(&target) {
            // Whoever narrowed the rights to the folder did not mean them for one export only.
            fs::set_permissions(staging.path(), present.permissions())?;
        }
        exchange(staging.path(), &target).map_err(|error| {
            // The root of a file system: its name belongs to another one.
            if matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices) {
                let why = "the folder cannot be replaced as a whole, perhaps a folder inside it can";
                return io::Error::new(error.kind(), format!("{error}: {why}"));
            }
            error
        })?;
        if let Some(parent) = target.parent() {
            // The step is done; if the disk does not confirm it there is nothing left to undo.
            let _ = File::open(parent).and_then(|parent| parent.sync_all());
        }
        // The old folder, or nothing. If it cannot be taken away now the next process does it.
        let _ = staging.close();
        Ok(())
    }

    fn place(&self, name: &str) -> io::Result<PathBuf> {
        let outside = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains('\\');
        if name.split('/').any(outside) {
            return Err(invalid(&format!("“{name}” is no name of a file within the folder")));
        }
        let path = self.staging.path().join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(path)
    }
}

/// The names of all files in a folder and its folders, hidden ones too, with `/` between the parts and in order. A
/// symbolic link is a file here, wherever it leads.
///
/// # Errors
/// If one of the folders cannot be listed.
pub fn names(folder: &Path) -> io::Result<Vec<String>> {
    fn list(root: &Path, folder: &Path, found: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                list(root, &path, found)?;
            } else {
                let relative = path.strip_prefix(root).unwrap_or(&path);
                found.push(relative.iter().map(OsStr::to_string_lossy).collect::<Vec<_>>().join("/"));
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    list(folder, folder, &mut found)?;
    found.sort();
    Ok(found)
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message.to_owned())
}

/// The target as an absolute path without links in it, so that the folder that a link leads to is replaced, and the
/// link stays.
fn resolved(target: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(target) {
        Ok(path) if path.is_dir() => Ok(path),
        Ok(_) => Err(io::Error::new(io::ErrorKind::NotADirectory, "there is a file of this name: name a folder")),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Err(_) if fs::symlink_metadata(target).is_ok() => {
            Err(invalid("this is a link that leads nowhere: take it away"))
        }
        Err(_) => {
            let absolute = std::path::absolute(target)?;
            let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
                return Err(invalid("this is no name of a folder"));
            };
            // As much of the way as is there may lead over links.
            Ok(fs::canonicalize(parent).unwrap_or_else(|_| parent.to_owned()).join(name))
        }
    }
}

/// What the names of folders in the making for a target begin with: hidden, and beside it.
fn prefix(name: &OsStr) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(".usru-");
    prefix
}

/// Where the old folder waits on a file system that cannot exchange two names.
fn aside(parent: &Path, prefix: &OsStr) -> PathBuf {
    let mut name = prefix.to_owned();
    name.push("old");
    parent.join(name)
}

/// Puts the old folder back that a process killed between the two steps has put aside.
fn restore(target: &Path, parent: &Path, prefix: &OsStr) -> io::Result<()> {
    let aside = aside(parent, prefix);
    if aside.is_dir() && !target.exists() { fs::rename(aside, target) } else { Ok(()) }
}

/// Takes away what killed processes left behind. One that still runs holds the lock of its folder.
fn sweep(parent: &Path, prefix: &OsStr) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let left_behind = entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if left_behind && locked(&entry.path()).is_some() {
            // What cannot be taken away does no harm.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The folder with its lock, if nobody else holds it. The system lets go of it when the process ends, however that is.
#[cfg(unix)]
fn locked(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    rustix::fs::flock(&folder, rustix::fs::FlockOperation::NonBlockingLockExclusive).ok()?;
    Some(folder)
}

/// Elsewhere a folder cannot be locked, so nothing is ever taken for left behind.
#[cfg(not(unix))]
fn locked(_: &Path) -> Option<File> {
    None
}

/// Waits until everything in the folder is on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    // Not every system lets a folder be opened.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Gives the new folder the name of the target, and the target's folder, if there is one, the name of the new.
fn exchange(new: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(new, target);
    }
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // What a file system or a kernel says that does not know how.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    in_two_steps(new, target)
}

/// For file systems that cannot exchange two names.
fn in_two_steps(new: &Path, target: &Path) -> io::Result<()> {
    let (parent, name) =
        target.parent().zip(target.file_name()).ok_or_else(|| invalid("this is no name of a folder"))?;
    let aside = aside(parent, &prefix(name));
    if aside.exists() {
        // Of a process killed after the second step: the target is there, so this is no longer needed.
        fs::remove_dir_all(&aside)?;
    }
    fs::rename(target, &aside)?;
    if let Err(error) = fs::rename(new, target) {
        fs::rename(&aside, target)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(target: &Path, name: &str, text: &str) -> io::Result<()> {
        let folder = Folder::for_target(target)?;
        folder.write(name, text.as_bytes())?;
        folder.install()
    }

    #[test]
    fn a_folder_takes_the_place_of_another_and_leaves_nothing_beside_it() {
        let around = tempfile::tempdir().unwrap();
        let target = around.path().join("deep/out");
        write(&target, "a/b.txt", "old").unwrap();
        write(&target, "c.txt", "new").unwrap();
        assert_eq!(names(around.path()).unwrap(), ["deep/out/c.txt"]);
        assert_eq!(fs::read_to_string(target.join("c.txt")).unwrap(), "new");
    }

    #[test]
    fn what_is_kept_is_the_same_and_what_is_dropped_changes_nothing() {
        let around = tempfile::tempdir().unwrap();
        let target = around.path().join("out");
        write(&target, "a.txt", "old").unwrap();
        let folder = Folder::for_target(&target).unwrap();
        assert!(folder.keep("a.txt").unwrap());
        assert!(!folder.keep("b.txt").unwrap());
        folder.write("b.txt", b"new").unwrap();
        assert_eq!(folder.write("b.txt", b"again").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        drop(folder);
        assert_eq!(names(around.path()).unwrap(), ["out/a.txt"]);

        let folder = Folder::for_target(&target).unwrap();
        folder.keep("a.txt").unwrap();
        folder.write("b.txt", b"new").unwrap();
        folder.install().unwrap();
        assert_eq!(names(around.path()).unwrap(), ["out/a.txt", "out/b.txt"]);
        assert_eq!(fs::read_to_string(target.join("a.txt")).unwrap(), "old");
    }

    #[test]
    fn no_name_leads_out() {
        let around = tempfile::tempdir().unwrap();
        let folder = Folder::for_target(&around.path().join("out")).unwrap();
        for name in ["../x", "/x", "a/../../x", "", "a//b", "a\\..\\x", "."] {
            assert!(folder.write(name, b"").is_err(), "{name}");
            assert!(folder.keep(name).is_err(), "{name}");
        }
    }

    #[test]
    fn two_steps_do_what_one_does_and_a_kill_between_them_is_mended() {
        let around = tempfile::tempdir().unwrap();
        let target = around.path().join("out");
        write(&target, "a.txt", "old").unwrap();
        let new = around.path().join(".out.usru-1");
        fs::create_dir(&new).unwrap();
        fs::write(new.join("b.txt"), "new").unwrap();
        in_two_steps(&new, &target).unwrap();
        assert_eq!(names(around.path()).unwrap(), [".out.usru-1/a.txt", "out/b.txt"]);

        // Killed after the first step: the next process finds the old folder aside and nothing at the target.
        fs::rename(&target, aside(around.path(), &prefix(OsStr::new("out")))).unwrap();
        drop(Folder::for_target(&target).unwrap());
        assert_eq!(names(around.path()).unwrap(), ["out/b.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_was_left_behind_is_taken_away_but_not_what_another_process_works_on() {
        let around = tempfile::tempdir().unwrap();
        let target = around.path().join("out");
        let working = Folder::for_target(&target).unwrap();
        working.write("x", b"x").unwrap();
        let left = around.path().join(".out.usru-killed");
        fs::create_dir(&left).unwrap();
        let other = around.path().join(".outer.usru-killed");
        fs::create_dir(&other).unwrap();
        write(&target, "y", "y").unwrap();
        assert!(!left.exists() && other.exists());
        working.install().unwrap();
        assert_eq!(names(&target).unwrap(), ["x"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_those_that_lead_nowhere_refused() {
        let around = tempfile::tempdir().unwrap();
        let (real, link) = (around.path().join("real"), around.path().join("link"));
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert!(Folder::for_target(&link).unwrap_err().to_string().contains("leads nowhere"));
        fs::create_dir(&real).unwrap();
        write(&link, "a", "a").unwrap();
        assert_eq!(names(&real).unwrap(), ["a"]);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(Folder::for_target(&real.join("a")).unwrap_err().kind(), io::ErrorKind::NotADirectory);
        assert!(Folder::for_target(Path::new("/")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn the_rights_of_the_folder_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let around = tempfile::tempdir().unwrap();
        let target = around.path().join("out");
        write(&target, "a", "a").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o750)).unwrap();
        write(&target, "a", "b").unwrap();
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o750);
    }
}
