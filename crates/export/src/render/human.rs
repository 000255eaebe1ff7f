//! For people: the place, the spot underlined, what is wrong, what to do.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use usru_core::diagnostic::{Diagnostic, Location, Severity};

use super::place;

/// Renders one diagnostic. `texts` holds the files' texts, `root` is put before their names.
///
/// ```text
/// error[unknown-section]: the source “x” has no section “Infobx”
///  --> data/events/a.json:12:18
///    |
/// 12 |       "section": "Infobx"
///    |                  ^^^^^^^^ did you mean “Infobox”?
/// ```
#[must_use]
pub fn human(diagnostic: &Diagnostic, texts: &BTreeMap<String, String>, root: &str, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let place = place(&diagnostic.location, root);
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule);
    let mut group = Group::with_title(title);
    match snippet(&diagnostic.location, &place, texts, AnnotationKind::Primary, &diagnostic.help) {
        Some(snippet) => group = group.element(snippet),
        None => {
            group = group
                .element(annotate_snippets::Origin::path(place.as_str()))
                .element(Level::HELP.message(diagnostic.help.as_str()));
        }
    }
    let related: Vec<_> =
        diagnostic.related.iter().map(|related| (super::place(&related.location, root), related)).collect();
    for (place, related) in &related {
        if let Some(snippet) = snippet(&related.location, place, texts, AnnotationKind::Context, &related.message) {
            group = group.element(snippet);
        }
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let report = [group];
    format!("{}\n", renderer.render(&report))
}

fn snippet<'a>(
    location: &Location,
    place: &'a str,
    texts: &'a BTreeMap<String, String>,
    kind: AnnotationKind,
    label: &'a str,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    if location.line == 0 {
        return None;
    }
    let text = texts.get(&location.file)?;
    let span: Range<usize> = location.span.start.min(text.len())..location.span.end.min(text.len());
    Some(Snippet::source(text.as_str()).path(place).annotation(kind.span(span).label(label)))
}
