//! True days, and what a record says of them: less exactly, or in the other calendar, but never wrongly.

use chrono::{Datelike, Days, NaiveDate};
use serde_json::json;
use usru_core::date::{MONTHS, gregorian_to_julian};

use super::dice::Dice;
use super::pen::Fields;

/// The days from the one to the other, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) begin: NaiveDate,
    pub(super) end: NaiveDate,
}

impl Period {
    /// From the first day of one year to the first day of another.
    pub(super) fn years(from: i64, to: i64) -> Self {
        Self { begin: new_year(from), end: new_year(to) }
    }

    /// How many days lie between beginning and end.
    pub(super) fn days(self) -> i64 {
        (self.end - self.begin).num_days()
    }

    pub(super) fn contains(self, day: NaiveDate) -> bool {
        self.begin <= day && day <= self.end
    }

    /// What the two have in common, if that is at least so many days.
    pub(super) fn meet(self, other: Self, least: i64) -> Option<Self> {
        let both = Self { begin: self.begin.max(other.begin), end: self.end.min(other.end) };
        (both.days() >= least).then_some(both)
    }

    /// The period without so many days at either end; its middle day if nothing is left.
    pub(super) fn inner(self, days: i64) -> Self {
        let days = days.min(self.days() / 2);
        Self { begin: plus(self.begin, days), end: plus(self.end, -days) }
    }
}

/// The first of January.
pub(super) fn new_year(year: i64) -> NaiveDate {
    i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)).unwrap_or_default()
}

/// So many days later, or earlier.
pub(super) fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    let count = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) };
    moved.unwrap_or(day)
}

/// Today, as the invented world has it.
pub(super) fn now() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 30).unwrap_or_default()
}

/// The last day on which those who kept the Julian calendar wrote by it.
fn old_style_ends() -> NaiveDate {
    NaiveDate::from_ymd_opt(1918, 2, 13).unwrap_or_default()
}

/// A day as a calendar counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    year: i64,
    month: u32,
    day: u32,
}

impl Count {
    pub(super) fn gregorian(day: NaiveDate) -> Self {
        Self { year: i64::from(day.year()), month: day.month(), day: day.day() }
    }

    fn julian(day: NaiveDate) -> Self {
        gregorian_to_julian(day).map_or(Self::gregorian(day), |(year, month, day)| Self {
            year,
            month: u32::from(month),
            day: u32::from(day),
        })
    }

    fn edtf(self, precision: Precision) -> String {
        let Self { year, month, day } = self;
        match precision {
            // A first of January looks like a year that somebody filled up.
            Precision::Day if (month, day) != (1, 1) => format!("{year:04}-{month:02}-{day:02}"),
            Precision::Day | Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Year => format!("{year:04}"),
            Precision::About => format!("{year:04}~"),
            Precision::Perhaps => format!("{year:04}-{month:02}?"),
            Precision::Decade => format!("{:03}X", year / 10),
        }
    }

    /// The day as an English source writes it.
    pub(super) fn in_words(self) -> String {
        let month = MONTHS.get(self.month.saturating_sub(1) as usize).copied().unwrap_or_default();
        format!("{month} {}, {}", self.day, self.year)
    }
}

/// How exactly a date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Precision {
    #[default]
    Day,
    Month,
    Year,
    About,
    Perhaps,
    Decade,
}

/// In the shares of the real dataset: three of five dates are to the day.
const PRECISIONS: [Precision; 20] = {
    use Precision::{About, Day, Decade, Month, Perhaps, Year};
    [
        Day, Day, Day, Day, Day, Day, Day, Day, Day, Day, Day, Day, Month, Month, Month, Year, Year, About, Perhaps,
        Decade,
    ]
};

/// What is written of a true day, and how exactly.
pub(super) fn written(dice: &mut Dice, day: NaiveDate, old_style: bool) -> (Fields, Precision) {
    let precision = dice.one(&PRECISIONS);
    let exact = precision == Precision::Day;
    let (new, old) = (Count::gregorian(day), Count::julian(day));
    let julian = old_style && day <= old_style_ends() && dice.chance(60);
    let fields = if julian && exact && dice.chance(65) && [new, old].iter().all(|c| (c.month, c.day) != (1, 1)) {
        // Both styles, as a careful source has them.
        let ((one, its), (other, twin)) =
            if dice.chance(60) { ((new, "gregorian"), (old, "julian")) } else { ((old, "julian"), (new, "gregorian")) };
        let dual = json!({ "edtf": other.edtf(precision), "calendar": twin });
        let fields = Fields::new().with("edtf", one.edtf(precision)).with("dual", dual);
        if its == "julian" { fields.with("calendar", its) } else { fields }
    } else if julian {
        Fields::new().with("edtf", old.edtf(precision)).with("calendar", "julian")
    } else if exact && day <= old_style_ends() && dice.chance(4) {
        Fields::new().with("edtf", if dice.chance(50) { new } else { old }.edtf(precision)).with("calendar", "unstated")
    } else if exact && dice.chance(5) {
        let (from, to) = (plus(day, -dice.between(1, 40)), plus(day, dice.between(1, 40)));
        let ends = [from, to].map(|day| Count::gregorian(day).edtf(Precision::Month));
        let [from, to] = &ends;
        Fields::new().with("edtf", if from == to { from.clone() } else { format!("[{from}..{to}]") })
    } else {
        let fields = Fields::new().with("edtf", new.edtf(precision));
        let words = exact && (new.month, new.day) != (1, 1) && dice.chance(6);
        if words { fields.with("as_written", new.in_words()) } else { fields }
    };
    (fields, precision)
}

/// A true day told so exactly in the Gregorian calendar, and nothing else.
pub(super) fn told(day: NaiveDate, precision: Precision) -> Fields {
    Fields::new().with("edtf", Count::gregorian(day).edtf(precision))
}

/// From a true day to another, or on to the present.
pub(super) fn lasting(dice: &mut Dice, period: Period) -> Fields {
    let precision = dice.one(&[Precision::Day, Precision::Day, Precision::Month, Precision::Year, Precision::About]);
    let begin = Count::gregorian(period.begin).edtf(precision);
    let end = if period.end >= now() { "..".to_owned() } else { Count::gregorian(period.end).edtf(precision) };
    Fields::new().with("edtf", if begin == end { begin } else { format!("{begin}/{end}") })
}
