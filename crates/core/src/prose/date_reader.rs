//! The grammar of dates in English prose.

use std::ops::Range;

use super::{Kind, Token};
use crate::date::{Bounds, Calendar, HistoricalDate, MONTHS};

/// The month of that English name or of its usual abbreviation.
pub(super) fn month(word: &str) -> Option<u32> {
    let is = |name: &&str| word == *name || (word == "Sept" && *name == "September") || name.get(..3) == Some(word);
    MONTHS.iter().position(is).and_then(|at| u32::try_from(at + 1).ok())
}

fn is_season(word: &str) -> bool {
    ["spring", "summer", "autumn", "fall", "winter"].iter().any(|season| word.eq_ignore_ascii_case(season))
}

pub(super) fn is_ordinal_ending(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

/// Reads from one token on; each method tells the token after what it has read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) tokens: &'t [Token<'t>],
    pub(super) at: usize,
}

impl<'t> Reader<'t> {
    fn get(self, ahead: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at + ahead)
    }

    fn is(self, ahead: usize, text: &str) -> bool {
        self.get(ahead).is_some_and(|token| token.is(text))
    }

    pub(super) fn bytes(self, end: usize) -> Range<usize> {
        let start = self.get(0).map_or(0, |token| token.start);
        start..end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, Token::end)
    }

    /// Whether between the mention that ended there and this token stands only what joins the two to one span.
    pub(super) fn joins(self, end: usize) -> bool {
        match self.tokens.get(end..self.at) {
            Some([only]) => only.is_dash() || only.is("/") || matches!(only.text, "to" | "until" | "through" | "and"),
            _ => false,
        }
    }

    /// The date here and the token after it. A bare year needs words before it that lead to a date, or the date that
    /// it is joined to.
    pub(super) fn date(self, joined: bool) -> Option<(Bounds, usize)> {
        // A date begins with a figure, a month or a season, and most words are none of these.
        let first = self.get(0)?;
        let begins = match first.kind {
            Kind::Figure => true,
            Kind::Word => month(first.text).is_some() || is_season(first.text),
            Kind::Sign => false,
        };
        if !begins {
            return None;
        }
        let (bounds, end) = self
            .day_month_year()
            .or_else(|| self.day_month_to_date())
            .or_else(|| self.month_day_year())
            .or_else(|| self.months_of_year())
            .or_else(|| self.iso())
            .or_else(|| self.season())
            .or_else(|| self.decade_or_century())
            .or_else(|| self.years(joined))?;
        Some((bounds, self.at + end))
    }

    /// A day of a month: `17`, `17th`.
    pub(super) fn day(self, ahead: usize) -> Option<(u32, usize)> {
        let token = self.get(ahead).filter(|token| token.kind == Kind::Figure && token.text.len() <= 2)?;
        let day = token.text.parse().ok().filter(|day| (1..=31).contains(day))?;
        let ordinal = self.get(ahead + 1).is_some_and(|next| next.glued && is_ordinal_ending(next.text));
        Some((day, ahead + 1 + usize::from(ordinal)))
    }

    fn month(self, ahead: usize) -> Option<(u32, usize)> {
        let month = month(self.get(ahead)?.text)?;
        let dot = self.is(ahead + 1, ".") && self.get(ahead)?.text.len() <= 4 && !self.is(ahead, "May");
        Some((month, ahead + 1 + usize::from(dot)))
    }

    /// A year of four digits, after a comma or a closing bracket too.
    pub(super) fn year(self, ahead: usize, loose: bool) -> Option<(i32, usize)> {
        let skip = usize::from(loose && (self.is(ahead, ",") || self.is(ahead, "]") || self.is(ahead, "of")));
        let token = self.get(ahead + skip)?;
        Some((plain_year(token)?, ahead + skip + 1))
    }

    /// `13 March 1881`, `2/14 July 1809`, `3–9 May 1944`.
    fn day_month_year(self) -> Option<(Bounds, usize)> {
        let (first, last, month, next) = self.day_month()?;
        let (year, next) = self.year(next, true)?;
        let (calendar, next) = self.style(next);
        // A day in both styles runs over the end of a month: 28 June/10 July.
        let from = day_bounds(year, month, first, calendar)?;
        Some((day_bounds(year, month, last, calendar).map_or(from, |to| from.union(to)), next))
    }

    /// `31 October – 1 November 1782`: the year stands with the second date.
    fn day_month_to_date(self) -> Option<(Bounds, usize)> {
        let (day, _, month, next) = self.day_month()?;
        self.get(next).filter(|token| token.is_dash() || token.is("to") || token.is("/"))?;
        let (to, end) = Self { at: self.at + next + 1, ..self }.day_month_year()?;
        let year = chrono::Datelike::year(&to.latest?);
        let from = [year, year - 1]
            .into_iter()
            .filter_map(|year| day_bounds(year, month, day, Calendar::Unstated))
            .find(|from| from.certainly_before(to))?;
        Some((from.union(to), next + 1 + end))
    }

    /// `13 March`, `13th of March`, `2/14 July`: the first day, the last day and the month.
    fn day_month(self) -> Option<(u32, u32, u32, usize)> {
        let (first, mut next) = self.day(0)?;
        let mut last = first;
        if self.get(next).is_some_and(|token| token.is("/") || token.is_dash()) {
            (last, next) = self.day(next + 1)?;
        }
        let (month, next) = self.month(next + usize::from(self.is(next, "of")))?;
        Some((first, last, month, next))
    }

    /// `March 13, 1881`, `July 3–9, 1944`.
    fn month_day_year(self) -> Option<(Bounds, usize)> {
        let (month, next) = self.month(0)?;
        let (first, mut next) = self.day(next)?;
        let mut last = first;
        if self.get(next).is_some_and(|token| token.is("/") || token.is_dash()) {
            (last, next) = self.day(next + 1)?;
        }
        let (year, next) = self.year(next, true)?;
        let (calendar, next) = self.style(next);
        let from = day_bounds(year, month, first, calendar)?;
        Some((day_bounds(year, month, last, calendar).map_or(from, |to| from.union(to)), next))
    }

    /// `March 1881`, `August–December 1807`, `March or April 1807`.
    fn months_of_year(self) -> Option<(Bounds, usize)> {
        let (first, next) = self.month(0)?;
        let joint = |token: &Token<'_>| {
            token.is_dash() || token.is("/") || token.is("to") || token.is("or") || token.is("and") || token.is("until")
        };
        let second = self.month(next + 1).filter(|_| self.get(next).is_some_and(joint));
        let (last, next) = second.unwrap_or((first, next));
        let (year, next) = self.year(next, true)?;
        let (calendar, next) = self.style(next);
        // October–March 1807: the year is that of the end.
        let begin = if first > last { year - 1 } else { year };
        let from = bounds(&format!("{begin:04}-{first:02}"), calendar)?;
        Some((from.union(bounds(&format!("{year:04}-{last:02}"), calendar)?), next))
    }

    /// `1881-03-13`.
    fn iso(self) -> Option<(Bounds, usize)> {
        let (year, _) = self.year(0, false)?;
        let glued = |ahead: usize| self.get(ahead).is_some_and(|token| token.glued);
        let two = |ahead: usize| self.get(ahead).filter(|token| token.kind == Kind::Figure && token.text.len() == 2);
        let (month, day) = (two(2)?, two(4)?);
        let dashes = self.is(1, "-") && self.is(3, "-") && (1..=4).all(glued);
        let text = format!("{year:04}-{}-{}", month.text, day.text);
        Some((bounds(&text, Calendar::Unstated).filter(|_| dashes)?, 5))
    }

    /// `spring of 1872`, `Winter 1866–1867`. Which months a season has depends on the hemisphere, so the whole year is
    /// meant, and of a winter the months on either side too.
    fn season(self) -> Option<(Bounds, usize)> {
        let word = self.get(0).map(|token| token.text).filter(|word| is_season(word))?;
        let is_winter = word.eq_ignore_ascii_case("winter");
        let mut next = 1;
        // Spring–Summer 1893; of, in, of the year.
        while self.get(next).is_some_and(|t| t.is_dash() || matches!(t.text, "of" | "in" | "," | "Summer" | "summer")) {
            next += 1;
        }
        let (from, to, next) = self.year_span(next)?;
        if is_winter {
            let from = bounds(&format!("{:04}-12", from - 1), Calendar::Unstated)?;
            return Some((from.union(bounds(&format!("{:04}-03", to + 1), Calendar::Unstated)?), next));
        }
        Some((year_bounds(from, to)?, next))
    }

    /// `the 1850s`, `the 1700s`, `19th century`.
    fn decade_or_century(self) -> Option<(Bounds, usize)> {
        let token = self.get(0).filter(|token| token.kind == Kind::Figure)?;
        if let Some(year) = plain_year(token).filter(|year| year % 10 == 0) {
            let apostrophe = usize::from(self.get(1).is_some_and(|t| t.glued && matches!(t.text, "’" | "'")));
            self.get(1 + apostrophe).filter(|t| t.glued && t.is("s"))?;
            let length = if year % 100 == 0 { 99 } else { 9 };
            return Some((year_bounds(year, year + length)?, 2 + apostrophe));
        }
        let (number, next) = self.day(0)?;
        let is_century = self.get(next).is_some_and(|t| matches!(t.text, "century" | "centuries"));
        let century = i32::try_from(number).ok().filter(|_| is_century && next == 2)?;
        Some((year_bounds(century * 100 - 99, century * 100)?, next + 1))
    }

    /// A year, or one to another, where the words before it lead to a date.
    fn years(self, joined: bool) -> Option<(Bounds, usize)> {
        let (from, to, next) = self.year_span(0)?;
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let leads = match before {
            None => true,
            Some(token) if token.kind == Kind::Word => {
                leads_to_year(&token.text.to_lowercase()) || month(token.text).is_some()
            }
            Some(token) => matches!(token.text, "(" | "[" | "," | ";"),
        };
        // A comma, or nothing, may also stand before a plain number.
        let weak = before.is_none_or(|token| token.kind == Kind::Sign);
        let counted = self.get(next).is_some_and(|token| token.kind == Kind::Word && token.text.ends_with('s'));
        ((leads || joined) && !(weak && counted && !joined)).then_some(())?;
        let glued_letter = self.get(next).is_some_and(|token| token.kind == Kind::Word && token.glued);
        Some((year_bounds(from, to).filter(|_| !glued_letter)?, next))
    }

    /// `1861`, `1861–1865`, `1861–65`.
    fn year_span(self, ahead: usize) -> Option<(i32, i32, usize)> {
        let (from, next) = self.year(ahead, false)?;
        let joint = self.get(next).is_some_and(|token| token.is_dash() || token.is("/"));
        let to = self.get(next + 1).filter(|token| joint && token.kind == Kind::Figure).and_then(|token| {
            let short = || token.text.parse::<i32>().ok().filter(|_| token.text.len() == 2);
            plain_year(token).or_else(|| Some(from - from.rem_euclid(100) + short()?))
        });
        match to {
            Some(to) if to >= from => Some((from, to, next + 2)),
            _ => Some((from, from, next)),
        }
    }

    /// `O.S.` or `N.S.` behind a date.
    fn style(self, ahead: usize) -> (Calendar, usize) {
        let calendar = match self.get(ahead).map(|token| token.text) {
            Some("O") => Calendar::Julian,
            Some("N") => Calendar::Gregorian,
            _ => return (Calendar::Unstated, ahead),
        };
        if self.is(ahead + 1, ".") && self.is(ahead + 2, "S") {
            (calendar, ahead + 3 + usize::from(self.is(ahead + 3, ".")))
        } else {
            (Calendar::Unstated, ahead)
        }
    }

    /// The bounds, left open where the words before the date leave them open.
    pub(super) fn opened(self, bounds: Bounds) -> Bounds {
        let words = self.tokens.get(..self.at).unwrap_or_default().iter().rev().take(5);
        for token in words {
            match token.text.to_lowercase().as_str() {
                "before" | "by" | "until" | "till" => return Bounds { earliest: None, ..bounds },
                "after" | "since" => return Bounds { latest: None, ..bounds },
                "the" | "early" | "mid" | "late" | "end" | "of" | "about" | "around" | "summer" | "spring"
                | "autumn" | "winter" | "beginning" | "-" | "in" | "years" | "year" => {}
                _ => break,
            }
        }
        bounds
    }
}

