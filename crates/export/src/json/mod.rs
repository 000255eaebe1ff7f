//! JSON: one document, or one record a line; written and read back.

mod read;
#[cfg(test)]
mod tests;

use std::io::Write;

use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use usru_core::collection::Collection;
use usru_core::json::SCHEMA_KEY;
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
    let mut out = out;
    serde_json::to_writer_pretty(&mut out, &Document(dataset))?;
    out.write_all(b"\n")?;
    Ok(())
}

/// The document: the schema, then what serde writes of a dataset. The records go by way of [`AnyRecord`], or all their
/// types would be compiled for every writer.
struct Document<'d>(&'d Dataset);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(dataset) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(SCHEMA_KEY, schema::DATASET_FILE)?;
        map.serialize_entry(ABOUT, &dataset.about.to_value().map_err(S::Error::custom)?)?;
        for &collection in Collection::ALL {
            map.serialize_entry(collection.name(), &Members(dataset, collection))?;
        }
        map.end()
    }
}

/// The records of a collection.
struct Members<'d>(&'d Dataset, Collection);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.records_of(self.1))
    }
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
    serde_json::to_writer(&mut out, &Line { collection: ABOUT, record: dataset.about.to_value()? })?;
    out.write_all(b"\n")?;
    for record in dataset.records() {
        serde_json::to_writer(&mut out, &Line { collection: record.collection().name(), record })?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
