//! Slips in JSON itself.

use super::{Kind, Seen};
use crate::mutate::corruption::{Corruption, line_at};
use crate::mutate::draw::Draw;
use crate::mutate::world::World;

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "trailing-comma",
        sentence: "A comma stands before a closing bracket.",
        seen: Seen::Always,
        make: |world, draw| {
            // A reader of JSON sees it at the bracket on the next line.
            let mut sites: Vec<_> = world.find("\"\n").collect();
            sites.retain(|(file, at)| {
                let rest = world.text(file).and_then(|text| text.get(at + 1..)).unwrap_or_default();
                rest.trim_start().starts_with(['}', ']'])
            });
            draw.at(sites, |_, (file, at)| on_next_line(world, file, at + 1..at + 1, ","))
        },
    },
    Kind {
        id: "missing-comma",
        sentence: "A comma between two fields is missing.",
        seen: Seen::Always,
        make: |world, draw| draw.at(world.find(",\n"), |_, (file, at)| on_next_line(world, file, at..at + 1, "")),
    },
    Kind {
        id: "missing-colon",
        sentence: "The colon between a field and its value is missing.",
        seen: Seen::Always,
        make: |world, draw| replaced(world, draw, "\": ", "\" "),
    },
    Kind {
        id: "single-quotes",
        sentence: "A field is written in single quotes.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.find("\": "), |_, (file, at)| {
                let start = world.text(file)?.get(..at)?.rfind('"')?;
                let name = world.text(file)?.get(start + 1..at)?;
                Corruption::splice(world, file, start..at + 1, format!("'{name}'").as_bytes(), "single quotes")
            })
        },
    },
    Kind {
        id: "field-without-quotes",
        sentence: "A field is written without quotation marks.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.find("\": "), |_, (file, at)| {
                let start = world.text(file)?.get(..at)?.rfind('"')?;
                let name = world.text(file)?.get(start + 1..at)?;
                Corruption::splice(world, file, start..at + 1, name.as_bytes(), "no quotation marks")
            })
        },
    },
    Kind {
        id: "typographic-quotes",
        sentence: "A word processor made the quotation marks of a value typographic.",
        seen: Seen::Always,
        make: |world, draw| replaced(world, draw, ": \"", ": “"),
    },
    Kind {
        id: "unclosed-string",
        sentence: "The closing quotation mark of a value is missing.",
        seen: Seen::Always,
        make: |world, draw| {
            // A reader of JSON sees that the line ends, and so is at the next.
            draw.at(world.find("\",\n"), |_, (file, at)| {
                let next = line_at(world.text(file)?, at) + 1;
                let made = Corruption::splice(world, file, at..at + 1, b"", "no closing quotation mark")?;
                Some(made.told_at(file, next..=next))
            })
        },
    },
    Kind {
        id: "unescaped-quote",
        sentence: "A quotation mark stands in a text as it is.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.find("\"label\": \""), |_, (file, at)| {
                let start = at + "\"label\": \"".len();
                let space = start + world.text(file)?.get(start..)?.find(' ')?;
                Corruption::splice(world, file, space..space, b"\"", "a quotation mark in the label")
            })
        },
    },
    Kind {
        id: "comment",
        sentence: "A comment stands behind a line.",
        seen: Seen::Always,
        make: |world, draw| replaced(world, draw, ",\n", ", // check this\n"),
    },
    Kind {
        id: "missing-bracket",
        sentence: "The last bracket of a file is missing.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                let text = world.text(file)?;
                let line = line_at(text, text.len());
                let bytes = text.trim_end().strip_suffix('}')?.as_bytes().to_vec();
                Corruption::bytes(world, file, bytes, line - 2..=line, "the last bracket is missing")
            })
        },
    },
    Kind {
        id: "lone-surrogate",
        sentence: "A text holds half of a surrogate pair as an escape.",
        seen: Seen::Always,
        make: |world, draw| replaced(world, draw, "\"summary\": \"", "\"summary\": \"\\ud800"),
    },
    Kind {
        id: "deep-nesting",
        sentence: "A file nests ten thousand lists.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                let bytes = ["[".repeat(10_000), "]".repeat(10_000)].concat().into_bytes();
                Corruption::bytes(world, file, bytes, 1..=1, "ten thousand brackets")
            })
        },
    },
    Kind {
        id: "number-beyond-all",
        sentence: "A number is 1e400, beyond what a double can hold.",
        seen: Seen::Always,
        make: |world, draw| numbers(world, draw, "1e400"),
    },
    Kind {
        id: "number-with-a-leading-zero",
        sentence: "A number begins with a zero.",
        seen: Seen::Always,
        make: |world, draw| numbers(world, draw, "0123"),
    },
    Kind {
        id: "number-with-separators",
        sentence: "A number is written with a comma between the thousands.",
        seen: Seen::Always,
        make: |world, draw| numbers(world, draw, "12,345"),
    },
    Kind {
        id: "not-a-number",
        sentence: "A number is NaN, as some programs write it.",
        seen: Seen::Always,
        make: |world, draw| numbers(world, draw, "NaN"),
    },
    Kind {
        id: "duplicate-key",
        sentence: "A field stands twice in one object.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.find("\": \""), |_, (file, at)| {
                let text = world.text(file)?;
                let start = text.get(..at)?.rfind('\n')? + 1;
                let line = text.get(start..)?.split_inclusive('\n').next()?;
                let number = line_at(text, start);
                let twice = format!("{},\n{line}", line.trim_end().trim_end_matches(','));
                let what = format!("“{}” stands twice", line.trim());
                Corruption::splice(world, file, start..start + line.len(), twice.as_bytes(), &what)
                    .map(|made| made.told_at(file, number + 1..=number + 1))
            })
        },
    },
];

/// Something else in the place of a pattern.
fn replaced(world: &World<'_>, draw: &mut Draw, pattern: &'static str, other: &str) -> Vec<Corruption> {
    draw.at(world.find(pattern), |_, (file, at)| {
        let what = format!("{other:?} for {pattern:?}");
        Corruption::splice(world, file, at..at + pattern.len(), other.as_bytes(), &what)
    })
}

/// Something else at the end of a line, which a reader of JSON sees at the first sign of the next.
fn on_next_line(world: &World<'_>, file: &str, at: std::ops::Range<usize>, other: &str) -> Option<Corruption> {
    let next = line_at(world.text(file)?, at.start) + 1;
    let what = if other.is_empty() { "a comma is missing" } else { "a comma too many" };
    Corruption::splice(world, file, at, other.as_bytes(), what).map(|made| made.told_at(file, next..=next))
}

/// Something else in the place of a number.
fn numbers(world: &World<'_>, draw: &mut Draw, other: &str) -> Vec<Corruption> {
    let fields = ["\"value\": ", "\"upper\": ", "\"latitude\": ", "\"longitude\": "];
    let sites = fields.into_iter().flat_map(|field| world.find(field).map(move |(file, at)| (file, at + field.len())));
    let sites: Vec<_> = sites.collect();
    draw.at(sites, |_, (file, start)| {
        let rest = world.text(file)?.get(start..)?;
        let end = rest.find([',', '\n'])?;
        let old = rest.get(..end).filter(|old| !old.starts_with('"'))?;
        Corruption::splice(world, file, start..start + end, other.as_bytes(), &format!("{old} → {other}"))
    })
}
