//! The whole: what the dataset is, and its thirteen collections.

mod records;

use std::collections::BTreeSet;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

pub use self::records::{DuplicateId, Iter, Records};
pub use crate::about::{About, Contributor, Side};
use crate::collection::{Collection, RecordRef};
use crate::parallel;
use crate::record::{
    Agreement, Appointment, Event, Measure, Office, Organization, Person, Place, Polity, Post, Record, Source, Vessel,
    Work,
};
use crate::statement::{DoubtStatus, Name};
use crate::text::Text;
use crate::walk::{Path, Visitor, Walk};

/// A record that has a collection in [`Dataset`].
pub trait Member: Record {
    /// The record as this type, if it is of it.
    fn of(record: AnyRecord<'_>) -> Option<&Self>;
    /// The collection of this type of record.
    fn records(dataset: &Dataset) -> &Records<Self>;
    /// The same, to fill it.
    fn records_mut(dataset: &mut Dataset) -> &mut Records<Self>;
    /// The record as one of any collection.
    fn as_any(&self) -> AnyRecord<'_>;
}

/// Work that is the same for every type of record; see [`with_record_type`].
pub trait ForRecordType {
    /// What comes out.
    type Output;
    /// Does the work for one type.
    fn run<T: Member>(self) -> Self::Output;
}

/// Writes the dataset struct and everything that goes over all collections.
macro_rules! dataset {
    ($( $(#[$m:meta])* $field:ident: $Record:ident, )*) => {
        /// A whole dataset.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct Dataset {
            /// What the dataset is.
            pub about: About,
            $( $(#[$m])* pub $field: Records<$Record>, )*
        }

        /// A record of any collection, borrowed.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[expect(missing_docs, reason = "each variant is named for its record")]
        pub enum AnyRecord<'a> { $( $Record(&'a $Record), )* }

        impl Dataset {
            /// A dataset without records.
            #[must_use]
            pub fn empty(about: About) -> Self {
                Self { about, $( $field: Records::default(), )* }
            }

            /// All records: collection by collection, in each by id.
            pub fn records(&self) -> impl Iterator<Item = AnyRecord<'_>> {
                core::iter::empty()$( .chain(self.$field.iter().map(AnyRecord::$Record)) )*
            }

            /// The records of that collection, by id.
            pub fn records_of(&self, collection: Collection) -> Box<dyn Iterator<Item = AnyRecord<'_>> + '_> {
                match collection {
                    $( <$Record as Record>::COLLECTION => Box::new(self.$field.iter().map(AnyRecord::$Record)), )*
                }
            }

            /// The ids of that collection, in order. No embedded record is unpacked for them.
            pub fn ids_of(&self, collection: Collection) -> Box<dyn Iterator<Item = &str> + '_> {
                match collection { $( <$Record as Record>::COLLECTION => Box::new(self.$field.ids()), )* }
            }

            /// The record of that collection at that place in the order of their ids.
            #[must_use]
            pub fn at(&self, collection: Collection, place: usize) -> Option<AnyRecord<'_>> {
                match collection {
                    $( <$Record as Record>::COLLECTION => self.$field.at(place).map(AnyRecord::$Record), )*
                }
            }

