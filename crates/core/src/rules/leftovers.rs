//! Rules for what is left in a text from where it was copied, converted or begun.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::example::replace;
use super::passage::{Passage, Sign};
use super::{Case, Check, Example, Family, Rule};
use crate::diagnostic::Severity;

pub(super) const RULES: &[Rule] = &[GARBLED_TEXT, MARKUP_IN_TEXT, UNFINISHED_TEXT, DOUBLE_SPACE];

const EVENT: &str = "events/audience-of-1810.json";

const GARBLED_TEXT: Rule = Rule {
    id: "garbled-text",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "No text shows that it was saved in one encoding and read in another.",
    explanation: "An é in UTF-8 that is read as Latin-1 becomes Ã©, and a Cyrillic letter becomes Ð and another sign; a letter that an encoding does not have becomes a question mark in the middle of a word, or the replacement character U+FFFD. What was lost must be taken from the source again.",
    example: Example::Edits {
        breaks: Case {
            what: "An é was read as two characters.",
            edits: &[replace(EVENT, "Audience of 1810", "AudiÃ©nce of 1810")],
        },
        keeps: Case {
            what: "Letters with accents stand as they should, and a question mark behind a word.",
            edits: &[replace(EVENT, "Audience of 1810", "Audiência of 1810?")],
        },
    },
    check: Check::Text(|text, tell| {
        if (text.has(Sign::QUESTION) || has_telling_bytes(text))
            && let Some((seen, what)) = garbled(text.as_str())
        {
            tell(format!("“{seen}” {what}"), "take the text from its source again, in UTF-8");
        }
    }),
};

const MARKUP_IN_TEXT: Rule = Rule {
    id: "markup-in-text",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "No text holds the mark-up of a web page or a wiki, or the mark of a footnote.",
    explanation: "An entity such as `&amp;`, a tag such as `<i>`, the brackets of a wiki or a footnote's `[12]` come along when text is copied. In an export they are read as if they had been meant.",
    example: Example::Edits {
        breaks: Case {
            what: "The mark of a footnote was copied too.",
            edits: &[replace(EVENT, "Audience of 1810", "Audience of 1810[12]")],
        },
        keeps: Case {
            what: "The editors' own words stand in brackets.",
            edits: &[replace(EVENT, "Audience of 1810", "Audience [of 1810] & after")],
        },
    },
    check: Check::Text(|text, tell| {
        if text.has(Sign::MARKUP)
            && let Some(found) = markup(text.as_str())
        {
            tell(format!("the text holds “{found}”, which is mark-up"), "write the plain text");
        }
    }),
};

const UNFINISHED_TEXT: Rule = Rule {
    id: "unfinished-text",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "No text is a note to oneself that something is still to be written.",
    explanation: "TODO, TBD, FIXME and Lorem ipsum hold a place for a text that was never written, and so does a text of question marks alone. What is not known is left out, and what waits is marked as pending in the source's ledger.",
    example: Example::Edits {
        breaks: Case {
            what: "The summary was never written.",
            edits: &[replace(EVENT, "The king received the envoy.", "TODO")],
        },
        keeps: Case {
            what: "The summary says what is not known.",
            edits: &[replace(EVENT, "The king received the envoy.", "The king received the envoy (what for?).")],
        },
    },
    check: Check::Text(|text, tell| {
        if let Some(found) = unfinished(text) {
            tell(format!("the text holds “{found}”"), "write the text, or leave the field out");
        }
    }),
};

