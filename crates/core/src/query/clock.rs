//! Certain, possible, or not: how far a thing in dated steps had come on a day.

use chrono::NaiveDate;

use crate::date::{Bounds, HistoricalDate, Span};
use crate::model::vocabulary;

vocabulary! {
    /// How sure an answer is. What is certainly not so is no answer.
    Certainty {
        /// It is so under every reading of the dates that the records give.
        Certain = "certain",
        /// It may be so: a date has a margin, or no record tells of an end.
        Possible = "possible",
    }
}

impl Certainty {
    /// Certain if the condition holds, otherwise possible.
    #[must_use]
    pub fn certain_if(condition: bool) -> Self {
        if condition { Self::Certain } else { Self::Possible }
    }

    /// Certain if both are.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

/// Whether what has that span happened, or was going on, within the days; nothing if it certainly was not.
#[must_use]
pub fn within(span: Span, days: Bounds) -> Option<Certainty> {
    if !span.possibly_within(days) {
        return None;
    }
    let begun = match (span.begin.latest, days.latest) {
        (Some(latest), Some(last)) => latest <= last,
        (_, None) => true,
        (None, Some(_)) => false,
    };
    let not_ended = match (span.end.earliest, days.earliest) {
        (Some(earliest), Some(first)) => earliest >= first,
        (_, None) => true,
        (None, Some(_)) => false,
    };
    Some(Certainty::certain_if(begun && not_ended))
}

/// Whether it was so on the day; an interval without an end goes on.
#[must_use]
pub fn on(date: &HistoricalDate, day: NaiveDate) -> Option<Certainty> {
    within(date.as_ref().lasting(), Bounds::day(day))
}

/// The days of the steps of one record, each narrowed by those around it: what is told between two dated steps
/// happened between them.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    steps: Vec<Bounds>,
}

impl Clock {
    /// The clock of steps in the order of the record.
    pub(super) fn new<'a>(dates: impl Iterator<Item = Option<&'a HistoricalDate>>) -> Self {
        let told: Vec<_> = dates.map(|date| date.map_or(Bounds::OPEN, HistoricalDate::bounds)).collect();
        let mut steps = told.clone();
        let mut earliest = None;
        for step in &mut steps {
            earliest = earliest.max(step.earliest);
            step.earliest = earliest;
        }
        let mut latest = None;
        for step in steps.iter_mut().rev() {
            latest = match (latest, step.latest) {
                (Some(a), Some(b)) => Some(NaiveDate::min(a, b)),
                (a, b) => a.or(b),
            };
            step.latest = latest;
        }
        // Steps that are not told in the order of time narrow each other to nothing: then each keeps its own days.
        for (step, told) in steps.iter_mut().zip(&told) {
            if matches!((step.earliest, step.latest), (Some(earliest), Some(latest)) if earliest > latest) {
                *step = *told;
            }
        }
        Self { steps }
    }

    /// The days of the step.
    pub(super) fn step(&self, index: usize) -> Option<Bounds> {
        self.steps.get(index).copied()
    }

    /// The last step's days.
    pub(super) fn last(&self) -> Option<Bounds> {
        self.steps.last().copied()
    }

    /// How many of the steps had certainly, and how many had possibly, taken effect on the day. A step that ends
    /// something takes effect only after its day: on the day itself it was still so.
    pub(super) fn taken(&self, day: NaiveDate, ends: impl Fn(usize) -> bool) -> (usize, usize) {
        let by = |index: usize, bound: NaiveDate| if ends(index) { bound < day } else { bound <= day };
        let certain = |(index, step): &(usize, &Bounds)| step.latest.is_some_and(|latest| by(*index, latest));
        let possible = |(index, step): &(usize, &Bounds)| step.earliest.is_none_or(|earliest| by(*index, earliest));
        let certain = self.steps.iter().enumerate().take_while(certain).count();
        let possible = self.steps.iter().enumerate().rev().find(possible).map_or(0, |(index, _)| index + 1);
        (certain, possible.max(certain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Calendar;

    fn date(edtf: &str) -> HistoricalDate {
        HistoricalDate::new(edtf, Calendar::Gregorian).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_span_lies_certainly_possibly_or_not_within_days() {
        let year = date("1853").span().outer();
        for (edtf, expected) in [
            ("1853-05-01", Some(Certainty::Certain)),
            ("1852/1854", Some(Certainty::Certain)),
            ("[1852..1853]", Some(Certainty::Possible)),
            ("185X", Some(Certainty::Possible)),
            ("1850/1853", Some(Certainty::Certain)),
            ("1854", None),
        ] {
            assert_eq!(within(date(edtf).as_ref().lasting(), year), expected, "{edtf}");
        }
    }

    #[test]
    fn an_open_end_goes_on_and_an_unknown_one_may() {
        assert_eq!(on(&date("1776/.."), day("2000-01-01")), Some(Certainty::Certain));
        assert_eq!(on(&date("1776/"), day("2000-01-01")), Some(Certainty::Possible));
        assert_eq!(on(&date("../1804"), day("1500-01-01")), Some(Certainty::Certain));
        assert_eq!(on(&date("1776/.."), day("1775-12-31")), None);
    }

    #[test]
    fn what_is_told_between_two_days_happened_between_them() {
        let dates = [Some(date("1809-03-06")), None, Some(date("1809-11-05")), Some(date("1814"))];
        let clock = Clock::new(dates.iter().map(Option::as_ref));
        assert_eq!(clock.step(1).unwrap().to_string(), "1809-03-06 to 1809-11-05");
        assert_eq!(clock.taken(day("1809-07-01"), |_| false), (1, 2));
        assert_eq!(clock.taken(day("1809-11-05"), |_| false), (3, 3));
        assert_eq!(clock.taken(day("1814-07-01"), |step| step == 3), (3, 4));
        assert_eq!(clock.taken(day("1815-01-01"), |step| step == 3), (4, 4));
    }

    #[test]
    fn steps_out_of_order_keep_their_own_days() {
        let dates = [Some(date("1812")), Some(date("1810"))];
        let clock = Clock::new(dates.iter().map(Option::as_ref));
        assert_eq!(clock.step(1).unwrap().to_string(), "1810-01-01 to 1810-12-31");
    }
}
