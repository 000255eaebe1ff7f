//! Random datasets for round trips, as a strategy of `proptest`: [`datasets`].
//!
//! What fails is made smaller by taking records, properties and items away as long as what is left is a dataset in
//! which no reference leads nowhere, so what is shown in the end is little more than what is at fault.

mod leaves;
mod make;

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::statement::Citation;
use usru_core::walk::{Path, Visitor};

/// Datasets of every type, optional field and word, with texts of every script. See the module.
#[must_use]
pub fn datasets() -> Datasets {
    Datasets
}

/// The configuration of a test with so many cases: a twentieth of them where the code is not optimized. The environment
/// variable `USRU_CASES` asks for another number, for long runs by hand. No seeds are kept: what fails is shown as the
/// smallest dataset that does, for a test of its own.
#[must_use]
pub fn cases(optimized: u32) -> Config {
    let asked = std::env::var("USRU_CASES").ok().and_then(|cases| cases.parse().ok());
    let usual = if cfg!(debug_assertions) { optimized / 20 } else { optimized };
    Config { cases: asked.unwrap_or(usual), max_shrink_iters: 100_000, failure_persistence: None, ..Config::default() }
}

/// The strategy of [`datasets`].
#[derive(Debug, Clone, Copy)]
pub struct Datasets;

impl Strategy for Datasets {
    type Tree = Shrinking;
    type Value = Dataset;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let json = make::dataset(runner.rng());
        let dataset = read(&json)?;
        Ok(Shrinking { json, dataset, before: None, at: 0, has_shrunk: false })
    }
}

/// The dataset in the JSON, if it is sound.
fn read(json: &Value) -> Result<Dataset, String> {
    let dataset: Dataset = serde_json::from_value(json.clone()).map_err(|error| format!("{error} in {json}"))?;
    if leads_somewhere(&dataset) { Ok(dataset) } else { Err("a reference leads nowhere".to_owned()) }
}

/// Whether every reference names a record, and every citation a section, that is there.
fn leads_somewhere(dataset: &Dataset) -> bool {
    struct Targets<'a> {
        dataset: &'a Dataset,
        all_there: bool,
    }
    impl<'a> Visitor<'a> for Targets<'a> {
        fn reference(&mut self, _: &Path, collection: Collection, id: &'a str) {
            self.all_there &= self.dataset.get(collection, id).is_some();
        }
        fn citation(&mut self, _: &Path, citation: &'a Citation) {
            let source = self.dataset.sources.get(citation.source.as_str());
            let listed = source.is_some_and(|s| s.sections.iter().any(|section| section.heading == citation.section));
            self.all_there &= listed;
        }
    }
    let mut targets = Targets { dataset, all_there: true };
    dataset.records().for_each(|record: AnyRecord<'_>| record.walk(&mut targets));
    targets.all_there
}

/// A dataset that can be made smaller.
#[derive(Debug)]
pub struct Shrinking {
    json: Value,
    dataset: Dataset,
    /// What it was before the last cut.
    before: Option<(Value, Dataset)>,
    /// Which value is cut off next, counted in document order.
    at: usize,
    /// Whether anything was cut off since the count began: then what was needed before may be needed no longer.
    has_shrunk: bool,
}

impl ValueTree for Shrinking {
    type Value = Dataset;

    fn current(&self) -> Dataset {
        self.dataset.clone()
    }

    fn simplify(&mut self) -> bool {
        self.has_shrunk |= self.before.take().is_some();
        loop {
            let mut json = self.json.clone();
            if !cut(&mut json, &mut self.at.clone()) {
                if !std::mem::take(&mut self.has_shrunk) {
                    return false;
                }
                self.at = 0;
                continue;
            }
            if let Ok(dataset) = read(&json) {
                let before = (std::mem::replace(&mut self.json, json), std::mem::replace(&mut self.dataset, dataset));
                self.before = Some(before);
                return true;
            }
            self.at += 1;
        }
    }

