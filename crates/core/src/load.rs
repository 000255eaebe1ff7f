//! From the files of a folder to a dataset, with everything that is wrong on the way.
//!
//! This module reads no disk: it is handed names and bytes. A file that cannot be read as a record is left out of
//! the dataset, told of once, and its id still counts as known, so that the references to it are not faults too.
//!
//! A text is let go as soon as it is understood, if nothing is wrong with it: it then is what the record gives when it
//! is written, and is written again if a rule finds something later. So a large dataset is never held twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::collection::Collection;
use crate::dataset::{About, Dataset, ForRecordType, Member, with_record_type};
use crate::diagnostic::{Diagnostic, Location, Positions, Related, nearest, shortened};
use crate::json::{ReadError, is_canonical, read_about, read_canonical, read_record, write_about, write_record};
use crate::refusal::refusals;
use crate::rules::{self, Finding};
use crate::schema;
use crate::spots::Spots;
use crate::syntax;
use crate::walk::Path;

/// The file of the title page.
pub const ABOUT_FILE: &str = "about.json";

/// The folder of the schemas.
pub const SCHEMA_FOLDER: &str = "schema";

/// A file of the folder, not yet understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path from the folder of the dataset, with `/` between the parts: `events/alaska-purchase.json`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What came of a folder.
#[derive(Debug)]
pub struct Loaded {
    /// The records that could be read. Without a title page there is no dataset, but what is wrong is still told.
    pub dataset: Option<Dataset>,
    /// Everything that is wrong, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// What breaks a rule and is allowed by the record, in order.
    pub allowed: Vec<Allowed>,
    /// The texts of the files that the diagnostics speak of, for showing the spots.
    pub texts: BTreeMap<String, String>,
    /// How many files were looked at: records, schemas and the title page.
    pub files: usize,
}

/// What breaks a rule and is allowed by the record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Allowed {
    /// What would be told.
    pub diagnostic: Diagnostic,
    /// Why the record is right nevertheless.
    pub reason: String,
}

impl Loaded {
    /// Whether nothing graver than a warning was found.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        !self.diagnostics.iter().any(|d| d.severity == crate::diagnostic::Severity::Error)
    }
}

/// Reads the files and applies every rule.
#[must_use]
pub fn load(mut files: Vec<SourceFile>) -> Loaded {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut loader = Loader::new();
    for file in files {
        loader.add(file);
    }
    loader.finish()
}

/// The canonical form of a record's or the title page's file, by its path in the folder; `None` if the file is neither
/// or cannot be read as what it should be.
#[must_use]
pub fn canonical(path: &str, text: &str) -> Option<String> {
    struct Canonical<'t>(&'t str);
    impl ForRecordType for Canonical<'_> {
        type Output = Option<String>;
        fn run<T: Member>(self) -> Option<String> {
            write_record(&read_record::<T>(self.0).ok()?).ok()
        }
    }
    if path == ABOUT_FILE {
        return write_about(&read_about(text).ok()?).ok();
    }
    let (folder, _) = path.split_once('/')?;
    with_record_type(Collection::from_name(folder)?, Canonical(text))
}

/// Takes in files one by one. Several loaders can share the files, each on a thread of its own, and be put together
/// again; what comes of it is the same in any case.
#[derive(Debug, Clone)]
pub struct Loader {
    about: Option<About>,
    about_seen: bool,
    /// The records, with a blank title page until the real one is read.
    records: Dataset,
    /// Ids of files that could not be read as records; the empty id stands for all of a collection that could not be
    /// listed.
    broken: BTreeSet<(Collection, String)>,
    /// The names of the schemas that lie there.
    schemas: BTreeSet<String>,
    /// The texts with which something is wrong.
    texts: BTreeMap<String, String>,
    files: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Default for Loader {
    fn default() -> Self {
        Self::new()
    }
}

impl Loader {
    /// A loader that has seen no file.
    #[must_use]
    pub fn new() -> Self {
        Self {
            about: None,
            about_seen: false,
            records: Dataset::empty(About::blank()),
            broken: BTreeSet::new(),
            schemas: BTreeSet::new(),
            texts: BTreeMap::new(),
            files: 0,
            diagnostics: Vec::new(),
        }
    }

