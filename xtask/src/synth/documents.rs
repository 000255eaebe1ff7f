//! Works and agreements.

use chrono::NaiveDate;
use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::record::{Agreement, Work};

use super::pen::{Fields, Pen};
use super::prose;
use super::realms::{Realm, State, share};
use super::statement::{date, ending, participant};
use super::time::{Period, now, plus};

/// Something done on a true day, or between two.
#[derive(Debug, Clone)]
pub(super) struct Deed {
    /// `collection/id`.
    pub(super) reference: String,
    pub(super) time: Period,
}

const WORKS: &[(&str, &str, &str)] = &[
    ("book", "A history of {}", "author"),
    ("literature", "The merchant of {}", "author"),
    ("article", "The harbour of {}", "author"),
    ("speech", "Address to the estates of {}", "speaker"),
    ("note", "Note on the fisheries of {}", "author"),
    ("letter", "Letter from {}", "author"),
    ("decree", "Decree on the trade of {}", "issuer"),
    ("manifesto", "Manifesto of {}", "issuer"),
    ("declaration", "Declaration of {}", "signatory"),
    ("statute", "Navigation act for {}", "sponsor"),
    ("instruction", "Instruction for the envoy at {}", "author"),
    ("report", "Report on the defences of {}", "author"),
    ("proposal", "Proposal for a railway to {}", "author"),
];

/// Makes so many works.
pub(super) fn works(pen: &mut Pen, realms: &[Realm], count: usize) -> anyhow::Result<Vec<Deed>> {
    let parts = realms.len();
    let mut deeds = Vec::new();
    for realm in realms {
        for number in 0..share(count, parts, realm.index) {
            let Some(author) = realm.people.get(number % realm.people.len().max(1)) else { continue };
            let day = pen.dice.day(author.active);
            let at = pen.dice.below(realm.places.len());
            let (Some(spot), Some(state)) = (realm.place(at), realm.state_on(day)) else { continue };
            let (kind, title, role) = pen.dice.one(WORKS);
            let named = pen.name(Collection::Works, &title.replace("{}", spot.name_on(day)));
            let titles = if pen.dice.chance(55) {
                vec![json!({ "text": named.label, "lang": "en", "kind": "title" })]
            } else {
                Vec::new()
            };
            let mut participants = vec![participant(
                pen,
                "person",
                &author.named.id,
                role,
                Some(&state.named.id).filter(|_| number % 3 == 0).map(String::as_str),
            )];
            let other = realm.somebody_on(day, number + 1).filter(|other| other.named.id != author.named.id);
            if let Some(other) = other.filter(|_| pen.dice.chance(30)) {
                participants.push(participant(pen, "person", &other.named.id, "addressee", None));
            }
            let date = date(pen, day, realm.old_style, 20);
            let record = Fields::new()
                .with("id", named.id.as_str())
                .with("kind", kind)
                .with("label", named.label)
                .list("names", titles)
                .with("date", date)
                .list("places", place(pen, &spot.named.id, 60))
                .list("participants", participants)
                .with("language", pen.dice.one(&["en", "en", "ru", "fr"]));
            let summary = prose::sentence(&mut pen.dice);
            let record = ending(pen, record, &summary, 45, Vec::new());
            pen.put::<Work>(record)?;
            deeds.push(Deed { reference: format!("works/{}", named.id), time: Period { begin: day, end: day } });
        }
    }
    Ok(deeds)
}

fn place(pen: &mut Pen, id: &str, percent: u32) -> Vec<Value> {
    if pen.dice.chance(percent) { vec![json!({ "place": id })] } else { Vec::new() }
}

const AGREEMENTS: &[(&str, &str, &str)] = &[
    ("treaty", "Treaty of {}", "Договор {} года"),
    ("convention", "Convention of {}", "Конвенция {} года"),
    ("protocol", "Protocol of {}", "Протокол {} года"),
    ("exchange-of-notes", "Exchange of notes at {}", "Обмен нотами {} года"),
    ("executive-agreement", "Arrangement of {}", "Соглашение {} года"),
    ("joint-statement", "Joint statement of {}", "Совместное заявление {} года"),
    ("armistice", "Armistice of {}", "Перемирие {} года"),
];

