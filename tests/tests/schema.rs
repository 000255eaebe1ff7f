//! The schema and the types are one: what the one accepts, the other accepts.
//!
//! Held against each other on the real records and on records that were broken at random. A schema cannot say
//! everything that the types check; what remains is listed in [`BEYOND_SCHEMA`] and nothing else may differ.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use usru_core::collection::Collection;
use usru_core::dataset::{ForRecordType, Member, with_record_type};
use usru_core::json::{read_record, write_record};
use usru_core::schema;

/// Why a type may refuse what the schema accepts: phrases from the messages.
const BEYOND_SCHEMA: &[&str] = &[
    // Whether a month has the day, and what else a regular expression cannot count.
    "is not a date in Extended Date/Time Format",
    "has a time of day",
    // Comparing two numbers.
    "is not greater than the lower end",
];

static VALIDATORS: LazyLock<Vec<(Collection, Validator)>> = LazyLock::new(|| {
    let of = |&collection| (collection, jsonschema::validator_for(&schema::of_collection(collection)).unwrap());
    Collection::ALL.iter().map(of).collect()
});

fn validator(collection: Collection) -> &'static Validator {
    &VALIDATORS.iter().find(|(of, _)| *of == collection).unwrap().1
}

struct Read<'v>(&'v Value);

impl ForRecordType for Read<'_> {
    type Output = Result<Value, String>;
    fn run<T: Member>(self) -> Self::Output {
        let record: T = read_record(&self.0.to_string()).map_err(|error| error.message)?;
        let text = write_record(&record).map_err(|error| error.to_string())?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }
}

/// What the types make of the JSON: the record as they write it, or why they refuse it.
fn serde_reads(collection: Collection, json: &Value) -> Result<Value, String> {
    with_record_type(collection, Read(json))
}

fn records() -> Vec<(Collection, Value)> {
    let dataset = usru_data::dataset();
    dataset.records().map(|record| (record.collection(), serde_json::to_value(record).unwrap())).collect()
}

#[test]
fn every_record_holds_against_its_schema() {
    for (collection, json) in records() {
        let errors: Vec<_> = validator(collection).iter_errors(&json).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{collection}/{}: {errors:?}", json["id"]);
    }
}

#[test]
fn the_dataset_holds_against_the_schema_of_the_whole() {
    let validator = jsonschema::validator_for(&schema::of_dataset()).unwrap();
    let json = serde_json::to_value(usru_data::dataset()).unwrap();
    assert!(validator.is_valid(&json));
    let about = jsonschema::validator_for(&schema::of_about()).unwrap();
    assert!(about.is_valid(&json["about"]));
    assert!(!about.is_valid(&json!({})));
}

#[test]
fn every_schema_is_a_schema_and_stands_alone() {
    for (name, text) in schema::files() {
        let schema: Value = serde_json::from_str(&text).unwrap();
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(schema["$schema"], schema::DIALECT, "{name}");
        references(&schema, &mut |reference| {
            let target =
                reference.strip_prefix('#').unwrap_or_else(|| panic!("{name} points out of itself: {reference}"));
            assert!(schema.pointer(target).is_some(), "{name}: {reference} leads nowhere");
        });
    }
}

fn references(json: &Value, call: &mut dyn FnMut(&str)) {
    match json {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("$ref") {
                call(reference);
            }
            fields.values().for_each(|value| references(value, call));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, call)),
        _ => {}
    }
}

#[test]
fn every_field_and_every_word_has_a_description() {
    for (name, text) in schema::files() {
        let schema: Value = serde_json::from_str(&text).unwrap();
        described(&schema, &mut |path| panic!("{name}: {path} has no description"));
    }
}

/// Calls for every property and every constant of an enumeration that says nothing about itself.
fn described(schema: &Value, undescribed: &mut dyn FnMut(&str)) {
    let Value::Object(fields) = schema else { return };
    for (name, property) in fields.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if property.get("description").and_then(Value::as_str).is_none_or(str::is_empty) {
            undescribed(name);
        }
    }
    for choice in fields.get("oneOf").and_then(Value::as_array).into_iter().flatten() {
        if let Some(word) = choice.get("const")
            && choice.get("description").is_none()
        {
            undescribed(&word.to_string());
        }
    }
    for (name, inner) in fields.get("$defs").and_then(Value::as_object).into_iter().flatten() {
        // Collections as lists, and variants, are described by the fields that hold them.
        let told = inner.get("description").and_then(Value::as_str).is_some_and(|text| !text.is_empty());
        if !told && inner.get("type") != Some(&json!("array")) {
            undescribed(name);
        }
        described(inner, undescribed);
    }
}

