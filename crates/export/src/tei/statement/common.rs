//! The statements that records of many kinds share.

use usru_core::collection::Collection;
use usru_core::statement::{
    Allowance, Claim, ClaimReading, Comparison, Coordinates, CoordinatesReading, Doubt, Identifier, Link, LinkReading,
    Name, NameReading, Participant, ParticipantReading, PlaceLink, PlaceLinkReading, PolityLink, PolityLinkReading,
    Quantity, QuantityReading, RankHeld, RankHeldReading, Vital, VitalReading,
};
use usru_core::text::{Decimal, Term};

use super::super::context::{Context, name_element};
use super::super::date::{self, Dated};
use super::super::ids::{Position, pointer};
use super::super::xml::{Element, el};
use super::{Encoded, annotate, citations, encode, note, text_note};
use crate::words::{self, spaced};

encode!(Name, NameReading: |name, at, cx| {
    let tag = name_element(at.collection().unwrap_or(Collection::Works));
    let dated = name.during.as_ref().map_or_else(Vec::new, |during| date::attributes(during.date_ref()));
    let mut inner = Vec::new();
    let during = name.during.as_ref().map(|during| during.encode_at(&at.field("during"), cx, &mut inner));
    let element = el(tag).attr("type", name.kind.as_str()).attr("xml:lang", name.lang.as_str());
    // A label takes no dates.
    let element = if tag == "label" { element } else { element.attrs(dated) };
    Encoded {
        elements: vec![element.text(name.text.as_str())],
        own: during.map(|dates| note("during").children(dates)).into_iter().collect(),
        inner,
    }
});

encode!(Participant, ParticipantReading: |participant, _at, cx| {
    let agent = participant.agent().map(|agent| {
        cx.mention(agent.collection, agent.id).attr("role", participant.role.as_str())
    });
    let behalf = participant.on_behalf_of.as_ref().map(|polity| cx.mention_of(polity).attr("type", "on-behalf-of"));
    Encoded {
        elements: agent.into_iter().chain(behalf).collect(),
        own: text_note("note", participant.note.as_ref()).into_iter().collect(),
        inner: Vec::new(),
    }
});

/// A place or a polity, its role, its time.
fn linked<D: Dated>(
    mention: Element,
    role: Option<&Term>,
    during: Option<&D>,
    own: Option<Element>,
    at: &Position,
    cx: &Context<'_>,
) -> Encoded {
    let mut inner = Vec::new();
    let dates = during.map_or_else(Vec::new, |during| during.encode_at(&at.field("during"), cx, &mut inner));
    let mention = mention.opt("role", role.map(Term::as_str));
    Encoded { elements: std::iter::once(mention).chain(dates).collect(), own: own.into_iter().collect(), inner }
}

encode!(PlaceLink, PlaceLinkReading: |link, at, cx| linked(
    cx.mention_of(&link.place),
    link.role.as_ref(),
    link.during.as_deref(),
    text_note("note", link.note.as_ref()),
    at,
    cx,
));

encode!(PolityLink, PolityLinkReading: |link, at, cx| linked(
    cx.mention_of(&link.polity),
    link.role.as_ref(),
    link.during.as_deref(),
    text_note("note", link.note.as_ref()),
    at,
    cx,
));

encode!(Link, LinkReading: |link, _at, cx| Encoded {
    elements: vec![cx.mention(link.to.collection(), link.to.id()).attr("type", link.kind.as_str())],
    own: text_note("note", link.note.as_ref()).into_iter().collect(),
    inner: Vec::new(),
});

encode!(Claim, ClaimReading: |claim, _at, _cx| Encoded {
    elements: vec![note("claim").attr("subtype", claim.kind.as_str()).text(claim.text.as_str())],
    ..Encoded::default()
});

encode!(Vital, VitalReading: |vital, at, cx| {
    let mut inner = Vec::new();
    let dates = vital.date.as_ref().map_or_else(Vec::new, |date| date.encode_at(&at.field("date"), cx, &mut inner));
    let place = vital.place.as_ref().map(|place| cx.mention_of(place).attr("type", "place"));
    Encoded {
        elements: dates.into_iter().chain(place).collect(),
        own: text_note("note", vital.note.as_ref()).into_iter().collect(),
        inner,
    }
});

encode!(Coordinates, CoordinatesReading: |point, _at, _cx| Encoded {
    elements: vec![el("geo").attr("decls", "#wgs84").text(format!("{} {}", point.latitude, point.longitude))],
    own: text_note("note", point.note.as_ref()).into_iter().collect(),
    inner: Vec::new(),
});

