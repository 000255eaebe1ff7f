//! Writers and readers of a dataset as JSON, CSV and TEI-XML.

pub mod csv;
pub mod diff;
pub mod disputes;
pub mod error;
pub mod export;
mod file;
pub mod folder;
pub mod import;
pub mod json;
pub mod panel;
pub mod read;
#[cfg(feature = "render")]
pub mod render;
pub mod stats;
pub mod tei;
pub mod words;
pub mod write;
