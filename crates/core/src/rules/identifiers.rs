//! Rules for identifiers in other datasets.

use std::collections::BTreeMap;

use super::example::replace;
use super::{Case, Check, Context, Example, Family, Findings, Rule};
use crate::dataset::AnyRecord;
use crate::diagnostic::Severity;
use crate::record::Polity;
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[MALFORMED_IDENTIFIER, SHARED_IDENTIFIER];

const SOURCE: &str = "sources/chronicle.json";
const POLITY: &str = "polities/ruritania.json";
const OTHER: &str = "polities/graustark.json";
const CITATIONS: &str = "  \"citations\": [";

const MALFORMED_IDENTIFIER: Rule = Rule {
    id: "malformed-identifier",
    family: Family::References,
    severity: Severity::Error,
    sentence: "An identifier of a well-known scheme has the form of that scheme, with the right check digit.",
    explanation: "The forms known are those of wikidata, viaf, geonames, lccn, oclc, doi, iso-3166-1, cow and gleditsch-ward, and with their check digits isbn, issn, isni, orcid and imo. A mistyped digit of an ISBN does not go unseen. Of other schemes nothing is known, and nothing is told.",
    example: Example::Edits {
        breaks: Case {
            what: "Two digits of an ISBN have changed places.",
            edits: &[replace(
                SOURCE,
                "\"summary\": \"A book.\"",
                "\"summary\": \"A book.\",\n  \"identifiers\": [\n    {\n      \"scheme\": \"isbn\",\n      \"value\": \"978-0-306-40651-7\"\n    }\n  ]",
            )],
        },
        keeps: Case {
            what: "The ISBN as it is printed.",
            edits: &[replace(
                SOURCE,
                "\"summary\": \"A book.\"",
                "\"summary\": \"A book.\",\n  \"identifiers\": [\n    {\n      \"scheme\": \"isbn\",\n      \"value\": \"978-0-306-40615-7\"\n    }\n  ]",
            )],
        },
    },
    check: Check::Each(|_, record, findings| {
        for (at, identifier) in record.identifiers().iter().enumerate() {
            let (scheme, value) = (identifier.scheme.as_str(), identifier.value.as_str());
            if let Err(form) = check_form(scheme, value) {
                let path = Path::root().field("identifiers").item(at).field("value");
                let message = format!("“{value}” is no identifier of the scheme {scheme}: {form}");
                findings.tell(record, path, message, "copy it again from where it comes, or correct the scheme");
            }
        }
    }),
};

const SHARED_IDENTIFIER: Rule = Rule {
    id: "shared-identifier",
    family: Family::References,
    severity: Severity::Error,
    sentence: "No two records of one collection have the same identifier.",
    explanation: "What another dataset takes for one should not be two here: one of the records is a second record of the same thing, or an identifier was copied into the wrong one. Polities that followed one another may share one, because lists of states often count successors as one state.",
    example: Example::Edits {
        breaks: Case {
            what: "Two states that stood side by side have one number in the Correlates of War.",
            edits: &[
                replace(
                    POLITY,
                    CITATIONS,
                    "  \"identifiers\": [\n    {\n      \"scheme\": \"cow\",\n      \"value\": \"300\"\n    }\n  ],\n  \"citations\": [",
                ),
                replace(
                    OTHER,
                    CITATIONS,
                    "  \"identifiers\": [\n    {\n      \"scheme\": \"cow\",\n      \"value\": \"300\"\n    }\n  ],\n  \"citations\": [",
                ),
            ],
        },
        keeps: Case {
            what: "The numbers differ.",
            edits: &[
                replace(
                    POLITY,
                    CITATIONS,
                    "  \"identifiers\": [\n    {\n      \"scheme\": \"cow\",\n      \"value\": \"300\"\n    }\n  ],\n  \"citations\": [",
                ),
                replace(
                    OTHER,
                    CITATIONS,
                    "  \"identifiers\": [\n    {\n      \"scheme\": \"cow\",\n      \"value\": \"301\"\n    }\n  ],\n  \"citations\": [",
                ),
            ],
        },
    },
    check: Check::Whole(shared),
};

