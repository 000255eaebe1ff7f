//! Rules for numbers that a record gives more than once.

use super::example::replace;
use super::{Case, Check, Example, Family, Findings, Rule};
use crate::dataset::AnyRecord;
use crate::diagnostic::Severity;
use crate::prose::{Number, dates, numbers};
use crate::record::{Measure, MeasureKind};
use crate::statement::Comparison;
use crate::text::{Decimal, Text};
use crate::walk::Path;

pub(super) const RULES: &[Rule] =
    &[NUMBER_AGAINST_WORDS, NUMBER_AGAINST_SUMMARY, UNIT_AGAINST_KIND, MORE_THAN_THE_WHOLE, DURATION_AGAINST_DATE];

const MEASURE: &str = "measures/furs-of-1806.json";
const QUANTITY: &str = "    \"value\": 4000,\n    \"unit\": \"fur\",\n    \"comparison\": \"about\"";
const SUMMARY: &str = "\"summary\": \"The cargo of the voyage.\"";

const NUMBER_AGAINST_WORDS: Rule = Rule {
    id: "number-against-words",
    family: Family::Consistency,
    severity: Severity::Error,
    sentence: "A number is the one that the words of the source give.",
    explanation: "Where `as_written` gives the number in figures or in English words, it is read and must be the value: a factor of a thousand, or a digit too many, does not go unseen. Thousands may be parted by commas, spaces or dots, and magnitudes, fractions, degrees and minutes are understood. The value may be the sum of what is written, or one more, where a leader is counted with the men. Other readings are held against their own words.",
    example: Example::Edits {
        breaks: Case {
            what: "The words say four thousand, the value says four.",
            edits: &[replace(
                MEASURE,
                QUANTITY,
                "    \"value\": 4,\n    \"unit\": \"fur\",\n    \"comparison\": \"about\",\n    \"as_written\": \"about four thousand furs\"",
            )],
        },
        keeps: Case {
            what: "The words give the two parts of the cargo.",
            edits: &[replace(
                MEASURE,
                QUANTITY,
                "    \"value\": 4000,\n    \"unit\": \"fur\",\n    \"comparison\": \"about\",\n    \"as_written\": \"3,500 otters and five hundred foxes\"",
            )],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Measure(measure) = record else { return };
        for (path, amount) in amounts(measure) {
            let Some(as_written) = amount.as_written else { continue };
            let told = candidates(amount.unit, &numbers(as_written.as_str()));
            let wrong = |value: f64| !told.is_empty() && !is_told(value, &told);
            let fields = [("value", Some(amount.value)), ("upper", amount.upper)];
            for (field, value) in fields.into_iter().filter_map(|(field, value)| Some((field, value?))) {
                if wrong(value.to_f64()) {
                    let message =
                        format!("the number is {}, but as written it is “{as_written}”", with_thousands(value));
                    let help = "correct the number, or the words as the source has them";
                    findings.tell(record, path.field(field), message, help).see(
                        record,
                        path.field("as_written"),
                        "the words of the source",
                    );
                }
            }
        }
    }),
};

const NUMBER_AGAINST_SUMMARY: Rule = Rule {
    id: "number-against-summary",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "If the summary of a measure gives numbers, one of them is about the number measured.",
    explanation: "A summary rounds, so a number in it counts as the one measured if it is neither a fifth less nor a quarter more; but one of four digits or more that are not zero, such as 681,692, is not rounded further than its last digit. Dates are no numbers here. A summary in which no number is near most often stands beside a value with a slip, a factor of a thousand or a digit too many.",
    example: Example::Edits {
        breaks: Case {
            what: "The summary speaks of four million.",
            edits: &[replace(MEASURE, SUMMARY, "\"summary\": \"The ship of 1806 carried four million furs.\"")],
        },
        keeps: Case {
            what: "The summary rounds the number.",
            edits: &[replace(
                MEASURE,
                SUMMARY,
                "\"summary\": \"The ship of 1806 carried not quite five thousand furs.\"",
            )],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Measure(measure) = record else { return };
        let summary = measure.summary.as_str();
        let days = dates(summary);
        let is_date =
            |number: &Number| days.iter().any(|day| day.at.start < number.at.end && number.at.start < day.at.end);
        let told: Vec<_> = numbers(summary).into_iter().filter(|number| !is_date(number)).collect();
        let quantity = &measure.quantity;
        let low = quantity.value.to_f64();
        let high = quantity.upper.as_ref().map_or(low, Decimal::to_f64);
        let near = |number: f64| {
            let rounding = last_place(number);
            (low * 0.8 - 1e-9..=high * 1.25 + 1e-9).contains(&number)
                && rounding.is_none_or(|place| (low - place..=high + place).contains(&number))
        };
        let meant = candidates(quantity.unit.as_str(), &told);
        if meant.is_empty() || meant.into_iter().any(near) {
            return;
        }
        let words: Vec<_> = told.iter().filter_map(|number| summary.get(number.at.clone())).collect();
        let message = format!(
            "the number is {}, but the summary gives only “{}”",
            with_thousands(&quantity.value),
            words.join("”, “")
        );
        let path = Path::root().field("quantity").field("value");
        let help = "correct the number or the summary; or give the number in the summary too";
        findings.tell(record, path, message, help).see(record, Path::root().field("summary"), "the summary");
    }),
};

