//! `usru on DAY`: the state of relations, who held what, what was in force, what happened.

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;
use usru_core::collection::Collection;
use usru_core::date::{Bounds, Calendar, HistoricalDate};
use usru_core::query::{
    AgreementOn, Certainty, Direction, Force, Gap, Index, PolityOn, PostOn, RecognitionState, RelationsOn, Staffing,
    Standing, Status, Tenure, When, parties,
};
use usru_core::record::{Office, Polity};
use usru_core::statement::Rank;
use usru_export::words::spaced;

use crate::day::{self, BothCalendars};
use crate::paper::Paper;
use crate::{DataArgs, Opened};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The day, as year-month-day: 1867-03-30.
    day: String,
    /// The day is given in the Julian calendar, Old Style.
    #[arg(long)]
    julian: bool,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

/// All that is told of a day.
#[derive(Serialize)]
struct Answer<'a> {
    day: NaiveDate,
    /// Nothing if the title page does not name two sides.
    relations: Option<RelationsOn<'a>>,
    offices: Vec<Holders<'a>>,
    agreements: Vec<AgreementOn<'a>>,
    /// What happened on the day, certainly or possibly, if its date is no wider than a month.
    happened: Vec<When<'a>>,
    /// How much else may have happened on the day: its date is wider.
    wider: usize,
}

#[derive(Serialize)]
struct Holders<'a> {
    office: &'a str,
    label: &'a str,
    holders: Vec<Tenure<'a>>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let calendar = if args.julian { Calendar::Julian } else { Calendar::Gregorian };
    let day = day::day(&args.day, calendar).map_err(anyhow::Error::msg)?;
    let dataset = match args.data.open()? {
        Opened::Dataset(dataset) => dataset,
        Opened::Faulty(code) => return Ok(code),
    };
    let index = Index::new(&dataset);
    let answer = answer(&index, day);
    if args.json {
        writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&answer)?)?;
    } else {
        Page { paper: Paper::stdout(), index: &index, both: BothCalendars::of(&dataset) }.write(&answer)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn answer<'a>(index: &Index<'a>, day: NaiveDate) -> Answer<'a> {
    let sides: Vec<_> = index.sides().iter().map(|side| side.ids()).collect();
    let of_a_side = |office: &&Office| {
        sides.is_empty()
            || office.polity.as_ref().is_some_and(|polity| sides.iter().any(|side| side.contains(&polity.as_str())))
    };
    let offices = index.dataset().offices.iter().filter(of_a_side).map(|office| Holders {
        office: office.id.as_str(),
        label: office.label.as_str(),
        holders: index.holders(office.id.as_str(), day),
    });
    let between = |now: &AgreementOn<'_>| {
        let binds = |side: &Vec<&str>| parties(now.agreement).any(|party| side.contains(&party.as_str()));
        sides.iter().all(binds)
    };
    let (mut happened, wider): (Vec<_>, Vec<_>) =
        index.within(Bounds::day(day)).filter(|when| !lasts(when)).partition(|when| is_near(when.what.date.bounds()));
    happened.sort_by_key(|when| when.certainty);
    Answer {
        day,
        relations: index.relations_on(day),
        offices: offices.filter(|office| !office.holders.is_empty()).collect(),
        agreements: index.agreements_in_force(day).filter(between).collect(),
        happened,
        wider: wider.len(),
    }
}

/// Whether the date says that something lasted for longer than a month: that tells of a time, not of a day.
fn lasts(when: &When<'_>) -> bool {
    when.what.date.edtf.is_interval() && !is_near(when.what.date.bounds())
}

/// Whether the bounds are no wider than a month.
fn is_near(bounds: Bounds) -> bool {
    matches!((bounds.earliest, bounds.latest), (Some(earliest), Some(latest)) if (latest - earliest).num_days() <= 31)
}

struct Page<'p, W: Write> {
    paper: Paper<W>,
    index: &'p Index<'p>,
    both: BothCalendars,
}

