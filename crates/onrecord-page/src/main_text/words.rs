//! What words on a page give furniture away: words of classes and ids, and phrases of lines. Compiled from the packs'
//! lists of the stage `page`; the list names are told in `packs/data/common/page/main-text.toml`.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use onrecord_model::PackSources;

/// What an element's class, id, role or itemprop says it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hint(u16);

impl Hint {
    /// The story's body.
    pub(crate) const BODY: Hint = Hint(1);
    /// Furniture: navigation, share bars, related stories, adverts, cookie walls, newsletters.
    pub(crate) const FURNITURE: Hint = Hint(2);
    /// Readers' comments.
    pub(crate) const COMMENTS: Hint = Hint(4);
    /// Byline, date, source: metadata.
    pub(crate) const META: Hint = Hint(8);
    /// Words under a picture.
    pub(crate) const CAPTION: Hint = Hint(16);
    /// Lead or summary.
    pub(crate) const LEAD: Hint = Hint(32);
    /// Headline.
    pub(crate) const TITLE: Hint = Hint(64);
    /// Furniture whatever its size: footers, cookie walls, newsletters.
    pub(crate) const STRONG: Hint = Hint(256);
    /// Weak furniture: it may also hold the story.
    pub(crate) const WEAK: Hint = Hint(128);
    /// A quotation set apart.
    pub(crate) const QUOTE: Hint = Hint(512);
    /// Readers' comments and nothing else: the posts of a forum are its text.
    pub(crate) const REMARKS: Hint = Hint(2048);
    /// A post of a network, embedded with its words.
    pub(crate) const EMBED: Hint = Hint(1024);

    pub(crate) fn has(self, other: Hint) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn merge(&mut self, other: Hint) {
        self.0 |= other.0;
    }

