//! Rules for references between records.

use std::collections::BTreeSet;

use super::{Context, Finding, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::diagnostic::{Severity, nearest};
use crate::statement::Citation;
use crate::walk::{Path, Visitor};

pub(super) const RULES: &[Rule] = &[UNRESOLVED_REFERENCE, SELF_REFERENCE, UNREFERENCED_RECORD];

const UNRESOLVED_REFERENCE: Rule = Rule {
    id: "unresolved-reference",
    severity: Severity::Error,
    sentence: "Every id names a record of the collection that it points into.",
    explanation: "A reference names a record by its id, and the field says of which collection. The record must exist there. A misspelt id is answered with the nearest one; an id of another collection with that collection.",
    check: Some(unresolved),
};

const SELF_REFERENCE: Rule = Rule {
    id: "self-reference",
    severity: Severity::Error,
    sentence: "No record refers to itself.",
    explanation: "A record that is a part of itself, or that follows itself, says nothing; most often the id of another record was meant.",
    check: Some(|context| {
        let mut findings = Vec::new();
        for reference in references(context) {
            if reference.collection == reference.from.collection() && reference.id == reference.from.id() {
                let message = format!("{} refers to itself", reference.from);
                findings.push(Finding::new(
                    SELF_REFERENCE,
                    reference.from,
                    &reference.path,
                    message,
                    "name another record, or take the reference out",
                ));
            }
        }
        findings
    }),
};

const UNREFERENCED_RECORD: Rule = Rule {
    id: "unreferenced-record",
    severity: Severity::Error,
    sentence: "Every source, polity, place, person, organization, vessel, office and post is referred to by some record.",
    explanation: "Events, measures, works, agreements and appointments stand for themselves. The others are there to be referred to, and one that nothing refers to is most often a second record of what has another id.",
    check: Some(unreferenced),
};

struct Reference<'a> {
    from: AnyRecord<'a>,
    path: Path,
    collection: Collection,
    id: &'a str,
}

fn references<'a>(context: &Context<'a>) -> Vec<Reference<'a>> {
    struct Collector<'a> {
        from: AnyRecord<'a>,
        found: Vec<Reference<'a>>,
    }
    impl<'a> Visitor<'a> for Collector<'a> {
        fn reference(&mut self, path: &Path, collection: Collection, id: &'a str) {
            self.found.push(Reference { from: self.from, path: path.clone(), collection, id });
        }
    }
    let mut found = Vec::new();
    for from in context.dataset.records() {
        let mut collector = Collector { from, found };
        from.walk(&mut collector);
        found = collector.found;
    }
    found
}

fn unresolved(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Reference { from, path, collection, id } in references(context) {
        if context.knows(collection, id) {
            continue;
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
        let message = format!("there is no record “{id}” in {collection}");
        findings.push(Finding::new(UNRESOLVED_REFERENCE, from, &path, message, help));
    }
    findings
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

fn unreferenced(context: &Context<'_>) -> Vec<Finding> {
    // A file that could not be read may hold the reference that seems to be missing.
    if context.is_incomplete() {
        return Vec::new();
    }
    let referred: BTreeSet<_> =
        references(context).into_iter().map(|reference| (reference.collection, reference.id)).collect();
    context
        .dataset
        .records()
        .filter(|record| NEEDS_REFERENCE.contains(&record.collection()))
        .filter(|record| !referred.contains(&(record.collection(), record.id())))
        .map(|record| {
            let message = format!("no record refers to {record}");
            let help = "refer to it where it belongs, or delete it";
            Finding::new(UNREFERENCED_RECORD, record, &Path::root().field("id"), message, help)
        })
        .collect()
}

/// Calls the function for every citation of every record.
pub(super) fn each_citation<'a>(context: &Context<'a>, call: impl FnMut(AnyRecord<'a>, &Path, &'a Citation)) {
    struct Citations<'a, F> {
        record: AnyRecord<'a>,
        call: F,
    }
    impl<'a, F: FnMut(AnyRecord<'a>, &Path, &'a Citation)> Visitor<'a> for Citations<'a, F> {
        fn citation(&mut self, path: &Path, citation: &'a Citation) {
            (self.call)(self.record, path, citation);
        }
    }
    let mut call = call;
    for record in context.dataset.records() {
        let mut citations = Citations { record, call };
        record.walk(&mut citations);
        call = citations.call;
    }
}
