//! The dyad-year table: for each year the representation of the two sides with each other on 31 December, the state of
//! relations, what happened, what was in force, and who was head of state.
//!
//! It is what quantitative scholars of international relations work with, computed from the dataset by
//! [`usru_core::query`]; nothing in it is stated anywhere else. A cell whose value is not known is empty, and the column
//! beside it, ending in `_known`, says whether there was none or no record tells:
//!
//! | word | the value |
//! |---|---|
//! | `told` | is certain |
//! | `possible` | is possible: a date has a margin, or no record tells of an end |
//! | `none` | is empty, for the records tell that there was none |
//! | `unknown` | is empty, for no record tells |

use chrono::{Datelike, NaiveDate};
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::date::{Bounds, HistoricalDate};
use usru_core::query::{
    Certainty, Direction, Force, Index, PolityOn, RelationsOn, Side, Status, agreement_on, parties,
};
use usru_core::record::{Agreement, EventKind, OfficeKind};
use usru_core::statement::AgreementStepKind;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// A word, an id or a label.
    Text,
    /// The id of a record of the collection.
    Id(Collection),
    /// A whole number.
    Number,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: String,
    /// What the cells are.
    pub kind: CellKind,
    /// What the column holds, as the end of a sentence.
    pub description: String,
    /// Whether no cell is empty.
    pub is_full: bool,
}

/// The identifier scheme of the Correlates of War country codes.
const COUNTRY_CODES: &str = "cow";

/// The columns, in their order. They are the same for every dataset.
#[must_use]
pub fn columns() -> Vec<Column> {
    let mut columns = Vec::new();
    let mut add = |name: String, kind, is_full, description: String| {
        columns.push(Column { name, kind, description, is_full });
    };
    let known = |what: &str| format!("whether {what} is told, possible, none or unknown.");
    add("year".into(), CellKind::Number, true, "the year.".into());
    for (which, other) in [("first", "second"), ("second", "first")] {
        let column = |name: &str| format!("{which}_{name}");
        add(column("label"), CellKind::Text, true, format!("the {which} side of the title page."));
        add(
            column("polity"),
            CellKind::Id(Collection::Polities),
            false,
            format!("the polity of the {which} side on 31 December."),
        );
        add(column("polity_known"), CellKind::Text, true, known("the polity"));
        add(
            column("cow"),
            CellKind::Text,
            false,
            "the Correlates of War code of the polity, from its identifiers.".into(),
        );
        add(column("cow_known"), CellKind::Text, true, known("the code"));
        add(
            column("mission"),
            CellKind::Text,
            false,
            format!("the kind of the mission of the {which} side to the {other} on 31 December: legation, embassy."),
        );
        add(column("mission_known"), CellKind::Text, true, known("the mission"));
        add(
            column("rank"),
            CellKind::Text,
            false,
            format!(
                "the rank of the head of the mission of the {which} side on 31 December, if somebody was in place."
            ),
        );
        add(column("rank_known"), CellKind::Text, true, known("the rank"));
        add(
            column("head_of_state"),
            CellKind::Id(Collection::People),
            false,
            format!("the head of state of the {which} side on 31 December; who entered last, if it changed that day."),
        );
        add(column("head_of_state_label"), CellKind::Text, false, "the label of that person.".into());
        add(column("head_of_state_known"), CellKind::Text, true, known("the head of state"));
    }
    let statuses: Vec<_> = Status::ALL.iter().map(|status| status.as_str()).collect();
    add(
        "relations".into(),
        CellKind::Text,
        true,
        format!("the state of relations on 31 December: {}.", statuses.join(", ")),
    );
    add("relations_certainty".into(), CellKind::Text, true, "whether that is certain or possible.".into());
    let number = |of: &str| format!("the number of {of}.");
    for (name, of) in [
        ("agreements_signed", "agreements between the sides that were certainly signed in the year"),
        ("agreements_in_force", "agreements between the sides that were certainly in force on 31 December"),
        (
            "agreements_in_force_possible",
            "agreements between the sides that were possibly in force on 31 December: mostly, of which no record tells the end",
        ),
        ("events", "events that certainly happened, or began, in the year"),
        ("events_possible", "events that possibly happened, or began, in the year"),
        ("events_between_sides", "the events of the year in which both sides take part"),
    ] {
        add(name.into(), CellKind::Number, true, number(of));
    }
    for kind in EventKind::ALL {
        let name = format!("events_{}", kind.as_str().replace('-', "_"));
        add(name, CellKind::Number, true, number(&format!("events of the year of the kind {kind}")));
    }
    columns
}

