//! Measures: numbers of events and agreements, some in words as well, some disputed.

use serde_json::json;
use usru_core::collection::Collection;
use usru_core::record::Measure;

use super::documents::Deed;
use super::pen::{Fields, Pen};
use super::statement::{date, ending, variant};

/// Kind, unit, what is measured, the least and the greatest value, and the step between values.
type Kind = (&'static str, &'static str, &'static str, i64, i64, i64);

const KINDS: &[Kind] = &[
    ("count", "person", "people who took part", 30, 90_000, 10),
    ("count", "ship", "ships that called", 2, 400, 1),
    ("money", "thaler", "sum granted", 1_000, 9_000_000, 1_000),
    ("money", "crown", "price paid", 500, 2_000_000, 500),
    ("mass", "ton", "grain delivered", 10, 80_000, 10),
    ("length", "kilometre", "line built", 5, 4_000, 5),
    ("area", "square-kilometre", "land surveyed", 20, 900_000, 20),
    ("duration", "day", "time that it took", 3, 700, 1),
    ("share", "percent", "shares held by the treasury", 5, 70, 1),
    ("votes", "vote", "votes in favour", 12, 600, 1),
    ("casualties", "person", "people who lost their homes", 10, 40_000, 10),
];

/// Makes so many measures of the deeds.
pub(super) fn make(pen: &mut Pen, deeds: &[Deed], count: usize) -> anyhow::Result<()> {
    for _ in 0..count {
        let at = pen.dice.below(deeds.len());
        let Some(deed) = deeds.get(at) else { continue };
        let (kind, unit, what, least, most, step) = pen.dice.one(KINDS);
        let value = pen.dice.between(least / step, most / step) * step;
        let subject = pen.word().english;
        let named = pen.name(Collection::Measures, &format!("{subject}: {what}"));
        let mut quantity = Fields::new().with("value", value).with("unit", unit);
        match pen.dice.below(20) {
            0..3 => quantity = quantity.with("comparison", pen.dice.one(&["about", "nearly", "more-than", "at-least"])),
            3 => quantity = quantity.with("upper", value + step * pen.dice.between(1, 9)),
            4..7 => quantity = quantity.with("as_written", format!("{} {}", grouped(value), unit.replace('-', " "))),
            _ => {}
        }
        if pen.dice.chance(35) {
            quantity = quantity.with("citations", pen.ledger.cite(&mut pen.dice, 1));
        }
        if pen.dice.chance(31) {
            let other = Fields::new().with("value", value + step * pen.dice.between(1, 20)).with("unit", unit);
            let status = pen.dice.one(&["disputed", "rejected", "superseded"]);
            let varied = variant(pen, other, status);
            quantity = quantity.list("variants", vec![varied]);
        }
        let day = pen.dice.day(deed.time);
        let when = if pen.dice.chance(64) { Some(date(pen, day, false, 10)) } else { None };
        let record = Fields::new()
            .with("id", named.id.as_str())
            .with("kind", kind)
            .with("label", named.label)
            .with("what", what)
            .with("quantity", quantity)
            .with("of", json!(deed.reference))
            .maybe("date", when);
        let record = ending(pen, record, "A figure from the accounts.", 5, Vec::new());
        pen.put::<Measure>(record)?;
    }
    Ok(())
}

/// The number with a comma before every three digits.
fn grouped(value: i64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
