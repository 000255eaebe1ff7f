//! Those who act: polities, persons, organizations.

use crate::date::HistoricalDate;
use crate::model::{record, vocabulary};
use crate::statement::{Name, Participant, PlaceLink, PolityLink, Vital};
use crate::text::Text;

vocabulary! {
    /// What kind of polity it is.
    PolityKind {
        /// A monarchy: empire, kingdom, principality.
        Monarchy = "monarchy",
        /// A republic.
        Republic = "republic",
        /// A union or federation of socialist republics.
        SocialistState = "socialist-state",
        /// A government in place of a constitution yet to come.
        ProvisionalGovernment = "provisional-government",
        /// Colonies or another dependent territory.
        Dependency = "dependency",
        /// A state that few or no others recognize.
        UnrecognizedState = "unrecognized-state",
        /// A league of states that keep their sovereignty.
        Confederation = "confederation",
        /// A state under the rule of one party or one person.
        Dictatorship = "dictatorship",
    }
}

record! {
    /// A state or government, from its beginning to its end.
    Polity: PolityId {
        /// What kind of polity it is.
        req kind: PolityKind,
        /// The short English name.
        req label: Text,
        /// Its names.
        list names: Name,
        /// From when to when it existed.
        req span: HistoricalDate,
        /// The polities whose place it took.
        list predecessors: PolityLink,
        /// The polities that took its place.
        list successors: PolityLink,
        /// Its capitals and other places.
        list places: PlaceLink,
    }
}

record! {
    /// A person.
    Person: PersonId {
        /// The name usual in English.
        req label: Text,
        /// The names, in each script.
        list names: Name,
        /// When and where the person was born.
        opt birth: Vital,
        /// When and where the person died.
        opt death: Vital,
        /// The polities the person belonged to or served.
        list polities: PolityLink,
    }
}

vocabulary! {
    /// What kind of organization it is.
    OrganizationKind {
        /// A company.
        Company = "company",
        /// A political party or movement.
        Party = "party",
        /// A legislature or a house of one.
        Legislature = "legislature",
        /// A ministry, department or agency of a government.
        Agency = "agency",
        /// A council, soviet or committee that claims authority.
        Council = "council",
        /// Armed forces or a branch of them.
        ArmedForces = "armed-forces",
        /// A military unit or a squadron.
        MilitaryUnit = "military-unit",
        /// An alliance of states.
        Alliance = "alliance",
        /// An organization of states.
        InternationalOrganization = "international-organization",
        /// A court or tribunal.
        Court = "court",
        /// A church or religious body.
        ReligiousBody = "religious-body",
        /// A delegation or mission.
        Delegation = "delegation",
        /// A bank.
        Bank = "bank",
        /// A newspaper, broadcaster or platform.
        Media = "media",
        /// A society or humanitarian body.
        Society = "society",
        /// A people, community or group without an organization of its own.
        Community = "community",
        /// An armed group that is no state's force.
        ArmedGroup = "armed-group",
    }
}

record! {
    /// A company, party, body, alliance, agency or military unit.
    Organization: OrganizationId {
        /// What kind of organization it is.
        req kind: OrganizationKind,
        /// The short English name.
        req label: Text,
        /// Its names.
        list names: Name,
        /// From when to when it existed.
        opt span: HistoricalDate,
        /// Where it sat and worked.
        list places: PlaceLink,
        /// The polities it belonged to.
        list polities: PolityLink,
        /// Its founders, heads and members, each in a role.
        list participants: Participant,
    }
}
