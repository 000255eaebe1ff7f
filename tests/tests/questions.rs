//! Questions to the real records, with the answers that a historian expects, and the gaps named.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use chrono::NaiveDate;
use usru_core::collection::Collection;
use usru_core::query::{Certainty, RecognitionState, RelationsOn, Side, Staffing, Standing, Status, parties};
use usru_core::statement::Rank;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn relations(text: &str) -> RelationsOn<'static> {
    usru_data::index().relations_on(day(text)).expect("the title page names two sides")
}

/// The ids of those who headed the missions in one direction.
fn heads<'r>(relations: &'r RelationsOn<'static>, direction: usize) -> Vec<&'r str> {
    relations.directions[direction].heads.iter().map(|head| head.appointment.person.as_str()).collect()
}

#[test]
fn on_1_july_1810_each_side_had_a_minister_with_the_other() {
    let relations = relations("1810-07-01");
    assert_eq!((relations.status, relations.certainty), (Status::Diplomatic, Certainty::Certain));
    let [to_russia, to_america] = &relations.directions;
    assert_eq!(heads(&relations, 0), ["john-quincy-adams"]);
    assert_eq!(heads(&relations, 1), ["fedor-pahlen"]);
    for (direction, rank, presented) in
        [(to_russia, Rank::MinisterPlenipotentiary, "1809-11-05"), (to_america, Rank::EnvoyExtraordinary, "1810-06-26")]
    {
        let head = &direction.heads[0];
        assert_eq!((head.rank, head.standing, head.certainty), (rank, Standing::Accredited, Certainty::Certain));
        assert_eq!(head.since.date.as_ref().unwrap().bounds().to_string(), presented);
        assert_eq!(direction.staffing, Staffing::Headed);
        assert_eq!(direction.missions[0].kind.unwrap().as_str(), "legation");
        assert!(direction.gaps.is_empty(), "{:?}", direction.gaps);
    }
    assert_eq!(
        to_america.recognition.ground.as_ref().unwrap().record.id(),
        "recognition-of-the-united-states-by-russia"
    );
    assert_eq!(to_russia.recognition.state, RecognitionState::Implied, "no record tells of the recognition of Russia");
}

#[test]
fn on_30_march_1867_the_records_do_not_tell_who_headed_the_american_legation() {
    let relations = relations("1867-03-30");
    assert_eq!(relations.status, Status::Diplomatic);
    let [to_russia, to_america] = &relations.directions;
    assert!(to_russia.heads.is_empty());
    assert_eq!(to_russia.staffing, Staffing::NotTold);
    let gap = &to_russia.gaps[0];
    for named in [
        "no record tells who headed",
        "between John Appleton (envoy extraordinary, left 8 June 1861)",
        "and Curtis Guild (ambassador, appointed 24 April 1911)",
    ] {
        assert!(gap.text.contains(named), "{named}: {}", gap.text);
    }
    assert_eq!(gap.records.len(), 3, "the legation and the two who are told of");

    assert_eq!(heads(&relations, 1), ["eduard-stoeckl"]);
    let stoeckl = &to_america.heads[0];
    assert_eq!(stoeckl.rank, Rank::EnvoyExtraordinary);
    assert!(stoeckl.end_not_told && stoeckl.certainty == Certainty::Possible);
    assert!(
        to_america.gaps.iter().any(|gap| gap.text.contains("no record tells when the appointment “Eduard Stoeckl"))
    );
}

#[test]
fn on_1_january_1900_the_treaty_of_1832_was_certainly_in_force() {
    let index = usru_data::index();
    let sides: Vec<_> = index.sides().iter().map(Side::ids).collect();
    let between: Vec<_> = index
        .agreements_in_force(day("1900-01-01"))
        .filter(|now| sides.iter().all(|side| parties(now.agreement).any(|party| side.contains(&party.as_str()))))
        .collect();
    let certain: Vec<_> = between.iter().filter(|now| now.certainty == Certainty::Certain).collect();
    let ids: Vec<_> = certain.iter().map(|now| now.agreement.id.as_str()).collect();
    assert_eq!(ids, ["treaty-of-commerce-of-1832"]);
    assert_eq!(certain[0].since.kind.as_str(), "ratifications-exchanged");
    assert_eq!(certain[0].until.unwrap().date.as_ref().unwrap().bounds().to_string(), "1913-01-01");
    // Of the others no record tells the end, and the answer says so.
    let open: Vec<_> = between.iter().filter(|now| now.end_not_told).map(|now| now.agreement.id.as_str()).collect();
    assert_eq!(
        open,
        [
            "convention-of-1824",
            "extradition-convention-of-1887",
            "neutral-rights-convention-of-1854",
            "treaty-of-cession-of-alaska"
        ]
    );
}

