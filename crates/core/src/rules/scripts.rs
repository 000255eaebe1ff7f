//! The rule for names and the script that their tag names.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;
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
        let Some((code, scripts)) = known_scripts_of(lang) else { return };
        let is_wrong = |script: &Script| is_telling(*script) && !scripts.contains(script);
        if !text.as_str().chars().any(|c| is_wrong(&script(c))) {
            return;
        }
        let words = text.as_str().split(|c: char| c.is_whitespace() || c == '-');
        // A word in two scripts is told by a rule of its own.
        for word in words.filter(|word| !is_roman_numeral(word) && !is_mixed(word)) {
            let Some(wrong) = word.chars().map(script).find(is_wrong) else { continue };
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

/// [`scripts_of`], kept for each tag: there are few, and understanding one costs more than all else that is done with a
/// name.
fn known_scripts_of(tag: &LangTag) -> Option<Scripts> {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Option<Scripts>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| match known.get(tag.as_str()) {
        Some(scripts) => scripts.clone(),
        None => known.entry(tag.as_str().to_owned()).or_insert(scripts_of(tag)).clone(),
    })
}

/// The code of a script, and the scripts of Unicode for which it stands.
type Scripts = (Rc<str>, Rc<[Script]>);

/// The script that a tag names or implies, as its code and as what Unicode says of letters; nothing if it implies none.
fn scripts_of(tag: &LangTag) -> Option<Scripts> {
    let (name, _) = tag.as_str().split_once("-t-").unwrap_or((tag.as_str(), ""));
    let mut language: LanguageIdentifier = name.parse().ok()?;
    if language.script.is_none() {
        language.maximize();
    }
    let code = language.script?;
    // Some codes of ISO 15924 stand for several of Unicode's scripts, or for a style of one.
    let scripts: Rc<[Script]> = match code.as_str() {
        "Hans" | "Hant" => [Script::Han, Script::Bopomofo].into(),
        "Jpan" => [Script::Han, Script::Hiragana, Script::Katakana].into(),
        "Hrkt" => [Script::Hiragana, Script::Katakana].into(),
        "Kore" => [Script::Hangul, Script::Han].into(),
        "Latf" | "Latg" => [Script::Latin].into(),
        "Cyrs" => [Script::Cyrillic].into(),
        "Aran" => [Script::Arabic].into(),
        code => [Script::from_short_name(code).filter(|script| is_telling(*script))?].into(),
    };
    Some((code.as_str().into(), scripts))
}

/// The script of a character. Of ASCII, letters are Latin and all else is of every script.
fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\x7F' => Script::Common,
        _ => c.script(),
    }
}

/// Whether a character of that script belongs to it alone.
fn is_telling(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

fn is_mixed(word: &str) -> bool {
    let has = |sought| word.chars().any(|c| script(c) == sought);
    !word.is_ascii() && has(Script::Latin) && has(Script::Cyrillic)
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

    #[test]
    fn ascii_needs_no_table() {
        for c in '\0'..='\x7F' {
            assert_eq!(script(c), c.script(), "{c:?}");
        }
    }
}
