//! TEI read back into the dataset that it was written from.
//!
//! The reader goes by the table in `mapping.md`, in modules that are named for those of the writer. It takes each value
//! from the one place that the table gives it; [`compare`] then holds everything else in the document against what the
//! writer makes of the dataset.

mod compare;
mod date;
mod document;
mod faults;
mod header;
mod notes;
mod record;
mod said;
mod statement;
mod tree;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;

use roxmltree::Document;
use serde_json::Value;
use usru_core::collection::Collection;
use usru_core::dataset::{About, Dataset, ForRecordType, Member, with_record_type};
use usru_core::json::{ReadError, read_about, read_record};
use usru_core::refusal::refusals;
use usru_core::schema;

use self::faults::Fault;
use self::notes::Notes;
use self::record::Apart;
use self::said::Said;
use self::tree::El;
use super::header::APPLICATION;
use super::{DOCUMENT, write_tei};
use crate::read::{DAMAGED_VALUE, Derived, FOREIGN_FILE, Faults, UNKNOWN_PART, text_of};

/// Reads the dataset back that [`write_tei`] wrote.
///
/// What loses nothing is accepted: other white space between elements, line breaks in texts (no text of a dataset has
/// one, so each stands for a space), comments, processing instructions, CDATA sections, character references, name space
/// prefixes, attributes in another order, records in another order. A document type is refused, and so is XML that is
/// nested, attributed or long beyond reason.
///
/// # Errors
/// [`Faults`] tell everything that is wrong: what is no XML, or no TEI of this exporter; what is not as the types of the
/// records want it; what the dataset has no place for; and, unless they are to be ignored, derived values that contradict
/// what they derive from.
pub fn read_tei(input: impl Read, derived: Derived) -> Result<Dataset, Faults> {
    let mut faults = Faults::default();
    match text_of(DOCUMENT, input.take(document::MOST_BYTES + 1), &mut faults) {
        Some(text) => document(DOCUMENT, text, derived),
        None => Err(faults),
    }
}

/// The dataset in a document, which is told of by the name of the file.
pub(crate) fn document(file: &str, text: String, derived: Derived) -> Result<Dataset, Faults> {
    let (dataset, found) = match dataset(&text, derived) {
        Ok(dataset) => (Some(dataset), Vec::new()),
        Err(found) => (None, found),
    };
    let mut faults = Faults::default();
    faults::tell(found, file, &text, &mut faults);
    faults.unless_any(dataset, BTreeMap::from([(file.to_owned(), text)]))
}

fn dataset(text: &str, derived: Derived) -> Result<Dataset, Vec<Fault>> {
    let document = document::parse(text).map_err(|fault| vec![fault])?;
    let root = El::root(&document);
    let header = ours(root).map_err(|fault| vec![fault])?;
    let mut faults = ambiguous_ids(root);
    let dataset = records(root, header, &mut faults);
    let Some(dataset) = dataset.filter(|_| faults.is_empty()) else { return Err(faults) };
    contradictions(root, header, &dataset, derived, &mut faults);
    if faults.is_empty() { Ok(dataset) } else { Err(faults) }
}

/// The header of a document that this exporter wrote.
fn ours(root: El<'_>) -> Result<El<'_>, Fault> {
    let foreign = |message: String, element: El<'_>| {
        let help = "other TEI encodes other things in other ways, and would be misread: only what `usru export` wrote can \
                    be read back";
        Fault::new(FOREIGN_FILE, element.span(), message, help)
    };
    if root.name() != Some("TEI") {
        let message =
            format!("the outermost element is “{}”, not “TEI” in the name space {}", root.written(), tree::TEI);
        return Err(foreign(message, root));
    }
    let Some(header) = root.first("teiHeader") else {
        return Err(foreign("the document has no teiHeader".to_owned(), root));
    };
    match application(header) {
        Some(_) => Ok(header),
        None => Err(foreign(
            format!(
                "this TEI does not say that it was written by this exporter: \
                 encodingDesc/appInfo/application[@ident='{APPLICATION}'] is missing from its header"
            ),
            header,
        )),
    }
}

