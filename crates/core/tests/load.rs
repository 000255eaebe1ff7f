//! What is told of a folder with faults: every fault, at its place, and nothing that only follows from another.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use usru_core::load::{Loaded, SourceFile, load};

/// A sound little dataset, each file by its path.
fn small() -> Vec<SourceFile> {
    macro_rules! files {
        ($($path:literal),* $(,)?) => {
            vec![$( SourceFile {
                path: $path.to_owned(),
                bytes: include_bytes!(concat!("fixtures/small/", $path)).to_vec(),
            } ),*]
        };
    }
    files![
        "about.json",
        "appointments/anna-exempel-minister.json",
        "events/audience-of-1810.json",
        "people/anna-exempel.json",
        "places/strelsau.json",
        "polities/ruritania.json",
        "posts/legation-strelsau.json",
        "sources/chronicle.json",
    ]
}

/// The dataset with one file's bytes changed.
fn with(path: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Vec<SourceFile> {
    let mut files = small();
    let file = files.iter_mut().find(|file| file.path == path).unwrap();
    file.bytes = change(core::mem::take(&mut file.bytes));
    files
}

/// The dataset with a text in one file replaced, wherever it stands; it must stand there.
fn replaced(path: &str, from: &str, to: &str) -> Vec<SourceFile> {
    with(path, |bytes| {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(from), "{path} does not hold {from}");
        text.replace(from, to).into_bytes()
    })
}

fn told(loaded: &Loaded) -> String {
    let mut text = String::new();
    for d in &loaded.diagnostics {
        let at = |l: &usru_core::diagnostic::Location| format!("{}:{}:{}", l.file, l.line, l.column);
        writeln!(text, "{} [{}] {}\n  do: {}", at(&d.location), d.rule, d.message, d.help).unwrap();
        for related in &d.related {
            writeln!(text, "  see: {} {}", at(&related.location), related.message).unwrap();
        }
    }
    text
}

#[test]
fn a_sound_dataset_has_no_faults() {
    let loaded = load(small());
    assert_eq!(told(&loaded), "");
    assert_eq!(loaded.dataset.unwrap().records().count(), 7);
}

macro_rules! snapshots {
    ($( $name:ident: $files:expr; )*) => {
        /// Every case, for the test that no rule goes without one.
        fn cases() -> Vec<Loaded> {
            vec![$( load($files) ),*]
        }

        $(
            #[test]
            fn $name() {
                let loaded = load($files);
                assert!(!loaded.diagnostics.is_empty(), "the fault was not seen");
                insta::assert_snapshot!(told(&loaded));
            }
        )*
    };
}

const EVENT: &str = "events/audience-of-1810.json";
const PERSON: &str = "people/anna-exempel.json";
const APPOINTMENT: &str = "appointments/anna-exempel-minister.json";

