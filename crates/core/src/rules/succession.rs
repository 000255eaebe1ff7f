//! Rules for chains of records: nothing is a part of itself by a detour, and successions are told from both ends.

use foldhash::{HashSet, HashSetExt as _};

use super::example::replace;
use super::life;
use super::{Case, Check, Context, Example, Family, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::diagnostic::Severity;
use crate::record::Polity;
use crate::statement::{LinkKind, PolityLink};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[CIRCULAR_CHAIN, SUCCESSION_NOT_MIRRORED, SUCCESSOR_BEFORE_PREDECESSOR];

const CIRCULAR_CHAIN: Rule = Rule {
    id: "circular-chain",
    family: Family::References,
    severity: Severity::Error,
    sentence: "No record is a part, a member, a place within, an effect or a successor of itself by way of others.",
    explanation: "Wholes, larger places, owners, causes and predecessors are followed from record to record. A chain that comes back to where it began says that a thing lies within itself or came before itself. It is told once, at the record whose id comes first.",
    example: Example::Edits {
        breaks: Case {
            what: "A region lies within the town that lies within it.",
            edits: &[replace(
                "places/graustark-highlands.json",
                "  \"summary\"",
                "  \"within\": [\n    {\n      \"place\": \"edelweiss\"\n    }\n  ],\n  \"summary\"",
            )],
        },
        keeps: Case {
            what: "A region lies within another town.",
            edits: &[replace(
                "places/graustark-highlands.json",
                "  \"summary\"",
                "  \"within\": [\n    {\n      \"place\": \"strelsau\"\n    }\n  ],\n  \"summary\"",
            )],
        },
    },
    check: Check::Each(|context, record, findings| {
        for chain in [Chain::Parts, Chain::Time] {
            let Some((path, way)) = back_to(context, record, chain) else { continue };
            // Another record of the ring tells it.
            if way.iter().any(|(other, _)| (other.collection(), other.id()) < (record.collection(), record.id())) {
                continue;
            }
            let through: Vec<_> = way.iter().map(|(record, _)| format!("“{}”", record.label())).collect();
            let message = format!("“{}” comes back to itself by way of {}", record.label(), through.join(", "));
            findings.tell(record, path, message, "take out one of the links of the chain");
            for (other, path) in way {
                findings.see(other, path, "the chain goes on here");
            }
        }
    }),
};

/// What a chain is made of.
#[derive(Clone, Copy)]
enum Chain {
    /// Parts and wholes, members and owners, places and larger places.
    Parts,
    /// Effects and causes, later and earlier, successors and predecessors.
    Time,
}

/// From one record of a chain to the next: the place that says so, and where it leads.
#[derive(Debug, Clone, Copy)]
struct Onward<'a> {
    list: &'static str,
    index: usize,
    field: &'static str,
    to: (Collection, &'a str),
}

impl Onward<'_> {
    fn path(&self) -> Path {
        Path::root().field(self.list).item(self.index).field(self.field)
    }
}

/// The records that this one lies within, or that came before it, each with the place that says so.
fn steps(record: AnyRecord<'_>, chain: Chain) -> Vec<Onward<'_>> {
    use LinkKind::{CausedBy, Follows, MemberOf, PartOf, Replaces, ResponseTo};
    let kinds: &[LinkKind] = match chain {
        Chain::Parts => &[PartOf, MemberOf],
        Chain::Time => &[CausedBy, Follows, ResponseTo, Replaces],
    };
    let mut steps = Vec::new();
    let links = record.links().iter().enumerate().filter(|(_, link)| kinds.contains(&link.kind));
    for (index, link) in links {
        let to = (link.to.collection(), link.to.id());
        steps.push(Onward { list: "links", index, field: "to", to });
    }
    match (record, chain) {
        (AnyRecord::Place(place), Chain::Parts) => {
            for (index, within) in place.within.iter().enumerate() {
                let to = (Collection::Places, within.place.as_str());
                steps.push(Onward { list: "within", index, field: "place", to });
            }
        }
        (AnyRecord::Polity(polity), Chain::Time) => {
            for (index, link) in polity.predecessors.iter().enumerate() {
                let to = (Collection::Polities, link.polity.as_str());
                steps.push(Onward { list: "predecessors", index, field: "polity", to });
            }
        }
        _ => {}
    }
    // A record that names itself is told of by another rule.
    steps.retain(|step| step.to != (record.collection(), record.id()));
    steps
}

/// The records of a chain, each with the place from which it goes on.
type Way<'a> = Vec<(AnyRecord<'a>, Path)>;

/// A record that the chain comes to: from which step of the first record on, and after which other.
struct Reached<'a> {
    record: AnyRecord<'a>,
    first: usize,
    before: Option<usize>,
    /// The step that led on from the one before.
    step: usize,
}

