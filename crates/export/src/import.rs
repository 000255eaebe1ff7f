//! The way back as a whole: an export of any format, found by what is in it, and the folder of records it came from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::{ForRecordType, Member, with_record_type};
use usru_core::json::{write_about, write_record};
use usru_core::load::{ABOUT_FILE, SCHEMA_FOLDER, SourceFile};
use usru_core::schema;

use crate::csv::{CsvFile, DESCRIPTOR, read_csv};
use crate::file::{self, MOST_OF_EXPORT};
use crate::read::{Derived, Faults, text_of};
use crate::{json, tei, write};

/// What an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The document `dataset.json`.
    Json,
    /// One record a line: `records.jsonl`.
    Jsonl,
    /// A folder of tables with its `datapackage.json`.
    Csv,
    /// The document `dataset.xml`.
    Tei,
}

/// An export that was found, not yet read.
#[derive(Debug)]
pub struct Export {
    kind: Kind,
    /// The folder in which the files of the export lie.
    folder: PathBuf,
    files: Vec<CsvFile>,
}

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FindError {
    /// The file or the folder cannot be read.
    #[error("{} cannot be read: {error}", .path.display())]
    Io {
        /// What was to be read.
        path: PathBuf,
        /// What the disk says.
        error: io::Error,
    },
    /// It is no export.
    #[error("{} is no export: {why}", .path.display())]
    NoExport {
        /// What was looked at.
        path: PathBuf,
        /// What is there instead, and what to give.
        why: String,
    },
}

impl Export {
    /// Finds out what the file or folder is, by what is in it and not by its name.
    ///
    /// # Errors
    /// [`FindError`] if it cannot be read or is no export.
    pub fn find(path: &Path) -> Result<Self, FindError> {
        let io = |error| FindError::Io { path: path.to_owned(), error };
        if fs::metadata(path).map_err(io)?.is_dir() {
            return Self::in_folder(path);
        }
        let bytes = file::read(path, MOST_OF_EXPORT).map_err(|refusal| io(refusal.into()))?;
        let kind = kind_of(&bytes).map_err(|why| FindError::NoExport { path: path.to_owned(), why })?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if kind == Kind::Csv {
            return Self::tables(folder);
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { kind, folder: folder.to_owned(), files: vec![CsvFile { name, bytes }] })
    }

    fn in_folder(folder: &Path) -> Result<Self, FindError> {
        let has = |name: &str| folder.join(name).exists();
        let no_export = |why: &str| Err(FindError::NoExport { path: folder.to_owned(), why: why.to_owned() });
        if has(DESCRIPTOR) {
            Self::tables(folder)
        } else if has("csv") || has("json") || has("tei") {
            no_export(
                "it holds exports in several formats; name one of them: csv, json/dataset.json, json/records.jsonl, \
                 tei/dataset.xml",
            )
        } else if has(ABOUT_FILE) {
            no_export("it is a folder of records already")
        } else {
            no_export("a folder of tables has a datapackage.json")
        }
    }

    /// The descriptor and all tables of the folder; other files are none of ours.
    fn tables(folder: &Path) -> Result<Self, FindError> {
        let io = |path: &Path, error| FindError::Io { path: path.to_owned(), error };
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| io(folder, error))? {
            let path = entry.map_err(|error| io(folder, error))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_table = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
            if (is_table || name == DESCRIPTOR) && !name.starts_with('.') {
                let bytes = file::read(&path, MOST_OF_EXPORT).map_err(|refusal| io(&path, refusal.into()))?;
                files.push(CsvFile { name, bytes });
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { kind: Kind::Csv, folder: folder.to_owned(), files })
    }

    /// What the export is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The folder from which faults name the files.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads the dataset.
    ///
    /// # Errors
    /// Everything that is wrong with the files.
    pub fn read(self, derived: Derived) -> Result<Dataset, Faults> {
        if self.kind == Kind::Csv {
            return read_csv(&self.files, derived);
        }
        let mut faults = Faults::default();
        let Some(file) = self.files.into_iter().next() else { return Err(faults) };
        let Some(text) = text_of(&file.name, file.bytes.as_slice(), &mut faults) else { return Err(faults) };
        match self.kind {
            Kind::Jsonl => json::lines(&file.name, text),
            Kind::Tei => tei::read::document(&file.name, text, derived),
            Kind::Json | Kind::Csv => json::document(&file.name, text),
        }
    }
}

/// The files of a folder of records, each in the canonical form: the title page, the schemas, the records. Texts for
/// people that lie beside them (README.md and the like) are no part of a dataset.
///
/// # Errors
/// If a record cannot be turned into JSON, which does not happen to the records of the core.
pub fn record_files(dataset: &Dataset) -> serde_json::Result<Vec<SourceFile>> {
    struct OfCollection<'d>(&'d Dataset);
    impl ForRecordType for OfCollection<'_> {
        type Output = serde_json::Result<Vec<SourceFile>>;
        fn run<T: Member>(self) -> Self::Output {
            let name = |record: &T| format!("{}/{}.json", T::COLLECTION, record.id().as_ref());
            T::records(self.0).iter().map(|record| Ok(file(name(record), write_record(record)?))).collect()
        }
    }
    let mut files = vec![file(ABOUT_FILE.to_owned(), write_about(&dataset.about)?)];
    files.extend(schema::files().into_iter().map(|(name, text)| file(format!("{SCHEMA_FOLDER}/{name}"), text)));
    for &collection in Collection::ALL {
        files.extend(with_record_type(collection, OfCollection(dataset))?);
    }
    Ok(files)
}

fn file(path: String, text: String) -> SourceFile {
    SourceFile { path, bytes: text.into_bytes() }
}

/// Writes a folder of records as a whole or not at all. The folder may be there, but must be empty: records are what
/// people edit, and no file tells which of them an import has made.
///
/// # Errors
/// If the folder is not empty; what the disk says. In each case the folder is as it was.
pub fn write_records(folder: &Path, files: &[SourceFile]) -> io::Result<()> {
    vacant(folder)?;
    let new = write::Folder::for_target(folder)?;
    for file in files {
        new.write(&file.path, &file.bytes)?;
    }
    new.install()
}

/// Whether records can be written to the folder: it is not there, or it is empty.
///
/// # Errors
/// If it is not empty, or cannot be listed.
pub fn vacant(folder: &Path) -> io::Result<()> {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(false) => Ok(()),
        Ok(true) => Err(io::Error::new(
            io::ErrorKind::DirectoryNotEmpty,
            "it is not empty, and an import replaces nothing: name another folder, or empty this one",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// What the bytes of a file are.
fn kind_of(bytes: &[u8]) -> Result<Kind, String> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    match text.chars().next() {
        Some('{' | '[') => {}
        Some('<') => return Ok(Kind::Tei),
        Some(_) => return Err("it is neither JSON nor XML; of tables give the folder, or its datapackage.json".into()),
        None => return Err("it is empty".into()),
    }
    let line = text.lines().next().unwrap_or_default();
    let has = |text, key| json::keys(text).contains(key);
    if has(line, "collection") && has(line, "record") {
        return Ok(Kind::Jsonl);
    }
    Ok(if has(text, "resources") && !has(text, "about") { Kind::Csv } else { Kind::Json })
}
