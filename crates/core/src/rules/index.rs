//! What several rules ask of the whole dataset, gathered in one walk over it.
//!
//! Records have numbers here, in the order of the dataset, so that who refers to whom takes two numbers for
//! each reference and not two texts.

use core::hash::BuildHasher as _;
use core::sync::atomic::{AtomicBool, Ordering};

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashMapExt as _, HashSet};

use crate::collection::Collection;
use crate::dataset::{AnyRecord, Dataset};
use crate::parallel;
use crate::record::Appointment;
use crate::statement::{Citation, Varied};
use crate::walk::{Path, Visitor};

type Id<'a> = (Collection, &'a str);

/// The number of a record or of a section. There are far fewer of them than there are numbers.
type Number = u32;

fn number(of: usize) -> Number {
    Number::try_from(of).unwrap_or(Number::MAX)
}

/// Who refers to whom, who was appointed to what, which sections there are and which are cited.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    records: Vec<AnyRecord<'a>>,
    /// The numbers of the records, collection by collection.
    numbers: Vec<HashMap<&'a str, Number>>,
    referrers: Lists,
    appointments: Lists,
    sections: Sections<'a>,
    /// Whether the section of that number is cited by some record.
    cited: Vec<AtomicBool>,
    /// The records that hold variants, in the order of the dataset.
    varied: Vec<AnyRecord<'a>>,
    /// The records that refer to themselves or to what is not there, or cite what is not there or left out.
    astray: HashSet<Id<'a>>,
}

/// The ids of all records and the headings of all sections, close together. Those in the records lie far apart, and each
/// look-up would wait for one.
#[derive(Debug)]
pub(super) struct Keys {
    ids: Vec<String>,
    headings: String,
}

impl Keys {
    pub(super) fn of(dataset: &Dataset) -> Self {
        let sections = || dataset.sources.iter().flat_map(|source| &source.sections);
        let (ids, headings) = parallel::both(
            || parallel::map(Collection::ALL, |collection| dataset.ids_of(*collection).collect()),
            || sections().map(|section| section.heading.as_str()).collect(),
        );
        Self { ids, headings }
    }
}

/// The beginning of what is left of the keys, as long as the key that is the same.
fn next_key<'a>(keys: &mut &'a str, key: &str) -> &'a str {
    let (own, rest) = keys.split_at_checked(key.len()).unwrap_or((keys, ""));
    *keys = rest;
    own
}

impl<'a> Index<'a> {
    pub(super) fn new(dataset: &'a Dataset, keys: &'a Keys) -> Self {
        let mut index = Self { records: dataset.records().collect(), ..Self::default() };
        let mut begin = 0;
        let mut collections = Vec::new();
        for (collection, ids) in Collection::ALL.iter().zip(&keys.ids) {
            collections.push((*collection, ids.as_str(), begin));
            begin += dataset.len_of(*collection);
        }
        let numbers_of = |&(collection, mut ids, begin): &(Collection, &'a str, usize)| {
            let mut numbers = HashMap::with_capacity(dataset.len_of(collection));
            for (id, at) in dataset.ids_of(collection).zip(begin..) {
                numbers.insert(next_key(&mut ids, id), number(at));
            }
            numbers
        };
        (index.sections, index.numbers) =
            parallel::both(|| Sections::of(dataset, &keys.headings), || parallel::map(&collections, numbers_of));
        index.cited.resize_with(index.sections.all.len(), AtomicBool::default);
        let numbered: Vec<_> = (0..).zip(index.records.iter().copied()).collect();
        let all = parallel::batches(&numbered, |batch| Seen::of(&index, batch));
        let references = all.iter().flat_map(|gathered| gathered.references.iter().copied());
        let seats = numbered.iter().filter_map(|(number, record)| match record {
            AnyRecord::Appointment(appointment) => Some((index.seat(appointment)?, *number)),
            _ => None,
        });
        let count = index.records.len();
        let (referrers, appointments) = parallel::both(
            || Lists::new(references, count),
            || Lists::new(seats.collect::<Vec<_>>().into_iter(), count),
        );
        for gathered in all {
            index.varied.extend(gathered.varied);
            index.astray.extend(gathered.astray);
        }
        Self { referrers, appointments, ..index }
    }

    fn number(&self, collection: Collection, id: &str) -> Option<Number> {
        self.numbers.get(collection as usize)?.get(id).copied()
    }

    fn seat(&self, appointment: &Appointment) -> Option<Number> {
        let post = appointment.post.as_ref().map(|id| (Collection::Posts, id.as_str()));
        let office = appointment.office.as_ref().map(|id| (Collection::Offices, id.as_str()));
        let (collection, id) = post.or(office)?;
        self.number(collection, id)
    }

