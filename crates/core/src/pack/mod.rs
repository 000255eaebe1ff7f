//! Records in a form that is ready to be used: what a crate embeds so that nobody waits for it.
//!
//! A [`Packed`] is two parts. `texts` holds every distinct string once, in the order in which they are first used.
//! `structure` begins with how many these are and where each begins; then come the values in the order of their fields:
//! a number of one to ten bytes (LEB128) for a length or for the place of a string among the others, a byte for a word of a
//! closed list or for whether a field is there. Records have before them how many they are and where each begins, so that
//! each can be unpacked alone. Nothing is parsed, no form is checked again and no string is copied, but for those so short
//! that they fit where a long one is pointed at: the others are slices of `texts`, which the compiler has put into the
//! program. What remains to be done is to make the lists.
//!
//! The form belongs to one version of this crate and is no format of exchange: for that there are the JSON, the CSV and
//! the TEI.
//!
//! ```
//! use usru_core::collection::PlaceId;
//! use usru_core::pack::{Packed, pack, unpack};
//!
//! let ids = vec![PlaceId::new("sitka")?, PlaceId::new("fort-ross")?, PlaceId::new("sitka")?];
//! let (texts, structure) = pack(&ids);
//! assert_eq!(texts, "sitkafort-ross");
//!
//! // A crate has these from `include_str!` and `include_bytes!`.
//! let packed = Packed { texts: texts.leak(), structure: structure.leak() };
//! assert_eq!(unpack::<Vec<PlaceId>>(packed), Some(ids));
//! # Ok::<(), usru_core::text::FormError>(())
//! ```

mod embedded;

use std::collections::HashMap;
use std::{mem, slice};

use lean_string::LeanStr;

pub(crate) use self::embedded::Embedded;

/// A value in its two parts, as [`pack`] makes them.
#[derive(Debug, Clone, Copy)]
pub struct Packed {
    /// Every distinct string once.
    pub texts: &'static str,
    /// Everything else.
    pub structure: &'static [u8],
}

/// The two parts of a packed value: the texts and the structure. Neither may be longer than four GiB.
#[must_use]
pub fn pack<T: Pack>(value: &T) -> (String, Vec<u8>) {
    let mut packer = Packer::default();
    value.pack(&mut packer);
    let mut structure = Packer::default();
    structure.length(packer.starts.len());
    packer.starts.push(packer.texts.len());
    structure.table(&packer.starts);
    structure.structure.append(&mut packer.structure);
    (packer.texts, structure.structure)
}

/// The value, or nothing if the parts were not made by [`pack`] in this version of the crate from a value of this type.
///
/// The form of texts and dates is not checked: the value that was packed had it.
#[must_use]
pub fn unpack<T: Pack>(packed: Packed) -> Option<T> {
    let mut unpacker = Unpacker::new(packed)?;
    T::unpack(&mut unpacker).filter(|_| unpacker.is_empty())
}

/// A value that can be embedded. Records and all that they are made of can; the trait is not implemented elsewhere.
pub trait Pack: Sized + sealed::Sealed {
    /// Appends the value.
    #[doc(hidden)]
    fn pack(&self, into: &mut Packer);
    /// Takes the value from the front.
    #[doc(hidden)]
    fn unpack(from: &mut Unpacker) -> Option<Self>;
}

pub(crate) mod sealed {
    /// Keeps [`Pack`](super::Pack) to this crate.
    pub trait Sealed {}
}

/// What is packed so far.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Packer {
    texts: String,
    /// Where each text begins.
    starts: Vec<usize>,
    /// The place of each.
    places: HashMap<Box<str>, u64>,
    structure: Vec<u8>,
}

