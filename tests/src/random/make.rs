//! Datasets at random, made from the JSON Schema: whatever the types get, these have it too.
//!
//! Every property is there in some and, if it may be, absent from others; every list is empty, short, or long enough
//! that a number in it has two digits. References name records that are there, and citations sections that their
//! sources list, because the rules ask for that and a format may rely on it. No other rule between records is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::RngExt as _;
use proptest::test_runner::TestRng;
use serde_json::{Map, Value, json};
use usru_core::collection::Collection;
use usru_core::date::Calendar;

use super::leaves;

static SCHEMA: LazyLock<Value> = LazyLock::new(usru_core::schema::of_dataset);

/// The id of a record that every collection has, so that there is something to refer to.
const FIRST: &str = "first";

/// The heading of a section that the first source has.
const LEAD: &str = "lead";

/// A dataset as JSON.
pub(super) fn dataset(rng: &mut TestRng) -> Value {
    let mut ids = BTreeMap::new();
    for &collection in Collection::ALL {
        let more = if rng.random_bool(0.3) { rng.random_range(1..3) } else { 0 };
        let more: BTreeSet<String> = (0..more).map(|_| leaves::kebab(rng)).filter(|id| id != FIRST).collect();
        ids.insert(collection, more.into_iter().chain([FIRST.to_owned()]).collect::<Vec<_>>());
    }
    let mut maker = Maker { rng, ids, sections: BTreeMap::new(), depth: 0, sparse: false };
    // The sources come first, as in the schema, so that their sections are known to those who cite them.
    let mut dataset = Map::new();
    dataset.insert("about".to_owned(), maker.value(&SCHEMA["properties"]["about"]));
    for &collection in Collection::ALL {
        let records = maker.ids[&collection].clone().into_iter().map(|id| maker.record(collection, &id)).collect();
        dataset.insert(collection.name().to_owned(), records);
    }
    Value::Object(dataset)
}

struct Maker<'r> {
    rng: &'r mut TestRng,
    ids: BTreeMap<Collection, Vec<String>>,
    /// The headings of the sources that are made and have any.
    sections: BTreeMap<String, Vec<String>>,
    /// How deep in a record the value is that is made.
    depth: u32,
    /// Whether what may be left out is left out.
    sparse: bool,
}

/// A schema without the references that lead to it, and the name of the last.
fn resolve(mut schema: &'static Value) -> (&'static str, &'static Value) {
    let mut name = "";
    while let Some(reference) = schema["$ref"].as_str() {
        name = reference.rsplit('/').next().unwrap();
        schema = &SCHEMA["$defs"][name];
    }
    (name, schema)
}

