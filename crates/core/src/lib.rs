//! Types, historical dates, rules and JSON Schema of a critical edition in data.
//!
//! A *critical edition* says of every statement which source makes it; where sources disagree or are wrong it keeps all
//! readings, prefers one and gives the reason. This crate holds what such a dataset is made of. It does no I/O, has no
//! clock, and knows no country: those are records.
//!
//! ```
//! use usru_core::json::{read_record, write_record};
//! use usru_core::record::Event;
//!
//! let text = r#"{
//!   "id": "abdication",
//!   "kind": "succession",
//!   "label": "The emperor abdicates",
//!   "date": {
//!     "edtf": "1917-03-02",
//!     "calendar": "julian",
//!     "variants": [{
//!       "reading": { "edtf": "1917-03-02" },
//!       "citations": [{ "source": "chronology", "section": "1917" }],
//!       "status": "rejected",
//!       "reason": "The Old Style day, given without saying so."
//!     }]
//!   },
//!   "summary": "He gave up the throne.",
//!   "citations": [{ "source": "manifesto", "section": "lead" }]
//! }"#;
//! let event: Event = read_record(text)?;
//! assert_eq!(event.date.bounds().to_string(), "1917-03-15");
//! assert_eq!(event.date.variants[0].reading.bounds().to_string(), "1917-03-02");
//! assert!(write_record(&event)?.starts_with("{\n  \"$schema\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A dataset is asked through an [`Index`](query::Index). What is certain, what is possible and what no record tells are
//! three different answers:
//!
//! ```
//! # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/two-states.json"));
//! # let dataset: usru_core::Dataset = serde_json::from_str(text)?;
//! use usru_core::query::{Index, Standing, Status};
//!
//! // An invented dataset of two states, Ruritania and Graustark, which its title page names as the sides.
//! let index = Index::new(&dataset);
//! let relations = index.relations_on("1811-02-01".parse()?).ok_or("the title page names no two sides")?;
//! assert_eq!(relations.status, Status::Diplomatic);
//!
//! // Graustark had a minister in Ruritania, who had presented her credentials.
//! let [to_graustark, to_ruritania] = &relations.directions;
//! let head = &to_ruritania.heads[0];
//! assert_eq!(head.appointment.label.as_str(), "Anna Exempel, minister");
//! assert_eq!(head.standing, Standing::Accredited);
//!
//! // Of a mission the other way no record tells. That is not to say that there was none.
//! assert!(to_graustark.missions.is_empty());
//! assert!(to_graustark.gaps[0].text.starts_with("the records hold no mission"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | what |
//! |---|---|
//! | [`record`] | the thirteen types of record |
//! | [`statement`] | names, participants, steps, quantities, claims, each with sources and variants |
//! | [`date`] | EDTF in two calendars, with bounds |
//! | [`dataset`] | the whole, and everything that goes over all collections |
//! | [`load`] | from files to a dataset, telling every fault with its place |
//! | [`pack`] | records ready to be embedded |
//! | [`query`] | questions: who held what on a day, the state of relations, what refers to what |
//! | [`refusal`] | everything that is wrong with a text that is no record |
//! | [`rules`] | what must hold |
//! | [`schema`] | the JSON Schema, generated from the types |
//! | [`walk`] | every text, reference, date, citation and variant of a record, with its path |
//!
//! Invariants: no function here panics on any input; nothing reads a disk, a clock or the environment; two datasets with
//! the same records are equal and are written as the same bytes. With the feature `parallel` the rules use all cores; what
//! they find, and its order, is the same.

mod about;
mod canonical;
pub mod collection;
pub mod dataset;
pub mod date;
pub mod diagnostic;
pub mod json;
pub mod load;
mod model;
pub mod pack;
mod parallel;
mod prose;
pub mod query;
pub mod record;
pub mod refusal;
pub mod rules;
pub mod schema;
mod shape;
mod spots;
pub mod statement;
mod syntax;
pub mod text;
pub mod walk;

pub use dataset::Dataset;

/// The documents of the project, as they lie in the crate's folder `docs`.
pub mod documentation {
    #[doc = include_str!("../docs/model.md")]
    pub mod model {}

    #[doc = include_str!("../docs/decisions.md")]
    pub mod decisions {}

    #[doc = include_str!("../docs/rules.md")]
    pub mod rules {}
}