impl Packer {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.structure.push(byte);
    }

    pub(crate) fn number(&mut self, mut number: u64) {
        loop {
            let low = u8::try_from(number & 0x7f).unwrap_or_default();
            number >>= 7;
            if number == 0 {
                return self.byte(low);
            }
            self.byte(low | 0x80);
        }
    }

    pub(crate) fn length(&mut self, length: usize) {
        self.number(length as u64);
    }

    pub(crate) fn text(&mut self, text: &str) {
        let next = self.starts.len() as u64;
        let place = *self.places.entry(text.into()).or_insert(next);
        if place == next {
            self.starts.push(self.texts.len());
            self.texts.push_str(text);
        }
        self.number(place);
    }

    /// The values, so that each can be unpacked without the others.
    pub(crate) fn list<'a, T: Pack + 'a>(&mut self, values: impl ExactSizeIterator<Item = &'a T>) {
        self.length(values.len());
        let before = mem::take(&mut self.structure);
        let mut starts = Vec::with_capacity(values.len());
        for value in values {
            starts.push(self.structure.len());
            value.pack(self);
        }
        let values = mem::replace(&mut self.structure, before);
        self.table(&starts);
        self.structure.extend(values);
    }

    /// Places that are found by counting, each in four bytes. One that is too far away for that is found to be none.
    fn table(&mut self, places: &[usize]) {
        for &place in places {
            self.structure.extend(u32::try_from(place).unwrap_or(u32::MAX).to_le_bytes());
        }
    }
}

/// What is still to be unpacked.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Unpacker {
    texts: &'static str,
    /// Where each text begins, and where the last ends.
    starts: Table,
    structure: slice::Iter<'static, u8>,
}

/// Places, as [`Packer::table`] writes them.
type Table = &'static [[u8; 4]];

fn place(bytes: [u8; 4]) -> Option<usize> {
    u32::from_le_bytes(bytes).try_into().ok()
}

impl Unpacker {
    fn new(packed: Packed) -> Option<Self> {
        let mut new = Self { texts: packed.texts, starts: &[], structure: packed.structure.iter() };
        let texts = new.length()?;
        new.starts = new.table(texts.checked_add(1)?)?;
        Some(new)
    }

    fn table(&mut self, length: usize) -> Option<Table> {
        let (table, rest) = self.structure.as_slice().split_at_checked(length.checked_mul(4)?)?;
        self.structure = rest.iter();
        Some(table.as_chunks().0)
    }

    /// What [`Packer::list`] has packed, all of it.
    pub(crate) fn list<T: Pack>(&mut self) -> Option<Vec<T>> {
        let length = self.length()?;
        let starts = self.table(length)?;
        let values = self.structure.len();
        let mut list = Vec::with_capacity(self.believable(length));
        for &start in starts {
            if place(start)? != values - self.structure.len() {
                return None;
            }
            list.push(T::unpack(self)?);
        }
        Some(list)
    }

    /// Every value takes a byte at least: a length beyond that is not to be believed.
    fn believable(&self, length: usize) -> usize {
        length.min(self.structure.len())
    }

    fn is_empty(&self) -> bool {
        self.structure.len() == 0
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> Option<u8> {
        self.structure.next().copied()
    }

    /// Most numbers are a byte; the others are kept out of their way.
    #[inline]
    pub(crate) fn number(&mut self) -> Option<u64> {
        let byte = self.byte()?;
        if byte < 0x80 { Some(byte.into()) } else { self.long_number(byte) }
    }

    #[inline(never)]
    fn long_number(&mut self, first: u8) -> Option<u64> {
        let mut number = u64::from(first & 0x7f);
        for shift in (7..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    #[inline]
    pub(crate) fn length(&mut self) -> Option<usize> {
        self.number()?.try_into().ok()
    }

    pub(crate) fn text(&mut self) -> Option<LeanStr> {
        self.str().map(LeanStr::from_static_str)
    }

    fn str(&mut self) -> Option<&'static str> {
        let text = self.length()?;
        let &[start, end] = self.starts.get(text..)?.first_chunk()?;
        self.texts.get(place(start)?..place(end)?)
    }
}

impl<T: Pack> sealed::Sealed for Option<T> {}
impl<T: Pack> Pack for Option<T> {
    fn pack(&self, into: &mut Packer) {
        into.byte(u8::from(self.is_some()));
        if let Some(value) = self {
            value.pack(into);
        }
    }

    #[inline]
    fn unpack(from: &mut Unpacker) -> Option<Self> {
        match from.byte()? {
            0 => Some(None),
            1 => T::unpack(from).map(Some),
            _ => None,
        }
    }
}

impl<T: Pack> sealed::Sealed for Box<T> {}
impl<T: Pack> Pack for Box<T> {
    fn pack(&self, into: &mut Packer) {
        (**self).pack(into);
    }

    fn unpack(from: &mut Unpacker) -> Option<Self> {
        T::unpack(from).map(Self::new)
    }
}

impl<T: Pack> sealed::Sealed for Vec<T> {}
impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, into: &mut Packer) {
        into.length(self.len());
        for value in self {
            value.pack(into);
        }
    }

