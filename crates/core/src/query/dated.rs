//! What happened when: everything in a dataset that has a date of its own.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Certainty, within};
use super::{Index, named_any};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::date::{Bounds, DateRef, HistoricalDate, Span};
use crate::record::EventKind;

/// Something dated: an event, a work, a measure, or a step of an agreement, an appointment, a post or a ship.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dated<'a> {
    /// The record.
    pub record: AnyRecord<'a>,
    /// The place of the step among those of the record, the first being 0, and its kind; nothing where the date is that
    /// of the record.
    pub step: Option<(usize, &'static str)>,
    /// The date.
    pub date: DateRef<'a>,
    /// When it began and ended; an interval without an end goes on.
    pub span: Span,
}

/// Something dated, and whether it certainly was on the days that were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct When<'a> {
    /// What is dated.
    #[serde(flatten)]
    pub what: Dated<'a>,
    /// Whether it certainly was on those days.
    pub certainty: Certainty,
}

impl Serialize for Dated<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a> {
            #[serde(flatten, serialize_with = "named_any")]
            record: AnyRecord<'a>,
            #[serde(skip_serializing_if = "Option::is_none")]
            step: Option<&'static str>,
            date: &'a str,
            calendar: crate::date::Calendar,
            earliest: Option<NaiveDate>,
            latest: Option<NaiveDate>,
        }
        let bounds = self.date.bounds();
        Written {
            record: self.record,
            step: self.step.map(|(_, kind)| kind),
            date: self.date.edtf.as_str(),
            calendar: self.date.calendar,
            earliest: bounds.earliest,
            latest: bounds.latest,
        }
        .serialize(serializer)
    }
}

impl<'a> Index<'a> {
    /// Everything dated, in the order of time: by the first possible day, then by the last, then by collection and id.
    #[must_use]
    pub fn dated(&self) -> &[Dated<'a>] {
        self.dated.get_or_init(|| {
            let mut dated = Vec::new();
            for record in self.dataset.records() {
                collect(record, &mut dated);
            }
            // What has no last possible day comes after what has one.
            dated.sort_by_key(|one| {
                let latest = one.date.bounds().latest;
                (one.span.begin.earliest, latest.is_none(), latest)
            });
            dated
        })
    }

    /// What happened or was going on within the days, in the order of time.
    ///
    /// ```no_run
    /// # fn ask(index: &usru_core::query::Index<'_>) {
    /// use usru_core::date::{Calendar, HistoricalDate};
    /// let sixties = HistoricalDate::new("186X", Calendar::Gregorian).unwrap();
    /// for when in index.within(sixties.bounds()) {
    ///     println!("{} {} ({})", when.what.date.in_words(), when.what.record.label(), when.certainty);
    /// }
    /// # }
    /// ```
    pub fn within(&self, days: Bounds) -> impl Iterator<Item = When<'a>> {
        let dated = self.dated();
        let begun = match days.latest {
            Some(last) => dated.partition_point(|one| one.span.begin.earliest.is_none_or(|earliest| earliest <= last)),
            None => dated.len(),
        };
        let begun = dated.get(..begun).unwrap_or_default();
        begun.iter().filter_map(move |&what| within(what.span, days).map(|certainty| When { what, certainty }))
    }

    /// The events that happened or were going on within the days.
    pub fn events_within(&self, days: Bounds) -> impl Iterator<Item = When<'a>> {
        self.within(days).filter(|when| when.what.record.collection() == Collection::Events)
    }

    /// The events of that kind, in the order of time.
    pub fn events_of_kind(&self, kind: EventKind) -> impl Iterator<Item = Dated<'a>> {
        let of_kind = move |one: &&Dated<'a>| matches!(one.record, AnyRecord::Event(event) if event.kind == kind);
        self.dated().iter().filter(of_kind).copied()
    }
}

fn collect<'a>(record: AnyRecord<'a>, dated: &mut Vec<Dated<'a>>) {
    let mut add = |step, date: Option<&'a HistoricalDate>| {
        if let Some(date) = date.map(HistoricalDate::as_ref) {
            dated.push(Dated { record, step, date, span: date.lasting() });
        }
    };
    macro_rules! steps {
        ($of:expr) => {
            for (index, step) in $of.steps.iter().enumerate() {
                add(Some((index, step.kind.as_str())), step.date.as_ref());
            }
        };
    }
    match record {
        AnyRecord::Event(event) => add(None, Some(&event.date)),
        AnyRecord::Work(work) => add(None, work.date.as_ref()),
        AnyRecord::Measure(measure) => add(None, measure.date.as_ref()),
        AnyRecord::Agreement(agreement) => steps!(agreement),
        AnyRecord::Appointment(appointment) => steps!(appointment),
        AnyRecord::Post(post) => steps!(post),
        AnyRecord::Vessel(vessel) => steps!(vessel),
        _ => {}
    }
}
