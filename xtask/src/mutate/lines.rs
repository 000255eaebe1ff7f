//! From a path in a record to the lines of its file.
//!
//! A canonical file has one line for each scalar and two for the brackets of whatever holds something, so the lines can
//! be counted on the value.

use std::ops::RangeInclusive;

use serde_json::Value;
use usru_core::walk::{Path, Segment};

/// The value one step further on.
pub(crate) fn step<'v>(value: &'v Value, segment: &Segment) -> Option<&'v Value> {
    match segment {
        Segment::Field(name) => value.get(name.as_ref()),
        Segment::Item(index) => value.get(*index),
    }
}

/// The value at the path.
pub(crate) fn at<'v>(value: &'v Value, path: &Path) -> Option<&'v Value> {
    path.segments().iter().try_fold(value, step)
}

/// The value at the path, to change it.
pub(crate) fn at_mut<'v>(value: &'v mut Value, path: &Path) -> Option<&'v mut Value> {
    path.segments().iter().try_fold(value, |value, segment| match segment {
        Segment::Field(name) => value.get_mut(name.as_ref()),
        Segment::Item(index) => value.get_mut(*index),
    })
}

/// The lines on which a fault at the path is told right: those of the object that holds it, which is the statement
/// that became wrong; at the top of the record those of the value alone, and for what is not there the first line.
pub(crate) fn around(record: &Value, path: &Path) -> RangeInclusive<usize> {
    let parent = path.parent();
    let is_statement = !parent.segments().is_empty() && at(record, &parent).is_some_and(Value::is_object);
    let place = if is_statement { &parent } else { path };
    if place.segments().is_empty() { 1..=1 } else { of(record, place).unwrap_or(1..=1) }
}

/// The lines of the value at the path.
fn of(record: &Value, path: &Path) -> Option<RangeInclusive<usize>> {
    let mut line = 1;
    let mut value = record;
    for segment in path.segments() {
        line += 1 + match (segment, value) {
            (Segment::Field(name), Value::Object(fields)) => {
                fields.iter().take_while(|(field, _)| *field != name).map(|(_, value)| count(value)).sum::<usize>()
            }
            (Segment::Item(index), Value::Array(items)) => items.iter().take(*index).map(count).sum(),
            _ => 0,
        };
        value = step(value, segment)?;
    }
    Some(line..=line + count(value) - 1)
}

/// How many lines the value takes.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) if !items.is_empty() => 2 + items.iter().map(count).sum::<usize>(),
        Value::Object(fields) if !fields.is_empty() => 2 + fields.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_pretty_form() {
        let record: Value = serde_json::from_str(
            r#"{"id": "a", "date": {"edtf": "1809", "variants": [{"reading": {"edtf": "1810"}}]}, "list": [], "x": 1}"#,
        )
        .unwrap();
        let text = serde_json::to_string_pretty(&record).unwrap();
        let line = |what: &str| text.lines().position(|line| line.contains(what)).unwrap() + 1;
        let root = Path::root();
        assert_eq!(of(&record, &root.field("x")), Some(line("\"x\"")..=line("\"x\"")));
        let reading = root.field("date").field("variants").item(0).field("reading").field("edtf");
        assert_eq!(of(&record, &reading), Some(line("1810")..=line("1810")));
        assert_eq!(around(&record, &reading), line("1810") - 1..=line("1810") + 1);
        assert_eq!(around(&record, &root.field("date").field("edtf")), 3..=line("list") - 1);
        assert_eq!(around(&record, &root.field("id")), 2..=2);
        assert_eq!(around(&record, &root.field("gone")), 1..=1);
        assert_eq!(around(&record, &root), 1..=1);
    }
}
