//! What editors, transfers and careless saving do to the bytes of a file.

use super::{Kind, Seen};
use crate::mutate::corruption::{Corruption, line_at};
use crate::mutate::draw::Draw;
use crate::mutate::world::World;

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "byte-order-mark",
        sentence: "A file is saved with a byte-order mark.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                Corruption::splice(world, file, 0..0, "\u{FEFF}".as_bytes(), "a byte-order mark")
            })
        },
    },
    Kind {
        id: "latin-one-byte",
        sentence: "An accented letter is saved in Latin-1.",
        seen: Seen::Always,
        make: |world, draw| {
            letters(world, draw, |c| matches!(c, '\u{A0}'..='\u{FF}'), |c| u8::try_from(c).into_iter().collect())
        },
    },
    Kind {
        id: "latin-one-twice",
        sentence: "A letter in UTF-8 is read as Latin-1 and saved in UTF-8 again, so that é becomes Ã©.",
        seen: Seen::Always,
        make: |world, draw| {
            letters(
                world,
                draw,
                |c| c.is_alphabetic() && !c.is_ascii(),
                |c| c.to_string().bytes().map(char::from).collect::<String>().into_bytes(),
            )
        },
    },
    Kind {
        id: "question-mark-for-a-letter",
        sentence: "A letter inside a word is lost to a charset that lacks it and became a question mark.",
        seen: Seen::Always,
        make: |world, draw| letters_inside_words(world, draw, "?"),
    },
    Kind {
        id: "replacement-character",
        sentence: "A letter inside a word is lost and became the replacement character U+FFFD.",
        seen: Seen::Always,
        make: |world, draw| letters_inside_words(world, draw, "\u{FFFD}"),
    },
    Kind {
        id: "nul-byte",
        sentence: "A NUL byte stands in a text.",
        seen: Seen::Always,
        make: |world, draw| inside_text(world, draw, b"\0"),
    },
    Kind {
        id: "raw-tab",
        sentence: "A tab stands in a text.",
        seen: Seen::Always,
        make: |world, draw| inside_text(world, draw, b"\t"),
    },
    Kind {
        id: "raw-line-break",
        sentence: "A text is broken over two lines.",
        seen: Seen::Always,
        make: |world, draw| inside_text(world, draw, b"\n"),
    },
    Kind {
        id: "carriage-returns",
        sentence: "A file is saved with CR LF at the end of each line.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                let bytes = world.text(file)?.replace('\n', "\r\n").into_bytes();
                Corruption::bytes(world, file, bytes, 1..=1, "CR LF at the end of each line")
            })
        },
    },
    Kind {
        id: "truncated-file",
        sentence: "A file ends in the middle.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |draw, file| {
                let text = world.text(file)?;
                let at = 2 + draw.below(text.len().saturating_sub(5));
                let line = line_at(text, at);
                let bytes = text.as_bytes().get(..at)?.to_vec();
                Corruption::bytes(world, file, bytes, line..=line, format!("cut off after {at} bytes"))
            })
        },
    },
    Kind {
        id: "empty-file",
        sentence: "A file is empty.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| Corruption::bytes(world, file, Vec::new(), 1..=1, "emptied"))
        },
    },
    Kind {
        id: "file-twice-over",
        sentence: "A file holds its record twice.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                let text = world.text(file)?;
                let line = line_at(text, text.len());
                Corruption::bytes(world, file, text.repeat(2).into_bytes(), line..=line, "its text stands twice")
            })
        },
    },
    Kind {
        id: "merge-conflict",
        sentence: "The marks of a merge conflict are left in a file.",
        seen: Seen::Always,
        make: |world, draw| {
            line_starts(world, draw, |line| {
                Some(format!("<<<<<<< HEAD\n{line}=======\n{line}>>>>>>> theirs\n").into_bytes())
            })
        },
    },
    Kind {
        id: "no-final-newline",
        sentence: "The last line of a file has no end.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                let text = world.text(file)?;
                let line = line_at(text, text.len() - 1);
                Corruption::splice(world, file, text.len() - 1..text.len(), b"", "no line feed at the end")
                    .map(|made| made.told_at(file, line..=line))
            })
        },
    },
    Kind {
        id: "blank-line-at-the-end",
        sentence: "A file ends in a blank line.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.files(), |_, file| {
                let end = world.text(file)?.len();
                Corruption::splice(world, file, end..end, b"\n", "a blank line")
            })
        },
    },
    Kind {
        id: "tab-for-indentation",
        sentence: "A line is indented by a tab.",
        seen: Seen::Always,
        make: |world, draw| line_starts(world, draw, |line| Some(format!("\t{}", line.trim_start()).into_bytes())),
    },
    Kind {
        id: "wrong-indentation",
        sentence: "A line is indented by two spaces too many.",
        seen: Seen::Always,
        make: |world, draw| line_starts(world, draw, |line| Some(format!("  {line}").into_bytes())),
    },
    Kind {
        id: "space-at-the-end-of-a-line",
        sentence: "A line ends in a space.",
        seen: Seen::Always,
        make: |world, draw| line_starts(world, draw, |line| Some(format!("{} \n", line.trim_end()).into_bytes())),
    },
    Kind {
        id: "escaped-letter",
        sentence: "A letter is written as an escape, \\u00e9 for é.",
        seen: Seen::Always,
        make: |world, draw| {
            letters(
                world,
                draw,
                |c| c.is_alphabetic() && !c.is_ascii() && u32::from(c) <= 0xFFFF,
                |c| format!("\\u{:04x}", u32::from(c)).into_bytes(),
            )
        },
    },
];

