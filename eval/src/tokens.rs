//! Words and 4-grams of texts, counted the way the yardsticks' scorer counts them.
//! What does not live here: the program's own tokens; a yardstick must not share code with what it measures.

use std::collections::BTreeMap;

use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// Letters, numbers and the underscore, as in a regular expression's `\w`; marks that join letters are none.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    matches!(
        get_general_category(c),
        Category::UppercaseLetter
            | Category::LowercaseLetter
            | Category::TitlecaseLetter
            | Category::ModifierLetter
            | Category::OtherLetter
            | Category::DecimalNumber
            | Category::LetterNumber
            | Category::OtherNumber
    )
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3040}'..='\u{30ff}')
}

/// Runs of word characters.
pub fn words(text: &str) -> Vec<&str> {
    text.split(|c| !is_word(c)).filter(|w| !w.is_empty()).collect()
}

/// The same with every Chinese or Japanese character a word of its own. Give it lower-case text.
pub fn characters_and_words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let cjk = is_cjk(c);
        if !cjk && is_word(c) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            out.push(&text[start..at]);
        }
        if cjk {
            out.push(&text[at..at + c.len_utf8()]);
        }
    }
    if let Some(start) = start {
        out.push(&text[start..]);
    }
    out
}

/// True positives, false positives, false negatives.
pub type Counts = (usize, usize, usize);

/// Compares bags of single words.
pub fn bag_counts(gold: &[&str], found: &[&str]) -> Counts {
    let mut gold: Vec<&str> = gold.to_vec();
    let mut found: Vec<&str> = found.to_vec();
    counts(&mut gold, &mut found)
}

/// Compares bags of 4-grams; a text of fewer words is one gram.
pub fn gram_counts<'a>(gold: &[&'a str], found: &[&'a str]) -> Counts {
    let mut ids: BTreeMap<&'a str, u32> = BTreeMap::new();
    let mut grams = |words: &[&'a str]| -> Vec<[u32; 4]> {
        let words: Vec<u32> = words
            .iter()
            .map(|w| {
                let next = ids.len() as u32;
                *ids.entry(w).or_insert(next)
            })
            .collect();
        if words.is_empty() {
            return Vec::new();
        }
        if words.len() < 4 {
            let mut gram = [u32::MAX; 4];
            gram[..words.len()].copy_from_slice(&words);
            return vec![gram];
        }
        words.windows(4).map(|w| [w[0], w[1], w[2], w[3]]).collect()
    };
    let mut gold = grams(gold);
    let mut found = grams(found);
    counts(&mut gold, &mut found)
}

fn counts<T: Ord>(gold: &mut [T], found: &mut [T]) -> Counts {
    gold.sort_unstable();
    found.sort_unstable();
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < gold.len() && j < found.len() {
        match gold[i].cmp(&found[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (both, found.len() - both, gold.len() - both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_split_as_in_a_regular_expression() {
        assert_eq!(words("It's 3.5 km_h²!"), ["It", "s", "3", "5", "km_h²"]);
        assert_eq!(
            characters_and_words("小米su7上市"),
            ["小", "米", "su7", "上", "市"]
        );
    }

    #[test]
    fn grams_of_short_texts_are_whole() {
        assert_eq!(gram_counts(&["a", "b"], &["a", "b"]), (1, 0, 0));
        assert_eq!(gram_counts(&["a", "b"], &["a", "b", "c"]), (0, 1, 1));
        assert_eq!(gram_counts(&[], &["a"]), (0, 1, 0));
    }
}
