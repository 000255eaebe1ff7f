//! From when to when a record's bearer existed, and when what a record tells of happened, as the records say it.

use crate::dataset::AnyRecord;
use crate::date::{Bounds, HistoricalDate, Span};
use crate::record::{Appointment, Office, Organization, Person, Polity, Post, Vessel};
use crate::statement::{AgreementStepKind, AppointmentStepKind, PostStepKind, VesselStepKind, Vital};
use crate::walk::Path;

use super::Context;

/// Something that lasted, with the dates and the places by which the record says so. The words and paths are made when
/// something is to be told, which is seldom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lasting<'a> {
    /// When it can have begun and when it can have ended.
    pub(super) span: Span,
    telling: Telling,
    from: Option<Dated<'a>>,
    to: Option<Dated<'a>>,
}

/// How the dates are told.
#[derive(Debug, Clone, Copy)]
enum Telling {
    /// With the one date, which is that of the beginning and of the end: “existed 1721/1917”.
    Whole(&'static str),
    /// “was open from 1809 to 1917”.
    FromTo(&'static str),
    /// “was born 1767 and died 1848”.
    Life,
}

type Dated<'a> = (Place, &'a HistoricalDate);

/// Where in a record a date stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    Field(&'static str),
    DateOf(&'static str),
    Step(usize),
}

impl Place {
    fn path(self) -> Path {
        match self {
            Self::Field(name) => Path::root().field(name),
            Self::DateOf(name) => Path::root().field(name).field("date"),
            Self::Step(index) => Path::root().field("steps").item(index).field("date"),
        }
    }
}

impl<'a> Lasting<'a> {
    fn whole(date: &'a HistoricalDate, verb: &'static str, place: Place) -> Self {
        let dated = Some((place, date));
        Self { span: date.span(), telling: Telling::Whole(verb), from: dated, to: dated }
    }

    /// What lasted from one date to another, of which one may not be known; nothing if neither is.
    fn between(from: Option<Dated<'a>>, to: Option<Dated<'a>>, telling: Telling) -> Option<Self> {
        let bounds = |dated: Option<Dated<'_>>| dated.map_or(Bounds::OPEN, |(_, date)| date.bounds());
        let span = Span { begin: bounds(from), end: bounds(to) };
        (from.is_some() || to.is_some()).then_some(Self { span, telling, from, to })
    }

    /// It in words: “existed from 1721 to 1917”.
    pub(super) fn words(&self) -> String {
        let words = |dated: Option<Dated<'_>>| dated.map(|(_, date)| date.in_words());
        match (self.telling, words(self.from), words(self.to)) {
            (Telling::Whole(verb), Some(date), _) => format!("{verb} {date}"),
            (Telling::FromTo(verb), Some(from), Some(to)) => format!("{verb} from {from} to {to}"),
            (Telling::FromTo(verb), Some(from), None) => format!("{verb} from {from}"),
            (Telling::FromTo(verb) | Telling::Whole(verb), None, Some(to)) => format!("{verb} until {to}"),
            (Telling::FromTo(verb) | Telling::Whole(verb), None, None) => verb.to_owned(),
            (Telling::Life, Some(birth), Some(death)) => format!("was born {birth} and died {death}"),
            (Telling::Life, Some(birth), None) => format!("was born {birth}"),
            (Telling::Life, None, death) => format!("died {}", death.unwrap_or_default()),
        }
    }

    /// Where the record tells of the beginning; the record itself if it does not.
    pub(super) fn begin(&self) -> Path {
        self.from.map_or_else(Path::root, |(place, _)| place.path())
    }

    /// Where it tells of the end.
    pub(super) fn end(&self) -> Path {
        self.to.map_or_else(Path::root, |(place, _)| place.path())
    }

    /// The place of the beginning or of the end, if all of the other certainly lies before the one or after the other.
    pub(super) fn misses(&self, other: Span) -> Option<Path> {
        if other.outer().certainly_before(self.span.begin) {
            Some(self.begin())
        } else {
            self.span.end.certainly_before(other.outer()).then(|| self.end())
        }
    }

