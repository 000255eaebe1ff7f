//! Rules for citations, the coverage of the sources, and variants.

use std::collections::BTreeSet;

use super::example::replace;
use super::{Case, Check, Context, Example, Family, Findings, Rule, What};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::diagnostic::{Severity, nearest};
use crate::record::Source;
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[
    MISSING_CITATION,
    UNKNOWN_SECTION,
    DUPLICATE_SECTION,
    OMITTED_SECTION_CITED,
    UNCOVERED_SECTION,
    VARIANT_REPEATS_PREFERRED,
];

const MISSING_CITATION: Rule = Rule {
    id: "missing-citation",
    family: Family::Sources,
    severity: Severity::Error,
    sentence: "Every record but a source says which source it rests on.",
    explanation: "A statement without a source cannot be weighed. The record's citations hold for everything in it that has none of its own.",
    example: Example::Edits {
        breaks: Case {
            what: "A person has no citations.",
            edits: &[replace(
                "people/clara-beispiel.json",
                ",\n  \"citations\": [\n    {\n      \"source\": \"chronicle\",\n      \"section\": \"The Legation\"\n    }\n  ]",
                "",
            )],
        },
        keeps: Case {
            what: "A person's birth has none of its own: those of the record hold for it.",
            edits: &[replace("people/clara-beispiel.json", "\"The Legation\"", "\"lead\"")],
        },
    },
    check: Check::Each(|_, record, findings| {
        if record.collection() != Collection::Sources && record.citations().is_empty() {
            let help = "add “citations” with a source and a section";
            findings.tell(record, Path::root().field("citations"), format!("{record} cites no source"), help);
        }
    }),
};

const UNKNOWN_SECTION: Rule = Rule {
    id: "unknown-section",
    family: Family::Sources,
    severity: Severity::Error,
    sentence: "Every citation names a section that the source's record lists, letter for letter.",
    explanation: "A citation that cannot be found again is none. The sections of a source are listed in its record, as printed, and a citation repeats one of them to the letter.",
    example: Example::Edits {
        breaks: Case {
            what: "The heading is not as the source prints it.",
            edits: &[replace("events/audience-of-1810.json", "\"The Legation\"", "\"The Legations\"")],
        },
        keeps: Case {
            what: "The heading of another section.",
            edits: &[replace("events/audience-of-1810.json", "\"The Legation\"", "\"The Treaty\"")],
        },
    },
    check: Check::Met(|context, met, findings| {
        let What::Citations(citations) = met.what else { return };
        if !context.is_astray(met.record) {
            return;
        }
        for (index, citation) in citations.iter().enumerate() {
            if context.section(citation.source.as_str(), citation.section.as_str()).is_some() {
                continue;
            }
            let Some(source) = context.get::<Source>(citation.source.as_str()) else { continue };
            let headings = || source.sections.iter().map(|section| section.heading.as_str());
            let message = format!("the source “{}” has no section “{}”", citation.source, citation.section);
            let help = match nearest(citation.section.as_str(), headings()) {
                Some(heading) => format!("did you mean “{heading}”?"),
                None => "copy the heading from the source's record, or add the section there".to_owned(),
            };
            findings.tell(met.record, met.path.item(index).field("section"), message, help).see(
                AnyRecord::Source(source),
                Path::root().field("sections"),
                "the sections are listed here",
            );
        }
    }),
};

const DUPLICATE_SECTION: Rule = Rule {
    id: "duplicate-section",
    family: Family::Sources,
    severity: Severity::Error,
    sentence: "No source lists the same heading twice.",
    explanation: "Two sections of one heading cannot be told apart by those who cite them.",
    example: Example::Edits {
        breaks: Case {
            what: "A heading is listed a second time.",
            edits: &[replace(
                "sources/chronicle.json",
                "\"heading\": \"Index\"",
                "\"heading\": \"The Trade\"\n    },\n    {\n      \"heading\": \"Index\"",
            )],
        },
        keeps: Case {
            what: "Two headings differ by a capital letter.",
            edits: &[replace(
                "sources/chronicle.json",
                "\"heading\": \"Index\"",
                "\"heading\": \"The trade\",\n      \"omitted\": \"It says the same.\"\n    },\n    {\n      \"heading\": \"Index\"",
            )],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Source(source) = record else { return };
        let mut seen = BTreeSet::new();
        for (index, section) in source.sections.iter().enumerate() {
            if !seen.insert(section.heading.as_str()) {
                let path = Path::root().field("sections").item(index).field("heading");
                let message = format!("the heading “{}” is listed twice", section.heading);
                findings.tell(record, path, message, "tell the two apart, for instance by the heading above them");
            }
        }
    }),
};

