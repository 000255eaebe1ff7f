//! Strings that cannot hold a malformed value.
//!
//! Each type checks its form once, when it is made; [`FromStr`], `TryFrom<String>` and serde all go through the same
//! check. The JSON Schema of each carries the same form as a `pattern`, so that a validator that knows nothing of Rust
//! refuses what these types refuse.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// Why a string is not of the form its place asks for.
///
/// The message says what is wrong and what the form is; it is written to be read by whoever edits the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FormError(pub(crate) String);

impl FormError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// A word of a vocabulary as people write it: `credentials presented`, `chargé d’affaires ad interim`.
#[must_use]
pub fn spaced(word: &str) -> String {
    word.replace("charge-daffaires", "chargé d’affaires").replace('-', " ")
}

/// Makes a newtype over a string whose form is checked on every way in.
macro_rules! checked_string {
    (
        $(#[$($meta:tt)*])*
        $Name:ident, pattern = $pattern:expr, examples = $examples:expr, check = $check:path
    ) => {
        $(#[$($meta)*])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $Name(lean_string::LeanStr);

        impl $Name {
            /// The form as a regular expression that JSON Schema and Rust's `regex` read alike.
            pub const PATTERN: &'static str = $pattern;

            /// Checks the form and makes the value.
            ///
            /// # Errors
            /// [`FormError`] says what is wrong and what the form is.
            pub fn new(text: impl AsRef<str>) -> Result<Self, $crate::text::FormError> {
                let text = text.as_ref();
                $check(text)?;
                Ok(Self(text.into()))
            }

            /// A value written in this crate's own source.
            #[allow(dead_code, reason = "not every type of text needs literals")]
            pub(crate) fn literal(text: &'static str) -> Self {
                debug_assert!($check(text).is_ok(), "malformed literal {text:?}");
                Self(lean_string::LeanStr::from_static_str(text))
            }

            /// The value as a string slice.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::pack::pack_text!($Name, |text| Some(Self(text)));

        impl core::fmt::Display for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl core::str::FromStr for $Name {
            type Err = $crate::text::FormError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $Name {
            type Error = $crate::text::FormError;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::text::deserialize_string(deserializer)
            }
        }

        impl schemars::JsonSchema for $Name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "description": $crate::text::description(concat!($($crate::text::doc_line!($($meta)*)),*)),
                    "pattern": $pattern,
                    "examples": $examples,
                })
            }
        }
    };
}

/// The text of a doc attribute, and nothing of any other attribute.
macro_rules! doc_line {
    (doc = $text:expr) => {
        concat!($text, "\n")
    };
    ($($other:tt)*) => {
        ""
    };
}

pub(crate) use {checked_string, doc_line};

/// The first paragraph of a doc comment on one line: what a schema shows as the description.
pub(crate) fn description(docs: &str) -> String {
    let paragraph = docs.trim_start().split("\n\n").next().unwrap_or_default();
    paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ").replace('`', "")
}

/// Deserializes what is written as a string and has its form.
pub(crate) fn deserialize_string<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = FormError>,
{
    struct Parse<T>(PhantomData<T>);
    impl<T: FromStr<Err = FormError>> Visitor<'_> for Parse<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Parse(PhantomData))
}

checked_string! {
    /// Text for people: one line of plain words, not empty, without space at either end.
    ///
    /// Control characters, line breaks, the byte-order mark and Unicode's non-characters are refused, because JSON,
    /// CSV and XML do not all carry them.
    Text,
    pattern = TEXT_PATTERN,
    examples = ["The United States recognizes the Soviet Union"],
    check = check_text
}

checked_string! {
    /// A word of an open vocabulary: lower-case ASCII words joined by hyphens, such as foreign-commissar or short-ton.
    Term,
    pattern = KEBAB_PATTERN,
    examples = ["signatory", "us-dollar"],
    check = check_term
}

