//! Word lists that tell kinds of speakers apart, and questions to them.
//! What does not live here: the kind of a source (see `english::kinds`, `chinese::kinds`), antecedents (see `speakers`).

use super::chinese::rules::{both_scripts, script_pairs};
use crate::pack::PackSources;
use crate::{Dictionary, Language, NameKind, SpeakerKind, WordMap, WordSet};

/// What person a source is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    /// I, we, 我.
    First,
    /// He, she, 他.
    Single,
    /// They, 他们.
    Several,
    /// It, the company, 该公司.
    Thing,
    Other,
}

/// A source by its words alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Described {
    pub kind: SpeakerKind,
    pub name: Option<String>,
    pub count: Option<u32>,
    pub description: Option<String>,
    pub person: Person,
    pub plural: bool,
}

impl Described {
    /// One source of whom nothing is known yet but the words.
    pub fn of(words: &str, person: Person) -> Described {
        Described {
            kind: SpeakerKind::Named,
            name: None,
            count: None,
            description: Some(words.to_owned()),
            person,
            plural: false,
        }
    }
}

/// Words that tell kinds of speakers apart, one list a kind. Chinese lists hold both scripts.
#[derive(Debug)]
pub(super) struct SpeakerWords {
    lang: Language,
    lists: WordMap<WordList>,
    /// All words that are no names, sorted.
    pub(super) common: Vec<String>,
}

/// One list: as written, and what look-ups need.
#[derive(Debug)]
struct WordList {
    words: Vec<String>,
    lower: WordSet,
    /// The words, numbered in order.
    places: Dictionary,
    /// Numbers of words by their last character, in order.
    by_last: WordMap<Vec<usize>>,
}

impl WordList {
    fn of(words: Vec<String>) -> WordList {
        let mut by_last: WordMap<Vec<usize>> = WordMap::default();
        for (number, word) in words.iter().enumerate() {
            by_last.entry(last(word), Vec::new).push(number);
        }
        WordList {
            lower: words.iter().map(|w| w.to_lowercase()).collect(),
            places: Dictionary::of(&words),
            by_last,
            words,
        }
    }
}

/// The last character.
fn last(word: &str) -> &str {
    let at = word.char_indices().next_back().map_or(0, |(at, _)| at);
    &word[at..]
}

const LISTS: &[&str] = &[
    "first-person",
    "single-person",
    "several-person",
    "thing-person",
    "anonymous-heads",
    "authority-heads",
    "authority-names",
    "authority-titles",
    "titles",
    "outlets",
    "outlet-words",
    "media-heads",
    "rumour-heads",
    "public-heads",
    "record-heads",
    "paper-heads",
    "company-heads",
    "voice-heads",
    "org-words",
    "numbers",
    "amounts",
    "outlets-again",
    "vague-amounts",
    "plain",
    "registers",
    "own-papers",
    "record-papers",
    "paper-modifiers",
    "states",
    "firm-ends",
    "institutes",
    "person-ends",
    "power-titles",
    "chief-titles",
    "expert-titles",
    "body-titles",
    "company-signs",
    "company-papers",
    "governing",
    "grounds",
    "legal-grounds",
    "convenes",
    "own-sites",
    "expert-heads",
    "role-heads",
    "power-words",
    "power-words-in-names",
    "advocate-words",
    "platforms",
    "nationalities",
    "picture-heads",
    "rumour-nouns",
    "firm-words",
    "women",
    "men",
    "head-ends",
    "group-heads",
    "name-joints",
    "honorifics",
    "belonging",
    "anonymity",
    "owners",
    "kin-heads",
    "reporters",
    "agency-words",
    "findings",
    "body-parts",
    "posts",
    "site-heads",
    "staff-heads",
    "study-words",
    "no-longer",
    "once",
    "description-ends",
    "professions",
    "sport-titles",
    "cause-heads",
    "deputies",
    "executives",
    "vague-titles",
    "official-titles",
    "ranks",
    "bare-titles",
    "several-words",
    "and-words",
    "courtesies",
    "report-words",
    "role-pointers",
    "lands",
    "men-words",
    "women-words",
    "member-bodies",
    "platform-prepositions",
    "short-titles",
    "personal-titles",
    "titles-before-names",
    "name-particles",
    "abbreviated-titles",
];

/// Lists whose words are no names, whatever their case.
const COMMON: &[&str] = &[
    "anonymous-heads",
    "media-heads",
    "rumour-heads",
    "public-heads",
    "record-heads",
    "paper-heads",
    "company-heads",
    "voice-heads",
    "plain",
    "titles",
    "authority-heads",
];

impl SpeakerWords {
    pub fn compile(lang: Language, sources: &PackSources) -> SpeakerWords {
        let pairs = script_pairs(sources);
        let lists = LISTS
            .iter()
            .map(|name| {
                let words = if lang == Language::Chinese {
                    both_scripts(sources, name, &pairs)
                } else {
                    sources.list(&format!("en/attributions/{name}")).to_vec()
                };
                (*name, WordList::of(words))
            })
            .collect();
        let mut words = SpeakerWords {
            lang,
            lists,
            common: Vec::new(),
        };
        words.common = COMMON
            .iter()
            .flat_map(|name| words.list(name).iter().map(|w| w.to_lowercase()))
            .collect();
        words.common.sort_unstable();
        words
    }