    fn remove(&mut self, other: Hint) {
        self.0 &= !other.0;
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Which list gives which hint.
const CLASSES: &[(&str, Hint)] = &[
    ("class-body", Hint::BODY),
    ("class-furniture", Hint::FURNITURE),
    ("class-strong", Hint::STRONG),
    ("class-weak", Hint::WEAK),
    ("class-comments", Hint::COMMENTS),
    ("class-meta", Hint::META),
    ("class-caption", Hint::CAPTION),
    ("class-lead", Hint::LEAD),
    ("class-title", Hint::TITLE),
    ("class-quote", Hint::QUOTE),
    ("class-embed", Hint::EMBED),
    ("class-remarks", Hint::REMARKS),
];

/// Stands for "no word of the lists".
pub(crate) const NO_WORD: u16 = u16::MAX;

/// Compiled word lists.
#[derive(Debug, Default)]
pub(crate) struct Words {
    classes: Option<AhoCorasick>,
    /// Words that tell how long ago something was posted.
    ages: Vec<String>,
    /// Per pattern: its hint, and whether it must be a word of its own.
    hints: Vec<(Hint, bool)>,
}

impl Words {
    pub(crate) fn compile(sources: &PackSources) -> Words {
        let mut patterns = Vec::new();
        let mut hints = Vec::new();
        for (name, hint) in CLASSES {
            for word in sources.list(&format!("common/page/{name}")) {
                // "*word*" is found inside other words, "word" is a word of its own.
                let inside = word.starts_with('*');
                patterns.push(word.trim_matches('*').to_ascii_lowercase());
                hints.push((*hint, !inside));
            }
        }
        let classes = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            // Made in a third of the time of a table of all states, and a page has few thousand classes.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .ok();
        let ages = sources.list("common/page/post-age").to_vec();
        Words { classes, ages, hints }
    }

    /// True for "12 minutes ago": the age of a post on the day it was saved.
    pub(crate) fn tells_age(&self, words: &str) -> bool {
        let lower = words.to_lowercase();
        words.chars().count() <= 30 && self.ages.iter().any(|age| lower.contains(age.as_str()))
    }

    /// What a class or id says, and by which word it is furniture ([`NO_WORD`] where it is none).
    pub(crate) fn hint(&self, class: &str) -> (Hint, u16) {
        let mut hint = Hint::default();
        let mut word = NO_WORD;
        let Some(classes) = &self.classes else {
            return (hint, word);
        };
        if class.len() > 2_000 {
            return (hint, word);
        }
        let bytes = class.as_bytes();
        // WordPress adds a post's tags and categories to its classes: they are its subjects.
        let is_post = || class.contains("hentry") || class.contains("type-post");
        let mut post = None;
        let (mut bodies, mut furniture) = (Vec::new(), Vec::new());
        for found in classes.find_overlapping_iter(class) {
            let (kind, whole) = self.hints[found.pattern().as_usize()];
            if !whole || (starts_word(bytes, found.start()) && ends_word(bytes, found.end())) {
                if kind != Hint::BODY && *post.get_or_insert_with(is_post) {
                    continue;
                }
                let furnished = kind == Hint::FURNITURE || kind == Hint::STRONG;
                if furnished && is_setting(name_at(class, found.start())) {
                    continue;
                }
                hint.merge(kind);
                if kind == Hint::FURNITURE || kind == Hint::COMMENTS || kind == Hint::STRONG {
                    word = found.pattern().as_usize() as u16;
                    furniture.push(found.start());
                }
                if kind == Hint::BODY {
                    bodies.push(found.end());
                }
            }
        }
        // "story-body__related" is no body: in one name the last word counts.
        let outdone = |body: &usize| {
            furniture
                .iter()
                .any(|f| body <= f && !bytes[*body..*f].contains(&b' '))
        };
        if !bodies.is_empty() && bodies.iter().all(outdone) {
            hint.remove(Hint::BODY);
        }
        (hint, word)
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.hints.len()
    }

    /// What an ARIA role says.
    pub(crate) fn role(&self, role: &str) -> Hint {
        match role.trim() {
            "navigation" | "banner" | "search" | "menu" | "menubar" | "toolbar" | "contentinfo"
            | "dialog" | "alertdialog" | "complementary" | "tooltip" | "tablist" => Hint::FURNITURE,
            _ => Hint::default(),
        }
    }

    /// What an itemprop says.
    pub(crate) fn property(&self, property: &str) -> Hint {
        match property.trim() {
            p if p.eq_ignore_ascii_case("articleBody") => Hint::BODY,
            "author" | "datePublished" | "dateModified" | "publisher" => Hint::META,
            "headline" => Hint::TITLE,
            "comment" => Hint::COMMENTS,
            "caption" => Hint::CAPTION,
            _ => Hint::default(),
        }
    }
}

/// The name of a class attribute's that the byte `at` is part of.
fn name_at(class: &str, at: usize) -> &str {
    let start = class[..at].rfind(' ').map_or(0, |space| space + 1);
    let end = class[at..].find(' ').map_or(class.len(), |space| at + space);
    &class[start..end]
}

/// True for a name that says what an element has or has not: "has-sidebar" is no sidebar.
fn is_setting(name: &str) -> bool {
    const BEGIN: &[&str] = &["has-", "no-", "with-", "without-"];
    const END: &[&str] = &["-enabled", "-disabled", "--true", "--false"];
    BEGIN.iter().any(|b| name.starts_with(b)) || END.iter().any(|e| name.ends_with(e))
}

/// True where a word of a class may begin: behind a sign, or where camel case or a digit turns.
fn starts_word(bytes: &[u8], at: usize) -> bool {
    at == 0
        || !bytes[at - 1].is_ascii_alphabetic()
        || (bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
}

fn ends_word(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        None => true,
        Some(next) if !next.is_ascii_alphabetic() => true,
        // A plural is the same word.
        Some(b's' | b'S') => bytes.get(at + 1).is_none_or(|b| !b.is_ascii_lowercase()),
        Some(next) => next.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase(),
    }
}
