//! The reader: a value from its canonical form, and from no other text.
//!
//! Almost every file that is read stands as it would be written. So what must stand at each place is known before one
//! looks: the beginning of a line, the name of one of the next fields, a quotation mark. The reader holds the text
//! against that while it reads, and at the first byte that is another it gives up without a word: who asked then reads
//! the text in the way that can tell what is wrong.
//!
//! What it gives is therefore what `serde_json` reads from the same text, and the text is what the serializer writes of
//! it. It counts on this of the types: that fields are read and written in the order in which they are declared, by one
//! name each; that an option and a list are left out if there is nothing in them; that a string is kept letter for
//! letter; and that a field with a default value is read by [`stated`](crate::model::stated).

use core::fmt;

use memchr::memchr3;
use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, U64Deserializer};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::json::SCHEMA_KEY;
use crate::model::STATED;

/// Reads the value whose canonical form the text is, with that link in `$schema`. Nothing if the text is another, or no
/// such value.
pub(crate) fn read<'de, T: Deserialize<'de>>(text: &'de str, link: &'de str) -> Option<T> {
    // A control character within a string would be written as an escape, so there are none but the line feeds. All bytes
    // are looked at, even after one was found, because that is quicker.
    let is_escaped = |byte: u8| byte < b' ' && byte != b'\n';
    if text.bytes().fold(false, |found, byte| found | is_escaped(byte)) {
        return None;
    }
    let mut reader = Reader { rest: text, level: 0, schema: Some(link) };
    let value = T::deserialize(&mut reader).ok()?;
    reader.rest.is_empty().then_some(value)
}

/// Why nothing was read: no reason is given.
#[derive(Debug)]
struct GaveUp;

impl fmt::Display for GaveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not the canonical form")
    }
}

impl core::error::Error for GaveUp {}

impl de::Error for GaveUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A text that is being read.
struct Reader<'de> {
    /// What was not read yet.
    rest: &'de str,
    /// In how many objects and arrays one is.
    level: usize,
    /// The link to its schema with which the outermost object begins; nothing from there on.
    schema: Option<&'de str>,
}

/// What stands before an item at a level, other than the first: a comma, a line feed and the spaces. Nothing at a depth
/// that no record reaches.
fn before_item(level: usize) -> Result<&'static str, GaveUp> {
    const SPACES: &str = ",\n                                ";
    SPACES.get(..2 + 2 * level).ok_or(GaveUp)
}

impl<'de> Reader<'de> {
    fn take(&mut self, piece: &str) -> Result<(), GaveUp> {
        self.rest = self.rest.strip_prefix(piece).ok_or(GaveUp)?;
        Ok(())
    }

