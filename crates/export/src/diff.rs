//! What changed between two datasets: record by record, field by field.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};
use usru_core::Dataset;
use usru_core::walk::Path;

use crate::disputes::field;

/// The most items of two lists, multiplied, that are compared each with each.
const LARGEST_TABLE: usize = 4_000_000;

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is in the second dataset alone.
    Added,
    /// It is in the first dataset alone.
    Removed,
    /// It is in both and says something else.
    Changed,
}

/// A record that is not the same in both datasets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordChange {
    /// The record as collection/id; `about` for the title page.
    pub record: String,
    /// Its label; of a record that is in both, that of the second.
    pub label: String,
    /// What became of it.
    pub kind: Kind,
    /// What is different in it, in the order of the record; nothing for a record that is in one dataset alone.
    pub fields: Vec<FieldChange>,
}

/// A value that is not the same in both readings of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldChange {
    /// What the value is, in words: `step signed, date, edtf`.
    pub field: String,
    /// The JSON Pointer to the value: in the first record if it is gone, else in the second.
    pub path: String,
    /// What it was; nothing if it was not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What it is; nothing if it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// Everything that changed from the first dataset to the second, in the order of the records.
///
/// Items of lists are compared with those that they were: an item that is put in changes nothing in those after it.
///
/// # Errors
/// If a record cannot be turned into JSON, which does not happen to the records of the core.
pub fn diff(before: &Dataset, after: &Dataset) -> serde_json::Result<Vec<RecordChange>> {
    let mut changes = Vec::new();
    let (a, b) = (before.about.to_value()?, after.about.to_value()?);
    changes.extend(changed("about", after.about.title.as_str(), &a, &b));

    // By the order of the collections, then by the ids.
    let mut records = BTreeMap::new();
    for record in before.records() {
        records.entry((record.collection(), record.id())).or_insert((None, None)).0 = Some(record);
    }
    for record in after.records() {
        records.entry((record.collection(), record.id())).or_insert((None, None)).1 = Some(record);
    }
    for sides in records.into_values() {
        let alone = |record: usru_core::dataset::AnyRecord<'_>, kind| RecordChange {
            record: record.reference(),
            label: record.label().to_string(),
            kind,
            fields: Vec::new(),
        };
        match sides {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => {
                let label = b.label().as_str();
                changes.extend(changed(&a.reference(), label, &a.to_value()?, &b.to_value()?));
            }
            (Some(a), None) => changes.push(alone(a, Kind::Removed)),
            (None, Some(b)) => changes.push(alone(b, Kind::Added)),
            (None, None) => {}
        }
    }
    Ok(changes)
}

/// What changed in a record, if anything did.
fn changed(record: &str, label: &str, before: &Value, after: &Value) -> Option<RecordChange> {
    let mut comparison = Comparison { before, after, fields: Vec::new() };
    comparison.values(&Path::root(), &Path::root(), before, after);
    let Comparison { fields, .. } = comparison;
    let (record, label) = (record.to_owned(), label.to_owned());
    (!fields.is_empty()).then_some(RecordChange { record, label, kind: Kind::Changed, fields })
}

/// Two readings of a record, and what differs.
struct Comparison<'v> {
    before: &'v Value,
    after: &'v Value,
    fields: Vec<FieldChange>,
}

impl Comparison<'_> {
    /// Compares the values at the two paths.
    fn values(&mut self, was: &Path, is: &Path, before: &Value, after: &Value) {
        match (before, after) {
            (Value::Object(a), Value::Object(b)) => self.objects(was, is, a, b),
            (Value::Array(a), Value::Array(b)) => self.lists(was, is, a, b),
            _ if before == after => {}
            _ => self.tell(is, self.after, Some(before), Some(after)),
        }
    }

    fn objects(&mut self, was: &Path, is: &Path, before: &Map<String, Value>, after: &Map<String, Value>) {
        for (name, value) in before {
            let (was, is) = (was.field(name.clone()), is.field(name.clone()));
            match after.get(name) {
                Some(other) => self.values(&was, &is, value, other),
                None => self.tell(&was, self.before, Some(value), None),
            }
        }
        for (name, value) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
            self.tell(&is.field(name.clone()), self.after, None, Some(value));
        }
    }

    fn lists(&mut self, was: &Path, is: &Path, before: &[Value], after: &[Value]) {
        for pair in aligned(before, after) {
            let (old, new) = (pair.0.and_then(|at| before.get(at)), pair.1.and_then(|at| after.get(at)));
            match (pair, old.zip(new)) {
                ((Some(a), Some(b)), Some((old, new))) => self.values(&was.item(a), &is.item(b), old, new),
                ((Some(a), _), _) => self.tell(&was.item(a), self.before, old, None),
                ((None, Some(b)), _) => self.tell(&is.item(b), self.after, None, new),
                ((None, None), _) => {}
            }
        }
    }

    fn tell(&mut self, path: &Path, record: &Value, before: Option<&Value>, after: Option<&Value>) {
        self.fields.push(FieldChange {
            field: field(path.segments(), record),
            path: path.to_string(),
            before: before.cloned(),
            after: after.cloned(),
        });
    }
}

/// The places of an item in the first list and in the second.
type Pair = (Option<usize>, Option<usize>);