/// The rows: one for each year, from the first in which both sides exist to the last that had ended when the dataset was
/// released. There is none if the title page does not name two sides.
#[must_use]
pub fn rows(dataset: &Dataset) -> Vec<Vec<String>> {
    let index = Index::new(dataset);
    let Some([first, second]) = index.sides().first_chunk().filter(|_| index.sides().len() == 2) else {
        return Vec::new();
    };
    let Some((from, to)) = years(dataset, [first, second]) else { return Vec::new() };
    let happened = happened(dataset, [first, second]);
    (from..=to).filter_map(|year| Some(row(&index, [first, second], &happened, year, december(year)?))).collect()
}

fn december(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31)
}

/// The first and the last year; not before the year 1, for what comes before is counted otherwise by every tool.
fn years(dataset: &Dataset, sides: [&Side<'_>; 2]) -> Option<(i32, i32)> {
    let begins = |side: &Side<'_>| Some(side.line.first()?.span.bounds().earliest?.year());
    let ends = |side: &Side<'_>| {
        side.line
            .iter()
            .map(|polity| polity.span.as_ref().lasting().end.latest)
            .max_by_key(|end| (end.is_none(), *end))?
    };
    let released = dataset.about.released.bounds().latest?;
    let whole = if december(released.year()) == Some(released) { released.year() } else { released.year() - 1 };
    let [first, second] = sides;
    let last = [first, second].into_iter().filter_map(|side| Some(ends(side)?.year())).min();
    Some((begins(first)?.max(begins(second)?).max(1), last.map_or(whole, |last| last.min(whole))))
}

/// A value and whether it is known.
struct Known {
    value: String,
    known: &'static str,
}

impl Known {
    fn told(value: impl Into<String>, certainty: Certainty) -> Self {
        Self { value: value.into(), known: if certainty == Certainty::Certain { "told" } else { "possible" } }
    }

    fn empty(is_none: bool) -> Self {
        Self { value: String::new(), known: if is_none { "none" } else { "unknown" } }
    }

    fn cells(self) -> [String; 2] {
        [self.value, self.known.to_owned()]
    }
}

fn row<'a>(index: &Index<'a>, sides: [&Side<'a>; 2], happened: &[Happened], year: i32, day: NaiveDate) -> Vec<String> {
    let [first, second] = sides;
    let relations = index.relations_between(first, second, day);
    let mut row = vec![year.to_string()];
    for (side, direction) in sides.into_iter().zip(&relations.directions) {
        row.push(side.label.to_owned());
        row.extend(polity(direction.from));
        row.extend(mission(direction, &relations));
        row.extend(head_of_state(index, direction.from, day));
    }
    row.extend([relations.status.to_string(), relations.certainty.to_string()]);
    row.extend(agreements(index, sides, year, day).map(|number| number.to_string()));
    row.extend(events(happened, year).iter().map(usize::to_string));
    row
}

/// The polity and its country code, each with whether it is known.
fn polity(now: Option<PolityOn<'_>>) -> impl Iterator<Item = String> {
    let code = now.and_then(|now| {
        let code = now.polity.identifiers.iter().find(|one| one.scheme.as_str() == COUNTRY_CODES)?;
        Some(Known::told(code.value.as_str(), now.certainty))
    });
    let polity = now.map(|now| Known::told(now.polity.id.as_str(), now.certainty));
    [polity, code].into_iter().flat_map(|known| known.unwrap_or_else(|| Known::empty(false)).cells())
}

