//! Rules for single dates.

use super::example::replace;
use super::{Case, Check, Example, Family, Rule, What};
use crate::date::{Calendar, DateRef};
use crate::diagnostic::Severity;

pub(super) const RULES: &[Rule] = &[DUAL_DATE_MISMATCH, SEASON_IN_DATE, DATE_AFTER_RELEASE];

const DUAL_DATE_MISMATCH: Rule = Rule {
    id: "dual-date-mismatch",
    family: Family::Dates,
    severity: Severity::Error,
    sentence: "Where a date is given in both calendars, the two are the same day.",
    explanation: "Old Style is 11 days behind New Style from 18 February 1700 O.S., 12 days from 18 February 1800 O.S. and 13 days from 17 February 1900 O.S. The two dates of a pair are recomputed; a pair that differs by another number of days has a wrong date or a wrong calendar.",
    example: Example::Edits {
        breaks: Case {
            what: "The twin is 13 days behind, which it was only a century later.",
            edits: &[replace("appointments/anna-exempel-minister.json", "\"1810-10-24\"", "\"1810-10-23\"")],
        },
        keeps: Case {
            what: "Both dates are a day later.",
            edits: &[replace(
                "appointments/anna-exempel-minister.json",
                "\"1810-11-05\",\n        \"dual\": {\n          \"edtf\": \"1810-10-24\"",
                "\"1810-11-06\",\n        \"dual\": {\n          \"edtf\": \"1810-10-25\"",
            )],
        },
    },
    check: Check::Met(|_, met, findings| {
        let What::Date(date) = met.what else { return };
        let Some(dual) = date.dual else { return };
        let twin = DateRef { edtf: &dual.edtf, calendar: dual.calendar, dual: None };
        let path = met.path.field("dual");
        let stated = |calendar| calendar != Calendar::Unstated;
        if dual.calendar == date.calendar || !stated(dual.calendar) || !stated(date.calendar) {
            let message = format!("the twin of a {} date is given in the {} calendar", date.calendar, dual.calendar);
            findings.tell(met.record, path, message, "a pair has one Gregorian and one Julian date");
        } else if date.bounds() != twin.bounds() {
            let message = format!(
                "{} ({} calendar) is {} in the Gregorian calendar, but its twin {} ({} calendar) is {}",
                date.edtf,
                date.calendar,
                date.bounds(),
                dual.edtf,
                dual.calendar,
                twin.bounds()
            );
            let help = "one of the two is wrong: Old Style is 11 days behind from 18 February 1700 O.S., 12 from 18 \
                        February 1800 O.S., 13 from 17 February 1900 O.S.";
            findings.tell(met.record, path, message, help);
        }
    }),
};

const SEASON_IN_DATE: Rule = Rule {
    id: "season-in-date",
    family: Family::Dates,
    severity: Severity::Error,
    sentence: "No date names a season or a quarter, because libraries do not agree which months those are.",
    explanation: "Extended Date/Time Format has codes for seasons, but one library takes 21 for January to March and another for March to May. The months are written instead, and the season stays in the words of the source.",
    example: Example::Edits {
        breaks: Case {
            what: "The code of EDTF for autumn.",
            edits: &[replace("events/audience-of-1810.json", "1810-11-05", "1810-23")],
        },
        keeps: Case {
            what: "The months of autumn.",
            edits: &[replace("events/audience-of-1810.json", "1810-11-05", "[1810-09..1810-11]")],
        },
    },
    check: Check::Met(|_, met, findings| {
        if let What::Date(date) = met.what
            && date.edtf.has_season()
        {
            let message = format!("{} names a season or a division of the year", date.edtf);
            let help = "give the months, as in [1854-06..1854-08], and the season in “as_written”";
            findings.tell(met.record, met.path.field("edtf"), message, help);
        }
    }),
};

const DATE_AFTER_RELEASE: Rule = Rule {
    id: "date-after-release",
    family: Family::Dates,
    severity: Severity::Error,
    sentence: "Nothing in the dataset lies after the day of its release.",
    explanation: "A version of the dataset cannot tell what happened after it was released. Such a date is a misprint, or the day of release is stale.",
    example: Example::Edits {
        breaks: Case {
            what: "A source was read on the day after the release, which was on 1 January 2000.",
            edits: &[replace(
                "sources/chronicle.json",
                "  \"sections\": [",
                "  \"accessed\": {\n    \"edtf\": \"2000-01-02\"\n  },\n  \"sections\": [",
            )],
        },
        keeps: Case {
            what: "A source was read on the day of the release.",
            edits: &[replace(
                "sources/chronicle.json",
                "  \"sections\": [",
                "  \"accessed\": {\n    \"edtf\": \"2000-01-01\"\n  },\n  \"sections\": [",
            )],
        },
    },
    check: Check::Met(|context, met, findings| {
        // The title page of records that have none is dated after everything.
        let released = context.released;
        if let What::Date(date) = met.what
            && released.certainly_before(date.span().begin)
        {
            let message = format!("{} lies after the release of this version ({released})", date.edtf);
            let help = "correct the date; or, if the data is newer, the release in about.json";
            findings.tell(met.record, met.path.field("edtf"), message, help);
        }
    }),
};
