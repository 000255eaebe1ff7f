//! Whether a corruption was told, and where.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;
use usru_core::diagnostic::{Diagnostic, Location, Severity};
use usru_core::load::{Loaded, Loader, SourceFile};

use super::corruption::{Corruption, Spot};
use super::world::World;

/// How near a finding comes to what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    /// Neither it nor what it shows beside is in a file that is wrong.
    Elsewhere,
    /// It, or what it shows beside, is in a file that is wrong.
    File,
    /// It, or what it shows beside, is on a line that is wrong.
    Line,
}

/// What came of a corruption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Verdict {
    /// How grave the gravest finding is that is not told of the sound records too; nothing if there is none.
    pub(crate) severity: Option<Severity>,
    /// The place of the finding that comes nearest.
    pub(crate) place: Place,
    /// The rules that saw it.
    pub(crate) rules: BTreeSet<&'static str>,
    /// The findings, each on one line.
    pub(crate) told: Vec<String>,
}

impl Verdict {
    pub(crate) fn is_caught(&self) -> bool {
        self.severity.is_some()
    }
}

/// How many files are read anew together, if one of them is spoilt.
const BATCH: usize = 32;

/// Validates spoilt folders.
///
/// The sound files are read once. A spoilt folder is put together of what came of reading them and of the spoilt files,
/// which are read anew; then all rules are applied to the whole. That is what comes of reading every file again, as
/// [`Loader`] promises.
pub(crate) struct Judge<'d> {
    batches: Vec<(Vec<SourceFile>, Loader)>,
    /// What is told of the sound records: their warnings.
    before: BTreeSet<Told<'d>>,
}

/// What makes two findings the same, wherever the lines have gone.
type Told<'t> = (&'t str, &'t str, &'t str);

impl<'d> Judge<'d> {
    pub(crate) fn new(world: &World<'_>, sound: &'d Loaded) -> Self {
        let files = world.all_files().map(|(path, text)| SourceFile { path: path.to_owned(), bytes: text.into() });
        let files: Vec<_> = files.collect();
        let batch = |files: &[SourceFile]| (files.to_vec(), read(Loader::new(), files.iter().cloned()));
        Self {
            batches: files.par_chunks(BATCH).map(batch).collect(),
            before: sound.diagnostics.iter().map(key).collect(),
        }
    }

    pub(crate) fn verdict(&self, corruption: &Corruption) -> Verdict {
        self.judge(&self.validate(corruption).diagnostics, corruption)
    }

    /// What comes of the spoilt folder.
    pub(super) fn validate(&self, corruption: &Corruption) -> Loaded {
        let is_spoilt = |file: &SourceFile| corruption.files.contains_key(&file.path);
        let parts = self.batches.iter().map(|(files, sound)| {
            if files.iter().any(is_spoilt) {
                read(Loader::new(), files.iter().filter(|file| !is_spoilt(file)).cloned())
            } else {
                sound.clone()
            }
        });
        let loader = Loader::join(parts.collect());
        let spoilt = corruption.files.iter();
        let spoilt = spoilt.filter_map(|(path, bytes)| Some(SourceFile { path: path.clone(), bytes: bytes.clone()? }));
        read(loader, spoilt).finish()
    }

    fn judge(&self, found: &[Diagnostic], corruption: &Corruption) -> Verdict {
        let new: Vec<_> = found.iter().filter(|one| !self.before.contains(&key(one))).collect();
        let places = || {
            new.iter().flat_map(|one| std::iter::once(&one.location).chain(one.related.iter().map(|it| &it.location)))
        };
        let nearness = |place: &Location| {
            let there = corruption.spots.iter().filter(|spot| spot.file == place.file);
            let on_line = |spot: &Spot| if spot.lines.contains(&place.line) { Place::Line } else { Place::File };
            there.map(on_line).max().unwrap_or(Place::Elsewhere)
        };
        Verdict {
            severity: new.iter().map(|one| one.severity).min(),
            place: places().map(nearness).max().unwrap_or(Place::Elsewhere),
            rules: new.iter().map(|one| one.rule).collect(),
            told: new
                .iter()
                .map(|one| format!("{}:{} [{}] {}", one.location.file, one.location.line, one.rule, one.message))
                .collect(),
        }
    }
}

fn key(one: &Diagnostic) -> Told<'_> {
    (one.rule, &one.location.file, &one.message)
}

fn read(mut loader: Loader, files: impl Iterator<Item = SourceFile>) -> Loader {
    for file in files {
        loader.add(file);
    }
    loader
}
