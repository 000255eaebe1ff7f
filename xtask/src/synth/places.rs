//! Places: in each realm the land, its provinces, and what lies in them.

use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::record::Place;

use super::pen::{Fields, Pen};
use super::realms::{Realm, Spot, share};
use super::statement::{ending, lasting, names, variant};
use super::time::{Period, now};

const KINDS: &[&str] = &[
    "settlement",
    "settlement",
    "settlement",
    "settlement",
    "port",
    "fort",
    "site",
    "river",
    "sea",
    "island",
    "peninsula",
    "mountains",
    "region",
    "route",
];

/// A point in ten-thousandths of a degree, so that no reckoning leaves a long fraction.
#[derive(Debug, Clone, Copy)]
struct Point {
    latitude: i64,
    longitude: i64,
}

impl Point {
    fn near(self, pen: &mut Pen, reach: i64) -> Self {
        Self {
            latitude: self.latitude + pen.dice.between(-reach, reach),
            longitude: self.longitude + pen.dice.between(-reach, reach),
        }
    }

    fn degrees(self) -> Fields {
        #[expect(clippy::cast_precision_loss, reason = "at most 1,800,000, which a double holds exactly")]
        let degrees = |ten_thousandths: i64| ten_thousandths as f64 / 10_000.0;
        Fields::new().with("latitude", degrees(self.latitude)).with("longitude", degrees(self.longitude))
    }
}

/// Makes so many places. The first of a realm is the land itself, the second the capital.
pub(super) fn make(pen: &mut Pen, realms: &mut [Realm], count: usize) -> anyhow::Result<()> {
    let parts = realms.len();
    for realm in realms {
        let centre =
            Point { latitude: pen.dice.between(-500_000, 620_000), longitude: pen.dice.between(-1_700_000, 1_700_000) };
        let mut province: Option<(String, Point)> = None;
        for number in 0..share(count, parts, realm.index).max(1) {
            let word = if number == 0 { realm.land.clone() } else { pen.word() };
            let kind = match number {
                0 => "country",
                1 => "settlement",
                _ if number % 8 == 2 => "province",
                _ => pen.dice.one(KINDS),
            };
            let named = pen.name(Collection::Places, &word.english);
            let point = match (&province, kind) {
                (_, "country") => centre,
                (Some((_, point)), _) if kind != "province" => point.near(pen, 6_000),
                _ => centre.near(pen, 30_000),
            };
            let within = match (&province, realm.places.first(), kind) {
                (Some((province, _)), _, _) if kind != "province" => Some(province.clone()),
                (_, Some(land), _) => Some(land.named.id.clone()),
                _ => None,
            };
            let (all, former) = renamed(pen, &word, number > 0 && kind != "province");
            let polities = polities(pen, realm, number);
            let coordinates = if kind == "country" || kind == "province" || pen.dice.chance(30) {
                Some(coordinates(pen, point))
            } else {
                None
            };
            let within = within.filter(|_| number == 1 || pen.dice.chance(60)).map(|place| json!({ "place": place }));
            let record = Fields::new()
                .with("id", named.id.as_str())
                .with("kind", kind)
                .with("label", named.label.as_str())
                .list("names", all)
                .maybe("coordinates", coordinates)
                .list("within", within.into_iter().collect())
                .list("polities", polities);
            let first = match number {
                0 => format!("The land {}.", word.english),
                1 => format!("{}, seat of the government of {}.", named.label, realm.land.english),
                _ => format!("A {kind} in {}.", realm.land.english),
            };
            let record = ending(pen, record, &first, 5, Vec::new());
            pen.put::<Place>(record)?;
            if kind == "province" {
                province = Some((named.id.clone(), point));
            }
            realm.places.push(Spot { named, former });
        }
    }
    Ok(())
}

/// The names; of some places a former one too, each with its time.
fn renamed(
    pen: &mut Pen,
    word: &super::words::Word,
    may_be: bool,
) -> (Vec<Value>, Option<(String, chrono::NaiveDate)>) {
    if !may_be || !pen.dice.chance(9) {
        return (names(pen, word, "usual", 8), None);
    }
    let before = pen.word();
    let day = pen.dice.day(Period::years(1780, 1990));
    let (year, month) = (day.format("%Y"), day.format("%m"));
    let name = |text: &str, lang: &str, kind: &str, edtf: String| json!({ "text": text, "lang": lang, "kind": kind, "during": { "edtf": edtf } });
    let all = vec![
        name(&word.english, "en", "usual", format!("{year}-{month}/..")),
        name(&word.cyrillic, "ru-Cyrl", "native", format!("{year}-{month}/..")),
        name(&before.english, "en", "former", format!("../{year}-{month}")),
        name(&before.cyrillic, "ru-Cyrl", "former", format!("../{year}-{month}")),
    ];
    (all, Some((before.english, day)))
}

/// The land belongs to each of its polities in turn, some other places to the latest.
fn polities(pen: &mut Pen, realm: &Realm, number: usize) -> Vec<Value> {
    if number == 0 {
        let states = realm.states.iter();
        return states
            .map(|state| {
                let during = lasting(pen, state.span);
                Fields::new().with("polity", state.named.id.as_str()).with("during", during).into()
            })
            .collect();
    }
    let latest = realm.states.last().filter(|_| pen.dice.chance(55));
    latest
        .map(|state| {
            let link = Fields::new().with("polity", state.named.id.as_str());
            let within = Period { begin: state.span.begin, end: now() };
            if pen.dice.chance(30) { link.with("during", lasting(pen, within)).into() } else { link.into() }
        })
        .into_iter()
        .collect()
}

fn coordinates(pen: &mut Pen, point: Point) -> Fields {
    let place = point.degrees();
    let place = if pen.dice.chance(60) { place.with("citations", pen.ledger.cite(&mut pen.dice, 1)) } else { place };
    if pen.dice.chance(6) {
        let other = point.near(pen, 300).degrees().with("note", "The centre of the old town.");
        let varied = variant(pen, other, "imprecise");
        place.list("variants", vec![varied])
    } else {
        place
    }
}
