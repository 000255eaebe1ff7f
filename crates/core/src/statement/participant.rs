//! Who took part, and as what.

use crate::collection::{Collection, OrganizationId, PersonId, PolityId, VesselId};
use crate::model::{Hooks, statement};
use crate::text::{Term, Text};

statement! {
    @hooked
    /// One who took part, and the role: exactly one of a person, an organization, a polity or a vessel.
    #[schemars(extend("oneOf" = [
        { "required": ["person"] }, { "required": ["organization"] },
        { "required": ["polity"] }, { "required": ["vessel"] },
    ]))]
    Participant / ParticipantReading {
        /// The person who took part.
        opt person: PersonId,
        /// The organization that took part.
        opt organization: OrganizationId,
        /// The polity that took part.
        opt polity: PolityId,
        /// The vessel that took part.
        opt vessel: VesselId,
        /// As what: signatory, party, president, mediator, author, victim.
        req role: Term,
        /// The polity on whose behalf.
        opt on_behalf_of: PolityId,
        /// What a reader needs to know about the part taken.
        opt note: Text,
    }
}

/// The one that a [`Participant`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Agent<'a> {
    /// Its collection.
    pub collection: Collection,
    /// Its id.
    pub id: &'a str,
}

macro_rules! participant_methods {
    ($($Type:ty),*) => {$(
        impl $Type {
            /// The one who took part. A participant that was read from a record always names exactly one.
            #[must_use]
            pub fn agent(&self) -> Option<Agent<'_>> {
                let agents = [
                    self.person.as_ref().map(|id| Agent { collection: Collection::People, id: id.as_str() }),
                    self.organization.as_ref()
                        .map(|id| Agent { collection: Collection::Organizations, id: id.as_str() }),
                    self.polity.as_ref().map(|id| Agent { collection: Collection::Polities, id: id.as_str() }),
                    self.vessel.as_ref().map(|id| Agent { collection: Collection::Vessels, id: id.as_str() }),
                ];
                let mut named = agents.into_iter().flatten();
                named.next().filter(|_| named.next().is_none())
            }
        }

        impl Hooks for $Type {
            fn check(&self) -> Result<(), String> {
                match self.agent() {
                    Some(_) => Ok(()),
                    None => Err("a participant is exactly one of person, organization, polity, vessel".into()),
                }
            }
        }
    )*};
}
participant_methods!(Participant, ParticipantReading);
