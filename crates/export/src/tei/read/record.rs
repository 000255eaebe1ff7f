//! Records: what an element of standOff says of one.
//!
//! Each field has one encoding, whatever the collection, so all collections are read by one function. Which fields a
//! record has, and must have, its type says.

use std::collections::BTreeMap;

use usru_core::collection::Collection;

use super::super::context::name_element;
use super::date::date;
use super::notes::Notes;
use super::said::Said;
use super::statement::{
    allowance, citations, claim, coordinates, doubt, identifier, link, name, participant, place_link, pointed,
    polity_link, quantity, rank, reference, step, vital,
};
use super::tree::El;

/// The relations that stand apart from their records, by the record.
pub(super) type Apart<'a> = BTreeMap<&'a str, Vec<El<'a>>>;

/// A record of the collection.
pub(super) fn record<'a>(element: El<'a>, collection: Collection, apart: &Apart<'a>, all: &Notes<'a>) -> Said {
    let notes = &all.within(element);
    let note = |kind: &str| element.typed("note", kind).map(El::words);
    let all_notes = |kind: &'static str| element.all("note").filter(move |note| note.kind() == Some(kind));
    // A ship's names stand together with its identifiers.
    let names = element.first("objectIdentifier").unwrap_or(element);
    let id = element.attr("xml:id").unwrap_or_default();
    let object = kind(Said::object(element.span()).with("id", own_id(element, collection)), element, collection)
        .with("label", label(names, collection).map(El::words));
    let object = if collection == Collection::Sources {
        source(object, element)
    } else {
        object.list("names", further_names(names, collection).map(|one| name(one, notes)))
    };
    let object = dates(object, element, notes)
        .with("birth", element.first("birth").map(|birth| vital(birth, notes)))
        .with("death", element.first("death").map(|death| vital(death, notes)))
        .with("coordinates", element.first("location").map(|location| coordinates(location, notes)))
        .with("rank", rank_of(element, collection).map(|term| rank(term, notes)))
        .with("language", element.first("textLang").and_then(|language| language.said("mainLang")))
        .with("what", note("what"))
        .with("quantity", element.first("measure").map(|measure| quantity(measure, notes)))
        .with("of", element.typed("ref", "of").and_then(|record| reference(record, "target")))
        .list("steps", steps(element).map(|event| step(event, notes)));
    let lists = element.all("listRelation").chain(apart.get(id).into_iter().flatten().copied());
    lists
        .fold(object, |object, list| relations(object, list, notes))
        .with("summary", note("summary"))
        .list("claims", all_notes("claim").map(|one| claim(one, notes)))
        .list("identifiers", names.all("idno").map(identifier))
        .with("doubt", element.typed("note", "doubt").map(doubt))
        .list("allowances", all_notes("allowance").map(allowance))
        .list("citations", citations(element))
}

/// The id of a record, without the name of its collection before it.
pub(super) fn own_id(element: El<'_>, collection: Collection) -> Option<Said> {
    let id = element.attr("xml:id")?;
    let own = id.strip_prefix(collection.singular()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(id);
    Some(Said::text(own, element.attr_span("xml:id")))
}

fn kind(object: Said, element: El<'_>, collection: Collection) -> Said {
    match collection {
        Collection::People | Collection::Posts | Collection::Appointments => object,
        Collection::Measures => object.with("kind", element.first("measure").and_then(|measure| measure.said("type"))),
        _ => object.with("kind", element.said("type")),
    }
}

fn label(names: El<'_>, collection: Collection) -> Option<El<'_>> {
    names.typed(name_element(collection), "label")
}

fn further_names(names: El<'_>, collection: Collection) -> impl Iterator<Item = El<'_>> {
    names.all(name_element(collection)).filter(|name| name.kind() != Some("label"))
}

fn source(object: Said, element: El<'_>) -> Said {
    let words = |name: &str| element.first(name).map(El::words);
    let typed = |name: &str, kind: &str| element.typed(name, kind).map(El::words);
    let scope = |unit: &str| element.all("biblScope").find(|scope| scope.attr("unit") == Some(unit)).map(El::words);
    let sections = element.typed("note", "sections").and_then(|note| note.first("list"));
    let sections = sections.into_iter().flat_map(|list| list.all("item")).map(|item| {
        let note = |kind: &str| item.typed("note", kind).map(El::words);
        Said::object(item.span())
            .with("heading", item.first("title").map(El::words))
            .with("url", item.typed("ref", "url").map(El::words))
            .with("omitted", note("omitted"))
            .with("pending", note("pending"))
    });
    object
        .with("title", typed("title", "full"))
        .list("authors", element.all("author").map(El::words))
        .list("editors", element.all("editor").map(El::words))
        .with("container", typed("title", "container"))
        .with("publisher", words("publisher"))
        .with("volume", scope("volume"))
        .with("pages", scope("page"))
        .with("url", typed("ref", "url"))
        .with("licence", element.at(&["availability", "licence"]).map(El::words))
        .list("sections", sections)
}

/// The dates of the record itself, which stand in it, in its description or in a note.
fn dates<'a>(object: Said, element: El<'a>, notes: &Notes<'a>) -> Said {
    ["date", "span", "published", "accessed"].into_iter().fold(object, |object, field| {
        let among = element
            .children()
            .chain(element.all("desc").flat_map(El::children))
            .chain(element.typed("note", field).into_iter().flat_map(El::children));
        object.with(field, date(field, among, notes))
    })
}

fn rank_of(element: El<'_>, collection: Collection) -> Option<El<'_>> {
    let described = collection == Collection::Appointments;
    element.all("desc").filter(|_| described).find_map(|desc| desc.typed("term", "rank"))
}

/// The events of a record that are its steps.
fn steps(element: El<'_>) -> impl Iterator<Item = El<'_>> {
    let lists =
        element.all("listEvent").chain(element.typed("note", "steps").into_iter().flat_map(|n| n.all("listEvent")));
    element.all("event").chain(lists.flat_map(|list| list.all("event")))
}

/// The field that a list of relations holds.
fn relations<'a>(object: Said, list: El<'a>, notes: &Notes<'a>) -> Said {
    type Read<'a> = fn(El<'a>, &Notes<'a>) -> Said;
    let fields: [(&str, Read<'a>); 8] = [
        ("participants", participant),
        ("links", link),
        ("places", place_link),
        ("within", place_link),
        ("polities", polity_link),
        ("predecessors", polity_link),
        ("successors", polity_link),
        ("receivers", polity_link),
    ];
    match fields.into_iter().find(|(field, _)| list.kind() == Some(field)) {
        Some((field, read)) => object.list(field, list.all("relation").map(|relation| read(relation, notes))),
        None if list.kind() == Some("references") => list.all("relation").fold(object, references),
        None => object,
    }
}

/// The field that names one record and says nothing else.
fn references(object: Said, relation: El<'_>) -> Said {
    let fields = [
        ("person", Collection::People),
        ("post", Collection::Posts),
        ("office", Collection::Offices),
        ("polity", Collection::Polities),
        ("organization", Collection::Organizations),
        ("sender", Collection::Polities),
    ];
    match fields.into_iter().find(|(field, _)| relation.attr("name") == Some(field)) {
        Some((field, collection)) => object.with(field, pointed(relation, "passive", collection)),
        None => object,
    }
}
