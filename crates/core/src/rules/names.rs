//! The rule for names that nobody bore at the time.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::example::replace;
use super::own_dates::own_dates;
use super::{Case, Check, Context, Example, Family, Findings, Rule};
use crate::dataset::{AnyRecord, Dataset};
use crate::date::{Bounds, HistoricalDate};
use crate::diagnostic::Severity;
use crate::prose::{Token, tokens};
use crate::statement::{Name, NameKind};
use crate::text::{LangTag, Text};
use crate::walk::Path;

pub(super) const RULES: &[Rule] = &[ANACHRONISTIC_NAME];

const PLACE: &str = "places/strelsau.json";

const ANACHRONISTIC_NAME: Rule = Rule {
    id: "anachronistic-name",
    family: Family::Anachronism,
    severity: Severity::Error,
    sentence: "No label or title calls a place or a polity by a name that nobody bore at the time.",
    explanation: "There was no Leningrad in 1900, and no Soviet Union before its beginning or after its end. A name was borne in its “during” and in the span of the polity that bears it; a name without either was always borne, and so was one that only a source's spelling gives. Nothing is told of the time between two different bearers of one name, because a third may be missing from the records; nor of a former or later name that is called so; nor of a past name in the title of a work, which may look back. Summaries and claims may look back and ahead, and are not read.",
    example: Example::Edits {
        breaks: Case {
            what: "An event of 1810 is labelled with the name that the city was given in 1815.",
            edits: &[
                replace(
                    PLACE,
                    "  \"names\": [\n",
                    "  \"names\": [\n    {\n      \"text\": \"Rudolfsburg\",\n      \"lang\": \"en\",\n      \"kind\": \"former\",\n      \"during\": {\n        \"edtf\": \"1815/1830\"\n      }\n    },\n",
                ),
                replace("events/audience-of-1810.json", "Audience of 1810", "Audience at Rudolfsburg"),
            ],
        },
        keeps: Case {
            what: "The city was given the name in the year of the event.",
            edits: &[
                replace(
                    PLACE,
                    "  \"names\": [\n",
                    "  \"names\": [\n    {\n      \"text\": \"Rudolfsburg\",\n      \"lang\": \"en\",\n      \"kind\": \"former\",\n      \"during\": {\n        \"edtf\": \"1810/1830\"\n      }\n    },\n",
                ),
                replace("events/audience-of-1810.json", "Audience of 1810", "Audience at Rudolfsburg"),
            ],
        },
    },
    check: Check::Whole(anachronistic),
};

fn anachronistic(context: &Context<'_>, findings: &mut Findings<'_>) {
    let known = Names::of(context.dataset);
    for record in context.dataset.records() {
        let (names, looks_back): (&[Name], _) = match record {
            AnyRecord::Event(event) => (&event.names, false),
            AnyRecord::Agreement(agreement) => (&agreement.names, false),
            AnyRecord::Work(work) => (&work.names, true),
            AnyRecord::Appointment(_) | AnyRecord::Measure(_) => (&[], false),
            _ => continue,
        };
        let titles = names.iter().enumerate().map(|(at, name)| (Some(at), &name.text));
        for (title, text) in core::iter::once((None, record.label())).chain(titles) {
            for entry in known.in_text(text) {
                let Some(when) = time_of(record) else { continue };
                let Some(bearer) = entry.nobody_at(when, looks_back) else { continue };
                let message = format!(
                    "this is dated {}, but “{}” was the name of {} only {}",
                    in_words(record),
                    entry.name,
                    bearer.record.label(),
                    bearer.time.in_words()
                );
                let help = match bearer.name_at(when) {
                    Some(then) => format!("it was then called “{then}”; use that name, or correct one of the dates"),
                    None => {
                        "use the name of that time, or correct one of the dates; if the land is meant, whatever its \
                             state, give the place of that name a record"
                            .to_owned()
                    }
                };
                let path = title.map_or_else(|| Path::root().field("label"), |at| name_path(at).field("text"));
                let told = findings.tell(record, path, message, help);
                told.see(bearer.record, bearer.path.clone(), "from when to when it was borne");
            }
        }
    }
}

