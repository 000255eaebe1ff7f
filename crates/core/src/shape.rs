//! Everything that is wrong with the shape of a record that serde refused.
//!
//! serde stops at the first fault. This walk goes on: it holds the tree of the file against the same JSON Schema that
//! is generated from the types, and asks the types themselves whether a text has the right form, so that it says what
//! they would say, once for each fault. Where it finds nothing (what no schema can say), the caller falls back on
//! serde's own message.

use std::collections::BTreeSet;
use std::ops::Range;

use jsonc_parser::ast::{Object, Value as Tree};
use jsonc_parser::common::Ranged;
use serde_json::Value;

use crate::collection::{
    AgreementId, AppointmentId, EventId, MeasureId, OfficeId, OrganizationId, PersonId, PlaceId, PolityId, PostId,
    RecordRef, SourceId, VesselId, WorkId,
};
use crate::date::{Calendar, Edtf};
use crate::diagnostic::nearest;
use crate::json::SCHEMA_KEY;
use crate::syntax::{property, spot};
use crate::text::{FormError, LangTag, Term, Text, Url};
use crate::walk::{Path, Segment};

/// One fault: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The way to the value; of a field that is missing, the way that it would have.
    pub(crate) path: Path,
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// All faults of the tree against the schema. The outermost object is called by the name.
pub(crate) fn faults(tree: &Tree<'_>, schema: &Value, name: &str) -> Vec<Fault> {
    let defs = schema.get("$defs").unwrap_or(&Value::Null);
    let mut walk = Walk { defs, path: Path::root(), faults: Vec::new() };
    walk.value(tree, schema, name);
    walk.faults
}

struct Walk<'s> {
    defs: &'s Value,
    path: Path,
    faults: Vec<Fault>,
}

impl<'s> Walk<'s> {
    fn fault(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault { path: self.path.clone(), span, message: message.into(), help: help.into() });
    }

    /// Looks at a value one step further on the path.
    fn within(&mut self, step: Segment, tree: &Tree<'_>, schema: &'s Value, name: &str) {
        let longer = self.path.step(step);
        let path = core::mem::replace(&mut self.path, longer);
        self.value(tree, schema, name);
        self.path = path;
    }

    fn value(&mut self, tree: &Tree<'_>, schema: &'s Value, name: &str) {
        let mut schema = schema;
        let mut type_name = "";
        // The field's own description says more than its type's.
        let meaning = describe(schema);
        while let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            type_name = reference.rsplit('/').next().unwrap_or_default();
            schema = self.defs.get(type_name).unwrap_or(&Value::Null);
        }
        if matches!(tree, Tree::NullKeyword(_)) {
            return self.fault(spot(tree), format!("{name} is null"), "leave out what is not known; null is not used");
        }
        if let Some(words) = words_of(schema) {
            return self.word(tree, &words, name);
        }
        match (schema.get("type").and_then(Value::as_str), tree) {
            (Some("object"), Tree::Object(object)) => self.object(object, schema, type_name, name),
            (Some("array"), Tree::Array(array)) => {
                let items = schema.get("items").unwrap_or(&Value::Null);
                for (index, element) in array.elements.iter().enumerate() {
                    self.within(Segment::Item(index), element, items, name);
                }
                if array.elements.is_empty() && schema.get("minItems").is_some() {
                    self.fault(spot(tree), format!("{name} is empty"), "it needs at least one item");
                }
            }
            (Some("string"), Tree::StringLit(text)) => {
                if let Err(error) = check_form(type_name, &text.value) {
                    self.fault(spot(tree), format!("{name}: {error}"), form_help(type_name, schema));
                }
            }
            (Some("number"), Tree::NumberLit(number)) => self.number(tree, number.value, schema, name),
            (Some("boolean"), Tree::BooleanLit(_)) | (None, _) => {}
            (Some(wanted), _) => self.fault(
                spot(tree),
                format!("{name} is {}, not {}", kind_of(tree), with_article(wanted)),
                if meaning.is_empty() { describe(schema) } else { meaning },
            ),
        }
    }

    fn word(&mut self, tree: &Tree<'_>, words: &[&str], name: &str) {
        let Tree::StringLit(text) = tree else {
            let message = format!("{name} is {}, not a word in quotation marks", kind_of(tree));
            return self.fault(spot(tree), message, one_of(words));
        };
        if words.contains(&&*text.value) {
            return;
        }
        let help = match nearest(&text.value, words.iter().copied()) {
            Some(word) => format!("did you mean “{word}”? {}", one_of(words)),
            None => one_of(words),
        };
        self.fault(spot(tree), format!("“{}” is not a word for {name}", text.value.escape_debug()), help);
    }

    fn number(&mut self, tree: &Tree<'_>, text: &str, schema: &Value, name: &str) {
        let Ok(value) = text.parse::<f64>() else { return };
        let limit = |key| schema.get(key).and_then(Value::as_f64);
        let (least, most) = (limit("minimum"), limit("maximum"));
        if least.is_some_and(|least| value < least) || most.is_some_and(|most| value > most) {
            self.fault(
                spot(tree),
                format!("{name} is {text}"),
                format!("it lies between {} and {}", least.unwrap_or(f64::MIN), most.unwrap_or(f64::MAX)),
            );
        }
    }

    fn object(&mut self, object: &Object<'_>, schema: &'s Value, type_name: &str, name: &str) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let known = |key: &str| properties.and_then(|properties| properties.get(key));
        let mut seen = BTreeSet::new();
        for field in &object.properties {
            let key = field.name.as_str();
            let span = field.name.range();
            if !seen.insert(key.to_owned()) {
                self.fault(span.start..span.end, format!("the field “{key}” is given twice"), "keep one of the two");
            }
            let Some(inner) = known(key) else {
                let fields = properties.into_iter().flat_map(|p| p.keys().map(String::as_str));
                let fields: Vec<_> = fields.filter(|field| *field != SCHEMA_KEY).collect();
                let help = match nearest(key, fields.iter().copied()) {
                    Some(field) => format!("did you mean “{field}”?"),
                    None => format!("its fields are {}", fields.join(", ")),
                };
                let message = format!("there is no field “{}” in {name}", key.escape_debug());
                self.fault(span.start..span.end, message, help);
                continue;
            };
            self.within(Segment::Field(key.to_owned().into()), &field.value, inner, key);
        }
        let brace = object.range.start..object.range.start + 1;
        for required in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            let required = required.as_str().unwrap_or_default();
            if !seen.contains(required) {
                let help = known(required).map(describe).unwrap_or_default();
                let path = self.path.field(required.to_owned());
                let message = format!("the field “{required}” is missing from {name}");
                self.faults.push(Fault { path, span: brace.clone(), message, help });
            }
        }
        self.alternatives(schema, object, brace, name);
        if matches!(type_name, "HistoricalDate" | "DateReading" | "Dual") {
            self.calendar(object);
        }
    }

    /// `oneOf` and `anyOf` over required fields: the only way in which the schemas say that fields depend on others.
    fn alternatives(&mut self, schema: &Value, object: &Object<'_>, brace: Range<usize>, name: &str) {
        for (key, exactly_one) in [("oneOf", true), ("anyOf", false)] {
            let Some(choices) = schema.get(key).and_then(Value::as_array) else { continue };
            let fields: Vec<_> = choices.iter().filter_map(|choice| choice.get("required")?.get(0)?.as_str()).collect();
            let mut given = object.properties.iter().filter(|property| fields.contains(&property.name.as_str()));
            // The second is shown, for one of them would be right.
            let (first, second) = (given.next(), given.next());
            if first.is_none() || (exactly_one && second.is_some()) {
                let number = [first, second].iter().flatten().count() + given.count();
                let spot = second.map_or(brace.clone(), |second| second.name.range().start..second.name.range().end);
                let how_many = if exactly_one { "exactly one of" } else { "at least one of" };
                self.fault(
                    spot,
                    format!("{name} gives {number} of the fields {}", fields.join(", ")),
                    format!("give {how_many} them"),
                );
            }
        }
    }

    fn calendar(&mut self, object: &Object<'_>) {
        let text = |name| match property(object, name).map(|property| &property.value) {
            Some(Tree::StringLit(text)) => Some(text),
            _ => None,
        };
        let Some(edtf) = text("edtf") else { return };
        let calendar = text("calendar").map_or(Ok(Calendar::Gregorian), |word| word.value.parse());
        if let (Ok(parsed), Ok(calendar)) = (Edtf::new(&*edtf.value), calendar)
            && let Err(message) = parsed.check_in(calendar)
        {
            self.fault(
                edtf.range.start..edtf.range.end,
                format!("edtf: {message}, in the {calendar} calendar"),
                "correct the day, or say “calendar”: “julian” if it is Old Style",
            );
        }
    }
}

