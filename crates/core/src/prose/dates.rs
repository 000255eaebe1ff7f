//! Dates in English prose.

use std::ops::Range;

use super::date_reader::{Reader, is_ordinal_ending, month};
use super::{Kind, tokens};
use crate::date::Bounds;

/// A date that a text gives, with its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The days it can mean. The text does not tell the calendar, so a date of the time in which two competed covers
    /// both readings.
    pub(crate) bounds: Bounds,
    /// The bytes of the text that give it.
    pub(crate) at: Range<usize>,
}

/// A month, or a day of it, that a text gives without a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Undated {
    /// The month, from 1.
    pub(crate) month: u32,
    /// The day of the month, if the text gives one.
    pub(crate) day: Option<u32>,
}

/// Every date with a year that the text gives, in order. What lasted from one date to another is one mention; “by”,
/// “before” and “until” leave the beginning open, “after” and “since” the end.
pub(crate) fn dates(text: &str) -> Vec<Mention> {
    // Without a figure there is no year.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    // Where the last mention ended, in tokens.
    let mut last_end = None;
    while at < tokens.len() {
        let reader = Reader { tokens: &tokens, at };
        let joined = last_end.is_some_and(|end| reader.joins(end));
        let Some((read, end)) = reader.date(joined) else {
            at += 1;
            continue;
        };
        let range = reader.bytes(end);
        match found.last_mut().filter(|_| joined) {
            Some(before) => {
                before.bounds = before.bounds.union(read);
                before.at.end = range.end;
            }
            None => found.push(Mention { bounds: reader.opened(read), at: range }),
        }
        last_end = Some(end);
        at = end;
    }
    found
}

/// The months and days without a year of a text that says little else: “March 2”, “in October”.
pub(crate) fn undated(text: &str) -> Vec<Undated> {
    let tokens = tokens(text);
    let is_filler = |word: &str| {
        matches!(
            word,
            "in" | "on" | "by" | "of" | "the" | "early" | "mid" | "late" | "about" | "around" | "end" | "beginning"
        )
    };
    let bare = tokens.iter().filter(|t| t.kind == Kind::Word && month(t.text).is_none());
    let says_little_else = bare.clone().all(|t| is_filler(&t.text.to_lowercase()) || is_ordinal_ending(t.text));
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(month) = month(token.text) else { continue };
        let reader = Reader { tokens: &tokens, at };
        let after = reader.day(1).map(|(day, _)| day).filter(|_| reader.year(2, true).is_none());
        let before = at.checked_sub(1).and_then(|before| Reader { tokens: &tokens, at: before }.day(0));
        let day = after.or(before.map(|(day, _)| day));
        if day.is_some() || says_little_else {
            found.push(Undated { month, day });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        dates(text)
            .into_iter()
            .map(|mention| format!("{} = {}", text.get(mention.at).unwrap(), mention.bounds))
            .collect()
    }

    #[test]
    fn days_months_and_years_are_read() {
        for (text, expected) in [
            ("On 8 May 1945 it ended.", "8 May 1945 = 1945-05-08"),
            ("November 17, 1933: recognition", "November 17, 1933 = 1933-11-17"),
            // The text does not tell the calendar.
            ("on the 13th of March 1881", "13th of March 1881 = 1881-03-13 to 1881-03-25"),
            ("13 March 1881 N.S.", "13 March 1881 N.S. = 1881-03-13"),
            ("1 March 1881 O.S.", "1 March 1881 O.S. = 1881-03-13"),
            ("2/14 July 1809", "2/14 July 1809 = 1809-07-02 to 1809-07-26"),
            ("31 October – 1 November 1942", "31 October – 1 November 1942 = 1942-10-31 to 1942-11-01"),
            ("in Sept. 1944", "Sept. 1944 = 1944-09-01 to 1944-09-30"),
            ("June -September 1944", "June -September 1944 = 1944-06-01 to 1944-09-30"),
            ("November 1971–February 1972", "November 1971–February 1972 = 1971-11-01 to 1972-02-29"),
            ("1944-09-18", "1944-09-18 = 1944-09-18"),
            ("from 1941 to 1945", "1941 to 1945 = 1941-01-01 to 1945-12-31"),
            ("(1939–45)", "1939–45 = 1939-01-01 to 1945-12-31"),
            ("the 1950s", "1950s = 1950-01-01 to 1959-12-31"),
            ("the 1950’s", "1950’s = 1950-01-01 to 1959-12-31"),
            ("the 20th century", "20th century = 1901-01-01 to 2000-12-31"),
            ("the spring of 1972", "spring of 1972 = 1972-01-01 to 1972-12-31"),
            ("By 1961", "1961 = 1961-12-31 or earlier"),
            ("in the years after 1991", "1991 = 1991-01-01 or later"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in ["He may march on 1945 miles", "1,400 miles", "3600 miles", "B-1917", "$1945", ""] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn months_without_a_year_are_read_where_they_are_dates() {
        assert_eq!(undated("March 2"), [Undated { month: 3, day: Some(2) }]);
        assert_eq!(undated("in early October"), [Undated { month: 10, day: None }]);
        assert_eq!(undated("when the October Revolution overthrew the government"), []);
    }
}
