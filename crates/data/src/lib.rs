//! The relations between the United States and Russia, 1763 to today, as a critical edition in data, embedded.
//!
//! The records are those of the workspace's folder `data/`, in the types of [`usru_core`]; nothing is read from the
//! disk, nothing is parsed and nothing can fail. A collection is there within some hundredths of a millisecond; each of its
//! records is unpacked when it is first asked for, and kept. So who asks for one agreement does not wait for the others, and
//! who goes over all two thousand records waits some thousandths of a second, once.
//!
//! ```
//! use usru_core::date::Calendar;
//!
//! // Records by id.
//! let adams = usru_data::people().get("john-quincy-adams").expect("he is in the dataset");
//! assert_eq!(adams.label.as_str(), "John Quincy Adams");
//!
//! // A date knows which days it can mean, whatever its calendar.
//! let events = usru_data::events();
//! let old_style = events.iter().filter(|event| event.date.calendar == Calendar::Julian).count();
//! assert!(old_style > 0);
//!
//! // Every reading that is not the preferred one, with its source, its status and the reason.
//! for dispute in usru_data::dataset().variants() {
//!     println!("{}{}: {}", dispute.record, dispute.path, dispute.variant.reason);
//! }
//! ```
//!
//! Questions go to [`index`]: who held what on a day, what was in force, the state of relations, what a source says.
//!
//! ```
//! // Who represented the United States in Russia on 1 July 1810?
//! let index = usru_data::index();
//! let relations = index.relations_on("1810-07-01".parse().unwrap()).expect("the title page names two sides");
//! let [to_russia, _] = &relations.directions;
//! assert_eq!(to_russia.heads[0].person.unwrap().label.as_str(), "John Quincy Adams");
//! assert_eq!(to_russia.heads[0].standing.as_str(), "accredited");
//!
//! // And in 1867? No record tells, and the answer says so.
//! let relations = index.relations_on("1867-03-30".parse().unwrap()).expect("the title page names two sides");
//! assert!(relations.directions[0].heads.is_empty());
//! assert!(relations.directions[0].gaps[0].text.contains("no record tells who headed"));
//! ```
//!
//! The data is in the public domain (CC0 1.0); the code is MIT or Apache-2.0.

use std::sync::LazyLock;

use usru_core::Dataset;
use usru_core::dataset::{About, Records};
use usru_core::pack::{Packed, unpack};
use usru_core::query::Index;
use usru_core::record::{
    Agreement, Appointment, Event, Measure, Office, Organization, Person, Place, Polity, Post, Source, Vessel, Work,
};

/// The version of the embedded records.
#[must_use]
pub fn version() -> &'static str {
    about().version.as_str()
}

/// The two parts of a value that is embedded.
macro_rules! packed {
    ($name:expr) => {
        Packed {
            texts: include_str!(concat!("generated/", $name, ".texts")),
            structure: include_bytes!(concat!("generated/", $name, ".structure")),
        }
    };
}

#[expect(clippy::expect_used, reason = "what is packed is a part of this crate; the test below unpacks all of it")]
fn ready<T>(embedded: Option<T>) -> T {
    embedded.expect("what is embedded was unpacked when the crate was tested")
}

/// What the dataset is: title, version, licence.
#[must_use]
pub fn about() -> &'static About {
    static ABOUT: LazyLock<About> = LazyLock::new(|| ready(unpack(packed!("about"))));
    &ABOUT
}

/// What the whole dataset is asked through: see [`usru_core::query`].
#[must_use]
pub fn index() -> &'static Index<'static> {
    static INDEX: LazyLock<Index<'static>> = LazyLock::new(|| Index::new(dataset()));
    &INDEX
}

macro_rules! collections {
    ($( $(#[$meta:meta])* $field:ident: $Record:ty; )*) => {
        $(
            $(#[$meta])*
            #[must_use]
            pub fn $field() -> &'static Records<$Record> {
                static RECORDS: LazyLock<Records<$Record>> =
                    LazyLock::new(|| ready(Records::embedded(packed!(stringify!($field)))));
                &RECORDS
            }
        )*

        /// The whole dataset. It shares the records with the collections: nothing is there twice.
        #[must_use]
        pub fn dataset() -> &'static Dataset {
            static DATASET: LazyLock<Dataset> = LazyLock::new(|| Dataset {
                about: about().clone(),
                $( $field: $field().clone(), )*
            });
            &DATASET
        }
    };
}

collections! {
    /// Works cited.
    sources: Source;
    /// States and governments.
    polities: Polity;
    /// Places.
    places: Place;
    /// Persons.
    people: Person;
    /// Companies, parties, bodies, alliances, agencies, military units.
    organizations: Organization;
    /// Ships and other craft.
    vessels: Vessel;
    /// Things written or spoken.
    works: Work;
    /// Treaties, conventions, exchanges of notes, contracts.
    agreements: Agreement;
    /// Offices of state or of an organization.
    offices: Office;
    /// Embassies, legations, consulates.
    posts: Post;
    /// One person in one office or at one post.
    appointments: Appointment;
    /// What happened.
    events: Event;
    /// Numbers that a source gives.
    measures: Measure;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_text_can_be_read() {
        let dataset = dataset();
        assert_eq!(&dataset.about, about());
        assert_eq!(&dataset.events, events());
        assert_eq!(&dataset.sources, sources());
        assert!(dataset.records().count() > 100);
    }
}
