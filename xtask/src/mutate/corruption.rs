//! What was done to the files, and where a validator should say so.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use serde_json::Value;
use usru_core::load::canonical;
use usru_core::walk::{Path, Segment};

use super::lines;
use super::world::World;

/// Where a fault is told right: lines of a file, counted from 1; line 0 is the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) file: String,
    pub(crate) lines: RangeInclusive<usize>,
}

/// One corruption of the folder.
#[derive(Debug, Clone)]
pub(crate) struct Corruption {
    /// What was changed, for people.
    pub(crate) what: String,
    /// The files that are no longer as they were: their bytes, or nothing if they are gone.
    pub(crate) files: BTreeMap<String, Option<Vec<u8>>>,
    /// Where it should be told: at any of these.
    pub(crate) spots: Vec<Spot>,
}

impl Corruption {
    /// Other bytes in the place of some bytes of a file.
    pub(crate) fn splice(world: &World<'_>, file: &str, at: Range<usize>, with: &[u8], what: &str) -> Option<Self> {
        let text = world.text(file)?;
        let line = line_at(text, at.start);
        let bytes = [text.as_bytes().get(..at.start)?, with, text.as_bytes().get(at.end..)?].concat();
        Self::bytes(world, file, bytes, line..=line, format!("line {line}: {what}"))
    }

    /// Other bytes for a whole file.
    pub(crate) fn bytes(
        world: &World<'_>,
        file: &str,
        bytes: Vec<u8>,
        lines: RangeInclusive<usize>,
        what: impl Into<String>,
    ) -> Option<Self> {
        (world.text(file)?.as_bytes() != bytes).then(|| Self {
            what: what.into(),
            files: BTreeMap::from([(file.to_owned(), Some(bytes))]),
            spots: vec![Spot { file: file.to_owned(), lines }],
        })
    }

    /// A further place at which it is told right.
    pub(crate) fn told_at(mut self, file: impl Into<String>, lines: RangeInclusive<usize>) -> Self {
        self.spots.push(Spot { file: file.into(), lines });
        self
    }
}

/// The line of a byte of the text.
pub(crate) fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// A corruption in the making: records are changed as JSON, and written again at the end.
#[derive(Debug)]
pub(crate) struct Draft<'w> {
    world: &'w World<'w>,
    files: BTreeMap<String, Option<Value>>,
    spots: Vec<(String, Option<Path>)>,
    what: Vec<String>,
    /// Whether what is written is brought into the canonical form, if it still has one.
    canonical: bool,
    /// Whether some step found nothing to change: then nothing comes of it.
    failed: bool,
}

impl<'w> Draft<'w> {
    pub(crate) fn new(world: &'w World<'w>) -> Self {
        let (files, spots, what) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { world, files, spots, what, canonical: true, failed: false }
    }

    fn record(&mut self, file: &str) -> Option<&mut Value> {
        if !self.files.contains_key(file) {
            let record = self.world.json(file)?.clone();
            self.files.insert(file.to_owned(), Some(record));
        }
        self.files.get_mut(file)?.as_mut()
    }

    /// Changes the object or list at the path; `edit` tells what it did.
    fn edit(mut self, file: &str, path: &Path, edit: impl FnOnce(&mut Value) -> Option<String>) -> Self {
        match self.record(file).and_then(|record| lines::at_mut(record, path)).and_then(edit) {
            Some(what) => self.what.push(format!("{file} {what}")),
            None => self.failed = true,
        }
        self
    }

    /// Another value at the path, or a value where there was none.
    pub(crate) fn set(self, file: &str, path: &Path, value: impl Into<Value>) -> Self {
        let (value, shown, last) = (value.into(), path.to_string(), path.segments().last().cloned());
        self.edit(file, &path.parent(), |holder| {
            let new = brief(&value);
            let old = match (last?, holder) {
                (Segment::Field(name), Value::Object(fields)) => fields.insert(name.into_owned(), value),
                (Segment::Item(index), Value::Array(items)) => Some(std::mem::replace(items.get_mut(index)?, value)),
                _ => return None,
            };
            Some(format!("{shown}: {} → {new}", old.as_ref().map_or("nothing".to_owned(), brief)))
        })
        .told_at(file, path)
    }

    /// Nothing at the path any more.
    pub(crate) fn remove(self, file: &str, path: &Path) -> Self {
        let (shown, last) = (path.to_string(), path.segments().last().cloned());
        self.edit(file, &path.parent(), |holder| {
            let old = match (last?, holder) {
                (Segment::Field(name), Value::Object(fields)) => fields.shift_remove(name.as_ref())?,
                (Segment::Item(index), Value::Array(items)) if index < items.len() => items.remove(index),
                _ => return None,
            };
            Some(format!("{shown}: {} is taken out", brief(&old)))
        })
        .told_at(file, path)
    }

