//! The layout of the real types: what the tables look like, and that nothing is missing or said twice.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;

fn layout() -> &'static Layout {
    Layout::get().unwrap()
}

/// The columns of a table, one a line: `*` is derived, `!` is required, `→` is a foreign key.
fn columns(table: &str) -> String {
    let layout = layout();
    let table = layout.tables.iter().find(|known| known.name == table).unwrap();
    let mut lines = Vec::new();
    for column in &table.columns {
        let mut line = column.name.clone();
        if column.constraints.required {
            line.push('!');
        }
        if column.is_derived {
            line.push('*');
        }
        if column.kind != Kind::String {
            line.extend([" ".to_owned(), format!("{:?}", column.kind).to_lowercase()]);
        }
        if let Origin::Value { default: Some(default), .. } = column.origin {
            line.extend([" = ", default]);
        }
        lines.push(line);
    }
    for key in &table.foreign_keys {
        lines.push(format!("{} → {} {}", key.columns.join(", "), key.table, key.referenced.join(", ")));
    }
    lines.join("\n")
}

#[test]
fn there_is_a_table_for_every_collection_and_every_type_in_a_list() {
    let tables: Vec<_> = layout().tables.iter().map(|table| table.name.as_str()).collect();
    insta::assert_snapshot!(tables.join("\n"), @r#"
    about
    records
    sources
    polities
    places
    people
    organizations
    vessels
    works
    agreements
    offices
    posts
    appointments
    events
    measures
    disputes
    panel
    about_keywords
    agreement_step_variants
    agreement_steps
    allowances
    appointment_step_variants
    appointment_steps
    citations
    claim_variants
    claims
    contributors
    coordinates_variants
    date_variants
    identifiers
    link_variants
    links
    name_variants
    names
    participant_readings
    participant_variants
    participants
    place_link_variants
    place_links
    polity_link_variants
    polity_links
    post_step_variants
    post_steps
    quantity_variants
    rank_held_variants
    sections
    sides
    source_authors
    source_editors
    vessel_step_variants
    vessel_steps
    vital_variants
    "#);
}

#[test]
fn objects_become_columns() {
    insta::assert_snapshot!(columns("events"), @r#"
    id!
    kind!
    label!
    date_edtf!
    date_calendar! = gregorian
    date_dual_edtf
    date_dual_calendar
    date_basis
    date_as_written
    date_note
    date_earliest* date
    date_latest* date
    summary!
    doubt_status
    doubt_reason
    "#);
    insta::assert_snapshot!(columns("places"), @r#"
    id!
    kind!
    label!
    coordinates_latitude number
    coordinates_longitude number
    coordinates_note
    summary!
    doubt_status
    doubt_reason
    "#);
}

#[test]
fn lists_become_tables_that_say_what_they_belong_to() {
    insta::assert_snapshot!(columns("citations"), @r#"
    collection!
    record!
    record_label!*
    path!
    parent*
    source!
    source_label*
    section!
    note
    collection, record → records collection, id
    source → sources id
    source, section → sections record, heading
    "#);
    insta::assert_snapshot!(columns("participants"), @r#"
    collection!
    record!
    record_label!*
    path!
    parent*
    person
    person_label*
    organization
    organization_label*
    polity
    polity_label*
    vessel
    vessel_label*
    role!
    on_behalf_of
    on_behalf_of_label*
    note
    collection, record → records collection, id
    person → people id
    organization → organizations id
    polity → polities id
    vessel → vessels id
    on_behalf_of → polities id
    "#);
    insta::assert_snapshot!(columns("source_authors"), @r#"
    collection!
    record!
    record_label!*
    path!
    parent*
    value!
    collection, record → records collection, id
    "#);
}

#[test]
fn variants_have_tables_of_their_own() {
    insta::assert_snapshot!(columns("date_variants"), @r#"
    collection!
    record!
    record_label!*
    path!
    parent*
    reading_edtf!
    reading_calendar! = gregorian
    reading_dual_edtf
    reading_dual_calendar
    reading_basis
    reading_as_written
    reading_note
    reading_earliest* date
    reading_latest* date
    status!
    reason!
    collection, record → records collection, id
    "#);
}

#[test]
fn names_are_unique_and_keys_lead_somewhere() {
    let layout = layout();
    let files: BTreeSet<_> = layout.tables.iter().map(Table::file).collect();
    assert_eq!(files.len(), layout.tables.len());
    for table in &layout.tables {
        let names: BTreeSet<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names.len(), table.columns.len(), "a column of {} is there twice", table.name);
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')), "{names:?}");
        assert!(!table.primary_key.is_empty(), "{}", table.name);
        for key in &table.primary_key {
            let column = table.columns.iter().find(|column| column.name == *key).unwrap();
            assert!(column.constraints.required, "{} {key}", table.name);
        }
        for key in &table.foreign_keys {
            let other = layout.tables.iter().find(|other| other.name == key.table).unwrap();
            assert_eq!(key.columns.len(), key.referenced.len());
            assert!(key.columns.iter().all(|column| names.contains(column.as_str())));
            assert!(key.referenced.iter().all(|name| other.columns.iter().any(|column| column.name == *name)));
        }
        for column in &table.columns {
            assert_eq!(column.description.starts_with("Derived: "), column.is_derived, "{}", column.name);
        }
    }
}

/// Whether an object is there is seen from its cells, so there must be one that it is never without.
#[test]
fn every_object_has_a_member_that_it_cannot_be_without() {
    let schema = usru_core::schema::of_dataset();
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        if definition["type"] == "object" {
            let required = |schema: &Value| schema["required"].as_array().is_some_and(|names| !names.is_empty());
            let choice = definition["anyOf"].as_array().is_some_and(|choices| choices.iter().all(required));
            assert!(required(definition) || choice, "{name}");
        }
    }
}

#[test]
fn every_type_of_date_has_its_bounds() {
    let schema = usru_core::schema::of_dataset();
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        // The twin of a date means the same days as the date.
        if definition["properties"]["edtf"].is_object() && name != "Dual" {
            assert!(build::DATES.contains(&name.as_str()), "{name}");
        }
    }
}

#[test]
fn a_default_is_what_the_json_leaves_out() {
    let layout = layout();
    let column = |table: &str, column: &str| {
        let table = layout.tables.iter().find(|known| known.name == table).unwrap();
        table.columns.iter().find(|known| known.name == column).map(|column| &column.origin)
    };
    let keys = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(
        column("events", "date_calendar"),
        Some(&Origin::Value { keys: keys(&["date", "calendar"]), default: Some("gregorian") })
    );
    assert_eq!(
        column("events", "date_dual_calendar"),
        Some(&Origin::Value { keys: keys(&["date", "dual", "calendar"]), default: None })
    );
    let date = usru_core::date::HistoricalDate::new("1900", usru_core::date::Calendar::Gregorian).unwrap();
    assert_eq!(serde_json::to_value(date).unwrap(), json!({ "edtf": "1900" }));
}

#[test]
fn patterns_that_readers_understand_differently_are_left_out() {
    let layout = layout();
    let pattern = |table: &str, column: &str| {
        let table = layout.tables.iter().find(|known| known.name == table).unwrap();
        table.columns.iter().find(|known| known.name == column).unwrap().constraints.pattern.clone()
    };
    assert_eq!(pattern("events", "id").as_deref(), Some("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    assert_eq!(pattern("events", "label"), None);
}

#[test]
fn a_schema_of_another_shape_is_refused_and_not_half_laid_out() {
    for schema in [
        json!({}),
        json!({ "properties": { "about": { "$ref": "#/$defs/About" } } }),
        json!({ "properties": { "about": { "type": "object" }, "things": { "type": "string" } } }),
        json!({ "properties": { "about": { "type": "object", "properties": { "a": { "type": "null" } } } } }),
        json!({ "properties": { "about": { "$ref": "#/$defs/A" } }, "$defs": { "A": { "$ref": "#/$defs/A" } } }),
        json!({
            "properties": { "about": { "$ref": "#/$defs/A" } },
            "$defs": { "A": { "type": "object", "properties": { "a": { "$ref": "#/$defs/A" } } } },
        }),
    ] {
        assert!(Layout::of_schema(&schema).is_err(), "{schema}");
    }
}