/// The kind of the mission and the rank of its head.
fn mission(direction: &Direction<'_>, relations: &RelationsOn<'_>) -> impl Iterator<Item = String> + use<> {
    // Where recognition is refused or relations are broken off, that no mission is told means that there was none.
    let broken = matches!(relations.status, Status::Refused | Status::Interrupted | Status::Severed);
    let is_none = broken && relations.certainty == Certainty::Certain && direction.missions.is_empty();
    let mission = direction.missions.iter().min_by_key(|post| (post.certainty, post.kind));
    let kind = mission.and_then(|post| Some(Known::told(post.kind?.as_str(), post.certainty)));
    let rank = direction.rank().map(|rank| {
        let certain = direction.heads.iter().filter(|head| head.rank == rank).map(|head| head.certainty).min();
        Known::told(rank.as_str(), certain.unwrap_or(Certainty::Possible))
    });
    [kind, rank].into_iter().flat_map(move |known| known.unwrap_or_else(|| Known::empty(is_none)).cells())
}

/// The head of state, with label and whether that is known.
fn head_of_state(index: &Index<'_>, now: Option<PolityOn<'_>>, day: NaiveDate) -> [String; 3] {
    let is_head = |kind| matches!(kind, OfficeKind::HeadOfState | OfficeKind::HeadOfStateAndGovernment);
    let offices = index.dataset().offices.iter();
    let offices =
        offices.filter(|office| is_head(office.kind) && office.polity.as_ref() == now.map(|now| &now.polity.id));
    let holders = offices.flat_map(|office| index.holders(office.id.as_str(), day));
    let since = |date: Option<&HistoricalDate>| date.and_then(|date| date.bounds().latest);
    // The certain before the possible; of those the one who entered last, and of equals the first by id.
    let holder = holders.min_by_key(|tenure| (tenure.certainty, std::cmp::Reverse(since(tenure.since.date.as_ref()))));
    let Some(tenure) = holder else {
        let [value, known] = Known::empty(false).cells();
        return [value, String::new(), known];
    };
    let label = tenure.person.map_or("", |person| person.label.as_str()).to_owned();
    let [value, known] = Known::told(tenure.appointment.person.as_str(), tenure.certainty).cells();
    [value, label, known]
}

/// The agreements between the sides: signed in the year, certainly and possibly in force at its end.
fn agreements(index: &Index<'_>, sides: [&Side<'_>; 2], year: i32, day: NaiveDate) -> [usize; 3] {
    let mut numbers = [0; 3];
    let [signed, certain, possible] = &mut numbers;
    for agreement in index.dataset().agreements.iter().filter(|agreement| is_between(agreement, sides)) {
        let in_year = |date: &HistoricalDate| within(date.span().begin, year) == Some(Certainty::Certain);
        let signature = agreement.steps.iter().find(|step| step.kind == AgreementStepKind::Signed);
        *signed += usize::from(signature.and_then(|step| step.date.as_ref()).is_some_and(in_year));
        let now = agreement_on(agreement, day).filter(|now| now.force != Force::CarriedOut);
        match now.map(|now| now.certainty) {
            Some(Certainty::Certain) => *certain += 1,
            Some(Certainty::Possible) => *possible += 1,
            None => {}
        }
    }
    numbers
}

