//! Identifiers and pointers: every `xml:id` is the way to a value in the dataset.

use usru_core::collection::{Collection, RecordId};
use usru_core::walk::{Path, Segment};

/// Where in the dataset the encoder is, and so the `xml:id` of what it encodes there.
#[derive(Debug, Clone)]
pub(super) struct Position {
    collection: Option<Collection>,
    field: &'static str,
    id: String,
}

impl Position {
    /// The title page.
    pub(super) fn about() -> Self {
        Self { collection: None, field: "", id: "about".to_owned() }
    }

    /// A record.
    pub(super) fn record(collection: Collection, id: &str) -> Self {
        Self { collection: Some(collection), field: "", id: record_id(collection, id) }
    }

    /// The field of that name in the value.
    pub(super) fn field(&self, field: &'static str) -> Self {
        Self { collection: self.collection, field, id: format!("{}.{field}", self.id) }
    }

    /// An item of the list in that field, the first being 0.
    pub(super) fn item(&self, field: &'static str, index: usize) -> Self {
        Self { collection: self.collection, field, id: format!("{}.{field}.{}", self.id, index + 1) }
    }

    /// A variant of the value; it keeps the name of the field it varies.
    pub(super) fn variant(&self, index: usize) -> Self {
        Self { field: self.field, ..self.item("variants", index) }
    }

    /// The collection of the record, or nothing on the title page.
    pub(super) fn collection(&self) -> Option<Collection> {
        self.collection
    }

    /// The field that the value stands in.
    pub(super) fn name(&self) -> &'static str {
        self.field
    }

    /// The `xml:id`.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// A pointer at the value.
    pub(super) fn pointer(&self) -> String {
        format!("#{}", self.id)
    }
}

/// The `xml:id` of a record: `event.alaska-purchase`.
pub(super) fn record_id(collection: Collection, id: &str) -> String {
    format!("{}.{id}", collection.singular())
}

/// A pointer at a record.
pub(super) fn pointer(collection: Collection, id: &str) -> String {
    format!("#{}", record_id(collection, id))
}

/// A pointer at the record that the id names.
pub(super) fn pointer_to<I: RecordId>(id: &I) -> String {
    pointer(I::COLLECTION, id.as_ref())
}

/// The `xml:id` of the value that the path leads to: `/date/variants/0` of an event is `event.….date.variants.1`.
pub(super) fn id_of(collection: Collection, id: &str, path: &Path) -> String {
    path.segments().iter().fold(record_id(collection, id), |so_far, segment| match segment {
        Segment::Field(name) => format!("{so_far}.{name}"),
        Segment::Item(index) => format!("{so_far}.{}", index + 1),
    })
}

/// A web address as a pointer. RFC 3986 wants some characters escaped which people do not escape, and validators
/// refuse them; so the exact address stands in the text of the `ref`.
pub(super) fn uri(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    let mut fragment = false;
    let mut rest = address.chars();
    while let Some(c) = rest.next() {
        let hex = || rest.as_str().bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        match c {
            '%' if !hex() => escaped.push_str("%25"),
            '[' => escaped.push_str("%5B"),
            ']' => escaped.push_str("%5D"),
            '#' if fragment => escaped.push_str("%23"),
            _ => {
                fragment |= c == '#';
                escaped.push(c);
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_paths_counted_from_one() {
        let date = Position::record(Collection::Events, "alaska-purchase").field("date");
        assert_eq!(date.id(), "event.alaska-purchase.date");
        assert_eq!(date.variant(0).id(), "event.alaska-purchase.date.variants.1");
        assert_eq!(date.variant(0).name(), "date");
        let path = Path::root().field("date").field("variants").item(0);
        assert_eq!(id_of(Collection::Events, "alaska-purchase", &path), date.variant(0).id());
    }

    #[test]
    fn addresses_become_pointers_that_validators_take() {
        assert_eq!(uri("https://a.org/x?y=%D0#z"), "https://a.org/x?y=%D0#z");
        assert_eq!(uri("https://a.org/%zz[1]#a#b"), "https://a.org/%25zz%5B1%5D#a%23b");
    }
}
