//! A statement on one line, from its JSON: whatever fields it has, in the words of people.

use serde_json::{Map, Value};
use usru_core::collection::Collection;
use usru_core::date::DateReading;
use usru_core::query::Index;
use usru_core::record::Person;
use usru_core::statement::{Quantity, QuantityReading, Vital};
use usru_export::words::{quantity, spaced};

use super::sources::Sources;
use crate::day::BothCalendars;

/// What lines are made with.
pub(super) struct Lines<'p, 'a> {
    pub(super) index: &'p Index<'a>,
    pub(super) both: BothCalendars,
    pub(super) sources: Sources,
}

impl Lines<'_, '_> {
    /// The fields of a statement but for those named, then its note, then the numbers of its sources.
    pub(super) fn line(&mut self, fields: &Map<String, Value>, without: &[&str]) -> String {
        let mut parts = Vec::new();
        let mut cited = self.sources.of(fields);
        for (name, value) in fields {
            if matches!(name.as_str(), "citations" | "variants" | "note") || without.contains(&name.as_str()) {
                continue;
            }
            if let Some(inner) = value.as_object() {
                cited.push_str(&self.sources.of(inner));
            }
            parts.push(self.value(name, value));
        }
        let note = fields.get("note").and_then(Value::as_str).map(|note| format!(" — {note}")).unwrap_or_default();
        format!("{}{note}{cited}", parts.join(", "))
    }

    /// A value by the name of its field.
    pub(super) fn value(&mut self, name: &str, value: &Value) -> String {
        match value {
            Value::Object(fields) if fields.contains_key("edtf") => self.date(fields).unwrap_or_default(),
            Value::Object(fields) if name == "quantity" => amount(fields).unwrap_or_default(),
            Value::Object(fields) => self.line(fields, &[]),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.value(name, item)).collect();
                items.join("; ")
            }
            Value::String(text) => self.text(name, text),
            other => other.to_string(),
        }
    }

    /// A date in words, in both calendars where both were in use.
    pub(super) fn date(&self, fields: &Map<String, Value>) -> Option<String> {
        let mut plain = fields.clone();
        plain.shift_remove("citations");
        plain.shift_remove("variants");
        let date: DateReading = serde_json::from_value(Value::Object(plain)).ok()?;
        let written = date.as_written.as_ref().map(|words| format!(", written “{words}”")).unwrap_or_default();
        let note = date.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        Some(format!("{}{written}{note}", self.both.words(date.as_ref())))
    }

    fn text(&self, name: &str, text: &str) -> String {
        let target = match text.split_once('/') {
            Some((collection, id)) => Collection::from_name(collection).map(|collection| (collection, id)),
            None => target(name).map(|collection| (collection, text)),
        };
        if let Some(record) = target.and_then(|(collection, id)| self.index.get(collection, id)) {
            let years = self.index.record::<Person>(record.id()).filter(|_| record.collection() == Collection::People);
            let years = years.and_then(years_of).map(|years| format!(" ({years})")).unwrap_or_default();
            return match name {
                "on_behalf_of" => format!("for {}", record.label()),
                _ => format!("{}{years} [{record}]", record.label()),
            };
        }
        match name {
            "role" | "kind" | "rank" | "status" | "basis" | "unit" | "scheme" => spaced(text),
            _ => text.to_owned(),
        }
    }
}

/// The collection that a field of that name points into.
fn target(field: &str) -> Option<Collection> {
    match field {
        "on_behalf_of" | "party" | "sender" => Some(Collection::Polities),
        _ => Collection::ALL.iter().copied().find(|collection| collection.singular() == field),
    }
}

/// A number with its unit.
fn amount(fields: &Map<String, Value>) -> Option<String> {
    let number: Quantity = serde_json::from_value(Value::Object(fields.clone())).ok()?;
    let QuantityReading { value, upper, unit, comparison, as_written, note } = QuantityReading {
        value: number.value,
        upper: number.upper,
        unit: number.unit,
        comparison: number.comparison,
        as_written: number.as_written,
        note: number.note,
    };
    let written = as_written.map(|words| format!(", written “{words}”")).unwrap_or_default();
    let note = note.map(|note| format!(" — {note}")).unwrap_or_default();
    Some(format!("{}{written}{note}", quantity(&value, upper.as_ref(), &unit, comparison)))
}

/// When a person lived: `1801–1872`, `born 1952`.
fn years_of(person: &Person) -> Option<String> {
    let year = |vital: &Option<Vital>| {
        let date = vital.as_ref()?.date.as_ref()?;
        let words = date.in_words();
        // Of a day or a month only the year.
        let written = date.edtf.as_str();
        let is_plain = !date.edtf.is_qualified() && !date.edtf.is_interval() && !written.starts_with('[');
        Some(match written.split('-').next().filter(|_| is_plain) {
            Some(year) if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => year.to_owned(),
            _ => words,
        })
    };
    match (year(&person.birth), year(&person.death)) {
        (Some(birth), Some(death)) => Some(format!("{birth}–{death}")),
        (Some(birth), None) => Some(format!("born {birth}")),
        (None, Some(death)) => Some(format!("died {death}")),
        (None, None) => None,
    }
}
