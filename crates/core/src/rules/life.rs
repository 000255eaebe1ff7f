//! From when to when a record's bearer existed, and when what a record tells of happened, as the records say it.

use crate::dataset::AnyRecord;
use crate::date::{Bounds, HistoricalDate, Span};
use crate::record::{Appointment, Office, Organization, Person, Polity, Post, Vessel};
use crate::statement::{AgreementStepKind, AppointmentStepKind, PostStepKind, VesselStepKind, Vital};
use crate::walk::Path;

use super::Context;

/// Something that lasted, with the words and the places in which the record says so.
#[derive(Debug, Clone)]
pub(super) struct Lasting {
    /// When it can have begun and when it can have ended.
    pub(super) span: Span,
    /// The same in words: “existed from 1721 to 1917”.
    pub(super) words: String,
    /// Where the record tells of the beginning.
    pub(super) begin: Path,
    /// Where it tells of the end.
    pub(super) end: Path,
}

impl Lasting {
    fn new(date: &HistoricalDate, verb: &str, path: &Path) -> Self {
        let words = format!("{verb} {}", date.in_words());
        Self { span: date.span(), words, begin: path.clone(), end: path.clone() }
    }

    /// The place of the beginning or of the end, if all of the other certainly lies before the one or after the other.
    pub(super) fn misses(&self, other: Span) -> Option<&Path> {
        if other.outer().certainly_before(self.span.begin) {
            Some(&self.begin)
        } else {
            self.span.end.certainly_before(other.outer()).then_some(&self.end)
        }
    }

    /// The place of the beginning or of the end, if the other certainly begins before the one or ends after the other.
    pub(super) fn falls_short_of(&self, other: Span) -> Option<&Path> {
        if other.begin.certainly_before(self.span.begin) {
            Some(&self.begin)
        } else {
            self.span.end.certainly_before(other.end).then_some(&self.end)
        }
    }
}

fn of_person(person: &Person) -> Option<Lasting> {
    let date = |vital: &Option<Vital>| vital.as_ref().and_then(|vital| vital.date.clone());
    let (birth, death) = (date(&person.birth), date(&person.death));
    let words = match (&birth, &death) {
        (Some(birth), Some(death)) => format!("was born {} and died {}", birth.in_words(), death.in_words()),
        (Some(birth), None) => format!("was born {}", birth.in_words()),
        (None, Some(death)) => format!("died {}", death.in_words()),
        (None, None) => return None,
    };
    let bounds = |date: &Option<HistoricalDate>| date.as_ref().map_or(Bounds::OPEN, HistoricalDate::bounds);
    let path = |field: &'static str| Path::root().field(field).field("date");
    let span = Span { begin: bounds(&birth), end: bounds(&death) };
    Some(Lasting { span, words, begin: path("birth"), end: path("death") })
}

fn of_polity(polity: &Polity) -> Lasting {
    Lasting::new(&polity.span, "existed", &Path::root().field("span"))
}

fn of_organization(organization: &Organization) -> Option<Lasting> {
    organization.span.as_ref().map(|span| Lasting::new(span, "existed", &Path::root().field("span")))
}

/// The span of the office itself; without one, that of the polity or organization whose office it is.
pub(super) fn of_office<'a>(context: &Context<'a>, office: &'a Office) -> Option<(AnyRecord<'a>, Lasting)> {
    if let Some(span) = &office.span {
        return Some((AnyRecord::Office(office), Lasting::new(span, "existed", &Path::root().field("span"))));
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
fn of_post(post: &Post) -> Option<Lasting> {
    use PostStepKind::{Closed, Established, Opened, Reopened};
    let first = post.steps.iter().position(|step| matches!(step.kind, Established | Opened | Reopened));
    let last = post.steps.len().checked_sub(1).filter(|last| post.steps.get(*last).is_some_and(|s| s.kind == Closed));
    let dated = |index: Option<usize>| index.and_then(|index| Some((index, post.steps.get(index)?.date.as_ref()?)));
    from_to(dated(first), dated(last), "was open")
}

/// A ship lives from the first dated step to the one that ends it, or through its span.
fn of_vessel(vessel: &Vessel) -> Option<Lasting> {
    if let Some(span) = &vessel.span {
        return Some(Lasting::new(span, "existed", &Path::root().field("span")));
    }
    let dated =
        || vessel.steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.kind, step.date.as_ref()?)));
    let first = dated().next().map(|(index, _, date)| (index, date));
    let last = dated()
        .find(|(_, kind, _)| matches!(kind, VesselStepKind::Lost | VesselStepKind::Retired))
        .map(|(index, _, date)| (index, date));
    from_to(first, last, "existed")
}