/// From when to when the record may lie.
fn time_of(record: AnyRecord<'_>) -> Option<Bounds> {
    let dates = own_dates(record);
    let mut when = dates.iter().map(|own| own.date.bounds()).reduce(Bounds::union)?;
    if let AnyRecord::Appointment(appointment) = record
        && !appointment.steps.last().is_some_and(|step| step.date.is_some() && step.kind.is_final())
    {
        when.latest = None;
    }
    Some(when)
}

/// The first and the last of the record's own dates.
fn in_words(record: AnyRecord<'_>) -> String {
    match own_dates(record).as_slice() {
        [first, .., last] => format!("{} to {}", first.date.in_words(), last.date.in_words()),
        [only] => only.date.in_words(),
        [] => String::new(),
    }
}

fn name_path(at: usize) -> Path {
    Path::root().field("names").item(at)
}

/// One that bears a name, and when.
struct Bearer<'a> {
    record: AnyRecord<'a>,
    /// Where the time stands in the record.
    path: Path,
    bounds: Bounds,
    time: &'a HistoricalDate,
    lang: Option<&'a LangTag>,
}

impl<'a> Bearer<'a> {
    /// Another name of the same place and language that was borne then.
    fn name_at(&self, when: Bounds) -> Option<&'a Text> {
        let AnyRecord::Place(place) = self.record else { return None };
        let then = |name: &&Name| name.during.as_ref().is_some_and(|during| during.bounds().encloses(when));
        place.names.iter().filter(then).find(|name| Some(&name.lang) == self.lang).map(|name| &name.text)
    }
}

/// A name that was not always borne; or, without bearers, a longer one that contains such a name and is none.
struct Entry<'a> {
    name: &'a str,
    pieces: Vec<Token<'a>>,
    bearers: Vec<Bearer<'a>>,
}

impl<'a> Entry<'a> {
    /// The bearer nearest in time, if nobody bore the name then.
    fn nobody_at(&self, when: Bounds, looks_back: bool) -> Option<&Bearer<'a>> {
        if self.bearers.iter().any(|bearer| bearer.bounds.overlaps(when)) {
            return None;
        }
        let last_before = self.bearers.iter().rfind(|bearer| bearer.bounds.certainly_before(when));
        let first_after = self.bearers.iter().find(|bearer| when.certainly_before(bearer.bounds));
        match (last_before, first_after) {
            // Between two bearers there may have been a third.
            (Some(before), Some(after)) if before.record != after.record => None,
            (Some(_), _) if looks_back => None,
            (Some(bearer), _) | (None, Some(bearer)) => Some(bearer),
            (None, None) => None,
        }
    }
}

/// How many pieces of a name lead to it. Hardly any has more, and those are looked at one by one: a name could have
/// thousands.
const LEADING: usize = 8;

/// The names that were not always borne, by their leading pieces.
#[derive(Default)]
struct Names<'a> {
    /// Those that end here or have no more leading pieces, the longest first.
    entries: Vec<Entry<'a>>,
    /// Those that go on, by what the next piece begins with.
    longer: HashMap<Beginning<'a>, Self>,
}

impl<'a> Names<'a> {
    fn of(dataset: &'a Dataset) -> Self {
        let mut borne: BTreeMap<&'a str, Option<Vec<Bearer<'a>>>> = BTreeMap::new();
        for place in &dataset.places {
            add(&mut borne, AnyRecord::Place(place), &place.label, &place.names, None);
        }
        for polity in &dataset.polities {
            add(&mut borne, AnyRecord::Polity(polity), &polity.label, &polity.names, Some(&polity.span));
        }
        let mut names = Self::default();
        for (name, bearers) in borne {
            if let Some(mut bearers) = bearers {
                bearers.sort_by_key(|bearer| (bearer.bounds.earliest, bearer.bounds.latest));
                names.insert(name, bearers);
            }
        }
        names.protect(dataset);
        names
    }

