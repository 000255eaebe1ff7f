//! Statements and objects that records of many kinds share.

use super::Citation;
use crate::collection::{PlaceId, PolityId, RecordRef};
use crate::date::{DateReading, HistoricalDate};
use crate::model::{Hooks, object, statement, vocabulary};
use crate::text::{Term, Text};

statement! {
    /// A place and what it is to the record: where an event happened, the seat of a company, the capital of a state.
    PlaceLink / PlaceLinkReading {
        /// The place.
        req place: PlaceId,
        /// What the place is to the record, where it is not simply where it happened: origin, destination, seat,
        /// capital, within, claimed.
        opt role: Term,
        /// When, where it was not always.
        opt during: Box<HistoricalDate> => Box<DateReading>,
        /// What a reader needs to know about the place's part.
        opt note: Text,
    }
}

statement! {
    /// A polity and what it is to the record: predecessor, successor, the state served, the flag.
    PolityLink / PolityLinkReading {
        /// The polity.
        req polity: PolityId,
        /// What the polity is to the record: subject, service, flag, sovereign, claimant, receiving; between polities
        /// same-state, where predecessor and successor are forms of one state.
        opt role: Term,
        /// When, where it was not always.
        opt during: Box<HistoricalDate> => Box<DateReading>,
        /// What a reader needs to know about it.
        opt note: Text,
    }
}

statement! {
    @hooked
    /// A birth or a death: at least one of when and where.
    #[schemars(extend("anyOf" = [{ "required": ["date"] }, { "required": ["place"] }]))]
    Vital / VitalReading {
        /// When.
        opt date: HistoricalDate => DateReading,
        /// Where.
        opt place: PlaceId,
        /// What a reader needs to know about it.
        opt note: Text,
    }
}

macro_rules! vital_hooks {
    ($($Type:ty),*) => {$(
        impl Hooks for $Type {
            fn check(&self) -> Result<(), String> {
                if self.date.is_none() && self.place.is_none() {
                    return Err("neither date nor place is given: leave the whole out".into());
                }
                Ok(())
            }
        }
    )*};
}
vital_hooks!(Vital, VitalReading);

statement! {
    @hooked
    /// A point on the earth, in decimal degrees of WGS 84.
    Coordinates / CoordinatesReading {
        /// Degrees north of the equator, from −90 to 90.
        #[schemars(range(min = -90, max = 90))]
        req latitude: f64,
        /// Degrees east of Greenwich, from −180 to 180.
        #[schemars(range(min = -180, max = 180))]
        req longitude: f64,
        /// What the point is: the centre of a town, the middle of a bay.
        opt note: Text,
    }
}

macro_rules! coordinates_hooks {
    ($($Type:ty),*) => {$(
        impl Hooks for $Type {
            fn check(&self) -> Result<(), String> {
                if !(-90.0..=90.0).contains(&self.latitude) {
                    return Err(format!("the latitude {} is not between -90 and 90 degrees", self.latitude));
                }
                if !(-180.0..=180.0).contains(&self.longitude) {
                    return Err(format!("the longitude {} is not between -180 and 180 degrees", self.longitude));
                }
                Ok(())
            }
        }
    )*};
}
coordinates_hooks!(Coordinates, CoordinatesReading);

vocabulary! {
    /// What a claim is about.
    ClaimKind {
        /// That something was the first.
        Precedence = "precedence",
        /// That something was the only, the largest, the last, the most.
        Superlative = "superlative",
        /// What moved somebody to act.
        Motive = "motive",
        /// What brought something about.
        Cause = "cause",
        /// What came of something.
        Consequence = "consequence",
        /// What something was worth or meant.
        Assessment = "assessment",
        /// What an agreement or a decree lays down.
        Provision = "provision",
        /// Any other fact that no field holds.
        Fact = "fact",
    }
}

statement! {
    /// What a source says of the record that no other field holds, in our own words.
    Claim / ClaimReading {
        /// What the claim is about.
        req kind: ClaimKind,
        /// The claim, in one sentence.
        req text: Text,
    }
}

vocabulary! {
    /// How a record is connected with another.
    LinkKind {
        /// It is a part of the other, or happened in the course of it.
        PartOf = "part-of",
        /// It was brought about by the other.
        CausedBy = "caused-by",
        /// It came after the other, as the next in a chain.
        Follows = "follows",
        /// It answered the other.
        ResponseTo = "response-to",
        /// It led to the other or made it possible.
        LedTo = "led-to",
        /// It is about the other, or concerns it.
        About = "about",
        /// It carried out the other, or put it into force.
        Implements = "implements",
        /// It changed the other.
        Amends = "amends",
        /// It ended or set aside the other.
        Ends = "ends",
        /// It took the place of the other.
        Replaces = "replaces",
        /// It founded, established or issued the other.
        Creates = "creates",
        /// It belongs to the other as a member or subordinate.
        MemberOf = "member-of",
        /// It owns, sponsors or operates the other.
        Controls = "controls",
        /// It is distinct from the other, with which it is easily confused.
        NotToBeConfusedWith = "not-to-be-confused-with",
    }
}

statement! {
    /// A connection from this record to another. It is written once, in the record it starts from.
    Link / LinkReading {
        /// How the two are connected.
        req kind: LinkKind,
        /// The other record, as collection/id.
        req to: RecordRef,
        /// What a reader needs to know about the connection.
        opt note: Text,
    }
}

object! {
    /// An identifier of the record in another dataset or authority file.
    Identifier {
        /// The scheme: wikidata, viaf, geonames, cow, gleditsch-ward, iso-3166-1, pocom, isbn, doi.
        req scheme: Term,
        /// The identifier itself, as that scheme writes it.
        req value: Text,
    }
}

vocabulary! {
    /// How doubtful a whole record is.
    DoubtStatus {
        /// Serious sources differ on whether it existed or happened.
        Disputed = "disputed",
        /// It did not exist or happen; the record is kept because a source asserts it.
        Rejected = "rejected",
    }
}

object! {
    /// That what a source asserts is doubted or denied as a whole, and why.
    Doubt {
        /// How doubtful it is.
        req status: DoubtStatus,
        /// Why.
        req reason: Text,
        /// What bears out the doubt.
        list citations: Citation,
    }
}

object! {
    /// That the record may break a rule at one place, because what looks impossible or unlikely is so nevertheless.
    ///
    /// One allowance covers one finding, so that none of the next ones goes unseen; one that covers nothing is a fault.
    Allowance {
        /// The id of the rule.
        req rule: Term,
        /// The other record that the finding speaks of, if it speaks of one, as collection/id.
        opt with: RecordRef,
        /// Why the record is right nevertheless.
        req reason: Text,
        /// What bears out the reason.
        list citations: Citation,
    }
}
