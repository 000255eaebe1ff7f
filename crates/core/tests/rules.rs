//! Every rule proves by its own example that it bites, and that it does not bite too early.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod sample;

use std::fs;
use std::path::Path;

use usru_core::load::load;
use usru_core::rules::{self, Example};

use sample::{edited, replaced, told};

#[test]
fn each_rule_is_broken_by_its_example_and_by_nothing_else() {
    let mut faults = Vec::new();
    for rule in rules::all() {
        let Example::Edits { breaks, .. } = rule.example else { continue };
        let loaded = load(edited(breaks.edits));
        let broken: Vec<_> = loaded.diagnostics.iter().map(|d| d.rule).collect();
        if broken.is_empty() || broken.iter().any(|other| *other != rule.id) {
            faults.push(format!("{}: {}\n{}", rule.id, breaks.what, told(&loaded)));
        } else {
            insta::assert_snapshot!(rule.id, told(&loaded), breaks.what);
        }
    }
    assert!(faults.is_empty(), "examples that break no rule, or another one:\n{}", faults.join("\n"));
}

#[test]
fn each_near_miss_breaks_no_rule() {
    let mut faults = Vec::new();
    for rule in rules::all() {
        let Example::Edits { breaks, keeps } = rule.example else { continue };
        assert_ne!(breaks.what, keeps.what, "{}", rule.id);
        let told = told(&load(edited(keeps.edits)));
        if !told.is_empty() {
            faults.push(format!("{}: {}\n{told}", rule.id, keeps.what));
        }
    }
    assert!(faults.is_empty(), "near misses that break a rule:\n{}", faults.join("\n"));
}

#[test]
fn rules_that_no_record_can_break_name_a_test_that_is_there() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut elsewhere = 0;
    for rule in rules::all() {
        let Example::Elsewhere { test, .. } = rule.example else { continue };
        elsewhere += 1;
        let (file, name) = test.split_once(": ").unwrap();
        let text = fs::read_to_string(workspace.join(file)).unwrap();
        assert!(text.contains(&format!("fn {name}()")), "{}: there is no test {test}", rule.id);
    }
    assert_eq!(elsewhere, 2, "a rule that a record can break shows it with an edit");
}

const APPOINTMENT: &str = "appointments/anna-exempel-minister.json";

/// The day on which the envoy left, with another reading of it.
fn with_reading(edtf: &str, status: &str) -> String {
    let to = format!(
        r#""1815-04-30",
        "variants": [
          {{
            "reading": {{
              "edtf": "{edtf}"
            }},
            "citations": [
              {{
                "source": "chronicle",
                "section": "lead"
              }}
            ],
            "status": "{status}",
            "reason": "The lead says so."
          }}
        ]"#
    );
    told(&load(replaced(APPOINTMENT, "\"1815-04-30\"", &to)))
}

#[test]
fn a_variant_that_may_be_true_is_checked_in_the_place_of_what_it_varies() {
    // The envoy cannot have left before presenting the credentials, nor after dying.
    insta::assert_snapshot!("a_disputed_reading_out_of_order", with_reading("1810-10-04", "disputed"));
    insta::assert_snapshot!("an_imprecise_reading_out_of_order", with_reading("1809", "imprecise"));
    // What is known to be wrong may be impossible.
    assert_eq!(with_reading("1810-10-04", "rejected"), "");
    assert_eq!(with_reading("1810-10-04", "superseded"), "");
    assert_eq!(with_reading("1815-04-29", "disputed"), "");
}

#[test]
fn a_source_is_heard_as_a_whole() {
    let reading = |day: &str, section: &str| {
        format!(
            r#""{day}",
        "variants": [
          {{
            "reading": {{
              "edtf": "1812-10-02"
            }},
            "citations": [
              {{
                "source": "chronicle",
                "section": "{section}"
              }}
            ],
            "status": "disputed",
            "reason": "It dates both to one day."
          }}
        ]"#
        )
    };
    let told_of = |section: &str| {
        let files = sample::with("agreements/treaty-of-strelsau.json", |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            let text = text.replace("\"1812-09-15\"", &reading("1812-09-15", "lead"));
            text.replace("\"1812-10-01\"", &reading("1812-10-01", section)).into_bytes()
        });
        told(&load(files))
    };
    // The ratifications are exchanged after the treaty is in force, unless that is a day later too.
    assert_eq!(told_of("lead"), "");
    assert!(told_of("The Trade").contains("[steps-out-of-order] as this disputed reading has it, “in-force” is dated"));
}

#[test]
fn a_variant_is_held_against_the_records_that_refer_to_its_own() {
    let files = replaced(
        "people/clara-beispiel.json",
        "\"1861-10-02\"",
        r#""1861-10-02",
      "variants": [
        {
          "reading": {
            "edtf": "1816"
          },
          "citations": [
            {
              "source": "chronicle",
              "section": "lead"
            }
          ],
          "status": "disputed",
          "reason": "The lead says so."
        }
      ]"#,
    );
    insta::assert_snapshot!(told(&load(files)));
}

#[test]
fn a_fault_of_the_record_as_it_stands_is_not_told_again_at_its_variants() {
    let mut files = sample::with(APPOINTMENT, |bytes| {
        String::from_utf8(bytes)
            .unwrap()
            .replace("\"1810-08\"", "\"1810-12\"")
            .replace("\"status\": \"rejected\"", "\"status\": \"disputed\"")
            .into_bytes()
    });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let loaded = load(files);
    assert_eq!(loaded.diagnostics.len(), 1, "{}", told(&loaded));
}
