//! What refers to what, and who says what.

use std::collections::{BTreeSet, HashMap};

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{ById, Index, named_any};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::json::without_provenance;
use crate::statement::{Citation, VariantRef};
use crate::walk::{Path, Segment, Visitor};

/// A reference from one record to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reference<'a> {
    /// The record that refers.
    #[serde(serialize_with = "named_any")]
    pub from: AnyRecord<'a>,
    /// Where in it the reference stands: `/participants/0/person`.
    #[serde(serialize_with = "shown")]
    pub path: Path,
}

impl Reference<'_> {
    /// Whether the reference is the value of that field of the record itself.
    #[must_use]
    pub fn is_field(&self, name: &str) -> bool {
        matches!(self.path.segments(), [Segment::Field(field)] if field == name)
    }

    /// Whether it names a source in a citation.
    #[must_use]
    pub fn is_citation(&self) -> bool {
        let citation = |segment: &Segment| matches!(segment, Segment::Field(name) if name == "citations");
        self.path.segments().iter().any(citation)
    }
}

/// A statement that cites a source.
#[derive(Debug, Clone)]
pub struct Attribution<'a> {
    /// The record that the statement stands in.
    pub record: AnyRecord<'a>,
    /// The way to the statement: the record itself, `/date`, or `/date/variants/0` for what the source says against the
    /// preferred reading.
    pub path: Path,
    /// The citation: the section, and what helps to weigh it.
    pub citation: &'a Citation,
    /// The reading, if the source is cited for one that is not the preferred one.
    pub variant: Option<VariantRef<'a>>,
}

/// All readings of a statement.
#[derive(Debug, Clone)]
pub struct Readings<'a> {
    /// The preferred reading, as JSON without its sources.
    pub preferred: Value,
    /// The sources of the preferred reading: its own, or else those of the record.
    pub citations: Vec<Citation>,
    /// The other readings, in the order of the record.
    pub variants: Vec<VariantRef<'a>>,
}

/// What one walk over all records finds.
#[derive(Debug, Default)]
pub(super) struct References<'a> {
    /// By the collection, in the order of [`Collection::ALL`], and the id of the record referred to.
    to: ById<'a, Vec<Reference<'a>>>,
    /// The statements that cite each source.
    by_source: HashMap<&'a str, Vec<Attribution<'a>>>,
}

struct Walker<'a> {
    record: AnyRecord<'a>,
    references: References<'a>,
    /// The variant met last, and the way to it: its citations come right after it.
    variant: Option<(Path, VariantRef<'a>)>,
}

impl<'a> Visitor<'a> for Walker<'a> {
    fn reference(&mut self, path: &Path, collection: Collection, id: &'a str) {
        let reference = Reference { from: self.record, path: path.clone() };
        self.references.to.entry(collection, id).push(reference);
    }

    fn variant(&mut self, path: &Path, variant: VariantRef<'a>) {
        self.variant = Some((path.clone(), variant));
    }

    fn citation(&mut self, path: &Path, citation: &'a Citation) {
        let path = path.parent().parent();
        let variant = self.variant.as_ref().filter(|(of, _)| *of == path).map(|(_, variant)| *variant);
        let attribution = Attribution { record: self.record, path, citation, variant };
        self.references.by_source.entry(citation.source.as_str()).or_default().push(attribution);
    }
}

impl<'a> Index<'a> {
    fn references(&self) -> &References<'a> {
        self.references.get_or_init(|| {
            let mut references = References::default();
            for record in self.dataset.records() {
                let mut walker = Walker { record, references, variant: None };
                record.walk(&mut walker);
                references = walker.references;
            }
            references
        })
    }

    /// Every reference to the record, with the record that refers and the way to it, in the order of the records;
    /// those of citations and of variants too.
    #[must_use]
    pub fn references_to(&self, collection: Collection, id: &str) -> &[Reference<'a>] {
        self.references().to.get(collection, id).map_or(&[], Vec::as_slice)
    }

    /// The records in which the record takes part: those that refer to it outside citations and variants, each once, in
    /// their order. For a person, what the person did; for a place, what happened right there.
    pub fn involving(&self, collection: Collection, id: &str) -> impl Iterator<Item = AnyRecord<'a>> {
        let mut last = None;
        let all = self.references_to(collection, id).iter();
        all.filter(|reference| !reference.is_citation() && !reference.path.is_in_variant())
            .map(|reference| reference.from)
            // The references of one record stand together.
            .filter(move |&record| {
                let key = Some((record.collection(), record.id()));
                std::mem::replace(&mut last, key) != key
            })
    }

    /// The place and all places that lie within it, however far down.
    #[must_use]
    pub fn places_within(&self, place: &str) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        let mut open: Vec<_> = self.dataset.places.get(place).map(|place| place.id.as_str()).into_iter().collect();
        while let Some(id) = open.pop() {
            if found.insert(id) {
                let inner = self.references_to(Collection::Places, id).iter().filter(|reference| {
                    let first = reference.path.segments().first();
                    !reference.path.is_in_variant() && matches!(first, Some(Segment::Field(name)) if name == "within")
                });
                open.extend(inner.map(|reference| reference.from.id()));
            }
        }
        found
    }

    /// The records that have to do with the place or with one within it, each once, in their order.
    #[must_use]
    pub fn at_place(&self, place: &str) -> Vec<AnyRecord<'a>> {
        let places = self.places_within(place);
        let mut records: Vec<_> = places.iter().flat_map(|id| self.involving(Collection::Places, id)).collect();
        records.sort_by_key(|record| (record.collection(), record.id()));
        records.dedup_by_key(|record| (record.collection(), record.id()));
        records
    }

    /// What the source says: every statement that cites it, also for a reading that is not the preferred one.
    ///
    /// ```no_run
    /// # fn ask(index: &usru_core::query::Index<'_>) {
    /// for said in index.said_by("chronicle") {
    ///     let against = said.variant.map_or("", |_| ", against the preferred reading");
    ///     println!("{}{}: {}{against}", said.record, said.path, said.citation.section);
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn said_by(&self, source: &str) -> &[Attribution<'a>] {
        self.references().by_source.get(source).map_or(&[], Vec::as_slice)
    }

    /// All readings of the statement at the path, written as a JSON Pointer: `/date`. Nothing if there is no statement.
    #[must_use]
    pub fn readings(&self, record: AnyRecord<'a>, path: &str) -> Option<Readings<'a>> {
        let json = record.to_value().ok()?;
        let statement = json.pointer(path)?.as_object()?;
        let own = statement.get("citations").or_else(|| json.get("citations"));
        let citations = own.and_then(|own| serde_json::from_value(own.clone()).ok()).unwrap_or_default();
        let mut found = Found { of: path, variants: Vec::new() };
        record.walk(&mut found);
        let preferred = without_provenance(json.pointer(path)?);
        Some(Readings { preferred, citations, variants: found.variants })
    }
}

/// Collects the variants of one statement.
struct Found<'p, 'a> {
    of: &'p str,
    variants: Vec<VariantRef<'a>>,
}

impl<'a> Visitor<'a> for Found<'_, 'a> {
    fn variant(&mut self, path: &Path, variant: VariantRef<'a>) {
        if path.parent().parent().to_string() == self.of {
            self.variants.push(variant);
        }
    }
}

fn shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(path)
}
