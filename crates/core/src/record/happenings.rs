//! What happened, and what was counted.

use crate::collection::RecordRef;
use crate::date::HistoricalDate;
use crate::model::{record, vocabulary};
use crate::statement::{Name, Participant, PlaceLink, Quantity};
use crate::text::Text;

vocabulary! {
    /// What kind of event it is.
    EventKind {
        /// Recognition of a state or government, or of an envoy's or consul's standing.
        Recognition = "recognition",
        /// Opening, interruption or resumption of relations.
        Relations = "relations",
        /// Talks, negotiations, exchange of views.
        Negotiation = "negotiation",
        /// A conference or summit.
        Conference = "conference",
        /// An offer or attempt of mediation or arbitration.
        Mediation = "mediation",
        /// A visit or audience.
        Visit = "visit",
        /// A diplomatic mission or delegation.
        Mission = "mission",
        /// A choice, nomination or recall that no appointment holds.
        Personnel = "personnel",
        /// A vote, ratification or other act of a legislature.
        Legislation = "legislation",
        /// A decree or another act of a government.
        GovernmentAct = "government-act",
        /// A policy pursued over time.
        Policy = "policy",
        /// A protest or demand.
        Protest = "protest",
        /// Sanctions, embargo, denial of rights.
        Sanction = "sanction",
        /// A war.
        War = "war",
        /// A battle, attack, landing or operation.
        MilitaryOperation = "military-operation",
        /// Cooperation of armed forces or supply of arms.
        MilitaryCooperation = "military-cooperation",
        /// Annexation or cession of territory, and its transfer.
        TerritorialChange = "territorial-change",
        /// A revolution, strike or revolt.
        Revolution = "revolution",
        /// Accession, abdication, death or assassination of a ruler.
        Succession = "succession",
        /// An election.
        Election = "election",
        /// The founding or end of a polity.
        Statehood = "statehood",
        /// The founding or end of an organization, or its charter.
        Foundation = "foundation",
        /// The founding of a settlement or post.
        Settlement = "settlement",
        /// An expedition of exploration.
        Exploration = "exploration",
        /// Trade and shipping.
        Trade = "trade",
        /// A sale, purchase or payment.
        Transaction = "transaction",
        /// Building of railways, ships, telegraphs.
        Construction = "construction",
        /// Aid and relief.
        Aid = "aid",
        /// Famine, epidemic, disaster.
        Disaster = "disaster",
        /// Persecution or a pogrom.
        Persecution = "persecution",
        /// Migration.
        Migration = "migration",
        /// Publication or translation.
        Publication = "publication",
        /// Culture, exhibitions, press and public opinion.
        Culture = "culture",
        /// Espionage, cyber operations, interference.
        CovertAction = "covert-action",
        /// An award or decoration.
        Award = "award",
        /// A state of affairs over a period.
        Period = "period",
        /// The birth, education or death of a person other than a ruler.
        Life = "life",
    }
}

record! {
    /// Something that happened or lasted.
    Event: EventId {
        /// What kind of event it is.
        req kind: EventKind,
        /// The event in one short line.
        req label: Text,
        /// The names it is known by.
        list names: Name,
        /// When it happened, or from when to when it lasted.
        req date: HistoricalDate,
        /// Where.
        list places: PlaceLink,
        /// Who took part, each in a role.
        list participants: Participant,
    }
}

vocabulary! {
    /// What a number measures.
    MeasureKind {
        /// A number of things or persons.
        Count = "count",
        /// A sum of money.
        Money = "money",
        /// A mass or weight.
        Mass = "mass",
        /// A length or distance.
        Length = "length",
        /// An area.
        Area = "area",
        /// A volume.
        Volume = "volume",
        /// A latitude, longitude or other angle.
        Angle = "angle",
        /// A length of time.
        Duration = "duration",
        /// A part of a whole.
        Share = "share",
        /// Votes cast.
        Votes = "votes",
        /// Killed, wounded, missing, homeless.
        Casualties = "casualties",
    }
}

record! {
    /// A number that a source gives: how much, of what, when, of which event or agreement.
    Measure: MeasureId {
        /// What the number measures.
        req kind: MeasureKind,
        /// The measure in one short line, without the number.
        req label: Text,
        /// What was counted or measured: aircraft delivered, price paid.
        req what: Text,
        /// The number and its unit.
        req quantity: Quantity,
        /// The record it is a number of, as collection/id.
        req of: RecordRef,
        /// When, or over what time.
        opt date: HistoricalDate,
        /// Where, whence or whither.
        list places: PlaceLink,
        /// By whom or to whom.
        list participants: Participant,
    }
}
