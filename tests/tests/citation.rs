//! The files by which the dataset is cited say what its title page says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use serde_json::Value;

const CITATION: &str = include_str!("../../CITATION.cff");
const CODEMETA: &str = include_str!("../../codemeta.json");
const ZENODO: &str = include_str!("../../.zenodo.json");

/// The value of a key at the margin of the citation file, which is YAML of the simplest kind.
fn cited(key: &str) -> &'static str {
    let line = CITATION.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
    line.unwrap_or_else(|| panic!("CITATION.cff has no {key}")).trim().trim_matches('"')
}

#[test]
fn version_day_title_and_licence_agree() {
    let about = usru_data::about();
    let (codemeta, zenodo): (Value, Value) =
        (serde_json::from_str(CODEMETA).unwrap(), serde_json::from_str(ZENODO).unwrap());
    let version = about.version.as_str();
    assert_eq!(
        [cited("version"), codemeta["version"].as_str().unwrap(), zenodo["version"].as_str().unwrap()],
        [version; 3]
    );
    let day = about.released.edtf.as_str();
    let days = [
        cited("date-released"),
        codemeta["dateModified"].as_str().unwrap(),
        zenodo["publication_date"].as_str().unwrap(),
    ];
    assert_eq!(days, [day; 3]);
    assert_eq!([cited("title"), zenodo["title"].as_str().unwrap()], [about.title.as_str(); 2]);
    assert_eq!(cited("license"), about.licence.as_str());
    assert!(codemeta["license"].as_array().unwrap().iter().any(|l| l.as_str().unwrap().ends_with("CC0-1.0")));
    assert_eq!(zenodo["license"], "cc-zero");
}
