//! Reading a folder of records from the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use usru_core::diagnostic::{Diagnostic, Location};
use usru_core::load::{Loaded, SourceFile, load};
use usru_core::rules::UNREADABLE_FILE;

/// How deep a dataset's folder goes: collections, and files in them.
const DEPTH: usize = 2;

/// Reads every file of the folder and applies every rule to what is in them.
///
/// A file that cannot be read is told of among the diagnostics, and the others are still read. Hidden files are passed
/// over.
///
/// # Errors
/// Only if the folder itself cannot be listed: it does not exist, is no folder, or may not be read.
pub fn load_folder(folder: &Path) -> io::Result<Loaded> {
    let mut reader = Reader { root: folder, files: Vec::new(), unreadable: Vec::new() };
    reader.list(folder, 1)?;
    let Reader { files, unreadable, .. } = reader;
    let mut loaded = load(files);
    loaded.diagnostics.extend(unreadable);
    Diagnostic::sort(&mut loaded.diagnostics);
    Ok(loaded)
}

struct Reader<'f> {
    root: &'f Path,
    files: Vec<SourceFile>,
    unreadable: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn list(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        let mut entries: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(folder)? {
            entries.push(entry?.path());
        }
        entries.sort();
        for path in entries {
            let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if !hidden {
                self.entry(&path, depth);
            }
        }
        Ok(())
    }

    fn entry(&mut self, path: &Path, depth: usize) {
        // The kind is asked of what a link points at, so a link to a file is a file and a pipe is never opened.
        let kind = match fs::metadata(path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) => {
                return self.tell(
                    path,
                    format!("the file cannot be read: {error}"),
                    "check that it is there and may be read",
                );
            }
        };
        if kind.is_dir() {
            if depth == DEPTH {
                let help = "a collection is a folder of files without folders in it: move this one away";
                return self.tell(path, "this is a folder, where a file is expected".into(), help);
            }
            if let Err(error) = self.list(path, depth + 1) {
                self.tell(path, format!("the folder cannot be listed: {error}"), "check that it may be read");
            }
        } else if kind.is_file() {
            match fs::read(path) {
                Ok(bytes) => self.files.push(SourceFile { path: self.relative(path), bytes }),
                Err(error) => self.tell(path, format!("the file cannot be read: {error}"), "check that it may be read"),
            }
        } else {
            self.tell(path, "this is neither a file nor a folder".into(), "move it away");
        }
    }

    fn relative(&self, path: &Path) -> String {
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    fn tell(&mut self, path: &Path, message: String, help: &str) {
        self.unreadable.push(Diagnostic {
            location: Location::of_file(self.relative(path)),
            rule: UNREADABLE_FILE.id,
            severity: UNREADABLE_FILE.severity,
            message,
            help: help.to_owned(),
            related: Vec::new(),
        });
    }
}

/// Rewrites every record of the folder that can be read in the canonical form, and names those that were not in it.
/// With `check` nothing is written.
///
/// # Errors
/// If the folder cannot be listed or a file cannot be written.
pub fn format_folder(folder: &Path, check: bool) -> io::Result<Vec<String>> {
    let mut reader = Reader { root: folder, files: Vec::new(), unreadable: Vec::new() };
    reader.list(folder, 1)?;
    let mut changed = Vec::new();
    for file in reader.files {
        let Ok(text) = String::from_utf8(file.bytes) else { continue };
        let Some(canonical) = usru_core::load::canonical(&file.path, &text) else { continue };
        if canonical != text {
            if !check {
                crate::write::whole(&folder.join(&file.path), canonical.as_bytes())?;
            }
            changed.push(file.path);
        }
    }
    Ok(changed)
}
