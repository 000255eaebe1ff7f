//! Works cited, and works that are part of the history.

use usru_core::collection::Collection;
use usru_core::record::{Section, Source, Work};
use usru_core::text::LangTag;

use super::super::context::Context;
use super::super::xml::{Element, el};
use super::{Body, Encoded, address, common, note, of_kind, text_in, text_note};

/// A source as a `bibl`, its sections as a list.
pub(super) fn source(source: &Source, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Sources, source.id.as_str(), &source.label, cx);
    body.names.push(el("title").attr("type", "full").text(source.title.as_str()));
    body.facts.extend(source.authors.iter().map(|name| el("author").text(name.as_str())));
    body.facts.extend(source.editors.iter().map(|name| el("editor").text(name.as_str())));
    body.facts.extend(text_in("title", Some("container"), source.container.as_ref()));
    body.facts.extend(text_in("publisher", None, source.publisher.as_ref()));
    body.date("published", source.published.as_ref());
    for (unit, scope) in [("volume", &source.volume), ("page", &source.pages)] {
        body.facts.extend(text_in("biblScope", None, scope.as_ref()).map(|scope| scope.attr("unit", unit)));
    }
    body.facts.extend(language(source.language.as_ref()));
    body.facts.extend(source.url.as_ref().map(|url| address("url", url)));
    body.date("accessed", source.accessed.as_ref());
    let licence = text_in("licence", None, source.licence.as_ref());
    body.facts.extend(licence.map(|licence| el("availability").child(licence)));
    if !source.sections.is_empty() {
        let sections = source.sections.iter().enumerate().map(|(index, one)| {
            let at = body.at.item("sections", index);
            section(one).id(at.id())
        });
        let list = el("list").children(sections);
        body.notes.push(note("sections").child(list));
    }
    body.common(&common!(source));
    body.into_container(of_kind(el("bibl"), "source-kind", source.kind.as_str()))
}

/// A section of a source, and how far it is covered.
fn section(section: &Section) -> Element {
    el("item")
        .child(el("title").attr("level", "a").text(section.heading.as_str()))
        .maybe(section.url.as_ref().map(|url| address("url", url)))
        .maybe(text_note("omitted", section.omitted.as_ref()))
        .maybe(text_note("pending", section.pending.as_ref()))
}

/// Something written or spoken as a `bibl`.
pub(super) fn work(work: &Work, cx: &Context<'_>) -> Encoded {
    let mut body = Body::new(Collection::Works, work.id.as_str(), &work.label, cx);
    body.names(&work.names);
    body.date("date", work.date.as_ref());
    body.places("places", "place", &work.places);
    body.participants(&work.participants);
    body.facts.extend(language(work.language.as_ref()));
    body.common(&common!(work));
    body.into_container(of_kind(el("bibl"), "work-kind", work.kind.as_str()))
}

fn language(tag: Option<&LangTag>) -> Option<Element> {
    tag.map(|tag| el("textLang").attr("mainLang", tag.as_str()))
}
