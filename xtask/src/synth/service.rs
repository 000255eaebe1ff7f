//! Offices and posts, and who held them: one after the other, in the rank that the post has.

use chrono::NaiveDate;
use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::record::{Appointment, Office, Post};

use super::pen::{Fields, Named, Pen};
use super::prose;
use super::realms::{Realm, Thing, share};
use super::statement::{date, ending, lasting, names, variant};
use super::time::{Period, now, plus};
use super::words::Word;

/// What somebody can be appointed to, and when it was there to be held.
#[derive(Debug)]
pub(super) struct Seat {
    /// `office` or `post`.
    field: &'static str,
    id: String,
    /// The realm from which holders come.
    realm: usize,
    open: Period,
    /// Whom the holder is called, in a label.
    title: String,
    ranks: &'static [&'static str],
    place: Option<String>,
    /// Terms so far.
    taken: Vec<Period>,
}

const OFFICES: &[(&str, &str)] = &[
    ("head-of-state", "Sovereign"),
    ("head-of-government", "Chancellor"),
    ("foreign-minister", "Secretary for foreign affairs"),
    ("minister", "Minister of finance"),
    ("minister", "Minister of war"),
    ("minister", "Minister of the navy"),
    ("party-leader", "Leader of the ruling party"),
    ("governor", "Governor of the northern province"),
    ("military-command", "Commander of the fleet"),
    ("official", "Keeper of the archives"),
    ("official", "Postmaster general"),
];

/// Makes so many offices: of each realm the highest first.
pub(super) fn offices(pen: &mut Pen, realms: &mut [Realm], count: usize) -> anyhow::Result<Vec<Seat>> {
    let mut seats = Vec::new();
    let parts = realms.len();
    for realm in realms {
        let states = realm.states.len().max(1);
        for number in 0..share(count, parts, realm.index).max(1) {
            let Some(state) = realm.states.get(number % states) else { continue };
            let (kind, title) = OFFICES.get((number / states) % OFFICES.len()).copied().unwrap_or_default();
            let title = format!("{title} of the {}", state.named.label);
            let named = pen.name(Collection::Offices, &title);
            let word = Word { english: title.clone(), ..Word::default() };
            let whole = state.span.inner(30);
            let life = if pen.dice.chance(70) { whole } else { pen.dice.part(whole, 4_000, 30_000) };
            let span = if pen.dice.chance(30) { Some(lasting(pen, life)) } else { None };
            let record = Fields::new()
                .with("id", named.id.as_str())
                .with("kind", kind)
                .with("label", named.label.as_str())
                .list("names", vec![json!({ "text": word.english, "lang": "en", "kind": "official" })])
                .with("polity", state.named.id.as_str())
                .maybe("span", span);
            let record = ending(pen, record, &format!("An office in the {}.", state.named.label), 4, Vec::new());
            pen.put::<Office>(record)?;
            seats.push(Seat {
                field: "office",
                id: named.id.clone(),
                realm: realm.index,
                open: life,
                title,
                ranks: &["holder", "holder", "holder", "holder", "acting"],
                place: None,
                taken: Vec::new(),
            });
            realm.offices.push(Thing { named, life });
        }
    }
    Ok(seats)
}

/// What a post can be: its kind, how it is called, the ranks of its heads.
struct Standing {
    kind: &'static str,
    name: (&'static str, &'static str, &'static str),
    ranks: &'static [&'static str],
    holder: &'static str,
}

const LEGATION: Standing = Standing {
    kind: "legation",
    name: ("Legation in {}", "Миссия, {}", "Missii͡a, {}"),
    ranks: &["envoy-extraordinary", "minister-plenipotentiary", "minister-resident", "charge-daffaires"],
    holder: "Head of the legation",
};
const EMBASSY: Standing = Standing {
    kind: "embassy",
    name: ("Embassy in {}", "Посольство, {}", "Posolʹstvo, {}"),
    ranks: &["ambassador"],
    holder: "Ambassador",
};
const CONSULATE: Standing = Standing {
    kind: "consulate",
    name: ("Consulate in {}", "Консульство, {}", "Konsulʹstvo, {}"),
    ranks: &["consul"],
    holder: "Consul",
};
const CONSULATE_GENERAL: Standing = Standing {
    kind: "consulate-general",
    name: ("Consulate general in {}", "Генеральное консульство, {}", "Generalʹnoe konsulʹstvo, {}"),
    ranks: &["consul-general"],
    holder: "Consul general",
};

