//! For people: the place, the spot underlined, what is wrong, what to do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
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
    let place = harmless(&place(&diagnostic.location, root));
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule);
    let mut group = Group::with_title(title);
    let excerpt = Excerpt::of(&diagnostic.location, texts);
    group = match &excerpt {
        Some(excerpt) => excerpt.show(group, &diagnostic.location, &place, AnnotationKind::Primary, &diagnostic.help),
        None => group.element(origin(&place, &diagnostic.location)).element(Level::HELP.message(&*diagnostic.help)),
    };
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .map(|related| {
            (harmless(&super::place(&related.location, root)), Excerpt::of(&related.location, texts), related)
        })
        .collect();
    for (place, excerpt, related) in &related {
        if let Some(excerpt) = excerpt {
            group = excerpt.show(group, &related.location, place, AnnotationKind::Context, &related.message);
        }
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let report = [group];
    format!("{}\n", renderer.render(&report))
}

/// How many bytes of a line are shown on either side of where a spot begins or ends.
const MARGIN: usize = 200;

/// The lines of a spot, or as much of them as one can read.
struct Excerpt<'t> {
    text: Cow<'t, str>,
    span: Range<usize>,
    /// Whether something of the lines is left out.
    is_cut: bool,
}

impl<'t> Excerpt<'t> {
    /// Only the lines themselves are handed on: a file has as many bytes as it likes, and each finding is to be shown in a
    /// moment.
    fn of(location: &Location, texts: &'t BTreeMap<String, String>) -> Option<Self> {
        if location.line == 0 {
            return None;
        }
        let text = texts.get(&location.file)?.as_str();
        let end = location.span.end.min(text.len());
        let start = location.span.start.min(end);
        // What is underlined over more than twice the margin is not shown to its end.
        let shown_to = floor(text, end.min(start.saturating_add(2 * MARGIN)));
        let (from, to) = (ceil(text, start.saturating_sub(MARGIN)), floor(text, shown_to.saturating_add(MARGIN)));
        let (before, spot, after) = (text.get(from..start)?, text.get(start..shown_to)?, text.get(shown_to..to)?);
        let (line_before, cut_before) = match before.rfind('\n') {
            Some(at) => (before.get(at + 1..)?, false),
            None => (before, from > 0),
        };
        let (line_after, cut_after) = match after.find('\n') {
            Some(at) => (after.get(..at)?, shown_to < end),
            None => (after, to < text.len()),
        };
        if !cut_before && !cut_after {
            let begin = start - line_before.len();
            let text = text.get(begin..shown_to + line_after.len())?;
            return Some(Self { text: Cow::Borrowed(text), span: start - begin..shown_to - begin, is_cut: false });
        }
        let ellipsis = |cut| if cut { "…" } else { "" };
        let begin = ellipsis(cut_before).len() + line_before.len();
        let text = [ellipsis(cut_before), line_before, spot, line_after, ellipsis(cut_after)].concat();
        Some(Self { text: Cow::Owned(text), span: begin..begin + spot.len(), is_cut: true })
    }

    fn show<'a>(
        &'a self,
        group: Group<'a>,
        location: &Location,
        place: &'a str,
        kind: AnnotationKind,
        label: &'a str,
    ) -> Group<'a> {
        let annotation = kind.span(self.span.clone()).label(label);
        let snippet = Snippet::source(self.text.as_ref()).line_start(location.line).annotation(annotation);
        if self.is_cut {
            // The column of a spot in what is left of a line is not its column.
            group.element(origin(place, location)).element(snippet)
        } else {
            group.element(snippet.path(place))
        }
    }
}

/// The place in words.
fn origin<'a>(place: &'a str, location: &Location) -> Origin<'a> {
    let origin = Origin::path(place);
    if location.line == 0 { origin } else { origin.line(location.line).char_column(location.column) }
}

/// The place of the character that holds the byte, or of the one after it.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The place of the character that holds the byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// The name of a file without what would steer the terminal or turn the reader's direction.
fn harmless(name: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let shown = |c: char| if c.is_control() || turns(c) { c.escape_unicode().to_string() } else { c.to_string() };
    name.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole of the text would be looked at for a while, and shown for longer.
    #[test]
    fn of_a_line_of_a_hundred_megabytes_what_one_can_read_is_shown() {
        let text = format!("{}“spot”{}", "x".repeat(50 << 20), "y".repeat(50 << 20));
        let (begin, end) = (50 << 20, (50 << 20) + "“spot”".len());
        let texts = BTreeMap::from([("a.json".to_owned(), text)]);
        let shown = |span| {
            let diagnostic = Diagnostic {
                location: Location { file: "a.json".to_owned(), line: 1, column: begin + 1, span },
                rule: "mixed-script",
                severity: Severity::Error,
                message: "m".to_owned(),
                help: "h".to_owned(),
                related: Vec::new(),
            };
            human(&diagnostic, &texts, "data", false)
        };
        let one = shown(begin..end);
        assert!(one.contains("--> data/a.json:1:52428801\n") && one.contains("x“spot”y"), "{one}");
        assert!(one.len() < 2_000, "{one}");
        // A spot that is itself as long, and one behind the end.
        assert!(shown(begin..usize::MAX).len() < 3_000);
        assert!(shown(usize::MAX..usize::MAX).len() < 2_000);
    }
}
