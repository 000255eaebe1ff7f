//! Questions to a dataset: records by id, what happened when, who held what on a day, which agreements were in force,
//! the state of relations between the sides, what refers to what, and what a source says.
//!
//! An [`Index`] borrows a dataset, owned or embedded, and makes what it needs when it is first asked for it. Nothing in
//! it knows a country: the sides are those of the title page, and a few roles of participants and polities, which
//! [`role`] lists, are read.
//!
//! Answers are three-valued: what is certainly so, what is possibly so ([`Certainty`]), and what is not so, which is not
//! yielded. A date with a margin, a step without a date, an end of which no record tells make an answer possible. What
//! the records do not hold is named, not guessed: a [`Gap`] says in words what no record tells. All answers come in an
//! order that depends on the dataset alone.
//!
//! ```
//! # fn about() -> usru_core::dataset::About { serde_json::from_value(serde_json::json!({
//! #     "name": "example", "title": "An example", "description": "Two states.", "version": "1.0.0",
//! #     "released": { "edtf": "2026-01-31" }, "language": "en", "licence": "CC0-1.0",
//! #     "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/", "publisher": "Nobody"
//! # })).unwrap() }
//! use usru_core::Dataset;
//! use usru_core::query::{Certainty, Index, Standing};
//!
//! let mut dataset = Dataset::empty(about());
//! dataset.appointments.insert(serde_json::from_value(serde_json::json!({
//!     "id": "exempel-minister", "label": "Anna Exempel, minister at Strelsau", "person": "anna-exempel",
//!     "post": "legation-strelsau", "rank": { "rank": "minister" },
//!     "steps": [
//!         { "kind": "appointed", "date": { "edtf": "1810-08" } },
//!         { "kind": "credentials-presented", "date": { "edtf": "1810-11-05" } },
//!         { "kind": "left", "date": { "edtf": "1812" } }
//!     ],
//!     "summary": "She was the first."
//! }))?);
//!
//! let index = Index::new(&dataset);
//! let on = |day: &str| index.heads("legation-strelsau", day.parse().unwrap());
//! assert!(on("1810-07-31").is_empty());
//! assert_eq!(on("1810-08-15")[0].certainty, Certainty::Possible);
//! assert_eq!(on("1810-10-01")[0].standing, Standing::Appointed);
//! assert_eq!(on("1811-07-01")[0].standing, Standing::Accredited);
//! // The year 1812, in which she left, is neither before nor after that.
//! assert_eq!(on("1812-07-01")[0].certainty, Certainty::Possible);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod agreement;
mod clock;
mod dated;
mod gaps;
mod line;
mod office;
mod post;
mod recognition;
mod reference;
mod relations;
mod search;
mod status;
mod tenure;

use std::sync::OnceLock;

use foldhash::HashMap;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

pub use agreement::{AgreementOn, Force, agreement_on, parties};
pub use clock::{Certainty, on, within};
pub use dated::{Dated, When};
pub use gaps::Gap;
pub use line::{PolityOn, Side};
pub use office::{OfficeOn, OfficesOn};
pub use post::{PostOn, PostState, is_mission};
pub use recognition::{Recognition, RecognitionState};
pub use reference::{Attribution, Readings, Reference};
pub use relations::{Direction, RelationsOn, Staffing};
pub use search::{Field, Hit, fold};
pub use status::{Ground, Status};
pub use tenure::{Standing, Tenure};

use self::reference::References;
use self::search::Texts;
use crate::collection::Collection;
use crate::dataset::{AnyRecord, Dataset, Member};
use crate::record::Record;
use crate::statement::{Doubt, DoubtStatus};

/// The roles that questions read. All other roles are free words.
pub mod role {
    /// Of a link between polities: the two are forms of one state.
    pub const SAME_STATE: &str = "same-state";
    /// Of a polity in an event of recognition: it is recognized from then on.
    pub const RECOGNIZED: &str = "recognized";
    /// Of a polity in an event: the other parties do not recognize it for the time of the event.
    pub const UNRECOGNIZED: &str = "unrecognized-party";
    /// Of a polity in an event of relations: it breaks them off.
    pub const SEVERING: &str = "severing-party";
}

