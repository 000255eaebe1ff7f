//! Who held what on a day: the state of an appointment, read off its steps.
#![expect(clippy::ref_option_ref, reason = "serde hands over fields by reference")]

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Certainty, Clock, on};
use super::{Index, despite, named, named_if};
use crate::collection::Collection;
use crate::dataset::AnyRecord;
use crate::date::Bounds;
use crate::model::vocabulary;
use crate::record::{Appointment, Person, Record};
use crate::statement::{AppointmentStep, AppointmentStepKind as Kind, PostStepKind, Rank, Vital};

vocabulary! {
    /// How far an appointment had come: the further, the later in the list.
    Standing {
        /// Chosen or nominated, not yet appointed.
        Designated = "designated",
        /// Appointed, elected or commissioned, not yet known to be in place.
        Appointed = "appointed",
        /// The receiving state refused the person, who stayed all the same.
        Refused = "refused",
        /// Arrived, or entered upon the office.
        InPlace = "in-place",
        /// Received by the receiving state: its head of state took the credentials, or it gave the exequatur.
        Accredited = "accredited",
        /// Accredited, but normal relations are interrupted.
        Interrupted = "interrupted",
        /// Recalled, and not yet gone.
        Recalled = "recalled",
    }
}

/// An appointment on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Tenure<'a> {
    /// The appointment.
    #[serde(serialize_with = "named")]
    pub appointment: &'a Appointment,
    /// The person.
    #[serde(serialize_with = "named_if")]
    pub person: Option<&'a Person>,
    /// The rank: it tells an acting holder, and a chargé d'affaires ad interim.
    pub rank: Rank,
    /// How far it had come. Where the dates leave that open, the lesser.
    pub standing: Standing,
    /// Whether the person certainly held it on the day.
    pub certainty: Certainty,
    /// The step that gave the standing.
    pub since: &'a AppointmentStep,
    /// The first step that ends it, if one is told.
    pub until: Option<&'a AppointmentStep>,
    /// Set if no step tells of the end, and the day is after the last step: so far as the records tell, it was still so.
    pub end_not_told: bool,
}

/// What the steps up to one of them make of an appointment.
#[derive(Clone, Copy, PartialEq)]
enum State {
    NotYet,
    Held(Standing, usize),
    Over,
}

impl State {
    /// The standing and the step that gave it, if it is held and as far as that.
    fn held(self, least: Standing) -> Option<(Standing, usize)> {
        match self {
            Self::Held(standing, at) if standing >= least => Some((standing, at)),
            _ => None,
        }
    }
}

/// All that the appointment can have been on the day, by the steps that certainly and those that possibly had been
/// taken.
fn states_on(appointment: &Appointment, clock: &Clock, day: NaiveDate) -> Vec<State> {
    let steps = &appointment.steps;
    let (certain, possible) = clock.taken(day, |index| steps.get(index).is_some_and(|step| ends(step.kind)));
    (certain..=possible).map(|taken| state(steps, taken)).collect()
}

/// Whether no step tells of the end, and the day is after the last step.
fn end_is_not_told(appointment: &Appointment, clock: &Clock, states: &[State], day: NaiveDate) -> bool {
    // On the day of the last step somebody was certainly there to take it.
    !matches!(state(&appointment.steps, appointment.steps.len()), State::Over)
        && states.len() == 1
        && clock.last().and_then(|last| last.latest).is_none_or(|last| last < day)
}

/// Whether the person was certainly in the place on the day.
fn is_in_place(appointment: &Appointment, day: NaiveDate) -> bool {
    let clock = clock_of(appointment);
    let states = states_on(appointment, &clock, day);
    states.iter().all(|state| state.held(Standing::InPlace).is_some())
        && !end_is_not_told(appointment, &clock, &states, day)
}

/// Whether nobody holds the appointment from the step on. After a rejection there may be another nomination, and who has
/// taken leave of the sovereign may leave the country later; but until then there is nothing to hold.
fn ends(kind: Kind) -> bool {
    kind.is_final() || matches!(kind, Kind::Rejected | Kind::TookLeave)
}

/// The standing that the step gives, if it gives one.
fn gives(kind: Kind) -> Option<Standing> {
    Some(match kind {
        Kind::Selected | Kind::Nominated | Kind::Renominated => Standing::Designated,
        Kind::Confirmed
        | Kind::RecessAppointed
        | Kind::Elected
        | Kind::Appointed
        | Kind::Commissioned
        | Kind::Accredited => Standing::Appointed,
        Kind::Arrived | Kind::TookOffice => Standing::InPlace,
        Kind::CredentialsPresented | Kind::Recognized => Standing::Accredited,
        Kind::Interrupted => Standing::Interrupted,
        _ => return None,
    })
}

