//! What came of a measurement: the table, how the comparison is fair, and whether the marks are met.

use std::fmt;

use super::contestant::Contestant;
use super::measure::Run;

/// The medians of one contestant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measured {
    pub(super) contestant: Contestant,
    /// Seconds on the clock for a hundred records: what it needs to start.
    pub(super) start: f64,
    pub(super) run: Run,
}

/// The medians of all, ours first.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) records: usize,
    /// The size of the records.
    pub(super) bytes: f64,
    pub(super) measured: Vec<Measured>,
}

/// Fewer records say nothing about large datasets.
const JUDGED_FROM: usize = 100_000;

/// How much memory may be held at most, in sizes of the input.
const MEMORY: f64 = 3.0;

const FAIRNESS: &str = "\
Everybody reads the same files, one for each record, which a round before has brought into the page cache, on all cores,
and ends with whether all are valid. The clock runs from the start of the first process to the end of the last; “start”
is the same for a hundred records. “cpu” is the time of all cores together, “peak” the most memory of any one process
(of jsonschema-cli as many run at a time as there are cores). Medians, each by itself; the contestants take turns.
";

impl Report {
    fn own(&self) -> Option<&Measured> {
        self.measured.iter().find(|measured| measured.contestant == Contestant::Usru)
    }

    /// Each mark, and whether it is met. What was not measured is not judged.
    fn marks(&self) -> Vec<(String, bool)> {
        let Some(own) = self.own().filter(|_| self.records >= JUDGED_FROM) else { return Vec::new() };
        let mut marks = Vec::new();
        if !own.run.peak.is_nan() {
            let memory = own.run.peak / self.bytes;
            marks.push((format!("at most {MEMORY} times the input in memory: {memory:.2}"), memory <= MEMORY));
        }
        for other in self.measured.iter().filter(|measured| measured.contestant != Contestant::Usru) {
            let ratio = other.run.seconds / own.run.seconds;
            marks.push((format!("faster than {}: {ratio:.2} times", other.contestant.name()), ratio > 1.0));
        }
        marks
    }

    /// Whether some mark was judged and missed.
    pub(super) fn misses_a_mark(&self) -> bool {
        self.marks().iter().any(|(_, is_met)| !is_met)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(own) = self.own() else { return Ok(()) };
        writeln!(
            f,
            "{:<15} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>13}",
            "", "time s", "cpu s", "start s", "peak MB", "time ×", "cpu ×", "peak ÷ input"
        )?;
        for Measured { contestant, start, run } in &self.measured {
            writeln!(
                f,
                "{:<15} {:>8.2} {:>8.2} {:>8.3} {:>9.0} {:>8.2} {:>8.2} {:>13.2}",
                contestant.name(),
                run.seconds,
                run.cpu,
                start,
                run.peak / 1e6,
                run.seconds / own.run.seconds,
                run.cpu / own.run.cpu,
                run.peak / self.bytes,
            )?;
        }
        writeln!(f)?;
        for measured in &self.measured {
            writeln!(f, "{:<15} {}", measured.contestant.name(), measured.contestant.what())?;
        }
        writeln!(f, "\n{FAIRNESS}")?;
        if self.records < JUDGED_FROM {
            return writeln!(f, "Too few records to judge by: take {JUDGED_FROM} or more.");
        }
        for (mark, is_met) in self.marks() {
            writeln!(f, "{} {mark}", if is_met { "met:   " } else { "missed:" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(records: usize, ours: f64, theirs: f64, peak: f64) -> Report {
        let measured = |contestant, seconds, peak| Measured {
            contestant,
            start: 0.01,
            run: Run { seconds, cpu: 2.0 * seconds, peak },
        };
        let measured = vec![measured(Contestant::Usru, ours, peak), measured(Contestant::Ajv, theirs, 9e9)];
        Report { records, bytes: 1e8, measured }
    }

    #[test]
    fn who_is_slower_or_needs_more_memory_misses_the_mark() {
        assert!(!report(100_000, 1.0, 2.0, 3e8).misses_a_mark());
        assert!(report(100_000, 2.0, 1.0, 3e8).misses_a_mark());
        assert!(report(100_000, 1.0, 1.0, 3e8).misses_a_mark());
        assert!(report(100_000, 1.0, 2.0, 3.1e8).misses_a_mark());
        assert!(!report(99_999, 2.0, 1.0, 9e8).misses_a_mark(), "too few to judge by");
        assert!(!report(100_000, 1.0, 2.0, f64::NAN).misses_a_mark(), "memory is not measured everywhere");
    }

    #[test]
    fn the_table_has_the_ratios_and_the_marks() {
        let text = report(100_000, 1.0, 2.5, 1e8).to_string();
        assert!(
            text.contains("ajv                 2.50     5.00    0.010      9000     2.50     2.50         90.00"),
            "{text}"
        );
        assert!(text.contains("met:    at most 3 times the input in memory: 1.00"), "{text}");
        assert!(text.contains("met:    faster than ajv: 2.50 times"), "{text}");
        assert!(report(200, 1.0, 2.0, 1e8).to_string().contains("Too few records"), "{text}");
    }
}
