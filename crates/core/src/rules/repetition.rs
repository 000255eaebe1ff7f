//! Rules for what is there twice.

use core::hash::Hash;

use foldhash::{HashMap, HashMapExt as _};

use super::example::{add, replace};
use super::{Case, Check, Context, Example, Family, Findings, Rule, What};
use crate::collection::{Collection, PlaceId, PolityId, RecordId, RecordRef};
use crate::dataset::AnyRecord;
use crate::date::{Calendar, Edtf, HistoricalDate};
use crate::diagnostic::Severity;
use crate::statement::{Claim, Identifier, Link, LinkKind, Name, Participant, PlaceLink, PolityLink};
use crate::text::{LangTag, Term, Text};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[REPEATED_STATEMENT, REPEATED_CITATION, REPEATED_LABEL, REPEATED_EVENT];

const EVENT: &str = "events/audience-of-1810.json";
const WAR: &str = "events/war-of-1813.json";

const REPEATED_STATEMENT: Rule = Rule {
    id: "repeated-statement",
    family: Family::Consistency,
    severity: Severity::Error,
    sentence: "No list of a record says the same thing twice.",
    explanation: "The same participant in the same role and on the same behalf, the same name in one language and time, the same place, polity, link, claim or identifier: the second adds nothing, and whoever counts counts it twice. Most often one of the two was meant to be something else.",
    example: Example::Edits {
        breaks: Case {
            what: "A belligerent is named twice.",
            edits: &[replace(WAR, "\"polity\": \"ruritania\"", "\"polity\": \"graustark\"")],
        },
        keeps: Case {
            what: "It is named in two roles.",
            edits: &[replace(
                WAR,
                "\"polity\": \"ruritania\",\n      \"role\": \"belligerent\"",
                "\"polity\": \"graustark\",\n      \"role\": \"victor\"",
            )],
        },
    },
    check: Check::Each(|_, record, findings| {
        let root = Path::root();
        Lists { record, findings }.all_of(&root);
    }),
};

const REPEATED_CITATION: Rule = Rule {
    id: "repeated-citation",
    family: Family::Consistency,
    severity: Severity::Error,
    sentence: "No list of citations names the same section of a source twice.",
    explanation: "One section is one citation; what there is to say of two passages in it stands in the note. A second one was most often meant to be another section or source.",
    example: Example::Edits {
        breaks: Case {
            what: "The section is cited twice.",
            edits: &[replace(
                EVENT,
                "      \"section\": \"The Legation\"\n    }\n",
                "      \"section\": \"The Legation\"\n    },\n    {\n      \"source\": \"chronicle\",\n      \"section\": \"The Legation\"\n    }\n",
            )],
        },
        keeps: Case {
            what: "Two sections of one source are cited.",
            edits: &[replace(
                EVENT,
                "      \"section\": \"The Legation\"\n    }\n",
                "      \"section\": \"The Legation\"\n    },\n    {\n      \"source\": \"chronicle\",\n      \"section\": \"lead\"\n    }\n",
            )],
        },
    },
    check: Check::Met(|_, met, findings| {
        let What::Citations(citations) = met.what else { return };
        for (index, first) in repeated(citations, |citation| (citation.source.as_str(), citation.section.as_str())) {
            let Some(citation) = citations.get(index) else { continue };
            let message = format!("“{}” of {} is cited twice", citation.section, citation.source);
            let help = "take one out and put what it notes into the other, or correct the section";
            let told = findings.tell(met.record, met.path.item(index), message, help);
            told.see(met.record, met.path.item(first), "the first");
        }
    }),
};

const REPEATED_LABEL: Rule = Rule {
    id: "repeated-label",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "No two records of one collection have the same label.",
    explanation: "Readers see labels, not ids: two records of one label cannot be told apart in a table or a list, and are often one thing recorded twice.",
    example: Example::Edits {
        breaks: Case {
            what: "Two towns have one label.",
            edits: &[replace("places/zenda.json", "\"Zenda\"", "\"Strelsau\"")],
        },
        keeps: Case {
            what: "A town has the label of a ship.",
            edits: &[replace("places/zenda.json", "\"Zenda\"", "\"Merlin\"")],
        },
    },
    check: Check::Whole(repeated_label),
};

const REPEATED_EVENT: Rule = Rule {
    id: "repeated-event",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "No two events of one kind and one day have the same participants and places.",
    explanation: "On one day the same can happen twice, but most often one event has been recorded twice under two labels. Only events whose date is a single day are compared.",
    example: Example::Edits {
        breaks: Case {
            what: "A second record of the battle.",
            edits: &[add("events/fight-at-the-ford.json", SECOND_BATTLE)],
        },
        keeps: Case {
            what: "The battle is recorded once, and the war of which it is a part has the same participants.",
            edits: &[replace(WAR, "\"kind\": \"war\"", "\"kind\": \"military-operation\"")],
        },
    },
    check: Check::Whole(repeated_event),
};