fn from_to(
    first: Option<(usize, &HistoricalDate)>,
    last: Option<(usize, &HistoricalDate)>,
    verb: &str,
) -> Option<Lasting> {
    let words = match (first, last) {
        (Some((_, first)), Some((_, last))) => format!("{verb} from {} to {}", first.in_words(), last.in_words()),
        (Some((_, first)), None) => format!("{verb} from {}", first.in_words()),
        (None, Some((_, last))) => format!("{verb} until {}", last.in_words()),
        (None, None) => return None,
    };
    let bounds = |step: Option<(usize, &HistoricalDate)>| step.map_or(Bounds::OPEN, |(_, date)| date.bounds());
    let path = |step: Option<(usize, &HistoricalDate)>| {
        step.map_or_else(Path::root, |(index, _)| Path::root().field("steps").item(index).field("date"))
    };
    let span = Span { begin: bounds(first), end: bounds(last) };
    Some(Lasting { span, words, begin: path(first), end: path(last) })
}

/// From when to when the bearer of the record existed, where the record knows it.
pub(super) fn of(record: AnyRecord<'_>) -> Option<Lasting> {
    match record {
        AnyRecord::Person(person) => of_person(person),
        AnyRecord::Polity(polity) => Some(of_polity(polity)),
        AnyRecord::Organization(organization) => of_organization(organization),
        AnyRecord::Post(post) => of_post(post),
        AnyRecord::Vessel(vessel) => of_vessel(vessel),
        AnyRecord::Office(office) => {
            office.span.as_ref().map(|span| Lasting::new(span, "existed", &Path::root().field("span")))
        }
        _ => None,
    }
}

/// When what the record tells of happened: its date, or the time of its steps. An agreement happens when it is signed, an
/// appointment from the first step that makes it one.
pub(super) fn time_of(record: AnyRecord<'_>) -> Option<Lasting> {
    let dated = |date: &HistoricalDate| Lasting::new(date, "is dated", &Path::root().field("date"));
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
                Some((at, _, date)) => {
                    Some(Lasting::new(date, "was signed", &Path::root().field("steps").item(at).field("date")))
                }
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

fn of_steps<'a>(steps: impl Iterator<Item = (usize, &'a HistoricalDate)>) -> Option<Lasting> {
    let steps: Vec<_> = steps.collect();
    let (first, last) = (steps.first().copied()?, steps.last().copied()?);
    if first.0 == last.0 {
        let path = Path::root().field("steps").item(first.0).field("date");
        return Some(Lasting::new(first.1, "is dated", &path));
    }
    from_to(Some(first), Some(last), "is dated")
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
pub(super) fn tenure_of(appointment: &Appointment) -> Option<Lasting> {
    let steps = || appointment.steps.iter().enumerate();
    let (entered, step) = steps().find(|(_, step)| enters(step.kind) && step.date.is_some())?;
    let first = (entered, step.date.as_ref()?);
    let last = steps()
        .find(|(index, step)| *index > entered && gives_up(step.kind))
        .and_then(|(index, step)| Some((index, step.date.as_ref()?)));
    let mut tenure = from_to(Some(first), last, "was in place")?;
    if last.is_none() {
        tenure.span.end = Bounds { earliest: tenure.span.begin.earliest, latest: None };
    }
    Some(tenure)
}
