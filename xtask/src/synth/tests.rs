//! The invented world breaks no rule, and is the same for the same seed.

use std::collections::BTreeMap;

use usru_core::collection::Collection;
use usru_core::load::Loaded;
use usru_export::folder::load_folder;

use super::{Path, fs, make};

fn made<T>(records: usize, seed: u64, look: impl FnOnce(&Path) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path(), records, seed).unwrap();
    look(folder.path())
}

fn loaded(records: usize, seed: u64) -> Loaded {
    made(records, seed, |folder| load_folder(folder).unwrap())
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for collection in fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(collection.path()).unwrap().map(Result::unwrap) {
            files.insert(
                file.path().strip_prefix(folder).unwrap().display().to_string(),
                fs::read(file.path()).unwrap(),
            );
        }
    }
    files
}

/// Neither an error nor a warning, nor anything that a record had to allow.
fn is_clean(records: usize, seed: u64) {
    let loaded = loaded(records, seed);
    let told: Vec<_> =
        loaded.diagnostics.iter().map(|d| format!("{} {}: {}", d.rule, d.location.file, d.message)).collect();
    assert!(told.is_empty(), "{records} records of seed {seed}: {told:#?}");
    assert!(loaded.allowed.is_empty());
    let dataset = loaded.dataset.unwrap();
    assert_eq!(dataset.records().count(), records, "seed {seed}");
    for collection in Collection::ALL {
        assert!(dataset.len_of(*collection) > 0, "seed {seed} has no {collection}");
    }
}

#[test]
fn small_worlds_break_no_rule() {
    for seed in 1..=8 {
        is_clean(200, seed);
    }
    is_clean(100, 9);
    is_clean(2000, 10);
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_others() {
    let one = made(150, 1, files);
    assert!(one == made(150, 1, files), "the same seed");
    assert!(one != made(150, 2, files), "another seed");
}

#[test]
fn a_world_needs_some_records() {
    let folder = tempfile::tempdir().unwrap();
    assert!(make(folder.path(), 99, 1).unwrap_err().to_string().contains("too few"));
}
