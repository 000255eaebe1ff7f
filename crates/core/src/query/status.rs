//! The relations of two sides as a whole: none, recognition, diplomatic relations, interrupted, severed.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::clock::Certainty;
use super::post::{PostOn, PostState};
use super::recognition::RecognitionState;
use super::relations::{Direction, is_open, was_open};
use super::role;
use crate::dataset::AnyRecord;
use crate::model::vocabulary;
use crate::record::{Event, EventKind, Post};
use crate::statement::{PostStep, PostStepKind};
use crate::walk::Path;

vocabulary! {
    /// What the relations of two sides were as a whole.
    Status {
        /// No record up to the day tells of recognition or of a mission.
        NotTold = "not-told",
        /// One side refused to recognize the other, and there had been no relations before.
        Refused = "refused",
        /// The one recognized the other; no record tells of a mission that was there.
        Recognized = "recognized",
        /// Diplomatic relations: a mission of the one was with the other.
        Diplomatic = "diplomatic",
        /// Interrupted: a mission was interrupted in its work, or a state that had followed on another was not
        /// recognized.
        Interrupted = "interrupted",
        /// Broken off by an act of one side.
        Severed = "severed",
    }
}

/// A statement on which an answer rests.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground<'a> {
    /// The record.
    pub record: AnyRecord<'a>,
    /// The way to the statement in it.
    pub path: Path,
}

impl Serialize for Ground<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a> {
            record: String,
            label: &'a str,
            path: String,
        }
        Written { record: self.record.reference(), label: self.record.label().as_str(), path: self.path.to_string() }
            .serialize(serializer)
    }
}

/// What was found, how sure it is, and the statements that say so.
pub(super) struct Found<'a> {
    pub(super) status: Status,
    pub(super) certainty: Certainty,
    pub(super) grounds: Vec<Ground<'a>>,
}

/// The status on the day, from what each side was to the other, the events of relations in which both take part, and the
/// missions of either to the other at any time.
pub(super) fn status<'a>(
    directions: &[Direction<'a>; 2],
    events: &[&'a Event],
    missions: &[&'a Post],
    day: NaiveDate,
) -> Found<'a> {
    if let Some(event) = severed(events, missions, day) {
        let at = event.date.bounds().latest.is_some_and(|latest| latest <= day);
        let ground = Ground { record: AnyRecord::Event(event), path: Path::root().field("date") };
        return Found { status: Status::Severed, certainty: Certainty::certain_if(at), grounds: vec![ground] };
    }
    let there = || directions.iter().flat_map(|direction| &direction.missions);
    let interrupted: Vec<_> = there().filter(|mission| mission.state == PostState::Interrupted).collect();
    let recognitions = |state| {
        directions.iter().map(|direction| &direction.recognition).filter(move |recognition| recognition.state == state)
    };
    let had_relations = missions.iter().any(|post| was_open(post, day));

    let refused: Vec<_> = recognitions(RecognitionState::Refused).collect();
    let broken = |status, posts: &[&PostOn<'a>]| {
        let by_refusal = refused.iter().map(|one| one.certainty);
        let certainty = by_refusal.chain(posts.iter().map(|post| post.certainty)).min();
        let mut grounds: Vec<_> = refused.iter().filter_map(|one| one.ground.clone()).collect();
        grounds.extend(posts.iter().map(|post| step_of(post.post, post.since)));
        Found { status, certainty: certainty.unwrap_or(Certainty::Possible), grounds }
    };
    if !refused.is_empty() && !had_relations {
        return broken(Status::Refused, &[]);
    }
    if !refused.is_empty() || !interrupted.is_empty() {
        return broken(Status::Interrupted, &interrupted);
    }

    let open: Vec<_> = there().filter(|mission| is_open(mission)).collect();
    if let Some(certainty) = open.iter().map(|mission| mission.certainty).min() {
        let grounds = open.iter().map(|mission| step_of(mission.post, mission.since)).collect();
        return Found { status: Status::Diplomatic, certainty, grounds };
    }
    let recognized: Vec<_> =
        recognitions(RecognitionState::Recognized).chain(recognitions(RecognitionState::Implied)).collect();
    match recognized.iter().map(|one| one.certainty).min() {
        Some(certainty) => Found {
            status: Status::Recognized,
            certainty,
            grounds: recognized.iter().filter_map(|one| one.ground.clone()).collect(),
        },
        None => Found { status: Status::NotTold, certainty: Certainty::Possible, grounds: Vec::new() },
    }
}

/// The last event up to the day by which relations were broken off, unless a mission opened after it.
fn severed<'a>(events: &[&'a Event], missions: &[&Post], day: NaiveDate) -> Option<&'a Event> {
    let breaks = |event: &&&Event| {
        event.kind == EventKind::Relations
            && event.participants.iter().any(|one| one.role.as_str() == role::SEVERING)
            && event.date.bounds().earliest.is_some_and(|earliest| earliest <= day)
    };
    let last = *events.iter().filter(breaks).max_by_key(|event| event.date.bounds().earliest)?;
    let opened_after = |step: &PostStep| {
        matches!(step.kind, PostStepKind::Opened | PostStepKind::Reopened)
            && step.date.as_ref().is_some_and(|date| {
                let opened = date.bounds();
                last.date.bounds().certainly_before(opened) && opened.latest.is_some_and(|latest| latest <= day)
            })
    };
    let healed = missions.iter().any(|post| post.steps.iter().any(opened_after));
    (!healed).then_some(last)
}

/// The statement that a step makes.
fn step_of<'a>(post: &'a Post, step: &PostStep) -> Ground<'a> {
    let at = post.steps.iter().position(|one| std::ptr::eq(one, step)).unwrap_or_default();
    Ground { record: AnyRecord::Post(post), path: Path::root().field("steps").item(at) }
}
