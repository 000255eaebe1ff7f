//! Places and ships.

use usru_core::collection::Collection;
use usru_core::record::{Place, Vessel};

use super::super::context::Context;
use super::super::statement::{coordinates, steps};
use super::super::xml::el;
use super::{Body, Encoded, common, of_kind};

/// A place.
pub(super) fn place(place: &Place, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Places, place.id.as_str(), &place.label, cx);
    body.names(&place.names);
    if let Some(point) = &place.coordinates {
        let at = body.at.field("coordinates");
        let location = coordinates(point, &at, cx, &mut body.notes);
        body.facts.push(location);
    }
    body.places("within", "within", &place.within);
    body.polities("polities", "polity", &place.polities);
    body.common(&common!(place));
    body.into_place(of_kind(el("place"), "place-kind", place.kind.as_str()))
}

/// A ship or another craft as an `object`.
pub(super) fn vessel(vessel: &Vessel, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Vessels, vessel.id.as_str(), &vessel.label, cx);
    body.names(&vessel.names);
    body.polities("polities", "polity", &vessel.polities);
    body.participants(&vessel.participants);
    body.events = steps(&vessel.steps, &body.at, cx);
    body.date_in_note("span", vessel.span.as_ref());
    body.common(&common!(vessel));
    body.into_object(of_kind(el("object"), "vessel-kind", vessel.kind.as_str()))
}
