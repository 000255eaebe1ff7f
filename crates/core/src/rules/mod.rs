//! The rules: what must hold in every dataset of this shape.
//!
//! Each rule is an item of its own with an id, a severity and a sentence. The rules of form are applied while the
//! files are read ([`crate::load`]); the others have a check here, one module for each family. No rule knows a
//! country, an office or a year: what can be known of those stands in the records.

mod dates;
mod lifetimes;
mod order;
mod references;
mod sources;
mod text;

use std::collections::BTreeSet;

use crate::collection::Collection;
use crate::dataset::{AnyRecord, Dataset};
use crate::diagnostic::Severity;
use crate::walk::Path;

/// Something that must hold.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The id, which never changes: words joined by hyphens.
    pub id: &'static str,
    /// How grave it is to break the rule.
    pub severity: Severity,
    /// What must hold, in a sentence.
    pub sentence: &'static str,
    /// Finds every place where it does not hold; nothing for what is checked while the files are read.
    pub check: Option<fn(&Context<'_>) -> Vec<Finding>>,
}

macro_rules! form_rules {
    ($( $NAME:ident = $id:literal, $sentence:literal; )*) => {
        $(
            #[doc = $sentence]
            pub const $NAME: Rule = Rule { id: $id, severity: Severity::Error, sentence: $sentence, check: None };
        )*
        const FORM: &[Rule] = &[$($NAME),*];
    };
}

form_rules! {
    JSON_SYNTAX = "json-syntax",
        "Every file is one JSON value in UTF-8, without a byte-order mark.";
    RECORD_SHAPE = "record-shape",
        "Every record has the fields of its collection, each with a value of the right form.";
    CANONICAL_FORMAT = "canonical-format",
        "Every file is written as the tools write it: the same order of fields, the same indentation.";
    FILE_NAME = "file-name",
        "A record's file is named for its id.";
    MISPLACED_FILE = "misplaced-file",
        "The folder of a dataset holds its title page, its schemas and its collections, and nothing else.";
    UNREADABLE_FILE = "unreadable-file",
        "Every file of the folder can be read.";
    SCHEMA_OUT_OF_DATE = "schema-out-of-date",
        "The schemas beside the records are those that the types give.";
    EMBEDDED_DATA_OUT_OF_DATE = "embedded-data-out-of-date",
        "The records embedded in the data crate are those of the folder.";
}

/// Every rule, in the order of the families.
#[must_use]
pub fn all() -> Vec<Rule> {
    [FORM, text::RULES, references::RULES, sources::RULES, dates::RULES, order::RULES, lifetimes::RULES].concat()
}

/// What the checks look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The records that could be read.
    pub dataset: &'a Dataset,
    /// The ids of files that could not be read: known, but without a record.
    broken: &'a BTreeSet<(Collection, String)>,
    /// Whether the title page could be read.
    titled: bool,
}

impl<'a> Context<'a> {
    /// A context for a dataset all of whose records could be read.
    #[must_use]
    pub fn new(dataset: &'a Dataset) -> Self {
        static NONE: BTreeSet<(Collection, String)> = BTreeSet::new();
        Self { dataset, broken: &NONE, titled: true }
    }

    /// Whether a record or a broken file of that id exists.
    fn knows(&self, collection: Collection, id: &str) -> bool {
        self.dataset.get(collection, id).is_some() || self.broken.contains(&(collection, id.to_owned()))
    }

    /// Whether some file could not be read, so that nothing can be concluded from what is absent.
    fn is_incomplete(&self) -> bool {
        !self.broken.is_empty()
    }
}

/// A place in a record where a rule does not hold.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The record's collection.
    pub collection: Collection,
    /// The record's id.
    pub id: String,
    /// The way to the value.
    pub path: Path,
    /// What clashes with what.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The other places it speaks of.
    pub related: Vec<(Collection, String, Path, String)>,
}

impl Finding {
    fn new(rule: Rule, record: AnyRecord<'_>, path: &Path, message: String, help: impl Into<String>) -> Self {
        Self {
            rule,
            collection: record.collection(),
            id: record.id().to_owned(),
            path: path.clone(),
            message,
            help: help.into(),
            related: Vec::new(),
        }
    }

    fn see(mut self, record: AnyRecord<'_>, path: Path, message: impl Into<String>) -> Self {
        self.related.push((record.collection(), record.id().to_owned(), path, message.into()));
        self
    }
}

/// Applies every rule to a dataset.
#[must_use]
pub fn check(dataset: &Dataset) -> Vec<Finding> {
    apply(&Context::new(dataset))
}

pub(crate) fn check_all(dataset: &Dataset, broken: &BTreeSet<(Collection, String)>, titled: bool) -> Vec<Finding> {
    apply(&Context { dataset, broken, titled })
}

fn apply(context: &Context<'_>) -> Vec<Finding> {
    all().iter().filter_map(|rule| rule.check).flat_map(|check| check(context)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_words() {
        let rules = all();
        let ids: BTreeSet<_> = rules.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), rules.len());
        for rule in rules {
            assert!(crate::text::check_kebab(rule.id).is_ok(), "{}", rule.id);
            assert!(rule.sentence.ends_with('.'), "{}", rule.id);
        }
    }
}
