//! A small tagger over tokens: a linear model with hashed features and a best path over seven tags. It proposes names of
//! people, organisations and places; the catalogue and the rules are among its features.
//! What does not live here: making the weights (see `training`), and settling its proposals with the others.

mod features;
pub(super) mod training;

use std::borrow::Cow;

use super::candidate::{Candidate, Trust};
use crate::catalogue::Known;
use crate::{Document, Language, NameKind, RuleName, Span};

pub(super) use features::Lexicon;

/// Tags: outside, then begin, inside, end and single of a person, an organisation, a place.
const TAGS: usize = 13;
const OUTSIDE: usize = 0;
const BEGIN: usize = 0;
const INSIDE: usize = 1;
const END: usize = 2;
const SINGLE: usize = 3;
/// Width of a row: a check byte and the tags, filled up to a power of two.
const WIDTH: usize = 16;
/// Buckets of the table, a power of two: features fall into buckets by hash.
const BUCKETS: usize = 1 << 15;
/// Rows a bucket. A row is a check byte of the hash and a weight for each tag.
const ROWS: usize = 4;
const BUCKET: usize = ROWS * WIDTH;
/// The row before the first tag of a sentence stands last.
const HEAD: usize = WIDTH * WIDTH * 2;
const START: usize = WIDTH - 1;

/// Where a feature's hash falls: first byte of its bucket, and the check byte.
fn place(hash: u32) -> (usize, u8) {
    ((hash >> 8) as usize % BUCKETS * BUCKET, hash as u8)
}

/// Weights: transitions as 16-bit numbers, then the table.
#[derive(Clone)]
pub(super) struct Model {
    bytes: Cow<'static, [u8]>,
    transitions: [[i32; WIDTH]; WIDTH],
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Model({} bytes)", self.bytes.len())
    }
}

impl Model {
    /// The weights that ship with the program; their sources stand in `WEIGHTS.md` beside them.
    pub fn shipped(lang: Language) -> Option<Model> {
        match lang {
            Language::Chinese => Model::of(Cow::Borrowed(include_bytes!("zh.weights"))),
            Language::English => Model::of(Cow::Borrowed(include_bytes!("en.weights"))),
            Language::Other => None,
        }
    }

