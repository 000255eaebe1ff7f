//! The thirteen collections and the ids of their records.

use std::borrow::Cow;
use std::fmt;

use lean_string::LeanStr;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{FormError, check_kebab, checked_string, deserialize_string};

/// Names every collection once: its variant, its folder, its singular, its id type.
macro_rules! collections {
    ($( $(#[$meta:meta])* $Variant:ident, $folder:literal, $singular:literal, $Id:ident; )*) => {
        /// A kind of record. Each collection is a folder of the dataset, an array of the JSON export and a table of
        /// the CSV.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Collection { $( $(#[$meta])* $Variant, )* }

        impl Collection {
            /// All collections, in the order in which exports write them.
            pub const ALL: &'static [Self] = &[$( Self::$Variant, )*];

            /// The plural name: the folder's, the JSON array's and the CSV table's.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$Variant => $folder, )* }
            }

            /// The name of one record of this kind, as in `event.schema.json`.
            #[must_use]
            pub const fn singular(self) -> &'static str {
                match self { $( Self::$Variant => $singular, )* }
            }

            /// The collection of that plural name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( $folder => Some(Self::$Variant), )* _ => None }
            }
        }

        $(
            checked_string! {
                #[doc = concat!("The id of a record in ", $folder, ": lower-case ASCII words joined by hyphens; ",
                                "also the stem of the record's file.")]
                $Id,
                pattern = crate::text::KEBAB_PATTERN,
                examples = ["convention-of-1824"],
                check = check_kebab
            }

            impl RecordId for $Id {
                const COLLECTION: Collection = Collection::$Variant;
            }
        )*
    };
}

/// An id that knows which collection it points into.
pub trait RecordId: AsRef<str> {
    /// The collection whose records this id names.
    const COLLECTION: Collection;
}

collections! {
    /// Works cited, with the list of their sections.
    Sources, "sources", "source", SourceId;
    /// States and governments.
    Polities, "polities", "polity", PolityId;
    /// Places.
    Places, "places", "place", PlaceId;
    /// Persons.
    People, "people", "person", PersonId;
    /// Companies, parties, bodies, alliances, agencies, military units.
    Organizations, "organizations", "organization", OrganizationId;
    /// Ships and other craft.
    Vessels, "vessels", "vessel", VesselId;
    /// Things written or spoken: books, speeches, notes, decrees.
    Works, "works", "work", WorkId;
    /// Treaties, conventions, exchanges of notes, contracts.
    Agreements, "agreements", "agreement", AgreementId;
    /// Offices of state or of an organization.
    Offices, "offices", "office", OfficeId;
    /// Embassies, legations, consulates.
    Posts, "posts", "post", PostId;
    /// One person in one office or at one post, in one rank.
    Appointments, "appointments", "appointment", AppointmentId;
    /// Everything else that happened.
    Events, "events", "event", EventId;
    /// Numbers that a source gives.
    Measures, "measures", "measure", MeasureId;
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Collection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Points at a record of any collection: `events/alaska-purchase`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    collection: Collection,
    text: LeanStr,
}

crate::pack::pack_fields!(RecordRef { collection text });

crate::pack::pack_word!(Collection);

impl RecordRef {
    /// Reads `collection/id`.
    ///
    /// # Errors
    /// [`FormError`] if there is no such collection or the id is malformed.
    pub fn new(text: impl AsRef<str>) -> Result<Self, FormError> {
        let text = text.as_ref();
        let Some((name, id)) = text.split_once('/') else {
            return Err(FormError::new(format!(
                "“{}” does not name a record as collection/id, such as events/alaska-purchase",
                text.escape_debug()
            )));
        };
        let Some(collection) = Collection::from_name(name) else {
            return Err(FormError::new(format!(
                "there is no collection “{}”; the collections are {}",
                name.escape_debug(),
                Collection::ALL.iter().map(|c| c.name()).collect::<Vec<_>>().join(", ")
            )));
        };
        check_kebab(id)?;
        Ok(Self { collection, text: text.into() })
    }

    /// The collection pointed into.
    #[must_use]
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// The id within the collection.
    #[must_use]
    pub fn id(&self) -> &str {
        self.text.split_once('/').map_or("", |(_, id)| id)
    }

    /// The reference as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl core::str::FromStr for RecordRef {
    type Err = FormError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl Serialize for RecordRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for RecordRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_string(deserializer)
    }
}

impl JsonSchema for RecordRef {
    fn schema_name() -> Cow<'static, str> {
        "RecordRef".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<_> = Collection::ALL.iter().map(|c| c.name()).collect();
        json_schema!({
            "type": "string",
            "description": "Points at a record of any collection, as collection/id.",
            "pattern": format!("^({})/[a-z][a-z0-9]*(-[a-z0-9]+)*$", names.join("|")),
            "examples": ["events/alaska-purchase"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_names_its_collection() {
        let reference = RecordRef::new("events/alaska-purchase").unwrap();
        assert_eq!(reference.collection(), Collection::Events);
        assert_eq!(reference.id(), "alaska-purchase");
        for bad in ["alaska-purchase", "event/alaska-purchase", "events/", "events/Alaska", "events/a/b", "/a"] {
            assert!(RecordRef::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_and_collections_match_both_ways() {
        for &collection in Collection::ALL {
            assert_eq!(Collection::from_name(collection.name()), Some(collection));
        }
    }
}
