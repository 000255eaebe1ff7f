//! Rules for acting within one's time: persons while they live, polities while they exist, parts within their whole.

use super::example::{add, replace};
use super::{Case, Check, Context, Example, Family, Rule};
use crate::collection::{Collection, PersonId, PolityId};
use crate::dataset::AnyRecord;
use crate::date::{Bounds, HistoricalDate, Span};
use crate::diagnostic::Severity;
use crate::record::{Event, Person, Polity};
use crate::statement::{LinkKind, Participant, Vital};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[ACT_OUTSIDE_LIFE, POLITY_OUTSIDE_SPAN, PART_OUTSIDE_WHOLE];

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
        for act in acts(record) {
            let Some(person) = act.person.and_then(|id| context.get::<Person>(id.as_str())) else { continue };
            let vital = |vital: &'_ Option<Vital>| vital.as_ref()?.date.clone();
            let told = if let Some(birth) = vital(&person.birth).filter(|birth| act.ends_before(birth.bounds())) {
                Some(("birth", format!("{} was born only {}", person.label, birth.in_words())))
            } else {
                vital(&person.death)
                    .filter(|death| act.begins_after(death.bounds()))
                    .map(|death| ("death", format!("{} had died {}", person.label, death.in_words())))
            };
            if let Some((end, what)) = told {
                let message = format!("this is dated {}, but {what}", act.when);
                findings.tell(record, act.path, message, "correct one of the dates, or the person").see(
                    AnyRecord::Person(person),
                    Path::root().field(end).field("date"),
                    format!("the {end} of {}", person.label),
                );
            }
        }
    }),
};

const POLITY_OUTSIDE_SPAN: Rule = Rule {
    id: "polity-outside-span",
    family: Family::Anachronism,
    severity: Severity::Error,
    sentence: "No polity acts, and nobody acts for it, before its beginning or after its end.",
    explanation: "There was no Soviet Union in 1921 and none in 1992. What is compared is the span in the polity's own record; no date of any state stands in the code.",
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
        for act in acts(record) {
            let Some(polity) = act.polity.and_then(|id| context.get::<Polity>(id.as_str())) else { continue };
            let span = polity.span.span();
            let (end, told) = if act.ends_before(span.begin) {
                (span.begin, "begins only")
            } else if act.begins_after(span.end) {
                (span.end, "ends already")
            } else {
                continue;
            };
            let message = format!("this is dated {}, but {} {told} {end}", act.when, polity.label);
            let help = "name the polity of that time, or correct one of the dates";
            findings.tell(record, act.path, message, help).see(
                AnyRecord::Polity(polity),
                Path::root().field("span"),
                format!("the span of {}", polity.label),
            );
        }
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

/// Somebody's part in something dated.
struct Act<'a> {
    path: Path,
    person: Option<&'a PersonId>,
    polity: Option<&'a PolityId>,
    span: Span,
    when: String,
}

impl Act<'_> {
    fn ends_before(&self, bounds: Bounds) -> bool {
        self.span.outer().certainly_before(bounds)
    }

    fn begins_after(&self, bounds: Bounds) -> bool {
        bounds.certainly_before(self.span.outer())
    }
}

/// Every part taken in the record: in an event, in writing a work, or in a step of an agreement, an appointment or a ship.
fn acts(record: AnyRecord<'_>) -> Vec<Act<'_>> {
    let mut acts = Acts { found: Vec::new() };
    let root = Path::root();
    let step = |index: usize| Path::root().field("steps").item(index);
    match record {
        AnyRecord::Event(event) => acts.participants(&root, &event.participants, &event.date),
        AnyRecord::Work(work) => {
            if let Some(date) = &work.date {
                acts.participants(&root, &work.participants, date);
            }
        }
        AnyRecord::Agreement(agreement) => {
            for (index, one) in agreement.steps.iter().enumerate() {
                let Some(date) = &one.date else { continue };
                acts.polity(step(index).field("party"), one.party.as_ref(), date);
                acts.participants(&step(index), &one.participants, date);
            }
        }
        AnyRecord::Appointment(appointment) => {
            for (index, one) in appointment.steps.iter().enumerate() {
                let Some(date) = &one.date else { continue };
                acts.person(step(index).field("date"), &appointment.person, date);
                acts.participants(&step(index), &one.participants, date);
            }
        }
        AnyRecord::Vessel(vessel) => {
            for (index, one) in vessel.steps.iter().enumerate() {
                let Some(date) = &one.date else { continue };
                acts.participants(&step(index), &one.participants, date);
            }
        }
        _ => {}
    }
    acts.found
}

struct Acts<'a> {
    found: Vec<Act<'a>>,
}

impl<'a> Acts<'a> {
    fn participants(&mut self, at: &Path, all: &'a [Participant], date: &HistoricalDate) {
        for (index, one) in all.iter().enumerate() {
            if PASSIVE_ROLES.contains(&one.role.as_str()) {
                continue;
            }
            let path = at.field("participants").item(index);
            if let Some(person) = &one.person {
                self.person(path.field("person"), person, date);
            }
            self.polity(path.field("polity"), one.polity.as_ref(), date);
            self.polity(path.field("on_behalf_of"), one.on_behalf_of.as_ref(), date);
        }
    }

    fn person(&mut self, path: Path, person: &'a PersonId, date: &HistoricalDate) {
        self.found.push(Act { path, person: Some(person), polity: None, span: date.span(), when: date.in_words() });
    }

    fn polity(&mut self, path: Path, polity: Option<&'a PolityId>, date: &HistoricalDate) {
        if polity.is_some() {
            self.found.push(Act { path, person: None, polity, span: date.span(), when: date.in_words() });
        }
    }
}

const PART_OUTSIDE_WHOLE: Rule = Rule {
    id: "part-outside-whole",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "What is a part of an event lies within the time of that event.",
    explanation: "An event that is linked as a part of another lies within its time, or overlaps it. What came before or after is linked in another way.",
    example: Example::Edits {
        breaks: Case {
            what: "A battle of the war is fought after the war, which ended in October 1814.",
            edits: &[replace("events/battle-of-the-ford.json", "1814-05-03", "1814-11-01")],
        },
        keeps: Case {
            what: "The battle is fought on the last day of the month in which the war ended.",
            edits: &[replace("events/battle-of-the-ford.json", "1814-05-03", "1814-10-31")],
        },
    },
    check: Check::Each(|context: &Context<'_>, record, findings| {
        let AnyRecord::Event(event) = record else { return };
        for (index, link) in event.links.iter().enumerate() {
            let is_part = link.kind == LinkKind::PartOf && link.to.collection() == Collection::Events;
            let Some(whole) = context.get::<Event>(link.to.id()).filter(|_| is_part) else { continue };
            if event.date.span().possibly_within(whole.date.bounds()) {
                continue;
            }
            let message = format!(
                "“{}” is dated {}, but “{}”, of which it is a part, is dated {}",
                event.label,
                event.date.in_words(),
                whole.label,
                whole.date.in_words()
            );
            let help = "correct one of the dates, or say how else the two are connected";
            findings.tell(record, Path::root().field("links").item(index).field("to"), message, help).see(
                AnyRecord::Event(whole),
                Path::root().field("date"),
                "the date of the whole",
            );
        }
    }),
};
