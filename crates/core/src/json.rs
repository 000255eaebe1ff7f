//! Records as JSON: the form of a file, read and written.
//!
//! A record's file is the record with a `$schema` key before it, so that an editor completes and checks while one
//! types. The key belongs to the file, not to the record: it is taken off on the way in and put on on the way out.

use core::fmt;
use core::marker::PhantomData;

use serde::Serialize;
use serde::de::value::CowStrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use crate::canonical::{self, Form};
use crate::collection::Collection;
use crate::dataset::{About, Dataset};
use crate::record::Record;
use crate::syntax;
use crate::walk::Path;

/// The key of a file that points at its schema.
pub const SCHEMA_KEY: &str = "$schema";

/// What stands under `$schema` in the files of a collection: the way from the file to its schema.
#[must_use]
pub fn schema_link(collection: Collection) -> String {
    ["../schema/", collection.singular(), ".schema.json"].concat()
}

/// What stands under `$schema` in the file of the title page.
#[must_use]
pub fn about_schema_link() -> String {
    format!("schema/{}", crate::schema::ABOUT_FILE)
}

/// Why a text is not a record, with the place where that was seen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// What is wrong.
    pub message: String,
    /// The way to the innermost value in which it was seen; of a text that is no JSON, the whole.
    pub path: Path,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in bytes, counted from 1.
    pub column: usize,
    /// Whether the text is no JSON at all, rather than JSON of the wrong shape.
    pub is_syntax: bool,
}

/// Reads a record from the text of its file.
///
/// # Errors
/// [`ReadError`] for the first thing that is wrong; [`crate::load`] finds all of them.
pub fn read_record<T: Record>(text: &str) -> Result<T, ReadError> {
    T::from_json(text)
}

/// Reads the title page from the text of its file.
///
/// # Errors
/// [`ReadError`] for the first thing that is wrong.
pub fn read_about(text: &str) -> Result<About, ReadError> {
    read(text)
}

/// Reads a whole dataset from one document: `about`, and an array for each collection.
///
/// # Errors
/// [`ReadError`] for the first thing that is wrong; [`crate::refusal`] finds all of them.
pub fn read_dataset(text: &str) -> Result<Dataset, ReadError> {
    read(text)
}

/// Called with types of this crate alone: see [`Record`].
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read = T::deserialize(WithoutSchemaKey(&mut json)).and_then(|record| json.end().map(|()| record));
    read.map_err(|error| refused(text, error))
}

fn refused(text: &str, error: serde_json::Error) -> ReadError {
    // serde_json calls some values of the wrong kind a fault of syntax, and a real one may come after the value that
    // stopped it; so the text itself is asked.
    let syntax = serde_json::from_str::<serde_json::Value>(text).err();
    let is_syntax = syntax.is_some();
    let error = syntax.unwrap_or(error);
    ReadError {
        message: without_position(&error.to_string()),
        path: if is_syntax { Path::root() } else { syntax::path_at(text, error.line(), error.column()) },
        line: error.line(),
        column: error.column(),
        is_syntax,
    }
}

/// `serde_json` ends its messages with the position, which diagnostics show in their own way.
fn without_position(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(before, _)| before).to_owned()
}

/// Writes a record as the text of its file, in the canonical form: `$schema` first, then the fields in the order of
/// the type, two spaces a level, a line feed at the end.
///
/// # Errors
/// None for the records of this crate; the signature is serde's.
pub fn write_record<T: Record>(record: &T) -> Result<String, serde_json::Error> {
    record.to_json()
}

/// Writes the title page as the text of its file.
///
/// # Errors
/// None in practice; the signature is serde's.
pub fn write_about(about: &About) -> Result<String, serde_json::Error> {
    write(about, &about_schema_link())
}

pub(crate) fn write<T: Serialize>(value: &T, link: &str) -> Result<String, serde_json::Error> {
    canonical::text(value, Form { schema: Some(link), ..Form::WHOLE }).map(|text| text + "\n")
}

/// What a statement says, without the citations and variants in it, as JSON.
pub(crate) fn reading<T: Serialize>(statement: &T) -> Result<String, serde_json::Error> {
    canonical::text(statement, Form { has_provenance: false, ..Form::WHOLE })
}

