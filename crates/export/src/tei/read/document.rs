//! From bytes to a tree: which XML is let in. The only module that reads with quick-xml, and that parses with roxmltree.
//!
//! roxmltree is strict about everything that makes XML well-formed and refuses document types, so there are no entities
//! to expand. But it sets no limit to how much memory a few kilobytes of nested name spaces can ask for; so quick-xml
//! goes over the tags first and counts.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use roxmltree::{Document, ParsingOptions};

use super::faults::Fault;
use crate::read::{DAMAGED_VALUE, FOREIGN_FILE};

/// The greatest document that is read, in bytes.
pub(super) const MOST_BYTES: u64 = 1 << 28;
/// The deepest element that is read; the exporter's own are at most a dozen deep.
const DEEPEST: usize = 64;
/// The most attributes that an element may have; the exporter's own have at most a dozen.
const MOST_ATTRIBUTES: usize = 64;
/// The most declarations of name spaces in a document; the exporter writes one.
const MOST_NAMESPACES: usize = 10_000;
/// The most elements and texts in a document.
const MOST_NODES: u32 = 20_000_000;

/// The tree.
///
/// # Errors
/// The first thing that keeps the text from being XML that is let in.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Fault> {
    if text.len() as u64 > MOST_BYTES {
        return Err(Fault::new(FOREIGN_FILE, 0..0, format!("the file has more than {MOST_BYTES} bytes"), TOO_MUCH));
    }
    screen(text)?;
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => {
            Fault::new(FOREIGN_FILE, 0..0, format!("there are more than {MOST_NODES} elements and texts"), TOO_MUCH)
        }
        other => {
            let at = spot(text, other.pos());
            ill_formed(at, &other.to_string())
        }
    })
}

const TOO_MUCH: &str = "no export is like that: check where the file comes from";

/// Goes over the tags and counts.
fn screen(text: &str) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut namespaces) = (0_usize, 0_usize);
    loop {
        let start = position(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = position(reader.error_position());
                return Err(ill_formed(at..at + 1, &error.to_string()));
            }
        };
        let span = start..position(reader.buffer_position());
        match event {
            Event::Eof if depth > 0 => {
                return Err(ill_formed(start..start, "the file ends before its last element is closed"));
            }
            Event::Eof => return Ok(()),
            Event::Decl(declaration) => encoding(&declaration, span)?,
            Event::DocType(_) => return Err(document_type(start)),
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    let message = format!("the elements are nested more than {DEEPEST} deep");
                    return Err(Fault::new(FOREIGN_FILE, span, message, TOO_MUCH));
                }
                namespaces += attributes(&tag, span)?;
            }
            Event::Empty(tag) => namespaces += attributes(&tag, span)?,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if namespaces > MOST_NAMESPACES {
            let message = format!("there are more than {MOST_NAMESPACES} declarations of name spaces");
            return Err(Fault::new(FOREIGN_FILE, start..start + 1, message, TOO_MUCH));
        }
    }
}

/// How many of the attributes declare name spaces.
fn attributes(tag: &BytesStart<'_>, span: Range<usize>) -> Result<usize, Fault> {
    let (mut all, mut namespaces) = (0, 0);
    for attribute in tag.attributes().with_checks(false) {
        all += 1;
        if all > MOST_ATTRIBUTES {
            let message = format!("the element has more than {MOST_ATTRIBUTES} attributes");
            return Err(Fault::new(FOREIGN_FILE, span, message, TOO_MUCH));
        }
        // What is wrong with an attribute the parser tells better.
        namespaces += usize::from(attribute.is_ok_and(|attribute| attribute.key.as_namespace_binding().is_some()));
    }
    Ok(namespaces)
}

/// The text is UTF-8; a declaration that says otherwise would have it read as other characters.
fn encoding(declaration: &BytesDecl<'_>, span: Range<usize>) -> Result<(), Fault> {
    match declaration.encoding() {
        Some(Ok(name)) if !name.eq_ignore_ascii_case("UTF-8") && !name.eq_ignore_ascii_case("US-ASCII") => {
            let message = format!("the file says that its encoding is “{}”", name.escape_debug());
            Err(Fault::new(DAMAGED_VALUE, span, message, "save the file as UTF-8"))
        }
        _ => Ok(()),
    }
}

fn document_type(at: usize) -> Fault {
    let message = "the file has a document type declaration (<!DOCTYPE …>)";
    let help =
        "take it out: a document type can change what the file says, and fetch or multiply what it does not hold";
    Fault::new(FOREIGN_FILE, at..at + "<!DOCTYPE".len(), message, help)
}

fn ill_formed(at: Range<usize>, why: &str) -> Fault {
    // The parsers end their sentences with the place, which a fault has anyway.
    let why = why.rsplit_once(" at ").map_or(why, |(before, after)| {
        if after.bytes().all(|b| b.is_ascii_digit() || b == b':') { before } else { why }
    });
    Fault::new(
        DAMAGED_VALUE,
        at,
        format!("this is not well-formed XML: {why}"),
        "correct it here; the fault may lie just before",
    )
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// The byte at a line and a column of characters.
fn spot(text: &str, at: roxmltree::TextPos) -> Range<usize> {
    let (row, column) = (at.row as usize, at.col as usize);
    let line_start: usize = text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum();
    let line = text.get(line_start..).unwrap_or_default();
    let start = line_start + line.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    start..start + text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}