const UNIT_AGAINST_KIND: Rule = Rule {
    id: "unit-against-kind",
    family: Family::Consistency,
    severity: Severity::Error,
    sentence: "A length is given in a unit of length, a mass in a unit of mass, and so for every kind of measure.",
    explanation: "The units known are the common ones of length, area, volume, mass, angle and time, per cent and votes; of other units nothing is known, and nothing is told.",
    example: Example::Edits {
        breaks: Case {
            what: "A number of furs is given in miles.",
            edits: &[replace(MEASURE, "\"unit\": \"fur\"", "\"unit\": \"statute-mile\"")],
        },
        keeps: Case {
            what: "A unit of which nothing is known.",
            edits: &[replace(MEASURE, "\"unit\": \"fur\"", "\"unit\": \"bale\"")],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Measure(measure) = record else { return };
        for (path, amount) in amounts(measure) {
            let Some(kind) = kind_of(amount.unit).filter(|kind| *kind != measure.kind) else { continue };
            let message = format!("“{}” is a unit of {kind}, but the measure is one of {}", amount.unit, measure.kind);
            let help = "correct the unit or the kind";
            findings.tell(record, path.field("unit"), message, help).see(
                record,
                Path::root().field("kind"),
                "the kind",
            );
        }
    }),
};

const MORE_THAN_THE_WHOLE: Rule = Rule {
    id: "more-than-the-whole",
    family: Family::Consistency,
    severity: Severity::Error,
    sentence: "No part is more than the whole, and no angle more than a full turn.",
    explanation: "A share of more than a hundred per cent, or an angle of more than 360 degrees, has a slip in the number or the unit.",
    example: Example::Edits {
        breaks: Case {
            what: "A share of four thousand per cent.",
            edits: &[
                replace(MEASURE, "\"kind\": \"count\"", "\"kind\": \"share\""),
                replace(MEASURE, "\"unit\": \"fur\"", "\"unit\": \"percent\""),
            ],
        },
        keeps: Case {
            what: "The whole itself.",
            edits: &[
                replace(MEASURE, "\"kind\": \"count\"", "\"kind\": \"share\""),
                replace(
                    MEASURE,
                    "\"value\": 4000,\n    \"unit\": \"fur\"",
                    "\"value\": 100,\n    \"unit\": \"percent\"",
                ),
            ],
        },
    },
    check: Check::Each(|_, record, findings| {
        let AnyRecord::Measure(measure) = record else { return };
        for (path, amount) in amounts(measure) {
            let Some(most) = most_of(amount.unit) else { continue };
            let fields = [("value", Some(amount.value)), ("upper", amount.upper)];
            for (field, value) in fields.into_iter().filter_map(|(field, value)| Some((field, value?))) {
                if value.to_f64() > most {
                    let message = format!("{} {} is more than {most}", with_thousands(value), amount.unit);
                    findings.tell(record, path.field(field), message, "correct the number or the unit");
                }
            }
        }
    }),
};

