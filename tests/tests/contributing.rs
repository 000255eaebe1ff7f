//! The templates of CONTRIBUTING.md are records that every rule passes.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use usru_core::collection::Collection;
use usru_core::dataset::{ForRecordType, Member, with_record_type};
use usru_core::json::{read_record, write_record};
use usru_core::load::{SourceFile, load};

const PAGE: &str = include_str!("../../CONTRIBUTING.md");

/// A template without its comments, as the file that a contributor would make of it.
struct File(String);

impl ForRecordType for File {
    type Output = SourceFile;

    fn run<T: Member>(self) -> SourceFile {
        let record = read_record::<T>(&self.0).unwrap_or_else(|error| panic!("{error}\n{}", self.0));
        SourceFile {
            path: format!("{}/{}.json", T::COLLECTION, record.id().as_ref()),
            bytes: write_record(&record).expect("a record can be written").into_bytes(),
        }
    }
}

fn templates() -> Vec<(Collection, SourceFile)> {
    PAGE.split("```jsonc\n")
        .skip(1)
        .map(|rest| {
            let (block, _) = rest.split_once("```").expect("the block is closed");
            let json: serde_json::Value =
                jsonc_parser::parse_to_serde_value(block, &jsonc_parser::ParseOptions::default())
                    .unwrap_or_else(|error| panic!("{error}\n{block}"));
            let schema = json.get("$schema").and_then(|schema| schema.as_str()).expect("a template names its schema");
            let singular = schema.trim_start_matches("../schema/").trim_end_matches(".schema.json");
            let collection =
                Collection::ALL.iter().find(|c| c.singular() == singular).expect("a schema of a collection");
            (*collection, with_record_type(*collection, File(json.to_string())))
        })
        .collect()
}

#[test]
fn there_is_a_template_for_every_collection() {
    let templates = templates();
    for collection in Collection::ALL {
        assert!(templates.iter().any(|(of, _)| of == collection), "no template for {collection}");
    }
}

#[test]
fn the_templates_are_a_sound_dataset() {
    let about = include_bytes!("../../data/about.json").to_vec();
    let mut files: Vec<_> = templates().into_iter().map(|(_, file)| file).collect();
    files.push(SourceFile { path: "about.json".to_owned(), bytes: about });
    let loaded = load(files);
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
}
