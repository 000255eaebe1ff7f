//! What the document says, held against what the exporter would write of it.
//!
//! A reader takes each value from one place. Whatever else the document holds is either computed from such values, or
//! nothing that the dataset has a place for. Both show when the dataset is written again: what was computed must come
//! out the same, and what was not read does not come out at all. So there is nothing in a document that could be passed
//! over, and no list of what is derived that could be incomplete.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use super::faults::Fault;
use super::tree::El;
use crate::read::{CONTRADICTION, Derived, MISSING_PART, UNKNOWN_PART};

/// Attributes of any element, where they are left over from something that has gone: with them, nothing is lost.
const DERIVED_ATTRIBUTES: &[&str] = &[
    "ana",
    "calendar",
    "cert",
    "datingMethod",
    "from",
    "notAfter",
    "notBefore",
    "precision",
    "source",
    "to",
    "when",
    "when-custom",
    "where",
];
/// Elements that hold nothing but what is computed.
const DERIVED_ELEMENTS: &[&str] = &["text", "extent", "langUsage", "classDecl", "editorialDecl", "occupation"];
/// What tools add for validators.
const SCHEMA_INSTANCE: &str = "{http://www.w3.org/2001/XMLSchema-instance}";

/// Finds where the document differs from what is expected.
pub(super) fn compare(found: El<'_>, expected: El<'_>, derived: Derived, faults: &mut Vec<Fault>) {
    Comparison { derived, faults }.elements(found, expected);
}

struct Comparison<'f> {
    derived: Derived,
    faults: &'f mut Vec<Fault>,
}