const DURATION_AGAINST_DATE: Rule = Rule {
    id: "duration-against-date",
    family: Family::Likelihood,
    severity: Severity::Warning,
    sentence: "A length of time is about that of the time over which it is said to have lasted.",
    explanation: "Where a duration has a date that lasts from one day to another, its length is reckoned from the two, with all that their uncertainty leaves open and half a unit for rounding. Numbers that are only bounds are not held against it.",
    example: Example::Edits {
        breaks: Case {
            what: "A voyage from 1806 to 1808 is said to have lasted nine years.",
            edits: &[
                replace(MEASURE, "\"kind\": \"count\"", "\"kind\": \"duration\""),
                replace(MEASURE, "\"value\": 4000,\n    \"unit\": \"fur\"", "\"value\": 9,\n    \"unit\": \"year\""),
                replace(MEASURE, "\"edtf\": \"1806\"", "\"edtf\": \"1806/1808\""),
            ],
        },
        keeps: Case {
            what: "From the beginning of 1806 to the end of 1808 are three years.",
            edits: &[
                replace(MEASURE, "\"kind\": \"count\"", "\"kind\": \"duration\""),
                replace(MEASURE, "\"value\": 4000,\n    \"unit\": \"fur\"", "\"value\": 3,\n    \"unit\": \"year\""),
                replace(MEASURE, "\"edtf\": \"1806\"", "\"edtf\": \"1806/1808\""),
            ],
        },
    },
    check: Check::Each(duration),
};

fn duration(_: &super::Context<'_>, record: AnyRecord<'_>, findings: &mut Findings<'_>) {
    let AnyRecord::Measure(measure) = record else { return };
    let quantity = &measure.quantity;
    let Some(unit) = days(quantity.unit.as_str()) else { return };
    let Some(date) = measure.date.as_ref().filter(|_| measure.kind == MeasureKind::Duration) else { return };
    let span = date.span();
    let is_stated = matches!(quantity.comparison, Comparison::Exactly | Comparison::About);
    // A date that is no interval tells when, not how long.
    if span.begin == span.end || !is_stated {
        return;
    }
    let ends = (span.begin.latest.zip(span.end.earliest), span.begin.earliest.zip(span.end.latest));
    let (Some(shortest), Some(longest)) = ends else { return };
    let length = |(from, to): (chrono::NaiveDate, chrono::NaiveDate)| {
        i32::try_from((to - from).num_days()).map_or(f64::MAX, f64::from)
    };
    let low = quantity.value.to_f64();
    let high = quantity.upper.as_ref().map_or(low, Decimal::to_f64);
    if (high + 0.5) * unit < length(shortest) || (low - 0.5) * unit > length(longest) + 1.0 {
        let message = format!(
            "the length given is {} ({}), but {} it is {:.1} to {:.1}",
            with_thousands(&quantity.value),
            quantity.unit,
            date.in_words(),
            length(shortest).max(0.0) / unit,
            (length(longest) + 1.0) / unit
        );
        let path = Path::root().field("quantity").field("value");
        let help = "correct the number, the unit or the date";
        findings.tell(record, path, message, help).see(record, Path::root().field("date"), "over what time");
    }
}

/// What a quantity and its other readings have in common.
struct Amount<'a> {
    value: &'a Decimal,
    upper: Option<&'a Decimal>,
    unit: &'a str,
    as_written: Option<&'a Text>,
}

macro_rules! amount {
    ($quantity:expr) => {
        Amount {
            value: &$quantity.value,
            upper: $quantity.upper.as_ref(),
            unit: $quantity.unit.as_str(),
            as_written: $quantity.as_written.as_ref(),
        }
    };
}

/// The measure's quantity and every other reading of it.
fn amounts(measure: &Measure) -> Vec<(Path, Amount<'_>)> {
    let path = Path::root().field("quantity");
    let mut all = vec![(path.clone(), amount!(measure.quantity))];
    for (at, variant) in measure.quantity.variants.iter().enumerate() {
        all.push((path.field("variants").item(at).field("reading"), amount!(variant.reading)));
    }
    all
}

