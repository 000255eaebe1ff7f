//! The TEI is what the project's own schema says it is, and the schema refuses what it should.
//!
//! `relax-ng` stands in for jing inside `cargo test`. It goes on from a child by the child's name alone, so of several
//! elements of one name that may stand in one place it forgets which was there. In this schema those are the notes; so
//! schema and document are shown to it with the type of a note in its name, where it cannot be forgotten.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use relax_ng::{
    Content, DatatypeRegistry, Element, ExpandedName, ResolveError, Schema, SchemaResolver, SchemaSource, SchemaSyntax,
};
use roxmltree::{Document, Node, NodeType};
use usru_core::Dataset;
use usru_core::date::Basis;
use usru_core::record::{
    AgreementKind, EventKind, MeasureKind, OfficeKind, OrganizationKind, PlaceKind, PolityKind, SourceKind, VesselKind,
    WorkKind,
};
use usru_core::statement::{
    AgreementStepKind, AppointmentStepKind, ClaimKind, Comparison, DoubtStatus, LinkKind, NameKind, PostKind,
    PostStepKind, Rank, Status, VesselStepKind,
};
use usru_export::folder::load_folder;
use usru_export::tei::write_tei;

const RNG: &str = include_str!("../../crates/export/schema/usru-tei.rng");

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    struct Alone;
    impl SchemaResolver for Alone {
        fn resolve(&self, href: &str, _: &str) -> Result<SchemaSource, ResolveError> {
            Err(ResolveError::new(format!("the schema includes nothing, and not {href}")))
        }
    }
    Schema::compile(&SchemaSource::new(with_types_of_notes(RNG), "usru-tei.rng", SchemaSyntax::Xml), &Alone).unwrap()
});

/// The schema with `note.reason` for a note of the type *reason*, which each note says first.
fn with_types_of_notes(schema: &str) -> String {
    let mut notes = schema.split("<element name=\"note\">");
    let mut renamed = notes.next().unwrap().to_owned();
    for rest in notes {
        let kind =
            rest.trim_start().strip_prefix("<attribute name=\"type\"><value>").expect("a note says its type first");
        let kind = kind.split('<').next().unwrap();
        renamed.extend(["<element name=\"note.", kind, "\">", rest]);
    }
    renamed
}

/// An element of a document as the validator wants to see it.
struct Seen<'a, 'd>(Node<'a, 'd>);

impl Element for Seen<'_, '_> {
    type Location = String;

    fn name(&self) -> ExpandedName {
        let name = self.0.tag_name();
        match self.0.attribute("type") {
            Some(kind) if name.name() == "note" => ExpandedName::new(name.namespace(), format!("note.{kind}")),
            _ => ExpandedName::new(name.namespace(), name.name()),
        }
    }

    fn attributes(&self) -> impl Iterator<Item = (ExpandedName, String)> {
        self.0
            .attributes()
            .map(|attribute| (ExpandedName::new(attribute.namespace(), attribute.name()), attribute.value().to_owned()))
    }

    fn children(&self) -> impl Iterator<Item = Content<Self>> {
        self.0.children().filter_map(|child| match child.node_type() {
            NodeType::Element => Some(Content::Element(Self(child))),
            NodeType::Text => Some(Content::Text(child.text().unwrap().to_owned())),
            _ => None,
        })
    }

    fn location(&self) -> Option<String> {
        let place = self.0.document().text_pos_at(self.0.range().start);
        Some(format!("{}:{}", place.row, place.col))
    }
}

/// What is wrong with a document, each fault with its line, its column and the way to it.
fn faults(xml: &str) -> Vec<String> {
    let document = Document::parse(xml).unwrap();
    let faults = SCHEMA.validate(&DatatypeRegistry::new(), &Seen(document.root_element())).unwrap();
    let told = faults.iter().map(|fault| {
        let way: Vec<_> = fault.path().iter().map(|name| name.local.as_str()).collect();
        format!("{}: {} in {}", fault.location().unwrap(), fault.kind(), way.join("/"))
    });
    told.collect()
}

