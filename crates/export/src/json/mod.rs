//! JSON: one document, or one record a line; written and read back.

mod read;
#[cfg(test)]
mod tests;

use std::io::Write;

use serde::Serialize;
use usru_core::{Dataset, schema};

use crate::error::ExportError;

pub(crate) use self::read::{document, keys, lines};
pub use self::read::{read_json, read_jsonl};

/// The file of the document.
const DOCUMENT: &str = "dataset.json";

/// The file of the lines.
const LINES: &str = "records.jsonl";

/// What stands in the place of a collection's name in the line of the title page.
const ABOUT: &str = "about";

/// Writes the dataset as one document: `about`, then one array for each collection, named as the collection. The
/// document points at the schema beside it.
///
/// # Errors
/// What the writer says.
pub fn write_json(dataset: &Dataset, out: impl Write) -> Result<(), ExportError> {
    #[derive(Serialize)]
    struct Document<'d> {
        #[serde(rename = "$schema")]
        schema: &'static str,
        #[serde(flatten)]
        dataset: &'d Dataset,
    }
    let mut out = out;
    serde_json::to_writer_pretty(&mut out, &Document { schema: schema::DATASET_FILE, dataset })?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Writes one JSON object a line: the title page first, then every record with the name of its collection.
///
/// ```json
/// {"collection":"about","record":{…}}
/// {"collection":"events","record":{"id":"alaska-purchase",…}}
/// ```
///
/// # Errors
/// What the writer says.
pub fn write_jsonl(dataset: &Dataset, out: impl Write) -> Result<(), ExportError> {
    #[derive(Serialize)]
    struct Line<R> {
        collection: &'static str,
        record: R,
    }
    let mut out = out;
    serde_json::to_writer(&mut out, &Line { collection: ABOUT, record: &dataset.about })?;
    out.write_all(b"\n")?;
    for record in dataset.records() {
        serde_json::to_writer(&mut out, &Line { collection: record.collection().name(), record })?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
