//! A dataset of one's own: a title page, a source, a person and an event, checked against every rule and written as JSON.
//!
//! ```sh
//! cargo run --package usru-export --example own_dataset > ruritania.json
//! ```

use std::error::Error;
use std::io;

use usru_core::Dataset;
use usru_core::json::{read_about, read_record};
use usru_core::rules;
use usru_export::json::write_json;

const ABOUT: &str = r#"{
  "name": "ruritania", "title": "The Court of Ruritania", "description": "Who was received at Strelsau.",
  "version": "1.0.0", "released": { "edtf": "2026-11-22" }, "language": "en", "publisher": "Anna Exempel",
  "licence": "CC0-1.0", "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/"
}"#;

// A source lists its sections; a citation names one of them, letter for letter.
const SOURCE: &str = r#"{
  "id": "gazette", "kind": "news-article", "label": "Court Gazette", "title": "The Court Gazette of Ruritania",
  "sections": [{ "heading": "Audiences" }], "summary": "The official newspaper of the court."
}"#;

const PERSON: &str = r#"{
  "id": "bodo-muster", "label": "Bodo Muster", "birth": { "date": { "edtf": "1770~" } },
  "summary": "An envoy of Graustark.", "citations": [{ "source": "gazette", "section": "Audiences" }]
}"#;

// The day stands as it was written, Old Style; the Gregorian days follow from it.
const EVENT: &str = r#"{
  "id": "audience", "kind": "visit", "label": "The envoy of Graustark is received",
  "date": { "edtf": "1810-10-24", "calendar": "julian" },
  "participants": [{ "person": "bodo-muster", "role": "envoy" }],
  "summary": "The king received the envoy.", "citations": [{ "source": "gazette", "section": "Audiences" }]
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let dataset = dataset()?;
    // Each finding says what clashes with what, and what to do.
    let verdict = rules::check(&dataset);
    for finding in &verdict.open {
        eprintln!("{}{}: {}; {}", finding.id, finding.path, finding.message, finding.help);
    }
    if !verdict.open.is_empty() {
        return Err("the dataset is not sound".into());
    }
    write_json(&dataset, io::stdout().lock())?;
    Ok(())
}

/// The records, each read from the text of its file.
pub(crate) fn dataset() -> Result<Dataset, Box<dyn Error>> {
    let mut dataset = Dataset::empty(read_about(ABOUT)?);
    dataset.sources.insert(read_record(SOURCE)?);
    dataset.people.insert(read_record(PERSON)?);
    dataset.events.insert(read_record(EVENT)?);
    Ok(dataset)
}
