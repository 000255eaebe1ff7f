//! An editor that writes a document in its own way and changes nothing that it says.

use std::fmt::Write as _;

use roxmltree::{Document, Node};

use super::super::tree::TEI;

/// What an editor does to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// Gives each name the prefix `tei:`.
    Prefix,
    /// Writes the attributes from the last to the first.
    AttributesReversed,
    /// Writes the records from the last to the first.
    RecordsReversed,
    /// Writes texts as CDATA sections.
    Cdata,
    /// Writes whatever is no letter or digit as a character reference.
    References,
    /// Puts a comment and a processing instruction before each child.
    Comments,
    /// Indents where there is no text, and breaks the lines where there is.
    Pretty,
}

/// The document as the editor writes it.
pub(super) fn edited(document: &str, habits: &[Habit]) -> String {
    let document = Document::parse(document).unwrap();
    let mut editor = Editor { habits, out: String::new() };
    editor.element(document.root_element(), 0);
    editor.out
}

struct Editor<'h> {
    habits: &'h [Habit],
    out: String,
}

impl Editor<'_> {
    fn has(&self, habit: Habit) -> bool {
        self.habits.contains(&habit)
    }

    fn element(&mut self, node: Node<'_, '_>, depth: usize) {
        let (prefix, binding) = if self.has(Habit::Prefix) { ("tei:", ":tei") } else { ("", "") };
        let name = format!("{prefix}{}", node.tag_name().name());
        write!(self.out, "<{name}").unwrap();
        if depth == 0 {
            write!(self.out, " xmlns{binding}='{TEI}'").unwrap();
        }
        let mut attributes: Vec<_> = node.attributes().collect();
        if self.has(Habit::AttributesReversed) {
            attributes.reverse();
        }
        for attribute in attributes {
            let prefix = if attribute.namespace().is_some() { "xml:" } else { "" };
            let value = self.escape(attribute.value());
            write!(self.out, " {prefix}{}='{value}'", attribute.name()).unwrap();
        }
        self.out.push('>');

        let mut children: Vec<_> = node.children().collect();
        let is_list = node.parent().is_some_and(|parent| parent.has_tag_name((TEI, "standOff")));
        if is_list && self.has(Habit::RecordsReversed) {
            children.reverse();
        }
        let in_text = children.iter().any(|child| child.is_text() && !child.text().unwrap().trim().is_empty());
        let indented = self.has(Habit::Pretty) && !in_text;
        for child in children {
            if self.has(Habit::Comments) {
                self.out.push_str("<!-- seen --><?seen by='me'?>");
            }
            if indented {
                write!(self.out, "\n{}", "\t".repeat(depth + 1)).unwrap();
            }
            match child.text().filter(|_| child.is_text()) {
                Some(_) if indented => {}
                Some(text) => self.text(text),
                None => self.element(child, depth + 1),
            }
        }
        writeln!(self.out, "</{name}\n>").unwrap();
        self.out.pop();
    }

    fn text(&mut self, text: &str) {
        if self.has(Habit::Cdata) {
            write!(self.out, "<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>")).unwrap();
        } else if self.has(Habit::Pretty) {
            // Single spaces only: an editor that breaks the line at two of them loses one.
            let parts: Vec<_> = text.split("  ").map(|part| part.replace(' ', "\r\n\t\t ")).collect();
            self.out.push_str(&self.escape(&parts.join("  ")));
        } else {
            self.out.push_str(&self.escape(text));
        }
    }

    fn escape(&self, text: &str) -> String {
        let escape = |c: char| match c {
            _ if self.has(Habit::References) && !c.is_ascii_alphanumeric() => format!("&#x{:x};", u32::from(c)),
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '\'' => "&#39;".to_owned(),
            other => other.to_string(),
        };
        text.chars().map(escape).collect()
    }
}
