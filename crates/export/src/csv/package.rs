//! The Data Package descriptor: what the tables are, for tools that know nothing of this crate.
//!
//! It is a Data Package 2.0 and valid as 1.0: names in lower case, contributors with a title and with both `role` and
//! `roles`, resources with both `type` and `profile`, and none of the properties that the two understand differently.

use serde::Serialize;
use usru_core::dataset::About;
use usru_core::text::{Text, Url};

use super::layout::{Column, Constraints, ForeignKey, Kind, Layout, Origin, Table, Word, pointer};
use super::output::Written;

const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The property of a resource that counts the rows of its table: where the last of a list is lost, nothing else tells.
pub(super) const ROWS: &str = "usru:rows";

/// The property of a field that leads to its value in the JSON of the row: with the row's own path, all that reading
/// back needs. No descriptor but ours has it.
pub(super) const POINTER: &str = "usru:pointer";

#[derive(Debug, Serialize)]
pub(super) struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: &'a str,
    title: &'a str,
    description: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<&'a str>,
    licenses: [License<'a>; 1],
    contributors: Vec<Contributor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    resources: Vec<Resource<'a>>,
}

#[derive(Debug, Serialize)]
struct License<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    path: &'a str,
    title: &'a str,
}

#[derive(Debug, Serialize)]
struct Contributor<'a> {
    title: &'a str,
    role: &'a str,
    roles: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Resource<'a> {
    name: &'a str,
    r#type: &'static str,
    profile: &'static str,
    path: String,
    title: &'a str,
    description: &'a str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: u64,
    hash: String,
    /// See [`ROWS`].
    #[serde(rename = "usru:rows")]
    rows: u64,
    dialect: Dialect,
    schema: TableSchema<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    header: bool,
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    skip_initial_space: bool,
}

const DIALECT: Dialect = Dialect {
    header: true,
    delimiter: ",",
    line_terminator: "\n",
    quote_char: "\"",
    double_quote: true,
    skip_initial_space: false,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TableSchema<'a> {
    fields: Vec<Field<'a>>,
    primary_key: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unique_keys: &'a [Vec<String>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<Key<'a>>,
    missing_values: [&'static str; 1],
}

#[derive(Debug, Serialize)]
struct Field<'a> {
    name: &'a str,
    r#type: Kind,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: &'a Constraints,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    categories: &'a [Word],
    #[serde(rename = "usru:derived", skip_serializing_if = "core::ops::Not::not")]
    is_derived: bool,
    /// See [`POINTER`].
    #[serde(rename = "usru:pointer", skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// What an empty cell's property means where the object around it is there, and so what is written out.
    #[serde(rename = "usru:default", skip_serializing_if = "Option::is_none")]
    default: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Key<'a> {
    fields: &'a [String],
    reference: Reference<'a>,
}

#[derive(Debug, Serialize)]
struct Reference<'a> {
    resource: &'a str,
    fields: &'a [String],
}

impl<'a> Package<'a> {
    pub(super) fn new<W>(about: &'a About, layout: &'a Layout, written: &[Written<W>]) -> Self {
        let bounds = about.released.bounds();
        Self {
            schema: PROFILE,
            name: about.name.as_str(),
            title: about.title.as_str(),
            description: about.description.as_str(),
            version: about.version.as_str(),
            created: bounds.earliest.filter(|_| bounds.is_day()).map(|day| format!("{day}T00:00:00Z")),
            homepage: about.homepage.as_ref().map(Url::as_str),
            licenses: [license(about)],
            contributors: contributors(about),
            keywords: about.keywords.iter().map(Text::as_str).collect(),
            resources: layout.tables.iter().zip(written).map(|(table, written)| resource(table, written)).collect(),
        }
    }
}

fn license(about: &About) -> License<'_> {
    let name = about.licence.as_str();
    // Data Package 1.0 takes identifiers, not expressions with blanks.
    let is_identifier = name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    License { name: is_identifier.then_some(name), path: about.licence_url.as_str(), title: name }
}

/// Those who made the dataset, each once with all roles, and the publisher.
fn contributors(about: &About) -> Vec<Contributor<'_>> {
    let named = about.contributors.iter().map(|made| (made.name.as_str(), made.role.as_str()));
    let mut contributors: Vec<Contributor<'_>> = Vec::new();
    for (title, role) in named.chain([(about.publisher.as_str(), "publisher")]) {
        match contributors.iter_mut().find(|known| known.title == title) {
            Some(known) if known.roles.contains(&role) => {}
            Some(known) => known.roles.push(role),
            None => contributors.push(Contributor { title, role, roles: vec![role] }),
        }
    }
    contributors
}

fn resource<'a, W>(table: &'a Table, written: &Written<W>) -> Resource<'a> {
    Resource {
        name: &table.name,
        r#type: "table",
        profile: "tabular-data-resource",
        path: table.file(),
        title: &table.title,
        description: &table.description,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: written.bytes,
        hash: format!("sha256:{}", written.sha256),
        rows: written.rows,
        dialect: DIALECT,
        schema: TableSchema {
            fields: table.columns.iter().map(field).collect(),
            primary_key: &table.primary_key,
            unique_keys: &table.unique_keys,
            foreign_keys: table.foreign_keys.iter().map(|key| foreign_key(table, key)).collect(),
            missing_values: [""],
        },
    }
}

fn field(column: &Column) -> Field<'_> {
    let (pointer, default) = match &column.origin {
        Origin::Value { keys, default } => (Some(pointer(keys)), *default),
        _ => (None, None),
    };
    Field {
        name: &column.name,
        r#type: column.kind,
        description: &column.description,
        constraints: &column.constraints,
        categories: &column.words,
        is_derived: column.is_derived,
        pointer,
        default,
    }
}

fn foreign_key<'a>(table: &Table, key: &'a ForeignKey) -> Key<'a> {
    // A table that refers to itself is named by nothing.
    let resource = if key.table == table.name { "" } else { &key.table };
    Key { fields: &key.columns, reference: Reference { resource, fields: &key.referenced } }
}
