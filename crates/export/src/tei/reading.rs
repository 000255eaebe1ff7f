//! The reading of a variant in words, for the chronology.

use usru_core::date::DateReading;
use usru_core::statement::{ParticipantReading, Reading, Status};

use super::context::Context;
use super::statement::words_of_quantity;
use super::vocabulary::spaced;

/// How a note on a variant begins.
pub(super) fn heading(status: Status) -> &'static str {
    match status {
        Status::Disputed => "Another reading, disputed",
        Status::Rejected => "Another reading, rejected",
        Status::Superseded => "Another reading, superseded",
        Status::Imprecise => "A less exact reading",
    }
}

/// What the other source says.
pub(super) fn in_words(reading: Reading<'_>, cx: &Context<'_>) -> String {
    match reading {
        Reading::Date(date) => date.in_words(),
        Reading::Name(name) => format!("“{}”", name.text),
        Reading::Participant(one) => participant(one, cx),
        Reading::PlaceLink(link) => joined([
            Some(label(cx, &link.place)),
            link.role.as_ref().map(|role| spaced(role.as_str())),
            words(link.during.as_ref()),
        ]),
        Reading::PolityLink(link) => joined([
            Some(label(cx, &link.polity)),
            link.role.as_ref().map(|role| spaced(role.as_str())),
            words(link.during.as_ref()),
        ]),
        Reading::Link(link) => {
            format!("{} {}", spaced(link.kind.as_str()), cx.label(link.to.collection(), link.to.id()))
        }
        Reading::Claim(claim) => claim.text.as_str().trim_end_matches('.').to_owned(),
        Reading::Quantity(quantity) => {
            words_of_quantity(&quantity.value, quantity.upper.as_ref(), &quantity.unit, quantity.comparison)
        }
        Reading::Coordinates(point) => format!("{}, {}", point.latitude, point.longitude),
        Reading::Rank(held) => spaced(held.rank.as_str()),
        Reading::Vital(vital) => {
            joined([words(vital.date.as_ref()), vital.place.as_ref().map(|place| label(cx, place)), None])
        }
        Reading::AgreementStep(step) => joined([
            Some(spaced(step.kind.as_str())),
            words(step.date.as_ref()),
            step.place.as_ref().map(|place| label(cx, place)),
        ]),
        Reading::AppointmentStep(step) => joined([
            Some(spaced(step.kind.as_str())),
            words(step.date.as_ref()),
            step.place.as_ref().map(|place| label(cx, place)),
        ]),
        Reading::PostStep(step) => joined([
            Some(spaced(step.kind.as_str())),
            words(step.date.as_ref()),
            step.place.as_ref().map(|place| label(cx, place)),
        ]),
        Reading::VesselStep(step) => joined([
            Some(spaced(step.kind.as_str())),
            words(step.date.as_ref()),
            step.place.as_ref().map(|place| label(cx, place)),
        ]),
        _ => "another reading".to_owned(),
    }
}

fn participant(one: &ParticipantReading, cx: &Context<'_>) -> String {
    let agent = one.agent().map_or("", |agent| cx.label(agent.collection, agent.id));
    format!("{agent} as {}", spaced(one.role.as_str()))
}

fn label<I: usru_core::collection::RecordId>(cx: &Context<'_>, id: &I) -> String {
    cx.label(I::COLLECTION, id.as_ref()).to_owned()
}

fn words(date: Option<&DateReading>) -> Option<String> {
    date.map(DateReading::in_words)
}

fn joined(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
