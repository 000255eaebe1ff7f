//! What one run takes: time on the clock, time of the processors, memory.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Instant;

use anyhow::Context;

use super::contestant::{Contestant, Home};

/// What a run took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    /// Seconds on the clock.
    pub(super) seconds: f64,
    /// Seconds of all processors together.
    pub(super) cpu: f64,
    /// The most memory that a process held, in bytes.
    pub(super) peak: f64,
}

impl Run {
    /// The median of each, by itself.
    pub(super) fn median(runs: &[Self]) -> Self {
        let middle = |value: fn(&Self) -> f64| {
            let mut values: Vec<_> = runs.iter().map(value).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
        };
        Self { seconds: middle(|run| run.seconds), cpu: middle(|run| run.cpu), peak: middle(|run| run.peak) }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} s, {:.3} s of cpu, {:.0} bytes", self.seconds, self.cpu, self.peak)
    }
}

impl FromStr for Run {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter_map(|word| word.parse().ok());
        let mut next = || numbers.next().with_context(|| format!("“{text}” does not tell a run"));
        Ok(Self { seconds: next()?, cpu: next()?, peak: next()? })
    }
}

/// Runs the contestant once.
pub(super) fn once(contestant: Contestant, home: &Home, folder: &Path) -> anyhow::Result<Run> {
    let begin = Instant::now();
    contestant.run(home, folder)?;
    let seconds = begin.elapsed().as_secs_f64();
    let (cpu, peak) = children();
    Ok(Run { seconds, cpu, peak })
}

/// Processor time and greatest memory of the processes that this one has waited for.
#[cfg(unix)]
#[expect(clippy::cast_precision_loss, reason = "seconds and megabytes are told with two places")]
fn children() -> (f64, f64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let Ok(usage) = getrusage(UsageWho::RUSAGE_CHILDREN) else { return (f64::NAN, f64::NAN) };
    let cpu = (usage.user_time() + usage.system_time()).num_microseconds();
    // Apple counts bytes, everybody else kilobytes.
    let unit = if cfg!(target_vendor = "apple") { 1.0 } else { 1024.0 };
    (cpu as f64 / 1e6, usage.max_rss() as f64 * unit)
}

/// Only Unix tells it.
#[cfg(not(unix))]
fn children() -> (f64, f64) {
    (f64::NAN, f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_read_as_it_is_told() {
        let run = Run { seconds: 1.25, cpu: 2.5, peak: 1024.0 };
        assert_eq!(run.to_string().parse::<Run>().unwrap(), run);
        assert!("nothing".parse::<Run>().is_err());
    }

    #[test]
    fn the_median_is_that_of_each() {
        let run = |seconds, cpu| Run { seconds, cpu, peak: 1.0 };
        assert_eq!(Run::median(&[run(1.0, 9.0), run(3.0, 7.0), run(2.0, 8.0)]), run(2.0, 8.0));
    }
}
