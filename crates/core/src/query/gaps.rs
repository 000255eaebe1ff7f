//! What no record tells of the relations on a day, in words that name what the records do hold around it.

use chrono::NaiveDate;
use serde::Serialize;

use super::Index;
use super::line::Side;
use super::recognition::RecognitionState;
use super::relations::{Direction, all_named, is_there};
use super::tenure::{begins, ends_of};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::record::{Appointment, Post};
use crate::statement::{AppointmentStep, Rank};
use crate::text::spaced;

/// What no record tells, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gap<'a> {
    /// The sentence.
    pub text: String,
    /// The records that it speaks of.
    #[serde(serialize_with = "all_named")]
    pub records: Vec<AnyRecord<'a>>,
}

impl<'a> Index<'a> {
    /// What no record tells of the direction.
    pub(super) fn gaps(
        &self,
        direction: &Direction<'a>,
        from: &Side<'a>,
        to: &Side<'a>,
        posts: &[&'a Post],
        day: NaiveDate,
    ) -> Vec<Gap<'a>> {
        let mut gaps = Vec::new();
        let (Some(sender), Some(receiver)) = (direction.from, direction.to) else { return gaps };
        let (sender, receiver) = (sender.polity, receiver.polity);
        let polities = || vec![AnyRecord::Polity(sender), AnyRecord::Polity(receiver)];
        if direction.recognition.state == RecognitionState::NotTold {
            let text = format!("no record tells whether the side “{}” recognized “{}”", from.label, receiver.label);
            gaps.push(Gap { text, records: polities() });
        }
        if direction.missions.is_empty() {
            let mut text =
                format!("the records hold no mission of “{}” to the side “{}” on this day", sender.label, to.label);
            text.push_str(&around(posts, day));
            gaps.push(Gap { text, records: posts.iter().map(|&post| AnyRecord::Post(post)).collect() });
        }
        for mission in &direction.missions {
            if mission.end_not_told {
                let text = format!("no record tells whether “{}” was still there", mission.post.label);
                gaps.push(Gap { text, records: vec![AnyRecord::Post(mission.post)] });
            }
            let headed = direction
                .heads
                .iter()
                .any(|head| is_there(head) && head.appointment.post.as_ref() == Some(&mission.post.id));
            if !headed {
                gaps.push(self.headless(mission.post, day));
            }
        }
        for head in direction.heads.iter().filter(|head| head.end_not_told) {
            let text = format!("no record tells when the appointment “{}” ended", head.appointment.label);
            gaps.push(Gap { text, records: vec![AnyRecord::Appointment(head.appointment)] });
        }
        gaps
    }

    /// Between whom no record tells who headed the post.
    fn headless(&self, post: &'a Post, day: NaiveDate) -> Gap<'a> {
        let all = self.appointments_to(Collection::Posts, post.id.as_str());
        let all: Vec<_> = all.filter(|appointment| appointment.rank.rank.heads_a_post()).collect();
        let text = format!("no record tells who headed “{}” on this day", post.label);
        self.between(text, AnyRecord::Post(post), &all, day)
    }

    /// A gap among the appointments: the last that was over by the day and the next that began after it are named.
    pub(super) fn between(
        &self,
        mut text: String,
        of: AnyRecord<'a>,
        all: &[&'a Appointment],
        day: NaiveDate,
    ) -> Gap<'a> {
        let over = |one: &&'a Appointment| {
            Some((ends_of(one).1?.date.as_ref()?.bounds().latest.filter(|&at| at <= day)?, one.id.as_str()))
        };
        let next = |one: &&'a Appointment| Some((begins(one)?.earliest.filter(|&at| at > day)?, one.id.as_str()));
        let before = all.iter().copied().filter(|one| over(one).is_some()).max_by_key(over);
        let after = all.iter().copied().filter(|one| next(one).is_some()).min_by_key(next);
        let last = before.map(|one| self.in_words(one, ends_of(one).1));
        let first = after.map(|one| self.in_words(one, ends_of(one).0));
        let around = match (last, first) {
            (Some(last), Some(first)) => format!(": between {last} and {first} the records have nobody"),
            (Some(last), None) => format!(": after {last} the records have nobody"),
            (None, Some(first)) => format!(": before {first} the records have nobody"),
            (None, None) => String::new(),
        };
        text.push_str(&around);
        let named = before.into_iter().chain(after).map(AnyRecord::Appointment);
        Gap { text, records: std::iter::once(of).chain(named).collect() }
    }

    /// Who was appointed, in which rank, and a step with its date: `Anna Exempel (minister, left 1812)`.
    fn in_words(&self, one: &Appointment, step: Option<&AppointmentStep>) -> String {
        let person = self.dataset.people.get(one.person.as_str()).map_or(one.person.as_str(), |one| one.label.as_str());
        let rank = (one.rank.rank != Rank::Holder).then(|| spaced(one.rank.rank.as_str()));
        let step = step.map(|step| match &step.date {
            Some(date) => format!("{} {}", spaced(step.kind.as_str()), date.in_words()),
            None => spaced(step.kind.as_str()),
        });
        let told: Vec<_> = rank.into_iter().chain(step).collect();
        if told.is_empty() { person.to_owned() } else { format!("{person} ({})", told.join(", ")) }
    }
}

/// What the records tell of posts before and after a day on which none was there: of each the last step before the day and
/// the first after it, in the order of time.
fn around(posts: &[&Post], day: NaiveDate) -> String {
    let mut told = Vec::new();
    for post in posts {
        let dated = || post.steps.iter().filter_map(|step| Some((step.date.as_ref()?, step)));
        let before = dated().rfind(|(date, _)| date.bounds().latest.is_some_and(|latest| latest <= day));
        let after = dated().find(|(date, _)| date.bounds().earliest.is_some_and(|earliest| earliest > day));
        for (date, step) in before.into_iter().chain(after) {
            let text = format!("“{}” {} {}", post.label, spaced(step.kind.as_str()), date.in_words());
            told.push((date.bounds().earliest, text));
        }
    }
    told.sort();
    let told: Vec<_> = told.into_iter().map(|(_, text)| text).collect();
    if told.is_empty() { String::new() } else { format!(": {}", told.join("; ")) }
}
