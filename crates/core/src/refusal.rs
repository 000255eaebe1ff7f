//! Everything that is wrong with a text that could not be read as a record, a title page or a dataset.
//!
//! serde stops at the first fault; [`refusals`] goes on. [`crate::load`] tells them of files, and whoever reads records
//! from elsewhere puts them at the places that his own format knows.

use std::ops::Range;

use serde_json::Value;

use crate::diagnostic::Location;
use crate::json::ReadError;
use crate::rules::{JSON_SYNTAX, RECORD_SHAPE};
use crate::shape;
use crate::syntax;
use crate::walk::Path;

/// One reason why a text is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The id of the rule of form that is broken.
    pub rule: &'static str,
    /// The way to the value; of a field that is missing, the way that it would have.
    pub path: Path,
    /// The bytes of the spot in the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// All reasons why the text was refused, at least one. `schema` is that of what was expected, `name` what its outermost
/// object is called in messages: “the record”.
#[must_use]
pub fn refusals(text: &str, schema: &Value, name: &str, error: &ReadError) -> Vec<Refusal> {
    let at_error = |rule, message, help: &str| {
        let span = Location::at_line("", text, error.line, error.column).span;
        vec![Refusal { rule, path: error.path.clone(), span, message, help: help.to_owned() }]
    };
    if error.is_syntax {
        return at_error(JSON_SYNTAX.id, format!("this is not JSON: {}", error.message), syntax_help(error));
    }
    // The tree is built by recursion; what serde_json takes is at most 128 levels deep, so this ends well.
    let faults = syntax::parse(text).map(|tree| shape::faults(&tree, schema, name)).unwrap_or_default();
    if faults.is_empty() {
        let at = error.path.to_string();
        let at = at.strip_prefix('/').map(|at| format!("{at}: ")).unwrap_or_default();
        return at_error(RECORD_SHAPE.id, format!("{at}{}", error.message), "correct it here");
    }
    let refusal = |fault: shape::Fault| Refusal {
        rule: RECORD_SHAPE.id,
        path: fault.path,
        span: fault.span,
        message: fault.message,
        help: fault.help,
    };
    faults.into_iter().map(refusal).collect()
}

fn syntax_help(error: &ReadError) -> &'static str {
    let message = error.message.as_str();
    if message.contains("trailing comma") {
        "take out the comma before the closing bracket"
    } else if message.contains("EOF") {
        "the file ends too early: a bracket or a quotation mark is not closed"
    } else if message.contains("control character") {
        "write a tab as \\t and a line break as \\n, or rather: do without"
    } else {
        "correct it here; the fault may lie just before"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_knows_its_way() {
        let text = r#"{ "id": "A", "label": "A", "date": { "edtf": "x" }, "summary": "A.",
            "citations": [{ "source": "a", "section": "b", "page": 3 }] }"#;
        let error = crate::json::read_record::<crate::record::Event>(text).unwrap_err();
        let schema = crate::schema::of_collection(crate::collection::Collection::Events);
        let paths: Vec<_> =
            refusals(text, &schema, "the record", &error).iter().map(|refusal| refusal.path.to_string()).collect();
        assert_eq!(paths, ["/id", "/date/edtf", "/citations/0", "/kind"]);
    }
}
