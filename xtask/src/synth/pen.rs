//! What every layer writes with: fields of a record, ids and labels that are given once, the files.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use serde_json::{Map, Value};
use usru_core::collection::Collection;
use usru_core::json::write_record;
use usru_core::record::Record;

use super::dice::Dice;
use super::ledger::Ledger;
use super::words::{Word, Words};

/// The fields of an object of a record; those without a value are left out, as the records do.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn maybe<V: Into<Value>>(self, name: &str, value: Option<V>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub(super) fn list(self, name: &str, items: Vec<Value>) -> Self {
        if items.is_empty() { self } else { self.with(name, items) }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Object(fields.0)
    }
}

/// A record's id and label.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) label: String,
}

/// Chance, names, sources and files.
#[derive(Debug)]
pub(super) struct Pen {
    pub(super) dice: Dice,
    pub(super) words: Words,
    pub(super) ledger: Ledger,
    taken: BTreeMap<Collection, BTreeSet<String>>,
    folder: PathBuf,
    numbers: u64,
    /// How many records were written.
    pub(super) written: usize,
}

impl Pen {
    pub(super) fn new(dice: Dice, ledger: Ledger, folder: PathBuf) -> Self {
        Self { dice, words: Words::default(), ledger, taken: BTreeMap::new(), folder, numbers: 1000, written: 0 }
    }

    /// An id and a label that no other record of the collection has.
    pub(super) fn name(&mut self, collection: Collection, label: &str) -> Named {
        let taken = self.taken.entry(collection).or_default();
        let mut label = label.to_owned();
        let mut id = kebab(&label);
        let plain = label.clone();
        let mut again = 1;
        while !taken.insert(id.clone()) {
            again += 1;
            label = format!("{plain} ({again})");
            id = kebab(&label);
        }
        Named { id, label }
    }

    /// A name that no record has, in both alphabets.
    pub(super) fn word(&mut self) -> Word {
        self.words.fresh(&mut self.dice)
    }

    /// A number that no other record's identifier has.
    pub(super) fn number(&mut self) -> u64 {
        self.numbers += 1 + u64::try_from(self.dice.below(5000)).unwrap_or_default();
        self.numbers
    }

    /// Writes the record's file, if the types take what is in it.
    pub(super) fn put<T: Record>(&mut self, record: Fields) -> anyhow::Result<()> {
        let id = record.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let what = || format!("{}/{id}", T::COLLECTION);
        self.written += 1;
        let typed: T = serde_json::from_value(record.into()).with_context(what)?;
        self.file(&format!("{}/{id}.json", T::COLLECTION), &write_record(&typed).with_context(what)?)
    }

    /// Writes a file of the dataset.
    pub(super) fn file(&self, name: &str, text: &str) -> anyhow::Result<()> {
        fs::write(self.folder.join(name), text).with_context(|| format!("cannot write {name}"))
    }
}

/// The label as an id: lower-case ASCII words joined by hyphens.
fn kebab(label: &str) -> String {
    let words = label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}