    /// Adds the longer names of anything in which such a name stands: one is meant and not the other.
    fn protect(&mut self, dataset: &'a Dataset) {
        if self.longer.is_empty() {
            return;
        }
        let mut longer = Vec::new();
        let mut look = |label: &'a Text, names: &'a [Name]| {
            for text in core::iter::once(label).chain(names.iter().map(|name| &name.text)) {
                let found = self.in_text(text);
                if !found.is_empty() && found.iter().any(|entry| entry.pieces.len() < tokens(text.as_str()).len()) {
                    longer.push(text.as_str());
                }
            }
        };
        dataset.places.iter().for_each(|place| look(&place.label, &place.names));
        dataset.polities.iter().for_each(|polity| look(&polity.label, &polity.names));
        dataset.people.iter().for_each(|person| look(&person.label, &person.names));
        dataset.organizations.iter().for_each(|organization| look(&organization.label, &organization.names));
        dataset.vessels.iter().for_each(|vessel| look(&vessel.label, &vessel.names));
        for name in longer {
            // A name that is itself limited stands there already, and is found first.
            self.insert(name, Vec::new());
        }
    }

    fn insert(&mut self, name: &'a str, bearers: Vec<Bearer<'a>>) {
        let pieces = tokens(name);
        let mut node = self;
        for piece in pieces.iter().take(LEADING) {
            node = node.longer.entry(Beginning::of(piece)).or_default();
        }
        node.entries.push(Entry { name, pieces, bearers });
        node.entries.sort_by_key(|entry| (core::cmp::Reverse(entry.pieces.len()), entry.bearers.is_empty()));
    }

    /// The longest of the names with which the text begins.
    fn longest<'t>(&'t self, text: &[Token<'t>]) -> Option<&'t Entry<'t>> {
        let mut node = self;
        let mut longest = None;
        for piece in text {
            let Some(next) = node.longer.get(&Beginning::of(piece)) else { break };
            node = next;
            longest = node.entries.iter().find(|entry| stands(&entry.pieces, text)).or(longest);
        }
        longest
    }

    /// The names that stand in the text: at each place the longest.
    fn in_text<'t>(&'t self, text: &'t Text) -> Vec<&'t Entry<'t>> {
        let pieces = tokens(text.as_str());
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(here) = pieces.get(at..).filter(|here| !here.is_empty()) {
            let Some(entry) = self.longest(here) else {
                at += 1;
                continue;
            };
            if !is_qualified(pieces.get(..at).unwrap_or_default()) {
                found.push(entry);
            }
            at += entry.pieces.len();
        }
        found
    }
}

/// Notes who bears which name when; nothing for a name that somebody always bore.
fn add<'a>(
    borne: &mut BTreeMap<&'a str, Option<Vec<Bearer<'a>>>>,
    record: AnyRecord<'a>,
    label: &'a Text,
    names: &'a [Name],
    span: Option<&'a HistoricalDate>,
) {
    let life = || span.map(|span| (span, Path::root().field("span")));
    let bounds = span.map_or(Bounds::OPEN, HistoricalDate::bounds);
    let own = names.iter().enumerate().map(|(at, name)| {
        let during = name.during.as_deref().map(|during| (during, name_path(at).field("during")));
        // A source's spelling says nothing of when it was used.
        let loose = during.is_none() && name.kind == NameKind::SourceSpelling;
        (&name.text, Some(&name.lang), if loose { None } else { during.or_else(life) })
    });
    let unnamed = (!names.iter().any(|name| name.text == *label)).then(|| (label, None, life()));
    for (text, lang, time) in own.chain(unnamed) {
        let all = borne.entry(text.as_str()).or_insert_with(|| Some(Vec::new()));
        match (all.as_mut(), time) {
            (Some(all), Some((time, path))) => {
                all.push(Bearer { record, path, bounds: intersection(bounds, time.bounds()), time, lang });
            }
            _ => *all = None,
        }
    }
}

fn intersection(a: Bounds, b: Bounds) -> Bounds {
    Bounds {
        earliest: a.earliest.max(b.earliest),
        latest: match (a.latest, b.latest) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        },
    }
}

/// What a piece of a name is found by: itself; a Cyrillic one, which has cases, by the first four letters, with which all
/// of them begin ([`is_form_of`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Beginning<'t> {
    Piece(&'t str),
    Letters([Option<char>; 4]),
}

