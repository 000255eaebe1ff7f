//! Makes the first inputs for the readers of exports from the records of the workspace: `seeds FORM OUT`, in the root of
//! the workspace. `seeds` the script calls it.

use std::fs;
use std::path::Path;

use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::{ForRecordType, Member, with_record_type};
use usru_core::json::{read_record, write_record};
use usru_export::csv::write_csv;
use usru_export::folder::load_folder;
use usru_export::json::write_jsonl;
use usru_export::tei::write_tei;

/// How many records of each collection.
const EACH: usize = 12;

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [form, out] = arguments.as_slice() else { panic!("usage: seeds csv|jsonl|tei OUT") };
    let read = |folder| load_folder(Path::new(folder)).expect("it can be listed").dataset.expect("it has a title page");
    let (small, real) = (read("crates/core/tests/fixtures/small"), read("data"));
    let mut seeds =
        vec![("small".to_owned(), small.clone()), ("empty".to_owned(), Dataset::empty(small.about.clone()))];
    for &collection in Collection::ALL {
        seeds.extend(with_record_type(collection, Few { small: &small, real: &real }));
    }
    for (name, dataset) in seeds {
        let path = Path::new(out).join(format!("{form}-{name}"));
        fs::write(path, written(form, &dataset)).expect("the folder may be written to");
    }
}

/// Datasets of one record each.
struct Few<'d> {
    small: &'d Dataset,
    real: &'d Dataset,
}

impl ForRecordType for Few<'_> {
    type Output = Vec<(String, Dataset)>;

    fn run<T: Member>(self) -> Self::Output {
        let length = |record: &&T| serde_json::to_string(record).map_or(0, |text| text.len());
        let mut records: Vec<_> = T::records(self.real).iter().collect();
        records.sort_by_key(length);
        // From the shortest to middling ones: a long one holds nothing that several of these do not hold.
        let step = (records.len() / (2 * EACH)).max(1);
        let few = records.into_iter().step_by(step).take(EACH);
        few.map(|record| {
            let mut dataset = Dataset::empty(self.small.about.clone());
            let text = write_record(record).expect("a record is written");
            T::records_mut(&mut dataset).insert(read_record::<T>(&text).expect("a record is read back"));
            (format!("{}-{}", T::COLLECTION, record.id().as_ref()), dataset)
        })
        .collect()
    }
}

fn written(form: &str, dataset: &Dataset) -> Vec<u8> {
    let mut out = Vec::new();
    match form {
        "csv" => {
            for table in write_csv(dataset).expect("these records can be exported") {
                let header = table.bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                if let (Some(name), rows) = (table.name.strip_suffix(".csv"), &table.bytes[header..])
                    && !rows.is_empty()
                {
                    out.extend(format!("{}{name}\n", usru_fuzz::FILE_MARK).into_bytes());
                    out.extend_from_slice(rows);
                }
            }
        }
        "jsonl" => write_jsonl(dataset, &mut out).expect("these records can be exported"),
        "tei" => {
            write_tei(dataset, &mut out).expect("these records can be exported");
            // The records alone; the document without records is whole.
            let begin = out.windows(10).position(|bytes| bytes == b"<standOff>");
            if let (Some(begin), Some(end)) = (begin, out.windows(11).position(|bytes| bytes == b"</standOff>")) {
                out = out[begin..end + 11].to_vec();
            }
        }
        _ => panic!("there is no form {form}"),
    }
    out
}
