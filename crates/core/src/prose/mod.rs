//! What English prose says in dates and numbers, so that the rules can hold a record against its own words.
//!
//! Labels, summaries and the words of a source often give the date or the number a second time. That second time is
//! what catches a slip: two dates exchanged, a factor of a thousand. Only what can be read without doubt is read; the
//! rest of the text says nothing to the rules.

mod date_reader;
mod dates;
mod numbers;

pub(crate) use dates::{Undated, dates, undated};
pub(crate) use numbers::{Number, numbers};

/// A piece of text: a word, a figure, or a single sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    kind: Kind,
    pub(crate) text: &'t str,
    /// The byte at which it starts.
    start: usize,
    /// Whether it follows the piece before it without a space.
    glued: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Letters.
    Word,
    /// Digits, with commas, dots or thin spaces between them.
    Figure,
    /// Any other character but white space.
    Sign,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Whether it joins two dates or numbers into a span: a hyphen or a dash.
    fn is_dash(&self) -> bool {
        matches!(self.text, "-" | "‐" | "‑" | "–" | "—")
    }
}

/// As far as a text is read, in bytes. Labels, summaries and names are much shorter.
const LONGEST: usize = 20_000;

/// The pieces of a text, in order.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut last_end = 0;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let kind = if first.is_alphabetic() {
            while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphabetic()) {
                end = at + c.len_utf8();
            }
            Kind::Word
        } else if first.is_ascii_digit() {
            while let Some((at, c)) = chars.next_if(|(at, c)| c.is_ascii_digit() || is_separator(text, *at, *c)) {
                end = at + c.len_utf8();
            }
            Kind::Figure
        } else {
            Kind::Sign
        };
        tokens.push(Token { kind, text: text.get(start..end).unwrap_or_default(), start, glued: start == last_end });
        last_end = end;
    }
    tokens
}

/// Whether the character at this byte stands between the digits of one number.
fn is_separator(text: &str, at: usize, c: char) -> bool {
    let after = text.get(at + c.len_utf8()..).unwrap_or_default();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    match c {
        ',' | '.' => digits > 0,
        // A space parts thousands only: three digits behind it, and at most three before it.
        ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' => {
            let before = text.get(..at).unwrap_or_default();
            let leading = before.bytes().rev().take_while(u8::is_ascii_digit).count();
            digits == 3 && (1..=3).contains(&leading)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_can_be_read(text in r"([0-9]{1,4}|May|of|[-–/,.’]|million|hundred|a|and|half|O\.S\.|s|th| |\PC){0,40}") {
            for mention in dates(&text) {
                prop_assert!(text.get(mention.at).is_some());
            }
            for number in numbers(&text) {
                prop_assert!(text.get(number.at).is_some());
            }
            undated(&text);
        }
    }

    #[test]
    fn a_very_long_text_is_read_at_its_beginning() {
        let text = "1 May – 2 May 1945, a million и ".repeat(100_000);
        assert!(!dates(&text).is_empty() && !numbers(&text).is_empty());
        assert!(tokens(&text).iter().all(|token| token.end() <= LONGEST));
    }

    #[test]
    fn a_text_falls_into_words_figures_and_signs() {
        let pieces: Vec<_> = tokens("In 1855, 30 000 men (7.2 million) of B-17’s.").iter().map(|t| t.text).collect();
        assert_eq!(
            pieces,
            ["In", "1855", ",", "30 000", "men", "(", "7.2", "million", ")", "of", "B", "-", "17", "’", "s", "."]
        );
        let glued: Vec<_> = tokens("the 1850s").iter().map(|t| t.glued).collect();
        assert_eq!(glued, [true, false, true]);
    }
}
