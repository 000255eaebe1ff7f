//! The title page, out of the teiHeader.

use usru_core::collection::Collection;

use super::date::date;
use super::notes::Notes;
use super::said::Said;
use super::statement::pointed;
use super::tree::El;

/// The title page of a document.
pub(super) fn about<'a>(root: El<'a>, header: El<'a>, all: &Notes<'a>) -> Said {
    let in_file = |way: &[&str]| header.first("fileDesc")?.at(way);
    let publication = in_file(&["publicationStmt"]);
    let licence = publication.and_then(|publication| publication.at(&["availability", "licence"]));
    let notes = all.within(in_file(&["notesStmt"]).unwrap_or(header));
    let profile = header.first("profileDesc");
    let contributors = in_file(&["titleStmt"]).into_iter().flat_map(|titles| titles.all("respStmt")).map(|one| {
        Said::object(one.span())
            .with("name", one.first("name").map(El::words))
            .with("role", one.first("resp").map(El::words))
    });
    let sides = profile.and_then(|profile| profile.at(&["particDesc", "listOrg"]));
    let sides = sides.into_iter().flat_map(|sides| sides.all("org")).map(|side| {
        Said::object(side.span())
            .with("label", side.first("orgName").map(El::words))
            .with("polity", pointed(side, "corresp", Collection::Polities))
    });
    let keywords = profile.and_then(|profile| profile.at(&["textClass", "keywords"]));
    let of_licence = |name: &str, kind: &str| Some(licence?.typed(name, kind)?.words());
    let of_publication = |name: &str, kind: &str| Some(publication?.typed(name, kind)?.words());
    Said::object(header.span())
        .with("name", of_publication("idno", "name"))
        .with("title", in_file(&["titleStmt", "title"]).map(El::words))
        .with("description", profile.and_then(|profile| profile.at(&["abstract", "p"])).map(El::words))
        .with("version", in_file(&["editionStmt", "edition"]).map(El::words))
        .with("released", publication.and_then(|publication| date("released", publication.children(), &notes)))
        .with("language", root.said("xml:lang"))
        .with("licence", of_licence("term", "licence"))
        .with("licence_url", of_licence("ref", "licence-url"))
        .with("publisher", publication.and_then(|publication| publication.first("publisher")).map(El::words))
        .with("homepage", of_publication("ref", "homepage"))
        .list("contributors", contributors)
        .list("sides", sides)
        .list("keywords", keywords.into_iter().flat_map(|keywords| keywords.all("term")).map(El::words))
}
