//! What can be true but seldom is: warnings, each with the reason why it is doubted.

use chrono::{Months, NaiveDate};

use super::acts::each_act;
use super::example::replace;
use super::life;
use super::{Case, Check, Example, Family, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::diagnostic::Severity;
use crate::record::{Event, Person};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[UNLIKELY_AGE, UNLIKELY_YOUTH, UNLIKELY_TENURE, MEASURE_OUTSIDE_EVENT];

const UNLIKELY_AGE: Rule = Rule {
    id: "unlikely-age",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "Few live to be more than 105 years old.",
    explanation: "Somebody who was certainly older at death was most often born later or died earlier: two persons of one name, or a slip in a century.",
    example: Example::Edits {
        breaks: Case {
            what: "The king, born in 1698, died in 1804.",
            edits: &[replace("people/otto-the-elder.json", "\"1760-03-30\"", "\"1804-03-30\"")],
        },
        keeps: Case {
            what: "The king died on his 105th birthday.",
            edits: &[replace("people/otto-the-elder.json", "\"1760-03-30\"", "\"1803-12-24\"")],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Person(_) = record else { return };
        let Some(life) = life::of(record) else { return };
        if let (Some(born), Some(died)) = (life.span.begin.latest, life.span.end.earliest)
            && died > after(born, 105)
        {
            let message = format!("{} {}, at more than 105 years", record.label(), life.words());
            let help = "look whether the two dates are those of one person";
            findings.tell(record, Path::root().field("death").field("date"), message, help).see(
                record,
                Path::root().field("birth").field("date"),
                "the birth",
            );
        }
    }),
};

const UNLIKELY_YOUTH: Rule = Rule {
    id: "unlikely-youth",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "Few take part in affairs of state before the age of twelve.",
    explanation: "Somebody who was certainly younger was most often born earlier, or an elder relative of the same name is meant. Children who reign are an exception that a record may allow with the reason.",
    example: Example::Edits {
        breaks: Case {
            what: "The foreign minister took office at ten.",
            edits: &[replace("people/boris-muster.json", "\"1770-05-09\"", "\"1794-05-09\"")],
        },
        keeps: Case {
            what: "He was born in 1793, and so may have been twelve.",
            edits: &[replace("people/boris-muster.json", "\"1770-05-09\"", "\"1793\"")],
        },
    },
    check: Check::Each(|context, record, findings| {
        each_act(record, &mut |act| {
            if act.agent.collection != Collection::People {
                return;
            }
            let Some(person) = context.fact::<Person>(act.agent.id).map(AnyRecord::Person) else { return };
            let Some(life) = life::of(person) else { return };
            let (Some(born), Some(acted)) = (life.span.begin.earliest, act.date.bounds().latest) else { return };
            if born <= acted && acted < after(born, 12) {
                let message = format!(
                    "{} is dated {}, but {} {}, and so was not yet twelve",
                    act.what,
                    act.date.in_words(),
                    person.label(),
                    life.words()
                );
                let help = "look whether an elder person of that name is meant";
                findings.tell(record, act.place.path(), message, help).see(person, life.begin(), "the birth");
            }
        });
    }),
};

const UNLIKELY_TENURE: Rule = Rule {
    id: "unlikely-tenure",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "Few hold a place for more than fifty years.",
    explanation: "A tenure that certainly lasted longer most often lacks a step between, or belongs to two persons of one name.",
    example: Example::Edits {
        breaks: Case {
            what: "The first foreign minister took office in 1805 and resigned in 1856.",
            edits: &[
                replace("appointments/boris-muster-foreign-minister.json", "\"1816-08-21\"", "\"1856-08-21\""),
                replace("people/boris-muster.json", "\"1840-01-12\"", "\"1860\""),
            ],
        },
        keeps: Case {
            what: "He resigned on the day on which he had held it for fifty years.",
            edits: &[
                replace("appointments/boris-muster-foreign-minister.json", "\"1816-08-21\"", "\"1855-01-10\""),
                replace("people/boris-muster.json", "\"1840-01-12\"", "\"1860\""),
            ],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Appointment(appointment) = record else { return };
        let Some(tenure) = life::tenure_of(appointment) else { return };
        if let (Some(begun), Some(ended)) = (tenure.span.begin.latest, tenure.span.end.earliest)
            && ended > after(begun, 50)
        {
            let message = format!("“{}” {}, for more than fifty years", appointment.label, tenure.words());
            findings.tell(record, tenure.end(), message, "look whether a step is missing, or a second person is meant");
        }
    }),
};

const MEASURE_OUTSIDE_EVENT: Rule = Rule {
    id: "measure-outside-event",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "A number of an event is mostly one of the time of that event.",
    explanation: "A measure that has a date of its own, and is one of an event, lies within the time of the event or overlaps it. What was planned before or paid after has a date of its own; otherwise the number is one of another event, or a date is wrong.",
    example: Example::Edits {
        breaks: Case {
            what: "The furs of the voyage of 1806 were counted in 1807.",
            edits: &[replace("measures/furs-of-1806.json", "\"edtf\": \"1806\"", "\"edtf\": \"1807\"")],
        },
        keeps: Case {
            what: "They were counted on the last day of that year.",
            edits: &[replace("measures/furs-of-1806.json", "\"edtf\": \"1806\"", "\"edtf\": \"1806-12-31\"")],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Measure(measure) = record else { return };
        let Some(date) = measure.date.as_ref().filter(|_| measure.of.collection() == Collection::Events) else {
            return;
        };
        let Some(event) = context.fact::<Event>(measure.of.id()) else { return };
        if !date.span().possibly_within(event.date.bounds()) {
            let message = format!(
                "this is dated {}, but “{}”, of which it is a number, is dated {}",
                date.in_words(),
                event.label,
                event.date.in_words()
            );
            findings
                .tell(
                    record,
                    Path::root().field("date"),
                    message,
                    "look whether the number is one of another event, or of another time",
                )
                .see(AnyRecord::Event(event), Path::root().field("date"), "the date of the event");
        }
    }),
};

/// The day that many years later; the last day of all if the calendar ends before.
fn after(day: NaiveDate, years: u32) -> NaiveDate {
    day.checked_add_months(Months::new(12 * years)).unwrap_or(NaiveDate::MAX)
}
