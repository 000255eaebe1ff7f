//! Rules for what is dated within a record: offices and posts within the time of those whose they are, and whatever was so
//! for a time within the time of its bearer.

use super::example::{add, replace};
use super::life::{self, Lasting};
use super::{Case, Check, Example, Family, Findings, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::date::HistoricalDate;
use crate::diagnostic::Severity;
use crate::statement::{PlaceLink, PolityLink, PostStepKind};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[OFFICE_OUTSIDE_BEARER, POST_OUTSIDE_POLITY, DURING_OUTSIDE_LIFE];

const OFFICE_OUTSIDE_BEARER: Rule = Rule {
    id: "office-outside-bearer",
    family: Family::Anachronism,
    severity: Severity::Error,
    sentence: "No office lasts longer than the polity or the organization whose office it is.",
    explanation: "The span of an office lies within that of its polity, and within that of its organization. An office that passed from one polity to the next is two offices.",
    example: Example::Edits {
        breaks: Case {
            what: "The office lasts a year longer than Ruritania, which ended in 1918.",
            edits: &[replace("offices/foreign-minister-of-ruritania.json", "1801/1918", "1801/1919")],
        },
        keeps: Case {
            what: "The office ends on a day of the year in which Ruritania ended.",
            edits: &[replace("offices/foreign-minister-of-ruritania.json", "1801/1918", "1801/1918-12-31")],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Office(office) = record else { return };
        let Some(span) = &office.span else { return };
        let polity = office.polity.as_ref().map(|id| (Collection::Polities, id.as_str()));
        let organization = office.organization.as_ref().map(|id| (Collection::Organizations, id.as_str()));
        for (collection, id) in [polity, organization].into_iter().flatten() {
            let Some(bearer) = context.fact_in(collection, id) else { continue };
            tell_if_exceeded(record, &Path::root().field("span"), span, bearer, findings);
        }
    }),
};

const POST_OUTSIDE_POLITY: Rule = Rule {
    id: "post-outside-polity",
    family: Family::Anachronism,
    severity: Severity::Error,
    sentence: "No post is opened, reopened or changed in rank while the sending polity or all of the receiving polities do not exist.",
    explanation: "A post is sent by one polity and received by another, and both must exist when it is opened. Where several have received it one after the other, one of them must exist. A post may outlive its polities, as the missions of fallen governments do, so its moving and closing are free of the rule.",
    example: Example::Edits {
        breaks: Case {
            what: "The legation was opened in the year before the sending polity began, which was in 1811.",
            edits: &[
                replace("posts/legation-strelsau.json", "\"graustark\"", "\"zenda\""),
                add("polities/zenda.json", ZENDA_OF_1811),
            ],
        },
        keeps: Case {
            what: "The legation was opened in the year in which the sending polity began.",
            edits: &[
                replace("posts/legation-strelsau.json", "\"graustark\"", "\"zenda\""),
                add("polities/zenda.json", ZENDA_OF_1810),
            ],
        },
    },
    check: Check::Each(|context, record, findings| {
        let AnyRecord::Post(post) = record else { return };
        let known = |id: &str| context.fact_in(Collection::Polities, id);
        let sender = known(post.sender.as_str());
        let receivers: Vec<_> = post.receivers.iter().filter_map(|link| known(link.polity.as_str())).collect();
        for (index, step) in post.steps.iter().enumerate() {
            use PostStepKind::{Established, Lowered, Opened, Raised, Reopened};
            let Some(date) = &step.date else { continue };
            if !matches!(step.kind, Established | Lowered | Opened | Raised | Reopened) {
                continue;
            }
            let path = Path::root().field("steps").item(index).field("date");
            if let Some(sender) = sender
                && let Some((life, at)) = missed(sender, date)
            {
                tell(record, &path, date, sender, &life, at, findings);
            }
            if receivers.len() == post.receivers.len()
                && receivers.iter().all(|receiver| missed(*receiver, date).is_some())
                && let Some(last) = receivers.last().copied()
                && let Some((life, at)) = missed(last, date)
            {
                tell(record, &path, date, last, &life, at, findings);
            }
        }
    }),
};

macro_rules! zenda {
    ($year:literal) => {
        concat!(
            r#"{
  "$schema": "../schema/polity.schema.json",
  "id": "zenda",
  "kind": "republic",
  "label": "Zenda",
  "span": {
    "edtf": ""#,
            $year,
            r#"/.."
  },
  "summary": "A republic.",
  "citations": [
    {
      "source": "chronicle",
      "section": "lead"
    }
  ]
}
"#
        )
    };
}

