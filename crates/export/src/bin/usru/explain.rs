//! `usru explain [RULE]`.

use std::io::Write;
use std::process::ExitCode;

use usru_core::diagnostic::nearest;
use usru_core::rules;
use usru_export::read::KINDS;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The rule, by the id that stands in brackets beside each finding; all of them if it is left out.
    rule: Option<String>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let Some(id) = &args.rule else {
        for rule in rules::all() {
            writeln!(out, "{}\t{}", rule.id, rule.sentence)?;
        }
        for kind in KINDS {
            writeln!(out, "{}\t{}", kind.id, kind.sentence)?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(kind) = KINDS.iter().find(|kind| kind.id == id) {
        writeln!(out, "# {}\n\n{}\n\n{}", kind.id, kind.sentence, kind.explanation)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(rule) = rules::get(id) else {
        let near = nearest(id, rules::all().map(|rule| rule.id).chain(KINDS.iter().map(|kind| kind.id)));
        let hint = near.map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
        anyhow::bail!("there is no rule “{id}”{hint}");
    };
    write!(out, "# {}\n\n{rule}", rule.id)?;
    Ok(ExitCode::SUCCESS)
}
