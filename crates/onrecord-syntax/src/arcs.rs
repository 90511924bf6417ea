//! The parser's state: an arc-hybrid transition system (Kuhlmann and others 2011) with the root at the end, and the
//! features of a state and of an arc. What does not live here: how decisions are learnt.

use crate::hash::feature;

/// The three transitions. `LEFT` makes the top of the stack a dependent of the next word, `RIGHT` of the word below it.
pub(crate) const SHIFT: usize = 0;
pub(crate) const LEFT: usize = 1;
pub(crate) const RIGHT: usize = 2;

/// Longest sentence that is parsed in one piece, in tokens.
pub(crate) const LONGEST: usize = 200;

/// No node.
pub(crate) const NONE: usize = usize::MAX;

/// What is known of a token before parsing.
#[derive(Clone, Copy, Default)]
pub(crate) struct Node {
    /// Hash of the lemma.
    pub(crate) word: u64,
    /// Class of the tagger, from 1 on; 0 is no token.
    pub(crate) class: u64,
    /// Part of speech, from 1 on.
    pub(crate) tag: u64,
    /// Hash of the ending.
    pub(crate) ending: u64,
    /// Verbs, commas and conjunctions, and quotation marks up to and with this token.
    pub(crate) verbs: u16,
    pub(crate) commas: u16,
    pub(crate) quotes: u16,
}

/// What is built under a token.
#[derive(Clone, Copy)]
pub(crate) struct Built {
    pub(crate) head: usize,
    pub(crate) label: u8,
    /// First and last dependent; `NONE` without.
    first: usize,
    last: usize,
    /// Number of dependents to the left and to the right.
    lefts: u8,
    rights: u8,
    /// Labels of the dependents on either side, one bit each.
    left_labels: u64,
    right_labels: u64,
}

const BARE: Built = Built {
    head: NONE,
    label: 0,
    first: NONE,
    last: NONE,
    lefts: 0,
    rights: 0,
    left_labels: 0,
    right_labels: 0,
};

/// A state of the parser over a sentence; kept between sentences for its memory.
#[derive(Default)]
pub(crate) struct State {
    /// One per token, then the root.
    pub(crate) nodes: Vec<Node>,
    pub(crate) built: Vec<Built>,
    pub(crate) stack: Vec<usize>,
    /// The next word; the root is `nodes.len() - 1`.
    pub(crate) next: usize,
}

/// Numbers of features of a state: those that are looked at first, and the others.
pub(crate) const FIRST_FEATURES: usize = 18;
pub(crate) const REST_FEATURES: usize = 38;
/// Number of features of an arc.
pub(crate) const ARC_FEATURES: usize = 25;

impl State {
    /// Starts on the nodes that are set, the root among them.
    pub(crate) fn start(&mut self) {
        self.built.clear();
        self.built.resize(self.nodes.len(), BARE);
        self.stack.clear();
        self.next = 0;
    }

    pub(crate) fn root(&self) -> usize {
        self.nodes.len() - 1
    }

    pub(crate) fn is_done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// Which transitions may be made: shift, left, right. Never none before the end.
    #[inline]
    pub(crate) fn allowed(&self) -> [bool; 3] {
        let at_root = self.next == self.root();
        [
            !at_root,
            !self.stack.is_empty() && (!at_root || self.stack.len() == 1),
            self.stack.len() > 1,
        ]
    }

    /// Head and dependent of the arc that a transition makes.
    #[inline]
    pub(crate) fn arc(&self, transition: usize) -> (usize, usize) {
        let top = self.stack[self.stack.len() - 1];
        if transition == LEFT {
            (self.next, top)
        } else {
            (self.stack[self.stack.len() - 2], top)
        }
    }

    #[inline]
    pub(crate) fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Makes an arc to the top of the stack and takes it off.
    #[inline]
    pub(crate) fn attach(&mut self, head: usize, label: u8) {
        let Some(below) = self.stack.pop() else { return };
        self.built[below].head = head;
        self.built[below].label = label;
        let built = &mut self.built[head];
        let bit = 1 << (label & 63);
        if below < head {
            built.first = below;
            built.lefts += 1;
            built.left_labels |= bit;
        } else {
            built.last = below;
            built.rights += 1;
            built.right_labels |= bit;
        }
    }

    #[inline(always)]
    fn node(&self, at: usize) -> Node {
        self.nodes.get(at).copied().unwrap_or_default()
    }

    #[inline(always)]
    fn build(&self, at: usize) -> Built {
        self.built.get(at).copied().unwrap_or(BARE)
    }

    /// Class and label of a dependent, in one number.
    #[inline(always)]
    fn limb(&self, at: usize) -> u64 {
        if at == NONE {
            return 0;
        }
        (self.nodes[at].class << 8) + u64::from(self.built[at].label) + 1
    }