const ZENDA_OF_1810: &str = zenda!("1810");
const ZENDA_OF_1811: &str = zenda!("1811");

const DURING_OUTSIDE_LIFE: Rule = Rule {
    id: "during-outside-life",
    family: Family::Time,
    severity: Severity::Error,
    sentence: "What was so for a time was so while its bearer existed, and while the polity existed to which it belonged.",
    explanation: "A name, a seat or an allegiance that is dated (“during”) lies within the life of the person, polity, organization, post or ship that bears it; and the time for which something belonged to a polity lies within the span of that polity. Names may outlive their bearers in memory, so a name is only looked at where it begins.",
    example: Example::Edits {
        breaks: Case {
            what: "The foreign minister, who died in 1840, served until 1841.",
            edits: &[replace("people/boris-muster.json", "1800/1830", "1800/1841")],
        },
        keeps: Case {
            what: "He served until the year of his death.",
            edits: &[replace("people/boris-muster.json", "1800/1830", "1800/1840")],
        },
    },
    check: Check::Each(|context, record, findings| {
        let (places, polities) = links(record);
        let root = Path::root();
        for (index, name) in record.names().iter().enumerate() {
            let (Some(during), Some(life)) = (&name.during, life::of(record)) else { continue };
            if during.span().begin.certainly_before(life.span.begin) {
                let path = root.field("names").item(index).field("during");
                tell(record, &path, during, record, &life, life.begin(), findings);
            }
        }
        for (index, link) in places.iter().enumerate() {
            let Some(during) = &link.during else { continue };
            let path = root.field("places").item(index).field("during");
            tell_if_exceeded(record, &path, during, record, findings);
        }
        let field = if matches!(record, AnyRecord::Post(_)) { "receivers" } else { "polities" };
        for (index, link) in polities.iter().enumerate() {
            let Some(during) = &link.during else { continue };
            let path = root.field(field).item(index).field("during");
            tell_if_exceeded(record, &path, during, record, findings);
            if let Some(polity) = context.fact_in(Collection::Polities, link.polity.as_str()) {
                tell_if_exceeded(record, &path, during, polity, findings);
            }
        }
    }),
};

/// The life of the polity and the place in it that the date lies beyond, if it does.
fn missed<'a>(polity: AnyRecord<'a>, date: &HistoricalDate) -> Option<(Lasting<'a>, Path)> {
    let life = life::of(polity)?;
    let at = life.misses(date.span())?;
    Some((life, at))
}

/// The places and polities of a record that can be dated.
fn links(record: AnyRecord<'_>) -> (&[PlaceLink], &[PolityLink]) {
    match record {
        AnyRecord::Person(record) => (&[], &record.polities),
        AnyRecord::Polity(record) => (&record.places, &[]),
        AnyRecord::Organization(record) => (&record.places, &record.polities),
        AnyRecord::Vessel(record) => (&[], &record.polities),
        AnyRecord::Post(record) => (&[], &record.receivers),
        AnyRecord::Place(record) => (&[], &record.polities),
        _ => (&[], &[]),
    }
}

fn tell_if_exceeded(
    record: AnyRecord<'_>,
    path: &Path,
    date: &HistoricalDate,
    bearer: AnyRecord<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(life) = life::of(bearer) else { return };
    if let Some(short) = life.falls_short_of(date.span()) {
        tell(record, path, date, bearer, &life, short, findings);
    }
}

fn tell(
    record: AnyRecord<'_>,
    path: &Path,
    date: &HistoricalDate,
    bearer: AnyRecord<'_>,
    life: &Lasting<'_>,
    at: Path,
    findings: &mut Findings<'_>,
) {
    let theirs = format!("{} {}", bearer.label(), life.words());
    let message = format!("this is dated {}, but {theirs}", date.in_words());
    findings.tell(record, path.clone(), message, "correct one of the dates").see(bearer, at, theirs);
}
