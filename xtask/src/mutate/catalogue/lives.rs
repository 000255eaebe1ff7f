//! Acting out of one's time: persons before birth and after death, states and bodies outside their span.

use chrono::Datelike;
use serde_json::json;
use usru_core::collection::PolityId;
use usru_core::dataset::AnyRecord;
use usru_core::date::{Bounds, HistoricalDate};
use usru_core::record::{Event, Person, Polity};
use usru_core::statement::{Participant, Vital};
use usru_core::walk::Path;

use super::dating::{redated, years_later};
use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::world::{World, file_of, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "birth-and-death-exchanged",
        sentence: "The dates of a birth and a death have changed places.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(&world.dataset.people, |_, person| {
                let (birth, death) = (vital(person.birth.as_ref())?, vital(person.death.as_ref())?);
                let (file, born, died) =
                    (file_of(AnyRecord::Person(person)), path(&["birth", "date"]), path(&["death", "date"]));
                birth.certainly_before(death).then(|| world.draft().exchange(&file, &born, &died).done()).flatten()
            })
        },
    },
    Kind {
        id: "birth-after-an-act",
        sentence: "A person is born after having acted.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(acts(world), |draw, act| {
                let person = world.person(act.person?)?;
                let year = act.time.latest?.year() + 1 + years(draw, 30)?;
                // What the person did is told where it was done, or where the birth is.
                reborn(world, person, "birth", year).map(|made| told_of(made, world, &act))
            })
        },
    },
    Kind {
        id: "death-before-an-act",
        sentence: "A person dies before having acted.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(acts(world), |draw, act| {
                let person = world.person(act.person?)?;
                let year = act.time.earliest?.year() - 1 - years(draw, 30)?;
                reborn(world, person, "death", year).map(|made| told_of(made, world, &act))
            })
        },
    },
    Kind {
        id: "century-of-a-life",
        sentence: "The year of a birth or a death is misprinted by a century.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(acts(world), |draw, act| {
                let person = world.person(act.person?)?;
                let (field, old, by) =
                    if draw.below(2) == 0 { ("birth", &person.birth, 100) } else { ("death", &person.death, -100) };
                let new = years_later(old.as_ref()?.date.as_ref()?, by)?;
                let impossible = if by > 0 {
                    act.time.certainly_before(new.bounds())
                } else {
                    new.bounds().certainly_before(act.time)
                };
                let file = file_of(AnyRecord::Person(person));
                let draft = redated(world.draft(), &file, &path(&[field, "date"]), new.edtf.as_str(), world);
                impossible.then(|| draft.done()).flatten().map(|made| told_of(made, world, &act))
            })
        },
    },
    Kind {
        id: "century-of-an-event",
        sentence: "The year of an event is misprinted by a century, so that nobody in it was alive.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(acts(world), |draw, act| {
                let AnyRecord::Event(event) = act.record else { return None };
                let new = years_later(&event.date, draw.one(&[-100, 100])?)?;
                let (birth, death) = life(world.person(act.person?)?);
                let impossible = new.bounds().certainly_before(birth) || death.certainly_before(new.bounds());
                let draft = redated(world.draft(), &file_of(act.record), &path(&["date"]), new.edtf.as_str(), world);
                impossible.then(|| draft.told_at(&file_of(act.record), &act.place).done()).flatten()
            })
        },
    },
    Kind {
        id: "person-of-another-time",
        sentence: "Somebody takes part who was dead or not yet born.",
        seen: Seen::Always,
        make: |world, draw| {
            let people: Vec<_> = world.dataset.people.iter().collect();
            draw.at(acts(world), |draw, act| {
                act.person.filter(|_| matches!(act.record, AnyRecord::Event(_)))?;
                let others: Vec<_> = people
                    .iter()
                    .filter(|person| {
                        let (birth, death) = life(person);
                        act.time.certainly_before(birth) || death.certainly_before(act.time)
                    })
                    .collect();
                let other = draw.one(&others)?;
                world.draft().set(&file_of(act.record), &act.place, other.id.as_str()).done()
            })
        },
    },
    Kind {
        id: "person-of-a-hundred-and-thirty",
        sentence: "A birth is misprinted so that the person reached 130 years.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(&world.dataset.people, |_, person| {
                let (_, death) = life(person);
                reborn(world, person, "birth", death.earliest?.year() - 130)
            })
        },
    },
    Kind {
        id: "act-of-a-child",
        sentence: "A birth is misprinted so that the person acted at the age of five.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(acts(world), |_, act| {
                let person = world.person(act.person?)?;
                let year = act.time.latest?.year() - 5;
                (life(person).0.latest?.year() < year)
                    .then(|| reborn(world, person, "birth", year))
                    .flatten()
                    .map(|made| told_of(made, world, &act))
            })
        },
    },
    Kind {
        id: "polity-of-another-time",
        sentence: "A state takes part that was gone or had not begun: the Soviet Union in 1921.",
        seen: Seen::Always,
        make: |world, draw| {
            let all: Vec<_> = world.dataset.polities.iter().collect();
            draw.at(acts(world), |draw, act| {
                act.polity?;
                let others: Vec<_> = all.iter().filter(|polity| outside(polity, act.time)).collect();
                let other = draw.one(&others)?;
                world.draft().set(&file_of(act.record), &act.place, other.id.as_str()).done()
            })
        },
    },
    Kind {
        id: "party-of-another-time",
        sentence: "An agreement has a party that was gone or had not begun when it was signed.",
        seen: Seen::Always,
        make: |world, draw| {
            let all: Vec<_> = world.dataset.polities.iter().collect();
            let parties = world.dataset.agreements.iter().flat_map(|agreement| {
                let signed = agreement
                    .steps
                    .iter()
                    .find(|step| step.kind.as_str() == "signed")
                    .and_then(|step| step.date.as_ref());
                let time = signed.map(HistoricalDate::bounds);
                let polities = agreement.participants.iter().enumerate().filter(|(_, one)| one.polity.is_some());
                polities.filter_map(move |(index, _)| Some((AnyRecord::Agreement(agreement), index, time?)))
            });
            let parties: Vec<_> = parties.collect();
            draw.at(parties, |draw, (agreement, index, time)| {
                let others: Vec<_> = all.iter().filter(|polity| outside(polity, time)).collect();
                let party = path(&["participants"]).item(index).field("polity");
                world.draft().set(&file_of(agreement), &party, draw.one(&others)?.id.as_str()).done()
            })
        },
    },
    Kind {
        id: "event-before-its-polity",
        sentence: "An event is dated before a state began that takes part in it.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(acts(world), |draw, act| {
                let AnyRecord::Event(_) = act.record else { return None };
                let begin = world.dataset.polities.get(act.polity?.as_str())?.span.span().begin.earliest?;
                let year = begin.year() - 1 - years(draw, 40)?;
                let file = file_of(act.record);
                redated(world.draft(), &file, &path(&["date"]), &format!("{year:04}"), world)
                    .told_at(&file, &act.place)
                    .done()
            })
        },
    },
    Kind {
        id: "polity-ended-early",
        sentence: "The span of a state ends before one of its acts.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(acts(world), |draw, act| {
                let last = act.time.earliest?.year() - 1 - years(draw, 5)?;
                let span = format!("../{last:04}");
                respan(world, &format!("polities/{}.json", act.polity?), &span).map(|made| told_of(made, world, &act))
            })
        },
    },
    Kind {
        id: "polity-begun-late",
        sentence: "The span of a state begins after one of its acts.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(acts(world), |draw, act| {
                let first = act.time.latest?.year() + 1 + years(draw, 5)?;
                let span = format!("{first:04}/..");
                respan(world, &format!("polities/{}.json", act.polity?), &span).map(|made| told_of(made, world, &act))
            })
        },
    },
    Kind {
        id: "organization-outside-its-span",
        sentence: "An organization is said to have ended before, or begun after, an event in which it takes part.",
        seen: Seen::Always,
        make: |world, draw| {
            bodies(world, draw, |one| one.organization.as_ref().map(|id| format!("organizations/{id}.json")))
        },
    },
    Kind {
        id: "vessel-outside-its-span",
        sentence: "A ship is said to have been lost before, or built after, an event in which it takes part.",
        seen: Seen::Always,
        make: |world, draw| bodies(world, draw, |one| one.vessel.as_ref().map(|id| format!("vessels/{id}.json"))),
    },
];