    /// Puts loaders together that have seen parts of one folder, in the order of the files. No file was given to two.
    #[must_use]
    pub fn join(parts: Vec<Self>) -> Self {
        let mut whole = Self::new();
        let mut records = Vec::with_capacity(parts.len());
        for mut part in parts {
            whole.about = whole.about.or(part.about);
            whole.about_seen |= part.about_seen;
            records.push(part.records);
            whole.broken.append(&mut part.broken);
            whole.schemas.append(&mut part.schemas);
            whole.texts.append(&mut part.texts);
            whole.files += part.files;
            whole.diagnostics.append(&mut part.diagnostics);
        }
        whole.records.append(records);
        whole
    }

    /// Takes note of a file, or of the folder of a collection, that is there and cannot be read. What is in it is not
    /// missing, so nothing is told of its absence; that it cannot be read is for whoever reads the disk to tell.
    pub fn unreadable(&mut self, path: &str) {
        let parts: Vec<_> = path.split('/').collect();
        match *parts.as_slice() {
            [ABOUT_FILE] => self.about_seen = true,
            [SCHEMA_FOLDER, name] => drop(self.schemas.insert(name.to_owned())),
            [folder] => self.broken.extend(Collection::from_name(folder).map(|collection| (collection, String::new()))),
            [folder, name] => {
                let stem = name.strip_suffix(".json").unwrap_or(name).to_owned();
                self.broken.extend(Collection::from_name(folder).map(|collection| (collection, stem)));
            }
            _ => {}
        }
    }

