//! The sources, their sections, and who cites them: each section is cited, left out or pending, as the rules ask.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use usru_core::collection::Collection;
use usru_core::record::Source;

use super::dice::Dice;
use super::pen::{Fields, Pen};
use super::prose;
use super::time::{Period, Precision, told};
use super::words::{Word, Words};

/// A source and the sections that citations can name.
#[derive(Debug, Default)]
struct Work {
    id: String,
    sections: Vec<String>,
    /// Headings that begin with a day: only what happened on it cites them.
    entries: Vec<String>,
}

/// The sources of the invented world.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    works: Vec<Work>,
    /// Source and section not cited so far, the first section of each source before all others.
    waiting: Vec<(usize, usize)>,
}

const HEADINGS: &[&str] = &[
    "Background",
    "Aftermath",
    "Legacy",
    "The negotiations",
    "Trade and shipping",
    "The mission",
    "The war years",
    "Ratification",
    "Early life",
    "Career",
    "In literature",
    "Geography",
    "The settlement",
    "The great reforms",
    "Infobox",
    "Crew and cargo",
    "The correspondence",
    "The crisis",
];

impl Ledger {
    /// Plans so many sources. The first are the chronicles, one for each realm.
    pub(super) fn plan(&mut self, dice: &mut Dice, count: usize) {
        for number in 0..count {
            let mut sections = vec!["lead".to_owned()];
            // Most sources are a page; a few are books with many chapters.
            let more = if dice.chance(4) { dice.between(4, 15) } else { dice.between(-4, 2).max(0) };
            for _ in 0..more {
                let heading = dice.one(HEADINGS).to_owned();
                if !sections.contains(&heading) {
                    sections.push(heading);
                }
            }
            self.works.push(Work { id: format!("source-{}", number + 1), sections, entries: Vec::new() });
        }
        let longest = self.works.iter().map(|work| work.sections.len()).max().unwrap_or_default();
        for section in (0..longest).rev() {
            let having = self.works.iter().enumerate().filter(|(_, work)| work.sections.len() > section);
            self.waiting.extend(having.map(|(index, _)| (index, section)).rev());
        }
    }

    /// Citations of so many sections, none twice.
    pub(super) fn cite(&mut self, dice: &mut Dice, count: i64) -> Vec<Value> {
        let mut seen = BTreeSet::new();
        let mut citations = Vec::new();
        for _ in 0..count.max(1) {
            let (work, section) = self.waiting.pop().unwrap_or_else(|| {
                let work = dice.skewed(self.works.len());
                (work, dice.below(self.works.get(work).map_or(0, |work| work.sections.len())))
            });
            let Some(work) = self.works.get(work).filter(|_| seen.insert((work, section))) else { continue };
            let Some(heading) = work.sections.get(section) else { continue };
            let note = dice.chance(3).then(|| prose::note(dice));
            citations.push(
                Fields::new()
                    .with("source", work.id.as_str())
                    .with("section", heading.as_str())
                    .maybe("note", note)
                    .into(),
            );
        }
        citations
    }

    /// Enters what happened on a day in the chronicle of the realm, and cites the entry.
    pub(super) fn enter(&mut self, realm: usize, heading: String) -> Option<Value> {
        let work = self.works.get_mut(realm)?;
        if work.entries.contains(&heading) {
            return None;
        }
        let citation = json!({ "source": work.id, "section": heading });
        work.entries.push(heading);
        Some(citation)
    }
}

const KINDS: &[&str] = &[
    "encyclopedia-article",
    "government-publication",
    "document-edition",
    "monograph",
    "monograph",
    "journal-article",
    "news-article",
    "news-article",
    "web-page",
    "web-page",
    "web-page",
    "archival-document",
];

/// Writes the sources, with what became of each section.
pub(super) fn write(pen: &mut Pen) -> anyhow::Result<()> {
    let works = std::mem::take(&mut pen.ledger.works);
    let waiting: BTreeSet<_> = std::mem::take(&mut pen.ledger.waiting).into_iter().collect();
    for (index, work) in works.into_iter().enumerate() {
        let subject = pen.words.fresh(&mut pen.dice);
        let (title, label) = titles(&mut pen.dice, &subject, !work.entries.is_empty());
        let label = pen.name(Collection::Sources, &label).label;
        let dice = &mut pen.dice;
        let kind = dice.one(KINDS);
        let site = format!("https://{}.example/{}", subject.english.to_ascii_lowercase(), work.id);
        let online = dice.chance(87);
        let mut sections = Vec::new();
        for (number, heading) in work.sections.iter().enumerate() {
            let url = (online && dice.chance(25)).then(|| format!("{site}#part-{}", number + 1));
            let pending = waiting.contains(&(index, number)).then_some("The section has still to be read.");
            let section = Fields::new().with("heading", heading.as_str()).maybe("url", url).maybe("pending", pending);
            sections.push(section.into());
        }
        sections.extend(work.entries.iter().map(|heading| json!({ "heading": heading })));
        if dice.chance(4) {
            sections.push(json!({ "heading": "References", "omitted": "A list of titles, without a statement." }));
        }
        let authors = if dice.chance(30) { authors(dice) } else { Vec::new() };
        let published = dice.day(Period::years(1790, 2024));
        let precision = dice.one(&[Precision::Day, Precision::Month, Precision::Year]);
        let accessed = told(dice.day(Period::years(2024, 2025)), Precision::Day);
        let record = Fields::new()
            .with("id", work.id)
            .with("kind", kind)
            .with("label", label)
            .with("title", title)
            .list("authors", authors)
            .maybe("container", dice.chance(60).then(|| format!("{} Review", subject.english)))
            .maybe("publisher", dice.chance(28).then(|| format!("{} University Press", subject.english)))
            .maybe("published", dice.chance(27).then(|| told(published, precision)))
            .maybe("volume", dice.chance(11).then(|| format!("vol. {}", dice.between(2, 90))))
            .with("language", dice.one(&["en", "en", "en", "ru", "de", "fr"]))
            .maybe("url", online.then(|| site.clone()))
            .maybe("accessed", online.then_some(accessed))
            .maybe("licence", dice.chance(35).then_some("In copyright; cited for single statements."))
            .list("sections", sections)
            .with("summary", prose::about_source(dice, kind));
        pen.put::<Source>(record)?;
    }
    Ok(())
}

fn titles(dice: &mut Dice, subject: &Word, is_chronicle: bool) -> (String, String) {
    let topic = if is_chronicle { "a chronicle day by day" } else { prose::topic(dice) };
    (format!("{}: {topic}", subject.english), format!("{}, {topic}", subject.english))
}

fn authors(dice: &mut Dice) -> Vec<Value> {
    (0..dice.between(1, 3))
        .map(|_| Value::from(format!("{} {}", Words::given(dice).english, Words::given(dice).english)))
        .collect()
}
