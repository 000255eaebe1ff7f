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
use std::fmt::Write as _;

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
    /// Why it must hold, and what exactly is looked at.
    pub explanation: &'static str,
    /// Finds every place where it does not hold; nothing for what is checked while the files are read.
    pub check: Option<fn(&Context<'_>) -> Vec<Finding>>,
}

macro_rules! form_rules {
    ($( $NAME:ident = $id:literal, $sentence:literal, $explanation:literal; )*) => {
        $(
            #[doc = $sentence]
            pub const $NAME: Rule = Rule {
                id: $id,
                severity: Severity::Error,
                sentence: $sentence,
                explanation: $explanation,
                check: None,
            };
        )*
        const FORM: &[Rule] = &[$($NAME),*];
    };
}

form_rules! {
    JSON_SYNTAX = "json-syntax",
        "Every file is one JSON value in UTF-8, without a byte-order mark.",
        "A file that is no JSON is told of once, at the place where a reader of JSON gives up, and its id still counts as known, so that the references to it are not faults too.";
    RECORD_SHAPE = "record-shape",
        "Every record has the fields of its collection, each with a value of the right form.",
        "All faults of a record are told, not the first alone: an unknown field with the nearest known one, a missing field with what belongs there, a word that is not of the list, an id or a date of the wrong form. null is used nowhere: what is not known is not written.";
    CANONICAL_FORMAT = "canonical-format",
        "Every file is written as the tools write it: the same order of fields, the same indentation.",
        "The record is read and written again, and must be the same bytes. So a change of a record shows in a comparison as that change alone, whoever made it with whatever editor.";
    FILE_NAME = "file-name",
        "A record's file is named for its id.",
        "Who knows the id knows the file, and two records of one collection cannot have one id.";
    MISPLACED_FILE = "misplaced-file",
        "The folder of a dataset holds its title page, its schemas and its collections, and nothing else.",
        "A record in a folder that no collection has, or with an ending other than .json, would be passed over in silence. Texts for people (.md) may lie beside the title page.";
    UNREADABLE_FILE = "unreadable-file",
        "Every file of the folder can be read.",
        "A file without permission, a pipe, a link that leads nowhere, a folder where a file is expected: it is told, and the other files are still checked.";
    SCHEMA_OUT_OF_DATE = "schema-out-of-date",
        "The schemas beside the records are those that the types give.",
        "Editors complete and check by these files. A stale one would accept what the tools refuse.";
    EMBEDDED_DATA_OUT_OF_DATE = "embedded-data-out-of-date",
        "The records embedded in the data crate are those of the folder.",
        "Whoever depends on the crate sees the embedded records, not the folder. `cargo xtask codegen` makes the two equal again.";
}

/// Every rule, in the order of the families.
#[must_use]
pub fn all() -> Vec<Rule> {
    [FORM, text::RULES, references::RULES, sources::RULES, dates::RULES, order::RULES, lifetimes::RULES].concat()
}

/// The page of all rules, in Markdown.
#[must_use]
pub fn page() -> String {
    let mut page =
        "# The rules\n\nWritten by `cargo xtask codegen` from the rules themselves. `usru explain RULE` prints one of \
                    them.\n"
            .to_owned();
    for rule in all() {
        // A string takes whatever is written to it.
        let _ = write!(page, "\n## {}\n\n**{}** {}\n", rule.id, rule.sentence, rule.explanation);
    }
    page
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
    /// The record's collection; nothing for the title page.
    pub collection: Option<Collection>,
    /// The record's id; for the title page the name of the dataset.
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
            collection: Some(record.collection()),
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
