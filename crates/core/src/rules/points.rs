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
    explanation: "A place is held against the other points of the same larger place, or else of the same polity, or else of the dataset: the first of these groups that has at least four points. How far the points of the group usually are from their nearest is the measure, and at least 300 kilometres: one that is more than three times as far from all of them, and from every other place that it has a larger place or a polity in common with, and would be as near to one as is usual if its two numbers changed places, most likely has them exchanged. Nothing is told where that may be chance, because more than a tenth of the earth is as near to some point of the group. A longitude beyond 90 degrees cannot stand as a latitude and is a fault of form.",
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
/// Of how many points of a group it is asked how far the nearest other is; more would not tell more.
const MOST: usize = 100;
/// Points nearer than this are neighbours in any group, in kilometres.
const NEAR: f64 = 300.0;
/// So many times as far as is usual, and a point lies apart.
const FAR: f64 = 3.0;
/// Up to so many times as far as is usual, and a point lies among the others.
const CLOSE: f64 = 1.5;
/// From how many points, spread evenly over the earth, it is reckoned how much of it lies near a group.
const TRIALS: u16 = 400;
/// Near a group that has more than this part of the earth around it, a point may lie by chance.
const CHANCE: f64 = 0.1;

fn exchanged(context: &Context<'_>, findings: &mut Findings<'_>) {
    let groups = Groups::of(context);
    for (place, point) in points(context) {
        let Some(other_way) = point.exchanged() else { continue };
        let related: Vec<_> = groups.related(place).collect();
        let mut closest_first = related.iter().copied().chain([&groups.all]);
        let Some(group) = closest_first.find(|group| group.points.len() >= FEWEST) else { continue };
        let (close, far) = (CLOSE * group.usual, FAR * group.usual);
        if !group.has_near(place, other_way, close) {
            continue;
        }
        // One place that bears it out where it stands says more than many where it does not.
        let is_borne_out = related.into_iter().chain([group]).any(|group| group.has_near(place, point, far))
            || larger(context, place).any(|(_, larger)| larger.distance(point) <= far);
        if is_borne_out || group.share_of_the_earth(close) > CHANCE {
            continue;
        }
        let (Some(now), Some(then)) = (group.nearest(place, point), group.nearest(place, other_way)) else { continue };
        let record = AnyRecord::Place(place);
        let message = format!(
            "{} lies {:.0} km from {}, the nearest of the points of {}; with latitude and longitude exchanged it \
             would lie {:.0} km from {}",
            place.label, now.0, now.1.label, group.name, then.0, then.1.label
        );
        let help = "look the place up again, and exchange the two if need be";
        let path = Path::root().field("coordinates");
        findings.tell(record, path.field("latitude"), message, help);
        findings.see(AnyRecord::Place(then.1), path, "where it would lie if exchanged");
    }
}

fn points<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Place, Point)> {
    context.dataset.places.iter().filter_map(located)
}

/// The larger places that are points.
fn larger<'a>(context: &Context<'a>, place: &'a Place) -> impl Iterator<Item = (&'a Place, Point)> {
    place.within.iter().filter_map(|link| context.get::<Place>(link.place.as_str()).and_then(located))
}

fn located(place: &Place) -> Option<(&Place, Point)> {
    let at = place.coordinates.as_ref()?;
    Some((place, Point::new(at.latitude, at.longitude)))
}

/// A point of the globe.
#[derive(Debug, Clone, Copy)]
struct Point {
    latitude: f64,
    longitude: f64,
    /// Where it lies from the centre of the earth, whose radius is 1: distances then need few angles.
    x: f64,
    y: f64,
    z: f64,
}

/// The mean radius of the earth in kilometres.
const RADIUS: f64 = 6371.0;

impl Point {
    fn new(latitude: f64, longitude: f64) -> Self {
        let (north, east) = (latitude.to_radians(), longitude.to_radians());
        Self { latitude, longitude, x: north.cos() * east.cos(), y: north.cos() * east.sin(), z: north.sin() }
    }

