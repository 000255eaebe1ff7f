//! What several rules ask of the whole dataset, gathered in one walk over it.
//!
//! Records have numbers here, in the order of the dataset, so that who refers to whom takes two numbers for
//! each reference and not two texts.

use foldhash::{HashMap, HashSet};

use crate::collection::Collection;
use crate::dataset::{AnyRecord, Dataset};
use crate::parallel;
use crate::record::Appointment;
use crate::statement::{Citation, VariantRef};
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
    /// The sections of the sources by their headings.
    sections: HashMap<&'a str, HashMap<&'a str, Section>>,
    /// Whether the section of that number is cited by some record.
    cited: Vec<bool>,
    /// The records that hold variants.
    varied: HashSet<Id<'a>>,
    /// The records that refer to themselves or to what is not there, or cite what is not there or left out.
    astray: HashSet<Id<'a>>,
}

/// A section of a source.
#[derive(Debug, Clone, Copy)]
struct Section {
    /// Its place among the sections of its source.
    place: usize,
    /// Its number among all sections.
    number: Number,
    /// Whether the ledger leaves it out.
    is_omitted: bool,
}

impl<'a> Index<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> Self {
        let mut index = Self { records: dataset.records().collect(), ..Self::default() };
        let mut rest = index.records.as_slice();
        let mut collections = Vec::new();
        for collection in Collection::ALL {
            let (records, others) = rest.split_at_checked(dataset.len_of(*collection)).unwrap_or((rest, &[]));
            collections.push((index.records.len() - rest.len(), records));
            rest = others;
        }
        index.numbers = parallel::map(&collections, |(begin, records)| {
            records.iter().zip(*begin..).map(|(record, at)| (record.id(), number(at))).collect()
        });
        let mut count = 0;
        for source in &dataset.sources {
            // Of two with one heading the first is meant; that there are two is told by a rule.
            let sections = source.sections.iter().enumerate().rev().map(|(place, section)| {
                let is_omitted = section.omitted.is_some();
                (section.heading.as_str(), Section { place, number: number(count + place), is_omitted })
            });
            index.sections.insert(source.id.as_str(), sections.collect());
            count += source.sections.len();
        }
        index.cited = vec![false; count];
        let numbered: Vec<_> = (0..).zip(index.records.iter().copied()).collect();
        let mut references = Vec::new();
        let all = parallel::batches(&numbered, |batch| Seen::of(&index, batch));
        references.reserve_exact(all.iter().map(|gathered| gathered.references.len()).sum());
        for gathered in all {
            references.extend(gathered.references);
            for number in gathered.cited {
                if let Some(is_cited) = index.cited.get_mut(number as usize) {
                    *is_cited = true;
                }
            }
            index.varied.extend(gathered.varied);
            index.astray.extend(gathered.astray);
        }
        let seats = numbered.iter().filter_map(|(number, record)| match record {
            AnyRecord::Appointment(appointment) => Some((index.seat(appointment)?, *number)),
            _ => None,
        });
        let appointments = Lists::new(seats.collect());
        Self { referrers: Lists::new(references), appointments, ..index }
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
        list.iter().filter_map(|(_, number)| self.record(*number))
    }

    fn section_of(&self, source: &str, heading: &str) -> Option<Section> {
        self.sections.get(source)?.get(heading).copied()
    }

    /// Where in the source the section of that heading stands.
    pub(super) fn section(&self, source: &str, heading: &str) -> Option<usize> {
        self.section_of(source, heading).map(|section| section.place)
    }

    /// The same, if the ledger leaves the section out.
    pub(super) fn omitted_section(&self, source: &str, heading: &str) -> Option<usize> {
        self.section_of(source, heading).filter(|section| section.is_omitted).map(|section| section.place)
    }

    /// Whether some record cites the section.
    pub(super) fn is_cited(&self, source: &str, heading: &str) -> bool {
        let section = self.section_of(source, heading);
        section.is_some_and(|section| self.cited.get(section.number as usize) == Some(&true))
    }

    /// Whether the record refers to itself or to what is not there, or cites what is not there or left out.
    pub(super) fn is_astray(&self, record: AnyRecord<'_>) -> bool {
        self.astray.contains(&(record.collection(), record.id()))
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
    references: Vec<(Number, Number)>,
    /// The sections that are cited, each as often as it is.
    cited: Vec<Number>,
    varied: HashSet<Id<'a>>,
    astray: HashSet<Id<'a>>,
}

struct Seen<'a, 'i> {
    index: &'i Index<'a>,
    /// The record under the hand, and its number.
    record: AnyRecord<'a>,
    from: Number,
    gathered: &'i mut Gathered<'a>,
}

impl<'a> Seen<'a, '_> {
    fn of(index: &Index<'a>, records: &[(Number, AnyRecord<'a>)]) -> Gathered<'a> {
        let mut gathered = Gathered::default();
        for &(from, record) in records {
            let before = gathered.references.len();
            record.walk(&mut Seen { index, record, from, gathered: &mut gathered });
            // However often a record refers to another, it is one that does.
            let mut own = gathered.references.split_off(before);
            own.sort_unstable();
            own.dedup();
            gathered.references.append(&mut own);
        }
        gathered
    }

    fn id(&self) -> Id<'a> {
        (self.record.collection(), self.record.id())
    }
}

impl<'a> Visitor<'a> for Seen<'a, '_> {
    fn reference(&mut self, _: &Path, collection: Collection, id: &'a str) {
        let to = self.index.number(collection, id);
        if to.is_none_or(|to| to == self.from) {
            self.gathered.astray.insert(self.id());
        }
        self.gathered.references.extend(to.map(|to| (to, self.from)));
    }

    fn citation(&mut self, _: &Path, citation: &'a Citation) {
        let section = self.index.section_of(citation.source.as_str(), citation.section.as_str());
        if section.is_none_or(|section| section.is_omitted) {
            self.gathered.astray.insert(self.id());
        }
        self.gathered.cited.extend(section.map(|section| section.number));
    }

    fn variant(&mut self, _: &Path, _: VariantRef<'a>) {
        self.gathered.varied.insert(self.id());
    }
}

/// Pairs of numbers, found by the first of the two.
#[derive(Debug, Default)]
struct Lists(Vec<(Number, Number)>);

impl Lists {
    fn new(mut pairs: Vec<(Number, Number)>) -> Self {
        parallel::sort(&mut pairs);
        Self(pairs)
    }

    fn of(&self, number: Number) -> &[(Number, Number)] {
        let from = self.0.partition_point(|(first, _)| *first < number);
        let rest = self.0.get(from..).unwrap_or_default();
        let length = rest.partition_point(|(first, _)| *first == number);
        rest.get(..length).unwrap_or_default()
    }
}
