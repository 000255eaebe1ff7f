//! The page of a day.

use std::io::{self, Write};

use usru_core::date::HistoricalDate;
use usru_core::query::{
    AgreementOn, Certainty, Direction, Gap, Index, PolityOn, RecognitionState, RelationsOn, Staffing, When,
};
use usru_export::words::spaced;

use super::Answer;
use super::words::Words;
use crate::day::BothCalendars;
use crate::paper::Paper;

pub(super) struct Page<'p, W: Write> {
    paper: Paper<W>,
    index: &'p Index<'p>,
    words: Words,
}

impl<'p, W: Write> Page<'p, W> {
    pub(super) fn new(paper: Paper<W>, index: &'p Index<'p>, both: BothCalendars) -> Self {
        Self { paper, index, words: Words { both } }
    }

    pub(super) fn write(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        let title = self.words.both.day(answer.day);
        self.paper.title(&title)?;
        match &answer.relations {
            Some(relations) => self.relations(relations)?,
            None => self.paper.aside("The title page names no two sides, so there are no relations to tell of.")?,
        }
        self.offices(answer)?;
        self.agreements(&answer.agreements)?;
        self.happened(&answer.happened, answer.wider)?;
        let directions = answer.relations.iter().flat_map(|relations| &relations.directions);
        let of_relations = answer.relations.iter().flat_map(|relations| &relations.gaps);
        let gaps: Vec<_> =
            of_relations.chain(directions.flat_map(|direction| &direction.gaps)).chain(&answer.gaps).collect();
        self.gaps(&gaps)
    }

    fn relations(&mut self, relations: &RelationsOn<'_>) -> io::Result<()> {
        let labels: Vec<_> = self.index.sides().iter().map(|side| side.label).collect();
        self.paper.heading(&format!("{}: {}", labels.join(" and "), Words::status(relations)))?;
        for ground in &relations.grounds {
            let text = format!("as told by {} [{}{}]", ground.record.label(), ground.record, ground.path);
            self.paper.item(0, &text)?;
        }
        for (direction, sides) in relations.directions.iter().zip([[0, 1], [1, 0]]) {
            let named = |side: usize, now: Option<PolityOn<'_>>| {
                let label = labels.get(side).copied().unwrap_or_default();
                match now.map(|now| now.polity.label.as_str()) {
                    Some(polity) if polity == label => label.to_owned(),
                    Some(polity) => format!("{label} ({polity})"),
                    None => format!("{label} (no polity told)"),
                }
            };
            let [from, to] = sides;
            self.paper.heading(&format!("{} to {}", named(from, direction.from), named(to, direction.to)))?;
            self.direction(direction)?;
        }
        Ok(())
    }

    fn direction(&mut self, direction: &Direction<'_>) -> io::Result<()> {
        let text = self.recognition(direction);
        self.paper.item(0, &text)?;
        let (consulates, possible): (Vec<_>, Vec<_>) =
            direction.consulates.iter().partition(|post| post.certainty == Certainty::Certain);
        for post in direction.missions.iter().chain(consulates) {
            // Missions can outlive the state that sent them.
            let is_of_another = direction.from.is_some_and(|from| from.polity.id != post.post.sender);
            let sender = self.index.dataset().polities.get(post.post.sender.as_str()).filter(|_| is_of_another);
            let of = sender.map_or_else(String::new, |sender| format!(", of the {}", sender.label));
            let text = format!("{}{of} [posts/{}]", self.words.post(post), post.post.id);
            self.paper.item(0, &text)?;
        }
        if !possible.is_empty() {
            let they = if possible.len() == 1 { "it" } else { "they" };
            let posts: Vec<_> =
                possible.iter().map(|post| format!("{} [posts/{}]", post.post.label, post.post.id)).collect();
            let text = format!("possibly, for no record tells when {they} opened or closed: {}", posts.join("; "));
            self.paper.item(0, &text)?;
        }
        for tenure in direction.heads.iter().chain(&direction.staff) {
            let text = self.words.envoy(tenure);
            self.paper.item(0, &text)?;
        }
        let nobody = match direction.staffing {
            Staffing::NotTold => "who headed the mission: not told",
            Staffing::NoMission => "mission: none that the records hold",
            Staffing::Awaited if !direction.missions.is_empty() => "who kept the mission until then: not told",
            _ => return Ok(()),
        };
        self.paper.item(0, nobody)
    }

    fn recognition(&self, direction: &Direction<'_>) -> String {
        let recognition = &direction.recognition;
        let ground = recognition.ground.as_ref().map_or_else(String::new, |ground| format!(" [{}]", ground.record));
        let date = |before: &str| {
            let words = |date: &HistoricalDate| format!("{before}{}", self.words.both.words(date.as_ref()));
            recognition.since.map_or_else(String::new, words)
        };
        match recognition.state {
            RecognitionState::Recognized => format!("recognized{}{ground}", date(" since ")),
            RecognitionState::Implied => {
                format!("recognized, in that an envoy was received{}{ground}", date(" on "))
            }
            RecognitionState::Refused => format!("not recognized{}{ground}", date(", ")),
            RecognitionState::NotTold => "recognition: not told".to_owned(),
        }
    }

    fn offices(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        if answer.offices.iter().all(|office| office.holders.is_empty()) {
            return Ok(());
        }
        self.paper.heading("Who held what")?;
        for now in &answer.offices {
            for tenure in &now.holders {
                self.paper.item(0, &format!("{}: {}", now.office.label, Words::holder(tenure)))?;
            }
        }
        Ok(())
    }

    fn agreements(&mut self, agreements: &[AgreementOn<'_>]) -> io::Result<()> {
        self.paper.heading("Agreements in force")?;
        if agreements.is_empty() {
            return self.paper.item(0, "none that the records hold");
        }
        for agreement in agreements {
            let text = self.words.agreement(agreement);
            self.paper.item(0, &text)?;
        }
        Ok(())
    }

    fn happened(&mut self, happened: &[When<'_>], wider: usize) -> io::Result<()> {
        self.paper.heading("What happened")?;
        if happened.is_empty() {
            self.paper.item(0, "nothing that the records date to this day")?;
        }
        for when in happened {
            let possibly = if when.certainty == Certainty::Possible {
                format!("possibly ({}): ", when.what.date.in_words())
            } else {
                String::new()
            };
            let step = when.what.step.map_or_else(String::new, |(_, kind)| format!(": {}", spaced(kind)));
            let text = format!("{possibly}{}{step} [{}]", when.what.record.label(), when.what.record);
            self.paper.item(0, &text)?;
        }
        if wider > 0 {
            self.paper.item(0, &format!("and {wider} more that are dated only to a wider time around it"))?;
        }
        Ok(())
    }

    fn gaps(&mut self, gaps: &[&Gap<'_>]) -> io::Result<()> {
        if gaps.is_empty() {
            return Ok(());
        }
        self.paper.heading("What the records do not tell")?;
        for gap in gaps {
            self.paper.item(0, &gap.text)?;
        }
        Ok(())
    }
}
