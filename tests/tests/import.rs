//! What was exported comes back: the real dataset, and as many random ones as there is time for.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use usru_core::Dataset;
use usru_export::csv::{read_csv, write_csv};
use usru_export::import::record_files;
use usru_export::json::{read_json, read_jsonl, write_json, write_jsonl};
use usru_export::read::Derived;
use usru_export::tei::{read_tei, write_tei};
use usru_export::write::names;
use usru_tests::random::{cases, datasets};

/// A way out and back in, or what stood in it.
type RoundTrip = fn(&Dataset) -> Result<Dataset, Box<dyn Error>>;

const WAYS: [(&str, RoundTrip); 4] = [("json", by_json), ("jsonl", by_jsonl), ("csv", by_csv), ("tei", by_tei)];

fn by_json(dataset: &Dataset) -> Result<Dataset, Box<dyn Error>> {
    let mut document = Vec::new();
    write_json(dataset, &mut document)?;
    Ok(read_json(document.as_slice())?)
}

fn by_jsonl(dataset: &Dataset) -> Result<Dataset, Box<dyn Error>> {
    let mut lines = Vec::new();
    write_jsonl(dataset, &mut lines)?;
    Ok(read_jsonl(lines.as_slice())?)
}

fn by_csv(dataset: &Dataset) -> Result<Dataset, Box<dyn Error>> {
    Ok(read_csv(&write_csv(dataset)?, Derived::Checked)?)
}

fn by_tei(dataset: &Dataset) -> Result<Dataset, Box<dyn Error>> {
    let mut document = Vec::new();
    write_tei(dataset, &mut document)?;
    Ok(read_tei(document.as_slice(), Derived::Checked)?)
}

#[test]
fn the_folder_of_records_comes_back_byte_for_byte() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    // Texts for people lie beside the records and are in no export.
    let records: Vec<_> = names(&data)
        .unwrap()
        .into_iter()
        .filter(|name| Path::new(name).extension().is_none_or(|e| e != "md"))
        .collect();
    for (name, way) in WAYS {
        let files = record_files(&way(usru_data::dataset()).unwrap()).unwrap();
        let written: BTreeMap<_, _> = files.into_iter().map(|file| (file.path, file.bytes)).collect();
        assert!(written.keys().eq(&records), "by {name} other files come back");
        for (path, bytes) in written {
            assert!(fs::read(data.join(&path)).unwrap() == bytes, "{path} comes back differently by {name}");
        }
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn random_datasets_come_back_by_every_way(dataset in datasets()) {
        let written = serde_json::to_string(&dataset).unwrap();
        for (name, way) in WAYS {
            match way(&dataset) {
                // Equal as values, and as they are written: −0 and 0 are equal numbers of different texts.
                Ok(back) => prop_assert!(
                    back == dataset && serde_json::to_string(&back).unwrap() == written,
                    "by {name} comes back {} of {written}", serde_json::to_string(&back).unwrap()
                ),
                Err(error) => prop_assert!(false, "by {name} comes nothing back of {written}: {error}"),
            }
        }
    }
}
