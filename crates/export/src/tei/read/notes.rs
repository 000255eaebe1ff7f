//! Which notes speak of which value.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::tree::El;

/// The notes that stand in one place, by what they point at.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    on: BTreeMap<&'a str, Vec<El<'a>>>,
    read: Rc<RefCell<BTreeSet<usize>>>,
}

impl<'a> Notes<'a> {
    /// The notes in the element, for a reader that has read none yet.
    pub(super) fn of(element: El<'a>) -> Self {
        Self::gather(element, Rc::default())
    }

    /// The notes in an element that is within the element of these.
    pub(super) fn within(&self, element: El<'a>) -> Self {
        Self::gather(element, Rc::clone(&self.read))
    }

    fn gather(element: El<'a>, read: Rc<RefCell<BTreeSet<usize>>>) -> Self {
        let mut on: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for note in element.all("note") {
            if let Some(target) = note.attr("target") {
                on.entry(target.strip_prefix('#').unwrap_or(target)).or_default().push(note);
            }
        }
        Self { on, read }
    }

    /// The notes that point at the element.
    pub(super) fn on(&self, element: El<'_>) -> Vec<El<'a>> {
        let found = element.attr("xml:id").and_then(|id| self.on.get(id)).cloned().unwrap_or_default();
        self.read.borrow_mut().extend(found.iter().map(|note| note.span().start));
        found
    }

    /// The notes in the element, however deep, that point at something and that nobody has asked for: what they point
    /// at is not there, or is no value.
    pub(super) fn astray(&self, element: El<'a>) -> Vec<El<'a>> {
        let read = self.read.borrow();
        element
            .descendants()
            .filter(|note| note.name() == Some("note") && note.attr("target").is_some())
            .filter(|note| !read.contains(&note.span().start))
            .collect()
    }
}
