//! English words: closed classes and the forms of cues, looked up once per token.
//! What does not live here: what a cue needs around it (see `english`, `clause`).

use super::CueKind;
use super::english::lists::Lists;

/// What a word can be. A word may be several things at once.
pub(super) mod class {
    /// The, a, his, some.
    pub const DET: u32 = 1;
    /// Pronoun that can be a subject.
    pub const SUBJECT: u32 = 1 << 1;
    /// Pronoun that can be an object.
    pub const OBJECT: u32 = 1 << 2;
    /// Forms of be.
    pub const BE: u32 = 1 << 3;
    /// Forms of have.
    pub const HAVE: u32 = 1 << 4;
    /// Forms of do as auxiliaries.
    pub const DO: u32 = 1 << 5;
    /// Will, would, can.
    pub const MODAL: u32 = 1 << 6;
    /// Not, never.
    pub const NEG: u32 = 1 << 7;
    /// Adverbs that stand between subject and verb.
    pub const ADVERB: u32 = 1 << 8;
    /// Prepositions.
    pub const PREP: u32 = 1 << 9;
    /// And, but, or.
    pub const CONJ: u32 = 1 << 10;
    /// Because, while, when.
    pub const SUBORD: u32 = 1 << 11;
    /// Whether, how, what.
    pub const WH: u32 = 1 << 12;
    /// Monday, yesterday, week.
    pub const TIME: u32 = 1 << 13;
    /// Common finite verb forms that are no auxiliaries.
    pub const FINITE: u32 = 1 << 14;
    /// Nouns that have the form of a verb: "reports", "claims".
    pub const NOUNLIKE: u32 = 1 << 15;
    /// Plurals without s: "people", "police".
    pub const PLURAL: u32 = 1 << 16;
    /// Verbs that lead to another with "to": "declined", "went on".
    pub const CONTROL: u32 = 1 << 17;
    /// Control verbs that deny what follows: "declined", "refused".
    pub const REFUSE: u32 = 1 << 18;
    /// Last, next, this: before a time noun.
    pub const RELATIVE_TIME: u32 = 1 << 19;
    /// A contracted auxiliary hangs on the word: "he's", "we'd".
    pub const CONTRACTED: u32 = 1 << 20;
    /// Words that name people who speak: "spokesman", "minister".
    pub const PERSON: u32 = 1 << 21;
    /// Things that speak: "statement", "report", "study".
    pub const PAPER: u32 = 1 << 22;
    /// Common adjectives before a noun.
    pub const ADJECTIVE: u32 = 1 << 23;
    /// Verbs of news on its way: "word spread", "rumours emerged".
    pub const SPREAD: u32 = 1 << 24;
    /// Words that "to" hangs on inside a noun phrase: "people close to the talks", "an adviser to the king".
    pub const BEFORE_TO: u32 = 1 << 25;
    /// What people ask not to be: "named", "identified".
    pub const UNNAMED: u32 = 1 << 26;
    /// Verbs by which somebody gives words that a noun names: "voiced fears that", "issued a denial that".
    pub const GIVES: u32 = 1 << 27;
    /// What claims are called: "charge", "allegation".
    pub const CHARGE: u32 = 1 << 28;
    /// Whoever or whatever can be cited: people, bodies, papers, media, as the lists of speakers name them.
    pub const SAYER: u32 = 1 << 29;
    /// Any auxiliary.
    pub const AUX: u32 = BE | HAVE | DO | MODAL;
}

/// Names of the lists in the pack and what their words are.
pub(super) const CLASSES: &[(&str, u32)] = &[
    ("determiners", class::DET),
    ("subjects", class::SUBJECT),
    ("objects", class::OBJECT),
    ("be", class::BE),
    ("have", class::HAVE),
    ("do", class::DO),
    ("modals", class::MODAL),
    ("negations", class::NEG),
    ("adverbs", class::ADVERB),
    ("prepositions", class::PREP),
    ("conjunctions", class::CONJ),
    ("subordinators", class::SUBORD),
    ("wh", class::WH),
    ("times", class::TIME),
    ("relative-times", class::RELATIVE_TIME),
    ("finite-verbs", class::FINITE),
    ("noun-like", class::NOUNLIKE),
    ("plurals", class::PLURAL),
    ("control", class::CONTROL),
    ("refuse", class::REFUSE | class::CONTROL),
    ("people", class::PERSON),
    ("papers", class::PAPER),
    ("adjectives", class::ADJECTIVE),
    ("spreads", class::SPREAD | class::FINITE),
    ("before-to", class::BEFORE_TO),
    ("unnamed", class::UNNAMED),
    ("gives", class::GIVES),
    ("charge-nouns", class::CHARGE),
    ("anonymous-heads", class::SAYER),
    ("authority-heads", class::SAYER),
    ("company-heads", class::SAYER),
    ("voice-heads", class::SAYER),
    ("record-heads", class::SAYER),
    ("paper-heads", class::SAYER),
    ("media-heads", class::SAYER),
    ("public-heads", class::SAYER),
    ("expert-heads", class::SAYER),
];

