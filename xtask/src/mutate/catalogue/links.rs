//! Parts, causes and numbers in time.

use chrono::Datelike;
use serde_json::json;
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::record::Event;

use super::dating::redated;
use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::world::{World, file_of, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "part-outside-its-whole",
        sentence: "A part of an event is dated years before or after the whole.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(linked(world, &["part-of"]), |draw, Linked { from, at, to }| {
                let years = 2 + i32::try_from(draw.below(20)).ok()?;
                let time = to.date.bounds();
                let year = if draw.below(2) == 0 { time.latest?.year() + years } else { time.earliest?.year() - years };
                let file = file_of(AnyRecord::Event(from));
                let draft = redated(world.draft(), &file, &path(&["date"]), &format!("{year:04}"), world);
                draft.told_at(&file, &path(&["links"]).item(at).field("to")).done()
            })
        },
    },
    Kind {
        id: "effect-before-its-cause",
        sentence: "A cause and its effect have exchanged their dates.",
        seen: Seen::Always,
        make: |world, draw| {
            let mut made = exchanged(world, draw, &["caused-by"], true);
            made.extend(exchanged(world, draw, &["led-to"], false));
            made
        },
    },
    Kind {
        id: "answer-before-the-question",
        sentence: "An event and the answer to it have exchanged their dates.",
        seen: Seen::Always,
        make: |world, draw| exchanged(world, draw, &["response-to"], true),
    },
    Kind {
        id: "sequel-first",
        sentence: "An event and the next in the chain have exchanged their dates.",
        seen: Seen::Always,
        make: |world, draw| exchanged(world, draw, &["follows"], true),
    },
    Kind {
        id: "carried-out-before-it-was-decided",
        sentence: "An event is dated years before that which it carried out, changed, ended or replaced.",
        seen: Seen::Always,
        make: |world, draw| {
            let kinds = ["implements", "amends", "ends", "replaces"];
            let links = world
                .dataset
                .events
                .iter()
                .flat_map(|from| from.links.iter().enumerate().map(move |link| (from, link)));
            let links: Vec<_> = links.filter(|(_, (_, link))| kinds.contains(&link.kind.as_str())).collect();
            draw.at(links, |draw, (from, (at, link))| {
                let year = begin(world.dataset.resolve(&link.to)?)?.year() - 2 - i32::try_from(draw.below(20)).ok()?;
                let file = file_of(AnyRecord::Event(from));
                let draft = redated(world.draft(), &file, &path(&["date"]), &format!("{year:04}"), world);
                draft.told_at(&file, &path(&["links"]).item(at).field("to")).done()
            })
        },
    },
    Kind {
        id: "measure-before-its-event",
        sentence: "A number is dated decades before the event that it is a number of.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(&world.dataset.measures, |_, measure| {
                let event = (measure.of.collection() == Collection::Events)
                    .then(|| world.dataset.events.get(measure.of.id()))??;
                let year = event.date.bounds().earliest?.year() - 30;
                let (file, date) = (file_of(AnyRecord::Measure(measure)), path(&["date"]));
                let edtf = format!("{year:04}");
                let there = measure.date.is_some();
                let draft = if there {
                    redated(world.draft(), &file, &date, &edtf, world)
                } else {
                    world.draft().set(&file, &date, json!({ "edtf": edtf }))
                };
                draft.told_at(&file, &path(&["of"])).done()
            })
        },
    },
];

/// A link from an event to an event.
struct Linked<'d> {
    from: &'d Event,
    at: usize,
    to: &'d Event,
}

/// The links of these kinds between events that nobody denies.
fn linked<'d>(world: &World<'d>, kinds: &[&str]) -> Vec<Linked<'d>> {
    let links =
        world.dataset.events.iter().flat_map(|from| from.links.iter().enumerate().map(move |link| (from, link)));
    let wanted = links.filter(|(_, (_, link))| kinds.contains(&link.kind.as_str()));
    let between = wanted.filter_map(|(from, (at, link))| {
        let to = (link.to.collection() == Collection::Events).then(|| world.dataset.events.get(link.to.id()))??;
        Some(Linked { from, at, to })
    });
    between.filter(|link| [link.from, link.to].iter().all(|event| world.is_real(AnyRecord::Event(event)))).collect()
}

/// The first day on which it can have begun, or for an agreement have been signed.
fn begin(record: AnyRecord<'_>) -> Option<chrono::NaiveDate> {
    match record {
        AnyRecord::Event(event) => event.date.bounds().earliest,
        AnyRecord::Work(work) => work.date.as_ref()?.bounds().earliest,
        AnyRecord::Agreement(agreement) => {
            let signed = agreement.steps.iter().find(|step| step.kind.as_str() == "signed")?;
            signed.date.as_ref()?.bounds().earliest
        }
        _ => None,
    }
}

/// Two linked events with their dates exchanged, of which one is certainly over before the other begins.
fn exchanged(world: &World<'_>, draw: &mut Draw, kinds: &[&str], from_is_later: bool) -> Vec<Corruption> {
    draw.at(linked(world, kinds), |_, Linked { from, at, to }| {
        let (early, late) = if from_is_later { (to, from) } else { (from, to) };
        let certain = early.date.bounds().certainly_before(late.date.bounds());
        let (first, second) = (file_of(AnyRecord::Event(from)), file_of(AnyRecord::Event(to)));
        let date = path(&["date"]);
        let (own, other) = (world.value(&first, &date)?.clone(), world.value(&second, &date)?.clone());
        let draft = world.draft().set(&first, &date, other).set(&second, &date, own);
        certain.then(|| draft.told_at(&first, &path(&["links"]).item(at).field("to")).done()).flatten()
    })
}
