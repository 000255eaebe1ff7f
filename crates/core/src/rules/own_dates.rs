//! The dates of a record itself: that of an event, a work, a measure, and those of the steps of the others.

use crate::dataset::AnyRecord;
use crate::date::HistoricalDate;
use crate::walk::Path;

/// A date of the record itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnDate<'a> {
    pub(super) date: &'a HistoricalDate,
    /// The step that it is the date of.
    step: Option<usize>,
}

impl OwnDate<'_> {
    /// Where it stands in the record.
    pub(super) fn path(self) -> Path {
        let of = self.step.map_or_else(Path::root, |step| Path::root().field("steps").item(step));
        of.field("date")
    }
}

/// The record's own dates, in order.
pub(super) fn own_dates(record: AnyRecord<'_>) -> Vec<OwnDate<'_>> {
    let whole = |date| vec![OwnDate { date, step: None }];
    macro_rules! of_steps {
        ($record:ident) => {{
            let steps = $record.steps.iter().enumerate();
            steps.filter_map(|(at, step)| Some(OwnDate { date: step.date.as_ref()?, step: Some(at) })).collect()
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