/// What a dataset is asked through.
///
/// It costs nothing to make; each kind of question builds what it needs once, on first use.
#[derive(Debug)]
pub struct Index<'a> {
    dataset: &'a Dataset,
    /// The places of the records.
    ids: OnceLock<ById<'a, usize>>,
    references: OnceLock<References<'a>>,
    dated: OnceLock<Vec<Dated<'a>>>,
    sides: OnceLock<Vec<Side<'a>>>,
    texts: OnceLock<Texts<'a>>,
}

impl<'a> Index<'a> {
    /// An index of the dataset.
    #[must_use]
    pub const fn new(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            ids: OnceLock::new(),
            references: OnceLock::new(),
            dated: OnceLock::new(),
            sides: OnceLock::new(),
            texts: OnceLock::new(),
        }
    }

    /// The dataset.
    #[must_use]
    pub fn dataset(&self) -> &'a Dataset {
        self.dataset
    }

    /// The record of that collection and id, in constant time.
    #[must_use]
    pub fn get(&self, collection: Collection, id: &str) -> Option<AnyRecord<'a>> {
        let ids = self.ids.get_or_init(|| {
            let mut ids = ById::default();
            for &collection in Collection::ALL {
                for (place, id) in self.dataset.ids_of(collection).enumerate() {
                    *ids.entry(collection, id) = place;
                }
            }
            ids
        });
        self.dataset.at(collection, *ids.get(collection, id)?)
    }

    /// The record of that type and id, in constant time.
    #[must_use]
    pub fn record<T: Member>(&self, id: &str) -> Option<&'a T> {
        T::of(self.get(T::COLLECTION, id)?)
    }

    /// The records of that id, whatever their collection; or the one that `collection/id` names.
    pub fn named(&self, id: &str) -> impl Iterator<Item = AnyRecord<'a>> {
        let (only, id) = match id.split_once('/') {
            Some((collection, id)) => (Some(Collection::from_name(collection)), id),
            None => (None, id),
        };
        Collection::ALL
            .iter()
            .filter(move |&&collection| only.is_none_or(|only| only == Some(collection)))
            .filter_map(move |&collection| self.get(collection, id))
    }
}

/// Something for each record, found by collection and id in constant time.
#[derive(Debug)]
struct ById<'a, T>([HashMap<&'a str, T>; Collection::ALL.len()]);

impl<T> Default for ById<'_, T> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| HashMap::default()))
    }
}

impl<'a, T: Default> ById<'a, T> {
    fn get(&self, collection: Collection, id: &str) -> Option<&T> {
        self.0.get(collection as usize)?.get(id)
    }

    /// What is kept for the record; a default if there was nothing.
    #[expect(clippy::indexing_slicing, reason = "there is one map for each collection")]
    fn entry(&mut self, collection: Collection, id: &'a str) -> &mut T {
        self.0[collection as usize].entry(id).or_default()
    }
}

/// What a doubt of the whole record leaves of an answer that rests on it.
fn despite(doubt: Option<&Doubt>) -> Option<Certainty> {
    match doubt.map(|doubt| doubt.status) {
        None => Some(Certainty::Certain),
        Some(DoubtStatus::Disputed) => Some(Certainty::Possible),
        Some(DoubtStatus::Rejected) => None,
    }
}

/// Writes a record as its reference and its label.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over fields by reference")]
pub(crate) fn named<T: Record, S: Serializer>(record: &&T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("record", &format_args!("{}/{}", T::COLLECTION, record.id().as_ref()))?;
    map.serialize_entry("label", record.label())?;
    map.end()
}

#[expect(clippy::ref_option_ref, clippy::trivially_copy_pass_by_ref, reason = "serde hands over fields by reference")]
pub(crate) fn named_if<T: Record, S: Serializer>(record: &Option<&T>, serializer: S) -> Result<S::Ok, S::Error> {
    struct Named<'a, T>(&'a T);
    impl<T: Record> Serialize for Named<'_, T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            named(&self.0, serializer)
        }
    }
    record.map(Named).serialize(serializer)
}

pub(crate) fn named_any<S: Serializer>(record: &AnyRecord<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("record", &record.reference())?;
    map.serialize_entry("label", record.label())?;
    map.end()
}