    /// The point that has the two numbers exchanged, if there is one, elsewhere.
    fn exchanged(self) -> Option<Self> {
        let other = Self::new(self.longitude, self.latitude);
        (other.latitude.abs() <= 90.0 && self.distance(other) >= NEAR).then_some(other)
    }

    /// The distance in kilometres over the globe.
    fn distance(self, other: Self) -> f64 {
        let through = (self.x - other.x).powi(2) + (self.y - other.y).powi(2) + (self.z - other.z).powi(2);
        2.0 * RADIUS * (through.sqrt() / 2.0).min(1.0).asin()
    }

    /// So many points, each of which has about as much of the earth around it.
    fn all_over_the_earth() -> impl Iterator<Item = Self> {
        // The golden angle from one to the next, on a line that winds from pole to pole.
        let golden = 180.0 * (3.0 - 5_f64.sqrt());
        (0..TRIALS).map(move |number| {
            let height = 1.0 - (2.0 * f64::from(number) + 1.0) / f64::from(TRIALS);
            Self::new(height.asin().to_degrees(), (golden * f64::from(number)) % 360.0)
        })
    }
}

/// Points that have something in common.
#[derive(Debug)]
struct Group<'a> {
    /// What that is.
    name: String,
    /// From south to north.
    points: Vec<(&'a Place, Point)>,
    /// How far its points usually are from the nearest other, in kilometres.
    usual: f64,
}

