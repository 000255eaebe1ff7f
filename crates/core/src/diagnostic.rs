//! What is wrong and where: plain data, without any rendering.

mod positions;

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

use serde::Serialize;

pub use positions::Positions;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Cannot be right, or cannot be used.
    Error,
    /// Unlikely or unfinished; does not fail the validation.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A spot in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Location {
    /// The file, by its path from the folder of the dataset, with `/` between the parts.
    pub file: String,
    /// The line, counted from 1; 0 if the file as a whole is meant.
    pub line: usize,
    /// The column in characters, counted from 1; 0 if the file as a whole is meant.
    pub column: usize,
    /// The bytes of the spot in the file.
    #[serde(skip)]
    pub span: Range<usize>,
}

impl Location {
    /// The file as a whole.
    #[must_use]
    pub fn of_file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, span: 0..0 }
    }

    /// The spot at these bytes of the file's text.
    #[must_use]
    pub fn new(file: impl Into<String>, text: &str, span: Range<usize>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            file: file.into(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).map_or(0, |line| line.chars().count()) + 1,
            span,
        }
    }

    /// The spot at a line and a byte column of the text, both counted from 1, as `serde_json` tells them.
    #[must_use]
    pub fn at_line(file: impl Into<String>, text: &str, line: usize, column: usize) -> Self {
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let mut at = (start + column.saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        Self::new(file, text, at..end)
    }
}

/// A second spot that a diagnostic speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Where it is.
    pub location: Location,
    /// What is to be seen there.
    pub message: String,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Where it is.
    pub location: Location,
    /// The id of the rule that it breaks.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, with the values that clash.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The other spots it speaks of.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// Puts diagnostics into the order in which they are shown: by file, by spot, by rule.
    pub fn sort(diagnostics: &mut [Self]) {
        diagnostics.sort_by(Self::order);
    }

    /// Which of two diagnostics is shown first.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        fn key(d: &Diagnostic) -> (&str, usize, usize, &str, &str) {
            (&d.location.file, d.location.line, d.location.column, d.rule, &d.message)
        }
        key(self).cmp(&key(other))
    }
}

/// The most bytes of a message. Whoever reads it wants to know the value that is wrong, not to read a megabyte of it.
const LONGEST_MESSAGE: usize = 2000;

/// A message of bearable length: one that quotes more than one can read loses its middle.
#[must_use]
pub fn shortened(message: String) -> String {
    if message.len() <= LONGEST_MESSAGE {
        return message;
    }
    let (mut head, mut tail) = (LONGEST_MESSAGE * 3 / 4, message.len() - LONGEST_MESSAGE / 4);
    while !message.is_char_boundary(head) {
        head -= 1;
    }
    while !message.is_char_boundary(tail) {
        tail += 1;
    }
    let (head, rest) = message.split_at(head);
    let (left_out, tail) = rest.split_at(tail - head.len());
    format!("{head} … ({} bytes left out) … {tail}", left_out.len())
}

/// The most bytes of words that are compared: the time that it takes grows with the product of their lengths.
const LONGEST_WORD: usize = 200;

/// The candidate most like the word, if one is like it at all. Nothing is like a word that no id or field is as long as.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST_WORD)
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a\nдата: x\n";
        let at = text.find('x').unwrap();
        let location = Location::new("f", text, at..at + 1);
        assert_eq!((location.line, location.column), (2, 7));
        // `serde_json` counts bytes.
        assert_eq!(Location::at_line("f", text, 2, 11), location);
        assert_eq!(Location::at_line("f", "", 9, 9).line, 1);
    }

    #[test]
    fn the_nearest_id_is_suggested_only_if_it_is_near() {
        assert_eq!(nearest("alaska-purchse", ["alaska-purchase", "andrew-johnson"]), Some("alaska-purchase"));
        assert_eq!(nearest("zzz", ["alaska-purchase"]), None);
        let long = "a".repeat(1 << 24);
        assert_eq!(nearest(&long, [long.as_str(), "a"]), None);
        assert_eq!(nearest("a", [long.as_str(), "a"]), Some("a"));
    }

    #[test]
    fn a_message_loses_its_middle_if_it_is_long() {
        assert_eq!(shortened("ж".repeat(1000)), "ж".repeat(1000));
        let short = shortened(format!("a{}b", "ж".repeat(1 << 20)));
        assert!(short.starts_with("aжжж") && short.ends_with("жжжb"), "{short}");
        assert!(short.contains("жж … (2095156 bytes left out) … жж"), "{short}");
        assert!(short.len() < LONGEST_MESSAGE + 50, "{}", short.len());
    }
}
