//! Words beside a number that decide what it is: lists of the pack whose `does` is `beside` and whose `value` names the set.
//! What does not live here: where each set is looked for (`veto`, `operand`).

use super::lexicon::{Lexicon, TooLong};
use super::phrase::Reader;

macro_rules! beside {
    ($($(#[$tells:meta])* $set:ident = $name:literal;)*) => {
        /// A set of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Beside {
            $($(#[$tells])* $set,)*
        }

        impl Beside {
            const ALL: &'static [(Beside, &'static str)] = &[$((Beside::$set, $name)),*];
        }
    };
}

beside! {
    /// Before 一 that is part of another word: 唯一, 进一步.
    PartOfOne = "part-of-one";
    /// Formal figures that are other words more often: 陆, 伍.
    OtherWords = "other-words";
    /// Classifiers that count even behind 一.
    Counting = "counting";
    /// Before 一 that counts: 仅一个.
    Counted = "counted";
    /// Hours of a clock.
    Hours = "hours";
    /// Minutes of a clock.
    Minutes = "minutes";
    /// Parts of a clock that follow a number in words.
    ClockWords = "clock-words";
    /// What the minutes of a clock follow.
    AfterHours = "after-hours";
    /// After a numeral of one character that stands by itself.
    GoesOn = "goes-on";
    /// Kinds of streets.
    Street = "street";
    /// Verbs before the number of an emergency service.
    Dial = "dial";
    /// Pieces: 个.
    Piece = "piece";
    /// Dimes, behind a piece.
    Dime = "dime";
    /// After 成 that is no tenth: 成分.
    NoTenths = "no-tenths";
    /// A weight that is a numeral as well: 两.
    Ounce = "ounce";
    /// Between 个 and its scale: 20多个亿.
    SomeMore = "some-more";
    /// After a scale that belongs to another word: 亿级.
    NoScale = "no-scale";
    /// After a digit that is no tenth.
    NoTenth = "no-tenth";
    /// After 半 that is no half.
    NoHalf = "no-half";
    /// Pieces of money, as people say them: 块.
    Colloquial = "colloquial";
    /// Parts of them.
    ColloquialParts = "colloquial-parts";
    /// After an amount that has ended.
    AmountEnds = "amount-ends";
    /// Between half and its unit: "half a mile".
    OfUnit = "of-unit";
    /// After 块 that is money and no piece: 块钱.
    MoneyGoesOn = "money-goes-on";
    /// Before 前 that ranks nothing: 此前.
    NoRank = "no-rank";
    /// Before 负 that is carried and no minus: 身负.
    Carried = "carried";
    /// Before two numbers, that they are a ratio: "ratio of".
    RatioNames = "ratio-names";
    /// Between two bounds of one quantity: "and".
    JoinsBounds = "joins-bounds";
}

/// The sets of a language.
#[derive(Debug, Default)]
pub(super) struct BesideWords {
    words: Vec<(Beside, String)>,
    sets: Vec<Lexicon<()>>,
}

impl BesideWords {
    /// Takes a list by its `value`; false where no set has that name.
    pub(super) fn take(&mut self, value: &str, words: &[String]) -> bool {
        let Some((set, _)) = Beside::ALL.iter().find(|(_, name)| *name == value) else {
            return false;
        };
        self.words.extend(words.iter().map(|w| (*set, w.clone())));
        true
    }

    /// Builds the sets, case told apart, once all lists are taken.
    pub(super) fn build(&mut self) -> Result<(), TooLong> {
        let words = std::mem::take(&mut self.words);
        for (set, _) in Beside::ALL {
            let of_set = words.iter().filter(|(s, _)| s == set);
            self.sets.push(Lexicon::of(
                of_set.map(|(_, w)| (w.clone(), ())).collect(),
                false,
            )?);
        }
        Ok(())
    }

    fn set(&self, set: Beside) -> Option<&Lexicon<()>> {
        self.sets.get(set as usize)
    }
}

impl Reader<'_> {
    /// Past the word of a set that begins at `at`.
    pub(super) fn past(&self, set: Beside, at: usize) -> Option<usize> {
        let found = self.rules.beside.set(set)?.at(self.text, at, self.end);
        found.map(|(to, ())| to)
    }

    /// True where a word of a set begins at `at`.
    pub(super) fn follows(&self, set: Beside, at: usize) -> bool {
        self.past(set, at).is_some()
    }

    /// True where a word of a set ends at `at`.
    pub(super) fn precedes(&self, set: Beside, at: usize) -> bool {
        let lexicon = self.rules.beside.set(set);
        lexicon.is_some_and(|l| l.before(self.text, at, 0).is_some())
    }

    /// True for a word of a set.
    pub(super) fn is(&self, set: Beside, word: &str) -> bool {
        let lexicon = self.rules.beside.set(set);
        lexicon.is_some_and(|l| l.at(word, 0, word.len()).is_some_and(|(to, ())| to == word.len()))
    }
}