    fn tell(&mut self, rule: &'static rules::Rule, location: Location, message: String, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic {
            location,
            rule: rule.id,
            severity: rule.severity,
            message: shortened(message),
            help: shortened(help.into()),
            related: Vec::new(),
        });
    }

    /// Reads a file, and tells what is wrong with it alone. The rules are applied by [`Loader::finish`].
    pub fn add(&mut self, file: SourceFile) {
        let SourceFile { path, bytes } = file;
        let parts: Vec<_> = path.split('/').collect();
        match *parts.as_slice() {
            [ABOUT_FILE] => {
                self.about_seen = true;
                self.text(&path, bytes, Self::about);
            }
            [SCHEMA_FOLDER, name] => {
                self.schemas.insert(name.to_owned());
                self.text(&path, bytes, |loader, path, text| loader.schema(path, name, text));
            }
            [folder, name] if Collection::from_name(folder).is_some() => {
                let collection = Collection::from_name(folder).unwrap_or(Collection::Events);
                match name.strip_suffix(".json") {
                    Some(stem) => {
                        let is_text = self.text(&path, bytes, |loader, path, text| {
                            with_record_type(collection, OneFile { loader, path, stem, text });
                        });
                        if !is_text {
                            self.broken.insert((collection, stem.to_owned()));
                        }
                    }
                    None => self.tell(
                        &rules::MISPLACED_FILE,
                        Location::of_file(&path),
                        format!("“{name}” is not a record: its name does not end in .json"),
                        "a folder of records holds nothing but records: move the file away",
                    ),
                }
            }
            // Texts for people lie beside the records.
            [name] if std::path::Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("md")) => {}
            _ => {
                let folders = Collection::ALL.iter().map(|c| c.name());
                let help = match parts.first().and_then(|folder| nearest(folder, folders)) {
                    Some(folder) => format!("did you mean the folder “{folder}”?"),
                    None => "a dataset is about.json, the folder schema, and one folder for each collection".to_owned(),
                };
                self.tell(
                    &rules::MISPLACED_FILE,
                    Location::of_file(&path),
                    "no collection of the dataset has its files here".to_owned(),
                    help,
                );
            }
        }
    }

    /// Hands the file's text on, if it is UTF-8 without a byte-order mark, and says whether it is. The text is kept if
    /// something was told of it.
    fn text(&mut self, path: &str, bytes: Vec<u8>, read: impl FnOnce(&mut Self, &str, &str)) -> bool {
        self.files += 1;
        let told = self.diagnostics.len();
        let (text, fault) = match String::from_utf8(bytes) {
            Ok(text) => {
                let fault = if text.starts_with('\u{FEFF}') {
                    Some((
                        "the file begins with a byte-order mark".to_owned(),
                        "save it as UTF-8 without a byte-order mark",
                    ))
                } else if text.trim_start().is_empty() {
                    Some(("the file is empty".to_owned(), "write a record, or delete the file"))
                } else {
                    None
                };
                (text, fault.map(|fault| (0, fault)))
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let (before, after) = bytes.split_at(at);
                let byte = after.first().copied().unwrap_or_default();
                let message = format!("the byte 0x{byte:02X} is not UTF-8");
                let text = String::from_utf8_lossy(before).into_owned();
                (text, Some((at, (message, "save the file as UTF-8"))))
            }
        };
        let is_text = fault.is_none();
        match fault {
            Some((at, (message, help))) => {
                self.tell(&rules::JSON_SYNTAX, Location::new(path, &text, at..at), message, help);
            }
            None => read(self, path, &text),
        }
        if self.diagnostics.len() > told {
            self.texts.insert(path.to_owned(), text);
        }
        is_text
    }

    fn about(&mut self, path: &str, text: &str) {
        match read_about(text) {
            Ok(about) => {
                let canonical = write_about(&about).unwrap_or_default();
                if text != canonical {
                    self.not_canonical(path, text, &canonical);
                }
                self.about = Some(about);
            }
            Err(error) => self.refused(path, text, &schema::of_about(), &error),
        }
    }

    fn schema(&mut self, path: &str, name: &str, text: &str) {
        match schema::file(name) {
            None => self.tell(
                &rules::MISPLACED_FILE,
                Location::of_file(path),
                format!("“{name}” is the schema of no collection"),
                "delete it",
            ),
            Some(fresh) if fresh != text => self.tell(
                &rules::SCHEMA_OUT_OF_DATE,
                first_difference(path, text, &fresh),
                "the schema is not the one that the types give".to_owned(),
                "run `cargo xtask codegen` (elsewhere: `usru schema --write DIR`)",
            ),
            Some(_) => {}
        }
    }

    /// Tells everything that is wrong with a text that serde refused.
    fn refused(&mut self, path: &str, text: &str, schema: &serde_json::Value, error: &ReadError) {
        let positions = Positions::new(text);
        for refusal in refusals(text, schema, "the record", error) {
            let rule = if refusal.rule == rules::JSON_SYNTAX.id { &rules::JSON_SYNTAX } else { &rules::RECORD_SHAPE };
            self.tell(rule, positions.locate(path, refusal.span), refusal.message, refusal.help);
        }
    }

    fn not_canonical(&mut self, path: &str, text: &str, canonical: &str) {
        self.tell(
            &rules::CANONICAL_FORMAT,
            first_difference(path, text, canonical),
            "the file is not in the canonical form from here on".to_owned(),
            "run `cargo xtask format` (elsewhere: `usru format DIR`)",
        );
    }

    /// A folder without schemas is complete in itself; one that has some has all that its files point at.
    fn missing_schemas(&mut self) {
        let collections = Collection::ALL.iter().filter(|collection| self.records.len_of(**collection) > 0);
        let names = collections.map(|collection| format!("{}.schema.json", collection.singular()));
        let pointed_at = names.chain([schema::ABOUT_FILE.to_owned()]);
        let missing: Vec<_> = pointed_at.filter(|name| !self.schemas.contains(name)).collect();
        if let Some(first) = missing.first().filter(|_| !self.schemas.is_empty()) {
            self.tell(
                &rules::SCHEMA_OUT_OF_DATE,
                Location::of_file(format!("{SCHEMA_FOLDER}/{first}")),
                format!("files point at schemas that are not there: {}", missing.join(", ")),
                "run `cargo xtask codegen` (elsewhere: `usru schema --write DIR`)",
            );
        }
    }

    /// Applies every rule to what was read.
    #[must_use]
    pub fn finish(mut self) -> Loaded {
        if !self.about_seen {
            self.tell(
                &rules::RECORD_SHAPE,
                Location::of_file(ABOUT_FILE),
                "the dataset has no title page".to_owned(),
                "write about.json with name, title, version, licence; `usru schema about` gives its form",
            );
        }
        self.missing_schemas();
        let mut dataset = self.records;
        let about = self.about.take();
        if let Some(about) = &about {
            dataset.about = about.clone();
        }
        let verdict = rules::check_all(&dataset, &self.broken);
        let mut texts = self.texts;
        let findings = verdict.open.iter().chain(verdict.allowed.iter().map(|allowed| &allowed.finding));
        let spots = Spots::of(findings, &dataset, &mut texts);
        let mut diagnostics = self.diagnostics;
        diagnostics.extend(verdict.open.into_iter().map(|finding| diagnose(finding, &spots)));
        Diagnostic::sort(&mut diagnostics);
        let mut allowed: Vec<_> = verdict
            .allowed
            .into_iter()
            .map(|allowed| Allowed { diagnostic: diagnose(allowed.finding, &spots), reason: allowed.reason })
            .collect();
        allowed.sort_by(|a, b| a.diagnostic.order(&b.diagnostic));
        Loaded { dataset: about.map(|_| dataset), diagnostics, allowed, texts, files: self.files }
    }
}

