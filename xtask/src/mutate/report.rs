//! The report: a table of the kinds, and all that got away.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::json;
use usru_core::diagnostic::Severity;

use super::catalogue::{Kind, Seen};
use super::corruption::Corruption;
use super::judge::{Place, Verdict};

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) seed: u64,
    pub(crate) kinds: Vec<OfKind>,
}

/// What came of the instances of one kind.
#[derive(Debug)]
pub(crate) struct OfKind {
    pub(crate) kind: &'static Kind,
    pub(crate) instances: Vec<(Corruption, Verdict)>,
}

impl OfKind {
    fn count(&self, of: fn(&Verdict) -> bool) -> usize {
        self.instances.iter().filter(|(_, verdict)| of(verdict)).count()
    }

    /// The instances that should have been caught and were not.
    pub(crate) fn escaped(&self) -> impl Iterator<Item = &Corruption> {
        let must = self.kind.seen == Seen::Always;
        self.instances.iter().filter(move |(_, verdict)| must && !verdict.is_caught()).map(|(corruption, _)| corruption)
    }

    /// The rules that saw instances, the one that saw most first.
    fn rules(&self) -> Vec<&'static str> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for rule in self.instances.iter().flat_map(|(_, verdict)| &verdict.rules) {
            *seen.entry(rule).or_default() += 1;
        }
        let mut rules: Vec<_> = seen.into_iter().collect();
        rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        rules.into_iter().map(|(rule, _)| rule).collect()
    }
}

impl Report {
    /// Whether everything was caught that can be.
    pub(crate) fn all_caught(&self) -> bool {
        self.kinds.iter().all(|of| of.escaped().next().is_none())
    }

    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "kind\tinstances\tcaught\tas a warning only\tin the right file\ton the right line\tseen by")?;
        for of in &self.kinds {
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                of.kind.id,
                of.instances.len(),
                of.count(Verdict::is_caught),
                of.count(|verdict| verdict.severity == Some(Severity::Warning)),
                of.count(|verdict| verdict.place >= Place::File),
                of.count(|verdict| verdict.place == Place::Line),
                of.rules().iter().take(3).copied().collect::<Vec<_>>().join(" "),
            )?;
        }
        self.list(out, "Caught, but not told at the right place", |of, verdict| {
            of.kind.seen == Seen::Always && verdict.is_caught() && verdict.place < Place::Line
        })?;
        self.list(out, "Got away", |of, verdict| of.kind.seen == Seen::Always && !verdict.is_caught())?;
        writeln!(out, "\nWhat need not be seen, and why")?;
        for of in &self.kinds {
            if let Seen::Sometimes(reason) = of.kind.seen {
                let (caught, all) = (of.count(Verdict::is_caught), of.instances.len());
                writeln!(out, "  {}: {caught} of {all} caught; {reason}", of.kind.id)?;
            }
        }
        let must = || self.kinds.iter().filter(|of| of.kind.seen == Seen::Always);
        let sum = |of: fn(&Verdict) -> bool| must().map(|kind| kind.count(of)).sum::<usize>();
        writeln!(
            out,
            "\n{} kinds that must be caught, {} instances (seed {}): {} caught, {} of them in the right file, {} on the right line",
            must().count(),
            must().map(|of| of.instances.len()).sum::<usize>(),
            self.seed,
            sum(Verdict::is_caught),
            sum(|verdict| verdict.place >= Place::File),
            sum(|verdict| verdict.place == Place::Line),
        )
    }

    fn list(&self, out: &mut dyn Write, head: &str, wanted: fn(&OfKind, &Verdict) -> bool) -> io::Result<()> {
        writeln!(out, "\n{head}")?;
        for of in &self.kinds {
            for (corruption, verdict) in of.instances.iter().filter(|(_, verdict)| wanted(of, verdict)) {
                writeln!(out, "  {}: {}", of.kind.id, described(corruption))?;
                for told in verdict.told.iter().take(2) {
                    writeln!(out, "    {told}")?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let kinds: Vec<_> = self
            .kinds
            .iter()
            .map(|of| {
                let instances = of.instances.iter().map(|(corruption, verdict)| {
                    json!({ "files": corruption.files.keys().collect::<Vec<_>>(), "what": corruption.what, "verdict": verdict })
                });
                json!({
                    "kind": of.kind.id,
                    "sentence": of.kind.sentence,
                    "need_not_be_seen": if let Seen::Sometimes(reason) = of.kind.seen { Some(reason) } else { None },
                    "instances": instances.collect::<Vec<_>>(),
                })
            })
            .collect();
        serde_json::to_writer_pretty(&mut *out, &json!({ "seed": self.seed, "kinds": kinds }))?;
        writeln!(out)
    }
}

/// The catalogue: every kind in a sentence, and why it need not be seen where that is so.
pub(crate) fn list(out: &mut dyn Write, kinds: impl Iterator<Item = &'static Kind>) -> io::Result<()> {
    writeln!(out, "kind\twhat is done\twhy it need not be seen")?;
    for kind in kinds {
        let reason = if let Seen::Sometimes(reason) = kind.seen { reason } else { "" };
        writeln!(out, "{}\t{}\t{reason}", kind.id, kind.sentence)?;
    }
    Ok(())
}

/// What was changed, with the file if that does not say it.
fn described(corruption: &Corruption) -> String {
    match corruption.files.keys().next() {
        Some(file) if !corruption.what.contains(file.as_str()) => format!("{file} {}", corruption.what),
        _ => corruption.what.clone(),
    }
}
