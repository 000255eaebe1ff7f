//! Organizations and vessels, each with a true life.

use chrono::NaiveDate;
use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::record::{Organization, Vessel};

use super::pen::{Fields, Pen};
use super::realms::{Realm, Thing, share};
use super::statement::{date, ending, lasting, names, participant};
use super::time::{Period, plus};

type Kind = (&'static str, (&'static str, &'static str, &'static str));

const ORGANIZATIONS: &[Kind] = &[
    ("company", ("{} Company", "Компания {}", "Kompanii͡a {}")),
    ("party", ("Party of {}", "Партия {}", "Partii͡a {}")),
    ("legislature", ("{} Assembly", "Собрание {}", "Sobranie {}")),
    ("agency", ("{} Office", "Ведомство {}", "Vedomstvo {}")),
    ("council", ("Council of {}", "Совет {}", "Sovet {}")),
    ("military-unit", ("{} Regiment", "Полк {}", "Polk {}")),
    ("court", ("{} Tribunal", "Трибунал {}", "Tribunal {}")),
    ("religious-body", ("Diocese of {}", "Епархия {}", "Eparkhii͡a {}")),
    ("bank", ("Bank of {}", "Банк {}", "Bank {}")),
    ("media", ("{} Gazette", "Газета {}", "Gazeta {}")),
    ("society", ("{} Society", "Общество {}", "Obshchestvo {}")),
    ("alliance", ("{} Alliance", "Союз {}", "Soi͡uz {}")),
];

/// Makes so many organizations.
pub(super) fn organizations(pen: &mut Pen, realms: &mut [Realm], count: usize) -> anyhow::Result<()> {
    let parts = realms.len();
    for realm in realms {
        for number in 0..share(count, parts, realm.index).max(1) {
            let (kind, forms) = pen.dice.one(ORGANIZATIONS);
            let word = pen.word().phrase(forms);
            let named = pen.name(Collection::Organizations, &word.english);
            let life = pen.dice.part(Period::years(1730, 2020), 4_000, 40_000);
            let names = names(pen, &word, "usual", 20);
            let span = if pen.dice.chance(20) { Some(lasting(pen, life)) } else { None };
            let seat = realm.place(number).map(|spot| spot.named.id.clone()).filter(|_| pen.dice.chance(14));
            let polities = states(realm, life, pen.dice.one(&[1, 1, 2]));
            let founder = now_and_then(pen, realm, 13, "founder", life.begin, number);
            let record = Fields::new()
                .with("id", named.id.as_str())
                .with("kind", kind)
                .with("label", named.label.as_str())
                .list("names", names)
                .maybe("span", span)
                .list("places", seat.map(|place| json!({ "place": place, "role": "seat" })).into_iter().collect())
                .list("polities", polities)
                .list("participants", founder.into_iter().collect());
            let first = format!("A {} in {}.", kind.replace('-', " "), realm.land.english).replace("A a", "An a");
            let record = ending(pen, record, &first, 6, Vec::new());
            pen.put::<Organization>(record)?;
            realm.organizations.push(Thing { named, life });
        }
    }
    Ok(())
}

fn states(realm: &Realm, life: Period, most: usize) -> Vec<Value> {
    let states = realm.states.iter().filter(|state| state.span.meet(life, 400).is_some());
    states.take(most).map(|state| json!({ "polity": state.named.id })).collect()
}

/// With that chance somebody who could act on the day, in the role; the search begins at the number.
fn now_and_then(
    pen: &mut Pen,
    realm: &Realm,
    percent: u32,
    role: &str,
    day: NaiveDate,
    number: usize,
) -> Option<Value> {
    let person = realm.somebody_on(day, number).filter(|_| pen.dice.chance(percent))?;
    Some(participant(pen, "person", &person.named.id, role, None))
}

const VESSELS: &[&str] =
    &["warship", "warship", "merchantman", "merchantman", "exploration-ship", "liner", "submarine"];

/// Makes so many vessels.
pub(super) fn vessels(pen: &mut Pen, realms: &mut [Realm], count: usize) -> anyhow::Result<()> {
    let parts = realms.len();
    for realm in realms {
        for number in 0..share(count, parts, realm.index) {
            let kind = pen.dice.one(VESSELS);
            let word = pen.word();
            let named = pen.name(Collection::Vessels, &word.english);
            let laid_down = pen.dice.day(Period::years(1760, 1985));
            let launched = plus(laid_down, pen.dice.between(200, 900));
            let life = Period { begin: launched, end: plus(launched, pen.dice.between(2_000, 12_000)) };
            let names = names(pen, &word, "usual", 40);
            let flags = states(realm, life, 1);
            let commander = realm.somebody_on(life.inner(100).begin, number).map(|one| one.named.id.clone());
            let steps = steps(pen, realm, laid_down, life, commander.as_deref());
            let owner = now_and_then(pen, realm, 30, "owner", life.inner(300).begin, number + 1);
            let record = Fields::new()
                .with("id", named.id.as_str())
                .with("kind", kind)
                .with("label", named.label.as_str())
                .list("names", names)
                .list("polities", flags)
                .list("participants", owner.into_iter().collect())
                .list("steps", steps);
            let first = format!("A {} of {}.", kind.replace('-', " "), realm.land.english).replace("A e", "An e");
            let record = ending(pen, record, &first, 20, Vec::new());
            pen.put::<Vessel>(record)?;
            realm.vessels.push(Thing { named, life });
        }
    }
    Ok(())
}

fn steps(pen: &mut Pen, realm: &Realm, laid_down: NaiveDate, life: Period, commander: Option<&str>) -> Vec<Value> {
    let mut steps = Vec::new();
    let mut step = |pen: &mut Pen, kind: &str, day: NaiveDate, commander: Option<&str>| {
        let date = date(pen, day, realm.old_style, 15);
        let number = pen.dice.below(realm.places.len());
        let place = realm.place(number).filter(|_| pen.dice.chance(30)).map(|spot| spot.named.id.clone());
        let with = match commander {
            Some(id) => vec![participant(pen, "person", id, "commander", None)],
            None => Vec::new(),
        };
        let step = Fields::new().with("kind", kind).with("date", date).maybe("place", place).list("participants", with);
        steps.push(step.into());
    };
    if pen.dice.chance(40) {
        step(pen, "laid-down", laid_down, None);
    }
    step(pen, "launched", life.begin, None);
    if pen.dice.chance(60) {
        step(pen, "commissioned", plus(life.begin, 100), commander);
    }
    if pen.dice.chance(50) {
        let last = pen.dice.one(&["lost", "retired", "retired"]);
        step(pen, last, life.end, None);
    }
    steps
}