const SECOND_BATTLE: &str = "{
  \"$schema\": \"../schema/event.schema.json\",
  \"id\": \"fight-at-the-ford\",
  \"kind\": \"military-operation\",
  \"label\": \"Fight at the ford\",
  \"date\": {
    \"edtf\": \"1814-05-03\"
  },
  \"places\": [
    {
      \"place\": \"graustark-highlands\"
    }
  ],
  \"participants\": [
    {
      \"polity\": \"graustark\",
      \"role\": \"belligerent\"
    },
    {
      \"polity\": \"ruritania\",
      \"role\": \"belligerent\"
    }
  ],
  \"summary\": \"Both sides held their bank.\",
  \"citations\": [
    {
      \"source\": \"chronicle\",
      \"section\": \"The War\"
    }
  ]
}
";

/// The items that are in the list a second time, by what makes two the same: each with the place of the first.
fn repeated<'l, T, K: Eq + Hash>(list: &'l [T], key: impl Fn(&'l T) -> K) -> Vec<(usize, usize)> {
    /// Up to so many items are compared each with each, which is quicker than to gather them.
    const FEW: usize = 8;
    let items = list.iter().enumerate();
    if list.len() <= FEW {
        let first = |(index, item): (usize, &'l T)| {
            let of_item = key(item);
            list.iter().take(index).position(|other| key(other) == of_item).map(|first| (index, first))
        };
        return items.filter_map(first).collect();
    }
    let mut seen = HashMap::new();
    items.map(|(index, item)| (index, *seen.entry(key(item)).or_insert(index))).filter(|(a, b)| a != b).collect()
}

/// What makes two items of a list the same statement, and how to say it.
trait Same {
    type Key<'i>: Eq + Hash
    where
        Self: 'i;
    fn key(&self) -> Self::Key<'_>;
    fn words(&self) -> String;
}

type Time<'i> = Option<(&'i Edtf, Calendar)>;

fn time(during: Option<&HistoricalDate>) -> Time<'_> {
    during.map(|date| (&date.edtf, date.calendar))
}

fn time_in_words(during: Option<&HistoricalDate>) -> String {
    during.map_or_else(String::new, |date| format!(", {} ({})", date.edtf, date.calendar))
}

impl Same for Participant {
    type Key<'i> = (Option<(Collection, &'i str)>, &'i Term, Option<&'i PolityId>);

    fn key(&self) -> Self::Key<'_> {
        (self.agent().map(|agent| (agent.collection, agent.id)), &self.role, self.on_behalf_of.as_ref())
    }

    fn words(&self) -> String {
        let agent = self.agent().map_or_else(String::new, |agent| format!("{}/{}", agent.collection, agent.id));
        let behalf = self.on_behalf_of.as_ref().map_or_else(String::new, |polity| format!(" on behalf of {polity}"));
        format!("{agent} as {}{behalf}", self.role)
    }
}

impl Same for Name {
    type Key<'i> = (&'i Text, &'i LangTag, Time<'i>);

    fn key(&self) -> Self::Key<'_> {
        (&self.text, &self.lang, time(self.during.as_deref()))
    }

    fn words(&self) -> String {
        format!("“{}” ({}){}", self.text, self.lang, time_in_words(self.during.as_deref()))
    }
}

/// Links to a place or a polity, which may have a role and a time.
macro_rules! same_link {
    ($Type:ident, $field:ident: $Id:ident) => {
        impl Same for $Type {
            type Key<'i> = (&'i $Id, Option<&'i Term>, Time<'i>);

            fn key(&self) -> Self::Key<'_> {
                (&self.$field, self.role.as_ref(), time(self.during.as_deref()))
            }

            fn words(&self) -> String {
                let role = self.role.as_ref().map_or_else(String::new, |role| format!(" as {role}"));
                format!("{}/{}{role}{}", $Id::COLLECTION, self.$field, time_in_words(self.during.as_deref()))
            }
        }
    };
}
same_link!(PlaceLink, place: PlaceId);
same_link!(PolityLink, polity: PolityId);

impl Same for Link {
    type Key<'i> = (LinkKind, &'i RecordRef);

    fn key(&self) -> Self::Key<'_> {
        (self.kind, &self.to)
    }

    fn words(&self) -> String {
        format!("{} {}", self.kind, self.to)
    }
}

