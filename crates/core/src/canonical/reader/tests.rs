//! Held against reading with `serde_json` and writing again: of each text both say the same.

mod changes;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use changes::{LINES, VALUES, any_change, applied};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::read;
use crate::collection::Collection;
use crate::dataset::{ForRecordType, Member, with_record_type};
use crate::json::{is_canonical, read_record, schema_link};

/// Whether a text is read; it must be if, and only if, it is a record in its canonical form.
struct IsRead<'t>(&'t str);

impl ForRecordType for IsRead<'_> {
    type Output = bool;

    fn run<T: Member>(self) -> bool {
        let text = self.0;
        let link = schema_link(T::COLLECTION);
        let read: Option<T> = text.strip_suffix('\n').and_then(|text| read(text, &link));
        let expected: Option<T> = read_record(text).ok().filter(|record| is_canonical(record, text));
        match (&read, &expected) {
            (Some(read), Some(expected)) => assert_eq!(read.as_any(), expected.as_any(), "of {text}"),
            (Some(_), None) => panic!("this is read and not canonical: {text}"),
            (None, Some(_)) => panic!("this is canonical and not read: {text}"),
            (None, None) => {}
        }
        read.is_some()
    }
}

fn is_read(collection: Collection, text: &str) -> bool {
    with_record_type(collection, IsRead(text))
}

/// The files of the real records.
static FILES: LazyLock<Vec<(Collection, String)>> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut files = Vec::new();
    for &collection in Collection::ALL {
        for entry in fs::read_dir(data.join(collection.name())).unwrap() {
            files.push((collection, fs::read_to_string(entry.unwrap().path()).unwrap()));
        }
    }
    files
});

#[test]
fn every_real_record_is_read() {
    for (collection, text) in FILES.iter() {
        assert!(is_read(*collection, text), "{text}");
    }
}

/// A record with each kind of value, and some values that are hardly ever given.
const MEASURE: &str = r#"{
  "$schema": "../schema/measure.schema.json",
  "id": "a-loan",
  "kind": "money",
  "label": "A loan, as \"some\" call it: C:\\loans\\",
  "what": "loan, -1e2 é",
  "quantity": {
    "value": -47.1,
    "upper": 100000,
    "unit": "us-dollar",
    "comparison": "about",
    "variants": [
      {
        "reading": {
          "value": 0,
          "unit": "us-dollar"
        },
        "citations": [
          {
            "source": "b",
            "section": "lead"
          }
        ],
        "status": "disputed",
        "reason": "Another number."
      }
    ]
  },
  "of": "events/a",
  "date": {
    "edtf": "1911-01-02",
    "calendar": "julian"
  },
  "summary": "A number.",
  "citations": [
    {
      "source": "a",
      "section": "\","
    },
    {
      "source": "b",
      "section": "c"
    }
  ]
}
"#;

const PLACE: &str = r#"{
  "$schema": "../schema/place.schema.json",
  "id": "sitka",
  "kind": "settlement",
  "label": "Sitka",
  "coordinates": {
    "latitude": 57.05,
    "longitude": -135.0
  },
  "summary": "Town on Baranof Island."
}
"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn of_a_changed_record_the_same_is_said(
        file in any::<Index>(),
        example in select(vec![None, None, Some((Collection::Measures, MEASURE)), Some((Collection::Places, PLACE))]),
        changes in prop::collection::vec(any_change(), 1..3),
        other in any::<Index>(),
    ) {
        let (collection, text) = example.unwrap_or_else(|| {
            let (collection, text) = file.get(&FILES);
            (*collection, text)
        });
        let text = changes.iter().fold(text.to_owned(), |text, change| applied(change, &text));
        is_read(collection, &text);
        // A record of another collection is none of this.
        is_read(*other.get(Collection::ALL), &text);
    }
}

#[test]
fn a_character_more_or_less_is_seen_at_every_place() {
    for (collection, text) in [(Collection::Measures, MEASURE), (Collection::Places, PLACE)] {
        assert!(is_read(collection, text));
        for (at, old) in text.char_indices() {
            let (before, rest) = text.split_at(at);
            is_read(collection, &format!("{before}{}", rest.strip_prefix(old).unwrap()));
            for new in [' ', '"', ',', '\\', '\n', '0', '}'] {
                is_read(collection, &format!("{before}{new}{rest}"));
            }
        }
    }
}

