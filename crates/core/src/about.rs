//! The title page.

use crate::collection::PolityId;
use crate::date::HistoricalDate;
use crate::model::object;
use crate::text::{LangTag, Term, Text, Url};

object! {
    /// Somebody who made the dataset, and as what.
    Contributor {
        /// The name, of a person or a body.
        req name: Text,
        /// As what: curator, editor, developer, second-reader.
        req role: Term,
    }
}

object! {
    /// One of the sides whose relations the dataset is about: a state through all its forms.
    Side {
        /// The short name of the side.
        req label: Text,
        /// A polity of the side. It stands for the whole line of polities that are the same state: those which links
        /// with the role same-state join to it as predecessors and successors.
        req polity: PolityId,
    }
}

object! {
    /// What the dataset as a whole is: the title page.
    About {
        /// A short name for files and packages.
        req name: Term,
        /// The title.
        req title: Text,
        /// What it holds, in a few sentences.
        req description: Text,
        /// The version of the data.
        req version: Text,
        /// The day of that version. It is the only date that the exports bear.
        req released: HistoricalDate,
        /// The language of labels and summaries.
        req language: LangTag,
        /// The licence of the data, by its SPDX identifier.
        req licence: Text,
        /// The address of the licence's text.
        req licence_url: Url,
        /// The publisher.
        req publisher: Text,
        /// Where the dataset lives.
        opt homepage: Url,
        /// Those who made it.
        list contributors: Contributor,
        /// The two sides, if the dataset is about the relations of two: what asks for the state of relations on a day
        /// takes them from here.
        list sides: Side,
        /// Words to find it by.
        list keywords: Text,
    }
}

impl About {
    /// The title page as JSON, the fields in the order of the type.
    ///
    /// # Errors
    /// None in practice; the signature is serde's.
    pub fn to_value(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self)
    }

    /// A title page for records that have none yet.
    pub(crate) fn blank() -> Self {
        Self {
            name: Term::literal("untitled"),
            title: Text::literal("Untitled"),
            description: Text::literal("Records without a title page."),
            version: Text::literal("0"),
            // No date of any record can be later.
            released: HistoricalDate::literal("9999"),
            language: LangTag::literal("en"),
            licence: Text::literal("NOASSERTION"),
            licence_url: Url::literal("https://spdx.org/licenses/"),
            publisher: Text::literal("Unknown"),
            homepage: None,
            contributors: Vec::new(),
            sides: Vec::new(),
            keywords: Vec::new(),
        }
    }
}
