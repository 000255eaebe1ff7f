//! EDTF expressions: the only module besides `bounds` and `calendar` that knows the crates `edtf-core` and
//! `edtf-calendars`.

use std::borrow::Cow;
use std::fmt;

use edtf_core::{Date, DateField, Edtf as Parsed, IntervalEndpoint, SetElement};
use lean_string::LeanStr;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use super::Calendar;
use super::plain::{Plain, is_plain};
use crate::text::{FormError, deserialize_string};

/// An Extended Date/Time Format expression (ISO 8601-2:2019, levels 0 to 2), kept as it is written.
///
/// It holds dates of one calendar or the other: `1800-02-29` is a Julian day and no Gregorian one, so whether a day
/// exists is settled where the calendar stands beside it. Times of day are refused: the dataset knows days.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Edtf(LeanStr);

crate::pack::pack_text!(Edtf, |text| Some(Self(text)));

impl Edtf {
    /// The outline that every expression fits. It is necessary, not sufficient: that a month has the day is beyond
    /// a regular expression.
    pub const PATTERN: &'static str = r"^[\[{]?[0-9XYES?~%/.,-]+[\]}]?$";

    /// Checks that the text is EDTF in at least one of the two calendars.
    ///
    /// # Errors
    /// [`FormError`] says where the text stops being EDTF.
    pub fn new(text: impl AsRef<str>) -> Result<Self, FormError> {
        let text = text.as_ref();
        if is_plain(text) {
            return Ok(Self(text.into()));
        }
        match parse(text, Calendar::Julian) {
            Ok(Parsed::DateTime(_)) => Err(FormError::new(format!("“{text}” has a time of day: give the day alone"))),
            Ok(_) => Ok(Self(text.into())),
            Err(message) => Err(FormError::new(message)),
        }
    }

    /// An expression written in this crate's own source.
    pub(super) fn literal(text: &'static str) -> Self {
        debug_assert!(parse(text, Calendar::Gregorian).is_ok(), "malformed literal {text:?}");
        Self(LeanStr::from_static_str(text))
    }

    /// The expression as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the expression is an interval `a/b`: something that lasted.
    #[must_use]
    pub fn is_interval(&self) -> bool {
        self.0.contains('/')
    }

    /// Whether the expression is an interval without a beginning, `../b`: it was always so.
    #[must_use]
    pub fn begins_open(&self) -> bool {
        self.0.starts_with("../")
    }

    /// Whether the expression is an interval without an end, `a/..`: it is still so. An end that is not known, `a/`,
    /// is another thing.
    #[must_use]
    pub fn ends_open(&self) -> bool {
        self.0.ends_with("/..")
    }

    /// Whether the expression names one day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        matches!(Plain::read(&self.0), Some(Plain::Day(..)))
            || matches!(self.parsed(Calendar::Julian), Parsed::Date(date)
            if date.precision() == edtf_core::Precision::Day && !date.has_unspecified())
    }

    /// Whether any part is marked doubtful (`?`, `%`) or approximate (`~`, `%`).
    #[must_use]
    pub fn is_qualified(&self) -> bool {
        self.0.contains(['?', '~', '%'])
    }

    /// Whether a season or another division of the year stands in the place of the month. Libraries do not agree
    /// which months those are.
    #[must_use]
    pub fn has_season(&self) -> bool {
        let season = |date: &Date| date.precision() == edtf_core::Precision::Season;
        !is_plain(&self.0) && dates(&self.parsed(Calendar::Julian)).iter().any(season)
    }

    /// The highest level of EDTF that the expression needs: 0, 1 or 2.
    #[must_use]
    pub fn level(&self) -> u8 {
        self.parsed(Calendar::Julian).level()
    }

    /// Whether the expression holds in that calendar.
    ///
    /// # Errors
    /// A sentence that names the day the calendar does not have.
    pub fn check_in(&self, calendar: Calendar) -> Result<(), String> {
        // The Julian calendar has every day that the Gregorian has, so `new` has checked it already; and so it has what
        // is plain.
        if calendar == Calendar::Julian || is_plain(&self.0) {
            Ok(())
        } else {
            parse(&self.0, Calendar::Gregorian).map(drop)
        }
    }

    /// The parsed expression. The text was checked when it was made, so this cannot fail; should the parser ever
    /// disagree with itself, an expression without any bounds stands in.
    pub(super) fn parsed(&self, calendar: Calendar) -> Parsed {
        parse(&self.0, calendar).or_else(|_| parse(&self.0, Calendar::Julian)).unwrap_or({
            Parsed::Interval(edtf_core::Interval { start: IntervalEndpoint::Unknown, end: IntervalEndpoint::Unknown })
        })
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::str::FromStr for Edtf {
    type Err = FormError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_string(deserializer)
    }
}