    pub(super) fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], |l| &l.words)
    }

    /// True where `list` holds the word, whatever its case.
    pub(super) fn holds(&self, list: &str, word: &str) -> bool {
        let Some(list) = self.lists.get(list) else {
            return false;
        };
        if word.bytes().any(|b| b.is_ascii_uppercase()) {
            list.lower.contains(&word.to_ascii_lowercase())
        } else {
            list.lower.contains(word)
        }
    }

    /// True where `list` holds the word as it is written.
    pub(super) fn has(&self, list: &str, word: &str) -> bool {
        let list = self.lists.get(list);
        list.and_then(|l| l.places.longest(word.as_bytes()))
            .is_some_and(|(length, _)| length == word.len())
    }

    /// True where `text` ends in a word of `list`, whatever its case.
    pub(super) fn ends_in_any_case(&self, list: &str, text: &str) -> bool {
        let text = text.as_bytes();
        self.list(list).iter().any(|word| {
            text.len()
                .checked_sub(word.len())
                .is_some_and(|at| text[at..].eq_ignore_ascii_case(word.as_bytes()))
        })
    }

    /// True where `word` is a short form of the title `head`: "CEO" of "executive".
    pub(super) fn is_short_for(&self, word: &str, head: &str) -> bool {
        self.list("short-titles")
            .iter()
            .filter_map(|pair| pair.split_once('='))
            .any(|(short, long)| word == short && head == long)
    }

    /// The longest word of `list` that ends `text` (Chinese).
    pub(super) fn ends<'l>(&'l self, list: &str, text: &str) -> Option<&'l str> {
        let list = self.lists.get(list)?;
        let ending = list.by_last.get(last(text))?.iter();
        ending
            .map(|number| list.words[*number].as_str())
            .find(|w| text.ends_with(*w))
    }

    pub(super) fn contains(&self, list: &str, text: &str) -> bool {
        self.places(list, text).next().is_some()
    }

    /// Where words of `list` are in `text`: start, end and number of each.
    pub(super) fn places<'w>(
        &'w self,
        list: &str,
        text: &'w str,
    ) -> impl Iterator<Item = (usize, usize, usize)> + 'w {
        let list = self.lists.get(list);
        list.into_iter().flat_map(|l| l.places.places(text))
    }

    /// Kind, name, count and description of a source. `mention` is the name that stands in it.
    pub fn describe(&self, source: &str, mention: Option<(&str, NameKind)>) -> Described {
        if self.lang == Language::Chinese {
            self.chinese(source, mention)
        } else {
            self.english(source, mention)
        }
    }

    /// True for a source that is a person (a name without the words of an organisation).
    pub fn is_person(&self, source: &str, name: Option<&str>) -> bool {
        if self.lang == Language::Chinese {
            return self.ends("org-words", source).is_none()
                && self.ends("authority-heads", source).is_none()
                && self.ends("company-heads", source).is_none();
        }
        let words = name.unwrap_or(source);
        !words.starts_with("The ")
            && !words.split_whitespace().any(|w| {
                ["org-words", "authority-names", "firm-words"]
                    .iter()
                    .any(|list| self.holds(list, w))
            })
    }

    /// True for the description of somebody with the power to decide, or who speaks for such a body: "the mayor of Lund".
    pub fn holds_power(&self, aside: &str) -> bool {
        let words: Vec<&str> = aside.split_whitespace().collect();
        let first = words.iter().take(5);
        let any = |lists: &[&str], from: &[&str]| {
            from.iter().any(|w| {
                let stem = w.trim_end_matches("'s").trim_end_matches("’s");
                lists.iter().any(|l| self.holds(l, stem))
            })
        };
        let first: Vec<&str> = first.copied().collect();
        if any(&["org-words"], &words) || first.iter().any(|w| self.has("no-longer", w)) {
            return false;
        }
        any(&["authority-titles"], &first)
            || any(&["voice-heads"], &first) && any(&["authority-heads", "authority-names"], &words)
    }

    /// True for words that end in a body with power: "the ministry", 该部.
    pub fn is_authority(&self, words: &str) -> bool {
        match self.lang {
            Language::Chinese => self.ends("authority-heads", words).is_some(),
            _ => self.holds("authority-heads", words.rsplit(' ').next().unwrap_or(words)),
        }
    }

    /// True for words that end in a role or a kind of source: "Police", "Report", 德媒, 专家.
    pub fn is_head(&self, words: &str) -> bool {
        const HEADS: [&str; 8] = [
            "authority-heads",
            "voice-heads",
            "media-heads",
            "anonymous-heads",
            "public-heads",
            "paper-heads",
            "company-heads",
            "rumour-heads",
        ];
        let last = words.rsplit(' ').next().unwrap_or(words);
        HEADS.iter().any(|list| match self.lang {
            Language::Chinese => self.ends(list, words).is_some(),
            _ => self.holds(list, last),
        })
    }

    /// True for a source that is a study, a survey or its authors.
    pub fn is_study(&self, source: &str) -> bool {
        source
            .split(|c: char| !c.is_alphabetic())
            .any(|w| self.holds("study-words", w))
    }

    /// True for a bare word that means an outlet named before: "the paper", 报道.
    pub fn points_back(&self, source: &str) -> bool {
        self.holds("outlets-again", source)
    }

    /// True for "the report", "a new report".
    pub fn is_report(&self, source: &str) -> bool {
        source.to_ascii_lowercase().ends_with("report")
    }

    pub(super) fn person(&self, word: &str) -> Person {
        for (list, person) in [
            ("first-person", Person::First),
            ("single-person", Person::Single),
            ("several-person", Person::Several),
            ("thing-person", Person::Thing),
        ] {
            if self.holds(list, word) {
                return person;
            }
        }
        // 我想|知道
        if self.lang == Language::Chinese && word.starts_with('我') && word.chars().count() <= 3 {
            return Person::First;
        }
        Person::Other
    }
}
