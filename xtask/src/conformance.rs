//! `cargo xtask conformance`: a fresh export before the validators that the field trusts, none of them written here.

mod hostile;
mod sample;
mod sarif;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};
use usru_export::export::{Format, files, put};
use usru_export::folder::load_folder;

use crate::schematron::{self, Rules};
use crate::workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of records; those of the workspace if it is left out.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Where `.ci/run` and the install commands below put tools that are not on the PATH.
const TOOLS: &str = "target/tools";

/// The schema of SARIF, which OASIS publishes. The crate that is made from it carries it; it is not compiled.
const SARIF_SCHEMA: &str = "target/tools/sarif/vendor/serde-sarif/src/schema.json";

/// A validator: what it is called, which program of its environment is run, and how one gets it.
struct Tool {
    name: &'static str,
    program: &'static str,
    install: &'static str,
}

const JING: Tool = Tool { name: "jing", program: "jing", install: "apt-get install jing" };

/// A library, so that it is Python which is run, with a script of ours.
const DUCKDB: Tool = Tool {
    name: "duckdb",
    program: "python",
    install: "python3 -m venv target/tools/duckdb && target/tools/duckdb/bin/pip install duckdb==2.0.0",
};

const FRICTIONLESS: Tool = Tool {
    name: "frictionless",
    program: "frictionless",
    install: "python3 -m venv target/tools/frictionless && target/tools/frictionless/bin/pip install frictionless==5.21.0",
};

const CHECK_JSONSCHEMA: Tool = Tool {
    name: "check-jsonschema",
    program: "check-jsonschema",
    install: "python3 -m venv target/tools/check-jsonschema && \
              target/tools/check-jsonschema/bin/pip install check-jsonschema==0.39.0",
};

