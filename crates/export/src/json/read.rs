//! Reading the document and the lines back.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::{About, ForRecordType, Member, with_record_type};
use usru_core::diagnostic::{Location, Positions, Related, nearest};
use usru_core::json::{ReadError, read_about, read_dataset, read_record};
use usru_core::refusal::refusals;
use usru_core::rules::JSON_SYNTAX;
use usru_core::schema;

use super::{ABOUT, DOCUMENT, LINES};
use crate::read::{CONTRADICTION, FOREIGN_FILE, Faults, MISSING_PART, UNKNOWN_PART, text_of};

/// Reads the dataset back that [`write_json`](super::write_json) wrote.
///
/// What changes no value is accepted: another order of fields and records, other white space, no `$schema`.
///
/// # Errors
/// Everything that is wrong with the document.
pub fn read_json(input: impl Read) -> Result<Dataset, Faults> {
    let mut faults = Faults::default();
    match text_of(DOCUMENT, input, &mut faults) {
        Some(text) => document(DOCUMENT, text),
        None => Err(faults),
    }
}

/// Reads the dataset back that [`write_jsonl`](super::write_jsonl) wrote.
///
/// The lines may be in any order, and empty lines may stand between them.
///
/// # Errors
/// Everything that is wrong with the lines.
pub fn read_jsonl(input: impl Read) -> Result<Dataset, Faults> {
    let mut faults = Faults::default();
    match text_of(LINES, input, &mut faults) {
        Some(text) => lines(LINES, text),
        None => Err(faults),
    }
}

/// The dataset in a document, which is told of by the name of the file.
pub(crate) fn document(file: &str, text: String) -> Result<Dataset, Faults> {
    let mut faults = Faults::default();
    let dataset = match read_dataset(&text) {
        Ok(dataset) => Some(dataset),
        Err(error) if error.is_syntax || is_ours(&text) => {
            let part = Part { file, whole: &Positions::new(&text), range: 0..text.len() };
            tell(&mut faults, &part, &schema::of_dataset(), "the document", &error);
            None
        }
        Err(_) => {
            faults.tell(
                FOREIGN_FILE,
                Location::new(file, &text, 0..0),
                "this JSON is no dataset: it has neither a title page (“about”) nor any of the collections",
                "give the dataset.json of an export",
            );
            None
        }
    };
    faults.unless_any(dataset, BTreeMap::from([(file.to_owned(), text)]))
}

/// Whether a document has any of the keys of a dataset.
fn is_ours(text: &str) -> bool {
    keys(text).iter().any(|key| key == ABOUT || Collection::from_name(key).is_some())
}

/// The keys of a JSON object; none if the text is no object.
pub(crate) fn keys(text: &str) -> BTreeSet<Cow<'_, str>> {
    let object: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(text).unwrap_or_default();
    object.into_keys().collect()
}

/// The dataset in lines, which are told of by the name of the file.
pub(crate) fn lines(file: &str, text: String) -> Result<Dataset, Faults> {
    let mut faults = Faults::default();
    let (mut pages, mut records) = (Vec::new(), Vec::new());
    let whole = Positions::new(&text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let part = Part { file, whole: &whole, range: start..start + line.trim_ascii_end().len() };
        start += line.len();
        match parse(&part, &mut faults) {
            Some((None, page)) => pages.push(page),
            Some((Some(collection), record)) => records.push((collection, record)),
            None => {}
        }
    }

    let mut dataset = title_page(file, &pages, &mut faults).map(Dataset::empty);
    let mut seen = BTreeMap::new();
    for (collection, part) in records {
        let (dataset, seen, faults) = (&mut dataset, &mut seen, &mut faults);
        with_record_type(collection, OneRecord { part, dataset, seen, faults });
    }
    faults.unless_any(dataset, BTreeMap::from([(file.to_owned(), text)]))
}

/// A part of a file.
#[derive(Clone)]
struct Part<'t> {
    file: &'t str,
    whole: &'t Positions<'t>,
    range: Range<usize>,
}

impl<'t> Part<'t> {
    fn text(&self) -> &'t str {
        self.whole.text().get(self.range.clone()).unwrap_or_default()
    }

    /// The spot at these bytes of the part.
    fn at(&self, span: &Range<usize>) -> Location {
        self.whole.locate(self.file, self.range.start + span.start..self.range.start + span.end)
    }

    fn location(&self) -> Location {
        self.whole.locate(self.file, self.range.clone())
    }
}

