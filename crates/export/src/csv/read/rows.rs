//! From rows to the JSON of a record: the inverse of the walk that filled the tables.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use usru_core::diagnostic::Related;

use super::super::cells::at;
use super::super::layout::{Layout, Origin, Rows, pointer};
use super::cell;
use super::sheet::Sheet;
use crate::read::{CONTRADICTION, DAMAGED_VALUE, Faults, MISSING_PART};

/// A row of a table, each by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) table: usize,
    pub(super) row: usize,
}

/// What rows belong to: a record by its collection and id, or the title page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner<'l> {
    pub(super) collection: &'l str,
    pub(super) id: &'l str,
}

impl std::fmt::Display for Owner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.collection, self.id)
    }
}

/// A list in a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct ListOf<'l> {
    table: usize,
    owner: Owner<'l>,
    /// The way to the list.
    path: String,
}

/// The rows of all lists, each list under what it belongs to, its rows by their numbers. Whoever takes a list away has
/// found its place in a record.
#[derive(Debug)]
pub(super) struct Lists<'l> {
    layout: &'l Layout,
    sheets: &'l [Sheet<'l>],
    waiting: BTreeMap<ListOf<'l>, BTreeMap<usize, usize>>,
}

/// The JSON that the rows of a record amount to.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    pub(super) value: Value,
    /// The rows that it was made of.
    pub(super) rows: Vec<At>,
    /// The cells that are told of already.
    pub(super) told: Vec<(At, usize)>,
}

