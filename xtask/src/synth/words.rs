//! Invented names, in the Latin and the Cyrillic alphabet, no two alike.

use std::collections::BTreeSet;

use super::dice::Dice;

/// A name in English use, in Cyrillic, and transliterated after ALA-LC.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) english: String,
    pub(super) cyrillic: String,
    pub(super) scholarly: String,
}

impl Word {
    /// The word put into a phrase of each language: `{}` stands for it.
    pub(super) fn phrase(&self, (english, cyrillic, scholarly): (&str, &str, &str)) -> Self {
        Self {
            english: english.replace("{}", &self.english),
            cyrillic: cyrillic.replace("{}", &self.cyrillic),
            scholarly: scholarly.replace("{}", &self.scholarly),
        }
    }

    /// This word and another behind it.
    pub(super) fn and(&self, other: &Self) -> Self {
        let join = |a: &str, b: &str| format!("{a} {b}");
        Self {
            english: join(&self.english, &other.english),
            cyrillic: join(&self.cyrillic, &other.cyrillic),
            scholarly: join(&self.scholarly, &other.scholarly),
        }
    }
}

type Syllable = (&'static str, &'static str, &'static str);

#[rustfmt::skip]
const OPENINGS: &[Syllable] = &[
    ("bor", "бор", "bor"), ("dal", "дал", "dal"), ("gal", "гал", "gal"), ("kar", "кар", "kar"), ("lom", "лом", "lom"),
    ("mer", "мер", "mer"), ("nar", "нар", "nar"), ("ol", "ол", "ol"), ("pol", "пол", "pol"), ("rad", "рад", "rad"),
    ("sab", "саб", "sab"), ("tar", "тар", "tar"), ("ul", "ул", "ul"), ("var", "вар", "var"), ("zel", "зел", "zel"),
    ("kha", "ха", "kha"), ("zhe", "же", "zhe"), ("shu", "шу", "shu"), ("cho", "чо", "cho"), ("yar", "яр", "i͡ar"),
    ("yul", "юл", "i͡ul"), ("tsar", "цар", "t͡sar"), ("fer", "фер", "fer"), ("gor", "гор", "gor"), ("lub", "луб", "lub"),
    ("mir", "мир", "mir"), ("sel", "сел", "sel"), ("trub", "труб", "trub"), ("vel", "вел", "vel"), ("star", "стар", "star"),
];

#[rustfmt::skip]
const MIDDLES: &[Syllable] = &[
    ("a", "а", "a"), ("o", "о", "o"), ("i", "и", "i"), ("an", "ан", "an"), ("el", "ел", "el"), ("ov", "ов", "ov"),
    ("in", "ин", "in"), ("ush", "уш", "ush"), ("and", "анд", "and"), ("il", "ил", "il"), ("ot", "от", "ot"),
    ("um", "ум", "um"), ("ez", "ез", "ez"), ("ad", "ад", "ad"), ("och", "оч", "och"), ("ig", "иг", "ig"),
    ("est", "ест", "est"), ("orn", "орн", "orn"), ("al", "ал", "al"), ("ub", "уб", "ub"),
];

#[rustfmt::skip]
const CODAS: &[Syllable] = &[
    ("mar", "мар", "mar"), ("gorod", "город", "gorod"), ("sk", "ск", "sk"), ("bel", "бель", "belʹ"), ("dan", "дань", "danʹ"),
    ("nov", "нов", "nov"), ("tai", "тай", "taĭ"), ("tsk", "цк", "t͡sk"), ("vets", "вец", "vet͡s"), ("rov", "ров", "rov"),
    ("lin", "лин", "lin"), ("dor", "дор", "dor"), ("pol", "поль", "polʹ"), ("mysh", "мыш", "mysh"), ("grad", "град", "grad"),
    ("shin", "шин", "shin"), ("kov", "ков", "kov"), ("ven", "вен", "ven"), ("lun", "лунь", "lunʹ"), ("zam", "зам", "zam"),
    ("tul", "тул", "tul"), ("rek", "рек", "rek"), ("nets", "нец", "net͡s"), ("hod", "ход", "khod"), ("lai", "лай", "laĭ"),
    ("bya", "бя", "bi͡a"), ("nya", "ня", "ni͡a"), ("lyu", "лю", "li͡u"), ("dva", "два", "dva"), ("zo", "зо", "zo"),
];

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    /// A name that was not given before: of a place, a family, a ship.
    pub(super) fn fresh(&mut self, dice: &mut Dice) -> Word {
        let mut word = Word::default();
        push(&mut word, dice.one(OPENINGS));
        loop {
            push(&mut word, dice.one(MIDDLES));
            let mut whole = word.clone();
            push(&mut whole, dice.one(CODAS));
            let whole = capitalized(&whole);
            if self.0.insert(whole.english.clone()) {
                return whole;
            }
        }
    }

    /// A given name: short, and borne by many.
    pub(super) fn given(dice: &mut Dice) -> Word {
        let mut word = Word::default();
        push(&mut word, dice.one(OPENINGS));
        push(&mut word, dice.one(MIDDLES));
        capitalized(&word)
    }
}

fn push(word: &mut Word, (english, cyrillic, scholarly): Syllable) {
    word.english.push_str(english);
    word.cyrillic.push_str(cyrillic);
    word.scholarly.push_str(scholarly);
}

fn capitalized(word: &Word) -> Word {
    let capital = |text: &str| {
        let mut letters = text.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    Word { english: capital(&word.english), cyrillic: capital(&word.cyrillic), scholarly: capital(&word.scholarly) }
}
