//! Rules for citations, the coverage of the sources, and variants.

use std::collections::BTreeSet;

use super::example::replace;
use super::references::each_citation;
use super::{Case, Check, Context, Example, Family, Findings, Rule};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::diagnostic::{Severity, nearest};
use crate::json::without_provenance;
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
    check: Check::Each(|context, record, findings| {
        each_citation(record, |path, citation| {
            let Some(source) = context.get::<Source>(citation.source.as_str()) else { return };
            if context.section(citation.source.as_str(), citation.section.as_str()).is_some() {
                return;
            }
            let headings = || source.sections.iter().map(|section| section.heading.as_str());
            let message = format!("the source “{}” has no section “{}”", citation.source, citation.section);
            let help = match nearest(citation.section.as_str(), headings()) {
                Some(heading) => format!("did you mean “{heading}”?"),
                None => "copy the heading from the source's record, or add the section there".to_owned(),
            };
            findings.tell(record, path.field("section"), message, help).see(
                AnyRecord::Source(source),
                Path::root().field("sections"),
                "the sections are listed here",
            );
        });
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
    check: Check::Each(|context, record, findings| {
        each_citation(record, |path, citation| {
            let Some(source) = context.get::<Source>(citation.source.as_str()) else { return };
            let at = context.section(citation.source.as_str(), citation.section.as_str());
            let omitted = |index: &usize| source.sections.get(*index).is_some_and(|section| section.omitted.is_some());
            if let Some(index) = at.filter(omitted) {
                let message = format!(
                    "the section “{}” of “{}” is cited, though the ledger leaves it out",
                    citation.section, citation.source
                );
                let help = "take “omitted” from the section, or cite another";
                findings.tell(record, path.field("section"), message, help).see(
                    AnyRecord::Source(source),
                    Path::root().field("sections").item(index).field("omitted"),
                    "left out here",
                );
            }
        });
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
    check: Check::Each(|context, record, findings| {
        if !context.has_variants(record) {
            return;
        }
        let Ok(json) = record.to_value() else { return };
        repeats(&json, &Path::root(), &mut |path, message| {
            findings.tell(record, path, message.to_owned(), "correct the reading, or delete the variant");
        });
    }),
};

/// Looks for objects with `variants` and compares each reading with the object's other fields. On JSON, because there
/// the reading and the statement have the same form.
fn repeats(json: &serde_json::Value, path: &Path, tell: &mut dyn FnMut(Path, &str)) {
    use serde_json::Value;
    match json {
        Value::Object(fields) => {
            if let Some(Value::Array(variants)) = fields.get("variants") {
                let mut preferred = fields.clone();
                preferred.remove("variants");
                preferred.remove("citations");
                let preferred = without_provenance(&Value::Object(preferred));
                let mut seen = Vec::new();
                for (index, variant) in variants.iter().enumerate() {
                    let reading = variant.get("reading").map(without_provenance);
                    let at = path.field("variants").item(index).field("reading");
                    if reading.as_ref() == Some(&preferred) {
                        tell(at, "the variant says what the preferred reading says");
                    } else if seen.contains(&reading) {
                        tell(at, "two variants say the same");
                    }
                    seen.push(reading);
                }
            }
            for (name, value) in fields {
                repeats(value, &path.field(name.clone()), tell);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                repeats(item, &path.item(index), tell);
            }
        }
        _ => {}
    }
}
