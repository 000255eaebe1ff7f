//! Variants in their place: each reading that may be true is put where it would stand, and the rules of time and
//! anachronism are applied again.
//!
//! A reading is possible if it can stand beside the preferred readings of everything else, or beside the other readings
//! that rest on the same passage, in its record and in those connected with it: a source that dates the signature a day
//! later may date the entry into force a day later as well, and is heard as a whole.

use std::collections::HashSet;

use super::references::each_reference;
use super::{Check, Context, Finding, Findings, all};
use crate::collection::Collection;
use crate::dataset::{About, AnyRecord, Dataset, ForRecordType, Member, with_record_type};
use crate::parallel;
use crate::statement::{Reading, Status, VariantRef};
use crate::walk::{Path, Segment, Visitor};

/// Tells what does not hold with a variant in its place and does hold without it.
pub(super) fn apply(context: &Context<'_>, found: &[Finding]) -> Vec<Finding> {
    let told: HashSet<Key> = found.iter().map(key).collect();
    let tried = parallel::map(context.records_with_variants(), |record| try_all(context, *record, &told));
    tried.into_iter().flatten().collect()
}

/// Puts each variant of the record on trial.
fn try_all(context: &Context<'_>, record: AnyRecord<'_>, told: &HashSet<Key>) -> Vec<Finding> {
    let own = possible(record);
    let mut found = Vec::new();
    let is_on_trial = |variant: &&Possible<'_>| {
        bears_on_time(variant.variant.reading) && !is_a_matter_of_reckoning(record, &statement_of(&variant.path))
    };
    for variant in own.iter().filter(is_on_trial) {
        let mut varied = Dataset::empty(About::blank());
        put(record, &[variant], &mut varied);
        let mut new = try_out(context, record, &varied, told);
        if new.is_empty() {
            continue;
        }
        // The source is heard as a whole, here and in the records that are connected with this one.
        put(record, &heard_with(variant, &own, vec![variant]), &mut varied);
        let mut connected: Vec<AnyRecord<'_>> = context.referrers_of(record.collection(), record.id()).collect();
        each_reference(record, |_, collection, id| connected.extend(context.find(collection, id)));
        connected.retain(|other| id_of(*other) != id_of(record));
        for other in connected {
            put(other, &heard_with(variant, &possible(other), Vec::new()), &mut varied);
        }
        let together: HashSet<Key> = try_out(context, record, &varied, told).iter().map(key).collect();
        new.retain(|finding| together.contains(&key(finding)));
        found.extend(new.into_iter().map(|finding| at_variant(finding, record, variant)));
    }
    found
}

/// The variants of the record that may be true.
fn possible(record: AnyRecord<'_>) -> Vec<Possible<'_>> {
    let mut collector = Collector(Vec::new());
    if !record.is_rejected() {
        record.walk(&mut collector);
    }
    collector.0
}

/// Whether another reading can put anything out of its time. What a source claims in words, counts or measures cannot.
fn bears_on_time(reading: Reading<'_>) -> bool {
    !matches!(reading, Reading::Claim(_) | Reading::Quantity(_) | Reading::Coordinates(_))
}

type Id<'a> = (Collection, &'a str);

fn id_of(record: AnyRecord<'_>) -> Id<'_> {
    (record.collection(), record.id())
}

/// A variant that may be true, and where it stands.
struct Possible<'a> {
    path: Path,
    variant: VariantRef<'a>,
}

impl Possible<'_> {
    /// Whether the two rest on one passage of one source.
    fn shares_passage(&self, other: &Possible<'_>) -> bool {
        self.variant.citations.iter().any(|mine| {
            other.variant.citations.iter().any(|theirs| mine.source == theirs.source && mine.section == theirs.section)
        })
    }
}

/// Gathers the variants that may be true. What is rejected or superseded is known to be wrong or outdated, and so may be
/// impossible.
struct Collector<'a>(Vec<Possible<'a>>);

impl<'a> Visitor<'a> for Collector<'a> {
    fn variant(&mut self, path: &Path, variant: VariantRef<'a>) {
        if matches!(variant.status, Status::Disputed | Status::Imprecise) {
            self.0.push(Possible { path: path.clone(), variant });
        }
    }
}

/// The path of what a variant varies: `/date` for `/date/variants/0`.
fn statement_of(variant: &Path) -> Path {
    variant.parent().parent()
}

