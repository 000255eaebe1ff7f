//! Events: each has at its heart somebody or something that was there on its day, so that every person, organization,
//! ship, office and post of a realm has a part in some event.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::record::Event;

use super::documents::Deed;
use super::pen::{Fields, Pen};
use super::prose;
use super::realms::{Realm, State, share};
use super::statement::{date, ending, lasting, participant};
use super::time::{Count, Period, Precision, now, plus, told};

/// What an event is about.
#[derive(Debug, Clone, Copy)]
enum Heart {
    Person(usize),
    Organization(usize),
    Vessel(usize),
    Office(usize),
    Post(usize),
}

/// An event as it truly was.
#[derive(Debug)]
struct Happening {
    heart: Heart,
    time: Period,
    /// Its number in the realm before the events were put in order.
    number: usize,
}

/// Makes so many events.
pub(super) fn make(pen: &mut Pen, realms: &[Realm], count: usize) -> anyhow::Result<Vec<Deed>> {
    let mut deeds = Vec::new();
    for realm in realms {
        let partner = realms.get((realm.index + 1) % realms.len().max(1));
        let happenings = happenings(pen, realm, share(count, realms.len(), realm.index));
        let mut past: Vec<Deed> = Vec::new();
        let mut seen = BTreeSet::new();
        for happening in &happenings {
            let deed = event(pen, realm, partner.unwrap_or(realm), happening, &past, &mut seen)?;
            past.push(deed);
        }
        deeds.append(&mut past);
    }
    Ok(deeds)
}

/// The events of a realm, from the first to the last.
fn happenings(pen: &mut Pen, realm: &Realm, count: usize) -> Vec<Happening> {
    let mut hearts = Vec::new();
    hearts.extend((0..realm.people.len()).map(Heart::Person));
    hearts.extend((0..realm.organizations.len()).map(Heart::Organization));
    hearts.extend((0..realm.vessels.len()).map(Heart::Vessel));
    hearts.extend((0..realm.offices.len()).map(Heart::Office));
    hearts.extend((0..realm.posts.len()).map(Heart::Post));
    let mut happenings: Vec<_> = (0..count)
        .filter_map(|number| {
            let heart = *hearts.get(number % hearts.len().max(1))?;
            let life = match heart {
                Heart::Person(at) => realm.people.get(at)?.active,
                Heart::Organization(at) => realm.organizations.get(at)?.life,
                Heart::Vessel(at) => realm.vessels.get(at)?.life,
                Heart::Office(at) => realm.offices.get(at)?.life,
                Heart::Post(at) => realm.posts.get(at)?.life,
            };
            // A polity ends on the day on which the next begins: nothing is put on that day.
            let begin = (0..20).map(|_| pen.dice.day(life.inner(5))).find(|day| realm.state_on(*day).is_some())?;
            let lasts = if number % 12 == 5 { pen.dice.between(200, 2_500) } else { 0 };
            let end = plus(begin, lasts).min(now());
            Some(Happening { heart, time: Period { begin, end }, number })
        })
        .collect();
    happenings.sort_by_key(|happening| (happening.time.begin, happening.number));
    happenings
}

const MOMENTS: &[(&str, &str)] = &[
    ("recognition", "The {} recognizes the {}"),
    ("negotiation", "Talks of the {} with the {}"),
    ("visit", "Guests from the {} in the {}"),
    ("protest", "Protest of the {} to the {}"),
    ("mediation", "The {} offers its good offices to the {}"),
];

const LOCAL: &[(&str, &str)] = &[
    ("trade", "A fair is held at {}"),
    ("settlement", "New quarters are laid out at {}"),
    ("construction", "The railway reaches {}"),
    ("disaster", "Fire at {}"),
    ("foundation", "A society is founded at {}"),
    ("exploration", "An expedition sets out from {}"),
    ("legislation", "The estates meet at {}"),
    ("revolution", "Rising at {}"),
    ("culture", "A theatre opens at {}"),
    ("award", "Honours are given at {}"),
    ("migration", "Settlers leave {}"),
    ("aid", "Relief comes to {}"),
];