impl<W: Write> Page<'_, W> {
    fn write(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        let title = self.both.day(answer.day);
        self.paper.title(&title)?;
        match &answer.relations {
            Some(relations) => self.relations(relations)?,
            None => self.paper.aside("The title page names no two sides, so there are no relations to tell of.")?,
        }
        if !answer.offices.is_empty() {
            self.paper.heading("Who held what")?;
            for office in &answer.offices {
                for tenure in &office.holders {
                    let text = format!("{}: {}", office.label, Self::holder(tenure));
                    self.paper.item(0, &text)?;
                }
            }
        }
        self.paper.heading("Agreements in force")?;
        if answer.agreements.is_empty() {
            self.paper.item(0, "none that the records hold")?;
        }
        for agreement in &answer.agreements {
            let text = self.agreement(agreement);
            self.paper.item(0, &text)?;
        }
        self.paper.heading("What happened")?;
        if answer.happened.is_empty() {
            self.paper.item(0, "nothing that the records date to this day")?;
        }
        for when in &answer.happened {
            let possibly = if when.certainty == Certainty::Possible {
                format!("possibly ({}): ", when.what.date.in_words())
            } else {
                String::new()
            };
            let step = when.what.step.map_or_else(String::new, |(_, kind)| format!(": {}", spaced(kind)));
            let text = format!("{possibly}{}{step} [{}]", when.what.record.label(), when.what.record);
            self.paper.item(0, &text)?;
        }
        if answer.wider > 0 {
            let text = format!("and {} more that are dated only to a wider time around it", answer.wider);
            self.paper.item(0, &text)?;
        }
        Ok(())
    }

    fn relations(&mut self, relations: &RelationsOn<'_>) -> io::Result<()> {
        let labels: Vec<_> = self.index.sides().iter().map(|side| side.label).collect();
        self.paper.heading(&format!("{}: {}", labels.join(" and "), status(relations)))?;
        for ground in &relations.grounds {
            let text = format!("as told by {} [{}{}]", ground.record.label(), ground.record, ground.path);
            self.paper.item(0, &text)?;
        }
        for (direction, sides) in relations.directions.iter().zip([[0, 1], [1, 0]]) {
            let label = |side: usize| labels.get(side).copied().unwrap_or_default();
            let [from, to] = sides.map(label);
            let polity =
                |now: Option<PolityOn<'_>>| now.map_or("no polity told", |now| now.polity.label.as_str()).to_owned();
            let polities = format!("{} to {}", polity(direction.from), polity(direction.to));
            let sides = format!("{from} to {to}");
            let heading = if polities == sides { sides } else { format!("{sides}: {polities}") };
            self.paper.heading(&heading)?;
            self.direction(direction)?;
        }
        let gaps: Vec<_> =
            relations.gaps.iter().chain(relations.directions.iter().flat_map(|direction| &direction.gaps)).collect();
        self.gaps(&gaps)
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

    fn direction(&mut self, direction: &Direction<'_>) -> io::Result<()> {
        let recognition = &direction.recognition;
        let since =
            recognition.since.map_or_else(String::new, |date| format!(" since {}", self.both.words(date.as_ref())));
        let ground = recognition.ground.as_ref().map_or_else(String::new, |ground| format!(" [{}]", ground.record));
        let text = match recognition.state {
            RecognitionState::Recognized => format!("recognized{since}{ground}"),
            RecognitionState::Implied => {
                let when = recognition
                    .since
                    .map_or_else(String::new, |date| format!(" on {}", self.both.words(date.as_ref())));
                format!("recognized, in that an envoy was received{when}{ground}")
            }
            RecognitionState::Refused => {
                let time = recognition.since.map_or_else(String::new, |date| format!(", {}", date.in_words()));
                format!("not recognized{time}{ground}")
            }
            RecognitionState::NotTold => "recognition: not told".to_owned(),
        };
        self.paper.item(0, &text)?;
        let (consulates, possible): (Vec<_>, Vec<_>) =
            direction.consulates.iter().partition(|post| post.certainty == Certainty::Certain);
        for post in direction.missions.iter().chain(consulates) {
            let sender = direction.from.filter(|from| from.polity.id != post.post.sender);
            let sender = sender.and_then(|_| self.index.record::<Polity>(post.post.sender.as_str()));
            let of = sender.map_or_else(String::new, |sender| format!(", of the {}", sender.label));
            let text = format!("{}{of} [posts/{}]", self.post(post), post.post.id);
            self.paper.item(0, &text)?;
        }
        if !possible.is_empty() {
            let posts: Vec<_> =
                possible.iter().map(|post| format!("{} [posts/{}]", post.post.label, post.post.id)).collect();
            let text = format!("possibly, for it is not told when they opened or closed: {}", posts.join("; "));
            self.paper.item(0, &text)?;
        }
        for tenure in direction.heads.iter().chain(&direction.staff) {
            let text = self.envoy(tenure);
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

    fn post(&self, post: &PostOn<'_>) -> String {
        let kind = post.kind.map_or_else(|| "post".to_owned(), |kind| spaced(kind.as_str()));
        let place = post.place.map_or_else(String::new, |place| format!(" at {}", place.label));
        let since = post
            .since
            .date
            .as_ref()
            .map_or_else(String::new, |date| format!(" since {}", self.both.words(date.as_ref())));
        let kind = match post.kind_since.filter(|step| **step != *post.since).and_then(|step| step.date.as_ref()) {
            Some(date) => format!("{kind} (since {})", self.both.words(date.as_ref())),
            None => kind,
        };
        format!("{}{kind}{place}: {}{since}", possibly(post.certainty), post.state)
    }

    /// The head or a member of a mission.
    fn envoy(&self, tenure: &Tenure<'_>) -> String {
        let standing = match tenure.standing {
            Standing::Designated => "chosen",
            Standing::Appointed => "appointed, not known to be there yet",
            Standing::Refused => "there, but not received",
            Standing::InPlace => "in place",
            Standing::Accredited => "accredited",
            Standing::Interrupted => "there, relations interrupted",
            Standing::Recalled => "recalled, not yet gone",
        };
        let words = |date: &HistoricalDate| self.both.words(date.as_ref());
        format!("{}, {}: {standing}{}", person(tenure), spaced(tenure.rank.as_str()), times(tenure, words))
    }

    /// The holder of an office.
    fn holder(tenure: &Tenure<'_>) -> String {
        let acting = if tenure.rank == Rank::Acting { ", acting" } else { "" };
        format!("{}{acting}{}", person(tenure), times(tenure, HistoricalDate::in_words))
    }

    fn agreement(&self, now: &AgreementOn<'_>) -> String {
        let step = |step: &usru_core::statement::AgreementStep| {
            let date = step
                .date
                .as_ref()
                .map_or_else(|| "on a day not told".to_owned(), |date| self.both.words(date.as_ref()));
            format!("{} {date}", spaced(step.kind.as_str()))
        };
        let until = now.until.map_or_else(|| "no record tells of an end".to_owned(), step);
        let suspended = match (now.force, now.then) {
            (Force::Suspended, Some(then)) => format!("; {}", step(then)),
            _ => String::new(),
        };
        // Where no end is told, that is the whole doubt more often than not.
        let doubt = if now.end_not_told { "" } else { possibly(now.certainty) };
        format!(
            "{doubt}{}: {}{suspended}; {until} [agreements/{}]",
            now.agreement.label,
            step(now.since),
            now.agreement.id
        )
    }
}

/// From when to when, so far as it is told.
fn times(tenure: &Tenure<'_>, words: impl Fn(&HistoricalDate) -> String) -> String {
    let since = tenure.since.date.as_ref().map_or_else(String::new, |date| format!(" since {}", words(date)));
    let until = match tenure.until {
        Some(step) => step
            .date
            .as_ref()
            .map_or_else(String::new, |date| format!("; {} {}", spaced(step.kind.as_str()), words(date))),
        None if tenure.end_not_told => "; no record tells of the end".to_owned(),
        None => String::new(),
    };
    format!("{since}{until} [{}/{}]", Collection::Appointments, tenure.appointment.id)
}

fn person(tenure: &Tenure<'_>) -> String {
    let label = tenure.person.map_or(tenure.appointment.person.as_str(), |person| person.label.as_str());
    let doubt = if tenure.end_not_told { "" } else { possibly(tenure.certainty) };
    format!("{doubt}{label}")
}

fn possibly(certainty: Certainty) -> &'static str {
    if certainty == Certainty::Possible { "possibly " } else { "" }
}

/// The status in words, with the ranks of the missions.
fn status(relations: &RelationsOn<'_>) -> String {
    let doubt = possibly(relations.certainty);
    match relations.status {
        Status::NotTold => "no record tells of relations".to_owned(),
        Status::Refused => format!("{doubt}no relations, recognition refused"),
        Status::Recognized => format!("{doubt}recognition, no mission told"),
        Status::Interrupted => format!("{doubt}relations interrupted"),
        Status::Severed => format!("{doubt}relations severed"),
        Status::Diplomatic => {
            let kinds =
                relations.directions.iter().flat_map(|direction| &direction.missions).filter_map(|post| post.kind);
            let mut kinds: Vec<_> = kinds.map(|kind| spaced(kind.as_str())).collect();
            let both = relations.directions.iter().all(|direction| !direction.missions.is_empty());
            kinds.sort();
            kinds.dedup();
            let ways = if both { "both ways" } else { "one way that is told" };
            format!("{doubt}diplomatic relations ({}, {ways})", kinds.join(" and "))
        }
    }
}
