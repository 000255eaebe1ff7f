//! The relations of the two sides on a day, one direction at a time: recognition, missions, those who headed them.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Certainty, on};
use super::gaps::Gap;
use super::line::{PolityOn, Side};
use super::post::{PostOn, PostState, is_mission};
use super::recognition::Recognition;
use super::status::{self, Ground, Status};
use super::tenure::{Standing, Tenure};
use super::{Index, despite, named_any};
use crate::dataset::AnyRecord;
use crate::date::HistoricalDate;
use crate::model::vocabulary;
use crate::record::{Event, EventKind, Post, Record};
use crate::statement::{PostKind, Rank};

vocabulary! {
    /// Whether somebody headed the missions of one side to the other.
    Staffing {
        /// Somebody did.
        Headed = "headed",
        /// Somebody possibly did.
        PossiblyHeaded = "possibly-headed",
        /// Somebody was appointed who had not yet come, or was refused; no record tells who kept the mission.
        Awaited = "awaited",
        /// There was a mission; no record tells who headed it.
        NotTold = "not-told",
        /// The records hold no mission that was there.
        NoMission = "no-mission",
    }
}

/// What one side was to the other on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Direction<'a> {
    /// The polity that recognizes and sends.
    pub from: Option<PolityOn<'a>>,
    /// The polity that is recognized and receives.
    pub to: Option<PolityOn<'a>>,
    /// Whether the one recognized the other.
    pub recognition: Recognition<'a>,
    /// The diplomatic missions of the one to the other: as a rule one or none.
    pub missions: Vec<PostOn<'a>>,
    /// The consular posts. Not those of which the records tell only that they were there by some later day.
    pub consulates: Vec<PostOn<'a>>,
    /// Those who headed the missions, or were to. Not those of whom the records tell only that they did by some later
    /// day.
    pub heads: Vec<Tenure<'a>>,
    /// Those who served at the missions in another rank.
    pub staff: Vec<Tenure<'a>>,
    /// Whether the missions were headed.
    pub staffing: Staffing,
    /// What no record tells.
    pub gaps: Vec<Gap<'a>>,
}

impl Direction<'_> {
    /// The highest rank of those who certainly or possibly headed the missions.
    #[must_use]
    pub fn rank(&self) -> Option<Rank> {
        self.heads.iter().filter(|head| is_there(head)).map(|head| head.rank).min()
    }
}

/// The state of relations on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelationsOn<'a> {
    /// The day.
    pub day: NaiveDate,
    /// What the relations were as a whole.
    pub status: Status,
    /// How sure that is.
    pub certainty: Certainty,
    /// The records that say so.
    pub grounds: Vec<Ground<'a>>,
    /// From the first side to the second, and back.
    pub directions: [Direction<'a>; 2],
    /// The events of the kinds relations and recognition that were going on and in which both sides take part.
    #[serde(serialize_with = "all_named")]
    pub events: Vec<AnyRecord<'a>>,
    /// What no record tells of the whole.
    pub gaps: Vec<Gap<'a>>,
}

