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

use usru_core::date::{Calendar, HistoricalDate};
use usru_core::load::load;
use usru_core::rules::{self, Edit, Example};

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
fn a_tenure_without_an_end_is_certain_for_no_longer_than_the_first_possible_day() {
    const BORIS: &str = "appointments/boris-muster-foreign-minister.json";
    const CLARA: &str = "appointments/clara-beispiel-minister.json";
    let resigned =
        ",\n    {\n      \"kind\": \"resigned\",\n      \"date\": {\n        \"edtf\": \"1816-08-21\"\n      }\n    }";
    let change = |file, from, to| Edit::Replace { file, from, to };
    let told_if_he_took_office = |day| {
        told(&load(edited(&[
            change(BORIS, "1805-01-10", day),
            change(BORIS, resigned, ""),
            change(CLARA, "\"post\": \"legation-strelsau\"", "\"office\": \"foreign-minister-of-ruritania\""),
            change(CLARA, "\"rank\": \"minister\"", "\"rank\": \"holder\""),
            change(CLARA, "credentials-presented", "took-office"),
        ])))
    };
    // She held the office from 1815 to 1819. He may have taken it on any day of the 1810s, and left it on the next.
    assert_eq!(told_if_he_took_office("181X"), "");
    assert!(told_if_he_took_office("1817").contains("[two-holders-of-one-office]"));
}

#[test]
fn a_date_that_begins_as_a_formula_does_is_told_wherever_it_stands() {
    let told_of = |to: &str| told(&load(replaced(APPOINTMENT, "\"1815-04-30\"", to)));
    // No export carries it, so it does not help that it is known to be wrong.
    let rejected = with_reading("-0005", "rejected");
    assert!(rejected.contains("[spreadsheet-formula] the date -0005 begins with “-”"), "{rejected}");
    for edtf in ["-0005", "-0005/1815-04-30"] {
        let told = told_of(&format!("\"{edtf}\""));
        assert!(told.contains("[spreadsheet-formula]"), "{told}");
    }
    let dual = told_of(
        "\"1815-04-30\",\n        \"dual\": {\n          \"edtf\": \"-0005\",\n          \"calendar\": \"julian\"\n        }",
    );
    assert!(dual.contains("[spreadsheet-formula]"), "{dual}");
    let released = told(&load(replaced("about.json", "\"2000-01-01\"", "\"-0005\"")));
    assert!(released.contains("about.json:8:13 [spreadsheet-formula]"), "{released}");
    // What the message advises means the same and is none.
    let advised = told(&load(replaced("about.json", "\"2000-01-01\"", "\"[-0005]\"")));
    assert!(!advised.contains("[spreadsheet-formula]"), "{advised}");
    let [plain, set] = ["-0005", "[-0005]"].map(|edtf| HistoricalDate::new(edtf, Calendar::Julian).unwrap().span());
    assert_eq!(plain, set);
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

/// The second appointment with an allowance behind its summary.
fn allowing(allowance: &str) -> Vec<usru_core::load::SourceFile> {
    let summary = "\"summary\": \"She was the second.\",";
    let mut files = replaced("people/clara-beispiel.json", "1861-10-02", "1819-10");
    let file = files.iter_mut().find(|file| file.path == "appointments/clara-beispiel-minister.json").unwrap();
    let text = String::from_utf8(core::mem::take(&mut file.bytes)).unwrap();
    assert!(text.contains(summary));
    let allowed = format!("{summary}\n  \"allowances\": [\n{allowance}\n  ],");
    file.bytes = text.replace(summary, &allowed).into_bytes();
    files
}

#[test]
fn what_is_allowed_is_kept_with_its_reason() {
    let loaded = load(allowing(
        "    {\n      \"rule\": \"act-outside-life\",\n      \"with\": \"people/clara-beispiel\",\n      \"reason\": \"By proxy.\"\n    }",
    ));
    assert_eq!(told(&loaded), "");
    let [allowed] = loaded.allowed.as_slice() else { panic!("{:?}", loaded.allowed) };
    assert_eq!((allowed.diagnostic.rule, allowed.reason.as_str()), ("act-outside-life", "By proxy."));
}

#[test]
fn an_allowance_covers_one_finding_and_only_with_the_record_that_it_names() {
    let unnamed = "    {\n      \"rule\": \"act-outside-life\",\n      \"reason\": \"By proxy.\"\n    }";
    insta::assert_snapshot!(told(&load(allowing(unnamed))));
    let misspelt = unnamed.replace("act-outside-life", "act-outside-live");
    insta::assert_snapshot!(told(&load(allowing(&misspelt))));
}

#[test]
fn an_allowance_is_not_stale_while_a_file_cannot_be_read() {
    let mut files = allowing(
        "    {\n      \"rule\": \"act-outside-life\",\n      \"with\": \"people/clara-beispiel\",\n      \"reason\": \"By proxy.\"\n    }",
    );
    let person = files.iter_mut().find(|file| file.path == "people/clara-beispiel.json").unwrap();
    person.bytes.truncate(30);
    let rules: Vec<_> = load(files).diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    assert_eq!(rules, ["json-syntax"]);
}
