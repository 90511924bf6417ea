//! The tagger: from words to classes (a part of speech with a form), left to right, one look per word.
//! What does not live here: what a class means; that is each language's table.

use crate::hash::{feature, mix};
use crate::lexicon::Lexicon;
use crate::weights::{Wide, WideScores, best};
use crate::words::Word;

/// Number of features of a word.
pub(crate) const FEATURES: usize = 27;

/// Class before the first word.
const OUTSIDE: u64 = 255;

/// The features of the word `at`, given the classes of the two words before.
#[inline]
pub(crate) fn features(words: &[Word], at: usize, before: [u64; 2]) -> [u64; FEATURES] {
    let none = Word::default();
    let word = &words[at];
    let left = if at > 0 { &words[at - 1] } else { &none };
    let left2 = if at > 1 { &words[at - 2] } else { &none };
    let right = words.get(at + 1).unwrap_or(&none);
    let right2 = words.get(at + 2).unwrap_or(&none);
    let [t1, t2] = before;
    let first = u64::from(at == 0);
    let f = |number: u64, value: u64| feature(number, value, 0);
    [
        f(1, word.lower),
        f(2, mix(word.form, first)),
        f(3, word.endings[0]),
        f(4, word.endings[1]),
        f(5, word.endings[2]),
        f(6, word.endings[3]),
        f(7, word.start),
        f(8, mix(word.shape, first)),
        f(9, t1),
        f(10, mix(t1, t2)),
        f(11, mix(t1, word.lower)),
        f(12, mix(mix(t1, t2), word.endings[1])),
        f(13, left.lower),
        f(14, left2.lower),
        f(15, right.lower),
        f(16, right2.lower),
        f(17, right.endings[2]),
        f(18, mix(right.shape, word.shape)),
        f(19, mix(left.shape, word.shape)),
        f(20, mix(left.lower, word.lower)),
        f(21, mix(word.lower, right.lower)),
        f(22, mix(t1, word.endings[2])),
        f(23, mix(t1, right.lower)),
        f(24, mix(t1, mix(word.lexicon, right.lexicon))),
        f(25, mix(word.lexicon, word.endings[1])),
        f(26, mix(mix(t1, t2), mix(word.lexicon, word.shape))),
        f(27, mix(word.lexicon, right.endings[1])),
    ]
}

/// Tags all words into `classes`; a word of the certain ones without a look at its neighbours.
pub(crate) fn tag(
    weights: &impl Wide,
    certain: &Lexicon,
    words: &[Word],
    count: usize,
    classes: &mut Vec<u8>,
) {
    classes.clear();
    let mut before = [OUTSIDE, OUTSIDE];
    for at in 0..words.len() {
        let class = match certain.get(words[at].form) {
            0 => {
                let mut scores: WideScores = [0; 64];
                weights.score(&features(words, at, before), &mut scores);
                words[at].bar(&mut scores);
                best(&scores, count)
            }
            class => class as usize - 1,
        };
        classes.push(class as u8);
        before = [class as u64, before[0]];
    }
}
