//! Who represented each side with the other on a day, at what rank, and what no record tells:
//!
//! ```sh
//! cargo run --package usru-data --example find_a_minister -- 1867-03-30
//! ```

use std::error::Error;
use std::fmt::Write as _;

use usru_core::query::{Certainty, PolityOn};
use usru_core::text::spaced;

fn main() -> Result<(), Box<dyn Error>> {
    let day = std::env::args().nth(1).ok_or("name a day, such as 1867-03-30")?;
    print!("{}", ministers(&day)?);
    Ok(())
}

/// The answer as text. The day is one of the Gregorian calendar.
pub(crate) fn ministers(day: &str) -> Result<String, Box<dyn Error>> {
    let mut answer = String::new();
    let relations = usru_data::index().relations_on(day.parse()?).ok_or("the title page names no two sides")?;
    writeln!(answer, "{}: {} relations ({})", relations.day, relations.status, relations.certainty)?;

    // One direction is the missions of one side to the other; the polity is the form that the state had on the day.
    let name = |side: Option<PolityOn<'_>>| side.map_or("no state yet", |now| now.polity.label.as_str()).to_owned();
    for direction in &relations.directions {
        writeln!(answer, "\n{} to {}", name(direction.from), name(direction.to))?;
        for head in &direction.heads {
            let person = head.person.map_or(head.appointment.person.as_str(), |person| person.label.as_str());
            let rank = spaced(head.rank.as_str());
            // “Possible” is an answer of its own: a date has a margin, or no record tells of the end.
            let perhaps = if head.certainty == Certainty::Certain { "" } else { "possibly " };
            write!(answer, "  {perhaps}{person}, {rank}, {}", spaced(head.standing.as_str()))?;
            if let Some(date) = &head.since.date {
                write!(answer, " since {}", date.in_words())?;
            }
            writeln!(answer, " [appointments/{}]", head.appointment.id)?;
        }
        // What the records do not hold is said in words; nobody is guessed.
        for gap in &direction.gaps {
            writeln!(answer, "  not told: {}", gap.text)?;
        }
    }
    Ok(answer)
}
