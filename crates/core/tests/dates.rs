//! Dates against the verdicts of others: cases on which three other EDTF libraries agree, pairs of days on which two
//! calendar libraries agree, and a fourth calendar library as a witness for every day.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use chrono::{Datelike, NaiveDate};
use julian::Calendar as Oracle;
use proptest::prelude::*;
use usru_core::date::{Calendar, Edtf, HistoricalDate, gregorian_to_julian, julian_to_gregorian};

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn edtf_cases_have_the_agreed_verdict_and_bounds() {
    let rows = rows(include_str!("fixtures/edtf.csv"));
    assert!(rows.len() > 180);
    let shown = |day: Option<NaiveDate>| {
        // The fixture writes years as EDTF does: four digits, with a sign only before the year 0.
        day.map_or("open".to_owned(), |day| {
            let sign = if day.year() < 0 { "-" } else { "" };
            format!("{sign}{:04}-{:02}-{:02}", day.year().abs(), day.month(), day.day())
        })
    };
    for row in rows {
        let [edtf, valid, earliest, latest] = row.as_slice() else { panic!("{row:?}") };
        let date = HistoricalDate::new(edtf, Calendar::Gregorian);
        assert_eq!(date.is_ok(), valid == "yes", "{edtf}: {date:?}");
        if let Ok(date) = date {
            let bounds = date.bounds();
            assert_eq!((shown(bounds.earliest), shown(bounds.latest)), (earliest.clone(), latest.clone()), "{edtf}");
        }
    }
}

#[test]
fn julian_cases_convert() {
    for row in rows(include_str!("fixtures/julian.csv")) {
        let [julian, gregorian] = row.as_slice() else { panic!("{row:?}") };
        let date = HistoricalDate::new(julian, Calendar::Julian);
        if gregorian == "no such day" {
            assert!(date.is_err(), "{julian}");
        } else {
            assert_eq!(date.unwrap().bounds().to_string(), *gregorian, "{julian}");
        }
    }
}

#[test]
fn every_day_agrees_with_another_library() {
    let oracle = Oracle::JULIAN;
    let mut day = NaiveDate::from_ymd_opt(1700, 1, 1).unwrap();
    let end = NaiveDate::from_ymd_opt(1923, 12, 31).unwrap();
    while day <= end {
        let number =
            julian::Calendar::GREGORIAN.at_ymd(day.year(), month(day.month()), day.day()).unwrap().julian_day_number();
        let theirs = oracle.at_jdn(number);
        let ours = gregorian_to_julian(day).unwrap();
        assert_eq!(
            ours,
            (i64::from(theirs.year()), theirs.month().number().try_into().unwrap(), theirs.day().try_into().unwrap())
        );
        assert_eq!(julian_to_gregorian(ours.0, ours.1, ours.2), Some(day));
        day = day.succ_opt().unwrap();
    }
}

fn month(number: u32) -> julian::Month {
    julian::Month::try_from(number).unwrap()
}

#[test]
fn the_schema_pattern_lets_every_valid_expression_through() {
    let schema = serde_json::json!({ "type": "string", "pattern": Edtf::PATTERN });
    let validator = jsonschema::validator_for(&schema).unwrap();
    for row in rows(include_str!("fixtures/edtf.csv")) {
        if row[1] == "yes" {
            assert!(validator.is_valid(&serde_json::json!(row[0])), "{}", row[0]);
        }
    }
}

/// A year, month or day with the length of the month left to chance, so that some do not exist.
fn simple() -> impl Strategy<Value = String> {
    (1000..2100_i32, 1..=12_u32, 1..=31_u32, 0..3_u8).prop_map(|(year, month, day, precision)| match precision {
        0 => format!("{year:04}"),
        1 => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    })
}

fn expression() -> impl Strategy<Value = String> {
    prop_oneof![
        simple(),
        (simple(), "[?~%]").prop_map(|(date, mark)| date + &mark),
        (simple(), simple()).prop_map(|(a, b)| format!("{a}/{b}")),
        simple().prop_map(|date| format!("{date}/..")),
        simple().prop_map(|date| format!("../{date}")),
        (simple(), simple()).prop_map(|(a, b)| format!("[{a}..{b}]")),
        (simple(), simple()).prop_map(|(a, b)| format!("[{a},{b}]")),
        simple().prop_map(|date| format!("[..{date}]")),
        "[0-9X?~%./,\\[\\]{}-]{0,16}",
        "\\PC{0,12}",
    ]
}

fn calendar() -> impl Strategy<Value = Calendar> {
    prop::sample::select(Calendar::ALL.to_vec())
}

proptest! {
    #[test]
    fn no_text_makes_a_date_panic(text in expression(), calendar in calendar()) {
        if let Ok(date) = HistoricalDate::new(&text, calendar) {
            let bounds = date.bounds();
            let _ = (date.span(), date.in_words(), date.edtf.is_day(), date.edtf.level(), date.edtf.has_season());
            if let (Some(earliest), Some(latest)) = (bounds.earliest, bounds.latest) {
                prop_assert!(earliest <= latest || date.edtf.is_interval(), "{text}: {bounds}");
            }
            prop_assert_eq!(date.edtf.as_str(), text.as_str());
        }
    }

    #[test]
    fn an_unstated_date_covers_the_other_two(text in expression()) {
        let in_calendar = |calendar| HistoricalDate::new(&text, calendar).ok().map(|date| date.bounds());
        if let (Some(unstated), Some(gregorian)) = (in_calendar(Calendar::Unstated), in_calendar(Calendar::Gregorian)) {
            prop_assert!(unstated.encloses(gregorian), "{text}: {unstated} does not cover {gregorian}");
        }
    }

    #[test]
    fn a_julian_day_is_the_one_that_the_other_library_gives(year in 1..4000_i32, month in 1..=12_u32, day in 1..=31_u32) {
        let theirs = Oracle::JULIAN.at_ymd(year, self::month(month), day).ok();
        let ours = HistoricalDate::new(&format!("{year:04}-{month:02}-{day:02}"), Calendar::Julian).ok();
        prop_assert_eq!(theirs.is_some(), ours.is_some());
        if let (Some(theirs), Some(ours)) = (theirs, ours) {
            let theirs = theirs.convert_to(Oracle::GREGORIAN);
            let expected = NaiveDate::from_ymd_opt(theirs.year(), theirs.month().number(), theirs.day());
            prop_assert_eq!(ours.bounds().earliest, expected);
        }
    }
}
