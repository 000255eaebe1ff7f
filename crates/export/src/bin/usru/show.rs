//! `usru show ID`: a record as a page to read, or as JSON.

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::{Map, Value};
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::date::DateReading;
use usru_core::diagnostic::nearest;

use crate::{DataArgs, Opened};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id of the record, alone or with its collection: `alaska-purchase`, `events/alaska-purchase`.
    id: String,
    /// Print the record as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dataset = match args.data.open()? {
        Opened::Dataset(dataset) => dataset,
        Opened::Faulty(code) => return Ok(code),
    };
    let found: Vec<_> = dataset.records().filter(|r| r.id() == args.id || r.reference() == args.id).collect();
    if found.is_empty() {
        let id = args.id.rsplit('/').next().unwrap_or_default();
        let near = nearest(id, dataset.records().map(AnyRecord::id));
        let hint = near.map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
        anyhow::bail!("there is no record “{}”{hint}", args.id);
    }
    let mut out = io::stdout().lock();
    for (index, record) in found.into_iter().enumerate() {
        if args.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&record)?)?;
        } else {
            if index > 0 {
                writeln!(out)?;
            }
            page(&dataset, record, &mut out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn page(dataset: &Dataset, record: AnyRecord<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}\n{}\n\n{}\n", record.label(), record.reference(), record.summary())?;
    let json = serde_json::to_value(record)?;
    let mut fields = json.as_object().cloned().unwrap_or_default();
    for told in ["id", "label", "summary"] {
        fields.shift_remove(told);
    }
    Page { dataset, out }.fields(&fields, 0)?;
    Ok(())
}

struct Page<'p> {
    dataset: &'p Dataset,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    fn fields(&mut self, fields: &Map<String, Value>, depth: usize) -> io::Result<()> {
        for (name, value) in fields {
            let indent = "  ".repeat(depth);
            let name_shown = name.replace('_', " ");
            match value {
                Value::Array(items) if items.iter().all(Value::is_object) => {
                    writeln!(self.out, "{indent}{name_shown}:")?;
                    for item in items.iter().filter_map(Value::as_object) {
                        self.item(item, depth + 1)?;
                    }
                }
                Value::Object(inner) => {
                    match self.line(inner) {
                        Some(line) => writeln!(self.out, "{indent}{name_shown}: {line}")?,
                        None => writeln!(self.out, "{indent}{name_shown}:")?,
                    }
                    self.fields(&rest(inner), depth + 1)?;
                }
                _ => writeln!(self.out, "{indent}{name_shown}: {}", self.scalar(name, value))?,
            }
        }
        Ok(())
    }

    fn item(&mut self, item: &Map<String, Value>, depth: usize) -> io::Result<()> {
        let indent = "  ".repeat(depth);
        if let Some(line) = self.line(item) {
            writeln!(self.out, "{indent}- {line}")?;
            return self.fields(&rest(item), depth + 1);
        }
        writeln!(self.out, "{indent}-")?;
        self.fields(item, depth + 1)
    }

    /// The parts of an object that fit on one line: a date in words, a citation, scalars joined.
    fn line(&self, fields: &Map<String, Value>) -> Option<String> {
        if fields.contains_key("edtf") {
            let mut plain = fields.clone();
            plain.shift_remove("citations");
            plain.shift_remove("variants");
            let date: DateReading = serde_json::from_value(Value::Object(plain)).ok()?;
            let written = date.as_written.as_ref().map(|words| format!(", written “{words}”")).unwrap_or_default();
            let note = date.note.as_ref().map(|note| format!(" — {note}")).unwrap_or_default();
            return Some(format!("{}{written}{note}", date.in_words()));
        }
        let scalars: Vec<_> = fields
            .iter()
            .filter(|(_, value)| !value.is_object() && !value.is_array())
            .map(|(name, value)| self.scalar(name, value))
            .collect();
        (!scalars.is_empty()).then(|| scalars.join(" · "))
    }

    /// A value; an id with the label of the record it names.
    fn scalar(&self, name: &str, value: &Value) -> String {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Array(items) => items.iter().map(|item| self.scalar(name, item)).collect::<Vec<_>>().join("; "),
            other => other.to_string(),
        };
        let named = match text.split_once('/') {
            Some((collection, id)) => Collection::from_name(collection).and_then(|c| self.dataset.get(c, id)),
            None => target(name).and_then(|collection| self.dataset.get(collection, &text)),
        };
        named.map_or(text.clone(), |record| format!("{} [{record}]", record.label()))
    }
}

/// What `line` has not shown.
fn rest(fields: &Map<String, Value>) -> Map<String, Value> {
    let shown_as_date = fields.contains_key("edtf");
    fields
        .iter()
        .filter(|(name, value)| {
            if shown_as_date {
                matches!(name.as_str(), "citations" | "variants")
            } else {
                value.is_object() || value.is_array()
            }
        })
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The collection that a field of that name points into.
fn target(field: &str) -> Option<Collection> {
    match field {
        "on_behalf_of" | "party" | "sender" => Some(Collection::Polities),
        _ => Collection::ALL.iter().copied().find(|collection| collection.singular() == field),
    }
}
