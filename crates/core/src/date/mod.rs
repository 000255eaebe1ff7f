//! Historical dates: EDTF in two calendars, with honest bounds.
//!
//! A date is what a source says (`edtf`, in its `calendar`) and never more than that: "1853" stays a year. What it
//! can mean in days is computed: [`HistoricalDate::bounds`] gives the first and the last possible day in the
//! Gregorian calendar, each open where the expression leaves it open.
//!
//! ```
//! use usru_core::date::{Calendar, HistoricalDate};
//!
//! // Nicholas II abdicated on 2 March 1917 by the calendar of Petrograd.
//! let abdication = HistoricalDate::new("1917-03-02", Calendar::Julian)?;
//! assert_eq!(abdication.bounds().to_string(), "1917-03-15");
//!
//! // A Julian month is not a Gregorian month.
//! let february = HistoricalDate::new("1917-02", Calendar::Julian)?;
//! assert_eq!(february.bounds().to_string(), "1917-02-14 to 1917-03-13");
//! # Ok::<(), usru_core::text::FormError>(())
//! ```
//!
//! An interval `a/b` says that something lasted from a to b; a set `[a..b]` that it happened at some point between.
//! [`HistoricalDate::span`] keeps the two apart: it gives the bounds of the beginning and the bounds of the end, and
//! for anything but an interval the two are the same.

mod bounds;
mod calendar;
mod edtf;
mod plain;
mod words;

pub use bounds::{Bounds, Span};
pub use calendar::{COMPETITION_BEGINS, COMPETITION_ENDS, Calendar, gregorian_to_julian, julian_to_gregorian};
pub use edtf::Edtf;
pub use words::MONTHS;

use crate::model::{Hooks, object, statement, vocabulary};
use crate::text::{FormError, Text};
use crate::walk::{Path, Visitor};

vocabulary! {
    /// Why a date is what it is, where that is not simply that the source says so.
    Basis {
        /// The cited source states the date.
        Stated = "stated",
        /// Concluded from what the source says around it.
        Inferred = "inferred",
        /// Converted from the other calendar.
        Converted = "converted",
        /// A slip of the source, corrected by what other sources bear out.
        Corrected = "corrected",
        /// Reckoned from an interval or an age that a source gives.
        Computed = "computed",
    }
}

object! {
    @hooked
    /// The same date in the other calendar, as a source gives it; the pair is recomputed and must agree.
    Dual {
        /// The date as an Extended Date/Time Format expression, in the calendar named beside it.
        req edtf: Edtf,
        /// The calendar of this twin.
        req calendar: Calendar,
    }
}

impl Hooks for Dual {
    fn check(&self) -> Result<(), String> {
        self.edtf.check_in(self.calendar)
    }
}

statement! {
    @hooked
    /// A date as a source gives it: an Extended Date/Time Format expression and the calendar it is in.
    HistoricalDate / DateReading {
        /// The date in Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2): 1809-11-05, 1842-02, 185X, 1853~,
        /// [1867-03..1867-05] for one moment between two limits, 1917/1933 for what lasted from one to the other.
        req edtf: Edtf,
        /// The calendar of the expression; Gregorian if it is left out.
        def calendar: Calendar,
        /// The same date in the other calendar, where a source gives both styles.
        opt dual: Dual,
        /// Why the date is what it is, where the source does not simply say so.
        opt basis: Basis,
        /// The date in the words of the source, where they matter.
        opt as_written: Text,
        /// What a reader needs to know about the date.
        opt note: Text,
    }
}

/// The part of a date that says which days it can mean: borrowed from a [`HistoricalDate`] or a [`DateReading`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateRef<'a> {
    /// The expression.
    pub edtf: &'a Edtf,
    /// Its calendar.
    pub calendar: Calendar,
    /// The same date in the other calendar.
    pub dual: Option<&'a Dual>,
}

impl DateRef<'_> {
    /// The first and the last day that the date can mean, in the Gregorian calendar.
    #[must_use]
    pub fn bounds(self) -> Bounds {
        self.span().outer()
    }

    /// The bounds of the beginning and of the end of what is dated.
    #[must_use]
    pub fn span(self) -> Span {
        bounds::span(self.edtf, self.calendar)
    }

    /// The bounds of the beginning and of the end, where an interval without an end, `a/..`, goes on for ever, and
    /// one without a beginning, `../b`, was always so.
    ///
    /// [`DateRef::span`] leaves such an end open, as if it were not known: that is what a rule must do, which finds
    /// fault only with what cannot be. Who asks whether something was so on a day wants to know the difference.
    #[must_use]
    pub fn lasting(self) -> Span {
        let mut span = self.span();
        if self.edtf.begins_open() {
            span.begin = Bounds { earliest: None, latest: Some(chrono::NaiveDate::MIN) };
        }
        if self.edtf.ends_open() {
            span.end = Bounds { earliest: Some(chrono::NaiveDate::MAX), latest: None };
        }
        span
    }

    /// The date in English words, in both styles where both were in use: `2/15 March 1917`.
    #[must_use]
    pub fn in_words(self) -> String {
        words::in_words(self)
    }
}

/// What a date and the reading of its variants have in common.
macro_rules! date_methods {
    ($Type:ty) => {
        impl $Type {
            /// The expression and its calendar.
            #[must_use]
            pub fn as_ref(&self) -> DateRef<'_> {
                DateRef { edtf: &self.edtf, calendar: self.calendar, dual: self.dual.as_ref() }
            }

            /// The first and the last day that the date can mean, in the Gregorian calendar.
            #[must_use]
            pub fn bounds(&self) -> Bounds {
                self.as_ref().bounds()
            }

            /// The bounds of the beginning and of the end of what is dated.
            #[must_use]
            pub fn span(&self) -> Span {
                self.as_ref().span()
            }

            /// The date in English words, in both styles where both were in use: `2/15 March 1917`.
            #[must_use]
            pub fn in_words(&self) -> String {
                self.as_ref().in_words()
            }
        }

        impl Hooks for $Type {
            fn check(&self) -> Result<(), String> {
                self.edtf.check_in(self.calendar)
            }

            fn enter<'a>(&'a self, path: &Path, visitor: &mut dyn Visitor<'a>) {
                visitor.date(path, self.as_ref());
                if let Some(as_written) = &self.as_written {
                    visitor.worded_date(path, self.as_ref(), as_written);
                }
            }
        }
    };
}
date_methods!(HistoricalDate);
date_methods!(DateReading);

impl HistoricalDate {
    /// A date with nothing but its expression and calendar.
    ///
    /// # Errors
    /// [`FormError`] if the text is not EDTF, or names a day that the calendar does not have.
    pub fn new(edtf: &str, calendar: Calendar) -> Result<Self, FormError> {
        let edtf = Edtf::new(edtf)?;
        edtf.check_in(calendar).map_err(FormError::new)?;
        Ok(Self::plain(edtf, calendar))
    }

    /// A Gregorian date written in this crate's own source.
    pub(crate) fn literal(edtf: &'static str) -> Self {
        Self::plain(Edtf::literal(edtf), Calendar::Gregorian)
    }

    fn plain(edtf: Edtf, calendar: Calendar) -> Self {
        Self {
            edtf,
            calendar,
            dual: None,
            basis: None,
            as_written: None,
            note: None,
            citations: Vec::new(),
            variants: Vec::new(),
        }
    }
}
