//! The records of one collection.

use std::borrow::Cow;
use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::pack::sealed::Sealed;
use crate::pack::{Embedded, Pack, Packed, Packer, Unpacker};
use crate::record::Record;

/// The records of one collection, in the order of their ids.
///
/// A clone shares the records with what it was cloned from, until one of the two is changed.
pub struct Records<T> {
    own: Arc<Vec<T>>,
    /// As long as this is there, it has all the records, and there are none of its own.
    embedded: Option<Arc<Embedded<T>>>,
}

/// Two records of one collection have the same id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there are two records {0}: an id names one record")]
pub struct DuplicateId(pub String);

impl<T: Record> Records<T> {
    /// Sorts the records by id.
    ///
    /// # Errors
    /// [`DuplicateId`] if two records have the same id.
    pub fn new(mut records: Vec<T>) -> Result<Self, DuplicateId> {
        records.sort_by(|a, b| a.id().as_ref().cmp(b.id().as_ref()));
        for pair in records.windows(2) {
            if let [a, b] = pair
                && a.id() == b.id()
            {
                return Err(DuplicateId(format!("{}/{}", T::COLLECTION, a.id().as_ref())));
            }
        }
        Ok(Self::of(records))
    }

    /// Records that a program has within it. Each is unpacked when it is first asked for, by whatever asks.
    ///
    /// Nothing, if it is not what [`pack`](crate::pack::pack) makes of records.
    ///
    /// # Panics
    /// Not here, but when a record is asked for that was not packed by this version of the crate.
    /// [`unpack`](crate::pack::unpack) looks at all of them at once instead, and tells.
    #[must_use]
    pub fn embedded(packed: Packed) -> Option<Self> {
        Some(Self { embedded: Some(Arc::new(Embedded::new(packed)?)), ..Self::default() })
    }

    /// Puts a record at its place, or in the place of the one with the same id.
    pub fn insert(&mut self, record: T) -> Option<T> {
        let own = self.own();
        // Mostly records come in order.
        if own.last().is_none_or(|last| last.id().as_ref() < record.id().as_ref()) {
            own.push(record);
            return None;
        }
        match own.binary_search_by(|other| other.id().as_ref().cmp(record.id().as_ref())) {
            Ok(at) => own.get_mut(at).map(|other| core::mem::replace(other, record)),
            Err(at) => {
                own.insert(at, record);
                None
            }
        }
    }

    /// Puts all records of the others at their places.
    pub(super) fn append(&mut self, others: Vec<Self>) {
        let precedes = |last: &T, first: &T| last.id().as_ref() < first.id().as_ref();
        // A long list is not moved to a longer one again and again.
        self.own().reserve_exact(others.iter().map(Self::len).sum());
        for mut other in others {
            other.own();
            let mut others = Arc::unwrap_or_clone(other.own);
            let own = self.own();
            // What is read in order comes in order, so that mostly there is nothing to be moved.
            if own.last().zip(others.first()).is_none_or(|(last, first)| precedes(last, first)) {
                own.append(&mut others);
            } else {
                for record in others {
                    self.insert(record);
                }
            }
        }
    }

    /// The records to be changed: copied first if they are shared or embedded.
    fn own(&mut self) -> &mut Vec<T> {
        if let Some(embedded) = self.embedded.take() {
            let records = (0..embedded.len()).filter_map(|place| embedded.get(place).cloned());
            self.own = Arc::new(records.collect());
        }
        Arc::make_mut(&mut self.own)
    }

    /// The ids, in order. No embedded record is unpacked for them.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|place| match &self.embedded {
            Some(embedded) => embedded.id(place),
            None => self.own.get(place).map(|record| record.id().as_ref()),
        })
    }

    /// The record of that id. An embedded one is found without unpacking others.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&T> {
        match &self.embedded {
            Some(embedded) => embedded.get(embedded.place(id)?),
            None => self.own.get(self.own.binary_search_by(|record| record.id().as_ref().cmp(id)).ok()?),
        }
    }
}

impl<T> Records<T> {
    fn of(sorted: Vec<T>) -> Self {
        Self { own: Arc::new(sorted), embedded: None }
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.embedded {
            Some(embedded) => embedded.len(),
            None => self.own.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: Pack> Records<T> {
    /// The records in the order of their ids.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { records: self, places: 0..self.len() }
    }

    /// The record at that place in the order of their ids.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&T> {
        match &self.embedded {
            Some(embedded) => embedded.get(place),
            None => self.own.get(place),
        }
    }
}

/// The records of a collection, one after the other: see [`Records::iter`].
pub struct Iter<'a, T> {
    records: &'a Records<T>,
    places: Range<usize>,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { records: self.records, places: self.places.clone() }
    }
}

impl<T: Pack + fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<'a, T: Pack> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.records.at(self.places.next()?)
    }

    fn nth(&mut self, n: usize) -> Option<&'a T> {
        self.records.at(self.places.nth(n)?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<T: Pack> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.records.at(self.places.next_back()?)
    }
}

impl<T: Pack> ExactSizeIterator for Iter<'_, T> {}
impl<T: Pack> FusedIterator for Iter<'_, T> {}

