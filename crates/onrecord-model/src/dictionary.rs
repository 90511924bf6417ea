//! A set of words that is found in a text without an automaton: made in the time that sorting them takes, where one for
//! some thousand names costs more than reading a page.
//! What does not live here: what a word found means, and whether it may touch others (whoever looks).

/// Words with a number each, found by their first three bytes and then by order.
#[derive(Clone, Default)]
pub struct Dictionary {
    /// All words, one behind the other, in order of their bytes.
    letters: Vec<u8>,
    words: Vec<Word>,
    /// Where words of one beginning lie, by a hash of it; free places hold no words.
    beginnings: Vec<Beginning>,
    /// One bit for each hash of a beginning, so that most places of a text cost one look.
    seen: Vec<u64>,
    /// Words of one and two bytes, by their bytes.
    short: Vec<(u32, u32)>,
    /// True for the first bytes of short words.
    opens_short: Vec<bool>,
}

#[derive(Clone, Copy)]
struct Word {
    start: u32,
    end: u32,
    number: u32,
    /// The longest other word that this one begins with; itself without.
    inner: u32,
}

#[derive(Clone, Copy, Default)]
struct Beginning {
    bytes: u32,
    from: u32,
    to: u32,
}

/// Bits of the first look.
const BITS: usize = 1 << 15;
/// Bytes that a beginning has.
const FIRST: usize = 3;

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dictionary({} words)", self.words.len() + self.short.len())
    }
}

fn hash(bytes: u32) -> usize {
    (bytes.wrapping_mul(0x9e37_79b1) >> 8) as usize
}

fn beginning(bytes: &[u8]) -> Option<u32> {
    let [a, b, c] = *bytes.first_chunk::<FIRST>()?;
    Some(u32::from(a) | u32::from(b) << 8 | u32::from(c) << 16)
}

impl Dictionary {
    /// Numbers words by their order; a word that comes twice keeps its first number, an empty one is left out.
    pub fn of<W: AsRef<[u8]>>(words: impl IntoIterator<Item = W>) -> Dictionary {
        let given: Vec<W> = words.into_iter().collect();
        let numbered = given.iter().map(AsRef::as_ref).zip(0..);
        let mut given: Vec<(&[u8], u32)> = numbered.filter(|(w, _)| !w.is_empty()).collect();
        given.sort_unstable();
        given.dedup_by_key(|(w, _)| *w);
        let mut made = Dictionary {
            letters: Vec::with_capacity(given.iter().map(|(w, _)| w.len()).sum()),
            words: Vec::with_capacity(given.len()),
            seen: vec![0; BITS / 64],
            opens_short: vec![false; 256],
            ..Dictionary::default()
        };
        // The words that the last one begins with, the shortest first.
        let mut open: Vec<u32> = Vec::new();
        for (bytes, number) in given {
            if bytes.len() < FIRST {
                made.opens_short[usize::from(bytes[0])] = true;
                made.short.push((short(bytes), number));
                continue;
            }
            while open.last().is_some_and(|w| !bytes.starts_with(made.bytes(*w))) {
                open.pop();
            }
            let own = made.words.len() as u32;
            let start = made.letters.len() as u32;
            made.letters.extend_from_slice(bytes);
            made.words.push(Word {
                start,
                end: made.letters.len() as u32,
                number,
                inner: open.last().copied().unwrap_or(own),
            });
            open.push(own);
        }
        made.short.sort_unstable();
        made.order();
        made
    }

    /// Lists where the words of each beginning lie.
    fn order(&mut self) {
        let mut ranges: Vec<Beginning> = Vec::new();
        for word in 0..self.words.len() as u32 {
            let bytes = beginning(self.bytes(word)).unwrap_or(0);
            match ranges.last_mut().filter(|r| r.bytes == bytes) {
                Some(range) => range.to = word + 1,
                None => ranges.push(Beginning {
                    bytes,
                    from: word,
                    to: word + 1,
                }),
            }
        }
        self.beginnings = vec![Beginning::default(); (ranges.len() * 2).next_power_of_two()];
        let last = self.beginnings.len() - 1;
        for range in ranges {
            let hash = hash(range.bytes);
            self.seen[hash % BITS / 64] |= 1 << (hash % 64);
            let mut at = hash & last;
            while self.beginnings[at].to != 0 {
                at = (at + 1) & last;
            }
            self.beginnings[at] = range;
        }
    }

