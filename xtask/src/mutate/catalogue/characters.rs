//! Characters that do not belong into a text: unseen, decomposed, of another script, left over from elsewhere.

use super::{Kind, Seen};
use crate::mutate::corruption::Corruption;
use crate::mutate::draw::Draw;
use crate::mutate::world::World;

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "zero-width-space",
        sentence: "A zero-width space stands in a text.",
        seen: Seen::Always,
        make: |world, draw| inserted(world, draw, "\u{200B}"),
    },
    Kind {
        id: "soft-hyphen",
        sentence: "A soft hyphen stands in a text.",
        seen: Seen::Always,
        make: |world, draw| inserted(world, draw, "\u{AD}"),
    },
    Kind {
        id: "direction-mark",
        sentence: "A mark of the direction of writing stands in a text.",
        seen: Seen::Always,
        make: |world, draw| inserted(world, draw, "\u{202E}"),
    },
    Kind {
        id: "line-separator",
        sentence: "A line separator stands in a text.",
        seen: Seen::Always,
        make: |world, draw| inserted(world, draw, "\u{2028}"),
    },
    Kind {
        id: "line-break-in-a-text",
        sentence: "A text has a line break, properly escaped.",
        seen: Seen::Always,
        make: |world, draw| inserted(world, draw, "\n"),
    },
    Kind {
        id: "decomposed-accent",
        sentence: "An accent stands apart from its letter.",
        seen: Seen::Always,
        make: |world, draw| {
            changed(world, draw, |_, text| {
                let pairs = [
                    ('é', "e\u{301}"),
                    ('è', "e\u{300}"),
                    ('ü', "u\u{308}"),
                    ('ö', "o\u{308}"),
                    ('ä', "a\u{308}"),
                    ('á', "a\u{301}"),
                    ('ñ', "n\u{303}"),
                    ('ç', "c\u{327}"),
                    ('й', "и\u{306}"),
                    ('ё', "е\u{308}"),
                    ('Й', "И\u{306}"),
                    ('Ё', "Е\u{308}"),
                    ('ż', "z\u{307}"),
                    ('ē', "e\u{304}"),
                    ('ĭ', "i\u{306}"),
                ];
                let (letter, apart) = pairs.into_iter().find(|(letter, _)| text.contains(*letter))?;
                Some(text.replacen(letter, apart, 1))
            })
        },
    },
    Kind {
        id: "leading-space",
        sentence: "A text begins with a space.",
        seen: Seen::Always,
        make: |world, draw| changed(world, draw, |_, text| Some(format!(" {text}"))),
    },
    Kind {
        id: "trailing-space",
        sentence: "A text ends with a space.",
        seen: Seen::Always,
        make: |world, draw| changed(world, draw, |_, text| Some(format!("{text} "))),
    },
    Kind {
        id: "double-space",
        sentence: "Two spaces stand between two words.",
        seen: Seen::Always,
        make: |world, draw| changed(world, draw, |_, text| text.contains(' ').then(|| text.replacen(' ', "  ", 1))),
    },
    Kind {
        id: "formula",
        sentence: "A text begins as a formula does.",
        seen: Seen::Always,
        make: |world, draw| {
            changed(world, draw, |draw, text| draw.one(&["=", "+", "-", "@"]).map(|sign| format!("{sign}{text}")))
        },
    },
    Kind {
        id: "latin-letter-in-a-cyrillic-word",
        sentence: "A Latin letter stands in a Cyrillic word, where nobody sees it.",
        seen: Seen::Always,
        make: |world, draw| {
            lookalike(world, draw, [('а', 'a'), ('е', 'e'), ('о', 'o'), ('с', 'c'), ('р', 'p'), ('х', 'x'), ('С', 'C')])
        },
    },
    Kind {
        id: "cyrillic-letter-in-a-latin-word",
        sentence: "A Cyrillic letter stands in a Latin word, where nobody sees it.",
        seen: Seen::Always,
        make: |world, draw| {
            lookalike(world, draw, [('a', 'а'), ('e', 'е'), ('o', 'о'), ('c', 'с'), ('p', 'р'), ('x', 'х'), ('C', 'С')])
        },
    },
    Kind {
        id: "greek-letter-in-a-latin-word",
        sentence: "A Greek letter stands in a Latin word, where nobody sees it.",
        seen: Seen::Always,
        make: |world, draw| {
            lookalike(world, draw, [('o', 'ο'), ('v', 'ν'), ('A', 'Α'), ('B', 'Β'), ('E', 'Ε'), ('K', 'Κ'), ('T', 'Τ')])
        },
    },
    Kind {
        id: "html-entity",
        sentence: "An entity of HTML is left in a text.",
        seen: Seen::Always,
        make: |world, draw| {
            changed(world, draw, |draw, text| {
                let entity = draw.one(&["&nbsp;", "&amp;", "&#8217;", "&quot;"])?;
                text.contains(' ').then(|| text.replacen(' ', entity, 1))
            })
        },
    },
    Kind {
        id: "html-tag",
        sentence: "A tag of HTML is left in a text.",
        seen: Seen::Always,
        make: |world, draw| {
            changed(world, draw, |draw, text| {
                let tag = draw.one(&["i", "b", "em", "sup"])?;
                let (first, rest) = text.split_once(' ')?;
                Some(format!("<{tag}>{first}</{tag}> {rest}"))
            })
        },
    },
    Kind {
        id: "wiki-markup",
        sentence: "The mark-up of a wiki is left in a text.",
        seen: Seen::Always,
        make: |world, draw| {
            changed(world, draw, |draw, text| {
                let (first, rest) = text.split_once(' ')?;
                let marked = [format!("[[{first}]]"), format!("'''{first}'''"), format!("{{{{{first}}}}}")];
                Some(format!("{} {rest}", marked.get(draw.below(marked.len()))?))
            })
        },
    },
    Kind {
        id: "footnote-mark",
        sentence: "The mark of a footnote is left in a text copied from the web.",
        seen: Seen::Always,
        make: |world, draw| changed(world, draw, |draw, text| Some(format!("{text}[{}]", 1 + draw.below(99)))),
    },
    Kind {
        id: "placeholder",
        sentence: "A text is unfinished: TODO, TBD, FIXME, ???.",
        seen: Seen::Always,
        make: |world, draw| {
            changed(world, draw, |draw, text| {
                let word = draw.one(&["TODO", "TBD", "FIXME", "???"])?;
                Some(if word == "???" || draw.below(2) == 0 { word.to_owned() } else { format!("{text} {word}") })
            })
        },
    },
];

