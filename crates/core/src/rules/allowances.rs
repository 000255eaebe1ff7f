//! Allowances: what a record may break, with the reason, and what becomes of a finding that is allowed.

use super::example::replace;
use super::{Case, Check, Context, Edit, Example, Family, Finding, Findings, Rule, Verdict, all, get};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::diagnostic::{Severity, nearest};
use crate::statement::Allowance;
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[UNUSABLE_ALLOWANCE, STALE_ALLOWANCE];

const APPOINTMENT: &str = "appointments/clara-beispiel-minister.json";
const SUMMARY: &str = "\"summary\": \"She was the second.\",";

/// The summary, and behind it an allowance.
macro_rules! allowing {
    ($allowance:literal) => {
        concat!("\"summary\": \"She was the second.\",\n  \"allowances\": [\n    {\n", $allowance, "    }\n  ],")
    };
}

const DEATH: Edit = replace("people/clara-beispiel.json", "1861-10-02", "1819-10");
const ALLOWANCE: &str = allowing!(
    "      \"rule\": \"act-outside-life\",\n      \"with\": \"people/clara-beispiel\",\n      \"reason\": \"Her staff left in her name.\"\n"
);

const UNUSABLE_ALLOWANCE: Rule = Rule {
    id: "unusable-allowance",
    family: Family::Allowances,
    severity: Severity::Error,
    sentence: "A record allows only rules that exist and that can have exceptions.",
    explanation: "The past has exceptions: somebody took office by proxy, or was received after having been recalled. So a record may allow a rule about order in time, anachronism or likelihood, with the reason. What concerns form, texts, references, sources and the writing of dates has no exceptions, and an allowance there would only hide a fault.",
    example: Example::Edits {
        breaks: Case {
            what: "The record allows its label to begin as a formula does.",
            edits: &[replace(
                APPOINTMENT,
                SUMMARY,
                allowing!("      \"rule\": \"spreadsheet-formula\",\n      \"reason\": \"It reads better.\"\n"),
            )],
        },
        keeps: Case {
            what: "The envoy died the month before leaving, and the record allows it.",
            edits: &[DEATH, replace(APPOINTMENT, SUMMARY, ALLOWANCE)],
        },
    },
    check: Check::Each(|_, record, findings| {
        for (index, allowance) in record.allowances().iter().enumerate() {
            let id = allowance.rule.as_str();
            let (message, help) = match get(id) {
                Some(rule) if rule.family.may_be_allowed() => continue,
                Some(_) => (
                    format!("the rule “{id}” has no exceptions"),
                    "mend what breaks the rule, and take the allowance out".to_owned(),
                ),
                None => (
                    format!("there is no rule “{id}”"),
                    match nearest(id, all().map(|rule| rule.id)) {
                        Some(near) => format!("did you mean “{near}”?"),
                        None => "`usru explain` lists the rules".to_owned(),
                    },
                ),
            };
            findings.tell(record, at(index).field("rule"), message, help);
        }
    }),
};

const STALE_ALLOWANCE: Rule = Rule {
    id: "stale-allowance",
    family: Family::Allowances,
    severity: Severity::Error,
    sentence: "Every allowance covers a finding that is there.",
    explanation: "One allowance covers one finding: of its rule, in its record, and with the other record that it names, if the finding speaks of one. So it cannot hide what comes later. When what it covered is mended, or changes into something else, the allowance is told and goes.",
    example: Example::Edits {
        breaks: Case {
            what: "The record allows that the envoy left after having died, but she lived on.",
            edits: &[replace(APPOINTMENT, SUMMARY, ALLOWANCE)],
        },
        keeps: Case {
            what: "She had died the month before.",
            edits: &[DEATH, replace(APPOINTMENT, SUMMARY, ALLOWANCE)],
        },
    },
    check: Check::Outcome,
};

fn at(index: usize) -> Path {
    Path::root().field("allowances").item(index)
}

/// A finding that the record allows.
#[derive(Debug, Clone)]
pub struct Allowed {
    /// What is allowed.
    pub finding: Finding,
    /// Why the record is right nevertheless.
    pub reason: String,
}

/// Takes out the findings that are allowed, and adds the allowances that cover none.
pub(super) fn settle(context: &Context<'_>, found: Vec<Finding>) -> Verdict {
    let mut given: Vec<Given<'_>> = context.dataset.records().flat_map(Given::by).collect();
    let (mut open, mut allowed) = (Vec::new(), Vec::new());
    for finding in found {
        match given.iter_mut().find(|given| !given.used && given.covers(&finding)) {
            Some(given) => {
                given.used = true;
                allowed.push(Allowed { finding, reason: given.allowance.reason.to_string() });
            }
            None => open.push(finding),
        }
    }
    // What cannot be read may be what the allowance speaks of.
    if !context.is_incomplete() {
        let mut stale = Vec::new();
        let findings = &mut Findings::new(&STALE_ALLOWANCE, &mut stale);
        for given in given.iter().filter(|given| !given.used && given.is_usable()) {
            given.tell_as_stale(&open, findings);
        }
        open.append(&mut stale);
    }
    Verdict { open, allowed }
}

/// An allowance and whether it has covered a finding.
struct Given<'a> {
    record: AnyRecord<'a>,
    index: usize,
    allowance: &'a Allowance,
    used: bool,
}

impl<'a> Given<'a> {
    fn by(record: AnyRecord<'a>) -> impl Iterator<Item = Self> {
        record.allowances().iter().enumerate().map(move |(index, allowance)| Self {
            record,
            index,
            allowance,
            used: false,
        })
    }

    fn is_usable(&self) -> bool {
        get(self.allowance.rule.as_str()).is_some_and(|rule| rule.family.may_be_allowed())
    }

    /// Whether the finding is of the same rule in the same record.
    fn concerns(&self, finding: &Finding) -> bool {
        finding.rule.id == self.allowance.rule.as_str()
            && finding.collection == Some(self.record.collection())
            && finding.id == self.record.id()
    }

    fn covers(&self, finding: &Finding) -> bool {
        if !self.is_usable() || !self.concerns(finding) {
            return false;
        }
        let mut others = others(finding).peekable();
        match &self.allowance.with {
            Some(with) => others.any(|(collection, id)| collection == with.collection() && id == with.id()),
            None => others.peek().is_none(),
        }
    }

    fn tell_as_stale(&self, open: &[Finding], findings: &mut Findings<'_>) {
        let rule = &self.allowance.rule;
        let near = open.iter().find(|finding| self.concerns(finding)).map(|finding| others(finding).next());
        let (message, help) = match (near, &self.allowance.with) {
            (Some(Some((collection, id))), _) => (
                format!("what breaks “{rule}” here clashes with {collection}/{id}, which the allowance does not name"),
                format!("if that is meant, write \"with\": \"{collection}/{id}\""),
            ),
            (Some(None), Some(with)) => (
                format!("what breaks “{rule}” here does not clash with {with}"),
                "if that is meant, take “with” out".to_owned(),
            ),
            _ => (
                format!("nothing in this record breaks “{rule}”, so there is nothing to allow"),
                "take the allowance out".to_owned(),
            ),
        };
        findings.tell(self.record, at(self.index), message, help);
    }
}

/// The other records that the finding speaks of.
fn others(finding: &Finding) -> impl Iterator<Item = (Collection, &str)> {
    let own = finding.collection.map(|collection| (collection, finding.id.as_str()));
    finding
        .related
        .iter()
        .map(|(collection, id, ..)| (*collection, id.as_str()))
        .filter(move |other| Some(*other) != own)
}
