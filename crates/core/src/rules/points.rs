//! The rule for points on the earth.

use std::collections::BTreeMap;

use super::example::replace;
use super::{Case, Check, Context, Example, Family, Findings, Rule};
use crate::dataset::AnyRecord;
use crate::diagnostic::Severity;
use crate::record::Place;
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[COORDINATES_EXCHANGED];

const COORDINATES_EXCHANGED: Rule = Rule {
    id: "coordinates-exchanged",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "No place lies far from all its neighbours if with latitude and longitude exchanged it would lie among them.",
    explanation: "A place is held against the other points of the same larger place, or else of the same polity, or else of the dataset: the first of these groups that has at least four points. How far the points of the group usually are from their nearest is the measure, and at least 300 kilometres: one that is more than three times as far from its nearest, and would be as near as is usual if its two numbers changed places, most likely has them exchanged. A longitude beyond 90 degrees cannot stand as a latitude and is a fault of form.",
    example: Example::Edits {
        breaks: Case {
            what: "A town of Bohemia lies in the Gulf of Aden.",
            edits: &[replace(
                "places/strelsau.json",
                "    \"latitude\": 50.5,\n    \"longitude\": 14.25",
                "    \"latitude\": 14.25,\n    \"longitude\": 50.5",
            )],
        },
        keeps: Case {
            what: "It lies at some distance from the others, but not where the exchange would explain it.",
            edits: &[replace(
                "places/strelsau.json",
                "    \"latitude\": 50.5,\n    \"longitude\": 14.25",
                "    \"latitude\": 64.5,\n    \"longitude\": 40.5",
            )],
        },
    },
    check: Check::Whole(exchanged),
};

/// How many points a group must have, the one in question among them, to tell where its points lie.
const FEWEST: usize = 4;
/// How many points of a group are looked at; more would not tell more.
const MOST: usize = 100;
/// Points nearer than this are neighbours in any group, in kilometres.
const NEAR: f64 = 300.0;

fn exchanged(context: &Context<'_>, findings: &mut Findings<'_>) {
    let groups = Groups::of(context);
    for (place, point) in points(context) {
        let other_way = Point { latitude: point.longitude, longitude: point.latitude };
        if other_way.latitude.abs() > 90.0 || point.distance(other_way) < NEAR {
            continue;
        }
        let Some(group) = groups.of_place(place) else { continue };
        let (Some(far), Some(near)) = (group.nearest(place, point), group.nearest(place, other_way)) else { continue };
        if far.0 > 3.0 * group.usual && near.0 <= 1.5 * group.usual {
            let record = AnyRecord::Place(place);
            let message = format!(
                "{} lies {:.0} km from {}, the nearest of the points of {}; with latitude and longitude exchanged it \
                 would lie {:.0} km from {}",
                place.label, far.0, far.1.label, group.name, near.0, near.1.label
            );
            let help = "look the place up again, and exchange the two if need be";
            let path = Path::root().field("coordinates");
            findings.tell(record, path.field("latitude"), message, help);
            findings.see(AnyRecord::Place(near.1), path, "where it would lie if exchanged");
        }
    }
}

fn points<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Place, Point)> {
    context.dataset.places.iter().filter_map(|place| {
        let at = place.coordinates.as_ref()?;
        Some((place, Point { latitude: at.latitude, longitude: at.longitude }))
    })
}

#[derive(Clone, Copy)]
struct Point {
    latitude: f64,
    longitude: f64,
}

impl Point {
    /// The distance in kilometres on a sphere of the earth's mean radius.
    fn distance(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let across = ((to - from) / 2.0).sin().powi(2)
            + from.cos() * to.cos() * ((other.longitude - self.longitude).to_radians() / 2.0).sin().powi(2);
        2.0 * 6371.0 * across.sqrt().min(1.0).asin()
    }
}

/// Points that have something in common.
struct Group<'a> {
    /// What that is.
    name: String,
    points: Vec<(&'a Place, Point)>,
    /// How far its points usually are from the nearest other, in kilometres.
    usual: f64,
}

impl<'a> Group<'a> {
    fn new(name: String, all: &[(&'a Place, Point)]) -> Self {
        let step = all.len().div_ceil(MOST).max(1);
        let mut group = Self { name, points: all.iter().step_by(step).copied().collect(), usual: NEAR };
        let nearest = |(place, point): &(&'a Place, Point)| group.nearest(place, *point).map(|(distance, _)| distance);
        let mut distances: Vec<_> = group.points.iter().filter_map(nearest).collect();
        distances.sort_by(f64::total_cmp);
        let median = distances.get(distances.len().saturating_sub(1) / 2).copied();
        group.usual = median.unwrap_or(NEAR).max(NEAR);
        group
    }

    /// The nearest point of the group to where the place would lie, but the place itself.
    fn nearest(&self, place: &Place, at: Point) -> Option<(f64, &'a Place)> {
        let others = self.points.iter().filter(|(other, _)| other.id != place.id);
        others.map(|(other, point)| (at.distance(*point), *other)).min_by(|a, b| a.0.total_cmp(&b.0))
    }
}

struct Groups<'a> {
    /// By the id of the larger place.
    of_whole: BTreeMap<&'a str, Group<'a>>,
    /// By the id of the polity.
    of_polity: BTreeMap<&'a str, Group<'a>>,
    all: Group<'a>,
}

impl<'a> Groups<'a> {
    fn of(context: &Context<'a>) -> Self {
        let all: Vec<_> = points(context).collect();
        let (mut wholes, mut polities) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for &(place, point) in &all {
            for link in &place.within {
                wholes.entry(link.place.as_str()).or_default().push((place, point));
            }
            for link in &place.polities {
                polities.entry(link.polity.as_str()).or_default().push((place, point));
            }
        }
        let group = |(id, points): (&'a str, Vec<(&'a Place, Point)>)| (id, Group::new(id.to_owned(), &points));
        Self {
            of_whole: wholes.into_iter().map(group).collect(),
            of_polity: polities.into_iter().map(group).collect(),
            all: Group::new("the dataset".to_owned(), &all),
        }
    }

    /// The closest group that is large enough.
    fn of_place(&self, place: &Place) -> Option<&Group<'a>> {
        let wholes = place.within.iter().filter_map(|link| self.of_whole.get(link.place.as_str()));
        let polities = place.polities.iter().filter_map(|link| self.of_polity.get(link.polity.as_str()));
        wholes.chain(polities).chain([&self.all]).find(|group| group.points.len() >= FEWEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        let moscow = Point { latitude: 55.75, longitude: 37.62 };
        let st_petersburg = Point { latitude: 59.94, longitude: 30.31 };
        assert!((moscow.distance(st_petersburg) - 634.0).abs() < 3.0);
        let pole = Point { latitude: 90.0, longitude: 0.0 };
        assert!((pole.distance(Point { latitude: -90.0, longitude: 77.0 }) - 20_015.0).abs() < 1.0);
        assert!(pole.distance(pole) < 1e-9);
    }
}