    /// One more item in a list, which is made if it is not there.
    pub(crate) fn push(mut self, file: &str, list: &Path, item: Value) -> Self {
        let there = self.record(file).and_then(|record| lines::at(record, list)?.as_array()).map(Vec::len);
        match there {
            None => self.set(file, list, Value::Array(vec![item])),
            Some(length) => self
                .edit(file, list, |items| {
                    let what = format!("{list}: {} is added", brief(&item));
                    items.as_array_mut()?.push(item);
                    Some(what)
                })
                .told_at(file, &list.item(length)),
        }
    }

    /// The field at the path under another name, in the same place.
    pub(crate) fn rename(self, file: &str, path: &Path, name: &str) -> Self {
        let last = path.segments().last().cloned();
        let renamed = path.parent().field(name.to_owned());
        self.edit(file, &path.parent(), |holder| {
            let Some(Segment::Field(old)) = last else { return None };
            let fields = std::mem::take(holder.as_object_mut()?);
            *holder = fields
                .into_iter()
                .map(|(field, value)| (if field == old.as_ref() { name.to_owned() } else { field }, value))
                .collect();
            Some(format!("{path}: the field is called {name}"))
        })
        .told_at(file, &renamed)
    }

    /// The values at two paths of one record, each in the other's place.
    pub(crate) fn exchange(mut self, file: &str, one: &Path, other: &Path) -> Self {
        let both = self.record(file).and_then(|r| Some((lines::at(r, one)?.clone(), lines::at(r, other)?.clone())));
        let Some((first, second)) = both else { return self.fail() };
        self.set(file, one, second).set(file, other, first)
    }

    /// A record more.
    pub(crate) fn add(mut self, file: &str, record: Value) -> Self {
        self.failed |= self.world.text(file).is_some();
        self.files.insert(file.to_owned(), Some(record));
        self.what.push(format!("{file} is added"));
        self
    }

    /// A record less.
    pub(crate) fn delete(mut self, file: &str) -> Self {
        self.failed |= self.world.text(file).is_none();
        self.files.insert(file.to_owned(), None);
        self.what.push(format!("{file} is deleted"));
        self
    }

    /// Nothing comes of this draft.
    pub(crate) fn fail(mut self) -> Self {
        self.failed = true;
        self
    }

    /// A place at which it is told right.
    pub(crate) fn told_at(mut self, file: &str, path: &Path) -> Self {
        self.spots.push((file.to_owned(), Some(path.clone())));
        self
    }

    /// This place alone, of those before it, is where it is told right.
    pub(crate) fn told_only_at(mut self, file: &str, path: &Path) -> Self {
        self.spots.clear();
        self.told_at(file, path)
    }

    /// It is told right anywhere in the file, or of the file as a whole.
    pub(crate) fn told_throughout(mut self, file: &str) -> Self {
        self.spots.push((file.to_owned(), None));
        self
    }

    /// The fields stay as they are: it is their order that is wrong.
    pub(crate) fn unformatted(mut self) -> Self {
        self.canonical = false;
        self
    }

    /// The corruption; nothing if the folder is what it was.
    pub(crate) fn done(self) -> Option<Corruption> {
        let Self { world, files, spots, what, canonical: brought, failed } = self;
        let mut written = BTreeMap::new();
        let mut values = BTreeMap::new();
        for (file, record) in files {
            let text = record.map(|record| {
                let text = serde_json::to_string_pretty(&record).unwrap_or_default() + "\n";
                brought.then(|| canonical(&file, &text)).flatten().unwrap_or(text)
            });
            if text.as_deref() == world.text(&file) {
                continue;
            }
            if let Some(value) = text.as_ref().and_then(|text| serde_json::from_str::<Value>(text).ok()) {
                values.insert(file.clone(), value);
            }
            written.insert(file, text.map(String::into_bytes));
        }
        if failed || written.is_empty() {
            return None;
        }
        let spots = spots
            .into_iter()
            .map(|(file, path)| {
                let record = values.get(&file).or_else(|| world.json(&file));
                let lines = path.zip(record).map_or(0..=usize::MAX, |(path, record)| lines::around(record, &path));
                Spot { file, lines }
            })
            .collect();
        Some(Corruption { what: what.join("; "), files: written, spots })
    }
}

/// A value as it is shown in a list: on one line, not too long.
fn brief(value: &Value) -> String {
    const LENGTH: usize = 70;
    let text = value.to_string();
    if text.chars().count() <= LENGTH { text } else { text.chars().take(LENGTH - 1).collect::<String>() + "…" }
}
