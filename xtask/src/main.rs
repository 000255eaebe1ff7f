//! `cargo xtask`: the tasks of the workspace. Each task is one file; this one only dispatches.

mod api;
mod bench;
mod codegen;
mod conformance;
mod coverage;
mod disputes;
mod format;
mod mutate;
mod schematron;
mod stats;
mod synth;
mod validate;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "The tasks of the workspace")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Check the records against every rule, and that what is generated from them is fresh.
    Validate(validate::Args),
    /// Rewrite the records in the canonical form.
    Format(format::Args),
    /// Put a fresh export before jing, Saxon, frictionless and a JSON Schema validator.
    Conformance(conformance::Args),
    /// Print which records cite each section of each source.
    Coverage(coverage::Args),
    /// Print every variant beside the reading that is preferred to it.
    Disputes(disputes::Args),
    /// Print what the dataset holds, in numbers.
    Stats(stats::Args),
    /// Write an invented dataset of any size, valid and realistic, to measure tools by.
    Synth(synth::Args),
    /// Measure the validation of a large dataset beside JSON Schema validators on the same files.
    Bench(bench::Args),
    /// Spoil the records in memory in every way known, and see whether validation tells it.
    Mutate(mutate::Args),
    /// Write the generated files: the schemas, the page of the rules, the records embedded in usru-data.
    Codegen(codegen::Args),
    /// Write the public API of the crates to `tests/api`, so that a change of it shows.
    Api(api::Args),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Validate(args) => validate::run(&args),
        Task::Format(args) => format::run(&args),
        Task::Conformance(args) => conformance::run(&args),
        Task::Coverage(args) => coverage::run(&args),
        Task::Disputes(args) => disputes::run(&args),
        Task::Stats(args) => stats::run(&args),
        Task::Bench(args) => bench::run(&args),
        Task::Synth(args) => synth::run(&args),
        Task::Mutate(args) => mutate::run(&args),
        Task::Codegen(args) => codegen::run(&args),
        Task::Api(args) => api::run(&args),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}
