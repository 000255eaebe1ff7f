//! What several rules ask of the whole dataset, gathered in one walk over it.
//!
//! Records have numbers here, in the order of the dataset, so that who refers to whom takes two words for each
//! reference and not two texts.

use foldhash::{HashMap, HashSet};

use crate::collection::Collection;
use crate::dataset::{AnyRecord, Dataset};
use crate::parallel;
use crate::record::Appointment;
use crate::statement::{Citation, VariantRef};
use crate::walk::{Path, Visitor};

type Id<'a> = (Collection, &'a str);

/// Who refers to whom, who was appointed to what, which sections there are and which are cited.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    records: Vec<AnyRecord<'a>>,
    /// The numbers of the records, collection by collection.
    numbers: Vec<HashMap<&'a str, usize>>,
    referrers: Lists,
    appointments: Lists,
    /// The headings of the sources, each with its place and whether it is left out.
    sections: HashMap<&'a str, HashMap<&'a str, (usize, bool)>>,
    /// Sources and headings that some record cites.
    cited: HashSet<(&'a str, &'a str)>,
    /// The records that hold variants.
    varied: HashSet<Id<'a>>,
    /// The records that refer to themselves or to what is not there.
    stray: HashSet<Id<'a>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> Self {
        let records: Vec<_> = dataset.records().collect();
        let numbers = Collection::ALL.iter().map(|_| HashMap::default()).collect();
        let mut index = Self { records, numbers, ..Self::default() };
        for (number, record) in index.records.iter().enumerate() {
            if let Some(numbers) = index.numbers.get_mut(record.collection() as usize) {
                numbers.insert(record.id(), number);
            }
        }
        for source in &dataset.sources {
            let headings = source.sections.iter().enumerate().rev();
            let places = headings.map(|(at, section)| (section.heading.as_str(), (at, section.omitted.is_some())));
            index.sections.insert(source.id.as_str(), places.collect());
        }
        let numbered: Vec<_> = index.records.iter().copied().enumerate().collect();
        let mut references = Vec::new();
        let all = parallel::batches(&numbered, |batch| Seen::of(&index, batch));
        for gathered in all {
            references.extend(gathered.references);
            index.cited.extend(gathered.cited);
            index.varied.extend(gathered.varied);
            index.stray.extend(gathered.stray);
        }
        let seats = numbered.iter().filter_map(|(number, record)| match record {
            AnyRecord::Appointment(appointment) => Some((index.seat(appointment)?, *number)),
            _ => None,
        });
        let appointments = Lists::new(seats.collect());
        Self { referrers: Lists::new(references), appointments, ..index }
    }

    fn number(&self, collection: Collection, id: &str) -> Option<usize> {
        self.numbers.get(collection as usize)?.get(id).copied()
    }

    fn seat(&self, appointment: &Appointment) -> Option<usize> {
        let post = appointment.post.as_ref().map(|id| (Collection::Posts, id.as_str()));
        let office = appointment.office.as_ref().map(|id| (Collection::Offices, id.as_str()));
        let (collection, id) = post.or(office)?;
        self.number(collection, id)
    }

    /// The records, in the order of the dataset.
    pub(super) fn records(&self) -> &[AnyRecord<'a>] {
        &self.records
    }

    pub(super) fn find(&self, collection: Collection, id: &str) -> Option<AnyRecord<'a>> {
        self.records.get(self.number(collection, id)?).copied()
    }

    /// The records that refer to a record.
    pub(super) fn referrers(&self, collection: Collection, id: &str) -> impl Iterator<Item = AnyRecord<'a>> {
        self.listed(&self.referrers, collection, id)
    }

    /// The appointments to a post or office.
    pub(super) fn appointments(&self, collection: Collection, id: &str) -> impl Iterator<Item = AnyRecord<'a>> {
        self.listed(&self.appointments, collection, id)
    }

    fn listed(&self, lists: &Lists, collection: Collection, id: &str) -> impl Iterator<Item = AnyRecord<'a>> {
        let list = self.number(collection, id).map(|number| lists.of(number)).unwrap_or_default();
        list.iter().filter_map(|(_, number)| self.records.get(*number).copied())
    }

    /// Where in the source the section of that heading stands.
    pub(super) fn section(&self, source: &str, heading: &str) -> Option<usize> {
        self.sections.get(source)?.get(heading).map(|(at, _)| *at)
    }

    /// The same, if the ledger leaves the section out.
    pub(super) fn omitted_section(&self, source: &str, heading: &str) -> Option<usize> {
        self.sections.get(source)?.get(heading).filter(|(_, is_omitted)| *is_omitted).map(|(at, _)| *at)
    }

    /// Whether some record cites the section.
    pub(super) fn is_cited(&self, source: &str, heading: &str) -> bool {
        self.cited.contains(&(source, heading))
    }

    /// Whether the record refers to itself or to what is not there.
    pub(super) fn has_stray_reference(&self, record: AnyRecord<'_>) -> bool {
        self.stray.contains(&(record.collection(), record.id()))
    }

    /// Whether the record holds variants.
    pub(super) fn has_variants(&self, record: AnyRecord<'_>) -> bool {
        self.varied.contains(&(record.collection(), record.id()))
    }
}

