//! Rules for references between records.

use super::example::{add, replace};
use super::{Case, Check, Context, Example, Family, Findings, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::diagnostic::{Severity, nearest};
use crate::walk::{Path, Visitor};

pub(super) const RULES: &[Rule] = &[UNRESOLVED_REFERENCE, SELF_REFERENCE, UNREFERENCED_RECORD];

const UNRESOLVED_REFERENCE: Rule = Rule {
    id: "unresolved-reference",
    family: Family::References,
    severity: Severity::Error,
    sentence: "Every id names a record of the collection that it points into.",
    explanation: "A reference names a record by its id, and the field says of which collection. The record must exist there. A misspelt id is answered with the nearest one; an id of another collection with that collection.",
    example: Example::Edits {
        breaks: Case {
            what: "The id of a person is misspelt.",
            edits: &[replace("events/audience-of-1810.json", "\"anna-exempel\"", "\"ana-exempel\"")],
        },
        keeps: Case {
            what: "The id of another person stands there.",
            edits: &[replace("events/audience-of-1810.json", "\"anna-exempel\"", "\"clara-beispiel\"")],
        },
    },
    check: Check::Each(unresolved),
};

const SELF_REFERENCE: Rule = Rule {
    id: "self-reference",
    family: Family::References,
    severity: Severity::Error,
    sentence: "No record refers to itself.",
    explanation: "A record that is a part of itself, or that follows itself, says nothing; most often the id of another record was meant.",
    example: Example::Edits {
        breaks: Case {
            what: "An event is about itself.",
            edits: &[replace(
                "events/audience-of-1810.json",
                "\"appointments/anna-exempel-minister\"",
                "\"events/audience-of-1810\"",
            )],
        },
        keeps: Case {
            what: "An event is about another event.",
            edits: &[replace(
                "events/audience-of-1810.json",
                "\"appointments/anna-exempel-minister\"",
                "\"events/war-of-1813\"",
            )],
        },
    },
    check: Check::Each(|context, record, findings| {
        if !context.is_astray(record) {
            return;
        }
        each_reference(record, |path, collection, id| {
            if collection == record.collection() && id == record.id() {
                let help = "name another record, or take the reference out";
                findings.tell(record, path.clone(), format!("{record} refers to itself"), help);
            }
        });
    }),
};

const UNREFERENCED_RECORD: Rule = Rule {
    id: "unreferenced-record",
    family: Family::References,
    severity: Severity::Error,
    sentence: "Every source, polity, place, person, organization, vessel, office and post is referred to by some record.",
    explanation: "Events, measures, works, agreements and appointments stand for themselves. The others are there to be referred to, and one that nothing refers to is most often a second record of what has another id.",
    example: Example::Edits {
        breaks: Case { what: "Nothing refers to a person.", edits: &[add("people/emil-niemand.json", NOBODY)] },
        keeps: Case {
            what: "Nothing refers to an event, and nothing need.",
            edits: &[add("events/ball-of-1811.json", BALL)],
        },
    },
    check: Check::Each(unreferenced),
};

const NOBODY: &str = r#"{
  "$schema": "../schema/person.schema.json",
  "id": "emil-niemand",
  "label": "Emil Niemand",
  "summary": "Nobody.",
  "citations": [
    {
      "source": "chronicle",
      "section": "lead"
    }
  ]
}
"#;

const BALL: &str = r#"{
  "$schema": "../schema/event.schema.json",
  "id": "ball-of-1811",
  "kind": "culture",
  "label": "Ball of 1811",
  "date": {
    "edtf": "1811"
  },
  "summary": "There was dancing.",
  "citations": [
    {
      "source": "chronicle",
      "section": "lead"
    }
  ]
}
"#;

/// Calls the function for every reference of the record to another.
pub(super) fn each_reference<'a>(record: AnyRecord<'a>, call: impl FnMut(&Path, Collection, &'a str)) {
    struct References<F>(F);
    impl<'a, F: FnMut(&Path, Collection, &'a str)> Visitor<'a> for References<F> {
        fn reference(&mut self, path: &Path, collection: Collection, id: &'a str) {
            (self.0)(path, collection, id);
        }
    }
    record.walk(&mut References(call));
}

fn unresolved(context: &Context<'_>, record: AnyRecord<'_>, findings: &mut Findings<'_>) {
    if !context.is_astray(record) {
        return;
    }
    each_reference(record, |path, collection, id| {
        if context.knows(collection, id) {
            return;
        }
        let elsewhere = Collection::ALL.iter().find(|other| context.knows(**other, id));
        let ids = || context.dataset.records().filter(|record| record.collection() == collection).map(AnyRecord::id);
        let help = if let Some(other) = elsewhere {
            format!("there is a record {other}/{id}: does the reference belong into another field?")
        } else if let Some(near) = nearest(id, ids()) {
            format!("did you mean “{near}”?")
        } else {
            format!("write the record {collection}/{id}.json, or correct the id")
        };
        findings.tell(record, path.clone(), format!("there is no record “{id}” in {collection}"), help);
    });
}

/// Events, measures, works, agreements and appointments stand for themselves; the rest is there to be referred to.
const NEEDS_REFERENCE: &[Collection] = &[
    Collection::Sources,
    Collection::Polities,
    Collection::Places,
    Collection::People,
    Collection::Organizations,
    Collection::Vessels,
    Collection::Offices,
    Collection::Posts,
];

fn unreferenced(context: &Context<'_>, record: AnyRecord<'_>, findings: &mut Findings<'_>) {
    // A file that could not be read may hold the reference that seems to be missing.
    if context.is_incomplete() || !NEEDS_REFERENCE.contains(&record.collection()) {
        return;
    }
    if !context.is_referred_to(record.collection(), record.id()) {
        let help = "refer to it where it belongs, or delete it";
        findings.tell(record, Path::root().field("id"), format!("no record refers to {record}"), help);
    }
}
