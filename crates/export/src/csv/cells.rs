//! The cells of a row: from a value in JSON to the text in a column.

use std::borrow::Cow;

use serde_json::Value;
use usru_core::Dataset;
use usru_core::collection::{Collection, RecordRef};
use usru_core::date::{Bounds, Calendar, DateRef, Edtf};

use super::layout::{Column, Origin, pointer};
use crate::error::ExportError;

/// Characters with which a spreadsheet takes a cell for a formula, or strips it and then does.
pub(super) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What the rows belong to: a record, or the title page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner<'a> {
    pub(super) collection: &'a str,
    pub(super) id: &'a str,
    pub(super) label: &'a str,
}

/// One row before it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) owner: Owner<'a>,
    /// The JSON Pointer to the value in the record.
    pub(super) path: &'a str,
    /// The path of the row that this one belongs to.
    pub(super) parent: &'a str,
    pub(super) value: &'a Value,
}

impl<'a> Row<'a> {
    /// The text of the cell in the column.
    pub(super) fn cell(self, column: &Column, dataset: &'a Dataset) -> Result<Cow<'a, str>, ExportError> {
        Ok(match &column.origin {
            Origin::Collection => self.owner.collection.into(),
            Origin::Record => self.owner.id.into(),
            Origin::Reference => self.reference().into(),
            Origin::RecordLabel => self.owner.label.into(),
            Origin::Path => self.path.into(),
            Origin::Parent => self.parent.into(),
            Origin::Value { keys, default } => match (at(self.value, keys), default) {
                (Some(value), _) => self.scalar(value, keys)?,
                (None, Some(default)) if around(self.value, keys).is_some() => (*default).into(),
                (None, _) => "".into(),
            },
            Origin::Label { keys, collection } => {
                let id = at(self.value, keys).and_then(Value::as_str);
                id.and_then(|id| label(dataset, *collection, id)).unwrap_or_default().into()
            }
            Origin::Earliest { keys } => day(bounds(at(self.value, keys)).earliest).into(),
            Origin::Latest { keys } => day(bounds(at(self.value, keys)).latest).into(),
            // The rows of those tables are not made from the JSON of a record.
            Origin::Dispute(_) | Origin::Panel(_) => "".into(),
        })
    }

    fn reference(self) -> String {
        format!("{}/{}", self.owner.collection, self.owner.id)
    }

    /// A single value as text; a text that a spreadsheet would run is refused, not altered.
    fn scalar(self, value: &'a Value, keys: &[String]) -> Result<Cow<'a, str>, ExportError> {
        match value {
            Value::String(text) if text.is_empty() => {
                Err(self.refused(keys, "an empty text, which CSV cannot tell from none"))
            }
            Value::String(text) => match text.chars().next().filter(|first| FORMULA.contains(first)) {
                Some(first) => Err(self.refused(
                    keys,
                    &format!("“{text}”, which a spreadsheet would run as a formula because it begins with {first:?}"),
                )),
                None => Ok(text.as_str().into()),
            },
            Value::Number(number) => Ok(number.to_string().into()),
            Value::Bool(value) => Ok(if *value { "true" } else { "false" }.into()),
            Value::Null | Value::Array(_) | Value::Object(_) => Err(self.refused(keys, "no single value")),
        }
    }

    fn refused(self, keys: &[String], what: &str) -> ExportError {
        ExportError::Unsupported(format!("{} has at {}{} {what}", self.reference(), self.path, pointer(keys)))
    }
}

/// The value at the keys.
pub(super) fn at<'v>(value: &'v Value, keys: &[String]) -> Option<&'v Value> {
    keys.iter().try_fold(value, |value, key| value.get(key))
}

/// The object that the value at the keys is or would be in.
fn around<'v>(value: &'v Value, keys: &[String]) -> Option<&'v Value> {
    keys.split_last().and_then(|(_, around)| at(value, around))
}

fn label<'a>(dataset: &'a Dataset, collection: Option<Collection>, id: &str) -> Option<&'a str> {
    let record = match collection {
        Some(collection) => dataset.get(collection, id),
        None => dataset.resolve(&RecordRef::new(id).ok()?),
    };
    record.map(|record| record.label().as_str())
}

/// The bounds of a date in JSON.
fn bounds(date: Option<&Value>) -> Bounds {
    let text = |key| date.and_then(|date| date.get(key)).and_then(Value::as_str);
    let calendar = text("calendar").map_or(Some(Calendar::default()), |word| word.parse().ok());
    match (text("edtf").map(Edtf::new), calendar) {
        (Some(Ok(edtf)), Some(calendar)) => DateRef { edtf: &edtf, calendar, dual: None }.bounds(),
        _ => Bounds::OPEN,
    }
}

/// A day as Data Package's dates have it, which know the years 1 to 9999 alone.
fn day(day: Option<chrono::NaiveDate>) -> String {
    use chrono::Datelike as _;
    day.filter(|day| (1..=9999).contains(&day.year()))
        .map_or_else(String::new, |day| day.format("%Y-%m-%d").to_string())
}
