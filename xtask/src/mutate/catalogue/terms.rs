//! Words, tags and addresses of the wrong form.

use std::collections::BTreeSet;

use serde_json::json;

use super::form::misspelt;
use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::world::{World, path};

/// Fields that hold a word of a closed list.
const CLOSED: &[&str] = &["kind", "status", "calendar", "basis", "comparison"];

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "misspelt-word-of-a-list",
        sentence: "A word of a closed list is misspelt.",
        seen: Seen::Always,
        make: |world, draw| words(world, draw, misspelt),
    },
    Kind {
        id: "word-of-another-list",
        sentence: "A word of another list is used: a treaty among the kinds of events.",
        seen: Seen::Always,
        make: |world, draw| {
            // The kinds of records; some collections share a word, and only what no record of the collection uses and
            // the schema of no other field there knows can be strange to it.
            let kinds: BTreeSet<(&str, &str)> = world
                .values(|trail, _| trail.depth() == 1 && trail.field() == Some("kind"))
                .into_iter()
                .filter_map(|site| Some((site.record.collection().name(), site.value.as_str()?)))
                .collect();
            let top = world.values(|trail, _| trail.depth() == 1 && trail.field() == Some("kind"));
            draw.at(top, |draw, site| {
                let own = site.record.collection();
                let text = usru_core::schema::of_collection(own).to_string();
                let strange: Vec<_> =
                    kinds.iter().filter(|(c, word)| *c != own.name() && !text.contains(&format!("{word:?}"))).collect();
                let (_, word) = draw.one(&strange)?;
                world.draft().set(&site.file, &site.path, *word).done()
            })
        },
    },
    Kind {
        id: "word-in-capitals",
        sentence: "A word of a closed list begins with a capital.",
        seen: Seen::Always,
        make: |world, draw| words(world, draw, |_, word| Some(capitalized(word))),
    },
    Kind {
        id: "role-in-words",
        sentence: "A role or a unit is written as words with capitals and spaces.",
        seen: Seen::Always,
        make: |world, draw| {
            let terms = world.values(|trail, v| matches!(trail.field(), Some("role" | "unit")) && v.is_string());
            draw.at(terms, |_, site| {
                let words = capitalized(site.value.as_str()?).replace('-', " ");
                world.draft().set(&site.file, &site.path, words).done()
            })
        },
    },
    Kind {
        id: "malformed-language-tag",
        sentence: "A language is not given as a well-formed tag: ru-cyrl, RU, Russian.",
        seen: Seen::Always,
        make: |world, draw| {
            let tags = world.values(|trail, _| matches!(trail.field(), Some("lang" | "language")));
            draw.at(tags, |draw, site| {
                let tag = site.value.as_str()?;
                // Behind the scheme of a transliteration four letters more would be well-formed.
                let with_script = match tag.split_once("-t-") {
                    Some((language, scheme)) => format!("{language}-cyrl-t-{scheme}"),
                    None => format!("{tag}-cyrl"),
                };
                let others = [tag.to_uppercase(), tag.replace('-', "_") + "_", "Russian".to_owned(), with_script];
                let other = others.get(draw.below(others.len()))?.clone();
                world.draft().set(&site.file, &site.path, other).done()
            })
        },
    },
    Kind {
        id: "address-without-a-scheme",
        sentence: "A web address lacks its https://.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|trail, _| trail.field() == Some("url")), |_, site| {
                let (_, rest) = site.value.as_str()?.split_once("//")?;
                world.draft().set(&site.file, &site.path, rest).done()
            })
        },
    },
    Kind {
        id: "space-in-an-address",
        sentence: "A web address holds a space.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|trail, _| trail.field() == Some("url")), |_, site| {
                let spaced = site.value.as_str()?.replacen('.', ". ", 1);
                world.draft().set(&site.file, &site.path, spaced).done()
            })
        },
    },
    Kind {
        id: "number-too-great",
        sentence: "A number is so great that readers lose digits.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|trail, v| trail.field() == Some("value") && v.is_number()), |_, site| {
                world.draft().set(&site.file, &site.path, 1_u64 << 60).done()
            })
        },
    },
    Kind {
        id: "latitude-of-ninety-five",
        sentence: "A latitude or a longitude lies beyond the poles or beyond 180 degrees.",
        seen: Seen::Always,
        make: |world, draw| {
            let angles = world.values(|trail, _| matches!(trail.field(), Some("latitude" | "longitude")));
            draw.at(angles, |draw, site| {
                let beyond = draw.one(&[195.0, -195.0, 1953.5, 360.0])?;
                world.draft().set(&site.file, &site.path, beyond).done()
            })
        },
    },
    Kind {
        id: "range-upside-down",
        sentence: "The upper end of a range is below its lower end.",
        seen: Seen::Always,
        make: |world, draw| {
            let amounts = world.values(|_, v| v.get("unit").is_some() && v.get("value").is_some());
            draw.at(amounts, |_, site| {
                let value = site.value.get("value")?.as_f64().filter(|value| *value >= 1.0)?;
                world.draft().set(&site.file, &site.path.field("upper"), (value / 2.0).floor()).done()
            })
        },
    },
    Kind {
        id: "title-page-without-a-field",
        sentence: "The title page lacks its licence or another of its fields.",
        seen: Seen::Always,
        make: |world, draw| {
            let fields = ["name", "title", "description", "version", "released", "language", "licence", "publisher"];
            draw.at(fields, |_, field| world.draft().remove("about.json", &path(&[field])).done())
        },
    },
    Kind {
        id: "title-page-misread",
        sentence: "A field of the title page has a value of the wrong form.",
        seen: Seen::Always,
        make: |world, draw| {
            let slips = [
                ("name", json!("The Dataset")),
                ("language", json!("English")),
                ("licence_url", json!("creativecommons.org")),
                ("released", json!("today")),
                ("released", json!({ "edtf": "22.11.2026" })),
                ("keywords", json!("history, diplomacy")),
                ("contributors", json!(["The Editors"])),
                ("version", json!(1.0)),
            ];
            draw.at(slips, |_, (field, value)| world.draft().set("about.json", &path(&[field]), value).done())
        },
    },
];

/// Another word for a word of a closed list.
fn words(world: &World<'_>, draw: &mut Draw, other: fn(&mut Draw, &str) -> Option<String>) -> Vec<Corruption> {
    let sites = world.values(|trail, v| trail.field().is_some_and(|name| CLOSED.contains(&name)) && v.is_string());
    draw.at(sites, |draw, site| {
        let other = other(draw, site.value.as_str()?)?;
        world.draft().set(&site.file, &site.path, other).done()
    })
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
