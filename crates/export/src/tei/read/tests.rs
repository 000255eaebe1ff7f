//! The sample, which has every kind of record and every tricky field: read back, through harmless hands and harmful ones.

mod editor;

use std::fmt::Write as _;

use usru_core::Dataset;
use usru_core::diagnostic::Location;

use self::editor::{Habit, edited};
use super::read_tei;
use crate::read::{Derived, Faults};
use crate::tei::write_tei;

fn sample() -> Dataset {
    serde_json::from_str(include_str!("../sample.json")).unwrap()
}

fn written(dataset: &Dataset) -> String {
    let mut out = Vec::new();
    write_tei(dataset, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn read(document: &str) -> Result<Dataset, Faults> {
    read_tei(document.as_bytes(), Derived::Checked)
}

fn assert_same(what: &str, document: &str) {
    match read(document) {
        Ok(dataset) => assert!(dataset == sample(), "{what}: another dataset came back"),
        Err(faults) => panic!("{what}:\n{faults}"),
    }
}

/// The faults with line and column.
fn told(faults: &Faults) -> String {
    let told = faults.diagnostics.iter().map(|fault| {
        let (line, column) = (fault.location.line, fault.location.column);
        format!("{line}:{column} {}: {}\n    {}\n", fault.rule, fault.message, fault.help)
    });
    told.collect()
}

/// The faults with the text that they point at, which stays where it is when the header grows. Line and column must be
/// those of that text.
fn told_by_spot(faults: &Faults) -> String {
    let text = &faults.texts["dataset.xml"];
    let told = faults.diagnostics.iter().map(|fault| {
        let location = &fault.location;
        assert_eq!(*location, Location::new("dataset.xml", text, location.span.clone()));
        format!("{} {}: {}\n    {}\n", &text[location.span.clone()], fault.rule, fault.message, fault.help)
    });
    told.collect()
}

#[test]
fn what_was_written_comes_back() {
    assert_same("as it is", &written(&sample()));
    let empty = Dataset::empty(sample().about);
    assert_eq!(read(&written(&empty)).unwrap(), empty);
}

#[test]
fn what_editors_do_without_harm_is_accepted() {
    let document = written(&sample());
    for habits in [
        [].as_slice(),
        &[Habit::Prefix],
        &[Habit::AttributesReversed],
        &[Habit::RecordsReversed],
        &[Habit::Cdata],
        &[Habit::References],
        &[Habit::Comments],
        &[Habit::Pretty],
        &[Habit::Prefix, Habit::AttributesReversed, Habit::RecordsReversed, Habit::Comments, Habit::Pretty],
    ] {
        assert_same(&format!("{habits:?}"), &edited(&document, habits));
    }
    assert_same("a byte-order mark", &format!("\u{feff}{document}"));
    assert_same("Windows line ends", &document.replace('\n', "\r\n"));
    let after_declaration = document.split_once("?>").unwrap().1;
    assert_same("no declaration", after_declaration.trim_start());
    let declared = "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<?xml-model href='tei_all.rng'?>";
    assert_same("another declaration", &format!("{declared}{after_declaration}"));
    let schema = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='x y'";
    assert_same("a schema for validators", &document.replacen("<TEI ", &format!("<TEI {schema} "), 1));
}

/// What is done to the document: what is replaced, where it first stands, and by what.
const DAMAGE: &[(&str, &str, &str)] = &[
    // What is not XML.
    ("an element is not closed", "</standOff>", ""),
    ("the file is cut off", "<listEvent type=\"events\">", "\u{0}"),
    ("an ampersand", "Far back.", "Far & back."),
    ("an entity that nobody declares", "Far back.", "Far&nbsp;back."),
    // What is not of this exporter.
    ("another name space", "http://www.tei-c.org/ns/1.0", "http://www.tei-c.org/ns/2.0"),
    ("another program", "ident=\"usru-export\"", "ident=\"oxgarage\""),
    ("another encoding", "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\""),
    // What the types refuse.
    ("a word that is not of the list", "subtype=\"precedence\"", "subtype=\"precedent\""),
    ("a kind that is not of the list", "type=\"visit\"", "type=\"vist\""),
    ("a malformed id", "xml:id=\"event.long-ago\"", "xml:id=\"event.Long Ago\""),
    ("an id of another collection", "xml:id=\"event.long-ago\"", "xml:id=\"place.long-ago\""),
    ("an id twice", "xml:id=\"event.long-ago\"", "xml:id=\"event.audience\""),
    (
        "a day that is none",
        "when-custom=\"1809-10-24\" datingMethod=\"#cal-julian\" calendar",
        "when-custom=\"1809-10-34\" datingMethod=\"#cal-julian\" calendar",
    ),
    ("a date as a spreadsheet writes it", "when=\"1824-04-17\" calendar", "when=\"4/17/1824\" calendar"),
    ("a calendar that is none", "datingMethod=\"#cal-julian\" calendar", "datingMethod=\"#cal-coptic\" calendar"),
    ("no calendar", " datingMethod=\"#cal-julian\" calendar", " calendar"),
    ("a language that is none", "xml:lang=\"fr\"", "xml:lang=\"french\""),
    ("a number that is none", "atLeast=\"-12345\"", "atLeast=\"-12,345\""),
    ("no summary", "<note type=\"summary\">Far back.</note>", ""),
    ("an empty text", "<note type=\"summary\">Far back.</note>", "<note type=\"summary\"/>"),
    ("no reason", "<note type=\"reason\">Not so.</note>", ""),
    ("a pointer at the wrong kind of record", "passive=\"#place.capital\"", "passive=\"#person.envoy\""),
    // What contradicts itself.
    (
        "@when",
        "when=\"1809-11-05\" when-custom=\"1809-10-24\" datingMethod=\"#cal-julian\" cal",
        "when=\"1809-11-06\" when-custom=\"1809-10-24\" datingMethod=\"#cal-julian\" cal",
    ),
    (
        "@when-custom of a date",
        "when-custom=\"1809-10-24\" datingMethod=\"#cal-julian\" cal",
        "when-custom=\"1809-10-25\" datingMethod=\"#cal-julian\" cal",
    ),
    ("no @notAfter", " notAfter=\"1814-05-31\"", ""),
    ("the words of a date", ">October 1809 (calendar not stated)<", ">October 1809<"),
    ("the label of a record", "<label type=\"label\">Long ago</label>", "<label type=\"label\">Very long ago</label>"),
    (
        "the label of a reference",
        "<placeName ref=\"#place.capital\">Capital<",
        "<placeName ref=\"#place.capital\">Capitol<",
    ),
    ("the text", "Legation</ref>: opened, legation", "Legation</ref>: closed, legation"),
    ("an entry of the text", "<item corresp=\"#event.long-ago\">", "<item>"),
    ("the role in a relation", "name=\"participant\" type=\"envoy\"", "name=\"participant\" type=\"guest\""),
    ("the count of records", "unit=\"event\">events: ", "unit=\"event\">happenings: "),
    ("an address", "target=\"https://example.org/%5Bhome%5D#a\"", "target=\"https://example.org/\""),
    // What has no place.
    ("an attribute", "<note type=\"summary\">Far", "<note resp=\"#me\" type=\"summary\">Far"),
    ("an element", "<note type=\"summary\">Far", "<note type=\"remark\">Hm.</note><note type=\"summary\">Far"),
    ("markup in a text", "Far back.", "Far <hi>back</hi>."),
    ("stray words", "<note type=\"summary\">Far", "Hm.<note type=\"summary\">Far"),
    ("a summary twice", "<note type=\"summary\">Far", "<note type=\"summary\">One.</note><note type=\"summary\">Far"),
    ("a note on nothing", "target=\"#event.audience.places.1\"", "target=\"#event.audience.places.9\""),
    (
        "an element of another name space",
        "<note type=\"summary\">Far",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/><note type=\"summary\">Far",
    ),
    (
        "another order",
        "<label type=\"label\">Audience</label>\n        <label type=\"alias\" xml:lang=\"fr\">Audience</label>",
        "<label type=\"alias\" xml:lang=\"fr\">Audience</label><label type=\"label\">Audience</label>",
    ),
    ("another version", concat!("version=\"", env!("CARGO_PKG_VERSION"), "\""), "version=\"0.0.9\" n=\"1\""),
];

#[test]
fn each_kind_of_damage_is_told_at_its_place() {
    let document = written(&sample());
    let mut all = String::new();
    for (what, from, to) in DAMAGE {
        let (before, after) =
            document.split_once(from).unwrap_or_else(|| panic!("{what}: {from} is not in the sample"));
        let damaged = match *to {
            "\u{0}" => before.to_owned(),
            to => format!("{before}{to}{after}"),
        };
        let faults = read(&damaged).expect_err(what);
        writeln!(all, "# {what}\n{}", told_by_spot(&faults)).unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn what_is_no_tei_of_this_exporter_is_refused_with_a_sentence() {
    let tei = "<TEI xmlns='http://www.tei-c.org/ns/1.0'>";
    let foreign = [
        String::new(),
        "id,kind,label\n".to_owned(),
        "<html/>".to_owned(),
        "<TEI/>".to_owned(),
        "<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'/>".to_owned(),
        format!("{tei}<text/></TEI>"),
        format!("{tei}<teiHeader><fileDesc/></teiHeader><text/></TEI>"),
        format!(
            "{tei}<teiHeader><encodingDesc><appInfo><application ident='oxgarage' version='1'/></appInfo>\
             </encodingDesc></teiHeader></TEI>"
        ),
    ];
    let mut all = String::new();
    for document in foreign {
        writeln!(all, "# {document}\n{}", told(&read(&document).unwrap_err())).unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn hostile_xml_is_refused() {
    let many = |n: usize, of: &dyn Fn(usize) -> String| (1..=n).map(of).collect::<Vec<_>>().concat();
    let laughs = many(9, &|n| format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10)));
    let hostile = [
        ("a document type", "<!DOCTYPE TEI SYSTEM 'tei.dtd'><TEI/>".to_owned()),
        ("an external entity", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hosts'>]><a>&e;</a>".to_owned()),
        ("a billion laughs", format!("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY l0 'ha'>{laughs}]><a>&l9;</a>")),
        ("deep nesting", format!("{}{}", "<a>".repeat(1_000_000), "</a>".repeat(1_000_000))),
        ("deep nesting without an end", "<a>".repeat(1_000_000)),
        ("many attributes", format!("<a{}/>", many(100_000, &|n| format!(" a{n}=''")))),
        ("many name spaces", format!("<a>{}</a>", many(20_000, &|n| format!("<b xmlns:n{n}='http://n{n}'/>")))),
        ("a tag without an end", format!("<a {}", "b='c' ".repeat(10))),
        ("a comment without an end", "<a><!-- ".to_owned()),
        ("a character that XML does not have", "<a>\u{1}</a>".to_owned()),
        ("a reference to a character that XML does not have", "<a>&#0;</a>".to_owned()),
    ];
    let mut all = String::new();
    for (what, document) in hostile {
        writeln!(all, "# {what}\n{}", told(&read(&document).expect_err(what))).unwrap();
    }
    let utf_16: Vec<_> = "\u{feff}<TEI/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let faults = read_tei(utf_16.as_slice(), Derived::Checked).unwrap_err();
    writeln!(all, "# UTF-16\n{}", told(&faults)).unwrap();
    insta::assert_snapshot!(all);
}

#[test]
fn derived_values_may_be_ignored_but_nothing_is_lost() {
    let document = written(&sample());
    let ignoring = |document: &str| read_tei(document.as_bytes(), Derived::Ignored);
    let moved = document.replace("1809-10-24", "1809-10-25").replacen(
        "ref=\"#post.legation\">Legation<",
        "ref=\"#post.legation\">Embassy<",
        1,
    );
    let json = serde_json::to_string(&sample()).unwrap().replace("1809-10-24", "1809-10-25");
    let dataset: Dataset = serde_json::from_str(&json).unwrap();
    assert!(read(&moved).is_err());
    assert!(ignoring(&moved).unwrap() == dataset);
    let (standing, _) = document.split_once("<text>").unwrap();
    assert!(ignoring(&format!("{standing}</TEI>")).unwrap() == sample());
    let lost = document.replacen(
        "<note type=\"summary\">Far",
        "<note type=\"remark\">Hm.</note><note type=\"summary\">Far",
        1,
    );
    assert_eq!(ignoring(&lost).unwrap_err().diagnostics.len(), 1);
}

#[test]
fn no_damage_makes_the_reader_fall_over_or_misread() {
    // A small generator, so that the crate needs none of its own: the same damage in each run.
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let document = written(&sample());
    let pieces =
        ["<", ">", "\"", "&", "&amp;", "</note>", "<note type=\"reason\">", " ", "\u{0}", "é", "#", "-", "1", ""];
    let mut refused = 0;
    for _ in 0..150 {
        let mut damaged = document.clone();
        for _ in 0..=random(3) {
            let boundary = |mut at: usize| {
                while !damaged.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = boundary(random(damaged.len()));
            let end = boundary((start + random(40)).min(damaged.len())).max(start);
            damaged.replace_range(start..end, pieces[random(pieces.len())]);
        }
        match read(&damaged) {
            // Whatever is accepted says the same when it is written.
            Ok(dataset) => assert_eq!(read(&written(&dataset)).unwrap(), dataset),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 100, "{refused} refused");
}
