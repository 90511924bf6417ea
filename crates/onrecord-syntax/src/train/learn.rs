//! Learning: averaged perceptrons; the parser with a dynamic oracle (Goldberg and Nivre 2013) on tags that taggers
//! give which have not seen the sentence.

use onrecord_model::Span;

use super::tables::Learner;
use super::treebank::Sentence;
use crate::arcs::{LEFT, RIGHT, SHIFT, State};
use crate::chinese::{END, ON, Row};
use crate::decode::pick;
use crate::lexicon::Lexicon;
use crate::parser::{Scratch, Tongue, capitals, classes, lemma, nodes, words};
use crate::weights::{MAGIC, WIDE, Wide, WideScores, best};
use crate::words::Word;
use crate::{Relation, tagger};

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Chinese, else English.
    pub chinese: bool,
    /// Rounds over the sentences, tagger and parser.
    pub rounds: [usize; 2],
    /// Logarithms of the numbers of slots: segment, tag, arc, label.
    pub bits: [u32; 4],
    /// A decision is learnt from until it is right by this margin: tagger, transitions, labels.
    pub margins: [i32; 3],
    /// A feature is taken up when it was of use so often: tagger, transitions, labels.
    pub least: [i32; 3],
}

/// A repeatable generator (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.roll() % (at as u64 + 1)) as usize);
        }
    }
}

/// A sentence made ready.
struct Lesson<'a> {
    gold: &'a Sentence,
    words: Vec<Word>,
    headline: bool,
}

fn lessons<'a>(tongue: Tongue, lexicon: &Lexicon, sentences: &[&'a Sentence]) -> Vec<Lesson<'a>> {
    let mut scratch = Scratch::default();
    sentences
        .iter()
        .map(|gold| {
            words(tongue, lexicon, gold.forms(), &mut scratch);
            Lesson {
                gold,
                words: std::mem::take(&mut scratch.words),
                headline: tongue == Tongue::English && capitals(gold.forms()),
            }
        })
        .collect()
}

/// Makes the file of weights from `sentences`.
///
/// `lexicon` is a table that [`super::lexicon`] made; `cut` are further sentences whose words alone are known, to
/// learn cutting from.
pub fn make(plan: &Plan, sentences: &[&Sentence], lexicon: &[u8], cut: &[&Sentence]) -> Vec<u8> {
    let lexicon = Vec::leak(lexicon.to_vec());
    let known = Lexicon::new(lexicon).unwrap_or(Lexicon::EMPTY);
    let tongue = if plan.chinese { Tongue::Chinese } else { Tongue::English };
    let lessons = lessons(tongue, &known, sentences);
    let all: Vec<&Lesson> = lessons.iter().collect();
    // Tags for the parser to learn on: each fifth by a tagger that learnt on the other four.
    const FOLDS: usize = 5;
    let fold = |at: usize| (at / 10) % FOLDS;
    let mut seen: Vec<Vec<u8>> = vec![Vec::new(); lessons.len()];
    for out in 0..FOLDS {
        let others: Vec<&Lesson> = lessons.iter().enumerate().filter(|(at, _)| fold(*at) != out).map(|(_, l)| l).collect();
        let tagger = learn_tags(plan, tongue, &others);
        let frozen = super::score::wide(tagger.freeze(plan.bits[1]));
        let (mut right, mut total) = (0, 0);
        for (at, lesson) in lessons.iter().enumerate().filter(|(at, _)| fold(*at) == out) {
            tagger::tag(&frozen, &lesson.words, classes(tongue), lesson.headline, &mut seen[at]);
            right += seen[at].iter().zip(&lesson.gold.classes).filter(|(a, b)| a == b).count();
            total += seen[at].len();
        }
        eprintln!("  fold {out}: classes right {:.4}", right as f64 / total as f64);
    }
    let tagger = learn_tags(plan, tongue, &all).freeze(plan.bits[1]);
    let (arcs, labels) = learn_trees(plan, tongue, &lessons, &seen);
    let segment = if plan.chinese {
        let all: Vec<&Sentence> = sentences.iter().chain(cut).copied().collect();
        learn_ends(plan, &known, &all).freeze(plan.bits[0])
    } else {
        Vec::new()
    };
    let parts = [lexicon.to_vec(), segment, tagger, arcs.freeze(plan.bits[2]), labels.freeze(plan.bits[3])];
    let mut file = MAGIC.to_vec();
    for part in &parts {
        file.extend((part.len() as u32).to_le_bytes());
    }
    for part in &parts {
        file.extend(part);
    }
    file
}