/// Makes so many posts, each of one realm in the next but some.
pub(super) fn posts(pen: &mut Pen, realms: &mut [Realm], count: usize) -> anyhow::Result<Vec<Seat>> {
    let mut seats = Vec::new();
    let parts = realms.len();
    for index in 0..parts {
        for number in 0..share(count, parts, index) {
            let host = (index + 1 + number) % parts;
            let host = if host == index { (host + 1) % parts } else { host };
            let (Some(sender), Some(receiver)) = (realms.get(index), realms.get(host)) else { continue };
            let (post, here) = post(pen, sender, receiver, number)?;
            seats.extend(here);
            if let Some(sender) = realms.get_mut(index) {
                sender.posts.push(post);
            }
        }
    }
    Ok(seats)
}

fn post(pen: &mut Pen, sender: &Realm, receiver: &Realm, number: usize) -> anyhow::Result<(Thing, Vec<Seat>)> {
    let longest = sender.states.iter().max_by_key(|state| state.span.days());
    let state = sender.states.get(number % sender.states.len().max(1)).or(longest);
    let (Some(state), Some(spot)) = (state, receiver.place(number + 1)) else {
        anyhow::bail!("a realm has neither a polity nor a place");
    };
    let life = state.span.meet(Period::years(1725, 2025), 0).unwrap_or(state.span).inner(60);
    let life = if pen.dice.chance(50) { life } else { pen.dice.part(life, 6_000, 30_000) };
    let (first, second) = if pen.dice.chance(60) { (LEGATION, EMBASSY) } else { (CONSULATE, CONSULATE_GENERAL) };
    let raised = (pen.dice.chance(40) && life.days() > 3_000).then(|| pen.dice.day(life.inner(900)));
    let ended = life.end < plus(now(), -400) && pen.dice.chance(70);
    let word = receiver.land.phrase(first.name);
    let label = format!("{} of the {}", word.english, state.named.label);
    let named = pen.name(Collection::Posts, &label);
    let receivers = receiver.states.iter().filter_map(|state| Some((state, state.span.meet(life, 0)?)));
    let receivers: Vec<Value> = receivers
        .map(|(state, both)| {
            let during = lasting(pen, both);
            Fields::new().with("polity", state.named.id.as_str()).with("during", during).into()
        })
        .collect();
    let mut steps = Vec::new();
    let mut step = |pen: &mut Pen, kind: &str, standing: Option<&Standing>, day: NaiveDate| {
        let date = date(pen, day, false, 30);
        let note = pen.dice.chance(40).then(|| prose::note(&mut pen.dice));
        let step = Fields::new()
            .with("kind", kind)
            .maybe("rank", standing.map(|standing| standing.kind))
            .maybe("place", standing.map(|_| spot.named.id.as_str()))
            .with("date", date)
            .maybe("note", note);
        steps.push(step.into());
    };
    step(pen, "opened", Some(&first), life.begin);
    if let Some(day) = raised {
        step(pen, "raised", Some(&second), day);
    }
    if ended {
        step(pen, "closed", None, life.end);
    }
    let names = names(pen, &word, "usual", 12);
    let record = Fields::new()
        .with("id", named.id.as_str())
        .with("label", named.label.as_str())
        .list("names", names)
        .with("sender", state.named.id.as_str())
        .list("receivers", receivers)
        .list("steps", steps);
    let sentence = format!("A post that the {} kept in {}.", state.named.label, receiver.land.english);
    let record = ending(pen, record, &sentence, 50, Vec::new());
    pen.put::<Post>(record)?;
    let seat = |standing: &Standing, open: Period| Seat {
        field: "post",
        id: named.id.clone(),
        realm: sender.index,
        open: open.inner(20),
        title: format!("{} of the {} in {}", standing.holder, state.named.label, receiver.land.english),
        ranks: standing.ranks,
        place: Some(spot.named.id.clone()),
        taken: Vec::new(),
    };
    let seats = match raised {
        Some(day) => vec![
            seat(&first, Period { begin: life.begin, end: day }),
            seat(&second, Period { begin: day, end: life.end }),
        ],
        None => vec![seat(&first, life)],
    };
    Ok((Thing { named, life }, seats))
}