/// What the first steps make of the appointment.
fn state(steps: &[AppointmentStep], taken: usize) -> State {
    let mut state = State::NotYet;
    for (index, step) in steps.iter().enumerate().take(taken) {
        let goes_on = || steps.iter().skip(index + 1).any(|later| ends(later.kind) || gives(later.kind).is_some());
        state = match (step.kind, state) {
            (Kind::Refused, _) if goes_on() => State::Held(Standing::Refused, index),
            (Kind::Recalled, State::Held(..)) if goes_on() => State::Held(Standing::Recalled, index),
            (Kind::Refused | Kind::Recalled, _) => State::Over,
            (kind, _) if ends(kind) => State::Over,
            (kind, before) => match (gives(kind), before) {
                (None, before) => before,
                // A refusal is overcome by any new start, and nobody falls behind what was reached before.
                (Some(new), State::Held(old, _)) if old != Standing::Refused && old >= new => before,
                (Some(new), _) => State::Held(new, index),
            },
        };
    }
    state
}

impl<'a> Index<'a> {
    /// The appointment on the day; nothing if it had certainly not begun, or was certainly over.
    ///
    /// It lasts from its first step to the first that ends it, both days included. Whether a step had been taken is
    /// settled by the bounds of its date; a step without a date lies between its neighbours. Two do not hold at once what
    /// only one can hold: that narrows a beginning that is not told. Where no end is told, it
    /// lasts to the death of the person, to the end of the office, or, where only one person can hold it, until another
    /// enters upon it; after the last step it is no longer certain.
    #[must_use]
    pub fn tenure_on(&self, appointment: &'a Appointment, day: NaiveDate) -> Option<Tenure<'a>> {
        self.tenure_at_least(appointment, day, Standing::Designated)
    }

    /// The appointment on the day, if it had possibly come as far as that.
    fn tenure_at_least(&self, appointment: &'a Appointment, day: NaiveDate, least: Standing) -> Option<Tenure<'a>> {
        let doubt = despite(appointment.doubt())?;
        let steps = &appointment.steps;
        let clock = clock_of(appointment);
        let states = states_on(appointment, &clock, day);
        let (standing, at) = states.iter().find_map(|state| state.held(least))?;
        let person = self.dataset.people.get(appointment.person.as_str());
        let end_not_told = end_is_not_told(appointment, &clock, &states, day);
        let sure = states.iter().all(|state| state.held(least).is_some()) && !end_not_told;
        let certainty = Certainty::certain_if(sure).and(lives(person, day)?).and(doubt);
        if !sure && self.is_kept_out(appointment, &clock, day) {
            return None;
        }
        if let Some(office) = appointment.office.as_ref().and_then(|id| self.dataset.offices.get(id.as_str()))
            && let Some(span) = &office.span
        {
            on(span, day)?;
        }
        Some(Tenure {
            appointment,
            person,
            rank: appointment.rank.rank,
            standing,
            certainty,
            since: steps.get(at)?,
            until: steps.iter().skip(at).find(|step| ends(step.kind)),
            end_not_told,
        })
    }

    /// Those who held the office on the day, the certain ones first. Who was chosen but had not entered upon it is not
    /// among them, unless the steps tell of no entry at all.
    ///
    /// ```no_run
    /// # fn ask(index: &usru_core::query::Index<'_>) {
    /// let day = "1867-03-30".parse().unwrap();
    /// for tenure in index.holders("secretary-of-state", day) {
    ///     println!("{}: {}", tenure.appointment.label, tenure.certainty);
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn holders(&self, office: &str, day: NaiveDate) -> Vec<Tenure<'a>> {
        self.tenures(self.appointments_to(Collection::Offices, office), day, |appointment| {
            let enters = |step: &AppointmentStep| matches!(step.kind, Kind::TookOffice | Kind::Arrived);
            if appointment.steps.iter().any(enters) { Standing::InPlace } else { Standing::Appointed }
        })
    }

    /// The heads of the post on the day, ad interim or not, the certain ones first; with those who were appointed and
    /// not yet there: [`Tenure::standing`] tells them apart.
    #[must_use]
    pub fn heads(&self, post: &str, day: NaiveDate) -> Vec<Tenure<'a>> {
        let heads = self.appointments_to(Collection::Posts, post).filter(|one| one.rank.rank.heads_a_post());
        self.tenures(heads, day, |_| Standing::Appointed)
    }

