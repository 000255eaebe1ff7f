//! What a post was on a day: the state of an embassy, legation or consulate, read off its steps.
#![expect(clippy::ref_option_ref, reason = "serde hands over fields by reference")]

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Certainty, Clock, on};
use super::tenure::clock_of;
use super::{Index, despite, named, named_if};
use crate::collection::Collection;
use crate::date::Bounds;
use crate::model::vocabulary;
use crate::record::{Place, Post, Record};
use crate::statement::{PostKind, PostStep, PostStepKind as Kind};

vocabulary! {
    /// What had become of a post.
    PostState {
        /// Agreed upon or ordered; no step tells that it opened.
        Established = "established",
        /// Open.
        Open = "open",
        /// Interrupted in its normal work without closing.
        Interrupted = "interrupted",
    }
}

/// A post on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PostOn<'a> {
    /// The post.
    #[serde(serialize_with = "named")]
    pub post: &'a Post,
    /// Its state. Where the dates leave that open, the earlier one.
    pub state: PostState,
    /// Whether it certainly was in that state, or in one that is later in the list.
    pub certainty: Certainty,
    /// What it was: a legation, an embassy, a consulate.
    pub kind: Option<PostKind>,
    /// The step that made it that.
    pub kind_since: Option<&'a PostStep>,
    /// Where it was.
    #[serde(serialize_with = "named_if")]
    pub place: Option<&'a Place>,
    /// The step that gave the state.
    pub since: &'a PostStep,
    /// The next step that closes it, if one is told.
    pub until: Option<&'a PostStep>,
    /// Set if no step tells that it closed, and nothing else in the records bears out that it was still there.
    pub end_not_told: bool,
}

impl PostOn<'_> {
    /// Whether the post is a diplomatic mission, not a consular one.
    #[must_use]
    pub fn is_mission(&self) -> bool {
        self.kind.is_some_and(is_mission)
    }
}

/// Whether a post of that kind is a diplomatic mission, not a consular one.
#[must_use]
pub fn is_mission(kind: PostKind) -> bool {
    matches!(
        kind,
        PostKind::UnreceivedMission
            | PostKind::Legation
            | PostKind::Embassy
            | PostKind::InterestsSection
            | PostKind::LiaisonOffice
    )
}

/// What the first steps make of a post.
#[derive(Clone, Copy)]
struct State<'a> {
    /// The state and the step that gave it; nothing before the first and after the last.
    was: Option<(PostState, &'a PostStep)>,
    kind: Option<(PostKind, &'a PostStep)>,
    place: Option<&'a str>,
    /// How many steps were looked at.
    taken: usize,
}

fn state(steps: &[PostStep], taken: usize) -> State<'_> {
    let mut now = State { was: None, kind: None, place: None, taken };
    for step in steps.iter().take(taken) {
        now.kind = match (step.rank, now.kind) {
            (Some(rank), Some((same, since))) if rank == same => Some((rank, since)),
            (Some(rank), _) => Some((rank, step)),
            (None, before) => before,
        };
        now.place = step.place.as_ref().map(AsRef::as_ref).or(now.place);
        now.was = match (step.kind, now.was) {
            (Kind::Closed, _) => None,
            (Kind::Interrupted, _) => Some((PostState::Interrupted, step)),
            (Kind::Established, None) => Some((PostState::Established, step)),
            (Kind::Opened | Kind::Reopened, _) => Some((PostState::Open, step)),
            // A step of a life that nothing begins: it was there.
            (_, None | Some((PostState::Established, _))) if step.kind != Kind::Established => {
                Some((PostState::Open, step))
            }
            (_, before) => before,
        };
    }
    now
}

impl<'a> Index<'a> {
    /// The post on the day; nothing if it was certainly not there yet, or closed.
    ///
    /// On the day of its closing it was still there. Where no step closes it, it is certain as long as something bears
    /// it out: a later step of the post, a step of somebody's appointment to it, a receiving state whose time goes on.
    /// After that it is possible until the last of the receiving states is no more.
    #[must_use]
    pub fn post_on(&self, post: &'a Post, day: NaiveDate) -> Option<PostOn<'a>> {
        let doubt = despite(post.doubt())?;
        let steps = &post.steps;
        let clock = Clock::new(steps.iter().map(|step| step.date.as_ref()));
        let (certain, possible) =
            clock.taken(day, |index| steps.get(index).is_some_and(|step| step.kind == Kind::Closed));
        let states: Vec<_> = (certain..=possible).map(|taken| state(steps, taken)).collect();
        let first = states.iter().find(|state| state.was.is_some())?;
        let (now, since) = first.was?;
        let mut certainty = Certainty::certain_if(states.iter().all(|state| state.was.is_some()));
        let until = steps.iter().skip(first.taken).find(|step| step.kind == Kind::Closed);
        let is_told = until.is_some() || certain < steps.len() || self.is_borne_out(post, &clock, day);
        if !is_told {
            if !self.has_a_receiver(post, day) {
                return None;
            }
            certainty = Certainty::Possible;
        }
        Some(PostOn {
            post,
            state: now,
            certainty: certainty.and(doubt),
            kind: first.kind.map(|(kind, _)| kind),
            kind_since: first.kind.map(|(_, since)| since),
            place: first.place.and_then(|id| self.dataset.places.get(id)),
            since,
            until,
            end_not_told: !is_told,
        })
    }

    /// The posts of any of the senders to any of the receivers on the day. A receiving state counts for its own time,
    /// unless the post is interrupted: then it has outlived the one that received it.
    pub(super) fn posts_between(&self, senders: &[&str], receivers: &[&str], day: NaiveDate) -> Vec<PostOn<'a>> {
        let sent = self.dataset.posts.iter().filter(|post| senders.contains(&post.sender.as_str()));
        sent.filter_map(|post| self.post_on(post, day))
            .filter(|now| {
                now.post.receivers.iter().any(|link| {
                    let in_time = link.during.as_ref().is_none_or(|during| on(during, day).is_some());
                    receivers.contains(&link.polity.as_str()) && (in_time || now.state == PostState::Interrupted)
                })
            })
            .collect()
    }

    /// Whether one of the states that received the post was possibly still there, or none is known.
    fn has_a_receiver(&self, post: &Post, day: NaiveDate) -> bool {
        let polities = post.receivers.iter().filter_map(|link| self.dataset.polities.get(link.polity.as_str()));
        let mut there = polities.map(|polity| on(&polity.span, day).is_some()).peekable();
        there.peek().is_none() || there.any(|there| there)
    }

    /// Whether something that is dated to the day or later speaks of the post as there.
    fn is_borne_out(&self, post: &Post, clock: &Clock, day: NaiveDate) -> bool {
        let not_before = |bounds: Bounds| bounds.earliest.is_some_and(|earliest| earliest >= day);
        let received = post.receivers.iter().filter_map(|link| link.during.as_ref());
        clock.last().is_some_and(not_before)
            || received.into_iter().any(|during| on(during, day) == Some(Certainty::Certain))
            || self
                .appointments_to(Collection::Posts, post.id.as_str())
                .filter(|appointment| appointment.rank.rank.heads_a_post())
                .any(|appointment| clock_of(appointment).last().is_some_and(not_before))
    }
}
