//! What the tagger sees of a token: itself, its neighbours, their shapes, and what catalogue and rules say of them.
//! What does not live here: weights.

use crate::catalogue::Known;
use crate::document::{Token, TokenKind};
use crate::names::candidate::Candidate;
use crate::{Document, Language, NameKind, WordSet};

/// Word lists that become features.
#[derive(Clone, Debug, Default)]
pub(in crate::names) struct Lexicon {
    /// Given names of people.
    pub given: WordSet,
    /// Family names.
    pub family: WordSet,
    /// Han characters that are family names, sorted.
    pub surnames: Vec<char>,
    /// Words that are never people, sorted.
    pub never: Vec<String>,
    /// Han characters that are never part of a name unless the catalogue or a rule says so, sorted.
    pub closed: Vec<char>,
}

impl Lexicon {
    /// The same with its lists in order, as look-ups need them.
    pub fn sorted(mut self) -> Lexicon {
        self.surnames.sort_unstable();
        self.closed.sort_unstable();
        self
    }
}

/// A token as features see it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unit {
    /// Hash of the word in lower case.
    word: u32,
    /// Hashes of its first and last three bytes.
    prefix: u32,
    suffix: u32,
    /// Capital, all capitals, digits, mark, Han and so on.
    shape: u32,
    /// What catalogue and rules say.
    hint: u32,
    /// Lists it stands in.
    lists: u32,
    /// Never part of a name.
    pub closed: bool,
}

