//! Reading the JSON Schema of the dataset: what a type is, what it has in it, and what must hold for a value.

use serde_json::{Map, Value};

use crate::error::ExportError;

const DEFINITIONS: &str = "#/$defs/";

/// A schema document and the definitions in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Schema<'s> {
    root: &'s Value,
}

/// A type in the schema, with references followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type<'s> {
    /// The name of the definition, where the type is one.
    pub(super) name: Option<&'s str>,
    /// What the schema says of it, first where it is used, else where it is defined.
    pub(super) description: &'s str,
    body: &'s Value,
}

/// What kind of value a type describes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form<'s> {
    /// An object with named properties.
    Object,
    /// A list of items of the type of that schema.
    List(&'s Value),
    /// A string, free or of a closed vocabulary.
    Text,
    /// A number with or without a fraction.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
}

/// A word of a closed vocabulary and its meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'s> {
    pub(super) value: &'s str,
    pub(super) meaning: &'s str,
}

impl<'s> Schema<'s> {
    pub(super) fn new(root: &'s Value) -> Self {
        Self { root }
    }

    /// The type of the whole document.
    pub(super) fn document(self) -> Type<'s> {
        Type { name: None, description: text(self.root, "description"), body: self.root }
    }

    /// The type that stands at a place of the schema.
    pub(super) fn resolve(self, at: &'s Value) -> Result<Type<'s>, ExportError> {
        let (mut name, mut body, mut description) = (None, at, text(at, "description"));
        // A chain of references as long as the list of definitions would be a circle.
        let mut left = self.root.get("$defs").and_then(Value::as_object).map_or(0, Map::len);
        while let Some(reference) = body.get("$ref").and_then(Value::as_str) {
            let target = reference.strip_prefix(DEFINITIONS);
            let found = target.and_then(|target| self.root.get("$defs")?.get(target));
            (name, body) = match found {
                Some(found) if left > 0 => (target, found),
                _ => return Err(unexpected(&format!("the reference {reference} leads nowhere"))),
            };
            left -= 1;
            if description.is_empty() {
                description = text(body, "description");
            }
        }
        Ok(Type { name, description, body })
    }
}

impl<'s> Type<'s> {
    pub(super) fn form(self) -> Result<Form<'s>, ExportError> {
        match self.body.get("type").and_then(Value::as_str) {
            Some("object") => Ok(Form::Object),
            Some("array") => match self.body.get("items") {
                Some(items) => Ok(Form::List(items)),
                None => Err(unexpected("a list does not say what its items are")),
            },
            Some("string") => Ok(Form::Text),
            Some("number") => Ok(Form::Number),
            Some("integer") => Ok(Form::Integer),
            Some("boolean") => Ok(Form::Boolean),
            None if !self.words().is_empty() => Ok(Form::Text),
            other => Err(unexpected(&format!(
                "the type {} is neither object, list nor single value ({})",
                self.name.unwrap_or("without a name"),
                other.unwrap_or("nothing said")
            ))),
        }
    }

    /// The properties of an object, in the order of the schema.
    pub(super) fn properties(self) -> impl Iterator<Item = (&'s str, &'s Value)> {
        let properties = self.body.get("properties").and_then(Value::as_object);
        properties.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema))
    }

    /// What the schema says of the type where it is defined.
    pub(super) fn definition(self) -> &'s str {
        text(self.body, "description")
    }

    pub(super) fn property(self, name: &str) -> Option<&'s Value> {
        self.body.get("properties")?.get(name)
    }

    pub(super) fn requires(self, property: &str) -> bool {
        let required = self.body.get("required").and_then(Value::as_array);
        required.is_some_and(|names| names.iter().any(|name| name == property))
    }

    /// The words of a closed vocabulary; nothing for any other type.
    pub(super) fn words(self) -> Vec<Word<'s>> {
        let listed = self.body.get("enum").and_then(Value::as_array).into_iter().flatten();
        let described = self.body.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        let listed = listed.filter_map(|value| Some(Word { value: value.as_str()?, meaning: "" }));
        let described = described.filter_map(|choice| {
            Some(Word { value: choice.get("const")?.as_str()?, meaning: text(choice, "description") })
        });
        listed.chain(described).collect()
    }

    /// The regular expression of a string, without its anchors: Data Package asks for the syntax of XML Schema, where
    /// a pattern is for the whole value and `^` and `$` are no anchors. A pattern that needs escapes for characters
    /// beyond ASCII is left out, because readers do not agree on them.
    pub(super) fn pattern(self) -> Option<&'s str> {
        let pattern = self.body.get("pattern")?.as_str()?;
        let pattern = pattern.strip_prefix('^')?.strip_suffix('$')?;
        let portable =
            pattern.is_ascii() && !["\\u", "\\x", "\\p", "\\P"].iter().any(|escape| pattern.contains(escape));
        portable.then_some(pattern)
    }

    pub(super) fn minimum(self) -> Option<&'s Value> {
        self.body.get("minimum")
    }

    pub(super) fn maximum(self) -> Option<&'s Value> {
        self.body.get("maximum")
    }
}

/// A schema of a shape that no table can be made for. The schema is generated, so this is for whoever changes it.
pub(super) fn unexpected(what: &str) -> ExportError {
    ExportError::Unsupported(format!("the JSON Schema of the dataset has no tables: {what}"))
}

fn text<'s>(schema: &'s Value, key: &str) -> &'s str {
    schema.get(key).and_then(Value::as_str).unwrap_or_default()
}
