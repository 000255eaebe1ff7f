//! One table as it comes back: its columns found by their names, its rows, and where each cell stands in the file.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};
use usru_core::diagnostic::{Location, nearest};

use super::super::layout::{Column, Origin, Table};
use crate::read::{DAMAGED_VALUE, Derived, FOREIGN_FILE, Faults, MISSING_PART, UNKNOWN_PART};

/// Characters that other programs put between cells.
const OTHER_SEPARATORS: [(char, &str); 3] = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")];

/// As many columns as spreadsheets have: some of them write all of them out.
const MOST_COLUMNS: usize = 16_384;

/// More than any table has. Each that is unknown is looked for among those that are known.
const MOST_NAMED_COLUMNS: usize = 1_000;

/// A table that was read.
#[derive(Debug)]
pub(super) struct Sheet<'l> {
    pub(super) table: &'l Table,
    /// The name of the file.
    pub(super) file: String,
    pub(super) text: String,
    pub(super) rows: Vec<Line>,
    /// For each column of the layout its place in the file; nothing for a derived column that is left out.
    places: Vec<Option<usize>>,
    line_starts: OnceCell<Vec<usize>>,
}

/// A row of the file.
#[derive(Debug)]
pub(super) struct Line {
    /// The byte at or before which it begins.
    start: usize,
    cells: StringRecord,
}

impl<'l> Sheet<'l> {
    /// Reads the table and tells what is wrong with its columns and the lengths of its rows.
    pub(super) fn read(table: &'l Table, text: String, derived: Derived, faults: &mut Faults) -> Self {
        let mut lines = Vec::new();
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut start = 0;
        let mut cells = StringRecord::new();
        // The text is UTF-8 and rows may be of any length: the reader has nothing left to refuse.
        while matches!(reader.read_record(&mut cells), Ok(true)) {
            lines.push(Line { start, cells: cells.clone() });
            start = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        }
        let mut lines = lines.into_iter();
        let header = lines.next();
        let rows = lines.filter(|line| !line.cells.iter().all(str::is_empty)).collect();
        let mut sheet =
            Self { table, file: table.file(), text, rows, places: Vec::new(), line_starts: OnceCell::new() };
        match header {
            Some(header) => {
                sheet.header(&header, derived, faults);
                sheet.lengths(header.cells.len(), faults);
            }
            None => faults.tell(
                MISSING_PART,
                Location::of_file(&sheet.file),
                "the table is empty: it has not even a header",
                "a table without rows has the line with the names of its columns",
            ),
        }
        sheet
    }

    /// A derived table that is left out.
    pub(super) fn absent(table: &'l Table) -> Self {
        let places = table.columns.iter().map(|_| None).collect();
        let (file, text, rows) = (table.file(), String::new(), Vec::new());
        Self { table, file, text, rows, places, line_starts: OnceCell::new() }
    }

    /// Finds the columns and tells which are missing, unknown or there twice.
    fn header(&mut self, header: &Line, derived: Derived, faults: &mut Faults) {
        let known = |name: &str| self.table.columns.iter().any(|column| column.name == name);
        if let (1, Some(only)) = (header.cells.len(), header.cells.get(0))
            && let Some((_, separators)) = OTHER_SEPARATORS.iter().find(|(separator, _)| only.contains(*separator))
        {
            let message = format!("the cells are separated by {separators}, not by commas");
            return faults.tell(FOREIGN_FILE, self.cell_location(header, 0), message, "save the table with commas");
        }
        let (columns, nameless) = (header.cells.len(), header.cells.iter().filter(|name| name.is_empty()).count());
        if columns > MOST_COLUMNS || columns - nameless > MOST_NAMED_COLUMNS {
            let (name, wanted) = (&self.table.name, self.table.columns.len());
            let message = format!("the table has {columns} columns, where {name} has {wanted}");
            return faults.tell(FOREIGN_FILE, self.cell_location(header, 0), message, "take the table of an export");
        }
        let mut seen = BTreeSet::new();
        for (place, name) in header.cells.iter().enumerate() {
            if !seen.insert(name) && !name.is_empty() {
                let message = format!("there are two columns {name}");
                faults.tell(UNKNOWN_PART, self.cell_location(header, place), message, "take one of them out");
            } else if name.is_empty() {
                self.nameless(place, faults);
            } else if !known(name) {
                let near = nearest(name, self.table.columns.iter().map(|column| column.name.as_str()));
                faults.tell(
                    UNKNOWN_PART,
                    self.cell_location(header, place),
                    format!("the table {} has no column “{}”", self.table.name, name.escape_debug()),
                    near.map_or("take it out; the dataset has no place for it".to_owned(), |near| {
                        format!("did you mean “{near}”? Otherwise take it out: the dataset has no place for it")
                    }),
                );
            }
        }
        let place = |column: &Column| header.cells.iter().position(|name| name == column.name);
        self.places = self.table.columns.iter().map(place).collect();
        for (column, place) in self.table.columns.iter().zip(&self.places) {
            if place.is_none() && !(column.is_derived && derived == Derived::Ignored) {
                faults.tell(
                    MISSING_PART,
                    self.cell_location(header, 0),
                    format!("the table {} has lost its column {}", self.table.name, column.name),
                    format!("what belongs there: {}", column.description),
                );
            }
        }
    }

