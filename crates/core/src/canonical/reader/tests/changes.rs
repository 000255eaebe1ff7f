//! What hands, editors and programs may do to the text of a record.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What may stand for a value, or be taken for one.
pub(super) const VALUES: &[&str] = &[
    "[]",
    "{}",
    "null",
    "true",
    "0",
    "-0",
    "0.0",
    "-0.0",
    "1",
    "+1",
    "01",
    "1.0",
    "1.50",
    "1.",
    ".5",
    "1e2",
    "1E2",
    "1e+2",
    "1e16",
    "1e15",
    "1e-7",
    "0.00001",
    "12345678901234567890",
    "123456789012345678901",
    "-9223372036854775809",
    "1e999",
    "NaN",
    "inf",
    "1_0",
    "0x1",
    "\"1\"",
    "47.1 ",
    "0.1000000000000000055",
    "\"\"",
    "\"a\"",
    "\"\\u0061\"",
    "\"a\\/b\"",
    "\"a/b\"",
    "\"a\\\"b\"",
    "\"a\\\\b\"",
    "\"a\\\\\"",
    "\"a\\\"",
    "\"a\\tb\"",
    "\"a\tb\"",
    "\"a\nb\"",
    "\"a\u{7f}b\"",
    "\"\\u007f\"",
    "\"\\u00e9\"",
    "\"é\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"a\\u001fb\"",
    "\"a\\u001Fb\"",
    "\"a\",",
    "\"gregorian\"",
    "\"exactly\"",
    "\"julian\"",
    "{ \"julian\": null }",
    "\"1911-1-2\"",
    "\"1911\\u002d01\"",
    "\"[1911]\"",
    "\" 1911\"",
    "\"events/b\"",
    "\"Events/b\"",
    "\"events//b\"",
];

/// What may stand between two lines, but for the indentation.
pub(super) const LINES: &[&str] = &[
    "",
    " ",
    "// a",
    "{",
    "}",
    "},",
    "[",
    "]",
    "],",
    "{},",
    "\"calendar\": \"gregorian\",",
    "\"calendar\": \"gregorian\"",
    "\"calendar\": \"unstated\",",
    "\"comparison\": \"exactly\",",
    "\"names\": [],",
    "\"variants\": [],",
    "\"citations\": []",
    "\"note\": null,",
    "\"note\": \"a\",",
    "\"note\": \"a\"",
    "\"upper\": 100000,",
    "\"upper\": 1e5,",
    "\"nothing\": 1,",
    "\"$schema\": \"../schema/measure.schema.json\",",
    "\"$schema\": \"../schema/place.schema.json\",",
    "\"$schema\": 1,",
    "\"status\": \"disputed\",",
];