impl<'l> Lists<'l> {
    /// Sorts the rows of the shared tables. `sheets` are in the order of the layout's tables.
    pub(super) fn new(layout: &'l Layout, sheets: &'l [Sheet<'l>], faults: &mut Faults) -> Self {
        let mut lists = Self { layout, sheets, waiting: BTreeMap::new() };
        for (table, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.table.rows == Rows::Items) {
            for row in 0..sheet.rows.len() {
                lists.sort(At { table, row }, sheet, faults);
            }
        }
        lists
    }

    fn sort(&mut self, at: At, sheet: &'l Sheet<'l>, faults: &mut Faults) {
        let [collection, record, path] =
            [Origin::Collection, Origin::Record, Origin::Path].map(|o| sheet.by_origin(&o));
        let owner = Owner { collection: sheet.cell(at.row, collection), id: sheet.cell(at.row, record) };
        let way = sheet.cell(at.row, path);
        let Some((list, number)) = item(way) else {
            let message = format!("“{}” is not the way to an item of a list", way.escape_debug());
            let help =
                "it is the names of the fields and the number in the list, counted from 0: /steps/0/date/variants/0";
            return faults.tell(DAMAGED_VALUE, sheet.location(at.row, path), message, help);
        };
        let rows = self.waiting.entry(ListOf { table: at.table, owner, path: list.to_owned() }).or_default();
        if let Some(first) = rows.get(&number) {
            let first = Related { location: sheet.location(*first, path), message: "this is the other".to_owned() };
            let message = format!("there are two rows {way} of {owner} in {}", sheet.file);
            let help = "take one of them out, or number the rows of the list from 0 without a gap";
            faults.tell_both(CONTRADICTION, sheet.location(at.row, path), message, help, first);
        } else {
            rows.insert(number, at.row);
        }
    }

    /// The JSON of a record or of the title page, from its own row and all that belong to it.
    pub(super) fn assemble(&mut self, at: At, owner: Owner<'l>, faults: &mut Faults) -> Assembled {
        let mut assembled = Assembled::default();
        assembled.value = self.row(at, owner, "", &mut assembled, faults);
        assembled
    }

    fn row(&mut self, at: At, owner: Owner<'l>, path: &str, made: &mut Assembled, faults: &mut Faults) -> Value {
        made.rows.push(at);
        let (layout, sheets) = (self.layout, self.sheets);
        let (Some(table), Some(sheet)) = (layout.tables.get(at.table), sheets.get(at.table)) else {
            return Value::Null;
        };
        let mut fields = Map::new();
        for (index, column) in table.columns.iter().enumerate() {
            let Origin::Value { keys, default } = &column.origin else { continue };
            let cell = sheet.cell(at.row, index);
            let value = match cell {
                "" if keys.is_empty() => {
                    let message = format!("{owner}{path}, column {}: the cell is empty", column.name);
                    faults.tell(
                        MISSING_PART,
                        sheet.location(at.row, index),
                        message,
                        "take the row out, or fill the cell",
                    );
                    made.told.push((at, index));
                    return Value::Null;
                }
                "" => None,
                cell => Some(cell::value(column.kind, cell).unwrap_or_else(|damage| {
                    let message = format!("{owner}{path}, column {}: {}", column.name, damage.message);
                    faults.tell(DAMAGED_VALUE, sheet.location(at.row, index), message, damage.help);
                    made.told.push((at, index));
                    cell.into()
                })),
            };
            match value {
                Some(value) if keys.is_empty() => return value,
                // JSON leaves a default out.
                Some(value) => cell::put(&mut fields, keys, (*default != Some(cell)).then_some(value)),
                None => {}
            }
        }
        for list in &table.lists {
            let path = format!("{path}{}", pointer(&list.keys));
            let items = self.take(list.table, owner, &path, faults);
            if !items.is_empty() {
                let item = |(number, row)| {
                    let at = At { table: list.table, row };
                    self.row(at, owner, &format!("{path}/{number}"), made, faults)
                };
                cell::put(&mut fields, &list.keys, Some(items.into_iter().map(item).collect()));
            }
        }
        let value = Value::Object(fields);
        self.defaults(at, owner, path, &value, made, faults);
        value
    }

    /// Tells of every default that is not written out though the object around it is there: whether it was the default
    /// is not known any more.
    fn defaults(
        &self,
        at_row: At,
        owner: Owner<'l>,
        path: &str,
        value: &Value,
        made: &mut Assembled,
        faults: &mut Faults,
    ) {
        let Some(sheet) = self.sheets.get(at_row.table) else { return };
        for (index, column) in sheet.table.columns.iter().enumerate() {
            let Origin::Value { keys, default: Some(default) } = &column.origin else { continue };
            let around = keys.split_last().and_then(|(_, around)| at(value, around));
            if sheet.cell(at_row.row, index).is_empty() && around.is_some() {
                let message = format!("{owner}{path}, column {}: the cell is empty", column.name);
                let help = format!("write {default}, if that is what it was; the exporter writes it out");
                faults.tell(MISSING_PART, sheet.location(at_row.row, index), message, help);
                made.told.push((at_row, index));
            }
        }
    }

    /// The rows of a list in order; a gap in the numbers is told.
    fn take(&mut self, table: usize, owner: Owner<'l>, path: &str, faults: &mut Faults) -> Vec<(usize, usize)> {
        let rows = self.waiting.remove(&ListOf { table, owner, path: path.to_owned() }).unwrap_or_default();
        let rows: Vec<_> = rows.into_iter().collect();
        let gap = rows.iter().enumerate().find(|(expected, (number, _))| expected != number);
        if let (Some((expected, (number, row))), Some(sheet)) = (gap, self.sheets.get(table)) {
            faults.tell(
                MISSING_PART,
                sheet.location(*row, sheet.by_origin(&Origin::Path)),
                format!("{owner} has a row {path}/{number} in {}, but none {path}/{expected}", sheet.file),
                "put the row back; or, if it was meant to go, number the others from 0 without a gap",
            );
        }
        rows
    }

    /// The rows that no record has asked for, with the way to the list each is in.
    pub(super) fn left(&self) -> impl Iterator<Item = (At, Owner<'l>, &str)> {
        self.waiting.iter().flat_map(|(list, rows)| {
            rows.values().map(|&row| (At { table: list.table, row }, list.owner, list.path.as_str()))
        })
    }
}

/// The way to a list and the number of an item in it.
fn item(path: &str) -> Option<(&str, usize)> {
    let (list, number) = path.rsplit_once('/')?;
    let parsed: usize = number.parse().ok()?;
    (list.starts_with('/') && parsed.to_string() == number).then_some((list, parsed))
}

#[cfg(test)]
mod tests {
    use super::item;

    #[test]
    fn a_path_ends_in_a_number() {
        assert_eq!(item("/steps/0/date/variants/12"), Some(("/steps/0/date/variants", 12)));
        for bad in ["", "0", "/0", "/names/", "/names/x", "/names/01", "/names/-1", "/names/+1", "names/0"] {
            assert_eq!(item(bad), None, "{bad}");
        }
    }
}
