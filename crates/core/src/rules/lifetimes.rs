//! Rules for acting within one's time: persons while they live, polities while they exist, parts within their whole.
//!
//! What is compared are bounds: only what cannot be true under any reading of uncertain dates is a fault. Variants are
//! no acts: what a source is said to be wrong about may well be impossible.

use super::{Context, Finding, Rule};
use crate::collection::{Collection, PersonId, PolityId};
use crate::dataset::AnyRecord;
use crate::date::{Bounds, HistoricalDate, Span};
use crate::diagnostic::Severity;
use crate::statement::{LinkKind, Participant};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[ACT_OUTSIDE_LIFE, POLITY_OUTSIDE_SPAN, PART_OUTSIDE_WHOLE];

/// Roles in which one takes no part oneself, so that it needs no life.
const PASSIVE_ROLES: &[&str] =
    &["ancestor", "commemorated", "honoured", "namesake", "predecessor", "subject", "successor"];

const ACT_OUTSIDE_LIFE: Rule = Rule {
    id: "act-outside-life",
    severity: Severity::Error,
    sentence: "Nobody acts before being born or after having died.",
    explanation: "Whoever takes part in an event, writes a work or takes a step is alive then. Roles in which one takes no part oneself (subject, namesake, predecessor and the like) are free of the rule. Only what cannot be true under any reading of uncertain dates is a fault.",
    check: Some(|context| {
        let mut findings = Vec::new();
        for act in acts(context) {
            let Some(person) = act.person.and_then(|id| context.dataset.people.get(id.as_str())) else { continue };
            let vital = |vital: &Option<crate::statement::Vital>| vital.as_ref()?.date.clone();
            let told = if let Some(birth) = vital(&person.birth).filter(|birth| act.ends_before(birth.bounds())) {
                Some(("birth", format!("{} was born only {}", person.label, birth.in_words())))
            } else {
                vital(&person.death)
                    .filter(|death| act.begins_after(death.bounds()))
                    .map(|death| ("death", format!("{} had died {}", person.label, death.in_words())))
            };
            if let Some((end, what)) = told {
                let message = format!("this is dated {}, but {what}", act.when);
                findings.push(
                    Finding::new(
                        ACT_OUTSIDE_LIFE,
                        act.record,
                        &act.path,
                        message,
                        "correct one of the dates, or the person",
                    )
                    .see(
                        AnyRecord::Person(person),
                        Path::root().field(end).field("date"),
                        format!("the {end} of {}", person.label),
                    ),
                );
            }
        }
        findings
    }),
};

const POLITY_OUTSIDE_SPAN: Rule = Rule {
    id: "polity-outside-span",
    severity: Severity::Error,
    sentence: "No polity acts, and nobody acts for it, before its beginning or after its end.",
    explanation: "There was no Soviet Union in 1921 and none in 1992. What is compared is the span in the polity's own record; no date of any state stands in the code.",
    check: Some(|context| {
        let mut findings = Vec::new();
        for act in acts(context) {
            let Some(polity) = act.polity.and_then(|id| context.dataset.polities.get(id.as_str())) else { continue };
            let span = polity.span.span();
            let told = if act.ends_before(span.begin) {
                "begins only"
            } else if act.begins_after(span.end) {
                "ends already"
            } else {
                continue;
            };
            let end = if told == "begins only" { span.begin } else { span.end };
            let message = format!("this is dated {}, but {} {told} {end}", act.when, polity.label);
            let help = "name the polity of that time, or correct one of the dates";
            findings.push(Finding::new(POLITY_OUTSIDE_SPAN, act.record, &act.path, message, help).see(
                AnyRecord::Polity(polity),
                Path::root().field("span"),
                format!("the span of {}", polity.label),
            ));
        }
        findings
    }),
};

/// Somebody's part in something dated.
struct Act<'a> {
    record: AnyRecord<'a>,
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

