//! Weights while they are learnt, and how they become the tables of a file.

use crate::weights::{ENTRIES, FULL, FULL_BYTES, Narrow, WIDE, Wide, WideScores, check, narrow_check, slot};

/// Rows found by key: open addressing, grown by doubling; rows keep the order in which they came.
struct Index {
    slots: Vec<u32>,
    keys: Vec<u64>,
}

impl Index {
    fn new() -> Index {
        Index {
            slots: vec![0; 1 << 16],
            keys: Vec::new(),
        }
    }

    fn find(&self, key: u64) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        loop {
            match self.slots[at] {
                0 => return None,
                row if self.keys[row as usize - 1] == key => return Some(row as usize - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn insert(&mut self, key: u64) {
        if self.keys.len() * 2 >= self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            for row in 0..self.keys.len() {
                self.place(row);
            }
        }
        self.keys.push(key);
        self.place(self.keys.len() - 1);
    }

    fn place(&mut self, row: usize) {
        let mask = self.slots.len() - 1;
        let mut at = (self.keys[row] >> 20) as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = row as u32 + 1;
    }
}

/// Averaged perceptron weights of `N` classes per feature.
pub(super) struct Learner<const N: usize> {
    index: Index,
    weights: Vec<[i16; N]>,
    /// Sum of step times change, for the average.
    sums: Vec<[f32; N]>,
    step: f32,
    /// How often each feature was met, when counted.
    seen: Vec<u32>,
    /// How often features without a row were to be changed, by hash.
    wanted: Vec<u8>,
    /// After how many of these a feature gets its row.
    least: u8,
}

/// Places of the count before a row (a power of two).
const WANTED: usize = 1 << 24;

impl<const N: usize> Learner<N> {
    pub(super) fn new(least: u8) -> Self {
        Learner {
            index: Index::new(),
            weights: Vec::new(),
            sums: Vec::new(),
            step: 1.0,
            seen: Vec::new(),
            wanted: vec![0; WANTED],
            least,
        }
    }

    /// Counts a decision.
    pub(super) fn tick(&mut self) {
        self.step += 1.0;
    }

    /// Counts that these features were met.
    pub(super) fn meet(&mut self, keys: &[u64]) {
        for &key in keys {
            if let Some(row) = self.index.find(key) {
                self.seen[row] += 1;
            }
        }
    }

    /// Moves weight from one class to another in all features.
    pub(super) fn update(&mut self, keys: &[u64], to: usize, from: usize) {
        for &key in keys {
            let row = match self.index.find(key) {
                Some(row) => row,
                None => {
                    // A feature that was of use once only is mostly chance.
                    let wanted = &mut self.wanted[(key >> 7) as usize & (WANTED - 1)];
                    *wanted = wanted.saturating_add(1);
                    if *wanted < self.least {
                        continue;
                    }
                    self.index.insert(key);
                    self.weights.push([0; N]);
                    self.sums.push([0.0; N]);
                    self.seen.push(0);
                    self.weights.len() - 1
                }
            };
            self.weights[row][to] += 1;
            self.weights[row][from] -= 1;
            self.sums[row][to] += self.step;
            self.sums[row][from] -= self.step;
        }
    }

    /// Averaged rows by key with how often they were met.
    pub(super) fn averaged(&self) -> Rows<N> {
        (0..self.weights.len())
            .map(|row| {
                let mut average = [0.0; N];
                for (class, average) in average.iter_mut().enumerate() {
                    *average = f32::from(self.weights[row][class]) - self.sums[row][class] / self.step;
                }
                (self.index.keys[row], average, self.seen[row] as f32)
            })
            .collect()
    }
}

/// Averaged weights by key, with how often a feature was met.
pub(super) type Rows<const N: usize> = Vec<(u64, [f32; N], f32)>;

/// The sum of what several learners learnt, by a measure of use (weight and how often met), the most useful first.
fn sum<const N: usize>(learners: &[Rows<N>]) -> Rows<N> {
    let mut all: Rows<N> = learners.iter().flatten().copied().collect();
    all.sort_by_key(|row| row.0);
    let mut rows: Rows<N> = Vec::with_capacity(all.len());
    for row in all {
        match rows.last_mut() {
            Some(last) if last.0 == row.0 => {
                last.2 += row.2;
                for (sum, weight) in last.1.iter_mut().zip(row.1) {
                    *sum += weight;
                }
            }
            _ => rows.push(row),
        }
    }
    for row in &mut rows {
        row.2 = heaviest(&row.1) * row.2.max(1.0).sqrt();
    }
    rows.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    rows
}

impl Wide for Learner<WIDE> {
    fn score(&self, keys: &[u64], scores: &mut WideScores) {
        for &key in keys {
            if let Some(row) = self.index.find(key) {
                for (score, weight) in scores.iter_mut().zip(&self.weights[row]) {
                    *score = score.wrapping_add(*weight);
                }
            }
        }
    }
}

impl Narrow for Learner<3> {
    fn score(&self, keys: &[u64]) -> [i32; 3] {
        let mut scores = [0; 3];
        for &key in keys {
            if let Some(row) = self.index.find(key) {
                for (score, weight) in scores.iter_mut().zip(self.weights[row]) {
                    *score += i32::from(weight);
                }
            }
        }
        scores
    }
}

/// Most full rows of a table.
const FULL_ROWS: usize = 3000;

/// The table of `learners` together in `1 << bits` slots, and its full rows; what finds no room is dropped, the least
/// useful first.
pub(super) fn freeze_wide(learners: &[Rows<WIDE>], bits: u32) -> [Vec<u8>; 2] {
    let rows = sum(learners);
    let pairs = 1usize << (bits - 1);
    let mut table = vec![0u16; pairs * 16];
    let mut full: Vec<u8> = Vec::new();
    // Cutting off the largest weights costs more than coarse small ones.
    let scale = 511.0 / rows.iter().map(|row| heaviest(&row.1)).fold(1e-6, f32::max);
    let mut kept = 0;
    for (key, average, _) in &rows {
        let weights = average.map(|weight| (weight * scale).round() as i16);
        let mut entries: Vec<(u16, i16)> = (0u16..).zip(weights).filter(|entry| entry.1 != 0).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.1.unsigned_abs()));
        let pair = slot(*key, pairs) * 16;
        let Some(at) = [pair, pair + 8].into_iter().find(|&at| table[at] == 0) else {
            continue;
        };
        kept += 1;
        table[at] = check(*key);
        if entries.len() > ENTRIES && full.len() < FULL_ROWS * FULL_BYTES {
            table[at] |= FULL;
            table[at + 1] = (full.len() / FULL_BYTES) as u16;
            full.extend(
                weights
                    .iter()
                    .chain(&[0, 0])
                    .flat_map(|weight| weight.to_le_bytes()),
            );
            continue;
        }
        for place in 0..ENTRIES {
            let (class, weight) = entries.get(place).copied().unwrap_or((63, 0));
            table[at + 1 + place] = class | (weight as u16) << 6;
        }
    }
    let count = full.len() / FULL_BYTES;
    eprintln!(
        "  wide table: {} rows learnt, {kept} kept in {} slots, {count} full",
        rows.len(),
        pairs * 2
    );
    [
        table.iter().flat_map(|number| number.to_le_bytes()).collect(),
        full,
    ]
}

