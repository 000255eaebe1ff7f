//! The Schematron rules that TEI All embeds: what its grammar cannot say, such as that no date has `@when` beside
//! `@notBefore`. They use the second version of `XPath`, which jing does not know; so Saxon applies them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// Makes rules embedded in RELAX NG into a stylesheet that stops where one is broken.
const COMPILER: &str = include_str!("schematron.xsl");

/// Where Debian puts it.
const JAR: &str = "/usr/share/java/Saxon-HE.jar";

/// Saxon, by `SAXON_JAR` or where Debian puts it.
pub(crate) fn saxon() -> anyhow::Result<PathBuf> {
    let jar = std::env::var_os("SAXON_JAR").map_or_else(|| PathBuf::from(JAR), PathBuf::from);
    if !jar.is_file() {
        bail!(
            "Saxon is not installed: apt-get install libsaxonhe-java, or set SAXON_JAR to the path of Saxon-HE's jar"
        );
    }
    Ok(jar)
}

/// The rules of a schema, ready to be applied.
pub(crate) struct Rules {
    saxon: PathBuf,
    stylesheet: PathBuf,
}

impl Rules {
    /// Compiles the rules in the schema; what is made on the way goes into the folder.
    ///
    /// The rules are then shown a document that breaks one of them, made of the sound one: if they are not seen to fail,
    /// that they do not fail would say nothing.
    pub(crate) fn compile(saxon: &Path, schema: &Path, sound: &Path, folder: &Path) -> anyhow::Result<Self> {
        let (compiler, stylesheet) = (folder.join("schematron.xsl"), folder.join("rules.xsl"));
        fs::write(&compiler, COMPILER).context("cannot write the compiler of Schematron")?;
        let output = transform(saxon, schema, &compiler).output().context("cannot run java")?;
        if !output.status.success() {
            bail!("the rules of {} cannot be read: {}", schema.display(), String::from_utf8_lossy(&output.stderr));
        }
        fs::write(&stylesheet, output.stdout).context("cannot write the rules")?;
        let rules = Self { saxon: saxon.to_owned(), stylesheet };

        let text = fs::read_to_string(sound).with_context(|| format!("cannot read {}", sound.display()))?;
        let spoilt = folder.join("spoilt.xml");
        fs::write(&spoilt, text.replacen(" when=\"", " notBefore=\"0001\" when=\"", 1))
            .context("cannot write a document that breaks a rule")?;
        let output = rules.apply(&spoilt).output().context("cannot run java")?;
        if output.status.success() || !String::from_utf8_lossy(&output.stderr).contains("@when attribute") {
            bail!("the Schematron rules of {} let pass a date with both @when and @notBefore", schema.display());
        }
        Ok(rules)
    }

    /// The command that applies the rules to a document and fails if one is broken.
    pub(crate) fn apply(&self, document: &Path) -> Command {
        transform(&self.saxon, document, &self.stylesheet)
    }
}

fn transform(saxon: &Path, document: &Path, stylesheet: &Path) -> Command {
    let mut command = Command::new("java");
    command.arg("-cp").arg(saxon).arg("net.sf.saxon.Transform");
    for (option, path) in [("-s:", document), ("-xsl:", stylesheet)] {
        let mut argument = std::ffi::OsString::from(option);
        argument.push(path);
        command.arg(argument);
    }
    command
}
