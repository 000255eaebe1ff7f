//! Rules for acting within one's time: persons while they live, polities and organizations while they exist, ships while
//! they are afloat.

use core::fmt;

use super::example::{add, replace};
use super::life;
use super::{Case, Check, Context, Example, Family, Findings, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::date::HistoricalDate;
use crate::diagnostic::Severity;
use crate::statement::{Agent, AgreementStepKind, Participant};
use crate::text::Text;
use crate::walk::Path;

pub(super) const RULES: &[Rule] =
    &[ACT_OUTSIDE_LIFE, POLITY_OUTSIDE_SPAN, ORGANIZATION_OUTSIDE_SPAN, VESSEL_OUTSIDE_LIFE];

/// Roles in which one takes no part oneself, so that it needs no life.
const PASSIVE_ROLES: &[&str] =
    &["ancestor", "commemorated", "honoured", "namesake", "predecessor", "subject", "successor"];

const ACT_OUTSIDE_LIFE: Rule = Rule {
    id: "act-outside-life",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "Nobody acts before being born or after having died.",
    explanation: "Whoever takes part in an event, writes a work or takes a step is alive then. Roles in which one takes no part oneself (subject, namesake, predecessor and the like) are free of the rule. Only what cannot be true under any reading of uncertain dates is a fault.",
    example: Example::Edits {
        breaks: Case {
            what: "The envoy died the month before leaving, which was in November 1819.",
            edits: &[replace("people/clara-beispiel.json", "1861-10-02", "1819-10")],
        },
        keeps: Case {
            what: "The envoy died in the month of leaving.",
            edits: &[replace("people/clara-beispiel.json", "1861-10-02", "1819-11")],
        },
    },
    check: Check::Each(|context, record, findings| {
        let help = "correct one of the dates, or the person";
        outside(context, record, Collection::People, help, findings);
    }),
};

const POLITY_OUTSIDE_SPAN: Rule = Rule {
    id: "polity-outside-span",
    family: Family::Anachronism,
    severity: Severity::Error,
    sentence: "No polity acts, and nobody acts for it, before its beginning or after its end.",
    explanation: "There was no Soviet Union in 1921 and none in 1992. What is compared is the span in the polity's own record; no date of any state stands in the code. The parties of an agreement exist when it is signed.",
    example: Example::Edits {
        breaks: Case {
            what: "Graustark, which ended in 1900, opens a fair in 1901.",
            edits: &[add("events/fair.json", FAIR_OF_1901)],
        },
        keeps: Case {
            what: "Graustark opens a fair in the year of its end.",
            edits: &[add("events/fair.json", FAIR_OF_1900)],
        },
    },
    check: Check::Each(|context, record, findings| {
        let help = "name the polity of that time, or correct one of the dates";
        outside(context, record, Collection::Polities, help, findings);
    }),
};

const ORGANIZATION_OUTSIDE_SPAN: Rule = Rule {
    id: "organization-outside-span",
    family: Family::Anachronism,
    severity: Severity::Error,
    sentence: "No organization acts before its beginning or after its end.",
    explanation: "A company trades after it was founded, a party governs until it is dissolved. What is compared is the span in the organization's own record; one without a span is free of the rule, and so are roles in which one takes no part oneself.",
    example: Example::Edits {
        breaks: Case {
            what: "The company, whose ship sailed in 1806, was founded in 1807.",
            edits: &[replace("organizations/northern-company.json", "1799/1867", "1807/1867")],
        },
        keeps: Case {
            what: "The company was founded in the year in which its ship sailed.",
            edits: &[replace("organizations/northern-company.json", "1799/1867", "1806/1867")],
        },
    },
    check: Check::Each(|context, record, findings| {
        let help = "name the organization of that time, or correct one of the dates";
        outside(context, record, Collection::Organizations, help, findings);
    }),
};

const VESSEL_OUTSIDE_LIFE: Rule = Rule {
    id: "vessel-outside-life",
    family: Family::Anachronism,
    severity: Severity::Error,
    sentence: "No ship takes part in anything before it was ordered or built, or after it was lost or broken up.",
    explanation: "A ship's life goes from the first dated step in its record to the one by which it was lost or taken out of service, or through its span. What is only about a ship names it in a passive role, such as subject.",
    example: Example::Edits {
        breaks: Case {
            what: "The ship, which was lost in December 1830, sails in 1831.",
            edits: &[
                replace("events/voyage-of-1806.json", "1806\"\n  }", "1831\"\n  }"),
                replace("measures/furs-of-1806.json", "\"edtf\": \"1806\"", "\"edtf\": \"1831\""),
            ],
        },
        keeps: Case {
            what: "The ship sails in the year in which it was lost.",
            edits: &[
                replace("events/voyage-of-1806.json", "1806\"\n  }", "1830\"\n  }"),
                replace("measures/furs-of-1806.json", "\"edtf\": \"1806\"", "\"edtf\": \"1830\""),
            ],
        },
    },
    check: Check::Each(|context, record, findings| {
        let help = "correct one of the dates, or name the ship in a passive role";
        outside(context, record, Collection::Vessels, help, findings);
    }),
};

macro_rules! fair {
    ($year:literal) => {
        concat!(
            r#"{
  "$schema": "../schema/event.schema.json",
  "id": "fair",
  "kind": "culture",
  "label": "Fair",
  "date": {
    "edtf": ""#,
            $year,
            r#""
  },
  "participants": [
    {
      "polity": "graustark",
      "role": "host"
    }
  ],
  "summary": "A fair.",
  "citations": [
    {
      "source": "chronicle",
      "section": "The Trade"
    }
  ]
}
"#
        )
    };
}