/// The best class other than `gold`, and by how much `gold` beats it.
fn rival(scores: &WideScores, count: usize, gold: usize) -> (usize, i32) {
    let mut others = *scores;
    others[gold] = i16::MIN;
    let rival = best(&others, count);
    (rival, i32::from(scores[gold]) - i32::from(scores[rival]))
}

fn learn_tags(plan: &Plan, tongue: Tongue, lessons: &[&Lesson]) -> Learner<WIDE> {
    let mut learner = Learner::new(plan.least[0] as u8);
    let mut dice = Dice(88_172_645_463_325_252);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let count = classes(tongue);
    for round in 0..plan.rounds[0] {
        dice.shuffle(&mut order);
        for &at in &order {
            let lesson = lessons[at];
            let mut before = [255, 255];
            for at in 0..lesson.words.len() {
                let keys = tagger::features(&lesson.words, at, before, u64::from(lesson.headline));
                let mut scores: WideScores = [0; 64];
                learner.score(&keys, &mut scores);
                let gold = usize::from(lesson.gold.classes[at]);
                let (rival, margin) = rival(&scores, count, gold);
                learner.tick();
                if round + 1 == plan.rounds[0] {
                    learner.meet(&keys);
                }
                if margin <= plan.margins[0] {
                    learner.update(&keys, gold, rival);
                }
                let class = if margin > 0 { gold } else { rival };
                before = [class as u64, before[0]];
            }
        }
    }
    learner
}

/// Learns where words end.
fn learn_ends(plan: &Plan, lexicon: &Lexicon, sentences: &[&Sentence]) -> Learner<3> {
    use crate::weights::Narrow;
    let mut learner: Learner<3> = Learner::new(plan.least[0] as u8);
    let mut dice = Dice(521_288_629_362_436_069);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut row = Row::default();
    for round in 0..plan.rounds[0] {
        dice.shuffle(&mut order);
        let (mut wrong, mut made) = (0u32, 0u32);
        for &at in &order {
            let gold = sentences[at];
            row.set(lexicon, &gold.text, Span::new(0, gold.text.len()));
            let (mut before, mut from) = (0, 0);
            for at in 0..row.len() - 1 {
                let place = row.places[at + 1];
                let is_end = gold.spans.binary_search_by_key(&place, |span| span.end()).is_ok();
                let ends = match row.plain(at) {
                    Some(ends) => ends,
                    None => {
                        let keys = row.features(lexicon, &gold.text, before, from, at);
                        let scores = learner.score(&keys);
                        let (to, other) = if is_end { (END, ON) } else { (ON, END) };
                        learner.tick();
                        made += 1;
                        if round + 1 == plan.rounds[0] {
                            learner.meet(&keys);
                        }
                        wrong += u32::from((scores[END] > scores[ON]) != is_end);
                        if scores[to] - scores[other] <= plan.margins[0] {
                            learner.update(&keys, to, other);
                        }
                        is_end
                    }
                };
                if ends {
                    before = from;
                    from = at + 1;
                }
            }
        }
        eprintln!("  round {round}: {:.4} of the ends wrong", f64::from(wrong) / f64::from(made));
    }
    learner
}

