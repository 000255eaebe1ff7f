//! Statements: the inverse of the modules of the same names in `tei/statement`.
//!
//! What a value says stands in its element, what a reading says in the note of the variant, and in both it is said by
//! the same elements; so both are read by one function, which is handed a [`Place`].

mod common;
mod relation;
mod step;

use std::ops::Range;

use usru_core::collection::Collection;

use super::notes::Notes;
use super::said::Said;
use super::tree::El;

pub(super) use common::{allowance, citations, claim, coordinates, doubt, identifier, name, quantity, rank, vital};
pub(super) use relation::{link, participant, place_link, polity_link, reference};
pub(super) use step::step;

/// Where a value or a reading is said.
#[derive(Debug)]
pub(super) struct Place<'a, 'n> {
    /// The elements that say it, and maybe others.
    pub(super) elements: Vec<El<'a>>,
    /// Where the notes stand on what is in it.
    pub(super) notes: &'n Notes<'a>,
    /// The notes on it.
    own: Vec<El<'a>>,
    span: Range<usize>,
}

impl<'a, 'n> Place<'a, 'n> {
    /// The place of a value: the element that notes point at, and the elements that say what it is.
    pub(super) fn of_value(anchor: El<'a>, elements: impl IntoIterator<Item = El<'a>>, notes: &'n Notes<'a>) -> Self {
        Self { elements: elements.into_iter().collect(), notes, own: notes.on(anchor), span: anchor.span() }
    }

    /// The place of a reading: the note of its variant.
    fn of_reading(note: El<'a>, notes: &'n Notes<'a>) -> Self {
        let own = note.all("note").filter(|note| note.attr("target").is_none()).collect();
        Self { elements: note.children().collect(), notes, own, span: note.span() }
    }

    /// An object that is said here.
    pub(super) fn object(&self) -> Said {
        Said::object(self.span.clone())
    }

    /// The first element of that name and `@type`.
    pub(super) fn typed(&self, name: &str, kind: &str) -> Option<El<'a>> {
        self.elements.iter().copied().find(|element| element.is(name, kind))
    }

    /// The element that names a record.
    pub(super) fn mention(&self) -> Option<El<'a>> {
        self.elements.iter().copied().find(|element| element.attr("ref").is_some())
    }

    /// The note of that type on it.
    pub(super) fn own(&self, kind: &str) -> Option<El<'a>> {
        self.own.iter().copied().find(|note| note.kind() == Some(kind))
    }

    /// The words of the note of that type.
    pub(super) fn note(&self, kind: &str) -> Option<Said> {
        self.own(kind).map(El::words)
    }

    /// The value with the sources of its own and its variants, each read as `reading` says.
    pub(super) fn told(&self, value: Said, reading: &dyn Fn(&Place<'a, '_>) -> Said) -> Said {
        let cited = self.own.iter().copied().filter(|note| note.kind() == Some("citations")).flat_map(citations);
        let variants = self.own.iter().copied().filter(|note| note.kind() == Some("variant")).map(|note| {
            let notes = self.notes.within(note);
            let place = Place::of_reading(note, &notes);
            Said::object(note.span())
                .with("reading", Some(reading(&place)))
                .list("citations", citations(note))
                .with("status", note.said("subtype"))
                .with("reason", place.note("reason"))
        });
        value.list("citations", cited).list("variants", variants)
    }
}

/// The id in a pointer at a record of the collection; the pointer itself if it points at anything else, so that it is
/// refused.
pub(super) fn pointed(element: El<'_>, attribute: &str, collection: Collection) -> Option<Said> {
    let pointer = element.attr(attribute)?;
    let id = record_pointed(pointer).filter(|(found, _)| *found == collection).map_or(pointer, |(_, id)| id);
    Some(Said::text(id, element.attr_span(attribute)))
}

/// The collection and the id in a pointer at a record.
pub(super) fn record_pointed(pointer: &str) -> Option<(Collection, &str)> {
    let (singular, id) = pointer.strip_prefix('#')?.split_once('.')?;
    let collection = Collection::ALL.iter().copied().find(|collection| collection.singular() == singular)?;
    Some((collection, id))
}
