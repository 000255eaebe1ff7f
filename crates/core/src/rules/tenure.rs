//! Rules for holding a post or an office: one at a time, and only while it is there.
//!
//! What is compared is the certain tenure, from the last possible day of the beginning to the first possible day of the
//! end. A handover within a day is none of two.

use super::example::replace;
use super::life::{self, Lasting};
use super::{Case, Check, Context, Example, Family, Findings, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::date::Span;
use crate::diagnostic::Severity;
use crate::record::{Appointment, Office, Person, Post};
use crate::statement::{PostStepKind, Rank};
use crate::walk::Path;

pub(super) const RULES: &[Rule] =
    &[TWO_HEADS_OF_ONE_POST, TWO_HOLDERS_OF_ONE_OFFICE, HOLDER_OUTSIDE_POST, HOLDER_OUTSIDE_OFFICE];

const CLARA: &str = "appointments/clara-beispiel-minister.json";
const BORIS: &str = "appointments/boris-muster-foreign-minister.json";

const TWO_HEADS_OF_ONE_POST: Rule = Rule {
    id: "two-heads-of-one-post",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "No embassy or legation has two heads at one time.",
    explanation: "The rank tells who is a head: ambassadors, envoys, ministers, and chargés d'affaires who are accredited in that rank. Chargés ad interim, secretaries and consuls are not. A head is in place from presenting credentials, being recognized or taking office to the first step by which the place is given up. Two are told only if they were in place together for certain.",
    example: Example::Edits {
        breaks: Case {
            what: "The second envoy presents credentials two days before the first leaves.",
            edits: &[
                replace(CLARA, "\"1815-05-02\"", "\"1815-03-01\""),
                replace(CLARA, "\"1815-07-19\"", "\"1815-04-28\""),
            ],
        },
        keeps: Case {
            what: "The second envoy presents credentials on the day on which the first leaves.",
            edits: &[
                replace(CLARA, "\"1815-05-02\"", "\"1815-03-01\""),
                replace(CLARA, "\"1815-07-19\"", "\"1815-04-30\""),
            ],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Appointment(appointment) = record else { return };
        let Some(post) = appointment.post.as_ref().filter(|_| appointment.rank.rank.heads_a_mission()) else { return };
        for other in context.appointments_to(Collection::Posts, post.as_str()) {
            if other.rank.rank.heads_a_mission() {
                tell_overlap(context, appointment, other, "one post has one head at a time", findings);
            }
        }
    }),
};

const TWO_HOLDERS_OF_ONE_OFFICE: Rule = Rule {
    id: "two-holders-of-one-office",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "No office that one person holds has two holders at one time.",
    explanation: "Heads of state, of government, of foreign affairs and of a party, other ministers and governors are one at a time. Who acts for the holder may do so beside the holder. Two are told only if they held the office together for certain.",
    example: Example::Edits {
        breaks: Case {
            what: "The second envoy became foreign minister a day before the first foreign minister resigned.",
            edits: &[
                replace(CLARA, "\"post\": \"legation-strelsau\"", "\"office\": \"foreign-minister-of-ruritania\""),
                replace(CLARA, "\"rank\": \"minister\"", "\"rank\": \"holder\""),
                replace(CLARA, "\"credentials-presented\"", "\"took-office\""),
                replace(CLARA, "\"1815-07-19\"", "\"1816-08-20\""),
            ],
        },
        keeps: Case {
            what: "She only acted for him.",
            edits: &[
                replace(CLARA, "\"post\": \"legation-strelsau\"", "\"office\": \"foreign-minister-of-ruritania\""),
                replace(CLARA, "\"rank\": \"minister\"", "\"rank\": \"acting\""),
                replace(CLARA, "\"credentials-presented\"", "\"took-office\""),
                replace(CLARA, "\"1815-07-19\"", "\"1816-08-20\""),
            ],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Appointment(appointment) = record else { return };
        let Some(office) = appointment.office.as_ref().and_then(|id| context.fact::<Office>(id.as_str())) else {
            return;
        };
        if !office.kind.has_one_holder() || appointment.rank.rank != Rank::Holder {
            return;
        }
        for other in context.appointments_to(Collection::Offices, office.id.as_str()) {
            if other.rank.rank == Rank::Holder {
                tell_overlap(context, appointment, other, "one office has one holder at a time", findings);
            }
        }
    }),
};

/// Tells that two persons held one place together for certain: once for each pair, at the one whose tenure began later.
fn tell_overlap(
    context: &Context<'_>,
    one: &Appointment,
    other: &Appointment,
    because: &str,
    findings: &mut Findings<'_>,
) {
    if one.person == other.person {
        return;
    }
    let (Some(mine), Some(theirs)) = (life::tenure_of(one), life::tenure_of(other)) else { return };
    if !overlap(mine.span, theirs.span) {
        return;
    }
    let key = |tenure: &Lasting<'_>, of: &Appointment| (tenure.span.begin.latest, of.id.clone());
    if key(&mine, one) < key(&theirs, other) && !context.is_varied(AnyRecord::Appointment(one)) {
        return;
    }
    let name = |of: &Appointment| match context.get::<Person>(of.person.as_str()) {
        Some(person) => person.label.to_string(),
        None => of.person.to_string(),
    };
    let message = format!("{} {}, and {} {}: {because}", name(one), mine.words(), name(other), theirs.words());
    let help = "correct the dates of one of the two, or the rank";
    findings.tell(AnyRecord::Appointment(one), mine.begin(), message, help).see(
        AnyRecord::Appointment(other),
        theirs.begin(),
        format!("the tenure of {}", name(other)),
    );
}

/// Whether the two certainly lasted at one time, for more than the day of a handover.
fn overlap(a: Span, b: Span) -> bool {
    let before = |one: Span, other: Span| match (one.begin.latest, other.end.earliest) {
        (Some(begin), Some(end)) => begin < end,
        _ => false,
    };
    before(a, b) && before(b, a)
}

const HOLDER_OUTSIDE_POST: Rule = Rule {
    id: "holder-outside-post",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "Nobody is at a post before it was opened, after it was closed, or between a closing and the reopening.",
    explanation: "A post lives from its first opening to its last closing, as its own steps tell. Whoever holds it may be nominated before and recalled after; what must lie within are the presenting of credentials, the recognition and the entry into office, and whoever is in place leaves no later than in the year in which the post is closed.",
    example: Example::Edits {
        breaks: Case {
            what: "The legation was opened a day after its first envoy presented credentials, which was on 5 November 1810.",
            edits: &[replace("posts/legation-strelsau.json", "1810-07-14", "1810-11-06")],
        },
        keeps: Case {
            what: "The legation was opened in that month.",
            edits: &[replace("posts/legation-strelsau.json", "1810-07-14", "1810-11")],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Appointment(appointment) = record else { return };
        let Some(post) = appointment.post.as_ref().and_then(|id| context.fact::<Post>(id.as_str())) else { return };
        let Some(tenure) = life::tenure_of(appointment) else { return };
        let entry = Span { begin: tenure.span.begin, end: tenure.span.begin };
        let life = life::of(AnyRecord::Post(post));
        if let Some((life, missed)) = life.as_ref().and_then(|life| Some((life, life.misses(entry)?))) {
            let theirs = format!("“{}” {}", post.label, life.words());
            let message = format!("“{}” {}, but {theirs}", appointment.label, tenure.words());
            let help = "correct one of the dates, or name the post that there was";
            findings.tell(record, tenure.begin(), message, help).see(AnyRecord::Post(post), missed, theirs);
        } else if let Some((closed, words)) = closed_during(post, entry) {
            let message = format!("“{}” {}, but “{}” {words}", appointment.label, tenure.words(), post.label);
            let help = "correct one of the dates, or the steps of the post";
            findings.tell(record, tenure.begin(), message, help).see(
                AnyRecord::Post(post),
                closed,
                "it was closed here",
            );
        }
    }),
};

/// The closing after which, and before the reopening, all of the time certainly lies.
fn closed_during(post: &Post, time: Span) -> Option<(Path, String)> {
    let steps = || post.steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.kind, step.date.as_ref()?)));
    steps().filter(|(_, kind, _)| *kind == PostStepKind::Closed).find_map(|(at, _, closed)| {
        let (.., reopened) = steps().find(|(later, kind, _)| *later > at && *kind == PostStepKind::Reopened)?;
        let outer = time.outer();
        let within = closed.bounds().certainly_before(outer) && outer.certainly_before(reopened.bounds());
        let words = || format!("was closed {} and reopened {}", closed.in_words(), reopened.in_words());
        within.then(|| (Path::root().field("steps").item(at).field("date"), words()))
    })
}

