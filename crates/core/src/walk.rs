//! Walking over a record: every text, reference, date, citation and variant in it, each with its path.
//!
//! The rules are written against [`Visitor`], so a new field is seen by all of them from the day it is added.

use std::borrow::Cow;
use std::fmt;

use crate::collection::{Collection, RecordId, RecordRef};
use crate::date::{DateReading, DateRef, HistoricalDate};
use crate::statement::{Citation, Doubt, Reading, VariantRef, Varied};
use crate::text::{Decimal, LangTag, Term, Text, Url};

/// One step from an object to what is in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Into the field of that name.
    Field(Cow<'static, str>),
    /// Into the item at that place of a list, counted from 0.
    Item(usize),
}

/// The way from a record to a value in it; displayed as a JSON Pointer (RFC 6901): `/steps/0/date`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The path of the record itself.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The steps of the path.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// This path and one step more.
    #[must_use]
    pub fn step(&self, step: Segment) -> Self {
        let mut longer = self.clone();
        longer.0.push(step);
        longer
    }

    /// This path and one field more.
    #[must_use]
    pub fn field(&self, name: impl Into<Cow<'static, str>>) -> Self {
        self.step(Segment::Field(name.into()))
    }

    /// This path and one list item more.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.step(Segment::Item(index))
    }

    /// The path without its last step.
    #[must_use]
    pub fn parent(&self) -> Self {
        let mut shorter = self.clone();
        shorter.0.pop();
        shorter
    }

    /// Whether the path leads through the place of the other, or ends there.
    #[must_use]
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Whether the path leads into a variant.
    #[must_use]
    pub fn is_in_variant(&self) -> bool {
        self.0.iter().any(|segment| matches!(segment, Segment::Field(name) if name == "variants"))
    }

    pub(crate) fn within(&mut self, field: &'static str, walk: impl FnOnce(&mut Self)) {
        self.0.push(Segment::Field(Cow::Borrowed(field)));
        walk(self);
        self.0.pop();
    }

    fn at(&mut self, index: usize, walk: impl FnOnce(&mut Self)) {
        self.0.push(Segment::Item(index));
        walk(self);
        self.0.pop();
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.0 {
            match segment {
                Segment::Field(name) => write!(f, "/{name}")?,
                Segment::Item(index) => write!(f, "/{index}")?,
            }
        }
        Ok(())
    }
}

/// What a walk calls for each thing it meets. Every method does nothing unless it is written.
pub trait Visitor<'a> {
    /// A text for people.
    fn text(&mut self, path: &Path, text: &'a Text) {
        let _ = (path, text);
    }
    /// A reference to a record.
    fn reference(&mut self, path: &Path, collection: Collection, id: &'a str) {
        let _ = (path, collection, id);
    }
    /// A date: preferred, of a variant, or of a dual pair's owner.
    fn date(&mut self, path: &Path, date: DateRef<'a>) {
        let _ = (path, date);
    }
    /// A date of which the words of the source are given too, after [`Visitor::date`].
    fn worded_date(&mut self, path: &Path, date: DateRef<'a>, as_written: &'a Text) {
        let _ = (path, date, as_written);
    }
    /// A name and the tag of its language and script.
    fn name(&mut self, path: &Path, text: &'a Text, lang: &'a LangTag) {
        let _ = (path, text, lang);
    }
    /// A list of citations, before each of them.
    fn citations(&mut self, path: &Path, citations: &'a [Citation]) {
        let _ = (path, citations);
    }
    /// A citation.
    fn citation(&mut self, path: &Path, citation: &'a Citation) {
        let _ = (path, citation);
    }
    /// A statement that has variants, before them.
    fn varied(&mut self, path: &Path, statement: &'a dyn Varied) {
        let _ = (path, statement);
    }
    /// A variant, before what is in it.
    fn variant(&mut self, path: &Path, variant: VariantRef<'a>) {
        let _ = (path, variant);
    }
}

/// A value that can be walked over.
pub trait Walk {
    /// Calls the visitor for everything in this value, in the order of the fields.
    fn walk<'a>(&'a self, path: &mut Path, visitor: &mut dyn Visitor<'a>);

    /// Calls the visitor for a list of such values, before each of them.
    fn enter_list<'a>(items: &'a [Self], path: &Path, visitor: &mut dyn Visitor<'a>)
    where
        Self: Sized,
    {
        let _ = (items, path, visitor);
    }

    /// Puts the reading in the place of the statement to which the path leads from here. Says whether it could: whether
    /// there is such a statement and what is around it allows of the reading. If not, the value is not to be used.
    fn put_reading(&mut self, path: &[Segment], reading: Reading<'_>) -> bool {
        let _ = (path, reading);
        false
    }
}

impl<T: Walk> Walk for Option<T> {
    fn walk<'a>(&'a self, path: &mut Path, visitor: &mut dyn Visitor<'a>) {
        if let Some(value) = self {
            value.walk(path, visitor);
        }
    }

    fn put_reading(&mut self, path: &[Segment], reading: Reading<'_>) -> bool {
        self.as_mut().is_some_and(|value| value.put_reading(path, reading))
    }
}

