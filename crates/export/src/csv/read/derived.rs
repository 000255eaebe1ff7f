//! Derived columns and tables, held against what the dataset that was read gives.
//!
//! The dataset is written once more, and every derived cell must be what the writer writes. So a column is checked from
//! the day it is made, by the code that makes it.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use serde_json::Value;
use usru_core::Dataset;
use usru_core::diagnostic::{Location, Related};

use super::super::layout::{Layout, Rows};
use super::super::{CsvFile, DESCRIPTOR, package, write_csv};
use super::sheet::Sheet;
use crate::read::{CONTRADICTION, Faults, MISSING_PART};

/// What to do about a contradiction.
const HELP: &str =
    "it is derived: put it right; or, if what it derives from was changed on purpose, import with --ignore-derived";

/// The properties of the descriptor that repeat the title page.
const TITLE_PAGE: [&str; 9] =
    ["name", "title", "description", "version", "created", "homepage", "licenses", "contributors", "keywords"];

/// Tells every derived cell that is not what it should be.
pub(super) fn check(layout: &Layout, dataset: &Dataset, sheets: &[Sheet<'_>], given: &Value, faults: &mut Faults) {
    let written = match write_csv(dataset) {
        Ok(files) => files,
        Err(error) => {
            let location = Location::of_file(DESCRIPTOR);
            return faults.tell(CONTRADICTION, location, error.to_string(), "no export can have said this: correct it");
        }
    };
    for (sheet, table) in sheets.iter().zip(&layout.tables) {
        if let Some(file) = written.iter().find(|file| file.name == table.file()) {
            compare(sheet, file, faults);
        }
    }
    if let Some(file) = written.iter().find(|file| file.name == DESCRIPTOR) {
        let expected = serde_json::from_slice(&file.bytes).unwrap_or_default();
        descriptor(given, &expected, sheets, faults);
    }
}

/// Holds a table against the one that the dataset gives, row by row, by the primary key.
fn compare(sheet: &Sheet<'_>, written: &CsvFile, faults: &mut Faults) {
    let mut reader = ReaderBuilder::new().from_reader(written.bytes.as_slice());
    let expected: Vec<StringRecord> = reader.records().filter_map(Result::ok).collect();
    let key = sheet.key();
    let mut given: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for row in 0..sheet.rows.len() {
        let name: Vec<_> = key.iter().map(|&column| sheet.cell(row, column)).collect();
        let shown = named(sheet, &name);
        if let Some(first) = given.insert(name, row) {
            let first = Related { location: sheet.location(first, 0), message: "this is the other".to_owned() };
            let message = format!("{} has two rows of {shown}", sheet.file);
            faults.tell_both(CONTRADICTION, sheet.location(row, 0), message, "take one of them out", first);
        }
    }
    for record in &expected {
        let name: Vec<_> = key.iter().filter_map(|&column| record.get(column)).collect();
        let Some(row) = given.remove(&name) else {
            let message = format!("{} has no row of {}", sheet.file, named(sheet, &name));
            faults.tell(MISSING_PART, Location::of_file(&sheet.file), message, HELP);
            continue;
        };
        for (index, column) in sheet.table.columns.iter().enumerate().filter(|(_, column)| column.is_derived) {
            let (found, expected) = (sheet.cell(row, index), record.get(index).unwrap_or_default());
            if found != expected {
                let say = |cell: &str| if cell.is_empty() { "nothing".to_owned() } else { format!("“{cell}”") };
                let message = format!(
                    "{}, column {}: {} is written, but the rest of the tables gives {}",
                    named(sheet, &name),
                    column.name,
                    say(found),
                    say(expected)
                );
                faults.tell(CONTRADICTION, sheet.location(row, index), message, HELP);
            }
        }
    }
    for (name, row) in given {
        let message =
            format!("{} has a row of {}, which nothing in the other tables gives", sheet.file, named(sheet, &name));
        faults.tell(CONTRADICTION, sheet.location(row, 0), message, HELP);
    }
}

/// What a row is of, by its primary key.
fn named(sheet: &Sheet<'_>, key: &[&str]) -> String {
    match (sheet.table.rows, key) {
        (Rows::Collection(_) | Rows::About, [id]) => format!("{}/{id}", sheet.table.name),
        (_, [collection, id]) => format!("{collection}/{id}"),
        (_, [collection, id, path]) => format!("{collection}/{id}{path}"),
        _ => key.join(", "),
    }
}

/// Holds what the descriptor says of the title page and of the lengths of the tables against the tables.
fn descriptor(given: &Value, expected: &Value, sheets: &[Sheet<'_>], faults: &mut Faults) {
    let location = || Location::of_file(DESCRIPTOR);
    for property in TITLE_PAGE {
        let (found, expected) = (given.get(property), expected.get(property));
        if found != expected {
            let say = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
            let message = format!("“{property}” is {}, but about.csv gives {}", say(found), say(expected));
            faults.tell(CONTRADICTION, location(), message, HELP);
        }
    }
    for sheet in sheets {
        let resources = given.get("resources").and_then(Value::as_array).into_iter().flatten();
        let counted = resources
            .filter(|resource| resource.get("name").and_then(Value::as_str) == Some(&sheet.table.name))
            .find_map(|resource| resource.get(package::ROWS)?.as_u64());
        let rows = sheet.rows.len();
        if counted.and_then(|counted| usize::try_from(counted).ok()) != Some(rows) {
            let counted = counted.map_or_else(|| "none".to_owned(), |counted| counted.to_string());
            let message = format!("the table has {rows} rows; {DESCRIPTOR} counts {counted}");
            faults.tell(CONTRADICTION, Location::of_file(&sheet.file), message, HELP);
        }
    }
}
