//! Who held what when.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use usru_core::dataset::AnyRecord;
use usru_core::date::HistoricalDate;
use usru_core::record::{Appointment, Person, Polity, Post};
use usru_core::statement::PostKind;

use super::dating::redated;
use super::files::with_id;
use super::steps::step_date;
use super::{Kind, Seen};
use crate::mutate::corruption::{Corruption, Draft};
use crate::mutate::draw::Draw;
use crate::mutate::world::{World, file_of, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "second-head-of-a-post",
        sentence: "A post has a second head at the same time.",
        seen: Seen::Always,
        make: |world, draw| {
            doubled(world, draw, |world, tenure| tenure.appointment.post.is_some() && is_head(tenure, world))
        },
    },
    Kind {
        id: "second-holder-of-an-office",
        sentence: "An office that one person holds has a second holder at the same time.",
        seen: Seen::Always,
        make: |world, draw| doubled(world, draw, |world, tenure| is_single(tenure, world)),
    },
    Kind {
        id: "tenure-into-the-successors",
        sentence: "A tenure lasts into that of the successor.",
        seen: Seen::Always,
        make: |world, draw| {
            let all = tenures(world);
            let held: Vec<_> = all.iter().filter(|t| is_head(t, world) || is_single(t, world)).collect();
            let pairs = held.iter().flat_map(|first| held.iter().map(move |second| (*first, *second)));
            let same = pairs.filter(|(first, second)| {
                let (a, b) = (first.appointment, second.appointment);
                a.post == b.post && a.office == b.office && a.person != b.person && first.end <= second.begin
            });
            let same: Vec<_> = same.collect();
            draw.at(same, |_, (first, second)| {
                let until = NaiveDate::from_ymd_opt(second.begin.year() + 1, 6, 15).filter(|day| *day < second.end)?;
                let file = file_of(AnyRecord::Appointment(first.appointment));
                let draft = redated(world.draft(), &file, &step_date(first.last), &until.to_string(), world);
                let successor = file_of(AnyRecord::Appointment(second.appointment));
                draft.told_at(&successor, &step_date(second.first)).told_at(&successor, &path(&["person"])).done()
            })
        },
    },
    Kind {
        id: "holder-outside-the-span-of-the-office",
        sentence: "An office is said to have begun after a holder's term, or to have ended before it.",
        seen: Seen::Always,
        make: |world, draw| {
            let all = tenures(world);
            draw.at(&all, |draw, tenure| {
                let file = format!("offices/{}.json", tenure.appointment.office.as_ref()?);
                let span = if draw.below(2) == 0 {
                    format!("../{:04}", tenure.begin.year() - 1)
                } else {
                    format!("{:04}/..", tenure.end.year() + 1)
                };
                let there = world.value(&file, &path(&["span"])).is_some();
                let draft = if there {
                    redated(world.draft(), &file, &path(&["span"]), &span, world)
                } else {
                    world.draft().set(&file, &path(&["span"]), json!({ "edtf": span }))
                };
                tenure.told(draft).done()
            })
        },
    },
    Kind {
        id: "post-opened-late",
        sentence: "A post is opened or reopened only after one of its heads has served there.",
        seen: Seen::Always,
        make: |world, draw| {
            served(world, draw, |_, post, at, tenure| {
                let opens = ["established", "opened", "reopened"].contains(&post.steps.get(at)?.kind.as_str());
                let next = post.steps.iter().skip(at + 1).find_map(|step| step.date.as_ref())?.bounds().earliest;
                let year = tenure.end.year() + 1;
                (opens && next.is_none_or(|next| next.year() > year)).then_some(year)
            })
        },
    },
    Kind {
        id: "post-closed-early",
        sentence: "A post is closed before one of its heads has served there.",
        seen: Seen::Always,
        make: |world, draw| {
            served(world, draw, |_, post, at, tenure| {
                let closes = post.steps.get(at)?.kind.as_str() == "closed";
                let last = post.steps.iter().take(at).rev().find_map(|step| step.date.as_ref())?.bounds().latest?;
                let year = tenure.begin.year() - 1;
                let within = post.steps.get(at)?.date.as_ref()?.bounds().earliest? > tenure.begin;
                (closes && within && last.year() < year).then_some(year)
            })
        },
    },
    Kind {
        id: "embassy-before-its-time",
        sentence: "A legation is raised to an embassy before ministers have served there.",
        seen: Seen::Always,
        make: |world, draw| {
            served(world, draw, |world, post, at, tenure| {
                let step = post.steps.get(at)?;
                let raised = step.kind.as_str() == "raised" && step.rank.is_some_and(|rank| rank.as_str() == "embassy");
                let last = post.steps.iter().take(at).rev().find_map(|step| step.date.as_ref())?.bounds().latest?;
                let year = tenure.begin.year() - 1;
                let minister = is_head(tenure, world) && tenure.appointment.rank.rank.as_str() != "ambassador";
                let before = tenure.end < step.date.as_ref()?.bounds().earliest?;
                (raised && minister && before && last.year() < year).then_some(year)
            })
        },
    },
    Kind {
        id: "ambassador-at-a-legation",
        sentence: "A minister at a legation is given the rank of ambassador.",
        seen: Seen::Always,
        make: |world, draw| ranked(world, draw, "legation", &["ambassador"]),
    },
    Kind {
        id: "minister-at-an-embassy",
        sentence: "An ambassador at an embassy is given the rank of minister.",
        seen: Seen::Always,
        make: |world, draw| {
            ranked(world, draw, "embassy", &["envoy-extraordinary", "minister-plenipotentiary", "minister-resident"])
        },
    },
    Kind {
        id: "consul-at-the-head-of-an-embassy",
        sentence: "The head of a legation or an embassy is given the rank of consul.",
        seen: Seen::Always,
        make: |world, draw| {
            let mut made = ranked(world, draw, "legation", &["consul", "consul-general", "vice-consul"]);
            made.extend(ranked(world, draw, "embassy", &["consul", "consul-general", "vice-consul"]));
            made
        },
    },
    Kind {
        id: "post-sent-by-a-state-of-another-time",
        sentence: "A post is that of a state which was gone or had not begun.",
        seen: Seen::Always,
        make: |world, draw| {
            let all: Vec<_> = world.dataset.polities.iter().collect();
            draw.at(&world.dataset.posts, |draw, post| {
                // A post may outlive its state, but no state opens one that is not there.
                let openings =
                    post.steps.iter().filter(|s| ["established", "opened", "reopened"].contains(&s.kind.as_str()));
                let times: Vec<_> = openings.filter_map(|step| Some(step.date.as_ref()?.bounds())).collect();
                let outside = |polity: &&&Polity| times.iter().any(|time| !polity.span.bounds().overlaps(*time));
                let others: Vec<_> = all.iter().filter(outside).collect();
                let file = file_of(AnyRecord::Post(post));
                let draft = world.draft().set(&file, &path(&["sender"]), draw.one(&others)?.id.as_str());
                let steps = 0..post.steps.len();
                steps.fold(draft, |draft, at| draft.told_at(&file, &step_date(at))).done()
            })
        },
    },
];