fn hash(bytes: &[u8]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in bytes {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

fn mix(template: u32, a: u32, b: u32) -> u32 {
    let mut hash = a.wrapping_mul(0x9e37_79b1)
        ^ b.rotate_left(13).wrapping_mul(0x85eb_ca6b)
        ^ template.wrapping_mul(0xc2b2_ae35);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2c1b_3c6d);
    hash ^ hash >> 16
}

/// What catalogue (low four bits) and rules (high bits) say of each token: begin or inside, and the kind.
pub(super) fn hints(
    document: &Document<'_>,
    known: &[Known],
    kinds: &dyn Fn(usize) -> NameKind,
    candidates: &[Candidate],
) -> Vec<u32> {
    let tokens = &document.tokens;
    let mut hints = vec![0u32; tokens.len()];
    let mut mark = |span: crate::Span, code: u32, shift: u32| {
        let first = tokens.partition_point(|t| t.span.end() <= span.start());
        for (index, token) in tokens.iter().enumerate().skip(first) {
            if token.span.start() >= span.end() {
                break;
            }
            let inside = u32::from(token.span.start() > span.start());
            let slot = &mut hints[index];
            if *slot >> shift & 0x1f == 0 || inside == 0 {
                *slot = *slot & !(0x1f << shift) | ((code << 1 | inside) << shift);
            }
        }
    };
    for name in known {
        mark(name.span, name.entity.map_or(9, |e| code(kinds(e))), 0);
    }
    for candidate in candidates.iter().filter(|c| c.entity.is_none()) {
        mark(candidate.span, code(candidate.kind), 8);
    }
    hints
}

fn code(kind: NameKind) -> u32 {
    match kind {
        NameKind::Person => 1,
        NameKind::Org => 2,
        NameKind::Place => 3,
        NameKind::Authority => 4,
        NameKind::Outlet => 5,
        NameKind::Product => 6,
        NameKind::Document => 7,
        NameKind::Facility => 8,
    }
}

/// Small words that stand inside names.
const LINKS: &[&str] = &[
    "of", "and", "the", "for", "de", "la", "van", "von", "der", "bin", "al", "el", "del", "da", "di", "in",
    "on", "&", "-", "'", "’", ".",
];

/// Fills `units` for the tokens of one sentence.
pub(super) fn units(
    document: &Document<'_>,
    tokens: &[Token],
    hints: &[u32],
    lexicon: &Lexicon,
    units: &mut Vec<Unit>,
) {
    units.clear();
    let mut lower = String::new();
    for (token, hint) in tokens.iter().zip(hints) {
        let words = token.span.of(document.text);
        if token.kind == TokenKind::Han && words.len() == 3 {
            units.push(han(words, *hint, lexicon));
            continue;
        }
        lower.clear();
        let capital = words.chars().next().is_some_and(char::is_uppercase);
        let core = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s"));
        let possessive = core.is_some();
        let core = core.unwrap_or(words);
        if words.is_ascii() {
            lower.extend(core.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else if token.kind == TokenKind::Word {
            lower.extend(core.chars().flat_map(char::to_lowercase));
        } else {
            lower.push_str(core);
        }
        let all = capital && core.len() > 1 && !core.chars().any(char::is_lowercase);
        let inner = capital && core.chars().skip(1).any(char::is_uppercase);
        let shape = match token.kind {
            TokenKind::Han => 1,
            TokenKind::Number => 2,
            TokenKind::Mark => 3,
            TokenKind::Word if all && core.len() <= 2 => 4,
            TokenKind::Word if all => 5,
            TokenKind::Word if inner => 6,
            TokenKind::Word if capital => 7,
            TokenKind::Word => 8,
        } + if possessive { 16 } else { 0 };
        let find = |list: &WordSet| u32::from(list.contains(&lower));
        let first = words.chars().next().unwrap_or(' ');
        let lists = match token.kind {
            TokenKind::Han => u32::from(lexicon.surnames.binary_search(&first).is_ok()) << 1,
            TokenKind::Word if capital => find(&lexicon.given) | find(&lexicon.family) << 1,
            _ => 0,
        };
        let bytes = lower.as_bytes();
        units.push(Unit {
            word: hash(bytes),
            prefix: hash(&bytes[..bytes.len().min(3)]),
            suffix: hash(&bytes[bytes.len().saturating_sub(3)..]).wrapping_add(7),
            shape,
            hint: *hint,
            lists,
            closed: *hint == 0
                && match token.kind {
                    TokenKind::Han => lexicon.closed.binary_search(&first).is_ok(),
                    TokenKind::Word => !capital && !LINKS.contains(&lower.as_str()),
                    TokenKind::Mark => !LINKS.contains(&words) && !matches!(words, "·" | "•" | "・" | "‧"),
                    TokenKind::Number => false,
                },
        });
    }
}

/// One character of three bytes: it is its own beginning and end.
fn han(word: &str, hint: u32, lexicon: &Lexicon) -> Unit {
    let c = word.chars().next().unwrap_or(' ');
    let hash = hash(word.as_bytes());
    Unit {
        word: hash,
        prefix: hash,
        suffix: hash.wrapping_add(7),
        shape: 1,
        hint,
        lists: u32::from(lexicon.surnames.binary_search(&c).is_ok()) << 1,
        closed: hint == 0 && lexicon.closed.binary_search(&c).is_ok(),
    }
}

/// Hashes of the features of one unit.
pub(super) fn hashes(units: &[Unit], index: usize, lang: Language, hashes: &mut Vec<u32>) {
    let edge = Unit {
        word: 1,
        shape: 15,
        ..Unit::default()
    };
    let at = |offset: isize| -> Unit {
        index
            .checked_add_signed(offset)
            .and_then(|i| units.get(i))
            .copied()
            .unwrap_or(edge)
    };
    let (b2, b1, u, a1, a2) = (at(-2), at(-1), at(0), at(1), at(2));
    hashes.extend([
        mix(1, u.word, 0),
        mix(2, b1.word, 0),
        mix(3, a1.word, 0),
        mix(4, b2.word, 0),
        mix(5, a2.word, 0),
        mix(6, b1.word, u.word),
        mix(7, u.word, a1.word),
        mix(8, u.hint, 0),
        mix(9, u.hint, b1.hint),
        mix(10, u.hint, a1.hint),
        mix(11, u.shape, b1.shape << 8 | a1.shape),
        mix(12, u.lists, b1.lists << 4 | a1.lists),
        mix(13, 0, 0),
    ]);
    if lang == Language::Chinese {
        hashes.extend([
            mix(20, b2.word, b1.word),
            mix(21, a1.word, a2.word),
            mix(22, b1.word ^ u.word.rotate_left(9), a1.word),
            mix(25, b1.lists << 2 | b2.lists, u.word),
        ]);
    } else {
        hashes.extend([
            mix(30, u.prefix, 0),
            mix(31, u.suffix, 0),
            mix(32, u.shape, u32::from(index == 0)),
            mix(33, b1.word, u.shape),
            mix(34, a1.word, u.shape),
            mix(35, u.shape << 8 | b1.shape, b2.shape << 8 | a1.shape),
            mix(36, b1.suffix, u.shape),
            mix(37, a1.suffix, u.shape),
            mix(38, b1.lists << 8 | u.lists, u.shape),
            mix(39, b2.word ^ b1.word.rotate_left(9), u.shape),
            mix(40, a1.word ^ a2.word.rotate_left(9), u.shape),
            mix(41, u.word, u.shape),
            mix(42, a1.shape << 8 | a2.shape, u.shape),
        ]);
    }
}
