//! A JSON Schema validator and nothing else, to measure `usru validate` by: every record of a folder against the schema
//! of its collection, with the crate `jsonschema`, on all cores. `cargo xtask bench` runs it.
//!
//! ```sh
//! cargo run --release --package usru-tests --example schema-only -- DIR
//! ```

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jsonschema::Validator;
use rayon::prelude::*;
use serde_json::Value;
use usru_core::collection::Collection;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err("name a folder of records".into());
    };
    let mut files = 0;
    let mut valid = 0;
    for collection in Collection::ALL {
        let schema = folder.join("schema").join(format!("{}.schema.json", collection.singular()));
        let schema: Value = serde_json::from_slice(&fs::read(schema)?)?;
        let validator = jsonschema::validator_for(&schema)?;
        let mut records = Vec::new();
        for entry in fs::read_dir(folder.join(collection.name()))? {
            records.push(entry?.path());
        }
        files += records.len();
        valid += records.par_iter().filter(|file| is_valid(&validator, file)).count();
    }
    println!("{valid} of {files} files are valid");
    Ok(if valid == files { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn is_valid(validator: &Validator, file: &Path) -> bool {
    let record = fs::read(file).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    record.is_some_and(|record| validator.is_valid(&record))
}
