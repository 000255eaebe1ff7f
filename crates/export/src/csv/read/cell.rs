//! From the text of a cell to the value in JSON, and into its place in the row's value.

use serde_json::{Map, Value};

use super::super::cells::FORMULA;
use super::super::layout::Kind;

/// What is wrong with a cell, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damage {
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The value of a cell that is not empty.
///
/// # Errors
/// If the cell is not written as the exporter writes it: then it was rewritten on the way, and what it was is not known.
pub(super) fn value(kind: Kind, cell: &str) -> Result<Value, Damage> {
    match kind {
        Kind::String | Kind::Date if cell.starts_with(FORMULA) => Err(Damage {
            message: format!("“{}” begins as a formula does, and no text of an export does that", cell.escape_debug()),
            help: "a spreadsheet would run it: begin the text with something else",
        }),
        Kind::String | Kind::Date => Ok(cell.into()),
        Kind::Number | Kind::Integer => number(cell),
        Kind::Boolean => match cell {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            _ => Err(Damage {
                message: format!("“{}” is neither true nor false", cell.escape_debug()),
                help: "write it in small letters; a spreadsheet writes TRUE and FALSE, unless the column is text",
            }),
        },
    }
}

/// A number, if it is written as the exporter writes it. Another way of writing tells that the number went through a
/// program that may have dropped digits.
fn number(cell: &str) -> Result<Value, Damage> {
    let read = serde_json::from_str::<serde_json::Number>(cell).ok();
    match read.map(|number| (number.to_string(), number)) {
        Some((written, number)) if written == cell => Ok(number.into()),
        Some((written, _)) => Err(Damage {
            message: format!("“{cell}” is not how the number {written} is written"),
            help: "write it out, without exponent and idle zeros; import the column into a spreadsheet as text",
        }),
        None => Err(Damage {
            message: format!("“{}” is not a number", cell.escape_debug()),
            help: "write digits, and a point before a fraction: 1500000, -12.5",
        }),
    }
}

/// Puts a value at the keys, and makes the objects on the way. Without a value it only makes those around it.
pub(super) fn put(fields: &mut Map<String, Value>, keys: &[String], value: Option<Value>) {
    match (keys, value) {
        ([key], Some(value)) => drop(fields.insert(key.clone(), value)),
        ([] | [_], _) => {}
        ([key, rest @ ..], value) => {
            let inner = fields.entry(key.as_str()).or_insert_with(|| Value::Object(Map::new()));
            // No column of a layout stands both for an object and for what is in it.
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_that_were_rewritten_are_refused() {
        for good in ["0", "-12.5", "30.0", "30", "9007199254740991", "0.1", "1e-7"] {
            assert_eq!(value(Kind::Number, good).unwrap().to_string(), good);
        }
        for bad in ["1.5E+06", "1,500,000", "12,5", "007", "+5", " 5", "5.", "30.00", "1e3", "NaN", "", "½"] {
            assert!(value(Kind::Number, bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn words_and_texts_are_taken_as_they_are() {
        assert_eq!(value(Kind::Boolean, "true").unwrap(), json!(true));
        assert!(value(Kind::Boolean, "TRUE").is_err());
        assert_eq!(value(Kind::String, "1.5E+06").unwrap(), json!("1.5E+06"));
        assert!(value(Kind::String, "=1+1").is_err());
    }

    #[test]
    fn objects_are_made_on_the_way() {
        let keys = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let mut fields = Map::new();
        put(&mut fields, &keys(&["a", "b", "c"]), Some(json!(1)));
        put(&mut fields, &keys(&["a", "d", "e"]), None);
        put(&mut fields, &keys(&["f"]), None);
        assert_eq!(Value::Object(fields), json!({ "a": { "b": { "c": 1 }, "d": {} } }));
    }
}
