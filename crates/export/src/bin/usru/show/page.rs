//! The page of a record: what it is, when, who, step by step, what is said of it, where the sources disagree, what it
//! is connected with, what refers to it, and the sources.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use serde_json::{Map, Value};
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::query::{Dated, Index};
use usru_export::disputes::disputes_of;
use usru_export::words::spaced;

use super::line::Lines;
use super::sources::Sources;
use crate::day::BothCalendars;
use crate::paper::Paper;

/// How many of the records that refer to it are listed, of each collection.
const LISTED: usize = 10;

/// What the page tells in parts of its own, or at its head.
const TOLD_APART: &[&str] =
    &["id", "label", "kind", "summary", "citations", "claims", "links", "identifiers", "doubt", "allowances"];

pub(super) struct Page<'p, 'a, W: Write> {
    paper: &'p mut Paper<W>,
    record: AnyRecord<'a>,
    lines: Lines<'p, 'a>,
}

impl<'p, 'a, W: Write> Page<'p, 'a, W> {
    pub(super) fn new(paper: &'p mut Paper<W>, index: &'p Index<'a>, record: AnyRecord<'a>) -> Self {
        let both = BothCalendars::of(index.dataset());
        Self { paper, record, lines: Lines { index, both, sources: Sources::default() } }
    }

    pub(super) fn write(&mut self) -> anyhow::Result<()> {
        let json = serde_json::to_value(self.record)?;
        let Some(fields) = json.as_object() else { return Ok(()) };
        self.head(fields)?;
        for (name, value) in fields.iter().filter(|(name, _)| !TOLD_APART.contains(&name.as_str())) {
            self.field(name, value)?;
        }
        self.claims(fields)?;
        self.disputes()?;
        self.links(fields)?;
        self.identifiers(fields)?;
        self.allowances(fields)?;
        self.references()?;
        self.sources()?;
        Ok(())
    }

    fn head(&mut self, fields: &Map<String, Value>) -> io::Result<()> {
        self.paper.title(self.record.label().as_str())?;
        let kind = fields.get("kind").and_then(Value::as_str).map(|kind| format!("{} · ", spaced(kind)));
        self.paper.aside(&format!("{}{}", kind.unwrap_or_default(), self.record))?;
        self.paper.space()?;
        let cited = self.lines.sources.of(fields);
        self.paper.text(&format!("{}{cited}", self.record.summary()))?;
        if let Some(doubt) = fields.get("doubt").and_then(Value::as_object) {
            let status = doubt.get("status").and_then(Value::as_str).unwrap_or_default();
            let what =
                if status == "rejected" { "This did not happen" } else { "It is disputed whether this happened" };
            let reason = doubt.get("reason").and_then(Value::as_str).unwrap_or_default();
            let cited = self.lines.sources.of(doubt);
            self.paper.space()?;
            self.paper.text(&format!("{what}: {reason}{cited}"))?;
        }
        Ok(())
    }

    /// A field of the record's own: lists as parts, the rest as lines under the summary.
    fn field(&mut self, name: &str, value: &Value) -> io::Result<()> {
        match value {
            Value::Array(items) if items.iter().all(Value::is_object) => {
                self.paper.heading(heading(self.record.collection(), name))?;
                for item in items.iter().filter_map(Value::as_object) {
                    let text = match name {
                        "steps" => self.step(item),
                        "names" => self.name(item),
                        _ => self.lines.line(item, &[]),
                    };
                    self.paper.item(0, &text)?;
                }
                Ok(())
            }
            _ => {
                let cited = value.as_object().map(|inner| self.lines.sources.of(inner)).unwrap_or_default();
                let text = match (value, name) {
                    // The sources stand at the end of the line, not twice.
                    (Value::Object(inner), _) if !inner.contains_key("edtf") && name != "quantity" => {
                        self.lines.line(inner, &[])
                    }
                    _ => format!("{}{cited}", self.lines.value(name, value)),
                };
                self.paper.space()?;
                self.paper.text(&format!("{}: {text}", capital(name)))
            }
        }
    }

    /// What happened, when, where, and who took part.
    fn step(&mut self, step: &Map<String, Value>) -> String {
        let kind = step.get("kind").and_then(Value::as_str).map(spaced).unwrap_or_default();
        let when = step.get("date").and_then(Value::as_object);
        let date = when.and_then(|date| self.lines.date(date)).unwrap_or_else(|| "on a day not told".to_owned());
        let cited = when.map(|date| self.lines.sources.of(date)).unwrap_or_default();
        let rest = self.lines.line(step, &["kind", "date"]);
        let between = if rest.is_empty() || rest.starts_with(' ') { "" } else { "; " };
        format!("{kind} {date}{cited}{between}{rest}")
    }

    fn name(&mut self, name: &Map<String, Value>) -> String {
        let text = name.get("text").and_then(Value::as_str).unwrap_or_default();
        let lang = name.get("lang").and_then(Value::as_str).unwrap_or_default();
        let rest = self.lines.line(name, &["text", "lang"]);
        format!("{text} ({lang}; {rest})")
    }

    fn claims(&mut self, fields: &Map<String, Value>) -> io::Result<()> {
        let claims = items(fields, "claims");
        if claims.is_empty() {
            return Ok(());
        }
        self.paper.heading("What is said of it")?;
        for claim in claims {
            let text = claim.get("text").and_then(Value::as_str).unwrap_or_default();
            let cited = self.lines.sources.of(claim);
            self.paper.item(0, &format!("{text}{cited}"))?;
        }
        Ok(())
    }

