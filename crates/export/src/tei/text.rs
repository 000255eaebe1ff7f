//! The text that a person reads: a chronology of the events and of the steps of agreements, appointments and posts.

use chrono::{Datelike, NaiveDate};
use usru_core::dataset::AnyRecord;
use usru_core::date::HistoricalDate;
use usru_core::statement::{Status, VariantRef};
use usru_core::walk::{Path, Segment, Visitor};

use super::context::Context;
use super::date;
use super::ids::id_of;
use super::statement::Step;
use super::xml::{Element, el};
use crate::words::{self, spaced};

/// One line of the chronology.
struct Entry {
    /// The first possible day, or the last if there is no first, or nothing.
    day: Option<NaiveDate>,
    latest: Option<NaiveDate>,
    id: String,
    item: Element,
}

/// The `text`, if there is anything dated.
pub(super) fn text(cx: &Context<'_>) -> Element {
    let mut entries = Vec::new();
    for record in cx.dataset.records() {
        match record {
            AnyRecord::Event(event) => {
                let mut item = start(&event.date, &id_of(record.collection(), record.id(), &Path::root()), record);
                let places: Vec<_> = event.places.iter().filter(|place| place.role.is_none()).collect();
                if !places.is_empty() {
                    item = item.text(" (");
                    for (index, link) in places.into_iter().enumerate() {
                        item = if index > 0 { item.text(", ") } else { item };
                        item = item.child(cx.mention_of(&link.place));
                    }
                    item = item.text(")");
                }
                item = item.text(format!(". {}", event.summary));
                let item = disputes(item, record, Told { record: true, step: None }, cx);
                entries.push(entry(&event.date, record, &Path::root(), item));
            }
            AnyRecord::Agreement(agreement) => steps(&mut entries, record, &agreement.steps, cx),
            AnyRecord::Appointment(appointment) => steps(&mut entries, record, &appointment.steps, cx),
            AnyRecord::Post(post) => steps(&mut entries, record, &post.steps, cx),
            _ => {}
        }
    }
    // What has no day at all comes last.
    entries.sort_by(|a, b| (a.day.is_none(), a.day, a.latest, &a.id).cmp(&(b.day.is_none(), b.day, b.latest, &b.id)));
    el("text").child(el("body").child(body(entries)))
}

/// The entries as a `div` a decade.
fn body(entries: Vec<Entry>) -> Element {
    let mut chronology = el("div").attr("type", "chronology").child(heading("Chronology"));
    if entries.is_empty() {
        return chronology.child(el("p").text("The dataset holds nothing that is dated."));
    }
    let mut decades: Vec<(String, Vec<Element>)> = Vec::new();
    for entry in entries {
        let head = match entry.day.map(|day| day.year()) {
            Some(year) if year > 0 => format!("{}s", year - year % 10),
            Some(_) => "Before the common era".to_owned(),
            None => "At an unknown date".to_owned(),
        };
        match decades.last_mut() {
            Some((last, items)) if *last == head => items.push(entry.item),
            _ => decades.push((head, vec![entry.item])),
        }
    }
    for (head, items) in decades {
        let list = el("list").children(items);
        chronology = chronology.child(el("div").attr("type", "decade").child(heading(&head)).child(list));
    }
    chronology
}

fn heading(text: &str) -> Element {
    el("head").attr("xml:lang", "en").text(text)
}

/// The dated steps of a record. The first of them tells the summary.
fn steps<S: Step>(entries: &mut Vec<Entry>, record: AnyRecord<'_>, steps: &[S], cx: &Context<'_>) {
    let mut first = true;
    for (index, step) in steps.iter().enumerate() {
        let fields = step.fields();
        let Some(date) = fields.date else { continue };
        let path = Path::root().field("steps").item(index);
        let id = id_of(record.collection(), record.id(), &path);
        let mut item = start(date, &id, record).text(format!(": {}", spaced(fields.kind)));
        if let Some(rank) = fields.rank {
            item = item.text(format!(", {}", spaced(rank.as_str())));
        }
        if let Some(party) = fields.party {
            item = item.text(" by ").child(cx.mention_of(party));
        }
        if let Some(place) = fields.place {
            item = item.text(" (").child(cx.mention_of(place)).text(")");
        }
        item = item.text(".");
        if let Some(note) = fields.note {
            item = item.text(format!(" {note}"));
        }
        if first {
            item = item.text(format!(" {}", record.summary()));
        }
        let item = disputes(item, record, Told { record: first, step: Some(index) }, cx);
        first = false;
        entries.push(entry(date, record, &path, item));
    }
}

/// An item with the date in words and the label of the record.
fn start(date: &HistoricalDate, id: &str, record: AnyRecord<'_>) -> Element {
    el("item")
        .attr("corresp", format!("#{id}"))
        .child(date::element(date.as_ref()))
        .text(": ")
        .child(el("ref").attr("target", format!("#{id}")).text(record.label().as_str()))
}

fn entry(date: &HistoricalDate, record: AnyRecord<'_>, path: &Path, item: Element) -> Entry {
    let bounds = date.bounds();
    Entry {
        day: bounds.earliest.or(bounds.latest),
        latest: bounds.latest,
        id: id_of(record.collection(), record.id(), path),
        item,
    }
}

/// What an item tells: the record without its steps, a step, or both.
#[derive(Clone, Copy)]
struct Told {
    record: bool,
    step: Option<usize>,
}

/// The item with a note for the doubt that the record is under, and for each other reading of what the item tells.
fn disputes(item: Element, record: AnyRecord<'_>, told: Told, cx: &Context<'_>) -> Element {
    let mut found = Found { told, variants: Vec::new() };
    record.walk(&mut found);
    let item = match record.doubt().filter(|_| told.record) {
        Some(doubt) => item
            .text(" ")
            .child(el("note").attr("type", "doubt").attr("subtype", doubt.status.as_str()).text(doubt.reason.as_str())),
        None => item,
    };
    found.variants.into_iter().fold(item, |item, (path, variant)| {
        let target = format!("#{}", id_of(record.collection(), record.id(), &path));
        let mut note = el("note")
            .attr("type", "dispute")
            .attr("subtype", variant.status.as_str())
            .child(el("ref").attr("target", target).text(beginning(variant.status)))
            .text(format!(": {}. {}", words::reading(variant.reading, cx.dataset), variant.reason));
        for (index, citation) in variant.citations.iter().enumerate() {
            note = note.text(if index == 0 { " (" } else { "; " });
            note = note.child(cx.mention_of(&citation.source)).text(format!(", {}", citation.section));
        }
        item.text(" ").child(note.text(")"))
    })
}

/// Gathers variants with the paths to them.
struct Found<'a> {
    told: Told,
    variants: Vec<(Path, VariantRef<'a>)>,
}

impl<'a> Visitor<'a> for Found<'a> {
    fn variant(&mut self, path: &Path, variant: VariantRef<'a>) {
        let wanted = match path.segments() {
            [Segment::Field(field), Segment::Item(index), ..] if field == "steps" => self.told.step == Some(*index),
            _ => self.told.record,
        };
        if wanted {
            self.variants.push((path.clone(), variant));
        }
    }
}

/// How a note on a variant begins.
fn beginning(status: Status) -> &'static str {
    match status {
        Status::Disputed => "Another reading, disputed",
        Status::Rejected => "Another reading, rejected",
        Status::Superseded => "Another reading, superseded",
        Status::Imprecise => "A less exact reading",
    }
}
