//! Rules for single dates.

use super::{Context, Finding, Rule};
use crate::dataset::AnyRecord;
use crate::date::{Bounds, Calendar, DateRef};
use crate::diagnostic::Severity;
use crate::walk::{Path, Visitor};

pub(super) const RULES: &[Rule] = &[DUAL_DATE_MISMATCH, SEASON_IN_DATE, DATE_AFTER_RELEASE];

const DUAL_DATE_MISMATCH: Rule = Rule {
    id: "dual-date-mismatch",
    severity: Severity::Error,
    sentence: "Where a date is given in both calendars, the two are the same day.",
    explanation: "Old Style is 11 days behind New Style from 18 February 1700 O.S., 12 days from 18 February 1800 O.S. and 13 days from 17 February 1900 O.S. The two dates of a pair are recomputed; a pair that differs by another number of days has a wrong date or a wrong calendar.",
    check: Some(|context| {
        each_date(DUAL_DATE_MISMATCH, context, |date, _, tell| {
            let Some(dual) = date.dual else { return };
            let twin = DateRef { edtf: &dual.edtf, calendar: dual.calendar, dual: None };
            let stated = |calendar| calendar != Calendar::Unstated;
            if dual.calendar == date.calendar || !stated(dual.calendar) || !stated(date.calendar) {
                tell(
                    "dual",
                    format!("the twin of a {} date is given in the {} calendar", date.calendar, dual.calendar),
                    "a pair has one Gregorian and one Julian date".into(),
                );
                return;
            }
            if date.bounds() != twin.bounds() {
                tell(
                    "dual",
                    format!(
                        "{} ({} calendar) is {} in the Gregorian calendar, but its twin {} ({} calendar) is {}",
                        date.edtf, date.calendar, date.bounds(), dual.edtf, dual.calendar, twin.bounds()
                    ),
                    "one of the two is wrong: Old Style is 11 days behind from 18 February 1700 O.S., 12 from 18 February \
                     1800 O.S., 13 from 17 February 1900 O.S.".into(),
                );
            }
        })
    }),
};

const SEASON_IN_DATE: Rule = Rule {
    id: "season-in-date",
    severity: Severity::Error,
    sentence: "No date names a season or a quarter, because libraries do not agree which months those are.",
    explanation: "Extended Date/Time Format has codes for seasons, but one library takes 21 for January to March and another for March to May. The months are written instead, and the season stays in the words of the source.",
    check: Some(|context| {
        each_date(SEASON_IN_DATE, context, |date, _, tell| {
            if date.edtf.has_season() {
                tell(
                    "edtf",
                    format!("{} names a season or a division of the year", date.edtf),
                    "give the months, as in [1854-06..1854-08], and the season in “as_written”".into(),
                );
            }
        })
    }),
};

const DATE_AFTER_RELEASE: Rule = Rule {
    id: "date-after-release",
    severity: Severity::Error,
    sentence: "Nothing in the dataset lies after the day of its release.",
    explanation: "A version of the dataset cannot tell what happened after it was released. Such a date is a misprint, or the day of release is stale.",
    check: Some(|context| {
        if !context.titled {
            return Vec::new();
        }
        each_date(DATE_AFTER_RELEASE, context, |date, released, tell| {
            if released.certainly_before(date.span().begin) {
                tell(
                    "edtf",
                    format!("{} lies after the release of this version ({released})", date.edtf),
                    "correct the date; or, if the data is newer, the release in about.json".into(),
                );
            }
        })
    }),
};

type Tell<'t> = &'t mut dyn FnMut(&'static str, String, String);
type Check = fn(DateRef<'_>, Bounds, Tell<'_>);

/// Calls the check for every date, with the bounds of the release; what it tells stands at a field of the date.
fn each_date(rule: Rule, context: &Context<'_>, check: Check) -> Vec<Finding> {
    struct Dates<'a> {
        rule: Rule,
        record: AnyRecord<'a>,
        released: Bounds,
        check: Check,
        findings: Vec<Finding>,
    }
    impl<'a> Visitor<'a> for Dates<'a> {
        fn date(&mut self, path: &Path, date: DateRef<'a>) {
            let (rule, record, findings) = (self.rule, self.record, &mut self.findings);
            (self.check)(date, self.released, &mut |field, message, help| {
                findings.push(Finding::new(rule, record, &path.field(field), message, help));
            });
        }
    }
    let released = context.dataset.about.released.bounds();
    let mut findings = Vec::new();
    for record in context.dataset.records() {
        let mut dates = Dates { rule, record, released, check, findings };
        record.walk(&mut dates);
        findings = dates.findings;
    }
    findings
}
