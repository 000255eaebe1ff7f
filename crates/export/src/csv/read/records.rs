//! From the JSON of the rows to typed records, and from what the types refuse back to the cells.

use std::collections::BTreeMap;

use serde_json::Value;
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::{About, ForRecordType, Member, with_record_type};
use usru_core::diagnostic::{Location, Related, nearest};
use usru_core::json::{ReadError, read_about, read_record};
use usru_core::refusal::{Refusal, refusals};
use usru_core::schema;
use usru_core::walk::Segment;

use super::super::layout::{Layout, Origin, Rows, pointer};
use super::rows::{Assembled, At, Lists, Owner};
use super::sheet::Sheet;
use crate::read::{CONTRADICTION, Faults, MISSING_PART};

/// The name of the title page as a collection.
const ABOUT: &str = "about";

/// Makes the dataset of the tables; `sheets` are in the order of the layout's tables.
pub(super) fn dataset(layout: &Layout, sheets: &[Sheet<'_>], faults: &mut Faults) -> Option<Dataset> {
    let mut lists = Lists::new(layout, sheets, faults);
    let mut known = BTreeMap::new();
    let mut dataset = None;
    for (table, sheet) in sheets.iter().enumerate() {
        let (rows, collection) = match sheet.table.rows {
            Rows::About => (sheet.rows.len().min(1), None),
            Rows::Collection(collection) => (sheet.rows.len(), Some(collection)),
            Rows::Records | Rows::Items | Rows::Disputes | Rows::Panel => continue,
        };
        if sheet.table.rows == Rows::About {
            one_row(sheet, faults);
        }
        let id = sheet.key().first().copied().unwrap_or_default();
        for row in 0..rows {
            let at = At { table, row };
            let owner = Owner { collection: collection.map_or(ABOUT, Collection::name), id: sheet.cell(row, id) };
            if let Some(first) = known.insert(owner, at) {
                let message = format!("there are two rows of the record {owner}");
                let first =
                    Related { location: sheet.location(first.row, id), message: "this is the other".to_owned() };
                faults.tell_both(CONTRADICTION, sheet.location(row, id), message, "an id names one record", first);
                continue;
            }
            let made = lists.assemble(at, owner, faults);
            let refuse = Refuse { sheets, owner, made: &made, faults };
            match collection {
                None => dataset = title_page(&made.value, refuse).map(Dataset::empty),
                Some(collection) => {
                    with_record_type(collection, OneRecord { refuse, dataset: &mut dataset });
                }
            }
        }
    }
    orphans(&lists, sheets, &known, faults);
    dataset
}

/// The title page is one row.
fn one_row(sheet: &Sheet<'_>, faults: &mut Faults) {
    match sheet.rows.len() {
        1 => {}
        0 => faults.tell(
            MISSING_PART,
            Location::of_file(&sheet.file),
            "the title page is gone: the table has no row",
            "it has one row, with the name, title, version and licence of the dataset",
        ),
        rows => faults.tell(
            CONTRADICTION,
            sheet.location(1, 0),
            format!("there are {rows} title pages: a dataset has one"),
            "keep one of the rows",
        ),
    }
}

/// Tells of the rows of shared tables that belong to nothing.
fn orphans(lists: &Lists<'_>, sheets: &[Sheet<'_>], known: &BTreeMap<Owner<'_>, At>, faults: &mut Faults) {
    for (at, owner, path) in lists.left() {
        let Some(sheet) = sheets.get(at.table) else { continue };
        let (column, message, help) = if known.contains_key(&owner) {
            let message = format!("{owner} has nothing that this row could be part of: no list stands at {path}");
            let help = "the row of what it is part of was lost or has another path, or the row is in the wrong table";
            (Origin::Path, message, help.to_owned())
        } else if owner.collection == ABOUT || Collection::from_name(owner.collection).is_some() {
            let ids = known.keys().filter(|other| other.collection == owner.collection).map(|other| other.id);
            let help = nearest(owner.id, ids).map_or_else(
                || format!("its own row was lost from {}.csv, or the id is wrong", owner.collection),
                |near| format!("did you mean “{near}”?"),
            );
            (Origin::Record, format!("there is no record {owner} for this row to belong to"), help)
        } else {
            let names = Collection::ALL.iter().map(|collection| collection.name()).chain([ABOUT]);
            let help = nearest(owner.collection, names.clone()).map_or_else(
                || format!("it is one of {}", names.collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean “{near}”?"),
            );
            (Origin::Collection, format!("there is no collection “{}”", owner.collection.escape_debug()), help)
        };
        faults.tell(MISSING_PART, sheet.location(at.row, sheet.by_origin(&column)), message, help);
    }
}

/// Puts what the types refuse back to the cells that the value was made of.
struct Refuse<'r> {
    sheets: &'r [Sheet<'r>],
    owner: Owner<'r>,
    made: &'r Assembled,
    faults: &'r mut Faults,
}

