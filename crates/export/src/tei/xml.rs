//! Elements and how they are written: the only place that knows quick-xml.
//!
//! Names of elements and attributes are string literals; quick-xml escapes values but does not check names. Which
//! characters a text may hold is settled by [`usru_core::text::Text`].

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element under construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
    inline: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Element(Element),
    Text(String),
}

/// An element of that name, still empty.
pub(super) fn el(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), children: Vec::new(), inline: false }
}

impl Element {
    /// With the attribute.
    pub(super) fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With the attribute, if there is a value.
    pub(super) fn opt(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With the attributes.
    pub(super) fn attrs(mut self, attributes: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.attributes.extend(attributes);
        self
    }

    /// With another value of an attribute that it has.
    pub(super) fn set(mut self, name: &'static str, value: &str) -> Self {
        if let Some((_, old)) = self.attributes.iter_mut().find(|(known, _)| *known == name) {
            value.clone_into(old);
        }
        self
    }

    /// With an `xml:id`, which stands before the other attributes.
    pub(super) fn id(mut self, id: &str) -> Self {
        self.attributes.insert(0, ("xml:id", id.to_owned()));
        self
    }

    /// With a text after what is in it already. No white space is added around or between what an element with text
    /// holds.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.inline = true;
        self.children.push(Node::Text(text.into()));
        self
    }

    /// With a child.
    pub(super) fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// With a child, if there is one.
    pub(super) fn maybe(self, child: Option<Element>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// With the children.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// With the children, the text between each two.
    pub(super) fn joined(mut self, children: impl IntoIterator<Item = Element>, between: &str) -> Self {
        for child in children {
            if !self.children.is_empty() {
                self.children.push(Node::Text(between.to_owned()));
            }
            self.children.push(Node::Element(child));
        }
        self.inline = true;
        self
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    fn start(&self) -> BytesStart<'_> {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((*name, value.as_str()));
        }
        start
    }
}

/// Writes elements, indented, to wherever they go.
pub(super) struct Xml<W: Write> {
    writer: Writer<W>,
    depth: usize,
}

impl<W: Write> Xml<W> {
    /// Begins a document.
    pub(super) fn new(out: W) -> io::Result<Self> {
        let mut writer = Writer::new(out);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self { writer, depth: 0 })
    }

    /// Writes the start tag and what is in the element already; what is written next goes into it.
    pub(super) fn open(&mut self, element: &Element) -> io::Result<()> {
        self.new_line()?;
        self.writer.write_event(Event::Start(element.start()))?;
        self.depth += 1;
        for child in &element.children {
            if let Node::Element(child) = child {
                self.write(child)?;
            }
        }
        Ok(())
    }

    /// Writes the end tag of an element that was opened.
    pub(super) fn close(&mut self, name: &'static str) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        self.new_line()?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes a whole element.
    pub(super) fn write(&mut self, element: &Element) -> io::Result<()> {
        if element.inline || element.is_empty() {
            self.new_line()?;
            self.write_inline(element)
        } else {
            self.open(element)?;
            self.close(element.name)
        }
    }

    /// Ends the document.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.space("\n")?;
        self.writer.get_mut().flush()
    }

    fn write_inline(&mut self, element: &Element) -> io::Result<()> {
        if element.is_empty() {
            return self.writer.write_event(Event::Empty(element.start()));
        }
        self.writer.write_event(Event::Start(element.start()))?;
        for child in &element.children {
            match child {
                Node::Element(child) => self.write_inline(child)?,
                // Quotation marks need no escape in text, and are easier to read without.
                Node::Text(text) => {
                    self.writer.write_event(Event::Text(BytesText::from_escaped(partial_escape(text.as_str()))))?;
                }
            }
        }
        self.writer.write_event(Event::End(BytesEnd::new(element.name)))
    }

    fn new_line(&mut self) -> io::Result<()> {
        self.space("\n")?;
        for _ in 0..self.depth {
            self.space("  ")?;
        }
        Ok(())
    }

    fn space(&mut self, space: &str) -> io::Result<()> {
        self.writer.write_event(Event::Text(BytesText::from_escaped(space)))
    }
}

/// The element as it is written, for tests.
#[cfg(test)]
pub(super) fn to_string(element: &Element) -> String {
    let mut out = Vec::new();
    let mut xml = Xml { writer: Writer::new(&mut out), depth: 0 };
    xml.write(element).unwrap();
    String::from_utf8(out).unwrap().trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_and_attributes_is_escaped() {
        let element = el("note").attr("n", "<&>\"'").text("a < b & \"c\" ]]> d");
        assert_eq!(to_string(&element), "<note n=\"&lt;&amp;&gt;&quot;&apos;\">a &lt; b &amp; \"c\" ]]&gt; d</note>");
    }

    #[test]
    fn only_elements_without_text_are_indented() {
        let mixed = el("desc").text("on ").child(el("date").text("5 November 1809"));
        let outer = el("event").child(mixed).child(el("note").child(el("ptr")));
        assert_eq!(
            to_string(&outer),
            "<event>\n  <desc>on <date>5 November 1809</date></desc>\n  <note>\n    <ptr/>\n  </note>\n</event>"
        );
    }
}
