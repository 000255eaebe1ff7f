//! GitHub's workflow commands: `::error file=…,line=…::message`.

use std::io::{self, Write};

use usru_core::diagnostic::Severity;

use super::{Report, place};

pub(super) fn write(report: Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in report.diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(out, "::{command} file={}", property(&place(&diagnostic.location, report.root)))?;
        if diagnostic.location.line > 0 {
            write!(out, ",line={},col={}", diagnostic.location.line, diagnostic.location.column)?;
        }
        let message = format!("{}\n{}", diagnostic.message, diagnostic.help);
        writeln!(out, ",title={}::{}", property(diagnostic.rule), escaped(&message))?;
    }
    Ok(())
}

/// The text of a command, where a percent sign begins an escape and a line break would end the command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, where commas and colons separate.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
