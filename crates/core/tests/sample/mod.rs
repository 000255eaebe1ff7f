//! The sound little dataset of `fixtures/small`, and what the loader tells of it after a change.
#![allow(dead_code, reason = "each test uses its part")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use usru_core::diagnostic::Location;
use usru_core::load::{Loaded, SourceFile};
use usru_core::rules::Edit;

/// The files of the dataset, each by its path.
pub(crate) fn files() -> Vec<SourceFile> {
    fn collect(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), files);
            } else {
                files.push(SourceFile { path: name, bytes: fs::read(entry.path()).unwrap() });
            }
        }
    }
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small"), "", &mut files);
    files
}

/// The dataset with one file's bytes changed.
pub(crate) fn with(path: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Vec<SourceFile> {
    let mut files = files();
    let file = files.iter_mut().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("there is no file {path}"));
    file.bytes = change(core::mem::take(&mut file.bytes));
    files
}

/// The dataset with a text in one file replaced, wherever it stands; it must stand there.
pub(crate) fn replaced(path: &str, from: &str, to: &str) -> Vec<SourceFile> {
    with(path, |bytes| {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(from), "{path} does not hold {from}");
        text.replace(from, to).into_bytes()
    })
}

/// The dataset after the edits of an example.
pub(crate) fn edited(edits: &[Edit]) -> Vec<SourceFile> {
    let mut files = files();
    for edit in edits {
        let (Edit::Replace { file, .. } | Edit::Add { file, .. } | Edit::Remove { file }) = *edit;
        let at = files.iter().position(|known| known.path == file);
        match *edit {
            Edit::Replace { from, to, .. } => {
                let bytes = &mut files[at.unwrap_or_else(|| panic!("there is no file {file}"))].bytes;
                let text = String::from_utf8(core::mem::take(bytes)).unwrap();
                assert_eq!(text.matches(from).count(), 1, "{file} does not hold exactly once: {from}");
                *bytes = text.replace(from, to).into_bytes();
            }
            Edit::Add { text, .. } => {
                assert!(at.is_none(), "{file} is there already");
                files.push(SourceFile { path: file.to_owned(), bytes: text.as_bytes().to_vec() });
            }
            Edit::Remove { .. } => {
                files.remove(at.unwrap_or_else(|| panic!("there is no file {file}")));
            }
        }
    }
    files
}

/// Everything that was told, as text.
pub(crate) fn told(loaded: &Loaded) -> String {
    let mut text = String::new();
    for d in &loaded.diagnostics {
        let at = |l: &Location| format!("{}:{}:{}", l.file, l.line, l.column);
        writeln!(text, "{} [{}] {}\n  do: {}", at(&d.location), d.rule, d.message, d.help).unwrap();
        for related in &d.related {
            writeln!(text, "  see: {} {}", at(&related.location), related.message).unwrap();
        }
    }
    text
}