/// The form a cue verb stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Base,
    Third,
    Past,
    Participle,
    Ing,
    /// Not a verb: nouns, adjectives, frames.
    Fixed,
}

/// What shape of rule a cue belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Verb,
    Noun,
    Adjective,
    /// "Reportedly": nobody says the clause it stands in.
    Adverb,
    Frame,
}

/// What may follow a cue.
pub(super) mod takes {
    pub const THAT: u16 = 1;
    pub const BARE: u16 = 1 << 1;
    pub const QUOTE: u16 = 1 << 2;
    pub const WH: u16 = 1 << 3;
    pub const TO: u16 = 1 << 4;
    pub const PERSON: u16 = 1 << 5;
    pub const OBJECT: u16 = 1 << 6;
    /// "…, said Smith."
    pub const INVERT: u16 = 1 << 7;
    /// Denies what it takes.
    pub const DENY: u16 = 1 << 8;
    /// Thought, not speech.
    pub const THINK: u16 = 1 << 9;
    /// Content after a preposition: "accused X of".
    pub const OF: u16 = 1 << 10;
    /// "-ing" clause: "denied taking".
    pub const ING: u16 = 1 << 11;
    /// "described X as Y".
    pub const AS: u16 = 1 << 12;
    /// Content before it: "…, X said."
    pub const AFTER: u16 = 1 << 13;
    /// "is said to be".
    pub const RAISE: u16 = 1 << 14;
    /// Bare words behind it are content even where no verb is seen in them.
    pub const EASY: u16 = 1 << 15;
}

/// Names of the keys in `takes`.
pub(super) const TAKES: &[(&str, u16)] = &[
    ("that", takes::THAT),
    ("bare", takes::BARE),
    ("quote", takes::QUOTE),
    ("wh", takes::WH),
    ("to", takes::TO),
    ("person", takes::PERSON),
    ("object", takes::OBJECT),
    ("invert", takes::INVERT),
    ("deny", takes::DENY),
    ("think", takes::THINK),
    ("of", takes::OF),
    ("ing", takes::ING),
    ("as", takes::AS),
    ("after", takes::AFTER),
    ("raise", takes::RAISE),
    ("easy", takes::EASY),
    // "of" in Chinese rules: things show it, nobody says it.
    // Chinese only: content behind a comma, a colon or a quotation mark.
    ("pause", takes::WH),
];

/// One form of one cue of one rule.
#[derive(Clone, Debug)]
pub(super) struct CueForm {
    pub rule: u16,
    pub shape: Shape,
    pub form: Form,
    pub takes: u16,
    /// Words that must follow: "out" of "pointed out".
    pub tail: Vec<String>,
}

impl CueForm {
    pub fn kind(&self) -> CueKind {
        CueKind {
            rule: self.rule,
            takes: self.takes,
            shape: self.shape,
        }
    }
}

#[derive(Debug)]
struct Entry {
    word: Box<str>,
    class: u32,
    cues: Vec<u16>,
}

/// An open-addressed table: no random order, no hashing state.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    slots: Vec<u32>,
    entries: Vec<Entry>,
    pub forms: Vec<CueForm>,
    /// Kinds of words that few questions are about.
    pub lists: Lists,
}

