//! Dates: the expression out of the attributes, its calendar, its twin in the other calendar.

use super::notes::Notes;
use super::said::Said;
use super::statement::Place;
use super::tree::El;

/// The date with that `@type` among the elements.
pub(super) fn date<'a>(kind: &str, among: impl Iterator<Item = El<'a>>, notes: &Notes<'a>) -> Option<Said> {
    let dates: Vec<_> = among.filter(|element| element.is("date", kind)).collect();
    let main = dates.iter().copied().find(|date| !is_dual(*date))?;
    let place = Place::of_value(main, dates, notes);
    Some(place.told(fields(&place, kind), &|place| fields(place, kind)))
}

fn is_dual(date: El<'_>) -> bool {
    date.attr("subtype") == Some("dual")
}

fn fields(place: &Place<'_, '_>, kind: &str) -> Said {
    let dates = || place.elements.iter().copied().filter(|element| element.is("date", kind));
    let Some(main) = dates().find(|date| !is_dual(*date)) else { return place.object() };
    let dual = dates().find(|date| is_dual(*date)).map(|dual| {
        // A twin always names its calendar.
        let calendar = calendar(dual).unwrap_or_else(|| Said::text("gregorian", dual.span()));
        Said::object(dual.span()).with("edtf", expression(dual)).with("calendar", Some(calendar))
    });
    Said::object(main.span())
        .with("edtf", expression(main))
        .with("calendar", calendar(main))
        .with("dual", dual)
        .with("basis", main.said("evidence"))
        .with("as_written", place.note("as-written"))
        .with("note", place.note("note"))
}

fn expression(date: El<'_>) -> Option<Said> {
    date.said("when-custom").or_else(|| date.said("when"))
}

/// The calendar of the expression, unless it is the Gregorian.
fn calendar(date: El<'_>) -> Option<Said> {
    date.attr("when-custom")?;
    let method = date.attr("datingMethod").unwrap_or("nothing: @datingMethod is missing");
    match method.strip_prefix("#cal-") {
        Some("edtf") => None,
        word => Some(Said::text(word.unwrap_or(method), date.attr_span("datingMethod"))),
    }
}
