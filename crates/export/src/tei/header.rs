//! The teiHeader: the title page of the dataset, and how the document is encoded.

use std::collections::BTreeSet;

use usru_core::collection::Collection;
use usru_core::dataset::{About, AnyRecord};
use usru_core::statement::Name;
use usru_core::text::LangTag;

use super::context::Context;
use super::date::Dated;
use super::ids::{Position, pointer_to, uri};
use super::record::address;
use super::vocabulary::taxonomies;
use super::xml::{Element, el};

/// What the header calls the program that wrote the document, and by what it is known again.
pub(super) const APPLICATION: &str = env!("CARGO_PKG_NAME");

/// The header.
pub(super) fn header(cx: &Context<'_>) -> Element {
    let about = &cx.dataset.about;
    el("teiHeader").child(file(about, cx)).child(encoding()).child(profile(about, cx))
}

fn file(about: &About, cx: &Context<'_>) -> Element {
    let contributors = about.contributors.iter().map(|contributor| {
        el("respStmt")
            .child(el("resp").text(contributor.role.as_str()))
            .child(el("name").text(contributor.name.as_str()))
    });
    let extent = Collection::ALL
        .iter()
        .map(|&collection| (collection, cx.dataset.len_of(collection)))
        .filter(|&(_, records)| records > 0);
    let extent = extent.map(|(collection, records)| {
        el("measure")
            .attr("quantity", records.to_string())
            .attr("unit", collection.singular())
            .text(format!("{}: {records}", collection.name()))
    });
    let mut notes = Vec::new();
    let released = about.released.encode_at(&Position::about().field("released"), cx, &mut notes);
    let licence = el("licence")
        .attr("target", uri(about.licence_url.as_str()))
        .child(el("term").attr("type", "licence").text(about.licence.as_str()))
        .text(" ")
        .child(address("licence-url", &about.licence_url));
    let extent = el("extent").children(extent);
    el("fileDesc")
        .child(el("titleStmt").child(el("title").text(about.title.as_str())).children(contributors))
        .child(el("editionStmt").child(el("edition").text(about.version.as_str())))
        .maybe((!extent.is_empty()).then_some(extent))
        .child(
            el("publicationStmt")
                .child(el("publisher").text(about.publisher.as_str()))
                .children(released)
                .child(el("idno").attr("type", "name").text(about.name.as_str()))
                .child(el("availability").child(licence))
                .maybe(about.homepage.as_ref().map(|url| address("homepage", url))),
        )
        .maybe((!notes.is_empty()).then(|| el("notesStmt").children(notes)))
        .child(
            el("sourceDesc").child(
                el("p").text(
                    "Born digital. The works cited, with the sections that citations name, are listed in standOff.",
                ),
            ),
        )
}

fn encoding() -> Element {
    let paragraph = |text: &str| el("p").text(text);
    let said = [
        "A statement is encoded by the element that TEI has for it, and what is said about the statement by notes whose \
         @target points at it: note[@type='citations'] gives its own sources where they are not those of the record, \
         note[@type='note'] what a reader needs to know, note[@type='as-written'] the words of the source.",
        "Where sources disagree, the element holds the preferred reading, and each other reading stands in a \
         note[@type='variant'] that points at the element. @subtype says what the editors think of it; in the note are \
         the reading, the reason and the sources. Readings are encoded by names, dates, terms and measures only, never \
         by event or relation, so that nothing takes them for fact.",
        "A record that a source asserts and scholarship doubts or denies as a whole has a note[@type='doubt'] and \
         @cert='low'.",
        "A record that breaks one of the rules that every dataset of this shape is held to, and is right nevertheless, \
         says so in a note[@type='allowance'] with the rule in @subtype and the reason.",
    ];
    let derived = "Computed from the dataset for convenience, and not stated by it: @when, @notBefore, @notAfter, @from \
         and @to wherever @when-custom stands beside them, and on whatever is not a date; @cert and @precision of dates \
         and the words in them; the texts of elements with @ref, and of relation/desc; @where; @source; @ana; \
         citedRange/@target; person/occupation; the words of measures, terms and the labels of steps; counts in extent; \
         and the whole of the text, a chronology made from the standOff.";
    let dates = "@when, @notBefore, @notAfter, @from and @to are always Gregorian (W3C XML Schema), and are left out where \
         they would lie before the year 1 or after the year 9999. An expression that is more than a Gregorian year, month \
         or day stands whole in @when-custom, in Extended Date/Time Format and in the calendar that @datingMethod names: \
         a/b for what lasted from a to b, [a..b] for what happened at some point between. A date[@subtype='dual'] is the \
         same date in the other calendar, as a source gives it. @evidence says on what the date rests where the source \
         does not simply state it.";
    let application = el("application")
        .attr("ident", APPLICATION)
        .attr("version", env!("CARGO_PKG_VERSION"))
        .child(el("label").text(APPLICATION))
        .child(
            el("desc")
                .text("Wrote this document, and reads it back: how is told by the documentation of its module tei."),
        );
    el("encodingDesc")
        .attr("xml:lang", "en")
        .child(el("appInfo").child(application))
        .child(
            el("editorialDecl")
                .child(el("interpretation").children(said.map(paragraph)).child(paragraph(derived)))
                .child(el("normalization").child(paragraph(dates))),
        )
        .child(el("classDecl").children(taxonomies()))
        .child(
            el("geoDecl")
                .id("wgs84")
                .attr("datum", "WGS84")
                .text("Latitude and longitude in decimal degrees of WGS 84."),
        )
}

