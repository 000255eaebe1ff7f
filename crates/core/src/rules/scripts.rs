//! The rule for names and the script that their tag names.

use unic_langid_impl::LanguageIdentifier;
use unicode_script::{Script, UnicodeScript};

use super::example::replace;
use super::{Case, Check, Example, Family, Rule, What};
use crate::diagnostic::Severity;
use crate::text::LangTag;

pub(super) const RULES: &[Rule] = &[NAME_IN_WRONG_SCRIPT];

const PLACE: &str = "places/strelsau.json";

const NAME_IN_WRONG_SCRIPT: Rule = Rule {
    id: "name-in-wrong-script",
    family: Family::Text,
    severity: Severity::Error,
    sentence: "Every name is written in the script that its language tag names.",
    explanation: "A name tagged ru-Cyrl is in Cyrillic letters, one tagged ru-Latn in Latin ones. A tag without a script means the one that the language is usually written in, by Unicode's list of likely subtags: en is Latin. Each letter's script is what Unicode says of it; digits, signs and Roman numerals belong to every script.",
    example: Example::Edits {
        breaks: Case {
            what: "A name in Latin letters is tagged as Cyrillic.",
            edits: &[replace(PLACE, "\"Стрельзау\"", "\"Strelʹzau\"")],
        },
        keeps: Case {
            what: "A Roman numeral stands in a Cyrillic name.",
            edits: &[replace(PLACE, "\"Стрельзау\"", "\"Стрельзау XIV\"")],
        },
    },
    check: Check::Met(|_, met, findings| {
        let What::Name(text, lang) = met.what else { return };
        let Some((code, scripts)) = scripts_of(lang) else { return };
        let words = text.as_str().split(|c: char| c.is_whitespace() || c == '-');
        // A word in two scripts is told by a rule of its own.
        for word in words.filter(|word| !is_roman_numeral(word) && !is_mixed(word)) {
            let wrong =
                word.chars().map(|c| c.script()).find(|script| is_telling(*script) && !scripts.contains(script));
            let Some(wrong) = wrong else { continue };
            let message = format!(
                "“{word}” is in {} letters, but the tag {lang} says that the name is in the script {code}",
                wrong.full_name()
            );
            let help = "correct the tag, or write the name in the script that it names";
            findings.tell(met.record, met.path.field("text"), message, help);
            return;
        }
    }),
};

/// The script that a tag names or implies, as its code and as what Unicode says of letters; nothing if it implies none.
fn scripts_of(tag: &LangTag) -> Option<(String, Vec<Script>)> {
    let (name, _) = tag.as_str().split_once("-t-").unwrap_or((tag.as_str(), ""));
    let mut language: LanguageIdentifier = name.parse().ok()?;
    if language.script.is_none() {
        language.maximize();
    }
    let code = language.script?.as_str().to_owned();
    // Some codes of ISO 15924 stand for several of Unicode's scripts, or for a style of one.
    let scripts = match code.as_str() {
        "Hans" | "Hant" => vec![Script::Han, Script::Bopomofo],
        "Jpan" => vec![Script::Han, Script::Hiragana, Script::Katakana],
        "Hrkt" => vec![Script::Hiragana, Script::Katakana],
        "Kore" => vec![Script::Hangul, Script::Han],
        "Latf" | "Latg" => vec![Script::Latin],
        "Cyrs" => vec![Script::Cyrillic],
        "Aran" => vec![Script::Arabic],
        _ => vec![Script::from_short_name(&code).filter(|script| is_telling(*script))?],
    };
    Some((code, scripts))
}

/// Whether a character of that script belongs to it alone.
fn is_telling(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

fn is_mixed(word: &str) -> bool {
    let has = |script| word.chars().any(|c| c.script() == script);
    has(Script::Latin) && has(Script::Cyrillic)
}

fn is_roman_numeral(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    !word.is_empty() && word.chars().all(|c| "IVXLCDM".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_implies_a_script() {
        let code = |tag: &str| scripts_of(&LangTag::new(tag).unwrap()).map(|(code, _)| code);
        for (tag, expected) in [
            ("en", "Latn"),
            ("ru", "Cyrl"),
            ("ru-Latn-t-ru-m0-alaloc", "Latn"),
            ("sr", "Cyrl"),
            ("sr-Latn", "Latn"),
            ("zh-Hans", "Hans"),
            ("ja", "Jpan"),
            ("he", "Hebr"),
        ] {
            assert_eq!(code(tag).as_deref(), Some(expected), "{tag}");
        }
        assert_eq!(code("xx"), None);
    }
}
