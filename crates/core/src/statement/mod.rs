//! Statements: the objects that can be true or false on their own, with their sources and their variants.

mod citation;
mod common;
mod name;
mod participant;
mod quantity;
mod step;

pub use citation::{Citation, Reading, Status, Variant, VariantRef, Varied};
pub use common::{
    Allowance, Claim, ClaimKind, ClaimReading, Coordinates, CoordinatesReading, Doubt, DoubtStatus, Identifier, Link,
    LinkKind, LinkReading, PlaceLink, PlaceLinkReading, PolityLink, PolityLinkReading, Vital, VitalReading,
};
pub use name::{Name, NameKind, NameReading};
pub use participant::{Agent, Participant, ParticipantReading};
pub use quantity::{Comparison, Quantity, QuantityReading};
pub use step::{
    AgreementStep, AgreementStepKind, AgreementStepReading, AppointmentStep, AppointmentStepKind,
    AppointmentStepReading, PostKind, PostStep, PostStepKind, PostStepReading, Rank, RankHeld, RankHeldReading,
    VesselStep, VesselStepKind, VesselStepReading,
};
