//! What is told of a folder with faults: every fault, at its place, and nothing that only follows from another.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod sample;

use usru_core::load::{SourceFile, load};

use sample::{files as small, replaced, told, with};

#[test]
fn a_sound_dataset_has_no_faults() {
    let loaded = load(small());
    assert_eq!(told(&loaded), "");
    assert_eq!(loaded.dataset.unwrap().records().count(), small().len() - 1);
}

macro_rules! snapshots {
    ($( $name:ident: $files:expr; )*) => {
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
    an_id_of_another_collection: replaced(EVENT, "\"place\": \"strelsau\"", "\"place\": \"ruritania\"");
    not_utf8: with(EVENT, |mut bytes| { bytes[40] = 0xE9; bytes });
    byte_order_mark: with(EVENT, |bytes| [b"\xEF\xBB\xBF".to_vec(), bytes].concat());
    empty: with(EVENT, |_| Vec::new());
    truncated: with(EVENT, |mut bytes| { bytes.truncate(200); bytes });
    nested_too_deep: with(EVENT, |_| [b"[".repeat(10_000), b"]".repeat(10_000)].concat());
    lone_surrogate: replaced(EVENT, "Audience of 1810", "Audience \\ud800");
    not_an_object: with(EVENT, |_| b"[1, 2]\n".to_vec());
    duplicate_key: replaced(EVENT, "  \"kind\": \"visit\",", "  \"kind\": \"visit\",\n  \"kind\": \"visit\",");
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
    a_pair_in_one_calendar: replaced(APPOINTMENT, "\"calendar\": \"julian\"", "\"calendar\": \"gregorian\"");
    an_act_before_birth: replaced(PERSON, "1780-02-01", "1811");
    a_polity_before_its_time: replaced("polities/graustark.json", "1700/1900", "1811/1900");
    a_formula_on_the_title_page: replaced("about.json", "A Small Dataset", "=A Small Dataset");
}
