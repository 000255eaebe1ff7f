//! What happens to tables on their way: what is accepted, and what is told of the rest.

use std::fmt::Write as _;

use super::super::write_csv;
use super::*;

/// A little dataset with a variant, a pair of styles, a number and a point.
fn dataset() -> Dataset {
    crate::json::read_json(include_bytes!("../../../tests/fixtures/small.json").as_slice()).unwrap()
}

fn tables() -> Vec<CsvFile> {
    write_csv(&dataset()).unwrap()
}

fn text_of(files: &mut [CsvFile], name: &str, change: impl FnOnce(String) -> String) {
    let file = files.iter_mut().find(|file| file.name == name).unwrap();
    file.bytes = change(String::from_utf8(std::mem::take(&mut file.bytes)).unwrap()).into_bytes();
}

/// The tables with one of them changed as text.
fn text(name: &str, change: impl FnOnce(String) -> String) -> Vec<CsvFile> {
    let mut files = tables();
    text_of(&mut files, name, change);
    files
}

/// The tables with the bytes of one of them in place of its own.
fn bytes(name: &str, bytes: &[u8]) -> Vec<CsvFile> {
    let mut files = tables();
    files.iter_mut().find(|file| file.name == name).unwrap().bytes = bytes.to_vec();
    files
}

fn other_table() -> CsvFile {
    CsvFile { name: "event.csv".to_owned(), bytes: b"id\n".to_vec() }
}

type Table = Vec<Vec<String>>;

/// The tables with one of them changed cell by cell.
fn rows(name: &str, change: impl FnOnce(&mut Table)) -> Vec<CsvFile> {
    text(name, |text| {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut table: Table = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        change(&mut table);
        let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    })
}

/// The tables with the cell of a row changed; there must be such a cell, and another text in it.
fn cell(name: &str, row: usize, column: &str, cell: &str) -> Vec<CsvFile> {
    rows(name, |table| {
        let place = table[0].iter().position(|name| name == column).unwrap();
        assert_ne!(table[row][place], cell);
        table[row][place] = cell.to_owned();
    })
}

fn told(files: &[CsvFile]) -> String {
    told_with(files, Derived::Checked)
}

fn told_with(files: &[CsvFile], derived: Derived) -> String {
    let faults = match read_csv(files, derived) {
        Ok(back) if back == dataset() => return SAME.to_owned(),
        Ok(_) => return CHANGED.to_owned(),
        Err(faults) => faults,
    };
    let mut text = String::new();
    for d in faults.diagnostics {
        let shown =
            |l: &Location| faults.texts.get(&l.file).and_then(|text| text.get(l.span.clone()).map(str::to_owned));
        let at = |l: &Location| match l.line {
            0 => l.file.clone(),
            _ => format!("{}:{}:{} `{}`", l.file, l.line, l.column, shown(l).unwrap_or_default()),
        };
        writeln!(text, "{} [{}] {}\n  do: {}", at(&d.location), d.rule, d.message, d.help).unwrap();
        for related in &d.related {
            writeln!(text, "  see: {} {}", at(&related.location), related.message).unwrap();
        }
    }
    text
}

const SAME: &str = "accepted: the same\n";
const CHANGED: &str = "accepted: changed\n";

#[test]
fn what_a_spreadsheet_does_without_losing_anything_is_accepted() {
    let every = |change: fn(String) -> String| {
        let mut files = tables();
        for table in files.iter_mut().filter(|file| file.name != DESCRIPTOR) {
            table.bytes = change(String::from_utf8(std::mem::take(&mut table.bytes)).unwrap()).into_bytes();
        }
        files
    };
    assert_eq!(told(&tables()), SAME);
    assert_eq!(told(&every(|text| text.replace('\n', "\r\n"))), SAME);
    assert_eq!(told(&every(|text| format!("\u{FEFF}{text}"))), SAME);
    assert_eq!(told(&every(|text| format!("{text}\n\r\n"))), SAME);
    assert_eq!(told(&every(|text| format!("{}\n", text.trim_end()))), SAME);
    assert_eq!(told(&every(|text| text.trim_end().to_owned())), SAME);

    let every_row = |change: fn(&mut Table)| {
        let mut files = tables();
        for name in files.iter().map(|file| file.name.clone()).filter(|name| name != DESCRIPTOR).collect::<Vec<_>>() {
            let changed = rows(&name, change);
            *files.iter_mut().find(|file| file.name == name).unwrap() =
                changed.into_iter().find(|file| file.name == name).unwrap();
        }
        files
    };
    // Rows and columns in another order, empty rows and columns.
    assert_eq!(told(&every_row(|table| table[1..].reverse())), SAME);
    assert_eq!(told(&every_row(|table| table.iter_mut().for_each(|row| row.reverse()))), SAME);
    assert_eq!(
        told(&every_row(|table| table.iter_mut().for_each(|row| row.extend([String::new(), String::new()])))),
        SAME
    );
    assert_eq!(told(&every_row(|table| table.push(vec![String::new(); table[0].len()]))), SAME);

    // Quotation marks around everything.
    let mut files = tables();
    for table in files.iter_mut().filter(|file| file.name != DESCRIPTOR) {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(table.bytes.as_slice());
        let mut writer = ::csv::WriterBuilder::new().quote_style(::csv::QuoteStyle::Always).from_writer(Vec::new());
        reader.records().for_each(|row| writer.write_record(&row.unwrap()).unwrap());
        let bytes = writer.into_inner().unwrap();
        table.bytes = bytes;
    }
    assert_eq!(told(&files), SAME);
    // A fraction that is none.
    assert_eq!(told(&cell("places.csv", 1, "coordinates_latitude", "50")), SAME);
}

