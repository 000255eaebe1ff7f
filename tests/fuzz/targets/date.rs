//! Dates: an expression in each of the three calendars. What is accepted is written as it was read, its bounds are in
//! order, and the days that bound it convert to the other calendar and back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usru_core::date::{Bounds, Calendar, Edtf, HistoricalDate, gregorian_to_julian, julian_to_gregorian};

fuzz_target!(|text: &str| {
    let Ok(edtf) = Edtf::new(text) else { return };
    assert_eq!(edtf.as_str(), text);
    let _ = (edtf.is_day(), edtf.is_interval(), edtf.is_qualified(), edtf.has_season(), edtf.level());
    for calendar in [Calendar::Gregorian, Calendar::Julian, Calendar::Unstated] {
        let Ok(date) = HistoricalDate::new(text, calendar) else { continue };
        let json = serde_json::to_string(&date).expect("a date is written");
        assert_eq!(serde_json::from_str::<HistoricalDate>(&json).expect("a date is read back"), date);
        let span = date.span();
        for bounds in [span.begin, span.end, date.bounds()] {
            in_order(text, calendar, bounds);
        }
        assert!(!date.in_words().is_empty());
    }
});

fn in_order(text: &str, calendar: Calendar, bounds: Bounds) {
    if let (Some(earliest), Some(latest)) = (bounds.earliest, bounds.latest) {
        assert!(earliest <= latest, "{text} ({calendar}): {earliest} to {latest}");
    }
    for day in [bounds.earliest, bounds.latest].into_iter().flatten() {
        if let Some((year, month, julian_day)) = gregorian_to_julian(day) {
            assert_eq!(julian_to_gregorian(year, month, julian_day), Some(day), "{text} ({calendar})");
        }
    }
}
