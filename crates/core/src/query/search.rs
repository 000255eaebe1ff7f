//! Finding records by words: in labels, names in any script, and summaries.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Index, named_any};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::model::vocabulary;

vocabulary! {
    /// Where a word was found: the nearer to the record's own name, the earlier in the list.
    Field {
        /// In the id.
        Id = "id",
        /// In the label.
        Label = "label",
        /// In one of the names.
        Name = "name",
        /// In the summary.
        Summary = "summary",
    }
}

/// A record that was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Hit<'a> {
    /// The record.
    #[serde(flatten, serialize_with = "named_any")]
    pub record: AnyRecord<'a>,
    /// How well it fits; only the order counts.
    pub score: u32,
    /// Where the best of the words stands.
    pub field: Field,
    /// The text it stands in.
    pub text: &'a str,
}

/// The words of all records.
#[derive(Debug)]
pub(super) struct Texts<'a>(Vec<Text<'a>>);

/// One text of a record, folded, with what it is.
#[derive(Debug)]
struct Text<'a> {
    record: AnyRecord<'a>,
    field: Field,
    written: &'a str,
    words: Vec<String>,
}

/// The words of a text as the search compares them: lower-case, without marks above and below the letters, without
/// apostrophes and the primes of transliterations. `Ĭosif`, `iosif`; `Алексе́й`, `алексеи`.
#[must_use]
pub fn fold(text: &str) -> Vec<String> {
    let letters: String = text
        .nfkd()
        .filter(|&c| !is_combining_mark(c) && !matches!(c, '\'' | '’' | 'ʹ' | 'ʺ' | 'ʼ' | '′' | '″'))
        .flat_map(char::to_lowercase)
        .collect();
    letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl<'a> Texts<'a> {
    fn of(dataset: &'a crate::Dataset) -> Self {
        let mut texts = Vec::new();
        for record in dataset.records() {
            let mut add = |field, text: &'a str| texts.push(Text { record, field, written: text, words: fold(text) });
            add(Field::Label, record.label().as_str());
            for name in record.names() {
                add(Field::Name, name.text.as_str());
            }
            add(Field::Id, record.id());
            add(Field::Summary, record.summary().as_str());
        }
        Self(texts)
    }
}

/// What a word of the query is worth in a text: whole, as the beginning of a word, or not at all.
fn worth(wanted: &str, text: &Text<'_>) -> Option<u32> {
    let (whole, beginning) = match text.field {
        Field::Label => (100, 60),
        Field::Name => (90, 50),
        Field::Id => (80, 40),
        Field::Summary => (20, 10),
    };
    let mut best = None;
    for word in &text.words {
        if word == wanted {
            return Some(whole);
        }
        if word.starts_with(wanted) {
            best = Some(beginning);
        }
    }
    best
}

/// What is worth the texts of one record; nothing unless each word of the query stands in one of them.
fn judge<'a>(wanted: &[String], texts: &[Text<'a>]) -> Option<Hit<'a>> {
    let mut best: Option<(u32, &Text<'a>)> = None;
    let mut score = 0;
    for word in wanted {
        let found = texts.iter().filter_map(|text| Some((worth(word, text)?, text)));
        // Of equals the first, which stands nearer to the record's own name.
        let (worth, text) = found.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        score += worth;
        if best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, text));
        }
    }
    let (_, mut text) = best?;
    if let Some(whole) = texts.iter().find(|text| text.field != Field::Summary && text.words == wanted) {
        score += 200;
        text = whole;
    }
    // Works cited are found, but after what they are cited for.
    if text.record.collection() == Collection::Sources {
        score /= 3;
    }
    Some(Hit { record: text.record, score, field: text.field, text: text.written })
}

impl<'a> Index<'a> {
    /// The records in which all words of the query stand, whole or as the beginnings of words, the best first.
    ///
    /// Case, accents and scripts' marks do not count: `lomonosov`, `Ломоносов` and `ЛОМОНОСОВ` find the same person, so
    /// far as the records have the name in that script. A query without a word finds nothing.
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<Hit<'a>> {
        let wanted = fold(query);
        let texts = &self.texts.get_or_init(|| Texts::of(self.dataset)).0;
        let mut hits: Vec<_> = texts
            .chunk_by(|a, b| (a.record.collection(), a.record.id()) == (b.record.collection(), b.record.id()))
            .filter_map(|texts| judge(&wanted, texts))
            .collect();
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_do_not_count() {
        assert_eq!(fold("Ĭosif, Álvarez’s ÉTÉ"), ["iosif", "alvarezs", "ete"]);
        assert_eq!(fold("Рома́н Йорк Ёлка"), ["роман", "иорк", "елка"]);
        assert_eq!(fold("Nʹi͡u-Ĭork"), ["niu", "iork"]);
        assert!(fold(" — ").is_empty());
    }
}