fn hash(word: &[u8]) -> u64 {
    word.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl Lexicon {
    fn slot(&self, word: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(word) as usize & mask;
        loop {
            let index = self.slots[at];
            if index == 0 || self.entries[index as usize - 1].word.as_bytes() == word {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        if self.slots.len() < (self.entries.len() + 1) * 3 {
            self.slots = vec![0; ((self.entries.len() + 1) * 6).next_power_of_two().max(64)];
            for index in 0..self.entries.len() {
                let at = self.slot(&self.entries[index].word.clone().into_boxed_bytes());
                self.slots[at] = index as u32 + 1;
            }
        }
        let at = self.slot(word.as_bytes());
        if self.slots[at] == 0 {
            self.entries.push(Entry {
                word: word.into(),
                class: 0,
                cues: Vec::new(),
            });
            self.slots[at] = self.entries.len() as u32;
        }
        let index = self.slots[at] as usize - 1;
        &mut self.entries[index]
    }

    /// Adds a class to a word.
    pub fn add_class(&mut self, word: &str, class: u32) {
        self.entry(word).class |= class;
    }

    /// Adds a form of a cue.
    pub fn add_cue(&mut self, word: &str, form: CueForm) {
        let index = self.forms.len() as u16;
        let cues = &mut self.entry(word).cues;
        cues.push(index);
        self.forms.push(form);
    }

    fn find(&self, word: &[u8]) -> Option<&Entry> {
        if self.slots.is_empty() {
            return None;
        }
        match self.slots[self.slot(word)] {
            0 => None,
            index => Some(&self.entries[index as usize - 1]),
        }
    }

    /// Class and cues of a word as it stands in a text, whatever its case; contracted auxiliaries are taken apart.
    pub fn look_up(&self, word: &str) -> (u32, &[u16]) {
        let mut buffer = [0u8; 32];
        let mut len = 0;
        // Curly apostrophes count as straight ones.
        let mut bytes = word.bytes();
        while let Some(b) = bytes.next() {
            if len == buffer.len() {
                return (0, &[]);
            }
            if b == 0xe2 {
                let (second, third) = (bytes.next(), bytes.next());
                if second != Some(0x80) || !matches!(third, Some(0x98 | 0x99)) {
                    return (0, &[]);
                }
                buffer[len] = b'\'';
            } else {
                buffer[len] = b.to_ascii_lowercase();
            }
            len += 1;
        }
        let lower = &buffer[..len];
        if let Some(entry) = self.find(lower) {
            return (entry.class, &entry.cues);
        }
        if let Some(stem) = lower.strip_suffix(b"n't") {
            let class = self.find(stem).map_or(class::MODAL, |e| e.class);
            return ((class & class::AUX) | class::NEG, &[]);
        }
        for ending in [&b"'s"[..], b"'ve", b"'re", b"'ll", b"'d", b"'m"] {
            if let Some(stem) = lower.strip_suffix(ending) {
                let class = self.find(stem).map_or(0, |e| e.class);
                if class & (class::SUBJECT | class::WH) != 0 {
                    return (class | class::CONTRACTED, &[]);
                }
                return (0, &[]);
            }
        }
        if lower.len() > 4 && lower.ends_with(b"ly") {
            return (class::ADVERB, &[]);
        }
        (0, &[])
    }
}

/// The forms of a verb written as "lemma", "lemma past" or "lemma past participle".
pub(super) fn inflect(entry: &str) -> Vec<(String, Form)> {
    let mut parts = entry.split_whitespace();
    let lemma = parts.next().unwrap_or("").to_owned();
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    let b = lemma.as_bytes();
    let n = b.len();
    if n < 2 {
        return Vec::new();
    }
    let consonant_y = b[n - 1] == b'y' && !vowel(b[n - 2]);
    let third = if consonant_y {
        format!("{}ies", &lemma[..n - 1])
    } else if lemma.ends_with("ss") || lemma.ends_with("sh") || lemma.ends_with("ch") || lemma.ends_with('x')
    {
        format!("{lemma}es")
    } else {
        format!("{lemma}s")
    };
    let regular = if lemma.ends_with('e') {
        format!("{lemma}d")
    } else if consonant_y {
        format!("{}ied", &lemma[..n - 1])
    } else {
        format!("{lemma}ed")
    };
    let past = parts.next().map_or(regular, str::to_owned);
    let participle = parts.next().map_or_else(|| past.clone(), str::to_owned);
    let doubled = past.strip_suffix("ed").filter(|stem| stem.len() == n + 1);
    let ing = match doubled {
        Some(stem) => format!("{stem}ing"),
        None if lemma.ends_with('e') && !lemma.ends_with("ee") => format!("{}ing", &lemma[..n - 1]),
        None => format!("{lemma}ing"),
    };
    let mut forms = vec![(lemma, Form::Base), (third, Form::Third), (ing, Form::Ing)];
    if participle != past {
        forms.push((participle, Form::Participle));
    }
    forms.push((past, Form::Past));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_inflected() {
        let all = |entry: &str| -> Vec<String> { inflect(entry).into_iter().map(|f| f.0).collect() };
        assert_eq!(all("deny"), ["deny", "denies", "denying", "denied"]);
        assert_eq!(
            all("admit admitted"),
            ["admit", "admits", "admitting", "admitted"]
        );
        assert_eq!(
            all("write wrote written"),
            ["write", "writes", "writing", "written", "wrote"]
        );
    }

    #[test]
    fn contracted_words_are_taken_apart() {
        let mut lexicon = Lexicon::default();
        lexicon.add_class("he", class::SUBJECT);
        lexicon.add_class("did", class::DO);
        assert_eq!(lexicon.look_up("He’s").0, class::SUBJECT | class::CONTRACTED);
        assert_eq!(lexicon.look_up("didn't").0, class::DO | class::NEG);
        assert_eq!(lexicon.look_up("absolutely").0, class::ADVERB);
    }
}
