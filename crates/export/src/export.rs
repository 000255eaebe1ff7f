//! The export as a whole: which files there are, and putting them in their place.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};
use usru_core::{Dataset, schema};

use crate::error::ExportError;
use crate::file::{self, MOST_OF_EXPORT};
use crate::{csv, json, tei, write};

/// The list of all files with their checksums, in the form that `sha256sum -c` reads.
pub const MANIFEST: &str = "SHA256SUMS";

/// The file of the records one a line, which shares a folder with the document.
const RECORDS: &str = "json/records.jsonl";

/// A format of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// One JSON document with its schema.
    Json,
    /// JSON, one record a line.
    Jsonl,
    /// CSV tables with a Frictionless Data Package.
    Csv,
    /// TEI-XML.
    Tei,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Self] = &[Self::Json, Self::Jsonl, Self::Csv, Self::Tei];

    /// Whether a file of the export, by its name from the folder of the export, is of this format.
    #[must_use]
    pub fn owns(self, name: &str) -> bool {
        match self {
            Self::Json => name.starts_with("json/") && name != RECORDS,
            Self::Jsonl => name == RECORDS,
            Self::Csv => name.starts_with("csv/"),
            Self::Tei => name.starts_with("tei/"),
        }
    }
}

/// A file of the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name from the folder of the export, with `/` between the parts.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes the files of one format.
///
/// # Errors
/// If the dataset holds something that the format cannot say; a dataset that passes the validation does not.
pub fn files(dataset: &Dataset, format: Format) -> Result<Vec<ExportFile>, ExportError> {
    let one = |name: &str, bytes| vec![ExportFile { name: name.to_owned(), bytes }];
    Ok(match format {
        Format::Json => {
            let mut document = Vec::new();
            json::write_json(dataset, &mut document)?;
            let schema = format!("{:#}\n", schema::of_dataset());
            let mut files = one("json/dataset.json", document);
            files.push(ExportFile { name: format!("json/{}", schema::DATASET_FILE), bytes: schema.into_bytes() });
            files
        }
        Format::Jsonl => {
            let mut lines = Vec::new();
            json::write_jsonl(dataset, &mut lines)?;
            one(RECORDS, lines)
        }
        Format::Csv => csv::write_csv(dataset)?
            .into_iter()
            .map(|file| ExportFile { name: format!("csv/{}", file.name), bytes: file.bytes })
            .collect(),
        Format::Tei => {
            let mut document = Vec::new();
            tei::write_tei(dataset, &mut document)?;
            one("tei/dataset.xml", document)
        }
    })
}

/// Puts the files into the folder in the place of those of an earlier export in the same formats, and writes the
/// manifest. What an earlier export in other formats put there stays. The folder changes as a whole or not at all: see
/// [`write::Folder`].
///
/// # Errors
/// [`ExportError::NotOurs`] and [`ExportError::Foreign`] if the folder holds something else than an export; otherwise
/// what the disk says. In each case the folder is as it was.
pub fn put(folder: &Path, formats: &[Format], files: &[ExportFile]) -> Result<(), ExportError> {
    let mut sums = earlier(folder)?;
    let new = write::Folder::for_target(folder)?;
    sums.retain(|name, _| !formats.iter().any(|format| format.owns(name)));
    for file in files {
        sums.remove(&file.name);
    }
    let mut kept = BTreeMap::new();
    for (name, sum) in sums {
        if new.keep(&name)? {
            kept.insert(name, sum);
        }
    }
    for file in files {
        new.write(&file.name, &file.bytes)?;
        kept.insert(file.name.clone(), sha256(&file.bytes));
    }
    let manifest = kept.iter().fold(String::new(), |mut text, (name, sum)| {
        let _ = writeln!(text, "{sum}  {name}");
        text
    });
    new.write(MANIFEST, manifest.as_bytes())?;
    new.install()?;
    Ok(())
}

/// What the manifest of an earlier export in the folder lists; nothing if there is no folder or it is empty.
fn earlier(folder: &Path) -> Result<BTreeMap<String, String>, ExportError> {
    let names = match write::names(folder) {
        Ok(names) => names,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(error.into()),
    };
    if names.is_empty() {
        return Ok(BTreeMap::new());
    }
    if !names.iter().any(|name| name == MANIFEST) {
        return Err(ExportError::NotOurs(folder.to_owned()));
    }
    let manifest = file::read(&folder.join(MANIFEST), MOST_OF_EXPORT).map_err(std::io::Error::from)?;
    // What is no text lists nothing.
    let manifest = String::from_utf8(manifest).unwrap_or_default();
    let listed: BTreeMap<String, String> = manifest
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name.to_owned(), sum.to_owned()))
        .collect();
    // What is there counts, not what is listed: a manifest that somebody changed does not lead out of the folder.
    let mut sums = BTreeMap::new();
    for name in names {
        match listed.get(&name) {
            _ if name == MANIFEST => {}
            Some(sum) => drop(sums.insert(name, sum.clone())),
            None => return Err(ExportError::Foreign(folder.join(name))),
        }
    }
    Ok(sums)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn file(name: &str, text: &str) -> ExportFile {
        ExportFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_second_export_takes_away_what_is_no_longer_there_and_leaves_other_formats() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        put(&out, &[Format::Csv, Format::Tei], &[file("csv/old.csv", "a"), file("tei/dataset.xml", "t")]).unwrap();
        put(&out, &[Format::Csv], &[file("csv/new.csv", "b")]).unwrap();
        assert!(!out.join("csv/old.csv").exists());
        assert!(out.join("csv/new.csv").exists() && out.join("tei/dataset.xml").exists());
        let manifest = fs::read_to_string(out.join(MANIFEST)).unwrap();
        let names: Vec<_> = manifest.lines().map(|line| line.split_once("  ").unwrap().1).collect();
        assert_eq!(names, ["csv/new.csv", "tei/dataset.xml"]);
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.docx"), "x").unwrap();
        let refused = put(folder.path(), &[Format::Csv], &[file("csv/a.csv", "a")]);
        assert!(matches!(refused, Err(ExportError::NotOurs(_))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_somebody_laid_into_an_export_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        put(&out, &[Format::Csv], &[file("csv/a.csv", "a")]).unwrap();
        fs::write(out.join("csv/notes.txt"), "x").unwrap();
        let refused = put(&out, &[Format::Csv], &[file("csv/a.csv", "b")]).unwrap_err();
        assert!(refused.to_string().contains("csv/notes.txt was not put there by an export"), "{refused}");
        assert_eq!(fs::read_to_string(out.join("csv/a.csv")).unwrap(), "a");
    }

    #[test]
    fn what_somebody_took_away_is_no_longer_listed() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        put(&out, &[Format::Csv, Format::Tei], &[file("csv/a.csv", "a"), file("tei/dataset.xml", "t")]).unwrap();
        fs::remove_file(out.join("tei/dataset.xml")).unwrap();
        put(&out, &[Format::Csv], &[file("csv/a.csv", "b")]).unwrap();
        let manifest = fs::read_to_string(out.join(MANIFEST)).unwrap();
        assert_eq!(manifest, format!("{}  csv/a.csv\n", sha256(b"b")));
    }

    #[test]
    fn a_manifest_cannot_lead_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let outside = folder.path().join("precious.csv");
        fs::write(&outside, "x").unwrap();
        let out = folder.path().join("out");
        fs::create_dir(&out).unwrap();
        fs::write(out.join(MANIFEST), "0  csv/../../precious.csv\n").unwrap();
        put(&out, &[Format::Csv], &[]).unwrap();
        assert!(outside.exists());
    }
}