/// The ranks of those who head a diplomatic post.
const HEADS: &[&str] = &[
    "ambassador",
    "envoy-extraordinary",
    "minister-plenipotentiary",
    "minister",
    "minister-resident",
    "charge-daffaires",
];

/// The kinds of office that one person holds at a time.
const SINGLE: &[&str] =
    &["head-of-state", "head-of-government", "head-of-state-and-government", "foreign-minister", "party-leader"];

/// Steps from which somebody certainly serves, and steps by which they certainly no longer do.
const BEGINS: &[&str] = &["took-office", "credentials-presented"];
const ENDS: &[&str] = &["left", "ended", "resigned", "removed", "died", "abdicated"];

/// A time in which somebody certainly served, with the steps that say so.
#[derive(Debug, Clone, Copy)]
struct Tenure<'d> {
    appointment: &'d Appointment,
    begin: NaiveDate,
    first: usize,
    end: NaiveDate,
    last: usize,
}

impl Tenure<'_> {
    fn told<'w>(&self, draft: Draft<'w>) -> Draft<'w> {
        let file = file_of(AnyRecord::Appointment(self.appointment));
        let steps = 0..self.appointment.steps.len();
        steps
            .fold(draft, |draft, at| draft.told_at(&file, &step_date(at)))
            .told_at(&file, &path(&["office"]))
            .told_at(&file, &path(&["post"]))
    }
}

/// The tenures of at least two years.
fn tenures<'d>(world: &World<'d>) -> Vec<Tenure<'d>> {
    let appointments = world.dataset.appointments.iter().filter(|one| world.is_real(AnyRecord::Appointment(one)));
    let tenures = appointments.filter_map(|appointment| {
        let dated = |kinds: &[&str]| {
            let mut steps =
                appointment.steps.iter().enumerate().filter(|(_, step)| kinds.contains(&step.kind.as_str()));
            steps.find_map(|(at, step)| Some((at, step.date.as_ref()?.bounds())))
        };
        let ((first, begins), (last, ends)) = (dated(BEGINS)?, dated(ENDS)?);
        Some(Tenure { appointment, begin: begins.latest?, first, end: ends.earliest?, last })
    });
    tenures.filter(|tenure| (tenure.end - tenure.begin).num_days() > 730).collect()
}

fn is_head(tenure: &Tenure<'_>, _: &World<'_>) -> bool {
    tenure.appointment.post.is_some() && HEADS.contains(&tenure.appointment.rank.rank.as_str())
}