    /// Those who served at the post on the day in another rank than that of its head.
    #[must_use]
    pub fn staff(&self, post: &str, day: NaiveDate) -> Vec<Tenure<'a>> {
        let staff = self.appointments_to(Collection::Posts, post).filter(|one| !one.rank.rank.heads_a_post());
        self.tenures(staff, day, |_| Standing::Appointed)
    }

    /// What the person held on the day, in offices and at posts.
    #[must_use]
    pub fn held_by(&self, person: &str, day: NaiveDate) -> Vec<Tenure<'a>> {
        self.tenures(self.appointments_to(Collection::People, person), day, |_| Standing::Designated)
    }

    /// The appointments to the office, to the post, or of the person, in the order of their ids.
    pub fn appointments_to(&self, collection: Collection, id: &str) -> impl Iterator<Item = &'a Appointment> {
        let field = collection.singular();
        self.references_to(collection, id)
            .iter()
            .filter(move |reference| reference.is_field(field))
            .filter_map(|reference| if let AnyRecord::Appointment(one) = reference.from { Some(one) } else { None })
    }

    /// The appointments that had possibly come as far as each must have.
    fn tenures(
        &self,
        appointments: impl Iterator<Item = &'a Appointment>,
        day: NaiveDate,
        least: impl Fn(&Appointment) -> Standing,
    ) -> Vec<Tenure<'a>> {
        let mut tenures: Vec<_> =
            appointments.filter_map(|appointment| self.tenure_at_least(appointment, day, least(appointment))).collect();
        tenures.sort_by_key(|tenure| (tenure.certainty, std::cmp::Reverse(tenure.standing)));
        tenures
    }

    /// The others who held, or were to hold, what only one can hold at a time.
    fn rivals(&self, appointment: &'a Appointment) -> impl Iterator<Item = &'a Appointment> {
        let seat = match (&appointment.post, &appointment.office) {
            (Some(post), _) if appointment.rank.rank.heads_a_post() => Some((Collection::Posts, post.as_str())),
            (_, Some(office)) if self.has_one_holder(office.as_str()) => Some((Collection::Offices, office.as_str())),
            _ => None,
        };
        let all = seat.into_iter().flat_map(|(collection, id)| self.appointments_to(collection, id));
        all.filter(|other| other.id != appointment.id && (other.post.is_none() || other.rank.rank.heads_a_post()))
    }

    /// Whether the appointment, which is not certain on the day, cannot be: because another was certainly in the place,
    /// and not for the time being only; because another entered upon it between the day and the one by which this
    /// appointment had begun; or because another entered, or the post was closed, after the last that is told of it.
    fn is_kept_out(&self, appointment: &'a Appointment, clock: &Clock, day: NaiveDate) -> bool {
        let begun = Bounds { earliest: begins(appointment).and_then(|begun| begun.latest), latest: None };
        let last = clock.last().unwrap_or(Bounds::OPEN);
        let before_now = |then: Bounds| last.certainly_before(then) && then.latest.is_some_and(|latest| latest <= day);
        let post = appointment.post.as_ref().and_then(|id| self.dataset.posts.get(id.as_str()));
        let closings = post.into_iter().flat_map(|post| &post.steps).filter(|step| step.kind == PostStepKind::Closed);
        if closings.filter_map(|step| step.date.as_ref()).any(|date| before_now(date.bounds())) {
            return true;
        }
        self.rivals(appointment).any(|other| {
            let entered = begins(other).unwrap_or(Bounds::OPEN);
            !other.rank.rank.is_for_the_time_being() && is_in_place(other, day)
                || Bounds::day(day).certainly_before(entered) && entered.certainly_before(begun)
                || before_now(entered)
        })
    }

    fn has_one_holder(&self, office: &str) -> bool {
        self.dataset.offices.get(office).is_some_and(|office| office.kind.has_one_holder())
    }
}

/// The days of an appointment's steps.
pub(super) fn clock_of(appointment: &Appointment) -> Clock {
    Clock::new(appointment.steps.iter().map(|step| step.date.as_ref()))
}

/// The days on which the person can have entered upon the place: of the first step by which somebody is in it.
pub(super) fn begins(appointment: &Appointment) -> Option<Bounds> {
    let clock = clock_of(appointment);
    let first = |least: Standing| {
        appointment.steps.iter().position(|step| gives(step.kind).is_some_and(|standing| standing >= least))
    };
    first(Standing::InPlace).or_else(|| first(Standing::Appointed)).and_then(|index| clock.step(index))
}

/// The step by which the appointment begins, and that by which it ends, each if one is told.
pub(super) fn ends_of(appointment: &Appointment) -> (Option<&AppointmentStep>, Option<&AppointmentStep>) {
    let appointed = |step: &&AppointmentStep| gives(step.kind).is_some_and(|standing| standing >= Standing::Appointed);
    let over = matches!(state(&appointment.steps, appointment.steps.len()), State::Over);
    let end = appointment.steps.iter().rev().find(|step| ends(step.kind) || step.kind == Kind::Recalled);
    (appointment.steps.iter().find(appointed), end.filter(|_| over))
}

/// Whether the person was alive on the day; nothing if certainly not yet born, or dead.
fn lives(person: Option<&Person>, day: NaiveDate) -> Option<Certainty> {
    let bounds = |vital: &Option<Vital>| Some(vital.as_ref()?.date.as_ref()?.bounds());
    let today = Bounds::day(day);
    if person.and_then(|person| bounds(&person.birth)).is_some_and(|birth| today.certainly_before(birth)) {
        return None;
    }
    let Some(death) = person.and_then(|person| bounds(&person.death)) else { return Some(Certainty::Certain) };
    if death.certainly_before(today) {
        return None;
    }
    Some(Certainty::certain_if(death.earliest.is_some_and(|earliest| earliest >= day)))
}
