//! A word as features see it: hashes of its letters and its form, made once per token.

use crate::hash::{bytes, mix};
use crate::lexicon::Lexicon;
use crate::weights::WideScores;

/// Bits of the English lexicon for a name.
pub(crate) const NAME: u64 = 3;
/// For a noun, for a verb's base form and for its other forms, for a word that is not listed by its part of speech.
const NOUN: u64 = 4 | 8;
const BASE: u64 = 16;
const VERB: u64 = 32;
const OTHER: u64 = 1024;

/// Hashes of one word. Zero is the word outside of the sentence.
#[derive(Clone, Copy, Default)]
pub(crate) struct Word {
    /// As written.
    pub(crate) form: u64,
    /// In lower case.
    pub(crate) lower: u64,
    /// Last one, two, three and four letters in lower case (Chinese: last character, last two, …).
    pub(crate) endings: [u64; 4],
    /// First three letters (Chinese: first character).
    pub(crate) start: u64,
    /// Kinds of character in it, runs made one.
    pub(crate) shape: u64,
    /// What the lexicon says of it; zero without.
    pub(crate) lexicon: u64,
    /// Classes that it never has, one bit each: the lexicon knows all that an English word in lower case can be.
    pub(crate) barred: u64,
}

/// The classes that a word of the lexicon never has. Gerunds and what ends in -s are nouns that no list holds.
fn barred(lexicon: u64, lower: &str) -> u64 {
    use crate::english::{NOUNS, VERBS};
    if lexicon == 0 || lexicon & OTHER != 0 {
        return 0;
    }
    let verb = lexicon & (BASE | VERB);
    if verb == 0 {
        return VERBS;
    }
    let noun = lexicon & NOUN != 0 || lower.ends_with("ing") || lower.ends_with('s');
    if verb == VERB && !noun { NOUNS } else { 0 }
}

impl Word {
    /// A word of an alphabet. `lower` is a buffer that holds its lower case afterwards.
    pub(crate) fn alphabetic(lexicon: &Lexicon, form: &str, lower: &mut String) -> Word {
        lower.clear();
        if form.is_ascii() {
            lower.push_str(form);
            lower.make_ascii_lowercase();
        } else {
            for c in form.chars() {
                match c {
                    '’' | '‘' => lower.push('\''),
                    '“' | '”' => lower.push('"'),
                    _ => lower.extend(c.to_lowercase()),
                }
            }
        }
        if form.len() > 1
            && form.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
            && form.as_bytes()[0].is_ascii_digit()
        {
            // Numbers differ in length only; years are apart.
            let year = form.len() == 4 && (form.starts_with("19") || form.starts_with("20"));
            lower.clear();
            lower.push_str(if year { "1900" } else { "00" });
        }
        let letters = lower.as_bytes();
        let ending = |n: usize| {
            let from = letters.len().saturating_sub(n);
            mix(n as u64, bytes(&letters[from..]))
        };
        let whole = bytes(letters);
        let known = lexicon.get(whole);
        let barred = match form.starts_with(char::is_lowercase) {
            true => barred(known, lower),
            false => 0,
        };
        Word {
            form: bytes(form.as_bytes()),
            lower: whole,
            endings: [ending(1), ending(2), ending(3), ending(4)],
            start: bytes(&letters[..letters.len().min(3)]),
            shape: shape(form),
            lexicon: known,
            barred,
        }
    }

    /// Takes the classes that it never has out of the running.
    #[inline]
    pub(crate) fn bar(&self, scores: &mut WideScores) {
        let mut left = self.barred;
        while left != 0 {
            scores[left.trailing_zeros() as usize] = i16::MIN;
            left &= left - 1;
        }
    }

    /// True for a word that the lexicon has as a common word; as a name too only if `or_name`.
    pub(crate) fn is_common(&self, or_name: bool) -> bool {
        self.lexicon & !NAME != 0 && (or_name || self.lexicon & NAME == 0)
    }

    /// A word of Han characters (or whatever a Chinese text holds).
    pub(crate) fn han(lexicon: &Lexicon, form: &str) -> Word {
        let digits = form.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        let form = if digits && form.len() > 1 { "00" } else { form };
        let mut from = [0; 3];
        let mut found = 0;
        for (at, _) in form.char_indices().rev().take(3) {
            from[found] = at;
            found += 1;
        }
        let ending = |n: usize| {
            let at = from[n.min(found.max(1)) - 1];
            mix(n as u64, bytes(&form.as_bytes()[at..]))
        };
        let first = form.chars().next().map_or(0, char::len_utf8);
        let all = bytes(form.as_bytes());
        Word {
            form: all,
            lower: all,
            endings: [ending(1), ending(2), ending(3), found as u64],
            start: bytes(&form.as_bytes()[..first]),
            shape: shape(form),
            lexicon: lexicon.get(crate::lexicon::han(form)),
            barred: 0,
        }
    }
}

/// The kinds of character in a word, each run as one: `Xx`, `X`, `x`, `d`, `x-x`.
fn shape(form: &str) -> u64 {
    let mut hash = 1;
    let mut last = 0;
    for c in form.chars().take(24) {
        let kind = match c {
            'a'..='z' => 1,
            'A'..='Z' => 2,
            '0'..='9' => 3,
            '\u{3400}'..='\u{9fff}' => 4,
            c if c.is_lowercase() => 1,
            c if c.is_uppercase() => 2,
            c if c.is_alphabetic() => 5,
            c => 16 + u64::from(u32::from(c)),
        };
        if kind != last {
            hash = mix(hash, kind);
        } else if kind == 2 {
            // Two capitals and more are something else than one.
            hash |= 1;
        }
        last = kind;
    }
    // One capital against many, the first run only.
    let capitals = form.chars().take_while(|c| c.is_uppercase()).count().min(2) as u64;
    mix(hash & !1, capitals)
}