    /// The place of the beginning or of the end, if the other certainly begins before the one or ends after the other.
    pub(super) fn falls_short_of(&self, other: Span) -> Option<Path> {
        if other.begin.certainly_before(self.span.begin) {
            Some(self.begin())
        } else {
            self.span.end.certainly_before(other.end).then(|| self.end())
        }
    }
}

fn of_person(person: &Person) -> Option<Lasting<'_>> {
    fn dated<'a>(vital: Option<&'a Vital>, field: &'static str) -> Option<Dated<'a>> {
        Some((Place::DateOf(field), vital?.date.as_ref()?))
    }
    Lasting::between(dated(person.birth.as_ref(), "birth"), dated(person.death.as_ref(), "death"), Telling::Life)
}

fn of_polity(polity: &Polity) -> Lasting<'_> {
    Lasting::whole(&polity.span, "existed", Place::Field("span"))
}

fn of_organization(organization: &Organization) -> Option<Lasting<'_>> {
    organization.span.as_ref().map(|span| Lasting::whole(span, "existed", Place::Field("span")))
}

/// The span of the office itself; without one, that of the polity or organization whose office it is.
pub(super) fn of_office<'a>(context: &Context<'a>, office: &'a Office) -> Option<(AnyRecord<'a>, Lasting<'a>)> {
    if let Some(span) = &office.span {
        return Some((AnyRecord::Office(office), Lasting::whole(span, "existed", Place::Field("span"))));
    }
    let polity = office.polity.as_ref().and_then(|id| context.fact::<Polity>(id.as_str()));
    let organization = office.organization.as_ref().and_then(|id| context.fact::<Organization>(id.as_str()));
    match (polity, organization) {
        (Some(polity), _) => Some((AnyRecord::Polity(polity), of_polity(polity))),
        (None, Some(organization)) => Some((AnyRecord::Organization(organization), of_organization(organization)?)),
        (None, None) => None,
    }
}

/// A post lives from its first opening to its last closing.
fn of_post(post: &Post) -> Option<Lasting<'_>> {
    use PostStepKind::{Closed, Established, Opened, Reopened};
    let first = post.steps.iter().position(|step| matches!(step.kind, Established | Opened | Reopened));
    let last = post.steps.len().checked_sub(1).filter(|last| post.steps.get(*last).is_some_and(|s| s.kind == Closed));
    let dated = |index: Option<usize>| {
        index.and_then(|index| Some((Place::Step(index), post.steps.get(index)?.date.as_ref()?)))
    };
    Lasting::between(dated(first), dated(last), Telling::FromTo("was open"))
}

/// A ship lives from the first dated step to the one that ends it, or through its span.
fn of_vessel(vessel: &Vessel) -> Option<Lasting<'_>> {
    if let Some(span) = &vessel.span {
        return Some(Lasting::whole(span, "existed", Place::Field("span")));
    }
    let dated =
        || vessel.steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.kind, step.date.as_ref()?)));
    let first = dated().next().map(|(index, _, date)| (Place::Step(index), date));
    let last = dated()
        .find(|(_, kind, _)| matches!(kind, VesselStepKind::Lost | VesselStepKind::Retired))
        .map(|(index, _, date)| (Place::Step(index), date));
    Lasting::between(first, last, Telling::FromTo("existed"))
}