fn profile(about: &About, cx: &Context<'_>) -> Element {
    let calendar = |id: &str, text: &str| el("calendar").id(id).child(el("p").text(text));
    let keywords = about.keywords.iter().map(|keyword| el("term").text(keyword.as_str()));
    let keywords = el("keywords").children(keywords);
    let sides = about.sides.iter().map(|side| {
        el("org")
            .attr("type", "side")
            .attr("corresp", pointer_to(&side.polity))
            .child(el("orgName").attr("type", "label").text(side.label.as_str()))
    });
    let sides = el("listOrg").attr("type", "sides").children(sides);
    let languages = languages(cx).into_iter().map(|tag| el("language").attr("ident", tag));
    el("profileDesc")
        .child(el("abstract").child(el("p").text(about.description.as_str())))
        .child(el("langUsage").children(languages))
        .maybe((!sides.is_empty()).then(|| el("particDesc").child(sides)))
        .maybe((!keywords.is_empty()).then(|| el("textClass").child(keywords)))
        .child(
            el("calendarDesc")
                .attr("xml:lang", "en")
                .child(calendar("cal-gregorian", "Gregorian calendar, New Style; before 1582 counted backwards."))
                .child(calendar(
                    "cal-julian",
                    "Julian calendar with the year beginning on 1 January, Old Style. As @datingMethod: an expression in \
                     Extended Date/Time Format over this calendar.",
                ))
                .child(calendar(
                    "cal-unstated",
                    "The source does not say which calendar, and nothing decides it: while both were in use the date \
                     covers both readings. As @datingMethod: an expression in Extended Date/Time Format.",
                ))
                .child(calendar(
                    "cal-edtf",
                    "Extended Date/Time Format (ISO 8601-2:2019), levels 0 to 2, over the Gregorian calendar. Not a \
                     calendar: declared so that @datingMethod can point at it.",
                )),
        )
}

/// The languages that `xml:lang` and `textLang` name, and that of the labels.
fn languages<'a>(cx: &Context<'a>) -> BTreeSet<&'a str> {
    let mut tags = BTreeSet::from([cx.dataset.about.language.as_str(), "en"]);
    for record in cx.dataset.records() {
        match record {
            AnyRecord::Source(source) => tags.extend(source.language.as_ref().map(LangTag::as_str)),
            AnyRecord::Work(work) => tags.extend(work.language.as_ref().map(LangTag::as_str)),
            _ => {}
        }
        for name in names(record) {
            tags.insert(name.lang.as_str());
            tags.extend(name.variants.iter().map(|variant| variant.reading.lang.as_str()));
        }
    }
    tags
}

fn names(record: AnyRecord<'_>) -> &[Name] {
    match record {
        AnyRecord::Polity(polity) => &polity.names,
        AnyRecord::Place(place) => &place.names,
        AnyRecord::Person(person) => &person.names,
        AnyRecord::Organization(organization) => &organization.names,
        AnyRecord::Vessel(vessel) => &vessel.names,
        AnyRecord::Work(work) => &work.names,
        AnyRecord::Agreement(agreement) => &agreement.names,
        AnyRecord::Office(office) => &office.names,
        AnyRecord::Post(post) => &post.names,
        AnyRecord::Event(event) => &event.names,
        AnyRecord::Source(_) | AnyRecord::Appointment(_) | AnyRecord::Measure(_) => &[],
    }
}
