//! The sources' disagreements as a table: every variant beside the reading that is preferred to it.

use serde::de::DeserializeOwned;
use serde_json::Value;
use usru_core::Dataset;
use usru_core::dataset::{AnyRecord, Dispute};
use usru_core::json::without_provenance;
use usru_core::statement::Reading;
use usru_core::walk::Segment;

use crate::error::ExportError;
use crate::words;

/// One variant, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeRow {
    /// The record's collection.
    pub collection: &'static str,
    /// The record's id.
    pub record: String,
    /// The record's label.
    pub label: String,
    /// The way to the variant in the record, as a JSON Pointer.
    pub path: String,
    /// What the reading is of, in words: `step signed, date`.
    pub field: String,
    /// What the preferred reading says.
    pub preferred: String,
    /// What the other reading says.
    pub reading: String,
    /// What the editors think of it.
    pub status: &'static str,
    /// The sources of the reading, each with its section.
    pub sources: String,
    /// Why it is not the preferred reading.
    pub reason: String,
}

impl DisputeRow {
    /// The names of the columns, in the order of [`DisputeRow::cells`].
    pub const COLUMNS: [&'static str; 10] = [
        "collection",
        "record",
        "record_label",
        "path",
        "field",
        "preferred",
        "reading",
        "status",
        "sources",
        "reason",
    ];

    /// The values of the columns.
    #[must_use]
    pub fn cells(&self) -> [&str; 10] {
        [
            self.collection,
            &self.record,
            &self.label,
            &self.path,
            &self.field,
            &self.preferred,
            &self.reading,
            self.status,
            &self.sources,
            &self.reason,
        ]
    }
}

/// The variants of one record, in its own order.
///
/// # Errors
/// As for [`disputes`].
pub fn disputes_of(record: AnyRecord<'_>, dataset: &Dataset) -> Result<Vec<DisputeRow>, ExportError> {
    let json = record.to_value()?;
    Ok(record.variants().iter().map(|dispute| row(dispute, &json, dataset)).collect())
}

/// Every variant of the dataset, in the order of the records.
///
/// # Errors
/// [`ExportError::Json`] if a record cannot be turned into JSON, which does not happen to the records of the core.
pub fn disputes(dataset: &Dataset) -> Result<Vec<DisputeRow>, ExportError> {
    // A record is turned into JSON once for all of its variants.
    let mut json: Option<(String, Value)> = None;
    let mut rows = Vec::new();
    for dispute in dataset.variants() {
        let reference = dispute.record.reference();
        if json.as_ref().is_none_or(|(of, _)| *of != reference) {
            json = Some((reference, dispute.record.to_value()?));
        }
        if let Some((_, record)) = &json {
            rows.push(row(&dispute, record, dataset));
        }
    }
    Ok(rows)
}

fn row(dispute: &Dispute<'_>, record: &Value, dataset: &Dataset) -> DisputeRow {
    let variant = &dispute.variant;
    let statement = dispute.path.parent().parent();
    let preferred = record.pointer(&statement.to_string()).map(without_provenance);
    let sources = variant.citations.iter().map(|citation| {
        let label =
            dataset.sources.get(citation.source.as_str()).map_or(citation.source.as_str(), |s| s.label.as_str());
        format!("{label}: {}", citation.section)
    });
    DisputeRow {
        collection: dispute.record.collection().name(),
        record: dispute.record.id().to_owned(),
        label: dispute.record.label().to_string(),
        path: dispute.path.to_string(),
        field: field(statement.segments(), record),
        preferred: preferred.and_then(|json| like(variant.reading, json, dataset)).unwrap_or_default(),
        reading: words::reading(variant.reading, dataset),
        status: variant.status.as_str(),
        sources: sources.collect::<Vec<_>>().join("; "),
        reason: variant.reason.to_string(),
    }
}

/// The way to the statement in words; an item of a list by its kind, role or text, not by its number alone.
pub(crate) fn field(way: &[Segment], record: &Value) -> String {
    let mut words = Vec::new();
    let mut value = Some(record);
    for segment in way {
        match segment {
            Segment::Field(name) => {
                value = value.and_then(|value| value.get(name.as_ref()));
                words.push(name.replace('_', " "));
            }
            Segment::Item(index) => {
                value = value.and_then(|value| value.get(index));
                let told = ["kind", "role", "lang"].iter().find_map(|key| value?.get(key)?.as_str());
                let list = words.pop().unwrap_or_default();
                let one = list.strip_suffix('s').unwrap_or(&list).to_owned();
                words.push(format!("{one} {}", told.map_or_else(|| (index + 1).to_string(), words::spaced)));
            }
        }
    }
    words.join(", ")
}

/// The JSON of a statement in words, read as the type of the reading.
fn like(reading: Reading<'_>, json: Value, dataset: &Dataset) -> Option<String> {
    macro_rules! same {
        ($($Kind:ident),*) => {
            match reading {
                $( Reading::$Kind(like) => {
                    read_as(like, json).map(|read| words::reading(Reading::$Kind(&read), dataset))
                } )*
                _ => None,
            }
        };
    }
    same!(
        AgreementStep,
        AppointmentStep,
        Claim,
        Coordinates,
        Date,
        Link,
        Name,
        Participant,
        PlaceLink,
        PolityLink,
        PostStep,
        Quantity,
        Rank,
        VesselStep,
        Vital
    )
}

/// Reads the JSON as a value of the same type as another.
fn read_as<T: DeserializeOwned>(_: &T, json: Value) -> Option<T> {
    serde_json::from_value(json).ok()
}