/// The shortest way by which the chain comes back to the record: where it begins, and the records between.
fn back_to<'a>(context: &Context<'a>, start: AnyRecord<'_>, chain: Chain) -> Option<(Path, Way<'a>)> {
    let beginnings = steps(start, chain);
    let found = |(step, Onward { to: (collection, id), .. }): (usize, &Onward<'_>)| {
        Some((step, context.find(*collection, id)?))
    };
    let first = |(step, record)| Reached { record, first: step, before: None, step };
    let mut reached: Vec<Reached<'a>> = beginnings.iter().enumerate().filter_map(found).map(first).collect();
    let mut known = HashSet::new();
    let mut at = 0;
    while let Some(&Reached { record, first, .. }) = reached.get(at) {
        for (step, Onward { to: (collection, id), .. }) in steps(record, chain).iter().enumerate() {
            if (*collection, *id) == (start.collection(), start.id()) {
                return Some((beginnings.get(first)?.path(), way_to(&reached, at, step, chain)));
            }
            if let Some(next) = context.find(*collection, id).filter(|next| known.insert((*collection, next.id()))) {
                reached.push(Reached { record: next, first, before: Some(at), step });
            }
        }
        at += 1;
    }
    None
}

/// The records up to the one, and from which place each goes on; the last by the step.
fn way_to<'a>(reached: &[Reached<'a>], last: usize, step: usize, chain: Chain) -> Way<'a> {
    let mut way = Vec::new();
    let mut next = Some((last, step));
    while let Some((here, step)) = next.and_then(|(at, step)| Some((reached.get(at)?, step))) {
        way.extend(steps(here.record, chain).into_iter().nth(step).map(|onward| (here.record, onward.path())));
        next = here.before.map(|before| (before, here.step));
    }
    way.reverse();
    way
}

const SUCCESSION_NOT_MIRRORED: Rule = Rule {
    id: "succession-not-mirrored",
    family: Family::References,
    severity: Severity::Error,
    sentence: "Who names a polity as its predecessor is named there as a successor, and the other way round.",
    explanation: "A succession has two ends, and whoever reads one of the two records should learn of it. Each end cites what bears it out.",
    example: Example::Edits {
        breaks: Case {
            what: "Graustark took the place of Ruritania, but Ruritania does not know.",
            edits: &[replace("polities/graustark.json", "  \"places\"", PREDECESSOR)],
        },
        keeps: Case {
            what: "Each of the two names the other.",
            edits: &[
                replace("polities/graustark.json", "  \"places\"", PREDECESSOR),
                replace("polities/ruritania.json", "  \"places\"", SUCCESSOR),
            ],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Polity(polity) = record else { return };
        let ends: [(&'static str, &[PolityLink]); 2] =
            [("predecessors", &polity.predecessors), ("successors", &polity.successors)];
        for (field, links) in ends {
            for (index, link) in links.iter().enumerate() {
                let Some(other) = context.get::<Polity>(link.polity.as_str()) else { continue };
                let (mirror, back) = if field == "predecessors" {
                    ("successors", &other.successors)
                } else {
                    ("predecessors", &other.predecessors)
                };
                if back.iter().any(|link| link.polity == polity.id) {
                    continue;
                }
                let path = Path::root().field(field).item(index).field("polity");
                let message = format!(
                    "{} names {} among its {field}, but is not named among the {mirror} of {}",
                    polity.label, other.label, other.label
                );
                let help = format!("add {} to “{mirror}” there, with what bears it out", polity.id);
                findings.tell(record, path, message, help).see(
                    AnyRecord::Polity(other),
                    Path::root().field(mirror),
                    format!("{} is not among the {mirror}", polity.label),
                );
            }
        }
    }),
};

const PREDECESSOR: &str = r#"  "predecessors": [
    {
      "polity": "ruritania"
    }
  ],
  "places""#;

const SUCCESSOR: &str = r#"  "successors": [
    {
      "polity": "graustark"
    }
  ],
  "places""#;

const SUCCESSOR_BEFORE_PREDECESSOR: Rule = Rule {
    id: "successor-before-predecessor",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "No polity begins before the one whose place it took.",
    explanation: "A successor may begin while its predecessor still exists, as a republic that leaves a union, but not before its predecessor began. What is compared are the spans in the two records.",
    example: Example::Edits {
        breaks: Case {
            what: "Graustark took the place of Ruritania and was founded in the year before it.",
            edits: &[
                replace("polities/graustark.json", "  \"places\"", PREDECESSOR),
                replace("polities/ruritania.json", "  \"places\"", SUCCESSOR),
                replace("polities/graustark.json", "1700/1900", "1649/1900"),
            ],
        },
        keeps: Case {
            what: "It was founded in the same year.",
            edits: &[
                replace("polities/graustark.json", "  \"places\"", PREDECESSOR),
                replace("polities/ruritania.json", "  \"places\"", SUCCESSOR),
                replace("polities/graustark.json", "1700/1900", "1650/1900"),
            ],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Polity(polity) = record else { return };
        for (index, link) in polity.predecessors.iter().enumerate() {
            let Some(other) = context.fact::<Polity>(link.polity.as_str()) else { continue };
            let other = AnyRecord::Polity(other);
            let (Some(mine), Some(theirs)) = (life::of(record), life::of(other)) else { continue };
            if mine.span.begin.certainly_before(theirs.span.begin) {
                let theirs_in_words = format!("{} {}", other.label(), theirs.words());
                let message = format!("{} {}, but its predecessor {theirs_in_words}", polity.label, mine.words());
                let path = Path::root().field("predecessors").item(index).field("polity");
                let help = "correct one of the spans, or take out the succession";
                findings.tell(record, path, message, help).see(other, theirs.begin(), theirs_in_words);
            }
        }
    }),
};
