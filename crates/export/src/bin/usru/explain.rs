//! `usru explain [RULE]`.

use std::io::Write;
use std::process::ExitCode;

use usru_core::diagnostic::{Severity, nearest};
use usru_core::rules;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The rule, by the id that stands in brackets beside each finding; all of them if it is left out.
    rule: Option<String>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let all = rules::all();
    let mut out = std::io::stdout().lock();
    let Some(id) = &args.rule else {
        for rule in all {
            writeln!(out, "{}\t{}", rule.id, rule.sentence)?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(rule) = all.iter().find(|rule| rule.id == id) else {
        let near = nearest(id, all.iter().map(|rule| rule.id));
        let hint = near.map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
        anyhow::bail!("there is no rule “{id}”{hint}");
    };
    let severity = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    writeln!(out, "{} ({severity})\n\n{}\n\n{}", rule.id, rule.sentence, rule.explanation)?;
    Ok(ExitCode::SUCCESS)
}