const DOUBLE_SPACE: Rule = Rule {
    id: "double-space",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "No text has two spaces in a row.",
    explanation: "A second space is left when a word is taken out. It is hardly seen, but a name that has it is not found by a search for the same name.",
    example: Example::Edits {
        breaks: Case {
            what: "A word was taken out between two spaces.",
            edits: &[replace(EVENT, "Audience of 1810", "Audience  of 1810")],
        },
        keeps: Case {
            what: "A space stands before and behind a dash.",
            edits: &[replace(EVENT, "Audience of 1810", "Audience – of 1810")],
        },
    },
    check: Check::Text(|text, tell| {
        let mut last = 'a';
        let is_second = |c: char| core::mem::replace(&mut last, c).is_whitespace() && c.is_whitespace();
        if !text.has_pair(Sign::SPACE) && (text.is_ascii() || !text.as_str().chars().any(is_second)) {
            return;
        }
        let words = text.as_str().split(char::is_whitespace).collect::<Vec<_>>();
        if let Some([before, _, after]) = words.windows(3).find(|three| three.get(1).is_some_and(|w| w.is_empty())) {
            tell(format!("two spaces stand between “{before}” and “{after}”"), "take one of them out");
        }
    }),
};

/// Whether the UTF-8 of the text has a byte with which the replacement character begins, or a letter that is the first
/// half of another read as Latin-1: À to ÿ.
fn has_telling_bytes(text: Passage<'_>) -> bool {
    !text.is_ascii() && text.as_str().bytes().any(|byte| matches!(byte, 0xC3 | 0xEF))
}

/// The first sign of a wrong encoding, and what it is a sign of.
fn garbled(text: &str) -> Option<(String, String)> {
    let letters: Vec<char> = text.chars().collect();
    if let Some(at) = letters.iter().position(|c| *c == char::REPLACEMENT_CHARACTER) {
        let around = letters.iter().skip(at.saturating_sub(3)).take(7).collect();
        return Some((around, "holds the replacement character: a letter is lost".to_owned()));
    }
    let lost = letters.windows(3).find(|three| matches!(three, [a, '?', b] if a.is_alphabetic() && b.is_alphabetic()));
    if let Some(lost) = lost {
        return Some((lost.iter().collect(), "has a question mark inside a word: a letter is lost".to_owned()));
    }
    (0..letters.len()).find_map(|at| {
        let rest = letters.get(at..)?;
        let (length, letter) = misread(rest)?;
        let seen = rest.iter().take(length).collect();
        Some((seen, format!("is what “{letter}” becomes if its UTF-8 is read as Latin-1")))
    })
}

