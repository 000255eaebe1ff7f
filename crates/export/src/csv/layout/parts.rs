//! The parts of a layout: tables with the columns that each has by its kind, and single columns.

use super::schema::Type;
use super::{Column, Constraints, DISPUTES, ForeignKey, Keys, Kind, Origin, PANEL, RECORDS, Rows, Table, Word, names};
use crate::disputes::DisputeRow;
use crate::panel::{self, CellKind};

/// Where in a table's rows the building stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub(super) keys: Keys,
    /// What the schema says of the objects on the way and of the value.
    pub(super) description: String,
    /// Whether a row can be without a value here.
    pub(super) is_optional: bool,
}

impl Place {
    pub(super) fn within(&self, property: &str, description: &str, is_required: bool) -> Self {
        let mut keys = self.keys.clone();
        keys.push(property.to_owned());
        let description = format!("{} {description}", self.description).trim().to_owned();
        Self { keys, description, is_optional: self.is_optional || !is_required }
    }

    pub(super) fn column(&self) -> String {
        self.keys.join("_")
    }

    pub(super) fn column_and(&self, word: &str) -> String {
        self.keys.iter().map(|key| format!("{key}_")).chain([word.to_owned()]).collect()
    }
}

pub(super) fn empty(name: &str, description: &str, rows: Rows) -> Table {
    Table {
        name: name.to_owned(),
        title: names::title(name),
        description: description.to_owned(),
        rows,
        columns: Vec::new(),
        lists: Vec::new(),
        primary_key: Vec::new(),
        unique_keys: Vec::new(),
        foreign_keys: Vec::new(),
    }
}

/// The table of all records: what a row of a shared table belongs to, whatever its collection.
pub(super) fn records<'n>(about: &'n str, collections: impl Iterator<Item = &'n str>) -> Table {
    let mut table = empty(
        RECORDS,
        "Derived: all records of all collections, and first the title page, under one key. What the shared tables and \
         references to a record of any collection point at.",
        Rows::Records,
    );
    let text = |name, description, origin| Column::derived(name, Kind::String, description, origin).required();
    let mut collection =
        text("collection", "the collection of the record; about for the title page.", Origin::Collection);
    collection.constraints.words = [about].into_iter().chain(collections).map(str::to_owned).collect();
    table.columns = vec![
        collection,
        text("id", "the id of the record in its collection.", Origin::Record),
        text("reference", "the record as collection/id.", Origin::Reference).unique(),
        text("label", "the label of the record.", Origin::RecordLabel),
    ];
    table.primary_key = ["collection", "id"].map(str::to_owned).to_vec();
    table
}

/// A table of list items with the columns that say what each belongs to.
pub(super) fn items(name: &str, description: &str) -> Table {
    let key = |name: &str, description: &str, origin| Column {
        name: name.to_owned(),
        kind: Kind::String,
        description: description.to_owned(),
        constraints: Constraints { required: true, ..Constraints::default() },
        words: Vec::new(),
        origin,
        is_derived: false,
    };
    let mut table = empty(name, description, Rows::Items);
    table.columns = vec![
        key(
            "collection",
            "The collection of the record that this belongs to; about for the title page.",
            Origin::Collection,
        ),
        key("record", "The id of the record that this belongs to.", Origin::Record),
        Column::derived("record_label", Kind::String, "the label of that record.", Origin::RecordLabel).required(),
        key("path", "Where in the record this stands, as a JSON Pointer: /steps/0/date/variants/0.", Origin::Path),
        Column::derived(
            "parent",
            Kind::String,
            "the path of the row that this belongs to, in the table of that row; empty if that is the record's own row.",
            Origin::Parent,
        ),
    ];
    table.primary_key = ["collection", "record", "path"].map(str::to_owned).to_vec();
    table.foreign_keys = vec![ForeignKey::new(&["collection", "record"], RECORDS, &["collection", "id"])];
    table
}

/// The table of the disagreements: what the tables of variants say, in words and in one place.
pub(super) fn disputes() -> Table {
    let mut table = empty(
        DISPUTES,
        "Derived: where the sources disagree. Each row is another reading beside the one that is preferred to it.",
        Rows::Disputes,
    );
    let describe = |name| match name {
        "collection" => "the collection of the record.",
        "record" => "the id of the record.",
        "record_label" => "the label of the record.",
        "path" => {
            "where in the record the variant stands, as a JSON Pointer; the path of its row in the table of variants."
        }
        "field" => "what the reading is of.",
        "preferred" => "what the preferred reading says, in words.",
        "reading" => "what the other reading says, in words.",
        "status" => "what the editors think of the other reading.",
        "sources" => "the sources of the other reading, each with its section.",
        _ => "why it is not the preferred reading.",
    };
    table.columns = DisputeRow::COLUMNS
        .iter()
        .enumerate()
        .map(|(index, &name)| Column::derived(name, Kind::String, describe(name), Origin::Dispute(index)).required())
        .collect();
    table.primary_key = ["collection", "record", "path"].map(str::to_owned).to_vec();
    table.foreign_keys = vec![ForeignKey::new(&["collection", "record"], RECORDS, &["collection", "id"])];
    table
}

/// The table of the years.
pub(super) fn panel() -> Table {
    let mut table = empty(
        PANEL,
        "Derived: the two sides of the title page in each year, from the first in which both exist to the last that had \
         ended at the release: representation with each other, relations, heads of state, events, agreements. An empty \
         cell is explained by the column beside it that ends in _known.",
        Rows::Panel,
    );
    for (index, column) in panel::columns().into_iter().enumerate() {
        let kind = if column.kind == CellKind::Number { Kind::Integer } else { Kind::String };
        if let CellKind::Id(collection) = column.kind {
            table.foreign_keys.push(ForeignKey::new(&[&column.name], collection.name(), &["id"]));
        }
        let derived = Column::derived(column.name, kind, &column.description, Origin::Panel(index));
        table.columns.push(if column.is_full { derived.required() } else { derived });
    }
    table.primary_key = vec!["year".to_owned()];
    table
}

/// The column of a value at the place.
pub(super) fn column(name: &str, value: Type<'_>, kind: Kind, place: &Place, default: Option<&'static str>) -> Column {
    let words = value.words();
    Column {
        name: name.to_owned(),
        kind,
        description: place.description.clone(),
        constraints: Constraints {
            required: !place.is_optional,
            unique: false,
            words: words.iter().map(|word| word.value.to_owned()).collect(),
            pattern: value.pattern().map(str::to_owned),
            minimum: value.minimum().cloned(),
            maximum: value.maximum().cloned(),
        },
        words: words
            .into_iter()
            .filter(|word| !word.meaning.is_empty())
            .map(|word| Word { value: word.value.to_owned(), label: word.meaning.to_owned() })
            .collect(),
        origin: Origin::Value { keys: place.keys.clone(), default },
        is_derived: false,
    }
}

/// The columns for the days that a date can mean.
pub(super) fn bounds(date: &Place) -> [Column; 2] {
    let column = |word: &str, which: &str, origin| {
        let description = format!(
            "the {which} day that {} can mean, in the Gregorian calendar; empty if that is open, or not in the years 1 \
             to 9999.",
            date.column_and("edtf")
        );
        Column::derived(date.column_and(word), Kind::Date, &description, origin)
    };
    [
        column("earliest", "first", Origin::Earliest { keys: date.keys.clone() }),
        column("latest", "last", Origin::Latest { keys: date.keys.clone() }),
    ]
}

pub(super) fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