    /// What the features of a state are made of.
    #[inline]
    pub(crate) fn look(&self) -> Look {
        let from_top = |n: usize| self.stack.len().checked_sub(n).map_or(NONE, |at| self.stack[at]);
        let (i0, i1, i2) = (from_top(1), from_top(2), from_top(3));
        let (s0, s1, s2) = (self.node(i0), self.node(i1), self.node(i2));
        let root = self.root();
        let at_root = self.next == root;
        let q0 = self.node(self.next);
        let q1 = self.node(self.next + 1);
        let q2 = self.node(self.next + 2);
        let before = if self.next > 0 {
            self.node(self.next - 1)
        } else {
            Node::default()
        };
        let after0 = if i0 == NONE {
            Node::default()
        } else {
            self.node(i0 + 1)
        };
        let (b0, b1, bq) = (self.build(i0), self.build(i1), self.build(self.next));
        let distance = if i0 == NONE { 0 } else { bucket(self.next - i0) };
        let distance1 = if i1 == NONE { 0 } else { bucket(i0 - i1) };
        // What lies between the top and the next word, and between the two upper words of the stack.
        let between = |low: &Node, high: &Node, known: bool| {
            if !known {
                return 0;
            }
            let verbs = u64::from(high.verbs.saturating_sub(low.verbs)).min(3);
            let commas = u64::from(high.commas.saturating_sub(low.commas)).min(2);
            let quotes = u64::from(high.quotes.saturating_sub(low.quotes)).min(3);
            1 + verbs + 4 * commas + 12 * quotes
        };
        let gap = between(&s0, &before, i0 != NONE);
        let gap1 = between(&s1, &s0, i1 != NONE);
        let (s0t, s1t, s2t, q0t, q1t, q2t) = (s0.class, s1.class, s2.class, q0.class, q1.class, q2.class);
        let (s0w, s1w, q0w) = (s0.word, s1.word, q0.word);
        let s0l = self.limb(b0.first);
        let s0r = self.limb(b0.last);
        let s1l = self.limb(b1.first);
        let s1r = self.limb(b1.last);
        let q0l = self.limb(bq.first);
        let ends = u64::from(at_root);
        Look {
            s0q0: s0t << 8 | q0t,
            s1s0: s1t << 8 | s0t,
            all: s1t << 16 | s0t << 8 | q0t,
            s0,
            q0,
            q1,
            s0t,
            s1t,
            s2t,
            q0t,
            q1t,
            q2t,
            s0w,
            s1w,
            q0w,
            after0,
            b0,
            b1,
            bq,
            s0l,
            s0r,
            s1l,
            s1r,
            q0l,
            distance,
            distance1,
            gap,
            gap1,
            ends,
        }
    }

    /// The features that the label of an arc is chosen by, made before the arc is attached.
    #[inline]
    pub(crate) fn arc_features(&self, head: usize, below: usize) -> [u64; ARC_FEATURES] {
        let (h, d) = (self.node(head), self.node(below));
        let (hb, db) = (self.build(head), self.build(below));
        let left = u64::from(below < head);
        let span = head.abs_diff(below);
        let distance = bucket(span) << 1 | left;
        // The word that marks the dependent: a preposition, a conjunction, "to".
        let opener = if db.first == NONE {
            Node::default()
        } else {
            self.nodes[db.first]
        };
        let first = self.limb(db.first);
        let last = self.limb(db.last);
        let closer = if db.last == NONE {
            Node::default()
        } else {
            self.nodes[db.last]
        };
        let neighbour =
            |at: usize, step: isize| at.checked_add_signed(step).map_or(0, |at| self.node(at).class);
        let pair = h.class << 8 | d.class;
        let (low, high) = if below < head { (&d, &h) } else { (&h, &d) };
        let gap = u64::from(high.commas.saturating_sub(low.commas)).min(3)
            | u64::from(high.quotes.saturating_sub(low.quotes)).min(3) << 2
            | u64::from(high.verbs.saturating_sub(low.verbs)).min(3) << 4;
        // The side is part of every key.
        let side = left << 56;
        let f = |number: u64, value: u64| feature(number, value, side);
        let g = |number: u64, value: u64, other: u64| feature(number, value, other.wrapping_add(side));
        [
            f(101, pair),
            f(102, h.word),
            f(103, d.word),
            g(104, h.word, d.word),
            g(105, h.word, d.class),
            g(106, d.word, h.class),
            g(107, pair, distance),
            g(108, pair, gap),
            g(109, opener.word, pair),
            g(110, opener.word, h.word),
            g(111, opener.word, d.word),
            g(112, pair, first),
            g(113, pair, last),
            g(114, pair, db.left_labels),
            g(115, d.class, db.left_labels ^ db.right_labels.rotate_left(32)),
            g(116, pair, hb.left_labels),
            g(117, pair, hb.right_labels),
            g(118, h.word, hb.right_labels),
            g(119, d.class, hb.left_labels),
            g(120, pair, neighbour(below, 1) << 8 | neighbour(below, -1)),
            g(121, pair, neighbour(head, 1) << 8 | neighbour(head, -1)),
            g(122, closer.word, pair),
            g(123, d.ending, h.class),
            g(124, d.class, first << 16 | last),
            g(125, opener.word, hb.left_labels << 8 | h.tag),
        ]
    }
}

