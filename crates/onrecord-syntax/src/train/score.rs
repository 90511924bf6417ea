//! Scores on sentences that were not learnt from.

use super::treebank::Sentence;
use crate::parser::{Parser, Tongue};
use crate::weights::WideTable;
use crate::{Relation, Tag};

/// A table for use during learning; its memory is never given back.
pub(super) fn wide([bytes, full]: [Vec<u8>; 2]) -> WideTable {
    WideTable::new(Vec::leak(bytes), Vec::leak(full)).unwrap_or(crate::weights::Weights::EMPTY.tag)
}

/// Counts over sentences.
#[derive(Default, Clone)]
pub struct Scores {
    tokens: usize,
    tags: usize,
    classes: usize,
    lemmas: usize,
    words: usize,
    heads: usize,
    labelled: usize,
    roots: usize,
    sentences: usize,
    /// Per relation: in gold, found, both (head and relation right).
    relations: Vec<[usize; 3]>,
    given: usize,
    found: usize,
    same: usize,
    end_heads: usize,
    end_labelled: usize,
}

impl Scores {
    /// Scores of a parser on gold tokens, and from the text on.
    pub fn of(parser: &Parser, sentences: &[&Sentence]) -> Scores {
        let mut scores = Scores {
            relations: vec![[0; 3]; Relation::ALL.len()],
            ..Scores::default()
        };
        for sentence in sentences {
            scores.add(parser, sentence);
            scores.add_from_text(parser, sentence);
        }
        scores
    }

    fn add(&mut self, parser: &Parser, gold: &Sentence) {
        let tree = parser.parse_tokens(&gold.text, &gold.spans);
        self.sentences += 1;
        for (at, token) in tree.tokens.iter().enumerate() {
            let (tag, features) = crate::parser::meaning(parser.tongue, usize::from(gold.classes[at]));
            self.tokens += 1;
            self.tags += usize::from(tag == token.tag);
            let mask = if token.features.has(crate::Features::NEGATIVE) {
                crate::Features::NEGATIVE.0
            } else {
                0
            };
            self.classes += usize::from(tag == token.tag && features.0 | mask == token.features.0);
            if parser.tongue == Tongue::English {
                self.lemmas += usize::from(gold.lemmas[at].eq_ignore_ascii_case(&token.lemma));
            }
            let head = token.head.unwrap_or(gold.heads.len());
            let label = Relation::ALL[usize::from(gold.labels[at])];
            if label == Relation::Root {
                self.roots += usize::from(token.head.is_none());
            }
            if tag == Tag::Punct {
                continue;
            }
            self.words += 1;
            let right = head == gold.heads[at];
            self.heads += usize::from(right);
            self.labelled += usize::from(right && token.relation == label);
            self.relations[label as usize][0] += 1;
            self.relations[token.relation as usize][1] += 1;
            self.relations[label as usize][2] += usize::from(right && token.relation == label);
        }
    }

    fn add_from_text(&mut self, parser: &Parser, gold: &Sentence) {
        let tree = parser.parse(&gold.text, onrecord_model::Span::new(0, gold.text.len()), &[]);
        self.given += gold.spans.len();
        self.found += tree.tokens.len();
        for token in &tree.tokens {
            let Ok(at) = gold.spans.binary_search(&token.span) else {
                continue;
            };
            self.same += 1;
            let head = token.head.map(|head| tree.tokens[head].span);
            let right = head == gold.spans.get(gold.heads[at]).copied();
            self.end_heads += usize::from(right);
            self.end_labelled +=
                usize::from(right && token.relation == Relation::ALL[usize::from(gold.labels[at])]);
        }
    }

    /// The scores in one line.
    pub fn line(&self) -> String {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        let f1 = |both: usize| 2.0 * both as f64 / (self.given + self.found).max(1) as f64;
        format!(
            "{} sentences, {} tokens | gold tokens: tag {:.4} class {:.4} lemma {:.4} UAS {:.4} LAS {:.4} root {:.4} | from text: tokens {:.4} UAS {:.4} LAS {:.4}",
            self.sentences,
            self.tokens,
            share(self.tags, self.tokens),
            share(self.classes, self.tokens),
            share(self.lemmas, self.tokens),
            share(self.heads, self.words),
            share(self.labelled, self.words),
            share(self.roots, self.sentences),
            f1(self.same),
            f1(self.end_heads),
            f1(self.end_labelled),
        )
    }

    /// The scores as lines, relations apart.
    pub fn table(&self) -> String {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        let mut out = self.line() + "\n";
        for (relation, [gold, found, both]) in Relation::ALL.iter().zip(&self.relations) {
            if *gold >= 20 {
                out += &format!(
                    "  {:14} gold {gold:5}  precision {:.3}  recall {:.3}\n",
                    relation.name(),
                    share(*both, *found),
                    share(*both, *gold)
                );
            }
        }
        out
    }
}
