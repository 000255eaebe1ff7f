//! From a path in a record to the bytes of its file: the only module that knows the parser of JSON with ranges.

use std::ops::Range;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::walk::{Path, Segment};

/// Parses strict JSON into a tree with byte ranges. `None` if it is no JSON, which the caller has found before.
pub(crate) fn parse(text: &str) -> Option<Value<'_>> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        ..ParseOptions::default()
    };
    parse_to_ast(text, &CollectOptions::default(), &strict).ok()?.value
}

/// The bytes of the value at the path, or of the innermost object on the way that is there.
pub(crate) fn range_of(text: &str, path: &Path) -> Range<usize> {
    parse(text).map_or(0..0, |root| range_in(&root, path))
}

/// The same in a tree.
pub(crate) fn range_in(root: &Value<'_>, path: &Path) -> Range<usize> {
    let mut value = root;
    for segment in path.segments() {
        let inner = match (segment, value) {
            (Segment::Field(name), Value::Object(object)) => property(object, name).map(|property| &property.value),
            (Segment::Item(index), Value::Array(array)) => array.elements.get(*index),
            _ => None,
        };
        match inner {
            Some(inner) => value = inner,
            None => break,
        }
    }
    spot(value)
}

/// The way to the innermost value that the byte before the place lies in: line and column count from 1, as `serde_json`
/// counts them. The text is JSON that `serde_json` takes, so it is not nested deeply.
pub(crate) fn path_at(text: &str, line: usize, column: usize) -> Path {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = before + column.saturating_sub(1);
    let mut path = Path::root();
    let Some(root) = parse(text) else { return path };
    let mut value = &root;
    loop {
        let holds = |value: &Value<'_>| (value.range().start..value.range().end).contains(&at);
        let inner = match value {
            Value::Object(object) => object
                .properties
                .iter()
                .find(|property| holds(&property.value))
                .map(|property| (Segment::Field(property.name.as_str().to_owned().into()), &property.value)),
            Value::Array(array) => {
                let item = array.elements.iter().enumerate().find(|(_, item)| holds(item));
                item.map(|(index, item)| (Segment::Item(index), item))
            }
            _ => None,
        };
        let Some((step, inner)) = inner else { return path };
        path = path.step(step);
        value = inner;
    }
}

/// The property of that name; the last one, as serde would take it, if there are several.
pub(crate) fn property<'v, 'a>(object: &'v Object<'a>, name: &str) -> Option<&'v ObjectProp<'a>> {
    object.properties.iter().rev().find(|property| property.name.as_str() == name)
}

/// The bytes to underline for a value: all of a scalar, the opening bracket of what spreads over many lines.
pub(crate) fn spot(value: &Value<'_>) -> Range<usize> {
    let range = value.range();
    match value {
        Value::Object(_) | Value::Array(_) => range.start..range.start + 1,
        _ => range.start..range.end,
    }
}
