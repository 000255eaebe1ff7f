//! The rules in words: the page of all, and the part that tells one.

use core::fmt;
use std::fmt::Write as _;

use super::{Example, Family, Rule, all};

/// The page of all rules, in Markdown.
#[must_use]
pub fn page() -> String {
    let mut page =
        "# The rules\n\nWritten by `cargo xtask codegen` from the rules themselves. `usru explain RULE` prints \
                    one of them.\n\nThe examples are changes of a small invented dataset, the folder \
                    `tests/fixtures/small` of `usru-core`; `cargo test` applies every one of them.\n"
            .to_owned();
    for family in Family::ALL {
        let mut rules = all().filter(|rule| rule.family == *family).peekable();
        if rules.peek().is_none() {
            continue;
        }
        // A string takes whatever is written to it.
        let _ = write!(page, "\n## {}\n\n{}", capitalized(family.as_str()), family.meaning());
        if family.may_be_allowed() {
            page.push_str(" A record may allow a rule of this kind, with the reason.");
        }
        if family.holds_in_variants() {
            page.push_str(" Variants that may be true are checked as if they stood in the place of what they vary.");
        }
        page.push('\n');
        for rule in rules {
            let _ = write!(page, "\n### {}\n\n{rule}", rule.id);
        }
    }
    page
}

impl fmt::Display for Rule {
    /// The rule's severity, sentence, explanation and examples, in Markdown without a heading.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "**{}** ({})\n\n{}\n", self.sentence, self.severity, self.explanation)?;
        match self.example {
            Example::Edits { breaks, keeps } => {
                write!(f, "Breaks it: {breaks}")?;
                write!(f, "\nKeeps it: {keeps}")
            }
            Example::Elsewhere { breaks, keeps, test } => {
                writeln!(f, "Breaks it: {breaks}\n\nKeeps it: {keeps}\n\nShown by the test `{test}`.")
            }
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