macro_rules! damages {
    ($( $name:ident: $files:expr; )*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(told(&$files));
            }
        )*
    };
}

damages! {
    a_date_as_spreadsheets_show_it: cell("events.csv", 1, "date_edtf", "11/5/1810");
    a_month_as_spreadsheets_show_it: cell("appointment_steps.csv", 1, "date_edtf", "Aug-10");
    a_derived_date_as_spreadsheets_show_it: cell("events.csv", 1, "date_earliest", "11/5/1810");
    a_number_as_spreadsheets_show_it: cell("measures.csv", 1, "quantity_value", "1.5E+06");
    a_number_with_commas: cell("measures.csv", 1, "quantity_value", "1,500,000");
    a_decimal_comma: cell("places.csv", 1, "coordinates_longitude", "-12,5");
    a_word_in_capitals: cell("measures.csv", 1, "quantity_comparison", "ABOUT");
    a_text_with_space_before_it: cell("people.csv", 1, "label", " Anna Exempel");
    a_text_with_a_line_break: cell("people.csv", 1, "summary", "An\nenvoy.");
    a_text_that_a_spreadsheet_would_run: cell("people.csv", 1, "summary", "=1+1");
    a_calendar_that_was_emptied: cell("events.csv", 1, "date_calendar", "");
    an_expression_that_was_emptied: cell("events.csv", 1, "date_edtf", "");
    a_calendar_without_a_date: cell("measures.csv", 1, "date_calendar", "gregorian");
    a_value_that_was_emptied: cell("source_authors.csv", 1, "value", "");
    a_value_of_a_variant: cell("rank_held_variants.csv", 1, "reading_rank", "cnsul");
    an_id_that_was_changed: cell("people.csv", 1, "id", "anna-example");
    a_label_that_was_changed: cell("places.csv", 1, "label", "Streslau");
    a_derived_label_that_was_changed: cell("events.csv", 1, "label", "Audience of 1811");
    a_derived_label_that_was_emptied: cell("place_links.csv", 1, "place_label", "");
    a_status_that_was_changed: cell("rank_held_variants.csv", 1, "status", "disputed");
    a_parent_that_was_changed: cell("citations.csv", 1, "parent", "/rank");
    a_collection_that_does_not_exist: cell("citations.csv", 1, "collection", "personen");
    a_path_that_is_none: cell("appointment_steps.csv", 1, "path", "steps 1");
    a_path_to_nowhere: cell("appointment_steps.csv", 1, "path", "/setps/0");
    a_row_of_a_record_lost: rows("events.csv", |table| drop(table.remove(1)));
    a_row_in_the_middle_of_a_list_lost: rows("sections.csv", |table| drop(table.remove(2)));
    a_row_at_the_end_of_a_list_lost: rows("sections.csv", |table| drop(table.remove(3)));
    a_row_with_others_below_it_lost: rows("rank_held_variants.csv", |table| drop(table.remove(1)));
    a_row_of_a_list_twice: rows("sections.csv", |table| table.push(table[2].clone()));
    a_record_twice: rows("people.csv", |table| table.push(table[1].clone()));
    a_title_page_lost: rows("about.csv", |table| drop(table.remove(1)));
    two_title_pages: rows("about.csv", |table| table.push(table[1].clone()));
    a_column_lost: rows("events.csv", |table| table.iter_mut().for_each(|row| drop(row.remove(3))));
    a_derived_column_lost: rows("events.csv", |table| table.iter_mut().for_each(|row| drop(row.remove(10))));
    a_column_renamed: cell("events.csv", 0, "label", "Label");
    a_column_added: rows("events.csv", |table| table.iter_mut().for_each(|row| row.push("x".to_owned())));
    a_column_without_a_name: rows("events.csv", |table| table[1].push("remember this".to_owned()));
    a_column_twice: rows("events.csv", |table| table.iter_mut().for_each(|row| row.push(row[2].clone())));
    a_cell_lost: rows("events.csv", |table| drop(table[1].remove(2)));
    a_comma_not_quoted: text("people.csv", |text| text.replace("An envoy.", "An envoy, and more."));
    a_header_lost: rows("vessels.csv", Vec::clear);
    semicolons: text("events.csv", |text| text.replace(',', ";"));
    tabs: text("events.csv", |text| text.replace(',', "\t"));
    a_table_lost: tables().into_iter().filter(|file| file.name != "sections.csv").collect::<Vec<_>>();
    a_derived_table_lost: tables().into_iter().filter(|file| file.name != "records.csv").collect::<Vec<_>>();
    a_derived_row_lost: rows("records.csv", |table| drop(table.remove(2)));
    a_derived_row_twice: rows("records.csv", |table| table.push(table[2].clone()));
    a_derived_row_invented: rows("records.csv", |table| table[2][1] = "chronicles".to_owned());
    a_dispute_changed: cell("disputes.csv", 1, "preferred", "ambassador");
    another_encoding: bytes("people.csv", b"id,label\nanna,Ann\xE9e\n");
    no_descriptor: tables().into_iter().filter(|file| file.name != DESCRIPTOR).collect::<Vec<_>>();
    a_descriptor_of_another_make: text(DESCRIPTOR, |text| text.replace("usru:", "us-ru:"));
    a_descriptor_that_is_no_json: text(DESCRIPTOR, |text| text.replacen(',', "", 1));
    a_table_of_another_make: tables().into_iter().chain([other_table()]).collect::<Vec<_>>();
    a_title_changed: cell("about.csv", 1, "title", "Another");
}

