//! Whether a corruption was told, and where.

use std::collections::BTreeSet;

use serde::Serialize;
use usru_core::diagnostic::{Diagnostic, Location, Severity};
use usru_core::load::{Loaded, SourceFile, load};

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

/// Validates spoilt folders.
pub(crate) struct Judge<'d> {
    files: Vec<SourceFile>,
    /// What is told of the sound records: their warnings.
    before: BTreeSet<Told<'d>>,
}

/// What makes two findings the same, wherever the lines have gone.
type Told<'t> = (&'t str, &'t str, &'t str);

impl<'d> Judge<'d> {
    pub(crate) fn new(world: &World<'_>, sound: &'d Loaded) -> Self {
        let files = world.all_files().map(|(path, text)| SourceFile { path: path.to_owned(), bytes: text.into() });
        Self { files: files.collect(), before: sound.diagnostics.iter().map(key).collect() }
    }

    pub(crate) fn verdict(&self, corruption: &Corruption) -> Verdict {
        let sound = self.files.iter().filter(|file| !corruption.files.contains_key(&file.path)).cloned();
        let spoilt = corruption.files.iter();
        let spoilt = spoilt.filter_map(|(path, bytes)| Some(SourceFile { path: path.clone(), bytes: bytes.clone()? }));
        self.judge(&load(sound.chain(spoilt).collect()).diagnostics, corruption)
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
