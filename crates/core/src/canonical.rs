//! The canonical form of a record's JSON, written or compared.
//!
//! It is what `serde_json` writes with two spaces a level; the tests hold the two to the same bytes. It is written here
//! because every file that is read is held against it: what is expected at a place is then one look at the bytes there,
//! and no text is made.

use core::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};

use crate::statement::Reading;
use crate::walk::Segment;

/// What takes the canonical form, piece by piece.
pub(crate) trait Sink {
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
pub(crate) struct Writer(pub(crate) String);

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
pub(crate) struct Comparer<'t>(pub(crate) &'t str);

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

/// Gives the sink the canonical form of the value, the braces of the outermost object included.
///
/// # Errors
/// [`Stopped`] if the sink did not want to go on.
pub(crate) fn give<T: Serialize>(value: &T, sink: &mut dyn Sink) -> Result<(), Stopped> {
    value.serialize(Canonical { sink, level: 0, form: Form { has_provenance: true, swaps: &[] } })
}

/// The canonical form of a statement without the citations and variants in it: that of its reading.
///
/// # Errors
/// [`Stopped`] if it cannot be written.
pub(crate) fn without_provenance<T: Serialize>(statement: &T) -> Result<String, Stopped> {
    let mut writer = Writer(String::new());
    statement.serialize(Canonical { sink: &mut writer, level: 0, form: Form { has_provenance: false, swaps: &[] } })?;
    Ok(writer.0)
}

/// The canonical form of a value with readings in the places of statements in it.
///
/// # Errors
/// [`Stopped`] if it cannot be written.
pub(crate) fn with_readings<T: Serialize>(value: &T, swaps: &[Swap<'_>]) -> Result<String, Stopped> {
    let mut writer = Writer(String::new());
    value.serialize(Canonical { sink: &mut writer, level: 0, form: Form { has_provenance: true, swaps } })?;
    Ok(writer.0)
}

/// A reading, and the rest of the way to the statement in whose place it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Swap<'v> {
    pub(crate) to: &'v [Segment],
    pub(crate) reading: Reading<'v>,
}

impl Swap<'_> {
    /// The same from the value on to which the step leads, if it is a step on the way.
    fn after(self, step: &Segment) -> Option<Self> {
        let (first, to) = self.to.split_first()?;
        (first == step).then_some(Self { to, ..self })
    }
}

/// What the form leaves out or changes in the value.
#[derive(Debug, Clone, Copy)]
struct Form<'s> {
    has_provenance: bool,
    swaps: &'s [Swap<'s>],
}

/// Why the form was not given to its end.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// The sink did not want to go on.
    Sink,
    /// The value cannot be written.
    Value(String),
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sink => f.write_str("the text is another"),
            Self::Value(message) => f.write_str(message),
        }
    }
}

impl core::error::Error for Stopped {}

impl ser::Error for Stopped {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Value(message.to_string())
    }
}

/// A value at its level: how many objects and arrays it lies in.
struct Canonical<'s> {
    sink: &'s mut dyn Sink,
    level: usize,
    form: Form<'s>,
}

impl<'s> Canonical<'s> {
    fn put(&mut self, piece: &str) -> Result<(), Stopped> {
        if self.sink.put(piece) { Ok(()) } else { Err(Stopped::Sink) }
    }

    fn string(&mut self, text: &str) -> Result<(), Stopped> {
        if self.sink.string(text) { Ok(()) } else { Err(Stopped::Sink) }
    }

    /// The beginning of a line at a level.
    fn new_line(&mut self, level: usize) -> Result<(), Stopped> {
        if self.sink.line(2 * level) { Ok(()) } else { Err(Stopped::Sink) }
    }

    /// What `serde_json` writes for it, as for a number.
    fn plain<T: Serialize>(mut self, value: T) -> Result<(), Stopped> {
        let text = serde_json::to_string(&value).map_err(ser::Error::custom)?;
        self.put(&text)
    }

    fn items(self, brackets: [&'static str; 2]) -> Items<'s> {
        Items { of: self, brackets, count: 0 }
    }

    fn no<T>(kind: &str) -> Result<T, Stopped> {
        Err(ser::Error::custom(format!("no record holds {kind}")))
    }
}

/// An object or an array that is being given.
struct Items<'s> {
    of: Canonical<'s>,
    brackets: [&'static str; 2],
    /// How many items were given.
    count: usize,
}

impl Items<'_> {
    /// What stands before the next item.
    fn next(&mut self) -> Result<(), Stopped> {
        let before = self.before();
        self.of.put(before)?;
        self.of.new_line(self.of.level + 1)
    }

    /// The bracket or the comma before the next item, which is counted.
    fn before(&mut self) -> &'static str {
        let [open, _] = self.brackets;
        self.count += 1;
        if self.count == 1 { open } else { "," }
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stopped> {
        value.serialize(self.inner(self.of.form))
    }

    fn inner<'i>(&'i mut self, form: Form<'i>) -> Canonical<'i> {
        Canonical { sink: &mut *self.of.sink, level: self.of.level + 1, form }
    }

    /// The value, or what stands in its place; which it is, the way to it tells.
    fn value_at<T: Serialize + ?Sized>(&mut self, step: &Segment, value: &T) -> Result<(), Stopped> {
        let swaps: Vec<_> = self.of.form.swaps.iter().filter_map(|swap| swap.after(step)).collect();
        let form = Form { swaps: &swaps, ..self.of.form };
        match swaps.iter().find(|swap| swap.to.is_empty()) {
            Some(swap) => swap.reading.serialize(self.inner(form)),
            None => value.serialize(self.inner(form)),
        }
    }

    fn close(mut self) -> Result<(), Stopped> {
        let [open, close] = self.brackets;
        if self.count == 0 {
            self.of.put(open)?;
        } else {
            self.of.new_line(self.of.level)?;
        }
        self.of.put(close)
    }
}

impl<'s> Serializer for Canonical<'s> {
    type Ok = ();
    type Error = Stopped;
    type SerializeSeq = Items<'s>;
    type SerializeTuple = Items<'s>;
    type SerializeTupleStruct = Impossible<(), Stopped>;
    type SerializeTupleVariant = Impossible<(), Stopped>;
    type SerializeMap = Items<'s>;
    type SerializeStruct = Items<'s>;
    type SerializeStructVariant = Impossible<(), Stopped>;

