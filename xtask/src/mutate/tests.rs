//! The run on the sample dataset of the rules' examples, which is small enough for every day; and that the real records
//! have a place for every kind.

use std::path::Path;

use usru_core::load::{SourceFile, load};

use super::*;

fn sample() -> Loaded {
    load_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/core/tests/fixtures/small")).unwrap()
}

fn shown(report: &Report) -> String {
    let mut text = Vec::new();
    report.write(&mut text).unwrap();
    String::from_utf8(text).unwrap()
}

#[test]
fn each_kind_has_a_place_in_the_real_records() {
    let loaded = load_folder(&workspace::data()).unwrap();
    let world = World::new(&loaded).unwrap();
    let kinds: Vec<_> = catalogue::all().collect();
    let nowhere: Vec<_> = kinds
        .par_iter()
        .filter(|kind| (kind.make)(&world, &mut Draw::new(1, kind.id, 1)).is_empty())
        .map(|kind| kind.id)
        .collect();
    assert!(nowhere.is_empty(), "kinds without a place: {nowhere:?}");
}

#[test]
fn the_same_seed_spoils_the_same_and_all_that_is_spoilt_is_changed() {
    let loaded = sample();
    let world = World::new(&loaded).unwrap();
    let mut others = 0;
    for kind in catalogue::all() {
        let drawn = |seed| {
            let made = (kind.make)(&world, &mut Draw::new(seed, kind.id, 3));
            made.into_iter().map(|made| (made.what, made.files)).collect::<Vec<_>>()
        };
        let made = drawn(1);
        assert_eq!(made, drawn(1), "{}", kind.id);
        others += usize::from(made != drawn(2));
        for (what, files) in made {
            for (file, bytes) in files {
                assert_ne!(world.text(&file).map(str::as_bytes), bytes.as_deref(), "{}: {what}", kind.id);
            }
        }
    }
    assert!(others > 100, "another seed changes only {others} kinds");
}

#[test]
fn everything_is_caught_in_the_sample_on_the_right_line() {
    let kinds: Vec<_> = catalogue::all().collect();
    let report = mutate(&sample(), &kinds, 1, 1).unwrap();
    assert!(report.all_caught(), "{}", shown(&report));
    let applied = report.kinds.iter().filter(|of| !of.instances.is_empty()).count();
    assert!(applied > 150, "only {applied} kinds apply to the sample: {}", shown(&report));
}

#[test]
fn what_is_not_told_is_reported_as_having_got_away() {
    // No rule looks at what a summary says of a place: the run must say so, or it would prove nothing.
    const UNSEEN: Kind = Kind {
        id: "another-summary",
        sentence: "A summary says something else.",
        seen: catalogue::Seen::Always,
        make: |world, draw| {
            draw.at(&world.dataset.places, |_, place| {
                let file = format!("places/{}.json", place.id);
                world.draft().set(&file, &world::path(&["summary"]), "A place somewhere.").done()
            })
        },
    };
    let report = mutate(&sample(), &[&UNSEEN], 1, 2).unwrap();
    assert!(!report.all_caught());
    let text = shown(&report);
    assert!(text.contains("another-summary\t2\t0\t0\t0\t0\t"), "{text}");
    assert_eq!(text.matches("  another-summary: places/").count(), 2, "{text}");
    let mut json = Vec::new();
    report.write_json(&mut json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert!(json["kinds"][0]["instances"][0]["verdict"]["severity"].is_null());
}

#[test]
fn faulty_records_are_not_spoilt_further() {
    let mut loaded = sample();
    loaded.dataset = None;
    let told = mutate(&loaded, &[], 1, 1).unwrap_err().to_string();
    assert!(told.contains("cargo xtask validate"), "{told}");
}

#[test]
fn what_is_read_once_is_judged_as_if_all_were_read_again() {
    let loaded = sample();
    let world = World::new(&loaded).unwrap();
    let judge = Judge::new(&world, &loaded);
    // A kind of each family is enough, and takes little time.
    for kind in catalogue::all().step_by(7) {
        for corruption in (kind.make)(&world, &mut Draw::new(3, kind.id, 1)) {
            let mut files: Vec<_> =
                world.all_files().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
            files.retain(|(path, _)| !corruption.files.contains_key(path));
            files.extend(corruption.files.iter().filter_map(|(path, bytes)| Some((path.clone(), bytes.clone()?))));
            let files = files.into_iter().map(|(path, bytes)| SourceFile { path, bytes });
            let again = load(files.collect());
            let judged = judge.validate(&corruption);
            assert_eq!(judged.diagnostics, again.diagnostics, "{}", kind.id);
            assert_eq!(judged.dataset, again.dataset, "{}", kind.id);
        }
    }
}
