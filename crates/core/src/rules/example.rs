//! Examples: small changes of a sound dataset, one that breaks a rule and one that only just keeps it.
//!
//! The sound dataset is the folder `tests/fixtures/small` of this crate. `tests/rules.rs` applies every example of every
//! rule to it, so that no rule goes without one and none is only described.

use core::fmt;
use std::fmt::Write as _;

use super::text::is_unseen;

/// What breaks a rule, and what only just does not.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// Two changes of the sound dataset.
    Edits {
        /// Breaks this rule and no other.
        breaks: Case,
        /// Breaks none.
        keeps: Case,
    },
    /// The rule speaks of the disk or of another crate, so that no change of the records breaks it.
    Elsewhere {
        /// What breaks it.
        breaks: &'static str,
        /// What does not.
        keeps: &'static str,
        /// The test that shows both, as file and name.
        test: &'static str,
    },
}

/// A change of the sound dataset.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// What the case is, in a sentence.
    pub what: &'static str,
    /// The change.
    pub edits: &'static [Edit],
}

/// One change of one file, named by its path from the folder of the dataset.
#[derive(Debug, Clone, Copy)]
pub enum Edit {
    /// Puts a text in the place of another, which stands in the file exactly once.
    Replace {
        /// The file.
        file: &'static str,
        /// What stands there.
        from: &'static str,
        /// What is put in its place.
        to: &'static str,
    },
    /// Adds a file.
    Add {
        /// The file.
        file: &'static str,
        /// What is in it.
        text: &'static str,
    },
    /// Takes a file away.
    Remove {
        /// The file.
        file: &'static str,
    },
}

/// Puts a text in the place of another, which stands in the file exactly once.
pub(super) const fn replace(file: &'static str, from: &'static str, to: &'static str) -> Edit {
    Edit::Replace { file, from, to }
}

/// Adds a file.
pub(super) const fn add(file: &'static str, text: &'static str) -> Edit {
    Edit::Add { file, text }
}

impl fmt::Display for Case {
    /// The sentence, then the change as a comparison of files shows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n\n```diff", self.what)?;
        let mut current = "";
        for edit in self.edits {
            let (Edit::Replace { file, .. } | Edit::Add { file, .. } | Edit::Remove { file }) = *edit;
            if file != current {
                current = file;
                writeln!(f, "{file}")?;
            }
            let (from, to) = match edit {
                Edit::Replace { from, to, .. } => (*from, *to),
                Edit::Add { text, .. } => ("", *text),
                Edit::Remove { .. } => ("the whole file", ""),
            };
            for (sign, text) in [('-', from), ('+', to)] {
                for line in text.lines() {
                    writeln!(f, "{sign} {}", shown(line))?;
                }
            }
        }
        f.write_str("```\n")
    }
}

/// The line with what cannot be seen, or not be told from something else, by its number in Unicode.
fn shown(line: &str) -> String {
    line.chars().fold(String::new(), |mut shown, c| {
        if is_unseen(c) || matches!(c, '\u{300}'..='\u{36F}') {
            // A string takes whatever is written to it.
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
        } else {
            shown.push(c);
        }
        shown
    })
}
