//! JSON: `{"errors": n, "warnings": n, "diagnostics": […], "allowed": […]}`, each diagnostic with the fields of the core's
//! type.

use std::io::{self, Write};

use serde::Serialize;
use usru_core::diagnostic::{Diagnostic, Severity};
use usru_core::load::Allowed;

use super::Report;

#[derive(Serialize)]
struct Document<'r> {
    root: &'r str,
    errors: usize,
    warnings: usize,
    diagnostics: &'r [Diagnostic],
    allowed: &'r [Allowed],
}

pub(super) fn write(report: Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let count = |severity| report.diagnostics.iter().filter(|d| d.severity == severity).count();
    let document = Document {
        root: report.root,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        diagnostics: report.diagnostics,
        allowed: report.allowed,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