snapshots! {
    unknown_field: replaced(EVENT, "\"label\"", "\"lable\"");
    null_and_wrong_types_are_all_told: with(EVENT, |_| br#"{
  "id": "audience-of-1810",
  "kind": "vist",
  "label": null,
  "date": "1810",
  "places": { "place": "strelsau" },
  "participants": [{ "person": "anna-exempel", "polity": "ruritania", "role": "Envoy" }],
  "summary": 7,
  "citations": [{ "source": "chronicle" }]
}
"#.to_vec());
    a_day_that_does_not_exist: replaced(EVENT, "1810-11-05", "1809-02-30");
    a_julian_leap_day_without_its_calendar: replaced(EVENT, "1810-11-05", "1800-02-29");
    not_edtf: replaced(EVENT, "1810-11-05", "5 November 1810");
    an_id_that_does_not_resolve: replaced(EVENT, "\"person\": \"anna-exempel\"", "\"person\": \"ana-exempel\"");
    a_record_that_refers_to_itself: replaced(EVENT, "appointments/anna-exempel-minister", "events/audience-of-1810");
    a_heading_given_twice: replaced("sources/chronicle.json", "\"heading\": \"Index\"", "\"heading\": \"lead\"");
    a_part_outside_its_whole: {
        let mut files = replaced(EVENT, "\"kind\": \"about\",\n      \"to\": \"appointments/anna-exempel-minister\"",
            "\"kind\": \"part-of\",\n      \"to\": \"events/war\"");
        let war = String::from_utf8(small().into_iter().find(|file| file.path == EVENT).unwrap().bytes).unwrap();
        let war = war.replace("\"id\": \"audience-of-1810\"", "\"id\": \"war\"").replace("1810-11-05", "1811/1812");
        files.push(SourceFile { path: "events/war.json".to_owned(), bytes: war.into_bytes() });
        files
    };
    an_id_of_another_collection: replaced(EVENT, "\"place\": \"strelsau\"", "\"place\": \"ruritania\"");
    a_misspelt_section: replaced(EVENT, "The Legation", "The Legations");
    a_section_left_out: replaced(EVENT, "The Legation", "Index");
    no_citation: replaced(PERSON, "  \"summary\": \"An envoy.\",\n  \"citations\": [\n    {\n      \"source\": \"chronicle\",\n      \"section\": \"The Legation\"\n    }\n  ]\n", "  \"summary\": \"An envoy.\"\n");
    a_section_that_nothing_cites: replaced("sources/chronicle.json", "\"omitted\": \"No statement.\"", "\"url\": \"https://example.org/\"");
    formatting: replaced(EVENT, "  \"label\"", "    \"label\"");
    not_utf8: with(EVENT, |mut bytes| { bytes[40] = 0xE9; bytes });
    byte_order_mark: with(EVENT, |bytes| [b"\xEF\xBB\xBF".to_vec(), bytes].concat());
    empty: with(EVENT, |_| Vec::new());
    truncated: with(EVENT, |mut bytes| { bytes.truncate(200); bytes });
    trailing_comma: replaced(EVENT, "\"section\": \"The Legation\"", "\"section\": \"The Legation\",");
    nested_too_deep: with(EVENT, |_| [b"[".repeat(10_000), b"]".repeat(10_000)].concat());
    lone_surrogate: replaced(EVENT, "Audience of 1810", "Audience \\ud800");
    not_an_object: with(EVENT, |_| b"[1, 2]\n".to_vec());
    duplicate_key: replaced(EVENT, "  \"kind\": \"visit\",", "  \"kind\": \"visit\",\n  \"kind\": \"visit\",");
    a_file_named_for_another_id: {
        let mut files = small();
        "events/audience.json".clone_into(&mut files.iter_mut().find(|file| file.path == EVENT).unwrap().path);
        files
    };
    a_folder_that_is_no_collection: {
        let mut files = small();
        files.push(SourceFile { path: "event/x.json".to_owned(), bytes: b"{}".to_vec() });
        files.push(SourceFile { path: "events/x.txt".to_owned(), bytes: b"x".to_vec() });
        files.push(SourceFile { path: "schema/evnt.schema.json".to_owned(), bytes: b"{}".to_vec() });
        files.push(SourceFile { path: "schema/event.schema.json".to_owned(), bytes: b"{}".to_vec() });
        files
    };
    no_title_page: small().into_iter().filter(|file| file.path != "about.json").collect();
    a_broken_record_does_not_break_those_that_refer_to_it: replaced(PERSON, "\"id\"", "\"idd\"");
    a_pair_of_styles_that_do_not_agree: replaced(APPOINTMENT, "1810-10-24", "1810-10-23");
    a_pair_in_one_calendar: replaced(APPOINTMENT, "\"calendar\": \"julian\"", "\"calendar\": \"gregorian\"");
    steps_out_of_order: replaced(APPOINTMENT, "1810-08", "1811-08");
    death_before_birth: replaced(PERSON, "1850~", "1750~");
    an_act_before_birth: replaced(PERSON, "1780-02-01", "1811");
    an_act_after_death: replaced(PERSON, "1850~", "1809");
    a_polity_before_its_time: replaced("polities/ruritania.json", "1650/1918", "1811/1918");
    a_polity_after_its_time: replaced("polities/ruritania.json", "1650/1918", "1650/1800");
    a_date_after_the_release: replaced(EVENT, "1810-11-05", "2001-11-05");
    a_season: replaced(EVENT, "1810-11-05", "1810-23");
    a_variant_that_says_the_same: replaced(APPOINTMENT, "\"rank\": \"consul\"", "\"rank\": \"minister\"");
    a_decomposed_accent: replaced(EVENT, "Audience of", "Audie\u{301}nce of");
    a_zero_width_space: replaced(EVENT, "Audience of", "Audience\u{200B} of");
    a_formula: replaced(EVENT, "Audience of", "=Audience of");
    a_formula_on_the_title_page: replaced("about.json", "A Small Dataset", "=A Small Dataset");
    two_scripts_in_a_word: replaced("places/strelsau.json", "Стрельзау", "Cтрельзау");
    unreferenced: small().into_iter().map(|mut file| {
        if file.path == "people/anna-exempel.json" {
            "people/anna-other.json".clone_into(&mut file.path);
            file.bytes = String::from_utf8(file.bytes).unwrap().replace("\"anna-exempel\"", "\"anna-other\"").into_bytes();
        }
        file
    }).collect();
}

/// Rules that are proven elsewhere, because they speak of the disk or of the data crate.
const ELSEWHERE: &[&str] = &[
    // crates/export/tests/cli.rs: what_cannot_be_read_is_told_and_the_rest_is_still_checked
    "unreadable-file",
    // xtask/src/codegen.rs: a_generated_file_is_fresh_only_if_it_is_the_same_bytes
    "embedded-data-out-of-date",
];

#[test]
fn every_rule_has_a_case_that_breaks_it() {
    let broken: BTreeSet<_> = cases().iter().flat_map(|loaded| &loaded.diagnostics).map(|d| d.rule).collect();
    for rule in usru_core::rules::all() {
        assert!(broken.contains(rule.id) || ELSEWHERE.contains(&rule.id), "no case breaks the rule {}", rule.id);
    }
}
