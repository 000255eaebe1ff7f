//! Reading an export back: what can be wrong with it.
//!
//! The readers stand beside the writers: [`json::read_json`](crate::json::read_json),
//! [`json::read_jsonl`](crate::json::read_jsonl), [`csv::read_csv`](crate::csv::read_csv),
//! [`tei::read_tei`](crate::tei::read_tei). Each gives the dataset that was
//! written, or everything that is wrong with the file, each fault at its place. What a tool does to a file on the way
//! without losing anything is accepted; what loses something is refused; what is said twice is held against itself. No
//! reader mends, guesses or passes over anything.
//!
//! A fault is a [`Diagnostic`] like those of the validation, so it is shown in the same ways
//! ([`render`](crate::render)). What it breaks is one of the [`KINDS`], or one of the core's rules of form.

use std::collections::BTreeMap;
use std::io::Read;

use usru_core::diagnostic::{Diagnostic, Location, Related, Severity, shortened};
use usru_core::rules::UNREADABLE_FILE;

/// What is done about derived values: labels of referenced records, Gregorian days, whatever repeats or computes what
/// other values say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Derived {
    /// They must be there and be right.
    #[default]
    Checked,
    /// They may be wrong or missing: somebody changed what they derive from, and knows it.
    Ignored,
}

/// A kind of fault in an export that is read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The id, which never changes: words joined by hyphens.
    pub id: &'static str,
    /// What must hold, in a sentence.
    pub sentence: &'static str,
    /// Why it must hold, and what exactly is looked at.
    pub explanation: &'static str,
}

macro_rules! kinds {
    ($( $NAME:ident = $id:literal, $sentence:literal, $explanation:literal; )*) => {
        $(
            #[doc = $sentence]
            pub const $NAME: Kind = Kind { id: $id, sentence: $sentence, explanation: $explanation };
        )*

        /// Every kind of fault that only a reader of exports finds.
        pub const KINDS: &[Kind] = &[$($NAME),*];
    };
}

kinds! {
    FOREIGN_FILE = "foreign-file",
        "What is read back was written by this exporter.",
        "Other programs write JSON, CSV and TEI of other shapes. They are refused with a sentence on what is missing, because to guess would be to misread.";
    MISSING_PART = "missing-part",
        "Nothing that the export holds is gone: no table, column, row, element or attribute.",
        "A gap in a list, a table without one of its columns, a row whose own row is not there: what was lost cannot be known, so nothing is read.";
    UNKNOWN_PART = "unknown-part",
        "The export holds nothing that the dataset has no place for.",
        "A column, table, row or element that was added has nowhere to go. It is told rather than dropped.";
    DAMAGED_VALUE = "damaged-value",
        "Every value is written as the exporter writes it.",
        "Spreadsheets rewrite dates, shorten numbers and shout booleans. Such a value is refused even where one could guess what it was.";
    CONTRADICTION = "contradiction",
        "What is said twice is the same both times.",
        "Derived values (labels of referenced records, Gregorian days, tables in words) repeat or compute what other values say. Where the two differ, somebody changed one of them; which one is right is for an editor to say.";
}

/// The text of a file, without a byte-order mark; a fault if it cannot be read or is not UTF-8.
pub(crate) fn text_of(file: &str, mut input: impl Read, faults: &mut Faults) -> Option<String> {
    let mut bytes = Vec::new();
    if let Err(error) = input.read_to_end(&mut bytes) {
        let message = format!("the file cannot be read: {error}");
        faults.tell_rule(
            UNREADABLE_FILE.id,
            Location::of_file(file),
            message,
            "check that it is there and may be read",
        );
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let (before, after) = bytes.split_at(at);
            let byte = after.first().copied().unwrap_or_default();
            let text = String::from_utf8_lossy(before).into_owned();
            let location = Location::new(file, &text, text.len()..text.len());
            let message = format!("the byte 0x{byte:02X} is not UTF-8");
            faults.tell(DAMAGED_VALUE, location, message, "save the file as UTF-8");
            faults.texts.insert(file.to_owned(), text);
            None
        }
    }
}

/// Everything that is wrong with files that were to be read as a dataset.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    /// The faults, in the order of the files and the places in them.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts of the files, for showing the spots.
    pub texts: BTreeMap<String, String>,
}

impl Faults {
    /// Adds a fault of one of the [`KINDS`].
    pub fn tell(&mut self, kind: Kind, location: Location, message: impl Into<String>, help: impl Into<String>) {
        self.tell_rule(kind.id, location, message, help);
    }

    /// Adds a fault that speaks of a second place.
    pub fn tell_both(
        &mut self,
        kind: Kind,
        location: Location,
        message: impl Into<String>,
        help: impl Into<String>,
        related: Related,
    ) {
        self.tell(kind, location, message, help);
        if let Some(fault) = self.diagnostics.last_mut() {
            fault.related.push(related);
        }
    }

    /// Adds a fault under the id of one of the core's rules.
    pub fn tell_rule(
        &mut self,
        rule: &'static str,
        location: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic {
            location,
            rule,
            severity: Severity::Error,
            message: shortened(message.into()),
            help: shortened(help.into()),
            related: Vec::new(),
        });
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// The dataset if there is one and nothing is wrong, otherwise the faults in order with the texts they speak of.
    ///
    /// # Errors
    /// The faults. A reader that gives no dataset has told why.
    pub fn unless_any<T>(mut self, value: Option<T>, texts: BTreeMap<String, String>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => {
                Diagnostic::sort(&mut self.diagnostics);
                self.texts.extend(texts);
                Err(self)
            }
        }
    }
}

impl std::fmt::Display for Faults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, fault) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            let Location { file, line, column, .. } = &fault.location;
            match line {
                0 => write!(f, "{file}: {}", fault.message)?,
                _ => write!(f, "{file}:{line}:{column}: {}", fault.message)?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
