//! Who held the offices of a side on a day, and of which no record tells.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Certainty, on};
use super::gaps::Gap;
use super::line::Side;
use super::tenure::Tenure;
use super::{Index, named};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::record::{Office, OfficeKind, Polity};
use crate::text::spaced;

/// An office on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfficeOn<'a> {
    /// The office.
    #[serde(serialize_with = "named")]
    pub office: &'a Office,
    /// Whether it certainly existed on the day.
    pub certainty: Certainty,
    /// Those who held it, the certain ones first. None of whom a record tells is not to say that nobody did.
    pub holders: Vec<Tenure<'a>>,
}

/// The offices of a side on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfficesOn<'a> {
    /// The offices that possibly existed: heads of state first, in the order of the kinds, then of the ids.
    pub offices: Vec<OfficeOn<'a>>,
    /// What no record tells: who was head of state, head of government, foreign minister of the side's polity, where the
    /// records have an office of that kind.
    pub gaps: Vec<Gap<'a>>,
}

/// The kinds of which somebody must have been the holder, in groups that fill one place.
const PRINCIPAL: [&[OfficeKind]; 3] = [
    &[OfficeKind::HeadOfState, OfficeKind::HeadOfStateAndGovernment],
    &[OfficeKind::HeadOfGovernment],
    &[OfficeKind::ForeignMinister],
];

impl<'a> Index<'a> {
    /// The offices of the polities of a side on a day, with those who held them.
    #[must_use]
    pub fn offices_on(&self, side: &Side<'a>, day: NaiveDate) -> OfficesOn<'a> {
        let mut offices: Vec<_> = side
            .line
            .iter()
            .flat_map(|polity| self.offices_of(polity))
            .filter_map(|one| self.office_on(one, day))
            .collect();
        offices.sort_by_key(|now| (now.office.kind, now.office.id.as_str()));
        let polity = side.on(day).map(|now| now.polity);
        let gaps = polity.into_iter().flat_map(|polity| self.nobody_in(polity, &offices, day)).collect();
        OfficesOn { offices, gaps }
    }

    /// The offices of the polity, in the order of their ids.
    fn offices_of(&self, polity: &'a Polity) -> impl Iterator<Item = &'a Office> {
        self.dataset.offices.iter().filter(|office| office.polity.as_ref() == Some(&polity.id))
    }

    /// The office with its holders; nothing if it, or its polity, was certainly not there on the day.
    fn office_on(&self, office: &'a Office, day: NaiveDate) -> Option<OfficeOn<'a>> {
        let polity = office.polity.as_ref().and_then(|id| self.dataset.polities.get(id.as_str()));
        let mut certainty = Certainty::Certain;
        for span in polity.map(|polity| &polity.span).into_iter().chain(&office.span) {
            certainty = certainty.and(on(span, day)?);
        }
        Some(OfficeOn { office, certainty, holders: self.holders(office.id.as_str(), day) })
    }

    /// The principal places in the polity that nobody is told to have held.
    fn nobody_in(&self, polity: &'a Polity, offices: &[OfficeOn<'a>], day: NaiveDate) -> Vec<Gap<'a>> {
        let mut gaps = Vec::new();
        for kinds in PRINCIPAL {
            let of_kind: Vec<_> = self.offices_of(polity).filter(|office| kinds.contains(&office.kind)).collect();
            let is_held = |now: &OfficeOn<'_>| of_kind.contains(&now.office) && !now.holders.is_empty();
            let (Some(first), false) = (of_kind.first(), offices.iter().any(is_held)) else { continue };
            let kind = spaced(first.kind.as_str());
            let text = format!("no record tells who was {kind} of “{}” on this day", polity.label);
            let all = of_kind.iter().flat_map(|office| self.appointments_to(Collection::Offices, office.id.as_str()));
            gaps.push(self.between(text, AnyRecord::Polity(polity), &all.collect::<Vec<_>>(), day));
        }
        gaps
    }
}