const HOLDER_OUTSIDE_OFFICE: Rule = Rule {
    id: "holder-outside-office",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "Nobody takes an office before it was there or leaves it after it was gone.",
    explanation: "An office lasts through the span in its record; if it has none, through that of the polity or organization whose office it is. Only a tenure that begins before or ends after it for certain is a fault.",
    example: Example::Edits {
        breaks: Case {
            what: "The first foreign minister took office before the office was made, which was in 1801.",
            edits: &[replace(BORIS, "\"1805-01-10\"", "\"1800-12-31\"")],
        },
        keeps: Case {
            what: "The first foreign minister took office in the year in which the office was made.",
            edits: &[replace(BORIS, "\"1805-01-10\"", "\"1801-01-01\"")],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Appointment(appointment) = record else { return };
        let Some(office) = appointment.office.as_ref().and_then(|id| context.fact::<Office>(id.as_str())) else {
            return;
        };
        let Some(tenure) = life::tenure_of(appointment) else { return };
        let Some((bearer, life)) = life::of_office(context, office) else { return };
        if let Some(short) = life.falls_short_of(tenure.span) {
            let theirs = format!("“{}” {}", bearer.label(), life.words());
            let message = format!("“{}” {}, but {theirs}", appointment.label, tenure.words());
            let help = "correct one of the dates, or name the office that there was";
            let is_early = tenure.span.begin.certainly_before(life.span.begin);
            let at = if is_early { tenure.begin() } else { tenure.end() };
            findings.tell(record, at, message, help).see(bearer, short, theirs);
        }
    }),
};
