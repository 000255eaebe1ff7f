//! Questions to an invented dataset of two states, in which every answer is known.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::dataset::AnyRecord;
use usru_core::date::{Bounds, Calendar, HistoricalDate};
use usru_core::query::{Certainty, Force, Index, RecognitionState, Staffing, Standing, Status, Tenure, agreement_on};
use usru_core::record::{OfficeKind, Person};
use usru_core::statement::PostKind;

static DATASET: LazyLock<Dataset> =
    LazyLock::new(|| serde_json::from_str(include_str!("fixtures/two-states.json")).unwrap());
static INDEX: LazyLock<Index<'static>> = LazyLock::new(|| Index::new(&DATASET));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days(edtf: &str) -> Bounds {
    HistoricalDate::new(edtf, Calendar::Gregorian).unwrap().bounds()
}

fn told(tenures: &[Tenure<'_>]) -> Vec<String> {
    let one = |tenure: &Tenure<'_>| format!("{} {} {}", tenure.appointment.id, tenure.standing, tenure.certainty);
    tenures.iter().map(one).collect()
}

#[test]
fn records_are_found_by_their_ids() {
    assert_eq!(INDEX.record::<Person>("anna-exempel").unwrap().label.as_str(), "Anna Exempel");
    assert!(INDEX.record::<Person>("strelsau").is_none());
    assert_eq!(INDEX.named("strelsau").count(), 1);
    assert_eq!(INDEX.named("places/strelsau").count(), 1);
    assert_eq!(INDEX.named("people/strelsau").count(), 0);
    assert_eq!(INDEX.named("nowhere/strelsau").count(), 0);
    for record in DATASET.records() {
        assert_eq!(INDEX.get(record.collection(), record.id()), Some(record));
    }
}

#[test]
fn a_head_is_appointed_then_accredited_then_gone() {
    let on = |text| told(&INDEX.heads("legation-strelsau", day(text)));
    // Nominated is not yet appointed; appointed in August means some day of August.
    assert!(on("1810-07-31").is_empty());
    assert_eq!(on("1810-08-15"), ["exempel-minister appointed possible"]);
    // She arrived some day before she presented her credentials, so the lesser standing is told.
    assert_eq!(on("1810-10-01"), ["exempel-minister appointed certain"]);
    assert_eq!(on("1810-11-04"), ["exempel-minister appointed certain"]);
    assert_eq!(on("1810-11-05"), ["exempel-minister accredited certain"]);
    // Recalled some day of 1811, she stayed until she left.
    assert_eq!(on("1811-07-01"), ["exempel-minister accredited certain"]);
    assert_eq!(on("1812-01-01"), ["exempel-minister recalled certain"]);
    assert_eq!(on("1812-07-01"), ["exempel-minister recalled possible"]);
    assert_eq!(on("1812-12-31"), ["exempel-minister recalled possible"]);
}

#[test]
fn an_end_that_no_step_tells_is_bounded_by_the_next_and_by_death() {
    let on = |text| INDEX.heads("legation-strelsau", day(text));
    assert_eq!(told(&on("1813-01-01")), ["muster-charge in-place certain", "late-minister in-place possible"]);
    let later = on("1820-01-01");
    let muster = later.iter().find(|head| head.appointment.id.as_str() == "muster-charge").unwrap();
    assert!(muster.end_not_told && muster.certainty == Certainty::Possible);
    assert_eq!(muster.rank.as_str(), "charge-daffaires-ad-interim");
    // The next is in place at the latest from 1830; when she came is not told. Then he certainly is no longer.
    assert_eq!(told(&on("1840-01-01")), ["late-minister in-place certain"]);
    assert_eq!(on("1872-06-01").len(), 1, "closed some day of that year");
    assert!(on("1873-01-01").is_empty(), "closed, and when it opens again he does not come with it");
    assert!(on("1885-01-01").is_empty());
}

#[test]
fn two_do_not_hold_at_once_what_one_can_hold() {
    // The second ministry began by 1830, but not while she was minister for the first time.
    let on = |text| told(&INDEX.heads("legation-strelsau", day(text)));
    assert_eq!(on("1811-07-01").len(), 1);
    let kings = |text| told(&INDEX.holders("king-of-ruritania", day(text)));
    assert!(kings("1850-02-01").is_empty(), "elected, and not yet king");
    assert_eq!(kings("1850-03-01"), ["rudolf-v-king in-place certain"]);
    assert_eq!(kings("1860-01-01"), ["rudolf-v-king in-place possible"]);
    assert_eq!(kings("1867-01-01"), ["rudolf-vi-king in-place possible"]);
    assert_eq!(INDEX.holders("king-of-ruritania", day("1867-01-01"))[0].rank.as_str(), "acting");
    assert!(kings("1871-01-01").is_empty(), "the office had ended");
}

#[test]
fn the_kind_of_an_office_tells_whether_two_can_hold_it() {
    for kind in OfficeKind::ALL {
        let mut dataset = DATASET.clone();
        let mut office = dataset.offices.get("king-of-ruritania").unwrap().clone();
        office.kind = *kind;
        dataset.offices.insert(office);
        let holders = told(&Index::new(&dataset).holders("king-of-ruritania", day("1867-01-01")));
        assert!(holders.contains(&"rudolf-vi-king in-place possible".to_owned()), "{kind}: {holders:?}");
        assert_eq!(holders.len(), if kind.has_one_holder() { 1 } else { 2 }, "{kind}: {holders:?}");
    }
}

#[test]
fn an_office_that_nobody_is_told_to_have_held_is_named() {
    let [ruritania, graustark] = INDEX.sides() else { panic!("two sides") };
    let on = |text| INDEX.offices_on(ruritania, day(text));
    assert_eq!(told(&on("1850-03-01").offices[0].holders), ["rudolf-v-king in-place certain"]);
    assert!(on("1850-03-01").gaps.is_empty());
    let before = on("1800-01-01");
    assert!(before.offices[0].holders.is_empty());
    assert_eq!(
        before.gaps[0].text,
        "no record tells who was head of state of “Kingdom of Ruritania” on this day: before Rudolf V (elected 1 January \
         1850) the records have nobody"
    );
    // The office ended with the kingdom. Of the republic and of Graustark the records have no office, so none is missed.
    let later = on("1890-01-01");
    assert!(later.offices.is_empty() && later.gaps.is_empty());
    assert!(INDEX.offices_on(graustark, day("1890-01-01")).gaps.is_empty());
}

#[test]
fn a_post_has_a_life() {
    let post = DATASET.posts.get("legation-strelsau").unwrap();
    let on = |text: &str| {
        INDEX.post_on(post, day(text)).map(|now| format!("{} {} {}", now.state, now.kind.unwrap(), now.certainty))
    };
    assert_eq!(on("1810-07-13"), None);
    assert_eq!(on("1810-07-14").unwrap(), "open legation certain");
    assert_eq!(on("1870-05-01").unwrap(), "interrupted legation certain");
    assert_eq!(on("1872-06-01").unwrap(), "interrupted legation possible");
    assert_eq!(on("1875-06-01"), None);
    // The receiving state's time goes on, and so does the embassy.
    assert_eq!(on("1950-01-01").unwrap(), "open embassy certain");
}

#[test]
fn an_agreement_is_in_force_from_its_beginning_to_its_end() {
    let on = |id: &str, text: &str| {
        let now = agreement_on(DATASET.agreements.get(id).unwrap(), day(text))?;
        Some((now.since.kind.as_str(), now.force, now.certainty))
    };
    assert_eq!(on("treaty-of-strelsau", "1815-05-31"), None);
    assert_eq!(
        on("treaty-of-strelsau", "1815-06-01"),
        Some(("ratifications-exchanged", Force::InForce, Certainty::Certain))
    );
    assert_eq!(
        on("treaty-of-strelsau", "1865-01-01"),
        Some(("ratifications-exchanged", Force::Suspended, Certainty::Certain))
    );
    assert_eq!(
        on("treaty-of-strelsau", "1869-12-31"),
        Some(("ratifications-exchanged", Force::Suspended, Certainty::Possible))
    );
    assert_eq!(on("treaty-of-strelsau", "1870-01-01"), None);
    // Notes need no ratification; no record tells of their end.
    assert_eq!(on("exchange-of-notes-1820", "1820-02-02"), Some(("signed", Force::InForce, Certainty::Possible)));
    assert_eq!(on("unratified-convention", "1830-01-01"), None);
    assert_eq!(on("half-ratified-convention", "1830-01-01"), Some(("ratified", Force::InForce, Certainty::Possible)));
    assert_eq!(on("grain-contract", "1830-01-01"), Some(("signed", Force::CarriedOut, Certainty::Possible)));
    let ids: Vec<_> = INDEX.agreements_in_force(day("1830-01-01")).map(|now| now.agreement.id.as_str()).collect();
    assert_eq!(ids, ["exchange-of-notes-1820", "half-ratified-convention", "treaty-of-strelsau"]);
}

#[test]
fn a_side_is_a_line_of_polities() {
    let [ruritania, graustark] = INDEX.sides() else { panic!("two sides") };
    assert_eq!(ruritania.ids(), ["kingdom-of-ruritania", "ruritanian-republic"], "and not Hentzau");
    assert_eq!(graustark.ids(), ["graustark"]);
    let on = |text| ruritania.on(day(text)).map(|now| (now.polity.id.as_str(), now.certainty));
    assert_eq!(on("1869-01-01"), Some(("kingdom-of-ruritania", Certainty::Certain)));
    // On the day of the change both exist: the later one is the side's.
    assert_eq!(on("1870-05-01"), Some(("ruritanian-republic", Certainty::Certain)));
    assert_eq!(on("1650-07-01"), Some(("kingdom-of-ruritania", Certainty::Possible)));
    assert_eq!(on("1640-01-01"), None);
}

#[test]
fn the_state_of_relations_changes_with_what_the_records_tell() {
    let on = |text| INDEX.relations_on(day(text)).unwrap();
    let status = |text| (on(text).status, on(text).certainty);
    assert_eq!(status("1809-06-01").0, Status::NotTold);
    assert_eq!(status("1809-12-15"), (Status::Recognized, Certainty::Possible));
    assert_eq!(status("1810-01-01"), (Status::Recognized, Certainty::Certain));
    assert_eq!(status("1811-01-01"), (Status::Diplomatic, Certainty::Certain));
    assert_eq!(status("1816-04-02"), (Status::Diplomatic, Certainty::Certain), "the breach is denied");
    assert_eq!(status("1871-01-01"), (Status::Interrupted, Certainty::Certain));
    assert_eq!(status("1879-06-01"), (Status::Interrupted, Certainty::Certain));
    assert_eq!(status("1879-12-31"), (Status::Recognized, Certainty::Certain));
    assert_eq!(status("1890-01-01"), (Status::Diplomatic, Certainty::Certain));
    assert_eq!(status("1900-04-01"), (Status::Severed, Certainty::Certain));
    assert_eq!(on("1900-04-01").grounds[0].record.id(), "breach-of-1900");
}

#[test]
fn each_direction_is_told_apart_and_gaps_are_named() {
    let relations = INDEX.relations_on(day("1811-02-01")).unwrap();
    let [from_ruritania, from_graustark] = &relations.directions;
    assert_eq!(from_graustark.recognition.state, RecognitionState::Recognized);
    assert_eq!(from_graustark.staffing, Staffing::Headed);
    assert_eq!(from_graustark.missions[0].kind, Some(PostKind::Legation));
    assert_eq!(from_graustark.heads[0].standing, Standing::Accredited);
    assert!(from_graustark.gaps.is_empty());
    // Ruritania received her, and so recognized Graustark; of a mission of its own no record tells.
    assert_eq!(from_ruritania.recognition.state, RecognitionState::Implied);
    assert_eq!(from_ruritania.recognition.ground.as_ref().unwrap().path.to_string(), "/steps/3");
    assert_eq!(from_ruritania.staffing, Staffing::NoMission);
    assert_eq!(from_ruritania.gaps.len(), 1, "{:?}", from_ruritania.gaps);

    let later = INDEX.relations_on(day("1890-08-01")).unwrap();
    assert_eq!(later.directions[1].staffing, Staffing::NotTold);
    let gap = &later.directions[1].gaps[0];
    assert!(gap.text.contains("no record tells who headed “Legation at Strelsau”"), "{}", gap.text);
    assert!(gap.text.contains("after Anna Exempel (minister, died 1850)"), "{}", gap.text);

    let refused = INDEX.relations_on(day("1875-01-01")).unwrap();
    assert_eq!(refused.directions[1].recognition.state, RecognitionState::Refused);
    assert_eq!(refused.events.iter().map(|event| event.id()).collect::<Vec<_>>(), ["non-recognition"]);
}

#[test]
fn what_is_dated_is_found_by_time_person_and_place() {
    let within = |edtf| {
        let found = INDEX.events_within(days(edtf));
        found.map(|when| format!("{} {}", when.what.record.id(), when.certainty)).collect::<Vec<_>>()
    };
    assert_eq!(within("1811-02-10"), ["ball-of-1811 possible"]);
    assert_eq!(within("1811-02"), ["ball-of-1811 certain"]);
    assert_eq!(within("1875"), ["non-recognition certain"]);
    assert!(within("1805").is_empty());
    let certain = INDEX.within(days("1810-11-05")).filter(|when| when.certainty == Certainty::Certain);
    let steps: Vec<_> = certain.filter_map(|when| when.what.step).collect();
    assert_eq!(steps, [(3, "credentials-presented")]);

    let of_anna: Vec<_> = INDEX.involving(Collection::People, "anna-exempel").map(AnyRecord::id).collect();
    assert_eq!(of_anna, ["exempel-minister", "late-minister", "ball-of-1811"]);
    let in_ruritania: Vec<_> = INDEX.at_place("ruritania").iter().map(|one| one.id()).collect();
    assert_eq!(in_ruritania, ["strelsau", "legation-strelsau", "ball-of-1811"]);
}

#[test]
fn what_a_source_says_and_all_readings_of_a_statement() {
    let said = INDEX.said_by("gazette");
    let paths: Vec<_> = said.iter().map(|one| format!("{}{}", one.record, one.path)).collect();
    assert_eq!(paths, ["appointments/exempel-minister/rank/variants/0", "events/recognition-of-1809/date/variants/0"]);
    assert!(said.iter().all(|one| one.variant.is_some()));
    assert!(INDEX.said_by("chronicle").iter().all(|one| one.variant.is_none()));

    let record = INDEX.get(Collection::Events, "recognition-of-1809").unwrap();
    let readings = INDEX.readings(record, "/date").unwrap();
    assert_eq!(readings.preferred, serde_json::json!({ "edtf": "1809-12" }));
    assert_eq!(readings.citations[0].source.as_str(), "chronicle", "the record's, for the date has none of its own");
    assert_eq!(readings.variants.len(), 1);
    assert_eq!(readings.variants[0].reason.as_str(), "The month of the letter.");
    assert!(INDEX.readings(record, "/label").is_none(), "a label is no statement");
    assert!(INDEX.readings(record, "/nothing").is_none());
}

#[test]
fn words_find_records_in_any_script() {
    let found = |query| INDEX.search(query).iter().map(|hit| hit.record.id()).collect::<Vec<_>>();
    assert_eq!(found("СТРЕЛЬЗАУ"), ["strelsau"]);
    assert_eq!(found("strels")[0], "strelsau", "what bears the name stands first");
    assert_eq!(found("exempel anna")[0], "anna-exempel");
    assert!(found("").is_empty() && found("  ").is_empty());
    assert!(found("zenda").is_empty());
}

proptest! {
    /// However the day falls, no question panics, certain answers stand first, and nobody is in two states at once.
    #[test]
    fn any_day_can_be_asked_for(offset in 0_i64..160_000) {
        let day = day("1600-01-01") + chrono::Duration::days(offset);
        let relations = INDEX.relations_on(day).unwrap();
        prop_assert_eq!(relations.day, day);
        for direction in &relations.directions {
            prop_assert!(direction.heads.is_sorted_by_key(|head| head.certainty));
            let certain = direction.heads.iter().filter(|head| head.certainty == Certainty::Certain).count();
            prop_assert!(certain <= 1, "two heads on {}: {:?}", day, told(&direction.heads));
        }
        prop_assert!(INDEX.holders("king-of-ruritania", day).len() <= 1);
    }
}
