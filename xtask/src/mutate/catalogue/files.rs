//! Files that are wrong as a whole: misnamed, misplaced, stale, foreign or missing.

use serde_json::Value;
use usru_core::collection::Collection;

use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::world::{World, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "file-named-for-another-id",
        sentence: "A file is renamed and its record's id is not.",
        seen: Seen::Always,
        make: |world, draw| moved(world, draw, |_, folder, id| Some(format!("{folder}/{id}-new.json"))),
    },
    Kind {
        id: "id-changed-in-the-file",
        sentence: "The id in a file is changed and the file's name is not.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.dataset.records(), |_, record| {
                world.draft().set(&format!("{record}.json"), &path(&["id"]), format!("{}-new", record.id())).done()
            })
        },
    },
    Kind {
        id: "two-files-with-one-id",
        sentence: "A file is copied under another name.",
        seen: Seen::Always,
        make: |world, draw| added(world, draw, |record, file| (file.replace(".json", "-2.json"), record)),
    },
    Kind {
        id: "id-in-other-letter-case",
        sentence: "A copy of a record has its id in other letter case.",
        seen: Seen::Always,
        make: |world, draw| {
            added(world, draw, |record, file| {
                let (folder, name) = file.split_once('/').unwrap_or_default();
                let id = name.trim_end_matches(".json").to_uppercase();
                (format!("{folder}/{id}.json"), with_id(record, &id))
            })
        },
    },
    Kind {
        id: "id-with-an-underscore",
        sentence: "A record has an underscore in its id.",
        seen: Seen::Always,
        make: |world, draw| renamed(world, draw, |id| id.replacen('-', "_", 1)),
    },
    Kind {
        id: "id-of-digits",
        sentence: "A record has a number for its id.",
        seen: Seen::Always,
        make: |world, draw| renamed(world, draw, |id| id.len().to_string()),
    },
    Kind {
        id: "id-with-an-accent",
        sentence: "A record has a letter beyond ASCII in its id.",
        seen: Seen::Always,
        make: |world, draw| renamed(world, draw, |id| id.replacen('e', "é", 1)),
    },
    Kind {
        id: "file-in-the-wrong-folder",
        sentence: "A file lies in the folder of another collection.",
        seen: Seen::Always,
        make: |world, draw| {
            moved(world, draw, |draw, folder, id| {
                let others: Vec<_> = Collection::ALL.iter().map(|c| c.name()).filter(|name| *name != folder).collect();
                Some(format!("{}/{id}.json", draw.one(&others)?))
            })
        },
    },
    Kind {
        id: "misspelt-folder",
        sentence: "A file lies in a folder whose name is misspelt.",
        seen: Seen::Always,
        make: |world, draw| {
            moved(world, draw, |_, folder, id| {
                Some(format!("{}/{id}.json", folder.strip_suffix('s').unwrap_or("persons")))
            })
        },
    },
    Kind {
        id: "folder-in-a-folder",
        sentence: "A file lies one folder too deep.",
        seen: Seen::Always,
        make: |world, draw| moved(world, draw, |_, folder, id| Some(format!("{folder}/new/{id}.json"))),
    },
    Kind {
        id: "record-beside-the-title-page",
        sentence: "A file lies in no folder.",
        seen: Seen::Always,
        make: |world, draw| moved(world, draw, |_, _, id| Some(format!("{id}.json"))),
    },
    Kind {
        id: "wrong-ending",
        sentence: "A file of a record has another ending.",
        seen: Seen::Always,
        make: |world, draw| {
            moved(world, draw, |draw, folder, id| {
                let ending = draw.one(&["JSON", "jsn", "json.txt", "json~", "json.bak", "jsonc", "md"])?;
                Some(format!("{folder}/{id}.{ending}"))
            })
        },
    },
    Kind {
        id: "foreign-file",
        sentence: "A file lies in a folder of records that is none.",
        seen: Seen::Always,
        make: |world, draw| {
            let names = ["notes.txt", "Thumbs.db", "list.csv", "README", "~$list.xlsx", "README.md", "data.xml"];
            let sites = Collection::ALL.iter().flat_map(|c| names.map(|name| format!("{c}/{name}")));
            let sites: Vec<_> = sites.chain(["notes.txt".to_owned(), "schema/notes.txt".to_owned()]).collect();
            draw.at(sites, |_, file| {
                // Beside the title page, texts for people may lie; among the records none.
                world
                    .text(&file)
                    .is_none()
                    .then(|| Corruption {
                        what: format!("{file} is added"),
                        files: [(file.clone(), Some(b"To do.\n".to_vec()))].into(),
                        spots: Vec::new(),
                    })
                    .map(|made| made.told_at(file, 0..=0))
            })
        },
    },
    Kind {
        id: "records-exchanged",
        sentence: "Two files of one collection hold each the other's record.",
        seen: Seen::Always,
        make: |world, draw| {
            let pairs: Vec<_> = world.files().zip(world.files().skip(1)).collect();
            draw.at(pairs, |_, (one, other)| {
                let (first, second) = (world.text(one)?, world.text(other)?);
                (one.split('/').next() == other.split('/').next()).then(|| {
                    let made = Corruption {
                        what: format!("{one} and {other} hold each the other's record"),
                        files: [(one, second), (other, first)]
                            .map(|(file, text)| (file.to_owned(), Some(text.as_bytes().to_vec())))
                            .into(),
                        spots: Vec::new(),
                    };
                    // The id stands on the third line: after the bracket and the link to the schema.
                    made.told_at(one, 3..=3).told_at(other, 3..=3)
                })
            })
        },
    },
    Kind {
        id: "deleted-record",
        sentence: "A record is deleted that others refer to.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.references(), |_, site| {
                let (collection, id) = site.value;
                let file = format!("{collection}/{id}.json");
                let draft = world.draft().delete(&file);
                let referring = world.references().into_iter().filter(|other| other.value == site.value);
                referring.fold(draft, |draft, other| draft.told_at(&other.file, &other.path)).done()
            })
        },
    },
    Kind {
        id: "no-title-page",
        sentence: "The title page is missing.",
        seen: Seen::Always,
        make: |world, draw| draw.at(["about.json"], |_, file| world.draft().delete(file).told_throughout(file).done()),
    },
    Kind {
        id: "stale-schema",
        sentence: "A schema is not the one that the types give.",
        seen: Seen::Always,
        make: |world, draw| {
            let words: Vec<_> = schemas(world)
                .flat_map(|(file, text)| {
                    text.match_indices("\"description\": \"").map(move |(at, found)| (file, at + found.len()))
                })
                .collect();
            draw.at(words, |_, (file, at)| Corruption::splice(world, file, at..at, b"Here: ", "another description"))
        },
    },
    Kind {
        id: "missing-schema",
        sentence: "A schema is deleted to which records point.",
        seen: Seen::Always,
        make: |world, draw| {
            let schemas: Vec<_> = schemas(world).map(|(file, _)| file).filter(|file| !file.contains("/data")).collect();
            draw.at(schemas, |_, file| world.draft().delete(file).told_throughout(file).done())
        },
    },
    Kind {
        id: "schema-of-nothing",
        sentence: "A schema lies there of a collection that there is not.",
        seen: Seen::Always,
        make: |world, draw| {
            let schemas: Vec<_> = schemas(world).collect();
            draw.at(schemas, |_, (file, text)| {
                let copy = file.replace("schema/", "schema/old-");
                let made = Corruption {
                    what: format!("{copy} is added"),
                    files: [(copy.clone(), Some(text.as_bytes().to_vec()))].into(),
                    spots: Vec::new(),
                };
                Some(made.told_at(copy, 0..=0))
            })
        },
    },
];

