//! Rules for texts: what every format and every reader can carry, and what the eye cannot see.

use unicode_normalization::is_nfc;

use super::example::replace;
use super::met::each_fault_of;
use super::{Case, Check, Example, Family, Finding, Findings, Rule};
use crate::dataset::About;
use crate::date::DateRef;
use crate::diagnostic::Severity;
use crate::text::Text;
use crate::walk::{Path, Visitor, Walk};

pub(super) const RULES: &[Rule] = &[TEXT_NOT_NFC, INVISIBLE_CHARACTER, SPREADSHEET_FORMULA, MIXED_SCRIPT];

const EVENT: &str = "events/audience-of-1810.json";
const PLACE: &str = "places/strelsau.json";

const TEXT_NOT_NFC: Rule = Rule {
    id: "text-not-nfc",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "Every text is in Unicode Normalization Form C, so that equal names are equal bytes.",
    explanation: "An é can be one character or an e with an accent behind it. Both look alike and are different bytes, so a search for one does not find the other. The dataset writes every letter as one character where Unicode has it.",
    example: Example::Edits {
        breaks: Case {
            what: "The é is written as an e with an accent behind it.",
            edits: &[replace(EVENT, "Audience of 1810", "Audie\u{301}nce of 1810")],
        },
        keeps: Case {
            what: "The é is one character.",
            edits: &[replace(EVENT, "Audience of 1810", "Audiénce of 1810")],
        },
    },
    check: Check::Text(|text, tell| {
        if !text.is_ascii() && !is_nfc(text.as_str()) {
            tell(
                "the text is not in Normalization Form C: an accent stands apart from its letter".into(),
                "write each accented letter as one character",
            );
        }
    }),
};

const INVISIBLE_CHARACTER: Rule = Rule {
    id: "invisible-character",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "No text holds a character that cannot be seen: a zero-width space, a soft hyphen, a direction mark.",
    explanation: "Such characters come along when text is copied from web pages. Nobody sees them, but a name that holds one is no longer equal to the same name without it, and a direction mark can make text read in another order than it is stored in.",
    example: Example::Edits {
        breaks: Case {
            what: "A zero-width space stands behind a word.",
            edits: &[replace(EVENT, "Audience of 1810", "Audience\u{200B} of 1810")],
        },
        keeps: Case {
            what: "A dash that is a little longer than a hyphen can be seen.",
            edits: &[replace(EVENT, "Audience of 1810", "Audience – of 1810")],
        },
    },
    check: Check::Text(|text, tell| {
        if !text.is_ascii()
            && let Some(c) = text.as_str().chars().find(|c| is_unseen(*c))
        {
            tell(format!("the text holds the invisible character U+{:04X}", u32::from(c)), "take it out");
        }
    }),
};

const SPREADSHEET_FORMULA: Rule = Rule {
    id: "spreadsheet-formula",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "No text and no date begins as a formula does, because a spreadsheet would run it.",
    explanation: "Spreadsheets take a cell that begins with an equals sign, a plus, a minus or an at sign for a formula and run it when the exported table is opened. A minus before a number is written with the minus sign U+2212. A date before the year 0000 is written as a set of one, which says the same: [-0005] for −0005.",
    example: Example::Edits {
        breaks: Case {
            what: "A label begins with an equals sign.",
            edits: &[replace(EVENT, "Audience of 1810", "=Audience of 1810")],
        },
        keeps: Case {
            what: "An equals sign stands within a label.",
            edits: &[replace(EVENT, "Audience of 1810", "Audience = 1810")],
        },
    },
    check: Check::Text(|text, tell| {
        if let Some(c) = text.as_str().chars().next().filter(|c| "=+-@".contains(*c)) {
            tell(format!("the text begins with “{c}”"), "begin with another character; for a minus use − (U+2212)");
        }
    }),
};

