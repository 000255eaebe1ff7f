//! Relations: participants, places, polities and links of a record.

use usru_core::collection::RecordId;
use usru_core::statement::{Link, Participant, PlaceLink, PolityLink};
use usru_core::text::Term;

use super::super::context::Context;
use super::super::date;
use super::super::ids::{Position, pointer, pointer_to};
use super::super::xml::{Element, el};
use super::{Encode, annotate};

/// A `relation` from one record to another, what it says in its `desc`.
struct Relation {
    name: &'static str,
    kind: Option<String>,
    active: String,
    passive: String,
    dates: Vec<(&'static str, String)>,
}

fn relation<T: Encode>(
    relation: Relation,
    value: &T,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Element {
    let (elements, anchor) = annotate(value, at, cx, notes);
    let element = el("relation")
        .attr("name", relation.name)
        .opt("type", relation.kind)
        .attr("active", relation.active)
        .attr("passive", relation.passive)
        .attrs(relation.dates);
    anchor.hold(element).child(el("desc").joined(elements, ", "))
}

/// A participant as the relation of the one who took part to the record.
pub(in crate::tei) fn participant(
    participant: &Participant,
    record: &Position,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Option<Element> {
    let agent = participant.agent()?;
    let parts = Relation {
        name: "participant",
        kind: Some(participant.role.to_string()),
        active: pointer(agent.collection, agent.id),
        passive: record.pointer(),
        dates: Vec::new(),
    };
    Some(relation(parts, participant, at, cx, notes))
}

/// A place as a relation of the record to it.
pub(in crate::tei) fn place_link(
    name: &'static str,
    link: &PlaceLink,
    record: &Position,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Element {
    let parts = Relation {
        name,
        kind: link.role.as_ref().map(Term::to_string),
        active: record.pointer(),
        passive: pointer_to(&link.place),
        dates: link.during.as_deref().map_or_else(Vec::new, |during| date::attributes(during.as_ref())),
    };
    relation(parts, link, at, cx, notes)
}

/// A polity as a relation of the record to it.
pub(in crate::tei) fn polity_link(
    name: &'static str,
    link: &PolityLink,
    record: &Position,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Element {
    let parts = Relation {
        name,
        kind: link.role.as_ref().map(Term::to_string),
        active: record.pointer(),
        passive: pointer_to(&link.polity),
        dates: link.during.as_deref().map_or_else(Vec::new, |during| date::attributes(during.as_ref())),
    };
    relation(parts, link, at, cx, notes)
}

/// A link as a relation of the record to the other.
pub(in crate::tei) fn link(
    link: &Link,
    record: &Position,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Element {
    let parts = Relation {
        name: link.kind.as_str(),
        kind: None,
        active: record.pointer(),
        passive: pointer(link.to.collection(), link.to.id()),
        dates: Vec::new(),
    };
    relation(parts, link, at, cx, notes)
}

/// A field that names another record and nothing more, as a relation of the record to it.
pub(in crate::tei) fn reference<I: RecordId>(
    field: &'static str,
    id: &I,
    record: &Position,
    cx: &Context<'_>,
) -> Element {
    el("relation")
        .attr("name", field)
        .attr("active", record.pointer())
        .attr("passive", pointer_to(id))
        .child(el("desc").joined([cx.mention_of(id)], ", "))
}