/// A value to put in the place of another.
fn other_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e3..1e3_f64).prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        "[a-z][a-z0-9-]{0,12}".prop_map(Value::from),
        "[0-9X~?%/.\\[\\]{},-]{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "",
            " ",
            "a ",
            "ru-Cyrl",
            "ru-cyrl",
            "julian",
            "first",
            "events/x",
            "https://x.y",
            "ftp://x",
            "1809-02-30",
            "1800-02-29",
            "[1867..1868]",
            "a\u{200B}b",
            "a\u{1}b",
            "\u{FEFF}a",
            "a\u{2028}b",
            "a\u{85}",
            "\u{a0}a",
            "x\u{FFFE}",
        ])
        .prop_map(Value::from),
    ]
}

/// A change: which value, counted in document order, and what to do with it.
#[derive(Debug, Clone)]
enum Change {
    Replace(Value),
    Remove,
    Add(String, Value),
    Rename(String),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => other_value().prop_map(Change::Replace),
        1 => Just(Change::Remove),
        1 => ("[a-z_]{1,8}", other_value()).prop_map(|(name, value)| Change::Add(name, value)),
        1 => prop::sample::select(vec!["note", "date", "person", "polity", "place", "post", "office", "upper", "dual",
            "calendar", "kind", "variants", "citations", "during"]).prop_map(|name| Change::Rename(name.to_owned())),
    ]
}

/// Applies the change at the value of that number; walks in document order and counts down.
fn apply(json: &mut Value, at: &mut usize, change: &Change) {
    if *at == 0 {
        match (change, &mut *json) {
            (Change::Replace(value), slot) => *slot = value.clone(),
            (Change::Remove, Value::Object(fields)) => {
                if let Some(name) = fields.keys().next_back().cloned() {
                    fields.shift_remove(&name);
                }
            }
            (Change::Remove, Value::Array(items)) => drop(items.pop()),
            (Change::Add(name, value), Value::Object(fields)) => drop(fields.insert(name.clone(), value.clone())),
            (Change::Rename(name), Value::Object(fields)) => {
                if let Some((old, value)) = fields.iter().next_back().map(|(k, v)| (k.clone(), v.clone())) {
                    fields.shift_remove(&old);
                    fields.insert(name.clone(), value);
                }
            }
            (_, slot) => *slot = Value::Null,
        }
    }
    *at = at.wrapping_sub(1);
    match json {
        Value::Object(fields) => fields.values_mut().for_each(|value| descend(value, at, change)),
        Value::Array(items) => items.iter_mut().for_each(|value| descend(value, at, change)),
        _ => {}
    }
}

fn descend(json: &mut Value, at: &mut usize, change: &Change) {
    // Past the change everything stays as it is.
    if *at < usize::MAX / 2 {
        apply(json, at, change);
    }
}

fn size(json: &Value) -> usize {
    1 + match json {
        Value::Object(fields) => fields.values().map(size).sum(),
        Value::Array(items) => items.iter().map(size).sum::<usize>(),
        _ => 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
    #[test]
    fn the_schema_accepts_what_the_types_accept(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), change in change(),
    ) {
        static RECORDS: LazyLock<Vec<(Collection, Value)>> = LazyLock::new(records);
        let (collection, mut json) = RECORDS[which.index(RECORDS.len())].clone();
        let mut at = at.index(size(&json));
        apply(&mut json, &mut at, &change);
        let by_schema = validator(collection).is_valid(&json);
        match serde_reads(collection, &json) {
            Ok(_) => prop_assert!(by_schema, "the types accept what the schema refuses: {json}"),
            Err(message) if by_schema => prop_assert!(
                BEYOND_SCHEMA.iter().any(|phrase| message.contains(phrase)),
                "the schema accepts what the types refuse ({message}): {json}"
            ),
            Err(_) => {}
        }
    }
}

#[test]
fn what_a_schema_cannot_say_is_still_refused() {
    let event = |date: Value| {
        let mut fields = Map::new();
        fields.insert("id".into(), json!("x"));
        fields.insert("kind".into(), json!("visit"));
        fields.insert("label".into(), json!("X"));
        fields.insert("date".into(), date);
        fields.insert("summary".into(), json!("X."));
        Value::Object(fields)
    };
    for (date, accepted) in [
        (json!({ "edtf": "1809-02-28" }), true),
        (json!({ "edtf": "1809-02-30" }), false),
        (json!({ "edtf": "1800-02-29" }), false),
        (json!({ "edtf": "1800-02-29", "calendar": "julian" }), true),
        (json!({ "edtf": "1809-11-05T10:00:00" }), false),
    ] {
        assert_eq!(serde_reads(Collection::Events, &event(date.clone())).is_ok(), accepted, "{date}");
    }
}
