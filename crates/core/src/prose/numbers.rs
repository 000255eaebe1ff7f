//! Numbers in English prose, in figures and in words.

use std::ops::Range;

use super::{Kind, Token, tokens};

/// A number that a text gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    /// Its value; of “two thirds” the fraction.
    pub(crate) value: f64,
    /// Whether it is a part of one: a half, a quarter, two thirds.
    pub(crate) is_fraction: bool,
    /// The bytes of the text that give it.
    pub(crate) at: Range<usize>,
}

/// Every number that the text gives, in order: `7,200,000`, `$7.2 million`, `one hundred and thirteen`, `three quarters
/// of a million`, `54° 40′`. Where figures can be read in two ways, as in `400.000`, both are told.
pub(crate) fn numbers(text: &str) -> Vec<Number> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let reader = Reader { tokens: &tokens, at };
        let Some((values, is_fraction, length)) = reader.number() else {
            at += 1;
            continue;
        };
        let last = tokens.get(at + length - 1).map_or(0, Token::end);
        let range = tokens.get(at).map_or(0, |token| token.start)..last;
        found.extend(values.into_iter().map(|value| Number { value, is_fraction, at: range.clone() }));
        at += length;
    }
    found
}

/// Reads from one token on; each method tells how many tokens it has read.
#[derive(Clone, Copy)]
struct Reader<'t> {
    tokens: &'t [Token<'t>],
    at: usize,
}

impl<'t> Reader<'t> {
    fn get(self, ahead: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at + ahead)
    }

    fn word(self, ahead: usize) -> Option<String> {
        self.get(ahead).filter(|token| token.kind == Kind::Word).map(|token| token.text.to_lowercase())
    }

    fn number(self) -> Option<(Vec<f64>, bool, usize)> {
        self.degrees().or_else(|| self.fraction()).or_else(|| self.whole())
    }

    /// `54° 40′`, in degrees.
    fn degrees(self) -> Option<(Vec<f64>, bool, usize)> {
        let degrees = self.figure(0)?;
        self.get(1).filter(|token| token.is("°"))?;
        let minutes = self.figure(2).filter(|_| self.get(3).is_some_and(|token| matches!(token.text, "′" | "'" | "’")));
        let value = degrees.first()? + minutes.as_ref().and_then(|m| m.first()).copied().unwrap_or_default() / 60.0;
        Some((vec![value], false, if minutes.is_some() { 4 } else { 2 }))
    }

    /// `half`, `a third`, `three quarters of a million`, `half a million`.
    fn fraction(self) -> Option<(Vec<f64>, bool, usize)> {
        let (count, next) = match self.word(0)?.as_str() {
            "a" | "one" => (1.0, 1),
            "two" => (2.0, 1),
            "three" => (3.0, 1),
            _ => (1.0, 0),
        };
        let part = match self.word(next)?.as_str() {
            "half" | "halves" => 2.0,
            "third" | "thirds" => 3.0,
            "quarter" | "quarters" => 4.0,
            "fifth" | "fifths" => 5.0,
            _ => return None,
        };
        // “the third of them” counts in order; only “a third” and “two thirds” are parts.
        if part > 2.0 && part < 4.0 && next == 0 {
            return None;
        }
        let value = count / part;
        let of = next + 1;
        let of = of + usize::from(self.word(of).as_deref() == Some("of"));
        let of = of + usize::from(self.word(of).is_some_and(|word| matches!(word.as_str(), "a" | "an" | "one")));
        match self.word(of).as_deref().and_then(magnitude) {
            Some(times) => Some((vec![value * times], false, of + 1)),
            None => Some((vec![value], true, next + 1)),
        }
    }

    /// Figures or words with all the magnitudes behind them: `11.3 thousand million`, `two and a half million`.
    fn whole(self) -> Option<(Vec<f64>, bool, usize)> {
        let (mut values, mut next) = match self.figure(0) {
            Some(values) => (values, 1),
            None => self.words().map(|(value, next)| (vec![value], next))?,
        };
        let half = ["and", "a", "half"].iter().enumerate().all(|(i, w)| self.word(next + i).as_deref() == Some(w));
        if half {
            for value in &mut values {
                *value += 0.5;
            }
            next += 3;
        }
        while let Some(times) = self.word(next).as_deref().and_then(magnitude) {
            for value in &mut values {
                *value *= times;
            }
            next += 1;
        }
        Some((values, false, next))
    }

    /// The values that figures can have; none if they are a part of a name, as in B-17.
    fn figure(self, ahead: usize) -> Option<Vec<f64>> {
        let token = self.get(ahead).filter(|token| token.kind == Kind::Figure)?;
        let before = |back: usize| (self.at + ahead).checked_sub(back).and_then(|at| self.tokens.get(at));
        let hyphen = token.glued && before(1).is_some_and(Token::is_dash);
        let letter = |t: &Token<'_>| t.kind == Kind::Word;
        let in_name = token.glued && before(1).is_some_and(letter)
            || hyphen && before(1).is_some_and(|t| t.glued) && before(2).is_some_and(letter);
        let ordinal = self.get(ahead + 1).is_some_and(|t| t.glued && matches!(t.text, "st" | "nd" | "rd" | "th"));
        if in_name || ordinal {
            return None;
        }
        let grouped = |separator: char| {
            let mut groups = token.text.split(separator);
            groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
        };
        let only = |allowed: &[char]| token.text.chars().all(|c| c.is_ascii_digit() || allowed.contains(&c));
        let without = |separators: &[char]| token.text.replace(separators, "").parse::<f64>().ok();
        let spaces = [' ', '\u{A0}', '\u{202F}', '\u{2009}'];
        if only(&[]) || only(&spaces) {
            return Some(vec![without(&spaces)?]);
        }
        let dots = token.text.matches('.').count();
        if only(&['.']) && dots == 1 {
            let plain = token.text.parse().ok()?;
            return Some(if grouped('.') { vec![plain, without(&['.'])?] } else { vec![plain] });
        }
        if only(&['.']) && grouped('.') {
            return Some(vec![without(&['.'])?]);
        }
        let (integer, fraction) = token.text.split_once('.').unwrap_or((token.text, "0"));
        let well_grouped = integer.split(',').skip(1).all(|group| group.len() == 3) && !fraction.contains(['.', ',']);
        if well_grouped {
            return token.text.replace(',', "").parse().ok().map(|value| vec![value]);
        }
        // A comma before the decimals, as on the Continent.
        token.text.replacen(',', ".", 1).parse().ok().map(|value| vec![value])
    }

    /// `thirty-three`, `one hundred and thirteen`, `a thousand`, `six hundred and eighty-one thousand`.
    fn words(self) -> Option<(f64, usize)> {
        let (mut total, mut group, mut next) = (0.0, None::<f64>, 0);
        loop {
            let word = self.word(next)?;
            if let Some(value) = small(&word) {
                group = Some(group.unwrap_or_default() + value);
            } else if word == "hundred" && group.is_some_and(|group| group < 100.0) {
                group = group.map(|group| group * 100.0);
            } else if let Some(times) = magnitude(&word).filter(|_| group.is_some() || total > 0.0) {
                total = if group.is_none() { total * times } else { total + group.take().unwrap_or_default() * times };
            } else if matches!(word.as_str(), "a" | "an") && next == 0 {
                // “a hundred”, “a thousand million”; “a man” is no number.
                let counted = self.word(1).is_some_and(|word| word == "hundred" || magnitude(&word).is_some());
                group = Some(1.0).filter(|_| counted);
                group?;
            } else {
                return None;
            }
            next += 1;
            // What may go on: a hyphen between tens and units, “and” behind a hundred, another magnitude.
            let hyphen = self.get(next).is_some_and(|t| t.glued && t.is_dash());
            let ahead = next + usize::from(hyphen || self.word(next).as_deref() == Some("and"));
            let and = ahead > next && !hyphen;
            let goes_on = self.word(ahead).is_some_and(|word| {
                if let Some(value) = small(&word) {
                    let open = group.unwrap_or_default() % 100.0;
                    (hyphen && open >= 20.0 && open % 10.0 == 0.0 && value < 10.0)
                        || (!hyphen && open == 0.0 && (group.is_some() || total > 0.0) && (and || group.is_none()))
                } else {
                    let hundreds = word == "hundred" && group.is_some_and(|group| group < 100.0);
                    !and && !hyphen && (hundreds || magnitude(&word).is_some())
                }
            });
            if !goes_on {
                return Some((total + group.unwrap_or_default(), next));
            }
            next = ahead;
        }
    }
}

