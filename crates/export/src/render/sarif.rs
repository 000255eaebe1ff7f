//! SARIF 2.1.0 (OASIS): what code scanning and editors read. The few structures that are needed, written out.
//!
//! `cargo xtask conformance` holds a log with a finding of every rule against the schema of the standard.

use std::collections::{BTreeMap, BTreeSet};
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
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

/// Findings are no failure of the run: it has done what it was asked.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

/// What relative addresses are relative to: it is named, and where it lies is known to whoever reads the log.
#[derive(Serialize)]
struct Base {
    description: Message,
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
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    /// The place of the rule in the list of the driver.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
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
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    #[serde(flatten)]
    end: Option<End>,
}

/// The first place behind the spot.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct End {
    end_line: usize,
    end_column: usize,
}

/// The name by which code scanning knows the folder that was checked out.
const BASE: &str = "%SRCROOT%";

pub(super) fn write(report: Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    // Only the rules that are broken are described: a reader of the log needs no more.
    let allowed = || report.allowed.iter().map(|allowed| (&allowed.diagnostic, Some(allowed.reason.as_str())));
    let told = || report.diagnostics.iter().map(|diagnostic| (diagnostic, None)).chain(allowed());
    let broken: BTreeSet<&str> = told().map(|(diagnostic, _)| diagnostic.rule).collect();
    let rules: Vec<_> = rules::all().filter(|rule| broken.contains(rule.id)).collect();
    let results = told().map(|(diagnostic, reason)| SarifResult {
        rule_id: diagnostic.rule,
        rule_index: rules.iter().position(|rule| rule.id == diagnostic.rule),
        level: level(diagnostic.severity),
        message: message(format!("{}. {}", diagnostic.message, capitalized(&diagnostic.help))),
        locations: vec![location(&diagnostic.location, report, None)],
        related_locations: diagnostic
            .related
            .iter()
            .map(|related| location(&related.location, report, Some(&related.message)))
            .collect(),
        suppressions: reason
            .map(|reason| Suppression { kind: "inSource", justification: reason.to_owned() })
            .into_iter()
            .collect(),
    });
    let results = results.collect();
    let base = Base { description: message("The folder in which the command was run.") };
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "usru",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.into_iter().map(described).collect(),
                },
            },
            invocations: [Invocation { execution_successful: true }],
            original_uri_base_ids: BTreeMap::from([(BASE, base)]),
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn described(rule: &rules::Rule) -> Rule {
    Rule {
        id: rule.id,
        short_description: message(rule.sentence),
        full_description: message(rule.explanation),
        help: message(format!("{} `usru explain {}` shows an example.", rule.explanation, rule.id)),
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn message(text: impl Into<String>) -> Message {
    Message { text: text.into() }
}

/// What to do follows what is wrong as a sentence of its own.
fn capitalized(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn location(location: &Location, report: Report<'_>, told: Option<&str>) -> SarifLocation {
    let region = (location.line > 0).then(|| Region {
        start_line: location.line,
        start_column: location.column,
        end: end(location, report.texts.get(&location.file)),
    });
    let artifact_location = artifact(&place(location, report.root));
    SarifLocation { physical_location: Physical { artifact_location, region }, message: told.map(message) }
}

/// Where the spot ends, counted as its beginning is: in lines and in Unicode characters.
fn end(location: &Location, text: Option<&String>) -> Option<End> {
    let spot = text?.get(location.span.clone()).filter(|spot| !spot.is_empty())?;
    let (lines, last) = (spot.matches('\n').count(), spot.rsplit('\n').next().unwrap_or_default());
    let before = if lines == 0 { location.column } else { 1 };
    Some(End { end_line: location.line + lines, end_column: before + last.chars().count() })
}

/// A file as SARIF names it: from the base, or by its whole address if the folder was named so.
fn artifact(path: &str) -> Artifact {
    let path = without_dots(path);
    if path.starts_with('/') {
        Artifact { uri: format!("file://{}", uri(&path)), uri_base_id: None }
    } else {
        Artifact { uri: uri(&path), uri_base_id: Some(BASE) }
    }
}

/// The path without the steps `.` and, where another step goes before, `..`: such are taken out of addresses anyway, and
/// code scanning compares them as text.
fn without_dots(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match (step, steps.last()) {
            (".", _) => {}
            ("..", Some(&last)) if !matches!(last, ".." | "") => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
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