    /// `None` where the bytes are no weights.
    pub fn of(bytes: Cow<'static, [u8]>) -> Option<Model> {
        if bytes.len() != HEAD + BUCKETS * BUCKET {
            return None;
        }
        let mut transitions = [[0; WIDTH]; WIDTH];
        for (index, pair) in bytes[..HEAD].chunks_exact(2).enumerate() {
            transitions[index / WIDTH][index % WIDTH] = i32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        Some(Model { bytes, transitions })
    }

    fn add(&self, hash: u32, scores: &mut [i32; WIDTH]) {
        let (bucket, check) = place(hash);
        let Some(bucket) = self.bytes.get(HEAD + bucket..HEAD + bucket + BUCKET) else {
            return;
        };
        for row in bucket.chunks_exact(WIDTH) {
            if row[0] == check {
                for (score, weight) in scores.iter_mut().zip(&row[1..]) {
                    *score += i32::from(i8::from_le_bytes([*weight]));
                }
                return;
            }
        }
    }

    /// Appends what the model takes for names.
    pub fn find(
        &self,
        document: &Document<'_>,
        lexicon: &Lexicon,
        known: &[Known],
        kinds: &dyn Fn(usize) -> NameKind,
        rule: &RuleName,
        out: &mut Vec<Candidate>,
    ) {
        let hints = features::hints(document, known, kinds, out);
        let mut units = Vec::new();
        let mut hashes = Vec::new();
        let mut lattice: Vec<[i32; WIDTH]> = Vec::new();
        let mut path = Vec::new();
        for sentence in &document.sentences {
            let tokens = document.tokens_of(sentence);
            let hints = &hints[sentence.first_token..sentence.end_token];
            features::units(document, tokens, hints, lexicon, &mut units);
            lattice.clear();
            for index in 0..units.len() {
                let mut scores = [0; WIDTH];
                if units[index].closed {
                    // A small word far from any capital is never part of a name.
                    scores = [NEVER; WIDTH];
                    scores[OUTSIDE] = 0;
                } else {
                    hashes.clear();
                    features::hashes(&units, index, document.lang, &mut hashes);
                    for hash in &hashes {
                        self.add(*hash, &mut scores);
                    }
                }
                lattice.push(scores);
            }
            best_path(&lattice, &self.transitions, &mut path);
            spans_of(&path, |from, to, kind| {
                let span = tokens[from].span.cover(tokens[to].span);
                for span in persons_of(document.text, span, kind) {
                    let Some(span) = tidy(document.text, span) else {
                        continue;
                    };
                    if kind == NameKind::Person
                        && lexicon
                            .never
                            .binary_search_by(|w| w.as_str().cmp(span.of(document.text)))
                            .is_ok()
                    {
                        continue;
                    }
                    out.push(Candidate {
                        span,
                        kind,
                        rule: rule.clone(),
                        entity: None,
                        trust: Trust::Tagged,
                    });
                }
            });
        }
    }
}

/// Part of a tag within its name, and the name's kind from 0; `None` outside.
fn part(tag: usize) -> Option<(usize, usize)> {
    (tag != OUTSIDE).then(|| ((tag - 1) % 4, (tag - 1) / 4))
}

/// The tag of a part of a kind.
fn tag_of(part: usize, kind: usize) -> usize {
    1 + kind * 4 + part
}

/// Tags that name nothing open: outside, and the ends and singles.
const CLOSED: [usize; 7] = [OUTSIDE, 3, 4, 7, 8, 11, 12];

/// The score of what no path may take.
const NEVER: i32 = i32::MIN / 4;

/// The best path of tags: what is begun goes on to its end, and nothing goes on that was not begun.
fn best_path(lattice: &[[i32; WIDTH]], transitions: &[[i32; WIDTH]; WIDTH], path: &mut Vec<usize>) {
    path.clear();
    let Some((first, rest)) = lattice.split_first() else {
        return;
    };
    let mut back: Vec<[u8; TAGS]> = Vec::with_capacity(lattice.len());
    let mut scores = [NEVER; TAGS];
    for tag in 0..TAGS {
        if part(tag).is_none_or(|(p, _)| p == BEGIN || p == SINGLE) {
            scores[tag] = first[tag].saturating_add(transitions[START][tag]);
        }
    }
    back.push([0; TAGS]);
    for row in rest {
        let mut next = [NEVER; TAGS];
        let mut from = [0u8; TAGS];
        let mut step = |tag: usize, before: &[usize]| {
            let mut best = (NEVER, 0);
            for b in before {
                let total = scores[*b].saturating_add(transitions[*b][tag]);
                if total > best.0 {
                    best = (total, *b as u8);
                }
            }
            next[tag] = best.0.saturating_add(row[tag]).max(NEVER);
            from[tag] = best.1;
        };
        step(OUTSIDE, &CLOSED);
        // A row that allows nothing but the outside is frequent: small words, particles.
        if row[1] > NEVER {
            for kind in 0..3 {
                let (begin, inside) = (tag_of(BEGIN, kind), tag_of(INSIDE, kind));
                step(begin, &CLOSED);
                step(tag_of(SINGLE, kind), &CLOSED);
                step(inside, &[begin, inside]);
                step(tag_of(END, kind), &[begin, inside]);
            }
        }
        scores = next;
        back.push(from);
    }
    let mut tag = CLOSED
        .into_iter()
        .max_by_key(|t| (scores[*t], std::cmp::Reverse(*t)))
        .unwrap_or(OUTSIDE);
    path.resize(lattice.len(), OUTSIDE);
    for index in (0..lattice.len()).rev() {
        path[index] = tag;
        tag = back[index][tag] as usize;
    }
}

/// Names on a path: first and last index and kind.
fn spans_of(path: &[usize], mut made: impl FnMut(usize, usize, NameKind)) {
    let mut start = 0;
    for (index, tag) in path.iter().enumerate() {
        let Some((p, kind)) = part(*tag) else { continue };
        if p == BEGIN || p == SINGLE {
            start = index;
        }
        if p == END || p == SINGLE {
            let kind = match kind {
                0 => NameKind::Person,
                1 => NameKind::Org,
                _ => NameKind::Place,
            };
            made(start, index, kind);
        }
    }
}

/// A person's name holds no "of" and no "and": what stands before the first is the name, what follows an "and" another.
fn persons_of(text: &str, span: Span, kind: NameKind) -> Vec<Span> {
    let words = span.of(text);
    if kind != NameKind::Person {
        return vec![span];
    }
    let mut spans = Vec::new();
    let mut start = 0;
    for part in words.split(" and ") {
        let name = part.split(" of ").next().unwrap_or(part);
        spans.push(Span::new(span.start() + start, span.start() + start + name.len()));
        start += part.len() + " and ".len();
    }
    spans
}

/// Leaves a possessive ending and marks at the edges out of a name.
fn tidy(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let cut = ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|ending| words.strip_suffix(ending))
        .unwrap_or(words);
    let span = Span::new(span.start(), span.start() + cut.len()).trim(
        text,
        &[
            '"', '“', '”', '(', ')', ',', '，', '。', '、', '《', '》', '：', ':', '—', '-', '·', '•', ' ',
        ],
    );
    (!span.is_empty()).then_some(span)
}