/// A change of a text; lines and characters are given by a number that is taken modulo how many there are.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Insert(Index, char),
    Replace(Index, char),
    Delete(Index),
    Escape(Index),
    Swap(Index, Index),
    Repeat(Index),
    Remove(Index),
    Add(Index, &'static str),
    Default(Index),
    Value(Index, &'static str),
    Key(Index, &'static str),
    Indent(Index, &'static str),
    Outdent(Index, usize),
    Join(Index),
    LineEnd(Index, &'static str),
    End(&'static str),
}

pub(super) fn applied(change: &Change, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let chars = |index: &Index, put: &dyn Fn(char) -> String| -> String {
        let (nth, _) = *index.get(&text.char_indices().collect::<Vec<_>>());
        text.char_indices().map(|(n, c)| if n == nth { put(c) } else { c.to_string() }).collect()
    };
    let line = |index: &Index, put: &dyn Fn(&str) -> String| -> String {
        let nth = index.index(lines.len());
        lines.iter().enumerate().map(|(n, line)| if n == nth { put(line) } else { format!("{line}\n") }).collect()
    };
    let indent = |line: &str| " ".repeat(line.len() - line.trim_start().len());
    match change {
        Change::Insert(index, new) => chars(index, &|old| format!("{new}{old}")),
        Change::Replace(index, new) => chars(index, &|_| new.to_string()),
        Change::Delete(index) => chars(index, &|_| String::new()),
        Change::Escape(index) => chars(index, &|old| format!("\\u{:04x}", u32::from(old))),
        Change::Swap(one, other) => {
            let mut swapped = lines.clone();
            swapped.swap(one.index(lines.len()), other.index(lines.len()));
            swapped.join("\n") + "\n"
        }
        Change::Repeat(index) => line(index, &|line| format!("{line}\n{line}\n")),
        Change::Remove(index) => line(index, &|_| String::new()),
        Change::Add(index, new) => line(index, &|line| format!("{}{new}\n{line}\n", indent(line))),
        Change::Default(index) => {
            let default = |line: &str| match line.trim_start() {
                date if date.starts_with("\"edtf\"") => Some("\"calendar\": \"gregorian\""),
                unit if unit.starts_with("\"unit\"") => Some("\"comparison\": \"exactly\""),
                _ => None,
            };
            let places: Vec<_> = lines.iter().enumerate().filter_map(|(n, line)| Some((n, default(line)?))).collect();
            let Some((place, default)) = (!places.is_empty()).then(|| *index.get(&places)) else {
                return text.to_owned();
            };
            let with = |line: &str| match line.strip_suffix(',') {
                Some(bare) => format!("{bare},\n{}{default},\n", indent(line)),
                None => format!("{line},\n{}{default}\n", indent(line)),
            };
            lines
                .iter()
                .enumerate()
                .map(|(n, line)| if n == place { with(line) } else { format!("{line}\n") })
                .collect()
        }
        Change::Value(index, new) => line(index, &|line| {
            let (key, value) =
                line.split_once(": ").map_or_else(|| (indent(line), line), |(k, v)| (format!("{k}: "), v));
            format!("{key}{new}{}\n", if value.ends_with(',') { "," } else { "" })
        }),
        Change::Key(index, new) => line(index, &|line| match line.split_once(": ") {
            Some((_, value)) => format!("{}\"{new}\": {value}\n", indent(line)),
            None => format!("{line}\n"),
        }),
        Change::Indent(index, more) => line(index, &|line| format!("{more}{line}\n")),
        Change::Outdent(index, less) => line(index, &|line| format!("{}\n", line.get(*less..).unwrap_or(line))),
        Change::Join(index) => line(index, &|line| line.to_owned()),
        Change::LineEnd(index, end) => line(index, &|line| format!("{line}{end}")),
        Change::End(end) => format!("{}{end}", text.trim_end()),
    }
}

pub(super) fn any_change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    let char = || select(" {}[]\",:\\/-.019eaAuné\u{1}\t\n\u{feff}".chars().collect::<Vec<_>>());
    let key =
        select(vec!["id", "kind", "label", "note", "date", "calendar", "citations", "$schema", "a", "", "\\u0069d"]);
    prop_oneof![
        2 => (index(), char()).prop_map(|(at, c)| Change::Insert(at, c)),
        2 => (index(), char()).prop_map(|(at, c)| Change::Replace(at, c)),
        1 => index().prop_map(Change::Delete),
        1 => index().prop_map(Change::Escape),
        1 => (index(), index()).prop_map(|(one, other)| Change::Swap(one, other)),
        1 => index().prop_map(Change::Repeat),
        1 => index().prop_map(Change::Remove),
        2 => (index(), select(LINES)).prop_map(|(at, new)| Change::Add(at, new)),
        1 => index().prop_map(Change::Default),
        3 => (index(), select(VALUES)).prop_map(|(at, new)| Change::Value(at, new)),
        1 => (index(), key).prop_map(|(at, new)| Change::Key(at, new)),
        1 => (index(), select(vec![" ", "  ", "\t", "\u{a0}"])).prop_map(|(at, more)| Change::Indent(at, more)),
        1 => (index(), 1_usize..3).prop_map(|(at, less)| Change::Outdent(at, less)),
        1 => index().prop_map(Change::Join),
        1 => (index(), select(vec!["\r\n", " \n", ",\n", "\n\n"])).prop_map(|(at, end)| Change::LineEnd(at, end)),
        1 => select(vec!["", "\n\n", " \n", "\r\n", "\nx", "}\n", ",\n"]).prop_map(Change::End),
    ]
}
