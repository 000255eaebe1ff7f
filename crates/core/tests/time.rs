//! The rules of time, beyond their examples: both sides of a clash, gaps, chains, and what is exempt.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod sample;

use usru_core::load::{SourceFile, load};
use usru_core::rules::Edit;

use sample::{edited, told};

const ANNA: &str = "appointments/anna-exempel-minister.json";
const BORIS: &str = "appointments/boris-muster-foreign-minister.json";
const CLARA: &str = "appointments/clara-beispiel-minister.json";
const POST: &str = "posts/legation-strelsau.json";
const TREATY: &str = "agreements/treaty-of-strelsau.json";
const BATTLE: &str = "events/battle-of-the-ford.json";

const fn replace(file: &'static str, from: &'static str, to: &'static str) -> Edit {
    Edit::Replace { file, from, to }
}

fn found(edits: &[Edit]) -> String {
    told(&load(edited(edits)))
}

/// The rules that were broken, in the order of the places.
fn broken(files: Vec<SourceFile>) -> Vec<&'static str> {
    load(files).diagnostics.iter().map(|d| d.rule).collect()
}

#[test]
fn a_post_has_no_head_while_it_is_closed() {
    let gap = replace(
        POST,
        "    {\n      \"kind\": \"closed\",",
        "    {\n      \"kind\": \"closed\",\n      \"date\": {\n        \"edtf\": \"1815-05\"\n      }\n    },\n    {\n      \
         \"kind\": \"reopened\",\n      \"date\": {\n        \"edtf\": \"1815-09\"\n      }\n    },\n    {\n      \"kind\": \
         \"closed\",",
    );
    insta::assert_snapshot!(found(&[gap]));
    assert_eq!(found(&[gap, replace(CLARA, "1815-07-19", "1815-09")]), "");
}

#[test]
fn a_chargé_ad_interim_is_no_head_and_an_accredited_one_is() {
    let overlap = |rank: &'static str| {
        let rank: &'static str = Box::leak(format!("\"rank\": \"{rank}\"").into_boxed_str());
        broken(edited(&[
            replace(CLARA, "\"1815-05-02\"", "\"1814-05-02\""),
            replace(CLARA, "\"1815-07-19\"", "\"1814-07-19\""),
            replace(CLARA, "\"rank\": \"minister\"", rank),
        ]))
    };
    assert_eq!(overlap("charge-daffaires"), ["two-heads-of-one-post"]);
    for rank in ["charge-daffaires-ad-interim", "secretary"] {
        assert!(overlap(rank).is_empty(), "{rank}");
    }
    assert_eq!(overlap("consul"), ["rank-unusual-at-post"]);
}

#[test]
fn one_person_in_two_ranks_is_one_head() {
    let edits = [
        replace(CLARA, "\"person\": \"clara-beispiel\"", "\"person\": \"anna-exempel\""),
        replace(CLARA, "\"1815-05-02\"", "\"1814-05-02\""),
        replace(CLARA, "\"1815-07-19\"", "\"1814-07-19\""),
        replace(
            "events/audience-of-1810.json",
            "otto-the-elder\",\n      \"role\": \"commemorated",
            "clara-beispiel\",\n      \"role\": \"guest",
        ),
        replace("places/strelsau.json", "\"summary\": \"The capital.\"", "\"summary\": \"The capital of Otto.\""),
    ];
    assert_eq!(broken(edited(&edits)), ["unreferenced-record"], "only the king is out of use");
}

#[test]
fn a_reading_by_which_two_were_in_place_is_told_at_the_reading() {
    // The one whose dates vary began earlier, so that without the variant the other would tell.
    let reading = "\"1815-04-30\",\n        \"variants\": [\n          {\n            \"reading\": {\n              \"edtf\": \
                   \"1816\"\n            },\n            \"citations\": [\n              {\n                \"source\": \
                   \"chronicle\",\n                \"section\": \"lead\"\n              }\n            ],\n            \
                   \"status\": \"disputed\",\n            \"reason\": \"The lead says so.\"\n          }\n        ]";
    insta::assert_snapshot!(found(&[replace(ANNA, "\"1815-04-30\"", reading)]));
}

#[test]
fn an_agreement_of_two_sides_waits_for_both() {
    // The second ratification stands behind the exchange; nobody knows when it was.
    let late = [
        replace(
            TREATY,
            "    {\n      \"kind\": \"ratified\",\n      \"party\": \"ruritania\",\n      \"date\": {\n        \"edtf\": \
             \"1812-07-02\"\n      }\n    },\n",
            "",
        ),
        replace(
            TREATY,
            "    {\n      \"kind\": \"in-force\",",
            "    {\n      \"kind\": \"ratified\",\n      \"party\": \"ruritania\"\n    },\n    {\n      \"kind\": \"in-force\",",
        ),
    ];
    insta::assert_snapshot!(found(&late));
    // With a third party, one of them may come later.
    let third = replace(
        TREATY,
        "    {\n      \"polity\": \"graustark\",\n      \"role\": \"party\"\n    },\n",
        "    {\n      \"polity\": \"graustark\",\n      \"role\": \"party\"\n    },\n    {\n      \"organization\": \
         \"northern-company\",\n      \"role\": \"party\"\n    },\n",
    );
    assert_eq!(found(&[late[0], late[1], third]), "");
}

#[test]
fn the_order_of_the_list_yields_to_the_dates() {
    // The list has the resignation first, but the dates are clear: that is another fault.
    let edits = [
        replace(BORIS, "\"took-office\"", "\"resigned\""),
        replace(
            BORIS,
            "\"kind\": \"resigned\",\n      \"date\": {\n        \"edtf\": \"1816-08-21\"",
            "\"kind\": \"took-office\",\n      \"date\": {\n        \"edtf\": \"1804\"",
        ),
    ];
    assert_eq!(broken(edited(&edits)), ["steps-out-of-order"]);
}

#[test]
fn a_longer_ring_is_told_once() {
    let link = |to: &str| -> &'static str {
        let text = format!(
            "\"links\": [\n    {{\n      \"kind\": \"follows\",\n      \"to\": \"{to}\"\n    }}\n  ],\n  \"citations\""
        );
        Box::leak(text.into_boxed_str())
    };
    let edits = [
        replace(BATTLE, "\"part-of\"", "\"follows\""),
        replace("events/war-of-1813.json", "\"citations\"", link("events/voyage-of-1806")),
        replace("events/voyage-of-1806.json", "\"citations\"", link("events/battle-of-the-ford")),
        // All three in one year, so that nothing but the ring is wrong.
        replace(BATTLE, "1814-05-03", "1806"),
        replace("events/war-of-1813.json", "1813-04/1814-10", "1806"),
    ];
    insta::assert_snapshot!(found(&edits));
}

#[test]
fn what_is_known_not_to_have_been_may_be_impossible_and_limits_nothing() {
    let doubt = "\"doubt\": {\n    \"status\": \"rejected\",\n    \"reason\": \"The author made it up.\"\n  },\n  \"citations\"";
    // A battle after the war of which it is a part: invented.
    let late = replace(BATTLE, "1814-05-03", "1901");
    assert_eq!(broken(edited(&[late])).len(), 2);
    assert_eq!(found(&[late, replace(BATTLE, "\"citations\"", doubt)]), "");
    // An invented war limits no battle.
    let early = replace("events/war-of-1813.json", "1813-04/1814-10", "1815/1816");
    assert_eq!(broken(edited(&[early])), ["part-outside-whole"]);
    assert_eq!(found(&[early, replace("events/war-of-1813.json", "\"citations\"", doubt)]), "");
}
