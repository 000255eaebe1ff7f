//! Reading the tables back.
//!
//! It goes in three steps, and what is wrong in one hides what would only follow from it in the next: the files and
//! their columns ([`sheet`]); the rows, put together to records along the layout ([`rows`], [`records`]); the derived
//! columns and tables, held against the dataset that has come out ([`derived`]).

mod cell;
mod derived;
mod records;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;

use serde_json::Value;
use usru_core::Dataset;
use usru_core::diagnostic::{Location, nearest};
use usru_core::rules::{JSON_SYNTAX, UNREADABLE_FILE};

use self::sheet::Sheet;
use super::layout::{Layout, Rows, Table};
use super::package::POINTER;
use super::{CsvFile, DESCRIPTOR};
use crate::read::{Derived, FOREIGN_FILE, Faults, MISSING_PART, UNKNOWN_PART, text_of};

/// Reads the dataset back that [`write_csv`](super::write_csv) wrote.
///
/// What a spreadsheet does to the tables without losing anything is accepted: a byte-order mark, CRLF, another order of
/// rows or columns, quotation marks around everything, empty rows and columns at the end. Tables separated by anything
/// but commas are refused. With [`Derived::Ignored`] derived columns and tables may be wrong or missing.
///
/// # Errors
/// Everything that is wrong, each fault with table, row and column.
pub fn read_csv(files: &[CsvFile], derived: Derived) -> Result<Dataset, Faults> {
    let mut faults = Faults::default();
    let layout = match Layout::get() {
        Ok(layout) => layout,
        Err(error) => {
            faults.tell(
                FOREIGN_FILE,
                Location::of_file(DESCRIPTOR),
                error.to_string(),
                "this is a fault of the reader",
            );
            return Err(faults);
        }
    };
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for file in files {
        if let Some(text) = text_of(&file.name, file.bytes.as_slice(), &mut faults) {
            texts.insert(&file.name, text);
        }
    }
    let unread = |name: &str| files.iter().any(|file| file.name == name);
    let descriptor = descriptor(&mut texts, unread, &mut faults);
    if descriptor.is_none() {
        // Whether these are our tables at all is not known.
        return faults.unless_any(None, BTreeMap::new());
    }

    let mut sheets = Vec::with_capacity(layout.tables.len());
    for table in &layout.tables {
        match texts.remove(table.file().as_str()) {
            Some(text) => sheets.push(Sheet::read(table, text, derived, &mut faults)),
            None if unread(&table.file()) => {}
            None if is_derived(table) && derived == Derived::Ignored => sheets.push(Sheet::absent(table)),
            None => faults.tell(
                MISSING_PART,
                Location::of_file(table.file()),
                format!("the table {} is missing", table.name),
                format!("a table without rows is there with its header. What it holds: {}", table.description),
            ),
        }
    }
    for name in texts.into_keys().filter(|name| *name != DESCRIPTOR) {
        let near = nearest(name, layout.tables.iter().map(|table| table.name.as_str()));
        let message = "there is no such table in a dataset".to_owned();
        let help = near.map_or_else(
            || "move it away: the dataset has no place for it".to_owned(),
            |near| format!("did you mean {near}.csv? Otherwise move it away: the dataset has no place for it"),
        );
        faults.tell(UNKNOWN_PART, Location::of_file(name), message, help);
    }

    let mut dataset = None;
    if faults.is_empty() {
        dataset = records::dataset(layout, &sheets, &mut faults);
    }
    if let (true, Derived::Checked, Some(dataset), Some(descriptor)) =
        (faults.is_empty(), derived, &dataset, &descriptor)
    {
        derived::check(layout, dataset, &sheets, descriptor, &mut faults);
    }
    let texts =
        if faults.is_empty() { BTreeMap::new() } else { sheets.into_iter().map(|s| (s.file, s.text)).collect() };
    faults.unless_any(dataset, texts)
}

/// Reads the dataset back from what `open` gives for the name of each table and of the descriptor.
///
/// # Errors
/// As for [`read_csv`]; what `open` and the readers report is among the faults.
pub fn read_csv_from<R: io::Read>(
    mut open: impl FnMut(&str) -> io::Result<R>,
    derived: Derived,
) -> Result<Dataset, Faults> {
    let tables = Layout::get().map(|layout| layout.tables.as_slice()).unwrap_or_default();
    let mut faults = Faults::default();
    let mut files = Vec::new();
    for name in tables.iter().map(Table::file).chain([DESCRIPTOR.to_owned()]) {
        let mut bytes = Vec::new();
        match open(&name).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => files.push(CsvFile { name, bytes }),
            // It is told as missing.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => faults.tell_rule(
                UNREADABLE_FILE.id,
                Location::of_file(name),
                format!("the file cannot be read: {error}"),
                "check that it may be read",
            ),
        }
    }
    if faults.is_empty() { read_csv(&files, derived) } else { Err(faults) }
}

fn is_derived(table: &Table) -> bool {
    matches!(table.rows, Rows::Records | Rows::Disputes | Rows::Panel)
}

/// The descriptor, if it is one of ours.
fn descriptor(texts: &mut BTreeMap<&str, String>, unread: impl Fn(&str) -> bool, faults: &mut Faults) -> Option<Value> {
    let Some(text) = texts.remove(DESCRIPTOR) else {
        if !unread(DESCRIPTOR) {
            faults.tell(
                FOREIGN_FILE,
                Location::of_file(DESCRIPTOR),
                format!("there is no {DESCRIPTOR} beside the tables, so whether an export wrote them is not known"),
                "give the whole folder csv of an export",
            );
        }
        return None;
    };
    let found = serde_json::from_str::<Value>(&text);
    match &found {
        Err(error) => faults.tell_rule(
            JSON_SYNTAX.id,
            Location::at_line(DESCRIPTOR, &text, error.line(), error.column()),
            format!("this is not JSON: {}", error.to_string().split(" at line ").next().unwrap_or_default()),
            "take the descriptor of the export; there is nothing to edit in it",
        ),
        Ok(package) if !is_ours(package) => faults.tell(
            FOREIGN_FILE,
            Location::new(DESCRIPTOR, &text, 0..0),
            format!("this Data Package is of another make: no field says with “{POINTER}” where in a record it stands"),
            "only tables that this exporter wrote can be read back",
        ),
        Ok(package) => return Some(package.clone()),
    }
    faults.texts.insert(DESCRIPTOR.to_owned(), text);
    None
}

/// Whether any field of any table has our mark.
fn is_ours(package: &Value) -> bool {
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let fields = |resource: &Value| resource.get("schema").map(|schema| list(schema, "fields")).unwrap_or_default();
    list(package, "resources").iter().any(|resource| fields(resource).iter().any(|field| field.get(POINTER).is_some()))
}
