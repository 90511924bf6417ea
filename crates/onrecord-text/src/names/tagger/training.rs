//! Makes weights: an averaged perceptron over whole sentences. Runs only when weights are made anew.
//! What does not live here: reading annotated text (see the example `train_names` of `onrecord-packs`).

use super::{
    BEGIN, BUCKET, BUCKETS, END, HEAD, INSIDE, Lexicon, Model, OUTSIDE, ROWS, SINGLE, START, TAGS, WIDTH,
    best_path, features, place, tag_of,
};
use crate::catalogue::Catalogue;
use crate::names::Rules;
use crate::{Document, NameKind, Span};

/// A sentence: for each token its features (hashes, then their numbers) and its gold tag.
struct Lesson {
    rows: Vec<Vec<u32>>,
    closed: Vec<bool>,
    gold: Vec<usize>,
}

/// Weights learnt from documents with their gold names (people, organisations, places).
pub(in crate::names) fn train(
    samples: &[(Document<'_>, Vec<(Span, NameKind)>)],
    rules: &Rules,
    catalogue: &Catalogue,
    rounds: usize,
    caution: f32,
) -> Vec<u8> {
    let mut lessons = Vec::new();
    for (document, gold) in samples {
        let (known, candidates) = rules.propose(document, catalogue);
        let kinds = |e: usize| catalogue.entities[e].kind;
        let hints = features::hints(document, &known, &kinds, &candidates);
        lessons.extend(lessons_of(document, gold, &hints, &rules.lexicon));
    }
    let hashes = number(&mut lessons);
    let mut weights = vec![0f32; hashes.len() * TAGS];
    let mut sums = vec![0f32; hashes.len() * TAGS];
    let mut links = [[0f32; WIDTH]; WIDTH];
    let mut link_sums = [[0f32; WIDTH]; WIDTH];
    let mut step = 0f32;
    let mut path = Vec::new();
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut seed = 0x2545_f491u32;
    for _ in 0..rounds {
        for index in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            order.swap(index, seed as usize % (index + 1));
        }
        for &index in &order {
            let lesson = &lessons[index];
            step += 1.0;
            let lattice: Vec<[i32; WIDTH]> = (0..lesson.gold.len())
                .map(|i| {
                    let mut scores = [0i32; WIDTH];
                    if lesson.closed[i] {
                        scores = [super::NEVER; WIDTH];
                        scores[OUTSIDE] = 0;
                        return scores;
                    }
                    for (tag, score) in scores.iter_mut().enumerate().take(TAGS) {
                        let sum: f32 = lesson.rows[i]
                            .iter()
                            .map(|r| weights[*r as usize * TAGS + tag])
                            .sum();
                        *score = (sum * 16.0) as i32;
                    }
                    scores
                })
                .collect();
            let scaled = links.map(|row| row.map(|w| (w * 16.0) as i32));
            best_path(&lattice, &scaled, &mut path);
            if path == lesson.gold {
                continue;
            }
            // Sums hold each change times the step it came at: the average is weights − sums ÷ steps.
            let mut change = |rows: &[u32], tag: usize, by: f32| {
                for row in rows {
                    weights[*row as usize * TAGS + tag] += by;
                    sums[*row as usize * TAGS + tag] += by * step;
                }
            };
            for i in 0..path.len() {
                if path[i] != lesson.gold[i] && !lesson.closed[i] {
                    change(&lesson.rows[i], lesson.gold[i], 1.0);
                    change(&lesson.rows[i], path[i], -1.0);
                }
                let before = |tags: &[usize]| if i == 0 { START } else { tags[i - 1] };
                let (g, p) = ((before(&lesson.gold), lesson.gold[i]), (before(&path), path[i]));
                if g != p {
                    links[g.0][g.1] += 1.0;
                    link_sums[g.0][g.1] += step;
                    links[p.0][p.1] -= 1.0;
                    link_sums[p.0][p.1] -= step;
                }
            }
        }
    }
    for row in &mut links {
        row[OUTSIDE] += caution;
    }
    quantise(&hashes, &weights, &sums, &links, &link_sums, step)
}

fn lessons_of(
    document: &Document<'_>,
    gold: &[(Span, NameKind)],
    hints: &[u32],
    lexicon: &Lexicon,
) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    let mut units = Vec::new();
    for sentence in &document.sentences {
        let tokens = document.tokens_of(sentence);
        features::units(
            document,
            tokens,
            &hints[sentence.first_token..sentence.end_token],
            lexicon,
            &mut units,
        );
        let closed: Vec<bool> = units.iter().map(|u| u.closed).collect();
        let mut tags = vec![OUTSIDE; tokens.len()];
        for (span, kind) in gold {
            let kind = match kind {
                NameKind::Person => 0,
                NameKind::Org => 1,
                _ => 2,
            };
            let from = tokens.partition_point(|t| t.span.start() < span.start());
            let to = tokens.partition_point(|t| t.span.start() < span.end());
            // What no path can make is not asked for.
            if from >= to || closed[from..to].contains(&true) {
                continue;
            }
            for (index, tag) in tags.iter_mut().enumerate().take(to).skip(from) {
                let part = match (index == from, index + 1 == to) {
                    (true, true) => SINGLE,
                    (true, false) => BEGIN,
                    (false, true) => END,
                    (false, false) => INSIDE,
                };
                *tag = tag_of(part, kind);
            }
        }
        let rows = (0..units.len())
            .map(|i| {
                let mut rows = Vec::new();
                features::hashes(&units, i, document.lang, &mut rows);
                rows
            })
            .collect();
        lessons.push(Lesson {
            rows,
            closed,
            gold: tags,
        });
    }
    lessons
}

