//! The sources of a page, numbered as they come up.

use serde_json::Value;
use usru_core::Dataset;
use usru_core::statement::Citation;

/// The sections cited on a page, each once, in the order in which they come up.
#[derive(Debug, Default)]
pub(super) struct Sources {
    cited: Vec<Citation>,
}

impl Sources {
    /// The numbers of the citations in the field `citations` of a statement, as ` [1, 2]`.
    pub(super) fn of(&mut self, statement: &serde_json::Map<String, Value>) -> String {
        let citations = statement.get("citations").cloned().unwrap_or_default();
        self.numbers(&serde_json::from_value::<Vec<Citation>>(citations).unwrap_or_default())
    }

    /// The numbers of the citations, as ` [1, 2]`; nothing if there is none.
    pub(super) fn numbers(&mut self, citations: &[Citation]) -> String {
        let numbers: Vec<_> = citations.iter().map(|citation| self.number(citation).to_string()).collect();
        if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) }
    }

    fn number(&mut self, citation: &Citation) -> usize {
        let same = |known: &Citation| known.source == citation.source && known.section == citation.section;
        let at = self.cited.iter().position(same).unwrap_or_else(|| {
            self.cited.push(citation.clone());
            self.cited.len() - 1
        });
        at + 1
    }

    /// The list: number, source, section.
    pub(super) fn list(&self, dataset: &Dataset) -> Vec<(usize, String)> {
        let line = |citation: &Citation| {
            let source = dataset.sources.get(citation.source.as_str());
            let label = source.map_or(citation.source.as_str(), |source| source.label.as_str());
            let note = citation.note.as_ref().map(|note| format!(" — {note}")).unwrap_or_default();
            format!("{label}: {}{note} [sources/{}]", citation.section, citation.source)
        };
        self.cited.iter().enumerate().map(|(at, citation)| (at + 1, line(citation))).collect()
    }
}
