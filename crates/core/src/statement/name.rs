//! Names.

use crate::date::{DateReading, HistoricalDate};
use crate::model::{Hooks, statement, vocabulary};
use crate::text::{LangTag, Text};
use crate::walk::{Path, Visitor};

vocabulary! {
    /// What kind of name it is.
    NameKind {
        /// The form usual in the language of the tag.
        Usual = "usual",
        /// The name as its bearer's own state or language writes it.
        Native = "native",
        /// A transliteration; the language tag states the scheme.
        Transliteration = "transliteration",
        /// The official or full form.
        Official = "official",
        /// A short form or abbreviation.
        Short = "short",
        /// Another name of the same thing or person.
        Alias = "alias",
        /// A name borne at birth or before a change of name.
        Former = "former",
        /// The title of a work or agreement.
        Title = "title",
        /// A spelling or form found in the cited source and not otherwise usual.
        SourceSpelling = "source-spelling",
    }
}

statement! {
    @hooked
    /// A name, in one language and script.
    Name / NameReading {
        /// The name.
        req text: Text,
        /// Language and script; for a transliteration its scheme.
        req lang: LangTag,
        /// What kind of name it is.
        req kind: NameKind,
        /// When the name was in use, where it was not always.
        opt during: Box<HistoricalDate> => Box<DateReading>,
    }
}

macro_rules! name_hooks {
    ($($Type:ty),*) => {$(
        impl Hooks for $Type {
            fn enter<'a>(&'a self, path: &Path, visitor: &mut dyn Visitor<'a>) {
                visitor.name(path, &self.text, &self.lang);
            }
        }
    )*};
}
name_hooks!(Name, NameReading);
