//! The exports carry everything, and hold together: held against the dataset, not against the code that wrote them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::Value;
use usru_core::date::DateRef;
use usru_core::text::Text;
use usru_core::walk::{Path, Visitor};
use usru_export::export::{ExportFile, Format, files};

fn export(format: Format) -> BTreeMap<String, String> {
    let text = |file: ExportFile| (file.name, String::from_utf8(file.bytes).unwrap());
    files(usru_data::dataset(), format).unwrap().into_iter().map(text).collect()
}

static TEI: LazyLock<String> = LazyLock::new(|| export(Format::Tei)["tei/dataset.xml"].clone());
static CSV: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| export(Format::Csv));

/// Every text and every date expression of the dataset.
fn values() -> BTreeSet<String> {
    #[derive(Default)]
    struct Values(BTreeSet<String>);
    impl<'a> Visitor<'a> for Values {
        fn text(&mut self, _: &Path, text: &'a Text) {
            self.0.insert(text.to_string());
        }
        fn date(&mut self, _: &Path, date: DateRef<'a>) {
            self.0.insert(date.edtf.to_string());
            self.0.extend(date.dual.map(|dual| dual.edtf.to_string()));
        }
    }
    let mut values = Values::default();
    for record in usru_data::dataset().records() {
        record.walk(&mut values);
    }
    assert!(values.0.len() > 2000, "{}", values.0.len());
    values.0
}

fn missing(carried: &BTreeSet<&str>) -> Vec<String> {
    values().into_iter().filter(|value| !carried.contains(value.as_str())).collect()
}

#[test]
fn json_is_the_dataset() {
    let json = export(Format::Json);
    let mut document: Value = serde_json::from_str(&json["json/dataset.json"]).unwrap();
    let schema: Value = serde_json::from_str(&json["json/dataset.schema.json"]).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&document));
    assert_eq!(document["$schema"], "dataset.schema.json");
    document.as_object_mut().unwrap().shift_remove("$schema");
    let back: usru_core::Dataset = serde_json::from_value(document).unwrap();
    assert!(&back == usru_data::dataset());
}

#[test]
fn json_lines_are_one_record_each() {
    let lines = &export(Format::Jsonl)["json/records.jsonl"];
    let dataset = usru_data::dataset();
    let mut records = dataset.records();
    for (number, line) in lines.lines().enumerate() {
        let line: Value = serde_json::from_str(line).unwrap();
        if number == 0 {
            assert_eq!(line["collection"], "about");
            continue;
        }
        let record = records.next().unwrap();
        assert_eq!(line["collection"], record.collection().name());
        assert_eq!(line["record"], serde_json::to_value(record).unwrap());
    }
    assert!(records.next().is_none());
}

/// What an XML document says: the text of each element by itself, and each attribute's value.
fn said<'d>(document: &'d roxmltree::Document<'_>) -> BTreeSet<&'d str> {
    let mut said = BTreeSet::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        said.extend(node.attributes().map(|attribute| attribute.value()));
        said.extend(node.children().filter_map(|child| child.text()));
    }
    said
}

#[test]
fn tei_carries_every_text_and_date() {
    let document = roxmltree::Document::parse(&TEI).unwrap();
    let missing = missing(&said(&document));
    assert!(
        missing.is_empty(),
        "{} values are not in the TEI: {:#?}",
        missing.len(),
        &missing[..missing.len().min(10)]
    );
}

/// Attributes that hold pointers, as far as the exporter uses them.
const POINTERS: &[&str] = &[
    "active",
    "ana",
    "calendar",
    "corresp",
    "datingMethod",
    "mutual",
    "passive",
    "ref",
    "resp",
    "source",
    "target",
    "where",
];

/// The namespace of `xml:id`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

#[test]
fn every_pointer_in_the_tei_resolves_and_ids_are_unique() {
    let document = roxmltree::Document::parse(&TEI).unwrap();
    let mut ids = BTreeSet::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute((XML, "id")) {
            assert!(ids.insert(id), "{id} is given twice");
            let mut chars = id.chars();
            assert!(chars.next().is_some_and(|c| c.is_ascii_alphabetic()), "{id} is no NCName");
            assert!(chars.all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c)), "{id} is no NCName");
        }
    }
    let mut pointers = 0;
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        for attribute in node.attributes().filter(|attribute| POINTERS.contains(&attribute.name())) {
            for pointer in attribute.value().split(' ').filter_map(|pointer| pointer.strip_prefix('#')) {
                pointers += 1;
                assert!(ids.contains(pointer), "#{pointer} in <{}> leads nowhere", node.tag_name().name());
            }
        }
    }
    assert!(pointers > 5000, "{pointers}");
}

