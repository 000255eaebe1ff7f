//! CSV: one table a collection and tables shared by all, with a Frictionless Data Package; written and read back.
//!
//! The tables are laid out from the JSON Schema that the core crate generates from its types, so they hold whatever
//! the types hold, under the same names and with the same descriptions.
//!
//! | in the JSON | in the tables |
//! | --- | --- |
//! | a record of the collection `events` | a row of `events.csv`, by its `id` |
//! | a single value: `label` | a column `label` |
//! | an object: `date: { edtf, calendar, dual: { edtf } }` | columns `date_edtf`, `date_calendar`, `date_dual_edtf` |
//! | a list of objects: `places: [PlaceLink]` | rows of `place_links.csv`, shared by all collections and named for the type |
//! | `variants: [VariantOfDateReading]` | rows of `date_variants.csv`; what is read is in columns `reading_…` |
//! | a list of plain values: `authors` of a source | rows of `source_authors.csv` with a column `value` |
//! | the title page | the one row of `about.csv` |
//!
//! A row of a shared table says what it belongs to: `collection` and `record`, and `path`, the JSON Pointer to it in
//! that record (`/steps/0/date/variants/0`). The three are its key. With `usru:pointer`, which each field of the
//! descriptor has, the path puts every cell back where it was:
//!
//! - An empty cell is a value that is not there. An object is there if any of its cells is, or any row below its path;
//!   every object has a member that it cannot be without.
//! - A default that the JSON leaves out (`calendar`: gregorian, `comparison`: exactly) is written out where its object
//!   is there. JSON never writes a default, so nothing is lost by that.
//! - Readings of variants are in tables of their own, also the participants in them (`participant_readings.csv`): who
//!   counts the rows of `participants.csv` counts preferred readings alone.
//!
//! Columns with `usru:derived` in the descriptor repeat or compute what others say: the label beside every id, the
//! first and last Gregorian day beside every date, the `parent` row of a row. Three whole tables are derived: `records.csv`,
//! the common key of all collections, which begins with the title page as `about` and the dataset's name;
//! `disputes.csv`, every variant in words beside the reading that is preferred to it; and `panel.csv`, the two sides in
//! each year (see [`crate::panel`]).
//!
//! Rows stand in the order of the collections, of the ids in each, and of the record itself. All tables are always
//! there, if only with their header. Files are UTF-8 without byte-order mark, RFC 4180 but for line ends, which are
//! LF.
//!
//! [`read_csv`] goes the way back. Nothing but `usru:rows` in the descriptor tells that a row is gone from the end of a list.
//!
//! A text or date that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be run by spreadsheets. The
//! rules of the dataset exclude it; here it is refused with [`ExportError::Unsupported`], never altered. That goes for
//! years before 0000 too: `-0005` is EDTF, and a formula; `[-0005]` says the same and is none.
//!
//! ```
//! # fn about() -> usru_core::dataset::About { serde_json::from_value(serde_json::json!({
//! #     "name": "example", "title": "An example", "description": "Nothing.", "version": "1.0.0",
//! #     "released": { "edtf": "2026-01-31" }, "language": "en", "licence": "CC-BY-4.0",
//! #     "licence_url": "https://creativecommons.org/licenses/by/4.0/", "publisher": "Nobody"
//! # })).unwrap() }
//! let dataset = usru_core::Dataset::empty(about());
//! let files = usru_export::csv::write_csv(&dataset)?;
//! assert_eq!(usru_export::csv::read_csv(&files, Default::default()).unwrap(), dataset);
//! assert!(files.iter().any(|file| file.name == "events.csv"));
//! assert!(files.iter().any(|file| file.name == "datapackage.json"));
//! # Ok::<(), usru_export::error::ExportError>(())
//! ```

mod cells;
mod layout;
mod output;
mod package;
mod read;
mod rows;
#[cfg(test)]
mod tests;

use std::io;

use usru_core::Dataset;

use self::layout::Layout;
use self::package::Package;
pub use self::read::{read_csv, read_csv_from};
use self::rows::Tables;
use crate::error::ExportError;

/// The name of the file that describes the others.
pub const DESCRIPTOR: &str = "datapackage.json";

/// A file of the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvFile {
    /// The name, without a folder.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Writes the dataset as CSV tables and a Data Package descriptor, in memory.
///
/// # Errors
/// [`ExportError::Unsupported`] for a text that a spreadsheet would run as a formula.
pub fn write_csv(dataset: &Dataset) -> Result<Vec<CsvFile>, ExportError> {
    let files = write_csv_to(dataset, |_| Ok(Vec::new()))?;
    Ok(files.into_iter().map(|(name, bytes)| CsvFile { name, bytes }).collect())
}

/// Writes the dataset as CSV tables and a Data Package descriptor, each to what `open` gives for its name.
///
/// All tables are open at once and filled in one pass, so the memory taken does not grow with the dataset. The files
/// come back with their names, the descriptor last, for whoever has to sync or close them.
///
/// # Errors
/// [`ExportError::Unsupported`] for a text that a spreadsheet would run as a formula; what `open` and the writers
/// report. Then the files are incomplete: it is for the caller to write where an incomplete file does no harm.
pub fn write_csv_to<W: io::Write>(
    dataset: &Dataset,
    mut open: impl FnMut(&str) -> io::Result<W>,
) -> Result<Vec<(String, W)>, ExportError> {
    let layout = Layout::get()?;
    let written = Tables::open(layout, dataset, &mut open)?.fill()?;
    let mut descriptor = serde_json::to_string_pretty(&Package::new(&dataset.about, layout, &written))?;
    descriptor.push('\n');
    let mut file = open(DESCRIPTOR)?;
    file.write_all(descriptor.as_bytes())?;
    file.flush()?;
    let tables = layout.tables.iter().zip(written).map(|(table, written)| (table.file(), written.file));
    Ok(tables.chain([(DESCRIPTOR.to_owned(), file)]).collect())
}
