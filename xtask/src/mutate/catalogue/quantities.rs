//! Numbers, units and coordinates.

use serde_json::{Number, Value, json};

use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::world::{Site, World};

const NO_WORDS: &str = "no text of the record gives the number too";

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "factor-of-a-thousand",
        sentence: "A number is too great or too small by a factor of a thousand, where the record gives it in its own words too.",
        seen: Seen::Always,
        make: |world, draw| changed(world, draw, Words::Some, thousandfold),
    },
    Kind {
        id: "factor-of-a-thousand-alone",
        sentence: "A number is too great or too small by a factor of a thousand, and nothing else gives it.",
        seen: Seen::Sometimes(NO_WORDS),
        make: |world, draw| changed(world, draw, Words::None, thousandfold),
    },
    Kind {
        id: "digits-exchanged",
        sentence: "Two digits of a number have changed places, where the record gives it in its own words too.",
        seen: Seen::Always,
        make: |world, draw| changed(world, draw, Words::Some, exchanged),
    },
    Kind {
        id: "digits-exchanged-alone",
        sentence: "Two digits of a number have changed places, and nothing else gives it.",
        seen: Seen::Sometimes(NO_WORDS),
        make: |world, draw| changed(world, draw, Words::None, exchanged),
    },
    Kind {
        id: "another-unit",
        sentence: "A number has another unit.",
        seen: Seen::Sometimes("nothing but the source says whether tons are short or metric, or miles are nautical"),
        make: |world, draw| {
            draw.at(amounts(world), |_, site| {
                let pairs = [
                    ("short-ton", "ton"),
                    ("ton", "short-ton"),
                    ("us-dollar", "ruble"),
                    ("ruble", "us-dollar"),
                    ("statute-mile", "nautical-mile"),
                    ("person", "family"),
                    ("aircraft", "vessel"),
                    ("percent", "share"),
                ];
                let unit = site.value.get("unit")?.as_str()?;
                let (_, other) = pairs.iter().find(|(from, _)| *from == unit)?;
                world.draft().set(&site.file, &site.path.field("unit"), *other).done()
            })
        },
    },
    Kind {
        id: "coordinates-exchanged-beyond-the-pole",
        sentence: "Latitude and longitude are exchanged, where the longitude is no latitude.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(points(world), |_, site| {
                let beyond = site.value.get("longitude")?.as_f64()?.abs() > 90.0;
                beyond.then(|| coordinates_exchanged(world, &site)).flatten()
            })
        },
    },
    Kind {
        id: "coordinates-exchanged",
        sentence: "Latitude and longitude are exchanged, where both could be either.",
        seen: Seen::Sometimes("a point is known to be wrong only where other places near it have coordinates"),
        make: |world, draw| {
            draw.at(points(world), |_, site| {
                let within = site.value.get("longitude")?.as_f64()?.abs() <= 90.0;
                within.then(|| coordinates_exchanged(world, &site)).flatten()
            })
        },
    },
    Kind {
        id: "east-for-west",
        sentence: "A latitude or a longitude has the wrong sign.",
        seen: Seen::Sometimes("a point is known to be wrong only where other places near it have coordinates"),
        make: |world, draw| {
            draw.at(points(world), |draw, site| {
                let field = draw.one(&["latitude", "longitude"])?;
                let other = -site.value.get(field)?.as_f64()?;
                world.draft().set(&site.file, &site.path.field(field), other).done()
            })
        },
    },
    Kind {
        id: "degrees-and-minutes",
        sentence: "A latitude or a longitude is written in degrees and minutes.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(points(world), |draw, site| {
                let field = draw.one(&["latitude", "longitude"])?;
                world.draft().unformatted().set(&site.file, &site.path.field(field), "59°56′N").done()
            })
        },
    },
];

/// Whether some text of the record gives the number too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Some,
    None,
}

/// Numbers with a unit, but for those of variants.
fn amounts<'d, 'w>(world: &'w World<'d>) -> Vec<Site<'d, &'w Value>> {
    let all = world.values(|_, value| value.get("unit").is_some() && value.get("value").is_some());
    all.into_iter().filter(|site| !site.path.is_in_variant()).collect()
}

fn points<'d, 'w>(world: &'w World<'d>) -> Vec<Site<'d, &'w Value>> {
    world.values(|_, value| value.get("latitude").is_some() && value.get("longitude").is_some())
}

fn coordinates_exchanged(world: &World<'_>, site: &Site<'_, &Value>) -> Option<Corruption> {
    let (latitude, longitude) = (site.path.field("latitude"), site.path.field("longitude"));
    world.draft().exchange(&site.file, &latitude, &longitude).done()
}

fn changed(
    world: &World<'_>,
    draw: &mut Draw,
    words: Words,
    other: fn(&mut Draw, &Number) -> Option<Value>,
) -> Vec<Corruption> {
    draw.at(amounts(world), |draw, site| {
        let number = site.value.get("value")?.as_number()?;
        // A number of one digit is found in any text, and nobody writes it so.
        let telling = number.to_string().len() > 1;
        let given = telling && gives(world.json(&site.file)?, &site.path.to_string(), number);
        if given != (words == Words::Some) {
            return None;
        }
        let path = site.path.field("value");
        world.draft().set(&site.file, &path, other(draw, number)?).told_at(&site.file, &site.path).done()
    })
}

/// Whether the words beside the number, or the label, the object and the summary of its record, hold its digits.
fn gives(record: &Value, amount: &str, number: &Number) -> bool {
    let own = record.pointer(amount).and_then(|amount| amount.get("as_written"));
    let texts = ["label", "what", "summary"].into_iter().map(|field| record.get(field));
    let plain = number.to_string();
    texts.chain([own]).flatten().filter_map(Value::as_str).any(|text| {
        let text = text.replace(',', "");
        text.split(|c: char| !c.is_ascii_digit() && c != '.').any(|word| word.trim_end_matches('.') == plain)
    })
}

fn thousandfold(draw: &mut Draw, number: &Number) -> Option<Value> {
    match number.as_u64() {
        Some(whole) if whole > 0 && whole % 1000 == 0 && draw.below(2) == 0 => Some(json!(whole / 1000)),
        Some(whole) => whole.checked_mul(1000).filter(|great| *great < 1 << 53 && whole > 0).map(Value::from),
        None => number.as_f64().map(|broken| json!(broken * 1000.0)),
    }
}

fn exchanged(draw: &mut Draw, number: &Number) -> Option<Value> {
    let digits: Vec<char> = number.as_u64()?.to_string().chars().collect();
    let pairs: Vec<_> = (1..digits.len()).filter(|at| digits.get(at - 1) != digits.get(*at)).collect();
    let at = draw.one(&pairs)?;
    let mut other = digits;
    other.swap(at - 1, at);
    other.into_iter().collect::<String>().parse::<u64>().ok().map(Value::from)
}