const OMITTED_SECTION_CITED: Rule = Rule {
    id: "omitted-section-cited",
    family: Family::Sources,
    severity: Severity::Error,
    sentence: "A section that the ledger leaves out is cited by no record.",
    explanation: "The ledger says of such a section that it holds no statement. If a record rests on it, the ledger is wrong; if the ledger is right, the citation is.",
    example: Example::Edits {
        breaks: Case {
            what: "The index is left out, and an event cites it.",
            edits: &[replace("events/audience-of-1810.json", "\"The Legation\"", "\"Index\"")],
        },
        keeps: Case {
            what: "The event cites the lead, which is not left out.",
            edits: &[replace("events/audience-of-1810.json", "\"The Legation\"", "\"lead\"")],
        },
    },
    check: Check::Met(|context, met, findings| {
        let What::Citations(citations) = met.what else { return };
        if !context.is_astray(met.record) {
            return;
        }
        for (at, citation) in citations.iter().enumerate() {
            let index = context.omitted_section(citation.source.as_str(), citation.section.as_str());
            if let (Some(index), Some(source)) = (index, context.get::<Source>(citation.source.as_str())) {
                let message = format!(
                    "the section “{}” of “{}” is cited, though the ledger leaves it out",
                    citation.section, citation.source
                );
                let help = "take “omitted” from the section, or cite another";
                findings.tell(met.record, met.path.item(at).field("section"), message, help).see(
                    AnyRecord::Source(source),
                    Path::root().field("sections").item(index).field("omitted"),
                    "left out here",
                );
            }
        }
    }),
};

const UNCOVERED_SECTION: Rule = Rule {
    id: "uncovered-section",
    family: Family::Sources,
    severity: Severity::Error,
    sentence: "Every section of every source is cited by some record, left out with a reason, or marked as pending.",
    explanation: "Coverage is a promise: each section is cited by some record, or the ledger says why it is left out, or what still waits. A section that is none of these has been forgotten.",
    example: Example::Edits {
        breaks: Case {
            what: "The index is neither cited nor left out.",
            edits: &[replace(
                "sources/chronicle.json",
                "\"omitted\": \"No statement.\"",
                "\"url\": \"https://example.org/index\"",
            )],
        },
        keeps: Case {
            what: "The index waits for its curator.",
            edits: &[replace(
                "sources/chronicle.json",
                "\"omitted\": \"No statement.\"",
                "\"pending\": \"Its dates are to be compared.\"",
            )],
        },
    },
    check: Check::Whole(uncovered),
};

fn uncovered(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.is_incomplete() {
        return;
    }
    for source in &context.dataset.sources {
        for (index, section) in source.sections.iter().enumerate() {
            let is_cited = context.is_cited(source.id.as_str(), section.heading.as_str());
            let path = Path::root().field("sections").item(index);
            let told = match (&section.omitted, &section.pending) {
                (Some(_), Some(_)) => Some(("is both left out and pending", "keep “omitted” or “pending”, not both")),
                (None, None) if !is_cited => {
                    Some(("is cited by no record", "curate it, or say why not: “omitted” or “pending” with the reason"))
                }
                _ => None,
            };
            if let Some((what, help)) = told {
                findings.tell(
                    AnyRecord::Source(source),
                    path,
                    format!("the section “{}” {what}", section.heading),
                    help,
                );
            }
        }
    }
}

const VARIANT_REPEATS_PREFERRED: Rule = Rule {
    id: "variant-repeats-preferred",
    family: Family::Sources,
    severity: Severity::Error,
    sentence: "A variant says something else than the preferred reading and than the other variants.",
    explanation: "A variant is another reading. One that says what the statement says already, or what another variant says, is a slip of editing; a source that agrees belongs into the citations.",
    example: Example::Edits {
        breaks: Case {
            what: "The other reading of the rank is the rank.",
            edits: &[replace(
                "appointments/anna-exempel-minister.json",
                "\"rank\": \"consul\"",
                "\"rank\": \"minister\"",
            )],
        },
        keeps: Case {
            what: "The other reading is a rank that is nearly the same.",
            edits: &[replace(
                "appointments/anna-exempel-minister.json",
                "\"rank\": \"consul\"",
                "\"rank\": \"minister-resident\"",
            )],
        },
    },
    check: Check::Met(|_, met, findings| {
        let What::Varied(statement) = met.what else { return };
        let (Ok(preferred), Ok(readings)) = (statement.preferred(), statement.readings()) else { return };
        for (index, reading) in readings.iter().enumerate() {
            let message = if *reading == preferred {
                "the variant says what the preferred reading says"
            } else if readings.iter().take(index).any(|other| other == reading) {
                "two variants say the same"
            } else {
                continue;
            };
            let path = met.path.field("variants").item(index).field("reading");
            findings.tell(met.record, path, message.to_owned(), "correct the reading, or delete the variant");
        }
    }),
};