            /// The record of that collection and id.
            #[must_use]
            pub fn get(&self, collection: Collection, id: &str) -> Option<AnyRecord<'_>> {
                match collection {
                    $( <$Record as Record>::COLLECTION => self.$field.get(id).map(AnyRecord::$Record), )*
                }
            }

            /// Puts all records of the others at their places.
            pub(crate) fn append(&mut self, others: Vec<Self>) {
                $( let mut $field = Vec::with_capacity(others.len()); )*
                for other in others {
                    $( $field.push(other.$field); )*
                }
                parallel::all(vec![$({
                    let own = &mut self.$field;
                    Box::new(move || own.append($field))
                }),*]);
            }

            /// How many records the collection has.
            #[must_use]
            pub fn len_of(&self, collection: Collection) -> usize {
                match collection { $( <$Record as Record>::COLLECTION => self.$field.len(), )* }
            }
        }

        impl<'a> AnyRecord<'a> {
            /// The collection of the record.
            #[must_use]
            pub fn collection(self) -> Collection {
                match self { $( Self::$Record(_) => <$Record as Record>::COLLECTION, )* }
            }

            /// The id of the record.
            #[must_use]
            pub fn id(self) -> &'a str {
                match self { $( Self::$Record(record) => record.id().as_ref(), )* }
            }

            /// The label of the record.
            #[must_use]
            pub fn label(self) -> &'a Text {
                match self { $( Self::$Record(record) => record.label(), )* }
            }

            /// The summary of the record.
            #[must_use]
            pub fn summary(self) -> &'a Text {
                match self { $( Self::$Record(record) => record.summary(), )* }
            }

            /// The sources of the record.
            #[must_use]
            pub fn citations(self) -> &'a [crate::statement::Citation] {
                match self { $( Self::$Record(record) => record.citations(), )* }
            }

            /// The rules that the record may break, each with the reason.
            #[must_use]
            pub fn allowances(self) -> &'a [crate::statement::Allowance] {
                match self { $( Self::$Record(record) => record.allowances(), )* }
            }

            /// What sources say of it that no other field holds.
            #[must_use]
            pub fn claims(self) -> &'a [crate::statement::Claim] {
                match self { $( Self::$Record(record) => record.claims(), )* }
            }

            /// How the record is connected with others.
            #[must_use]
            pub fn links(self) -> &'a [crate::statement::Link] {
                match self { $( Self::$Record(record) => record.links(), )* }
            }

            /// Its identifiers in other datasets.
            #[must_use]
            pub fn identifiers(self) -> &'a [crate::statement::Identifier] {
                match self { $( Self::$Record(record) => record.identifiers(), )* }
            }

            /// Whether and why the record as a whole is doubted.
            #[must_use]
            pub fn doubt(self) -> Option<&'a crate::statement::Doubt> {
                match self { $( Self::$Record(record) => record.doubt(), )* }
            }

            /// The record as JSON, the fields in the order of the type.
            ///
            /// # Errors
            /// None for the records of this crate; the signature is serde's.
            pub fn to_value(self) -> Result<serde_json::Value, serde_json::Error> {
                match self { $( Self::$Record(record) => record.to_value(), )* }
            }

            /// The text of the record's file.
            pub(crate) fn write(self) -> Result<String, serde_json::Error> {
                match self { $( Self::$Record(record) => crate::json::write_record(record), )* }
            }

            /// Walks over everything in the record.
            pub fn walk(self, visitor: &mut dyn Visitor<'a>) {
                match self { $( Self::$Record(record) => record.walk(&mut Path::root(), visitor), )* }
            }
        }

        $(
            impl Member for $Record {
                fn of(record: AnyRecord<'_>) -> Option<&Self> {
                    if let AnyRecord::$Record(record) = record { Some(record) } else { None }
                }

                fn records(dataset: &Dataset) -> &Records<Self> {
                    &dataset.$field
                }

                fn records_mut(dataset: &mut Dataset) -> &mut Records<Self> {
                    &mut dataset.$field
                }

                fn as_any(&self) -> AnyRecord<'_> {
                    AnyRecord::$Record(self)
                }
            }
        )*

        /// Does the work for the record type of the collection.
        pub fn with_record_type<W: ForRecordType>(collection: Collection, work: W) -> W::Output {
            match collection { $( <$Record as Record>::COLLECTION => work.run::<$Record>(), )* }
        }
    };
}

