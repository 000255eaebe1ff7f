//! The rules: what must hold in every dataset of this shape.
//!
//! Each rule is an item of its own with an id, a severity, a sentence, an explanation, and an example that breaks it
//! beside one that only just keeps it. The rules of form are applied while the files are read ([`crate::load`]); the
//! others have a check here, one module for each kind. No rule knows a country, an office or a year: what can be known
//! of those stands in the records.
//!
//! Only what cannot be true under any reading of uncertain dates is an error; what is merely unlikely is a warning. The
//! variants that are held to be possible are checked as if they stood in the place of what they vary (see
//! [`Family::holds_in_variants`]).

mod acts;
mod allowances;
mod causes;
mod context;
mod dates;
mod example;
mod finding;
mod form;
mod identifiers;
mod index;
mod leftovers;
mod life;
mod likelihood;
mod met;
mod names;
mod own_dates;
mod page;
mod passage;
mod points;
mod quantities;
mod ranks;
mod references;
mod repetition;
mod scripts;
mod sources;
mod spans;
mod steps;
mod succession;
mod tenure;
mod text;
mod variants;
mod wording;

use std::collections::BTreeSet;
use std::sync::LazyLock;

pub use allowances::Allowed;
pub use context::Context;
pub use example::{Case, Edit, Example};
pub use finding::{Finding, Findings};
pub use form::{
    CANONICAL_FORMAT, EMBEDDED_DATA_OUT_OF_DATE, FILE_NAME, JSON_SYNTAX, MISPLACED_FILE, RECORD_SHAPE,
    SCHEMA_OUT_OF_DATE, UNREADABLE_FILE,
};
pub use met::{Met, What};
pub use page::page;
pub use passage::Passage;

use crate::collection::Collection;
use crate::dataset::{AnyRecord, Dataset};
use crate::diagnostic::Severity;
use crate::model::vocabulary;
use crate::parallel;
use index::{Index, Keys};

/// Something that must hold.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The id, which never changes: words joined by hyphens.
    pub id: &'static str,
    /// What it is about.
    pub family: Family,
    /// How grave it is to break the rule.
    pub severity: Severity,
    /// What must hold, in a sentence.
    pub sentence: &'static str,
    /// Why it must hold, and what exactly is looked at.
    pub explanation: &'static str,
    /// What breaks it, and what only just does not.
    pub example: Example,
    /// Finds the places where it does not hold.
    pub check: Check,
}

vocabulary! {
    /// What a rule is about.
    Family {
        /// The form of the files and whether they are fresh.
        Form = "form",
        /// Characters, scripts and what spreadsheets do with them.
        Text = "text",
        /// Whether ids lead somewhere, and nothing lies unused.
        References = "references",
        /// Citations, coverage and variants.
        Sources = "sources",
        /// What records allow themselves to break.
        Allowances = "allowances",
        /// Single dates.
        Dates = "dates",
        /// Whether what is said twice is said alike.
        Consistency = "consistency",
        /// The order of things in time.
        Time = "time",
        /// What there was not yet, or no longer.
        Anachronism = "anachronism",
        /// What can be true but seldom is.
        Likelihood = "likelihood",
    }
}

impl Family {
    /// Whether a record may allow a rule of this family with a written reason. What concerns form, texts, references,
    /// sources and the writing of dates has no exceptions; what concerns the past may have.
    #[must_use]
    pub const fn may_be_allowed(self) -> bool {
        matches!(self, Self::Consistency | Self::Time | Self::Anachronism | Self::Likelihood)
    }

    /// Whether the rules of this family also hold for a variant put in the place of what it varies. That is done with
    /// the variants that may be true, the disputed and the imprecise; a rejected or superseded reading is known to be
    /// wrong or outdated, and what is wrong may well be impossible.
    #[must_use]
    pub const fn holds_in_variants(self) -> bool {
        matches!(self, Self::Time | Self::Anachronism)
    }
}

