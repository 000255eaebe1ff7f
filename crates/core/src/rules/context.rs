//! What the rules look at.

use std::collections::BTreeSet;

use super::index::Index;
use crate::collection::Collection;
use crate::dataset::{AnyRecord, Dataset, Member};
use crate::date::Bounds;
use crate::record::Appointment;

/// What the checks look at: the dataset, and what several of them ask of it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The records that could be read.
    pub dataset: &'a Dataset,
    /// The day of its release.
    pub released: Bounds,
    /// The ids of files that could not be read: known, but without a record. The empty id stands for every id of a
    /// collection that could not be listed.
    broken: &'a BTreeSet<(Collection, String)>,
    index: &'a Index<'a>,
    /// Records with variants put in the places of what they vary; they are seen instead of the dataset's own.
    varied: Option<&'a Dataset>,
}

impl<'a> Context<'a> {
    pub(super) fn new(dataset: &'a Dataset, broken: &'a BTreeSet<(Collection, String)>, index: &'a Index<'a>) -> Self {
        Self { dataset, released: dataset.about.released.bounds(), broken, index, varied: None }
    }

    /// The same with other records seen in the place of the dataset's own.
    pub(super) fn with<'b>(&self, varied: &'b Dataset) -> Context<'b>
    where
        'a: 'b,
    {
        Context { varied: Some(varied), ..*self }
    }

    /// The record of that type and id: with variants in their places, if it is one of those that are varied.
    #[must_use]
    pub fn get<T: Member>(&self, id: &str) -> Option<&'a T> {
        let varied = self.varied.and_then(|varied| T::records(varied).get(id));
        varied.or_else(|| self.index.find(T::COLLECTION, id).and_then(T::of))
    }

    /// The record of that collection and id: with variants in their places, if it is one of those that are varied.
    #[must_use]
    pub fn find(&self, collection: Collection, id: &str) -> Option<AnyRecord<'a>> {
        let varied = self.varied.and_then(|varied| varied.get(collection, id));
        varied.or_else(|| self.index.find(collection, id))
    }

    /// The record of that type and id, unless it is rejected: what did not exist or happen limits nothing else.
    #[must_use]
    pub fn fact<T: Member>(&self, id: &str) -> Option<&'a T> {
        self.get::<T>(id).filter(|record| !record.as_any().is_rejected())
    }

    /// The same for a record of any collection.
    #[must_use]
    pub fn fact_in(&self, collection: Collection, id: &str) -> Option<AnyRecord<'a>> {
        self.find(collection, id).filter(|record| !record.is_rejected())
    }

    /// Whether the record has a variant put in its place. A rule about pairs tells each pair once, at one of the two;
    /// of a varied record it tells all pairs, because the other is not asked again.
    #[must_use]
    pub fn is_varied(&self, record: AnyRecord<'_>) -> bool {
        self.varied.is_some_and(|varied| varied.get(record.collection(), record.id()).is_some())
    }

    /// The appointments to a post ([`Collection::Posts`]) or office ([`Collection::Offices`]), but for rejected ones.
    pub fn appointments_to(self, collection: Collection, id: &str) -> impl Iterator<Item = &'a Appointment> {
        let here = self.index.appointments(collection, id).map(move |own| self.as_varied(own));
        here.filter(|record| !record.is_rejected()).filter_map(Appointment::of)
    }

    /// The records that refer to a record, in the order of the dataset.
    pub fn referrers_of(self, collection: Collection, id: &str) -> impl Iterator<Item = AnyRecord<'a>> {
        self.index.referrers(collection, id).map(move |own| self.as_varied(own))
    }

    /// The record, or in its place the one with the variants that are tried.
    fn as_varied(&self, own: AnyRecord<'a>) -> AnyRecord<'a> {
        self.varied.and_then(|varied| varied.get(own.collection(), own.id())).unwrap_or(own)
    }

    /// Whether some record refers to the record.
    #[must_use]
    pub fn is_referred_to(&self, collection: Collection, id: &str) -> bool {
        self.index.is_referred_to(collection, id)
    }

    /// All records, in the order of the dataset.
    #[must_use]
    pub fn records(&self) -> &'a [AnyRecord<'a>] {
        self.index.records()
    }

    /// Where in the source the section of that heading stands.
    #[must_use]
    pub fn section(&self, source: &str, heading: &str) -> Option<usize> {
        self.index.section(source, heading)
    }

    /// The same, if the ledger leaves the section out.
    #[must_use]
    pub fn omitted_section(&self, source: &str, heading: &str) -> Option<usize> {
        self.index.omitted_section(source, heading)
    }

    /// Whether some record cites the section of the source.
    #[must_use]
    pub fn is_cited(&self, source: &str, heading: &str) -> bool {
        self.index.is_cited(source, heading)
    }

    /// The records that hold variants, in the order of the dataset.
    #[must_use]
    pub fn records_with_variants(&self) -> &'a [AnyRecord<'a>] {
        self.index.varied()
    }

    /// Whether some reference of the record leads nowhere or to itself, or some citation to no section or to one that is
    /// left out. Few do, so that rules about these need not look at the others.
    #[must_use]
    pub fn is_astray(&self, record: AnyRecord<'_>) -> bool {
        self.index.is_astray(record)
    }

    /// Whether a record or a broken file of that id exists.
    #[must_use]
    pub fn knows(&self, collection: Collection, id: &str) -> bool {
        let is_broken = |id: &str| self.broken.contains(&(collection, id.to_owned()));
        self.index.find(collection, id).is_some() || (self.is_incomplete() && (is_broken(id) || is_broken("")))
    }

    /// Whether some file could not be read, so that nothing can be concluded from what is absent.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.broken.is_empty()
    }
}