/// Makes so many agreements, each between two realms.
pub(super) fn agreements(pen: &mut Pen, realms: &[Realm], count: usize) -> anyhow::Result<Vec<Deed>> {
    let parts = realms.len();
    let mut deeds = Vec::new();
    for realm in realms {
        for number in 0..share(count, parts, realm.index) {
            let Some(other) = realms.get((realm.index + 1 + number % (parts - 1).max(1)) % parts) else { continue };
            // Both sides outlive the clock of the agreement.
            let day = loop {
                let day = pen.dice.day(Period::years(1735, 2012));
                let outlives =
                    |realm: &Realm| realm.state_on(day).is_some_and(|state| state.span.contains(plus(day, 1_200)));
                if outlives(realm) && outlives(other) {
                    break day;
                }
            };
            deeds.push(agreement(pen, [realm, other], number, day)?);
        }
    }
    Ok(deeds)
}

fn agreement(pen: &mut Pen, [one, two]: [&Realm; 2], number: usize, day: NaiveDate) -> anyhow::Result<Deed> {
    let (Some(here), Some(there), Some(spot)) = (one.state_on(day), two.state_on(day), one.place(number + 1)) else {
        anyhow::bail!("an agreement lacks a side");
    };
    let (kind, english, cyrillic) = pen.dice.one(AGREEMENTS);
    let year = day.format("%Y").to_string();
    let english = english.replace("{}", spot.name_on(day));
    let named = pen.name(Collection::Agreements, &format!("{english}, {year}"));
    let titles = vec![
        json!({ "text": english, "lang": "en", "kind": "usual" }),
        json!({ "text": cyrillic.replace("{}", &year), "lang": "ru-Cyrl", "kind": "native" }),
    ];
    let mut participants = vec![
        participant(pen, "polity", &here.named.id, "party", None),
        participant(pen, "polity", &there.named.id, "party", None),
    ];
    for (realm, state) in [(one, here), (two, there)] {
        if let Some(person) = realm.somebody_on(day, number).filter(|_| pen.dice.chance(80)) {
            participants.push(participant(pen, "person", &person.named.id, "signatory", Some(&state.named.id)));
        }
    }
    let steps = steps(pen, [(one, here), (two, there)], day, &spot.named.id);
    let record = Fields::new()
        .with("id", named.id.as_str())
        .with("kind", kind)
        .with("label", named.label)
        .list("names", titles)
        .list("participants", participants)
        .list("steps", steps)
        .list("places", place(pen, &spot.named.id, 40));
    let first = format!("An agreement between the {} and the {}.", here.named.label, there.named.label);
    let record = ending(pen, record, &first, 73, Vec::new());
    pen.put::<Agreement>(record)?;
    Ok(Deed { reference: format!("agreements/{}", named.id), time: Period { begin: day, end: day } })
}

/// The clock of an agreement, in the order in which it runs; each step later than the one before.
fn steps(pen: &mut Pen, sides: [(&Realm, &State); 2], signed: NaiveDate, place: &str) -> Vec<Value> {
    let old_style = sides.iter().any(|(realm, _)| realm.old_style);
    let mut steps = Vec::new();
    let mut step = |pen: &mut Pen, kind: &str, day: NaiveDate, party: Option<&State>, place: Option<&str>| {
        let date = date(pen, day, old_style, 25);
        let note = pen.dice.chance(25).then(|| prose::note(&mut pen.dice));
        let cited = if pen.dice.chance(40) { pen.ledger.cite(&mut pen.dice, 1) } else { Vec::new() };
        let step = Fields::new()
            .with("kind", kind)
            .maybe("party", party.map(|state| state.named.id.as_str()))
            .with("date", date)
            .maybe("place", place)
            .maybe("note", note);
        steps.push(step.list("citations", cited).into());
    };
    step(pen, "signed", signed, None, Some(place));
    let mut day = signed;
    let later = |pen: &mut Pen, day: &mut NaiveDate| {
        *day = plus(*day, pen.dice.between(20, 180));
        *day
    };
    if pen.dice.chance(50) {
        for (_, state) in sides {
            let on = later(pen, &mut day);
            step(pen, "ratified", on, Some(state), None);
        }
        let on = later(pen, &mut day);
        step(pen, "ratifications-exchanged", on, None, Some(place));
    }
    if pen.dice.chance(35) {
        let on = later(pen, &mut day);
        step(pen, "in-force", on, None, None);
        if pen.dice.chance(40) {
            let on = plus(later(pen, &mut day), 300).min(now());
            let kind = pen.dice.one(&["terminated", "expired", "amended", "suspended"]);
            step(pen, kind, on, None, None);
        }
    }
    steps
}
