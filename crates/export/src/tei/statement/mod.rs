//! Statements: what is said, who says so, and what else has been said.
//!
//! A statement and the reading of its variant have the same fields, so both are encoded by one piece of code into
//! elements that assert nothing by themselves: names, dates, terms, measures. The statement's elements then stand in
//! the element that TEI has for such a thing (`relation`, `event`, `birth` …); the reading's stand in the note of the
//! variant. So no tool that gathers relations or events takes a rejected reading for a fact.

mod common;
mod relation;
mod step;

use usru_core::date::{DateReading, HistoricalDate};
use usru_core::statement::{Citation, Variant};
use usru_core::text::Text;

use super::context::Context;
use super::date;
use super::ids::{Position, pointer_to};
use super::xml::{Element, el};

pub(super) use common::{allowance, claim, coordinates, doubt, identifier, measure, rank, vital};
pub(super) use relation::{link, participant, place_link, polity_link, reference};
pub(super) use step::{Step, steps};

/// The elements of a statement or a reading.
#[derive(Debug, Default)]
pub(super) struct Encoded {
    /// What is said.
    pub(super) elements: Vec<Element>,
    /// Notes on it, still without a target.
    pub(super) own: Vec<Element>,
    /// Notes on what is in it.
    pub(super) inner: Vec<Element>,
}

/// A statement or the reading of its variant.
pub(super) trait Encode {
    /// The fields as elements.
    fn encode(&self, at: &Position, cx: &Context<'_>) -> Encoded;

    /// The sources of the statement itself; a reading has none.
    fn own_citations(&self) -> &[Citation] {
        &[]
    }

    /// The variants of the statement, each as a note; a reading has none.
    fn variant_notes(&self, at: &Position, cx: &Context<'_>) -> Vec<Element> {
        let _ = (at, cx);
        Vec::new()
    }
}

/// What the element needs that encodes a statement on which there are notes.
#[derive(Debug)]
pub(super) struct Anchor {
    id: Option<String>,
    sources: Option<String>,
}

impl Anchor {
    /// The element with the identifier that the notes point at, and with its sources.
    pub(super) fn hold(self, element: Element) -> Element {
        let element = element.opt("source", self.sources);
        match self.id {
            Some(id) => element.id(&id),
            None => element,
        }
    }

    /// The elements, the first of which bears the identifier and the sources.
    pub(super) fn hold_first(self, elements: Vec<Element>) -> Vec<Element> {
        let mut elements = elements.into_iter();
        let first = elements.next().map(|first| self.hold(first));
        first.into_iter().chain(elements).collect()
    }

    /// The element with its sources; it has an identifier already.
    pub(super) fn hold_sources(self, element: Element) -> Element {
        element.opt("source", self.sources)
    }
}

/// Encodes a value, and puts all that is said about it into notes which point at it.
pub(super) fn annotate<T: Encode + ?Sized>(
    value: &T,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> (Vec<Element>, Anchor) {
    let encoded = value.encode(at, cx);
    let anchor = say_about(value, encoded.own, at, cx, notes);
    notes.extend(encoded.inner);
    (encoded.elements, anchor)
}

/// Writes the notes on a value, its citations and its variants.
fn say_about<T: Encode + ?Sized>(
    value: &T,
    own: Vec<Element>,
    at: &Position,
    cx: &Context<'_>,
    notes: &mut Vec<Element>,
) -> Anchor {
    let before = notes.len();
    notes.extend(own.into_iter().map(|note| note.attr("target", at.pointer())));
    let cited = value.own_citations();
    if !cited.is_empty() {
        notes.push(note("citations").attr("target", at.pointer()).children(citations(cited, cx)));
    }
    notes.extend(value.variant_notes(at, cx));
    let id = (notes.len() > before).then(|| at.id().to_owned());
    let mut sources = Vec::new();
    for citation in cited {
        let source = pointer_to(&citation.source);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    Anchor { id, sources: (!sources.is_empty()).then(|| sources.join(" ")) }
}

/// A typed note.
pub(super) fn note(kind: &'static str) -> Element {
    el("note").attr("type", kind)
}

/// A note that holds a text, if there is one.
pub(super) fn text_note(kind: &'static str, text: Option<&Text>) -> Option<Element> {
    text.map(|text| note(kind).text(text.as_str()))
}

/// Citations, each a `bibl`.
pub(super) fn citations(citations: &[Citation], cx: &Context<'_>) -> Vec<Element> {
    citations
        .iter()
        .map(|citation| {
            let source = pointer_to(&citation.source);
            let section = cx
                .section(citation.source.as_str(), citation.section.as_str())
                .map(|index| format!("{source}.sections.{}", index + 1));
            let range = el("citedRange").attr("unit", "section").opt("target", section);
            el("bibl")
                .attr("type", "citation")
                .child(el("ptr").attr("target", source))
                .child(range.text(citation.section.as_str()))
                .maybe(text_note("note", citation.note.as_ref()))
        })
        .collect()
}

/// A variant: the reading, the reason, the sources.
fn variant<R: Encode>(variant: &Variant<R>, target: &Position, at: &Position, cx: &Context<'_>) -> Element {
    let reading = variant.reading.encode(at, cx);
    note("variant")
        .id(at.id())
        .attr("subtype", variant.status.as_str())
        .attr("target", target.pointer())
        .children(reading.elements)
        .children(reading.own)
        .children(reading.inner)
        .child(note("reason").text(variant.reason.as_str()))
        .children(citations(&variant.citations, cx))
}

/// The variants of a statement, each as a note that points at it.
pub(super) fn variants<R: Encode>(variants: &[Variant<R>], at: &Position, cx: &Context<'_>) -> Vec<Element> {
    variants.iter().enumerate().map(|(index, reading)| variant(reading, at, &at.variant(index), cx)).collect()
}

/// Encodes a statement and its reading by the same expression.
macro_rules! encode {
    ($Statement:ty, $Reading:ty: |$this:ident, $at:ident, $cx:ident| $body:expr) => {
        impl $crate::tei::statement::Encode for $Statement {
            fn encode(
                &self,
                $at: &$crate::tei::ids::Position,
                $cx: &$crate::tei::context::Context<'_>,
            ) -> $crate::tei::statement::Encoded {
                let $this = self;
                $body
            }

            fn own_citations(&self) -> &[usru_core::statement::Citation] {
                &self.citations
            }

            fn variant_notes(
                &self,
                at: &$crate::tei::ids::Position,
                cx: &$crate::tei::context::Context<'_>,
            ) -> Vec<$crate::tei::xml::Element> {
                $crate::tei::statement::variants(&self.variants, at, cx)
            }
        }

        impl $crate::tei::statement::Encode for $Reading {
            fn encode(
                &self,
                $at: &$crate::tei::ids::Position,
                $cx: &$crate::tei::context::Context<'_>,
            ) -> $crate::tei::statement::Encoded {
                let $this = self;
                $body
            }
        }
    };
}
use encode;

encode!(HistoricalDate, DateReading: |date, at, _cx| {
    date::encode(date.as_ref(), date.basis, date.as_written.as_ref(), date.note.as_ref(), at)
});