const FAIR_OF_1900: &str = fair!("1900");
const FAIR_OF_1901: &str = fair!("1901");

/// Tells of every part that one of the collection takes in the record without existing then.
fn outside(
    context: &Context<'_>,
    record: AnyRecord<'_>,
    collection: Collection,
    help: &str,
    findings: &mut Findings<'_>,
) {
    each_act(record, &mut |act| {
        if act.agent.collection != collection {
            return;
        }
        let Some(agent) = context.fact_in(collection, act.agent.id) else { return };
        let Some(life) = life::of(agent) else { return };
        let Some(missed) = life.misses(act.date.span()) else { return };
        let theirs = format!("{} {}", agent.label(), life.words());
        let message = format!("{} is dated {}, but {theirs}", act.what, act.date.in_words());
        findings.tell(record, act.place.path(), message, help).see(agent, missed, theirs);
    });
}

/// Somebody's part in something dated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Act<'a> {
    pub(super) place: Place,
    pub(super) agent: Agent<'a>,
    pub(super) date: &'a HistoricalDate,
    pub(super) what: What<'a>,
}

/// Where in a record a part is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    step: Option<usize>,
    participant: Option<usize>,
    field: &'static str,
}

impl Place {
    pub(super) fn path(self) -> Path {
        let mut path = Path::root();
        for (list, index) in [("steps", self.step), ("participants", self.participant)] {
            if let Some(index) = index {
                path = path.field(list).item(index);
            }
        }
        path.field(self.field)
    }
}

/// What a part is taken in: “Audience of 1810”, the step “signed” of “Treaty of Strelsau”.
#[derive(Debug, Clone, Copy)]
pub(super) struct What<'a> {
    label: &'a Text,
    step: Option<&'static str>,
}

impl fmt::Display for What<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(step) = self.step {
            write!(f, "the step “{step}” of ")?;
        }
        write!(f, "“{}”", self.label)
    }
}

/// Calls the function for every part taken in the record: in an event, in writing a work, or in a step of an agreement,
/// an appointment or a ship.
pub(super) fn each_act<'a>(record: AnyRecord<'a>, call: &mut dyn FnMut(Act<'a>)) {
    let whole = What { label: record.label(), step: None };
    let of_step = |kind| What { step: Some(kind), ..whole };
    match record {
        AnyRecord::Event(event) => participants(None, &event.participants, &event.date, whole, call),
        AnyRecord::Work(work) => {
            if let Some(date) = &work.date {
                participants(None, &work.participants, date, whole, call);
            }
        }
        AnyRecord::Agreement(agreement) => {
            for (index, step) in agreement.steps.iter().enumerate() {
                let Some(date) = &step.date else { continue };
                let what = of_step(step.kind.as_str());
                if let Some(party) = &step.party {
                    let agent = Agent { collection: Collection::Polities, id: party.as_str() };
                    let place = Place { step: Some(index), participant: None, field: "party" };
                    call(Act { place, agent, date, what });
                }
                participants(Some(index), &step.participants, date, what, call);
            }
            let signed = agreement.steps.iter().find(|step| step.kind == AgreementStepKind::Signed);
            if let Some(date) = signed.and_then(|step| step.date.as_ref()) {
                participants(None, &agreement.participants, date, of_step("signed"), call);
            }
        }
        AnyRecord::Appointment(appointment) => {
            for (index, step) in appointment.steps.iter().enumerate() {
                let Some(date) = &step.date else { continue };
                let what = of_step(step.kind.as_str());
                let agent = Agent { collection: Collection::People, id: appointment.person.as_str() };
                let place = Place { step: Some(index), participant: None, field: "date" };
                call(Act { place, agent, date, what });
                participants(Some(index), &step.participants, date, what, call);
            }
        }
        AnyRecord::Vessel(vessel) => {
            for (index, step) in vessel.steps.iter().enumerate() {
                let Some(date) = &step.date else { continue };
                participants(Some(index), &step.participants, date, of_step(step.kind.as_str()), call);
            }
        }
        _ => {}
    }
}

fn participants<'a>(
    step: Option<usize>,
    all: &'a [Participant],
    date: &'a HistoricalDate,
    what: What<'a>,
    call: &mut dyn FnMut(Act<'a>),
) {
    for (index, one) in all.iter().enumerate() {
        if PASSIVE_ROLES.contains(&one.role.as_str()) {
            continue;
        }
        let place = |field| Place { step, participant: Some(index), field };
        if let Some(agent) = one.agent() {
            let field = match agent.collection {
                Collection::People => "person",
                Collection::Organizations => "organization",
                Collection::Polities => "polity",
                _ => "vessel",
            };
            call(Act { place: place(field), agent, date, what });
        }
        if let Some(polity) = &one.on_behalf_of {
            let agent = Agent { collection: Collection::Polities, id: polity.as_str() };
            call(Act { place: place("on_behalf_of"), agent, date, what });
        }
    }
}
