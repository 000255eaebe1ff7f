//! SARIF 2.1.0 (OASIS): what code scanning and editors read. The few structures that are needed, written out.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use usru_core::diagnostic::{Location, Severity};
use usru_core::rules;

use super::{Report, place};

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
struct Run {
    tool: Tool,
    #[serde(rename = "columnKind")]
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    level: &'static str,
    message: Message,
    locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
}

/// That the record itself allows the finding, and why.
#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

pub(super) fn write(report: Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    // Only the rules that are broken are described: a reader of the log needs no more.
    let allowed = || report.allowed.iter().map(|allowed| (&allowed.diagnostic, Some(allowed.reason.as_str())));
    let told = || report.diagnostics.iter().map(|diagnostic| (diagnostic, None)).chain(allowed());
    let broken: BTreeSet<&str> = told().map(|(diagnostic, _)| diagnostic.rule).collect();
    let rules = rules::all()
        .filter(|rule| broken.contains(rule.id))
        .map(|rule| Rule { id: rule.id, short_description: Message { text: rule.sentence.to_owned() } })
        .collect();
    let results = told().map(|(diagnostic, reason)| SarifResult {
        rule_id: diagnostic.rule,
        level: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: Message { text: format!("{}. {}", diagnostic.message, diagnostic.help) },
        locations: vec![location(&diagnostic.location, report.root, None)],
        related_locations: diagnostic
            .related
            .iter()
            .map(|related| location(&related.location, report.root, Some(&related.message)))
            .collect(),
        suppressions: reason
            .map(|reason| Suppression { kind: "inSource", justification: reason.to_owned() })
            .into_iter()
            .collect(),
    });
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: Driver { name: "usru", semantic_version: env!("CARGO_PKG_VERSION"), rules } },
            column_kind: "unicodeCodePoints",
            results: results.collect(),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn location(location: &Location, root: &str, message: Option<&str>) -> SarifLocation {
    let region = (location.line > 0).then_some(Region { start_line: location.line, start_column: location.column });
    SarifLocation {
        physical_location: Physical { artifact_location: Artifact { uri: uri(&place(location, root)) }, region },
        message: message.map(|text| Message { text: text.to_owned() }),
    }
}

/// A path as a URI reference: what RFC 3986 does not allow in a path is escaped byte by byte.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // A string takes whatever is written to it.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
