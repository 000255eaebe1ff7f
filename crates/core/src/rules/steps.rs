//! Rules for the steps of a record: that they stand in the order of their dates, and in an order that their nature
//! allows.

use super::example::replace;
use super::{Case, Check, Example, Family, Findings, Rule};
use crate::dataset::AnyRecord;
use crate::date::HistoricalDate;
use crate::diagnostic::Severity;
use crate::statement::{AgreementStepKind, AppointmentStepKind, PostStepKind, VesselStepKind, Vital};
use crate::walk::Path;

pub(super) const RULES: &[Rule] =
    &[DEATH_BEFORE_BIRTH, STEPS_OUT_OF_ORDER, STEPS_AGAINST_NATURE, POST_STEPS_AGAINST_NATURE];

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
        let steps = steps_of(record);
        let dated = || steps.iter().filter_map(|step| Some((step, step.date?)));
        for (step, date) in dated() {
            let earlier = dated()
                .take_while(|(before, _)| before.index < step.index)
                .find(|(_, before)| date.span().end.certainly_before(before.span().begin));
            if let Some((before, before_date)) = earlier {
                let message = format!(
                    "“{}” is dated {}, but the step “{}” that stands before it is dated {}",
                    step.kind,
                    date.in_words(),
                    before.kind,
                    before_date.in_words()
                );
                let help = "correct one of the dates, or put the steps in order";
                findings.tell(record, step.path().field("date"), message, help).see(
                    record,
                    before.path().field("date"),
                    "the earlier step",
                );
            }
        }
    }),
};

/// A step, whatever it is a step of.
struct Step<'a> {
    index: usize,
    kind: &'static str,
    date: Option<&'a HistoricalDate>,
}

impl Step<'_> {
    fn path(&self) -> Path {
        Path::root().field("steps").item(self.index)
    }

    /// The step in words, with its date if it has one.
    fn in_words(&self) -> String {
        match self.date {
            Some(date) => format!("“{}” ({})", self.kind, date.in_words()),
            None => format!("“{}”", self.kind),
        }
    }

    /// Whether the dates say that this step came before the other, whatever the list says.
    fn is_dated_before(&self, other: &Self) -> bool {
        matches!((self.date, other.date), (Some(a), Some(b)) if a.span().end.certainly_before(b.span().begin))
    }
}

fn steps_of(record: AnyRecord<'_>) -> Vec<Step<'_>> {
    macro_rules! steps {
        ($record:ident) => {
            $record
                .steps
                .iter()
                .enumerate()
                .map(|(index, step)| Step { index, kind: step.kind.as_str(), date: step.date.as_ref() })
                .collect()
        };
    }
    match record {
        AnyRecord::Appointment(record) => steps!(record),
        AnyRecord::Agreement(record) => steps!(record),
        AnyRecord::Post(record) => steps!(record),
        AnyRecord::Vessel(record) => steps!(record),
        _ => Vec::new(),
    }
}

const STEPS_AGAINST_NATURE: Rule = Rule {
    id: "steps-against-nature",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "No step of an appointment, an agreement or a ship stands before a step that must come first.",
    explanation: "Nobody presents credentials before arriving, or takes office after having died in it; nothing is ratified before it is signed or expires before it is in force; an agreement of two sides is in force only when both have consented; no ship is lost before it is launched. The order of the list counts, with or without dates, unless the dates of the two steps contradict it. Of steps that can happen more than once the first is meant.",
    example: Example::Edits {
        breaks: Case {
            what: "A ship is lost before it is launched; when it was lost is not known.",
            edits: &[
                replace("vessels/merlin.json", "\"laid-down\"", "\"lost\""),
                replace("vessels/merlin.json", ",\n      \"date\": {\n        \"edtf\": \"1803\"\n      }", ""),
                replace(
                    "vessels/merlin.json",
                    ",\n    {\n      \"kind\": \"lost\",\n      \"date\": {\n        \"edtf\": \"1830-12\"\n      }\n    }",
                    "",
                ),
            ],
        },
        keeps: Case {
            what: "A ship is renamed before it is launched.",
            edits: &[replace("vessels/merlin.json", "\"laid-down\"", "\"renamed\"")],
        },
    },
    check: Check::Each(|_, record, findings| {
        let order = match record {
            AnyRecord::Appointment(_) => OF_APPOINTMENTS,
            AnyRecord::Agreement(_) => OF_AGREEMENTS,
            AnyRecord::Vessel(_) => OF_VESSELS,
            _ => return,
        };
        let steps = steps_of(record);
        for step in &steps {
            // The first step of the list that must not stand before this one, if this one is the first of its kind.
            let is_first = !steps.iter().any(|other| other.index < step.index && other.kind == step.kind);
            let later = |other: &&Step<'_>| {
                other.index < step.index
                    && order.iter().any(|(first, then)| *first == step.kind && then.contains(&other.kind))
                    && !step.is_dated_before(other)
            };
            if let Some(early) = steps.iter().find(later).filter(|_| is_first || is_of_two_sides(record, step.kind)) {
                tell_against_nature(record, early, step, findings);
            }
        }
    }),
};