/// How a rule finds the places where it does not hold.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// It is told while the files are read.
    Files,
    /// Looks at one text, of a record or of the title page, and tells what is wrong with it and what to do.
    Text(fn(Passage<'_>, &mut dyn FnMut(String, &'static str))),
    /// Looks at one thing that a walk over a record meets; at anything but what it is about it does not look.
    Met(fn(&Context<'_>, Met<'_, '_>, &mut Findings<'_>)),
    /// Looks at one record, and at those that it refers to. It looks records up by [`Context::get`] and not in the
    /// dataset, so that it also sees a record with a variant put in its place.
    Each(fn(&Context<'_>, AnyRecord<'_>, &mut Findings<'_>)),
    /// Looks at the dataset as a whole.
    Whole(fn(&Context<'_>, &mut Findings<'_>)),
    /// It is told when all others have been applied, from what they have found.
    Outcome,
}

/// Every rule, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> + Clone {
    const MODULES: [&[Rule]; 22] = [
        form::RULES,
        text::RULES,
        leftovers::RULES,
        references::RULES,
        sources::RULES,
        dates::RULES,
        steps::RULES,
        tenure::RULES,
        acts::RULES,
        spans::RULES,
        causes::RULES,
        succession::RULES,
        likelihood::RULES,
        allowances::RULES,
        scripts::RULES,
        identifiers::RULES,
        names::RULES,
        ranks::RULES,
        wording::RULES,
        quantities::RULES,
        repetition::RULES,
        points::RULES,
    ];
    MODULES.into_iter().flatten()
}

/// The rule of that id.
#[must_use]
pub fn get(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// What the rules have found in a dataset.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// What is to be mended.
    pub open: Vec<Finding>,
    /// What the records allow, each with the reason.
    pub allowed: Vec<Allowed>,
}

/// Applies every rule to a dataset.
#[must_use]
pub fn check(dataset: &Dataset) -> Verdict {
    check_all(dataset, &BTreeSet::new())
}

/// Applies every rule to the records that could be read. The ids of the others are known, but nothing can be concluded
/// from what seems to be missing.
pub(crate) fn check_all(dataset: &Dataset, broken: &BTreeSet<(Collection, String)>) -> Verdict {
    let keys = Keys::of(dataset);
    apply(&Context::new(dataset, broken, &Index::new(dataset, &keys)))
}

/// Gathers what all rules find: record by record what can be seen there, then what concerns the whole, then the
/// variants; and at last settles what the records allow.
fn apply(context: &Context<'_>) -> Verdict {
    let mut found = Vec::new();
    text::title_page(&context.dataset.about, &mut found);
    let whole: Vec<_> = all().filter(|rule| matches!(rule.check, Check::Whole(_))).collect();
    let (each, whole) = parallel::both(
        || {
            parallel::batches(context.records(), |records| {
                let mut found = Vec::new();
                for record in records {
                    look_at(context, *record, &mut found);
                }
                found
            })
        },
        || {
            parallel::map(&whole, |rule| {
                let mut found = Vec::new();
                if let Check::Whole(check) = rule.check {
                    check(context, &mut Findings::new(rule, &mut found));
                }
                found
            })
        },
    );
    found.extend(each.into_iter().chain(whole).flatten());
    let varied = variants::apply(context, &found);
    found.extend(varied);
    allowances::settle(context, found)
}

/// The rules that look at one record.
static OF_RECORD: LazyLock<Vec<&Rule>> =
    LazyLock::new(|| all().filter(|rule| matches!(rule.check, Check::Each(_))).collect());

/// Applies to one record the rules that look at one at a time.
fn look_at(context: &Context<'_>, record: AnyRecord<'_>, found: &mut Vec<Finding>) {
    met::look_over(context, record, found);
    let is_rejected = record.is_rejected();
    for rule in OF_RECORD.iter().copied() {
        // What is known not to have been may well have been impossible.
        let is_exempt = is_rejected && rule.family.holds_in_variants();
        if let Check::Each(check) = rule.check
            && !is_exempt
        {
            check(context, record, &mut Findings::new(rule, found));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_have_ids_of_their_own_and_speak_in_sentences() {
        let mut ids = BTreeSet::new();
        for rule in all() {
            assert!(ids.insert(rule.id), "{} is there twice", rule.id);
            assert!(crate::text::check_kebab(rule.id).is_ok(), "{}", rule.id);
            assert!(rule.sentence.ends_with('.') && rule.explanation.ends_with('.'), "{}", rule.id);
            assert_eq!(rule.severity == Severity::Warning, rule.family == Family::Likelihood, "{}", rule.id);
        }
    }
}