/// What the features of a state are made of.
pub(crate) struct Look {
    s0q0: u64,
    s1s0: u64,
    all: u64,
    s0: Node,
    q0: Node,
    q1: Node,
    s0t: u64,
    s1t: u64,
    s2t: u64,
    q0t: u64,
    q1t: u64,
    q2t: u64,
    s0w: u64,
    s1w: u64,
    q0w: u64,
    after0: Node,
    b0: Built,
    b1: Built,
    bq: Built,
    s0l: u64,
    s0r: u64,
    s1l: u64,
    s1r: u64,
    q0l: u64,
    distance: u64,
    distance1: u64,
    gap: u64,
    gap1: u64,
    ends: u64,
}

impl Look {
    /// The features that are looked at first: if they are clear, the rest is left out.
    #[inline]
    pub(crate) fn first(&self) -> [u64; FIRST_FEATURES] {
        let l = self;
        let f = |number: u64, value: u64| feature(number, value, 0);
        let g = |number: u64, value: u64, other: u64| feature(number, value, other);
        [
            g(14, l.s0w, l.q0w),
            g(15, l.s0w, l.s0q0),
            g(16, l.q0w, l.s0q0),
            f(17, l.s0q0),
            g(20, l.s1w, l.s1s0),
            f(22, l.all),
            f(23, l.s0q0 << 8 | l.q1t),
            g(26, l.s0w, l.q0t << 8 | l.q1t),
            g(27, l.q0w, l.s1s0),
            g(28, l.s1w, l.s0q0),
            g(31, l.s0q0, l.s0l),
            g(32, l.s0q0, l.s0r),
            g(33, l.s0q0, l.q0l),
            g(45, l.s1t << 8 | l.q0t, l.b1.right_labels),
            g(47, l.s0q0, l.distance),
            g(50, l.s0q0, l.gap),
            f(21, l.s1s0),
            g(46, l.q0t << 8 | l.s0t, l.bq.left_labels),
        ]
    }

    /// The other features.
    #[inline]
    pub(crate) fn rest(&self) -> [u64; REST_FEATURES] {
        let l = self;
        let f = |number: u64, value: u64| feature(number, value, 0);
        let g = |number: u64, value: u64, other: u64| feature(number, value, other);
        [
            f(1, l.s0w),
            f(2, l.s0t << 1 | l.ends),
            g(3, l.s0w, l.s0t),
            f(4, l.s1w),
            f(5, l.s1t),
            g(6, l.s1w, l.s1t),
            f(7, l.q0w),
            f(8, l.q0t),
            g(9, l.q0w, l.q0t),
            g(10, l.q1.word, l.q1t),
            f(11, l.q1t),
            f(12, l.q2t << 8 | l.q1t),
            f(13, l.s2t << 8 | l.s1t),
            g(18, l.s0w, l.s1w),
            g(19, l.s0w, l.s1s0),
            f(24, l.q0t << 16 | l.q1t << 8 | l.q2t),
            f(25, l.s2t << 16 | l.s1s0),
            g(29, l.s1w, l.q0w),
            f(30, l.all << 8 | l.q1t),
            g(34, l.s1s0, l.s1l),
            g(35, l.s1s0, l.s1r),
            g(36, l.s1s0, l.s0l),
            g(37, l.s1s0, l.s0r),
            g(
                38,
                l.s0w,
                u64::from(l.b0.lefts.min(4)) << 4 | u64::from(l.b0.rights.min(4)),
            ),
            g(
                39,
                l.s0q0,
                u64::from(l.b0.lefts.min(3)) << 4 | u64::from(l.b0.rights.min(3)),
            ),
            g(40, l.q0w, u64::from(l.bq.lefts.min(4))),
            g(41, l.s1w, u64::from(l.b1.rights.min(4))),
            g(42, l.s0t, l.b0.left_labels),
            g(43, l.s0t, l.b0.right_labels),
            g(44, l.s0w, l.b0.right_labels),
            g(48, l.s0w, l.distance << 8 | l.q0t),
            g(49, l.s1s0, l.distance1),
            g(51, l.s1s0 << 8 | l.q0t, l.gap << 8 | l.gap1),
            g(52, l.s1t << 8 | l.q0t, l.gap1 << 8 | l.gap),
            g(53, l.all, l.s0r),
            g(54, l.s0q0 << 16 | l.q1t << 8 | l.after0.class, 0),
            g(55, l.s0.ending, l.q0.ending ^ 1),
            g(56, l.s0w, l.after0.word),
        ]
    }
}

/// A distance in classes: 1, 2, 3, 4, up to 6, up to 10, more.
#[inline(always)]
fn bucket(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}
