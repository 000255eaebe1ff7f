//! Offices, posts and those who held them.

use usru_core::collection::Collection;
use usru_core::record::{Appointment, Office, Post};

use super::super::context::Context;
use super::super::statement::{annotate, steps};
use super::super::xml::el;
use super::{Body, Encoded, common, of_kind};

/// An office as an `org`.
pub(super) fn office(office: &Office, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Offices, office.id.as_str(), &office.label, cx);
    body.names(&office.names);
    let polity = body.reference("polity", office.polity.as_ref());
    let organization = body.reference("organization", office.organization.as_ref());
    body.relate("references", polity.into_iter().chain(organization).collect());
    body.date_in_desc("span", office.span.as_ref());
    body.common(&common!(office));
    body.into_actor(of_kind(el("org"), "office-kind", office.kind.as_str()))
}

/// A post as an `org`, its life as events.
pub(super) fn post(post: &Post, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Posts, post.id.as_str(), &post.label, cx);
    body.names(&post.names);
    let sender = body.reference("sender", Some(&post.sender));
    body.relate("references", sender.into_iter().collect());
    body.polities("receivers", "receiver", &post.receivers);
    body.events = steps(&post.steps, &body.at, cx);
    body.common(&common!(post));
    body.into_actor(el("org").attr("type", "post"))
}

/// An appointment as an `event` with the steps in it.
pub(super) fn appointment(appointment: &Appointment, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Appointments, appointment.id.as_str(), &appointment.label, cx);
    let references = [
        body.reference("person", Some(&appointment.person)),
        body.reference("post", appointment.post.as_ref()),
        body.reference("office", appointment.office.as_ref()),
        body.reference("polity", appointment.polity.as_ref()),
    ];
    body.relate("references", references.into_iter().flatten().collect());
    let (rank, anchor) = annotate(&appointment.rank, &body.at.field("rank"), cx, &mut body.notes);
    body.facts.push(el("desc").joined(anchor.hold_first(rank), ", "));
    body.events = steps(&appointment.steps, &body.at, cx);
    body.common(&common!(appointment));
    body.into_event(el("event").attr("type", "appointment"))
}
