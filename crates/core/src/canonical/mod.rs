//! The canonical form of a record's JSON, written, compared or read.
//!
//! It is what `serde_json` writes with two spaces a level; the tests hold the two to the same bytes. It is written here
//! because every file that is read is held against it: what is expected at a place is then one look at the bytes there,
//! and no text is made. And a file that is in this form is read by what is expected of it, in the same look.

mod reader;
mod serializer;

use serde::Serialize;
use serde::ser::Error as _;

pub(crate) use reader::read;
use serializer::give;

/// What is added to the value or left out of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form<'s> {
    /// What stands under [`SCHEMA_KEY`](crate::json::SCHEMA_KEY), the first key of a file.
    pub(crate) schema: Option<&'s str>,
    /// Whether the citations and variants of statements are written. Without them a statement is what its reading is.
    pub(crate) has_provenance: bool,
}

impl Form<'_> {
    /// The value as it is.
    pub(crate) const WHOLE: Self = Self { schema: None, has_provenance: true };
}

/// The value in that form.
///
/// # Errors
/// None for what records are made of; the signature is serde's.
pub(crate) fn text<T: Serialize>(value: &T, form: Form<'_>) -> Result<String, serde_json::Error> {
    let mut writer = Writer(String::new());
    give(value, form, &mut writer).map_err(serde_json::Error::custom)?;
    Ok(writer.0)
}

/// Whether the text, which is JSON, is the value in that form.
pub(crate) fn is_text<T: Serialize>(text: &str, value: &T, form: Form<'_>) -> bool {
    let mut comparer = Comparer(text);
    give(value, form, &mut comparer).is_ok() && comparer.0.is_empty()
}

/// What takes the canonical form, piece by piece.
trait Sink {
    /// Takes what stands outside of strings; says whether to go on.
    fn put(&mut self, piece: &str) -> bool;
    /// Takes a string, still without quotation marks and escapes.
    fn string(&mut self, text: &str) -> bool;
    /// Takes the beginning of a line: a line feed and so many spaces.
    fn line(&mut self, spaces: usize) -> bool {
        const SPACES: &str = "\n                                ";
        match SPACES.get(..=spaces) {
            Some(piece) => self.put(piece),
            None => self.put(&format!("\n{:spaces$}", "")),
        }
    }
    /// Takes what stands before the value of a field: a bracket or a comma, the beginning of a line, and the name.
    fn field(&mut self, before: &str, spaces: usize, name: &str) -> bool {
        self.put(before) && self.line(spaces) && self.string(name) && self.put(": ")
    }
}

/// Writes the canonical form.
struct Writer(String);

impl Sink for Writer {
    fn put(&mut self, piece: &str) -> bool {
        self.0.push_str(piece);
        true
    }

    fn string(&mut self, text: &str) -> bool {
        let is_plain = text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
        if is_plain {
            self.0.extend(["\"", text, "\""]);
            return true;
        }
        serde_json::to_string(text).is_ok_and(|quoted| self.put(&quoted))
    }
}

/// Compares a text with the canonical form.
struct Comparer<'t>(&'t str);

impl<'t> Comparer<'t> {
    /// The rest of the text behind what stands before the value of a field.
    fn behind_field(&self, before: &str, spaces: usize, name: &str) -> Option<&'t str> {
        let line = self.0.strip_prefix(before)?.strip_prefix('\n')?;
        let (indent, rest) = line.split_at_checked(spaces)?;
        let rest = rest.strip_prefix('"')?.strip_prefix(name)?.strip_prefix("\": ")?;
        indent.bytes().all(|byte| byte == b' ').then_some(rest)
    }
}

impl Sink for Comparer<'_> {
    fn put(&mut self, piece: &str) -> bool {
        let rest = self.0.strip_prefix(piece);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn string(&mut self, text: &str) -> bool {
        // The text compared is JSON, so a string without escapes that stands there as it is has none to be written.
        let inside = self.0.strip_prefix('"').and_then(|rest| rest.strip_prefix(text));
        if let Some(rest) = inside.and_then(|rest| rest.strip_prefix('"')) {
            self.0 = rest;
            return true;
        }
        serde_json::to_string(text).is_ok_and(|quoted| self.put(&quoted))
    }

    fn field(&mut self, before: &str, spaces: usize, name: &str) -> bool {
        let rest = self.behind_field(before, spaces, name);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::date::HistoricalDate;

    fn written(value: &Value) -> String {
        text(value, Form::WHOLE).unwrap()
    }

    fn is_alike(value: &Value, text: &str) -> bool {
        is_text(text, value, Form::WHOLE)
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[a-z\"\\\\\n\u{7f}é/]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..5)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_form_is_that_of_serde_json(value in any_json()) {
            let expected = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(written(&value), expected.as_str());
            prop_assert!(is_alike(&value, &expected));
        }

        #[test]
        fn another_text_is_another_form(value in any_json(), at in any::<prop::sample::Index>(), c in any::<char>()) {
            let text = serde_json::to_string_pretty(&value).unwrap();
            let at = at.index(text.len());
            prop_assume!(text.is_char_boundary(at));
            let mut longer = text.clone();
            longer.insert(at, c);
            prop_assert!(!is_alike(&value, &longer));
            prop_assert!(!is_alike(&value, text.get(..at).unwrap()));
        }
    }

    #[test]
    fn a_string_that_could_be_written_plainly_is_not_canonical() {
        assert!(is_alike(&json!("a/b"), r#""a/b""#));
        assert!(!is_alike(&json!("a/b"), r#""a\/b""#));
        assert!(!is_alike(&json!("é"), r#""\u00e9""#));
        assert!(is_alike(&json!("a\"b"), r#""a\"b""#));
    }

    #[test]
    fn without_provenance_a_statement_is_what_its_reading_is() {
        let reading = json!({ "edtf": "1811", "calendar": "julian" });
        let mut statement = reading.clone();
        statement["citations"] = json!([{ "source": "gazette", "section": "lead" }]);
        let statement: HistoricalDate = serde_json::from_value(statement).unwrap();
        let form = Form { has_provenance: false, ..Form::WHOLE };
        assert_eq!(serde_json::from_str::<Value>(&text(&statement, form).unwrap()).unwrap(), reading);
        assert_ne!(text(&statement, form).unwrap(), text(&statement, Form::WHOLE).unwrap());
    }

    #[test]
    fn deep_things_are_indented_to_their_depth() {
        let deep = (0..60).fold(json!(1), |inner, _| json!([inner]));
        assert_eq!(written(&deep), serde_json::to_string_pretty(&deep).unwrap());
    }
}
