//! From an expression and its calendar to Gregorian days.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use edtf_core::{Bound, Date, Edtf as Parsed, IntervalEndpoint, Precision, SetElement, YearKind};

use super::calendar::{COMPETITION_BEGINS, COMPETITION_ENDS, julian_to_gregorian, to_naive};
use super::plain::{self, Plain};
use super::{Calendar, Edtf};

/// The first and the last possible day, both inclusive, in the Gregorian calendar; `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The first possible day, or nothing if it may lie any time before.
    pub earliest: Option<NaiveDate>,
    /// The last possible day, or nothing if it may lie any time after.
    pub latest: Option<NaiveDate>,
}

impl Bounds {
    /// Any day at all.
    pub const OPEN: Self = Self { earliest: None, latest: None };

    /// One day.
    #[must_use]
    pub const fn day(day: NaiveDate) -> Self {
        Self { earliest: Some(day), latest: Some(day) }
    }

    /// Whether every day within these bounds lies before every day within the others.
    #[must_use]
    pub fn certainly_before(self, other: Self) -> bool {
        matches!((self.latest, other.earliest), (Some(latest), Some(earliest)) if latest < earliest)
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        !self.certainly_before(other) && !other.certainly_before(self)
    }

    /// Whether all days of the other lie within these.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        let from = match (self.earliest, other.earliest) {
            (None, _) => true,
            (Some(mine), Some(theirs)) => mine <= theirs,
            (Some(_), None) => false,
        };
        let to = match (self.latest, other.latest) {
            (None, _) => true,
            (Some(mine), Some(theirs)) => mine >= theirs,
            (Some(_), None) => false,
        };
        from && to
    }

    /// Whether the bounds are one day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.earliest.is_some() && self.earliest == self.latest
    }

    /// The least span that covers both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            earliest: self.earliest.zip(other.earliest).map(|(a, b)| a.min(b)),
            latest: self.latest.zip(other.latest).map(|(a, b)| a.max(b)),
        }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (Some(earliest), Some(latest)) if earliest == latest => write!(f, "{earliest}"),
            (Some(earliest), Some(latest)) => write!(f, "{earliest} to {latest}"),
            (Some(earliest), None) => write!(f, "{earliest} or later"),
            (None, Some(latest)) => write!(f, "{latest} or earlier"),
            (None, None) => f.write_str("any day"),
        }
    }
}

/// The bounds of a beginning and of an end. For what is not an interval the two are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// When it can have begun.
    pub begin: Bounds,
    /// When it can have ended.
    pub end: Bounds,
}

impl Span {
    /// From the first possible beginning to the last possible end.
    #[must_use]
    pub fn outer(self) -> Bounds {
        Bounds { earliest: self.begin.earliest, latest: self.end.latest }
    }

    /// Whether what is dated may have been going on, or have happened, within the bounds.
    #[must_use]
    pub fn possibly_within(self, bounds: Bounds) -> bool {
        self.outer().overlaps(bounds)
    }
}

pub(super) fn span(edtf: &Edtf, calendar: Calendar) -> Span {
    let text = edtf.as_str();
    if let Some(date) = Plain::read(text) {
        both(plain_bounds(date, calendar))
    } else if let Some((from, to)) = plain::interval(text) {
        Span { begin: plain_bounds(from, calendar), end: plain_bounds(to, calendar) }
    } else {
        parsed_span(edtf, calendar)
    }
}

fn plain_bounds(date: Plain, calendar: Calendar) -> Bounds {
    in_calendar(calendar, |calendar| {
        let [earliest, latest] = date.days(calendar);
        Bounds { earliest, latest }
    })
}