impl Same for Claim {
    type Key<'i> = &'i Text;

    fn key(&self) -> Self::Key<'_> {
        &self.text
    }

    fn words(&self) -> String {
        format!("“{}”", self.text)
    }
}

impl Same for Identifier {
    type Key<'i> = (&'i Term, &'i Text);

    fn key(&self) -> Self::Key<'_> {
        (&self.scheme, &self.value)
    }

    fn words(&self) -> String {
        format!("{} {}", self.scheme, self.value)
    }
}

struct Lists<'a, 't, 'f> {
    record: AnyRecord<'a>,
    findings: &'t mut Findings<'f>,
}

impl Lists<'_, '_, '_> {
    /// Every list of the record in which one thing could stand twice.
    fn all_of(&mut self, root: &Path) {
        macro_rules! lists {
            ($record:ident: $($field:ident),*) => {{ $( self.once(root, stringify!($field), &$record.$field); )* }};
        }
        macro_rules! steps {
            ($record:ident) => {
                for (at, step) in $record.steps.iter().enumerate() {
                    self.once(&root.field("steps").item(at), "participants", &step.participants);
                }
            };
        }
        match self.record {
            AnyRecord::Source(_) | AnyRecord::Appointment(_) => {}
            AnyRecord::Polity(r) => lists!(r: names, predecessors, successors, places),
            AnyRecord::Place(r) => lists!(r: names, within, polities),
            AnyRecord::Person(r) => lists!(r: names, polities),
            AnyRecord::Organization(r) => lists!(r: names, places, polities, participants),
            AnyRecord::Vessel(r) => lists!(r: names, polities, participants),
            AnyRecord::Work(r) => lists!(r: names, places, participants),
            AnyRecord::Agreement(r) => lists!(r: names, participants, places),
            AnyRecord::Office(r) => lists!(r: names),
            AnyRecord::Post(r) => lists!(r: names, receivers),
            AnyRecord::Event(r) => lists!(r: names, places, participants),
            AnyRecord::Measure(r) => lists!(r: places, participants),
        }
        match self.record {
            AnyRecord::Agreement(r) => steps!(r),
            AnyRecord::Appointment(r) => steps!(r),
            AnyRecord::Vessel(r) => steps!(r),
            _ => {}
        }
        self.once(root, "claims", self.record.claims());
        self.once(root, "links", self.record.links());
        self.once(root, "identifiers", self.record.identifiers());
    }

    fn once<T: Same>(&mut self, at: &Path, field: &'static str, list: &[T]) {
        for (index, first) in repeated(list, Same::key) {
            let Some(item) = list.get(index) else { continue };
            let path = at.field(field);
            let message = format!("{} is in the list twice", item.words());
            let help = "take one out, or correct it; what is to be added belongs into the first";
            let told = self.findings.tell(self.record, path.item(index), message, help);
            told.see(self.record, path.item(first), "the first");
        }
    }
}

fn repeated_label(context: &Context<'_>, findings: &mut Findings<'_>) {
    for collection in Collection::ALL {
        let mut seen: HashMap<&str, AnyRecord<'_>> = HashMap::with_capacity(context.dataset.len_of(*collection));
        for record in context.dataset.records_of(*collection) {
            let first = *seen.entry(record.label().as_str()).or_insert(record);
            if first.id() != record.id() {
                let message = format!("{first} has the same label, “{}”", record.label());
                let help = "tell the two apart, by a date or a place; or make them one record";
                let path = Path::root().field("label");
                findings.tell(record, path.clone(), message, help).see(first, path, "the same label");
            }
        }
    }
}

fn repeated_event(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut seen = HashMap::new();
    for event in &context.dataset.events {
        let bounds = event.date.bounds();
        if !bounds.is_day() || event.participants.is_empty() {
            continue;
        }
        let mut who: Vec<_> = event.participants.iter().filter_map(Participant::agent).collect();
        who.sort_by_key(|agent| (agent.collection, agent.id));
        let mut places: Vec<_> = event.places.iter().map(|link| link.place.as_str()).collect();
        places.sort_unstable();
        let first = *seen.entry((event.kind, bounds, who, places)).or_insert(event);
        if first.id != event.id {
            let message = format!(
                "“{}” is an event of the same kind with the same participants and places on {}",
                first.label,
                event.date.in_words()
            );
            let help = "make the two one record; or name what tells them apart";
            let (record, path) = (AnyRecord::Event(event), Path::root().field("label"));
            findings.tell(record, path.clone(), message, help).see(AnyRecord::Event(first), path, "the other event");
        }
    }
}
