//! Those who act: polities, persons, organizations.

use usru_core::collection::Collection;
use usru_core::record::{Organization, Person, Polity};

use super::super::context::Context;
use super::super::statement::vital;
use super::super::xml::el;
use super::{Body, Encoded, common, of_kind};

/// A polity as an `org`.
pub(super) fn polity(polity: &Polity, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Polities, polity.id.as_str(), &polity.label, cx);
    body.names(&polity.names);
    body.date_in_desc("span", Some(&polity.span));
    body.polities("predecessors", "predecessor", &polity.predecessors);
    body.polities("successors", "successor", &polity.successors);
    body.places("places", "place", &polity.places);
    body.common(&common!(polity));
    body.into_actor(of_kind(el("org"), "polity-kind", polity.kind.as_str()))
}

/// An organization as an `org`.
pub(super) fn organization(organization: &Organization, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Organizations, organization.id.as_str(), &organization.label, cx);
    body.names(&organization.names);
    body.date_in_desc("span", organization.span.as_ref());
    body.places("places", "place", &organization.places);
    body.polities("polities", "polity", &organization.polities);
    body.participants(&organization.participants);
    body.common(&common!(organization));
    body.into_actor(of_kind(el("org"), "organization-kind", organization.kind.as_str()))
}

/// A person, with the appointments of which the person is the holder.
pub(super) fn person(person: &Person, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::People, person.id.as_str(), &person.label, cx);
    body.names(&person.names);
    for (element, life) in [("birth", &person.birth), ("death", &person.death)] {
        if let Some(life) = life {
            let at = body.at.field(element);
            let element = vital(element, life, &at, cx, &mut body.notes);
            body.facts.push(element);
        }
    }
    for appointment in cx.appointments_of(person.id.as_str()) {
        let pointer = super::super::ids::pointer_to(&appointment.id);
        body.facts.push(el("occupation").attr("corresp", pointer).text(appointment.label.as_str()));
    }
    body.polities("polities", "polity", &person.polities);
    body.common(&common!(person));
    body.into_actor(el("person"))
}
