//! What was on a day, in words: a post, an envoy, the holder of an office, an agreement.

use usru_core::collection::Collection;
use usru_core::date::HistoricalDate;
use usru_core::query::{AgreementOn, Certainty, Force, PostOn, PostState, RelationsOn, Standing, Status, Tenure};
use usru_core::statement::{AgreementStep, Rank};
use usru_export::words::spaced;

use crate::day::BothCalendars;

pub(super) struct Words {
    pub(super) both: BothCalendars,
}

impl Words {
    fn date(&self, date: &HistoricalDate) -> String {
        self.both.words(date.as_ref())
    }

    /// What the post was, where, and since when.
    pub(super) fn post(&self, post: &PostOn<'_>) -> String {
        let kind = post.kind.map_or_else(|| "post".to_owned(), |kind| spaced(kind.as_str()));
        let place = post.place.map_or_else(String::new, |place| format!(" at {}", place.label));
        let begun = post.since.date.as_ref();
        let since = if post.state == PostState::Established { "" } else { " since" };
        let since = begun.map_or_else(String::new, |date| format!("{since} {}", self.date(date)));
        let begun = begun.and_then(|date| date.bounds().earliest);
        // A legation that was raised to an embassy has been there for longer than as an embassy.
        let raised = post.kind_since.and_then(|step| step.date.as_ref()).filter(|date| date.bounds().earliest > begun);
        let raised = raised.map_or_else(String::new, |date| format!(", {kind} since {}", self.date(date)));
        format!("{}{kind}{place}: {}{since}{raised}", possibly(post.certainty), post.state)
    }

    /// The head or a member of a mission.
    pub(super) fn envoy(&self, tenure: &Tenure<'_>) -> String {
        let standing = match tenure.standing {
            Standing::Designated => "chosen",
            Standing::Appointed => "appointed, not known to be there yet",
            Standing::Refused => "there, but not received",
            Standing::InPlace => "in place",
            Standing::Accredited => "accredited",
            Standing::Interrupted => "there, relations interrupted",
            Standing::Recalled => "recalled, not yet gone",
        };
        let times = times(tenure, |date| self.date(date));
        format!("{}, {}: {standing}{times}", person(tenure), spaced(tenure.rank.as_str()))
    }

    /// The holder of an office.
    pub(super) fn holder(tenure: &Tenure<'_>) -> String {
        let acting = if tenure.rank == Rank::Acting { ", acting" } else { "" };
        format!("{}{acting}{}", person(tenure), times(tenure, HistoricalDate::in_words))
    }

    /// An agreement: since when, whether suspended, until when.
    pub(super) fn agreement(&self, now: &AgreementOn<'_>) -> String {
        let step = |step: &AgreementStep| {
            let date = step.date.as_ref().map_or_else(|| "on a day not told".to_owned(), |date| self.date(date));
            format!("{} {date}", spaced(step.kind.as_str()))
        };
        let until = now.until.map_or_else(|| "no record tells of an end".to_owned(), step);
        let suspended = match (now.force, now.then) {
            (Force::Suspended, Some(then)) => format!("; {}", step(then)),
            _ => String::new(),
        };
        // Where no end is told, that is the whole doubt more often than not.
        let doubt = if now.end_not_told { "" } else { possibly(now.certainty) };
        let (agreement, since) = (now.agreement, step(now.since));
        format!("{doubt}{}: {since}{suspended}; {until} [agreements/{}]", agreement.label, agreement.id)
    }

    /// The status of relations, with the kinds of the missions.
    pub(super) fn status(relations: &RelationsOn<'_>) -> String {
        let doubt = possibly(relations.certainty);
        match relations.status {
            Status::NotTold => "no record tells of relations".to_owned(),
            Status::Refused => format!("{doubt}no relations, recognition refused"),
            Status::Recognized => format!("{doubt}recognition, no mission told"),
            Status::Interrupted => format!("{doubt}relations interrupted"),
            Status::Severed => format!("{doubt}relations severed"),
            Status::Diplomatic => {
                let missions = relations.directions.iter().flat_map(|direction| &direction.missions);
                let mut kinds: Vec<_> =
                    missions.filter_map(|post| post.kind).map(|kind| spaced(kind.as_str())).collect();
                kinds.sort();
                kinds.dedup();
                let both = relations.directions.iter().all(|direction| !direction.missions.is_empty());
                let ways = if both { "both ways" } else { "one way that is told" };
                format!("{doubt}diplomatic relations ({}, {ways})", kinds.join(" and "))
            }
        }
    }
}

/// From when to when, so far as it is told.
fn times(tenure: &Tenure<'_>, words: impl Fn(&HistoricalDate) -> String) -> String {
    let since = tenure.since.date.as_ref().map_or_else(String::new, |date| format!(" since {}", words(date)));
    let until = match tenure.until {
        Some(step) => {
            let date = step.date.as_ref();
            date.map_or_else(String::new, |date| format!("; {} {}", spaced(step.kind.as_str()), words(date)))
        }
        None if tenure.end_not_told => "; no record tells of the end".to_owned(),
        None => String::new(),
    };
    format!("{since}{until} [{}/{}]", Collection::Appointments, tenure.appointment.id)
}

fn person(tenure: &Tenure<'_>) -> String {
    let label = tenure.person.map_or(tenure.appointment.person.as_str(), |person| person.label.as_str());
    let doubt = if tenure.end_not_told { "" } else { possibly(tenure.certainty) };
    format!("{doubt}{label}")
}

fn possibly(certainty: Certainty) -> &'static str {
    if certainty == Certainty::Possible { "possibly " } else { "" }
}