    fn record(&self, number: Number) -> Option<AnyRecord<'a>> {
        self.records.get(number as usize).copied()
    }

    /// The records, in the order of the dataset.
    pub(super) fn records(&self) -> &[AnyRecord<'a>] {
        &self.records
    }

    pub(super) fn find(&self, collection: Collection, id: &str) -> Option<AnyRecord<'a>> {
        self.record(self.number(collection, id)?)
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
        list.iter().filter_map(|number| self.record(*number))
    }

    /// Whether some record refers to the record.
    pub(super) fn is_referred_to(&self, collection: Collection, id: &str) -> bool {
        self.number(collection, id).is_some_and(|number| !self.referrers.of(number).is_empty())
    }

    /// The section of that heading, and its number.
    fn section_of(&self, source: &str, heading: &str) -> Option<(Number, Section<'a>)> {
        self.sections.find(self.number(Collection::Sources, source)?, heading)
    }

    /// Where in the source the section of that heading stands.
    pub(super) fn section(&self, source: &str, heading: &str) -> Option<usize> {
        self.section_of(source, heading).map(|(_, section)| section.place)
    }

    /// The same, if the ledger leaves the section out.
    pub(super) fn omitted_section(&self, source: &str, heading: &str) -> Option<usize> {
        self.section_of(source, heading).filter(|(_, section)| section.is_omitted).map(|(_, section)| section.place)
    }

    /// Whether some record cites the section.
    pub(super) fn is_cited(&self, source: &str, heading: &str) -> bool {
        let section = self.section_of(source, heading);
        let cited = section.and_then(|(number, _)| self.cited.get(number as usize));
        cited.is_some_and(|is_cited| is_cited.load(Ordering::Relaxed))
    }

    /// Whether the record refers to itself or to what is not there, or cites what is not there or left out.
    pub(super) fn is_astray(&self, record: AnyRecord<'_>) -> bool {
        self.astray.contains(&(record.collection(), record.id()))
    }

    /// The records that hold variants, in the order of the dataset.
    pub(super) fn varied(&self) -> &[AnyRecord<'a>] {
        &self.varied
    }
}

/// What a walk over some records gathers.
#[derive(Debug, Default)]
struct Gathered<'a> {
    /// Who is referred to by whom.
    references: Vec<(Number, Number)>,
    varied: Vec<AnyRecord<'a>>,
    astray: HashSet<Id<'a>>,
}

struct Seen<'a, 'i> {
    index: &'i Index<'a>,
    /// The record under the hand, and its number.
    record: AnyRecord<'a>,
    from: Number,
    /// The last citation's source, and its number: a walk comes to the source as a reference next, and often it is that
    /// of the next citation too.
    source: Option<(&'a str, Option<Number>)>,
    /// Whether it holds variants.
    is_varied: bool,
    gathered: &'i mut Gathered<'a>,
}

impl<'a> Seen<'a, '_> {
    fn of(index: &Index<'a>, records: &[(Number, AnyRecord<'a>)]) -> Gathered<'a> {
        let mut gathered = Gathered::default();
        let mut own: Vec<(Number, Number)> = Vec::new();
        for &(from, record) in records {
            let before = gathered.references.len();
            let mut seen = Seen { index, record, from, source: None, is_varied: false, gathered: &mut gathered };
            record.walk(&mut seen);
            if seen.is_varied {
                gathered.varied.push(record);
            }
            // However often a record refers to another, it is one that does.
            own.extend(gathered.references.drain(before..));
            own.sort_unstable();
            own.dedup();
            gathered.references.append(&mut own);
        }
        gathered
    }

    fn number(&mut self, collection: Collection, id: &'a str) -> Option<Number> {
        if collection != Collection::Sources {
            return self.index.number(collection, id);
        }
        match self.source {
            Some((source, number)) if source == id => number,
            _ => {
                let number = self.index.number(collection, id);
                self.source = Some((id, number));
                number
            }
        }
    }

    fn id(&self) -> Id<'a> {
        (self.record.collection(), self.record.id())
    }
}

impl<'a> Visitor<'a> for Seen<'a, '_> {
    fn reference(&mut self, _: &Path, collection: Collection, id: &'a str) {
        let to = self.number(collection, id);
        if to.is_none_or(|to| to == self.from) {
            self.gathered.astray.insert(self.id());
        }
        self.gathered.references.extend(to.map(|to| (to, self.from)));
    }