checked_string! {
    /// A BCP 47 language tag, with the script and, for a transliteration, its scheme in the T extension:
    /// en, ru-Cyrl, ru-Latn-t-ru-m0-alaloc.
    LangTag,
    pattern = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-t(-[a-z]{2,3}(-[a-z]{4})?)?(-[a-z][0-9](-[a-z0-9]{3,8})+)*)?$",
    examples = ["en", "ru-Cyrl", "ru-Latn-t-ru-m0-alaloc"],
    check = check_lang
}

checked_string! {
    /// A web address with its scheme, http or https, and no white space.
    Url,
    pattern = r#"^https?://[^\u0000-\u0020\u007F-\u00A0<>"{}|\\^`]+$"#,
    examples = ["https://history.state.gov/"],
    check = check_url
}

/// Characters that no text may hold: C0 and C1 controls, the line and paragraph separators, the byte-order mark
/// and the two non-characters that XML 1.0 forbids.
macro_rules! forbidden {
    () => {
        r"\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF"
    };
}

pub(crate) const TEXT_PATTERN: &str =
    concat!(r"^[^\s", forbidden!(), r"]([^", forbidden!(), r"]*[^\s", forbidden!(), r"])?$");

/// The form of ids and terms.
pub(crate) const KEBAB_PATTERN: &str = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$";

/// Whether a character may not stand in any text of the dataset.
pub(crate) fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn check_text(text: &str) -> Result<(), FormError> {
    if text.is_empty() {
        return Err(FormError::new("is empty: write something, or leave the field out"));
    }
    // Most texts are ASCII, of which only the controls are forbidden. All bytes are looked at, even after another was
    // found, because that is quicker.
    let is_plain = text.bytes().fold(true, |is_plain, b| is_plain & (b' '..0x7F).contains(&b));
    if let Some(c) = (!is_plain).then(|| text.chars().find(|c| is_forbidden(*c))).flatten() {
        return Err(FormError::new(format!(
            "holds the character U+{:04X}, which not every format can carry: take it out",
            u32::from(c)
        )));
    }
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        return Err(FormError::new("begins or ends with white space: take it out"));
    }
    Ok(())
}

/// Checks the form of ids and terms: lower-case ASCII words joined by single hyphens, the first beginning with a letter.
pub(crate) fn check_kebab(text: &str) -> Result<(), FormError> {
    // A hyphen stands behind a letter or a digit, and something behind it.
    let mut last = b'-';
    let well_formed = text.bytes().all(|b| {
        let before = core::mem::replace(&mut last, b);
        b.is_ascii_lowercase() || b.is_ascii_digit() || (b == b'-' && before != b'-')
    });
    if well_formed && last != b'-' && text.starts_with(|c: char| c.is_ascii_lowercase()) {
        Ok(())
    } else {
        Err(FormError::new(format!(
            "“{}” is not lower-case ASCII words joined by single hyphens, beginning with a letter",
            text.escape_debug()
        )))
    }
}

fn check_term(text: &str) -> Result<(), FormError> {
    check_kebab(text)
}

/// A hand-written reading of the pattern above: the crate has no need of a regular-expression engine.
fn check_lang(text: &str) -> Result<(), FormError> {
    let lower = |part: &str, from: usize, to: usize| {
        (from..=to).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase())
    };
    let alnum = |part: &str, from: usize, to: usize| {
        (from..=to).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let is_script = |part: &str| {
        part.len() == 4
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().skip(1).all(|b| b.is_ascii_lowercase())
    };
    let is_region = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase()))
            || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_key = |part: &str| {
        let mut bytes = part.bytes();
        part.len() == 2
            && bytes.next().is_some_and(|b| b.is_ascii_lowercase())
            && bytes.next().is_some_and(|b| b.is_ascii_digit())
    };

    let mut parts = text.split('-').peekable();
    let mut ok = parts.next().is_some_and(|part| lower(part, 2, 3));
    parts.next_if(|part| is_script(part));
    parts.next_if(|part| is_region(part));
    if parts.next_if_eq(&"t").is_some() {
        if parts.next_if(|part| lower(part, 2, 3)).is_some() {
            parts.next_if(|part| lower(part, 4, 4));
        }
        while ok && parts.next_if(|part| is_key(part)).is_some() {
            ok = parts.next_if(|part| alnum(part, 3, 8)).is_some();
            while parts.next_if(|part| alnum(part, 3, 8)).is_some() {}
        }
    }
    if ok && parts.next().is_none() {
        Ok(())
    } else {
        Err(FormError::new(format!(
            "“{}” is not a BCP 47 language tag such as en, ru-Cyrl or ru-Latn-t-ru-m0-alaloc",
            text.escape_debug()
        )))
    }
}

