//! Records: one element each, and the relations that TEI does not allow inside it.

mod actors;
mod documents;
mod happenings;
mod places;
mod service;

use usru_core::collection::{Collection, RecordId};
use usru_core::dataset::AnyRecord;
use usru_core::date::HistoricalDate;
use usru_core::statement::{
    Allowance, Citation, Claim, Doubt, Identifier, Link, Name, Participant, PlaceLink, PolityLink,
};
use usru_core::text::Text;

use super::context::{Context, name_element};
use super::date::Dated;
use super::ids::Position;
use super::statement::{
    allowance, annotate, citations, claim, doubt, identifier, link, note, participant, place_link, polity_link,
    reference, text_note,
};
use super::xml::{Element, el};

/// A record in TEI.
#[derive(Debug)]
pub(super) struct Encoded {
    /// The record.
    pub(super) element: Element,
    /// Its relations, where they cannot stand in the element.
    pub(super) relations: Vec<Element>,
}

/// Encodes a record of any collection.
pub(super) fn encode(record: AnyRecord<'_>, cx: &Context<'_>) -> Encoded {
    match record {
        AnyRecord::Source(source) => documents::source(source, cx),
        AnyRecord::Polity(polity) => actors::polity(polity, cx),
        AnyRecord::Place(place) => places::place(place, cx),
        AnyRecord::Person(person) => actors::person(person, cx),
        AnyRecord::Organization(organization) => actors::organization(organization, cx),
        AnyRecord::Vessel(vessel) => places::vessel(vessel, cx),
        AnyRecord::Work(work) => documents::work(work, cx),
        AnyRecord::Agreement(agreement) => happenings::agreement(agreement, cx),
        AnyRecord::Office(office) => service::office(office, cx),
        AnyRecord::Post(post) => service::post(post, cx),
        AnyRecord::Appointment(appointment) => service::appointment(appointment, cx),
        AnyRecord::Event(event) => happenings::event(event, cx),
        AnyRecord::Measure(measure) => happenings::measure(measure, cx),
    }
}

/// The fields that all records have.
struct Common<'a> {
    summary: &'a Text,
    claims: &'a [Claim],
    links: &'a [Link],
    identifiers: &'a [Identifier],
    doubt: Option<&'a Doubt>,
    allowances: &'a [Allowance],
    citations: &'a [Citation],
}

macro_rules! common {
    ($record:expr) => {
        $crate::tei::record::Common {
            summary: &$record.summary,
            claims: &$record.claims,
            links: &$record.links,
            identifiers: &$record.identifiers,
            doubt: $record.doubt.as_deref(),
            allowances: &$record.allowances,
            citations: &$record.citations,
        }
    };
}
use common;

/// A record under construction: its parts, sorted by where TEI wants them.
struct Body<'a, 'd> {
    cx: &'a Context<'d>,
    at: Position,
    /// The label and the names.
    names: Vec<Element>,
    /// What describes it otherwise.
    facts: Vec<Element>,
    /// Its identifiers elsewhere.
    idnos: Vec<Element>,
    notes: Vec<Element>,
    /// Its sources.
    bibls: Vec<Element>,
    /// Its steps.
    events: Vec<Element>,
    /// Its relations, a list for each field.
    relations: Vec<Element>,
    doubted: bool,
}

impl<'a, 'd> Body<'a, 'd> {
    fn new(collection: Collection, id: &str, label: &Text, cx: &'a Context<'d>) -> Self {
        let tag = name_element(collection);
        Self {
            cx,
            at: Position::record(collection, id),
            names: vec![el(tag).attr("type", "label").text(label.as_str())],
            facts: Vec::new(),
            idnos: Vec::new(),
            notes: Vec::new(),
            bibls: Vec::new(),
            events: Vec::new(),
            relations: Vec::new(),
            doubted: false,
        }
    }

    fn names(&mut self, names: &[Name]) {
        for (index, name) in names.iter().enumerate() {
            let (elements, anchor) = annotate(name, &self.at.item("names", index), self.cx, &mut self.notes);
            self.names.extend(anchor.hold_first(elements));
        }
    }

    /// The elements of a date; what is said about it goes to the notes.
    fn dates(&mut self, field: &'static str, date: &HistoricalDate) -> Vec<Element> {
        date.encode_at(&self.at.field(field), self.cx, &mut self.notes)
    }

    /// A date where `desc` may stand and `date` may not.
    fn date_in_desc(&mut self, field: &'static str, date: Option<&HistoricalDate>) {
        if let Some(date) = date {
            let dates = self.dates(field, date);
            self.facts.push(el("desc").joined(dates, "; "));
        }
    }

    /// A date where `date` may stand.
    fn date(&mut self, field: &'static str, date: Option<&HistoricalDate>) {
        if let Some(date) = date {
            let dates = self.dates(field, date);
            self.facts.extend(dates);
        }
    }

    /// A date where neither may stand.
    fn date_in_note(&mut self, field: &'static str, date: Option<&HistoricalDate>) {
        if let Some(date) = date {
            let mut about = Vec::new();
            let dates = date.encode_at(&self.at.field(field), self.cx, &mut about);
            self.notes.push(note(field).children(dates));
            self.notes.append(&mut about);
        }
    }

    fn relate(&mut self, field: &'static str, relations: Vec<Element>) {
        if !relations.is_empty() {
            self.relations.push(el("listRelation").attr("type", field).children(relations));
        }
    }

