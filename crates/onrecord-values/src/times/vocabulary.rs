//! Words that the rules know, by number, and a text cut into those words.
//! What does not live here: what words mean (`lexicon`).

use crate::Span;
use crate::language::is_han;

/// A word's number; 0 is a word no rule knows.
pub(super) type WordId = u32;

/// Longest word that can be known, in bytes.
const LONGEST: usize = 32;

/// An open-addressing table from folded words to numbers: one probe or two per word of text.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<String>,
    /// Words that only serve as context: they end a run.
    context_only: Vec<bool>,
    slots: Vec<WordId>,
    /// Characters that read as another (traditional forms), sorted.
    variants: Vec<(char, char)>,
}

fn hash(word: &[u8]) -> usize {
    word.iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
            (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3)
        })
        .wrapping_mul(0x9e37_79b9_7f4a_7c15) as usize
        >> 24
}

impl Vocabulary {
    pub(super) fn new(mut variants: Vec<(char, char)>) -> Vocabulary {
        variants.sort_unstable();
        Vocabulary {
            words: vec![String::new()],
            context_only: vec![true],
            slots: vec![0; 64],
            variants,
        }
    }

    /// The number of a folded word, made if need be.
    pub(super) fn add(&mut self, word: &str, context_only: bool) -> WordId {
        if let Some(id) = self.find(word.as_bytes()) {
            self.context_only[id as usize] &= context_only;
            return id;
        }
        let id = self.words.len() as WordId;
        self.words.push(word.to_owned());
        self.context_only.push(context_only);
        if self.words.len() * 3 > self.slots.len() {
            let size = self.slots.len() * 4;
            self.slots = vec![0; size];
            for id in 1..self.words.len() as WordId {
                self.place(id);
            }
        } else {
            self.place(id);
        }
        id
    }

    fn place(&mut self, id: WordId) {
        let mask = self.slots.len() - 1;
        let mut at = hash(self.words[id as usize].as_bytes()) & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = id;
    }

    pub(super) fn find(&self, word: &[u8]) -> Option<WordId> {
        let mask = self.slots.len() - 1;
        let mut at = hash(word) & mask;
        loop {
            let id = self.slots[at];
            if id == 0 {
                return None;
            }
            if self.words[id as usize].as_bytes() == word {
                return Some(id);
            }
            at = (at + 1) & mask;
        }
    }

    /// How many numbers are given out.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word of a number.
    pub(super) fn word(&self, id: WordId) -> &str {
        &self.words[id as usize]
    }

    /// True where the word ends a run of time words.
    pub(super) fn ends_run(&self, id: WordId) -> bool {
        self.context_only[id as usize]
    }

    fn variant(&self, c: char) -> char {
        self.variants
            .binary_search_by_key(&c, |v| v.0)
            .map(|i| self.variants[i].1)
            .unwrap_or(c)
    }

    fn id_of(&self, word: &str) -> WordId {
        let bytes = word.as_bytes();
        if bytes.len() > LONGEST {
            return 0;
        }
        let mut folded = [0u8; LONGEST];
        let mut len = 0;
        let mut rest = bytes;
        while let [first, tail @ ..] = rest {
            // The typographic apostrophe reads as the plain one.
            if let [0xe2, 0x80, 0x99, tail @ ..] = rest {
                folded[len] = b'\'';
                len += 1;
                rest = tail;
                continue;
            }
            folded[len] = first.to_ascii_lowercase();
            len += 1;
            rest = tail;
        }
        self.find(&folded[..len]).unwrap_or(0)
    }

    /// Words of a text as the vocabulary knows them: for patterns and word lists.
    pub(super) fn cut_words(text: &str) -> Vec<String> {
        Vocabulary::parts(text)
            .into_iter()
            .map(Vocabulary::folded)
            .collect()
    }

    /// Words of a text as they are written.
    pub(super) fn parts(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        let none = Vocabulary::new(Vec::new());
        none.cut(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|t| t.span().of(text)).collect()
    }

    /// A word as the vocabulary has it.
    pub(super) fn folded(word: &str) -> String {
        let mut word = word.to_ascii_lowercase();
        if word.contains('’') {
            word = word.replace('’', "'");
        }
        word
    }

