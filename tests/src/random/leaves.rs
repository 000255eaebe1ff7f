//! Single values at random: texts of every script, dates of every form, numbers to the edges.

use proptest::prelude::RngExt as _;
use proptest::test_runner::TestRng;
use serde_json::{Number, Value};
use usru_core::date::{Calendar, Edtf};
use usru_core::text::Text;

/// What texts are put together from: words of many scripts, marks that mean something to JSON, CSV, XML, a spreadsheet
/// or a reader of numbers, and spaces of several widths.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "the", "Treaty", "of", "1867", "Александр", "Ѳеодоръ", "Їжакевич", "Ἀθῆναι", "القدس", "ירושלים", "दिल्ली", "東京",
    "서울", "ไทย", "é", "e\u{301}", "ß", "ﬁ", "Ǆ", "𐌰𐌽", "🛰️", "👩‍🚀", "a\u{200B}b", "\u{202E}abc\u{202C}", "\u{AD}",
    "&", "&amp;", "&#0;", "&#x26;", "<", "<b>", "</note>", "]]>", "<!--", "-->", "<?x?>", "\"", "\"\"", "'", "“q”", "`",
    ",", ";", "|", "\\", "\\n", "\\u0041", "/", "#", "%", "{", "}", "[", "]", "$", "null", "true", "TRUE", "NA", "NaN",
    "1.5E+06", "007", "1809-11-05", "11/5/1809", "=1+1", "+1", "-1", "@x", "−1", "…", "—", "  ", "\u{A0}", "\u{2009}",
    "\u{3000}", "\u{FFFD}", "\u{10FFFD}", "\u{1FFFE}", "\u{FDD0}", "\u{E000}",
];

/// Characters with which no text of a dataset begins, because a spreadsheet would run it.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

pub(super) fn pick<'a, T: ?Sized>(rng: &mut TestRng, from: &'a [&'a T]) -> &'a T {
    from[rng.random_range(0..from.len())]
}

/// A text: mostly a few pieces, now and then any characters at all, seldom a long one.
pub(super) fn text(rng: &mut TestRng) -> String {
    loop {
        let mut text = String::new();
        let pieces = if rng.random_bool(0.01) { 800 } else { rng.random_range(1..8) };
        for _ in 0..pieces {
            if rng.random_bool(0.1) {
                text.extend(char::from_u32(rng.random_range(0x20..0x11_0000)));
            } else {
                text.push_str(pick(rng, PIECES));
            }
            if rng.random_bool(0.5) {
                text.push(' ');
            }
        }
        let text = text.trim();
        if !text.starts_with(FORMULA) && Text::new(text).is_ok() {
            return text.to_owned();
        }
    }
}

/// Lower-case ASCII words joined by hyphens.
pub(super) fn kebab(rng: &mut TestRng) -> String {
    let mut id = pick(rng, &["a", "ab", "x1", "treaty", "z"]).to_owned();
    for _ in 0..rng.random_range(0..4) {
        id.push('-');
        id.push_str(pick(rng, &["a", "0", "1867", "of", "b2b", "variants", "date"]));
    }
    id
}

pub(super) fn language(rng: &mut TestRng) -> &'static str {
    pick(
        rng,
        &["en", "ru-Cyrl", "ru-Latn-t-ru-m0-alaloc", "en-GB", "zh-Hant-t-m0-wadegile", "es-419", "grc", "fr-t-ru-cyrl"],
    )
}

pub(super) fn url(rng: &mut TestRng) -> String {
    let end = pick(rng, &["", "?a=1&b=%20", "#x", "ø", "日本", "~a/(b)", "'", ";x,y", "]]"]);
    format!("{}://{}.example/{end}", pick(rng, &["http", "https"]), kebab(rng))
}

/// An expression of any level that holds in the calendar.
pub(super) fn edtf(rng: &mut TestRng, calendar: Calendar) -> String {
    loop {
        let expression = expression(rng);
        // A year before 0000 is a formula to a spreadsheet, so no CSV holds it.
        if !expression.starts_with('-')
            && Edtf::new(expression.as_str()).is_ok_and(|edtf| edtf.check_in(calendar).is_ok())
        {
            return expression;
        }
    }
}

fn expression(rng: &mut TestRng) -> String {
    const ODD: &[&str] = &[
        "185X",
        "18XX",
        "1809-XX",
        "1809-11-XX",
        "Y170000002",
        "Y17E7",
        "Y-17E7",
        "1950S2",
        "0000",
        "9999-12-31",
        "1700-02-29",
        "1800-02-29",
        "1900-02-28",
        "1582-10-04",
        "1582-10-15",
        "1918-02-01",
        "1809?-11-~05",
        "1809-21",
        "..",
        "/1809",
    ];
    let (a, b) = (day(rng), day(rng));
    let (first, last) = if a <= b { (&a, &b) } else { (&b, &a) };
    match rng.random_range(0..14) {
        0 => format!("{first}/{last}"),
        1 => format!("[{first}..{last}]"),
        2 => format!("{{{first},{last}}}"),
        3 => format!("{a}/.."),
        4 => format!("../{a}"),
        5 => format!("{a}/"),
        6 => format!("[..{a}]"),
        7 => format!("{a}{}", pick(rng, &["?", "~", "%"])),
        8 | 9 => pick(rng, ODD).to_owned(),
        _ => a,
    }
}

/// A day, a month or a year.
fn day(rng: &mut TestRng) -> String {
    let year = if rng.random_bool(0.9) { rng.random_range(1741..2027) } else { rng.random_range(0..10_000) };
    let (month, day) = (rng.random_range(1..13), rng.random_range(1..32));
    match rng.random_range(0..5) {
        0 => format!("{year:04}"),
        1 => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// A number within the limits: whole or not, small or at an edge.
pub(super) fn number(rng: &mut TestRng, least: f64, most: f64) -> Value {
    const ODD: [f64; 10] = [0.1, 0.3, 1e-7, 5e-324, 2.5, 47.1, 30.0, -0.0, 33.333_333_333_333_336, 0.000_01];
    loop {
        let number: Number = match rng.random_range(0..6) {
            0 => rng.random_range(-90_i64..=90).into(),
            1 => rng.random_range(0_i64..=1_000_000_000_000).into(),
            2 if most > 1e15 => 9_007_199_254_740_991_i64.into(),
            3 => Number::from_f64(ODD[rng.random_range(0..ODD.len())]).unwrap(),
            4 => Number::from_f64(if rng.random_bool(0.5) { least } else { most }).unwrap(),
            _ => Number::from_f64(rng.random_range(least..=most)).unwrap(),
        };
        if number.as_f64().is_some_and(|value| (least..=most).contains(&value)) {
            return number.into();
        }
    }
}