impl Comparison<'_> {
    /// Two elements of one name. The document is no deeper than [`super::document`] lets in, and what is written is no
    /// deeper than that.
    fn elements(&mut self, found: El<'_>, expected: El<'_>) {
        if self.derived == Derived::Ignored && is_derived(found) {
            return;
        }
        self.attributes(found, expected);
        let pairs = self.children(found, expected);
        self.texts(found, expected, pairs.len());
        for (found, expected) in pairs {
            self.elements(found, expected);
        }
    }

    fn attributes(&mut self, found: El<'_>, expected: El<'_>) {
        for (name, right, _) in expected.attributes() {
            match found.attr(&name) {
                Some(said) if said == right => {}
                // Which version wrote it is asked where there is anything to explain.
                Some(_) if name == "version" && found.name() == Some("application") => {}
                Some(said) => self.contradiction(
                    found.attr_span(&name),
                    format!("@{name} of {} is “{said}”, but what it is derived from gives “{right}”", told(found)),
                ),
                None => self.missing(found, format!("{} lacks @{name}, which is “{right}”", told(found))),
            }
        }
        for (name, said, span) in found.attributes() {
            let stale = DERIVED_ATTRIBUTES.contains(&name.as_str());
            if expected.attr(&name).is_some()
                || name.starts_with(SCHEMA_INSTANCE)
                || (stale && self.derived == Derived::Ignored)
            {
                continue;
            }
            let message =
                format!("@{name} of {}, “{said}”, says nothing that the dataset has a place for", told(found));
            let help = if stale { "take it out, or say what it is derived from" } else { TAKE_OUT };
            self.faults.push(Fault::new(UNKNOWN_PART, span, message, help));
        }
    }

    /// Tells which elements are missing or too many, and gives those that belong together.
    fn children<'a, 'b>(&mut self, found: El<'a>, expected: El<'b>) -> Vec<(El<'a>, El<'b>)> {
        let wanted: Vec<_> = expected.children().collect();
        let mut pairs: Vec<(El<'a>, usize)> = Vec::with_capacity(wanted.len());
        let mut left = Queues::new(wanted.iter().enumerate().map(|(index, element)| (key(*element), index)));
        let mut strange = Vec::new();
        for child in found.children() {
            match left.take(&key(child)) {
                Some(index) => pairs.push((child, index)),
                None => strange.push(child),
            }
        }
        if !holds_records(found) {
            self.order(&pairs, &wanted);
        }
        // What is not quite the element that was expected is told of by what it differs in.
        let mut left =
            Queues::new(left.rest().into_iter().filter_map(|index| Some((wanted.get(index)?.name(), index))));
        for child in strange {
            match left.take(&child.name()) {
                Some(index) => pairs.push((child, index)),
                None => self.unknown(child),
            }
        }
        for index in left.rest() {
            if let Some(element) = wanted.get(index) {
                self.missing(found, format!("{} lacks {}", told(found), with_text(*element)));
            }
        }
        pairs.into_iter().filter_map(|(child, index)| Some((child, *wanted.get(index)?))).collect()
    }

    /// Tells of the first element that stands in another place than it is written to.
    fn order(&mut self, pairs: &[(El<'_>, usize)], wanted: &[El<'_>]) {
        let out_of_order = pairs.windows(2).find_map(|pair| match pair {
            [(_, before), (child, index)] if index < before => Some((child, before)),
            _ => None,
        });
        if let Some((child, before)) = out_of_order {
            let before = wanted.get(*before).map(|element| told(*element)).unwrap_or_default();
            let message = format!("{} stands after {before}, but belongs before it", told(*child));
            self.contradiction(child.span(), message);
        }
    }

    fn texts(&mut self, found: El<'_>, expected: El<'_>, pairs: usize) {
        let (said, right) = (found.texts(), expected.texts());
        if right.iter().all(String::is_empty) {
            if let Some(text) = said.iter().find(|text| !text.is_empty()) {
                let message =
                    format!("the text “{}” in {} has no place in the dataset", short(text.trim()), told(found));
                self.faults.push(Fault::new(UNKNOWN_PART, found.span(), message, TAKE_OUT));
            }
            return;
        }
        // Where elements are missing, that is told already.
        if said.len() == right.len()
            && pairs + 1 == said.len()
            && let Some((said, right)) = said.iter().zip(&right).find(|(said, right)| said != right)
        {
            let (said, right) = around_difference(said, right);
            let message =
                format!("the text of {} is “{said}”, but what it is derived from gives “{right}”", told(found));
            self.contradiction(found.span(), message);
        }
    }

    fn contradiction(&mut self, span: Range<usize>, message: String) {
        if self.derived == Derived::Checked {
            let help = "which of the two is right is for an editor to say: correct one of them";
            self.faults.push(Fault::new(CONTRADICTION, span, message, help));
        }
    }

    fn missing(&mut self, place: El<'_>, message: String) {
        if self.derived == Derived::Checked {
            let help = "it is derived from what other elements say, and belongs here: put it back";
            self.faults.push(Fault::new(MISSING_PART, place.span(), message, help));
        }
    }

    fn unknown(&mut self, element: El<'_>) {
        if self.derived == Derived::Ignored && is_derived(element) {
            return;
        }
        let message = format!("{} has no place in the dataset", with_text(element));
        self.faults.push(Fault::new(UNKNOWN_PART, element.span(), message, TAKE_OUT));
    }
}

const TAKE_OUT: &str = "take it out: it would be lost. How each field of the dataset is encoded stands in the documentation \
                        of `usru_export::tei`";

/// Places that wait under their keys, first come, first served.
struct Queues<K>(BTreeMap<K, VecDeque<usize>>);

impl<K: Ord> Queues<K> {
    fn new(places: impl Iterator<Item = (K, usize)>) -> Self {
        let mut queues: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for (key, place) in places {
            queues.entry(key).or_default().push_back(place);
        }
        Self(queues)
    }

    fn take(&mut self, key: &K) -> Option<usize> {
        self.0.get_mut(key)?.pop_front()
    }

    fn rest(self) -> Vec<usize> {
        let mut rest: Vec<_> = self.0.into_values().flatten().collect();
        rest.sort_unstable();
        rest
    }
}

/// What tells an element from the others in its place: its name, what it is called, what it points at, its heading.
type Key<'a> = (Option<&'a str>, [Option<&'a str>; 9], Option<String>);

fn key(element: El<'_>) -> Key<'_> {
    let names = ["type", "xml:id", "target", "corresp", "ref", "name", "active", "passive", "ident"];
    let heading = element.first("head").map(|head| head.texts().concat());
    (element.name(), names.map(|name| element.attr(name)), heading)
}

/// Whether it is a list of records, or of the relations apart from them: in whatever order they stand, the dataset has
/// them in the order of their ids.
fn holds_records(element: El<'_>) -> bool {
    element.parent().is_some_and(|parent| parent.name() == Some("standOff"))
}

/// Whether the element, or one that it is in, holds nothing but what is computed.
fn is_derived(element: El<'_>) -> bool {
    std::iter::successors(Some(element), |element| element.parent())
        .any(|element| element.name().is_some_and(|name| DERIVED_ELEMENTS.contains(&name)))
}

/// An element in words: its name, its type, and the value it belongs to.
fn told(element: El<'_>) -> String {
    let name = element.written();
    let words = element.kind().map_or_else(|| name.to_owned(), |kind| format!("{name}[@type='{kind}']"));
    let owner = std::iter::successors(Some(element), |element| element.parent())
        .find_map(|owner| Some((owner, owner.attr("xml:id").or_else(|| owner.attr("corresp"))?)));
    match owner {
        Some((owner, id)) if owner == element => format!("{words} {id}"),
        Some((_, id)) => format!("{words} in {}", id.trim_start_matches('#')),
        None => words,
    }
}

fn with_text(element: El<'_>) -> String {
    let text = element.texts().concat();
    if text.is_empty() { told(element) } else { format!("{} (“{}”)", told(element), short(&text)) }
}

/// How much of a text a message shows.
const SHOWN: usize = 60;

fn short(text: &str) -> String {
    if text.chars().count() <= SHOWN { text.to_owned() } else { text.chars().take(SHOWN).chain(['…']).collect() }
}

/// The two texts where they begin to differ.
fn around_difference(one: &str, other: &str) -> (String, String) {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let skipped = same.saturating_sub(SHOWN / 3);
    let part = |text: &str| {
        let start = if skipped > 0 { "…" } else { "" };
        format!("{start}{}", short(&text.chars().skip(skipped).collect::<String>()))
    };
    (part(one), part(other))
}
