//! Chance: the same seed gives the same corruptions on every machine.

use sha2::{Digest, Sha256};

use super::corruption::Corruption;

/// A seeded source of choices, one for each kind, so that a kind draws the same whatever else is in the catalogue.
#[derive(Debug)]
pub(crate) struct Draw {
    rng: fastrand::Rng,
    wanted: usize,
}

impl Draw {
    /// The choices of a kind, of which so many instances are wanted.
    pub(crate) fn new(seed: u64, kind: &str, wanted: usize) -> Self {
        let digest = Sha256::digest(format!("{seed} {kind}"));
        let seed = digest.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte));
        Self { rng: fastrand::Rng::with_seed(seed), wanted }
    }

    /// A number below the limit; 0 if the limit is 0. Drawn in 64 bits, whatever the width of the machine's words.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        if limit == 0 { 0 } else { usize::try_from(self.rng.u64(0..limit)).unwrap_or_default() }
    }

    /// One of the items.
    pub(crate) fn one<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.below(items.len())).copied()
    }

    /// The items in another order.
    pub(crate) fn shuffled<T>(&mut self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut items: Vec<_> = items.into_iter().collect();
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
        items
    }

    /// Takes the sites in a random order and makes a corruption at each, until there are as many as wanted.
    pub(crate) fn at<S>(
        &mut self,
        sites: impl IntoIterator<Item = S>,
        mut corrupt: impl FnMut(&mut Self, S) -> Option<Corruption>,
    ) -> Vec<Corruption> {
        let mut made: Vec<Corruption> = Vec::new();
        for site in self.shuffled(sites) {
            if made.len() == self.wanted {
                break;
            }
            made.extend(corrupt(self, site).filter(|new| made.iter().all(|old| old.files != new.files)));
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_fixed_for_all_time_and_its_own_for_each_kind() {
        let numbers = |seed, kind| {
            let mut draw = Draw::new(seed, kind, 1);
            [draw.below(1000), draw.below(1000), draw.below(1000)]
        };
        assert_eq!(numbers(1, "a"), numbers(1, "a"));
        assert_ne!(numbers(1, "a"), numbers(1, "b"));
        assert_ne!(numbers(1, "a"), numbers(2, "a"));
        let mut draw = Draw::new(7, "order", 1);
        assert_eq!(draw.shuffled(0..8).iter().sum::<usize>(), 28);
        assert_eq!(draw.one::<u8>(&[]), None);
    }
}