fn check_url(text: &str) -> Result<(), FormError> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let bad =
        |c: char| matches!(c, '\0'..=' ' | '\u{7F}'..='\u{A0}' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`');
    if rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(bad)) {
        Ok(())
    } else {
        Err(FormError::new(format!(
            "“{}” is not a web address beginning with https:// or http://",
            text.escape_debug()
        )))
    }
}

/// An exact number as a source gives it.
///
/// Written as a JSON number: a whole number stays whole (`375883`), a fraction keeps its digits (`47.1`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Decimal(serde_json::Number);

impl Decimal {
    /// The greatest magnitude: below it a double holds every whole number, so no reader changes a digit.
    pub const LIMIT: f64 = 9_007_199_254_740_991.0;

    /// Makes a number if its magnitude is at most [`Decimal::LIMIT`].
    ///
    /// # Errors
    /// [`FormError`] for a number too great to be exact everywhere.
    pub fn new(number: serde_json::Number) -> Result<Self, FormError> {
        match number.as_f64() {
            Some(value) if value.abs() <= Self::LIMIT => Ok(Self(number)),
            _ => Err(FormError::new(format!(
                "{number} is too great: beyond 9007199254740991 readers no longer keep every digit"
            ))),
        }
    }

    /// The value as a double.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.as_f64().unwrap_or_default()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl crate::pack::sealed::Sealed for Decimal {}
impl crate::pack::Pack for Decimal {
    fn pack(&self, into: &mut crate::pack::Packer) {
        into.text(&self.0.to_string());
    }

    fn unpack(from: &mut crate::pack::Unpacker) -> Option<Self> {
        from.text()?.parse().ok().map(Self)
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Self {
        Self(value.into())
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(serde_json::Number::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "number",
            "description": "An exact number as a source gives it.",
            "minimum": -Self::LIMIT,
            "maximum": Self::LIMIT,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_refuses_what_not_every_format_carries() {
        assert!(Text::new("Chargé d’affaires").is_ok());
        for bad in ["", " ", "a ", "\u{a0}a", "a\nb", "a\u{1}b", "\u{feff}a", "a\u{fffe}"] {
            assert!(Text::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn terms_are_kebab_case() {
        for good in ["a", "us-dollar", "b2b", "x-1"] {
            assert!(Term::new(good).is_ok(), "{good}");
        }
        for bad in ["", "A", "-a", "a-", "a--b", "1a", "a_b", "é"] {
            assert!(Term::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn language_tags_name_script_and_scheme() {
        for good in ["en", "ru-Cyrl", "ru-Latn-t-ru-m0-alaloc", "en-GB", "zh-Hant-t-m0-wadegile", "fr-t-ru-cyrl"] {
            assert!(LangTag::new(good).is_ok(), "{good}");
        }
        for bad in ["", "EN", "ru-cyrl", "ru-Latn-m0-alaloc", "ru-Latn-t-ru-m0", "english", "en_GB", "ru-"] {
            assert!(LangTag::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn decimals_keep_their_digits() {
        for text in ["375883", "47.1", "-3", "0.5"] {
            let number: Decimal = serde_json::from_str(text).unwrap();
            assert_eq!(number.to_string(), text);
        }
        assert!(serde_json::from_str::<Decimal>("1e300").is_err());
    }
}
