//! Dated steps: the clock of an appointment, an agreement, a post and a ship.

use super::{Participant, ParticipantReading};
use crate::collection::{PlaceId, PolityId};
use crate::date::{DateReading, HistoricalDate};
use crate::model::{statement, vocabulary};
use crate::text::Text;

vocabulary! {
    /// What happened in an appointment.
    AppointmentStepKind {
        /// Chosen or offered the place, before any formal act.
        Selected = "selected",
        /// Declined the place.
        Declined = "declined",
        /// Nominated to the body that confirms.
        Nominated = "nominated",
        /// The nomination was rejected.
        Rejected = "rejected",
        /// The nomination was withdrawn.
        Withdrawn = "withdrawn",
        /// Nominated again after a rejection or lapse.
        Renominated = "renominated",
        /// The nomination was confirmed.
        Confirmed = "confirmed",
        /// Appointed while the confirming body was in recess.
        RecessAppointed = "recess-appointed",
        /// Elected.
        Elected = "elected",
        /// Appointed.
        Appointed = "appointed",
        /// Received the commission.
        Commissioned = "commissioned",
        /// Received letters of credence or instructions.
        Accredited = "accredited",
        /// Set out for the post.
        Departed = "departed",
        /// Arrived at the post.
        Arrived = "arrived",
        /// Presented credentials to the receiving head of state or was received.
        CredentialsPresented = "credentials-presented",
        /// The receiving state refused the credentials or the person.
        Refused = "refused",
        /// The receiving state recognized the person, for a consul by exequatur.
        Recognized = "recognized",
        /// Entered upon the office: accession, oath, inauguration.
        TookOffice = "took-office",
        /// Raised or changed in rank.
        Promoted = "promoted",
        /// Normal relations were interrupted while in place.
        Interrupted = "interrupted",
        /// Recalled.
        Recalled = "recalled",
        /// Took leave of the receiving head of state.
        TookLeave = "took-leave",
        /// Left the post or the country.
        Left = "left",
        /// Resigned.
        Resigned = "resigned",
        /// Abdicated.
        Abdicated = "abdicated",
        /// Was removed.
        Removed = "removed",
        /// Died in office.
        Died = "died",
        /// The term or the office came to its end.
        Ended = "ended",
    }
}

impl AppointmentStepKind {
    /// Whether the appointment is over with such a step, so that none comes after it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        use AppointmentStepKind::{Abdicated, Declined, Died, Ended, Left, Removed, Resigned, Withdrawn};
        matches!(self, Abdicated | Declined | Died | Ended | Left | Removed | Resigned | Withdrawn)
    }
}

statement! {
    /// A dated step of an appointment.
    AppointmentStep / AppointmentStepReading {
        /// What happened.
        req kind: AppointmentStepKind,
        /// When.
        opt date: HistoricalDate => DateReading,
        /// Where.
        opt place: PlaceId,
        /// Who else took part: the one who nominated, the body that confirmed, the sovereign who received.
        list participants: Participant => ParticipantReading,
        /// What a reader needs to know about the step.
        opt note: Text,
    }
}

vocabulary! {
    /// What happened to an agreement.
    AgreementStepKind {
        /// Proposed by one side.
        Proposed = "proposed",
        /// Negotiated.
        Negotiated = "negotiated",
        /// Signed; notes exchanged.
        Signed = "signed",
        /// A body of one side gave its consent to ratification.
        ConsentGiven = "consent-given",
        /// A body of one side refused its consent.
        ConsentRefused = "consent-refused",
        /// Ratified by one side.
        Ratified = "ratified",
        /// The ratifications were exchanged.
        RatificationsExchanged = "ratifications-exchanged",
        /// Proclaimed by one side.
        Proclaimed = "proclaimed",
        /// Made public.
        Published = "published",
        /// Entered into force.
        InForce = "in-force",
        /// Carried out: paid, transferred, handed over.
        Executed = "executed",
        /// Changed.
        Amended = "amended",
        /// Suspended.
        Suspended = "suspended",
        /// One side gave notice that it would end it.
        NoticeGiven = "notice-given",
        /// Ended by an act of one or both sides.
        Terminated = "terminated",
        /// Ended because its time was out or its purpose fulfilled.
        Expired = "expired",
        /// Replaced by another agreement.
        Superseded = "superseded",
    }
}

statement! {
    /// A dated step in the life of an agreement.
    AgreementStep / AgreementStepReading {
        /// What happened.
        req kind: AgreementStepKind,
        /// The side that took the step, where it was one.
        opt party: PolityId,
        /// When.
        opt date: HistoricalDate => DateReading,
        /// Where.
        opt place: PlaceId,
        /// Who took part.
        list participants: Participant => ParticipantReading,
        /// What a reader needs to know about the step.
        opt note: Text,
    }
}

vocabulary! {
    /// What a post is at a given time.
    PostKind {
        /// A diplomatic mission that the receiving state has not received.
        UnreceivedMission = "unreceived-mission",
        /// A legation, headed by a minister.
        Legation = "legation",
        /// An embassy, headed by an ambassador.
        Embassy = "embassy",
        /// An interests section in another state's embassy.
        InterestsSection = "interests-section",
        /// A liaison or trade office without diplomatic rank.
        LiaisonOffice = "liaison-office",
        /// A consulate general.
        ConsulateGeneral = "consulate-general",
        /// A consulate.
        Consulate = "consulate",
        /// A vice consulate.
        ViceConsulate = "vice-consulate",
        /// A consular or commercial agency.
        ConsularAgency = "consular-agency",
    }
}