/// Other bytes for a character.
fn letters(
    world: &World<'_>,
    draw: &mut Draw,
    wanted: fn(char) -> bool,
    other: fn(char) -> Vec<u8>,
) -> Vec<Corruption> {
    let sites = world.files().flat_map(|file| {
        let text = world.text(file).unwrap_or_default();
        text.char_indices().filter(move |(_, c)| wanted(*c)).map(move |(at, c)| (file, at, c))
    });
    let sites: Vec<_> = sites.collect();
    draw.at(sites, |_, (file, at, c)| {
        Corruption::splice(world, file, at..at + c.len_utf8(), &other(c), &format!("“{c}” in other bytes"))
    })
}

/// Something else for a letter between two letters of a label or summary.
fn letters_inside_words(world: &World<'_>, draw: &mut Draw, other: &str) -> Vec<Corruption> {
    draw.at(texts(world), |draw, (file, start, text)| {
        let letters: Vec<_> = text.char_indices().collect();
        let inner = letters.windows(3).filter(|three| three.iter().all(|(_, c)| c.is_alphabetic()));
        let inner: Vec<_> = inner.filter_map(|three| three.get(1).copied()).collect();
        let (at, c) = draw.one(&inner)?;
        let at = start + at;
        let what = format!("“{other}” for “{c}” in “{text}”");
        Corruption::splice(world, file, at..at + c.len_utf8(), other.as_bytes(), &what)
    })
}

/// Bytes more in the middle of a label or summary.
fn inside_text(world: &World<'_>, draw: &mut Draw, more: &[u8]) -> Vec<Corruption> {
    draw.at(texts(world), |_, (file, start, text)| {
        let at = start + text.find(' ')?;
        let what = format!("the byte 0x{:02X} in “{text}”", more.first()?);
        // A reader of JSON sees a line break at the beginning of the next line.
        let next = line_at(world.text(file)?, at) + 1;
        Corruption::splice(world, file, at..at, more, &what).map(|made| made.told_at(file, next..=next))
    })
}

/// The labels and summaries of the records, with the byte at which each begins.
fn texts<'w>(world: &'w World<'_>) -> Vec<(&'w str, usize, &'w str)> {
    let mut found = Vec::new();
    for field in ["\"label\": \"", "\"summary\": \""] {
        for (file, at) in world.find(field) {
            let start = at + field.len();
            let rest = world.text(file).and_then(|text| text.get(start..)).unwrap_or_default();
            if let Some((text, _)) = rest.split_once('"').filter(|(text, _)| !text.contains('\\')) {
                found.push((file, start, text));
            }
        }
    }
    found
}

/// Another line for a line that is indented.
fn line_starts(world: &World<'_>, draw: &mut Draw, other: fn(&str) -> Option<Vec<u8>>) -> Vec<Corruption> {
    draw.at(world.find("\n  "), |_, (file, at)| {
        let start = at + 1;
        let line = world.text(file)?.get(start..)?.split_inclusive('\n').next()?;
        let what = format!("“{}” written otherwise", line.trim());
        Corruption::splice(world, file, start..start + line.len(), &other(line)?, &what)
    })
}