    fn participants(&mut self, participants: &[Participant]) {
        let relations = participants
            .iter()
            .enumerate()
            .filter_map(|(index, one)| {
                let at = self.at.item("participants", index);
                participant(one, &self.at, &at, self.cx, &mut self.notes)
            })
            .collect();
        self.relate("participants", relations);
    }

    fn places(&mut self, field: &'static str, name: &'static str, links: &[PlaceLink]) {
        let relations = links
            .iter()
            .enumerate()
            .map(|(index, link)| {
                let at = self.at.item(field, index);
                place_link(name, link, &self.at, &at, self.cx, &mut self.notes)
            })
            .collect();
        self.relate(field, relations);
    }

    fn polities(&mut self, field: &'static str, name: &'static str, links: &[PolityLink]) {
        let relations = links
            .iter()
            .enumerate()
            .map(|(index, link)| {
                let at = self.at.item(field, index);
                polity_link(name, link, &self.at, &at, self.cx, &mut self.notes)
            })
            .collect();
        self.relate(field, relations);
    }

    /// A field that names another record, as a relation to be put into the list of references.
    fn reference<I: RecordId>(&self, field: &'static str, id: Option<&I>) -> Option<Element> {
        id.map(|id| reference(field, id, &self.at, self.cx))
    }

    /// What all records have; it comes after what the record has of its own.
    fn common(&mut self, common: &Common<'_>) {
        let cx = self.cx;
        self.notes.insert(0, note("summary").text(common.summary.as_str()));
        for (index, one) in common.claims.iter().enumerate() {
            claim(one, &self.at.item("claims", index), cx, &mut self.notes);
        }
        let links = common
            .links
            .iter()
            .enumerate()
            .map(|(index, one)| {
                let at = self.at.item("links", index);
                link(one, &self.at, &at, cx, &mut self.notes)
            })
            .collect();
        self.relate("links", links);
        self.idnos.extend(common.identifiers.iter().map(identifier));
        self.doubted = common.doubt.is_some();
        self.notes.extend(common.doubt.map(|one| doubt(one, cx)));
        self.notes.extend(common.allowances.iter().map(|one| allowance(one, cx)));
        self.bibls.extend(citations(common.citations, cx));
    }

    /// The record's element with its identifier, and marked where the whole record is in doubt.
    fn start(&self, element: Element) -> Element {
        element.id(self.at.id()).opt("cert", self.doubted.then_some("low"))
    }

    /// The element in the order of `event`.
    fn into_event(self, element: Element) -> Encoded {
        let element = self
            .start(element)
            .children(self.names)
            .children(self.facts)
            .children(self.notes)
            .children(self.bibls)
            .children(self.idnos)
            .children(self.events)
            .children(self.relations);
        Encoded { element, relations: Vec::new() }
    }

    /// The element in the order of `bibl` and of `item`, which take everything anywhere.
    fn into_container(self, element: Element) -> Encoded {
        let element = self
            .start(element)
            .children(self.names)
            .children(self.facts)
            .children(self.idnos)
            .children(self.notes)
            .children(self.bibls)
            .children(self.relations);
        Encoded { element, relations: Vec::new() }
    }

    /// The element in the order of `org`, which `person` takes too.
    fn into_actor(mut self, element: Element) -> Encoded {
        let relations = self.relations_apart();
        let events =
            (!self.events.is_empty()).then(|| el("listEvent").attr("type", "steps").children(self.events.drain(..)));
        let element = self
            .start(element)
            .children(self.names)
            .children(self.idnos)
            .children(self.facts)
            .maybe(events)
            .children(self.notes)
            .children(self.bibls);
        Encoded { element, relations }
    }

    /// The element in the order of `place`.
    fn into_place(mut self, element: Element) -> Encoded {
        let relations = self.relations_apart();
        let element = self
            .start(element)
            .children(self.names)
            .children(self.facts)
            .children(self.notes)
            .children(self.bibls)
            .children(self.idnos);
        Encoded { element, relations }
    }

    /// The element in the order of `object`.
    fn into_object(mut self, element: Element) -> Encoded {
        let relations = self.relations_apart();
        let identifier = el("objectIdentifier").children(self.names.drain(..)).children(self.idnos.drain(..));
        let steps = (!self.events.is_empty())
            .then(|| note("steps").child(el("listEvent").attr("type", "steps").children(self.events.drain(..))));
        let element = self.start(element).child(identifier).children(self.notes).maybe(steps).children(self.bibls);
        Encoded { element, relations }
    }

    /// The lists of relations, each with a pointer at the record it belongs to.
    fn relations_apart(&mut self) -> Vec<Element> {
        let record = self.at.pointer();
        self.relations.drain(..).map(|list| list.attr("corresp", record.clone())).collect()
    }
}

/// A kind as `@type` and as a pointer at its category.
fn of_kind(element: Element, vocabulary: &str, kind: &str) -> Element {
    element.attr("type", kind).attr("ana", format!("#{vocabulary}.{kind}"))
}

/// A text in an element of its own, if there is one.
fn text_in(name: &'static str, kind: Option<&str>, text: Option<&Text>) -> Option<Element> {
    text.map(|text| el(name).opt("type", kind).text(text.as_str()))
}

/// A web address: escaped where it points, exact in the text.
pub(super) fn address(kind: &str, url: &usru_core::text::Url) -> Element {
    el("ref").attr("type", kind).attr("target", super::ids::uri(url.as_str())).text(url.as_str())
}
