//! What a rule has found, and how it tells it.

use super::Rule;
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::walk::Path;

/// A place in a record where a rule does not hold.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
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

/// Takes down what one rule finds.
#[derive(Debug)]
pub struct Findings<'f> {
    rule: &'static Rule,
    found: &'f mut Vec<Finding>,
}

impl<'f> Findings<'f> {
    pub(super) fn new(rule: &'static Rule, found: &'f mut Vec<Finding>) -> Self {
        Self { rule, found }
    }

    /// Tells that the rule does not hold at that place: what clashes with what, and what to do.
    pub fn tell(&mut self, record: AnyRecord<'_>, path: Path, message: String, help: impl Into<String>) -> &mut Self {
        self.tell_at(Some(record.collection()), record.id(), path, message, help)
    }

    /// The same for the title page, which has no collection.
    pub(super) fn tell_at(
        &mut self,
        collection: Option<Collection>,
        id: &str,
        path: Path,
        message: String,
        help: impl Into<String>,
    ) -> &mut Self {
        let (id, help) = (id.to_owned(), help.into());
        self.found.push(Finding { rule: self.rule, collection, id, path, message, help, related: Vec::new() });
        self
    }

    /// Adds to what was told last another place that it speaks of, and what is to be seen there.
    pub fn see(&mut self, record: AnyRecord<'_>, path: Path, message: impl Into<String>) -> &mut Self {
        if let Some(last) = self.found.last_mut() {
            last.related.push((record.collection(), record.id().to_owned(), path, message.into()));
        }
        self
    }
}
