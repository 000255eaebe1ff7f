//! A date in English words, for diagnostics and for the reading text of the TEI export.

use edtf_core::{Date, DateField, Edtf as Parsed, IntervalEndpoint, SetElement, SetKind};

use super::bounds::{Bounds, nominal};
use super::calendar::gregorian_to_julian;
use super::{Calendar, DateRef};

/// The months in English, from January to December.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2 March 1917 O.S. (15 March 1917 N.S.)`, `between March and May 1867`, `from 1917 to 1933`; an expression with no
/// plain reading stays as it is.
pub(super) fn in_words(date: DateRef<'_>) -> String {
    let Some(words) = expression(&date.edtf.parsed(date.calendar)) else {
        return date.edtf.to_string();
    };
    match date.calendar {
        Calendar::Unstated => format!("{words} (calendar not stated)"),
        Calendar::Julian => match one_day(date.bounds()) {
            Some(day) => format!("{words} O.S. ({} N.S.)", day_in_words(nominal(day))),
            None => format!("{words} O.S."),
        },
        Calendar::Gregorian => match (date.dual, one_day(date.bounds())) {
            (Some(_), Some(day)) => match gregorian_to_julian(day) {
                Some((year, month, julian)) => {
                    format!("{words} N.S. ({} O.S.)", day_in_words((year, u32::from(month), u32::from(julian))))
                }
                None => words,
            },
            _ => words,
        },
    }
}

fn one_day(bounds: Bounds) -> Option<chrono::NaiveDate> {
    bounds.earliest.filter(|_| bounds.is_day())
}

fn expression(parsed: &Parsed) -> Option<String> {
    match parsed {
        Parsed::Date(date) => single(date),
        Parsed::DateTime(_) => None,
        Parsed::Interval(interval) => {
            let endpoint = |end: &IntervalEndpoint| match end {
                IntervalEndpoint::Date(date) => Some(Some(single(date)?)),
                IntervalEndpoint::Open | IntervalEndpoint::Unknown => Some(None),
                IntervalEndpoint::OnOrBefore(_) | IntervalEndpoint::OnOrAfter(_) => None,
            };
            match (endpoint(&interval.start)?, endpoint(&interval.end)?) {
                (Some(from), Some(to)) => Some(format!("from {from} to {to}")),
                (Some(from), None) => Some(format!("from {from}")),
                (None, Some(to)) => Some(format!("until {to}")),
                (None, None) => None,
            }
        }
        Parsed::Set(set) => match (set.kind, set.elements.as_slice()) {
            (SetKind::OneMember, [SetElement::Range(from, to)]) => {
                Some(format!("between {} and {}", single(from)?, single(to)?))
            }
            (SetKind::OneMember, [SetElement::OnOrBefore(date)]) => Some(format!("{} or earlier", single(date)?)),
            (SetKind::OneMember, [SetElement::OnOrAfter(date)]) => Some(format!("{} or later", single(date)?)),
            (kind, elements) => {
                let members = elements
                    .iter()
                    .map(|element| match element {
                        SetElement::Date(date) => single(date),
                        _ => None,
                    })
                    .collect::<Option<Vec<_>>>()?;
                Some(members.join(if kind == SetKind::OneMember { " or " } else { " and " }))
            }
        },
    }
}

fn single(date: &Date) -> Option<String> {
    let words = match (date.month.map(DateField::value), date.day.map(DateField::value)) {
        (None, None) => year(date)?,
        (Some(month), None) => format!("{} {}", month_name(u32::from(month?))?, year(date)?),
        (Some(month), Some(day)) => format!("{} {} {}", day?, month_name(u32::from(month?))?, year(date)?),
        (None, Some(_)) => return None,
    };
    Some(match (date.is_approximate(), date.is_uncertain()) {
        (false, false) => words,
        (true, false) => format!("about {words}"),
        (false, true) => format!("perhaps {words}"),
        (true, true) => format!("perhaps about {words}"),
    })
}

fn year(date: &Date) -> Option<String> {
    if let Some(year) = date.year.value() {
        // A true minus sign, which no spreadsheet takes for the beginning of a formula.
        return Some(year.to_string().replace('-', "\u{2212}"));
    }
    // 185X is a decade, 18XX a century; other masks have no plain words.
    let edtf_core::YearKind::Standard { negative: false, digits } = date.year.kind else { return None };
    match digits {
        [Some(a), Some(b), Some(c), None] => Some(format!("the {a}{b}{c}0s")),
        _ => None,
    }
}

fn month_name(month: u32) -> Option<&'static str> {
    MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?).copied()
}

fn day_in_words((year, month, day): (i64, u32, u32)) -> String {
    format!("{day} {} {year}", month_name(month).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::HistoricalDate;
    use super::*;

    #[test]
    fn dates_read_as_a_historian_writes_them() {
        let words = |edtf, calendar| HistoricalDate::new(edtf, calendar).unwrap().in_words();
        assert_eq!(words("1809-11-05", Calendar::Gregorian), "5 November 1809");
        assert_eq!(words("1917-03-02", Calendar::Julian), "2 March 1917 O.S. (15 March 1917 N.S.)");
        assert_eq!(words("1842-02", Calendar::Gregorian), "February 1842");
        assert_eq!(words("185X", Calendar::Gregorian), "the 1850s");
        assert_eq!(words("1853~", Calendar::Gregorian), "about 1853");
        assert_eq!(words("1917/1933", Calendar::Gregorian), "from 1917 to 1933");
        assert_eq!(words("1991-12-25/..", Calendar::Gregorian), "from 25 December 1991");
        assert_eq!(words("[1867-03..1867-05]", Calendar::Gregorian), "between March 1867 and May 1867");
        assert_eq!(words("1821-09-16", Calendar::Unstated), "16 September 1821 (calendar not stated)");
        assert_eq!(words("1XX3", Calendar::Gregorian), "1XX3");
    }
}
