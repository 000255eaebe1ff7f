//! Lines and columns of many spots in one text.

use std::ops::Range;

use super::Location;

/// How many bytes are counted together.
const BLOCK: usize = 4096;

/// A text with its lines and characters counted, so that finding a spot does not take longer the further down it is, or
/// the further along its line. For one spot [`Location::new`] is as good.
#[derive(Debug)]
pub struct Positions<'t> {
    text: &'t str,
    /// What lies before each block.
    before: Vec<Count>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    lines: usize,
    chars: usize,
    /// How many characters lie before the line that goes on here.
    chars_before_line: usize,
}

impl Count {
    fn of(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |mut count, byte| {
            // A byte that continues a character is no character of its own.
            count.chars += usize::from(byte & 0xC0 != 0x80);
            if *byte == b'\n' {
                count.lines += 1;
                count.chars_before_line = count.chars;
            }
            count
        })
    }
}

impl<'t> Positions<'t> {
    /// Counts the text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        // One more than there are blocks: a spot may lie behind the last byte.
        let mut before = vec![Count::default()];
        let mut count = Count::default();
        for block in text.as_bytes().chunks(BLOCK) {
            count = count.of(block);
            before.push(count);
        }
        Self { text, before }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The spot at these bytes, as [`Location::new`] gives it.
    #[must_use]
    pub fn locate(&self, file: impl Into<String>, span: Range<usize>) -> Location {
        let at = if self.text.is_char_boundary(span.start) { span.start } else { self.text.len() };
        let block = at / BLOCK;
        let begun = self.before.get(block).copied().unwrap_or_default();
        let count = begun.of(self.text.as_bytes().get(block * BLOCK..at).unwrap_or_default());
        Location { file: file.into(), line: count.lines + 1, column: count.chars - count.chars_before_line + 1, span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_where_counting_from_the_beginning_finds_it() {
        let line = "имя: 𝔘x\n";
        for text in [String::new(), line.to_owned(), line.repeat(2000), line.replace('\n', " ").repeat(2000)] {
            let positions = Positions::new(&text);
            for at in (0..=text.len() + 1).step_by(211).chain([text.len(), BLOCK, BLOCK - 1, BLOCK + 1]) {
                assert_eq!(positions.locate("f", at..at), Location::new("f", &text, at..at), "{at} of {}", text.len());
            }
        }
    }
}
