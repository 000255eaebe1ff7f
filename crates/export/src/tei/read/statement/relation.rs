//! Relations: participants, places, polities and links of a record.
//!
//! A value is said by the attributes of its `relation`, a reading by the element that names the other record.

use usru_core::collection::Collection;

use super::super::date::date;
use super::super::notes::Notes;
use super::super::said::Said;
use super::super::tree::El;
use super::{Place, pointed, record_pointed};

fn place_of<'a, 'n>(relation: El<'a>, notes: &'n Notes<'a>) -> Place<'a, 'n> {
    Place::of_value(relation, relation.all("desc").flat_map(El::children), notes)
}

/// One who took part.
pub(in crate::tei::read) fn participant<'a>(relation: El<'a>, notes: &Notes<'a>) -> Said {
    let place = place_of(relation, notes);
    let value = participant_fields(&place, Some((relation, "active")), relation.said("type"));
    place.told(value, &participant_reading)
}

/// One who took part, as a variant says it.
pub(super) fn participant_reading(place: &Place<'_, '_>) -> Said {
    let one = place.mention();
    participant_fields(place, one.map(|one| (one, "ref")), one.and_then(|one| one.said("role")))
}

fn participant_fields(place: &Place<'_, '_>, agent: Option<(El<'_>, &str)>, role: Option<Said>) -> Said {
    let behalf = place.elements.iter().copied().find(|element| element.kind() == Some("on-behalf-of"));
    let mut fields = place.object();
    if let Some((element, attribute)) = agent {
        let collection = element.attr(attribute).and_then(record_pointed).map(|(collection, _)| collection);
        let (field, collection) = match collection {
            Some(Collection::Organizations) => ("organization", Collection::Organizations),
            Some(Collection::Polities) => ("polity", Collection::Polities),
            Some(Collection::Vessels) => ("vessel", Collection::Vessels),
            _ => ("person", Collection::People),
        };
        fields = fields.with(field, pointed(element, attribute, collection));
    }
    fields
        .with("role", role)
        .with("on_behalf_of", behalf.and_then(|polity| pointed(polity, "ref", Collection::Polities)))
        .with("note", place.note("note"))
}

/// A place and what it is to the record.
pub(in crate::tei::read) fn place_link<'a>(relation: El<'a>, notes: &Notes<'a>) -> Said {
    linked(relation, notes, "place", Collection::Places)
}

/// A polity and what it is to the record.
pub(in crate::tei::read) fn polity_link<'a>(relation: El<'a>, notes: &Notes<'a>) -> Said {
    linked(relation, notes, "polity", Collection::Polities)
}

fn linked<'a>(relation: El<'a>, notes: &Notes<'a>, field: &'static str, collection: Collection) -> Said {
    let fields = |place: &Place<'_, '_>, other: Option<Said>, role: Option<Said>| {
        place
            .object()
            .with(field, other)
            .with("role", role)
            .with("during", date("during", place.elements.iter().copied(), place.notes))
            .with("note", place.note("note"))
    };
    let place = place_of(relation, notes);
    let value = fields(&place, pointed(relation, "passive", collection), relation.said("type"));
    place.told(value, &|place| {
        let other = place.mention();
        fields(
            place,
            other.and_then(|other| pointed(other, "ref", collection)),
            other.and_then(|other| other.said("role")),
        )
    })
}

/// A connection with another record.
pub(in crate::tei::read) fn link<'a>(relation: El<'a>, notes: &Notes<'a>) -> Said {
    let fields = |place: &Place<'_, '_>, kind: Option<Said>, to: Option<Said>| {
        place.object().with("kind", kind).with("to", to).with("note", place.note("note"))
    };
    let place = place_of(relation, notes);
    let value = fields(&place, relation.said("name"), reference(relation, "passive"));
    place.told(value, &|place| {
        let other = place.mention();
        fields(place, other.and_then(|other| other.said("type")), other.and_then(|other| reference(other, "ref")))
    })
}

/// A pointer at a record of any collection, as collection/id.
pub(in crate::tei::read) fn reference(element: El<'_>, attribute: &str) -> Option<Said> {
    let pointer = element.attr(attribute)?;
    let text = record_pointed(pointer).map(|(collection, id)| format!("{collection}/{id}"));
    Some(Said::text(text.unwrap_or_else(|| pointer.to_owned()), element.attr_span(attribute)))
}