fn tei(dataset: &Dataset) -> String {
    let mut out = Vec::new();
    write_tei(dataset, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Every kind of record and every tricky field.
fn sample() -> Dataset {
    serde_json::from_str(include_str!("../../crates/export/src/tei/sample.json")).unwrap()
}

fn assert_valid(dataset: &Dataset) {
    let faults = faults(&tei(dataset));
    assert!(
        faults.is_empty(),
        "{} faults, the first of them:\n{}",
        faults.len(),
        faults[..faults.len().min(5)].join("\n")
    );
}

#[test]
fn the_dataset_is_valid() {
    assert_valid(usru_data::dataset());
}

#[test]
fn every_kind_of_record_is_valid() {
    assert_valid(&sample());
}

#[test]
fn a_small_dataset_and_an_empty_one_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/core/tests/fixtures/small");
    assert_valid(&load_folder(&folder).unwrap().dataset.unwrap());
    assert_valid(&Dataset::empty(sample().about));
}

/// What is done to the sample, what is replaced and by what; each must be refused.
const SPOILT: &[(&str, &str, &str)] = &[
    ("an unknown element", "<geo ", "<p>north</p><geo "),
    ("an unknown element in words", "<note type=\"summary\">A place.", "<note type=\"summary\">A <hi>place</hi>."),
    ("an element of another namespace", "<ptr ", "<ptr xmlns=\"http://www.w3.org/1999/xhtml\" "),
    ("an unknown attribute", "<place ", "<place n=\"1\" "),
    ("a record without a label", "<placeName type=\"label\">Capital</placeName>", ""),
    ("an empty label", "<placeName type=\"label\">Capital<", "<placeName type=\"label\"> <"),
    ("a record without a summary", "<note type=\"summary\">A place.</note>", ""),
    ("a record without an identifier", "<place xml:id=\"place.capital\"", "<place"),
    ("an identifier of another collection", "<place xml:id=\"place.capital\"", "<place xml:id=\"person.capital\""),
    ("an identifier that is none", "xml:id=\"event.audience\"", "xml:id=\"event.Audience\""),
    ("a record in the list of another collection", "<listOrg type=\"offices\">", "<listOrg type=\"posts\">"),
    ("an unknown kind of record", "type=\"settlement\"", "type=\"village\""),
    ("a kind of another collection", "type=\"warship\"", "type=\"treaty\""),
    ("an unknown kind of step", "type=\"took-leave\"", "type=\"took-off\""),
    ("a step of another vocabulary", "type=\"laid-down\"", "type=\"opened\""),
    ("an unknown step in a reading", "subtype=\"ratified\"", "subtype=\"broken\""),
    ("a step without a label", "<label>signed</label>", ""),
    ("a name of an unknown kind", "type=\"native\"", "type=\"official-ish\""),
    ("a name without a language", " type=\"native\" xml:lang=\"ru-Cyrl\"", " type=\"native\""),
    ("a malformed language", "xml:lang=\"ru-Cyrl\"", "xml:lang=\"ru_cyrl\""),
    ("a claim of an unknown kind", "subtype=\"precedence\"", "subtype=\"hearsay\""),
    ("an unknown connection", "<relation name=\"about\"", "<relation name=\"touches\""),
    (
        "a connection that its mention does not know",
        "ref=\"#source.chronology\" type=\"about\"",
        "ref=\"#source.chronology\" type=\"x\"",
    ),
    ("a variant without a reason", "<note type=\"reason\">Another act.</note>", ""),
    (
        "a variant whose note is no reason",
        "<note type=\"reason\">The year.</note>",
        "<note type=\"note\">The year.</note>",
    ),
    ("a note of an unknown type", "<note type=\"what\">", "<note type=\"why\">"),
    ("a note without a type", "<note type=\"what\">", "<note>"),
    (
        "a note on a value that does not say on which",
        "<note type=\"as-written\" target=\"#measure.gift.quantity\">",
        "<note type=\"as-written\">",
    ),
    ("a variant without a status", " type=\"variant\" subtype=\"imprecise\"", " type=\"variant\""),
    (
        "a variant of an unknown status",
        "type=\"variant\" subtype=\"disputed\"",
        "type=\"variant\" subtype=\"doubtful\"",
    ),
    ("a variant without an identifier", " xml:id=\"event.audience.date.variants.1\"", ""),
    ("a variant without a target", " target=\"#event.audience.date\">", ">"),
    (
        "a variant without a source",
        "<note type=\"reason\">The year.</note>
          <bibl type=\"citation\">
            <ptr target=\"#source.chronology\"/>
            <citedRange unit=\"section\" target=\"#source.chronology.sections.1\">lead</citedRange>
          </bibl>",
        "<note type=\"reason\">The year.</note>",
    ),
    (
        "a reading written as a fact",
        "<placeName ref=\"#place.region\" type=\"place\">Region</placeName>",
        "<birth when=\"1701\"/>",
    ),
    (
        "a reading with sources of its own",
        "when=\"2026\" calendar",
        "when=\"2026\" source=\"#source.chronology\" calendar",
    ),
    ("a citation without a section", "<citedRange unit=\"section\">elsewhere</citedRange>", ""),
    ("a citation of what is no source", "<ptr target=\"#source.chronology\"/>", "<ptr target=\"#work.decree\"/>"),
    ("a pointer without its sign", "ref=\"#place.capital\"", "ref=\"place.capital\""),
    ("a pointer at another collection", "<persName ref=\"#person.envoy\"", "<persName ref=\"#polity.envoy\""),
    ("a date without an expression", "<date type=\"during\" when=\"1824\"", "<date type=\"during\""),
    (
        "an expression without its calendar",
        "when-custom=\"[1799..1801]\" datingMethod=\"#cal-edtf\"",
        "when-custom=\"[1799..1801]\"",
    ),
    ("a calendar without an expression", "when-custom=\"[1799..1801]\" datingMethod", "datingMethod"),
    ("an unknown calendar", "datingMethod=\"#cal-unstated\"", "datingMethod=\"#cal-mayan\""),
    ("words in a calendar that is not the date's", "calendar=\"#cal-unstated\"", "calendar=\"#cal-julian\""),
    ("an expression that is no EDTF", "when-custom=\"18XX\"", "when-custom=\"19th century\""),
    ("a day that W3C writes otherwise", "when=\"2026-11-22\"", "when=\"22.11.2026\""),
    ("a month that is none", "to=\"1917-03\"", "to=\"1917-13\""),
    ("a limit that is no day", "notAfter=\"1801-12-31\"", "notAfter=\"1801\""),
    ("a beginning and a limit of it", " from=\"1850\"", " from=\"1850\" notBefore=\"1850-01-01\""),
    ("an unknown reason for a date", "evidence=\"inferred\"", "evidence=\"guessed\""),
    (
        "a birth whose date is not repeated",
        "person.envoy.birth\" when=\"1700-03-11\" when-custom=\"1700-02-29\" datingMethod=\"#cal-julian\"",
        "person.envoy.birth\"",
    ),
    ("a doubted record that is not marked", " cert=\"low\">", ">"),
    (
        "an undoubted record that is marked",
        "<place xml:id=\"place.region\"",
        "<place cert=\"low\" xml:id=\"place.region\"",
    ),
    (
        "an unknown status of doubt",
        "<note type=\"doubt\" subtype=\"disputed\"",
        "<note type=\"doubt\" subtype=\"superseded\"",
    ),
    ("a range with a number besides", "atLeast=\"1500.5\"", "quantity=\"1\" atLeast=\"1500.5\""),
    (
        "a number that its comparison does not fit",
        "subtype=\"at-most\" atMost=\"7\"",
        "subtype=\"at-most\" atLeast=\"7\"",
    ),
    ("a number that is none", "atMost=\"20000\"", "atMost=\"20,000\""),
    ("an unknown comparison", "subtype=\"nearly\"", "subtype=\"almost\""),
    ("a measure without a unit", " unit=\"us-dollar\" ana", " ana"),
    ("a unit that is no term", "unit=\"us-dollar\" ana", "unit=\"US$\" ana"),
    ("an unknown rank", "subtype=\"minister-plenipotentiary\"", "subtype=\"minister-with-a-hat\""),
    ("coordinates in words", "59.5 -30.25", "59.5 N, 30.25 W"),
    ("a participant without a role", "ref=\"#vessel.ship\" role=\"transport\"", "ref=\"#vessel.ship\""),
    ("a relation that leads nowhere", "active=\"#work.decree\" passive=\"#place.capital\"", "active=\"#work.decree\""),
    ("a relation in the wrong list", "<listRelation type=\"within\"", "<listRelation type=\"predecessors\""),
    ("relations apart from their record without a pointer at it", " corresp=\"#place.capital\">", ">"),
    ("an appointment to nothing", "<relation name=\"post\" active", "<relation name=\"polity\" active"),
    ("an appointment without a person", "<relation name=\"person\" active", "<relation name=\"organization\" active"),
    ("a section without a heading", "<title level=\"a\">lead</title>", ""),
    ("an address without a scheme", "target=\"https://example.org/c#lead\"", "target=\"example.org/c\""),
    (
        "names after the facts",
        "<textLang mainLang=\"ru-Cyrl\"/>\n        <note",
        "<title type=\"title\" xml:lang=\"en\">Late</title>\n        <note",
    ),
    ("text between records", "<listPlace type=\"places\">", "<listPlace type=\"places\">Here:"),
    ("a header without a licence", "<term type=\"licence\">CC0-1.0</term> ", ""),
    ("a chronology of people", "<item corresp=\"#event.audience\">", "<item corresp=\"#person.envoy\">"),
    (
        "a dispute without a source",
        "(<title ref=\"#source.chronology\">Chronology</title>, lead)</note></item>",
        "</note></item>",
    ),
];

#[test]
fn what_is_spoilt_is_refused() {
    let sound = tei(&sample());
    for (what, from, to) in SPOILT {
        assert!(sound.contains(from), "{what}: “{from}” is not in the sample");
        let spoilt = sound.replacen(from, to, 1);
        assert!(!faults(&spoilt).is_empty(), "{what} is not refused");
    }
}

/// The words that the schema lists under that name.
fn listed(vocabulary: &str) -> Vec<String> {
    let schema = Document::parse(RNG).unwrap();
    let name = format!("words.{vocabulary}");
    let is = |node: &Node<'_, '_>, tag: &str| node.is_element() && node.tag_name().name() == tag;
    let define = schema.descendants().find(|node| is(node, "define") && node.attribute("name") == Some(&name)).unwrap();
    let values = define.descendants().filter(|node| is(node, "value"));
    values.map(|node| node.text().unwrap().to_owned()).collect()
}

#[test]
fn the_vocabularies_are_those_of_the_records() {
    macro_rules! assert_listed {
        ($($vocabulary:literal: $Word:ident,)*) => {$(
            let words: Vec<_> = $Word::ALL.iter().map(|word| word.as_str()).collect();
            assert_eq!(listed($vocabulary), words, $vocabulary);
        )*};
    }
    assert_listed! {
        "source-kind": SourceKind,
        "polity-kind": PolityKind,
        "place-kind": PlaceKind,
        "organization-kind": OrganizationKind,
        "vessel-kind": VesselKind,
        "work-kind": WorkKind,
        "agreement-kind": AgreementKind,
        "office-kind": OfficeKind,
        "event-kind": EventKind,
        "measure-kind": MeasureKind,
        "agreement-step": AgreementStepKind,
        "appointment-step": AppointmentStepKind,
        "post-step": PostStepKind,
        "vessel-step": VesselStepKind,
        "post-kind": PostKind,
        "rank": Rank,
        "name-kind": NameKind,
        "claim-kind": ClaimKind,
        "link-kind": LinkKind,
        "basis": Basis,
        "variant-status": Status,
        "doubt-status": DoubtStatus,
    }
    let written = Comparison::ALL.iter().filter(|word| **word != Comparison::Exactly).map(|word| word.as_str());
    assert_eq!(listed("comparison"), written.collect::<Vec<_>>());
    // Each is used: a list that nothing refers to closes nothing.
    let used: BTreeSet<_> =
        RNG.split("<ref name=\"words.").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(used.len(), 23, "{used:?}");
}