fn application(header: El<'_>) -> Option<El<'_>> {
    let info = header.at(&["encodingDesc", "appInfo"])?;
    info.all("application").find(|application| application.attr("ident") == Some(APPLICATION))
}

/// Each identifier that stands twice.
fn ambiguous_ids(root: El<'_>) -> Vec<Fault> {
    let mut seen = BTreeMap::new();
    let mut faults = Vec::new();
    for element in root.descendants() {
        let Some(id) = element.attr("xml:id") else { continue };
        if seen.insert(id, element).is_some() {
            let message = format!("the xml:id “{id}” stands twice");
            let help = "give each element its own, or delete the copy";
            faults.push(Fault::new(DAMAGED_VALUE, element.attr_span("xml:id"), message, help));
        }
    }
    faults
}

/// The dataset, unless the title page is at fault.
fn records(root: El<'_>, header: El<'_>, faults: &mut Vec<Fault>) -> Option<Dataset> {
    let notes = Notes::of(root);
    let said = header::about(root, header, &notes);
    let mut dataset =
        typed(&said, read_about, || Cow::Owned(schema::of_about()), faults).map(|about: About| Dataset::empty(about));
    let stand_off = root.first("standOff");
    let mut apart = Apart::new();
    let lists = |name| stand_off.into_iter().flat_map(move |stand_off| stand_off.all(name));
    for list in lists("listRelation").flat_map(|lists| lists.all("listRelation")) {
        let record = list.attr("corresp").unwrap_or_default().trim_start_matches('#');
        apart.entry(record).or_default().push(list);
    }
    for list in stand_off.into_iter().flat_map(El::children) {
        let Some(collection) = list.kind().and_then(Collection::from_name) else { continue };
        for element in list.children().filter(|element| element.name() != Some("head")) {
            let said = record::record(element, collection, &apart, &notes);
            with_record_type(collection, Put { said: &said, dataset: dataset.as_mut(), faults });
        }
    }
    for note in [Some(header), stand_off].into_iter().flatten().flat_map(|part| notes.astray(part)) {
        let target = note.attr("target").unwrap_or_default();
        let message = format!("the note points at “{target}”, which is no value in the place where the note stands");
        let help = "give the value that it speaks of the xml:id that it points at, or take the note out";
        faults.push(Fault::new(UNKNOWN_PART, note.attr_span("target"), message, help));
    }
    dataset
}

/// Puts a record into the dataset, if there is one.
struct Put<'a> {
    said: &'a Said,
    dataset: Option<&'a mut Dataset>,
    faults: &'a mut Vec<Fault>,
}

impl ForRecordType for Put<'_> {
    type Output = ();

    fn run<T: Member>(self) {
        let record: Option<T> =
            typed(self.said, read_record, || Cow::Borrowed(schema::known(T::COLLECTION)), self.faults);
        if let (Some(record), Some(dataset)) = (record, self.dataset) {
            // That an identifier stands twice is told already.
            T::records_mut(dataset).insert(record);
        }
    }
}

/// What was said as a value of its type.
fn typed<T>(
    said: &Said,
    read: fn(&str) -> Result<T, ReadError>,
    schema: impl FnOnce() -> Cow<'static, Value>,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let json = serde_json::to_string(said).unwrap_or_default();
    let error = match read(&json) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    for refusal in refusals(&json, &schema(), "the record", &error) {
        faults.push(Fault::of_rule(refusal.rule, said.span_at(&refusal.path), refusal.message, refusal.help));
    }
    None
}

/// Holds the document against what is written of the dataset.
fn contradictions(root: El<'_>, header: El<'_>, dataset: &Dataset, derived: Derived, faults: &mut Vec<Fault>) {
    let mut written = Vec::new();
    let expected = write_tei(dataset, &mut written).ok().and_then(|()| String::from_utf8(written).ok());
    let expected = expected.unwrap_or_default();
    match Document::parse(&expected) {
        Ok(expected) => compare::compare(root, El::root(&expected), derived, faults),
        Err(error) => {
            let message = format!("what was read cannot be written again: {error}");
            faults.push(Fault::new(DAMAGED_VALUE, root.span(), message, "please report this as a fault of usru"));
        }
    }
    let application = application(header);
    let version = application.and_then(|application| application.attr("version")).unwrap_or_default();
    if let (false, Some(application)) = (faults.is_empty() || version == env!("CARGO_PKG_VERSION"), application) {
        let message = format!(
            "the document was written by version {version} of {APPLICATION}, and this is {}, which may derive otherwise \
             what else is told here",
            env!("CARGO_PKG_VERSION")
        );
        let help = "read it with the version that wrote it";
        faults.push(Fault::new(FOREIGN_FILE, application.attr_span("version"), message, help));
    }
}

#[cfg(test)]
mod tests;
