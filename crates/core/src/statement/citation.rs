//! Who says so, and what else has been said.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    AgreementStepReading, AppointmentStepReading, ClaimReading, CoordinatesReading, LinkReading, NameReading,
    ParticipantReading, PlaceLinkReading, PolityLinkReading, PostStepReading, QuantityReading, RankHeldReading,
    VesselStepReading, VitalReading,
};
use crate::collection::SourceId;
use crate::date::DateReading;
use crate::model::{Hooks, list, object, vocabulary};
use crate::text::Text;
use crate::walk::{Path, Visitor, Walk};

object! {
    @hooked
    /// Where a statement is made: a source and the section of it.
    Citation {
        /// The source.
        req source: SourceId,
        /// The section, letter for letter as the source's record lists it.
        req section: Text,
        /// What helps to find or weigh the passage.
        opt note: Text,
    }
}

impl Hooks for Citation {
    fn enter<'a>(&'a self, path: &Path, visitor: &mut dyn Visitor<'a>) {
        visitor.citation(path, self);
    }

    fn enter_list<'a>(items: &'a [Self], path: &Path, visitor: &mut dyn Visitor<'a>) {
        visitor.citations(path, items);
    }
}

vocabulary! {
    /// What the editors think of a variant.
    Status {
        /// Serious sources differ and the question is open.
        Disputed = "disputed",
        /// The reading is wrong.
        Rejected = "rejected",
        /// The reading was once held and newer scholarship has replaced it.
        Superseded = "superseded",
        /// The reading is not wrong but less exact than the preferred one.
        Imprecise = "imprecise",
    }
}

/// Another reading of a statement: what it says, who says so, what the editors think of it and why.
///
/// The preferred reading is the statement's own; a variant never counts as the value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VariantOf{R}")]
pub struct Variant<R> {
    /// What the other source says, in the fields of the statement it varies.
    pub reading: R,
    /// The sources of the reading.
    #[schemars(length(min = 1))]
    #[serde(deserialize_with = "at_least_one")]
    pub citations: Vec<Citation>,
    /// What the editors think of it.
    pub status: Status,
    /// Why it is not the preferred reading.
    pub reason: Text,
}

crate::pack::pack_fields!(Variant<R> { reading citations status reason });

fn at_least_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Citation>, D::Error> {
    let citations: Vec<_> = list(deserializer)?;
    if citations.is_empty() {
        return Err(serde::de::Error::custom("is empty: a reading that no source gives is not a variant"));
    }
    Ok(citations)
}

/// A statement that can have variants. What it says and what they say have the same form: two that say the same are the
/// same JSON.
pub trait Varied: core::fmt::Debug {
    /// What the statement says, without citations and variants, as JSON.
    ///
    /// # Errors
    /// None for the statements of this crate; the signature is serde's.
    fn preferred(&self) -> Result<String, serde_json::Error>;

    /// What each of its variants says, in their order, as JSON.
    ///
    /// # Errors
    /// None for the statements of this crate; the signature is serde's.
    fn readings(&self) -> Result<Vec<String>, serde_json::Error>;

    /// Becomes what the reading says, without citations and variants. Says whether it could: a reading of another type of
    /// statement cannot be taken.
    fn become_reading(&mut self, reading: Reading<'_>) -> bool;
}

/// A variant of any type, borrowed from where it stands.
#[derive(Debug, Clone, Copy)]
pub struct VariantRef<'a> {
    /// What the other source says.
    pub reading: Reading<'a>,
    /// The sources of the reading.
    pub citations: &'a [Citation],
    /// What the editors think of it.
    pub status: Status,
    /// Why it is not the preferred reading.
    pub reason: &'a Text,
}

/// Lists the types of reading once.
macro_rules! readings {
    ($($Variant:ident($Type:ty),)*) => {
        /// The reading of a variant, by the type of statement it varies.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "each variant is named for the statement whose reading it holds")]
        pub enum Reading<'a> { $( $Variant(&'a $Type), )* }

        impl Serialize for Reading<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $( Self::$Variant(reading) => Serialize::serialize(*reading, serializer), )* }
            }
        }

        $(
            impl<'a> From<&'a $Type> for Reading<'a> {
                fn from(reading: &'a $Type) -> Self { Self::$Variant(reading) }
            }
        )*
    };
}

readings! {
    AgreementStep(AgreementStepReading),
    AppointmentStep(AppointmentStepReading),
    Claim(ClaimReading),
    Coordinates(CoordinatesReading),
    Date(DateReading),
    Link(LinkReading),
    Name(NameReading),
    Participant(ParticipantReading),
    PlaceLink(PlaceLinkReading),
    PolityLink(PolityLinkReading),
    PostStep(PostStepReading),
    Quantity(QuantityReading),
    Rank(RankHeldReading),
    VesselStep(VesselStepReading),
    Vital(VitalReading),
}

impl<R: Walk> Walk for Variant<R>
where
    for<'a> Reading<'a>: From<&'a R>,
{
    fn walk<'a>(&'a self, path: &mut Path, visitor: &mut dyn Visitor<'a>) {
        visitor.variant(
            path,
            VariantRef {
                reading: (&self.reading).into(),
                citations: &self.citations,
                status: self.status,
                reason: &self.reason,
            },
        );
        path.within("reading", |path| self.reading.walk(path, visitor));
        path.within("citations", |path| self.citations.walk(path, visitor));
        path.within("reason", |path| self.reason.walk(path, visitor));
    }
}