impl JsonSchema for Edtf {
    fn schema_name() -> Cow<'static, str> {
        "Edtf".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "edtf",
            "description": "An Extended Date/Time Format expression (ISO 8601-2:2019, levels 0 to 2), without time of day.",
            "pattern": Self::PATTERN,
            "examples": ["1809-11-05", "1842-02", "185X", "1853~/1857~", "[1867-03..1867-05]", "1741/.."],
        })
    }
}

/// Parses in the calendar. `edtf-core` knows the Gregorian calendar only, so a Julian 29 February that the Gregorian
/// calendar lacks is parsed as the 28th and set right in the result.
pub(super) fn parse(text: &str, calendar: Calendar) -> Result<Parsed, String> {
    let explain = |error: edtf_core::ParseError| {
        format!(
            "“{}” is not a date in Extended Date/Time Format: {} (at character {})",
            text.escape_debug(),
            error.message,
            error.offset + 1
        )
    };
    let error = match Parsed::parse(text) {
        Ok(parsed) => return Ok(parsed),
        Err(error) => explain(error),
    };
    if calendar != Calendar::Julian {
        return Err(error);
    }
    let (mended, leap_days) = without_julian_leap_days(text);
    if leap_days.is_empty() {
        return Err(error);
    }
    let mut parsed = Parsed::parse(&mended).map_err(|_| error)?;
    for (index, date) in dates_mut(&mut parsed).into_iter().enumerate() {
        if leap_days.binary_search(&index).is_ok()
            && let Some(day) = &mut date.day
        {
            *day = DateField { digits: [Some(2), Some(9)], ..*day };
        }
    }
    // The parser saw the 28th when it compared the two ends.
    if is_reversed(&parsed) { Err(format!("“{text}” ends before it begins")) } else { Ok(parsed) }
}

/// Whether a span between two whole days ends before it begins.
fn is_reversed(parsed: &Parsed) -> bool {
    let day = |date: &Date| Some((date.year.value()?, date.month?.value()?, date.day?.value()?));
    let reversed = |from, to| matches!((day(from), day(to)), (Some(from), Some(to)) if to < from);
    match parsed {
        Parsed::Interval(interval) => match (&interval.start, &interval.end) {
            (IntervalEndpoint::Date(from), IntervalEndpoint::Date(to)) => reversed(from, to),
            _ => false,
        },
        Parsed::Set(set) => {
            set.elements.iter().any(|element| matches!(element, SetElement::Range(from, to) if reversed(from, to)))
        }
        Parsed::Date(_) | Parsed::DateTime(_) => false,
    }
}

/// The text with every 29 February of a year divisible by 100 but not by 400 put a day earlier, and which dates of
/// the expression those are, counted from 0 and in order.
fn without_julian_leap_days(text: &str) -> (String, Vec<usize>) {
    let mut mended = String::with_capacity(text.len());
    let mut found = Vec::new();
    let mut index = 0;
    for piece in text.split_inclusive(['/', ',']) {
        for piece in split_inclusive_str(piece, "..") {
            let date = piece.trim_start_matches(['[', '{']);
            let date = date.strip_prefix('-').unwrap_or(date);
            let year = date.get(..4).and_then(|y| y.parse::<u16>().ok());
            let leap = year.is_some_and(|y| y % 100 == 0 && y % 400 != 0) && date.get(4..10) == Some("-02-29");
            if leap {
                found.push(index);
                mended.push_str(&piece.replacen("-02-29", "-02-28", 1));
            } else {
                mended.push_str(piece);
            }
            if piece.contains(|c: char| c.is_ascii_digit()) {
                index += 1;
            }
        }
    }
    (mended, found)
}

fn split_inclusive_str<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = text;
    core::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(separator).map_or(rest.len(), |at| at + separator.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Every date in the expression, in the order in which it is written.
fn dates(parsed: &Parsed) -> Vec<Date> {
    dates_mut(&mut parsed.clone()).into_iter().map(|date| *date).collect()
}

fn dates_mut(parsed: &mut Parsed) -> Vec<&mut Date> {
    match parsed {
        Parsed::Date(date) => vec![date],
        Parsed::DateTime(moment) => vec![&mut moment.date],
        Parsed::Interval(interval) => [&mut interval.start, &mut interval.end]
            .into_iter()
            .filter_map(|end| match end {
                IntervalEndpoint::Date(date)
                | IntervalEndpoint::OnOrBefore(date)
                | IntervalEndpoint::OnOrAfter(date) => Some(date),
                IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
            })
            .collect(),
        Parsed::Set(set) => set
            .elements
            .iter_mut()
            .flat_map(|element| match element {
                SetElement::Date(date) | SetElement::OnOrBefore(date) | SetElement::OnOrAfter(date) => vec![date],
                SetElement::Range(from, to) => vec![from, to],
            })
            .collect(),
    }
}