/// Roles in which one takes no part oneself.
const PASSIVE: &[&str] = &["ancestor", "commemorated", "honoured", "namesake", "predecessor", "subject", "successor"];

/// A part that somebody takes in an event, or a step of an agreement or an appointment.
pub(super) struct Act<'d> {
    record: AnyRecord<'d>,
    /// The reference to the one who acts; for a step of an appointment its date.
    place: Path,
    person: Option<&'d str>,
    polity: Option<&'d PolityId>,
    time: Bounds,
}

fn acts<'d>(world: &World<'d>) -> Vec<Act<'d>> {
    let mut found = Vec::new();
    for event in &world.dataset.events {
        participants(&mut found, AnyRecord::Event(event), &Path::root(), &event.participants, &event.date);
    }
    for agreement in &world.dataset.agreements {
        for (index, step) in agreement.steps.iter().enumerate() {
            let Some(date) = &step.date else { continue };
            let (record, at) = (AnyRecord::Agreement(agreement), path(&["steps"]).item(index));
            if step.party.is_some() {
                let (place, polity, time) = (at.field("party"), step.party.as_ref(), date.bounds());
                found.push(Act { record, place, person: None, polity, time });
            }
            participants(&mut found, record, &at, &step.participants, date);
        }
    }
    for appointment in &world.dataset.appointments {
        for (index, step) in appointment.steps.iter().enumerate() {
            let Some(date) = &step.date else { continue };
            let place = path(&["steps"]).item(index).field("date");
            let person = Some(appointment.person.as_str());
            found.push(Act {
                record: AnyRecord::Appointment(appointment),
                place,
                person,
                polity: None,
                time: date.bounds(),
            });
        }
    }
    found.retain(|act| world.is_real(act.record));
    found
}

