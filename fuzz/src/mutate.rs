//! Changes inputs: bytes, words, pieces of other inputs, bombs.
//! What does not live here: which changes are worth keeping.

/// A small generator of numbers (SplitMix64): the same seed gives the same run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 where `n` is 0.
    fn below(&mut self, n: usize) -> usize {
        if n == 0 {
            0
        } else {
            (self.next() % n as u64) as usize
        }
    }
}

/// Makes new inputs out of old ones.
pub struct Mutator {
    random: Random,
    dictionary: &'static [&'static str],
}

impl Mutator {
    /// With the words that mean something to the target.
    pub fn new(seed: u64, dictionary: &'static [&'static str]) -> Mutator {
        Mutator {
            random: Random(seed),
            dictionary,
        }
    }

    /// A changed copy of one of `inputs`, at most `largest` bytes.
    pub fn change(&mut self, inputs: &[Vec<u8>], largest: usize) -> Vec<u8> {
        let mut input = inputs[self.random.below(inputs.len())].clone();
        // Most often one or two changes: more of them hide each other.
        let changes = 1 + self.random.below(4) * self.random.below(3);
        for _ in 0..changes {
            self.change_once(&mut input, inputs);
        }
        input.truncate(largest);
        input
    }

    fn change_once(&mut self, input: &mut Vec<u8>, inputs: &[Vec<u8>]) {
        let at = self.random.below(input.len() + 1);
        match self.random.below(12) {
            0 if !input.is_empty() => {
                let at = at.min(input.len() - 1);
                input[at] ^= 1 << self.random.below(8);
            }
            1 => {
                let byte = [
                    0, 0xff, b'<', b'>', b'&', b'"', 0xef, 0x80, b'[', b'=', b' ', b'\n',
                ][self.random.below(12)];
                input.insert(at, byte);
            }
            2 => {
                let end = (at + 1 + self.random.below(40)).min(input.len());
                input.drain(at.min(end)..end);
            }
            3 => input.truncate(at),
            4..=6 => {
                let word = self.dictionary[self.random.below(self.dictionary.len())];
                input.splice(at..at, word.bytes());
            }
            7 => {
                // A piece of the input again, some times over.
                let end = (at + self.random.below(200)).min(input.len());
                let piece = input[at..end].to_vec();
                let times = 1 << self.random.below(8);
                let room = (1usize << 18).saturating_sub(input.len());
                for _ in 0..times.min(room / piece.len().max(1)) {
                    input.splice(at..at, piece.iter().copied());
                }
            }
            8 => {
                // A bomb: one word very often.
                let word = self.dictionary[self.random.below(self.dictionary.len())];
                let times = 1 + self.random.below(3000);
                input.splice(at..at, word.repeat(times).bytes());
            }
            9 | 10 => {
                // A piece of another input.
                let other = &inputs[self.random.below(inputs.len())];
                let from = self.random.below(other.len() + 1);
                let to = (from + self.random.below(600)).min(other.len());
                input.splice(at..at, other[from..to].iter().copied());
            }
            _ => {
                // Two places change sides.
                let other = self.random.below(input.len() + 1);
                let (a, b) = (at.min(other), at.max(other));
                input[a..b].reverse();
            }
        }
    }
}