/// Gives features numbers in place of hashes; what stands only once in all lessons is left out.
fn number(lessons: &mut [Lesson]) -> Vec<u32> {
    let mut all: Vec<u32> = lessons
        .iter()
        .flat_map(|l| l.rows.iter().flatten().copied())
        .collect();
    all.sort_unstable();
    let hashes: Vec<u32> = all
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() > 1)
        .map(|same| same[0])
        .collect();
    for lesson in lessons {
        for rows in &mut lesson.rows {
            *rows = rows
                .iter()
                .filter_map(|h| hashes.binary_search(h).ok().and_then(|i| u32::try_from(i).ok()))
                .collect();
        }
    }
    hashes
}

fn quantise(
    hashes: &[u32],
    weights: &[f32],
    sums: &[f32],
    links: &[[f32; WIDTH]; WIDTH],
    link_sums: &[[f32; WIDTH]; WIDTH],
    steps: f32,
) -> Vec<u8> {
    let steps = steps.max(1.0);
    let mean = |w: f32, s: f32| w - s / steps;
    let means: Vec<f32> = weights.iter().zip(sums).map(|(w, s)| mean(*w, *s)).collect();
    let mut sizes: Vec<f32> = means.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    // One weight in a thousand may be clipped; the others gain precision.
    let top = sizes
        .get(sizes.len() * 999 / 1000)
        .copied()
        .unwrap_or(1.0)
        .max(1e-6);
    let scale = 127.0 / top;
    let mut bytes = Vec::with_capacity(HEAD + BUCKETS * BUCKET);
    for (row, sums) in links.iter().zip(link_sums) {
        for (w, s) in row.iter().zip(sums) {
            let value = (mean(*w, *s) * scale).round().clamp(-32_000.0, 32_000.0) as i16;
            bytes.extend(value.to_le_bytes());
        }
    }
    bytes.resize(HEAD + BUCKETS * BUCKET, 0);
    let weight_of = |i: usize| {
        means[i * TAGS..(i + 1) * TAGS]
            .iter()
            .fold(0f32, |a, w| a.max(w.abs()))
    };
    let mut order: Vec<(usize, usize)> = hashes.iter().enumerate().map(|(i, h)| (place(*h).0, i)).collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then(weight_of(b.1).total_cmp(&weight_of(a.1))));
    // The weightiest of a bucket have its rows.
    for bucket in order.chunk_by(|a, b| a.0 == b.0) {
        let mut used: Vec<u8> = Vec::new();
        for (start, index) in bucket {
            let check = place(hashes[*index]).1;
            if used.len() == ROWS || used.contains(&check) {
                continue;
            }
            let row = HEAD + start + used.len() * WIDTH;
            bytes[row] = check;
            for tag in 0..TAGS {
                let value = (means[index * TAGS + tag] * scale).round().clamp(-127.0, 127.0) as i8;
                bytes[row + 1 + tag] = value.to_le_bytes()[0];
            }
            used.push(check);
        }
    }
    bytes
}

/// A model of fresh weights, for measuring them.
pub(in crate::names) fn model(bytes: Vec<u8>) -> Option<Model> {
    Model::of(std::borrow::Cow::Owned(bytes))
}