impl<T: Walk> Walk for Vec<T> {
    fn walk<'a>(&'a self, path: &mut Path, visitor: &mut dyn Visitor<'a>) {
        T::enter_list(self, path, visitor);
        for (index, value) in self.iter().enumerate() {
            path.at(index, |path| value.walk(path, visitor));
        }
    }

    fn put_reading(&mut self, path: &[Segment], reading: Reading<'_>) -> bool {
        let Some((&Segment::Item(index), rest)) = path.split_first() else { return false };
        self.get_mut(index).is_some_and(|value| value.put_reading(rest, reading))
    }
}

impl Walk for Text {
    fn walk<'a>(&'a self, path: &mut Path, visitor: &mut dyn Visitor<'a>) {
        visitor.text(path, self);
    }
}

impl Walk for RecordRef {
    fn walk<'a>(&'a self, path: &mut Path, visitor: &mut dyn Visitor<'a>) {
        visitor.reference(path, self.collection(), self.id());
    }
}

impl<T: RecordId> Walk for T {
    fn walk<'a>(&'a self, path: &mut Path, visitor: &mut dyn Visitor<'a>) {
        // The record's own id is no reference to it.
        if !matches!(path.segments(), [Segment::Field(name)] if name == "id") {
            visitor.reference(path, T::COLLECTION, self.as_ref());
        }
    }
}

/// Values that hold nothing a visitor asks for.
macro_rules! leaves {
    ($($Type:ty),*) => {$(
        impl Walk for $Type {
            fn walk<'a>(&'a self, _: &mut Path, _: &mut dyn Visitor<'a>) {}
        }
    )*};
}
leaves!(Term, LangTag, Url, Decimal, crate::date::Edtf, f64, bool);

/// Values that are mostly absent and then take little room. One by one: a box of whatever it is might be an id, too.
macro_rules! boxed {
    ($($Type:ty),*) => {$(
        impl Walk for Box<$Type> {
            fn walk<'a>(&'a self, path: &mut Path, visitor: &mut dyn Visitor<'a>) {
                (**self).walk(path, visitor);
            }

            fn put_reading(&mut self, path: &[Segment], reading: Reading<'_>) -> bool {
                (**self).put_reading(path, reading)
            }
        }
    )*};
}
boxed!(HistoricalDate, DateReading, Doubt);

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::record::{Event, Record};
    use crate::statement::{NameReading, ParticipantReading};

    fn reading<R: serde::de::DeserializeOwned>(json: Value) -> R {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn readings_stand_in_the_places_of_statements() {
        let mut json = json!({
            "id": "a", "kind": "culture", "label": "A",
            "names": [{ "text": "A", "lang": "en", "kind": "usual", "during": { "edtf": "1812" } }],
            "date": { "edtf": "1810", "calendar": "julian", "citations": [{ "source": "e", "section": "lead" }] },
            "participants": [{ "person": "b", "role": "host" }, { "person": "c", "role": "guest" }],
            "summary": "A.", "citations": [{ "source": "d", "section": "lead" }]
        });
        let mut event: Event = crate::json::read_record(&json.to_string()).unwrap();
        let date: DateReading = reading(json!({ "edtf": "1811" }));
        let guest: ParticipantReading = reading(json!({ "person": "e", "role": "guest" }));
        let root = Path::root();
        assert!(event.put_reading(root.field("date").segments(), (&date).into()));
        assert!(event.put_reading(root.field("participants").item(1).segments(), (&guest).into()));
        assert!(event.put_reading(root.field("names").item(0).field("during").segments(), (&date).into()));
        json["date"] = json!({ "edtf": "1811" });
        json["names"][0]["during"] = json!({ "edtf": "1811" });
        json["participants"][1]["person"] = json!("e");
        assert_eq!(event.to_value().unwrap(), json);
    }

    #[test]
    fn a_reading_stands_nowhere_else() {
        let json = r#"{
            "id": "a", "kind": "culture", "label": "A", "date": { "edtf": "1810-01-30" },
            "participants": [{ "person": "b", "role": "host" }],
            "summary": "A.", "citations": [{ "source": "d", "section": "lead" }]
        }"#;
        let event: Event = crate::json::read_record(json).unwrap();
        let date: DateReading = reading(json!({ "edtf": "1811" }));
        let name: NameReading = reading(json!({ "text": "B", "lang": "en", "kind": "usual" }));
        let root = Path::root();
        let (to_date, to_guest) = (root.field("date"), root.field("participants").item(1));
        for (path, reading) in [
            (&root, Reading::from(&date)),
            (&root.field("label"), (&date).into()),
            (&root.field("nothing"), (&date).into()),
            (&root.item(0), (&date).into()),
            (&to_guest, (&date).into()),
            (&root.field("participants").item(0), (&date).into()),
            (&to_date.field("edtf"), (&date).into()),
            (&to_date, (&name).into()),
        ] {
            assert!(!event.clone().put_reading(path.segments(), reading), "{path}");
        }
    }
}