/// From when to when the bearer of the record existed, where the record knows it.
pub(super) fn of(record: AnyRecord<'_>) -> Option<Lasting<'_>> {
    match record {
        AnyRecord::Person(person) => of_person(person),
        AnyRecord::Polity(polity) => Some(of_polity(polity)),
        AnyRecord::Organization(organization) => of_organization(organization),
        AnyRecord::Post(post) => of_post(post),
        AnyRecord::Vessel(vessel) => of_vessel(vessel),
        AnyRecord::Office(office) => {
            office.span.as_ref().map(|span| Lasting::whole(span, "existed", Place::Field("span")))
        }
        _ => None,
    }
}

/// When what the record tells of happened: its date, or the time of its steps. An agreement happens when it is signed, an
/// appointment from the first step that makes it one.
pub(super) fn time_of(record: AnyRecord<'_>) -> Option<Lasting<'_>> {
    let dated = |date| Lasting::whole(date, "is dated", Place::Field("date"));
    match record {
        AnyRecord::Event(event) => Some(dated(&event.date)),
        AnyRecord::Work(work) => work.date.as_ref().map(dated),
        AnyRecord::Measure(measure) => measure.date.as_ref().map(dated),
        AnyRecord::Agreement(agreement) => {
            let steps = || {
                agreement.steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.kind, step.date.as_ref()?)))
            };
            let signed = steps().find(|(_, kind, _)| *kind == AgreementStepKind::Signed);
            match signed {
                Some((at, _, date)) => Some(Lasting::whole(date, "was signed", Place::Step(at))),
                None => of_steps(steps().map(|(at, _, date)| (at, date))),
            }
        }
        AnyRecord::Appointment(appointment) => {
            let steps = || {
                appointment.steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.kind, step.date.as_ref()?)))
            };
            let formal = steps().position(|(_, kind, _)| makes(kind)).unwrap_or_default();
            of_steps(steps().skip(formal).map(|(at, _, date)| (at, date)))
        }
        other => of(other),
    }
}

fn of_steps<'a>(steps: impl Iterator<Item = (usize, &'a HistoricalDate)>) -> Option<Lasting<'a>> {
    let mut steps = steps.map(|(at, date)| (Place::Step(at), date));
    let first = steps.next()?;
    match steps.last() {
        None => Some(Lasting::whole(first.1, "is dated", first.0)),
        last => Lasting::between(Some(first), last, Telling::FromTo("is dated")),
    }
}

/// The steps by which an appointment is made, after whatever prepared it.
fn makes(kind: AppointmentStepKind) -> bool {
    use AppointmentStepKind::{Appointed, Commissioned, Elected, RecessAppointed, TookOffice};
    matches!(kind, Appointed | Commissioned | Elected | RecessAppointed | TookOffice)
}

/// The steps by which one enters upon a place.
fn enters(kind: AppointmentStepKind) -> bool {
    use AppointmentStepKind::{CredentialsPresented, Recognized, TookOffice};
    matches!(kind, CredentialsPresented | Recognized | TookOffice)
}

/// The steps by which one gives it up. Who is recalled or takes leave may stay for a while, but from then on a successor
/// may be in place; who declines, or whose nomination is withdrawn, was never there.
fn gives_up(kind: AppointmentStepKind) -> bool {
    use AppointmentStepKind::{Declined, Recalled, TookLeave, Withdrawn};
    matches!(kind, Recalled | TookLeave) || kind.is_final() && !matches!(kind, Declined | Withdrawn)
}

/// From when to when an appointment was held: from the step by which the place was entered upon to the first by which
/// it was given up. Without a dated beginning nothing is known; without a dated end it lasted for that day at least,
/// whichever of the possible days that was.
pub(super) fn tenure_of(appointment: &Appointment) -> Option<Lasting<'_>> {
    let steps = || appointment.steps.iter().enumerate();
    let (entered, step) = steps().find(|(_, step)| enters(step.kind) && step.date.is_some())?;
    let first = (Place::Step(entered), step.date.as_ref()?);
    let last = steps()
        .find(|(index, step)| *index > entered && gives_up(step.kind))
        .and_then(|(index, step)| Some((Place::Step(index), step.date.as_ref()?)));
    let mut tenure = Lasting::between(Some(first), last, Telling::FromTo("was in place"))?;
    if last.is_none() {
        tenure.span.end = Bounds { earliest: tenure.span.begin.earliest, latest: None };
    }
    Some(tenure)
}