impl Refuse<'_> {
    fn tell(self, text: &str, schema: &Value, error: &ReadError) {
        for refusal in refusals(text, schema, "the record", error) {
            if let Some((at, column)) = self.cell_of(&refusal)
                && let Some(sheet) = self.sheets.get(at.table)
                && !self.made.told.contains(&(at, column))
            {
                let name = sheet.table.columns.get(column).map_or("", |column| column.name.as_str());
                let path = sheet.cell(at.row, sheet.by_origin(&Origin::Path));
                let path = if sheet.table.rows == Rows::Items { path } else { "" };
                // The types call a value by its field, which the column says already.
                let field = refusal.path.segments().last().map(|step| match step {
                    Segment::Field(name) => format!("{name}: "),
                    Segment::Item(_) => String::new(),
                });
                let message = refusal.message.strip_prefix(&field.unwrap_or_default()).unwrap_or(&refusal.message);
                let message = format!("{}{path}, column {name}: {message}", self.owner);
                let cell = sheet.cell(at.row, column);
                let help = if looks_rewritten(cell) {
                    "it looks as if a spreadsheet had rewritten a date: import the column as text".to_owned()
                } else {
                    refusal.help
                };
                self.faults.tell_rule(refusal.rule, sheet.location(at.row, column), message, help);
            }
        }
    }

    /// The row in whose value the refused value stands, and the column of it or of the first value in it.
    fn cell_of(&self, refusal: &Refusal) -> Option<(At, usize)> {
        let way = refusal.path.to_string();
        let rest_from = |at: &At| {
            let sheet = self.sheets.get(at.table)?;
            let path = match sheet.table.rows {
                Rows::Items => sheet.cell(at.row, sheet.by_origin(&Origin::Path)),
                _ => "",
            };
            way.strip_prefix(path).filter(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let rows = self.made.rows.iter().filter_map(|at| Some((*at, rest_from(at)?)));
        let (at, rest) = rows.min_by_key(|(_, rest)| rest.len())?;
        let columns = || {
            self.sheets.get(at.table).into_iter().flat_map(|sheet| &sheet.table.columns).map(|column| {
                match &column.origin {
                    Origin::Value { keys, .. } => Some(pointer(keys)),
                    _ => None,
                }
            })
        };
        let is_within = |pointer: &str| pointer.strip_prefix(rest).is_some_and(|rest| rest.starts_with('/'));
        let column = columns()
            .position(|pointer| pointer.as_deref() == Some(rest))
            .or_else(|| columns().position(|pointer| pointer.as_deref().is_some_and(is_within)))
            .unwrap_or_default();
        Some((at, column))
    }
}

/// Whether a text that is refused looks like a date as spreadsheets show it: 11/5/1809, 5.11.1809, Nov-33.
fn looks_rewritten(cell: &str) -> bool {
    let parts: Vec<_> = cell.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |part: &&str| part.len() >= 3 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    match parts.as_slice() {
        [a, b, c] => is_number(c) && (is_number(a) && (is_number(b) || is_month(b)) || is_month(a) && is_number(b)),
        [a, b] => is_month(a) && is_number(b) || is_number(a) && is_month(b),
        _ => false,
    }
}

fn title_page(value: &Value, refuse: Refuse<'_>) -> Option<About> {
    let text = value.to_string();
    match read_about(&text) {
        Ok(about) => Some(about),
        Err(error) => {
            refuse.tell(&text, &schema::of_about(), &error);
            None
        }
    }
}

/// Reads one record and puts it into the dataset, if there is one.
struct OneRecord<'r> {
    refuse: Refuse<'r>,
    dataset: &'r mut Option<Dataset>,
}

impl ForRecordType for OneRecord<'_> {
    type Output = ();

    fn run<T: Member>(self) {
        let text = self.refuse.made.value.to_string();
        match (read_record::<T>(&text), self.dataset) {
            (Ok(record), Some(dataset)) => drop(T::records_mut(dataset).insert(record)),
            (Ok(_), None) => {}
            (Err(error), _) => self.refuse.tell(&text, schema::known(T::COLLECTION), &error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::looks_rewritten;

    #[test]
    fn dates_of_spreadsheets_are_known() {
        for cell in ["11/5/1809", "05.11.1809", "5-Nov-33", "Nov-33", "November 1933", "Nov 5 1809"] {
            assert!(looks_rewritten(cell), "{cell}");
        }
        for cell in ["", "1809-02-30x", "vist", "A text, with words", "2 March", "1809/11"] {
            assert!(!looks_rewritten(cell) || cell == "2 March", "{cell}");
        }
    }
}