const LONG: &[(&str, &str)] = &[
    ("war", "War around {}"),
    ("period", "The hungry years of {}"),
    ("policy", "The reform of the tolls at {}"),
    ("construction", "The harbour of {} is built"),
    ("conference", "Congress of {}"),
];

#[derive(Debug)]
struct Scene<'r> {
    realm: &'r Realm,
    state: &'r State,
    other: &'r State,
    spot: &'r str,
    spot_id: &'r str,
    day: NaiveDate,
}

fn event(
    pen: &mut Pen,
    realm: &Realm,
    partner: &Realm,
    happening: &Happening,
    past: &[Deed],
    seen: &mut BTreeSet<String>,
) -> anyhow::Result<Deed> {
    let day = happening.time.begin;
    let number = happening.number;
    let (Some(state), Some(spot)) = (realm.state_on(day), realm.place(number)) else {
        anyhow::bail!("an event has neither a polity nor a place");
    };
    let other = partner.state_on(day).unwrap_or(state);
    let scene = Scene { realm, state, other, spot: spot.name_on(day), spot_id: &spot.named.id, day };
    let is_long = happening.time.days() > 0;
    let (kind, label, both) = if is_long {
        let (kind, label) = pen.dice.one(LONG);
        (kind, label.replace("{}", scene.spot), false)
    } else if number.is_multiple_of(3) && other.named.id != state.named.id {
        let (kind, label) = pen.dice.one(MOMENTS);
        (kind, label.replacen("{}", &state.named.label, 1).replacen("{}", &other.named.label, 1), true)
    } else {
        let (kind, label) = pen.dice.one(LOCAL);
        (kind, label.replace("{}", scene.spot), false)
    };
    let named = pen.name(Collection::Events, &format!("{label}, {}", day.format("%Y")));
    let when = if is_long { lasting(pen, happening.time) } else { date(pen, day, realm.old_style, 44) };
    let (mut participants, mut links) = cast(pen, &scene, happening, both);
    // Two events of one kind, time and cast would be one.
    if !seen.insert(format!("{kind} {:?} {participants:?}", when.get("edtf"))) {
        participants.push(participant(pen, "polity", &scene.state.named.id, "witness", None));
    }
    // The chronicle has an entry for many an event whose day is known.
    let day_known =
        when.get("edtf").and_then(Value::as_str) == told(day, Precision::Day).get("edtf").and_then(Value::as_str);
    let entry = if day_known && pen.dice.chance(40) {
        pen.ledger.enter(realm.index, format!("{}: {}", Count::gregorian(day).in_words(), named.label))
    } else {
        None
    };
    connect(pen, happening, past, &mut links);
    let record = Fields::new()
        .with("id", named.id.as_str())
        .with("kind", kind)
        .with("label", named.label.as_str())
        .with("date", when)
        .list("places", places(pen, &scene, both))
        .list("participants", participants);
    let record = doubted(pen, record);
    let first = prose::sentence(&mut pen.dice);
    let record = ending(pen, record, &first, 59, links);
    let record = match entry {
        Some(entry) => {
            let mut citations = record.get("citations").and_then(Value::as_array).cloned().unwrap_or_default();
            citations.push(entry);
            record.list("citations", citations)
        }
        None => record,
    };
    pen.put::<Event>(record)?;
    Ok(Deed { reference: format!("events/{}", named.id), time: happening.time })
}

fn places(pen: &mut Pen, scene: &Scene<'_>, abroad: bool) -> Vec<Value> {
    let place = Fields::new().with("place", scene.spot_id);
    let place = if abroad { place.with("role", "origin") } else { place };
    let place = if pen.dice.chance(10) { place.with("note", prose::note(&mut pen.dice)) } else { place };
    let cited = pen.dice.chance(9);
    vec![if cited { place.with("citations", pen.ledger.cite(&mut pen.dice, 1)).into() } else { place.into() }]
}

