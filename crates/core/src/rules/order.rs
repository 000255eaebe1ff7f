//! Rules for the order of dates within a record.
//!
//! Only what cannot be true under any reading of uncertain dates is a fault.

use super::example::replace;
use super::{Case, Check, Example, Family, Findings, Rule};
use crate::dataset::AnyRecord;
use crate::date::HistoricalDate;
use crate::diagnostic::Severity;
use crate::statement::Vital;
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[STEPS_OUT_OF_ORDER, DEATH_BEFORE_BIRTH];

const STEPS_OUT_OF_ORDER: Rule = Rule {
    id: "steps-out-of-order",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "The steps of an appointment, an agreement, a post and a ship stand in the order in which they happened.",
    explanation: "Each dated step is held against every dated step before it, so that a step without a date hides nothing. Only what cannot be in order under any reading of uncertain dates is a fault.",
    example: Example::Edits {
        breaks: Case {
            what: "The envoy is nominated after having presented the credentials.",
            edits: &[replace("appointments/anna-exempel-minister.json", "\"1810-08\"", "\"1810-12\"")],
        },
        keeps: Case {
            what: "The nomination falls into the month in which the credentials were presented.",
            edits: &[replace("appointments/anna-exempel-minister.json", "\"1810-08\"", "\"1810-11\"")],
        },
    },
    check: Check::Each(|_, record, findings| {
        let steps: Vec<(&str, Option<&HistoricalDate>)> = match record {
            AnyRecord::Appointment(r) => r.steps.iter().map(|s| (s.kind.as_str(), s.date.as_ref())).collect(),
            AnyRecord::Agreement(r) => r.steps.iter().map(|s| (s.kind.as_str(), s.date.as_ref())).collect(),
            AnyRecord::Post(r) => r.steps.iter().map(|s| (s.kind.as_str(), s.date.as_ref())).collect(),
            AnyRecord::Vessel(r) => r.steps.iter().map(|s| (s.kind.as_str(), s.date.as_ref())).collect(),
            _ => return,
        };
        out_of_order(record, &steps, findings);
    }),
};

/// Each dated step against every dated step before it, so that a step without a date hides nothing.
fn out_of_order(record: AnyRecord<'_>, steps: &[(&str, Option<&HistoricalDate>)], findings: &mut Findings<'_>) {
    let dated = || steps.iter().enumerate().filter_map(|(index, (kind, date))| Some((index, *kind, (*date)?)));
    let at = |index: usize| Path::root().field("steps").item(index).field("date");
    for (index, kind, date) in dated() {
        let earlier = dated()
            .take_while(|(before, ..)| *before < index)
            .find(|(_, _, before)| date.span().end.certainly_before(before.span().begin));
        if let Some((before_index, before_kind, before)) = earlier {
            let message = format!(
                "“{kind}” is dated {}, but the step “{before_kind}” that stands before it is dated {}",
                date.in_words(),
                before.in_words()
            );
            let help = "correct one of the dates, or put the steps in order";
            findings.tell(record, at(index), message, help).see(record, at(before_index), "the earlier step");
        }
    }
}

const DEATH_BEFORE_BIRTH: Rule = Rule {
    id: "death-before-birth",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "Nobody dies before being born.",
    explanation: "Only what cannot be true under any reading of uncertain dates is a fault.",
    example: Example::Edits {
        breaks: Case {
            what: "The king died a day before his birth, which was on 24 December 1698.",
            edits: &[replace("people/otto-the-elder.json", "\"1760-03-30\"", "\"1698-12-23\"")],
        },
        keeps: Case {
            what: "The king died in the year of his birth.",
            edits: &[replace("people/otto-the-elder.json", "\"1760-03-30\"", "\"1698\"")],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Person(person) = record else { return };
        let date = |vital: &'_ Option<Vital>| vital.as_ref().and_then(|vital| vital.date.clone());
        if let (Some(birth), Some(death)) = (date(&person.birth), date(&person.death))
            && death.bounds().certainly_before(birth.bounds())
        {
            let path = |field: &'static str| Path::root().field(field).field("date");
            let message = format!("{} died {} and was born {}", person.label, death.in_words(), birth.in_words());
            findings.tell(record, path("death"), message, "correct one of the two dates").see(
                record,
                path("birth"),
                "the birth",
            );
        }
    }),
};
