//! Filling the tables: one walk over each record, along the layout.

use std::io;

use serde_json::Value;
use usru_core::Dataset;

use super::cells::{FORMULA, Owner, Row, at};
use super::layout::{Layout, Rows, pointer};
use super::output::{Output, Written};
use crate::disputes::disputes;
use crate::error::ExportError;
use crate::panel;

/// The tables that are being filled, in the order of the layout.
#[derive(Debug)]
pub(super) struct Tables<'a, W: io::Write> {
    layout: &'a Layout,
    dataset: &'a Dataset,
    outputs: Vec<Output<W>>,
}

impl<'a, W: io::Write> Tables<'a, W> {
    /// Opens every table and writes its header.
    pub(super) fn open(
        layout: &'a Layout,
        dataset: &'a Dataset,
        mut open: impl FnMut(&str) -> io::Result<W>,
    ) -> Result<Self, ExportError> {
        let mut outputs = Vec::with_capacity(layout.tables.len());
        for table in &layout.tables {
            outputs.push(Output::new(open(&table.file())?, table.columns.iter().map(|column| &column.name))?);
        }
        Ok(Self { layout, dataset, outputs })
    }

    /// Writes the title page and every record, with all that is in them.
    pub(super) fn fill(mut self) -> Result<Vec<Written<W>>, ExportError> {
        let about = &self.dataset.about;
        let owner = Owner { collection: "about", id: about.name.as_str(), label: about.title.as_str() };
        self.record(Rows::About, owner, &about.to_value()?)?;
        for record in self.dataset.records() {
            let collection = record.collection();
            let owner = Owner { collection: collection.name(), id: record.id(), label: record.label().as_str() };
            self.record(Rows::Collection(collection), owner, &record.to_value()?)?;
        }
        self.disputes()?;
        self.panel()?;
        self.outputs.into_iter().map(Output::finish).collect()
    }

    fn disputes(&mut self) -> Result<(), ExportError> {
        let table = self.layout.tables.iter().position(|table| table.rows == Rows::Disputes);
        let Some(output) = table.and_then(|table| self.outputs.get_mut(table)) else {
            return Err(no_table("the disputes"));
        };
        for row in disputes(self.dataset)? {
            let cells = row.cells();
            // Words made of a number or an old date may begin as a formula does, where no text of a record may.
            if let Some(cell) = cells.iter().find(|cell| cell.starts_with(FORMULA)) {
                return Err(ExportError::Unsupported(format!(
                    "{}/{} has at {} the words “{cell}”, which a spreadsheet would run as a formula",
                    row.collection, row.record, row.path
                )));
            }
            output.write_row(cells)?;
        }
        Ok(())
    }

    fn panel(&mut self) -> Result<(), ExportError> {
        let table = self.layout.tables.iter().position(|table| table.rows == Rows::Panel);
        let Some(output) = table.and_then(|table| self.outputs.get_mut(table)) else {
            return Err(no_table("the years"));
        };
        // A cell is a number, an id, or a text of a record, and so never a formula.
        for row in panel::rows(self.dataset) {
            output.write_row(row)?;
        }
        Ok(())
    }

    /// Writes the rows of one record: in the table of all, in its own and in the shared ones.
    fn record(&mut self, rows: Rows, owner: Owner<'_>, value: &Value) -> Result<(), ExportError> {
        for rows in [Rows::Records, rows] {
            let table = self.layout.tables.iter().position(|table| table.rows == rows);
            let table = table.ok_or_else(|| no_table(owner.collection))?;
            self.row(table, Row { owner, path: "", parent: "", value })?;
        }
        Ok(())
    }

    /// Writes a row and, after it, the rows of the lists in its value, in the order of the record.
    fn row(&mut self, index: usize, row: Row<'_>) -> Result<(), ExportError> {
        let layout = self.layout;
        let (Some(table), Some(output)) = (layout.tables.get(index), self.outputs.get_mut(index)) else {
            return Err(no_table(row.path));
        };
        let cells = table.columns.iter().map(|column| row.cell(column, self.dataset));
        output.write_row(cells.collect::<Result<Vec<_>, _>>()?.iter().map(|cell| cell.as_bytes()))?;
        for list in &table.lists {
            let items = at(row.value, &list.keys).and_then(Value::as_array);
            let field = pointer(&list.keys);
            for (item, value) in items.into_iter().flatten().enumerate() {
                let path = format!("{}{field}/{item}", row.path);
                self.row(list.table, Row { path: &path, parent: row.path, value, ..row })?;
            }
        }
        Ok(())
    }
}

/// The layout is made with a table for everything; this would be a fault in it.
fn no_table(of: &str) -> ExportError {
    ExportError::Unsupported(format!("no table is laid out for {of}"))
}