    /// True without words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.short.is_empty()
    }

    fn bytes(&self, word: u32) -> &[u8] {
        let word = &self.words[word as usize];
        &self.letters[word.start as usize..word.end as usize]
    }

    /// The longest word that `text` begins with: its length in bytes and its number.
    #[inline]
    pub fn longest(&self, text: &[u8]) -> Option<(usize, usize)> {
        self.all(text).next()
    }

    /// All words that `text` begins with, the longest first: lengths in bytes and numbers.
    #[inline]
    pub fn all<'d>(&'d self, text: &'d [u8]) -> impl Iterator<Item = (usize, usize)> + 'd {
        let mut next = self.range(text).and_then(|range| self.longest_of(range, text));
        let long = std::iter::from_fn(move || {
            let word = self.words[next? as usize];
            next = (Some(word.inner) != next).then_some(word.inner);
            Some(((word.end - word.start) as usize, word.number as usize))
        });
        let opens_short = text.first().is_some_and(|b| {
            let opens = self.opens_short.get(usize::from(*b));
            opens.copied().unwrap_or(false)
        });
        let short = [2, 1].into_iter().filter(move |_| opens_short).filter_map(|len| {
            let bytes = short(text.get(..len)?);
            let at = self.short.binary_search_by_key(&bytes, |(b, _)| *b).ok()?;
            Some((len, self.short[at].1 as usize))
        });
        long.chain(short)
    }

    /// The words that begin as `text` does.
    #[inline]
    fn range(&self, text: &[u8]) -> Option<Beginning> {
        let bytes = beginning(text)?;
        let hash = hash(bytes);
        if self.seen.get(hash % BITS / 64)? >> (hash % 64) & 1 == 0 {
            return None;
        }
        let last = self.beginnings.len() - 1;
        let mut at = hash & last;
        loop {
            let found = self.beginnings[at];
            if found.to == 0 {
                return None;
            }
            if found.bytes == bytes {
                return Some(found);
            }
            at = (at + 1) & last;
        }
    }

    /// Of words in order the last that is not behind `text`; it, or one that it begins with, is the longest that `text`
    /// begins with, if there is one.
    fn longest_of(&self, range: Beginning, text: &[u8]) -> Option<u32> {
        let (mut from, mut to) = (range.from, range.to);
        while from < to {
            let middle = from.midpoint(to);
            if self.bytes(middle) <= text {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        let mut word = from.checked_sub(1).filter(|w| *w >= range.from)?;
        while !text.starts_with(self.bytes(word)) {
            let inner = self.words[word as usize].inner;
            if inner == word {
                return None;
            }
            word = inner;
        }
        Some(word)
    }

    /// The first place from `from` on at which a word begins, and the longest word there: start, end and number.
    pub fn find(&self, text: &str, from: usize) -> Option<(usize, usize, usize)> {
        let bytes = text.as_bytes();
        (from..bytes.len())
            .filter(|at| self.may_begin(bytes, *at))
            .find_map(|at| {
                let (len, number) = self.longest(&bytes[at..])?;
                Some((at, at + len, number))
            })
    }

    /// All words at all places, in order of starts, the longest of those at one place first: start, end, number.
    pub fn places<'d>(&'d self, text: &'d str) -> impl Iterator<Item = (usize, usize, usize)> + 'd {
        let bytes = text.as_bytes();
        let places = (0..bytes.len()).filter(move |at| self.may_begin(bytes, *at));
        places.flat_map(move |at| {
            let words = self.all(&bytes[at..]);
            words.map(move |(length, number)| (at, at + length, number))
        })
    }

    /// False for most places at which no word begins, among them all inside of a character.
    #[inline]
    fn may_begin(&self, text: &[u8], at: usize) -> bool {
        let first = text[at];
        if first & 0xc0 == 0x80 {
            return false;
        }
        let begins = |bytes: u32| {
            let hash = hash(bytes);
            self.seen
                .get(hash % BITS / 64)
                .is_some_and(|bits| bits >> (hash % 64) & 1 == 1)
        };
        beginning(&text[at..]).is_some_and(begins) || self.opens_short.get(usize::from(first)) == Some(&true)
    }

    /// Words from left to right, the longest of those at a place, none inside or across another: start, end, number.
    pub fn find_all<'d>(&'d self, text: &'d str) -> impl Iterator<Item = (usize, usize, usize)> + 'd {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find(text, from)?;
            from = found.1;
            Some(found)
        })
    }
}

fn short(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(bytes.len() as u32, |all, b| all << 8 | u32::from(*b))
}

#[cfg(test)]
mod tests {
    use aho_corasick::{AhoCorasick, MatchKind};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_word_wins_and_the_first_number_stays() {
        let words = Dictionary::of::<&str>(["mill", "mills", "mill", "m", "", "millstone quarry"]);
        assert_eq!(words.longest(b"millstone"), Some((5, 1)));
        assert_eq!(words.longest(b"millet"), Some((4, 0)));
        assert_eq!(words.longest(b"mills"), Some((5, 1)));
        assert_eq!(words.longest(b"moor"), Some((1, 3)));
        assert_eq!(words.longest(b"a mill"), None);
        let all: Vec<_> = words.all(b"mills").collect();
        assert_eq!(all, [(5, 1), (4, 0), (1, 3)]);
        assert!(Dictionary::default().is_empty());
        assert_eq!(Dictionary::default().find("mill", 0), None);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_an_automaton_finds(
            words in proptest::collection::vec("[ab船闸]{1,5}", 0..30),
            text in "[abc船闸港]{0,60}",
        ) {
            let mut words = words;
            words.sort();
            words.dedup();
            let automaton =
                AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).expect("few words");
            let wanted: Vec<(usize, usize, usize)> = automaton
                .find_iter(&text)
                .map(|m| (m.start(), m.end(), m.pattern().as_usize()))
                .collect();
            let dictionary = Dictionary::of(&words);
            prop_assert_eq!(dictionary.find_all(&text).collect::<Vec<_>>(), wanted);
        }
    }
}
