//! People: born and grown up in turn, so that at any time somebody of each realm can act.

use chrono::NaiveDate;
use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::record::Person;

use super::pen::{Fields, Pen};
use super::realms::{Realm, Somebody, share};
use super::statement::{date, ending, lasting, names};
use super::time::{Period, new_year, now, plus};
use super::words::Words;

const YEAR: i64 = 365;

/// Makes so many people.
pub(super) fn make(pen: &mut Pen, realms: &mut [Realm], count: usize) -> anyhow::Result<()> {
    let parts = realms.len();
    for realm in realms {
        let here = i64::try_from(share(count, parts, realm.index).max(1)).unwrap_or(1);
        for number in 0..here {
            let birth =
                plus(new_year(1700), (number * 2 + 1) * 285 * YEAR / (here * 2) + pen.dice.between(0, 3 * YEAR));
            let death = plus(birth, pen.dice.between(42 * YEAR, 92 * YEAR));
            let life = Period { begin: birth, end: death.min(now()) };
            let family = pen.word();
            let word = Words::given(&mut pen.dice).and(&family);
            let named = pen.name(Collection::People, &word.english);
            let names = names(pen, &word, "usual", 24);
            let born = if pen.dice.chance(50) { Some(vital(pen, realm, birth)) } else { None };
            let died = if death < now() && pen.dice.chance(45) { Some(vital(pen, realm, death)) } else { None };
            let polities = polities(pen, realm, life);
            let record = Fields::new()
                .with("id", named.id.as_str())
                .with("label", named.label.as_str())
                .list("names", names)
                .maybe("birth", born)
                .maybe("death", died)
                .list("polities", polities);
            let what =
                pen.dice.one(&["Diplomat", "Merchant", "Naval officer", "Jurist", "Writer", "Engineer", "Statesman"]);
            let record = ending(pen, record, &format!("{what} of {}.", realm.land.english), 9, Vec::new());
            pen.put::<Person>(record)?;
            let active = Period { begin: plus(birth, 24 * YEAR), end: plus(birth, 80 * YEAR) };
            let active = active.meet(Period { begin: birth, end: plus(life.end, -40) }, 0).unwrap_or(life);
            realm.people.push(Somebody { named, active, busy: Vec::new() });
        }
    }
    Ok(())
}

/// A birth or death: the day, the place, or both.
fn vital(pen: &mut Pen, realm: &Realm, day: NaiveDate) -> Fields {
    let number = pen.dice.below(realm.places.len());
    let place = realm.place(number).filter(|_| pen.dice.chance(20)).map(|spot| spot.named.id.clone());
    let date = date(pen, day, realm.old_style, 6);
    let vital = Fields::new().with("date", date).maybe("place", place);
    if pen.dice.chance(60) { vital.with("citations", pen.ledger.cite(&mut pen.dice, 1)) } else { vital }
}

/// The polity of the person's best years, and sometimes the one before.
fn polities(pen: &mut Pen, realm: &Realm, life: Period) -> Vec<Value> {
    let served = realm.states.iter().filter_map(|state| Some((state, state.span.meet(life, 20 * YEAR)?)));
    let most = if pen.dice.chance(80) { 1 } else { 2 };
    let mut links: Vec<Value> = served
        .take(most)
        .map(|(state, both)| {
            let role = pen.dice.one(&["service", "service", "subject", ""]);
            let link = Fields::new().with("polity", state.named.id.as_str());
            let link = if role.is_empty() { link } else { link.with("role", role) };
            if pen.dice.chance(10) { link.with("during", lasting(pen, both)).into() } else { link.into() }
        })
        .collect();
    if links.is_empty() {
        let state = realm.state_on(life.inner(1).begin);
        links.extend(state.map(|state| json!({ "polity": state.named.id, "role": "subject" })));
    }
    links
}