fn tell_against_nature(record: AnyRecord<'_>, early: &Step<'_>, late: &Step<'_>, findings: &mut Findings<'_>) {
    let message = format!("{} stands before {}, which must come first", early.in_words(), late.in_words());
    let help = "put the steps in order, or correct one of them";
    findings.tell(record, early.path(), message, help).see(record, late.path(), format!("“{}” stands here", late.kind));
}

/// Whether each of two sides must have taken the step, not only one of many.
fn is_of_two_sides(record: AnyRecord<'_>, kind: &str) -> bool {
    let AnyRecord::Agreement(agreement) = record else { return false };
    let parties = agreement.participants.iter().filter(|one| one.role.as_str() == "party").count();
    let of_a_side = [AgreementStepKind::ConsentGiven.as_str(), AgreementStepKind::Ratified.as_str()];
    parties == 2 && of_a_side.contains(&kind)
}

/// Steps, each with those that cannot come before it.
type Order = &'static [(&'static str, &'static [&'static str])];

/// Writes an order in the names of a vocabulary.
macro_rules! order {
    ($Kind:ident: $( $First:ident before $($Then:ident),+; )*) => {
        &[$( ($Kind::$First.as_str(), &[$( $Kind::$Then.as_str() ),+]), )*]
    };
}

const OF_APPOINTMENTS: Order = order! { AppointmentStepKind:
    Selected before Nominated, Appointed, CredentialsPresented, TookOffice, Died, Ended;
    Nominated before Confirmed, Withdrawn, Renominated, Died, Abdicated;
    Confirmed before Died, Abdicated;
    RecessAppointed before Confirmed, Departed, CredentialsPresented, TookOffice, Recalled, Died, Resigned, Removed, Ended;
    Elected before TookOffice, Resigned, Removed, Abdicated, Died, Ended;
    Appointed before Departed, CredentialsPresented, TookOffice, Recalled, Resigned, Removed, Died, Ended;
    Commissioned before Died, Abdicated;
    Departed before CredentialsPresented, Died;
    Arrived before CredentialsPresented, TookLeave, Left, Died;
    CredentialsPresented before TookLeave, Left, Died, Ended;
    Recognized before Left, Died, Ended;
    TookOffice before Promoted, Resigned, Removed, Abdicated, Died, Ended;
    Promoted before Resigned, Removed, Abdicated, Died;
    Recalled before Died;
    TookLeave before Died;
    Left before Died;
    Resigned before Died;
    Abdicated before Died;
    Removed before Died;
};