    /// Takes a string without escapes, if one stands there.
    fn plain_string(&mut self) -> Option<&'de str> {
        let inside = self.rest.strip_prefix('"')?;
        let end = memchr3(b'"', b'\\', b'\n', inside.as_bytes())?;
        let (text, rest) = inside.split_at_checked(end)?;
        self.rest = rest.strip_prefix('"')?;
        Some(text)
    }

    /// Takes a string with escapes, which is the rest of its line but for a comma.
    fn escaped_string(&mut self) -> Result<String, GaveUp> {
        let line = self.rest.split('\n').next().unwrap_or_default();
        let quoted = line.strip_suffix(',').unwrap_or(line);
        let text: String = serde_json::from_str(quoted).map_err(|_| GaveUp)?;
        self.written(&text, quoted)?;
        Ok(text)
    }

    /// Takes what stands next, if the value is written so.
    fn written<T: serde::Serialize>(&mut self, value: &T, piece: &str) -> Result<(), GaveUp> {
        let written = serde_json::to_string(value).map_err(|_| GaveUp)?;
        if written == piece { self.take(piece) } else { Err(GaveUp) }
    }

    /// Takes the field that points at the schema.
    fn link(&mut self, link: &str) -> Result<(), GaveUp> {
        ["\"", SCHEMA_KEY, "\": \"", link, "\""].into_iter().try_for_each(|piece| self.take(piece))
    }

    /// The number that stands next, which is not taken.
    fn number(&self) -> Result<&'de str, GaveUp> {
        let is_of_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let end = self.rest.bytes().position(|byte| !is_of_number(byte)).unwrap_or(self.rest.len());
        self.rest.get(..end).ok_or(GaveUp)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = GaveUp;

    /// Of what says itself what it is, records have numbers alone.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GaveUp> {
        let number = self.number()?;
        if let Ok(value) = number.parse::<u64>() {
            self.written(&value, number)?;
            visitor.visit_u64(value)
        } else if let Ok(value) = number.parse::<i64>() {
            self.written(&value, number)?;
            visitor.visit_i64(value)
        } else {
            self.deserialize_f64(visitor)
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GaveUp> {
        let number = self.number()?;
        let value: f64 = number.parse().map_err(|_| GaveUp)?;
        self.written(&value, number)?;
        visitor.visit_f64(value)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GaveUp> {
        match self.plain_string() {
            Some(text) => visitor.visit_borrowed_str(text),
            None => visitor.visit_string(self.escaped_string()?),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GaveUp> {
        self.deserialize_str(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, GaveUp> {
        let word = self.plain_string().ok_or(GaveUp)?;
        visitor.visit_enum(BorrowedStrDeserializer::new(word))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, GaveUp> {
        let schema = self.schema.take();
        let mut items = Items::begin(self, ["{", "}"])?;
        if let Some(link) = schema {
            items.next()?;
            items.reader.link(link)?;
        }
        let value = visitor.visit_map(Fields { items: &mut items, names: fields, passed: 0 })?;
        items.made(value)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GaveUp> {
        self.schema = None;
        let mut items = Items::begin(self, ["[", "]"])?;
        let value = visitor.visit_seq(&mut items)?;
        items.made(value)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, GaveUp> {
        // What stands there must not be what is left out.
        if name == STATED { visitor.visit_some(self) } else { Err(GaveUp) }
    }

    // Of these no record holds any; a number of another kind would be read as what it is not written as.
    fn deserialize_f32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, GaveUp> {
        Err(GaveUp)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 char bytes byte_buf option unit unit_struct tuple tuple_struct map
        identifier ignored_any
    }
}

/// An object or an array that is being read.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    /// What stands between two items.
    between: &'static str,
    /// The line feed and the spaces before the closing bracket, and that.
    end: [&'static str; 2],
    state: State,
}

#[derive(PartialEq)]
enum State {
    /// An item comes next.
    Begun,
    /// An item or the closing bracket comes next.
    Within,
    /// The closing bracket was there.
    Closed,
}

impl<'r, 'de> Items<'r, 'de> {
    /// Goes to the first item. There is always one: what is empty is left out.
    fn begin(reader: &'r mut Reader<'de>, [open, close]: [&'static str; 2]) -> Result<Self, GaveUp> {
        let between = before_item(reader.level + 1)?;
        let end = before_item(reader.level)?.trim_start_matches(',');
        reader.take(open)?;
        reader.take(between.trim_start_matches(','))?;
        reader.level += 1;
        Ok(Self { reader, between, end: [end, close], state: State::Begun })
    }

    /// Goes to the next item, or behind the closing bracket.
    #[inline]
    fn next(&mut self) -> Result<bool, GaveUp> {
        if self.state == State::Begun {
            self.state = State::Within;
            Ok(true)
        } else if let Some(rest) = self.reader.rest.strip_prefix(self.between) {
            self.reader.rest = rest;
            Ok(true)
        } else {
            self.close().map(|()| false)
        }
    }

    fn close(&mut self) -> Result<(), GaveUp> {
        self.end.into_iter().try_for_each(|piece| self.reader.take(piece))?;
        self.reader.level -= 1;
        self.state = State::Closed;
        Ok(())
    }

    /// What was made of the items, if all of them were asked for.
    fn made<T>(&self, value: T) -> Result<T, GaveUp> {
        if self.state == State::Closed { Ok(value) } else { Err(GaveUp) }
    }
}

impl<'de> SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = GaveUp;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, GaveUp> {
        if self.next()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

/// The fields of an object.
struct Fields<'i, 'r, 'de> {
    items: &'i mut Items<'r, 'de>,
    /// The names of those that may still come.
    names: &'static [&'static str],
    /// How many came before them or were left out.
    passed: u64,
}

impl Fields<'_, '_, '_> {
    /// Takes a name and gives its number among the fields of the type.
    fn name(&mut self) -> Result<u64, GaveUp> {
        let reader = &mut *self.items.reader;
        let inside = reader.rest.strip_prefix('"').ok_or(GaveUp)?;
        while let Some((name, names)) = self.names.split_first() {
            let number = self.passed;
            self.names = names;
            self.passed += 1;
            // Most names that do not stand here are of another length.
            if inside.as_bytes().get(name.len()) == Some(&b'"')
                && let Some(rest) = inside.strip_prefix(name)
            {
                reader.rest = rest.strip_prefix("\": ").ok_or(GaveUp)?;
                return Ok(number);
            }
        }
        Err(GaveUp)
    }
}

impl<'de> MapAccess<'de> for Fields<'_, '_, 'de> {
    type Error = GaveUp;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, GaveUp> {
        if !self.items.next()? {
            return Ok(None);
        }
        // Derived code takes the number of a field for its name.
        let number: U64Deserializer<GaveUp> = de::IntoDeserializer::into_deserializer(self.name()?);
        seed.deserialize(number).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, GaveUp> {
        seed.deserialize(&mut *self.items.reader)
    }
}

#[cfg(test)]
mod tests;