#[test]
fn the_sources_differ_on_the_day_of_the_recognition_of_1933() {
    let index = usru_data::index();
    let record = index.get(Collection::Events, "us-recognizes-soviet-union").unwrap();
    let readings = index.readings(record, "/date").unwrap();
    assert_eq!(readings.preferred, serde_json::json!({ "edtf": "1933-11-16" }));
    assert!(readings.citations.iter().any(|citation| citation.source.as_str() == "frus-soviet-union-1933-1939"
        || citation.source.as_str() == "has-rdcr-russia"));
    let chronology = readings.variants[0];
    assert_eq!(chronology.citations[0].source.as_str(), "state-department-chronology");
    assert_eq!(chronology.status.as_str(), "imprecise");
    assert!(chronology.reason.as_str().contains("ten minutes before midnight"));
    // What the chronology says of the same record, seen from the source.
    let said = index.said_by("state-department-chronology").iter();
    let against: Vec<_> = said.filter(|one| one.record == record && one.variant.is_some()).collect();
    assert!(against.iter().any(|one| one.path.to_string() == "/date/variants/0"), "{against:?}");
    assert_eq!(
        index.references_to(Collection::Posts, "embassy-moscow").iter().filter(|one| one.from == record).count(),
        1
    );
}

#[test]
fn relations_were_refused_begun_interrupted_and_taken_up_again() {
    for (text, status) in [
        ("1782-06-01", Status::Refused),
        ("1790-01-01", Status::NotTold),
        ("1805-01-01", Status::Recognized),
        ("1810-07-01", Status::Diplomatic),
        ("1917-06-01", Status::Diplomatic),
        ("1918-06-01", Status::Interrupted),
        ("1925-01-01", Status::Interrupted),
        ("1933-11-20", Status::Recognized),
        ("1950-01-01", Status::Diplomatic),
        ("1992-01-01", Status::Diplomatic),
        ("2024-01-01", Status::Diplomatic),
    ] {
        let relations = relations(text);
        assert_eq!(relations.status, status, "{text}");
        assert_eq!(relations.grounds.is_empty(), status == Status::NotTold, "{text}");
    }
}

#[test]
fn each_side_is_the_state_through_all_its_forms() {
    let [america, russia] = usru_data::index().sides() else { panic!("two sides") };
    assert_eq!(america.ids(), ["united-states"]);
    assert_eq!(
        russia.ids(),
        ["russian-empire", "russian-provisional-government", "russian-sfsr", "soviet-union", "russian-federation"]
    );
    let on = |text| russia.on(day(text)).unwrap().polity.id.as_str();
    assert_eq!(on("1917-06-01"), "russian-provisional-government");
    assert_eq!(on("1920-01-01"), "russian-sfsr");
    assert_eq!(on("1950-01-01"), "soviet-union", "and not the republic within it");
    assert_eq!(on("1992-01-01"), "russian-federation");
}

#[test]
fn no_two_certainly_hold_what_one_can_hold() {
    let index = usru_data::index();
    let mut on = day("1763-01-01");
    while on < day("2026-11-22") {
        let relations = index.relations_on(on).unwrap();
        for direction in &relations.directions {
            let heads: Vec<_> = direction
                .heads
                .iter()
                .filter(|head| head.certainty == Certainty::Certain && head.standing >= Standing::InPlace)
                .filter(|head| !head.rank.is_for_the_time_being())
                .map(|head| head.appointment.id.as_str())
                .collect();
            assert!(heads.len() <= 1, "{on}: {heads:?}");
        }
        on += chrono::Duration::days(97);
    }
}