impl<'a, T: Pack> IntoIterator for &'a Records<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl<T> Clone for Records<T> {
    fn clone(&self) -> Self {
        Self { own: Arc::clone(&self.own), embedded: self.embedded.clone() }
    }
}

impl<T: Pack + fmt::Debug> fmt::Debug for Records<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().fmt(f)
    }
}

impl<T: Pack + PartialEq> PartialEq for Records<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl<T: Pack + Serialize> Serialize for Records<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, T: Record> Deserialize<'de> for Records<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// They are an array.
impl<T: JsonSchema> JsonSchema for Records<T> {
    fn inline_schema() -> bool {
        <Vec<T>>::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        <Vec<T>>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        <Vec<T>>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<T>>::json_schema(generator)
    }
}

impl<T> Sealed for Records<T> {}
impl<T: Pack> Pack for Records<T> {
    fn pack(&self, into: &mut Packer) {
        into.list(self.iter());
    }

    fn unpack(from: &mut Unpacker) -> Option<Self> {
        // They were in order when they were packed.
        from.list().map(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::PlaceId;
    use crate::pack::{pack, unpack};
    use crate::record::Place;

    fn places(count: usize) -> Records<Place> {
        let json = r#"{"id": "place", "kind": "settlement", "label": "A place", "summary": "One of many.",
            "names": [{"text": "A place", "lang": "en", "kind": "usual"}],
            "citations": [{"source": "gazetteer", "section": "lead"}]}"#;
        let place: Place = crate::json::read_record(json).unwrap();
        let id = |number| PlaceId::new(format!("place-{number:03}")).unwrap();
        Records::new((0..count).map(|number| Place { id: id(number), ..place.clone() }).collect()).unwrap()
    }

    fn packed(records: &Records<Place>) -> Packed {
        let (texts, structure) = pack(records);
        Packed { texts: texts.leak(), structure: structure.leak() }
    }

    #[test]
    fn embedded_records_are_as_others() {
        for count in [0, 1, 2, 100] {
            let own = places(count);
            let packed = packed(&own);
            assert_eq!(unpack(packed).as_ref(), Some(&own));
            let embedded = Records::embedded(packed).unwrap();
            assert_eq!((embedded.len(), embedded.is_empty()), (count, count == 0));
            assert_eq!(embedded, own);
            assert!(embedded.iter().rev().eq(own.iter().rev()));
            assert_eq!(embedded.iter().nth(1), own.iter().nth(1));
            assert_eq!(embedded.iter().len(), count);
            assert!(embedded.ids().eq(own.iter().map(|place| place.id.as_str())));
            assert_eq!(embedded.at(count), None);
            assert_eq!(format!("{embedded:?}"), format!("{own:?}"));
            assert_eq!(serde_json::to_string(&embedded).unwrap(), serde_json::to_string(&own).unwrap());
            for record in &own {
                assert_eq!(embedded.get(record.id.as_str()), Some(record));
            }
            for id in ["", "place", "place-0005", "place-100", "zembla"] {
                assert_eq!(embedded.get(id), None);
            }
        }
    }

    #[test]
    fn what_is_asked_for_is_unpacked_once_and_nothing_else_is() {
        let mut whole = packed(&places(3));
        // The last record is cut away: who asks for the first does not see it.
        whole.structure = &whole.structure[..whole.structure.len() - 8];
        assert_eq!(unpack::<Records<Place>>(whole), None);
        let embedded = Records::<Place>::embedded(whole).unwrap();
        let first = embedded.get("place-000").unwrap();
        assert_eq!(first.id.as_str(), "place-000");
        assert!(std::ptr::eq(first, embedded.clone().at(0).unwrap()));
    }

    #[test]
    fn changed_they_are_no_longer_embedded() {
        let own = places(3);
        let embedded = Records::embedded(packed(&own)).unwrap();
        let mut changed = embedded.clone();
        let renamed = Place { id: PlaceId::new("place-0005").unwrap(), ..own.at(0).unwrap().clone() };
        assert_eq!(changed.insert(renamed.clone()), None);
        assert_eq!(
            changed.iter().map(|place| place.id.as_str()).collect::<Vec<_>>(),
            ["place-000", "place-0005", "place-001", "place-002"]
        );
        assert_eq!(changed.insert(renamed.clone()), Some(renamed));
        assert_eq!(embedded, own);
        let mut both = places(2);
        both.append(vec![embedded]);
        assert_eq!(both, own);
    }

    #[test]
    fn what_is_damaged_is_nothing() {
        let whole = packed(&places(3));
        for end in 0..whole.structure.len() {
            let structure = whole.structure.get(..end).unwrap();
            assert_eq!(unpack::<Records<Place>>(Packed { structure, ..whole }), None, "{end}");
        }
        // Whatever stands in any byte, it is records or nothing.
        for at in 0..whole.structure.len() {
            for byte in [0, 1, 2, 0x7f, 0x80, 0xff] {
                let mut structure = whole.structure.to_vec();
                structure[at] = byte;
                let changed = Packed { structure: structure.leak(), ..whole };
                let _ = (unpack::<Records<Place>>(changed), Records::<Place>::embedded(changed));
            }
        }
    }
}