    /// Most lists are empty; the others are kept out of their way.
    #[inline]
    fn unpack(from: &mut Unpacker) -> Option<Self> {
        let length = from.length()?;
        if length == 0 { Some(Self::new()) } else { unpack_list(from, length) }
    }
}

fn unpack_list<T: Pack>(from: &mut Unpacker, length: usize) -> Option<Vec<T>> {
    let mut values = Vec::with_capacity(from.believable(length));
    for _ in 0..length {
        values.push(T::unpack(from)?);
    }
    Some(values)
}

impl sealed::Sealed for LeanStr {}
impl Pack for LeanStr {
    fn pack(&self, into: &mut Packer) {
        into.text(self);
    }

    fn unpack(from: &mut Unpacker) -> Option<Self> {
        from.text()
    }
}

impl sealed::Sealed for f64 {}
impl Pack for f64 {
    fn pack(&self, into: &mut Packer) {
        into.number(self.to_bits());
    }

    fn unpack(from: &mut Unpacker) -> Option<Self> {
        from.number().map(Self::from_bits)
    }
}

impl sealed::Sealed for bool {}
impl Pack for bool {
    fn pack(&self, into: &mut Packer) {
        into.byte(u8::from(*self));
    }

    fn unpack(from: &mut Unpacker) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// Packs a struct field by field.
macro_rules! pack_fields {
    ($Type:ident $(<$R:ident>)? { $($field:ident)* }) => {
        impl$(<$R: $crate::pack::Pack>)? $crate::pack::sealed::Sealed for $Type$(<$R>)? {}
        impl$(<$R: $crate::pack::Pack>)? $crate::pack::Pack for $Type$(<$R>)? {
            fn pack(&self, into: &mut $crate::pack::Packer) {
                $( $crate::pack::Pack::pack(&self.$field, into); )*
            }

            fn unpack(from: &mut $crate::pack::Unpacker) -> Option<Self> {
                // Written in the order of the fields, which is the order in which they are evaluated.
                Some(Self { $( $field: $crate::pack::Pack::unpack(from)?, )* })
            }
        }
    };
}

/// Packs a string type by its text; the type says how it is made of a text that has its form.
macro_rules! pack_text {
    ($Type:ident, |$text:ident| $make:expr) => {
        impl $crate::pack::sealed::Sealed for $Type {}
        impl $crate::pack::Pack for $Type {
            fn pack(&self, into: &mut $crate::pack::Packer) {
                into.text(self.as_str());
            }

            fn unpack(from: &mut $crate::pack::Unpacker) -> Option<Self> {
                let $text = from.text()?;
                $make
            }
        }
    };
}

/// Packs a word of a closed list by its place in `ALL`.
macro_rules! pack_word {
    ($Type:ident) => {
        impl $crate::pack::sealed::Sealed for $Type {}
        impl $crate::pack::Pack for $Type {
            fn pack(&self, into: &mut $crate::pack::Packer) {
                into.byte(*self as u8);
            }

            fn unpack(from: &mut $crate::pack::Unpacker) -> Option<Self> {
                Self::ALL.get(usize::from(from.byte()?)).copied()
            }
        }
    };
}

pub(crate) use {pack_fields, pack_text, pack_word};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::HistoricalDate;
    use crate::record::Event;
    use crate::text::{Decimal, Text};