fn shared(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut bearers: BTreeMap<_, Vec<(AnyRecord<'_>, Path)>> = BTreeMap::new();
    for record in context.dataset.records() {
        for (at, identifier) in record.identifiers().iter().enumerate() {
            let path = Path::root().field("identifiers").item(at).field("value");
            let all = bearers
                .entry((record.collection().name(), identifier.scheme.as_str(), identifier.value.as_str()))
                .or_default();
            let other = all.iter().find(|(other, _)| other.id() != record.id() && !follow(*other, record));
            if let Some((other, other_path)) = other {
                let message = format!(
                    "the {} identifier “{}” is also that of {other}, {}",
                    identifier.scheme,
                    identifier.value,
                    other.label()
                );
                let help = "if the two are one thing, make them one record; if not, correct one of the identifiers";
                findings.tell(record, path.clone(), message, help).see(
                    *other,
                    other_path.clone(),
                    "the same identifier",
                );
            }
            all.push((record, path));
        }
    }
}

/// Whether the two are polities of which one came after the other.
fn follow(a: AnyRecord<'_>, b: AnyRecord<'_>) -> bool {
    let (AnyRecord::Polity(a), AnyRecord::Polity(b)) = (a, b) else { return false };
    let names = |one: &Polity, other: &Polity| {
        one.predecessors.iter().chain(&one.successors).any(|link| link.polity == other.id)
    };
    !a.span.bounds().overlaps(b.span.bounds()) || names(a, b) || names(b, a)
}

/// Whether the value has the form of the scheme; otherwise what that form is.
fn check_form(scheme: &str, value: &str) -> Result<(), &'static str> {
    let number = |digits: &str, from: usize, to: usize| {
        (from..=to).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
    };
    let (holds, form) = match scheme {
        "wikidata" => (value.strip_prefix('Q').is_some_and(|id| number(id, 1, 12)), "that is Q and a number"),
        "viaf" => (number(value, 1, 22), "that is a number of up to 22 digits"),
        "geonames" => (number(value, 1, 9), "that is a number of up to nine digits"),
        "oclc" => (number(value, 1, 12), "that is a number of up to twelve digits"),
        "cow" | "gleditsch-ward" => (number(value, 1, 3), "that is a number of up to three digits"),
        "lccn" => {
            let digits = value.trim_start_matches(|c: char| c.is_ascii_lowercase());
            let is_number = (8..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            (is_number && value.len() - digits.len() <= 3, "that is up to three small letters and eight to ten digits")
        }
        "doi" => {
            let parts = value.strip_prefix("10.").and_then(|rest| rest.split_once('/'));
            let holds = parts.is_some_and(|(prefix, suffix)| {
                let registrant =
                    prefix.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
                registrant && prefix.len() >= 4 && !suffix.is_empty() && !suffix.contains(char::is_whitespace)
            });
            (holds, "that is 10., a number of at least four digits, a slash and a name, without https://doi.org/")
        }
        "iso-3166-1" => {
            let letters = matches!(value.len(), 2 | 3) && value.bytes().all(|b| b.is_ascii_uppercase());
            let digits = value.len() == 3 && value.bytes().all(|b| b.is_ascii_digit());
            (letters || digits, "that is two or three capital letters, or three digits")
        }
        "isbn" => (is_isbn(value), "that is ten or thirteen digits of which the last is right for the others"),
        "issn" => (
            weighed(value, 8, &[8, 7, 6, 5, 4, 3, 2, 1]),
            "that is eight digits of which the last is right for the others",
        ),
        "isni" | "orcid" => (is_isni(value), "that is sixteen digits of which the last is right for the others"),
        "imo" => (is_imo(value), "that is seven digits of which the last is right for the others"),
        _ => return Ok(()),
    };
    if holds { Ok(()) } else { Err(form) }
}

/// The digits without hyphens and spaces, an X at the end being 10; nothing if there is anything else.
fn digits(value: &str) -> Option<Vec<u32>> {
    let written: Vec<char> = value.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let last = written.len().checked_sub(1)?;
    let digit = |(at, c): (usize, &char)| if at == last && *c == 'X' { Some(10) } else { c.to_digit(10) };
    written.iter().enumerate().map(digit).collect()
}

/// Whether the digits, each times its weight, add up to a multiple of eleven.
fn weighed(value: &str, length: usize, weights: &[u32]) -> bool {
    digits(value).is_some_and(|digits| {
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        digits.len() == length && sum.is_multiple_of(11)
    })
}

fn is_isbn(value: &str) -> bool {
    let thirteen = || {
        digits(value).is_some_and(|digits| {
            let sum: u32 = digits.iter().zip([1, 3].iter().cycle()).map(|(digit, weight)| digit * weight).sum();
            digits.len() == 13 && digits.iter().all(|digit| *digit < 10) && sum.is_multiple_of(10)
        })
    };
    thirteen() || weighed(value, 10, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
}

/// The check of ISO 7064, MOD 11-2.
fn is_isni(value: &str) -> bool {
    digits(value).is_some_and(|digits| {
        let rest = digits.iter().fold(0, |rest, digit| (rest * 2 + digit) % 11);
        digits.len() == 16 && rest == 1
    })
}

fn is_imo(value: &str) -> bool {
    digits(value).is_some_and(|digits| {
        let sum: u32 = digits.iter().zip([7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
        digits.len() == 7 && digits.last() == Some(&(sum % 10))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_known() {
        for (scheme, good, bad) in [
            ("wikidata", "Q1000", "1000"),
            ("viaf", "102333412", "viaf102333412"),
            ("geonames", "498817", "0498817"),
            ("cow", "365", "3655"),
            ("doi", "10.18721/JHSS.8303", "https://doi.org/10.18721/JHSS.8303"),
            ("iso-3166-1", "RU", "ru"),
            ("isbn", "0-8044-2957-X", "0-8044-2957-0"),
            ("isbn", "9780764348297", "9780764348279"),
            ("issn", "0378-5955", "0378-5959"),
            ("orcid", "0000-0002-1825-0097", "0000-0002-1825-0079"),
            ("imo", "9074729", "9074792"),
            ("lccn", "n79056304", "79"),
        ] {
            assert!(check_form(scheme, good).is_ok(), "{good}");
            assert!(check_form(scheme, bad).is_err(), "{bad}");
        }
        assert!(check_form("house-list", "anything").is_ok());
    }
}
