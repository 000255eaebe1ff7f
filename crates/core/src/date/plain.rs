//! Plain expressions: a year, a month or a day without any mark, and what lasted from one to another.
//!
//! Nearly every date of a dataset is one of these. They are understood here at a glance; everything else is left to the
//! parser of the whole of EDTF, and both come to the same wherever both can speak (the tests hold them to that).

use chrono::NaiveDate;

use super::calendar::{Calendar, julian_to_gregorian};

/// A year from 0000 to 9999, a month of it, or a day of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    Year(u16),
    Month(u16, u8),
    Day(u16, u8, u8),
}

impl Plain {
    /// Reads a plain date that both calendars have.
    pub(super) fn read(text: &str) -> Option<Self> {
        let two = |from: usize| number(text.get(from..from + 2)?).and_then(|number| u8::try_from(number).ok());
        let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
        let year = number(text.get(..4)?)?;
        match text.len() {
            4 => Some(Self::Year(year)),
            7 if dash(4) => Some(Self::Month(year, two(5).filter(|month| (1..=12).contains(month))?)),
            10 if dash(4) && dash(7) => {
                let (month, day) = (two(5)?, two(8)?);
                let is_there = (1..=12).contains(&month) && day >= 1 && day <= length(year, month, Calendar::Gregorian);
                is_there.then_some(Self::Day(year, month, day))
            }
            _ => None,
        }
    }

    /// The first and the last of its days in the calendar, as year, month and day.
    fn ends(self, calendar: Calendar) -> [(u16, u8, u8); 2] {
        match self {
            Self::Year(year) => [(year, 1, 1), (year, 12, 31)],
            Self::Month(year, month) => [(year, month, 1), (year, month, length(year, month, calendar))],
            Self::Day(year, month, day) => [(year, month, day); 2],
        }
    }

    /// The first and the last of its days, both as days of the Gregorian calendar. The calendar is one of the two.
    pub(super) fn days(self, calendar: Calendar) -> [Option<NaiveDate>; 2] {
        self.ends(calendar).map(|(year, month, day)| match calendar {
            Calendar::Julian => julian_to_gregorian(i64::from(year), month, day),
            _ => NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)),
        })
    }
}

/// Reads an interval between two plain dates of one kind, of which the first does not lie after the second.
pub(super) fn interval(text: &str) -> Option<(Plain, Plain)> {
    let (from, to) = text.split_once('/')?;
    let (from, to) = (from.len() == to.len()).then_some((Plain::read(from)?, Plain::read(to)?))?;
    let begin = |plain: Plain| plain.ends(Calendar::Gregorian)[0];
    (begin(from) <= begin(to)).then_some((from, to))
}

/// Whether the expression is plain: a date, or an interval between two.
pub(super) fn is_plain(text: &str) -> bool {
    Plain::read(text).is_some() || interval(text).is_some()
}

fn number(digits: &str) -> Option<u16> {
    digits.bytes().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0')))
}

/// How many days the month has.
fn length(year: u16, month: u8, calendar: Calendar) -> u8 {
    let is_leap = year.is_multiple_of(4)
        && (calendar == Calendar::Julian || !year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