impl<'t> Beginning<'t> {
    fn of(piece: &Token<'t>) -> Self {
        let mut letters = piece.text.chars();
        match letters.clone().next() {
            Some(first) if is_cyrillic(first) => Self::Letters(core::array::from_fn(|_| letters.next())),
            Some('\'') => Self::Piece("’"),
            _ => Self::Piece(piece.text),
        }
    }
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, 'Ѐ'..='ԯ')
}

/// Whether the text goes on with the name.
fn stands(name: &[Token<'_>], text: &[Token<'_>]) -> bool {
    name.len() <= text.len() && name.iter().zip(text).all(|(name, text)| is_form_of(name.text, text.text))
}

/// Whether the piece of text is the piece of a name, or in Cyrillic a case of it: Ленинграда, Советского.
fn is_form_of(name: &str, text: &str) -> bool {
    let is_apostrophe = |piece: &str| matches!(piece, "’" | "'");
    if name == text || (is_apostrophe(name) && is_apostrophe(text)) {
        return true;
    }
    if !name.starts_with(is_cyrillic) || !text.starts_with(is_cyrillic) {
        return false;
    }
    let stem = name.trim_end_matches(['а', 'е', 'и', 'й', 'о', 'у', 'ы', 'ь', 'ю', 'я']);
    if !text.starts_with(stem) {
        return false;
    }
    let length = stem.chars().count();
    let (written, whole) = (text.chars().count(), name.chars().count());
    length >= 4 && (whole..=length + 4).contains(&(written + 1))
}

/// Whether the words before a name say that it is not the name of that time: the former Soviet Union, today’s Sitka.
fn is_qualified(before: &[Token<'_>]) -> bool {
    let words = before.iter().rev().map(|piece| piece.text).filter(|text| !matches!(*text, "’" | "'" | "s" | "-"));
    words.take(2).any(|word| {
        let word = word.to_lowercase();
        matches!(word.as_str(), "former" | "formerly" | "later" | "future" | "old" | "ex" | "today" | "once")
            || word.starts_with("бывш")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_found() {
        let long = "a ".repeat(LEADING + 2);
        let longer = format!("{long}b");
        let mut names = Names::default();
        for name in ["Kingdom of Ruritania", "Ruritania", "Kingdom", "Ленинград", &long, &longer] {
            names.insert(name, Vec::new());
        }
        let found = |text: &str| -> Vec<String> {
            let text = Text::new(text).unwrap();
            names.in_text(&text).iter().map(|entry| entry.name.trim().to_owned()).collect()
        };
        assert_eq!(found("The Kingdom of Ruritania"), ["Kingdom of Ruritania"]);
        assert_eq!(found("The Kingdom of Graustark, Ruritania’s foe"), ["Kingdom", "Ruritania"]);
        assert_eq!(found("блокада Ленинграда"), ["Ленинград"]);
        assert_eq!(found(&longer), [longer.as_str()]);
        assert_eq!(found(long.trim()), [long.trim()]);
        assert!(found("Of Ruritanian kings").is_empty());
    }

    #[test]
    fn a_name_of_very_many_pieces_is_let_go() {
        let long = "a ".repeat(10_000);
        let mut names = Names::default();
        names.insert(&long, Vec::new());
        assert_eq!(names.in_text(&Text::new(long.trim()).unwrap()).len(), 1);
    }

    #[test]
    fn a_name_is_known_in_its_cases() {
        assert!(is_form_of("Ленинград", "Ленинграда"));
        assert!(is_form_of("Советский", "Советского"));
        assert!(!is_form_of("Ленинград", "ленинградский"));
        assert!(is_form_of("Россия", "Россией"));
        assert!(!is_form_of("Россия", "Росс"));
        assert!(!is_form_of("Рига", "Ригель"));
        assert!(!is_form_of("Leningrad", "Leningrader"));
    }

    #[test]
    fn a_name_may_be_called_former() {
        assert!(is_qualified(&tokens("In the former")));
        assert!(is_qualified(&tokens("the site of today’s")));
        assert!(!is_qualified(&tokens("the formerly great city of")));
    }
}
