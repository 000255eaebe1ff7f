//! Who is measured, and how one gets and runs each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use usru_core::collection::Collection;

use crate::workspace;

/// A validator that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contestant {
    /// This project.
    Usru,
    /// The Rust crate `jsonschema` in a program of a few lines.
    Crate,
    /// The command of the same project.
    Cli,
    /// The usual validator of Node.js.
    Ajv,
}

const AJV_VERSION: &str = "8.20.0";
const CLI_VERSION: &str = "0.60.2";

/// Longer command lines are refused.
const ARGUMENTS: usize = if cfg!(unix) { 800_000 } else { 30_000 };

/// How many cores there are.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn tools() -> PathBuf {
    workspace::root().join("target/tools")
}

fn release() -> PathBuf {
    workspace::root().join("target/release")
}

impl Contestant {
    /// Ours first: the others are compared with it.
    pub(super) const ALL: &[Self] = &[Self::Usru, Self::Crate, Self::Cli, Self::Ajv];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Usru => "usru",
            Self::Crate => "jsonschema",
            Self::Cli => "jsonschema-cli",
            Self::Ajv => "ajv",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|contestant| contestant.name() == name)
    }

    /// What it does, so that nobody takes the comparison for another.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Usru => "`usru validate`: form, canonical bytes and every rule; one process, all cores",
            Self::Crate => {
                "the crate jsonschema, `is_valid` with each schema compiled once; one process, all cores; form alone"
            }
            Self::Cli => {
                "the command, as few processes as the command line allows, as many at a time as cores; form alone"
            }
            Self::Ajv => "ajv 8, each schema compiled once in each worker; one process, all cores; form alone",
        }
    }

    /// Builds or fetches what is to be run.
    pub(super) fn install(self) -> anyhow::Result<()> {
        let cargo = || Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let mut command = match self {
            Self::Usru => {
                let mut command = cargo();
                command.args(["build", "--quiet", "--release", "--package", "usru-export", "--bin", "usru"]);
                command
            }
            Self::Crate => {
                let mut command = cargo();
                command.args(["build", "--quiet", "--release", "--package", "usru-tests", "--example", "schema-only"]);
                command
            }
            Self::Cli => {
                if self.program().is_file() {
                    return Ok(());
                }
                let mut command = cargo();
                command.args(["install", "--quiet", "--locked", "jsonschema-cli", "--version", CLI_VERSION, "--root"]);
                command.arg(tools().join(self.name()));
                command
            }
            Self::Ajv => {
                let home = tools().join(self.name());
                fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
                fs::write(self.program(), include_str!("ajv.cjs")).context("cannot write the script for ajv")?;
                if home.join("node_modules/ajv").is_dir() {
                    return Ok(());
                }
                let mut command = Command::new("npm");
                command.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(&home);
                command.arg(format!("ajv@{AJV_VERSION}"));
                command
            }
        };
        let status = command.current_dir(workspace::root()).status();
        let status =
            status.with_context(|| format!("{} cannot be installed: {command:?} does not start", self.name()))?;
        if !status.success() {
            bail!("{} cannot be installed: {command:?} failed", self.name());
        }
        Ok(())
    }

    fn program(self) -> PathBuf {
        match self {
            Self::Usru => release().join("usru"),
            Self::Crate => release().join("examples/schema-only"),
            Self::Cli => tools().join(self.name()).join("bin/jsonschema-cli"),
            Self::Ajv => tools().join(self.name()).join("ajv.cjs"),
        }
    }

    /// Validates every record of the folder; an error if one is not valid.
    pub(super) fn run(self, folder: &Path) -> anyhow::Result<()> {
        match self {
            Self::Usru => done(Command::new(self.program()).arg("validate").arg(folder)),
            Self::Crate => done(Command::new(self.program()).arg(folder)),
            Self::Cli => self.run_cli(folder),
            Self::Ajv => done(Command::new("node").arg(self.program()).arg(folder).arg(cores().to_string())),
        }
    }

    fn run_cli(self, folder: &Path) -> anyhow::Result<()> {
        let mut commands = Vec::new();
        for collection in Collection::ALL {
            let records = folder.join(collection.name());
            let mut files = Vec::new();
            for entry in fs::read_dir(&records).with_context(|| format!("cannot list {}", records.display()))? {
                files.push(entry?.path());
            }
            let longest = files.iter().map(|file| file.as_os_str().len() + 1).max().unwrap_or(1);
            for files in files.chunks((ARGUMENTS / longest).max(1)) {
                let mut command = Command::new(self.program());
                command.args(["validate", "--offline", "--errors-only"]);
                command.arg(folder.join("schema").join(format!("{}.schema.json", collection.singular())));
                command.arg("--instance").args(files);
                commands.push(command);
            }
        }
        let queue = std::sync::Mutex::new(commands);
        let next = || queue.lock().ok().and_then(|mut commands| commands.pop());
        std::thread::scope(|scope| {
            let work = || {
                while let Some(mut command) = next() {
                    done(&mut command)?;
                }
                anyhow::Ok(())
            };
            let workers: Vec<_> = (0..cores()).map(|_| scope.spawn(work)).collect();
            for worker in workers {
                worker.join().map_err(|_| anyhow::anyhow!("a thread of the measurement broke off"))??;
            }
            Ok(())
        })
    }
}

/// Runs the command to its end and asks that it found nothing.
fn done(command: &mut Command) -> anyhow::Result<()> {
    let program = command.get_program().to_owned();
    let status = command.stdout(Stdio::null()).status();
    let status = status.with_context(|| format!("cannot run {}", program.display()))?;
    if !status.success() {
        bail!("{} found something, or failed", program.display());
    }
    Ok(())
}
