//! The two calendars and the days on which they compete.

use chrono::{Datelike, NaiveDate};
use edtf_calendars::JulianDate;
use edtf_core::BoundDate;

use crate::model::vocabulary;

vocabulary! {
    /// The calendar that a date is written in.
    #[derive(Default)]
    Calendar {
        /// The Gregorian calendar, New Style; before 1582 counted backwards.
        #[default]
        Gregorian = "gregorian",
        /// The Julian calendar with the year beginning on 1 January, Old Style: Russia to 31 January 1918.
        Julian = "julian",
        /// The source does not say and nothing decides it: while both calendars were in use the date covers both
        /// readings.
        Unstated = "unstated",
    }
}

/// The first Gregorian day on which the two calendars competed: the reform took effect on 15 October 1582.
pub const COMPETITION_BEGINS: NaiveDate = day(1582, 10, 15);

/// The first Gregorian day on which they no longer did: Greece, the last state to change, went from 15 February to
/// 1 March 1923.
pub const COMPETITION_ENDS: NaiveDate = day(1923, 3, 1);

/// A constant day; a wrong one does not compile.
#[expect(clippy::panic, reason = "evaluated at compile time only")]
const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("no such day"),
    }
}

/// The Gregorian day of a Julian year, month and day; nothing if the Julian calendar has no such day.
#[must_use]
pub fn julian_to_gregorian(year: i64, month: u8, day: u8) -> Option<NaiveDate> {
    edtf_calendars::julian_to_gregorian(JulianDate { year, month, day }).ok().and_then(to_naive)
}

/// The Julian year, month and day of a Gregorian day.
#[must_use]
pub fn gregorian_to_julian(date: NaiveDate) -> Option<(i64, u8, u8)> {
    let bound = BoundDate {
        year: i64::from(date.year()),
        month: u8::try_from(date.month()).ok()?,
        day: u8::try_from(date.day()).ok()?,
    };
    let julian = edtf_calendars::gregorian_to_julian(bound).ok()?;
    Some((julian.year, julian.month, julian.day))
}

/// The day as chrono has it; nothing beyond chrono's range of some 262,000 years either way.
pub(super) fn to_naive(date: BoundDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(date.year).ok()?, u32::from(date.month), u32::from(date.day))
}
