//! Rules for records that are connected with each other: parts within their whole, causes before their effects.

use super::example::replace;
use super::life::{self, Lasting};
use super::{Case, Check, Example, Family, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::diagnostic::Severity;
use crate::record::Event;
use crate::statement::LinkKind;
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[PART_OUTSIDE_WHOLE, EFFECT_BEFORE_CAUSE];

const BATTLE: &str = "events/battle-of-the-ford.json";

const PART_OUTSIDE_WHOLE: Rule = Rule {
    id: "part-outside-whole",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "What is a part of an event lies within the time of that event.",
    explanation: "An event that is linked as a part of another lies within its time, or overlaps it. What came before or after is linked in another way.",
    example: Example::Edits {
        breaks: Case {
            what: "A battle of the war is fought after the war, which ended in October 1814.",
            edits: &[replace(BATTLE, "1814-05-03", "1814-11-01")],
        },
        keeps: Case {
            what: "The battle is fought on the last day of the month in which the war ended.",
            edits: &[replace(BATTLE, "1814-05-03", "1814-10-31")],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Event(event) = record else { return };
        for (index, link) in event.links.iter().enumerate() {
            let is_part = link.kind == LinkKind::PartOf && link.to.collection() == Collection::Events;
            let Some(whole) = context.fact::<Event>(link.to.id()).filter(|_| is_part) else { continue };
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

const EFFECT_BEFORE_CAUSE: Rule = Rule {
    id: "effect-before-cause",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "Nothing comes before what caused it, led to it, created it, or what it answers, follows, carries out, changes, ends or replaces.",
    explanation: "Of the two records of such a link, one is the earlier by the meaning of the word. What follows, replaces or is created does not begin before the other begins. What is caused, answers, or carries out may have begun before, as a policy that goes on for a new reason, but it is not over before the other begins. An agreement begins when it is signed, whatever preceded it.",
    example: Example::Edits {
        breaks: Case {
            what: "A note that led to the treaty of 1 March 1812 is written on the day after.",
            edits: &[replace("works/note-of-1811.json", "1811-02-20", "1812-03-02")],
        },
        keeps: Case {
            what: "The note is written in that month.",
            edits: &[replace("works/note-of-1811.json", "1811-02-20", "1812-03")],
        },
    },
    check: Check::Each(|context, record, findings| {
        for (index, link) in record.links().iter().enumerate() {
            let Some((earlier, must)) = order_of(link.kind) else { continue };
            let Some(other) = context.fact_in(link.to.collection(), link.to.id()) else { continue };
            let (Some(mine), Some(theirs)) = (life::time_of(record), life::time_of(other)) else { continue };
            let (early, late) = match earlier {
                Earlier::Mine => (&mine, &theirs),
                Earlier::Theirs => (&theirs, &mine),
            };
            let late = match must {
                Must::BeginAfter => late.span.begin,
                Must::LastUntil => late.span.outer(),
            };
            if late.certainly_before(early.span.begin) {
                let (mine_in_words, theirs_in_words) = (told(record, &mine), told(other, &theirs));
                let message = format!("{mine_in_words}, but {theirs_in_words}: it cannot be linked by “{}”", link.kind);
                let help = "correct one of the dates, or say how else the two are connected";
                findings.tell(record, Path::root().field("links").item(index).field("to"), message, help).see(
                    other,
                    theirs.begin(),
                    theirs_in_words,
                );
            }
        }
    }),
};

fn told(record: AnyRecord<'_>, time: &Lasting<'_>) -> String {
    format!("“{}” {}", record.label(), time.words())
}

/// Which of the two records of a link is the earlier one.
enum Earlier {
    /// The one that the link starts from.
    Mine,
    /// The one that it leads to.
    Theirs,
}

/// What the later of the two must do.
enum Must {
    /// Begin no earlier than the other.
    BeginAfter,
    /// Be still going on when the other begins.
    LastUntil,
}

fn order_of(kind: LinkKind) -> Option<(Earlier, Must)> {
    use LinkKind::{
        About, Amends, CausedBy, Controls, Creates, Ends, Follows, Implements, LedTo, MemberOf, NotToBeConfusedWith,
        PartOf, Replaces, ResponseTo,
    };
    match kind {
        Creates => Some((Earlier::Mine, Must::BeginAfter)),
        LedTo => Some((Earlier::Mine, Must::LastUntil)),
        Follows | Replaces => Some((Earlier::Theirs, Must::BeginAfter)),
        CausedBy | ResponseTo | Implements | Amends | Ends => Some((Earlier::Theirs, Must::LastUntil)),
        PartOf | About | MemberOf | Controls | NotToBeConfusedWith => None,
    }
}