dataset! {
    /// Works cited.
    sources: Source,
    /// States and governments.
    polities: Polity,
    /// Places.
    places: Place,
    /// Persons.
    people: Person,
    /// Companies, parties, bodies, alliances, agencies, military units.
    organizations: Organization,
    /// Ships and other craft.
    vessels: Vessel,
    /// Things written or spoken.
    works: Work,
    /// Treaties, conventions, exchanges of notes, contracts.
    agreements: Agreement,
    /// Offices of state or of an organization.
    offices: Office,
    /// Embassies, legations, consulates.
    posts: Post,
    /// One person in one office or at one post.
    appointments: Appointment,
    /// What happened.
    events: Event,
    /// Numbers that a source gives.
    measures: Measure,
}

impl<'a> AnyRecord<'a> {
    /// Every variant in the record, with the path to it.
    #[must_use]
    pub fn variants(self) -> Vec<Dispute<'a>> {
        struct Collector<'a> {
            record: AnyRecord<'a>,
            found: Vec<Dispute<'a>>,
        }
        impl<'a> Visitor<'a> for Collector<'a> {
            fn variant(&mut self, path: &Path, variant: crate::statement::VariantRef<'a>) {
                self.found.push(Dispute { record: self.record, path: path.clone(), variant });
            }
        }
        let mut collector = Collector { record: self, found: Vec::new() };
        self.walk(&mut collector);
        collector.found
    }

    /// The names of the record; a source, an appointment and a measure have none but their label.
    #[must_use]
    pub fn names(self) -> &'a [Name] {
        match self {
            Self::Polity(polity) => &polity.names,
            Self::Place(place) => &place.names,
            Self::Person(person) => &person.names,
            Self::Organization(organization) => &organization.names,
            Self::Vessel(vessel) => &vessel.names,
            Self::Work(work) => &work.names,
            Self::Agreement(agreement) => &agreement.names,
            Self::Office(office) => &office.names,
            Self::Post(post) => &post.names,
            Self::Event(event) => &event.names,
            Self::Source(_) | Self::Appointment(_) | Self::Measure(_) => &[],
        }
    }
}

impl AnyRecord<'_> {
    /// Whether it did not exist or happen, and is kept only because a source asserts it.
    #[must_use]
    pub fn is_rejected(self) -> bool {
        self.doubt().is_some_and(|doubt| doubt.status == DoubtStatus::Rejected)
    }

    /// The reference to the record, as collection/id.
    #[must_use]
    pub fn reference(self) -> String {
        format!("{}/{}", self.collection(), self.id())
    }
}

/// By way of [`AnyRecord::to_value`], so that not every type of record is compiled anew for every serializer.
impl Serialize for AnyRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl fmt::Display for AnyRecord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reference())
    }
}

impl Dataset {
    /// The record that the reference points at.
    #[must_use]
    pub fn resolve(&self, reference: &RecordRef) -> Option<AnyRecord<'_>> {
        self.get(reference.collection(), reference.id())
    }

    /// Every variant in the dataset, with the record it is in and the path to it.
    #[must_use]
    pub fn variants(&self) -> Vec<Dispute<'_>> {
        self.records().flat_map(AnyRecord::variants).collect()
    }

    /// The sources that some record cites.
    #[must_use]
    pub fn cited_sources(&self) -> BTreeSet<&str> {
        struct Collector<'a>(BTreeSet<&'a str>);
        impl<'a> Visitor<'a> for Collector<'a> {
            fn citation(&mut self, _: &Path, citation: &'a crate::statement::Citation) {
                self.0.insert(citation.source.as_str());
            }
        }
        let mut collector = Collector(BTreeSet::new());
        for record in self.records() {
            record.walk(&mut collector);
        }
        collector.0
    }
}

/// A variant and where it stands.
#[derive(Debug, Clone)]
pub struct Dispute<'a> {
    /// The record.
    pub record: AnyRecord<'a>,
    /// The way to the variant in the record: `/date/variants/0`.
    pub path: Path,
    /// The variant.
    pub variant: crate::statement::VariantRef<'a>,
}