/// The words of an enumeration, whichever way the schema writes it.
fn words_of(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.iter().map(Value::as_str).collect();
    }
    let choices = schema.get("oneOf").and_then(Value::as_array)?;
    choices.iter().map(|choice| choice.get("const").and_then(Value::as_str)).collect()
}

/// Asks the type of that name whether the text has the right form.
fn check_form(type_name: &str, text: &str) -> Result<(), FormError> {
    macro_rules! by_name {
        ($($Type:ident),*) => {
            match type_name {
                $( stringify!($Type) => $Type::new(text).map(drop), )*
                _ => Ok(()),
            }
        };
    }
    by_name!(
        Text,
        Term,
        LangTag,
        Url,
        Edtf,
        RecordRef,
        SourceId,
        PolityId,
        PlaceId,
        PersonId,
        OrganizationId,
        VesselId,
        WorkId,
        AgreementId,
        OfficeId,
        PostId,
        AppointmentId,
        EventId,
        MeasureId
    )
}

fn form_help(type_name: &str, schema: &Value) -> String {
    let example = schema.get("examples").and_then(|examples| examples.get(0)).and_then(Value::as_str);
    match (type_name, example) {
        ("Text", _) | (_, None) => describe(schema),
        (_, Some(example)) => format!("an example: {example}"),
    }
}

fn describe(schema: &Value) -> String {
    match schema.get("description").and_then(Value::as_str) {
        Some(text) => format!("what belongs here: {text}"),
        None => String::new(),
    }
}

fn one_of(words: &[&str]) -> String {
    format!("it is one of: {}", words.join(", "))
}

fn kind_of(tree: &Tree<'_>) -> &'static str {
    match tree {
        Tree::StringLit(_) => "a text",
        Tree::NumberLit(_) => "a number",
        Tree::BooleanLit(_) => "true or false",
        Tree::Object(_) => "an object",
        Tree::Array(_) => "a list",
        Tree::NullKeyword(_) => "null",
    }
}

fn with_article(type_name: &str) -> &'static str {
    match type_name {
        "object" => "an object in braces",
        "array" => "a list in brackets",
        "string" => "a text in quotation marks",
        "number" => "a number",
        _ => "true or false",
    }
}