const OF_AGREEMENTS: Order = order! { AgreementStepKind:
    Proposed before Signed, Expired, Terminated, Superseded;
    Negotiated before Signed, Ratified, InForce, Expired, Terminated, Superseded;
    Signed before Ratified, RatificationsExchanged, Proclaimed, InForce, Executed, Amended, Suspended, NoticeGiven, Terminated, Expired, Superseded;
    ConsentGiven before InForce, RatificationsExchanged, Expired;
    Ratified before RatificationsExchanged, InForce, Expired, Superseded;
    RatificationsExchanged before InForce, Expired, Superseded;
    InForce before Suspended, Expired, Superseded;
    NoticeGiven before Terminated;
    Amended before Terminated, Expired, Superseded;
    Suspended before Terminated, Expired, Superseded;
};

const OF_VESSELS: Order = order! { VesselStepKind:
    Ordered before LaidDown, Launched, Lost, Retired;
    LaidDown before Launched, Commissioned, Disabled, Lost, Retired;
    Launched before Commissioned, Disabled, Lost, Retired;
    Commissioned before Lost, Retired;
    Disabled before Lost, Retired;
    Transferred before Lost;
    Renamed before Lost;
};

const POST_STEPS_AGAINST_NATURE: Rule = Rule {
    id: "post-steps-against-nature",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "A post is opened once, nothing happens to it while it is closed, and it is reopened only after having been closed.",
    explanation: "The steps of a post tell one life. It cannot be raised, moved or closed after it was closed and before it was reopened; what is opened again is reopened. A list may begin in the middle of the life, where the sources do. An interruption counts as a closing that may end in a reopening.",
    example: Example::Edits {
        breaks: Case {
            what: "A legation is raised in rank after it was closed.",
            edits: &[replace("posts/legation-strelsau.json", CLOSED, RAISED_WHEN_CLOSED)],
        },
        keeps: Case {
            what: "A legation is raised in rank on being opened again.",
            edits: &[replace("posts/legation-strelsau.json", CLOSED, RAISED_WHEN_REOPENED)],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Post(post) = record else { return };
        let steps = steps_of(record);
        let mut closed: Option<&Step<'_>> = None;
        let mut opened: Option<&Step<'_>> = None;
        let mut interrupted = false;
        for (step, kind) in steps.iter().zip(post.steps.iter().map(|step| step.kind)) {
            use PostStepKind::{Closed, Established, Interrupted, Lowered, Moved, Opened, Raised, Reopened};
            let clash = match kind {
                Raised | Lowered | Moved | Interrupted | Closed => closed.map(|by| (by, "the post was closed then")),
                Opened | Established => closed.or(opened).map(|by| (by, "a post is opened once, and then reopened")),
                Reopened if closed.is_none() && !interrupted => opened.map(|by| (by, "the post was not closed")),
                Reopened => None,
            };
            if let Some((by, why)) = clash {
                let message = format!("{} follows {}: {why}", step.in_words(), by.in_words());
                findings
                    .tell(record, step.path(), message, "add the step between the two, or correct one of them")
                    .see(record, by.path(), format!("“{}” stands here", by.kind));
            }
            match kind {
                Closed => closed = Some(step),
                Opened | Reopened => (opened, closed, interrupted) = (Some(step), None, false),
                Interrupted => interrupted = true,
                // What is raised or moved is open, though the list may begin later than its opening.
                Raised | Lowered | Moved => opened = opened.or(Some(step)),
                Established => {}
            }
        }
    }),
};

const CLOSED: &str = r#"    {
      "kind": "closed",
      "date": {
        "edtf": "1820"
      }
    }"#;

const RAISED_WHEN_CLOSED: &str = r#"    {
      "kind": "closed",
      "date": {
        "edtf": "1820"
      }
    },
    {
      "kind": "raised",
      "rank": "embassy",
      "date": {
        "edtf": "1830"
      }
    }"#;

const RAISED_WHEN_REOPENED: &str = r#"    {
      "kind": "closed",
      "date": {
        "edtf": "1820"
      }
    },
    {
      "kind": "reopened",
      "date": {
        "edtf": "1830"
      }
    },
    {
      "kind": "raised",
      "rank": "embassy",
      "date": {
        "edtf": "1830"
      }
    }"#;