/// What a walk over some records gathers.
#[derive(Debug, Default)]
struct Gathered<'a> {
    /// Who is referred to by whom.
    references: Vec<(usize, usize)>,
    cited: HashSet<(&'a str, &'a str)>,
    varied: HashSet<Id<'a>>,
    stray: HashSet<Id<'a>>,
}

struct Seen<'a, 'i> {
    index: &'i Index<'a>,
    /// The record under the hand, and its number.
    record: AnyRecord<'a>,
    from: usize,
    gathered: Gathered<'a>,
}

impl<'a, 'i> Seen<'a, 'i> {
    fn of(index: &'i Index<'a>, records: &[(usize, AnyRecord<'a>)]) -> Gathered<'a> {
        let mut gathered = Gathered::default();
        for (number, record) in records {
            let mut seen = Self { index, record: *record, from: *number, gathered };
            let before = seen.gathered.references.len();
            record.walk(&mut seen);
            // However often a record refers to another, it is one that does.
            let mut own = seen.gathered.references.split_off(before);
            own.sort_unstable();
            own.dedup();
            seen.gathered.references.append(&mut own);
            gathered = seen.gathered;
        }
        gathered
    }
}

impl<'a> Visitor<'a> for Seen<'a, '_> {
    fn reference(&mut self, _: &Path, collection: Collection, id: &'a str) {
        let to = self.index.number(collection, id);
        if to.is_none_or(|to| to == self.from) {
            self.gathered.stray.insert((self.record.collection(), self.record.id()));
        }
        self.gathered.references.extend(to.map(|to| (to, self.from)));
    }

    fn citation(&mut self, _: &Path, citation: &'a Citation) {
        self.gathered.cited.insert((citation.source.as_str(), citation.section.as_str()));
    }

    fn variant(&mut self, _: &Path, _: VariantRef<'a>) {
        self.gathered.varied.insert((self.record.collection(), self.record.id()));
    }
}

/// Pairs of numbers, found by the first of the two.
#[derive(Debug, Default)]
struct Lists(Vec<(usize, usize)>);

impl Lists {
    fn new(mut pairs: Vec<(usize, usize)>) -> Self {
        pairs.sort_unstable();
        pairs.shrink_to_fit();
        Self(pairs)
    }

    fn of(&self, number: usize) -> &[(usize, usize)] {
        let from = self.0.partition_point(|(first, _)| *first < number);
        let rest = self.0.get(from..).unwrap_or_default();
        let length = rest.partition_point(|(first, _)| *first == number);
        rest.get(..length).unwrap_or_default()
    }
}
