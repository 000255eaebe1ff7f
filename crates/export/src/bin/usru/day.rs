//! A day as the reader gives it, and a day in the words of both calendars.

use chrono::{Datelike, NaiveDate};
use usru_core::Dataset;
use usru_core::date::{Calendar, DateRef, HistoricalDate, gregorian_to_julian};
use usru_core::walk::{Path, Visitor};

/// Reads a date in Extended Date/Time Format.
pub(crate) fn date(text: &str, calendar: Calendar) -> Result<HistoricalDate, String> {
    HistoricalDate::new(text, calendar)
        .map_err(|error| format!("{error}; write year, month and day with hyphens, such as 1867-03-30"))
}

/// Reads a day, and gives it in the Gregorian calendar.
pub(crate) fn day(text: &str, calendar: Calendar) -> Result<NaiveDate, String> {
    let bounds = date(text, calendar)?.bounds();
    bounds
        .earliest
        .filter(|_| bounds.is_day())
        .ok_or_else(|| format!("“{text}” is not one day: give year, month and day, such as 1867-03-30"))
}

/// The days on which both calendars were in use: to the last day that the dataset dates in the Julian calendar.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BothCalendars {
    until: Option<NaiveDate>,
}

impl BothCalendars {
    pub(crate) fn of(dataset: &Dataset) -> Self {
        struct Latest(Option<NaiveDate>);
        impl<'a> Visitor<'a> for Latest {
            fn date(&mut self, _: &Path, date: DateRef<'a>) {
                let is_julian = date.calendar == Calendar::Julian
                    || date.dual.is_some_and(|dual| dual.calendar == Calendar::Julian);
                if is_julian && date.edtf.is_day() {
                    self.0 = self.0.max(date.bounds().latest);
                }
            }
        }
        let mut latest = Latest(None);
        for record in dataset.records() {
            record.walk(&mut latest);
        }
        Self { until: latest.0 }
    }

    /// A date in words; a day in both calendars, if both were in use.
    pub(crate) fn words(self, date: DateRef<'_>) -> String {
        let words = date.in_words();
        let bounds = date.bounds();
        match bounds.earliest.filter(|_| bounds.is_day() && date.calendar == Calendar::Gregorian && date.dual.is_none())
        {
            Some(day) => self.with_old_style(day, words),
            None => words,
        }
    }

    /// A day in words, in both calendars if both were in use.
    pub(crate) fn day(self, day: NaiveDate) -> String {
        self.with_old_style(day, plain(day))
    }

    fn with_old_style(self, day: NaiveDate, words: String) -> String {
        let in_use = day >= usru_core::date::COMPETITION_BEGINS && self.until.is_some_and(|until| day <= until);
        match julian(day).filter(|_| in_use) {
            Some(old) => format!("{words} N.S. ({old} O.S.)"),
            None => words,
        }
    }
}

/// A day in words.
pub(crate) fn plain(day: NaiveDate) -> String {
    words(day.year(), day.month(), day.day(), Calendar::Gregorian).unwrap_or_else(|| day.to_string())
}

fn julian(day: NaiveDate) -> Option<String> {
    let (year, month, day) = gregorian_to_julian(day)?;
    // As a Julian date the words would name its Gregorian twin again.
    words(i32::try_from(year).ok()?, month.into(), day.into(), Calendar::Julian)
        .map(|words| words.split(" O.S.").next().unwrap_or_default().to_owned())
}

fn words(year: i32, month: u32, day: u32, calendar: Calendar) -> Option<String> {
    HistoricalDate::new(&format!("{year:04}-{month:02}-{day:02}"), calendar).ok().map(|date| date.in_words())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_in_both_calendars_while_both_are_in_use() {
        let both = BothCalendars { until: "1918-02-13".parse().ok() };
        assert_eq!(both.day("1867-03-30".parse().unwrap()), "30 March 1867 N.S. (18 March 1867 O.S.)");
        assert_eq!(both.day("1933-11-16".parse().unwrap()), "16 November 1933");
        assert_eq!(both.day("1500-01-01".parse().unwrap()), "1 January 1500");
        let date = |text| date(text, Calendar::Gregorian).unwrap();
        assert_eq!(both.words(date("1867-03").as_ref()), "March 1867");
        assert_eq!(both.words(date("1867-03-30").as_ref()), "30 March 1867 N.S. (18 March 1867 O.S.)");
    }

    #[test]
    fn a_day_may_be_given_old_style() {
        assert_eq!(day("1867-03-18", Calendar::Julian), Ok("1867-03-30".parse().unwrap()));
        assert!(day("1867-03", Calendar::Gregorian).unwrap_err().contains("is not one day"));
        assert!(day("30.3.1867", Calendar::Gregorian).unwrap_err().contains("such as 1867-03-30"));
    }
}
