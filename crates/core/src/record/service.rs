//! Offices, posts and those who held them.

use crate::collection::{OfficeId, OrganizationId, PersonId, PolityId, PostId};
use crate::date::HistoricalDate;
use crate::model::{Hooks, record, vocabulary};
use crate::statement::{AppointmentStep, Name, PolityLink, PostStep, RankHeld};
use crate::text::Text;

vocabulary! {
    /// What kind of office it is.
    OfficeKind {
        /// Head of state.
        HeadOfState = "head-of-state",
        /// Head of government.
        HeadOfGovernment = "head-of-government",
        /// Head of state and of government in one.
        HeadOfStateAndGovernment = "head-of-state-and-government",
        /// Head of foreign affairs.
        ForeignMinister = "foreign-minister",
        /// Another minister or secretary of a government.
        Minister = "minister",
        /// Head of a ruling party.
        PartyLeader = "party-leader",
        /// Member of a legislature.
        Legislator = "legislator",
        /// Diplomatic envoy without a fixed post.
        Envoy = "envoy",
        /// Military command.
        MilitaryCommand = "military-command",
        /// Governor or administrator of a territory.
        Governor = "governor",
        /// Officer of a company or society.
        CompanyOfficer = "company-officer",
        /// Officer of an international organization.
        InternationalOfficer = "international-officer",
        /// Any other public office.
        Official = "official",
    }
}

impl OfficeKind {
    /// Whether one person at a time holds such an office. Who acts for the holder may do so beside the holder.
    #[must_use]
    pub const fn has_one_holder(self) -> bool {
        use OfficeKind::{
            ForeignMinister, Governor, HeadOfGovernment, HeadOfState, HeadOfStateAndGovernment, Minister, PartyLeader,
        };
        matches!(
            self,
            ForeignMinister
                | Governor
                | HeadOfGovernment
                | HeadOfState
                | HeadOfStateAndGovernment
                | Minister
                | PartyLeader
        )
    }
}

record! {
    @hooked
    /// An office of a polity or of an organization.
    #[schemars(extend("anyOf" = [{ "required": ["polity"] }, { "required": ["organization"] }]))]
    Office: OfficeId {
        /// What kind of office it is.
        req kind: OfficeKind,
        /// The short English name.
        req label: Text,
        /// Its names and titles.
        list names: Name,
        /// The polity whose office it is.
        opt polity: PolityId,
        /// The organization whose office it is.
        opt organization: OrganizationId,
        /// From when to when the office existed.
        opt span: HistoricalDate,
    }
}

impl Hooks for Office {
    fn check(&self) -> Result<(), String> {
        if self.polity.is_none() && self.organization.is_none() {
            return Err("an office belongs to a polity, to an organization, or to both: name it".into());
        }
        Ok(())
    }
}

record! {
    /// An embassy, legation or consulate, from its opening to its closing.
    Post: PostId {
        /// The short English name.
        req label: Text,
        /// Its names.
        list names: Name,
        /// The polity that sends.
        req sender: PolityId,
        /// The polities that receive, with the time of each.
        list receivers: PolityLink,
        /// Its life in dated steps, each with what and where it was from then on.
        list steps: PostStep,
    }
}

record! {
    @hooked
    /// One person in one office or at one post, in one rank, in dated steps.
    #[schemars(extend("oneOf" = [{ "required": ["post"] }, { "required": ["office"] }]))]
    Appointment: AppointmentId {
        /// A short line: who, as what, where, from when.
        req label: Text,
        /// The person.
        req person: PersonId,
        /// The post, if it is one of the foreign service.
        opt post: PostId,
        /// The office, if it is any other.
        opt office: OfficeId,
        /// The polity that appoints, where the post or office does not settle it.
        opt polity: PolityId,
        /// The rank.
        req rank: RankHeld,
        /// From nomination to the end.
        list steps: AppointmentStep,
    }
}

impl Hooks for Appointment {
    fn check(&self) -> Result<(), String> {
        if self.post.is_some() == self.office.is_some() {
            return Err("an appointment is to exactly one of post and office".into());
        }
        Ok(())
    }
}
