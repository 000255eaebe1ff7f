//! Elements of the document as the reader wants to see them.
//!
//! Comments, processing instructions and white space between elements say nothing. Neither does a line break in a text:
//! no text of the dataset has one, so an editor has put it there, and with the white space around it it stands for one
//! space.

use std::ops::Range;

use roxmltree::{Document, Node};

use super::said::Said;

/// The name space of TEI.
pub(super) const TEI: &str = "http://www.tei-c.org/ns/1.0";
/// The name space of `xml:id` and `xml:lang`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// An element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct El<'a>(Node<'a, 'a>);

impl<'a> El<'a> {
    /// The outermost element.
    pub(super) fn root(document: &'a Document<'_>) -> Self {
        Self(document.root_element())
    }

    /// The name, if it is one of TEI's.
    pub(super) fn name(self) -> Option<&'a str> {
        let name = self.0.tag_name();
        (name.namespace() == Some(TEI)).then(|| name.name())
    }

    /// The name for messages, with its prefix: what stands in the file.
    pub(super) fn written(self) -> &'a str {
        let tag = self.0.document().input_text().get(self.0.range()).unwrap_or_default();
        let name = tag.trim_start_matches('<');
        name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
    }

    /// The bytes of `<name`.
    pub(super) fn span(self) -> Range<usize> {
        let start = self.0.range().start;
        start..start + 1 + self.written().len()
    }

    /// The attribute of that name without a prefix, or `xml:id` or `xml:lang`.
    pub(super) fn attr(self, name: &str) -> Option<&'a str> {
        match name.strip_prefix("xml:") {
            Some(name) => self.0.attribute((XML, name)),
            None => self.0.attribute(name),
        }
    }

    /// The value of that attribute with its place.
    pub(super) fn said(self, name: &str) -> Option<Said> {
        Some(Said::text(self.attr(name)?, self.attr_span(name)))
    }

    /// The bytes of the attribute; those of the element if it has none of that name.
    pub(super) fn attr_span(self, name: &str) -> Range<usize> {
        let node = match name.strip_prefix("xml:") {
            Some(name) => self.0.attribute_node((XML, name)),
            None => self.0.attribute_node(name),
        };
        node.map_or_else(|| self.span(), |attribute| attribute.range())
    }

    /// All attributes by their names: plain, with the prefix `xml:`, or with the name space in braces.
    pub(super) fn attributes(self) -> impl Iterator<Item = (String, &'a str, Range<usize>)> {
        self.0.attributes().map(|attribute| {
            let name = match attribute.namespace() {
                None => attribute.name().to_owned(),
                Some(XML) => format!("xml:{}", attribute.name()),
                Some(other) => format!("{{{other}}}{}", attribute.name()),
            };
            (name, attribute.value(), attribute.range())
        })
    }

    /// The `@type`.
    pub(super) fn kind(self) -> Option<&'a str> {
        self.attr("type")
    }

    /// Whether it is an element of that name and `@type`.
    pub(super) fn is(self, name: &str, kind: &str) -> bool {
        self.name() == Some(name) && self.kind() == Some(kind)
    }

    /// The element that it stands in.
    pub(super) fn parent(self) -> Option<Self> {
        self.0.parent_element().map(Self)
    }

    /// The elements in it.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        self.0.children().filter(Node::is_element).map(Self)
    }

    /// The elements of that name in it.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.name() == Some(name))
    }

    /// The first element of that name in it.
    pub(super) fn first(self, name: &str) -> Option<Self> {
        self.all(name).next()
    }

    /// The first element of that name and `@type` in it.
    pub(super) fn typed(self, name: &str, kind: &str) -> Option<Self> {
        self.all(name).find(|child| child.kind() == Some(kind))
    }

    /// The first element at the end of the way from it.
    pub(super) fn at(self, way: &[&str]) -> Option<Self> {
        way.iter().try_fold(self, |element, name| element.first(name))
    }

    /// This element and all in it, in the order of the document.
    pub(super) fn descendants(self) -> impl Iterator<Item = Self> {
        self.0.descendants().filter(Node::is_element).map(Self)
    }

    /// The text in it.
    pub(super) fn words(self) -> Said {
        let all: String = self.0.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
        Said::text(smooth(&all).trim_matches(' '), self.span())
    }

    /// The texts before, between and after the elements in it: one more than there are elements. White space alone
    /// counts for nothing where there are elements.
    pub(super) fn texts(self) -> Vec<String> {
        let mut texts = vec![String::new()];
        for node in self.0.children() {
            if node.is_element() {
                texts.push(String::new());
            } else if node.is_text()
                && let Some(last) = texts.last_mut()
            {
                last.push_str(node.text().unwrap_or_default());
            }
        }
        let last = texts.len() - 1;
        for (index, text) in texts.iter_mut().enumerate() {
            let smoothed = smooth(text);
            let mut trimmed = smoothed.as_str();
            if index == 0 || trimmed == " " {
                trimmed = trimmed.trim_start_matches(' ');
            }
            if index == last {
                trimmed = trimmed.trim_end_matches(' ');
            }
            trimmed.clone_into(text);
        }
        texts
    }
}

/// The text with each line break or tab, and the white space around it, as one space.
fn smooth(text: &str) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut smoothed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_space) {
        let (before, from) = rest.split_at(start);
        let (space, after) = from.split_at(from.find(|c| !is_space(c)).unwrap_or(from.len()));
        smoothed.push_str(before);
        smoothed.push_str(if space.contains(['\t', '\n', '\r']) { " " } else { space });
        rest = after;
    }
    smoothed.push_str(rest);
    smoothed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_is_a_space_and_other_space_is_kept() {
        assert_eq!(smooth("a  b\n   c \r\n d\te\u{a0}\u{2003}f "), "a  b c d e\u{a0}\u{2003}f ");
        assert_eq!(smooth("\n"), " ");
        assert_eq!(smooth(""), "");
    }

    #[test]
    fn texts_stand_between_elements() {
        let document = Document::parse("<a>\n <b/>, <!-- no --><c/> <b><![CDATA[x]]>&#32;y</b>  z\n</a>").unwrap();
        let root = El::root(&document);
        assert_eq!(root.texts(), ["", ", ", "", "  z"]);
        assert_eq!(root.children().last().unwrap().texts(), ["x y"]);
    }

    #[test]
    fn names_are_those_of_tei() {
        let text = format!("<t:a xmlns:t=\"{TEI}\"><b xml:id=\"i\"/><t:c/></t:a>");
        let document = Document::parse(&text).unwrap();
        let root = El::root(&document);
        assert_eq!((root.name(), root.written(), root.span()), (Some("a"), "t:a", 0..4));
        let names: Vec<_> = root.children().map(El::name).collect();
        assert_eq!(names, [None, Some("c")]);
        assert_eq!(root.children().next().unwrap().attr("xml:id"), Some("i"));
    }
}
