//! Records of the wrong form: what stands where nothing or something else belongs.

use serde_json::{Value, json};
use usru_core::schema;

use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::lines;
use crate::mutate::world::{Site, World, last_field, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "null",
        sentence: "A value is null.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|trail, _| trail.depth() > 0), |_, site| set(world, &site, Value::Null))
        },
    },
    Kind {
        id: "empty-text",
        sentence: "A text is empty.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|trail, value| trail.field() != Some("$schema") && value.is_string()), |_, site| {
                set(world, &site, json!(""))
            })
        },
    },
    Kind {
        id: "number-for-a-text",
        sentence: "A number stands where a text belongs.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|trail, value| trail.field() != Some("$schema") && value.is_string()), |_, site| {
                set(world, &site, json!(1867))
            })
        },
    },
    Kind {
        id: "text-for-a-number",
        sentence: "A number stands in quotation marks.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|_, value| value.is_number()), |_, site| {
                set(world, &site, json!(site.value.to_string()))
            })
        },
    },
    Kind {
        id: "list-for-a-value",
        sentence: "A value stands in a list of its own.",
        seen: Seen::Always,
        make: |world, draw| {
            let values = world.values(|trail, value| trail.field().is_some() && !value.is_array());
            draw.at(values, |_, site| set(world, &site, json!([site.value])))
        },
    },
    Kind {
        id: "value-for-a-list",
        sentence: "A list of one is written without its brackets.",
        seen: Seen::Always,
        make: |world, draw| {
            let lists = world.values(|_, value| value.as_array().is_some_and(|items| items.len() == 1));
            draw.at(lists, |_, site| set(world, &site, site.value.get(0)?.clone()))
        },
    },
    Kind {
        id: "record-in-a-list",
        sentence: "A file holds its record as a list of one.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                let text = serde_json::to_string_pretty(&json!([world.json(file)?])).ok()?;
                let bytes = (text + "\n").into_bytes();
                Corruption::bytes(world, file, bytes, 1..=1, "the record stands in a list")
            })
        },
    },
    Kind {
        id: "missing-field",
        sentence: "A field that must be there is missing.",
        seen: Seen::Always,
        make: |world, draw| {
            let schemas: Vec<_> =
                usru_core::collection::Collection::ALL.iter().map(|c| (*c, schema::of_collection(*c))).collect();
            let sites = world.dataset.records().flat_map(|record| {
                let schema = schemas.iter().find(|(c, _)| *c == record.collection()).map(|(_, schema)| schema);
                let required = schema.and_then(|schema| schema.get("required")?.as_array().cloned());
                required.unwrap_or_default().into_iter().map(move |field| (record, field))
            });
            let sites: Vec<_> = sites.collect();
            draw.at(sites, |_, (record, field)| {
                let path = usru_core::walk::Path::root().field(field.as_str()?.to_owned());
                world.draft().remove(&format!("{record}.json"), &path).done()
            })
        },
    },
    Kind {
        id: "unknown-field",
        sentence: "A field stands there that no record has.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|_, value| value.is_object()), |draw, site| {
                let field = draw.one(&["comment", "todo", "checked_by", "wikipedia", "x"])?;
                world.draft().set(&site.file, &site.path.field(field), "see notes").done()
            })
        },
    },
    Kind {
        id: "misspelt-field",
        sentence: "The name of a field is misspelt.",
        seen: Seen::Always,
        make: |world, draw| {
            let fields = world.values(|trail, _| trail.field().is_some_and(|name| name.len() > 2 && name != "$schema"));
            draw.at(fields, |draw, site| {
                let name = misspelt(draw, last_field(&site.path)?)?;
                world.draft().rename(&site.file, &site.path, &name).done()
            })
        },
    },
    Kind {
        id: "field-in-capitals",
        sentence: "The name of a field is written in capitals.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|trail, _| trail.field().is_some()), |_, site| {
                world.draft().rename(&site.file, &site.path, &last_field(&site.path)?.to_uppercase()).done()
            })
        },
    },
    Kind {
        id: "fields-in-another-order",
        sentence: "Two fields of an object have changed places.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.values(|_, value| value.as_object().is_some_and(|o| o.len() > 1)), |draw, site| {
                let fields = site.value.as_object()?;
                let at = draw.below(fields.len() - 1);
                let mut order: Vec<_> = fields.clone().into_iter().collect();
                order.swap(at, at + 1);
                let (first, _) = order.get(at)?.clone();
                let object = Value::Object(order.into_iter().collect());
                let (file, first) = (&site.file, site.path.field(first));
                if site.path.segments().is_empty() {
                    let text = serde_json::to_string_pretty(&object).ok()? + "\n";
                    let lines = lines::around(&object, &first);
                    return Corruption::bytes(
                        world,
                        file,
                        text.into_bytes(),
                        lines,
                        format!("{first} stands too early"),
                    );
                }
                world.draft().unformatted().set(file, &site.path, object).told_at(file, &first).done()
            })
        },
    },
    Kind {
        id: "default-written-out",
        sentence: "A calendar is written out that is left out because it is the default.",
        seen: Seen::Always,
        make: |world, draw| {
            let dates = world.values(|_, value| value.get("edtf").is_some() && value.get("calendar").is_none());
            draw.at(dates, |_, site| {
                let calendar = site.path.field("calendar");
                world.draft().unformatted().set(&site.file, &calendar, "gregorian").done()
            })
        },
    },
    Kind {
        id: "two-in-one-participant",
        sentence: "A participant is a person and a polity in one.",
        seen: Seen::Always,
        make: |world, draw| {
            let agents = world.values(|_, v| v.get("role").is_some() && v.get("person").is_some());
            let polity = world.dataset.polities.iter().next().map(|polity| polity.id.to_string());
            draw.at(agents, |_, site| world.draft().set(&site.file, &site.path.field("polity"), polity.clone()?).done())
        },
    },
    Kind {
        id: "nobody-takes-part",
        sentence: "A participant names nobody.",
        seen: Seen::Always,
        make: |world, draw| {
            let agents = world.values(|_, v| v.get("role").is_some() && v.get("person").is_some());
            draw.at(agents, |_, site| world.draft().remove(&site.file, &site.path.field("person")).done())
        },
    },
    Kind {
        id: "appointment-to-nothing",
        sentence: "An appointment is to no post and no office, or to both.",
        seen: Seen::Always,
        make: |world, draw| {
            let office = world.dataset.offices.iter().next().map(|office| office.id.to_string());
            draw.at(&world.dataset.appointments, |_, appointment| {
                let file = format!("appointments/{}.json", appointment.id);
                if appointment.post.is_some() {
                    return world.draft().set(&file, &path(&["office"]), office.clone()?).done();
                }
                world.draft().remove(&file, &path(&["office"])).done()
            })
        },
    },
    Kind {
        id: "empty-birth",
        sentence: "A birth says neither when nor where.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(&world.dataset.people, |draw, person| {
                let field = draw.one(&["birth", "death"])?;
                world.draft().set(&format!("people/{}.json", person.id), &path(&[field]), json!({})).done()
            })
        },
    },
    Kind {
        id: "empty-list-of-witnesses",
        sentence: "A variant has an empty list of citations.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.variants(), |_, site| {
                world.draft().set(&site.file, &site.path.field("citations"), json!([])).done()
            })
        },
    },
    Kind {
        id: "variant-without-a-reason",
        sentence: "A variant does not say why it is not preferred.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.variants(), |_, site| world.draft().remove(&site.file, &site.path.field("reason")).done())
        },
    },
    Kind {
        id: "link-to-another-schema",
        sentence: "The $schema key of a file points at the schema of another collection.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                let other = if file.starts_with("works/") { "event" } else { "work" };
                let link = format!("../schema/{other}.schema.json");
                world.draft().unformatted().set(file, &path(&["$schema"]), link).done()
            })
        },
    },
];

/// Another value at the site.
fn set(world: &World<'_>, site: &Site<'_, &Value>, value: Value) -> Option<Corruption> {
    world.draft().unformatted().set(&site.file, &site.path, value).done()
}

/// A word with one slip of the fingers: a letter left out, doubled, or exchanged with the next.
pub(super) fn misspelt(draw: &mut Draw, word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let inner: Vec<usize> = (1..letters.len().saturating_sub(1))
        .filter(|at| letters.get(*at).is_some_and(char::is_ascii_lowercase))
        .filter(|at| letters.get(at + 1).is_some_and(char::is_ascii_lowercase))
        .collect();
    let at = draw.one(&inner)?;
    let mut slipped = letters.clone();
    match draw.below(3) {
        0 => drop(slipped.remove(at)),
        1 => slipped.insert(at, *letters.get(at)?),
        _ => slipped.swap(at, at + 1),
    }
    (slipped != letters).then(|| slipped.into_iter().collect())
}