/// Tells every reason why the part was refused.
fn tell(faults: &mut Faults, part: &Part<'_>, schema: &Value, name: &str, error: &ReadError) {
    for refusal in refusals(part.text(), schema, name, error) {
        faults.tell_rule(refusal.rule, part.at(&refusal.span), refusal.message, refusal.help);
    }
}

/// What stands in one line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'l> {
    #[serde(borrow)]
    collection: Cow<'l, str>,
    #[serde(borrow)]
    record: &'l RawValue,
}

/// What a line holds: the record as it is written, and its collection; of the title page there is none.
fn parse<'t>(part: &Part<'t>, faults: &mut Faults) -> Option<(Option<Collection>, Part<'t>)> {
    let line = match serde_json::from_str::<Line<'_>>(part.text()) {
        Ok(line) => line,
        Err(_) if part.range.is_empty() => return None,
        Err(error) => {
            let span = Location::at_line("", part.text(), 1, error.column()).span;
            let told = error.to_string();
            let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(before, _)| before);
            let message = format!("the line is not of the form {{\"collection\":…,\"record\":…}}: {told}");
            let help = "each line holds one record, with the name of its collection before it";
            faults.tell_rule(JSON_SYNTAX.id, part.at(&span), message, help);
            return None;
        }
    };
    // No other object stands in the line, so the text is found nowhere before.
    let start = part.range.start + part.text().find(line.record.get()).unwrap_or_default();
    let record = Part { range: start..start + line.record.get().len(), ..part.clone() };
    if line.collection == ABOUT {
        return Some((None, record));
    }
    let collection = Collection::from_name(&line.collection);
    if collection.is_none() {
        let names = Collection::ALL.iter().map(|collection| collection.name());
        let near = nearest(&line.collection, names.clone());
        faults.tell(
            UNKNOWN_PART,
            part.location(),
            format!("there is no collection “{}”", line.collection.escape_debug()),
            near.map_or_else(
                || format!("it is one of: {}", names.collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean “{near}”?"),
            ),
        );
    }
    Some((Some(collection?), record))
}

/// The one title page.
fn title_page(file: &str, pages: &[Part<'_>], faults: &mut Faults) -> Option<About> {
    let Some((first, others)) = pages.split_first() else {
        let help = "the first line of an export is {\"collection\":\"about\",\"record\":{…}}";
        faults.tell(MISSING_PART, Location::of_file(file), "no line holds the title page", help);
        return None;
    };
    for other in others {
        twice(other, first, "the title page is given twice".to_owned(), faults);
    }
    match read_about(first.text()) {
        Ok(about) => Some(about),
        Err(error) => {
            tell(faults, first, &schema::of_about(), "the title page", &error);
            None
        }
    }
}

fn twice(second: &Part<'_>, first: &Part<'_>, message: String, faults: &mut Faults) {
    let related = Related { location: first.location(), message: "it is given here first".to_owned() };
    faults.tell_both(CONTRADICTION, second.location(), message, "keep one of the two lines", related);
}

/// Reads one record and puts it into the dataset, if there is one.
struct OneRecord<'l, 't> {
    part: Part<'t>,
    dataset: &'l mut Option<Dataset>,
    seen: &'l mut BTreeMap<String, Part<'t>>,
    faults: &'l mut Faults,
}

impl ForRecordType for OneRecord<'_, '_> {
    type Output = ();

    fn run<T: Member>(self) {
        let record = match read_record::<T>(self.part.text()) {
            Ok(record) => record,
            Err(error) => {
                return tell(self.faults, &self.part, schema::known(T::COLLECTION), "the record", &error);
            }
        };
        let reference = format!("{}/{}", T::COLLECTION, record.id().as_ref());
        if let Some(first) = self.seen.get(&reference) {
            return twice(&self.part, first, format!("the record {reference} is given twice"), self.faults);
        }
        self.seen.insert(reference, self.part);
        if let Some(dataset) = self.dataset {
            T::records_mut(dataset).insert(record);
        }
    }
}