vocabulary! {
    /// What happened to a post.
    PostStepKind {
        /// Agreed upon or ordered, before it opened.
        Established = "established",
        /// Opened.
        Opened = "opened",
        /// Raised in rank.
        Raised = "raised",
        /// Lowered in rank.
        Lowered = "lowered",
        /// Moved to another place.
        Moved = "moved",
        /// Interrupted in its normal work without closing.
        Interrupted = "interrupted",
        /// Closed.
        Closed = "closed",
        /// Opened again.
        Reopened = "reopened",
    }
}

statement! {
    /// A dated step in the life of a post.
    PostStep / PostStepReading {
        /// What happened.
        req kind: PostStepKind,
        /// What the post was from this step on.
        opt rank: PostKind,
        /// Where the post was from this step on.
        opt place: PlaceId,
        /// When.
        opt date: HistoricalDate => DateReading,
        /// What a reader needs to know about the step.
        opt note: Text,
    }
}

vocabulary! {
    /// The rank in which somebody holds a post or an office.
    Rank {
        /// Ambassador extraordinary and plenipotentiary.
        Ambassador = "ambassador",
        /// Envoy extraordinary and minister plenipotentiary.
        EnvoyExtraordinary = "envoy-extraordinary",
        /// Minister plenipotentiary.
        MinisterPlenipotentiary = "minister-plenipotentiary",
        /// Minister, where the source does not say of which kind.
        Minister = "minister",
        /// Minister resident.
        MinisterResident = "minister-resident",
        /// Commissioner or special envoy.
        SpecialEnvoy = "special-envoy",
        /// Chargé d'affaires, accredited in that rank.
        Charge = "charge-daffaires",
        /// Chargé d'affaires ad interim, in the absence of the head of the post.
        ChargeAdInterim = "charge-daffaires-ad-interim",
        /// Secretary of legation or embassy.
        Secretary = "secretary",
        /// Consul general.
        ConsulGeneral = "consul-general",
        /// Consul.
        Consul = "consul",
        /// Vice consul.
        ViceConsul = "vice-consul",
        /// Consular or commercial agent.
        ConsularAgent = "consular-agent",
        /// The holder of an office that has no ranks.
        Holder = "holder",
        /// Acting holder of an office.
        Acting = "acting",
        /// Private person without an official character.
        Unofficial = "unofficial",
    }
}

impl Rank {
    /// Whether the rank is that of the head of an embassy or legation who is accredited to the receiving state: a post
    /// has one of them at a time.
    #[must_use]
    pub const fn heads_a_mission(self) -> bool {
        use Rank::{Ambassador, Charge, EnvoyExtraordinary, Minister, MinisterPlenipotentiary, MinisterResident};
        matches!(self, Ambassador | Charge | EnvoyExtraordinary | Minister | MinisterPlenipotentiary | MinisterResident)
    }

    /// Whether the rank is that of the head of a post of any kind, for good or in the absence of one.
    #[must_use]
    pub const fn heads_a_post(self) -> bool {
        use Rank::{ChargeAdInterim, Consul, ConsulGeneral, ConsularAgent, SpecialEnvoy, ViceConsul};
        self.heads_a_mission()
            || matches!(self, ChargeAdInterim | Consul | ConsulGeneral | ConsularAgent | SpecialEnvoy | ViceConsul)
    }

    /// Whether the place is held only for the time being, beside its holder or in the absence of one.
    #[must_use]
    pub const fn is_for_the_time_being(self) -> bool {
        matches!(self, Self::ChargeAdInterim | Self::Acting)
    }
}

statement! {
    /// The rank in which somebody was appointed.
    RankHeld / RankHeldReading {
        /// The rank.
        req rank: Rank,
        /// The title in the words of the source, where they matter.
        opt as_written: Text,
    }
}

vocabulary! {
    /// What happened to a ship.
    VesselStepKind {
        /// Ordered.
        Ordered = "ordered",
        /// Laid down.
        LaidDown = "laid-down",
        /// Launched.
        Launched = "launched",
        /// Commissioned or put into service.
        Commissioned = "commissioned",
        /// Renamed.
        Renamed = "renamed",
        /// Sold or handed over.
        Transferred = "transferred",
        /// Beset, stranded or damaged.
        Disabled = "disabled",
        /// Sunk or lost.
        Lost = "lost",
        /// Taken out of service or broken up.
        Retired = "retired",
    }
}

statement! {
    /// A dated step in the life of a ship.
    VesselStep / VesselStepReading {
        /// What happened.
        req kind: VesselStepKind,
        /// When.
        opt date: HistoricalDate => DateReading,
        /// Where.
        opt place: PlaceId,
        /// Who took part: builder, buyer, commander.
        list participants: Participant => ParticipantReading,
        /// What a reader needs to know about the step.
        opt note: Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_tells_its_meaning() {
        for kind in AppointmentStepKind::ALL {
            assert!(kind.meaning().ends_with('.'), "{kind}");
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        assert_eq!(Rank::Charge.meaning(), "Chargé d'affaires, accredited in that rank.");
        assert!("chargé".parse::<Rank>().is_err());
    }

    #[test]
    fn every_rank_heads_a_post_or_does_not() {
        let others: Vec<_> = Rank::ALL.iter().filter(|rank| !rank.heads_a_post()).collect();
        assert_eq!(others, [&Rank::Secretary, &Rank::Holder, &Rank::Acting, &Rank::Unofficial]);
        assert!(Rank::ALL.iter().all(|rank| !(rank.heads_a_mission() && rank.is_for_the_time_being())));
    }
}
