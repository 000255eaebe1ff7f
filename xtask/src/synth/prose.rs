//! Sentences for summaries, claims, reasons and notes, from parts. No sentence names a number, a day or a person: what
//! is counted and dated stands in fields, and prose that disagreed with them would be a fault.

use super::dice::Dice;

const SUBJECTS: &[&str] = &[
    "The court",
    "The ministry",
    "The merchants of the port",
    "The governor",
    "The opposition",
    "The provincial press",
    "The chamber of commerce",
    "The general staff",
    "The ambassador’s party",
    "The town council",
    "The shareholders",
    "The delegation",
    "Public opinion",
    "The foreign office",
    "The archive of the legation",
    "The commander of the squadron",
];

const VERBS: &[&str] = &[
    "welcomed",
    "opposed",
    "had long expected",
    "did not at once understand",
    "made much of",
    "paid for",
    "delayed",
    "later regretted",
    "kept silent about",
    "drew advantage from",
    "protested against",
    "laid the ground for",
    "tried to hinder",
    "reported on",
];

const OBJECTS: &[&str] = &[
    "the new tariff on furs and grain",
    "the opening of the northern passage to foreign ships",
    "the exchange of prisoners",
    "the loan that the treasury had refused before",
    "the survey of the disputed border",
    "the recall of the envoy",
    "the building of the telegraph line",
    "the visit of the fleet",
    "the terms that the mediators had drawn up",
    "the right of fishing along the coast",
    "the relief of the famine provinces",
    "the claims of the trading company",
    "the arrest of the newspaper’s editor",
    "the founding of the joint commission",
    "the passport question",
];

const TAILS: &[&str] = &[
    "",
    "",
    ", though the treasury was empty",
    ", as its own papers show",
    ", which neither side had intended",
    " and asked for an explanation in writing",
    "; the matter was settled only after long correspondence",
    ", to the surprise of the neighbouring powers",
    " in spite of the season",
    ", and the newspapers on both shores took sides",
];

const OPENERS: &[&str] =
    &["", "", "", "At first ", "In the end ", "According to the minutes, ", "As far as is known, "];

const NOTES: &[&str] = &[
    "The hand is hard to read here.",
    "So in the printed edition; the draft has a gap.",
    "The clerk’s copy, not the original.",
    "In the footnote.",
    "Reckoned from the day of the next courier.",
    "The letter itself is lost.",
    "The register and the newspaper agree.",
    "As the family remembered it.",
];

const REASONS: &[&str] = &[
    "The newspaper had it from hearsay; the protocol of the session is decisive.",
    "The source copies an older handbook whose slip is known.",
    "A misprint: the same page has it right further down.",
    "The author reckons from the day on which the news arrived.",
    "The register was kept by another clerk and is careless in such things.",
    "The editor of the papers corrected it in the errata.",
];

const VAGUE: &[&str] = &[
    "The source does not say it more exactly.",
    "Not wrong, but told in passing and less exact.",
    "The survey gives no more than this.",
];

const OPEN: &[&str] = &[
    "Both are attested and the question is open.",
    "The archives of the two sides differ, and neither has been shown to be wrong.",
    "Recent literature is divided.",
];

const TOPICS: &[&str] = &[
    "a history",
    "the papers of the legation",
    "trade and navigation",
    "memoirs of a secretary",
    "notes on a voyage",
    "documents from the archive",
    "an encyclopedia entry",
    "letters to the editor",
    "the politics of recognition",
    "report of the commission",
];

/// A clause with a small first letter, without a full stop.
fn clause(dice: &mut Dice, opened: bool) -> String {
    let subject = dice.one(SUBJECTS);
    let subject = if opened { subject.replacen('T', "t", 1).replacen('P', "p", 1) } else { subject.to_owned() };
    format!("{subject} {} {}{}", dice.one(VERBS), dice.one(OBJECTS), dice.one(TAILS))
}

/// One sentence.
pub(super) fn sentence(dice: &mut Dice) -> String {
    let opener = dice.one(OPENERS);
    format!("{opener}{}.", clause(dice, !opener.is_empty()))
}

/// The first sentence, and none to two more.
pub(super) fn summary(dice: &mut Dice, first: &str) -> String {
    let mut text = first.to_owned();
    for _ in 0..dice.one(&[0, 0, 1, 1, 1, 2]) {
        text.push(' ');
        text.push_str(&sentence(dice));
    }
    text
}

pub(super) fn note(dice: &mut Dice) -> &'static str {
    dice.one(NOTES)
}

pub(super) fn topic(dice: &mut Dice) -> &'static str {
    dice.one(TOPICS)
}

/// Why a reading of that status is not the preferred one.
pub(super) fn reason(dice: &mut Dice, status: &str) -> &'static str {
    match status {
        "imprecise" => dice.one(VAGUE),
        "disputed" => dice.one(OPEN),
        _ => dice.one(REASONS),
    }
}

pub(super) fn about_source(dice: &mut Dice, kind: &str) -> String {
    let first = format!("A {} used for {}.", kind.replace('-', " "), dice.one(OBJECTS)).replacen("A e", "An e", 1);
    let first = first.replacen("A a", "An a", 1);
    if dice.chance(40) { format!("{first} {}", sentence(dice)) } else { first }
}
