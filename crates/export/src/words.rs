//! Statements in English words, for tables and texts that people read.

use usru_core::Dataset;
use usru_core::collection::{Collection, RecordId};
use usru_core::date::DateReading;
use usru_core::statement::{Comparison, ParticipantReading, Reading};
use usru_core::text::{Decimal, Term};

pub use usru_core::text::spaced;

/// A number with its unit: `about 17,500,000 long ton`.
#[must_use]
pub fn quantity(value: &Decimal, upper: Option<&Decimal>, unit: &Term, comparison: Comparison) -> String {
    let mut words = match comparison {
        Comparison::Exactly => String::new(),
        other => format!("{} ", spaced(other.as_str())),
    };
    words.push_str(&grouped(&value.to_string()));
    if let Some(upper) = upper {
        words.push_str(" to ");
        words.push_str(&grouped(&upper.to_string()));
    }
    format!("{words} {}", spaced(unit.as_str()))
}

/// A number as people write it: a whole number of more than four digits with commas, and a true minus sign, which no
/// spreadsheet takes for a formula.
fn grouped(number: &str) -> String {
    let digits = number.trim_start_matches('-');
    let sign = if digits.len() == number.len() { "" } else { "\u{2212}" };
    let mut grouped = sign.to_owned();
    let in_groups = digits.len() > 4 && digits.bytes().all(|b| b.is_ascii_digit());
    for (index, c) in digits.chars().enumerate() {
        if in_groups && index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
    }
    grouped
}

/// What a reading says, with the labels of the records that it names.
#[must_use]
pub fn reading(reading: Reading<'_>, dataset: &Dataset) -> String {
    let label = |collection, id| label(dataset, collection, id);
    match reading {
        Reading::Date(date) => date.in_words(),
        Reading::Name(name) => format!("“{}”", name.text),
        Reading::Participant(one) => participant(one, dataset),
        Reading::PlaceLink(link) => joined([
            Some(label_of(dataset, &link.place)),
            link.role.as_ref().map(|role| spaced(role.as_str())),
            words(link.during.as_deref()),
        ]),
        Reading::PolityLink(link) => joined([
            Some(label_of(dataset, &link.polity)),
            link.role.as_ref().map(|role| spaced(role.as_str())),
            words(link.during.as_deref()),
        ]),
        Reading::Link(link) => format!("{} {}", spaced(link.kind.as_str()), label(link.to.collection(), link.to.id())),
        Reading::Claim(claim) => claim.text.as_str().trim_end_matches('.').to_owned(),
        Reading::Quantity(number) => quantity(&number.value, number.upper.as_ref(), &number.unit, number.comparison),
        Reading::Coordinates(point) => format!("latitude {}, longitude {}", point.latitude, point.longitude),
        Reading::Rank(held) => spaced(held.rank.as_str()),
        Reading::Vital(vital) => {
            joined([words(vital.date.as_ref()), vital.place.as_ref().map(|place| label_of(dataset, place)), None])
        }
        Reading::AgreementStep(step) => {
            self::step(step.kind.as_str(), step.date.as_ref(), step.place.as_ref(), dataset)
        }
        Reading::AppointmentStep(step) => {
            self::step(step.kind.as_str(), step.date.as_ref(), step.place.as_ref(), dataset)
        }
        Reading::PostStep(step) => self::step(step.kind.as_str(), step.date.as_ref(), step.place.as_ref(), dataset),
        Reading::VesselStep(step) => self::step(step.kind.as_str(), step.date.as_ref(), step.place.as_ref(), dataset),
        _ => "another reading".to_owned(),
    }
}

fn step<I: RecordId>(kind: &str, date: Option<&DateReading>, place: Option<&I>, dataset: &Dataset) -> String {
    joined([Some(spaced(kind)), words(date), place.map(|place| label_of(dataset, place))])
}

fn participant(one: &ParticipantReading, dataset: &Dataset) -> String {
    let agent = one.agent().map_or_else(String::new, |agent| label(dataset, agent.collection, agent.id));
    format!("{agent} as {}", spaced(one.role.as_str()))
}

/// The label of a record; its id if there is no such record.
fn label(dataset: &Dataset, collection: Collection, id: &str) -> String {
    dataset.get(collection, id).map_or(id, |record| record.label().as_str()).to_owned()
}

fn label_of<I: RecordId>(dataset: &Dataset, id: &I) -> String {
    label(dataset, I::COLLECTION, id.as_ref())
}

fn words(date: Option<&DateReading>) -> Option<String> {
    date.map(DateReading::in_words)
}

fn joined(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        let number = |text: &str| serde_json::from_str::<Decimal>(text).unwrap();
        let unit = Term::new("us-dollar").unwrap();
        assert_eq!(quantity(&number("1312000000"), None, &unit, Comparison::Exactly), "1,312,000,000 us dollar");
        assert_eq!(
            quantity(&number("47.1"), Some(&number("48")), &unit, Comparison::About),
            "about 47.1 to 48 us dollar"
        );
        for (number, expected) in [
            ("7", "7"),
            ("1867", "1867"),
            ("10000", "10,000"),
            ("-375883", "\u{2212}375,883"),
            ("1312000000", "1,312,000,000"),
            ("47.25", "47.25"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }
}
