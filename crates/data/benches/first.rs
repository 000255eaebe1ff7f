//! What the first question costs a program that has just been started, when no page of memory and no line of the cache
//! has been touched.
//!
//! A benchmark that repeats itself within one process cannot see that: so this one starts itself anew for each of its
//! measurements. `cargo bench --package usru-data --bench first`. The figures are in the decisions of `usru-core`.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::env;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use usru_core::collection::Collection;

type Question = (&'static str, fn() -> usize);

/// One record, and all of them: of the greatest collections, a middling one, a small one, and of the whole.
const QUESTIONS: [Question; 10] = [
    ("events: how many", || usru_data::events().len()),
    ("events: one by its id", || usru_data::events().get("alaska-purchase").unwrap().label.as_str().len()),
    ("events: every one", || usru_data::events().iter().map(|event| event.label.as_str().len()).sum()),
    ("sources: every one", || usru_data::sources().iter().map(|source| source.label.as_str().len()).sum()),
    ("people: every one", || usru_data::people().iter().map(|person| person.label.as_str().len()).sum()),
    ("agreements: every one", || usru_data::agreements().iter().map(|one| one.label.as_str().len()).sum()),
    ("offices: every one", || usru_data::offices().iter().map(|office| office.label.as_str().len()).sum()),
    ("dataset: how many", || {
        let dataset = usru_data::dataset();
        Collection::ALL.iter().map(|&collection| dataset.len_of(collection)).sum()
    }),
    ("dataset: one by its id", || {
        usru_data::index().get(Collection::Events, "alaska-purchase").unwrap().label().as_str().len()
    }),
    ("dataset: every record", || usru_data::dataset().records().map(|record| record.label().as_str().len()).sum()),
];

/// How often each is asked.
const TIMES: usize = 101;

/// Tells the process which question it is started for.
const ASKED: &str = "USRU_FIRST_QUESTION";

fn main() {
    if let Ok(asked) = env::var(ASKED) {
        let (_, question) = QUESTIONS.iter().find(|(name, _)| *name == asked).unwrap();
        let begin = Instant::now();
        black_box(question());
        println!("{}", begin.elapsed().as_nanos());
        return;
    }
    println!("first access, {TIMES} processes each   fastest    median  slowest");
    for (name, _) in QUESTIONS {
        let mut took: Vec<Duration> = (0..TIMES).map(|_| ask(name)).collect();
        took.sort();
        println!("{name:35} {:>8.2?} {:>9.2?} {:>8.2?}", took.first().unwrap(), took[TIMES / 2], took.last().unwrap());
    }
}

fn ask(name: &str) -> Duration {
    let output = Command::new(env::current_exe().unwrap()).env(ASKED, name).output().unwrap();
    Duration::from_nanos(String::from_utf8(output.stdout).unwrap().trim().parse().unwrap())
}