    fn disputes(&mut self) -> anyhow::Result<()> {
        let rows = disputes_of(self.record, self.lines.index.dataset())?;
        let variants = self.record.variants();
        if rows.is_empty() {
            return Ok(());
        }
        self.paper.heading("Where the sources disagree")?;
        let mut last = None;
        for (row, dispute) in rows.iter().zip(&variants) {
            // The readings of one statement stand together.
            let preferred = format!("{}: {} is preferred", capital(&row.field), row.preferred);
            if last.as_ref() != Some(&preferred) {
                self.paper.item(0, &preferred)?;
            }
            last = Some(preferred);
            let cited = self.lines.sources.numbers(dispute.variant.citations);
            self.paper.item(1, &format!("{}{cited}: {}. {}", row.reading, row.status, row.reason))?;
        }
        Ok(())
    }

    fn links(&mut self, fields: &Map<String, Value>) -> io::Result<()> {
        let links = items(fields, "links");
        if links.is_empty() {
            return Ok(());
        }
        self.paper.heading("Connections")?;
        for link in links {
            let kind = link.get("kind").and_then(Value::as_str).map(spaced).unwrap_or_default();
            let rest = self.lines.line(link, &["kind"]);
            self.paper.item(0, &format!("{kind} {rest}"))?;
        }
        Ok(())
    }

    fn identifiers(&mut self, fields: &Map<String, Value>) -> io::Result<()> {
        let identifiers = items(fields, "identifiers");
        if identifiers.is_empty() {
            return Ok(());
        }
        self.paper.heading("Elsewhere")?;
        for identifier in identifiers {
            let part = |name| identifier.get(name).and_then(Value::as_str).unwrap_or_default();
            self.paper.item(0, &format!("{}: {}", part("scheme"), part("value")))?;
        }
        Ok(())
    }

    fn allowances(&mut self, fields: &Map<String, Value>) -> io::Result<()> {
        for allowance in items(fields, "allowances") {
            let part = |name| allowance.get(name).and_then(Value::as_str).unwrap_or_default();
            let cited = self.lines.sources.of(allowance);
            self.paper.space()?;
            self.paper.text(&format!("Against the rule {}: {}{cited}", part("rule"), part("reason")))?;
        }
        Ok(())
    }

    /// What refers to the record outside citations; of a source, what it is cited for.
    fn references(&mut self) -> io::Result<()> {
        let (collection, id) = (self.record.collection(), self.record.id());
        let mut by_collection: BTreeMap<Collection, Vec<AnyRecord<'a>>> = BTreeMap::new();
        let is_source = collection == Collection::Sources;
        for reference in self.lines.index.references_to(collection, id) {
            if reference.is_citation() == is_source {
                let records = by_collection.entry(reference.from.collection()).or_default();
                if records.last().is_none_or(|last| last.id() != reference.from.id()) {
                    records.push(reference.from);
                }
            }
        }
        if by_collection.is_empty() {
            return Ok(());
        }
        self.paper.heading(if is_source { "What cites it" } else { "What refers to it" })?;
        let begins = self.beginnings();
        for (collection, mut records) in by_collection {
            let when = |record: &AnyRecord<'a>| begins.get(&(record.collection(), record.id()));
            // What has no date comes last.
            records.sort_by_key(|record| when(record).map_or(usize::MAX, |(order, _)| *order));
            self.paper.item(0, &format!("{collection}: {}", records.len()))?;
            for record in records.iter().take(LISTED) {
                let date = when(record).and_then(|(_, one)| one.step.is_none().then(|| one.date.in_words()));
                // Some labels tell the date themselves.
                let date = date.filter(|date| !record.label().as_str().contains(date.as_str()));
                let date = date.map_or_else(String::new, |date| format!(", {date}"));
                self.paper.item(1, &format!("{}{date} [{record}]", record.label()))?;
            }
            if let Some(more) = records.len().checked_sub(LISTED).filter(|more| *more > 0) {
                self.paper.item(1, &format!("and {more} more"))?;
            }
        }
        Ok(())
    }

    /// The first date of each record that has one, with its place in the order of time.
    fn beginnings(&self) -> HashMap<(Collection, &'a str), (usize, Dated<'a>)> {
        let mut begins = HashMap::new();
        for (order, &one) in self.lines.index.dated().iter().enumerate() {
            begins.entry((one.record.collection(), one.record.id())).or_insert((order, one));
        }
        begins
    }

    fn sources(&mut self) -> io::Result<()> {
        let list = self.lines.sources.list(self.lines.index.dataset());
        if list.is_empty() {
            return Ok(());
        }
        self.paper.heading("Sources")?;
        let width = list.len().to_string().len() + 2;
        for (number, text) in list {
            self.paper.row(width, format!("[{number}]"), &text)?;
        }
        Ok(())
    }
}

/// The heading over the list in a field.
fn heading(collection: Collection, field: &str) -> &'static str {
    match (field, collection) {
        ("names", _) => "Names",
        ("participants", Collection::Agreements) => "Parties and signatories",
        ("participants", Collection::Works) => "Authors and others",
        ("participants", _) => "Who took part",
        ("steps", _) => "Step by step",
        ("places", Collection::Events) => "Where",
        ("places", _) => "Places",
        ("within", _) => "Within",
        ("polities", _) => "Polities",
        ("predecessors", _) => "Before it",
        ("successors", _) => "After it",
        ("receivers", _) => "Received by",
        ("sections", _) => "Sections",
        _ => "More",
    }
}

/// The objects in a list.
fn items<'j>(fields: &'j Map<String, Value>, name: &str) -> Vec<&'j Map<String, Value>> {
    let list = fields.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object).collect()
}

/// The name of a field, as a line begins.
fn capital(field: &str) -> String {
    let mut letters = field.chars().map(|c| if c == '_' { ' ' } else { c });
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
