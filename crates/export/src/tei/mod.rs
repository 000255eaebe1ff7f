#![doc = include_str!("mapping.md")]

mod context;
mod date;
mod header;
mod ids;
pub(crate) mod read;
mod record;
mod statement;
mod text;
mod vocabulary;
mod xml;

use std::io::Write;

use usru_core::Dataset;
use usru_core::collection::Collection;

use self::context::Context;
pub use self::read::read_tei;
use self::xml::{Element, Xml, el};
use crate::error::ExportError;

/// What the document is called in faults.
const DOCUMENT: &str = "dataset.xml";

/// Writes the dataset as a TEI document.
///
/// # Errors
/// [`ExportError::Io`] if the writer fails.
pub fn write_tei(dataset: &Dataset, out: impl Write) -> Result<(), ExportError> {
    let cx = Context::new(dataset);
    let mut xml = Xml::new(out)?;
    let root = el("TEI").attr("xmlns", "http://www.tei-c.org/ns/1.0").attr("xml:lang", dataset.about.language.as_str());
    xml.open(&root)?;
    xml.write(&header::header(&cx))?;
    if dataset.records().next().is_some() {
        stand_off(&cx, &mut xml)?;
    }
    xml.write(&text::text(&cx))?;
    xml.close("TEI")?;
    xml.finish()?;
    Ok(())
}

/// Writes a list for each collection that has records, and the relations that could not stand in them.
fn stand_off<W: Write>(cx: &Context<'_>, xml: &mut Xml<W>) -> Result<(), ExportError> {
    xml.open(&el("standOff"))?;
    let mut relations = Vec::new();
    for &collection in Collection::ALL {
        if cx.dataset.len_of(collection) == 0 {
            continue;
        }
        let (name, head) = list(collection);
        xml.open(&list_element(name, collection.name(), head))?;
        for record in cx.dataset.records_of(collection) {
            let encoded = record::encode(record, cx);
            xml.write(&encoded.element)?;
            relations.extend(encoded.relations);
        }
        xml.close(name)?;
    }
    if !relations.is_empty() {
        xml.open(&list_element("listRelation", "relations", "Relations"))?;
        for relation in &relations {
            xml.write(relation)?;
        }
        xml.close("listRelation")?;
    }
    xml.close("standOff")?;
    Ok(())
}

fn list_element(name: &'static str, kind: &'static str, head: &'static str) -> Element {
    el(name).attr("type", kind).child(el("head").attr("xml:lang", "en").text(head))
}

/// The list in which the records of a collection stand, and its heading.
fn list(collection: Collection) -> (&'static str, &'static str) {
    match collection {
        Collection::Sources => ("listBibl", "Sources"),
        Collection::Polities => ("listOrg", "Polities"),
        Collection::Places => ("listPlace", "Places"),
        Collection::People => ("listPerson", "People"),
        Collection::Organizations => ("listOrg", "Organizations"),
        Collection::Vessels => ("listObject", "Vessels"),
        Collection::Works => ("listBibl", "Works"),
        Collection::Agreements => ("listEvent", "Agreements"),
        Collection::Offices => ("listOrg", "Offices"),
        Collection::Posts => ("listOrg", "Posts"),
        Collection::Appointments => ("listEvent", "Appointments"),
        Collection::Events => ("listEvent", "Events"),
        Collection::Measures => ("list", "Measures"),
    }
}

#[cfg(test)]
mod tests;
