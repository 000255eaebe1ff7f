//! Who is measured, and how one gets and runs each.

use std::env::consts::EXE_SUFFIX;
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

/// Where programs are built and fetched to: `target`, unless the call names another folder.
#[derive(Debug, Clone)]
pub(super) struct Home(pub(super) PathBuf);

impl Home {
    fn release(&self) -> PathBuf {
        self.0.join("release")
    }

    fn tools(&self, contestant: Contestant) -> PathBuf {
        self.0.join("tools").join(contestant.name())
    }
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
            Self::Usru => {
                "`usru validate`: form, canonical bytes and every rule within and between records; one process"
            }
            Self::Crate => "the crate jsonschema, `is_valid`, each schema compiled once: form alone; one process",
            Self::Cli => {
                "the command of that crate: form alone; it takes files as arguments, so it is started as seldom as the \
                 length of a command line allows, once for each core at a time"
            }
            Self::Ajv => "ajv 8 on Node.js, each schema compiled once in each worker: form alone; one process",
        }
    }

    /// Builds or fetches what is to be run.
    pub(super) fn install(self, home: &Home) -> anyhow::Result<()> {
        let cargo = || Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let build = |package: &str, kind: &str, name: &str| {
            let mut command = cargo();
            command.args(["build", "--quiet", "--release", "--package", package, kind, name, "--target-dir"]);
            command.arg(&home.0);
            command
        };
        let mut command = match self {
            Self::Usru => build("usru-export", "--bin", "usru"),
            Self::Crate => build("usru-tests", "--example", "schema-only"),
            Self::Cli => {
                if self.is_installed(home) {
                    return Ok(());
                }
                let mut command = cargo();
                command.args(["install", "--quiet", "--locked", "jsonschema-cli", "--version", CLI_VERSION, "--root"]);
                command.arg(home.tools(self));
                command
            }
            Self::Ajv => {
                let tools = home.tools(self);
                fs::create_dir_all(&tools).with_context(|| format!("cannot make {}", tools.display()))?;
                fs::write(self.program(home), include_str!("ajv.cjs")).context("cannot write the script for ajv")?;
                if self.is_installed(home) {
                    return Ok(());
                }
                let mut command = Command::new("npm");
                command.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(&tools);
                command.arg(format!("ajv@{AJV_VERSION}"));
                command
            }
        };
        let status = command.current_dir(workspace::root()).status();
        let status = status.with_context(|| format!("{} does not start", command.get_program().display()))?;
        if !status.success() {
            bail!("{command:?} failed");
        }
        Ok(())
    }

    /// Whether it can be run.
    pub(super) fn is_installed(self, home: &Home) -> bool {
        let library = self != Self::Ajv || home.tools(self).join("node_modules/ajv").is_dir();
        library && self.program(home).is_file()
    }

    fn program(self, home: &Home) -> PathBuf {
        match self {
            Self::Usru => home.release().join(format!("usru{EXE_SUFFIX}")),
            Self::Crate => home.release().join(format!("examples/schema-only{EXE_SUFFIX}")),
            Self::Cli => home.tools(self).join(format!("bin/jsonschema-cli{EXE_SUFFIX}")),
            Self::Ajv => home.tools(self).join("ajv.cjs"),
        }
    }

    /// Validates every record of the folder; an error if one is not valid.
    pub(super) fn run(self, home: &Home, folder: &Path) -> anyhow::Result<()> {
        let program = self.program(home);
        match self {
            Self::Usru if self.is_installed(home) => done(Command::new(program).arg("validate").arg(folder)),
            Self::Usru => done(Command::new(std::env::current_exe()?).args(["validate", "--data"]).arg(folder)),
            Self::Crate => done(Command::new(program).arg(folder)),
            Self::Cli => Self::run_cli(&program, folder),
            Self::Ajv => done(Command::new("node").arg(program).arg(folder).arg(cores().to_string())),
        }
    }

    fn run_cli(program: &Path, folder: &Path) -> anyhow::Result<()> {
        let mut commands = Vec::new();
        for collection in Collection::ALL {
            let records = folder.join(collection.name());
            let mut files = Vec::new();
            for entry in fs::read_dir(&records).with_context(|| format!("cannot list {}", records.display()))? {
                files.push(entry?.path());
            }
            let longest = files.iter().map(|file| file.as_os_str().len() + 1).max().unwrap_or(1);
            for files in files.chunks((ARGUMENTS / longest).max(1)) {
                let mut command = Command::new(program);
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
