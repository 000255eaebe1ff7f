//! Works cited.

use crate::date::HistoricalDate;
use crate::model::{object, record, vocabulary};
use crate::text::{LangTag, Text, Url};

vocabulary! {
    /// What kind of source it is.
    SourceKind {
        /// An article of an encyclopedia.
        EncyclopediaArticle = "encyclopedia-article",
        /// A publication of a government.
        GovernmentPublication = "government-publication",
        /// A collection of treaties.
        TreatySeries = "treaty-series",
        /// An edition of documents.
        DocumentEdition = "document-edition",
        /// A book.
        Monograph = "monograph",
        /// An article in a journal.
        JournalArticle = "journal-article",
        /// An article in a newspaper or magazine.
        NewsArticle = "news-article",
        /// A page on the web that is none of these.
        WebPage = "web-page",
        /// A published dataset.
        Dataset = "dataset",
        /// A document in an archive.
        ArchivalDocument = "archival-document",
    }
}

object! {
    /// A section of a source, and how far the dataset covers it.
    Section {
        /// The heading as printed; “lead” for the text before the first heading, “Infobox” for an infobox.
        req heading: Text,
        /// The address of the section, where it has one of its own.
        opt url: Url,
        /// Why the section is deliberately left out. A section left out is cited by no record.
        opt omitted: Text,
        /// What of the section still waits for curation.
        opt pending: Text,
    }
}

record! {
    /// A work cited: its bibliography, its licence and the list of its sections, which is also the ledger of what the
    /// dataset covers of it.
    Source: SourceId {
        /// What kind of source it is.
        req kind: SourceKind,
        /// A short form of the title, for lists.
        req label: Text,
        /// The title in full.
        req title: Text,
        /// The authors, each as the source names them.
        list authors: Text,
        /// The editors or compilers.
        list editors: Text,
        /// The journal, site, series or collection that the work is part of.
        opt container: Text,
        /// The publisher.
        opt publisher: Text,
        /// When it was published, or last changed.
        opt published: HistoricalDate,
        /// The volume, number or edition.
        opt volume: Text,
        /// The pages.
        opt pages: Text,
        /// The language of the text.
        opt language: LangTag,
        /// The address on the web.
        opt url: Url,
        /// When the text was read.
        opt accessed: HistoricalDate,
        /// The licence of the text, or its status in copyright.
        opt licence: Text,
        /// Every section of the source in order, as far as the dataset knows it: the locators that citations use.
        list sections: Section,
    }
}
