//! Dated steps: of an appointment, an agreement, a post, a ship. A step is an event within its record.

use usru_core::collection::{PlaceId, PolityId};
use usru_core::date::{DateReading, HistoricalDate};
use usru_core::statement::{
    AgreementStep, AgreementStepReading, AppointmentStep, AppointmentStepReading, Participant, ParticipantReading,
    PostKind, PostStep, PostStepReading, VesselStep, VesselStepReading,
};
use usru_core::text::Text;

use super::super::context::Context;
use super::super::date::{self, Dated};
use super::super::ids::{Position, pointer_to};
use super::super::xml::{Element, el};
use super::{Encode, Encoded, encode, participant, rank, say_about, text_note};
use crate::words::spaced;

/// The fields of a step, or of the reading of one, of any kind; what its kind does not have is empty.
#[derive(Debug)]
pub(in crate::tei) struct Fields<'a, D, P> {
    vocabulary: &'static str,
    /// What happened.
    pub(in crate::tei) kind: &'static str,
    /// The side that took the step.
    pub(in crate::tei) party: Option<&'a PolityId>,
    /// What a post was from then on.
    pub(in crate::tei) rank: Option<PostKind>,
    /// When.
    pub(in crate::tei) date: Option<&'a D>,
    /// Where.
    pub(in crate::tei) place: Option<&'a PlaceId>,
    participants: &'a [P],
    /// What a reader needs to know.
    pub(in crate::tei) note: Option<&'a Text>,
}

/// A step of any kind.
pub(in crate::tei) trait Step: Encode {
    /// Its fields.
    fn fields(&self) -> Fields<'_, HistoricalDate, Participant>;
}

macro_rules! steps {
    ($($Step:ident, $Reading:ident, $vocabulary:literal {
        $(party: $party:ident,)? $(rank: $rank:ident,)? $(participants: $participants:ident,)?
    })*) => {$(
        steps! { @fields $Step, HistoricalDate, Participant, $vocabulary, $($party)?; $($rank)?; $($participants)? }
        steps! { @fields $Reading, DateReading, ParticipantReading, $vocabulary, $($party)?; $($rank)?; $($participants)? }

        impl Step for $Step {
            fn fields(&self) -> Fields<'_, HistoricalDate, Participant> {
                self.into()
            }
        }

        encode!($Step, $Reading: |step, at, cx| inline(&step.into(), at, cx));
    )*};
    (@fields $Type:ident, $Date:ident, $Participant:ident, $vocabulary:literal, $($party:ident)?; $($rank:ident)?; $($participants:ident)?) => {
        impl<'a> From<&'a $Type> for Fields<'a, $Date, $Participant> {
            fn from(step: &'a $Type) -> Self {
                Self {
                    vocabulary: $vocabulary,
                    kind: step.kind.as_str(),
                    party: None$(.or(step.$party.as_ref()))?,
                    rank: None$(.or(step.$rank))?,
                    date: step.date.as_ref(),
                    place: step.place.as_ref(),
                    participants: steps!(@or_empty $(&step.$participants)?),
                    note: step.note.as_ref(),
                }
            }
        }
    };
    (@or_empty) => { &[] };
    (@or_empty $list:expr) => { $list };
}

steps! {
    AppointmentStep, AppointmentStepReading, "appointment-step" { participants: participants, }
    AgreementStep, AgreementStepReading, "agreement-step" { party: party, participants: participants, }
    PostStep, PostStepReading, "post-step" { rank: rank, }
    VesselStep, VesselStepReading, "vessel-step" { participants: participants, }
}

/// A step as elements that assert nothing.
fn inline<D: Dated, P: Encode>(step: &Fields<'_, D, P>, at: &Position, cx: &Context<'_>) -> Encoded {
    let mut inner = Vec::new();
    let kind = el("term").attr("type", "kind").attr("subtype", step.kind).text(spaced(step.kind));
    let mut elements = vec![kind];
    elements.extend(circumstances(step, at, cx, &mut inner));
    let participants: Vec<_> = step
        .participants
        .iter()
        .enumerate()
        .map(|(index, participant)| {
            let said = participant.encode(&at.item("participants", index), cx);
            inner.extend(said.inner);
            el("item").children(said.elements).children(said.own)
        })
        .collect();
    if !participants.is_empty() {
        elements.push(el("list").attr("type", "participants").children(participants));
    }
    Encoded { elements, own: text_note("note", step.note).into_iter().collect(), inner }
}

/// When, where, by which side, and what the post then was.
fn circumstances<D: Dated, P>(
    step: &Fields<'_, D, P>,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Vec<Element> {
    let mut elements = step.date.map_or_else(Vec::new, |date| date.encode_at(&at.field("date"), cx, notes));
    elements.extend(step.place.map(|place| cx.mention_of(place).attr("type", "place")));
    elements.extend(step.party.map(|party| cx.mention_of(party).attr("type", "party")));
    elements.extend(step.rank.map(|kind| rank("post-kind", kind.as_str())));
    elements
}

/// The steps of a record, each an `event`.
pub(in crate::tei) fn steps<S: Step>(steps: &[S], record: &Position, cx: &Context<'_>) -> Vec<Element> {
    steps.iter().enumerate().map(|(index, step)| event(step, &record.item("steps", index), cx)).collect()
}

fn event<S: Step>(step: &S, at: &Position, cx: &Context<'_>) -> Element {
    let fields = step.fields();
    // What is said of the step stands before what is said of its parts.
    let mut notes = Vec::new();
    let own = text_note("note", fields.note).into_iter().collect();
    let anchor = say_about(step, own, at, cx, &mut notes);
    let circumstances = circumstances(&fields, at, cx, &mut notes);
    let participants: Vec<_> = fields
        .participants
        .iter()
        .enumerate()
        .filter_map(|(index, one)| participant(one, at, &at.item("participants", index), cx, &mut notes))
        .collect();
    let event = el("event")
        .id(at.id())
        .attr("type", fields.kind)
        .attr("ana", format!("#{}.{}", fields.vocabulary, fields.kind))
        .attrs(fields.date.map_or_else(Vec::new, |date| date::attributes(date.as_ref())))
        .opt("where", fields.place.map(pointer_to));
    let desc = (!circumstances.is_empty()).then(|| el("desc").joined(circumstances, ", "));
    let relations =
        (!participants.is_empty()).then(|| el("listRelation").attr("type", "participants").children(participants));
    anchor.hold_sources(event).child(el("label").text(spaced(fields.kind))).maybe(desc).children(notes).maybe(relations)
}