fn plain_year(token: &Token<'_>) -> Option<i32> {
    let is_plain = token.text.len() == 4 && token.text.bytes().all(|byte| byte.is_ascii_digit());
    token.text.parse().ok().filter(|year| is_plain && (1000..2200).contains(year))
}

fn leads_to_year(word: &str) -> bool {
    matches!(
        word,
        "in" | "of"
            | "from"
            | "to"
            | "since"
            | "until"
            | "till"
            | "by"
            | "before"
            | "after"
            | "about"
            | "around"
            | "between"
            | "early"
            | "mid"
            | "late"
            | "circa"
            | "ca"
            | "during"
            | "year"
            | "years"
            | "through"
            | "autumn"
            | "fall"
            | "end"
            | "beginning"
            | "election"
    )
}

fn day_bounds(year: i32, month: u32, day: u32, calendar: Calendar) -> Option<Bounds> {
    bounds(&format!("{year:04}-{month:02}-{day:02}"), calendar)
}

fn year_bounds(from: i32, to: i32) -> Option<Bounds> {
    let year = |year: i32| bounds(&format!("{year:04}"), Calendar::Unstated);
    Some(year(from)?.union(year(to)?))
}

fn bounds(edtf: &str, calendar: Calendar) -> Option<Bounds> {
    HistoricalDate::new(edtf, calendar).ok().map(|date| date.bounds())
}