/// What each transition loses of the gold arcs that can still be made.
fn costs(state: &State, heads: &[usize]) -> [u32; 3] {
    let next = state.next;
    let count = |found: &mut dyn Iterator<Item = bool>| found.filter(|&yes| yes).count() as u32;
    let head = |at: usize| heads.get(at).copied();
    let mut costs = [0; 3];
    if let Some((&top, below)) = state.stack.split_last() {
        let waiting = count(&mut (next..heads.len()).map(|at| heads[at] == top));
        let gold = heads[top];
        let second = below.last().copied();
        costs[LEFT] = waiting + u32::from(gold != next && (gold > next || Some(gold) == second));
        costs[RIGHT] = waiting + u32::from(gold >= next);
        costs[SHIFT] += u32::from(head(next).is_some_and(|head| below.contains(&head)));
    }
    costs[SHIFT] += count(&mut state.stack.iter().map(|&at| heads[at] == next));
    costs
}

fn learn_trees(plan: &Plan, tongue: Tongue, lessons: &[Lesson], seen: &[Vec<u8>]) -> (Learner<3>, Learner<WIDE>) {
    use crate::weights::Narrow;
    let mut arcs: Learner<3> = Learner::new(plan.least[1] as u8);
    let mut labels: Learner<WIDE> = Learner::new(plan.least[2] as u8);
    let mut dice = Dice(362_436_069_521_288_629);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut state = State::default();
    let (mut lower, mut buffer) = (String::new(), String::new());
    let lemmas: Vec<Vec<String>> = lessons
        .iter()
        .zip(seen)
        .map(|(lesson, classes)| {
            lesson
                .gold
                .forms()
                .zip(classes)
                .map(|(form, class)| {
                    lemma(tongue, form, usize::from(*class), &mut lower, &mut buffer);
                    buffer.clone()
                })
                .collect()
        })
        .collect();
    for round in 0..plan.rounds[1] {
        dice.shuffle(&mut order);
        let (mut wrong, mut made) = (0, 0);
        for &at in &order {
            let lesson = &lessons[at];
            let heads = &lesson.gold.heads;
            nodes(lemmas[at].iter().map(String::as_str), &lesson.words, &seen[at], tongue, &mut state);
            state.start();
            while !state.is_done() {
                let allowed = state.allowed();
                let keys = state.features();
                let scores = arcs.score(&keys);
                let costs = costs(&state, heads);
                let least = (0..3).filter(|&t| allowed[t]).map(|t| costs[t]).min().unwrap_or(0);
                let good = [0, 1, 2].map(|t| allowed[t] && costs[t] == least);
                let bad = [0, 1, 2].map(|t| allowed[t] && costs[t] > least);
                let chosen = pick(scores, allowed);
                let wanted = pick(scores, good);
                arcs.tick();
                let is_last = round + 1 == plan.rounds[1];
                if is_last {
                    arcs.meet(&keys);
                }
                made += 1;
                if bad.contains(&true) {
                    let rival = pick(scores, bad);
                    if scores[wanted] - scores[rival] <= plan.margins[1] {
                        arcs.update(&keys, wanted, rival);
                    }
                }
                wrong += u32::from(!good[chosen]);
                // From the second round on mostly its own way, to learn what to do after a mistake.
                let transition = if !good[chosen] && (round == 0 || dice.roll() % 10 == 0) { wanted } else { chosen };
                if transition == SHIFT {
                    state.shift();
                    continue;
                }
                let (head, below) = state.arc(transition);
                let label = if head == state.root() {
                    Relation::Root as u8
                } else {
                    let keys = state.arc_features(head, below);
                    let mut scores: WideScores = [0; 64];
                    labels.score(&keys, &mut scores);
                    labels.tick();
                    if is_last {
                        labels.meet(&keys);
                    }
                    if heads[below] == head {
                        let gold = usize::from(lesson.gold.labels[below]);
                        let (rival, margin) = rival(&scores, Relation::ALL.len(), gold);
                        if margin <= plan.margins[2] {
                            labels.update(&keys, gold, rival);
                        }
                    }
                    best(&scores, Relation::ALL.len()) as u8
                };
                state.attach(head, label);
            }
        }
        eprintln!("  round {round}: {:.4} of the transitions wrong", f64::from(wrong) / f64::from(made));
    }
    (arcs, labels)
}
