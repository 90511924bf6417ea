//! Sayings: sentences of a story that say one thing, for words that are of no kind.
//!
//! Sentences are taken in the order in which they were said; each joins the saying that it is most like, or opens one. So
//! what comes later moves nothing that was said before: a case that is cut to a day has the same sayings, as far as they go.
//! Words that the story has already used often tell little about which of its questions a sentence answers, so how much a
//! word tells is counted as the story goes on.
//! What does not live here: stories (see `stories`), and which claims are compared (see `matters`).

use std::collections::BTreeMap;

use crate::stories::{Vector, count, weighed};
use crate::{Ground, Language};

/// The least mean likeness of a sentence to those of a saying.
const ALIKE: f64 = 0.05;
/// Sentences with a word that are compared: the latest.
const POSTINGS: usize = 200;

/// A sentence: its words and language.
pub(crate) struct Sentence<'a> {
    pub words: &'a str,
    pub lang: Language,
}

/// What was said in one script so far.
#[derive(Default)]
struct Heard {
    /// Word → sentences that have it, with its weight there.
    postings: BTreeMap<u64, Vec<(usize, f64)>>,
    /// The length of each sentence, as its words were weighed when it came.
    lengths: Vec<f64>,
    /// The saying of each sentence.
    saying: Vec<usize>,
    /// Sentences of each saying.
    sayings: Vec<Vec<usize>>,
}

/// Groups of indices of sentences that say one thing, for sentences in the order in which they were said.
pub(crate) fn say_one_thing(sentences: &[Sentence<'_>], ground: &Ground) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    for han in [false, true] {
        let mut heard = Heard::default();
        let of_script: Vec<usize> = (0..sentences.len())
            .filter(|i| (sentences[*i].lang == Language::Chinese) == han)
            .collect();
        for index in &of_script {
            let sentence = &sentences[*index];
            let mut counts = BTreeMap::new();
            count(sentence.words, sentence.lang, 1.0, &mut counts);
            // In one sentence a word is there or not; a capital tells no more than another word.
            counts.values_mut().for_each(|n| *n = 1.0);
            heard.take(&weighed(&counts, han, ground));
        }
        let told = heard.sayings.into_iter();
        groups.extend(told.map(|members| members.into_iter().map(|i| of_script[i]).collect::<Vec<_>>()));
    }
    groups
}

impl Heard {
    fn take(&mut self, words: &Vector) {
        let before = self.saying.len();
        // How rare a word is among what was said so far, from 0 to 1.
        let rare = |held: usize| ((before + 2) as f64 / (held + 1) as f64).ln() / ((before + 2) as f64).ln();
        let mut length = 0.0;
        let mut alike: BTreeMap<usize, f64> = BTreeMap::new();
        for (word, weight) in words {
            let held = self.postings.get(word).map(Vec::as_slice).unwrap_or_default();
            let rare = rare(held.len());
            length += (weight * rare).powi(2);
            for (other, theirs) in held.iter().rev().take(POSTINGS) {
                *alike.entry(self.saying[*other]).or_default() +=
                    weight * theirs * rare * rare / self.lengths[*other];
            }
        }
        let length = length.sqrt().max(f64::MIN_POSITIVE);
        let mean = |(saying, sum): (usize, f64)| (sum / length / self.sayings[saying].len() as f64, saying);
        let best = alike.into_iter().map(mean);
        // Of equals the one that was said first.
        let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let saying = match best {
            Some((likeness, saying)) if likeness >= ALIKE => saying,
            _ => {
                self.sayings.push(Vec::new());
                self.sayings.len() - 1
            }
        };
        self.sayings[saying].push(before);
        self.saying.push(saying);
        self.lengths.push(length);
        for (word, weight) in words {
            self.postings.entry(*word).or_default().push((before, *weight));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sayings(of: &[&str], lang: Language) -> Vec<Vec<usize>> {
        let sentences: Vec<Sentence<'_>> = of.iter().map(|words| Sentence { words, lang }).collect();
        say_one_thing(&sentences, &Ground::default())
    }

    const TOLD: [&str; 6] = [
        "Norvane will pay the ferry crews a bonus in June",
        "Norvane has not chosen a site for its depot",
        "The bonus for ferry crews comes in June, Norvane repeated",
        "A site for the depot of Norvane is still not chosen",
        "Norvane thanked the mayor",
        "In June the ferry crews of Norvane get their bonus",
    ];

    #[test]
    fn what_is_said_again_joins_what_was_said_first() {
        let told = sayings(&TOLD, Language::English);
        assert_eq!(told, [vec![0, 2, 5], vec![1, 3], vec![4]]);
    }

    #[test]
    fn what_comes_later_moves_nothing() {
        let all = sayings(&TOLD, Language::English);
        for until in 0..TOLD.len() {
            let cut: Vec<Vec<usize>> = all
                .iter()
                .map(|members| members.iter().copied().filter(|m| *m < until).collect())
                .filter(|members: &Vec<usize>| !members.is_empty())
                .collect();
            assert_eq!(sayings(&TOLD[..until], Language::English), cut);
        }
    }
}