/// The same of any expression.
fn parsed_span(edtf: &Edtf, calendar: Calendar) -> Span {
    let bounds_of = |date: &Date| date_bounds(date, calendar);
    match edtf.parsed(calendar) {
        Parsed::Date(date) => both(bounds_of(&date)),
        Parsed::DateTime(moment) => both(bounds_of(&moment.date)),
        Parsed::Set(set) => both(
            set.elements
                .iter()
                .map(|element| match element {
                    SetElement::Date(date) => bounds_of(date),
                    SetElement::OnOrBefore(date) => Bounds { earliest: None, ..bounds_of(date) },
                    SetElement::OnOrAfter(date) => Bounds { latest: None, ..bounds_of(date) },
                    SetElement::Range(from, to) => {
                        Bounds { earliest: bounds_of(from).earliest, latest: bounds_of(to).latest }
                    }
                })
                .reduce(Bounds::union)
                .unwrap_or(Bounds::OPEN),
        ),
        Parsed::Interval(interval) => {
            let endpoint = |end: &IntervalEndpoint| match end {
                IntervalEndpoint::Date(date) => bounds_of(date),
                IntervalEndpoint::OnOrBefore(date) => Bounds { earliest: None, ..bounds_of(date) },
                IntervalEndpoint::OnOrAfter(date) => Bounds { latest: None, ..bounds_of(date) },
                IntervalEndpoint::Open | IntervalEndpoint::Unknown => Bounds::OPEN,
            };
            let (begin, end) = (endpoint(&interval.start), endpoint(&interval.end));
            // What is not known of one end is still limited by the other.
            Span {
                begin: Bounds { latest: begin.latest.or(end.latest), ..begin },
                end: Bounds { earliest: end.earliest.or(begin.earliest), ..end },
            }
        }
    }
}

fn both(bounds: Bounds) -> Span {
    Span { begin: bounds, end: bounds }
}

fn date_bounds(date: &Date, calendar: Calendar) -> Bounds {
    in_calendar(calendar, |calendar| if calendar == Calendar::Julian { julian(date) } else { gregorian(date) })
}

/// The bounds in the calendar, or what they are in both while the two competed, if it is not stated.
fn in_calendar(calendar: Calendar, bounds_in: impl Fn(Calendar) -> Bounds) -> Bounds {
    match calendar {
        Calendar::Gregorian | Calendar::Julian => bounds_in(calendar),
        Calendar::Unstated => {
            let (new_style, old_style) = (bounds_in(Calendar::Gregorian), bounds_in(Calendar::Julian));
            let competing = Bounds { earliest: Some(COMPETITION_BEGINS), latest: COMPETITION_ENDS.pred_opt() };
            if new_style.overlaps(competing) { new_style.union(old_style) } else { new_style }
        }
    }
}

fn gregorian(date: &Date) -> Bounds {
    let bounds = Parsed::Date(*date).bounds();
    Bounds {
        earliest: concrete(bounds.earliest).and_then(to_naive),
        latest: concrete(bounds.latest).and_then(to_naive),
    }
}

fn concrete(bound: Bound) -> Option<edtf_core::BoundDate> {
    match bound {
        Bound::Date(date) => Some(date),
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
    }
}

/// `edtf-core` reckons with Gregorian leap years. In the years 2000 to 2099 both calendars have the same ones, and a
/// century more or less changes nothing in the Julian calendar; so the date is put into that century, bounded there,
/// and put back.
fn julian(date: &Date) -> Bounds {
    let mut shifted = *date;
    let mut centuries = 0;
    // The years that significant digits leave open may be of several centuries. They are whole years, which begin and end
    // on the same days of both calendars.
    if let YearKind::Standard { negative, digits } = &mut shifted.year.kind
        && date.year.significant_digits.is_none()
    {
        if let Some(year) = date.year.value().filter(|_| *negative) {
            centuries = year.div_euclid(100) - 20;
            let digit = |value: i64| u8::try_from(value).ok();
            let of_century = year.rem_euclid(100);
            (*negative, *digits) = (false, [Some(2), Some(0), digit(of_century / 10), digit(of_century % 10)]);
        } else if let [Some(thousands), Some(hundreds), ..] = *digits {
            centuries = i64::from(thousands) * 10 + i64::from(hundreds) - 20;
            [digits[0], digits[1]] = [Some(2), Some(0)];
        }
    }
    let bounds = Parsed::Date(shifted).bounds();
    let convert = |bound| {
        let mut day = concrete(bound)?;
        // A February that is not in that century, as that with which the winter of its last year ends, is a Gregorian one.
        if date.precision() != Precision::Day && (day.month, day.day) == (2, 28) && day.year % 4 == 0 {
            day.day = 29;
        }
        julian_to_gregorian(day.year + 100 * centuries, day.month, day.day)
    };
    Bounds { earliest: convert(bounds.earliest), latest: convert(bounds.latest) }
}