/// Who took part, and the links to what the event is about.
fn cast(pen: &mut Pen, scene: &Scene<'_>, happening: &Happening, both: bool) -> (Vec<Value>, Vec<Value>) {
    let realm = scene.realm;
    let mut participants = Vec::new();
    let mut links = Vec::new();
    let behalf = Some(scene.state.named.id.as_str()).filter(|_| pen.dice.chance(35));
    let mut first = None;
    match happening.heart {
        Heart::Person(at) => {
            first = realm.people.get(at).map(|one| one.named.id.as_str());
            let role = pen.dice.one(&["envoy", "negotiator", "organizer", "speaker", "commander", "witness"]);
            participants.extend(first.map(|id| participant(pen, "person", id, role, behalf)));
        }
        Heart::Organization(at) => {
            let body = realm.organizations.get(at);
            let role = pen.dice.one(&["organizer", "host", "sponsor", "petitioner"]);
            participants.extend(body.map(|one| participant(pen, "organization", &one.named.id, role, None)));
        }
        Heart::Vessel(at) => {
            let ship = realm.vessels.get(at);
            participants.extend(ship.map(|one| participant(pen, "vessel", &one.named.id, "ship", None)));
        }
        Heart::Office(at) => {
            let office = realm.offices.get(at);
            links.extend(office.map(|one| json!({ "kind": "about", "to": format!("offices/{}", one.named.id) })));
        }
        Heart::Post(at) => {
            let post = realm.posts.get(at);
            links.extend(post.map(|one| json!({ "kind": "about", "to": format!("posts/{}", one.named.id) })));
        }
    }
    if both || pen.dice.chance(40) {
        participants.push(participant(pen, "polity", &scene.state.named.id, "actor", None));
    }
    if both {
        participants.push(participant(pen, "polity", &scene.other.named.id, "counterpart", None));
    }
    if pen.dice.chance(45) {
        let from = pen.dice.below(realm.people.len());
        let second = realm.somebody_on(scene.day, from).map(|one| one.named.id.as_str());
        let second = second.filter(|second| Some(*second) != first);
        participants.extend(second.map(|id| participant(pen, "person", id, "participant", None)));
    }
    (participants, links)
}

/// Links to what happened before: what the event is a part of, what brought it about, what it followed.
fn connect(pen: &mut Pen, happening: &Happening, past: &[Deed], links: &mut Vec<Value>) {
    let whole = past.iter().rev().take(40).find(|deed| {
        deed.time.days() > 0 && deed.time.contains(happening.time.begin) && deed.time.contains(happening.time.end)
    });
    if let Some(whole) = whole.filter(|_| pen.dice.chance(60)) {
        links.push(json!({ "kind": "part-of", "to": whole.reference }));
    }
    let before: Vec<_> = past.iter().rev().take(12).filter(|deed| deed.time.end < happening.time.begin).collect();
    let mut kinds = vec!["caused-by", "follows", "response-to"];
    for _ in 0..pen.dice.one(&[0, 1, 1, 2]) {
        let kind = kinds.swap_remove(pen.dice.below(kinds.len()));
        let at = pen.dice.below(before.len());
        if let Some(deed) = before.get(at) {
            let link = Fields::new().with("kind", kind).with("to", deed.reference.as_str());
            let note = pen.dice.chance(8).then(|| prose::note(&mut pen.dice));
            links.push(link.maybe("note", note).into());
        }
    }
}

/// Of a few events it is disputed whether they happened.
fn doubted(pen: &mut Pen, record: Fields) -> Fields {
    if !pen.dice.chance(1) {
        return record;
    }
    let status = pen.dice.one(&["disputed", "rejected"]);
    let citations = pen.ledger.cite(&mut pen.dice, 1);
    let reason = prose::reason(&mut pen.dice, status);
    record.with("doubt", json!({ "status": status, "reason": reason, "citations": citations }))
}
