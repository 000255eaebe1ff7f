//! The same thing twice.

use serde_json::Value;
use usru_core::walk::Segment;

use super::files::with_id;
use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::world::{Trail, World, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "record-entered-twice",
        sentence: "A record is entered a second time under another id.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.dataset.records(), |_, record| {
                let (file, id) = (format!("{record}.json"), format!("{}-again", record.id()));
                let copy = format!("{}/{id}.json", record.collection());
                let again = with_id(world.json(&file)?.clone(), &id);
                world
                    .draft()
                    .add(&copy, again)
                    .told_at(&copy, &path(&["label"]))
                    .told_at(&copy, &path(&["id"]))
                    .told_at(&file, &path(&["label"]))
                    .done()
            })
        },
    },
    Kind {
        id: "citation-twice",
        sentence: "A citation stands twice in one list.",
        seen: Seen::Always,
        make: |world, draw| twice(world, draw, |_, v| v.get("source").is_some() && v.get("section").is_some()),
    },
    Kind {
        id: "participant-twice",
        sentence: "A participant stands twice in the same role.",
        seen: Seen::Always,
        make: |world, draw| {
            let agents = ["person", "organization", "polity", "vessel"];
            twice(world, draw, |_, v| v.get("role").is_some() && agents.iter().any(|agent| v.get(agent).is_some()))
        },
    },
    Kind {
        id: "name-twice",
        sentence: "A name stands twice.",
        seen: Seen::Always,
        make: |world, draw| twice(world, draw, |_, v| v.get("lang").is_some() && v.get("text").is_some()),
    },
    Kind {
        id: "place-twice",
        sentence: "A place stands twice in one list.",
        seen: Seen::Always,
        make: |world, draw| twice(world, draw, |_, v| v.get("place").is_some() && v.get("kind").is_none()),
    },
    Kind {
        id: "link-twice",
        sentence: "A link stands twice.",
        seen: Seen::Always,
        make: |world, draw| twice(world, draw, |_, v| v.get("to").is_some() && v.get("kind").is_some()),
    },
    Kind {
        id: "claim-twice",
        sentence: "A claim stands twice.",
        seen: Seen::Always,
        make: |world, draw| twice(world, draw, |_, v| v.get("text").is_some() && v.get("lang").is_none()),
    },
    Kind {
        id: "identifier-of-two-records",
        sentence: "Two records bear one identifier of one scheme.",
        seen: Seen::Always,
        make: |world, draw| {
            let given = world.values(|_, value| value.get("scheme").is_some());
            draw.at(given, |draw, site| {
                let collection = site.record.collection();
                let others: Vec<_> = world
                    .dataset
                    .records()
                    .filter(|r| r.collection() == collection && r.id() != site.record.id())
                    .collect();
                let other = format!("{}.json", draw.one(&others)?);
                let draft = world.draft().push(&other, &path(&["identifiers"]), site.value.clone());
                draft.told_at(&site.file, &site.path).done()
            })
        },
    },
];

/// An item of a list once more, at the end of the list.
fn twice(world: &World<'_>, draw: &mut Draw, wanted: impl Fn(&Trail<'_>, &Value) -> bool) -> Vec<Corruption> {
    let items = world.values(|trail, value| trail.depth() > 1 && trail.field().is_none() && wanted(trail, value));
    let items: Vec<_> =
        items.into_iter().filter(|site| matches!(site.path.segments().last(), Some(Segment::Item(_)))).collect();
    draw.at(items, |_, site| {
        let draft = world.draft().push(&site.file, &site.path.parent(), site.value.clone());
        draft.told_at(&site.file, &site.path).done()
    })
}
