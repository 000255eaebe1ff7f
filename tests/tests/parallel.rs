//! Reading on many cores gives what reading file by file gives: the same records, the same findings in the same order.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

use usru_core::load::{Loaded, SourceFile, load};
use usru_export::folder::load_folder;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data")
}

/// Every file of the folder, the last first.
fn files(folder: &Path, prefix: &str) -> Vec<SourceFile> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            found.extend(files(&path, &format!("{name}/")));
        } else {
            found.push(SourceFile { path: name, bytes: fs::read(&path).unwrap() });
        }
    }
    found.sort_by(|a, b| b.path.cmp(&a.path));
    found
}

fn same(folder: &Path) -> Loaded {
    let one_by_one = load(files(folder, ""));
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let together = pool.install(|| load_folder(folder)).unwrap();
        assert_eq!(together.diagnostics, one_by_one.diagnostics, "{threads} threads");
        assert_eq!(together.texts, one_by_one.texts, "{threads} threads");
        assert_eq!(together.files, one_by_one.files, "{threads} threads");
        assert!(together.dataset == one_by_one.dataset, "{threads} threads");
    }
    one_by_one
}

#[test]
fn the_real_records_are_the_same_on_any_number_of_threads() {
    let loaded = same(&data());
    assert!(loaded.dataset.is_some() && loaded.files > 2000);
}

#[test]
fn faults_are_the_same_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let mut spoilt = 0;
    for (number, SourceFile { path, bytes }) in files(&data(), "").into_iter().enumerate() {
        let target = folder.path().join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let is_record = path.contains('/') && !path.starts_with("schema/");
        let text = String::from_utf8(bytes).unwrap();
        let text = match number % 23 {
            _ if !is_record => text,
            // Broken, of the wrong shape, not canonical, missing, under another name, with the wrong reference.
            1 => text.chars().take(text.len() / 3).collect(),
            4 => text.replacen("\"label\"", "\"lable\"", 1),
            7 => text.replace("  ", "\t"),
            10 => continue,
            13 => text.replacen("\"id\": \"", "\"id\": \"other-", 1),
            16 => text.replace("\"source\": \"", "\"source\": \"x"),
            19 => text.replace("\"edtf\": \"1", "\"edtf\": \"2"),
            _ => text,
        };
        spoilt += 1;
        fs::write(target, text).unwrap();
    }
    let loaded = same(folder.path());
    assert!(spoilt > 2000 && loaded.diagnostics.len() > 500, "{} findings", loaded.diagnostics.len());
    let rules: std::collections::BTreeSet<_> = loaded.diagnostics.iter().map(|d| d.rule).collect();
    for rule in ["json-syntax", "record-shape", "canonical-format", "file-name", "unresolved-reference"] {
        assert!(rules.contains(rule), "{rule} is not among {rules:?}");
    }
}