/// The greatest weight, for or against.
fn heaviest(weights: &[f32]) -> f32 {
    weights.iter().fold(0f32, |most, weight| most.max(weight.abs()))
}

/// The table of `learners` together in `1 << bits` slots, and how its weights are scaled; what finds no room in its
/// pair is dropped, the least useful first.
pub(super) fn freeze_narrow(learners: &[Rows<3>], bits: u32) -> (Vec<u8>, f32) {
    let rows = sum(learners);
    let pairs = 1usize << (bits - 1);
    let mut table = vec![[0u32; 2]; pairs];
    let scale = 511.0 / rows.iter().map(|row| heaviest(&row.1)).fold(1e-6, f32::max);
    let mut kept = 0;
    for (key, average, _) in &rows {
        let pair = &mut table[slot(*key, pairs)];
        let Some(free) = pair.iter_mut().find(|slot| **slot == 0) else {
            continue;
        };
        kept += 1;
        let weight = |class: usize| (average[class] * scale).round() as i32 as u32;
        *free = narrow_check(*key) | weight(1) << 22 | (weight(2) & 0x3ff) << 12;
    }
    eprintln!(
        "  narrow table: {} rows learnt, {kept} kept in {} slots",
        rows.len(),
        pairs * 2
    );
    (
        table
            .iter()
            .flatten()
            .flat_map(|slot| slot.to_le_bytes())
            .collect(),
        scale,
    )
}
