//! The dates of a record itself: that of an event, a work, a measure, and those of the steps of the others.

use crate::dataset::AnyRecord;
use crate::date::HistoricalDate;
use crate::walk::Path;

/// A date of the record itself.
#[derive(Debug)]
pub(super) struct OwnDate<'a> {
    pub(super) date: &'a HistoricalDate,
    pub(super) path: Path,
}

/// The record's own dates, in order.
pub(super) fn own_dates(record: AnyRecord<'_>) -> Vec<OwnDate<'_>> {
    let root = Path::root();
    let whole = |date| vec![OwnDate { date, path: root.field("date") }];
    macro_rules! of_steps {
        ($record:ident) => {{
            let steps = $record.steps.iter().enumerate();
            let dated = steps.filter_map(|(at, step)| Some((at, step.date.as_ref()?)));
            dated.map(|(at, date)| OwnDate { date, path: root.field("steps").item(at).field("date") }).collect()
        }};
    }
    match record {
        AnyRecord::Event(event) => whole(&event.date),
        AnyRecord::Work(work) => work.date.as_ref().map(whole).unwrap_or_default(),
        AnyRecord::Measure(measure) => measure.date.as_ref().map(whole).unwrap_or_default(),
        AnyRecord::Agreement(agreement) => of_steps!(agreement),
        AnyRecord::Appointment(appointment) => of_steps!(appointment),
        AnyRecord::Post(post) => of_steps!(post),
        AnyRecord::Vessel(vessel) => of_steps!(vessel),
        _ => Vec::new(),
    }
}
