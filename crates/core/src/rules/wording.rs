//! Rules for dates that a record gives more than once.

use chrono::NaiveDate;

use super::example::replace;
use super::own_dates::{OwnDate, own_dates};
use super::{Case, Check, Example, Family, Rule, What};
use crate::date::{Bounds, Calendar, HistoricalDate};
use crate::diagnostic::Severity;
use crate::prose::{Undated, dates, undated};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[DATE_AGAINST_WORDS, DATE_AGAINST_SUMMARY];

const EVENT: &str = "events/audience-of-1810.json";
const SUMMARY: &str = "\"The king received the envoy.\"";

const DATE_AGAINST_WORDS: Rule = Rule {
    id: "date-against-words",
    family: Family::Consistency,
    severity: Severity::Error,
    sentence: "A date is one that the words of the source can mean.",
    explanation: "Where `as_written` gives a year, a month or a day in English, the date must have a day in common with it: the 1890s, late January 2011, March 2. If both are open on one side, as “before 1914” and `../1914` are, the other sides must lie within a year. What the words do not say, such as “soon afterward”, says nothing. The words do not tell the calendar unless they say O.S. or N.S., so a day of the time in which the calendars competed may be either.",
    example: Example::Edits {
        breaks: Case {
            what: "The words name another month.",
            edits: &[replace(
                EVENT,
                "\"1810-11-05\"",
                "\"1810-11-05\",\n    \"as_written\": \"5th of September 1810\"",
            )],
        },
        keeps: Case {
            what: "The words give the day in the other calendar.",
            edits: &[replace(
                EVENT,
                "\"1810-11-05\"",
                "\"1810-11-05\",\n    \"as_written\": \"24th of October 1810 O.S.\"",
            )],
        },
    },
    check: Check::Met(|_, met, findings| {
        let What::WordedDate(date, as_written) = met.what else { return };
        let own = date.bounds();
        let meant = dates(as_written.as_str());
        let clashes = if meant.is_empty() {
            let meant = undated(as_written.as_str());
            !meant.is_empty() && !meant.iter().any(|day| falls_within(*day, own))
        } else {
            !meant.iter().any(|mention| agree(mention.bounds, own))
        };
        if clashes {
            let message = format!("this is dated {}, but as written “{as_written}”", date.in_words());
            let help = "correct the date, or the words as the source has them";
            let told = findings.tell(met.record, met.path.field("edtf"), message, help);
            told.see(met.record, met.path.field("as_written"), "the words of the source");
        }
    }),
};

/// Whether the words can mean the date: “before 1914” can mean any day before, but an open beginning up to 1904 is not
/// what they say.
fn agree(meant: Bounds, own: Bounds) -> bool {
    let near = |a: Option<NaiveDate>, b: Option<NaiveDate>| {
        a.zip(b).is_none_or(|(a, b)| (a - b).num_days().unsigned_abs() <= 366)
    };
    meant.overlaps(own)
        && (meant.earliest.is_some() || own.earliest.is_some() || near(meant.latest, own.latest))
        && (meant.latest.is_some() || own.latest.is_some() || near(meant.earliest, own.earliest))
}

/// Whether that month or day of some year has a day in common with the bounds.
fn falls_within(day: Undated, bounds: Bounds) -> bool {
    use chrono::Datelike as _;
    let (Some(earliest), Some(latest)) = (bounds.earliest, bounds.latest) else { return true };
    // In more than a year every month is to be found.
    let years = earliest.year() - 1..=latest.year();
    (latest - earliest).num_days() > 366
        || years.into_iter().any(|year| {
            let text = match day.day {
                Some(of_month) => format!("{year:04}-{:02}-{of_month:02}", day.month),
                None => format!("{year:04}-{:02}", day.month),
            };
            HistoricalDate::new(&text, Calendar::Unstated).is_ok_and(|date| date.bounds().overlaps(bounds))
        })
}

const DATE_AGAINST_SUMMARY: Rule = Rule {
    id: "date-against-summary",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "If the label and the summary give dates, one of them is a date of the record.",
    explanation: "Label and summary of an event, a work, a measure, an agreement, an appointment, a post or a ship most often say when it was. All dates with a year that they give in English are read; one must have a day in common with a date of the record, as it is preferred. If none has, most likely two dates have been exchanged, or a year is mistyped.",
    example: Example::Edits {
        breaks: Case {
            what: "The summary gives another month than the date.",
            edits: &[
                replace(EVENT, "\"Audience of 1810\"", "\"First audience\""),
                replace(EVENT, SUMMARY, "\"The king received the envoy in September 1810.\""),
            ],
        },
        keeps: Case {
            what: "The summary gives the month, and an earlier year.",
            edits: &[
                replace(EVENT, "\"Audience of 1810\"", "\"First audience\""),
                replace(
                    EVENT,
                    SUMMARY,
                    "\"The king, who had reigned since 1801, received the envoy in November 1810.\"",
                ),
            ],
        },
    },
    check: Check::Each(|_, record, findings| {
        let own = own_dates(record);
        let Some(first) = own.first() else { return };
        let texts = [("label", record.label()), ("summary", record.summary())];
        let mut told = Vec::new();
        for (field, text) in texts {
            for mention in dates(text.as_str()) {
                if own.iter().any(|own| own.date.bounds().overlaps(mention.bounds)) {
                    return;
                }
                told.push((field, text.as_str().get(mention.at).unwrap_or_default().to_owned()));
            }
        }
        let Some((field, _)) = told.first() else { return };
        let words: Vec<_> = told.iter().map(|(_, words)| words.as_str()).collect();
        let message = format!("this is dated {}, but the texts give only “{}”", in_words(&own), words.join("”, “"));
        let help = "correct the date or the text; or let the text say when it was";
        let field = *field;
        findings.tell(record, first.path().field("edtf"), message, help).see(
            record,
            Path::root().field(field),
            "the text that gives another date",
        );
    }),
};

fn in_words(own: &[OwnDate<'_>]) -> String {
    match own {
        [] => String::new(),
        [only] => only.date.in_words(),
        [first, .., last] => format!("{} to {}", first.date.in_words(), last.date.in_words()),
    }
}