fn is_single(tenure: &Tenure<'_>, world: &World<'_>) -> bool {
    let office = tenure.appointment.office.as_ref().and_then(|id| world.dataset.offices.get(id.as_str()));
    office.is_some_and(|office| SINGLE.contains(&office.kind.as_str()))
        && tenure.appointment.rank.rank.as_str() == "holder"
}

/// The same appointment for somebody else who lived then.
fn doubled(world: &World<'_>, draw: &mut Draw, wanted: fn(&World<'_>, &Tenure<'_>) -> bool) -> Vec<Corruption> {
    let all = tenures(world);
    let people: Vec<&Person> = world.dataset.people.iter().collect();
    let held: Vec<_> = all.iter().filter(|tenure| wanted(world, tenure)).collect();
    // Each with several others, for there are few posts.
    let sites: Vec<_> = held.iter().flat_map(|tenure| (0..5).map(move |_| *tenure)).collect();
    draw.at(sites, |draw, tenure| {
        let first = tenure.appointment.steps.iter().find_map(|step| step.date.as_ref()?.bounds().earliest)?;
        let alive: Vec<_> = people
            .iter()
            .filter(|person| {
                let day = |vital: &Option<usru_core::statement::Vital>| {
                    vital.as_ref()?.date.as_ref().map(HistoricalDate::bounds)
                };
                let born = day(&person.birth)
                    .and_then(|birth| birth.latest)
                    .is_some_and(|birth| birth.year() + 25 < first.year());
                let died = day(&person.death).and_then(|death| death.earliest).is_some_and(|death| death > tenure.end);
                born && died && person.id != tenure.appointment.person
            })
            .collect();
        let other = draw.one(&alive)?;
        let file = file_of(AnyRecord::Appointment(tenure.appointment));
        let id = format!("{}-as-well", other.id);
        let mut copy = with_id(world.json(&file)?.clone(), &id);
        let fields = copy.as_object_mut()?;
        fields.insert("person".to_owned(), Value::from(other.id.as_str()));
        fields.insert("label".to_owned(), Value::from(format!("{} as well", other.label)));
        fields.shift_remove("identifiers");
        let copied = format!("appointments/{id}.json");
        tenure.told(world.draft().add(&copied, copy).told_throughout(&copied)).done()
    })
}

/// Another year for a step of a post, told at the step or at the tenure with which it clashes.
fn served(
    world: &World<'_>,
    draw: &mut Draw,
    year: fn(&World<'_>, &Post, usize, &Tenure<'_>) -> Option<i32>,
) -> Vec<Corruption> {
    let all = tenures(world);
    let served = all.iter().filter(|tenure| is_head(tenure, world));
    let sites = served.filter_map(|tenure| {
        let post = world.dataset.posts.get(tenure.appointment.post.as_ref()?.as_str())?;
        Some((0..post.steps.len()).map(move |at| (tenure, post, at)))
    });
    let sites: Vec<_> = sites.flatten().collect();
    draw.at(sites, |_, (tenure, post, at)| {
        let year = year(world, post, at, tenure)?;
        let file = file_of(AnyRecord::Post(post));
        let draft = redated(world.draft(), &file, &step_date(at), &format!("{year:04}"), world);
        tenure.told(draft).told_at(&file, &path(&["steps"]).item(at).field("kind")).done()
    })
}

/// Another rank for a head of a post that was of one kind for all of the tenure.
fn ranked(world: &World<'_>, draw: &mut Draw, kind: &str, ranks: &'static [&'static str]) -> Vec<Corruption> {
    let all = tenures(world);
    let sites = all.iter().filter(|tenure| {
        let post = tenure.appointment.post.as_ref().and_then(|id| world.dataset.posts.get(id.as_str()));
        is_head(tenure, world) && post.is_some_and(|post| kind_during(post, tenure) == Some(kind))
    });
    let sites: Vec<_> = sites.flat_map(|tenure| ranks.iter().map(move |rank| (tenure, *rank))).collect();
    draw.at(sites, |_, (tenure, rank)| {
        let file = file_of(AnyRecord::Appointment(tenure.appointment));
        world.draft().set(&file, &path(&["rank", "rank"]), rank).done()
    })
}

/// What the post was for all of the tenure, if it was one thing.
fn kind_during(post: &Post, tenure: &Tenure<'_>) -> Option<&'static str> {
    let mut kind = None;
    for step in post.steps.iter().filter(|step| step.rank.is_some()) {
        let date = step.date.as_ref()?.bounds();
        if date.latest? <= tenure.begin {
            kind = step.rank;
        } else if date.earliest? <= tenure.end {
            return None;
        }
    }
    kind.map(PostKind::as_str)
}