    /// Cuts `within` into tokens.
    pub(super) fn cut(&self, text: &str, within: Span, tokens: &mut Vec<Token>) {
        let bytes = text.as_bytes();
        let end = within.end().min(bytes.len());
        let mut at = within.start();
        let mut space = 2;
        while at < end {
            let b = bytes[at];
            let start = at;
            let mut token = Token {
                start: start as u32,
                end: 0,
                id: 0,
                number: 0,
                kind: Kind::Mark,
                space,
                capital: false,
                past_form: false,
            };
            space = 0;
            if b == b' ' || b == b'\t' {
                at += 1;
                while at < end && (bytes[at] == b' ' || bytes[at] == b'\t') {
                    at += 1;
                }
                space = if at - start > 3 { 2 } else { 1 };
                continue;
            } else if b == b'\n' || b == b'\r' {
                at += 1;
                space = 2;
                continue;
            } else if b.is_ascii_digit() {
                let mut value: u32 = 0;
                while at < end && bytes[at].is_ascii_digit() {
                    value = value
                        .saturating_mul(10)
                        .saturating_add(u32::from(bytes[at] - b'0'));
                    at += 1;
                }
                token.kind = Kind::Digits;
                token.number = value;
            } else if b.is_ascii_alphabetic() {
                at += 1;
                loop {
                    while at < end && bytes[at].is_ascii_alphabetic() {
                        at += 1;
                    }
                    // Inner apostrophes belong to the word, a possessive does not.
                    let apostrophe = if bytes[at..end].starts_with(b"'") {
                        1
                    } else if bytes[at..end].starts_with("’".as_bytes()) {
                        3
                    } else {
                        break;
                    };
                    let next = at + apostrophe;
                    let letter = |i: usize| i < end && bytes[i].is_ascii_alphabetic();
                    if letter(next) && (letter(next + 1) || !matches!(bytes[next], b's' | b'S')) {
                        at = next;
                    } else {
                        break;
                    }
                }
                token.kind = Kind::Word;
                token.capital = b.is_ascii_uppercase();
                token.past_form = at - start > 4 && bytes[start..at].ends_with(b"ed");
            } else if (b == b'\'' || b == 0xe2) && possessive(&bytes[at..end]) > 0 {
                at += possessive(&bytes[at..end]);
                token.kind = Kind::Word;
            } else if b < 0x80 {
                at += 1;
            } else {
                let c = text[at..].chars().next().unwrap_or(' ');
                at += c.len_utf8();
                if c.is_whitespace() {
                    space = 1;
                    continue;
                }
                if is_han(c) {
                    token.kind = Kind::Han;
                } else if c.is_alphabetic() {
                    // A foreign letter: the whole word is unknown.
                    while let Some(c) = text[at..end]
                        .chars()
                        .next()
                        .filter(|c| c.is_alphabetic() && !is_han(*c))
                    {
                        at += c.len_utf8();
                    }
                    token.kind = Kind::Word;
                    token.capital = c.is_uppercase();
                } else if let Some(digit) = wide_digit(c) {
                    let mut value = digit;
                    while let Some(c) = text[at..end].chars().next()
                        && let Some(digit) = wide_digit(c)
                    {
                        value = value.saturating_mul(10).saturating_add(digit);
                        at += c.len_utf8();
                    }
                    token.kind = Kind::Digits;
                    token.number = value;
                }
            }
            token.end = at as u32;
            token.id = match token.kind {
                Kind::Digits => 0,
                Kind::Han => {
                    let c = text[start..].chars().next().unwrap_or(' ');
                    let c = self.variant(c);
                    self.find(c.encode_utf8(&mut [0; 4]).as_bytes()).unwrap_or(0)
                }
                _ => self.id_of(&text[start..at]),
            };
            tokens.push(token);
        }
    }
}

/// Length of "'s" or "’s" at the start of `bytes`, 0 where there is none.
fn possessive(bytes: &[u8]) -> usize {
    for head in ["'s", "’s", "'S", "’S"] {
        if bytes.starts_with(head.as_bytes())
            && !bytes.get(head.len()).is_some_and(|b| b.is_ascii_alphanumeric())
        {
            return head.len();
        }
    }
    0
}

fn wide_digit(c: char) -> Option<u32> {
    matches!(c, '０'..='９').then(|| c as u32 - '０' as u32)
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Han,
    Digits,
    Mark,
}

/// A word, a Han character, a run of digits, or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    start: u32,
    end: u32,
    /// Number of the word; 0 for digits and unknown words.
    pub(super) id: WordId,
    /// The digits' value.
    pub(super) number: u32,
    pub(super) kind: Kind,
    /// White space before: 0 none, 1 some, 2 a break (a new line, or much).
    pub(super) space: u8,
    /// True for a word with a capital.
    pub(super) capital: bool,
    /// True for a word with the ending of a regular past ("-ed").
    pub(super) past_form: bool,
}

impl Token {
    pub(super) fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Bytes long.
    pub(super) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }
}
