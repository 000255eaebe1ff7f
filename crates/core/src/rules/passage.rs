//! A text as the rules look at it: with what kinds of characters are in it, seen in one pass.

/// What a character of a text can be a sign of, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign(u8);

impl Sign {
    /// Anything beyond ASCII.
    pub(super) const BEYOND_ASCII: Self = Self(1);
    /// A letter or a digit of ASCII.
    pub(super) const WORD: Self = Self(1 << 1);
    /// A capital letter of ASCII.
    pub(super) const CAPITAL: Self = Self(1 << 2);
    /// A space, or other white space of ASCII.
    pub(super) const SPACE: Self = Self(1 << 3);
    /// A question mark.
    pub(super) const QUESTION: Self = Self(1 << 4);
    /// What mark-up begins or ends with: `&`, `<`, brackets, braces and apostrophes.
    pub(super) const MARKUP: Self = Self(1 << 5);

    const fn of(byte: u8) -> Self {
        Self(match byte {
            b'A'..=b'Z' => Self::WORD.0 | Self::CAPITAL.0,
            b'a'..=b'z' | b'0'..=b'9' => Self::WORD.0,
            b' ' | b'\t'..=b'\r' => Self::SPACE.0,
            b'?' => Self::QUESTION.0,
            b'&' | b'<' | b'[' | b']' | b'{' | b'}' | b'\'' => Self::MARKUP.0,
            0x80.. => Self::BEYOND_ASCII.0,
            _ => 0,
        })
    }
}

/// What each byte is a sign of.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time only")]
const SIGNS: [Sign; 256] = {
    let mut signs = [Sign(0); 256];
    let mut byte = 0_u8;
    loop {
        signs[byte as usize] = Sign::of(byte);
        if byte == u8::MAX {
            break signs;
        }
        byte += 1;
    }
};

/// A text for people. Most have nothing in them that most rules look for, and that is seen at once.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'t> {
    text: &'t str,
    /// All signs in it.
    seen: u8,
    /// The signs that two bytes in a row have.
    paired: u8,
}

impl<'t> Passage<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let (mut seen, mut paired, mut last) = (0, 0, 0);
        for byte in text.bytes() {
            let Sign(sign) = SIGNS.get(usize::from(byte)).copied().unwrap_or(Sign::BEYOND_ASCII);
            seen |= sign;
            paired |= sign & last;
            last = sign;
        }
        Self { text, seen, paired }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        self.text
    }

    /// Whether it is all ASCII.
    pub(super) fn is_ascii(&self) -> bool {
        !self.has(Sign::BEYOND_ASCII)
    }

    /// Whether the sign is in it.
    pub(super) fn has(&self, sign: Sign) -> bool {
        self.seen & sign.0 != 0
    }

    /// Whether the sign is in it twice in a row.
    pub(super) fn has_pair(&self, sign: Sign) -> bool {
        self.paired & sign.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_text_is_seen() {
        let plain = Passage::new("The envoy came");
        assert!(plain.is_ascii() && plain.has(Sign::CAPITAL) && plain.has(Sign::SPACE));
        assert!(!plain.has_pair(Sign::CAPITAL) && !plain.has_pair(Sign::SPACE) && plain.has_pair(Sign::WORD));
        assert!(!plain.has(Sign::MARKUP) && !plain.has(Sign::QUESTION));
        assert!(Passage::new("TODO").has_pair(Sign::CAPITAL));
        assert!(Passage::new("a  b").has_pair(Sign::SPACE));
        assert!(!Passage::new("Москва").is_ascii());
        assert!(Passage::new("a[1]").has(Sign::MARKUP));
        assert!(!Passage::new("").has(Sign::WORD));
    }
}
