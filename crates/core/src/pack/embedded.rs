//! Records that are unpacked one by one.

use std::sync::OnceLock;

use super::{Pack, Packed, Table, Unpacker, place};

/// Packed records, each unpacked when it is first asked for, and then kept.
pub(crate) struct Embedded<T> {
    /// Before the first record.
    unpacker: Unpacker,
    starts: Table,
    records: Box<[OnceLock<Box<T>>]>,
}

impl<T> Embedded<T> {
    /// Nothing, if these are no records.
    pub(crate) fn new(packed: Packed) -> Option<Self> {
        let mut unpacker = Unpacker::new(packed)?;
        let length = unpacker.length()?;
        let starts = unpacker.table(length)?;
        Some(Self { unpacker, starts, records: starts.iter().map(|_| OnceLock::new()).collect() })
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    fn unpacker_at(&self, start: [u8; 4]) -> Option<Unpacker> {
        let mut unpacker = self.unpacker.clone();
        unpacker.structure = unpacker.structure.as_slice().get(place(start)?..)?.iter();
        Some(unpacker)
    }

    /// The id of the record at that place: each begins with it.
    pub(crate) fn id(&self, place: usize) -> Option<&'static str> {
        self.id_at(*self.starts.get(place)?)
    }

    fn id_at(&self, start: [u8; 4]) -> Option<&'static str> {
        self.unpacker_at(start)?.str()
    }

    /// The place of the record of that id. They are in the order of their ids.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.starts.binary_search_by(|&start| self.id_at(start).cmp(&Some(id))).ok()
    }
}

impl<T: Pack> Embedded<T> {
    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        let &start = self.starts.get(place)?;
        #[expect(clippy::expect_used, reason = "who embeds records has tested them: see `Records::embedded`")]
        let unpack = || self.unpack(start).expect("a packed record");
        Some(self.records.get(place)?.get_or_init(unpack))
    }

    fn unpack(&self, start: [u8; 4]) -> Option<Box<T>> {
        T::unpack(&mut self.unpacker_at(start)?).map(Box::new)
    }
}
