//! Numbers with a unit.

use crate::model::{Hooks, statement, vocabulary};
use crate::text::{Decimal, Term, Text};

vocabulary! {
    /// How the number stands to the truth, in the words of the source.
    #[derive(Default)]
    Comparison {
        /// The source gives the number as exact.
        #[default]
        Exactly = "exactly",
        /// About, some, approximately.
        About = "about",
        /// Nearly, almost: somewhat less.
        Nearly = "nearly",
        /// More than, over.
        MoreThan = "more-than",
        /// Less than, under.
        LessThan = "less-than",
        /// At least, or more.
        AtLeast = "at-least",
        /// At most, up to.
        AtMost = "at-most",
    }
}

statement! {
    @hooked
    /// A number and its unit.
    Quantity / QuantityReading {
        /// The number, exactly as the source gives it; of a range the lower end.
        req value: Decimal,
        /// The upper end, where the source gives a range.
        opt upper: Decimal,
        /// The unit: us-dollar, short-ton, ton, percent, degree, arcminute, statute-mile, year; for things counted, the
        /// thing: aircraft, person, vote.
        req unit: Term,
        /// How the number stands to the truth; exactly if it is left out.
        def comparison: Comparison,
        /// The number in the words of the source, where they matter.
        opt as_written: Text,
        /// What a reader needs to know: which ton, the dollars of which year.
        opt note: Text,
    }
}

macro_rules! quantity_hooks {
    ($($Type:ty),*) => {$(
        impl Hooks for $Type {
            fn check(&self) -> Result<(), String> {
                match &self.upper {
                    Some(upper) if upper.to_f64() <= self.value.to_f64() => {
                        Err(format!("the upper end {upper} is not greater than the lower end {}", self.value))
                    }
                    _ => Ok(()),
                }
            }
        }
    )*};
}
quantity_hooks!(Quantity, QuantityReading);