#[test]
fn all_faults_of_a_step_are_told_at_once() {
    let mut files = cell("events.csv", 1, "date_edtf", "11/5/1810");
    text_of(&mut files, "people.csv", |text| text.replace("An envoy.", "").replace("1780-02-01,greg", "2/1/1780,greg"));
    text_of(&mut files, "sections.csv", |text| text.replace("/sections/2", "/sections/7"));
    insta::assert_snapshot!(told(&files));
}

#[test]
fn derived_values_can_be_ignored() {
    let ignored = |files: &[CsvFile]| told_with(files, Derived::Ignored);
    assert_eq!(ignored(&cell("events.csv", 1, "date_earliest", "11/5/1810")), SAME);
    assert_eq!(ignored(&cell("places.csv", 1, "label", "Streslau")), CHANGED);
    assert_eq!(ignored(&rows("events.csv", |table| table.iter_mut().for_each(|row| drop(row.remove(10))))), SAME);
    let underived: Vec<_> =
        tables().into_iter().filter(|file| !["records.csv", "disputes.csv"].contains(&file.name.as_str())).collect();
    assert_eq!(ignored(&underived), SAME);
    assert_eq!(ignored(&rows("sections.csv", |table| drop(table.remove(3)))), CHANGED);
    // What is not derived is still asked for.
    assert!(
        ignored(&rows("events.csv", |table| table.iter_mut().for_each(|row| drop(row.remove(3))))).contains("lost")
    );
}

#[test]
fn tables_are_opened_by_their_names() {
    let files = tables();
    let open = |name: &str| {
        let file = files.iter().find(|file| file.name == name);
        file.map(|file| file.bytes.as_slice()).ok_or_else(|| io::ErrorKind::NotFound.into())
    };
    assert_eq!(read_csv_from(open, Derived::Checked).unwrap(), dataset());
    let missing = |name: &str| if name == "posts.csv" { Err(io::ErrorKind::NotFound.into()) } else { open(name) };
    let faults = read_csv_from(missing, Derived::Checked).unwrap_err();
    assert_eq!(faults.to_string(), "posts.csv: the table posts is missing");
    let shut = |name: &str| if name == "posts.csv" { Err(io::Error::other("no reader")) } else { open(name) };
    let faults = read_csv_from(shut, Derived::Checked).unwrap_err();
    assert_eq!(faults.to_string(), "posts.csv: the file cannot be read: no reader");
}
