//! References that lead nowhere, astray or back.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::walk::Segment;

use super::form::misspelt;
use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::world::{Site, World, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "misspelt-reference",
        sentence: "An id is misspelt where it is referred to.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.references(), |draw, site| {
                let (collection, id) = site.value;
                let other = misspelt(draw, id).filter(|other| world.dataset.get(collection, other).is_none())?;
                point(world, &site, &other)
            })
        },
    },
    Kind {
        id: "reference-into-another-collection",
        sentence: "An id of another collection stands in a reference.",
        seen: Seen::Always,
        make: |world, draw| {
            let all: Vec<_> = world.dataset.records().collect();
            draw.at(world.references(), |draw, site| {
                let (collection, _) = site.value;
                let other = draw.one(&all)?;
                let strange = world.dataset.get(collection, other.id()).is_none();
                (strange && !is_qualified(world, &site)).then(|| point(world, &site, other.id())).flatten()
            })
        },
    },
    Kind {
        id: "reference-to-no-collection",
        sentence: "A link names a collection that there is not: event/… for events/….",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(qualified(world), |_, site| {
                let (collection, id) = site.value;
                let singular = format!("{}/{id}", collection.singular());
                world.draft().set(&site.file, &site.path, singular).done()
            })
        },
    },
    Kind {
        id: "reference-without-its-collection",
        sentence: "A link names an id without its collection.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(qualified(world), |_, site| world.draft().set(&site.file, &site.path, site.value.1).done())
        },
    },
    Kind {
        id: "reference-by-name",
        sentence: "A name stands where an id belongs.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.references(), |_, site| {
                let label = world.dataset.get(site.value.0, site.value.1)?.label();
                world.draft().set(&site.file, &site.path, label.as_str()).done()
            })
        },
    },
    Kind {
        id: "record-refers-to-itself",
        sentence: "A record is linked with itself, or lies within itself.",
        seen: Seen::Always,
        make: |world, draw| {
            let own = world
                .references()
                .into_iter()
                .filter(|site| is_qualified(world, site) || site.value.0 == site.record.collection());
            let own: Vec<_> = own.collect();
            draw.at(own, |_, site| {
                if is_qualified(world, &site) {
                    return world.draft().set(&site.file, &site.path, site.record.reference()).done();
                }
                point(world, &site, site.record.id())
            })
        },
    },
    Kind {
        id: "only-reference-dropped",
        sentence: "The only reference to a record that is there to be referred to is taken out.",
        seen: Seen::Always,
        make: |world, draw| {
            let mut referring: BTreeMap<(Collection, &str), Vec<Site<'_, _>>> = BTreeMap::new();
            for site in world.references() {
                referring.entry(site.value).or_default().push(site);
            }
            let standing = ["events", "measures", "works", "agreements", "appointments", "sources"];
            let only: Vec<_> = referring
                .into_iter()
                .filter(|((collection, _), sites)| sites.len() == 1 && !standing.contains(&collection.name()))
                .filter_map(|(_, sites)| sites.into_iter().next())
                // What stands in a list can go without leaving a gap.
                .filter(|site| matches!(site.path.parent().segments().last(), Some(Segment::Item(_))))
                .collect();
            draw.at(only, |_, site| {
                let (collection, id) = site.value;
                let file = format!("{collection}/{id}.json");
                world.draft().remove(&site.file, &site.path.parent()).told_at(&file, &path(&["id"])).done()
            })
        },
    },
    Kind {
        id: "parts-in-a-circle",
        sentence: "An event is made a part of its own part.",
        seen: Seen::Always,
        make: |world, draw| {
            let parts = world.values(|_, value| value.get("kind").is_some_and(|kind| kind == "part-of"));
            draw.at(parts, |_, site| {
                let whole = format!("{}.json", site.value.get("to")?.as_str()?);
                let back = json!({ "kind": "part-of", "to": site.record.reference() });
                world.draft().push(&whole, &path(&["links"]), back).told_at(&site.file, &site.path.field("to")).done()
            })
        },
    },
    Kind {
        id: "places-in-a-circle",
        sentence: "A place is made to lie within what lies within it.",
        seen: Seen::Always,
        make: |world, draw| {
            let within = world.references().into_iter().filter(|site| {
                matches!(site.record, AnyRecord::Place(_)) && site.path.to_string().starts_with("/within/")
            });
            let within: Vec<_> = within.collect();
            draw.at(within, |_, site| {
                let outer = format!("places/{}.json", site.value.1);
                world
                    .draft()
                    .push(&outer, &path(&["within"]), json!({ "place": site.record.id() }))
                    .told_at(&site.file, &site.path)
                    .done()
            })
        },
    },
    Kind {
        id: "succession-in-a-circle",
        sentence: "A polity is made the predecessor of its own predecessor.",
        seen: Seen::Always,
        make: |world, draw| {
            let before =
                world.references().into_iter().filter(|site| site.path.to_string().starts_with("/predecessors/"));
            let before: Vec<_> = before.collect();
            draw.at(before, |_, site| {
                let first = format!("polities/{}.json", site.value.1);
                let draft = world.draft().push(&first, &path(&["predecessors"]), json!({ "polity": site.record.id() }));
                draft.told_at(&site.file, &site.path).done()
            })
        },
    },
];

/// Another id in a reference.
fn point(world: &World<'_>, site: &Site<'_, (Collection, &str)>, id: &str) -> Option<Corruption> {
    let other = if is_qualified(world, site) { format!("{}/{id}", site.value.0) } else { id.to_owned() };
    world.draft().set(&site.file, &site.path, other).done()
}

/// Whether the reference names its collection too.
fn is_qualified(world: &World<'_>, site: &Site<'_, (Collection, &str)>) -> bool {
    world.value(&site.file, &site.path).and_then(Value::as_str).is_some_and(|text| text.contains('/'))
}

fn qualified<'d>(world: &World<'d>) -> Vec<Site<'d, (Collection, &'d str)>> {
    world.references().into_iter().filter(|site| is_qualified(world, site)).collect()
}