#[test]
fn every_date_attribute_in_the_tei_is_gregorian() {
    let document = roxmltree::Document::parse(&TEI).unwrap();
    let mut days = 0;
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        for name in ["when", "notBefore", "notAfter", "from", "to"] {
            let Some(value) = node.attribute(name) else { continue };
            // A day, or a month or year, made a day to be checked.
            let day = match value.len() {
                4 => format!("{value}-01-01"),
                7 => format!("{value}-01"),
                _ => value.to_owned(),
            };
            assert!(NaiveDate::parse_from_str(&day, "%Y-%m-%d").is_ok(), "@{name}={value}");
            days += 1;
        }
    }
    assert!(days > 1000, "{days}");
}

/// The rows of a table as maps from column to cell.
fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(CSV[&format!("csv/{name}.csv")].as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn package() -> Value {
    serde_json::from_str(&CSV["csv/datapackage.json"]).unwrap()
}

/// The names under a key that Frictionless writes as one name or as a list of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(names) => names.iter().map(|name| name.as_str().unwrap().to_owned()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn csv_carries_every_text_and_date() {
    let tables: Vec<csv::StringRecord> = CSV
        .iter()
        .filter(|(name, _)| *name != "csv/datapackage.json")
        .flat_map(|(_, text)| {
            let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            reader.into_records().map(Result::unwrap).collect::<Vec<_>>()
        })
        .collect();
    let cells: BTreeSet<&str> = tables.iter().flat_map(csv::StringRecord::iter).collect();
    let missing = missing(&cells);
    assert!(
        missing.is_empty(),
        "{} values are not in the CSV: {:#?}",
        missing.len(),
        &missing[..missing.len().min(10)]
    );
}

#[test]
fn every_key_in_the_csv_holds() {
    let package = package();
    let mut checked = 0;
    for resource in package["resources"].as_array().unwrap() {
        let name = resource["name"].as_str().unwrap();
        let rows = table(name);
        let schema = &resource["schema"];
        let key = names(&schema["primaryKey"]);
        let mut seen = BTreeSet::new();
        for row in &rows {
            let value: Vec<_> = key.iter().map(|column| &row[column]).collect();
            assert!(key.is_empty() || seen.insert(value.clone()), "{name}: {value:?} twice");
        }
        for foreign in schema["foreignKeys"].as_array().into_iter().flatten() {
            let columns = names(&foreign["fields"]);
            let target = foreign["reference"]["resource"].as_str().unwrap();
            let target_columns = names(&foreign["reference"]["fields"]);
            let there = table(if target.is_empty() { name } else { target });
            let there: BTreeSet<Vec<&String>> =
                there.iter().map(|row| target_columns.iter().map(|column| &row[column]).collect()).collect();
            for row in &rows {
                let value: Vec<&String> = columns.iter().map(|column| &row[column]).collect();
                if value.iter().any(|cell| !cell.is_empty()) {
                    assert!(there.contains(&value), "{name}{columns:?} = {value:?} is not in {target}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 5000, "{checked}");
}

#[test]
fn the_csv_has_the_columns_that_its_descriptor_tells() {
    for resource in package()["resources"].as_array().unwrap() {
        let text = &CSV[&format!("csv/{}", resource["path"].as_str().unwrap())];
        let header = text.lines().next().unwrap();
        let told: Vec<_> = resource["schema"]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        assert_eq!(header, told.join(","));
        assert!(!text.contains('\r') && text.ends_with('\n'));
    }
}

#[test]
fn derived_days_in_the_csv_are_those_of_the_expressions() {
    for row in table("events") {
        let event = usru_data::events().get(&row["id"]).unwrap();
        let bounds = event.date.bounds();
        let shown = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!((&row["date_earliest"], &row["date_latest"]), (&shown(bounds.earliest), &shown(bounds.latest)));
    }
}
