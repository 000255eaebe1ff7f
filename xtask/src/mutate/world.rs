//! The sound dataset as the mutators see it: its files, its records, and where in them the things are that one can spoil.

use std::collections::BTreeMap;

use anyhow::bail;
use serde_json::Value;
use usru_core::collection::Collection;
use usru_core::dataset::{AnyRecord, Dataset, ForRecordType, Member, with_record_type};
use usru_core::date::DateRef;
use usru_core::json::{write_about, write_record};
use usru_core::load::{ABOUT_FILE, Loaded, SCHEMA_FOLDER};
use usru_core::record::Person;
use usru_core::schema;
use usru_core::statement::{Citation, VariantRef};
use usru_core::walk::{Path, Segment, Visitor};

use super::corruption::Draft;
use super::lines;

/// The dataset before anything is done to it.
#[derive(Debug)]
pub(crate) struct World<'d> {
    pub(crate) dataset: &'d Dataset,
    /// The files: of sound records they are what the records give when they are written.
    texts: BTreeMap<String, String>,
    json: BTreeMap<String, Value>,
    records: BTreeMap<String, AnyRecord<'d>>,
}

/// Something in a record.
#[derive(Debug, Clone)]
pub(crate) struct Site<'d, T> {
    pub(crate) file: String,
    pub(crate) record: AnyRecord<'d>,
    pub(crate) path: Path,
    pub(crate) value: T,
}

/// The file of a record.
pub(crate) fn file_of(record: AnyRecord<'_>) -> String {
    format!("{record}.json")
}

/// The path of these fields.
pub(crate) fn path(fields: &[&'static str]) -> Path {
    fields.iter().fold(Path::root(), |path, field| path.field(*field))
}

impl<'d> World<'d> {
    pub(crate) fn new(loaded: &'d Loaded) -> anyhow::Result<Self> {
        let Some(dataset) = loaded.dataset.as_ref().filter(|_| loaded.is_valid()) else {
            bail!("only what is sound can be spoilt, and the records have faults: run `cargo xtask validate` first");
        };
        let mut texts = BTreeMap::from([(ABOUT_FILE.to_owned(), write_about(&dataset.about)?)]);
        texts.extend(schema::files().into_iter().map(|(name, text)| (format!("{SCHEMA_FOLDER}/{name}"), text)));
        for &collection in Collection::ALL {
            texts.extend(with_record_type(collection, Texts(dataset))?);
        }
        let json = texts.iter().map(|(file, text)| Ok((file.clone(), serde_json::from_str(text)?)));
        let json = json.collect::<anyhow::Result<_>>()?;
        Ok(Self { dataset, texts, json, records: dataset.records().map(|record| (file_of(record), record)).collect() })
    }

    /// The text of a file.
    pub(crate) fn text(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(String::as_str)
    }

    /// A file as JSON.
    pub(crate) fn json(&self, file: &str) -> Option<&Value> {
        self.json.get(file)
    }

    /// The value at a path of a file.
    pub(crate) fn value(&self, file: &str, path: &Path) -> Option<&Value> {
        lines::at(self.json(file)?, path)
    }

    /// The files of records.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.records.keys().map(String::as_str)
    }

    /// All files: those of the records, the schemas and the title page.
    pub(crate) fn all_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(file, text)| (file.as_str(), text.as_str()))
    }

    pub(crate) fn draft(&self) -> Draft<'_> {
        Draft::new(self)
    }

    /// Every place of the files' texts where the pattern stands, in records only.
    pub(crate) fn find(&self, pattern: &'static str) -> impl Iterator<Item = (&str, usize)> {
        self.files().flat_map(move |file| {
            self.text(file).unwrap_or_default().match_indices(pattern).map(move |(at, _)| (file, at))
        })
    }

    /// Every value of every record that is wanted.
    pub(crate) fn values<'w>(&'w self, wanted: impl Fn(&Trail<'_>, &Value) -> bool) -> Vec<Site<'d, &'w Value>> {
        let mut found = Vec::new();
        for (file, &record) in &self.records {
            let Some(json) = self.json(file) else { continue };
            each_value(json, &mut Trail(Vec::new()), &mut |trail, value| {
                if wanted(trail, value) {
                    found.push(Site { file: file.clone(), record, path: trail.path(), value });
                }
            });
        }
        found
    }

    fn walk<T>(&self, collect: fn(&mut Collector<'d, T>, &Path, Met<'d>)) -> Vec<Site<'d, T>> {
        let mut all = Vec::new();
        for record in self.dataset.records() {
            let mut collector = Collector { file: file_of(record), record, collect, found: all };
            record.walk(&mut collector);
            all = collector.found;
        }
        all
    }

    /// Every date, those of variants too.
    pub(crate) fn dates(&self) -> Vec<Site<'d, DateRef<'d>>> {
        self.walk(|to, path, met| {
            if let Met::Date(date) = met {
                to.push(path, date);
            }
        })
    }

    /// Every text for people.
    pub(crate) fn texts(&self) -> Vec<Site<'d, &'d str>> {
        self.walk(|to, path, met| {
            if let Met::Text(text) = met {
                to.push(path, text);
            }
        })
    }

    /// Every reference to a record.
    pub(crate) fn references(&self) -> Vec<Site<'d, (Collection, &'d str)>> {
        self.walk(|to, path, met| {
            if let Met::Reference(collection, id) = met {
                to.push(path, (collection, id));
            }
        })
    }

    /// Every citation.
    pub(crate) fn citations(&self) -> Vec<Site<'d, &'d Citation>> {
        self.walk(|to, path, met| {
            if let Met::Citation(citation) = met {
                to.push(path, citation);
            }
        })
    }

    /// Every variant.
    pub(crate) fn variants(&self) -> Vec<Site<'d, VariantRef<'d>>> {
        self.walk(|to, path, met| {
            if let Met::Variant(variant) = met {
                to.push(path, variant);
            }
        })
    }

    /// Whether the record is held to be real: not denied as a whole.
    pub(crate) fn is_real(&self, record: AnyRecord<'_>) -> bool {
        self.value(&file_of(record), &path(&["doubt"])).is_none()
    }

    /// The person of that id.
    pub(crate) fn person(&self, id: &str) -> Option<&'d Person> {
        self.dataset.people.get(id)
    }
}

