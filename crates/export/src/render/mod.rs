//! Diagnostics in the forms that people and tools read. A diagnostic is plain data; here is only its dress.

mod github;
mod human;
mod json;
mod sarif;

use std::collections::BTreeMap;
use std::io::{self, Write};

use usru_core::diagnostic::{Diagnostic, Location, Severity};
use usru_core::load::Allowed;

pub use human::human;

/// The form in which diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Form {
    /// For people: each with the spot underlined, then a summary.
    #[default]
    Human,
    /// One JSON document, for other tools.
    Json,
    /// Annotations that GitHub shows beside the changed lines.
    Github,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
}

impl core::str::FromStr for Form {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "human" => Ok(Self::Human),
            "json" => Ok(Self::Json),
            "github" => Ok(Self::Github),
            "sarif" => Ok(Self::Sarif),
            _ => Err(format!("“{word}” is not one of human, json, github, sarif")),
        }
    }
}

/// What is written, and in which dress.
#[derive(Debug, Clone, Copy)]
pub struct Report<'r> {
    /// The diagnostics, in order.
    pub diagnostics: &'r [Diagnostic],
    /// What the records allow, which is no fault: people are told how much, JSON and SARIF what and why.
    pub allowed: &'r [Allowed],
    /// The texts of the files that the diagnostics speak of.
    pub texts: &'r BTreeMap<String, String>,
    /// How many files were looked at.
    pub files: usize,
    /// What is put before the names of files: the folder as the caller named it.
    pub root: &'r str,
    /// Whether people's form is coloured.
    pub colour: bool,
}

impl Report<'_> {
    /// Writes all diagnostics in the form.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(self, form: Form, out: &mut dyn Write) -> io::Result<()> {
        match form {
            Form::Human => {
                for diagnostic in self.diagnostics {
                    writeln!(out, "{}", human(diagnostic, self.texts, self.root, self.colour))?;
                }
                writeln!(out, "{}", summary(self.diagnostics, self.allowed.len(), self.files))
            }
            Form::Json => json::write(self, out),
            Form::Github => github::write(self, out),
            Form::Sarif => sarif::write(self, out),
        }
    }
}

/// Whether what is written to the stream is to be coloured: on a terminal that can show it, unless `NO_COLOR` or
/// `CLICOLOR=0` forbids it; elsewhere only if `CLICOLOR_FORCE` (or the command's `--color always`) asks for it. See
/// <https://no-color.org> and <https://bixense.com/clicolors>.
#[must_use]
pub fn colour(stream: &impl anstream::stream::RawStream) -> bool {
    anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never
}

/// The line under all diagnostics.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic], allowed: usize, files: usize) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let checked = format!("{} checked", plural(files, "file"));
    let allowed = if allowed == 0 { String::new() } else { format!(", {allowed} allowed by the records") };
    if errors + warnings == 0 {
        return format!("{checked}, nothing wrong{allowed}");
    }
    format!("{checked}: {}, {}{allowed}", plural(errors, "error"), plural(warnings, "warning"))
}

/// The file's name with the folder before it.
fn place(location: &Location, root: &str) -> String {
    if root.is_empty() { location.file.clone() } else { format!("{}/{}", root.trim_end_matches('/'), location.file) }
}

#[cfg(test)]
mod tests {
    use usru_core::diagnostic::Related;

    use super::*;

