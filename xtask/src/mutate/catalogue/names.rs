//! Names in the wrong script, out of their time, and identifiers.

use chrono::Datelike;
use serde_json::{Value, json};
use usru_core::date::{Bounds, HistoricalDate, Span};
use usru_core::record::Event;

use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::world::{Site, World, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "cyrillic-tagged-as-english",
        sentence: "A name in Cyrillic letters is tagged as English or as a transliteration.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(names(world, |tag| tag.contains("Cyrl")), |draw, site| {
                let tag = draw.one(&["en", "ru-Latn-t-ru-m0-alaloc"])?;
                world.draft().set(&site.file, &site.path.field("lang"), tag).done()
            })
        },
    },
    Kind {
        id: "latin-tagged-as-cyrillic",
        sentence: "A name in Latin letters is tagged as Cyrillic.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(names(world, |tag| !tag.contains("Cyrl")), |_, site| {
                let latin = site.value.get("text")?.as_str()?.chars().any(|c| c.is_ascii_alphabetic());
                latin.then(|| world.draft().set(&site.file, &site.path.field("lang"), "ru-Cyrl").done()).flatten()
            })
        },
    },
    Kind {
        id: "names-exchanged",
        sentence: "The names of a record in two scripts have changed places.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(names(world, |tag| tag.contains("Cyrl")), |draw, site| {
                let all = world.value(&site.file, &path(&["names"]))?.as_array()?;
                let latin = |name: &Value| {
                    name.get("lang").is_some_and(|tag| tag.as_str().is_some_and(|t| !t.contains("Cyrl")))
                };
                let others: Vec<_> = all.iter().enumerate().filter(|(_, name)| latin(name)).map(|(at, _)| at).collect();
                let other = path(&["names"]).item(draw.one(&others)?).field("text");
                world.draft().exchange(&site.file, &site.path.field("text"), &other).done()
            })
        },
    },
    Kind {
        id: "place-name-out-of-its-time",
        sentence: "A label calls a place by a name that it did not bear then: Leningrad in 1900.",
        seen: Seen::Always,
        make: |world, draw| {
            let named = world.dataset.places.iter().flat_map(|place| {
                place.names.iter().filter(|name| name.during.is_some()).map(move |name| (place, name.text.as_str()))
            });
            let named: Vec<_> = named.collect();
            let sites = world.dataset.events.iter().flat_map(|event| {
                let here = event.places.iter();
                here.flat_map(|link| named.iter().filter(move |(place, _)| place.id == link.place))
                    .map(move |(place, name)| (event, place.label.as_str(), *name))
            });
            let sites: Vec<_> = sites.filter(|(event, _, name)| is_nobodys(world, name, event)).collect();
            draw.at(sites, |_, (event, usual, name)| {
                let label = event.label.as_str();
                let label =
                    if label.contains(usual) { label.replace(usual, name) } else { format!("{label} in {name}") };
                relabelled(world, event, label)
            })
        },
    },
    Kind {
        id: "polity-name-out-of-its-time",
        sentence: "A label names a state that there was not then: the Soviet Union in 1921.",
        seen: Seen::Always,
        make: |world, draw| {
            let states: Vec<_> = world.dataset.polities.iter().collect();
            draw.at(&world.dataset.events, |draw, event| {
                let gone: Vec<_> =
                    states.iter().filter(|state| is_nobodys(world, state.label.as_str(), event)).collect();
                relabelled(world, event, format!("{} and the {}", event.label, draw.one(&gone)?.label))
            })
        },
    },
    Kind {
        id: "name-before-its-bearer",
        sentence: "A name is said to have been in use before its bearer was there.",
        seen: Seen::Always,
        make: |world, draw| {
            let names = names(world, |_| true).into_iter().filter_map(|site| Some((whole_life(&site)?, site)));
            let names: Vec<_> = names.collect();
            draw.at(names, |_, (life, site)| {
                let year = life.begin.earliest?.year() - 20;
                let during = json!({ "edtf": format!("{year:04}") });
                let draft = world.draft().set(&site.file, &site.path.field("during"), during);
                (year > 0).then(|| draft.done()).flatten()
            })
        },
    },
    Kind {
        id: "isbn-misprint",
        sentence: "A digit of an ISBN is another.",
        seen: Seen::Always,
        make: |world, draw| {
            let given = world.values(|_, value| value.get("scheme").is_some_and(|scheme| scheme == "isbn"));
            let digits = given.into_iter().flat_map(|site| {
                let number = site.value.get("value").and_then(Value::as_str).unwrap_or_default().to_owned();
                let places: Vec<_> = number.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
                places.into_iter().map(move |at| (site.clone(), number.clone(), at))
            });
            let digits: Vec<_> = digits.collect();
            draw.at(digits, |draw, (site, number, at)| {
                let digit = draw.one(&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])?;
                let (before, after) = number.split_at_checked(at)?;
                let other = format!("{before}{digit}{}", after.get(1..)?);
                world.draft().set(&site.file, &site.path.field("value"), other).done()
            })
        },
    },
    Kind {
        id: "identifier-of-the-wrong-form",
        sentence: "An identifier is entered in a form that its scheme does not have.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.dataset.records(), |draw, record| {
                let slips = [
                    ("wikidata", "q7747"),
                    ("wikidata", "7747"),
                    ("wikidata", "Q 7747"),
                    ("viaf", "VIAF 12345"),
                    ("geonames", "Moscow"),
                    ("doi", "https://doi.org/10.1000/182"),
                    ("isbn", "978-3-16-148410-1"),
                    ("iso-3166-1", "Russia"),
                ];
                let (scheme, value) = draw.one(&slips)?;
                let item = json!({ "scheme": scheme, "value": value });
                world.draft().push(&format!("{record}.json"), &path(&["identifiers"]), item).done()
            })
        },
    },
];