/// Puts a finding, which speaks of records, at its place in the files.
fn diagnose(finding: Finding, spots: &Spots) -> Diagnostic {
    Diagnostic {
        location: spots.locate(finding.collection, &finding.id, &finding.path),
        rule: finding.rule.id,
        severity: finding.rule.severity,
        message: shortened(finding.message),
        help: shortened(finding.help),
        related: finding
            .related
            .into_iter()
            .map(|(collection, id, path, message)| Related {
                location: spots.locate(Some(collection), &id, &path),
                message: shortened(message),
            })
            .collect(),
    }
}

struct OneFile<'l> {
    loader: &'l mut Loader,
    path: &'l str,
    stem: &'l str,
    text: &'l str,
}

impl ForRecordType for OneFile<'_> {
    type Output = ();

    fn run<T: Member>(self) {
        let Self { loader, path, stem, text } = self;
        // A text that is not read at once is read again, to tell what is wrong with it.
        let canonical = read_canonical::<T>(text);
        let is_known_canonical = canonical.is_some();
        let record = match canonical.map_or_else(|| read_record(text), Ok) {
            Ok(record) => record,
            Err(error) => {
                loader.refused(path, text, schema::known(T::COLLECTION), &error);
                loader.broken.insert((T::COLLECTION, stem.to_owned()));
                return;
            }
        };
        if record.id().as_ref() != stem {
            let id = record.id().as_ref().to_owned();
            let span = syntax::range_of(text, &Path::root().field("id"));
            loader.tell(
                &rules::FILE_NAME,
                Location::new(path, text, span),
                format!("the record's id is “{id}”, but its file is named “{stem}.json”"),
                format!("rename the file to {id}.json, or correct the id"),
            );
            loader.broken.insert((T::COLLECTION, stem.to_owned()));
            loader.broken.insert((T::COLLECTION, id));
            return;
        }
        if !is_known_canonical && !is_canonical(&record, text) {
            loader.not_canonical(path, text, &write_record(&record).unwrap_or_default());
        }
        // Files of one folder have different names, so there is no other record of this id.
        T::records_mut(&mut loader.records).insert(record);
    }
}

/// Where two texts first differ, in the first of them.
fn first_difference(path: &str, text: &str, other: &str) -> Location {
    let same = text.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let mut start = same.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let rest = text.get(start..).unwrap_or_default();
    let end = start + rest.find('\n').unwrap_or(rest.len());
    Location::new(path, text, start..end)
}
