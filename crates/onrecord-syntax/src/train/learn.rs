//! Learning: averaged perceptrons; the parser with a dynamic oracle (Goldberg and Nivre 2013) on tags that taggers
//! give which have not seen the sentence.

use std::collections::BTreeMap;

use onrecord_model::Span;

use super::tables::{Learner, freeze_narrow, freeze_wide};
use super::treebank::Sentence;
use crate::arcs::{FIRST_FEATURES, LEFT, RIGHT, SHIFT, State};
use crate::chinese::{END, ON, Row};
use crate::decode::pick;
use crate::lexicon::Lexicon;
use crate::parser::{Scratch, Tongue, classes, lemma, nodes, words};
use crate::weights::{MAGIC, PARTS, UNSURE, WIDE, Wide, WideScores, best, pair};
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
    /// By how much a transition must lead after the first features for the rest to be left out: in
    /// learning, and after (averaged weights are smaller).
    pub lead: [i32; 2],
    /// How many learners make a table together.
    pub learners: u64,
    /// Arcs and labels too; else words and tags alone, which is all that is asked of Chinese.
    pub trees: bool,
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
}

fn lessons<'a>(tongue: Tongue, lexicon: &Lexicon, sentences: &[&'a Sentence]) -> Vec<Lesson<'a>> {
    let mut scratch = Scratch::default();
    sentences
        .iter()
        .map(|gold| {
            // Titles of treebanks are names more often than headlines: their capitals are left.
            words(
                tongue,
                lexicon,
                gold.forms().map(|form| (form, false)),
                false,
                &mut scratch,
            );
            let mut words = std::mem::take(&mut scratch.words);
            // What a word can never be is known when weights are used; they are learnt without.
            words.iter_mut().for_each(|word| word.barred = 0);
            Lesson { gold, words }
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
    let tongue = if plan.chinese {
        Tongue::Chinese
    } else {
        Tongue::English
    };
    // Headlines are few in treebanks: one sentence in six is learnt from as a headline too.
    let headlines: Vec<Sentence> = sentences
        .iter()
        .step_by(6)
        .filter(|_| !plan.chinese)
        .filter_map(|s| s.as_headline())
        .collect();
    let with_headlines: Vec<&Sentence> = sentences.iter().copied().chain(&headlines).collect();
    eprintln!("  {} headlines made", headlines.len());
    let lessons = lessons(tongue, &known, &with_headlines);
    let all: Vec<&Lesson> = lessons.iter().collect();
    // Tags for the parser to learn on: each fifth by a tagger that learnt on the other four.
    let certain_words = certain_words(&lessons);
    let certain = Lexicon::new(Vec::leak(certain_words.clone())).unwrap_or(Lexicon::EMPTY);
    const FOLDS: usize = 5;
    let fold = |at: usize| (at / 10) % FOLDS;
    let mut seen: Vec<Vec<u8>> = vec![Vec::new(); lessons.len()];
    for out in 0..FOLDS {
        let others: Vec<&Lesson> = lessons
            .iter()
            .enumerate()
            .filter(|(at, _)| fold(*at) != out)
            .map(|(_, l)| l)
            .collect();
        let tagger = learn_tags(plan, tongue, &others, 0);
        let frozen = super::score::wide(freeze_wide(&[tagger.averaged()], plan.bits[1]));
        let (mut right, mut total) = (0, 0);
        for (at, lesson) in lessons.iter().enumerate().filter(|(at, _)| fold(*at) == out) {
            tagger::tag(&frozen, &certain, &lesson.words, classes(tongue), &mut seen[at]);
            right += seen[at]
                .iter()
                .zip(&lesson.gold.classes)
                .filter(|(a, b)| a == b)
                .count();
            total += seen[at].len();
        }
        eprintln!("  fold {out}: classes right {:.4}", right as f64 / total as f64);
    }
    // Several learners, each in an order of its own, make one table: what is chance in one the others outweigh.
    let taggers: Vec<_> = (0..plan.learners)
        .map(|seed| learn_tags(plan, tongue, &all, seed).averaged())
        .collect();
    let [tags, full_tags] = freeze_wide(&taggers, plan.bits[1]);
    let segment = if plan.chinese {
        let all: Vec<&Sentence> = sentences.iter().chain(cut).copied().collect();
        let ends: Vec<_> = (0..plan.learners)
            .map(|seed| learn_ends(plan, &known, &all, seed).averaged())
            .collect();
        freeze_narrow(&ends, plan.bits[0]).0
    } else {
        Vec::new()
    };
    let trees = match plan.trees {
        true => trees(plan, tongue, &lessons, &seen),
        false => Trees {
            lead: i32::MAX,
            ..Trees::default()
        },
    };
    let parts: [Vec<u8>; PARTS] = [
        lexicon.to_vec(),
        certain_words,
        segment,
        tags,
        full_tags,
        trees.arcs,
        trees.labels,
        trees.full_labels,
        trees.sure_labels,
        trees.lead.to_le_bytes().to_vec(),
    ];
    let mut file = MAGIC.to_vec();
    for part in &parts {
        file.extend((part.len() as u32).to_le_bytes());
    }
    for part in &parts {
        file.extend(part);
    }
    file
}

/// A table of the words that are often met and have one class only.
fn certain_words(lessons: &[Lesson]) -> Vec<u8> {
    let mut counts: BTreeMap<u64, BTreeMap<u8, usize>> = BTreeMap::new();
    for lesson in lessons {
        for (word, class) in lesson.words.iter().zip(&lesson.gold.classes) {
            *counts.entry(word.form).or_default().entry(*class).or_default() += 1;
        }
    }
    let mut words: Vec<(usize, u64, u8)> = Vec::new();
    for (word, classes) in &counts {
        let total: usize = classes.values().sum();
        if let Some((class, most)) = classes.iter().max_by_key(|(_, count)| **count)
            && total >= 15
            && most * 300 >= total * 299
        {
            words.push((total, *word, *class));
        }
    }
    words.sort_by_key(|word| std::cmp::Reverse(*word));
    let covered: usize = words.iter().map(|word| word.0).sum();
    eprintln!("  {} words with one class only, {covered} tokens", words.len());
    super::lexicon::table(
        words
            .iter()
            .map(|(_, word, class)| (*word, u16::from(*class) + 1)),
        11,
    )
}

/// The tables that a tree is made from.
#[derive(Default)]
struct Trees {
    arcs: Vec<u8>,
    labels: Vec<u8>,
    full_labels: Vec<u8>,
    sure_labels: Vec<u8>,
    lead: i32,
}

fn trees(plan: &Plan, tongue: Tongue, lessons: &[Lesson], seen: &[Vec<u8>]) -> Trees {
    let (mut arcs, mut labels) = (Vec::new(), Vec::new());
    for seed in 0..plan.learners {
        let (arc, label) = learn_trees(plan, tongue, lessons, seen, seed);
        arcs.push(arc.averaged());
        labels.push(label.averaged());
    }
    let [labels, full_labels] = freeze_wide(&labels, plan.bits[3]);
    let (arcs, scale) = freeze_narrow(&arcs, plan.bits[2]);
    Trees {
        arcs,
        labels,
        full_labels,
        sure_labels: sure_labels(lessons, seen),
        lead: (plan.lead[1] as f32 * scale * plan.learners as f32) as i32,
    }
}

/// By pair of classes and side the label that nearly all arcs of it have.
fn sure_labels(lessons: &[Lesson], seen: &[Vec<u8>]) -> Vec<u8> {
    let mut counts: BTreeMap<usize, BTreeMap<u8, usize>> = BTreeMap::new();
    for (lesson, classes) in lessons.iter().zip(seen) {
        for (at, &head) in lesson.gold.heads.iter().enumerate() {
            if head < classes.len() {
                let place = pair(
                    u64::from(classes[head]) + 1,
                    u64::from(classes[at]) + 1,
                    at < head,
                );
                *counts
                    .entry(place)
                    .or_default()
                    .entry(lesson.gold.labels[at])
                    .or_default() += 1;
            }
        }
    }
    let mut labels = vec![UNSURE; pair(63, 63, true) + 1];
    let sure = |found: &BTreeMap<u8, usize>| {
        let total: usize = found.values().sum();
        let (label, most) = found.iter().max_by_key(|(_, count)| **count)?;
        (total >= 20 && most * 150 >= total * 149).then_some((*label, total))
    };
    // Some dependents have one label whatever their head is: marks of punctuation.
    for class in 0..64 {
        let mut found: BTreeMap<u8, usize> = BTreeMap::new();
        for (_, labels) in counts.iter().filter(|(place, _)| *place >> 1 & 63 == class) {
            for (label, count) in labels {
                *found.entry(*label).or_default() += count;
            }
        }
        if let Some((label, _)) = sure(&found) {
            for head in 0..64 {
                labels[pair(head, class as u64, false)] = label;
                labels[pair(head, class as u64, true)] = label;
            }
        }
    }
    for (place, found) in &counts {
        if let Some((label, _)) = sure(found) {
            labels[*place] = label;
        }
    }
    let is_covered = |place: &usize| labels[*place] != UNSURE;
    let covered: usize = counts
        .iter()
        .filter(|(place, _)| is_covered(place))
        .map(|(_, found)| found.values().sum::<usize>())
        .sum();
    eprintln!("  {covered} arcs with a sure label");
    labels
}

/// The best class other than `gold`, and by how much `gold` beats it.
fn rival(scores: &WideScores, count: usize, gold: usize) -> (usize, i32) {
    let mut others = *scores;
    others[gold] = i16::MIN;
    let rival = best(&others, count);
    (rival, i32::from(scores[gold]) - i32::from(scores[rival]))
}

fn learn_tags(plan: &Plan, tongue: Tongue, lessons: &[&Lesson], seed: u64) -> Learner<WIDE> {
    let mut learner = Learner::new(plan.least[0] as u8);
    let mut dice = Dice(88_172_645_463_325_252 + seed);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let count = classes(tongue);
    for round in 0..plan.rounds[0] {
        dice.shuffle(&mut order);
        for &at in &order {
            let lesson = lessons[at];
            let mut before = [255, 255];
            for at in 0..lesson.words.len() {
                let keys = tagger::features(&lesson.words, at, before);
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
fn learn_ends(plan: &Plan, lexicon: &Lexicon, sentences: &[&Sentence], seed: u64) -> Learner<3> {
    use crate::weights::Narrow;
    let mut learner: Learner<3> = Learner::new(plan.least[0] as u8);
    let mut dice = Dice(521_288_629_362_436_069 + seed);
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
        eprintln!(
            "  round {round}: {:.4} of the ends wrong",
            f64::from(wrong) / f64::from(made)
        );
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

fn learn_trees(
    plan: &Plan,
    tongue: Tongue,
    lessons: &[Lesson],
    seen: &[Vec<u8>],
    seed: u64,
) -> (Learner<3>, Learner<WIDE>) {
    use crate::weights::Narrow;
    let mut arcs: Learner<3> = Learner::new(plan.least[1] as u8);
    let mut labels: Learner<WIDE> = Learner::new(plan.least[2] as u8);
    let mut dice = Dice(362_436_069_521_288_629 + seed);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut state = State::default();
    let lemmas = lemmas(tongue, lessons, seen);
    for round in 0..plan.rounds[1] {
        dice.shuffle(&mut order);
        let (mut wrong, mut made) = (0, 0);
        for &at in &order {
            let lesson = &lessons[at];
            let heads = &lesson.gold.heads;
            nodes(
                lemmas[at].iter().map(String::as_str),
                &lesson.words,
                &seen[at],
                tongue,
                &mut state,
            );
            state.start();
            while !state.is_done() {
                let allowed = state.allowed();
                let look = state.look();
                let mut keys = look.first().to_vec();
                let early = arcs.score(&keys);
                keys.extend(look.rest());
                let scores = arcs.score(&keys);
                let costs = costs(&state, heads);
                let least = (0..3)
                    .filter(|&t| allowed[t])
                    .map(|t| costs[t])
                    .min()
                    .unwrap_or(0);
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
                // What the first features alone say clearly must be right too.
                let hasty = pick(early, allowed);
                let lead = |than: usize| {
                    !allowed[than]
                        || than == hasty
                        || early[hasty] - early[than]
                            >= if plan.lead[0] == 0 {
                                plan.lead[1] * 2
                            } else {
                                plan.lead[0]
                            }
                };
                let is_clear = lead(0) && lead(1) && lead(2);
                if (is_clear || plan.lead[0] == 0) && bad[hasty] {
                    arcs.update(&keys[..FIRST_FEATURES], pick(early, good), hasty);
                }
                let chosen = if is_clear { hasty } else { chosen };
                wrong += u32::from(!good[chosen]);
                // From the second round on mostly its own way, to learn what to do after a mistake.
                let transition = if !good[chosen] && (round == 0 || dice.roll().is_multiple_of(10)) {
                    wanted
                } else {
                    chosen
                };
                if transition == SHIFT {
                    state.shift();
                    continue;
                }
                let (head, below) = state.arc(transition);
                let label = if head == state.root() {
                    Relation::Root as u8
                } else {
                    let gold = (heads[below] == head).then(|| usize::from(lesson.gold.labels[below]));
                    learn_label(
                        &mut labels,
                        &state.arc_features(head, below),
                        gold,
                        plan.margins[2],
                        is_last,
                    )
                };
                state.attach(head, label);
            }
        }
        eprintln!(
            "  round {round}: {:.4} of the transitions wrong",
            f64::from(wrong) / f64::from(made)
        );
    }
    (arcs, labels)
}

/// The lemmas of all lessons.
fn lemmas(tongue: Tongue, lessons: &[Lesson], seen: &[Vec<u8>]) -> Vec<Vec<String>> {
    let (mut lower, mut buffer) = (String::new(), String::new());
    lessons
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
        .collect()
}

/// Learns the label of an arc, where the arc is right, and tells the best one.
fn learn_label(
    labels: &mut Learner<WIDE>,
    keys: &[u64],
    gold: Option<usize>,
    wanted_margin: i32,
    is_last: bool,
) -> u8 {
    let mut scores: WideScores = [0; 64];
    labels.score(keys, &mut scores);
    labels.tick();
    if is_last {
        labels.meet(keys);
    }
    if let Some(gold) = gold {
        let (rival, margin) = rival(&scores, Relation::ALL.len(), gold);
        if margin <= wanted_margin {
            labels.update(keys, gold, rival);
        }
    }
    best(&scores, Relation::ALL.len()) as u8
}
