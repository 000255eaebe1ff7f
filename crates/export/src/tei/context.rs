//! What the encoders look up: labels of records, sections of sources, who held what.

use std::collections::BTreeMap;

use usru_core::Dataset;
use usru_core::collection::{Collection, RecordId};
use usru_core::record::Appointment;

use super::ids::pointer;
use super::xml::{Element, el};

/// The dataset with indexes over it.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The dataset.
    pub(super) dataset: &'a Dataset,
    sections: BTreeMap<(&'a str, &'a str), usize>,
    appointments: BTreeMap<&'a str, Vec<&'a Appointment>>,
}

impl<'a> Context<'a> {
    /// Reads the indexes off the dataset.
    pub(super) fn new(dataset: &'a Dataset) -> Self {
        let mut sections = BTreeMap::new();
        for source in &dataset.sources {
            for (index, section) in source.sections.iter().enumerate() {
                sections.entry((source.id.as_str(), section.heading.as_str())).or_insert(index);
            }
        }
        let mut appointments: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for appointment in &dataset.appointments {
            appointments.entry(appointment.person.as_str()).or_default().push(appointment);
        }
        Self { dataset, sections, appointments }
    }

    /// The place of a section in its source's list, the first being 0.
    pub(super) fn section(&self, source: &str, heading: &str) -> Option<usize> {
        self.sections.get(&(source, heading)).copied()
    }

    /// The appointments of the person.
    pub(super) fn appointments_of(&self, person: &str) -> &[&'a Appointment] {
        self.appointments.get(person).map_or(&[], Vec::as_slice)
    }

    /// The label of a record; its id if there is no such record.
    pub(super) fn label<'b>(&'b self, collection: Collection, id: &'b str) -> &'b str {
        self.dataset.get(collection, id).map_or(id, |record| record.label().as_str())
    }

    /// A record named: its label in the element for names of its kind, with a pointer at it.
    pub(super) fn mention(&self, collection: Collection, id: &str) -> Element {
        el(mention_element(collection)).attr("ref", pointer(collection, id)).text(self.label(collection, id))
    }

    /// The record that an id names, mentioned.
    pub(super) fn mention_of<I: RecordId>(&self, id: &I) -> Element {
        self.mention(I::COLLECTION, id.as_ref())
    }
}

/// The element for the names of the records in a collection.
pub(super) fn name_element(collection: Collection) -> &'static str {
    match collection {
        Collection::Sources | Collection::Works => "title",
        Collection::Polities | Collection::Organizations | Collection::Offices | Collection::Posts => "orgName",
        Collection::Places => "placeName",
        Collection::People => "persName",
        Collection::Vessels => "objectName",
        // An event that has a description cannot have an `eventName`.
        Collection::Agreements | Collection::Appointments | Collection::Events | Collection::Measures => "label",
    }
}

/// The element that mentions a record of a collection elsewhere.
fn mention_element(collection: Collection) -> &'static str {
    match collection {
        Collection::Agreements | Collection::Appointments | Collection::Events => "eventName",
        Collection::Measures => "rs",
        _ => name_element(collection),
    }
}