/// Another text for a text of a record.
fn changed(world: &World<'_>, draw: &mut Draw, other: impl Fn(&mut Draw, &str) -> Option<String>) -> Vec<Corruption> {
    draw.at(world.texts(), |draw, site| {
        let text = other(draw, site.value)?;
        world.draft().set(&site.file, &site.path, text).done()
    })
}

/// A character more inside a text.
fn inserted(world: &World<'_>, draw: &mut Draw, more: &'static str) -> Vec<Corruption> {
    changed(world, draw, |draw, text| {
        let places: Vec<_> = text.char_indices().skip(1).map(|(at, _)| at).collect();
        let (before, after) = text.split_at_checked(draw.one(&places)?)?;
        Some(format!("{before}{more}{after}"))
    })
}

/// A letter of another script for one that looks the same, in a word of at least three letters.
fn lookalike<const N: usize>(world: &World<'_>, draw: &mut Draw, pairs: [(char, char); N]) -> Vec<Corruption> {
    changed(world, draw, |draw, text| {
        let letters: Vec<_> = text.char_indices().collect();
        let sites = letters.windows(3).filter(|three| three.iter().all(|(_, c)| c.is_alphabetic()));
        let sites: Vec<_> = sites
            .filter_map(|three| three.get(1).copied())
            .filter_map(|(at, c)| pairs.iter().find(|(from, _)| *from == c).map(|(from, to)| (at, *from, *to)))
            .collect();
        let (at, from, to) = draw.one(&sites)?;
        let (before, after) = text.split_at_checked(at)?;
        Some(format!("{before}{to}{}", after.strip_prefix(from)?))
    })
}
