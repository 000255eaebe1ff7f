//! Making the layout from the JSON Schema.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;
use usru_core::collection::Collection;
use usru_core::date::Calendar;
use usru_core::json::SCHEMA_KEY;
use usru_core::statement::Comparison;

use super::parts::{self, Place};
use super::schema::{Form, Schema, Type, unexpected};
use super::{Column, DISPUTES, ForeignKey, Kind, Layout, List, Origin, PANEL, RECORDS, Rows, Table, names};
use crate::error::ExportError;

/// The property of the document that holds the title page, and so its table.
const ABOUT: &str = "about";

/// The types of a date: an expression with a calendar and what else is known of it.
pub(super) const DATES: [&str; 2] = ["HistoricalDate", "DateReading"];

/// The type of a reference to a record of any collection.
const REFERENCE: &str = "RecordRef";

/// More than any type is deep; a type that holds itself would be deeper.
const DEEPEST: usize = 16;

/// What a value of the type means where it is left out. The schema does not say, the types do.
fn default_of(type_name: &str) -> Option<&'static str> {
    match type_name {
        "Calendar" => Some(Calendar::default().as_str()),
        "Comparison" => Some(Comparison::default().as_str()),
        _ => None,
    }
}

impl Layout {
    /// The layout of every dataset of the crate's types, made once.
    pub(crate) fn get() -> Result<&'static Self, ExportError> {
        static LAYOUT: LazyLock<Result<Layout, ExportError>> =
            LazyLock::new(|| Layout::of_schema(&usru_core::schema::of_dataset()));
        LAYOUT.as_ref().map_err(|error| unexpected(&error.to_string()))
    }

    /// The layout of a dataset with that JSON Schema.
    pub(crate) fn of_schema(schema: &Value) -> Result<Self, ExportError> {
        let schema = Schema::new(schema);
        let mut about = None;
        let mut collections = Vec::new();
        for (name, member) in schema.document().properties().filter(|(name, _)| *name != SCHEMA_KEY) {
            let member = schema.resolve(member)?;
            match (member.form()?, Collection::from_name(name)) {
                (Form::Object, None) if name == ABOUT => about = Some(member),
                (Form::List(record), Some(collection)) => {
                    collections.push((collection, member.description, schema.resolve(record)?));
                }
                _ => return Err(unexpected(&format!("{name} is neither the title page nor a collection"))),
            }
        }
        let about = about.ok_or_else(|| unexpected("there is no title page"))?;

        let mut builder = Builder { schema, ids: BTreeMap::new(), tables: Vec::new(), types: BTreeMap::new() };
        for (collection, _, record) in &collections {
            let id = record.property("id").ok_or_else(|| unexpected(&format!("{collection} have no id")))?;
            if let Some(name) = schema.resolve(id)?.name {
                builder.ids.insert(name, *collection);
            }
        }
        builder.about(about)?;
        let index = builder.announce(RECORDS, "")?;
        builder.put(index, parts::records(ABOUT, collections.iter().map(|(collection, ..)| collection.name())));
        for (collection, description, record) in collections {
            builder.collection(collection, description, record)?;
        }
        let index = builder.announce(DISPUTES, "")?;
        builder.put(index, parts::disputes());
        let index = builder.announce(PANEL, "")?;
        builder.put(index, parts::panel());
        builder.finish()
    }
}

struct Builder<'s> {
    schema: Schema<'s>,
    /// The collection that an id type points into.
    ids: BTreeMap<&'s str, Collection>,
    tables: Vec<Table>,
    /// The type whose values are the rows of each table that is made, and the table's place.
    types: BTreeMap<String, (String, usize)>,
}

impl<'s> Builder<'s> {
    fn about(&mut self, about: Type<'s>) -> Result<(), ExportError> {
        let mut table = parts::empty(ABOUT, about.description, Rows::About);
        table.primary_key = vec!["name".to_owned()];
        self.fill(about, table)
    }

    fn collection(&mut self, collection: Collection, what: &str, record: Type<'s>) -> Result<(), ExportError> {
        let description = format!("{what} Each row is a record: {}", parts::lower_first(record.description));
        let mut table = parts::empty(collection.name(), &description, Rows::Collection(collection));
        table.primary_key = vec!["id".to_owned()];
        self.fill(record, table)
    }

    /// Makes a table whose rows are objects of the type.
    fn fill(&mut self, row: Type<'s>, mut table: Table) -> Result<(), ExportError> {
        let index = self.announce(&table.name, row.name.unwrap_or_default())?;
        self.object(row, &Place::default(), &mut table)?;
        self.put(index, table);
        Ok(())
    }

    fn put(&mut self, index: usize, table: Table) {
        if let Some(announced) = self.tables.get_mut(index) {
            *announced = table;
        }
    }

    /// Keeps a place for a table, so that a list within its own items finds it.
    fn announce(&mut self, name: &str, of: &str) -> Result<usize, ExportError> {
        let index = self.tables.len();
        match self.types.insert(name.to_owned(), (of.to_owned(), index)) {
            None => self.tables.push(parts::empty(name, "", Rows::Items)),
            Some((other, _)) => return Err(unexpected(&format!("{of} and {other} would share the table {name}"))),
        }
        Ok(index)
    }