/// The names whose tag is wanted; those in variants, which nobody holds to be right, are left out.
fn names<'d, 'w>(world: &'w World<'d>, wanted: fn(&str) -> bool) -> Vec<Site<'d, &'w Value>> {
    let all = world.values(|_, value| {
        let tag = value.get("lang").and_then(Value::as_str);
        value.get("text").is_some() && tag.is_some_and(wanted)
    });
    all.into_iter().filter(|site| site.path.to_string().starts_with("/names/") && !site.path.is_in_variant()).collect()
}

/// From when to when the bearer of a name was there, if its record says so.
fn whole_life(site: &Site<'_, &Value>) -> Option<Span> {
    use usru_core::dataset::AnyRecord;
    let bounds = |vital: Option<&usru_core::statement::Vital>| {
        vital.and_then(|vital| vital.date.as_ref()).map_or(Bounds::OPEN, HistoricalDate::bounds)
    };
    match site.record {
        AnyRecord::Polity(polity) => Some(polity.span.span()),
        AnyRecord::Person(person) => {
            Some(Span { begin: bounds(person.birth.as_ref()), end: bounds(person.death.as_ref()) })
        }
        _ => None,
    }
}

/// Whether no place, polity or organization bore a name of which the text is a part at any time of the event.
fn is_nobodys(world: &World<'_>, text: &str, event: &Event) -> bool {
    let time = event.date.bounds();
    let outside = |span: Option<Bounds>| span.is_some_and(|span| !span.overlaps(time));
    let places = world.dataset.places.iter().all(|place| {
        let label_is_another = !place.label.as_str().contains(text);
        label_is_another
            && place.names.iter().all(|name| {
                !name.text.as_str().contains(text) || outside(name.during.as_deref().map(HistoricalDate::bounds))
            })
    });
    let polities = world.dataset.polities.iter().all(|polity| {
        let named = |name: &str| name.contains(text);
        let bears = named(polity.label.as_str()) || polity.names.iter().any(|name| named(name.text.as_str()));
        !bears || outside(Some(polity.span.bounds()))
    });
    let organizations = world.dataset.organizations.iter().all(|one| !one.label.as_str().contains(text));
    places && polities && organizations && !event.label.as_str().contains(text)
}

fn relabelled(world: &World<'_>, event: &Event, label: String) -> Option<Corruption> {
    let file = format!("events/{}.json", event.id);
    world.draft().set(&file, &path(&["label"]), label).done()
}