    /// One diagnostic of each kind: with a spot and a second place, and of a whole file.
    fn written(form: Form) -> String {
        let text = "{\n  \"section\": \"The Legations\"\n}\n";
        let texts = BTreeMap::from([("events/a.json".to_owned(), text.to_owned())]);
        let at = text.find("\"The").unwrap();
        let diagnostics = [
            Diagnostic {
                location: Location::new("events/a.json", text, at..at + 15),
                rule: "unknown-section",
                severity: Severity::Error,
                message: "the source “x” has no section “The Legations”".to_owned(),
                help: "did you mean “The Legation”? 100 %".to_owned(),
                related: vec![Related {
                    location: Location::of_file("sources/x.json"),
                    message: "the sections are listed here".to_owned(),
                }],
            },
            Diagnostic {
                location: Location::of_file("events/b:c,d.txt"),
                rule: "misplaced-file",
                severity: Severity::Warning,
                message: "no record".to_owned(),
                help: "move it away".to_owned(),
                related: Vec::new(),
            },
        ];
        let allowed = [Allowed {
            diagnostic: Diagnostic {
                location: Location::new("events/a.json", text, 0..1),
                rule: "act-outside-life",
                severity: Severity::Error,
                message: "this is dated 1811, but X had died 1810".to_owned(),
                help: "correct one of the dates, or the person".to_owned(),
                related: Vec::new(),
            },
            reason: "By proxy.".to_owned(),
        }];
        let report = Report {
            diagnostics: &diagnostics,
            allowed: &allowed,
            texts: &texts,
            files: texts.len(),
            root: "data",
            colour: false,
        };
        let mut out = Vec::new();
        report.write(form, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn people_see_the_spot() {
        insta::assert_snapshot!(written(Form::Human));
    }

    #[test]
    fn json_is_one_document() {
        let json = written(Form::Json);
        let document: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(document["diagnostics"].as_array().unwrap().len(), 2);
        insta::assert_snapshot!(json);
    }

    #[test]
    fn github_annotations_are_escaped() {
        insta::assert_snapshot!(written(Form::Github));
    }

    #[test]
    fn sarif_names_rules_and_regions() {
        let sarif = written(Form::Sarif);
        let document: serde_json::Value = serde_json::from_str(&sarif).unwrap();
        assert_eq!(document["version"], "2.1.0");
        assert_eq!(document["runs"][0]["results"].as_array().unwrap().len(), 3);
        assert_eq!(document["runs"][0]["results"][2]["suppressions"][0]["justification"], "By proxy.");
        insta::assert_snapshot!(sarif);
    }

    #[test]
    fn of_a_long_line_a_readable_part_is_shown_with_its_true_column() {
        let text = format!("{{ \"a\": \"{}\", \"b\": 1, \"c\": \"{}\" }}\n", "ы".repeat(50_000), "z".repeat(50_000));
        let texts = BTreeMap::from([("events/a.json".to_owned(), text.clone())]);
        let shown = |span| {
            let diagnostic = Diagnostic {
                location: Location::new("events/a.json", &text, span),
                rule: "record-shape",
                severity: Severity::Error,
                message: "m".to_owned(),
                help: "h".to_owned(),
                related: Vec::new(),
            };
            human(&diagnostic, &texts, "data", false)
        };
        let at = text.find("\"b\"").unwrap();
        insta::assert_snapshot!(shown(at..at + 3) + &shown(at..text.len()));
    }

    #[test]
    fn sarif_counts_characters_and_knows_where_a_spot_ends() {
        let text = "{\n  \"имя\": \"Стрельзау 𝔘\", \"x\": 1\n}\n";
        let texts = BTreeMap::from([("places/s.json".to_owned(), text.to_owned())]);
        let region = |span| {
            let diagnostics = [Diagnostic {
                location: Location::new("places/s.json", text, span),
                rule: "mixed-script",
                severity: Severity::Warning,
                message: "m".to_owned(),
                help: "h".to_owned(),
                related: Vec::new(),
            }];
            let report = Report {
                diagnostics: &diagnostics,
                allowed: &[],
                texts: &texts,
                files: 1,
                root: "a/./b/..",
                colour: false,
            };
            let mut out = Vec::new();
            report.write(Form::Sarif, &mut out).unwrap();
            let log: serde_json::Value = serde_json::from_slice(&out).unwrap();
            let result = &log["runs"][0]["results"][0];
            assert_eq!(result["level"], "warning");
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "a/places/s.json");
            let numbers = ["startLine", "startColumn", "endLine", "endColumn"];
            numbers.map(|name| place["region"][name].as_u64())
        };
        let name = text.find("\"Стр").unwrap();
        let end = text.find(", ").unwrap();
        assert_eq!(region(name..end), [Some(2), Some(10), Some(2), Some(23)]);
        assert_eq!(region(end + 2..text.len()), [Some(2), Some(25), Some(4), Some(1)]);
        assert_eq!(region(end..end), [Some(2), Some(23), None, None]);
    }
}