/// How many characters at the beginning are one letter of which the UTF-8 was read as Windows-1252, and the letter.
///
/// Only letters of the Latin alphabets of Europe, Greek, Cyrillic, the signs of its transliteration and common
/// punctuation are thought of, so that a letter
/// that is followed by a closing quotation mark or a dash is taken for nothing else.
fn misread(text: &[char]) -> Option<(usize, char)> {
    let byte = |at: usize| text.get(at).copied().and_then(windows_1252);
    let (first, second) = (byte(0)?, byte(1)?);
    let punctuation = matches!(text.get(1), Some('’' | '“' | '”' | '–' | '—' | '…'));
    let length = match (first, second) {
        (0xD0, 0x80..=0xBF) => 2,
        (0xC2..=0xC5 | 0xCE | 0xCF | 0xD1, 0x80..=0xBF) | (0xCA, 0xB9 | 0xBA) | (0xCD, 0xA1) if !punctuation => 2,
        (0xE2, 0x80 | 0x82) => 3,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = (0..length).map(byte).collect();
    let letter = core::str::from_utf8(&bytes?).ok()?.chars().next()?;
    Some((length, letter))
}

/// The byte of a character beyond ASCII in Windows-1252, or in Latin-1 where that has none.
fn windows_1252(c: char) -> Option<u8> {
    const FROM_0X80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match c {
        '\0'..='\u{7F}' | 'Ͱ'..='ԯ' => None,
        '\u{A0}'..='ÿ' => u8::try_from(c).ok(),
        _ => match FROM_0X80.iter().position(|special| *special == c) {
            Some(at) => u8::try_from(0x80 + at).ok(),
            None => u8::try_from(c).ok(),
        },
    }
}

/// The first mark-up in the text.
fn markup(text: &str) -> Option<&str> {
    let brackets = ["[[", "]]", "{{", "}}", "'''"].into_iter().find(|sign| text.contains(sign));
    brackets.or_else(|| {
        text.char_indices().find_map(|(at, c)| {
            let rest = text.get(at..)?;
            let end = match c {
                '&' => rest.find(';').filter(|end| is_entity(rest.get(1..*end).unwrap_or_default())),
                '<' => rest.find('>').filter(|end| is_tag(rest.get(1..*end).unwrap_or_default())),
                '[' => rest.find(']').filter(|end| is_footnote(rest.get(1..*end).unwrap_or_default())),
                _ => None,
            };
            rest.get(..=end?)
        })
    })
}

fn is_entity(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_tag(inside: &str) -> bool {
    inside.strip_prefix('/').unwrap_or(inside).starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_footnote(inside: &str) -> bool {
    !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_digit()) || inside.eq_ignore_ascii_case("citation needed")
}

/// Made once, because every text is looked through for it.
static OREM_IPSUM: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("orem ipsum"));

/// The word that holds the place of a text yet to be written.
fn unfinished(passage: Passage<'_>) -> Option<&str> {
    let text = passage.as_str();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let word = || words.find(|word| ["TODO", "TBD", "FIXME"].contains(word));
    let word = passage.has_pair(Sign::CAPITAL).then(word).flatten();
    let signs = || {
        let signs = ["Lorem ipsum", "lorem ipsum"].into_iter();
        OREM_IPSUM.find(text.as_bytes()).and(Some(signs)).into_iter().flatten().find(|sign| text.contains(sign))
    };
    let is_blank = || !passage.has(Sign::WORD) && text.chars().all(|c| "?.…-– ".contains(c));
    word.or_else(signs).or_else(|| is_blank().then_some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_in_the_wrong_encoding_is_seen() {
        let letter = |text: &str| garbled(text).map(|(seen, _)| seen);
        for (text, seen) in [
            ("ChargÃ©", "Ã©"),
            ("ÐœÐ¾ÑÐºÐ²Ð°", "Ðœ"),
            ("GogolÊ¹", "Ê¹"),
            ("Kâ€™ung", "â€™"),
            ("Charg?d", "g?d"),
            ("a \u{FFFD}b", "a \u{FFFD}b"),
        ] {
            assert_eq!(letter(text).as_deref(), Some(seen), "{text}");
        }
        for c in ['\u{C2}', '\u{C3}', '\u{C4}', '\u{C5}', 'Ê', 'Í', 'Î', 'Ï', 'Ð', 'Ñ', 'â', '\u{FFFD}'] {
            assert!(has_telling_bytes(Passage::new(&c.to_string())), "{c}");
        }
        for sound in ["Chargé", "Москва", "“Weiß” – “Ä”", "K’ung", "What? Then", "São Tomé", "Łódź", "Ñ’", "Ångström"]
        {
            assert_eq!(letter(sound), None, "{sound}");
        }
    }

    #[test]
    fn mark_up_is_seen() {
        for (text, seen) in [
            ("a&nbsp;b", "&nbsp;"),
            ("a &#8217; b", "&#8217;"),
            ("an <i>Olympia</i>", "<i>"),
            ("[[Moscow]]", "[["),
            ("so it was.[12]", "[12]"),
            ("so it was [citation needed]", "[citation needed]"),
        ] {
            assert_eq!(markup(text), Some(seen), "{text}");
        }
        for sound in ["AT&T; and so on", "Smith & Sons; others", "1 < 2 > 0", "[of 1810]", "a [sic] b", "'tis ''it''"] {
            assert_eq!(markup(sound), None, "{sound}");
        }
    }

    #[test]
    fn what_is_still_to_be_written_is_seen() {
        for (text, seen) in [("TODO", "TODO"), ("Signed TBD.", "TBD"), ("???", "???"), ("…", "…")] {
            assert_eq!(unfinished(Passage::new(text)), Some(seen), "{text}");
        }
        for sound in ["Who knew?", "The XXX Corps", "Todo el mundo", "p. 3", "–5"] {
            assert_eq!(unfinished(Passage::new(sound)), None, "{sound}");
        }
    }
}