/// The files of one collection.
struct Texts<'d>(&'d Dataset);

impl ForRecordType for Texts<'_> {
    type Output = serde_json::Result<Vec<(String, String)>>;

    fn run<T: Member>(self) -> Self::Output {
        let file = |record: &T| Ok((format!("{}/{}.json", T::COLLECTION, record.id().as_ref()), write_record(record)?));
        T::records(self.0).iter().map(file).collect()
    }
}

/// What a walk meets.
enum Met<'d> {
    Date(DateRef<'d>),
    Text(&'d str),
    Reference(Collection, &'d str),
    Citation(&'d Citation),
    Variant(VariantRef<'d>),
}

struct Collector<'d, T> {
    file: String,
    record: AnyRecord<'d>,
    collect: fn(&mut Self, &Path, Met<'d>),
    found: Vec<Site<'d, T>>,
}

impl<T> Collector<'_, T> {
    fn push(&mut self, path: &Path, value: T) {
        self.found.push(Site { file: self.file.clone(), record: self.record, path: path.clone(), value });
    }
}

impl<'d, T> Visitor<'d> for Collector<'d, T> {
    fn text(&mut self, path: &Path, text: &'d usru_core::text::Text) {
        (self.collect)(self, path, Met::Text(text.as_str()));
    }

    fn reference(&mut self, path: &Path, collection: Collection, id: &'d str) {
        (self.collect)(self, path, Met::Reference(collection, id));
    }

    fn date(&mut self, path: &Path, date: DateRef<'d>) {
        (self.collect)(self, path, Met::Date(date));
    }

    fn citation(&mut self, path: &Path, citation: &'d Citation) {
        (self.collect)(self, path, Met::Citation(citation));
    }

    fn variant(&mut self, path: &Path, variant: VariantRef<'d>) {
        (self.collect)(self, path, Met::Variant(variant));
    }
}

/// The way to a value that is being looked at.
#[derive(Debug)]
pub(crate) struct Trail<'v>(Vec<Mark<'v>>);

#[derive(Debug, Clone, Copy)]
enum Mark<'v> {
    Field(&'v str),
    Item(usize),
}

impl Trail<'_> {
    /// The field in which the value stands; nothing for an item of a list.
    pub(crate) fn field(&self) -> Option<&str> {
        match self.0.last() {
            Some(Mark::Field(name)) => Some(name),
            _ => None,
        }
    }

    /// How many steps lead to the value.
    pub(crate) fn depth(&self) -> usize {
        self.0.len()
    }

    fn path(&self) -> Path {
        self.0.iter().fold(Path::root(), |path, mark| match mark {
            Mark::Field(name) => path.field((*name).to_owned()),
            Mark::Item(index) => path.item(*index),
        })
    }
}

fn each_value<'v>(value: &'v Value, trail: &mut Trail<'v>, call: &mut impl FnMut(&Trail<'_>, &'v Value)) {
    call(trail, value);
    let inner: Box<dyn Iterator<Item = (Mark<'v>, &'v Value)>> = match value {
        Value::Object(fields) => Box::new(fields.iter().map(|(name, value)| (Mark::Field(name.as_str()), value))),
        Value::Array(items) => Box::new(items.iter().enumerate().map(|(index, value)| (Mark::Item(index), value))),
        _ => return,
    };
    for (mark, value) in inner {
        trail.0.push(mark);
        each_value(value, trail, call);
        trail.0.pop();
    }
}

/// The last field of a path.
pub(crate) fn last_field(path: &Path) -> Option<&str> {
    match path.segments().last() {
        Some(Segment::Field(name)) => Some(name.as_ref()),
        _ => None,
    }
}