    /// Adds the columns and lists of an object that stands at the place in a table's rows.
    fn object(&mut self, object: Type<'s>, around: &Place, table: &mut Table) -> Result<(), ExportError> {
        if around.keys.len() > DEEPEST {
            return Err(unexpected(&format!("the type of {} holds itself", around.column())));
        }
        for (property, schema) in object.properties() {
            let value = self.schema.resolve(schema)?;
            let is_required = object.requires(property);
            let place = around.within(property, value.description, is_required);
            let kind = match value.form()? {
                Form::Object => {
                    self.object(value, &place, table)?;
                    continue;
                }
                Form::List(items) => {
                    let index = self.list(object, property, value.description, items)?;
                    table.lists.push(List { keys: place.keys, table: index });
                    continue;
                }
                Form::Text => Kind::String,
                Form::Number => Kind::Number,
                Form::Integer => Kind::Integer,
                Form::Boolean => Kind::Boolean,
            };
            let default = value.name.filter(|_| !is_required).and_then(default_of);
            let is_optional = if default.is_some() { around.is_optional } else { place.is_optional };
            self.value(value, kind, Place { is_optional, ..place }, default, table);
        }
        if object.name.is_some_and(|name| DATES.contains(&name)) {
            table.columns.extend(parts::bounds(around));
        }
        Ok(())
    }

    /// Adds the column of a single value, and what its being the id of a record brings with it.
    fn value(&self, value: Type<'s>, kind: Kind, place: Place, default: Option<&'static str>, table: &mut Table) {
        let name = place.column();
        table.columns.push(parts::column(&name, value, kind, &place, default));
        let is_own_id = matches!(table.rows, Rows::Collection(_)) && table.primary_key == [name.as_str()];
        let collection = value.name.and_then(|type_name| self.ids.get(type_name)).copied();
        match collection {
            _ if is_own_id => return,
            Some(collection) => {
                table.foreign_keys.push(ForeignKey::new(&[&name], collection.name(), &["id"]));
            }
            None if value.name == Some(REFERENCE) => {
                table.foreign_keys.push(ForeignKey::new(&[&name], RECORDS, &["reference"]));
            }
            None => return,
        }
        table.columns.push(Column::derived(
            place.column_and("label"),
            Kind::String,
            &format!("the label of the record that {name} names."),
            Origin::Label { keys: place.keys, collection },
        ));
    }

    /// The table of a list's items, made if it is not there yet.
    fn list(
        &mut self,
        owner: Type<'s>,
        property: &str,
        description: &str,
        items: &'s Value,
    ) -> Result<usize, ExportError> {
        let items = self.schema.resolve(items)?;
        let is_object = matches!(items.form()?, Form::Object);
        let (name, of) = if is_object {
            let of = items.name.ok_or_else(|| unexpected(&format!("the items of {property} are of no named type")))?;
            (names::of_items(of), of.to_owned())
        } else {
            let owner = owner.name.ok_or_else(|| unexpected(&format!("{property} is in no named type")))?;
            (names::of_values(owner, property), format!("{owner}.{property}"))
        };
        if let Some((known, index)) = self.types.get(&name)
            && *known == of
        {
            return Ok(*index);
        }
        let index = self.announce(&name, &of)?;
        let description = if is_object { self.describe(items)? } else { description.to_owned() };
        let mut table = parts::items(&name, &description);
        if is_object {
            self.object(items, &Place::default(), &mut table)?;
        } else {
            let kind = match items.form()? {
                Form::Text => Kind::String,
                Form::Number => Kind::Number,
                Form::Integer => Kind::Integer,
                Form::Boolean => Kind::Boolean,
                Form::Object | Form::List(_) => return Err(unexpected(&format!("{property} is a list of lists"))),
            };
            let place = Place { description, ..Place::default() };
            table.columns.push(parts::column("value", items, kind, &place, None));
        }
        self.put(index, table);
        Ok(index)
    }

    /// What the rows of a shared table are. Of variants the schema says the same, whatever they vary.
    fn describe(&self, items: Type<'s>) -> Result<String, ExportError> {
        let description = items.description;
        Ok(match items.property("reading") {
            Some(reading) => {
                let varied = self.schema.resolve(reading)?.definition();
                format!("{description} What is varied: {}", parts::lower_first(varied))
            }
            None if items.name.is_some_and(|name| name.ends_with("Reading")) => {
                format!("{description} Each row is part of another reading, none of a preferred one.")
            }
            None => description.to_owned(),
        })
    }

    /// Puts the shared tables in the order of their names and adds the keys that span two types.
    fn finish(self) -> Result<Layout, ExportError> {
        let mut tables: Vec<_> = self.tables.into_iter().enumerate().collect();
        let order = |table: &Table| (table.rows == Rows::Items).then(|| table.name.clone());
        tables.sort_by_cached_key(|(_, table)| order(table));
        let moved: BTreeMap<usize, usize> = tables.iter().enumerate().map(|(new, (old, _))| (*old, new)).collect();
        let mut tables: Vec<_> = tables.into_iter().map(|(_, table)| table).collect();
        for list in tables.iter_mut().flat_map(|table| &mut table.lists) {
            list.table = *moved.get(&list.table).ok_or_else(|| unexpected("a list has no table"))?;
        }

        // A citation names a section of its source by the heading, which no source lists twice.
        let key = ["record", "heading"];
        let sections = names::of_items("Section");
        if let Some(sections) = tables.iter_mut().find(|table| table.name == sections) {
            sections.unique_keys.push(key.map(str::to_owned).to_vec());
        }
        let citations = names::of_items("Citation");
        if let Some(citations) = tables.iter_mut().find(|table| table.name == citations) {
            citations.foreign_keys.push(ForeignKey::new(&["source", "section"], &sections, &key));
        }
        Ok(Layout { tables })
    }
}
