//! What the fuzz targets share: the forms of an input that stands for many files, and what holds of every finding.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};
use usru_core::Dataset;
use usru_core::diagnostic::{Diagnostic, Location};
use usru_core::load::{Allowed, SourceFile};
use usru_export::csv::{CsvFile, DESCRIPTOR, write_csv};
use usru_export::render::{Form, Report};
use usru_export::tei::write_tei;

/// The line before each file of an input that stands for a folder: `=== events/alaska-purchase.json`.
pub const FILE_MARK: &str = "=== ";

/// Takes an input apart into files. What stands before the first mark is dropped; a file may be any bytes, so that
/// what is not UTF-8 is met too.
#[must_use]
pub fn files(input: &[u8]) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = Vec::new();
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        if let Some(path) = line.strip_prefix(FILE_MARK.as_bytes()) {
            files.push(SourceFile { path: String::from_utf8_lossy(path).trim_end().to_owned(), bytes: Vec::new() });
        } else if let Some(file) = files.last_mut() {
            file.bytes.extend_from_slice(line);
        }
    }
    // A folder has each name once.
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    files
}

/// A dataset without records.
fn empty() -> Dataset {
    let about = json!({
        "name": "empty", "title": "Empty", "description": "Nothing.", "version": "1", "released": { "edtf": "2000" },
        "language": "en", "licence": "CC0-1.0", "licence_url": "https://example.org/", "publisher": "Nobody"
    });
    Dataset::empty(serde_json::from_value(about).expect("this is a title page"))
}

/// Its tables, with as much of the descriptor as is looked at.
static TABLES: LazyLock<Vec<CsvFile>> = LazyLock::new(|| {
    let mut tables = write_csv(&empty()).expect("an empty dataset can be exported");
    for table in tables.iter_mut().filter(|table| table.name == DESCRIPTOR) {
        let mut package: Value = serde_json::from_slice(&table.bytes).expect("a descriptor is JSON");
        for resource in package["resources"].as_array_mut().into_iter().flatten() {
            let (name, rows) = (resource["name"].take(), resource["usru:rows"].take());
            let schema = json!({ "fields": [{ "usru:pointer": "/id" }] });
            *resource = json!({ "name": name, "usru:rows": rows, "schema": schema });
        }
        table.bytes = package.to_string().into_bytes();
    }
    tables
});

/// Its document, before the records and after them, without the vocabularies, which are forty times as long as the rest.
static DOCUMENT: LazyLock<[String; 2]> = LazyLock::new(|| {
    let mut written = Vec::new();
    write_tei(&empty(), &mut written).expect("an empty dataset can be exported");
    let mut text = String::from_utf8(written).expect("XML is UTF-8");
    for part in ["classDecl", "editorialDecl", "text"] {
        let (begin, end) = (format!("<{part}>"), format!("</{part}>"));
        if let (Some(begin), Some(at)) = (text.find(&begin), text.find(&end)) {
            text.replace_range(begin..at + end.len(), "");
        }
    }
    let (before, after) = text.split_once("</teiHeader>").expect("a document has a header");
    [format!("{before}</teiHeader>"), after.to_owned()]
});

/// A document of an input: as it is if it begins as one, otherwise the input between the header and the end. So an input
/// is a few elements, not the fifty kilobytes that no export is without.
#[must_use]
pub fn document(input: &[u8]) -> Cow<'_, [u8]> {
    if [b"<?xml".as_slice(), b"<TEI"].iter().any(|begin| input.starts_with(begin)) {
        return Cow::Borrowed(input);
    }
    let [before, after] = &*DOCUMENT;
    Cow::Owned([before.as_bytes(), input, after.as_bytes()].concat())
}

/// Takes an input apart into tables. `=== events` has below it the rows of a table, under the header that the exporter
/// writes; `=== events.csv` the whole of a file. Whatever is not named is as in a dataset without records: so an input
/// is a few lines, not the forty tables and the descriptor of which no export is without one.
#[must_use]
pub fn tables(input: &[u8]) -> Vec<CsvFile> {
    let mut tables = TABLES.clone();
    for SourceFile { path, bytes } in files(input) {
        let header = |table: &CsvFile| table.bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if let Some(table) = tables.iter_mut().find(|table| table.name.strip_suffix(".csv") == Some(&path)) {
            table.bytes.truncate(header(table));
            table.bytes.extend(bytes);
        } else if let Some(table) = tables.iter_mut().find(|table| table.name == path) {
            table.bytes = bytes;
        } else {
            tables.push(CsvFile { name: path, bytes });
        }
    }
    tables
}

/// Holds that each finding lies in its file, and that all of them can be shown in every form.
pub fn can_be_shown(diagnostics: &[Diagnostic], allowed: &[Allowed], texts: &BTreeMap<String, String>) {
    for diagnostic in diagnostics {
        lies_in_its_file(&diagnostic.location, texts);
        for related in &diagnostic.related {
            lies_in_its_file(&related.location, texts);
        }
    }
    for form in [Form::Human, Form::Json, Form::Github, Form::Sarif] {
        let colour = form == Form::Human;
        let report = Report { diagnostics, allowed, texts, files: texts.len(), root: "data", colour };
        let mut out = Vec::new();
        report.write(form, &mut out).expect("a vector takes everything");
        assert!(std::str::from_utf8(&out).is_ok());
    }
}

fn lies_in_its_file(location: &Location, texts: &BTreeMap<String, String>) {
    if location.line == 0 {
        return;
    }
    let text = texts.get(&location.file).unwrap_or_else(|| panic!("the text of {} is not there", location.file));
    assert!(text.get(location.span.clone()).is_some(), "{location:?}");
    assert!(location.line <= text.matches('\n').count() + 1 && location.column > 0, "{location:?}");
}
