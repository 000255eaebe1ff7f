//! The steps of appointments, agreements, posts and ships.

use chrono::Datelike;
use serde_json::{Value, json};
use usru_core::dataset::AnyRecord;
use usru_core::date::{Bounds, HistoricalDate};
use usru_core::record::Post;
use usru_core::walk::Path;

use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::world::{World, file_of, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "steps-exchanged",
        sentence: "The dates of two steps have changed places.",
        seen: Seen::Always,
        make: |world, draw| {
            let pairs = stepped(world).into_iter().flat_map(|(record, steps)| {
                let dated: Vec<_> = steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.date?))).collect();
                let pairs = dated.iter().flat_map(|first| dated.iter().map(move |second| (*first, *second)));
                let certain = pairs.filter(|((i, a), (j, b))| i < j && a.certainly_before(*b));
                certain.map(move |((i, _), (j, _))| (record, i, j)).collect::<Vec<_>>()
            });
            let pairs: Vec<_> = pairs.collect();
            draw.at(pairs, |_, (record, i, j)| {
                world.draft().exchange(&file_of(record), &step_date(i), &step_date(j)).done()
            })
        },
    },
    Kind {
        id: "ratified-before-signed",
        sentence: "An agreement is ratified, proclaimed, in force or ended before it is signed, as its steps are ordered too.",
        seen: Seen::Always,
        make: |world, draw| {
            // Consent may be given beforehand; what it is given to may not be ratified, nor proclaimed.
            let later = ["ratified", "ratifications-exchanged", "proclaimed", "in-force", "terminated", "expired"];
            advanced(world, draw, "agreements", &["signed"], &later)
        },
    },
    Kind {
        id: "left-before-arrived",
        sentence: "Somebody leaves, resigns or dies in a post before arriving or taking it, as the steps are ordered too.",
        seen: Seen::Always,
        make: |world, draw| {
            let mut made =
                advanced(world, draw, "appointments", &["arrived", "credentials-presented"], &["left", "died"]);
            let ends = ["ended", "resigned", "removed", "died", "abdicated"];
            made.extend(advanced(world, draw, "appointments", &["took-office"], &ends));
            made
        },
    },
    Kind {
        id: "closed-before-opened",
        sentence: "A post is closed, raised or moved before it is opened, as its steps are ordered too.",
        seen: Seen::Always,
        make: |world, draw| {
            advanced(world, draw, "posts", &["established", "opened"], &["closed", "raised", "moved", "lowered"])
        },
    },
    Kind {
        id: "lost-before-launched",
        sentence: "A ship is lost, retired or sold before it is launched, as its steps are ordered too.",
        seen: Seen::Always,
        make: |world, draw| {
            advanced(world, draw, "vessels", &["launched"], &["lost", "retired", "disabled", "commissioned"])
        },
    },
    Kind {
        id: "reopened-without-closing",
        sentence: "A post is reopened that was opened and not closed.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(post_steps(world, "reopened"), |_, (post, at)| {
                let before = at.checked_sub(1)?;
                let opened = post.steps.iter().take(before).any(|s| ["opened", "reopened"].contains(&s.kind.as_str()));
                let closed = opened && post.steps.get(before)?.kind.as_str() == "closed";
                let file = file_of(AnyRecord::Post(post));
                let step = path(&["steps"]).item(before);
                closed.then(|| world.draft().remove(&file, &step).told_at(&file, &step.field("kind")).done()).flatten()
            })
        },
    },
    Kind {
        id: "moved-while-closed",
        sentence: "A post is moved after it was closed.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(post_steps(world, "closed"), |_, (post, at)| {
                let closed = post.steps.get(at)?.date.as_ref()?.bounds().latest?.year();
                let next = post.steps.get(at + 1).and_then(|step| step.date.as_ref()?.bounds().earliest);
                let year = closed + 1;
                let free = next.is_none_or(|next| next.year() > year);
                let file = file_of(AnyRecord::Post(post));
                let mut steps = world.value(&file, &path(&["steps"]))?.as_array()?.clone();
                steps.insert(at + 1, json!({ "kind": "moved", "date": { "edtf": format!("{year:04}") } }));
                let moved = path(&["steps"]).item(at + 1).field("kind");
                let draft =
                    world.draft().set(&file, &path(&["steps"]), Value::Array(steps)).told_only_at(&file, &moved);
                free.then(|| draft.done()).flatten()
            })
        },
    },
];

/// A step without its type.
#[derive(Debug, Clone, Copy)]
struct Step {
    kind: &'static str,
    date: Option<Bounds>,
}

/// The records that have steps, with them.
fn stepped<'d>(world: &World<'d>) -> Vec<(AnyRecord<'d>, Vec<Step>)> {
    fn step(kind: &'static str, date: Option<&HistoricalDate>) -> Step {
        Step { kind, date: date.map(HistoricalDate::bounds) }
    }
    let steps = |record| match record {
        AnyRecord::Agreement(r) => r.steps.iter().map(|s| step(s.kind.as_str(), s.date.as_ref())).collect(),
        AnyRecord::Appointment(r) => r.steps.iter().map(|s| step(s.kind.as_str(), s.date.as_ref())).collect(),
        AnyRecord::Post(r) => r.steps.iter().map(|s| step(s.kind.as_str(), s.date.as_ref())).collect(),
        AnyRecord::Vessel(r) => r.steps.iter().map(|s| step(s.kind.as_str(), s.date.as_ref())).collect(),
        _ => Vec::new(),
    };
    world.dataset.records().map(|record| (record, steps(record))).filter(|(_, steps)| !steps.is_empty()).collect()
}

pub(super) fn step_date(at: usize) -> Path {
    path(&["steps"]).item(at).field("date")
}

/// A later step put before an earlier one, with a date before it.
fn advanced(world: &World<'_>, draw: &mut Draw, folder: &str, first: &[&str], later: &[&str]) -> Vec<Corruption> {
    let mut pairs = Vec::new();
    for (record, steps) in stepped(world).into_iter().filter(|(record, _)| record.collection().name() == folder) {
        for (i, early) in steps.iter().enumerate().filter(|(_, step)| first.contains(&step.kind)) {
            for (j, _) in steps.iter().enumerate().skip(i + 1).filter(|(_, step)| later.contains(&step.kind)) {
                pairs.extend(early.date.and_then(|date| date.earliest).map(|day| (record, i, j, day.year() - 1)));
            }
        }
    }
    draw.at(pairs, |_, (record, i, j, year)| {
        let (file, list) = (file_of(record), path(&["steps"]));
        let mut steps = world.value(&file, &list)?.as_array()?.clone();
        let mut step = steps.remove(j);
        // The citations stay, so that nothing else is missed.
        let date = step.as_object_mut()?.entry("date").or_insert_with(|| json!({})).as_object_mut()?;
        date.retain(|field, _| field == "citations");
        date.insert("edtf".to_owned(), Value::from(format!("{year:04}")));
        steps.insert(i, step);
        let draft = world.draft().set(&file, &list, Value::Array(steps)).told_only_at(&file, &step_date(i));
        draft.told_at(&file, &list.item(i).field("kind")).told_at(&file, &list.item(i + 1).field("kind")).done()
    })
}

fn post_steps<'d>(world: &World<'d>, kind: &str) -> Vec<(&'d Post, usize)> {
    let posts = world.dataset.posts.iter();
    let steps = posts.flat_map(|post| post.steps.iter().enumerate().map(move |(at, step)| (post, at, step)));
    steps.filter(|(.., step)| step.kind.as_str() == kind).map(|(post, at, _)| (post, at)).collect()
}