fn participants<'d>(
    found: &mut Vec<Act<'d>>,
    record: AnyRecord<'d>,
    at: &Path,
    all: &'d [Participant],
    date: &HistoricalDate,
) {
    let active = all.iter().enumerate().filter(|(_, one)| !PASSIVE.contains(&one.role.as_str()));
    for (index, one) in active {
        let at = at.field("participants").item(index);
        let time = date.bounds();
        let mut push = |field, person, polity| found.push(Act { record, place: at.field(field), person, polity, time });
        if let Some(person) = &one.person {
            push("person", Some(person.as_str()), None);
        }
        if one.polity.is_some() {
            push("polity", None, one.polity.as_ref());
        }
        if one.on_behalf_of.is_some() {
            push("on_behalf_of", None, one.on_behalf_of.as_ref());
        }
    }
}

fn vital(vital: Option<&Vital>) -> Option<Bounds> {
    vital?.date.as_ref().map(HistoricalDate::bounds)
}

/// The bounds of birth and death.
fn life(person: &Person) -> (Bounds, Bounds) {
    (vital(person.birth.as_ref()).unwrap_or(Bounds::OPEN), vital(person.death.as_ref()).unwrap_or(Bounds::OPEN))
}

/// Whether the polity was certainly not there at the time.
fn outside(polity: &Polity, time: Bounds) -> bool {
    !polity.span.bounds().overlaps(time)
}

fn years(draw: &mut Draw, limit: usize) -> Option<i32> {
    i32::try_from(draw.below(limit)).ok()
}

/// Another year for a birth or a death.
fn reborn(world: &World<'_>, person: &Person, field: &'static str, year: i32) -> Option<Corruption> {
    let (file, date) = (file_of(AnyRecord::Person(person)), path(&[field, "date"]));
    let edtf = format!("{year:04}");
    let there = world.value(&file, &date).is_some();
    if there {
        redated(world.draft(), &file, &date, &edtf, world).done()
    } else {
        world.draft().set(&file, &path(&[field]), json!({ "date": { "edtf": edtf } })).done()
    }
}

/// Another span for a polity, an organization or a ship.
fn respan(world: &World<'_>, file: &str, span: &str) -> Option<Corruption> {
    let at = path(&["span"]);
    let there = world.value(file, &at).is_some();
    if there {
        redated(world.draft(), file, &at, span, world).done()
    } else {
        world.draft().set(file, &at, json!({ "edtf": span })).done()
    }
}

/// It may be told of the act as well.
fn told_of(made: Corruption, world: &World<'_>, act: &Act<'_>) -> Corruption {
    let file = file_of(act.record);
    let lines = world.json(&file).map_or(0..=0, |json| crate::mutate::lines::around(json, &act.place));
    made.told_at(file, lines)
}

/// A span for one who takes part in an event that ends before it or begins after it.
fn bodies(world: &World<'_>, draw: &mut Draw, file: fn(&Participant) -> Option<String>) -> Vec<Corruption> {
    let sites = world.dataset.events.iter().flat_map(|event: &Event| {
        let active = event.participants.iter().enumerate().filter(|(_, one)| !PASSIVE.contains(&one.role.as_str()));
        active.filter_map(move |(index, one)| Some((event, index, file(one)?)))
    });
    let sites: Vec<_> = sites.filter(|(event, ..)| world.is_real(AnyRecord::Event(event))).collect();
    draw.at(sites, |draw, (event, index, file)| {
        let time = event.date.bounds();
        let span = if draw.below(2) == 0 {
            format!("../{:04}", time.earliest?.year() - 1)
        } else {
            format!("{:04}/..", time.latest?.year() + 1)
        };
        let act = Act {
            record: AnyRecord::Event(event),
            place: path(&["participants"]).item(index).field("role"),
            person: None,
            polity: None,
            time,
        };
        respan(world, &file, &span).map(|made| told_of(made, world, &act))
    })
}
