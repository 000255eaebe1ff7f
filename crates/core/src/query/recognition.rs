//! Whether one side recognized the other: by an event that says so, or by an envoy who was received.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Certainty, on};
use super::line::Side;
use super::status::Ground;
use super::{Index, despite, role};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::date::{Bounds, HistoricalDate};
use crate::model::vocabulary;
use crate::record::{EventKind, Polity, Record};
use crate::statement::{AppointmentStepKind, Participant};
use crate::walk::Path;

vocabulary! {
    /// Whether one side recognized the other.
    RecognitionState {
        /// A record tells of the recognition.
        Recognized = "recognized",
        /// No record tells of it, but an envoy was received, which implies it.
        Implied = "implied",
        /// A record tells that it was refused or withheld.
        Refused = "refused",
        /// No record tells.
        NotTold = "not-told",
    }
}

/// Whether one side recognized the polity of the other on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recognition<'a> {
    /// Whether.
    pub state: RecognitionState,
    /// How sure that is.
    pub certainty: Certainty,
    /// Since when.
    pub since: Option<&'a HistoricalDate>,
    /// The record that says so.
    pub ground: Option<Ground<'a>>,
}

impl<'a> Index<'a> {
    /// Whether one side recognized a polity of the other on the day.
    pub(super) fn recognition(
        &self,
        from: &Side<'a>,
        to: &Side<'a>,
        polity: &'a Polity,
        day: NaiveDate,
    ) -> Recognition<'a> {
        let mut found: Option<Recognition<'a>> = None;
        for event in &self.dataset.events {
            let Some(certainty) = despite(event.doubt()) else { continue };
            if !matches!(event.kind, EventKind::Recognition | EventKind::Relations) {
                continue;
            }
            let is = |wanted: &str| {
                event
                    .participants
                    .iter()
                    .any(|one| one.role.as_str() == wanted && one.polity.as_ref().is_some_and(|one| *one == polity.id))
            };
            let by_us = event
                .participants
                .iter()
                .filter(|one| !is_object(one))
                .any(|one| from.takes_part(std::slice::from_ref(one)));
            let dated = event.date.span().begin;
            let begun = dated.earliest.is_none_or(|earliest| earliest <= day);
            let (state, sure) = if !by_us || !begun {
                continue;
            } else if is(role::RECOGNIZED) {
                let sure = dated.latest.is_some_and(|latest| latest <= day);
                (RecognitionState::Recognized, Certainty::certain_if(sure))
            } else if let (true, Some(sure)) = (is(role::UNRECOGNIZED), on(&event.date, day)) {
                (RecognitionState::Refused, sure)
            } else {
                continue;
            };
            // What began last holds. What came to an end on a day gives way to what began on it.
            let later = found.as_ref().and_then(|found| found.since).is_none_or(|since| {
                let before = since.span().begin.earliest;
                before < dated.earliest || before == dated.earliest && state == RecognitionState::Recognized
            });
            if later {
                let ground = Some(Ground { record: AnyRecord::Event(event), path: Path::root().field("date") });
                found = Some(Recognition { state, certainty: certainty.and(sure), since: Some(&event.date), ground });
            }
        }
        found.or_else(|| self.implied(from, to, polity, day)).unwrap_or_else(Recognition::not_told)
    }

    /// The first envoy between the two who was received by the day: to receive one, and to have one received, is to
    /// recognize the other.
    fn implied(&self, from: &Side<'a>, to: &Side<'a>, polity: &'a Polity, day: NaiveDate) -> Option<Recognition<'a>> {
        let sent = self.missions(from, to).filter(|post| post.sender != polity.id);
        let received = self.missions(to, from).filter(|post| post.sender == polity.id);
        let mut first: Option<(Bounds, Recognition<'a>)> = None;
        for post in sent.chain(received) {
            for appointment in self.appointments_to(Collection::Posts, post.id.as_str()) {
                let Some(doubt) = despite(appointment.doubt()) else { continue };
                let presented = AppointmentStepKind::CredentialsPresented;
                let Some(at) = appointment.steps.iter().position(|step| step.kind == presented) else { continue };
                let Some(date) = appointment.steps.get(at).and_then(|step| step.date.as_ref()) else { continue };
                let bounds = date.bounds();
                let Some(earliest) = bounds.earliest.filter(|&earliest| earliest <= day) else { continue };
                let to_it = post.sender == polity.id
                    || post.receivers.iter().any(|link| {
                        link.polity == polity.id
                            && link.during.as_ref().is_none_or(|during| on(during, earliest).is_some())
                    });
                if !to_it || first.as_ref().is_some_and(|(other, _)| other.earliest <= Some(earliest)) {
                    continue;
                }
                let certainty = Certainty::certain_if(bounds.latest.is_some_and(|latest| latest <= day)).and(doubt);
                let path = Path::root().field("steps").item(at);
                let ground = Some(Ground { record: AnyRecord::Appointment(appointment), path });
                let state = RecognitionState::Implied;
                first = Some((bounds, Recognition { state, certainty, since: Some(date), ground }));
            }
        }
        first.map(|(_, recognition)| recognition)
    }
}

impl Recognition<'_> {
    pub(super) fn not_told() -> Self {
        Self { state: RecognitionState::NotTold, certainty: Certainty::Possible, since: None, ground: None }
    }
}

/// Whether the participant is recognized or not recognized, and so is not the one that recognizes.
fn is_object(one: &Participant) -> bool {
    matches!(one.role.as_str(), role::RECOGNIZED | role::UNRECOGNIZED)
}
