//! The records of 1860 to 1869, and what they refer to, as a dataset of their own in CSV tables:
//!
//! ```sh
//! cargo run --package usru-export --example export_a_decade -- sixties
//! ```

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::{ForRecordType, Member, with_record_type};
use usru_core::date::{Calendar, HistoricalDate};
use usru_core::query::Index;
use usru_core::text::Text;
use usru_core::walk::{self, Visitor};
use usru_export::export::{Format, files, put};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder that the tables shall go to")?;
    let sixties = decade(usru_data::index(), "186X")?;
    let formats = [Format::Csv];
    // The folder changes as a whole or not at all, and one that holds something else than an export is refused.
    put(Path::new(&folder), &formats, &files(&sixties, Format::Csv)?)?;
    println!("{} of {} records", sixties.records().count(), usru_data::dataset().records().count());
    Ok(())
}

/// What is dated to a span of years, with everything that it refers to, so that no reference leads nowhere.
pub(crate) fn decade(index: &Index<'_>, edtf: &str) -> Result<Dataset, Box<dyn Error>> {
    let days = HistoricalDate::new(edtf, Calendar::Gregorian)?.bounds();
    let mut wanted = Wanted::default();
    for found in index.within(days) {
        wanted.add(found.what.record.collection(), found.what.record.id());
    }
    // A title page of its own, for it is another dataset.
    let mut about = index.dataset().about.clone();
    about.title = Text::new(format!("{}: {edtf}", about.title))?;
    let mut part = Dataset::empty(about);
    while let Some((collection, id)) = wanted.open.pop() {
        with_record_type(collection, Copy { from: index.dataset(), to: &mut part, id });
        if let Some(record) = index.get(collection, id) {
            record.walk(&mut wanted);
        }
    }
    Ok(part)
}

/// The records that shall be in it, and of them those that are not yet copied.
#[derive(Default)]
struct Wanted<'a> {
    known: BTreeSet<(Collection, &'a str)>,
    open: Vec<(Collection, &'a str)>,
}

impl<'a> Wanted<'a> {
    fn add(&mut self, collection: Collection, id: &'a str) {
        if self.known.insert((collection, id)) {
            self.open.push((collection, id));
        }
    }
}

/// A record is walked over, and tells of each reference: to persons and places, to sources, to other events.
impl<'a> Visitor<'a> for Wanted<'a> {
    fn reference(&mut self, _: &walk::Path, collection: Collection, id: &'a str) {
        self.add(collection, id);
    }
}

/// Copies one record, whatever its type.
struct Copy<'c> {
    from: &'c Dataset,
    to: &'c mut Dataset,
    id: &'c str,
}

impl ForRecordType for Copy<'_> {
    type Output = ();

    fn run<T: Member>(self) {
        if let Some(record) = T::records(self.from).get(self.id) {
            T::records_mut(self.to).insert(record.clone());
        }
    }
}