    /// Spreadsheets add columns without a name, which lose nothing as long as they are empty.
    fn nameless(&self, place: usize, faults: &mut Faults) {
        let filled = self.rows.iter().find(|line| line.cells.get(place).is_some_and(|cell| !cell.is_empty()));
        if let Some(line) = filled {
            faults.tell(
                UNKNOWN_PART,
                self.cell_location(line, place),
                "the cell stands in a column without a name",
                "give the column its name, or empty it",
            );
        }
    }

    /// Tells of every row that has lost or won cells. Even an empty one too many tells that others may have moved.
    fn lengths(&self, columns: usize, faults: &mut Faults) {
        for line in self.rows.iter().filter(|line| line.cells.len() != columns) {
            let cells = line.cells.len();
            let clash = if cells > columns { "more than" } else { "fewer than" };
            faults.tell(
                DAMAGED_VALUE,
                self.cell_location(line, cells.saturating_sub(1)),
                format!("the row has {cells} cells, {clash} the {columns} columns of the header"),
                "look for a comma or a quotation mark too many or too few; a cell with a comma stands in quotation marks",
            );
        }
    }

    /// The cell of the row in a column of the layout; empty where a derived column is left out.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let place = self.places.get(column).copied().flatten();
        place.and_then(|place| self.rows.get(row)?.cells.get(place)).unwrap_or_default()
    }

    /// The place in the layout of the column of that origin; the first if there is none.
    pub(super) fn by_origin(&self, origin: &Origin) -> usize {
        self.table.columns.iter().position(|column| column.origin == *origin).unwrap_or_default()
    }

    /// The places in the layout of the columns of the primary key.
    pub(super) fn key(&self) -> Vec<usize> {
        let column = |name: &String| self.table.columns.iter().position(|column| column.name == *name);
        self.table.primary_key.iter().filter_map(column).collect()
    }

    /// Where the cell stands.
    pub(super) fn location(&self, row: usize, column: usize) -> Location {
        let place = self.places.get(column).copied().flatten().unwrap_or_default();
        self.rows.get(row).map_or_else(|| Location::of_file(&self.file), |line| self.cell_location(line, place))
    }

    fn cell_location(&self, line: &Line, place: usize) -> Location {
        let span = cell_span(&self.text, line.start, place);
        let starts = self.line_starts.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            core::iter::once(0).chain(breaks).collect()
        });
        let line = starts.partition_point(|start| *start <= span.start);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = self.text.get(start..span.start).map_or(0, |before| before.chars().count()) + 1;
        Location { file: self.file.clone(), line, column, span }
    }
}

/// The bytes of the cell at the place in the row that begins at the byte, or of the row's last one.
fn cell_span(text: &str, start: usize, place: usize) -> Range<usize> {
    let row = text.get(start..).unwrap_or_default();
    // A row is told to begin where the one before it ended.
    let blank = row.len() - row.trim_start_matches(['\r', '\n']).len();
    let (mut begin, mut cell, mut quoted) = (start + blank, 0, false);
    for (at, c) in row.char_indices().skip_while(|(at, _)| *at < blank) {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                if cell == place {
                    return begin..start + at;
                }
                cell += 1;
                begin = start + at + 1;
            }
            '\r' | '\n' if !quoted => return begin..start + at,
            _ => {}
        }
    }
    begin..text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_in_the_text() {
        let text = "a,b\r\n\"x, \"\"y\"\"\",ж\r\n\n1,";
        let cell = |start, place| text.get(cell_span(text, start, place)).unwrap();
        assert_eq!((cell(0, 0), cell(0, 1)), ("a", "b"));
        assert_eq!((cell(4, 0), cell(4, 1)), ("\"x, \"\"y\"\"\"", "ж"));
        let last = text.len() - 4;
        assert_eq!((cell(last, 0), cell(last, 1), cell(last, 7)), ("1", "", ""));
    }
}