    fn complicate(&mut self) -> bool {
        let Some(before) = self.before.take() else { return false };
        (self.json, self.dataset) = before;
        self.at += 1;
        true
    }
}

/// Takes away the value of that number, counted in document order; says whether there was one.
fn cut(json: &mut Value, at: &mut usize) -> bool {
    let counted = |at: &mut usize| {
        let is_it = *at == 0;
        *at = at.wrapping_sub(1);
        is_it
    };
    match json {
        Value::Object(fields) => {
            for key in fields.keys().cloned().collect::<Vec<_>>() {
                if counted(at) {
                    fields.shift_remove(&key);
                    return true;
                }
                if cut(&mut fields[&key], at) {
                    return true;
                }
            }
        }
        Value::Array(items) => {
            for index in 0..items.len() {
                if counted(at) {
                    items.remove(index);
                    return true;
                }
                if cut(&mut items[index], at) {
                    return true;
                }
            }
        }
        _ => {}
    }
    false
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::test_runner::{RngAlgorithm, TestRng};

    use super::*;

    /// What of the schema is in the JSON: of each type the properties that are there, the optional ones that are not,
    /// and the words.
    fn outline(schema: &Value, at: &Value, json: &Value, seen: &mut BTreeSet<String>) {
        let (mut at, mut name) = (at, "dataset");
        while let Some(reference) = at["$ref"].as_str() {
            name = reference.rsplit('/').next().unwrap();
            at = &schema["$defs"][name];
        }
        match json {
            Value::Object(fields) => {
                for (property, inner) in at["properties"].as_object().unwrap() {
                    let is_there = fields.get(property);
                    seen.insert(format!("{name}.{property}{}", if is_there.is_some() { "" } else { " left out" }));
                    if let Some(value) = is_there {
                        outline(schema, inner, value, seen);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| outline(schema, &at["items"], item, seen)),
            Value::String(word) if at["type"] != "string" || at["enum"].is_array() => {
                seen.insert(format!("{name}={word}"));
            }
            _ => {}
        }
    }

    /// The same of the schema alone: what there is to be seen.
    fn expected(schema: &Value) -> BTreeSet<String> {
        let mut expected = BTreeSet::new();
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            for property in definition["properties"].as_object().into_iter().flatten().map(|(property, _)| property) {
                expected.insert(format!("{name}.{property}"));
                let required = definition["required"].as_array().into_iter().flatten();
                if !required.into_iter().any(|required| required == property) {
                    expected.insert(format!("{name}.{property} left out"));
                }
            }
            let words = definition["oneOf"].as_array().into_iter().flatten().filter_map(|choice| choice.get("const"));
            let listed = definition["enum"].as_array().into_iter().flatten();
            expected.extend(words.chain(listed).map(|word| format!("{name}={}", word.as_str().unwrap())));
        }
        expected
    }

    #[test]
    fn everything_in_the_schema_is_made_and_left_out() {
        let schema = usru_core::schema::of_dataset();
        let mut runner = TestRunner::deterministic();
        let mut missing = expected(&schema);
        for _ in 0..400 {
            let json = datasets().new_tree(&mut runner).unwrap().json;
            let mut seen = BTreeSet::new();
            outline(&schema, &schema, &json, &mut seen);
            missing.retain(|part| !seen.contains(part));
        }
        assert!(missing.is_empty(), "never made: {missing:#?}");
    }

    #[test]
    fn a_dataset_that_fails_becomes_small() {
        let mut runner = TestRunner::new_with_rng(cases(20_000), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let failure = runner.run(&datasets(), |dataset| {
            // Something deep that seldom is there.
            let bad = dataset.events.iter().any(|event| event.date.variants.iter().any(|v| v.reading.note.is_some()));
            proptest::prop_assert!(!bad);
            Ok(())
        });
        let Err(proptest::test_runner::TestError::Fail(_, least)) = failure else { panic!("{failure:?}") };
        let json = serde_json::to_string(&least).unwrap();
        assert_eq!(least.records().count(), 2, "an event and the source of its variant: {json}");
        assert!(json.len() < 2000, "{json}");
    }
}