impl<'a> Index<'a> {
    /// The state of relations on the day between the two sides of the title page; nothing if it does not name two.
    #[must_use]
    pub fn relations_on(&self, day: NaiveDate) -> Option<RelationsOn<'a>> {
        let [first, second] = self.sides() else { return None };
        Some(self.relations_between(first, second, day))
    }

    /// The state of relations on the day between any two sides.
    #[must_use]
    pub fn relations_between(&self, first: &Side<'a>, second: &Side<'a>, day: NaiveDate) -> RelationsOn<'a> {
        let directions = [self.direction(first, second, day), self.direction(second, first, day)];
        let of_relations = |event: &&Event| matches!(event.kind, EventKind::Relations | EventKind::Recognition);
        let both = |event: &&Event| first.takes_part(&event.participants) && second.takes_part(&event.participants);
        let events = self.dataset.events.iter().filter(of_relations).filter(both);
        let events: Vec<_> = events.filter(|event| despite(event.doubt()).is_some()).collect();
        let posts = || self.missions(first, second).chain(self.missions(second, first));
        let found = status::status(&directions, &events, &posts().collect::<Vec<_>>(), day);
        let mut gaps = Vec::new();
        for (side, direction) in [first, second].into_iter().zip(&directions) {
            if direction.from.is_none() {
                let text = format!("the records hold no polity of the side “{}” on this day", side.label);
                gaps.push(Gap { text, records: side.line.iter().map(|&polity| AnyRecord::Polity(polity)).collect() });
            }
        }
        let going_on = events.into_iter().filter(|event| on(&event.date, day).is_some());
        RelationsOn {
            day,
            status: found.status,
            certainty: found.certainty,
            grounds: found.grounds,
            directions,
            events: going_on.map(AnyRecord::Event).collect(),
            gaps,
        }
    }

    /// The diplomatic missions of one side to the other, at whatever time.
    pub(super) fn missions(&self, from: &Side<'a>, to: &Side<'a>) -> impl Iterator<Item = &'a Post> {
        let (senders, receivers) = (from.ids(), to.ids());
        self.dataset.posts.iter().filter(move |post| {
            senders.contains(&post.sender.as_str())
                && post.receivers.iter().any(|link| receivers.contains(&link.polity.as_str()))
                && post.steps.iter().filter_map(|step| step.rank).any(is_mission)
        })
    }

    fn direction(&self, from: &Side<'a>, to: &Side<'a>, day: NaiveDate) -> Direction<'a> {
        let (sender, receiver) = (from.on(day), to.on(day));
        let (missions, consulates): (Vec<_>, Vec<_>) =
            self.posts_between(&from.ids(), &to.ids(), day).into_iter().partition(PostOn::is_mission);
        let consulates = consulates.into_iter().filter(|post| !is_told_of_later(post, day)).collect();
        let posts: Vec<_> = self.missions(from, to).collect();
        let vouched = |tenure: &Tenure<'_>| {
            let since = tenure.since.date.as_ref().and_then(|date| date.bounds().earliest);
            tenure.certainty == Certainty::Certain || since.is_some_and(|since| since <= day)
        };
        let heads: Vec<_> = posts.iter().flat_map(|post| self.heads(post.id.as_str(), day)).filter(vouched).collect();
        let staff = posts.iter().flat_map(|post| self.staff(post.id.as_str(), day)).collect();
        let there = || heads.iter().filter(|head| is_there(head));
        let staffing = if there().any(|head| head.certainty == Certainty::Certain) {
            Staffing::Headed
        } else if there().next().is_some() {
            Staffing::PossiblyHeaded
        } else if !heads.is_empty() {
            Staffing::Awaited
        } else if missions.is_empty() {
            Staffing::NoMission
        } else {
            Staffing::NotTold
        };
        let recognition = receiver.map_or_else(Recognition::not_told, |of| self.recognition(from, to, of.polity, day));
        let mut direction = Direction {
            from: sender,
            to: receiver,
            recognition,
            missions,
            consulates,
            heads,
            staff,
            staffing,
            gaps: Vec::new(),
        };
        direction.gaps = self.gaps(&direction, from, to, &posts, day);
        direction
    }
}

/// Whether all that is told of the beginning of the post is that it had begun by some day after this one.
fn is_told_of_later(post: &PostOn<'_>, day: NaiveDate) -> bool {
    let begun = post.since.date.as_ref().map(HistoricalDate::bounds);
    begun.is_some_and(|begun| begun.earliest.is_none() && begun.latest.is_some_and(|latest| latest > day))
}

/// Whether somebody headed the mission on the spot, received or not.
pub(super) fn is_there(head: &Tenure<'_>) -> bool {
    head.standing >= Standing::InPlace
}

pub(super) fn all_named<S: serde::Serializer>(records: &[AnyRecord<'_>], serializer: S) -> Result<S::Ok, S::Error> {
    struct Named<'a>(AnyRecord<'a>);
    impl Serialize for Named<'_> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            named_any(&self.0, serializer)
        }
    }
    serializer.collect_seq(records.iter().map(|&record| Named(record)))
}

/// Whether a mission had been open, and received, by the day.
pub(super) fn was_open(post: &Post, day: NaiveDate) -> bool {
    post.steps.iter().any(|step| {
        step.rank.is_some_and(|rank| is_mission(rank) && rank != PostKind::UnreceivedMission)
            && step.date.as_ref().is_some_and(|date| date.bounds().latest.is_some_and(|latest| latest <= day))
    })
}

/// Whether a mission was open on the day and received.
pub(super) fn is_open(mission: &PostOn<'_>) -> bool {
    mission.state == PostState::Open && mission.kind != Some(PostKind::UnreceivedMission)
}
