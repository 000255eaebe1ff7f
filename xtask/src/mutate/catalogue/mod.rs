//! The catalogue: every kind of corruption, one module for each family.

mod bytes;
mod characters;
mod dates;
mod dating;
mod files;
mod form;
mod likeness;
mod links;
mod lives;
mod names;
mod quantities;
mod references;
mod sources;
mod steps;
mod syntax;
mod tenure;
mod terms;

use super::corruption::Corruption;
use super::draw::Draw;
use super::world::World;

/// A kind of corruption.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// The id: words joined by hyphens.
    pub(crate) id: &'static str,
    /// What is done, in a sentence.
    pub(crate) sentence: &'static str,
    /// Whether it must be caught.
    pub(crate) seen: Seen,
    /// Makes instances at random sites of the dataset. Every site is one where the change is a fault by construction:
    /// chosen by what the records say, never by asking the validator.
    pub(crate) make: fn(&World<'_>, &mut Draw) -> Vec<Corruption>,
}

/// Whether a kind of corruption can be seen in the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The records contradict it: each instance must be caught.
    Always,
    /// Nothing in the records needs to contradict it, for the reason given: what is caught is measured.
    Sometimes(&'static str),
}

/// Every kind, family by family.
pub(crate) fn all() -> impl Iterator<Item = &'static Kind> {
    const FAMILIES: [&[Kind]; 16] = [
        bytes::KINDS,
        syntax::KINDS,
        form::KINDS,
        terms::KINDS,
        files::KINDS,
        references::KINDS,
        sources::KINDS,
        likeness::KINDS,
        characters::KINDS,
        names::KINDS,
        quantities::KINDS,
        dates::KINDS,
        lives::KINDS,
        steps::KINDS,
        tenure::KINDS,
        links::KINDS,
    ];
    FAMILIES.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_many_kinds_each_with_an_id_of_its_own() {
        let ids: BTreeSet<_> = all().map(|kind| kind.id).collect();
        assert_eq!(ids.len(), all().count());
        assert!(ids.len() >= 100, "{}", ids.len());
        for kind in all() {
            assert!(kind.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", kind.id);
            assert!(kind.sentence.ends_with('.'), "{}", kind.id);
        }
    }
}
