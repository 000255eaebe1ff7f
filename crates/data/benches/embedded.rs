//! What it costs to unpack all that is embedded, beside reading the same records from JSON in memory.
//!
//! `cargo bench --package usru-data`. The figures and what was chosen by them are in the decisions of `usru-core`.
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use divan::{Bencher, black_box};
use serde::de::DeserializeOwned;
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::{ForRecordType, Member, Records, with_record_type};
use usru_core::pack::{Pack, Packed, pack, unpack};

/// The collections of which the figures are told apart: the greatest, a middling one, a small one.
const SOME: [Collection; 3] = [Collection::Events, Collection::Agreements, Collection::Offices];

fn main() {
    divan::main();
}

fn packed<T: Pack>(value: &T) -> Packed {
    let (texts, structure) = pack(value);
    Packed { texts: texts.leak(), structure: structure.leak() }
}

fn json<T: serde::Serialize>(value: &T) -> &'static str {
    serde_json::to_string(value).unwrap().leak()
}

/// What puts one collection together.
type Make = Box<dyn Fn() + Sync>;

struct Unpack;
impl ForRecordType for Unpack {
    type Output = Make;
    fn run<T: Member>(self) -> Make {
        let packed = packed(T::records(usru_data::dataset()));
        Box::new(move || drop(black_box(unpack::<Records<T>>(packed).unwrap())))
    }
}

struct Parse;
impl ForRecordType for Parse {
    type Output = Make;
    fn run<T: Member>(self) -> Make {
        fn read<T: DeserializeOwned>(json: &str) -> T {
            serde_json::from_str(json).unwrap()
        }
        let json = json(T::records(usru_data::dataset()));
        Box::new(move || drop(black_box(read::<Records<T>>(json))))
    }
}

#[divan::bench(args = SOME)]
fn one_unpacked(bencher: Bencher<'_, '_>, collection: Collection) {
    bencher.bench(with_record_type(collection, Unpack));
}

#[divan::bench(args = SOME)]
fn one_from_json(bencher: Bencher<'_, '_>, collection: Collection) {
    bencher.bench(with_record_type(collection, Parse));
}

#[divan::bench]
fn all_unpacked(bencher: Bencher<'_, '_>) {
    let all: Vec<_> = Collection::ALL.iter().map(|&collection| with_record_type(collection, Unpack)).collect();
    bencher.bench(|| all.iter().for_each(|make| make()));
}

#[divan::bench]
fn all_from_json(bencher: Bencher<'_, '_>) {
    let json = json(usru_data::dataset());
    bencher.bench(|| black_box(serde_json::from_str::<Dataset>(json).unwrap()));
}

/// After that, a question is an access.
#[divan::bench]
fn an_event_by_its_id() -> &'static str {
    usru_data::events().get(black_box("alaska-purchase")).unwrap().label.as_str()
}