/// What the numbers of a text can mean in the unit.
fn candidates(unit: &str, told: &[Number]) -> Vec<f64> {
    let mut all = Vec::new();
    for number in told {
        let value = number.value;
        match unit {
            "percent" if number.is_fraction => all.push(value * 100.0),
            // Of other things a half is half of something else.
            _ if number.is_fraction => {}
            "arcminute" => all.extend([value, value * 60.0]),
            "month" => all.extend([value, value * 12.0]),
            _ => all.push(value),
        }
    }
    let whole: Vec<_> = told.iter().filter(|number| !number.is_fraction).map(|number| number.value).collect();
    if whole.len() > 1 {
        all.push(whole.iter().sum());
    }
    all
}

/// What the last digit of a number that is not zero counts, if the number has so many digits that nobody would give them
/// who only meant about as much.
fn last_place(number: f64) -> Option<f64> {
    let text = format!("{number}");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| i32::try_from(text.len()).unwrap_or(i32::MAX);
    let (significant, exponent) = if decimals.is_empty() {
        let significant = whole.trim_end_matches('0');
        (significant.len(), digits(whole) - digits(significant))
    } else {
        (whole.trim_start_matches('0').len() + decimals.len(), -digits(decimals))
    };
    // A third has no last digit.
    (significant >= 4 && decimals.len() <= 6).then(|| 10_f64.powi(exponent))
}

/// Whether the number is one of those told, or one more.
fn is_told(value: f64, told: &[f64]) -> bool {
    let equal = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
    told.iter().any(|number| equal(value, *number) || equal(value, number + 1.0))
}

/// The kind of measure that is given in the unit.
fn kind_of(unit: &str) -> Option<MeasureKind> {
    let kind = match unit {
        "metre" | "kilometre" | "foot" | "yard" | "fathom" | "inch" | "statute-mile" | "nautical-mile" | "verst"
        | "italian-mile" => MeasureKind::Length,
        "hectare" | "acre" | "square-kilometre" | "square-mile" | "square-verst" | "desyatina" => MeasureKind::Area,
        "litre" | "gallon" | "barrel" | "bushel" | "cubic-metre" | "cubic-foot" => MeasureKind::Volume,
        "kilogram" | "gram" | "tonne" | "ton" | "short-ton" | "long-ton" | "pound" | "pood" => MeasureKind::Mass,
        "degree" | "arcminute" | "arcsecond" => MeasureKind::Angle,
        "percent" => MeasureKind::Share,
        "vote" => MeasureKind::Votes,
        _ => return days(unit).map(|_| MeasureKind::Duration),
    };
    Some(kind)
}

/// The days in a unit of time.
fn days(unit: &str) -> Option<f64> {
    match unit {
        "hour" => Some(1.0 / 24.0),
        "day" => Some(1.0),
        "week" => Some(7.0),
        "month" => Some(365.2425 / 12.0),
        "year" => Some(365.2425),
        _ => None,
    }
}

/// The most that there can be of the unit.
fn most_of(unit: &str) -> Option<f64> {
    match unit {
        "percent" => Some(100.0),
        "degree" => Some(360.0),
        "arcminute" => Some(360.0 * 60.0),
        "arcsecond" => Some(360.0 * 3600.0),
        _ => None,
    }
}

/// The number with its thousands parted: 7,200,000.
fn with_thousands(number: &Decimal) -> String {
    let text = number.to_string();
    let (integer, rest) = match text.find(['.', 'e']) {
        Some(at) => text.split_at(at),
        None => (text.as_str(), ""),
    };
    let mut parted = String::new();
    for (at, c) in integer.chars().enumerate() {
        let left = integer.len() - at;
        if at > 0 && left % 3 == 0 && !parted.ends_with('-') {
            parted.push(',');
        }
        parted.push(c);
    }
    parted + rest
}

#[cfg(test)]
mod tests {
    use super::last_place;

    #[test]
    fn a_number_of_many_digits_is_meant_to_its_last() {
        for (number, place) in [(681_692.0, 1.0), (96_717_000.0, 1000.0), (1234.5, 0.1), (54.67, 0.01)] {
            assert_eq!(last_place(number), Some(place), "{number}");
        }
        for rounded in [0.0, 4000.0, 7_200_000.0, 0.5, 1.25, 1e300, 1e6 / 3.0, 200.0 / 3.0] {
            assert_eq!(last_place(rounded), None, "{rounded}");
        }
    }
}