    fn citation(&mut self, _: &Path, citation: &'a Citation) {
        let source = self.number(Collection::Sources, citation.source.as_str());
        let section = source.and_then(|source| self.index.sections.find(source, citation.section.as_str()));
        if section.is_none_or(|(_, section)| section.is_omitted) {
            self.gathered.astray.insert(self.id());
        }
        if let Some(is_cited) = section.and_then(|(number, _)| self.index.cited.get(number as usize)) {
            is_cited.store(true, Ordering::Relaxed);
        }
    }

    fn varied(&mut self, _: &Path, _: &'a dyn Varied) {
        self.is_varied = true;
    }
}

/// The sections of the sources. A section has a number here: its place among those of all sources.
#[derive(Debug, Default)]
struct Sections<'a> {
    /// The number of the first source.
    first: usize,
    /// Where the sections of a source begin, source by source; and at last, where those of the last end.
    begins: Vec<usize>,
    /// The sections, each source's by the hashes of their headings.
    all: Vec<Section<'a>>,
    hasher: RandomState,
}

/// A section of a source.
#[derive(Debug, Clone, Copy)]
struct Section<'a> {
    hash: u64,
    heading: &'a str,
    /// Its place among the sections of its source.
    place: usize,
    /// Whether the ledger leaves it out.
    is_omitted: bool,
}

impl<'a> Sections<'a> {
    fn of(dataset: &Dataset, mut headings: &'a str) -> Self {
        let before = Collection::ALL.iter().take_while(|collection| **collection != Collection::Sources);
        let first = before.map(|collection| dataset.len_of(*collection)).sum();
        let mut sections = Self { first, ..Self::default() };
        for source in &dataset.sources {
            let begin = sections.all.len();
            sections.begins.push(begin);
            sections.all.extend(source.sections.iter().enumerate().map(|(place, section)| Section {
                hash: sections.hasher.hash_one(section.heading.as_str()),
                heading: next_key(&mut headings, section.heading.as_str()),
                place,
                is_omitted: section.omitted.is_some(),
            }));
            if let Some(own) = sections.all.get_mut(begin..) {
                own.sort_unstable_by_key(|section| (section.hash, section.place));
            }
        }
        sections.begins.push(sections.all.len());
        sections
    }

    /// The section of that heading of the source of that number, with its own number. Of two with one heading the first
    /// is meant; that there are two is told by a rule.
    fn find(&self, source: Number, heading: &str) -> Option<(Number, Section<'a>)> {
        let at = (source as usize).checked_sub(self.first)?;
        let begin = *self.begins.get(at)?;
        let own = self.all.get(begin..*self.begins.get(at + 1)?)?;
        let hash = self.hasher.hash_one(heading);
        let from = own.partition_point(|section| section.hash < hash);
        let alike = own.iter().enumerate().skip(from).take_while(|(_, section)| section.hash == hash);
        let (at, section) = alike.into_iter().find(|(_, section)| section.heading == heading)?;
        Some((number(begin + at), *section))
    }
}

/// Lists of numbers, one for each number up to some.
#[derive(Debug, Default)]
struct Lists {
    /// Where the list of a number ends in those of all.
    ends: Vec<usize>,
    all: Vec<Number>,
}

impl Lists {
    /// Puts the second of each pair on the list of the first, in the order of the pairs.
    fn new(pairs: impl Iterator<Item = (Number, Number)> + Clone, count: usize) -> Self {
        let mut lists = Self { ends: vec![0; count], all: Vec::new() };
        for (of, _) in pairs.clone() {
            if let Some(length) = lists.ends.get_mut(of as usize) {
                *length += 1;
            }
        }
        let mut begin = 0;
        for end in &mut lists.ends {
            begin += core::mem::replace(end, begin);
        }
        lists.all.resize(begin, 0);
        // Where a list begins moves on with each that is put there, and comes to where it ends.
        for (of, number) in pairs {
            let Some(next) = lists.ends.get_mut(of as usize) else { continue };
            if let Some(place) = lists.all.get_mut(*next) {
                *place = number;
            }
            *next += 1;
        }
        lists
    }

    fn of(&self, number: Number) -> &[Number] {
        let at = number as usize;
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(at).and_then(|end| self.all.get(begin..*end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_list() {
        let lists = Lists::new([(2, 7), (0, 8), (2, 6), (3, 7)].into_iter(), 5);
        let all: Vec<_> = (0..6).map(|number| lists.of(number)).collect();
        assert_eq!(all, [[8].as_slice(), &[], &[7, 6], &[7], &[], &[]]);
        assert!(Lists::new(core::iter::empty(), 0).of(0).is_empty());
    }
}