impl<'a> Group<'a> {
    fn new(name: String, mut points: Vec<(&'a Place, Point)>) -> Self {
        points.sort_by(|a, b| a.1.latitude.total_cmp(&b.1.latitude));
        let mut group = Self { name, points, usual: NEAR };
        let some = group.points.iter().step_by(group.points.len().div_ceil(MOST).max(1));
        let nearest = |(place, point): &(&'a Place, Point)| group.nearest(place, *point).map(|(distance, _)| distance);
        let mut distances: Vec<_> = some.filter_map(nearest).collect();
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

    /// Whether there is a point of the group so near to where the place would lie, but the place itself.
    fn has_near(&self, place: &Place, at: Point, kilometres: f64) -> bool {
        self.around(at, kilometres).any(|other| other.id != place.id)
    }

    /// The places of the group so near to a point.
    fn around(&self, at: Point, kilometres: f64) -> impl Iterator<Item = &'a Place> {
        // Points are no nearer than their parallels.
        let degrees = (kilometres / RADIUS).to_degrees();
        let from = self.points.partition_point(|(_, point)| point.latitude < at.latitude - degrees);
        let north = self.points.get(from..).unwrap_or_default();
        let band = north.iter().take_while(move |(_, point)| point.latitude <= at.latitude + degrees);
        band.filter(move |(_, point)| at.distance(*point) <= kilometres).map(|(place, _)| *place)
    }

    /// How much of the earth is so near to some point of the group: from 0 to 1.
    fn share_of_the_earth(&self, kilometres: f64) -> f64 {
        let near = Point::all_over_the_earth().filter(|point| self.around(*point, kilometres).next().is_some());
        near.map(|_| 1.0 / f64::from(TRIALS)).sum()
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
        let group = |(id, points): (&'a str, Vec<(&'a Place, Point)>)| (id, Group::new(id.to_owned(), points));
        Self {
            of_whole: wholes.into_iter().map(group).collect(),
            of_polity: polities.into_iter().map(group).collect(),
            all: Group::new("the dataset".to_owned(), all),
        }
    }

    /// The groups of what the place has in common with others, the closest first.
    fn related(&self, place: &Place) -> impl Iterator<Item = &Group<'a>> {
        let wholes = place.within.iter().filter_map(|link| self.of_whole.get(link.place.as_str()));
        wholes.chain(place.polities.iter().filter_map(|link| self.of_polity.get(link.polity.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{About, Dataset, Member as _};

    #[test]
    fn distances_are_those_of_the_globe() {
        let moscow = Point::new(55.75, 37.62);
        let st_petersburg = Point::new(59.94, 30.31);
        assert!((moscow.distance(st_petersburg) - 634.0).abs() < 3.0);
        let pole = Point::new(90.0, 0.0);
        assert!((pole.distance(Point::new(-90.0, 77.0)) - 20_015.0).abs() < 1.0);
        assert!(pole.distance(pole) < 1e-9);
        assert!(moscow.exchanged().is_some());
        assert!(Point::new(38.0, 38.5).exchanged().is_none(), "as good as the same");
        assert!(Point::new(38.5, -123.2).exchanged().is_none(), "beyond the pole");
    }

    type At = (f64, f64, Option<&'static str>);

    /// Towns, each with its point and the larger place that it lies in.
    fn dataset(points: &[At]) -> Dataset {
        let mut dataset = Dataset::empty(About::blank());
        for (number, (latitude, longitude, whole)) in points.iter().enumerate() {
            let within: Vec<_> = whole.iter().map(|whole| serde_json::json!({ "place": whole })).collect();
            let place = serde_json::json!({
                "id": format!("town-{number}"),
                "kind": "settlement",
                "label": format!("Town {number}"),
                "coordinates": { "latitude": latitude, "longitude": longitude },
                "within": within,
                "summary": "A town.",
                "citations": [{ "source": "atlas", "section": "lead" }],
            });
            Place::records_mut(&mut dataset).insert(serde_json::from_value(place).unwrap());
        }
        dataset
    }

    /// The places of which an exchange is told.
    fn doubted(points: &[At]) -> Vec<String> {
        let found = crate::rules::check(&dataset(points)).open.into_iter();
        found.filter(|finding| finding.rule.id == COORDINATES_EXCHANGED.id).map(|finding| finding.id).collect()
    }

    /// Towns of Bohemia, the first of which has its two numbers exchanged.
    const BOHEMIA: [At; 5] =
        [(14.4, 50.1, None), (50.0, 13.5, None), (49.2, 16.6, None), (50.8, 15.1, None), (49.0, 14.5, None)];

    #[test]
    fn one_that_lies_apart_is_doubted_and_the_others_are_not() {
        assert_eq!(doubted(&BOHEMIA), ["town-0"]);
        let mut points = BOHEMIA.to_vec();
        points.extend([(15.8, 50.2, None), (-1.3, 36.8, None)]);
        assert_eq!(doubted(&points), Vec::<String>::new(), "two near each other bear each other out");
    }

    #[test]
    fn a_larger_place_bears_out_where_a_place_lies() {
        let within = |whole| BOHEMIA.map(|(north, east, _)| (north, east, Some(whole)));
        // The larger place has only these in it, and is itself a point of the Gulf of Aden.
        let mut points = within("town-5").to_vec();
        assert_eq!(doubted(&points), ["town-0"]);
        points.push((12.0, 48.0, None));
        assert_eq!(doubted(&points), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_doubted_where_places_lie_all_over_the_earth() {
        // One place far from all others; with its numbers exchanged it is near to one, as it would be almost anywhere.
        let lonely = Point::new(-40.0, 20.0);
        let others = Point::all_over_the_earth().filter(|point| point.distance(lonely) > 5000.0);
        let mut points: Vec<At> = others
            .map(|point| (point.latitude, (point.longitude + 180.0) % 360.0 - 180.0))
            .map(|(north, east)| ((north * 10.0).round() / 10.0, (east * 10.0).round() / 10.0, None))
            .collect();
        points.push((lonely.latitude, lonely.longitude, None));
        assert_eq!(doubted(&points), Vec::<String>::new());
    }

    #[test]
    fn a_cap_is_as_much_of_the_earth_as_geometry_says() {
        let dataset = dataset(&BOHEMIA[1..2]);
        let all = dataset.places.iter().filter_map(located).collect();
        let group = Group::new("the dataset".to_owned(), all);
        for kilometres in [300.0, 1000.0, 3000.0, 10_000.0] {
            let cap = (1.0 - f64::cos(kilometres / RADIUS)) / 2.0;
            assert!((group.share_of_the_earth(kilometres) - cap).abs() < 0.005, "{kilometres} km");
        }
    }
}
