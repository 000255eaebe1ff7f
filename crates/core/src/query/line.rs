//! The sides of a dataset: each a line of polities that are forms of one state.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Certainty, on};
use super::{Index, named, role};
use crate::collection::PolityId;
use crate::record::Polity;
use crate::statement::Participant;

/// One of the sides whose relations a dataset is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Side<'a> {
    /// Its name on the title page.
    pub label: &'a str,
    /// Its polities, in the order in which they began.
    pub line: Vec<&'a Polity>,
}

/// The polity of a side on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PolityOn<'a> {
    /// The polity.
    #[serde(serialize_with = "named")]
    pub polity: &'a Polity,
    /// Whether it certainly existed on the day.
    pub certainty: Certainty,
}

impl<'a> Side<'a> {
    /// The polity of the side on the day: of those that existed, the one that began last.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<PolityOn<'a>> {
        self.line.iter().rev().find_map(|polity| on(&polity.span, day).map(|certainty| PolityOn { polity, certainty }))
    }

    /// Whether a polity of the side, or somebody on behalf of one, is among the participants.
    #[must_use]
    pub fn takes_part(&self, participants: &[Participant]) -> bool {
        let is_ours = |id: &PolityId| self.line.iter().any(|polity| polity.id == *id);
        participants.iter().any(|one| one.polity.iter().chain(&one.on_behalf_of).any(is_ours))
    }

    /// The ids of its polities.
    #[must_use]
    pub fn ids(&self) -> Vec<&'a str> {
        self.line.iter().map(|polity| polity.id.as_str()).collect()
    }
}

impl<'a> Index<'a> {
    /// The sides that the title page names, in its order.
    #[must_use]
    pub fn sides(&self) -> &[Side<'a>] {
        self.sides.get_or_init(|| {
            let sides = self.dataset.about.sides.iter();
            sides.map(|side| Side { label: side.label.as_str(), line: self.line(side.polity.as_str()) }).collect()
        })
    }

    /// The polities that are forms of the same state as this one, with itself, in the order in which they began.
    ///
    /// Links with the role [`role::SAME_STATE`] join them, whichever of the two has the link.
    #[must_use]
    pub fn line(&self, polity: &str) -> Vec<&'a Polity> {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> =
            self.dataset.polities.get(polity).map(|polity| polity.id.as_str()).into_iter().collect();
        while let Some(id) = open.pop() {
            if found.insert(id) {
                let joined = self.dataset.polities.iter().filter(|other| joins(other, id));
                open.extend(joined.map(|other| other.id.as_str()));
                open.extend(self.dataset.polities.get(id).into_iter().flat_map(same_states));
            }
        }
        let mut line: Vec<_> = found.into_iter().filter_map(|id| self.dataset.polities.get(id)).collect();
        line.sort_by_key(|polity| polity.span.span().begin.earliest);
        line
    }
}

/// The polities that the links of this one join to it.
fn same_states(polity: &Polity) -> impl Iterator<Item = &str> {
    let links = polity.predecessors.iter().chain(&polity.successors);
    links
        .filter(|link| link.role.as_ref().is_some_and(|role| role.as_str() == role::SAME_STATE))
        .map(|link| link.polity.as_str())
}

fn joins(polity: &Polity, id: &str) -> bool {
    same_states(polity).any(|other| other == id)
}
