//! What is embedded comes out as it went in: the real records, and random ones.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::{ForRecordType, Member, with_record_type};
use usru_core::pack::{Pack, Packed, pack, unpack};
use usru_tests::random::{cases, datasets};

/// What is embedded is never freed, and nor is this: the test has no more cases for that.
fn back<T: Pack>(value: &T) -> Option<T> {
    let (texts, structure) = pack(value);
    unpack(Packed { texts: texts.leak(), structure: structure.leak() })
}

struct Move<'d>(&'d Dataset, &'d mut Dataset);

impl ForRecordType for Move<'_> {
    type Output = Option<()>;
    fn run<T: Member>(self) -> Self::Output {
        *T::records_mut(self.1) = back(T::records(self.0))?;
        Some(())
    }
}

fn by_pack(dataset: &Dataset) -> Option<Dataset> {
    let mut moved = Dataset::empty(back(&dataset.about)?);
    for &collection in Collection::ALL {
        with_record_type(collection, Move(dataset, &mut moved))?;
    }
    Some(moved)
}

#[test]
fn the_real_records_come_out_as_they_went_in() {
    assert_eq!(by_pack(usru_data::dataset()).as_ref(), Some(usru_data::dataset()));
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..cases(300) })]

    #[test]
    fn random_records_come_out_as_they_went_in(dataset in datasets()) {
        let moved = by_pack(&dataset).unwrap();
        // Equal as values, and as they are written: −0 and 0 are equal numbers of different texts.
        prop_assert_eq!(serde_json::to_string(&moved).unwrap(), serde_json::to_string(&dataset).unwrap());
        prop_assert_eq!(moved, dataset);
    }
}