/// The nominal year, month and day of a Gregorian day in the calendar asked for.
pub(super) fn nominal(date: NaiveDate) -> (i64, u32, u32) {
    (i64::from(date.year()), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::HistoricalDate;
    use super::*;

    fn plain() -> impl Strategy<Value = String> {
        prop_oneof![
            "[0-9]{4}",
            "[0-9]{4}-(0[0-9]|1[0-3])",
            "[0-9]{4}-(0[0-9]|1[0-3])-[0-3][0-9]",
            // Leap days, and the days on which the calendars begin and cease to compete.
            "(0000|0004|0100|1500|1600|1700|1800|1900|2000)-02-(28|29|30)",
            "(1582-10|1923-0[23])-[0-3][0-9]",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_plain_expression_means_what_the_parser_of_all_expressions_says(
            from in plain(), to in prop::option::of(plain()), calendar in prop::sample::select(Calendar::ALL)
        ) {
            let text = to.map_or(from.clone(), |to| format!("{from}/{to}"));
            let parsed = super::super::edtf::parse(&text, calendar).is_ok();
            let date = HistoricalDate::new(&text, calendar);
            prop_assert_eq!(date.is_ok(), parsed, "{}", text);
            if let Ok(date) = date {
                prop_assert_eq!(date.span(), parsed_span(&date.edtf, calendar), "{}", text);
            }
        }
    }

    fn bounds(edtf: &str, calendar: Calendar) -> String {
        HistoricalDate::new(edtf, calendar).unwrap().bounds().to_string()
    }

    #[test]
    fn julian_dates_convert_to_the_day() {
        assert_eq!(bounds("1917-03-02", Calendar::Julian), "1917-03-15");
        assert_eq!(bounds("1867-03-18", Calendar::Julian), "1867-03-30");
        assert_eq!(bounds("1800-02-29", Calendar::Julian), "1800-03-12");
        assert_eq!(bounds("1700-02-18/1800-02-29", Calendar::Julian), "1700-02-28 to 1800-03-12");
    }

    #[test]
    fn julian_months_and_years_give_the_honest_span() {
        assert_eq!(bounds("1917", Calendar::Julian), "1917-01-14 to 1918-01-13");
        // The offset changes inside the month, which has 29 days.
        assert_eq!(bounds("1900-02", Calendar::Julian), "1900-02-13 to 1900-03-13");
        assert_eq!(bounds("180X", Calendar::Julian), "1800-01-12 to 1810-01-12");
        assert_eq!(bounds("18XX-02-29", Calendar::Julian), "1800-03-12 to 1896-03-12");
    }

    #[test]
    fn a_julian_winter_ends_with_its_february() {
        // Found by the fuzzer: 1700 is a leap year of the Julian calendar only.
        let winter = HistoricalDate::new("1700-02-29/1699-28", Calendar::Julian).unwrap().span();
        assert_eq!(winter.begin.to_string(), "1700-03-11");
        assert_eq!(winter.end.to_string(), "1699-12-11 to 1700-03-11");
        assert_eq!(bounds("16XX-24", Calendar::Julian), "1600-12-11 to 1700-03-11");
        // 72 days after what would be 1 March of the Gregorian calendar, which has no 29 February in 9900.
        assert_eq!(bounds("XX00-02", Calendar::Julian), "0000-01-30 to 9900-05-12");
        assert_eq!(bounds("1698-24", Calendar::Julian), "1698-12-11 to 1699-03-10");
        assert_eq!(bounds("1699-24", Calendar::Gregorian), "1699-12-01 to 1700-02-28");
    }

    #[test]
    fn significant_digits_leave_the_same_years_open_in_both_calendars() {
        // The first two were found by the fuzzer.
        for (edtf, bounds) in [
            ("-0073S2", "-0099-01-01 to 0000-12-31"),
            ("-0001S2", "-0099-01-01 to 0000-12-31"),
            ("1853S1", "1000-01-01 to 1999-12-31"),
            ("1853S2", "1800-01-01 to 1899-12-31"),
        ] {
            let [julian, gregorian] = [Calendar::Julian, Calendar::Gregorian]
                .map(|calendar| HistoricalDate::new(edtf, calendar).unwrap().bounds());
            assert_eq!(gregorian.to_string(), bounds);
            let nominal = |day: Option<NaiveDate>| super::super::gregorian_to_julian(day.unwrap()).unwrap();
            let years = [gregorian.earliest, gregorian.latest].map(|day| i64::from(day.unwrap().year()));
            assert_eq!(nominal(julian.earliest), (years[0], 1, 1), "{edtf}");
            assert_eq!(nominal(julian.latest), (years[1], 12, 31), "{edtf}");
        }
    }

    #[test]
    fn a_julian_leap_day_may_stand_anywhere() {
        assert_eq!(bounds("[1800-02-29,1800-03-02]", Calendar::Julian), "1800-03-12 to 1800-03-14");
        assert_eq!(bounds("{1800-02-29..1800-03-02}", Calendar::Julian), "1800-03-12 to 1800-03-14");
        assert_eq!(bounds("1800-02-29?/..", Calendar::Julian), "1800-03-12 or later");
    }

    #[test]
    fn before_the_year_zero_every_fourth_julian_year_is_a_leap_year() {
        let days = |edtf| HistoricalDate::new(edtf, Calendar::Julian).unwrap().bounds();
        for (february, last, length) in [("-0100-02", "-0100-02-29", 29), ("-0099-02", "-0099-02-28", 28)] {
            let (month, day) = (days(february), days(last));
            assert_eq!(month.latest, day.earliest, "{february}");
            assert_eq!((month.latest.unwrap() - month.earliest.unwrap()).num_days() + 1, length, "{february}");
        }
    }

    #[test]
    fn an_unstated_date_covers_both_readings_while_the_calendars_compete() {
        assert_eq!(bounds("1821-09-16", Calendar::Unstated), "1821-09-16 to 1821-09-28");
        assert_eq!(bounds("1821-09", Calendar::Unstated), "1821-09-01 to 1821-10-12");
        assert_eq!(bounds("1933-11-17", Calendar::Unstated), "1933-11-17");
        assert_eq!(bounds("1500-01-01", Calendar::Unstated), "1500-01-01");
    }

    #[test]
    fn open_ends_stay_open() {
        assert_eq!(bounds("1741/..", Calendar::Gregorian), "1741-01-01 or later");
        assert_eq!(bounds("../1918-01-31", Calendar::Julian), "1918-02-13 or earlier");
        assert_eq!(bounds("[..1743]", Calendar::Gregorian), "1743-12-31 or earlier");
        assert_eq!(bounds("1741/", Calendar::Gregorian), "1741-01-01 or later");
    }

    #[test]
    fn an_interval_has_a_beginning_and_an_end() {
        let lasted = HistoricalDate::new("1853~/1857~", Calendar::Gregorian).unwrap().span();
        assert_eq!(lasted.begin.to_string(), "1853-01-01 to 1853-12-31");
        assert_eq!(lasted.end.to_string(), "1857-01-01 to 1857-12-31");
        let moment = HistoricalDate::new("[1853..1857]", Calendar::Gregorian).unwrap().span();
        assert_eq!(moment.begin, moment.end);
        let open = HistoricalDate::new("1991-12-25/..", Calendar::Gregorian).unwrap().span();
        assert_eq!(open.end.to_string(), "1991-12-25 or later");
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_refused() {
        assert!(HistoricalDate::new("1809-02-30", Calendar::Gregorian).is_err());
        assert!(HistoricalDate::new("1809-02-30", Calendar::Julian).is_err());
        assert!(HistoricalDate::new("1800-02-29", Calendar::Gregorian).is_err());
        assert!(HistoricalDate::new("1800-02-29", Calendar::Unstated).is_err());
        assert!(HistoricalDate::new("1809-11-05T12:00:00", Calendar::Gregorian).is_err());
    }

    #[test]
    fn no_span_ends_before_it_begins() {
        for reversed in
            ["1741/1740", "1741-05/1741-03", "[1743..1741]", "1800-02-29/1800-02-28", "[1800-02-29..1800-02-28]"]
        {
            assert!(HistoricalDate::new(reversed, Calendar::Julian).is_err(), "{reversed}");
        }
        assert!(HistoricalDate::new("1800-02-28/1800-02-29", Calendar::Julian).is_ok());
    }
}
