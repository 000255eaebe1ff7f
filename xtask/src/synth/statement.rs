//! The statements that records of many kinds share: dates, names, claims, each with sources and other readings.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::pen::{Fields, Pen};
use super::prose;
use super::time::{self, Period, Precision, plus, told, written};
use super::words::Word;

/// A reading that is not preferred: what it says, who says so, of what standing and why.
pub(super) fn variant(pen: &mut Pen, reading: impl Into<Value>, status: &str) -> Value {
    let reason = prose::reason(&mut pen.dice, status);
    let citations = pen.ledger.cite(&mut pen.dice, 1);
    json!({ "reading": reading.into(), "citations": citations, "status": status, "reason": reason })
}

/// A date of a true day, in so many of a hundred cases with other readings.
pub(super) fn date(pen: &mut Pen, day: NaiveDate, old_style: bool, varied: u32) -> Fields {
    let (mut date, precision) = written(&mut pen.dice, day, old_style);
    if pen.dice.chance(25) {
        date = date.with("basis", pen.dice.one(&["stated", "inferred", "computed"]));
    }
    if pen.dice.chance(20) {
        date = date.with("note", prose::note(&mut pen.dice));
    }
    if pen.dice.chance(60) {
        let count = pen.dice.one(&[1, 1, 1, 2, 3]);
        date = date.with("citations", pen.ledger.cite(&mut pen.dice, count));
    }
    if pen.dice.chance(varied) { with_readings(pen, date, precision, day) } else { date }
}

/// Vaguer readings hold the true day too. A wrong day is always `rejected`.
fn with_readings(pen: &mut Pen, date: Fields, precision: Precision, day: NaiveDate) -> Fields {
    let mut variants = Vec::new();
    // A day may be told as its month alone, and that must not be said twice.
    let mut said = vec![date.get("edtf").cloned()];
    match precision {
        Precision::Day => {
            if pen.dice.chance(65) {
                let vaguer = pen.dice.one(&[Precision::Month, Precision::Year]);
                let reading = told(day, vaguer);
                if !said.contains(&reading.get("edtf").cloned()) {
                    said.push(reading.get("edtf").cloned());
                    variants.push(variant(pen, reading, "imprecise"));
                }
            }
            if variants.is_empty() || pen.dice.chance(15) {
                let off = pen.dice.between(13, 40);
                let reading = told(wrong(pen, day, off), Precision::Day);
                let status = pen.dice.one(&["rejected", "rejected", "superseded"]);
                if !said.contains(&reading.get("edtf").cloned()) {
                    variants.push(variant(pen, reading, status));
                }
            }
        }
        Precision::Month | Precision::Perhaps => {
            let reading = told(day, Precision::Year);
            variants.push(variant(pen, reading, "imprecise"));
        }
        Precision::Year | Precision::About | Precision::Decade => {
            let reading = told(wrong(pen, day, 800), Precision::Year);
            variants.push(variant(pen, reading, "rejected"));
        }
    }
    date.list("variants", variants)
}

/// A day so many days off, before or after, and not after the present.
fn wrong(pen: &mut Pen, day: NaiveDate, days: i64) -> NaiveDate {
    let later = plus(day, days);
    if pen.dice.chance(50) && later <= time::now() { later } else { plus(day, -days) }
}

/// From one true day to another, with its source now and then.
pub(super) fn lasting(pen: &mut Pen, period: Period) -> Fields {
    let date = time::lasting(&mut pen.dice, period);
    if pen.dice.chance(40) { date.with("citations", pen.ledger.cite(&mut pen.dice, 1)) } else { date }
}

fn name(pen: &mut Pen, text: &str, lang: &str, kind: &str, cited: u32) -> Value {
    let name = Fields::new().with("text", text).with("lang", lang).with("kind", kind);
    if pen.dice.chance(cited) { name.with("citations", pen.ledger.cite(&mut pen.dice, 1)).into() } else { name.into() }
}

/// The name in English, in Cyrillic and, where it is another, in the scholars' transliteration.
pub(super) fn names(pen: &mut Pen, word: &Word, kind: &str, cited: u32) -> Vec<Value> {
    let mut names = vec![name(pen, &word.english, "en", kind, cited)];
    if pen.dice.chance(75) {
        names.push(name(pen, &word.cyrillic, "ru-Cyrl", "native", cited));
        if word.scholarly != word.english {
            names.push(name(pen, &word.scholarly, "ru-Latn-t-ru-m0-alaloc", "transliteration", 0));
        }
    }
    if pen.dice.chance(8) {
        let spelling = format!("{}e", word.english);
        names.push(name(pen, &spelling, "en", "source-spelling", 100));
    }
    names
}

/// Claims in so many of a hundred cases: one, a few, or many.
pub(super) fn claims(pen: &mut Pen, percent: u32) -> Vec<Value> {
    if !pen.dice.chance(percent) {
        return Vec::new();
    }
    let count = pen.dice.one(&[1, 1, 1, 2, 2, 3, 5]);
    let mut claims = Vec::new();
    let mut said = BTreeSet::new();
    for _ in 0..count {
        let kind = pen.dice.one(&["fact", "fact", "fact", "motive", "cause", "consequence", "assessment", "provision"]);
        let text = prose::sentence(&mut pen.dice);
        if !said.insert(text.clone()) {
            continue;
        }
        let cited = pen.dice.one(&[1, 1, 1, 2]);
        let citations = pen.ledger.cite(&mut pen.dice, cited);
        let mut variants = Vec::new();
        let other = prose::sentence(&mut pen.dice);
        if pen.dice.chance(33) && other != text {
            let status = pen.dice.one(&["disputed", "imprecise", "rejected"]);
            variants.push(variant(pen, json!({ "kind": kind, "text": other }), status));
        }
        let claim = Fields::new().with("kind", kind).with("text", text).list("citations", citations);
        claims.push(claim.list("variants", variants).into());
    }
    claims
}

/// One who takes part in a role: `agent` is the field that names the one.
pub(super) fn participant(pen: &mut Pen, agent: &str, id: &str, role: &str, on_behalf_of: Option<&str>) -> Value {
    let one = Fields::new().with(agent, id).with("role", role).maybe("on_behalf_of", on_behalf_of);
    let one = if pen.dice.chance(5) { one.with("note", prose::note(&mut pen.dice)) } else { one };
    if pen.dice.chance(14) { one.with("citations", pen.ledger.cite(&mut pen.dice, 1)).into() } else { one.into() }
}

/// The fields that end every record.
pub(super) fn ending(pen: &mut Pen, record: Fields, summary: &str, claimed: u32, links: Vec<Value>) -> Fields {
    let summary = prose::summary(&mut pen.dice, summary);
    let claims = claims(pen, claimed);
    let count = pen.dice.one(&[1, 1, 2, 2, 2, 3, 4]);
    let citations = pen.ledger.cite(&mut pen.dice, count);
    let identifiers = if pen.dice.chance(4) { identifiers(pen) } else { Vec::new() };
    record
        .with("summary", summary)
        .list("claims", claims)
        .list("links", links)
        .list("identifiers", identifiers)
        .list("citations", citations)
}

fn identifiers(pen: &mut Pen) -> Vec<Value> {
    let mut identifiers = vec![json!({ "scheme": "wikidata", "value": format!("Q{}", pen.number()) })];
    if pen.dice.chance(30) {
        identifiers.push(json!({ "scheme": "viaf", "value": format!("{}", 100_000_000 + pen.number()) }));
    }
    identifiers
}