fn schemas<'w>(world: &'w World<'_>) -> impl Iterator<Item = (&'w str, &'w str)> {
    world.all_files().filter(|(file, _)| file.starts_with("schema/"))
}

/// A record's file under another name, with the same bytes.
fn moved(world: &World<'_>, draw: &mut Draw, to: fn(&mut Draw, &str, &str) -> Option<String>) -> Vec<Corruption> {
    draw.at(world.dataset.records(), |draw, record| {
        let from = format!("{record}.json");
        let to = to(draw, record.collection().name(), record.id())?;
        let made = Corruption {
            what: format!("{from} is moved to {to}"),
            files: [(from.clone(), None), (to.clone(), Some(world.text(&from)?.as_bytes().to_vec()))].into(),
            spots: Vec::new(),
        };
        // The file is wrong as a whole.
        Some(made.told_at(to, 0..=usize::MAX))
    })
}

/// A record more, made of one that is there.
fn added(world: &World<'_>, draw: &mut Draw, make: fn(Value, &str) -> (String, Value)) -> Vec<Corruption> {
    draw.at(world.dataset.records(), |_, record| {
        let file = format!("{record}.json");
        let (copy, record) = make(world.json(&file)?.clone(), &file);
        world.draft().add(&copy, record).told_at(&copy, &path(&["id"])).done()
    })
}

/// A record with another id, in a file named for it.
fn renamed(world: &World<'_>, draw: &mut Draw, other: fn(&str) -> String) -> Vec<Corruption> {
    draw.at(world.dataset.records(), |_, record| {
        let (file, id) = (format!("{record}.json"), other(record.id()));
        let to = format!("{}/{id}.json", record.collection());
        let changed = with_id(world.json(&file)?.clone(), &id);
        (id != record.id())
            .then(|| world.draft().delete(&file).add(&to, changed).told_at(&to, &path(&["id"])).done())
            .flatten()
    })
}

pub(super) fn with_id(mut record: Value, id: &str) -> Value {
    if let Some(slot) = record.get_mut("id") {
        *slot = Value::from(id);
    }
    record
}