encode!(RankHeld, RankHeldReading: |held, _at, _cx| Encoded {
    elements: vec![rank("rank", held.rank.as_str())],
    own: text_note("as-written", held.as_written.as_ref()).into_iter().collect(),
    inner: Vec::new(),
});

encode!(Quantity, QuantityReading: |quantity, _at, _cx| {
    let (value, upper) = (quantity.value.to_string(), quantity.upper.as_ref().map(Decimal::to_string));
    let numbers = match (upper, quantity.comparison) {
        (Some(upper), _) => vec![("atLeast", value), ("atMost", upper)],
        (None, Comparison::MoreThan | Comparison::AtLeast) => vec![("atLeast", value)],
        (None, Comparison::LessThan | Comparison::AtMost) => vec![("atMost", value)],
        (None, Comparison::Exactly | Comparison::About | Comparison::Nearly) => vec![("quantity", value)],
    };
    let comparison = Some(quantity.comparison).filter(|comparison| *comparison != Comparison::Exactly);
    let words = words::quantity(&quantity.value, quantity.upper.as_ref(), &quantity.unit, quantity.comparison);
    Encoded {
        elements: vec![
            el("measure")
                .attr("type", "quantity")
                .opt("subtype", comparison.map(Comparison::as_str))
                .attrs(numbers)
                .attr("unit", quantity.unit.as_str())
                .text(words),
        ],
        own: [("as-written", &quantity.as_written), ("note", &quantity.note)]
            .into_iter()
            .filter_map(|(kind, text)| text_note(kind, text.as_ref()))
            .collect(),
        inner: Vec::new(),
    }
});

/// A rank: the word of the vocabulary, and as people read it.
pub(in crate::tei) fn rank(vocabulary: &str, word: &str) -> Element {
    el("term")
        .attr("type", "rank")
        .attr("subtype", word)
        .attr("ana", format!("#{vocabulary}.{word}"))
        .text(spaced(word))
}

/// A claim as a note of the record.
pub(in crate::tei) fn claim(claim: &Claim, at: &Position, cx: &Context<'_>, notes: &mut Vec<Element>) {
    let mut about = Vec::new();
    let (elements, anchor) = annotate(claim, at, cx, &mut about);
    notes.extend(anchor.hold_first(elements));
    notes.append(&mut about);
}

/// A birth or a death.
pub(in crate::tei) fn vital(
    element: &'static str,
    vital: &Vital,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Element {
    let (elements, anchor) = annotate(vital, at, cx, notes);
    let dates = vital.date.as_ref().map_or_else(Vec::new, |date| date::attributes(date.as_ref()));
    anchor.hold(el(element).attrs(dates)).joined(elements, ", ")
}

/// Where a place is.
pub(in crate::tei) fn coordinates(
    point: &Coordinates,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Element {
    let (elements, anchor) = annotate(point, at, cx, notes);
    anchor.hold(el("location")).children(elements)
}

/// A measured quantity; its kind is the record's.
pub(in crate::tei) fn measure(
    kind: &str,
    quantity: &Quantity,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Vec<Element> {
    let (elements, anchor) = annotate(quantity, at, cx, notes);
    let of_kind = elements
        .into_iter()
        .map(|element| element.set("type", kind).attr("ana", format!("#measure-kind.{kind}")))
        .collect();
    anchor.hold_first(of_kind)
}

/// An identifier in another dataset.
pub(in crate::tei) fn identifier(identifier: &Identifier) -> Element {
    el("idno").attr("type", identifier.scheme.as_str()).text(identifier.value.as_str())
}

/// The doubt that a record as a whole is under.
pub(in crate::tei) fn doubt(doubt: &Doubt, cx: &Context<'_>) -> Element {
    note("doubt")
        .attr("subtype", doubt.status.as_str())
        .child(note("reason").text(doubt.reason.as_str()))
        .children(citations(&doubt.citations, cx))
}

/// That the record may break a rule, and why.
pub(in crate::tei) fn allowance(allowance: &Allowance, cx: &Context<'_>) -> Element {
    let with = allowance.with.as_ref().map(|with| {
        let (collection, id) = (with.collection(), with.id());
        el("ref").attr("type", "with").attr("target", pointer(collection, id)).text(cx.label(collection, id))
    });
    note("allowance")
        .attr("subtype", allowance.rule.as_str())
        .maybe(with)
        .child(note("reason").text(allowance.reason.as_str()))
        .children(citations(&allowance.citations, cx))
}
