//! Shares: precision, recall, F1.
//! What does not live here: what is counted.

use crate::report::Figure;
use crate::tokens::Counts;

/// Harmonic mean; 0 where both are 0.
pub fn f1(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

/// `part` of `whole`; 0 of nothing is 0.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Precision, recall and F1 of hits among things found and things wanted.
pub fn prf(hits: usize, found: usize, wanted: usize) -> (f64, f64, f64) {
    let (p, r) = (share(hits, found), share(hits, wanted));
    (p, r, f1(p, r))
}

/// Values wanted and right, counted for all rows and for those that are counted out.
#[derive(Default)]
pub struct Values {
    wanted: usize,
    right: usize,
    out: (usize, usize),
}

impl Values {
    /// A value that the gold has.
    pub fn want(&mut self, out: bool) {
        self.wanted += 1;
        self.out.0 += usize::from(out);
    }

    /// A value wanted before that was read as the gold has it.
    pub fn hit(&mut self, out: bool) {
        self.right += 1;
        self.out.1 += usize::from(out);
    }

    pub fn wanted(&self) -> usize {
        self.wanted
    }

    pub fn right(&self) -> usize {
        self.right
    }

    /// Share of all values that are right, the number in rows counted out, and the share without those.
    pub fn figures(&self) -> [(&'static str, Figure); 3] {
        let without = share(self.right - self.out.1, self.wanted - self.out.0);
        [
            ("valueRecall", Figure::Number(share(self.right, self.wanted))),
            ("countedOut", Figure::Count(self.out.0)),
            ("newsRecall", Figure::Number(without)),
        ]
    }
}

/// Precision and recall of one page. Nothing wanted and nothing found is perfect.
pub fn page_pr((tp, fp, fn_): Counts) -> (f64, f64) {
    if fp == 0 && fn_ == 0 {
        return (1.0, 1.0);
    }
    (share(tp, tp + fp), share(tp, tp + fn_))
}

/// F1 of one page.
pub fn page_f1(counts: Counts) -> f64 {
    let (p, r) = page_pr(counts);
    f1(p, r)
}

/// Means over pages: precision over those with something found, recall over those with something wanted.
pub fn mean_pr(pages: &[Counts]) -> (f64, f64, f64) {
    let p = mean(pages.iter().filter(|t| t.0 + t.1 > 0).map(|t| page_pr(*t).0));
    let r = mean(pages.iter().filter(|t| t.0 + t.2 > 0).map(|t| page_pr(*t).1));
    (p, r, f1(p, r))
}

/// Arithmetic mean; 0 of nothing.
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut n) = (0.0, 0usize);
    for value in values {
        sum += value;
        n += 1;
    }
    if n == 0 { 0.0 } else { sum / n as f64 }
}

/// Bytes shared by two half-open ranges.
pub fn overlap(a: (usize, usize), b: (usize, usize)) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// The thing found that shares most bytes with `gold` and is not used up; of equals the last. It is used up then.
pub fn best_overlap(gold: (usize, usize), found: &[(usize, usize)], used: &mut [bool]) -> Option<usize> {
    let (shared, best) = found
        .iter()
        .enumerate()
        .filter(|(j, _)| !used[*j])
        .map(|(j, span)| (overlap(gold, *span), j))
        .max()?;
    if shared == 0 {
        return None;
    }
    used[best] = true;
    Some(best)
}
