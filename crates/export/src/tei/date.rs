//! Dates: the expression as the dataset has it, its Gregorian days as TEI's own attributes, and its words.

use chrono::{Datelike, NaiveDate};
use usru_core::date::{Basis, Bounds, Calendar, DateReading, DateRef, HistoricalDate};
use usru_core::text::Text;

use super::context::Context;
use super::ids::Position;
use super::statement::{Encode, Encoded, annotate, note};
use super::xml::{Element, el};

/// A date or the reading of its variant.
pub(super) trait Dated: Encode {
    /// What says which days it can mean.
    fn date_ref(&self) -> DateRef<'_>;

    /// The date as elements, the twin in the other calendar after it; what is said about it goes to the notes.
    fn encode_at(&self, at: &Position, cx: &Context<'_>, notes: &mut Vec<Element>) -> Vec<Element> {
        let (elements, anchor) = annotate(self, at, cx, notes);
        anchor.hold_first(elements)
    }
}

impl Dated for HistoricalDate {
    fn date_ref(&self) -> DateRef<'_> {
        self.as_ref()
    }
}

impl Dated for DateReading {
    fn date_ref(&self) -> DateRef<'_> {
        self.as_ref()
    }
}

/// What `HistoricalDate` and `DateReading` say alike.
pub(super) fn encode(
    date: DateRef<'_>,
    basis: Option<Basis>,
    as_written: Option<&Text>,
    own_note: Option<&Text>,
    at: &Position,
) -> Encoded {
    let start = || el("date").attr("type", at.name());
    let main = fill(start().opt("evidence", basis.map(Basis::as_str)), date);
    let dual = date.dual.map(|dual| {
        let twin = DateRef { edtf: &dual.edtf, calendar: dual.calendar, dual: None };
        fill(start().attr("subtype", "dual"), twin)
    });
    Encoded {
        elements: std::iter::once(main).chain(dual).collect(),
        own: [("as-written", as_written), ("note", own_note)]
            .into_iter()
            .filter_map(|(kind, text)| Some(note(kind).text(text?.as_str())))
            .collect(),
        inner: Vec::new(),
    }
}

/// A `date` with its attributes and its words.
pub(super) fn element(date: DateRef<'_>) -> Element {
    fill(el("date"), date)
}

fn fill(element: Element, date: DateRef<'_>) -> Element {
    let mut element = element.attrs(attributes(date));
    if !date.edtf.is_interval() {
        let text = date.edtf.as_str();
        if text.contains(['?', '%']) {
            element = element.attr("cert", "low");
        }
        if text.contains(['~', '%']) {
            element = element.attr("precision", "low");
        }
    }
    element.attr("calendar", calendars_of_words(date)).text(date.in_words())
}

/// The attributes of a dated element: the expression, unless `@when` says it all, and the Gregorian days.
pub(super) fn attributes(date: DateRef<'_>) -> Vec<(&'static str, String)> {
    let expression = date.edtf.as_str();
    if date.calendar == Calendar::Gregorian && is_w3c(expression) {
        return vec![("when", expression.to_owned())];
    }
    let mut attributes = gregorian(date);
    attributes.push(("when-custom", expression.to_owned()));
    attributes.push(("datingMethod", method(date.calendar).to_owned()));
    attributes
}

/// The declared system in which an expression is to be read.
fn method(calendar: Calendar) -> &'static str {
    match calendar {
        Calendar::Gregorian => "#cal-edtf",
        Calendar::Julian => "#cal-julian",
        Calendar::Unstated => "#cal-unstated",
    }
}