#[test]
fn every_value_and_every_line_is_tried_at_every_place() {
    for (collection, text) in [(Collection::Measures, MEASURE), (Collection::Places, PLACE)] {
        let lines: Vec<&str> = text.lines().collect();
        for (nth, line) in lines.iter().enumerate() {
            let indent = " ".repeat(line.len() - line.trim_start().len());
            let with = |new: String| {
                let lines = lines.iter().enumerate();
                lines
                    .map(|(n, line)| if n == nth { format!("{new}\n") } else { format!("{line}\n") })
                    .collect::<String>()
            };
            for new in LINES {
                is_read(collection, &with(format!("{indent}{new}\n{line}")));
            }
            let (key, value) = line.split_once(": ").map_or((indent.clone(), *line), |(k, v)| (format!("{k}: "), v));
            for new in VALUES {
                is_read(collection, &with(format!("{key}{new}{}", if value.ends_with(',') { "," } else { "" })));
            }
        }
    }
}

#[test]
fn what_is_left_out_must_not_be_written() {
    assert!(is_read(Collection::Measures, MEASURE));
    for (from, to) in [
        ("\"julian\"", "\"gregorian\""),
        ("\"about\"", "\"exactly\""),
        ("  \"summary\"", "  \"places\": [],\n  \"summary\""),
        ("-47.1", "-47.10"),
        ("100000", "1e5"),
        ("\n}\n", "\n}"),
    ] {
        assert!(!is_read(Collection::Measures, &MEASURE.replacen(from, to, 1)), "{to}");
    }
    assert!(!is_read(Collection::Places, &PLACE.replace("-135.0", "-135")));
    assert!(is_read(Collection::Places, &PLACE.replace("57.05", "57.0")));
    assert!(is_read(Collection::Measures, &MEASURE.replace("\"julian\"", "\"unstated\"")));
}

/// A type that takes any string and any list, so that nothing but the reader refuses.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Free {
    text: String,
    #[serde(default)]
    inner: Vec<String>,
    #[serde(default)]
    number: f64,
}

fn free(fields: &str) -> Option<Free> {
    read(&format!("{{\n  \"$schema\": \"a\",\n{fields}\n}}"), "a")
}

#[test]
fn the_reader_leaves_nothing_to_the_types() {
    let text = |text: &str| Free { text: text.to_owned(), inner: Vec::new(), number: 0.0 };
    assert_eq!(free(r#"  "text": """#), Some(text("")));
    assert_eq!(free(r#"  "text": "\t\n\"\\,\u0000""#), Some(text("\t\n\"\\,\0")));
    assert_eq!(
        free("  \"text\": \"a\",\n  \"inner\": [\n    \"\\\"\",\n    \"b\"\n  ],\n  \"number\": -0.0"),
        Some(Free { inner: vec!["\"".to_owned(), "b".to_owned()], number: -0.0, ..text("a") })
    );
    for fields in [
        "",
        "  ",
        "  \"text\": \"a\tb\"",
        "  \"text\": \"a\nb\"",
        "  \"text\": \"a",
        "  \"text\": \"a\",",
        "  \"text\": \"a\"\n}",
        r#"  "text": "\u0009""#,
        r#"  "text": "\b\/""#,
        r#"  "text": "\ud83d\ude00""#,
        "  \"inner\": [\n    \"b\"\n  ],\n  \"text\": \"a\"",
        "  \"text\": \"a\",\n  \"text\": \"a\"",
        "  \"text\": \"a\",\n  \"other\": \"a\"",
        "  \"text\": \"a\",\n  \"inner\": []",
        "  \"text\": \"a\",\n  \"inner\": [\n  ]",
        "  \"text\": \"a\",\n  \"inner\": [\n    \"b\",\n  ]",
        "  \"text\": \"a\",\n  \"inner\": [\n    \"b\"\n  }",
        "  \"text\": \"a\",\n  \"number\": 1",
        "  \"text\": \"a\",\n  \"number\": 1.00",
        "  \"text\": \"a\",\n  \"number\": 1e2",
        "  \"text\": \"a\",\n  \"number\": null",
    ] {
        assert_eq!(free(fields), None, "{fields}");
    }
}

#[test]
fn the_schema_is_named_once_and_by_its_link() {
    let is_read = |text: &str, link: &str| read::<Free>(text, link).is_some();
    let text = "{\n  \"$schema\": \"a\",\n  \"text\": \"a\"\n}";
    assert!(is_read(text, "a"));
    assert!(!is_read(text, "b"));
    assert!(!is_read(&format!("{text}\n"), "a"));
    assert!(!is_read(&text.replace("  \"$schema\": \"a\",\n", ""), "a"));
    assert!(!is_read(&text.replace("{\n", "{\n  \"$schema\": \"a\",\n"), "a"));
    assert_eq!(read::<Vec<String>>("[\n  \"a\"\n]", "a"), Some(vec!["a".to_owned()]));
    assert_eq!(read::<Vec<Free>>("[\n  {\n    \"$schema\": \"a\",\n    \"text\": \"a\"\n  }\n]", "a"), None);
}
