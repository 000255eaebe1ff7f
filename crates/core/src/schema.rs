//! The JSON Schema (draft 2020-12) of each record, of the title page and of the whole dataset, generated from the
//! types.
//!
//! Each schema is self-contained: what it refers to is under its own `$defs`. Descriptions are the doc comments of
//! the types, so what a historian reads in an editor and what a developer reads in rustdoc is one text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use crate::collection::Collection;
use crate::dataset::{About, Dataset, ForRecordType, Member, with_record_type};
use crate::json::{SCHEMA_KEY, about_schema_link, schema_link};

/// The dialect of every schema.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The file name of the schema of the whole dataset.
pub const DATASET_FILE: &str = "dataset.schema.json";

/// The file name of the schema of the title page.
pub const ABOUT_FILE: &str = "about.schema.json";

/// The schema of the files of one collection.
#[must_use]
pub fn of_collection(collection: Collection) -> Value {
    struct OfFile(Collection);
    impl ForRecordType for OfFile {
        type Output = Value;
        fn run<T: Member>(self) -> Value {
            of_file::<T>(&schema_link(self.0))
        }
    }
    with_record_type(collection, OfFile(collection))
}

/// The same, made once: a folder may hold ten thousand broken files, each of which is held against it.
#[must_use]
pub fn known(collection: Collection) -> &'static Value {
    static KNOWN: LazyLock<BTreeMap<Collection, Value>> =
        LazyLock::new(|| Collection::ALL.iter().map(|&collection| (collection, of_collection(collection))).collect());
    KNOWN.get(&collection).unwrap_or(&Value::Null)
}

/// The schema of the title page's file.
#[must_use]
pub fn of_about() -> Value {
    of_file::<About>(&about_schema_link())
}

/// The schema of the dataset as one document.
#[must_use]
pub fn of_dataset() -> Value {
    let mut schema = generate::<Dataset>();
    allow_schema_key(&mut schema, DATASET_FILE);
    schema
}

/// Every schema that is committed under `data/schema/`: file name and text.
#[must_use]
pub fn files() -> Vec<(String, String)> {
    let mut files: Vec<_> = Collection::ALL
        .iter()
        .map(|&collection| (format!("{}.schema.json", collection.singular()), of_collection(collection)))
        .collect();
    files.push((ABOUT_FILE.to_owned(), of_about()));
    files.push((DATASET_FILE.to_owned(), of_dataset()));
    files.into_iter().map(|(name, schema)| (name, text(&schema))).collect()
}

/// The text of the committed schema of that file name.
#[must_use]
pub fn file(name: &str) -> Option<String> {
    let schema = match name {
        ABOUT_FILE => of_about(),
        DATASET_FILE => of_dataset(),
        _ => {
            let singular = name.strip_suffix(".schema.json")?;
            of_collection(*Collection::ALL.iter().find(|collection| collection.singular() == singular)?)
        }
    };
    Some(text(&schema))
}

fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

fn of_file<T: JsonSchema>(link: &str) -> Value {
    let mut schema = generate::<T>();
    allow_schema_key(&mut schema, link);
    schema
}

fn generate<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12()
        .for_deserialize()
        .with_transform(NoNull)
        .with_transform(PlainDescriptions)
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

fn allow_schema_key(schema: &mut Value, link: &str) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(
            SCHEMA_KEY.to_owned(),
            json!({ "type": "string", "description": "Where the schema lies.", "examples": [link] }),
        );
    }
}

/// serde's `Option` would take `null`; the records do not.
#[derive(Debug, Clone)]
struct NoNull;

impl Transform for NoNull {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::Array(types)) = schema.get_mut("type") {
            types.retain(|name| name != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".to_owned(), only);
            }
        }
        if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
            choices.retain(|choice| choice != &json!({ "type": "null" }));
            if let [Value::Object(only)] = choices.as_slice() {
                let only = only.clone();
                schema.remove("anyOf");
                for (key, value) in only {
                    schema.insert(key, value);
                }
            }
        }
        transform_subschemas(self, schema);
    }
}

/// Descriptions as running text: doc comments are wrapped and use Markdown.
#[derive(Debug, Clone)]
struct PlainDescriptions;

impl Transform for PlainDescriptions {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::String(text)) = schema.get_mut("description") {
            *text = crate::text::description(text);
        }
        // A number's format is a matter of the Rust type, not of the data.
        if schema.get("type").is_some_and(|kind| kind == "number" || kind == "integer") {
            schema.remove("format");
        }
        transform_subschemas(self, schema);
    }
}