    fn packed<T: Pack>(value: &T) -> Packed {
        let (texts, structure) = pack(value);
        Packed { texts: texts.leak(), structure: structure.leak() }
    }

    #[test]
    fn numbers_of_every_length_come_back() {
        for number in (0..64).flat_map(|bit| [(1_u64 << bit) - 1, 1 << bit]).chain([u64::MAX]) {
            let mut packer = Packer::default();
            packer.number(number);
            let mut unpacker = Unpacker { texts: "", starts: &[], structure: packer.structure.leak().iter() };
            assert_eq!(unpacker.number(), Some(number));
            assert!(unpacker.is_empty());
        }
        for value in [0.0, -0.0, 57.05, -135.33, f64::MAX] {
            assert_eq!(unpack::<f64>(packed(&value)).map(f64::to_bits), Some(value.to_bits()));
        }
        for text in ["375883", "47.1", "-3", "0.5", "9007199254740991"] {
            let number: Decimal = serde_json::from_str(text).unwrap();
            assert_eq!(unpack(packed(&number)), Some(number));
        }
    }

    #[test]
    fn a_text_is_kept_once_and_not_copied() {
        let text = |text| Text::new(text).unwrap();
        let packed = packed(&vec![text("Chargé d’affaires"), text("Ситка"), text("Chargé d’affaires")]);
        assert_eq!(packed.texts, "Chargé d’affairesСитка");
        let back: Vec<Text> = unpack(packed).unwrap();
        assert!(std::ptr::eq(back[2].as_str(), back[0].as_str()));
        assert!(std::ptr::eq(back[2].as_str().as_ptr(), packed.texts.as_ptr()));
    }

    const EVENT: &str = r#"{
        "id": "abdication", "kind": "succession", "label": "The emperor abdicates",
        "date": {
            "edtf": "1917-03-02", "calendar": "julian",
            "variants": [{
                "reading": { "edtf": "1917-03-02" },
                "citations": [{ "source": "chronology", "section": "1917" }],
                "status": "rejected", "reason": "The Old Style day, given without saying so."
            }]
        },
        "participants": [{ "person": "nicholas-ii", "role": "emperor" }],
        "links": [{ "kind": "led-to", "to": "events/revolution" }],
        "summary": "He gave up the throne.",
        "citations": [{ "source": "manifesto", "section": "lead" }]
    }"#;

    #[test]
    fn what_is_damaged_is_nothing_and_never_a_panic() {
        let event: Event = crate::json::read_record(EVENT).unwrap();
        let whole = packed(&event);
        assert_eq!(unpack(whole), Some(event));
        // Cut short anywhere, a value is missing; with more behind it, something is left.
        for end in 0..whole.structure.len() {
            let structure = whole.structure.get(..end).unwrap();
            assert_eq!(unpack::<Event>(Packed { structure, ..whole }), None, "{end}");
        }
        assert_eq!(unpack::<Event>(Packed { structure: [whole.structure, &[0]].concat().leak(), ..whole }), None);
        assert_eq!(unpack::<Event>(Packed { texts: "", ..whole }), None);
        // Whatever stands in any byte, it is a value or nothing.
        for at in 0..whole.structure.len() {
            for byte in [0, 1, 2, 0x7f, 0x80, 0xff] {
                let mut structure = whole.structure.to_vec();
                structure[at] = byte;
                let _ = unpack::<Event>(Packed { structure: structure.leak(), ..whole });
            }
        }
        // Lengths that nobody has the memory for: of the texts, and of the list after a table of no texts.
        let endless = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
        for before in [[].as_slice(), &[0; 5]] {
            let structure = [before, &endless, &[0]].concat().leak();
            assert_eq!(unpack::<Vec<HistoricalDate>>(Packed { texts: "", structure }), None);
        }
    }
}
