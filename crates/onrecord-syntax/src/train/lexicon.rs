//! Word lists brought to the lexicon's table: that of jieba for Chinese, that of LemmInflect for English.

use std::collections::BTreeMap;

use crate::hash;
use crate::lexicon::{han as han_key, place, sign};

/// The table of a word list. English lines are `form,upos,lemma[/lemma…]`, Chinese ones `word count tag`.
pub fn lexicon(list: &str, chinese: bool, bits: u32) -> Vec<u8> {
    let words = if chinese { han(list) } else { alphabetic(list) };
    eprintln!("  lexicon of {} words", words.len());
    let key = |word: &str| {
        if chinese {
            han_key(word)
        } else {
            hash::bytes(word.as_bytes())
        }
    };
    table(words.iter().map(|(word, value)| (key(word), *value)), bits)
}

/// A table of hashes with their values, in `1 << bits` slots; what comes first finds room first.
pub(super) fn table(words: impl Iterator<Item = (u64, u16)>, bits: u32) -> Vec<u8> {
    let pairs = 1usize << (bits - 1);
    let mut table = vec![[0u32; 2]; pairs];
    let mut lost = 0;
    for (key, value) in words {
        match table[place(key, pairs)].iter_mut().find(|slot| **slot == 0) {
            Some(free) => *free = sign(key) << 12 | u32::from(value & 0xfff),
            None => lost += 1,
        }
    }
    eprintln!("  table of words: {lost} found no room in {} slots", pairs * 2);
    table
        .iter()
        .flatten()
        .flat_map(|slot| slot.to_le_bytes())
        .collect()
}

/// Words of function, which the word list lacks.
const FUNCTION: &[&str] = &[
    "about", "above", "across", "after", "against", "amid", "among", "and", "around", "as", "at", "because",
    "before", "behind", "below", "beside", "between", "beyond", "but", "by", "despite", "down", "during",
    "ex", "for", "from", "her", "his", "how", "if", "in", "inside", "into", "its", "near", "nor", "of",
    "off", "on", "onto", "or", "our", "out", "outside", "over", "per", "since", "than", "that", "the",
    "their", "these", "this", "those", "though", "through", "to", "toward", "towards", "under", "unless",
    "until", "up", "upon", "via", "what", "when", "where", "whether", "which", "while", "who", "whose",
    "why", "with", "within", "without", "you", "your", "not", "no", "is", "are", "was", "were", "be", "been",
    "has", "have", "had", "will", "would", "can", "could", "may", "might", "should", "must",
];

/// English: bits for noun, verb, adjective, adverb, name, other; inflected noun and verb apart.
fn alphabetic(list: &str) -> Vec<(String, u16)> {
    let mut words: BTreeMap<String, u16> = BTreeMap::new();
    for line in list.lines() {
        let mut fields = line.split(',');
        let (Some(form), Some(tag), Some(lemmas)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let base = lemmas.split('/').any(|lemma| lemma == form);
        let bit = match (tag, base) {
            // Both are bits of `words::NAME`.
            ("noun" | "propn", true) if form.starts_with(char::is_uppercase) => 1,
            ("noun" | "propn", _) if form.starts_with(char::is_uppercase) => 2,
            ("noun", true) => 4,
            ("noun", false) => 8,
            ("verb", true) => 16,
            ("verb", false) => 32,
            ("adj", true) => 64,
            ("adj", false) => 128,
            ("adv", true) => 256,
            ("adv", false) => 512,
            _ => 1024,
        };
        *words.entry(form.to_lowercase()).or_default() |= bit;
    }
    for word in FUNCTION {
        *words.entry((*word).to_owned()).or_default() |= 1024;
    }
    // Short words come first, so that what finds no room is long and rare.
    let mut words: Vec<(String, u16)> = words.into_iter().collect();
    words.sort_by_key(|(word, _)| word.len());
    words
}

/// Chinese: the tag as a number, and three steps of how common the word is. Personal names and rare words are left
/// out; the most common come first, so that they find room.
fn han(list: &str) -> Vec<(String, u16)> {
    let mut words: Vec<(u32, String, u16)> = Vec::new();
    for line in list.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(count), Some(tag)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let count: u32 = count.parse().unwrap_or(0);
        let length = word.chars().count();
        if !word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
            || length > 6
            || count < 3
            || (tag.starts_with("nr") && count < 100)
        {
            continue;
        }
        let kind = match tag {
            "n" | "nz" | "ng" | "g" => 1,
            "v" | "vg" | "vi" => 2,
            "vn" => 3,
            "a" | "ag" | "an" | "b" | "z" => 4,
            "d" | "ad" | "dg" => 5,
            "ns" => 6,
            "nt" => 7,
            "nr" | "nrt" | "nrfg" => 8,
            "m" | "mq" => 9,
            "q" => 10,
            "t" | "tg" => 11,
            "p" => 12,
            "c" => 13,
            "r" => 14,
            "f" | "s" => 15,
            "i" | "l" => 16,
            "j" => 17,
            "u" | "y" | "ul" | "uj" | "uv" | "uz" => 18,
            _ => 19,
        };
        let common = match count {
            0..=9 => 1,
            10..=299 => 2,
            _ => 3,
        };
        words.push((count, word.to_owned(), kind | common << 6));
    }
    words.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    words.into_iter().map(|(_, word, value)| (word, value)).collect()
}