/// The words of a closed vocabulary.
fn words(schema: &'static Value) -> Vec<&'static str> {
    let listed = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let told = schema["oneOf"].as_array().into_iter().flatten().filter_map(|choice| choice["const"].as_str());
    listed.chain(told).collect()
}

impl Maker<'_> {
    fn record(&mut self, collection: Collection, id: &str) -> Value {
        let (_, list) = resolve(&SCHEMA["properties"][collection.name()]);
        // Those that are only there to be referred to are mostly bare.
        self.sparse = id == FIRST && self.rng.random_bool(0.8);
        let mut record = self.value(&list["items"]);
        record["id"] = id.into();
        if collection == Collection::Sources {
            self.sections(&mut record, id);
        }
        record
    }

    /// Gives each heading of a source once, and the first source one that can always be cited.
    fn sections(&mut self, source: &mut Value, id: &str) {
        let mut headings = BTreeSet::new();
        let mut sections = source["sections"].as_array().cloned().unwrap_or_default();
        if id == FIRST {
            sections.push(json!({ "heading": LEAD }));
        }
        sections.retain(|section| headings.insert(section["heading"].as_str().unwrap().to_owned()));
        if !sections.is_empty() {
            source["sections"] = sections.into();
            self.sections.insert(id.to_owned(), headings.into_iter().collect());
        }
    }

    fn value(&mut self, schema: &'static Value) -> Value {
        let (name, schema) = resolve(schema);
        let words = words(schema);
        if !words.is_empty() {
            return leaves::pick(self.rng, &words).into();
        }
        match schema["type"].as_str().unwrap_or_else(|| panic!("{name} is of no type that is known here")) {
            "object" => self.object(name, schema),
            "array" => self.list(schema),
            "string" => self.string(name),
            "number" => {
                let (least, most) = (schema["minimum"].as_f64().unwrap(), schema["maximum"].as_f64().unwrap());
                leaves::number(self.rng, least, most)
            }
            "boolean" => self.rng.random_bool(0.5).into(),
            other => panic!("{name} is of the type {other}, which is not known here"),
        }
    }

    fn string(&mut self, name: &str) -> Value {
        match name {
            "Text" => leaves::text(self.rng).into(),
            "Term" => leaves::kebab(self.rng).into(),
            "LangTag" => leaves::language(self.rng).into(),
            "Url" => leaves::url(self.rng).into(),
            "RecordRef" => {
                let collection = Collection::ALL[self.rng.random_range(0..Collection::ALL.len())];
                format!("{collection}/{}", self.id(collection)).into()
            }
            _ => {
                let singular = name.strip_suffix("Id").map(str::to_lowercase);
                let collection = Collection::ALL.iter().find(|of| Some(of.singular()) == singular.as_deref());
                self.id(*collection.unwrap_or_else(|| panic!("the text {name} is not known here"))).into()
            }
        }
    }

    fn id(&mut self, collection: Collection) -> String {
        let ids = &self.ids[&collection];
        ids[self.rng.random_range(0..ids.len())].clone()
    }

    fn list(&mut self, schema: &'static Value) -> Value {
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let length = match self.depth {
            _ if self.sparse => least,
            1 if self.rng.random_bool(0.02) => 12,
            0..=2 => self.rng.random_range(least..=least + 2),
            _ => least.max(1),
        };
        (0..length).map(|_| self.value(&schema["items"])).collect()
    }

    fn object(&mut self, name: &'static str, schema: &'static Value) -> Value {
        if name == "Citation" {
            return self.citation(schema);
        }
        self.depth += 1;
        let chosen = self.choice(schema);
        let required =
            |property: &str| schema["required"].as_array().into_iter().flatten().any(|name| name == property);
        let mut object = Map::new();
        for (property, schema) in schema["properties"].as_object().into_iter().flatten() {
            let often = if self.sparse { 0.0 } else { [0.6, 0.5, 0.35, 0.2][(self.depth as usize - 1).min(3)] };
            let is_there = match chosen.iter().find(|(of, _)| of == property) {
                Some((_, is_chosen)) => *is_chosen,
                None => required(property) || (property != "$schema" && self.rng.random_bool(often)),
            };
            // An expression has to hold in its calendar, which is therefore chosen first.
            if is_there && property != "edtf" {
                object.insert(property.clone(), self.value(schema));
            }
        }
        if schema["properties"]["edtf"].is_object() {
            let calendar: Calendar =
                object.get("calendar").map_or(Calendar::Gregorian, |word| word.as_str().unwrap().parse().unwrap());
            object.insert("edtf".to_owned(), leaves::edtf(self.rng, calendar).into());
        }
        // The upper end of a range is greater than the lower.
        if object.get("upper").and_then(Value::as_f64) <= object.get("value").and_then(Value::as_f64) {
            object.shift_remove("upper");
        }
        self.depth -= 1;
        Value::Object(object)
    }

    /// Of properties that depend on each other, whether each is there: exactly one of `oneOf`, at least one of `anyOf`.
    fn choice(&mut self, schema: &'static Value) -> Vec<(String, bool)> {
        for (key, often) in [("oneOf", 0.0), ("anyOf", 0.5)] {
            let Some(choices) = schema[key].as_array() else { continue };
            let one = self.rng.random_range(0..choices.len());
            let name = |choice: &Value| choice["required"][0].as_str().unwrap().to_owned();
            let choice = |(index, choice)| (name(choice), index == one || self.rng.random_bool(often));
            return choices.iter().enumerate().map(choice).collect();
        }
        Vec::new()
    }

    fn citation(&mut self, schema: &'static Value) -> Value {
        let (source, section) = if self.sections.is_empty() {
            (FIRST.to_owned(), LEAD.to_owned())
        } else {
            let sources: Vec<&String> = self.sections.keys().collect();
            let source = leaves::pick(self.rng, &sources).clone();
            let sections: Vec<&String> = self.sections[&source].iter().collect();
            let section = leaves::pick(self.rng, &sections).clone();
            (source, section)
        };
        let mut citation = json!({ "source": source, "section": section });
        if self.rng.random_bool(0.2) {
            citation["note"] = self.value(&schema["properties"]["note"]);
        }
        citation
    }
}
