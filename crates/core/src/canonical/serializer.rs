//! The serializer: values to the pieces of their canonical form.

use core::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};

use super::{Form, Sink};
use crate::json::SCHEMA_KEY;

/// Gives the sink the value in that form.
///
/// # Errors
/// [`Stopped`] if the sink did not want to go on, or the value is of a kind that no record holds.
pub(super) fn give<T: Serialize>(value: &T, form: Form<'_>, sink: &mut dyn Sink) -> Result<(), Stopped> {
    value.serialize(Canonical { sink, level: 0, form })
}

/// Why the form was not given to its end.
#[derive(Debug)]
pub(super) enum Stopped {
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

    /// What is at the level within. A schema is named in the outermost object alone.
    fn inner(&mut self) -> Canonical<'_> {
        let form = Form { schema: None, ..self.of.form };
        Canonical { sink: &mut *self.of.sink, level: self.of.level + 1, form }
    }

    /// A field: the bracket or the comma before it, its line, its name and its value.
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Stopped> {
        let before = self.before();
        if !self.of.sink.field(before, 2 * (self.of.level + 1), name) {
            return Err(Stopped::Sink);
        }
        value.serialize(self.inner())
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

/// Numbers as `serde_json` writes them.
macro_rules! as_serde_json {
    ($($method:ident: $Number:ty),*) => {$(
        fn $method(mut self, number: $Number) -> Result<(), Stopped> {
            self.put(&serde_json::to_string(&number).map_err(ser::Error::custom)?)
        }
    )*};
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

    as_serde_json! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64
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

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'s>, Stopped> {
        let schema = self.form.schema;
        let mut items = self.items(["{", "}"]);
        if let Some(link) = schema {
            items.field(SCHEMA_KEY, link)?;
        }
        Ok(items)
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
        self.next()?;
        value.serialize(self.inner())
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
        key.serialize(self.inner())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stopped> {
        self.of.put(": ")?;
        value.serialize(self.inner())
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
        self.field(key, value)
    }

    fn end(self) -> Result<(), Stopped> {
        self.close()
    }
}
