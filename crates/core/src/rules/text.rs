//! Rules for texts: what every format and every reader can carry, and what the eye cannot see.

use unicode_normalization::is_nfc;

use super::{Context, Finding, Rule};
use crate::collection::Collection;
use crate::diagnostic::Severity;
use crate::text::Text;
use crate::walk::{Path, Visitor, Walk};

pub(super) const RULES: &[Rule] = &[TEXT_NOT_NFC, INVISIBLE_CHARACTER, SPREADSHEET_FORMULA, MIXED_SCRIPT];

const TEXT_NOT_NFC: Rule = Rule {
    id: "text-not-nfc",
    severity: Severity::Error,
    sentence: "Every text is in Unicode Normalization Form C, so that equal names are equal bytes.",
    explanation: "An é can be one character or an e with an accent behind it. Both look alike and are different bytes, so a search for one does not find the other. The dataset writes every letter as one character where Unicode has it.",
    check: Some(|context| {
        each_text(context, |text, tell| {
            if !is_nfc(text) {
                tell(
                    TEXT_NOT_NFC,
                    "the text is not in Normalization Form C: an accent stands apart from its letter".into(),
                    "write each accented letter as one character",
                );
            }
        })
    }),
};

const INVISIBLE_CHARACTER: Rule = Rule {
    id: "invisible-character",
    severity: Severity::Error,
    sentence: "No text holds a character that cannot be seen: a zero-width space, a soft hyphen, a direction mark.",
    explanation: "Such characters come along when text is copied from web pages. Nobody sees them, but a name that holds one is no longer equal to the same name without it, and a direction mark can make text read in another order than it is stored in.",
    check: Some(|context| {
        each_text(context, |text, tell| {
            let unseen = |c: char| {
                matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
            };
            if let Some(c) = text.chars().find(|c| unseen(*c)) {
                tell(
                    INVISIBLE_CHARACTER,
                    format!("the text holds the invisible character U+{:04X}", u32::from(c)),
                    "take it out",
                );
            }
        })
    }),
};

const SPREADSHEET_FORMULA: Rule = Rule {
    id: "spreadsheet-formula",
    severity: Severity::Error,
    sentence: "No text begins as a formula does, because a spreadsheet would run it.",
    explanation: "Spreadsheets take a cell that begins with an equals sign, a plus, a minus or an at sign for a formula and run it when the exported table is opened. A minus before a number is written with the minus sign U+2212.",
    check: Some(|context| {
        each_text(context, |text, tell| {
            if let Some(c) = text.chars().next().filter(|c| "=+-@".contains(*c)) {
                tell(
                    SPREADSHEET_FORMULA,
                    format!("the text begins with “{c}”"),
                    "begin with another character; for a minus use − (U+2212)",
                );
            }
        })
    }),
};

const MIXED_SCRIPT: Rule = Rule {
    id: "mixed-script",
    severity: Severity::Error,
    sentence: "No word mixes Latin and Cyrillic letters, many of which look alike.",
    explanation: "А and A are two letters. A Latin letter in a Cyrillic name is not seen by the eye and not found by a search; it is the commonest slip in names typed on two keyboards.",
    check: Some(|context| {
        each_text(context, |text, tell| {
            for word in text.split(|c: char| !c.is_alphabetic()) {
                let latin = word.chars().find(|c| matches!(c, 'A'..='Z' | 'a'..='z' | 'À'..='ɏ'));
                let cyrillic = word.chars().find(|c| matches!(c, 'Ѐ'..='ԯ'));
                if let (Some(latin), Some(cyrillic)) = (latin, cyrillic) {
                    tell(
                        MIXED_SCRIPT,
                        format!("in “{word}” stand the Latin letter “{latin}” and the Cyrillic letter “{cyrillic}”"),
                        "write the whole word in one script",
                    );
                }
            }
        })
    }),
};

type Tell<'t> = &'t mut dyn FnMut(Rule, String, &'static str);

fn each_text(context: &Context<'_>, check: fn(&str, Tell<'_>)) -> Vec<Finding> {
    struct Texts {
        collection: Option<Collection>,
        id: String,
        check: fn(&str, Tell<'_>),
        findings: Vec<Finding>,
    }
    impl<'a> Visitor<'a> for Texts {
        fn text(&mut self, path: &Path, text: &'a Text) {
            let Self { collection, id, check, findings } = self;
            check(text.as_str(), &mut |rule, message, help| {
                let (collection, id, path, help) = (*collection, id.clone(), path.clone(), help.to_owned());
                findings.push(Finding { rule, collection, id, path, message, help, related: Vec::new() });
            });
        }
    }
    let about = &context.dataset.about;
    let mut texts = Texts { collection: None, id: about.name.to_string(), check, findings: Vec::new() };
    about.walk(&mut Path::root(), &mut texts);
    for record in context.dataset.records() {
        texts.collection = Some(record.collection());
        record.id().clone_into(&mut texts.id);
        record.walk(&mut texts);
    }
    texts.findings
}
