//! Reading a folder of records from the disk.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::path::Path;

use rayon::prelude::*;
use usru_core::diagnostic::{Diagnostic, Location};
use usru_core::load::{Loaded, Loader, SourceFile};
use usru_core::rules::UNREADABLE_FILE;

use crate::file::{self, MOST_OF_RECORD, Refusal};

/// How deep a dataset's folder goes: collections, and files in them.
const DEPTH: usize = 2;

/// How many files a thread takes at a time: enough to be worth the while, few enough that no thread waits for the last.
const BATCH: usize = 64;

/// Reads every file of the folder and applies every rule to what is in them, on all cores; what comes of it does not
/// depend on how many there are.
///
/// A file that cannot be read is told of among the diagnostics, and the others are still read. Hidden files are passed
/// over.
///
/// # Errors
/// Only if the folder itself cannot be listed: it does not exist, is no folder, or may not be read.
pub fn load_folder(folder: &Path) -> io::Result<Loaded> {
    let Listing { files, mut unreadable, .. } = Listing::of(folder)?;
    let (parts, faults): (Vec<_>, Vec<_>) = files.par_chunks(BATCH).map(|files| read(folder, files)).unzip();
    drop(files);
    unreadable.extend(faults.into_iter().flatten());
    let mut loader = Loader::join(parts);
    for diagnostic in &unreadable {
        loader.unreadable(&diagnostic.location.file);
    }
    let mut result = loader.finish();
    result.diagnostics.extend(unreadable);
    Diagnostic::sort(&mut result.diagnostics);
    Ok(result)
}

/// Reads some files, and tells of those that cannot be read.
fn read(root: &Path, files: &[String]) -> (Loader, Vec<Diagnostic>) {
    let mut loader = Loader::new();
    let mut unreadable = Vec::new();
    for files in files.chunk_by(|a, b| split(a).0 == split(b).0) {
        let within = files.first().map_or("", |first| split(first).0);
        let folder = file::Folder::new(root.join(within));
        for path in files {
            match folder.read(split(path).1, MOST_OF_RECORD) {
                Ok(bytes) => loader.add(SourceFile { path: path.clone(), bytes }),
                Err(Refusal { message, help }) => {
                    unreadable.push(unreadable_file(root, &root.join(path), message, help));
                }
            }
        }
    }
    (loader, unreadable)
}

/// The folder in which a file of the dataset lies, and its name there.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// What lies in a folder.
struct Listing<'f> {
    root: &'f Path,
    /// The files, in order: their paths from the folder, with `/` between the parts.
    files: Vec<String>,
    unreadable: Vec<Diagnostic>,
}

impl<'f> Listing<'f> {
    fn of(root: &'f Path) -> io::Result<Self> {
        let mut listing = Self::empty(root);
        listing.list("", 1)?;
        Ok(listing)
    }

    fn empty(root: &'f Path) -> Self {
        Self { root, files: Vec::new(), unreadable: Vec::new() }
    }

    /// Lists the dataset's folder, or one in it: `events/`.
    fn list(&mut self, within: &str, depth: usize) -> io::Result<()> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(self.root.join(within))? {
            let entry = entry?;
            entries.push((entry.file_name(), entry.file_type().ok()));
        }
        entries.retain(|(name, _)| !name.as_encoded_bytes().starts_with(b"."));
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        if depth == DEPTH {
            for (name, kind) in entries {
                self.entry(within, &name, kind, depth);
            }
            return Ok(());
        }
        // The folders in the dataset's are listed at the same time.
        let parts = entries.into_par_iter().with_max_len(1).map(|(name, kind)| {
            let mut part = Self::empty(self.root);
            part.entry(within, &name, kind, depth);
            part
        });
        for mut part in parts.collect::<Vec<_>>() {
            self.files.append(&mut part.files);
            self.unreadable.append(&mut part.unreadable);
        }
        Ok(())
    }

    fn entry(&mut self, within: &str, name: &OsStr, listed: Option<FileType>, depth: usize) {
        // Almost everything is a file with a name in order, and needs no further look.
        if let (Some(kind), Some(name)) = (listed, name.to_str())
            && kind.is_file()
        {
            self.files.push(format!("{within}{name}"));
            return;
        }
        let path = &self.root.join(within).join(name);
        let Some(name) = name.to_str() else {
            let help = "rename it: the file of a record is named for its id, in ASCII";
            return self.tell(path, "the name of the file is not UTF-8".into(), help);
        };
        // The kind is asked of what a link points at, so a link to a file is a file and a pipe is never opened. The
        // listing knows the kind of everything else, which spares asking for each of a hundred thousand files.
        let kind = match listed {
            Some(kind) if !kind.is_symlink() => Ok(kind),
            _ => fs::metadata(path).map(|metadata| metadata.file_type()),
        };
        let kind = match kind {
            Ok(kind) => kind,
            Err(error) => {
                let Refusal { message, help } = Refusal::of(path, &error);
                return self.tell(path, message, help);
            }
        };
        if kind.is_dir() {
            if depth == DEPTH {
                let help = "a collection is a folder of files without folders in it: move this one away";
                return self.tell(path, "this is a folder, where a file is expected".into(), help);
            }
            if self.leads_back(path) {
                let help = "take the link away: the records in it are read where they are";
                return self.tell(path, "this is a link to a folder that holds it".into(), help);
            }
            if let Err(error) = self.list(&format!("{within}{name}/"), depth + 1) {
                self.tell(path, format!("the folder cannot be listed: {error}"), "check that it may be read");
            }
        } else if kind.is_file() {
            self.files.push(format!("{within}{name}"));
        } else {
            let Refusal { message, help } = Refusal::not_a_file();
            self.tell(path, message, help);
        }
    }

    /// Whether the folder is a link to the dataset's own folder, or to one around it.
    fn leads_back(&self, folder: &Path) -> bool {
        let root = fs::canonicalize(self.root);
        folder.is_symlink() && fs::canonicalize(folder).is_ok_and(|to| root.is_ok_and(|root| root.starts_with(to)))
    }

    fn tell(&mut self, path: &Path, message: String, help: &str) {
        self.unreadable.push(unreadable_file(self.root, path, message, help));
    }
}

/// The file's path from the folder, with `/` between the parts.
fn relative(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn unreadable_file(root: &Path, path: &Path, message: String, help: &str) -> Diagnostic {
    Diagnostic {
        location: Location::of_file(relative(root, path)),
        rule: UNREADABLE_FILE.id,
        severity: UNREADABLE_FILE.severity,
        message,
        help: help.to_owned(),
        related: Vec::new(),
    }
}

/// Rewrites every record of the folder that can be read in the canonical form, and names those that were not in it.
/// With `check` nothing is written.
///
/// # Errors
/// If the folder cannot be listed or a file cannot be written.
pub fn format_folder(folder: &Path, check: bool) -> io::Result<Vec<String>> {
    let mut changed = Vec::new();
    for name in Listing::of(folder)?.files {
        let path = folder.join(&name);
        let Some(text) = file::read(&path, MOST_OF_RECORD).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        let Some(canonical) = usru_core::load::canonical(&name, &text) else { continue };
        if canonical != text {
            if !check {
                crate::write::whole(&path, canonical.as_bytes())?;
            }
            changed.push(name);
        }
    }
    Ok(changed)
}