    fn serialize_str(mut self, text: &str) -> Result<(), Stopped> {
        self.string(text)
    }

    fn serialize_bool(mut self, value: bool) -> Result<(), Stopped> {
        self.put(if value { "true" } else { "false" })
    }

    fn serialize_i8(self, value: i8) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Stopped> {
        self.plain(value)
    }

    fn serialize_char(mut self, value: char) -> Result<(), Stopped> {
        self.string(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Stopped> {
        Self::no("bytes")
    }

    fn serialize_none(self) -> Result<(), Stopped> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Stopped> {
        value.serialize(self)
    }

    fn serialize_unit(mut self) -> Result<(), Stopped> {
        self.put("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Stopped> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(mut self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Stopped> {
        self.string(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Stopped> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Stopped> {
        Self::no("a variant with a value")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'s>, Stopped> {
        Ok(self.items(["[", "]"]))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'s>, Stopped> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Stopped> {
        Self::no("a struct without names")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Stopped> {
        Self::no("a variant with values")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'s>, Stopped> {
        Ok(self.items(["{", "}"]))
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Items<'s>, Stopped> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Stopped> {
        Self::no("a variant with fields")
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Stopped;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stopped> {
        let step = Segment::Item(self.count);
        self.next()?;
        if self.of.form.swaps.is_empty() { self.value(value) } else { self.value_at(&step, value) }
    }

    fn end(self) -> Result<(), Stopped> {
        self.close()
    }
}

impl ser::SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = Stopped;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stopped> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Stopped> {
        self.close()
    }
}

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Stopped;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Stopped> {
        self.next()?;
        self.value(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stopped> {
        self.of.put(": ")?;
        self.value(value)
    }

    fn end(self) -> Result<(), Stopped> {
        self.close()
    }
}

impl ser::SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = Stopped;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Stopped> {
        if !self.of.form.has_provenance && matches!(key, "citations" | "variants") {
            return Ok(());
        }
        let before = self.before();
        if !self.of.sink.field(before, 2 * (self.of.level + 1), key) {
            return Err(Stopped::Sink);
        }
        if self.of.form.swaps.is_empty() {
            self.value(value)
        } else {
            self.value_at(&Segment::Field(key.into()), value)
        }
    }

    fn end(self) -> Result<(), Stopped> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::date::DateReading;
    use crate::record::Event;
    use crate::statement::ParticipantReading;
    use crate::walk::Path;

    fn written(value: &Value) -> String {
        let mut writer = Writer(String::new());
        give(value, &mut writer).unwrap();
        writer.0
    }

    fn is_alike(value: &Value, text: &str) -> bool {
        let mut comparer = Comparer(text);
        give(value, &mut comparer).is_ok() && comparer.0.is_empty()
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
    fn readings_stand_in_the_places_of_statements() {
        let json = r#"{
            "id": "a", "kind": "culture", "label": "A", "date": { "edtf": "1810", "calendar": "julian" },
            "participants": [{ "person": "b", "role": "host" }, { "person": "c", "role": "guest" }],
            "summary": "A.", "citations": [{ "source": "d", "section": "lead" }]
        }"#;
        let event: Event = crate::json::read_record(json).unwrap();
        let date: DateReading = serde_json::from_value(json!({ "edtf": "1811" })).unwrap();
        let guest: ParticipantReading = serde_json::from_value(json!({ "person": "e", "role": "guest" })).unwrap();
        let (to_date, to_guest) = (Path::root().field("date"), Path::root().field("participants").item(1));
        let swaps = [
            Swap { to: to_date.segments(), reading: (&date).into() },
            Swap { to: to_guest.segments(), reading: (&guest).into() },
        ];
        let swapped: Value = serde_json::from_str(&with_readings(&event, &swaps).unwrap()).unwrap();
        let mut expected: Value = serde_json::from_str(json).unwrap();
        expected["date"] = json!({ "edtf": "1811" });
        expected["participants"][1]["person"] = json!("e");
        assert_eq!(swapped, expected);
        let event: Value = serde_json::from_str(&without_provenance(&event).unwrap()).unwrap();
        assert!(event.get("citations").is_none() && event.get("summary").is_some());
    }

    #[test]
    fn deep_things_are_indented_to_their_depth() {
        let deep = (0..60).fold(json!(1), |inner, _| json!([inner]));
        assert_eq!(written(&deep), serde_json::to_string_pretty(&deep).unwrap());
    }
}