/// Reads a record from the text of its file if that is what [`write_record`] gives. Much quicker than [`read_record`], but
/// if it gives nothing, the text may still be a record.
pub(crate) fn read_canonical<T: Record>(text: &str) -> Option<T> {
    let record = canonical::read(text.strip_suffix('\n')?, &schema_link(T::COLLECTION))?;
    debug_assert!(is_canonical(&record, text), "read as canonical, but written otherwise: {text}");
    Some(record)
}

/// Whether the text is what [`write_record`] gives. The text is one from which the record was read, so it is JSON.
pub(crate) fn is_canonical<T: Record>(record: &T, text: &str) -> bool {
    let link = schema_link(T::COLLECTION);
    let form = Form { schema: Some(&link), ..Form::WHOLE };
    text.strip_suffix('\n').is_some_and(|text| canonical::is_text(text, record, form))
}

/// The JSON of a statement without the citations and variants in it: the form of its reading.
#[must_use]
pub fn without_provenance(json: &Value) -> Value {
    match json {
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "citations" | "variants"))
                .map(|(name, value)| (name.clone(), without_provenance(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(without_provenance).collect()),
        other => other.clone(),
    }
}

/// A deserializer that passes everything on, but for the `$schema` key of the outermost object.
struct WithoutSchemaKey<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for WithoutSchemaKey<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(SkipKey(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, SkipKey(visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct SkipKey<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for SkipKey<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record: an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(SkipEntries(map))
    }
}

struct SkipEntries<A>(A);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for SkipEntries<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        loop {
            let Some(key) = self.0.next_key_seed(KeyText(PhantomData))? else { return Ok(None) };
            if key == SCHEMA_KEY {
                self.0.next_value::<String>()?;
            } else {
                let key: CowStrDeserializer<'_, A::Error> = key.into_deserializer();
                return seed.deserialize(key).map(Some);
            }
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

struct KeyText<'de>(PhantomData<&'de ()>);

impl<'de> DeserializeSeed<'de> for KeyText<'de> {
    type Value = std::borrow::Cow<'de, str>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Place;

    const PLACE: &str = r#"{
  "$schema": "../schema/place.schema.json",
  "id": "sitka",
  "kind": "settlement",
  "label": "Sitka",
  "summary": "Town on Baranof Island.",
  "citations": [
    {
      "source": "a",
      "section": "lead"
    }
  ]
}
"#;

    #[test]
    fn a_file_comes_back_byte_for_byte() {
        let place: Place = read_record(PLACE).unwrap();
        assert_eq!(place.id.as_str(), "sitka");
        assert_eq!(write_record(&place).unwrap(), PLACE);
    }

    #[test]
    fn the_canonical_form_is_seen_without_writing_it() {
        let place: Place = read_record(PLACE).unwrap();
        assert!(is_canonical(&place, PLACE));
        for other in [
            PLACE.replace("  \"kind\"", "\t\"kind\""),
            PLACE.replace("place.schema", "event.schema"),
            PLACE.trim_end().to_owned(),
            format!("{PLACE}\n"),
            PLACE.replacen('{', "{ ", 1),
            String::new(),
        ] {
            assert!(!is_canonical(&place, &other), "{other}");
        }
    }

    #[test]
    fn the_first_fault_is_told_with_its_place() {
        let error = read_record::<Place>(&PLACE.replace("\"lead\"", "7")).unwrap_err();
        assert_eq!(error.path.to_string(), "/citations/0/section");
        assert_eq!((error.line, error.column), (10, 18));
        let error = read_record::<Place>(&PLACE.replace("\"kind\"", "\"kin\"")).unwrap_err();
        assert!(error.message.contains("unknown field `kin`"), "{error}");
        let error = read_record::<Place>(&PLACE.replace("\"settlement\"", "null")).unwrap_err();
        assert!(!error.is_syntax);
        assert!(read_record::<Place>("").unwrap_err().is_syntax);
        assert!(read_record::<Place>(&PLACE.replace("}\n", "} x")).unwrap_err().is_syntax);
    }
}