/// Makes so many appointments, or as many as the lives of the people allow; says how many.
pub(super) fn appointments(
    pen: &mut Pen,
    realms: &mut [Realm],
    seats: &mut [Seat],
    count: usize,
) -> anyhow::Result<usize> {
    let mut made = 0;
    let mut tries = 0;
    while made < count && tries < count * 20 {
        tries += 1;
        let at = pen.dice.below(seats.len());
        let Some(seat) = seats.get_mut(at) else { break };
        let Some(realm) = realms.get_mut(seat.realm) else { break };
        let at = pen.dice.below(realm.people.len());
        let Some(person) = realm.people.get_mut(at) else { break };
        let Some(possible) = person.active.meet(seat.open, 500) else { continue };
        let term = pen.dice.part(possible, 400, 4_500);
        let free = |terms: &[Period]| terms.iter().all(|other| other.meet(term, 0).is_none());
        if !free(&seat.taken) || !free(&person.busy) {
            continue;
        }
        seat.taken.push(term);
        person.busy.push(term);
        let named = person.named.clone();
        appointment(pen, realm.old_style, &named, seat, term)?;
        made += 1;
    }
    Ok(made)
}

fn appointment(pen: &mut Pen, old_style: bool, person: &Named, seat: &Seat, term: Period) -> anyhow::Result<()> {
    let (from, to) = (term.begin.format("%Y"), term.end.format("%Y"));
    let named = pen.name(Collection::Appointments, &format!("{}, {}, {from}–{to}", person.label, seat.title));
    let is_post = seat.field == "post";
    let rank = pen.dice.one(seat.ranks);
    let mut held = Fields::new().with("rank", rank);
    if pen.dice.chance(10) {
        held = held.with("citations", pen.ledger.cite(&mut pen.dice, 1));
    }
    if pen.dice.chance(7) && is_post {
        let wrong = variant(pen, json!({ "rank": "special-envoy" }), "rejected");
        held = held.list("variants", vec![wrong]);
    }
    // The way into the place takes at most a quarter of the term, so the steps keep their order.
    let quarter = (term.days() / 4).max(6);
    let mut steps = Vec::new();
    let mut step = |pen: &mut Pen, kind: &str, day: NaiveDate, place: Option<&str>| {
        let date = date(pen, day, old_style, 30);
        let note = pen.dice.chance(25).then(|| prose::note(&mut pen.dice));
        let cited = if pen.dice.chance(22) { pen.ledger.cite(&mut pen.dice, 1) } else { Vec::new() };
        let step = Fields::new().with("kind", kind).with("date", date).maybe("place", place).maybe("note", note);
        steps.push(step.list("citations", cited).into());
    };
    if is_post {
        let days: Vec<_> = (1..=4).map(|part| plus(term.begin, quarter * part / 4)).collect();
        let received = if rank.starts_with("consul") { "recognized" } else { "credentials-presented" };
        let chances = [("nominated", 40), ("commissioned", 30), ("arrived", 40), (received, 100)];
        for ((kind, chance), day) in chances.into_iter().zip(days) {
            if pen.dice.chance(chance) {
                step(pen, kind, day, seat.place.as_deref().filter(|_| kind != "nominated" && kind != "commissioned"));
            }
        }
    } else {
        step(pen, "took-office", term.begin, None);
    }
    if pen.dice.chance(80) {
        let last = if is_post { ["recalled", "left", "took-leave"] } else { ["resigned", "ended", "removed"] };
        let last = pen.dice.one(&last);
        step(pen, last, term.end, None);
    }
    let record = Fields::new()
        .with("id", named.id.as_str())
        .with("label", named.label.as_str())
        .with("person", person.id.as_str())
        .with(seat.field, seat.id.as_str())
        .with("rank", held)
        .list("steps", steps);
    let record = ending(pen, record, &format!("{} held the place.", person.label), 18, Vec::new());
    pen.put::<Appointment>(record)
}
