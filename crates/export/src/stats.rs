//! What a dataset holds, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::date::{Calendar, DateRef};
use usru_core::statement::{Citation, VariantRef};
use usru_core::walk::{Path, Visitor};

/// The numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// The records of each collection, in the order of the collections.
    pub records: Vec<(&'static str, usize)>,
    /// All records.
    pub all: usize,
    /// The records that must cite: all but the sources.
    pub citing: usize,
    /// Those of them that have citations of the whole record.
    pub cited: usize,
    /// All citations.
    pub citations: usize,
    /// All dates, those of variants too.
    pub dates: usize,
    /// Those that name a day.
    pub days: usize,
    /// Those in the Julian calendar.
    pub julian: usize,
    /// Those given in both calendars.
    pub dual: usize,
    /// The variants of each status.
    pub variants: BTreeMap<&'static str, usize>,
    /// The sources that are cited, those that most records cite first, then by id.
    pub sources: Vec<SourceStats>,
}

/// How much a source is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceStats {
    /// The source's id.
    pub source: String,
    /// Its label.
    pub label: String,
    /// The records that cite it, at least once.
    pub records: usize,
}

/// What is counted on a walk over all records.
#[derive(Default)]
struct Counts<'a> {
    dates: usize,
    days: usize,
    julian: usize,
    dual: usize,
    citations: usize,
    variants: BTreeMap<&'static str, usize>,
    /// Records that cite each source, by the source's id.
    by_source: BTreeMap<&'a str, usize>,
    /// The sources that the record under hand has cited.
    cited_here: Vec<&'a str>,
}

impl<'a> Visitor<'a> for Counts<'a> {
    fn date(&mut self, _: &Path, date: DateRef<'a>) {
        self.dates += 1;
        self.days += usize::from(date.edtf.is_day());
        self.julian += usize::from(date.calendar == Calendar::Julian);
        self.dual += usize::from(date.dual.is_some());
    }

    fn citation(&mut self, _: &Path, citation: &'a Citation) {
        self.citations += 1;
        let source = citation.source.as_str();
        if !self.cited_here.contains(&source) {
            self.cited_here.push(source);
        }
    }

    fn variant(&mut self, _: &Path, variant: VariantRef<'a>) {
        *self.variants.entry(variant.status.as_str()).or_default() += 1;
    }
}

impl Stats {
    /// Counts a dataset.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let mut counts = Counts::default();
        let (mut citing, mut cited) = (0, 0);
        for record in dataset.records() {
            record.walk(&mut counts);
            for source in std::mem::take(&mut counts.cited_here) {
                *counts.by_source.entry(source).or_default() += 1;
            }
            if record.collection() != Collection::Sources {
                citing += 1;
                cited += usize::from(!record.citations().is_empty());
            }
        }
        let mut sources: Vec<_> = counts
            .by_source
            .into_iter()
            .map(|(source, records)| SourceStats {
                source: source.to_owned(),
                label: dataset.sources.get(source).map_or(source, |source| source.label.as_str()).to_owned(),
                records,
            })
            .collect();
        sources.sort_by_key(|source| std::cmp::Reverse(source.records));
        Self {
            records: Collection::ALL.iter().map(|&one| (one.name(), dataset.len_of(one))).collect(),
            all: dataset.records().count(),
            citing,
            cited,
            citations: counts.citations,
            dates: counts.dates,
            days: counts.days,
            julian: counts.julian,
            dual: counts.dual,
            variants: counts.variants,
            sources,
        }
    }
}

/// A share to a tenth of a percent, reckoned in whole numbers.
#[must_use]
pub fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "none".to_owned();
    }
    let tenths = (part * 1000 + whole / 2) / whole;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_are_rounded_to_a_tenth() {
        assert_eq!(percent(1, 3), "33.3 %");
        assert_eq!(percent(2, 3), "66.7 %");
        assert_eq!(percent(5, 5), "100.0 %");
        assert_eq!(percent(0, 0), "none");
    }
}
