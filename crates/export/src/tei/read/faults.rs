//! What is wrong, by bytes of the document, until it is told by line and column.

use std::ops::Range;

use usru_core::diagnostic::Location;

use crate::read::{Faults, Kind};

/// One thing that is wrong.
#[derive(Debug)]
pub(super) struct Fault {
    /// The id of what is broken.
    rule: &'static str,
    span: Range<usize>,
    message: String,
    help: String,
}

impl Fault {
    /// A fault of a kind that only a reader of exports finds.
    pub(super) fn new(kind: Kind, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::of_rule(kind.id, span, message, help)
    }

    /// A fault under the id of one of the core's rules.
    pub(super) fn of_rule(
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { rule, span, message: message.into(), help: help.into() }
    }
}

/// Tells the faults in the order of the document. It goes over the text once for all of them, since there may be as
/// many faults as lines.
pub(super) fn tell(mut found: Vec<Fault>, file: &str, text: &str, faults: &mut Faults) {
    found.sort_by_key(|fault| fault.span.start);
    let (mut counted, mut line, mut column) = (0, 1, 1);
    for fault in found {
        let start = boundary(text, fault.span.start);
        let between = text.get(counted..start).unwrap_or_default();
        match between.rsplit_once('\n') {
            Some((lines, rest)) => {
                line += lines.matches('\n').count() + 1;
                column = rest.chars().count() + 1;
            }
            None => column += between.chars().count(),
        }
        counted = start;
        let span = start..boundary(text, fault.span.end).max(start);
        let location = Location { file: file.to_owned(), line, column, span };
        faults.tell_rule(fault.rule, location, fault.message, fault.help);
    }
}

/// The last place between two characters that is not after the byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
