//! The closed vocabularies as taxonomies: each word that `@type` or `@subtype` can have, with its meaning.

use usru_core::date::Basis;
use usru_core::record::{
    AgreementKind, EventKind, MeasureKind, OfficeKind, OrganizationKind, PlaceKind, PolityKind, SourceKind, VesselKind,
    WorkKind,
};
use usru_core::statement::{
    AgreementStepKind, AppointmentStepKind, ClaimKind, Comparison, DoubtStatus, LinkKind, NameKind, PostKind,
    PostStepKind, Rank, Status, VesselStepKind,
};

use super::xml::{Element, el};

/// A taxonomy for each vocabulary.
pub(super) fn taxonomies() -> Vec<Element> {
    macro_rules! all {
        ($($id:literal: $Word:ident,)*) => {
            vec![$( taxonomy($id, $Word::ALL.iter().map(|word| (word.as_str(), word.meaning()))) ),*]
        };
    }
    all! {
        "source-kind": SourceKind,
        "polity-kind": PolityKind,
        "place-kind": PlaceKind,
        "organization-kind": OrganizationKind,
        "vessel-kind": VesselKind,
        "work-kind": WorkKind,
        "agreement-kind": AgreementKind,
        "office-kind": OfficeKind,
        "event-kind": EventKind,
        "measure-kind": MeasureKind,
        "agreement-step": AgreementStepKind,
        "appointment-step": AppointmentStepKind,
        "post-step": PostStepKind,
        "vessel-step": VesselStepKind,
        "post-kind": PostKind,
        "rank": Rank,
        "name-kind": NameKind,
        "claim-kind": ClaimKind,
        "link-kind": LinkKind,
        "comparison": Comparison,
        "basis": Basis,
        "variant-status": Status,
        "doubt-status": DoubtStatus,
    }
}

fn taxonomy(id: &'static str, words: impl Iterator<Item = (&'static str, String)>) -> Element {
    let categories = words.map(|(word, meaning)| {
        let description = el("catDesc").child(el("term").text(word)).text(format!(": {meaning}"));
        el("category").id(&format!("{id}.{word}")).child(description)
    });
    el("taxonomy").id(id).children(categories)
}
