//! The records: one type for each collection.

mod actors;
mod documents;
mod happenings;
mod places;
mod service;
mod source;

pub use actors::{Organization, OrganizationKind, Person, Polity, PolityKind};
pub use documents::{Agreement, AgreementKind, Work, WorkKind};
pub use happenings::{Event, EventKind, Measure, MeasureKind};
pub use places::{Place, PlaceKind, Vessel, VesselKind};
pub use service::{Appointment, Office, OfficeKind, Post};
pub use source::{Section, Source, SourceKind};

use crate::collection::{Collection, RecordId};
use crate::json::ReadError;
use crate::pack::Pack;
use crate::statement::{Allowance, Citation, Claim, Doubt, Identifier, Link};
use crate::text::Text;
use crate::walk::Walk;

/// What all records have.
///
/// Reading and writing are methods of the trait, so that they are compiled once, with this crate, and not again in each
/// crate that uses them.
pub trait Record: Clone + Walk + Pack + serde::Serialize + serde::de::DeserializeOwned + schemars::JsonSchema {
    /// The type of the record's id.
    type Id: RecordId + Clone + Ord;

    /// The collection of the record.
    const COLLECTION: Collection = <Self::Id as RecordId>::COLLECTION;

    /// Reads a record from the text of its file; see [`read_record`](crate::json::read_record).
    ///
    /// # Errors
    /// [`ReadError`] for the first thing that is wrong.
    fn from_json(text: &str) -> Result<Self, ReadError>;
    /// The text of the record's file; see [`write_record`](crate::json::write_record).
    ///
    /// # Errors
    /// None for the records of this crate; the signature is serde's.
    fn to_json(&self) -> Result<String, serde_json::Error>;
    /// The record as JSON, the fields in the order of the type.
    ///
    /// # Errors
    /// None for the records of this crate; the signature is serde's.
    fn to_value(&self) -> Result<serde_json::Value, serde_json::Error>;

    /// The id, unique within the collection.
    fn id(&self) -> &Self::Id;
    /// The short label.
    fn label(&self) -> &Text;
    /// What the record is about.
    fn summary(&self) -> &Text;
    /// The sources of the record.
    fn citations(&self) -> &[Citation];
    /// What sources say of it that no other field holds.
    fn claims(&self) -> &[Claim];
    /// How it is connected with other records.
    fn links(&self) -> &[Link];
    /// Its identifiers in other datasets.
    fn identifiers(&self) -> &[Identifier];
    /// Whether and why the record as a whole is doubted.
    fn doubt(&self) -> Option<&Doubt>;
    /// The rules that the record may break, each with the reason.
    fn allowances(&self) -> &[Allowance];
}
