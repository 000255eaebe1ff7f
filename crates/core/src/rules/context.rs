//! What the rules look at.

use std::collections::{BTreeSet, HashMap};

use crate::collection::Collection;
use crate::dataset::{AnyRecord, Dataset, Member};
use crate::record::Appointment;
use crate::walk::{Path, Visitor};

/// What the checks look at: the dataset, and what several of them ask of it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The records that could be read.
    pub dataset: &'a Dataset,
    /// The ids of files that could not be read: known, but without a record.
    broken: &'a BTreeSet<(Collection, String)>,
    index: &'a Index<'a>,
    /// Records with variants put in the places of what they vary; they are seen instead of the dataset's own.
    varied: Option<&'a Dataset>,
}

impl<'a> Context<'a> {
    pub(super) fn new(dataset: &'a Dataset, broken: &'a BTreeSet<(Collection, String)>, index: &'a Index<'a>) -> Self {
        Self { dataset, broken, index, varied: None }
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
        varied.or_else(|| T::records(self.dataset).get(id))
    }

    /// The record of that collection and id: with variants in their places, if it is one of those that are varied.
    #[must_use]
    pub fn find(&self, collection: Collection, id: &str) -> Option<AnyRecord<'a>> {
        let varied = self.varied.and_then(|varied| varied.get(collection, id));
        varied.or_else(|| self.dataset.get(collection, id))
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
        let found = self.index.appointments.get(&collection).and_then(|by_id| by_id.get(id));
        found.into_iter().flatten().filter_map(move |own| self.fact::<Appointment>(own.id.as_str()))
    }

    /// The records that refer to a record, in the order of the dataset.
    pub fn referrers_of(self, collection: Collection, id: &str) -> impl Iterator<Item = AnyRecord<'a>> {
        let found = self.index.referrers.get(&collection).and_then(|by_id| by_id.get(id));
        found.into_iter().flatten().filter_map(move |own| self.find(own.collection(), own.id()))
    }

    /// Whether a record or a broken file of that id exists.
    #[must_use]
    pub fn knows(&self, collection: Collection, id: &str) -> bool {
        self.dataset.get(collection, id).is_some() || self.broken.contains(&(collection, id.to_owned()))
    }

    /// Whether some file could not be read, so that nothing can be concluded from what is absent.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.broken.is_empty()
    }
}

/// What several rules ask of the whole dataset, gathered once.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    referrers: ById<'a, AnyRecord<'a>>,
    appointments: ById<'a, &'a Appointment>,
}

/// Things by the collection and the id of what they belong to.
type ById<'a, T> = HashMap<Collection, HashMap<&'a str, Vec<T>>>;

impl<'a> Index<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> Self {
        let mut index = Self::default();
        for from in dataset.records() {
            from.walk(&mut Referrers { from, found: &mut index.referrers });
        }
        for appointment in &dataset.appointments {
            let post = appointment.post.as_ref().map(|id| (Collection::Posts, id.as_str()));
            let office = appointment.office.as_ref().map(|id| (Collection::Offices, id.as_str()));
            for (collection, id) in [post, office].into_iter().flatten() {
                index.appointments.entry(collection).or_default().entry(id).or_default().push(appointment);
            }
        }
        index
    }
}

struct Referrers<'a, 'f> {
    from: AnyRecord<'a>,
    found: &'f mut ById<'a, AnyRecord<'a>>,
}

impl<'a> Visitor<'a> for Referrers<'a, '_> {
    fn reference(&mut self, _: &Path, collection: Collection, id: &'a str) {
        let all = self.found.entry(collection).or_default().entry(id).or_default();
        // A record is walked at one go, so it can only be the last.
        if all.last().is_none_or(|last| (last.collection(), last.id()) != (self.from.collection(), self.from.id())) {
            all.push(self.from);
        }
    }
}