fn is_between(agreement: &Agreement, sides: [&Side<'_>; 2]) -> bool {
    let binds = |side: &Side<'_>| parties(agreement).any(|party| side.line.iter().any(|polity| polity.id == *party));
    sides.into_iter().all(binds)
}

/// What is counted of an event.
struct Happened {
    begin: Bounds,
    kind: EventKind,
    of_both: bool,
}

/// The events, but those that are denied.
fn happened(dataset: &Dataset, sides: [&Side<'_>; 2]) -> Vec<Happened> {
    let events = dataset.events.iter().filter(|event| !AnyRecord::Event(event).is_rejected());
    events
        .map(|event| Happened {
            begin: event.date.span().begin,
            kind: event.kind,
            of_both: sides.iter().all(|side| side.takes_part(&event.participants)),
        })
        .collect()
}

/// The events of the year: all, the possible ones, those of both sides, and those of each kind.
fn events(happened: &[Happened], year: i32) -> Vec<usize> {
    let (mut all, mut possible, mut both) = (0, 0, 0);
    let mut by_kind = vec![0; EventKind::ALL.len()];
    for event in happened {
        match within(event.begin, year) {
            Some(Certainty::Certain) => {
                all += 1;
                both += usize::from(event.of_both);
                let of_kind = EventKind::ALL.iter().position(|kind| *kind == event.kind);
                if let Some(number) = of_kind.and_then(|kind| by_kind.get_mut(kind)) {
                    *number += 1;
                }
            }
            Some(Certainty::Possible) => possible += 1,
            None => {}
        }
    }
    [vec![all, possible, both], by_kind].concat()
}

/// Whether the days lie in the year.
fn within(begin: Bounds, year: i32) -> Option<Certainty> {
    let days = Bounds { earliest: NaiveDate::from_ymd_opt(year, 1, 1), latest: december(year) };
    begin.overlaps(days).then(|| Certainty::certain_if(days.encloses(begin)))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static ROWS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        let text = include_str!("../../core/tests/fixtures/two-states.json");
        rows(&serde_json::from_str(text).unwrap())
    });

    fn cells(year: i32, names: &[&str]) -> Vec<String> {
        let row = ROWS.iter().find(|row| row[0] == year.to_string()).unwrap();
        let columns = columns();
        let cell = |name: &&str| row[columns.iter().position(|column| column.name == *name).unwrap()].clone();
        names.iter().map(cell).collect()
    }

    #[test]
    fn there_is_a_row_for_every_year_of_both_sides_and_a_cell_for_every_column() {
        // Graustark begins in 1700; the dataset was released on 1 January 2000.
        assert_eq!(ROWS.first().unwrap()[0], "1700");
        assert_eq!(ROWS.last().unwrap()[0], "1999");
        assert_eq!(ROWS.len(), 300);
        let columns = columns();
        for row in ROWS.iter() {
            assert_eq!(row.len(), columns.len());
            for (cell, column) in row.iter().zip(&columns) {
                assert!(!cell.is_empty() || !column.is_full, "{} of {}", column.name, row[0]);
                if let Some(value) = column.name.strip_suffix("_known") {
                    let is_empty = cells(row[0].parse().unwrap(), &[value])[0].is_empty();
                    assert_eq!(is_empty, cell == "none" || cell == "unknown", "{} of {}", column.name, row[0]);
                }
            }
        }
    }

    #[test]
    fn a_year_tells_what_was_on_its_last_day() {
        let names =
            ["first_polity", "second_mission", "second_mission_known", "second_rank", "second_rank_known", "relations"];
        assert_eq!(cells(1805, &names), ["kingdom-of-ruritania", "", "unknown", "", "unknown", "not-told"]);
        assert_eq!(cells(1811, &names), ["kingdom-of-ruritania", "legation", "told", "minister", "told", "diplomatic"]);
        assert_eq!(cells(1875, &names), ["ruritanian-republic", "", "none", "", "none", "interrupted"]);
        assert_eq!(cells(1895, &names), ["ruritanian-republic", "embassy", "told", "", "unknown", "diplomatic"]);
        let head = ["first_head_of_state", "first_head_of_state_label", "first_head_of_state_known"];
        assert_eq!(cells(1850, &head), ["rudolf-v", "Rudolf V", "possible"]);
        assert_eq!(cells(1800, &head), ["", "", "unknown"]);
    }

    #[test]
    fn what_happened_is_counted_in_the_year_in_which_it_began() {
        let names = ["events", "events_possible", "events_between_sides", "events_relations", "events_recognition"];
        assert_eq!(cells(1809, &names), ["1", "0", "1", "0", "1"]);
        assert_eq!(cells(1870, &names), ["1", "0", "1", "1", "0"]);
        assert_eq!(cells(1816, &names), ["0", "0", "0", "0", "0"], "what is denied did not happen");
        let names = ["agreements_signed", "agreements_in_force", "agreements_in_force_possible"];
        assert_eq!(cells(1815, &names), ["1", "1", "0"]);
        assert_eq!(cells(1869, &names), ["0", "0", "3"], "the treaty ended on that day; of two no end is told");
    }
}
