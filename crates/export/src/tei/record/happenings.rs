//! What happened, what was agreed, and what was counted.

use usru_core::collection::Collection;
use usru_core::record::{Agreement, Event, Measure};
use usru_core::statement::PlaceLink;

use super::super::context::Context;
use super::super::date;
use super::super::ids::{pointer, pointer_to};
use super::super::statement::{measure as quantity, steps};
use super::super::xml::el;
use super::{Body, Encoded, common, note, of_kind};

/// An event.
pub(super) fn event(event: &Event, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Events, event.id.as_str(), &event.label, cx);
    body.names(&event.names);
    body.date_in_desc("date", Some(&event.date));
    body.places("places", "place", &event.places);
    body.participants(&event.participants);
    body.common(&common!(event));
    let element = of_kind(el("event"), "event-kind", event.kind.as_str())
        .attrs(date::attributes(event.date.as_ref()))
        .opt("where", places(&event.places));
    body.into_event(element)
}

/// The places where an event happened: those without a role of another kind.
fn places(links: &[PlaceLink]) -> Option<String> {
    let places: Vec<_> = links.iter().filter(|link| link.role.is_none()).map(|link| pointer_to(&link.place)).collect();
    (!places.is_empty()).then(|| places.join(" "))
}

/// An agreement as an `event`, its life as events in it.
pub(super) fn agreement(agreement: &Agreement, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Agreements, agreement.id.as_str(), &agreement.label, cx);
    body.names(&agreement.names);
    body.participants(&agreement.participants);
    body.events = steps(&agreement.steps, &body.at, cx);
    body.places("places", "place", &agreement.places);
    body.common(&common!(agreement));
    body.into_event(of_kind(el("event"), "agreement-kind", agreement.kind.as_str()))
}

/// A number that a source gives, as an `item` with a `measure`.
pub(super) fn measure(measure: &Measure, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Measures, measure.id.as_str(), &measure.label, cx);
    let at = body.at.field("quantity");
    let quantity = quantity(measure.kind.as_str(), &measure.quantity, &at, cx, &mut body.notes);
    body.facts.extend(quantity);
    body.notes.push(note("what").text(measure.what.as_str()));
    let (collection, id) = (measure.of.collection(), measure.of.id());
    body.facts
        .push(el("ref").attr("type", "of").attr("target", pointer(collection, id)).text(cx.label(collection, id)));
    body.date("date", measure.date.as_ref());
    body.places("places", "place", &measure.places);
    body.participants(&measure.participants);
    body.common(&common!(measure));
    body.into_container(el("item"))
}
