//! Text that breaks careless writers and readers: every character of Unicode, and the snares of each format. What the
//! rules let pass must come back from each export to the letter; the rest they must refuse.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use usru_core::Dataset;
use usru_core::collection::Collection;
use usru_core::record::Event;
use usru_core::rules;
use usru_core::text::Text;
use usru_export::export::{Format, files, put};

use super::sample;

/// What was tried and what came of it.
pub(super) struct Tried {
    /// How many characters some exported text holds.
    pub(super) characters: usize,
    /// How many texts are exported.
    pub(super) texts: usize,
    /// How many characters and snares the rules refuse.
    pub(super) refused: usize,
}

/// How many characters are tried in one text.
const TOGETHER: usize = 512;

/// Exports a dataset with all such text that the rules let pass into the folder, and beside it, as `expected.json`, the
/// texts by the ids of their events, each as a list of code points, which no reader can misread.
pub(super) fn export(folder: &Path) -> anyhow::Result<Tried> {
    let mut refused = 0;
    let mut texts: Vec<Vec<String>> = snares().into_iter().map(|snare| vec![snare]).collect();
    let characters: Vec<String> = ('\u{0}'..=char::MAX).map(String::from).collect();
    texts.extend(characters.chunks(TOGETHER).map(<[String]>::to_vec));

    // A text with a fault is halved until what is at fault stands alone.
    let mut passed = Vec::new();
    while !texts.is_empty() {
        let (fit, unfit) = sorted(texts)?;
        passed.extend(fit);
        refused += unfit.iter().filter(|pieces| pieces.len() == 1).count();
        let halved = unfit.iter().filter(|pieces| pieces.len() > 1);
        texts = halved.flat_map(|pieces| pieces.chunks(pieces.len().div_ceil(2)).map(<[String]>::to_vec)).collect();
    }

    let dataset = with_events(&passed)?;
    let expected: Value = passed
        .iter()
        .enumerate()
        .map(|(index, pieces)| (id(index), json!(text(pieces).chars().map(u32::from).collect::<Vec<_>>())))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let mut all = Vec::new();
    for &format in Format::ALL {
        all.extend(files(&dataset, format)?);
    }
    put(&folder.join("exports"), Format::ALL, &all)?;
    fs::write(folder.join("expected.json"), expected.to_string())?;
    let carried: BTreeSet<char> = passed.iter().flatten().flat_map(|piece| piece.chars()).collect();
    Ok(Tried { characters: carried.len(), texts: passed.len(), refused })
}

/// Puts the texts apart that the rules let pass.
#[expect(clippy::type_complexity, reason = "two lists of the same thing")]
fn sorted(texts: Vec<Vec<String>>) -> anyhow::Result<(Vec<Vec<String>>, Vec<Vec<String>>)> {
    let (possible, mut unfit): (Vec<_>, Vec<_>) = texts.into_iter().partition(|pieces| Text::new(text(pieces)).is_ok());
    let dataset = with_events(&possible)?;
    let faulty: BTreeSet<String> = rules::check(&dataset).open.into_iter().map(|finding| finding.id).collect();
    ensure!(faulty.iter().all(|id| id.starts_with("text-")), "the sample itself has faults: {faulty:?}");
    let mut fit = Vec::new();
    for (index, pieces) in possible.into_iter().enumerate() {
        if faulty.contains(&id(index)) { unfit.push(pieces) } else { fit.push(pieces) }
    }
    Ok((fit, unfit))
}

/// A snare as it is; characters kept apart, so that they are judged one by one.
fn text(pieces: &[String]) -> String {
    match pieces {
        [snare] if snare.chars().count() != 1 => snare.clone(),
        characters => format!("x {} x", characters.join(" ")),
    }
}

fn id(index: usize) -> String {
    format!("text-{}", index + 1)
}

/// The sample with one event for each text, which is its label and its summary.
fn with_events(texts: &[Vec<String>]) -> anyhow::Result<Dataset> {
    let mut dataset = sample::dataset()?;
    let pattern = dataset.get(Collection::Events, "audience-of-1810").context("the sample has no event")?;
    let pattern = serde_json::to_value(pattern)?;
    for (index, pieces) in texts.iter().enumerate() {
        let event = json!({
            "id": id(index),
            "kind": pattern.get("kind"),
            "label": text(pieces),
            "date": pattern.get("date"),
            "summary": text(pieces),
            "citations": pattern.get("citations"),
        });
        dataset.events.insert(serde_json::from_value::<Event>(event)?);
    }
    Ok(dataset)
}

fn snares() -> Vec<String> {
    let mut snares: Vec<String> = [
        // XML
        "]]>",
        "&#0;",
        "&amp;",
        "&nbsp;",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?xml version='1.0'?>",
        "a<b>c",
        "\"'`",
        // CSV
        "a,b",
        "\"",
        "\"\"",
        "a\"b,\"\"c",
        "'a'",
        ";",
        "a\tb",
        "a\nb",
        "a\r\nb",
        "a\rb",
        // What spreadsheets and statistics programs read as something else
        "=1+1",
        "+1",
        "-1",
        "@x",
        "|x",
        "NA",
        "NULL",
        "null",
        "TRUE",
        "1E5",
        "0123",
        "1/2",
        "2001-01-01",
        "#N/A",
        "1,5",
        // JSON and programs
        "\\",
        "\\n",
        "\\u0000",
        "\\ud800",
        "{\"a\": 1}",
        "${x}",
        "%s%n",
        "{{x}}",
        "__proto__",
        "$schema",
        // Space
        " x",
        "x ",
        "a  b",
        "a\u{A0}b",
        "\u{A0}x",
        "a\u{3000}b",
        "a\u{2028}b",
        "a\u{85}b",
        "",
        // Normal forms and lone marks
        "\u{301}",
        "\u{301}x",
        "e\u{301}",
        "\u{338}x",
        "Å",
        "\u{212B}",
        "ﬁ",
        "가",
        "\u{1100}\u{1161}",
        "q\u{307}\u{323}",
        // Direction, joiners, selectors
        "\u{202E}abc",
        "\u{2067}abc\u{2069}",
        "שלום abc ‏",
        "a\u{200D}b",
        "👨\u{200D}👩",
        "❤\u{FE0F}",
        "\u{FEFF}x",
        "🇷🇺🇺🇸",
        // The ends of planes
        "\u{FFFD}",
        "\u{FFFE}",
        "\u{FFFF}",
        "\u{1FFFE}",
        "\u{FDD0}",
        "\u{E000}",
        "\u{10FFFD}",
        "\u{10FFFF}",
    ]
    .map(String::from)
    .to_vec();
    // A mebibyte in one field.
    let pattern = "“ab, c\" 𝔘 ]]> & <d/> \\ Пётр ";
    snares.push(format!("{}x", pattern.repeat((1 << 20) / pattern.len())));
    snares
}
