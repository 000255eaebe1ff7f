//! Which agreements were in force on a day, read off their steps.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::Certainty;
use super::{Index, despite, named};
use crate::collection::PolityId;
use crate::date::{Bounds, HistoricalDate};
use crate::model::vocabulary;
use crate::record::{Agreement, AgreementKind, Record};
use crate::statement::{AgreementStep, AgreementStepKind as Kind};

vocabulary! {
    /// How an agreement stands that has begun and not ended.
    Force {
        /// In force.
        InForce = "in-force",
        /// Suspended, by one side or by both.
        Suspended = "suspended",
        /// A contract that was carried out.
        CarriedOut = "carried-out",
    }
}

/// An agreement on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AgreementOn<'a> {
    /// The agreement.
    #[serde(serialize_with = "named")]
    pub agreement: &'a Agreement,
    /// How it stands.
    pub force: Force,
    /// Whether that is certain.
    pub certainty: Certainty,
    /// The step by which it began: its entry into force; without one, the exchange of ratifications; without that, the
    /// last ratification, which leaves a doubt; and only if no step speaks of ratification, the signature.
    pub since: &'a AgreementStep,
    /// The step by which it was suspended or carried out.
    pub then: Option<&'a AgreementStep>,
    /// The step by which it ended, if one is told.
    pub until: Option<&'a AgreementStep>,
    /// Set if no step tells of an end: so far as the records tell, it was still in force.
    pub end_not_told: bool,
}

/// The polities that an agreement binds: the participants whose role is party, or ends in -party.
pub fn parties(agreement: &Agreement) -> impl Iterator<Item = &PolityId> {
    let bound = |role: &str| role == "party" || role.ends_with("-party");
    agreement.participants.iter().filter(move |one| bound(one.role.as_str())).filter_map(|one| one.polity.as_ref())
}

/// The step by which the agreement began, and how sure that is.
fn beginning(agreement: &Agreement) -> Option<(&AgreementStep, Certainty)> {
    let first = |kind| agreement.steps.iter().find(move |step| step.kind == kind);
    let certainly = |step| (step, Certainty::Certain);
    if let Some(step) = first(Kind::InForce).or_else(|| first(Kind::RatificationsExchanged)) {
        return Some(certainly(step));
    }
    let ratified = agreement.steps.iter().rfind(|step| step.kind == Kind::Ratified);
    if ratified.is_some() || first(Kind::ConsentGiven).is_some() || first(Kind::ConsentRefused).is_some() {
        return ratified.map(|step| (step, Certainty::Possible));
    }
    // A treaty or a convention needs ratification as a rule, though no step tells of it.
    let by_rule = matches!(agreement.kind, AgreementKind::Treaty | AgreementKind::Convention);
    first(Kind::Signed).map(|step| (step, Certainty::certain_if(!by_rule)))
}

/// The agreement on the day; nothing if it was certainly not yet, or no longer, in force. On the day of its end it is
/// possible that it still was.
#[must_use]
pub fn agreement_on(agreement: &Agreement, day: NaiveDate) -> Option<AgreementOn<'_>> {
    let (since, mut certainty) = beginning(agreement)?;
    certainty = certainty.and(despite(agreement.doubt())?);
    let began = bounds(since);
    if began.earliest.is_some_and(|earliest| earliest > day) {
        return None;
    }
    certainty = certainty.and(Certainty::certain_if(began.latest.is_some_and(|latest| latest <= day)));
    let until =
        agreement.steps.iter().find(|step| matches!(step.kind, Kind::Terminated | Kind::Expired | Kind::Superseded));
    if let Some(until) = until {
        let ended = bounds(until);
        if ended.latest.is_some_and(|latest| latest < day) {
            return None;
        }
        certainty = certainty.and(Certainty::certain_if(ended.earliest.is_some_and(|earliest| day < earliest)));
    } else {
        certainty = Certainty::Possible;
    }
    let taken = |step: &&AgreementStep| bounds(step).earliest.is_some_and(|earliest| earliest <= day);
    let changed = agreement.steps.iter().filter(taken).rfind(|step| match step.kind {
        Kind::Suspended | Kind::InForce => true,
        Kind::Executed => agreement.kind == AgreementKind::Contract,
        _ => false,
    });
    let (force, then) = match changed {
        Some(step) if step.kind == Kind::Suspended => (Force::Suspended, Some(step)),
        Some(step) if step.kind == Kind::Executed => (Force::CarriedOut, Some(step)),
        _ => (Force::InForce, None),
    };
    Some(AgreementOn { agreement, force, certainty, since, then, until, end_not_told: until.is_none() })
}

impl<'a> Index<'a> {
    /// The agreements in force on the day, or suspended, in the order of their ids; contracts until they were carried
    /// out.
    pub fn agreements_in_force(&self, day: NaiveDate) -> impl Iterator<Item = AgreementOn<'a>> {
        let all = self.dataset.agreements.iter();
        all.filter_map(move |agreement| agreement_on(agreement, day)).filter(|now| now.force != Force::CarriedOut)
    }
}

fn bounds(step: &AgreementStep) -> Bounds {
    step.date.as_ref().map_or(Bounds::OPEN, HistoricalDate::bounds)
}
