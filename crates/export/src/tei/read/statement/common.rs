//! The statements that records of many kinds share.

use usru_core::collection::Collection;

use super::super::date::date;
use super::super::notes::Notes;
use super::super::said::Said;
use super::super::tree::El;
use super::{Place, pointed, reference};

/// The sources named in an element.
pub(in crate::tei::read) fn citations(element: El<'_>) -> impl Iterator<Item = Said> {
    element.all("bibl").filter(|bibl| bibl.kind() == Some("citation")).map(|bibl| {
        Said::object(bibl.span())
            .with("source", bibl.first("ptr").and_then(|pointer| pointed(pointer, "target", Collection::Sources)))
            .with("section", bibl.first("citedRange").map(El::words))
            .with("note", bibl.typed("note", "note").map(El::words))
    })
}

/// A name.
pub(in crate::tei::read) fn name<'a>(element: El<'a>, notes: &Notes<'a>) -> Said {
    let place = Place::of_value(element, [element], notes);
    place.told(name_fields(&place), &name_fields)
}

fn name_fields(place: &Place<'_, '_>) -> Said {
    let Some(name) = place.elements.iter().copied().find(|element| !matches!(element.name(), Some("note" | "bibl")))
    else {
        return place.object();
    };
    Said::object(name.span())
        .with("text", Some(name.words()))
        .with("lang", name.said("xml:lang"))
        .with("kind", name.said("type"))
        .with("during", place.own("during").and_then(|note| date("during", note.children(), place.notes)))
}

/// A claim.
pub(in crate::tei::read) fn claim<'a>(element: El<'a>, notes: &Notes<'a>) -> Said {
    let place = Place::of_value(element, [element], notes);
    place.told(claim_fields(&place), &claim_fields)
}

fn claim_fields(place: &Place<'_, '_>) -> Said {
    let Some(claim) = place.typed("note", "claim") else { return place.object() };
    Said::object(claim.span()).with("kind", claim.said("subtype")).with("text", Some(claim.words()))
}

/// A birth or a death.
pub(in crate::tei::read) fn vital<'a>(element: El<'a>, notes: &Notes<'a>) -> Said {
    let place = Place::of_value(element, element.children(), notes);
    place.told(vital_fields(&place), &vital_fields)
}

fn vital_fields(place: &Place<'_, '_>) -> Said {
    let town = place.typed("placeName", "place");
    place
        .object()
        .with("date", date("date", place.elements.iter().copied(), place.notes))
        .with("place", town.and_then(|town| pointed(town, "ref", Collection::Places)))
        .with("note", place.note("note"))
}

/// Where a place is.
pub(in crate::tei::read) fn coordinates<'a>(element: El<'a>, notes: &Notes<'a>) -> Said {
    let place = Place::of_value(element, element.children(), notes);
    place.told(coordinates_fields(&place), &coordinates_fields)
}

fn coordinates_fields(place: &Place<'_, '_>) -> Said {
    let geo = place.elements.iter().copied().find(|element| element.name() == Some("geo"));
    let words = geo.map(El::words);
    let mut numbers = words.as_ref().and_then(Said::as_text).unwrap_or_default().split_ascii_whitespace();
    let mut next = || Some(Said::number(numbers.next()?, geo?.span()));
    place.object().with("latitude", next()).with("longitude", next()).with("note", place.note("note"))
}

/// A number with its unit.
pub(in crate::tei::read) fn quantity<'a>(element: El<'a>, notes: &Notes<'a>) -> Said {
    let place = Place::of_value(element, [element], notes);
    place.told(quantity_fields(&place), &quantity_fields)
}

fn quantity_fields(place: &Place<'_, '_>) -> Said {
    let Some(measure) = place.elements.iter().copied().find(|element| element.name() == Some("measure")) else {
        return place.object();
    };
    let number = |name: &str| Some(Said::number(measure.attr(name)?, measure.attr_span(name)));
    let (value, upper) = match (number("atLeast"), number("atMost")) {
        (Some(least), most) => (Some(least), most),
        (None, most) => (number("quantity").or(most), None),
    };
    Said::object(measure.span())
        .with("value", value)
        .with("upper", upper)
        .with("unit", measure.said("unit"))
        .with("comparison", measure.said("subtype"))
        .with("as_written", place.note("as-written"))
        .with("note", place.note("note"))
}

/// The rank in which somebody was appointed.
pub(in crate::tei::read) fn rank<'a>(element: El<'a>, notes: &Notes<'a>) -> Said {
    let place = Place::of_value(element, [element], notes);
    place.told(rank_fields(&place), &rank_fields)
}

fn rank_fields(place: &Place<'_, '_>) -> Said {
    let rank = place.typed("term", "rank").and_then(|term| term.said("subtype"));
    place.object().with("rank", rank).with("as_written", place.note("as-written"))
}

/// An identifier in another dataset.
pub(in crate::tei::read) fn identifier(element: El<'_>) -> Said {
    Said::object(element.span()).with("scheme", element.said("type")).with("value", Some(element.words()))
}

/// The doubt that a record as a whole is under.
pub(in crate::tei::read) fn doubt(element: El<'_>) -> Said {
    Said::object(element.span())
        .with("status", element.said("subtype"))
        .with("reason", element.typed("note", "reason").map(El::words))
        .list("citations", citations(element))
}

/// That the record may break a rule, and why.
pub(in crate::tei::read) fn allowance(element: El<'_>) -> Said {
    Said::object(element.span())
        .with("rule", element.said("subtype"))
        .with("with", element.typed("ref", "with").and_then(|with| reference(with, "target")))
        .with("reason", element.typed("note", "reason").map(El::words))
        .list("citations", citations(element))
}
