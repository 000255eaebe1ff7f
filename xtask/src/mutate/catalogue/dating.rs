//! Other dates for dates.

use chrono::NaiveDate;
use usru_core::date::{HistoricalDate, MONTHS};
use usru_core::walk::Path;

use crate::mutate::corruption::Draft;
use crate::mutate::world::World;

/// A day as EDTF writes it, in whichever calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ymd {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Ymd {
    pub(super) fn read(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        Some(Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? })
    }

    pub(super) fn text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    pub(super) fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month.into(), self.day.into())
    }

    pub(super) fn in_words(self) -> String {
        let month = MONTHS.get(usize::from(self.month).saturating_sub(1)).unwrap_or(&"");
        format!("{} {month} {}", self.day, self.year)
    }

    /// Ymd and month exchanged, if that is another day.
    pub(super) fn turned(self) -> Option<Self> {
        (self.day <= 12 && self.day != self.month).then_some(Self { month: self.day, day: self.month, ..self })
    }
}

/// Another expression in the place of a date, in the Gregorian calendar and without a twin.
pub(super) fn redated<'w>(draft: Draft<'w>, file: &str, date: &Path, edtf: &str, world: &World<'_>) -> Draft<'w> {
    let gone = ["calendar", "dual", "as_written"].map(|field| date.field(field));
    let there = gone.into_iter().filter(|path| world.value(file, path).is_some());
    there.fold(draft.set(file, &date.field("edtf"), edtf), |draft, path| draft.remove(file, &path))
}

/// A date with all its years so many later; nothing if that is no date.
pub(super) fn years_later(date: &HistoricalDate, years: i32) -> Option<HistoricalDate> {
    let parts: Option<Vec<String>> = split_years(date.edtf.as_str())
        .into_iter()
        .map(|(part, is_year)| match (is_year, part.parse::<i32>()) {
            (true, Ok(year)) => Some(format!("{:04}", year + years)),
            (true, Err(_)) => None,
            (false, _) => Some(part.to_owned()),
        })
        .collect();
    HistoricalDate::new(&parts?.concat(), date.calendar).ok()
}

/// The years in a text.
pub(super) fn years_of(text: &str) -> Vec<&str> {
    split_years(text).into_iter().filter(|(_, is_year)| *is_year).map(|(year, _)| year).collect()
}

/// The text cut at its years, which are the only numbers of four digits.
fn split_years(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push((part, digits && part.len() == 4));
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use usru_core::date::Calendar;

    use super::*;

    #[test]
    fn all_years_of_an_expression_are_moved() {
        let date = |text| HistoricalDate::new(text, Calendar::Gregorian).unwrap();
        let later = |text, years| years_later(&date(text), years).map(|date| date.edtf.to_string());
        assert_eq!(later("1809-11-05/1810-01", 100).as_deref(), Some("1909-11-05/1910-01"));
        assert_eq!(later("[1867-03..1867-05]", -100).as_deref(), Some("[1767-03..1767-05]"));
        assert_eq!(later("1804-02-29", 96).as_deref(), None);
    }

    #[test]
    fn a_turned_day_is_another_day() {
        assert_eq!(Ymd::read("1809-11-05").unwrap().turned().unwrap().text(), "1809-05-11");
        assert_eq!(Ymd::read("1809-11-11").unwrap().turned(), None);
        assert_eq!(Ymd::read("1809-11-25").unwrap().turned(), None);
        assert_eq!(Ymd::read("1809-11"), None);
    }
}
