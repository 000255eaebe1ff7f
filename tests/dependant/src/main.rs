//! The questions that a developer asks who has added `usru-data` to the dependencies, and nothing else.

use std::error::Error;

use usru_core::dataset::Member as _;
use usru_core::query::{Index, Side, parties};
use usru_core::record::Event;
use usru_core::statement::Reading;
use usru_core::text::spaced;

fn main() -> Result<(), Box<dyn Error>> {
    let index = usru_data::index();
    for day in ["1810-07-01", "1867-03-30"] {
        representatives(index, day)?;
    }
    in_force(index, "1900-01-01")?;
    recognition(index)
}

/// Who represented each side with the other, at what rank; and what no record tells.
fn representatives(index: &Index<'_>, day: &str) -> Result<(), Box<dyn Error>> {
    println!("Representatives on {day}");
    let relations = index.relations_on(day.parse()?).ok_or("the title page names no two sides")?;
    for direction in &relations.directions {
        let from = direction.from.map_or("nobody", |now| now.polity.label.as_str());
        for head in &direction.heads {
            let person = head.person.map_or(head.appointment.person.as_str(), |person| person.label.as_str());
            println!("  of {from}: {person}, {} ({})", spaced(head.rank.as_str()), head.certainty);
        }
        for gap in &direction.gaps {
            println!("  of {from}, not told: {}", gap.text);
        }
    }
    Ok(())
}

/// Which agreements between the sides were in force; those of which no record tells the end, as possibly so.
fn in_force(index: &Index<'_>, day: &str) -> Result<(), Box<dyn Error>> {
    println!("Agreements in force on {day}");
    let sides: Vec<_> = index.sides().iter().map(Side::ids).collect();
    for now in index.agreements_in_force(day.parse()?) {
        let binds = |side: &Vec<&str>| parties(now.agreement).any(|party| side.contains(&party.as_str()));
        if sides.iter().all(binds) {
            println!("  {} ({}, {})", now.agreement.label, now.force, now.certainty);
        }
    }
    Ok(())
}

/// What the sources say of the day of the recognition of 1933, which reading is preferred, and why.
fn recognition(index: &Index<'_>) -> Result<(), Box<dyn Error>> {
    let event: &Event = index.record("us-recognizes-soviet-union").ok_or("the recognition is not there")?;
    println!("{}", event.label);
    let date = index.readings(event.as_any(), "/date").ok_or("it has no date")?;
    println!("  preferred: {}", event.date.in_words());
    for citation in &date.citations {
        println!("    by {}, {}", citation.source, citation.section);
    }
    for variant in &date.variants {
        let Reading::Date(reading) = variant.reading else { continue };
        println!("  {}: {}", variant.status, reading.in_words());
        for citation in variant.citations {
            println!("    by {}, {}", citation.source, citation.section);
        }
        println!("    why: {}", variant.reason);
    }
    Ok(())
}
