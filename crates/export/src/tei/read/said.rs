//! What the document says, as JSON that knows where each value stands.
//!
//! The reader only finds where things are said; what may be said, and what must be, the types of the core know. So what
//! was found goes through the same door as the records of a folder, and what is wrong is told in the same words, but
//! at the place in the document.

use std::ops::Range;

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use usru_core::walk::{Path, Segment};

/// A value and the bytes in which it is said.
#[derive(Debug)]
pub(super) struct Said {
    what: What,
    span: Range<usize>,
}

#[derive(Debug)]
enum What {
    Text(String),
    Number(serde_json::Number),
    List(Vec<Said>),
    Object(Vec<(&'static str, Said)>),
}

impl Said {
    /// A text.
    pub(super) fn text(text: impl Into<String>, span: Range<usize>) -> Self {
        Self { what: What::Text(text.into()), span }
    }

    /// A number if the text is one as JSON writes it, so that no digit is changed; otherwise the text, which is then
    /// refused.
    pub(super) fn number(text: &str, span: Range<usize>) -> Self {
        let what = serde_json::from_str(text).map_or_else(|_| What::Text(text.to_owned()), What::Number);
        Self { what, span }
    }

    /// An object without fields yet.
    pub(super) fn object(span: Range<usize>) -> Self {
        Self { what: What::Object(Vec::new()), span }
    }

    /// With the field, if there is a value for it.
    pub(super) fn with(mut self, field: &'static str, value: Option<Self>) -> Self {
        if let (What::Object(fields), Some(value)) = (&mut self.what, value) {
            fields.push((field, value));
        }
        self
    }

    /// With the field, if the list holds anything.
    pub(super) fn list(self, field: &'static str, items: impl IntoIterator<Item = Self>) -> Self {
        let items: Vec<_> = items.into_iter().collect();
        let span = items.first().map(|first| first.span.clone());
        self.with(field, span.map(|span| Self { what: What::List(items), span }))
    }

    /// The text, if it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.what {
            What::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes of the value at the path, or of the innermost value on the way that is there.
    pub(super) fn span_at(&self, path: &Path) -> Range<usize> {
        let mut value = self;
        for step in path.segments() {
            let inner = match (step, &value.what) {
                (Segment::Field(name), What::Object(fields)) => {
                    fields.iter().find(|(field, _)| field == name).map(|(_, inner)| inner)
                }
                (Segment::Item(index), What::List(items)) => items.get(*index),
                _ => None,
            };
            let Some(inner) = inner else { break };
            value = inner;
        }
        value.span.clone()
    }
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.what {
            What::Text(text) => serializer.serialize_str(text),
            What::Number(number) => number.serialize(serializer),
            What::List(items) => serializer.collect_seq(items),
            What::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (field, value) in fields {
                    map.serialize_entry(field, value)?;
                }
                map.end()
            }
        }
    }
}
