//! SARIF logs that between them have a finding of every rule that records can break.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::ensure;
use usru_core::load::load;
use usru_core::rules::{self, Example};
use usru_export::render::{Form, Report};

use super::sample;

/// Writes a log of each rule's own example into the folder.
pub(super) fn logs(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut logs = Vec::new();
    for rule in rules::all() {
        let Example::Edits { breaks, .. } = rule.example else { continue };
        let loaded = load(sample::edited(breaks.edits)?);
        ensure!(!loaded.diagnostics.is_empty(), "the example of the rule {} breaks nothing", rule.id);
        let report = Report {
            diagnostics: &loaded.diagnostics,
            allowed: &loaded.allowed,
            texts: &loaded.texts,
            files: loaded.files,
            root: "data",
            colour: false,
        };
        let path = folder.join(format!("{}.sarif", rule.id));
        report.write(Form::Sarif, &mut File::create(&path)?)?;
        logs.push(path);
    }
    Ok(logs)
}
