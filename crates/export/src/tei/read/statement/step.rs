//! Dated steps: of an appointment, an agreement, a post, a ship.

use usru_core::collection::Collection;

use super::super::date::date;
use super::super::notes::Notes;
use super::super::said::Said;
use super::super::tree::El;
use super::relation::{participant, participant_reading};
use super::{Place, pointed};

/// A step, which is an `event` with notes of its own.
pub(in crate::tei::read) fn step<'a>(event: El<'a>, of_record: &Notes<'a>) -> Said {
    let notes = of_record.within(event);
    let place = Place::of_value(event, event.all("desc").flat_map(El::children), &notes);
    let relations = event.all("listRelation").filter(|list| list.kind() == Some("participants"));
    let participants = relations.flat_map(|list| list.all("relation")).map(|one| participant(one, &notes)).collect();
    place.told(fields(&place, event.said("type"), participants), &|place| {
        let kind = place.typed("term", "kind").and_then(|term| term.said("subtype"));
        let items = place.typed("list", "participants").into_iter().flat_map(|list| list.all("item"));
        fields(place, kind, items.map(|item| participant_reading(&Place::of_reading(item, place.notes))).collect())
    })
}

fn fields(place: &Place<'_, '_>, kind: Option<Said>, participants: Vec<Said>) -> Said {
    let pointed_in = |name: &str, kind: &str, collection| pointed(place.typed(name, kind)?, "ref", collection);
    place
        .object()
        .with("kind", kind)
        .with("party", pointed_in("orgName", "party", Collection::Polities))
        .with("rank", place.typed("term", "rank").and_then(|term| term.said("subtype")))
        .with("date", date("date", place.elements.iter().copied(), place.notes))
        .with("place", pointed_in("placeName", "place", Collection::Places))
        .list("participants", participants)
        .with("note", place.note("note"))
}
