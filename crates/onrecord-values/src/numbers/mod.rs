//! Reading one number: digits, English words, Chinese numerals and their mixtures, as exact decimals with the bytes they take.
//!
//! What does not live here: units, bounds in words ("more than"), ranges over two numbers, and whether the words
//! are a quantity at all (see `quantities`). Nothing here allocates; every reader looks at a bounded stretch of text.

mod chinese;
mod digits;
mod english;

use rust_decimal::Decimal;

use crate::Language;

pub use chinese::{digit as chinese_digit, hundred_millions, is_numeral};
pub use digits::{Digits, digit, digits};
pub use english::{cardinal as english_cardinal, ordinal as english_ordinal, scale as english_scale};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Digits only: "1,400.5", "１２".
    Digits,
    /// Digits with a scale in words: "1.4 billion", "1.4亿", "10k".
    Mixed,
    /// Words only: "twenty-one", "三十三".
    Words,
}

/// One number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The value, or the lower end where the numeral itself is vague ("两三百", "几十万", "3万多").
    pub low: Decimal,
    /// The upper end; equal to `low` for an exact number, `None` for "3万多".
    pub high: Option<Decimal>,
    /// Bytes taken, from the start of the text that was read.
    pub len: usize,
    /// Last scale word: 10,000 for "2千万", 1 where there is none.
    pub scale: Decimal,
    /// Trailing scale words together: 10,000,000 for "2千万".
    pub chain: Decimal,
    /// How it is written.
    pub form: Form,
    /// Written as a fraction: "3/4", "two thirds", "三分之一". The denominator, where it is a plain number.
    pub denominator: Option<Decimal>,
}

impl Number {
    /// An exact number without a scale.
    pub(crate) fn plain(value: Decimal, len: usize, form: Form) -> Number {
        Number {
            low: value,
            high: Some(value),
            len,
            scale: Decimal::ONE,
            chain: Decimal::ONE,
            form,
            denominator: None,
        }
    }

    /// The value, where it is one value.
    pub fn exact(&self) -> Option<Decimal> {
        (self.high == Some(self.low)).then_some(self.low)
    }

    /// The number turned negative: bounds change places.
    pub fn negated(self) -> Number {
        match self.high {
            Some(high) => Number {
                low: -high,
                high: Some(-self.low),
                ..self
            },
            None => Number {
                low: -self.low,
                ..self
            },
        }
    }

    /// The number times `factor`; `None` past 28 digits.
    pub fn times(self, factor: Decimal) -> Option<Number> {
        let high = match self.high {
            Some(high) => Some(high.checked_mul(factor)?),
            None => None,
        };
        Some(Number {
            low: self.low.checked_mul(factor)?,
            high,
            ..self
        })
    }

    /// This number as the first of a range whose second is `last`: "3" of "3至5万" is 30,000, "8500" of "8500到3万" stays.
    /// The largest scale of `last` under which the first is still the smaller one is the one that the writer left out.
    pub fn before(self, last: &Number) -> Number {
        let Some(top) = last.high.or(Some(last.low)) else {
            return self;
        };
        if self.denominator.is_some() || self.scale >= last.scale && self.scale > Decimal::ONE {
            return self;
        }
        for scale in [last.chain, last.scale] {
            if scale > Decimal::ONE
                && let Some(scaled) = self.times(scale)
                && scaled.high.unwrap_or(scaled.low) < top
            {
                return Number {
                    scale: last.scale,
                    chain: last.chain,
                    ..scaled
                };
            }
        }
        self
    }
}

/// Reads one number at the very start of `text`, by the words of `lang`; digits are read in every language.
///
/// The caller sees to what stands before: a number never starts inside a word or a longer number.
/// `None` where no number starts here, or where it has more than 28 digits.
pub fn read(text: &str, lang: Language) -> Option<Number> {
    match lang {
        Language::Chinese => chinese::read(text),
        _ => english::read(text),
    }
}

/// Bytes of white space inside a line at the start of `text`; `None` past four characters, which no number is spread over.
pub(crate) fn gap(text: &str) -> Option<usize> {
    let mut len = 0;
    for (count, c) in text.chars().enumerate() {
        if !matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}') {
            return Some(len);
        }
        if count == 4 {
            return None;
        }
        len += c.len_utf8();
    }
    Some(len)
}

#[cfg(test)]
mod tests;