const PYTHON: Tool = Tool { name: "python3", program: "python3", install: "apt-get install python3" };

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let tei_all = tei_all()?;
    let sarif_schema = sarif_schema()?;
    // All tools are looked for before any runs, so that one run tells everything that is to be installed.
    let found: Vec<_> = [JING, FRICTIONLESS, DUCKDB, CHECK_JSONSCHEMA, PYTHON].iter().map(Tool::find).collect();
    let saxon = schematron::saxon();
    let missing: Vec<_> =
        found.iter().chain([&saxon]).filter_map(|tool| tool.as_ref().err()).map(ToString::to_string).collect();
    if !missing.is_empty() {
        bail!("{}", missing.join("\n"));
    }
    let [jing, frictionless, duckdb, check_jsonschema, python] = found.as_slice() else {
        bail!("a tool is not looked for")
    };
    let path = |tool: &anyhow::Result<PathBuf>| tool.as_ref().cloned().unwrap_or_default();

    let folder = tempfile::tempdir().context("cannot make a folder for the export")?;
    let out = folder.path().join("exports");
    export(&args.data.clone().unwrap_or_else(workspace::data), &out)?;

    let mut failed = 0;
    let mut run = |what: &str, mut command: Command| -> anyhow::Result<()> {
        let output = command.output().with_context(|| format!("cannot run {}", command.get_program().display()))?;
        if output.status.success() {
            println!("ok      {what}");
        } else {
            failed += 1;
            println!("FAILED  {what}");
            print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    };
    let document = out.join("tei/dataset.xml");
    let rules = Rules::compile(&path(&saxon), &tei_all, &document, folder.path())?;
    run("TEI: Saxon, the Schematron rules of TEI All", rules.apply(&document))?;
    let mut check = |what: &str, tool: PathBuf, args: &[&Path]| {
        let mut command = Command::new(tool);
        command.args(args);
        run(what, command)
    };
    let json = out.join("json");
    let package = out.join("csv/datapackage.json");
    let schema = json.join("dataset.schema.json");
    let flag = Path::new;
    check("TEI: jing, TEI All", path(jing), &[&tei_all, &document])?;
    let own = workspace::root().join("crates/export/schema/usru-tei.rng");
    check("TEI: jing, the project's own schema", path(jing), &[&own, &document])?;
    check("CSV: frictionless, the data package", path(frictionless), &[flag("validate"), &package])?;
    let tables = workspace::root().join("xtask/src/conformance/tables.py");
    check("CSV: DuckDB, the declared types, keys and constraints", path(duckdb), &[&tables, &package])?;
    check(
        "JSON: check-jsonschema, the schema against its metaschema",
        path(check_jsonschema),
        &[flag("--check-metaschema"), &schema],
    )?;
    check(
        "JSON: check-jsonschema, the dataset against its schema",
        path(check_jsonschema),
        &[flag("--schemafile"), &schema, &json.join("dataset.json")],
    )?;
    let logs = sarif::logs(&folder.path().join("sarif"))?;
    // One pattern of the schema, for the language of a run, is no regular expression with the flag for Unicode.
    let options = [flag("--regex-variant"), flag("nonunicode"), flag("--schemafile"), &sarif_schema];
    let instances = options.into_iter().chain(logs.iter().map(PathBuf::as_path));
    check(
        &format!("SARIF: check-jsonschema, {} logs against the schema of SARIF 2.1.0", logs.len()),
        path(check_jsonschema),
        &instances.collect::<Vec<_>>(),
    )?;
    let hostile = folder.path().join("hostile");
    let tried = hostile::export(&hostile)?;
    let read_back = workspace::root().join("xtask/src/conformance/read_back.py");
    check(
        &format!(
            "hostile text: {} characters in {} texts read back by others; {} refused by the rules",
            tried.characters, tried.texts, tried.refused
        ),
        path(python),
        &[&read_back, &hostile],
    )?;
    check("hostile text: jing, TEI All", path(jing), &[&tei_all, &hostile.join("exports/tei/dataset.xml")])?;
    if let Some(profile) = data_package_profile() {
        check(
            "CSV: check-jsonschema, the descriptor against the Data Package profile",
            path(check_jsonschema),
            &[flag("--schemafile"), &profile, &package],
        )?;
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn export(data: &Path, out: &Path) -> anyhow::Result<()> {
    let loaded = load_folder(data).with_context(|| format!("{} cannot be read", data.display()))?;
    let Some(dataset) = loaded.dataset.as_ref().filter(|_| loaded.is_valid()) else {
        bail!("the records have faults: run `cargo xtask validate` first");
    };
    let mut all = Vec::new();
    for &format in Format::ALL {
        all.extend(files(dataset, format)?);
    }
    put(out, Format::ALL, &all)?;
    Ok(())
}

impl Tool {
    /// The program, in `target/tools/NAME/bin` or, where it is the tool itself, on the PATH.
    fn find(&self) -> anyhow::Result<PathBuf> {
        let own = workspace::root().join(TOOLS).join(self.name).join("bin").join(self.program);
        if own.is_file() {
            return Ok(own);
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .map(|folder| folder.join(self.program))
            .find(|program| self.program == self.name && program.is_file())
            .with_context(|| format!("{} is not installed: {}", self.name, self.install))
    }
}

/// The schema TEI All, which the project does not carry: the TEI Consortium publishes it.
fn tei_all() -> anyhow::Result<PathBuf> {
    let beside = workspace::root().join("../shared/conformance/tei_all.rng");
    let path = std::env::var_os("TEI_ALL_RNG").map_or(beside, PathBuf::from);
    if !path.is_file() {
        bail!(
            "there is no TEI All schema at {}: take tei_all.rng from a release of the TEI Guidelines \
             (https://tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng) and set TEI_ALL_RNG to its path",
            path.display()
        );
    }
    fs::canonicalize(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// The JSON Schema of SARIF 2.1.0, where `.ci/run` puts it or where `SARIF_SCHEMA` says.
fn sarif_schema() -> anyhow::Result<PathBuf> {
    let path = std::env::var_os("SARIF_SCHEMA").map_or_else(|| workspace::root().join(SARIF_SCHEMA), PathBuf::from);
    if !path.is_file() {
        bail!(
            "there is no SARIF schema at {}: run .ci/run, which takes it from the crate serde-sarif, or set SARIF_SCHEMA \
             to the path of sarif-schema-2.1.0.json",
            path.display()
        );
    }
    Ok(path)
}

/// The JSON Schema of Data Package 2.0, if it lies where the workspace's conformance material is, or where
/// `DATAPACKAGE_PROFILE` says.
fn data_package_profile() -> Option<PathBuf> {
    let beside = workspace::root().join("../shared/conformance/datapackage-profiles/2.0/datapackage.json");
    let path = std::env::var_os("DATAPACKAGE_PROFILE").map_or(beside, PathBuf::from);
    path.is_file().then_some(path)
}
