//! What no record tells of the relations on a day, in words that name what the records do hold around it.

use chrono::NaiveDate;
use serde::Serialize;

use super::Index;
use super::line::Side;
use super::recognition::RecognitionState;
use super::relations::{Direction, all_named, is_there};
use super::tenure::{begins, ends_of, heads_a_post};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::record::{Appointment, Post};
use crate::statement::AppointmentStep;

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
            for post in posts {
                text.push_str(&around(post, day));
            }
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
        let all: Vec<_> = all.filter(|appointment| heads_a_post(appointment.rank.rank)).collect();
        let over = |one: &&'a Appointment| {
            Some((ends_of(one).1?.date.as_ref()?.bounds().latest.filter(|&at| at <= day)?, one.id.as_str()))
        };
        let next = |one: &&'a Appointment| Some((begins(one)?.earliest.filter(|&at| at > day)?, one.id.as_str()));
        let before = all.iter().copied().filter(|one| over(one).is_some()).max_by_key(over);
        let after = all.iter().copied().filter(|one| next(one).is_some()).min_by_key(next);
        let words = |one: &Appointment, step: Option<&AppointmentStep>| {
            let person =
                self.dataset.people.get(one.person.as_str()).map_or(one.person.as_str(), |one| one.label.as_str());
            let date = step
                .and_then(|step| step.date.as_ref())
                .map_or_else(String::new, |date| format!(", {}", date.in_words()));
            let what = step.map_or_else(String::new, |step| format!(": {}", step.kind.as_str().replace('-', " ")));
            format!("{person} ({}{what}{date})", one.rank.rank.as_str().replace('-', " "))
        };
        let from = before.map_or_else(String::new, |one| format!(" after {}", words(one, ends_of(one).1)));
        let to = after.map_or_else(String::new, |one| format!(" before {}", words(one, ends_of(one).0)));
        let and = if from.is_empty() || to.is_empty() { "" } else { " and" };
        let text =
            format!("no record tells who headed “{}” on this day:{from}{and}{to} the records have nobody", post.label);
        let text = if from.is_empty() && to.is_empty() {
            format!("no record tells who headed “{}”", post.label)
        } else {
            text
        };
        let named = before.into_iter().chain(after).map(AnyRecord::Appointment);
        Gap { text, records: [AnyRecord::Post(post)].into_iter().chain(named).collect() }
    }
}

/// What the records tell of a post before and after a day on which it was not there.
fn around(post: &Post, day: NaiveDate) -> String {
    let dated = || post.steps.iter().filter_map(|step| Some((step, step.date.as_ref()?)));
    let before = dated().filter(|(_, date)| date.bounds().latest.is_some_and(|latest| latest <= day)).last();
    let after = dated().find(|(_, date)| date.bounds().earliest.is_some_and(|earliest| earliest > day));
    let told = before.into_iter().chain(after);
    let told: Vec<_> = told.map(|(step, date)| format!("{} {}", step.kind, date.in_words())).collect();
    if told.is_empty() { String::new() } else { format!("; “{}”: {}", post.label, told.join(", ")) }
}