/// The calendars in which the words give the date.
fn calendars_of_words(date: DateRef<'_>) -> &'static str {
    let day = date.bounds().is_day();
    match date.calendar {
        Calendar::Gregorian if day && date.dual.is_some() => "#cal-gregorian #cal-julian",
        Calendar::Gregorian => "#cal-gregorian",
        Calendar::Julian if day => "#cal-julian #cal-gregorian",
        Calendar::Julian => "#cal-julian",
        Calendar::Unstated => "#cal-unstated",
    }
}

/// Whether the expression is a year, a month or a day as W3C XML Schema writes them.
fn is_w3c(expression: &str) -> bool {
    let mut parts = expression.split('-');
    let number = |part: Option<&str>, digits: usize, range: std::ops::RangeInclusive<u16>| {
        part.is_none_or(|part| {
            part.len() == digits
                && part.bytes().all(|b| b.is_ascii_digit())
                && part.parse().is_ok_and(|number| range.contains(&number))
        })
    };
    number(parts.next(), 4, 1..=9999)
        && number(parts.next(), 2, 1..=12)
        && number(parts.next(), 2, 1..=31)
        && parts.next().is_none()
}

/// The Gregorian days that a date can mean. A bound beyond the years that W3C XML Schema and EDTF count alike is
/// left out.
fn gregorian(date: DateRef<'_>) -> Vec<(&'static str, String)> {
    let span = date.span();
    if !date.edtf.is_interval() {
        let bounds = span.outer();
        return match exact(bounds) {
            Some(when) if bounds.is_day() || !date.edtf.is_qualified() => vec![("when", when)],
            _ => [("notBefore", bounds.earliest), ("notAfter", bounds.latest)]
                .into_iter()
                .filter_map(|(name, bound)| Some((name, day(bound?)?)))
                .collect(),
        };
    }
    // A beginning or an end that is a day, a month or a year is written as that; one that is anything else is
    // limited by its outermost day.
    let begin = match exact(span.begin) {
        Some(from) => Some(("from", from)),
        None => span.begin.earliest.and_then(day).map(|day| ("notBefore", day)),
    };
    let end = match exact(span.end) {
        Some(to) => Some(("to", to)),
        None => span.end.latest.and_then(day).map(|day| ("notAfter", day)),
    };
    begin.into_iter().chain(end).collect()
}

/// Bounds that are exactly a day, a month or a year of the Gregorian calendar, as W3C XML Schema writes it.
fn exact(bounds: Bounds) -> Option<String> {
    let (first, last) = bounds.earliest.zip(bounds.latest)?;
    let written = day(first).filter(|_| day(last).is_some())?;
    let to_month_end = last.succ_opt().is_none_or(|next| next.month() != last.month());
    if first == last {
        Some(written)
    } else if first.year() != last.year() || first.day() != 1 || !to_month_end {
        None
    } else if first.month() == last.month() {
        Some(format!("{:04}-{:02}", first.year(), first.month()))
    } else if first.month() == 1 && last.month() == 12 {
        Some(format!("{:04}", first.year()))
    } else {
        None
    }
}

fn day(day: NaiveDate) -> Option<String> {
    (1..=9999).contains(&day.year()).then(|| format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes_of(edtf: &str, calendar: Calendar) -> String {
        attributes(HistoricalDate::new(edtf, calendar).unwrap().as_ref())
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_plain_gregorian_date_is_when_alone() {
        for plain in ["1809-11-05", "1842-02", "1853", "0001", "9999-12-31"] {
            assert_eq!(attributes_of(plain, Calendar::Gregorian), format!("when={plain}"));
        }
    }

    #[test]
    fn a_moment_within_limits() {
        for (edtf, expected) in [
            ("[1867-03..1867-05]", "notBefore=1867-03-01 notAfter=1867-05-31 "),
            ("[..1743]", "notAfter=1743-12-31 "),
            ("185X", "notBefore=1850-01-01 notAfter=1859-12-31 "),
            ("1853~", "notBefore=1853-01-01 notAfter=1853-12-31 "),
            ("1853-05-02?", "when=1853-05-02 "),
            ("1853-05-XX", "when=1853-05 "),
        ] {
            let expected = format!("{expected}when-custom={edtf} datingMethod=#cal-edtf");
            assert_eq!(attributes_of(edtf, Calendar::Gregorian), expected);
        }
    }

    #[test]
    fn what_lasted_has_a_beginning_and_an_end() {
        for (edtf, expected) in [
            ("1853~/1857~", "from=1853 to=1857 "),
            ("1917-03/1933-11-16", "from=1917-03 to=1933-11-16 "),
            ("1991-12-25/..", "from=1991-12-25 "),
            ("../1918-01-31", "to=1918-01-31 "),
            ("185X/1861", "notBefore=1850-01-01 to=1861 "),
            ("1741/", "from=1741 "),
        ] {
            let expected = format!("{expected}when-custom={edtf} datingMethod=#cal-edtf");
            assert_eq!(attributes_of(edtf, Calendar::Gregorian), expected);
        }
    }

    #[test]
    fn a_julian_date_keeps_its_own_words() {
        for (edtf, expected) in [
            ("1917-03-02", "when=1917-03-15 "),
            ("1800-02-29", "when=1800-03-12 "),
            ("1917-02", "notBefore=1917-02-14 notAfter=1917-03-13 "),
            ("1917-03-02/1918", "from=1917-03-15 notAfter=1919-01-13 "),
        ] {
            let expected = format!("{expected}when-custom={edtf} datingMethod=#cal-julian");
            assert_eq!(attributes_of(edtf, Calendar::Julian), expected);
        }
    }

    #[test]
    fn an_unstated_calendar_covers_both_readings() {
        assert_eq!(
            attributes_of("1821-09-16", Calendar::Unstated),
            "notBefore=1821-09-16 notAfter=1821-09-28 when-custom=1821-09-16 datingMethod=#cal-unstated"
        );
        assert_eq!(
            attributes_of("1933-11-17", Calendar::Unstated),
            "when=1933-11-17 when-custom=1933-11-17 datingMethod=#cal-unstated"
        );
    }

    #[test]
    fn years_that_w3c_counts_otherwise_have_no_derived_days() {
        assert_eq!(attributes_of("-0044", Calendar::Gregorian), "when-custom=-0044 datingMethod=#cal-edtf");
        assert_eq!(attributes_of("0000", Calendar::Gregorian), "when-custom=0000 datingMethod=#cal-edtf");
        assert_eq!(attributes_of("Y12345", Calendar::Gregorian), "when-custom=Y12345 datingMethod=#cal-edtf");
        assert_eq!(
            attributes_of("-0044/0014", Calendar::Gregorian),
            "to=0014 when-custom=-0044/0014 datingMethod=#cal-edtf"
        );
    }

    #[test]
    fn words_say_in_which_calendars_they_are() {
        let date = HistoricalDate::new("1917-03-02", Calendar::Julian).unwrap();
        assert_eq!(
            super::super::xml::to_string(&element(date.as_ref())),
            "<date when=\"1917-03-15\" when-custom=\"1917-03-02\" datingMethod=\"#cal-julian\" \
             calendar=\"#cal-julian #cal-gregorian\">2 March 1917 O.S. (15 March 1917 N.S.)</date>"
        );
        let date = HistoricalDate::new("1853%", Calendar::Gregorian).unwrap();
        assert!(super::super::xml::to_string(&element(date.as_ref())).contains("cert=\"low\" precision=\"low\""));
    }
}
