//! Rules for ranks and the posts at which they are held.

use super::example::replace;
use super::{Case, Check, Context, Example, Family, Findings, Rule};
use crate::dataset::AnyRecord;
use crate::date::{Bounds, HistoricalDate};
use crate::diagnostic::Severity;
use crate::record::{Appointment, Person, Post};
use crate::statement::{PostKind, PostStep, PostStepKind, Rank};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[RANK_AGAINST_POST, RANK_UNUSUAL_AT_POST];

const APPOINTMENT: &str = "appointments/anna-exempel-minister.json";
const POST: &str = "posts/legation-strelsau.json";

const RANK_AGAINST_POST: Rule = Rule {
    id: "rank-against-post",
    family: Family::Anachronism,
    severity: Severity::Error,
    sentence: "No ambassador heads a legation, no minister an embassy, and neither a consulate.",
    explanation: "What a post was on a day is told by its steps: opened, raised, lowered, reopened, each with the rank from then on. A legation is headed by a minister, an embassy by an ambassador. An appointment is at fault if the post had a rank of that kind on no day of it, however uncertain dates are read. An appointment whose end is not known lasts until the death of the one appointed.",
    example: Example::Edits {
        breaks: Case {
            what: "The minister's post was an embassy from the beginning.",
            edits: &[replace(POST, "\"rank\": \"legation\"", "\"rank\": \"embassy\"")],
        },
        keeps: Case {
            what: "The legation was raised to an embassy in the month in which the second minister left.",
            edits: &[replace(
                POST,
                "    {\n      \"kind\": \"closed\"",
                "    {\n      \"kind\": \"raised\",\n      \"rank\": \"embassy\",\n      \"date\": {\n        \"edtf\": \"1819-11\"\n      }\n    },\n    {\n      \"kind\": \"closed\"",
            )],
        },
    },
    check: Check::Each(|context, record, findings| {
        at_post(context, record, findings, |rank, kind| match rank {
            Rank::Ambassador => is_consular(kind) || kind == PostKind::Legation,
            Rank::EnvoyExtraordinary | Rank::MinisterPlenipotentiary | Rank::Minister | Rank::MinisterResident => {
                is_consular(kind) || kind == PostKind::Embassy
            }
            _ => false,
        });
    }),
};

const RANK_UNUSUAL_AT_POST: Rule = Rule {
    id: "rank-unusual-at-post",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "Consuls serve at consulates, chargés d'affaires and secretaries at embassies and legations.",
    explanation: "There were consuls at embassies, and consuls general who were also chargés d'affaires; but most often the rank or the post is a slip.",
    example: Example::Edits {
        breaks: Case {
            what: "A consul serves at the legation.",
            edits: &[replace(
                APPOINTMENT,
                "  \"rank\": {\n    \"rank\": \"minister\",",
                "  \"rank\": {\n    \"rank\": \"consul-general\",",
            )],
        },
        keeps: Case {
            what: "A secretary serves at the legation.",
            edits: &[replace(
                APPOINTMENT,
                "  \"rank\": {\n    \"rank\": \"minister\",",
                "  \"rank\": {\n    \"rank\": \"secretary\",",
            )],
        },
    },
    check: Check::Each(|context, record, findings| {
        at_post(context, record, findings, |rank, kind| match rank {
            Rank::ConsulGeneral | Rank::Consul | Rank::ViceConsul | Rank::ConsularAgent => !is_consular(kind),
            Rank::Charge | Rank::ChargeAdInterim | Rank::Secretary => is_consular(kind),
            _ => false,
        });
    }),
};

const fn is_consular(kind: PostKind) -> bool {
    matches!(
        kind,
        PostKind::ConsulateGeneral | PostKind::Consulate | PostKind::ViceConsulate | PostKind::ConsularAgency
    )
}

/// Tells of an appointment whose rank clashes with everything that the post may have been while it lasted.
fn at_post(
    context: &Context<'_>,
    record: AnyRecord<'_>,
    findings: &mut Findings<'_>,
    clashes: fn(Rank, PostKind) -> bool,
) {
    let AnyRecord::Appointment(appointment) = record else { return };
    let Some(post) = appointment.post.as_ref().and_then(|id| context.get::<Post>(id.as_str())) else { return };
    let Some(tenure) = tenure(context, appointment) else { return };
    let rank = appointment.rank.rank;
    let mut possible = kinds(post).into_iter().filter(|(_, _, when)| when.overlaps(tenure)).peekable();
    let Some(&(at, kind, _)) = possible.peek() else { return };
    if !possible.all(|(_, kind, _)| clashes(rank, kind)) {
        return;
    }
    let since = post.steps.get(at).and_then(|step| step.date.as_ref());
    let since = since.map_or_else(String::new, |date| format!(" since {}", date.in_words()));
    let message = format!(
        "the rank is “{rank}”, held {}, but the post was “{kind}”{since} and nothing else in that time",
        in_words(appointment)
    );
    let help = "correct the rank, the dates of the appointment, or the steps of the post";
    findings.tell(record, Path::root().field("rank").field("rank"), message, help).see(
        AnyRecord::Post(post),
        Path::root().field("steps").item(at),
        "the post's rank from here on",
    );
}

/// From the first day on which the appointment may have begun to the last on which it may have ended.
fn tenure(context: &Context<'_>, appointment: &Appointment) -> Option<Bounds> {
    let dated = appointment.steps.iter().filter_map(|step| step.date.as_ref()).map(HistoricalDate::bounds);
    let known = dated.reduce(Bounds::union)?;
    let is_ended = appointment.steps.last().is_some_and(|step| step.date.is_some() && step.kind.is_final());
    let latest = known.latest.filter(|_| is_ended);
    let person = context.get::<Person>(appointment.person.as_str());
    let death = person.and_then(|person| person.death.as_ref()?.date.as_ref()).map(HistoricalDate::bounds);
    Some(Bounds { latest: latest.or_else(|| death?.latest), ..known })
}

/// The first and the last date of the appointment.
fn in_words(appointment: &Appointment) -> String {
    let mut dated = appointment.steps.iter().filter_map(|step| step.date.as_ref()).map(HistoricalDate::in_words);
    let first = dated.next().unwrap_or_default();
    match dated.next_back() {
        Some(last) => format!("{first} to {last}"),
        None => first,
    }
}

/// What the post may have been and when: from the first possible day of a step that gives a rank to the last possible
/// day of the next such step, or of the closing.
fn kinds(post: &Post) -> Vec<(usize, PostKind, Bounds)> {
    let bounds = |step: &PostStep| step.date.as_ref().map(HistoricalDate::bounds);
    let ranked = post.steps.iter().enumerate().filter_map(|(at, step)| Some((at, step, step.rank?)));
    ranked
        .map(|(at, step, kind)| {
            let mut after = post.steps.iter().skip(at + 1);
            let end = after.find(|step| step.rank.is_some() || step.kind == PostStepKind::Closed);
            let earliest = bounds(step).and_then(|date| date.earliest);
            let latest = end.and_then(bounds).and_then(|date| date.latest);
            (at, kind, Bounds { earliest, latest })
        })
        .collect()
}