fn small(word: &str) -> Option<f64> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let unit = UNITS.iter().position(|unit| *unit == word);
    let ten = || TENS.iter().position(|ten| *ten == word).map(|at| (at + 2) * 10);
    unit.or_else(ten).and_then(|value| u8::try_from(value).ok()).map(f64::from)
}

fn magnitude(word: &str) -> Option<f64> {
    match word {
        "thousand" => Some(1e3),
        "million" | "millions" => Some(1e6),
        "milliard" | "billion" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<f64> {
        numbers(text).into_iter().map(|number| number.value).collect()
    }

    #[test]
    fn figures_are_read_however_they_are_grouped() {
        for (text, expected) in [
            ("$7.2 million", 7_200_000.0),
            ("7,200,000 dollars in gold", 7_200_000.0),
            ("30 000 пиастров", 30_000.0),
            ("16,529,791 tons", 16_529_791.0),
            ("113.4 thousand million", 113_400_000_000.0),
            ("45°50′", 45.0 + 50.0 / 60.0),
            ("51°", 51.0),
            ("50%", 50.0),
            ("over 17 million tons", 17_000_000.0),
            ("3,5 km", 3.5),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
        assert_eq!(read("400.000 de jeepuri"), [400.0, 400_000.0]);
    }

    #[test]
    fn words_are_read() {
        for (text, expected) in [
            ("thirty-three men", 33.0),
            ("Three hundred and one members", 301.0),
            ("One hundred and thirteen", 113.0),
            ("a thousand million dollars", 1e9),
            ("nearly a hundred ships", 100.0),
            ("eight thousand men", 8_000.0),
            ("two and a half million tons", 2_500_000.0),
            ("three quarters of a million short tons", 750_000.0),
            ("Half a million", 500_000.0),
            ("more than a third of a million", 1e6 / 3.0),
            ("six hundred and eighty-one thousand", 681_000.0),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
        assert_eq!(read("one hundred hundred"), [100.0]);
        assert_eq!(read("two or three years"), [2.0, 3.0]);
        assert_eq!(read("82 to none, ten and twelve"), [82.0, 10.0, 12.0]);
        let quarter = numbers("less than a quarter of it");
        assert!(matches!(&quarter[..], [Number { value: 0.25, is_fraction: true, .. }]));
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for text in ["B-17 bombers", "the 7th of them", "a man and a dog", "the third man", "dozens", ""] {
            assert_eq!(read(text), [0.0; 0], "{text}");
        }
    }
}