/// Every part taken in an event, in writing a work, or in a step of an agreement, an appointment or a ship.
fn acts<'a>(context: &Context<'a>) -> Vec<Act<'a>> {
    let mut acts = Acts { found: Vec::new() };
    let root = Path::root();
    for record in context.dataset.records() {
        match record {
            AnyRecord::Event(event) => acts.participants(record, &root, &event.participants, &event.date),
            AnyRecord::Work(work) => {
                if let Some(date) = &work.date {
                    acts.participants(record, &root, &work.participants, date);
                }
            }
            AnyRecord::Agreement(agreement) => {
                for (index, step) in agreement.steps.iter().enumerate() {
                    let Some(date) = &step.date else { continue };
                    let path = root.field("steps").item(index);
                    acts.polity(record, path.field("party"), step.party.as_ref(), date);
                    acts.participants(record, &path, &step.participants, date);
                }
            }
            AnyRecord::Appointment(appointment) => {
                for (index, step) in appointment.steps.iter().enumerate() {
                    let Some(date) = &step.date else { continue };
                    let path = root.field("steps").item(index);
                    acts.person(record, path.field("date"), &appointment.person, date);
                    acts.participants(record, &path, &step.participants, date);
                }
            }
            AnyRecord::Vessel(vessel) => {
                for (index, step) in vessel.steps.iter().enumerate() {
                    let Some(date) = &step.date else { continue };
                    acts.participants(record, &root.field("steps").item(index), &step.participants, date);
                }
            }
            _ => {}
        }
    }
    acts.found
}

struct Acts<'a> {
    found: Vec<Act<'a>>,
}

impl<'a> Acts<'a> {
    fn participants(&mut self, record: AnyRecord<'a>, at: &Path, all: &'a [Participant], date: &HistoricalDate) {
        for (index, one) in all.iter().enumerate() {
            if PASSIVE_ROLES.contains(&one.role.as_str()) {
                continue;
            }
            let path = at.field("participants").item(index);
            if let Some(person) = &one.person {
                self.person(record, path.field("person"), person, date);
            }
            self.polity(record, path.field("polity"), one.polity.as_ref(), date);
            self.polity(record, path.field("on_behalf_of"), one.on_behalf_of.as_ref(), date);
        }
    }

    fn person(&mut self, record: AnyRecord<'a>, path: Path, person: &'a PersonId, date: &HistoricalDate) {
        let (span, when) = (date.span(), date.in_words());
        self.found.push(Act { record, path, person: Some(person), polity: None, span, when });
    }

    fn polity(&mut self, record: AnyRecord<'a>, path: Path, polity: Option<&'a PolityId>, date: &HistoricalDate) {
        if polity.is_some() {
            let (span, when) = (date.span(), date.in_words());
            self.found.push(Act { record, path, person: None, polity, span, when });
        }
    }
}

const PART_OUTSIDE_WHOLE: Rule = Rule {
    id: "part-outside-whole",
    severity: Severity::Error,
    sentence: "What is a part of an event lies within the time of that event.",
    explanation: "An event that is linked as a part of another lies within its time, or overlaps it. What came before or after is linked in another way.",
    check: Some(|context| {
        let mut findings = Vec::new();
        for event in &context.dataset.events {
            for (index, link) in event.links.iter().enumerate() {
                let is_part = link.kind == LinkKind::PartOf && link.to.collection() == Collection::Events;
                let Some(whole) = context.dataset.events.get(link.to.id()).filter(|_| is_part) else { continue };
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
                let path = Path::root().field("links").item(index).field("to");
                let help = "correct one of the dates, or say how else the two are connected";
                findings.push(Finding::new(PART_OUTSIDE_WHOLE, AnyRecord::Event(event), &path, message, help).see(
                    AnyRecord::Event(whole),
                    Path::root().field("date"),
                    "the date of the whole",
                ));
            }
        }
        findings
    }),
};
