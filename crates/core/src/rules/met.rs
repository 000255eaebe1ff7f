//! What a walk over a record meets, and the rules that look at it: one walk for all of them.

use std::sync::LazyLock;

use super::passage::Passage;
use super::text::each_fault_of_date;
use super::{Check, Context, Finding, Findings, Rule, all};
use crate::dataset::AnyRecord;
use crate::date::DateRef;
use crate::statement::{Citation, Varied};
use crate::text::{LangTag, Text};
use crate::walk::{Path, Visitor};

/// Something in a record, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Met<'a, 'p> {
    /// The record.
    pub record: AnyRecord<'a>,
    /// The way to it in the record.
    pub path: &'p Path,
    /// What it is.
    pub what: What<'a>,
}

/// What a walk can meet.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// A list of citations.
    Citations(&'a [Citation]),
    /// A date: preferred, or of a variant.
    Date(DateRef<'a>),
    /// A date, and the words in which the source gives it.
    WordedDate(DateRef<'a>, &'a Text),
    /// A name, and the tag of its language and script.
    Name(&'a Text, &'a LangTag),
    /// A statement that has variants.
    Varied(&'a dyn Varied),
}

/// The rules that look at texts, and those that look at what else a walk meets.
static OF_TEXT: LazyLock<Vec<&Rule>> =
    LazyLock::new(|| all().filter(|rule| matches!(rule.check, Check::Text(_))).collect());
static OF_MET: LazyLock<Vec<&Rule>> =
    LazyLock::new(|| all().filter(|rule| matches!(rule.check, Check::Met(_))).collect());

/// Calls for each rule that does not hold for the text: with the rule, what is wrong and what to do.
pub(super) fn each_fault_of(text: &str, mut tell: impl FnMut(&'static Rule, String, &'static str)) {
    let passage = Passage::new(text);
    for rule in OF_TEXT.iter().copied() {
        if let Check::Text(check) = rule.check {
            check(passage, &mut |message, help| tell(rule, message, help));
        }
    }
}

/// Applies to the record every rule that looks at texts or at what a walk meets.
pub(super) fn look_over(context: &Context<'_>, record: AnyRecord<'_>, found: &mut Vec<Finding>) {
    record.walk(&mut Look { context, record, found });
}

struct Look<'a, 'c, 'f> {
    context: &'c Context<'c>,
    record: AnyRecord<'a>,
    found: &'f mut Vec<Finding>,
}

impl<'a> Look<'a, '_, '_> {
    fn meet(&mut self, path: &Path, what: What<'a>) {
        let met = Met { record: self.record, path, what };
        for rule in OF_MET.iter().copied() {
            if let Check::Met(check) = rule.check {
                check(self.context, met, &mut Findings::new(rule, self.found));
            }
        }
    }
}

impl<'a> Visitor<'a> for Look<'a, '_, '_> {
    fn text(&mut self, path: &Path, text: &'a Text) {
        let Self { record, found, .. } = self;
        each_fault_of(text.as_str(), |rule, message, help| {
            Findings::new(rule, found).tell(*record, path.clone(), message, help);
        });
    }

    fn citations(&mut self, path: &Path, citations: &'a [Citation]) {
        self.meet(path, What::Citations(citations));
    }

    fn date(&mut self, path: &Path, date: DateRef<'a>) {
        let Self { record, found, .. } = self;
        each_fault_of_date(path, date, |rule, path, message, help| {
            Findings::new(rule, found).tell(*record, path, message, help);
        });
        self.meet(path, What::Date(date));
    }

    fn worded_date(&mut self, path: &Path, date: DateRef<'a>, as_written: &'a Text) {
        self.meet(path, What::WordedDate(date, as_written));
    }

    fn name(&mut self, path: &Path, text: &'a Text, lang: &'a LangTag) {
        self.meet(path, What::Name(text, lang));
    }

    fn varied(&mut self, path: &Path, statement: &'a dyn Varied) {
        self.meet(path, What::Varied(statement));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_in_variants_too_is_asked_of_whole_records() {
        for rule in all().filter(|rule| rule.family.holds_in_variants()) {
            assert!(!matches!(rule.check, Check::Met(_) | Check::Text(_)), "{}", rule.id);
        }
    }
}