/// From when to when a state, an organization or an office is reckoned is a matter of definition, and another reckoning
/// does not unmake what stands in the records.
fn is_a_matter_of_reckoning(record: AnyRecord<'_>, statement: &Path) -> bool {
    let bears_span = matches!(record, AnyRecord::Polity(_) | AnyRecord::Organization(_) | AnyRecord::Office(_));
    bears_span && matches!(statement.segments(), [Segment::Field(name)] if name == "span")
}

/// Those of the variants that rest on the passage of the one on trial, each of another statement.
fn heard_with<'p, 'a>(
    trial: &Possible<'_>,
    all: &'p [Possible<'a>],
    mut heard: Vec<&'p Possible<'a>>,
) -> Vec<&'p Possible<'a>> {
    for other in all.iter().filter(|other| trial.shares_passage(other)) {
        let statement = statement_of(&other.path);
        let is_apart = |known: &&Possible<'_>| {
            let known = statement_of(&known.path);
            !known.starts_with(&statement) && !statement.starts_with(&known)
        };
        if heard.iter().all(is_apart) {
            heard.push(other);
        }
    }
    heard
}

/// Puts the record into the dataset with the readings of the variants in the places of their statements. A reading whose
/// fields clash with those around it cannot be put there.
fn put(record: AnyRecord<'_>, variants: &[&Possible<'_>], into: &mut Dataset) {
    struct Put<'p, 'r> {
        record: AnyRecord<'r>,
        variants: &'p [&'p Possible<'r>],
        into: &'p mut Dataset,
    }
    impl ForRecordType for Put<'_, '_> {
        type Output = ();
        fn run<T: Member>(self) {
            let Some(mut record) = T::of(self.record).cloned() else { return };
            let is_put = self.variants.iter().all(|possible| {
                let statement = statement_of(&possible.path);
                record.put_reading(statement.segments(), possible.variant.reading)
            });
            if is_put {
                T::records_mut(self.into).insert(record);
            }
        }
    }
    if !variants.is_empty() {
        with_record_type(record.collection(), Put { record, variants, into });
    }
}

/// What makes two findings the same fault: the rule, the place, and the records that it clashes with.
type Key = (&'static str, Option<Collection>, String, Path, Vec<(Collection, String)>);

fn key(finding: &Finding) -> Key {
    let related = finding.related.iter().map(|(collection, id, ..)| (*collection, id.clone())).collect();
    (finding.rule.id, finding.collection, finding.id.clone(), finding.path.clone(), related)
}

/// Applies the rules to the record with the variant in its place, and to those that refer to it, and finds what they do
/// not tell without it.
fn try_out(context: &Context<'_>, record: AnyRecord<'_>, varied: &Dataset, told: &HashSet<Key>) -> Vec<Finding> {
    let context = context.with(varied);
    let Some(record) = context.find(record.collection(), record.id()) else { return Vec::new() };
    let mut others: Vec<AnyRecord<'_>> = Vec::new();
    // What others have a part in is not unmade by another date of the whole.
    if record.collection() != Collection::Events {
        others.extend(context.referrers_of(record.collection(), record.id()).filter(|other| !other.is_rejected()));
        others.retain(|other| id_of(*other) != id_of(record));
    }
    let mut new = Vec::new();
    for rule in all().filter(|rule| rule.family.holds_in_variants()) {
        if let Check::Each(check) = rule.check {
            let findings = &mut Findings::new(rule, &mut new);
            check(&context, record, findings);
            for other in &others {
                check(&context, *other, findings);
            }
        }
    }
    new.retain(|finding| !told.contains(&key(finding)));
    new
}

/// Moves a finding to the variant that gives it.
fn at_variant(mut finding: Finding, varied: AnyRecord<'_>, variant: &Possible<'_>) -> Finding {
    let statement = statement_of(&variant.path);
    let status = variant.variant.status;
    let is_varied = |collection: Option<Collection>, id: &str, path: &Path| {
        collection == Some(varied.collection()) && id == varied.id() && path.starts_with(&statement)
    };
    // What stands in the file at the place of the statement is the preferred reading, which is not at fault.
    finding.related.retain(|(collection, id, path, _)| !is_varied(Some(*collection), id, path));
    if !is_varied(finding.collection, &finding.id, &finding.path)
        && let Some(collection) = finding.collection
    {
        let what = "what the reading would make wrong".to_owned();
        finding.related.insert(0, (collection, finding.id, finding.path, what));
    }
    Finding {
        rule: finding.rule,
        collection: Some(varied.collection()),
        id: varied.id().to_owned(),
        path: variant.path.field("reading"),
        message: format!("as this {status} reading has it, {}", finding.message),
        help: "correct the reading; or, if it cannot be true, mark it as rejected and say why".to_owned(),
        related: finding.related,
    }
}