const MIXED_SCRIPT: Rule = Rule {
    id: "mixed-script",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "No word mixes Latin, Cyrillic and Greek letters, many of which look alike.",
    explanation: "А, A and Α are three letters, of which the first is Cyrillic and the last is Greek. A Latin letter in a Cyrillic name is not seen by the eye and not found by a search; it is the commonest slip in names typed on two keyboards.",
    example: Example::Edits {
        breaks: Case {
            what: "The first letter of a Cyrillic name is a Latin C.",
            edits: &[replace(PLACE, "Стрельзау", "Cтрельзау")],
        },
        keeps: Case {
            what: "A label has a word in each script.",
            edits: &[replace(EVENT, "Audience of 1810", "Audience (аудиенция)")],
        },
    },
    check: Check::Text(|text, tell| {
        if !text.is_ascii()
            && let Some(message) = mixed(text.as_str())
        {
            tell(message, "write the whole word in one script");
        }
    }),
};

/// The first word that has letters of two of the alphabets of which many letters look alike.
fn mixed(text: &str) -> Option<String> {
    const fn alphabet(c: char) -> Option<&'static str> {
        match c {
            'A'..='Z' | 'a'..='z' | 'À'..='ɏ' => Some("Latin"),
            'Ѐ'..='ԯ' => Some("Cyrillic"),
            'Ͱ'..='Ͽ' => Some("Greek"),
            _ => None,
        }
    }
    // In UTF-8 every letter of an alphabet begins with one of these bytes; most texts have letters of one alone.
    let has = |alphabet: fn(u8) -> bool| text.bytes().any(alphabet);
    let is_latin = has(|b| b.is_ascii_alphabetic() || matches!(b, 0xC3..=0xC9));
    let (is_cyrillic, is_greek) = (has(|b| matches!(b, 0xD0..=0xD4)), has(|b| matches!(b, 0xCD..=0xCF)));
    if u8::from(is_latin) + u8::from(is_cyrillic) + u8::from(is_greek) < 2 {
        return None;
    }
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()).find_map(|word| {
        let mut letters = word.chars().filter_map(|c| Some((alphabet(c)?, c)));
        let (first, a) = letters.next()?;
        let (second, b) = letters.find(|(other, _)| *other != first)?;
        Some(format!("in “{word}” stand the {first} letter “{a}” and the {second} letter “{b}”"))
    })
}

/// Whether the character takes part in a text without being seen.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Applies the rules for texts to the title page.
pub(super) fn title_page(about: &About, found: &mut Vec<Finding>) {
    about.walk(&mut Path::root(), &mut TitlePage { id: about.name.as_str(), found });
}

struct TitlePage<'t> {
    id: &'t str,
    found: &'t mut Vec<Finding>,
}

impl<'a> Visitor<'a> for TitlePage<'_> {
    fn date(&mut self, path: &Path, date: DateRef<'a>) {
        each_fault_of_date(path, date, |rule, path, message, help| {
            Findings::new(rule, self.found).tell_at(None, self.id, path, message, help);
        });
    }

    fn text(&mut self, path: &Path, text: &'a Text) {
        each_fault_of(text.as_str(), |rule, message, help| {
            Findings::new(rule, self.found).tell_at(None, self.id, path.clone(), message, help);
        });
    }
}

/// The same for a date and its twin, of the rules for texts that concern them: an expression may begin as a formula does.
pub(super) fn each_fault_of_date(
    path: &Path,
    date: DateRef<'_>,
    mut tell: impl FnMut(&'static Rule, Path, String, &'static str),
) {
    let twin = date.dual.map(|dual| (&dual.edtf, Some("dual")));
    for (edtf, within) in [(date.edtf, None)].into_iter().chain(twin) {
        if edtf.as_str().starts_with('-') {
            let path = within.map_or_else(|| path.clone(), |field| path.field(field)).field("edtf");
            let help = "write a date before the year 0000 as a set of one, as in [-0005], which says the same";
            tell(&SPREADSHEET_FORMULA, path, format!("the date {edtf} begins with “-”"), help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_of_another_alphabet_is_overlooked() {
        let alphabets = [('À'..='ɏ', 'я'), ('Ѐ'..='ԯ', 'a'), ('Ͱ'..='Ͽ', 'a')];
        for (letters, other) in alphabets {
            for c in letters.filter(|c| c.is_alphabetic()) {
                assert!(mixed(&format!("{other}{c}")).is_some(), "{c}");
                assert_eq!(mixed(&format!("{other} {c}")), None, "{c}");
            }
        }
    }
}
