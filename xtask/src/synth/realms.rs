//! The realms: each a land with one polity after another, its places and its people. What is true of them is planned
//! here; the other layers choose from it what was possible on a day.

use chrono::NaiveDate;
use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::record::Polity;

use super::pen::{Fields, Named, Pen};
use super::statement::{ending, lasting, names};
use super::time::{Period, now, plus};
use super::words::Word;

/// A polity and its true span.
#[derive(Debug)]
pub(super) struct State {
    pub(super) named: Named,
    pub(super) span: Period,
    form: &'static Form,
}

/// A place, with the name that it had before another was given to it.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) named: Named,
    pub(super) former: Option<(String, NaiveDate)>,
}

impl Spot {
    /// The name that the place bore on the day.
    pub(super) fn name_on(&self, day: NaiveDate) -> &str {
        match &self.former {
            Some((name, until)) if day <= *until => name,
            _ => &self.named.label,
        }
    }
}

/// A person, and the time in which the person can act.
#[derive(Debug)]
pub(super) struct Somebody {
    pub(super) named: Named,
    pub(super) active: Period,
    /// Terms of office so far.
    pub(super) busy: Vec<Period>,
}

/// Anything else that has an id and a time of its own.
#[derive(Debug)]
pub(super) struct Thing {
    pub(super) named: Named,
    pub(super) life: Period,
}

/// A land through time.
#[derive(Debug, Default)]
pub(super) struct Realm {
    pub(super) index: usize,
    pub(super) land: Word,
    /// Whether its chanceries kept the Julian calendar to 1918.
    pub(super) old_style: bool,
    pub(super) states: Vec<State>,
    pub(super) places: Vec<Spot>,
    pub(super) people: Vec<Somebody>,
    pub(super) organizations: Vec<Thing>,
    pub(super) vessels: Vec<Thing>,
    pub(super) offices: Vec<Thing>,
    pub(super) posts: Vec<Thing>,
}

impl Realm {
    /// The polity of the day.
    pub(super) fn state_on(&self, day: NaiveDate) -> Option<&State> {
        self.states.iter().find(|state| state.span.begin < day && day < state.span.end)
    }

    /// The place of that number, counted round and round.
    pub(super) fn place(&self, number: usize) -> Option<&Spot> {
        self.places.get(number % self.places.len().max(1))
    }

    /// Somebody who could act on the day; the search begins at the number.
    pub(super) fn somebody_on(&self, day: NaiveDate, from: usize) -> Option<&Somebody> {
        let count = self.people.len();
        (0..count).filter_map(|step| self.people.get((from + step) % count)).find(|person| person.active.contains(day))
    }
}

#[derive(Debug)]
struct Form {
    kind: &'static str,
    names: (&'static str, &'static str, &'static str),
}

const FORMS: &[Form] = &[
    Form { kind: "monarchy", names: ("Kingdom of {}", "Королевство {}", "Korolevstvo {}") },
    Form { kind: "monarchy", names: ("Empire of {}", "Империя {}", "Imperii͡a {}") },
    Form { kind: "monarchy", names: ("Principality of {}", "Княжество {}", "Kni͡azhestvo {}") },
    Form { kind: "republic", names: ("Republic of {}", "Республика {}", "Respublika {}") },
    Form { kind: "confederation", names: ("League of {}", "Лига {}", "Liga {}") },
    Form {
        kind: "socialist-state",
        names: ("Workers’ State of {}", "Рабочее государство {}", "Rabochee gosudarstvo {}"),
    },
    Form { kind: "provisional-government", names: ("Regency of {}", "Регентство {}", "Regentstvo {}") },
    Form { kind: "dictatorship", names: ("Protectorate of {}", "Протекторат {}", "Protektorat {}") },
];

/// So much of the count as falls to one of several equal parts.
pub(super) fn share(count: usize, parts: usize, part: usize) -> usize {
    let parts = parts.max(1);
    count / parts + usize::from(part < count % parts)
}

/// Plans so many polities in realms of some three each, from about 1700 to the present without a gap.
pub(super) fn plan(pen: &mut Pen, count: usize) -> Vec<Realm> {
    let parts = (count / 3).max(2);
    (0..parts)
        .map(|index| {
            let land = pen.word();
            let old_style = index % 3 == 1;
            let mut realm = Realm { index, land, old_style, ..Realm::default() };
            let states = share(count, parts, index).max(1);
            let first = pen.dice.below(FORMS.len());
            let mut begin = pen.dice.day(Period::years(1690, 1715));
            for number in 0..states {
                let left = i64::try_from(states - number).unwrap_or(1);
                let even = (now() - begin).num_days() / left;
                let end = if left == 1 { now() } else { plus(begin, even + pen.dice.between(-even / 4, even / 4)) };
                let Some(form) = FORMS.iter().cycle().nth(first + number) else { continue };
                let named = pen.name(Collection::Polities, &realm.land.phrase(form.names).english);
                realm.states.push(State { named, span: Period { begin, end }, form });
                begin = end;
            }
            realm
        })
        .collect()
}

/// Writes the polities.
pub(super) fn write(pen: &mut Pen, realms: &[Realm]) -> anyhow::Result<()> {
    for realm in realms {
        for (number, state) in realm.states.iter().enumerate() {
            let neighbour = |at: Option<usize>| -> Vec<Value> {
                let other = at.and_then(|at| realm.states.get(at));
                other.map(|other| json!({ "polity": other.named.id })).into_iter().collect()
            };
            let word = realm.land.phrase(state.form.names);
            let names = names(pen, &word, "official", 20);
            let span = lasting(pen, state.span);
            let capital = realm.places.get(1).or_else(|| realm.places.first());
            let capital = capital.map(|spot| json!({ "place": spot.named.id, "role": "capital" }));
            let record = Fields::new()
                .with("id", state.named.id.as_str())
                .with("kind", state.form.kind)
                .with("label", state.named.label.as_str())
                .list("names", names)
                .with("span", span)
                .list("predecessors", neighbour(number.checked_sub(1)))
                .list("successors", neighbour(Some(number + 1)))
                .list("places", capital.into_iter().collect());
            let first = format!("The {} in its borders of that time.", state.named.label);
            let record = ending(pen, record, &first, 30, Vec::new());
            pen.put::<Polity>(record)?;
        }
    }
    Ok(())
}