/// Which item became which: equal ones by the longest common subsequence, and between them those that are alike.
fn aligned(before: &[Value], after: &[Value]) -> Vec<Pair> {
    let same = |a: usize, b: usize| before.get(a).is_some() && before.get(a) == after.get(b);
    let (n, m) = (before.len(), after.len());
    // The length of the longest common subsequence of what begins at a and b, row by row. Lists that would need a table
    // of gigabytes do without: what stands at other places is then gone and new.
    let rows = if n.saturating_mul(m) <= LARGEST_TABLE { n } else { 0 };
    let mut longest = vec![vec![0_usize; m + 1]; rows + 1];
    let at =
        |longest: &[Vec<usize>], a: usize, b: usize| longest.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0);
    for a in (0..rows).rev() {
        for b in (0..m).rev() {
            let length = if same(a, b) {
                at(&longest, a + 1, b + 1) + 1
            } else {
                at(&longest, a + 1, b).max(at(&longest, a, b + 1))
            };
            if let Some(cell) = longest.get_mut(a).and_then(|row| row.get_mut(b)) {
                *cell = length;
            }
        }
    }
    let (mut a, mut b) = (0, 0);
    let (mut pairs, mut gone, mut come) = (Vec::new(), Vec::new(), Vec::new());
    while a < n || b < m {
        if a < n && b < m && same(a, b) {
            settle(&mut pairs, &mut gone, &mut come, before, after);
            pairs.push((Some(a), Some(b)));
            (a, b) = (a + 1, b + 1);
        } else if b >= m || (a < n && at(&longest, a + 1, b) >= at(&longest, a, b + 1)) {
            gone.push(a);
            a += 1;
        } else {
            come.push(b);
            b += 1;
        }
    }
    settle(&mut pairs, &mut gone, &mut come, before, after);
    pairs
}

/// Pairs what is gone with what has come in its place, as far as they are alike.
fn settle(pairs: &mut Vec<Pair>, gone: &mut Vec<usize>, come: &mut Vec<usize>, before: &[Value], after: &[Value]) {
    for a in gone.drain(..) {
        let like = come.iter().position(|&b| before.get(a).zip(after.get(b)).is_some_and(|(a, b)| alike(a, b)));
        pairs.push((Some(a), like.map(|at| come.remove(at))));
    }
    pairs.extend(come.drain(..).map(|b| (None, Some(b))));
}

/// Whether one item can have become the other: both are objects and at least half of their fields are equal, or what
/// they are by their kind, role or heading.
fn alike(a: &Value, b: &Value) -> bool {
    let (Value::Object(a), Value::Object(b)) = (a, b) else { return false };
    let equal = a.iter().filter(|(name, value)| b.get(*name) == Some(value)).count();
    let told =
        ["kind", "role", "heading", "lang"].iter().any(|name| a.get(*name).is_some() && a.get(*name) == b.get(*name));
    told || 2 * equal >= a.len().max(b.len())
}

/// Writes the changes for people: a line for each record, and one for each value in it.
///
/// # Errors
/// What the writer says.
pub fn write_text(changes: &[RecordChange], out: &mut dyn Write) -> io::Result<()> {
    for change in changes {
        let kind = match change.kind {
            Kind::Added => "added",
            Kind::Removed => "removed",
            Kind::Changed => "changed",
        };
        writeln!(out, "{kind} {} “{}”", change.record, change.label)?;
        for field in &change.fields {
            match (&field.before, &field.after) {
                (Some(before), Some(after)) => {
                    writeln!(out, "  {}: {} became {}", field.field, shown(before), shown(after))?;
                }
                (Some(before), None) => writeln!(out, "  {}: {} is gone", field.field, shown(before))?,
                (None, Some(after)) => writeln!(out, "  {}: {} is new", field.field, shown(after))?,
                (None, None) => {}
            }
        }
    }
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    let (new, gone, other) = (count(Kind::Added), count(Kind::Removed), count(Kind::Changed));
    match changes {
        [] => writeln!(out, "nothing changed"),
        _ => writeln!(out, "{new} added, {gone} removed, {other} changed"),
    }
}

/// A value in words: a text in quotation marks, an object as its fields.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("“{text}”"),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| format!("{} {}", name.replace('_', " "), shown(value));
            format!("({})", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("({})", items.iter().map(shown).collect::<Vec<_>>().join("; ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset() -> Dataset {
        crate::json::read_json(include_bytes!("../tests/fixtures/small.json").as_slice()).unwrap()
    }

    fn told(change: impl FnOnce(&mut Value)) -> String {
        let mut json = serde_json::to_value(dataset()).unwrap();
        change(&mut json);
        let mut out = Vec::new();
        write_text(&diff(&dataset(), &serde_json::from_value(json).unwrap()).unwrap(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn changes_are_told_in_words() {
        insta::assert_snapshot!(told(|_| {}));
        insta::assert_snapshot!(told(|json| {
            json["about"]["version"] = "2.0.0".into();
            json["people"][0]["label"] = "Anna von Exempel".into();
            json["people"][0].as_object_mut().unwrap().shift_remove("death");
            json["appointments"][0]["steps"][1]["date"]["edtf"] = "1810-11-06".into();
            json["sources"][0]["sections"]
                .as_array_mut()
                .unwrap()
                .insert(1, serde_json::json!({ "heading": "Preface" }));
            json["sources"][0]["authors"][0] = "B. Author".into();
            json["places"][0]["coordinates"]["note"] = "The castle.".into();
            json["events"][0]["id"] = "audience-of-1811".into();
        }));
    }

    #[test]
    fn an_item_that_moved_is_gone_and_new() {
        let lists = |a: &[i32], b: &[i32]| {
            let value = |list: &[i32]| list.iter().map(|&n| Value::from(n)).collect::<Vec<_>>();
            aligned(&value(a), &value(b))
        };
        assert_eq!(lists(&[1, 2], &[1, 3, 2]), [(Some(0), Some(0)), (None, Some(1)), (Some(1), Some(2))]);
        assert_eq!(lists(&[1, 2], &[2, 1]).len(), 3);
        assert_eq!(lists(&[], &[]), []);
    }
}
