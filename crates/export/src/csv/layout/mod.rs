//! The layout: which tables there are, which columns each has, and where in the JSON each column has its value from.
//!
//! It is made from the JSON Schema alone and says the same in both directions: [`Origin::Value`] tells a writer where
//! to take a cell from and a reader where to put it, and the `path` of a row tells the rest.

mod build;
mod names;
mod parts;
mod schema;
#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::Value;
use usru_core::collection::Collection;

/// The table of all records.
pub(crate) const RECORDS: &str = "records";

/// The table of the sources' disagreements.
pub(crate) const DISPUTES: &str = "disputes";

/// The table of the years.
pub(crate) const PANEL: &str = "panel";

/// All tables, in the order in which the package lists them: the title page, all records, the collections, then the
/// shared tables by name.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) tables: Vec<Table>,
}

/// One table.
#[derive(Debug)]
pub(crate) struct Table {
    /// The name: the file's without `.csv`, and the resource's.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) rows: Rows,
    pub(crate) columns: Vec<Column>,
    /// The lists in a row's value, whose items are rows of other tables.
    pub(crate) lists: Vec<List>,
    pub(crate) primary_key: Vec<String>,
    /// Keys besides the primary key.
    pub(crate) unique_keys: Vec<Vec<String>>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// The title page; there is one row.
    About,
    /// Any record, for its label; every column is derived.
    Records,
    /// A record of the collection.
    Collection(Collection),
    /// An item of a list somewhere in a record or in the title page.
    Items,
    /// A variant, in words; every column is derived.
    Disputes,
    /// A year; every column is derived.
    Panel,
}

/// One column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) description: String,
    pub(crate) constraints: Constraints,
    /// The words of a closed vocabulary with their meanings.
    pub(crate) words: Vec<Word>,
    pub(crate) origin: Origin,
    /// Whether the column says again what other columns say, or what follows from them.
    pub(crate) is_derived: bool,
}

/// The type of a column, by Data Package's name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    String,
    Number,
    Integer,
    Boolean,
    Date,
}

/// What holds for every cell of a column, by Data Package's names.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Constraints {
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub(crate) required: bool,
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub(crate) unique: bool,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(crate) words: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) minimum: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) maximum: Option<Value>,
}

/// A word of a closed vocabulary; as Data Package's `categories` have it, the label is the meaning.
#[derive(Debug, Serialize)]
pub(crate) struct Word {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// The way from a row's value to a value in it: the names of the properties. For a list of plain values it is empty.
pub(crate) type Keys = Vec<String>;

/// The keys as a JSON Pointer. Names of properties are Rust identifiers, so nothing needs an escape.
pub(crate) fn pointer(keys: &[String]) -> String {
    keys.iter().flat_map(|key| ["/", key.as_str()]).collect()
}

/// Where a cell comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The collection of the record that the row belongs to, or `about`.
    Collection,
    /// The id of that record, or the name of the dataset.
    Record,
    /// That record as collection/id.
    Reference,
    /// The label of that record, or the title of the dataset.
    RecordLabel,
    /// The JSON Pointer to the row's value in that record.
    Path,
    /// The path of the row in whose value the list stands that the row's value is an item of; empty for a record's row.
    Parent,
    /// The value itself. A default is what a value that is left out means, wherever the object around it is there.
    Value { keys: Keys, default: Option<&'static str> },
    /// The label of the record that the value at the keys names: by its id in the collection, or as collection/id.
    Label { keys: Keys, collection: Option<Collection> },
    /// The first Gregorian day of the date at the keys.
    Earliest { keys: Keys },
    /// The last Gregorian day of the date at the keys.
    Latest { keys: Keys },
    /// The cell of that place in a row of the disputes.
    Dispute(usize),
    /// The cell of that place in a row of the years.
    Panel(usize),
}

/// A list in a row's value.
#[derive(Debug)]
pub(crate) struct List {
    pub(crate) keys: Keys,
    /// The place of the items' table in [`Layout::tables`].
    pub(crate) table: usize,
}

/// The columns of one table name a row of another.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ForeignKey {
    pub(crate) columns: Vec<String>,
    pub(crate) table: String,
    pub(crate) referenced: Vec<String>,
}

impl ForeignKey {
    fn new(columns: &[&str], table: &str, referenced: &[&str]) -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self { columns: owned(columns), table: table.to_owned(), referenced: owned(referenced) }
    }
}

impl Column {
    fn derived(name: impl Into<String>, kind: Kind, description: &str, origin: Origin) -> Self {
        Self {
            name: name.into(),
            kind,
            description: format!("Derived: {description}"),
            constraints: Constraints::default(),
            words: Vec::new(),
            origin,
            is_derived: true,
        }
    }

    fn required(mut self) -> Self {
        self.constraints.required = true;
        self
    }

    fn unique(mut self) -> Self {
        self.constraints.unique = true;
        self
    }
}

impl Table {
    /// The name of the table's file.
    pub(crate) fn file(&self) -> String {
        format!("{}.csv", self.name)
    }
}

impl Constraints {
    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        !self.required
            && !self.unique
            && self.words.is_empty()
            && self.pattern.is_none()
            && self.minimum.is_none()
            && self.maximum.is_none()
    }
}
