//! Chance, the same on every machine for the same seed.

use chrono::NaiveDate;

use super::time::Period;

/// A seeded source of choices.
#[derive(Debug)]
pub(super) struct Dice(fastrand::Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.0.u32(0..100) < percent
    }

    /// A number below the limit; 0 if the limit is 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { self.0.usize(0..limit) }
    }

    /// A number from the first to the last, both included; the first if they are the wrong way round.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        if last < first { first } else { self.0.i64(first..=last) }
    }

    /// One of the items; the type's default if there is none.
    pub(super) fn one<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let at = self.below(items.len());
        items.get(at).copied().unwrap_or_default()
    }

    /// An index below the length, small ones far oftener than great ones: a few sources are cited all the time.
    pub(super) fn skewed(&mut self, length: usize) -> usize {
        let (a, b) = (self.below(length), self.below(length));
        let (low, c) = (a.min(b), self.below(length));
        low.min(c)
    }

    /// A day of the period.
    pub(super) fn day(&mut self, period: Period) -> NaiveDate {
        super::time::plus(period.begin, self.between(0, period.days()))
    }

    /// A part of the period that lasts between so many days, or the whole if it is shorter.
    pub(super) fn part(&mut self, period: Period, shortest: i64, longest: i64) -> Period {
        let length = self.between(shortest, longest).min(period.days());
        let begin = super::time::plus(period.begin, self.between(0, period.days() - length));
        Period { begin, end: super::time::plus(begin, length) }
    }
}
