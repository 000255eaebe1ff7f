//! Variants in their place: each reading that may be true is put where it would stand, and the rules of time and
//! anachronism are applied again.

use std::collections::HashSet;

use serde_json::Value;

use super::{Check, Context, Finding, Findings, all};
use crate::collection::Collection;
use crate::dataset::{AnyRecord, ForRecordType, Member, with_record_type};
use crate::statement::{Status, VariantRef};
use crate::walk::{Path, Visitor};

/// Tells what does not hold with a variant in its place and does hold without it.
pub(super) fn apply(context: &Context<'_>, found: &mut Vec<Finding>) {
    let told: HashSet<Key> = found.iter().map(key).collect();
    for record in context.dataset.records() {
        let mut possible = Possible(Vec::new());
        record.walk(&mut possible);
        if possible.0.is_empty() {
            continue;
        }
        let Ok(json) = serde_json::to_value(record) else { continue };
        for (path, variant) in &possible.0 {
            let Some(varied) = in_place(json.clone(), &heard_with(path, *variant, &possible.0)) else { continue };
            let trial = Trial { context, told: &told, varied, path, status: variant.status, found };
            with_record_type(record.collection(), trial);
        }
    }
}

/// The variants that may be true. What is rejected or superseded is known to be wrong or outdated, and so may be
/// impossible.
struct Possible<'a>(Vec<(Path, VariantRef<'a>)>);

impl<'a> Visitor<'a> for Possible<'a> {
    fn variant(&mut self, path: &Path, variant: VariantRef<'a>) {
        if matches!(variant.status, Status::Disputed | Status::Imprecise) {
            self.0.push((path.clone(), variant));
        }
    }
}

/// The variant and the others of the record that rest on the same passage: a source is heard as a whole, for one that
/// dates the signature a day later may date the entry into force a day later too.
fn heard_with<'p>(path: &'p Path, variant: VariantRef<'_>, possible: &'p [(Path, VariantRef<'_>)]) -> Vec<&'p Path> {
    let passages = |variant: VariantRef<'_>| -> Vec<_> {
        variant.citations.iter().map(|citation| (citation.source.clone(), citation.section.clone())).collect()
    };
    let own = passages(variant);
    let mut heard = vec![path];
    for (other, variant) in possible {
        let (statement, shared) = (statement_of(other), passages(*variant).iter().any(|passage| own.contains(passage)));
        let apart = |known: &&Path| {
            let known = statement_of(known);
            !known.starts_with(&statement) && !statement.starts_with(&known)
        };
        if shared && heard.iter().all(apart) {
            heard.push(other);
        }
    }
    heard
}

/// The record with the readings of the variants in the places of their statements. On JSON, because there the two have
/// the same form.
fn in_place(mut record: Value, variants: &[&Path]) -> Option<Value> {
    for variant in variants {
        let reading = record.pointer_mut(&variant.field("reading").to_string())?.take();
        *record.pointer_mut(&statement_of(variant).to_string())? = reading;
    }
    Some(record)
}

/// The path of what a variant varies: `/date` for `/date/variants/0`.
fn statement_of(variant: &Path) -> Path {
    variant.parent().parent()
}

/// What makes two findings the same fault: the rule and the place, and the places that it clashes with.
type Key = (&'static str, Option<Collection>, String, Path, Vec<(Collection, String)>);

fn key(finding: &Finding) -> Key {
    let related = finding.related.iter().map(|(collection, id, ..)| (*collection, id.clone())).collect();
    (finding.rule.id, finding.collection, finding.id.clone(), finding.path.clone(), related)
}

/// One variant on trial in the place of its statement.
struct Trial<'t, 'c> {
    context: &'t Context<'c>,
    /// What does not hold without the variant.
    told: &'t HashSet<Key>,
    varied: Value,
    path: &'t Path,
    status: Status,
    found: &'t mut Vec<Finding>,
}

impl ForRecordType for Trial<'_, '_> {
    type Output = ();

    fn run<T: Member>(self) {
        // A reading in which the fields clash with those around it is told by the rules of form, not here.
        let Ok(varied) = serde_json::from_value::<T>(self.varied) else { return };
        let varied = varied.as_any();
        let context = self.context.with(varied);
        let mut found = Vec::new();
        for rule in all().filter(|rule| rule.family.holds_in_variants()) {
            if let Check::Each(check) = rule.check {
                let findings = &mut Findings::new(rule, &mut found);
                check(&context, varied, findings);
                if !is_a_matter_of_counting(varied.collection()) {
                    for referrer in context.referrers_of(varied.collection(), varied.id()) {
                        if !context.is_varied(referrer) {
                            check(&context, referrer, findings);
                        }
                    }
                }
            }
        }
        let new = found.into_iter().filter(|finding| !self.told.contains(&key(finding)));
        self.found.extend(new.map(|finding| at_variant(finding, varied, self.path, self.status)));
    }
}

/// Whether the extent of such records is a matter of how one counts. From when to when a state or a war is reckoned does
/// not unmake what others did in it; the day of a birth or of an opening does.
fn is_a_matter_of_counting(collection: Collection) -> bool {
    matches!(collection, Collection::Polities | Collection::Organizations | Collection::Offices | Collection::Events)
}

/// Moves a finding to the variant that gives it.
fn at_variant(mut finding: Finding, varied: AnyRecord<'_>, variant: &Path, status: Status) -> Finding {
    let statement = statement_of(variant);
    let is_varied = |collection: Option<Collection>, id: &str, path: &Path| {
        collection == Some(varied.collection()) && id == varied.id() && path.starts_with(&statement)
    };
    // What stands in the file at the place of the statement is the preferred reading, which is not at fault.
    finding.related.retain(|(collection, id, path, _)| !is_varied(Some(*collection), id, path));
    if !is_varied(finding.collection, &finding.id, &finding.path)
        && let Some(collection) = finding.collection
    {
        finding
            .related
            .insert(0, (collection, finding.id, finding.path, "what the reading would make wrong".to_owned()));
    }
    Finding {
        rule: finding.rule,
        collection: Some(varied.collection()),
        id: varied.id().to_owned(),
        path: variant.field("reading"),
        message: format!("as this {status} reading has it, {}", finding.message),
        help: "correct the reading; or, if it cannot be true, mark it as rejected and say why".to_owned(),
        related: finding.related,
    }
}
