//! The door: a parser for one language, from weights.

use onrecord_model::Span;

use crate::arcs::{LONGEST, NONE, Node, State};
use crate::decode::decode;
use crate::lexicon::Lexicon;
use crate::tree::{Features, Token, Tree};
use crate::weights::Weights;
use crate::words::Word;
use crate::{Relation, Tag, hash, tagger};

/// Weights that no parser can be made from: damaged, or of another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadWeights;

impl std::fmt::Display for BadWeights {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("these weights are damaged or of another version; make them again with the train example")
    }
}

impl std::error::Error for BadWeights {}

/// Which language's tokens, classes and lemmas.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tongue {
    English,
    Chinese,
}

/// A tagger and parser for one language.
pub struct Parser {
    pub(crate) tongue: Tongue,
    pub(crate) weights: Weights,
}

/// What a parse needs beside its result; made anew per sentence, as parsers are shared by threads.
#[derive(Default)]
pub(crate) struct Scratch {
    pub(crate) spans: Vec<Span>,
    pub(crate) words: Vec<Word>,
    pub(crate) classes: Vec<u8>,
    pub(crate) lower: String,
    pub(crate) lemma: String,
    pub(crate) state: State,
    /// Tokens of a piece that the tree is made of; a name of several words is one of them.
    units: Vec<Unit>,
}

impl Parser {
    /// A parser from the bytes that the `train` example writes; which language is told by whether they hold a
    /// table for cutting words.
    pub fn load(weights: &'static [u8]) -> Result<Parser, BadWeights> {
        let weights = Weights::new(weights).ok_or(BadWeights)?;
        let tongue = if weights.segment.is_some() {
            Tongue::Chinese
        } else {
            Tongue::English
        };
        Ok(Parser { tongue, weights })
    }

    /// True if the lexicon has the word, in small letters, as more than a name.
    pub fn is_common(&self, word: &str) -> bool {
        Word::alphabetic(&self.weights.lexicon, word, &mut String::new()).is_common(false)
    }

    /// Parses the bytes `sentence` of `text`. No token crosses an end of a span of `fixed` (names, times, quantities;
    /// of the same text, in any order). Takes time linear in the sentence; a very long one is cut for the parse, its
    /// parts joined as `parataxis` of the first.
    pub fn parse(&self, text: &str, sentence: Span, fixed: &[Span]) -> Tree {
        let mut tree = Tree::default();
        self.pieces(text, sentence, fixed, |spans, scratch| {
            self.parse_piece(text, spans, fixed, scratch, &mut tree);
        });
        tree
    }

    /// The tokens of [`Parser::parse`] with their tags and features, and no tree: every head is missing. Most of a parse
    /// is spent on the tree.
    pub fn tag(&self, text: &str, sentence: Span, fixed: &[Span]) -> Vec<Token> {
        let mut tokens = Vec::new();
        self.pieces(text, sentence, fixed, |spans, scratch| {
            self.tag_piece(text, spans, fixed, scratch, &mut tokens);
        });
        tokens
    }

    /// Cuts a sentence into tokens and shows `each` as many of them at a time as are parsed together.
    fn pieces(
        &self,
        text: &str,
        sentence: Span,
        fixed: &[Span],
        mut each: impl FnMut(&[Span], &mut Scratch),
    ) {
        let mut scratch = Scratch::default();
        self.cut(text, sentence, fixed, &mut scratch);
        let spans = std::mem::take(&mut scratch.spans);
        let mut from = 0;
        while from < spans.len() {
            let to = piece(text, &spans, from);
            each(&spans[from..to], &mut scratch);
            from = to;
        }
    }

    /// Parses given tokens, for measuring.
    #[cfg(feature = "train")]
    pub(crate) fn parse_tokens(&self, text: &str, spans: &[Span]) -> Tree {
        let mut tree = Tree::default();
        self.parse_piece(text, spans, &[], &mut Scratch::default(), &mut tree);
        tree
    }

    /// Cuts a sentence into tokens.
    pub(crate) fn cut(&self, text: &str, sentence: Span, fixed: &[Span], scratch: &mut Scratch) {
        let sentence = Span::new(sentence.start().min(text.len()), sentence.end().min(text.len()));
        if text.get(sentence.start()..sentence.end()).is_none() {
            return;
        }
        let mut cuts: Vec<usize> = fixed
            .iter()
            .filter(|span| sentence.overlaps(**span))
            .flat_map(|span| [span.start(), span.end()])
            .filter(|&at| text.is_char_boundary(at))
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        match self.tongue {
            Tongue::English => crate::english::tokens(text, sentence, &cuts, &mut scratch.spans),
            Tongue::Chinese => {
                crate::chinese::tokens(&self.weights, text, sentence, fixed, &cuts, &mut scratch.spans);
            }
        }
    }

    /// Tags up to [`LONGEST`] tokens and adds them to `tokens`.
    fn tag_piece(
        &self,
        text: &str,
        spans: &[Span],
        fixed: &[Span],
        scratch: &mut Scratch,
        tokens: &mut Vec<Token>,
    ) {
        let headline = is_headline(self.tongue, text, spans);
        let is_fixed = |span: &Span| fixed.iter().any(|fixed| fixed.holds(*span));
        let titled = self.tongue == Tongue::English && !headline && opens_title(text, spans, is_fixed);
        words(
            self.tongue,
            &self.weights.lexicon,
            spans
                .iter()
                .enumerate()
                .map(|(at, span)| (span.of(text), at == 0 && titled || is_fixed(span))),
            headline,
            scratch,
        );
        let weights = &self.weights;
        let count = classes(self.tongue);
        tagger::tag(
            &weights.tag,
            &weights.certain,
            &scratch.words,
            count,
            &mut scratch.classes,
        );
        for (at, span) in spans.iter().enumerate() {
            let form = span.of(text);
            let class = usize::from(scratch.classes[at]);
            let (tag, mut features) = meaning(self.tongue, class);
            lemma(self.tongue, form, class, &mut scratch.lower, &mut scratch.lemma);
            if is_negative(self.tongue, &scratch.lemma) {
                features = features.with(Features::NEGATIVE);
            }
            if fixed.iter().any(|fixed| fixed.holds(*span)) {
                features = features.with(Features::FIXED);
            }
            tokens.push(Token {
                span: *span,
                lemma: scratch.lemma.as_str().into(),
                tag,
                head: None,
                relation: Relation::Dep,
                features,
            });
        }
    }

    /// Tags and parses up to [`LONGEST`] tokens and adds them to the tree.
    fn parse_piece(
        &self,
        text: &str,
        spans: &[Span],
        fixed: &[Span],
        scratch: &mut Scratch,
        tree: &mut Tree,
    ) {
        let base = tree.tokens.len();
        self.tag_piece(text, spans, fixed, scratch, &mut tree.tokens);
        let tokens = &mut tree.tokens[base..];
        let mut units = std::mem::take(&mut scratch.units);
        // The class of such a node is an English one.
        let names = if self.tongue == Tongue::English {
            fixed
        } else {
            &[]
        };
        find_units(text, tokens, names, &mut units);
        for (node, unit) in units.iter().enumerate() {
            scratch.words[node] = scratch.words[unit.last];
            scratch.classes[node] = if unit.first < unit.last {
                crate::english::NAME
            } else {
                scratch.classes[unit.last]
            };
        }
        let weights = &self.weights;
        nodes(
            units.iter().map(|unit| &*tokens[unit.last].lemma),
            &scratch.words,
            &scratch.classes,
            self.tongue,
            &mut scratch.state,
        );
        decode(
            &mut scratch.state,
            &weights.arc,
            &weights.label,
            weights.sure_labels,
            Relation::ALL.len(),
            weights.lead,
        );
        let root = scratch.state.root();
        let first_root = (base > 0).then(|| tree.root()).flatten();
        let tokens = &mut tree.tokens[base..];
        for (node, unit) in units.iter().enumerate() {
            let built = scratch.state.built[node];
            for inner in (unit.first..=unit.last).filter(|at| *at != unit.head) {
                tokens[inner].head = Some(base + unit.head);
                tokens[inner].relation = Relation::Compound;
            }
            let token = &mut tokens[unit.head];
            token.relation = Relation::ALL[usize::from(built.label)];
            if built.head == root || built.head == NONE {
                token.head = first_root;
                token.relation = if first_root.is_some() {
                    Relation::Parataxis
                } else {
                    Relation::Root
                };
            } else {
                token.head = Some(base + units[built.head].head);
            }
        }
        if self.tongue == Tongue::English {
            below_helpers(tree, base);
        }
        scratch.units = units;
    }
}

/// "*Farhill Motors* has won", read as its having: what hangs on an auxiliary hangs on the verb that it helps.
fn below_helpers(tree: &mut Tree, from: usize) {
    for at in from..tree.tokens.len() {
        // Tagged as a verb by itself.
        let token = &mut tree.tokens[at];
        let helps = matches!(token.relation, Relation::Aux | Relation::AuxPass | Relation::Cop);
        if helps && token.tag == Tag::Verb && matches!(&*token.lemma, "be" | "have" | "do") {
            token.tag = Tag::Aux;
        }
        let helper = tree.tokens[at]
            .head
            .filter(|h| matches!(tree.tokens[*h].relation, Relation::Aux | Relation::AuxPass));
        let verb = helper.and_then(|h| tree.tokens[h].head).filter(|v| *v != at);
        if let Some(verb) = verb.filter(|_| tree.tokens[at].relation.is_subject()) {
            tree.tokens[at].head = Some(verb);
        }
    }
}

/// A node of a tree: a word, or a fixed span that is a name of several words.
#[derive(Clone, Copy)]
pub(crate) struct Unit {
    first: usize,
    last: usize,
    /// The word that the others hang on: the last, or the one before "of".
    head: usize,
}

/// True for a word that may end a name.
fn is_named(text: &str, token: &Token) -> bool {
    token.tag == Tag::Propn || token.tag == Tag::Noun && token.span.of(text).starts_with(char::is_uppercase)
}

/// The units of a piece.
fn find_units(text: &str, tokens: &mut [Token], fixed: &[Span], units: &mut Vec<Unit>) {
    units.clear();
    let mut at = 0;
    while at < tokens.len() {
        let mut last = at;
        if tokens[at].tag == Tag::Propn && tokens[at].features.has(Features::FIXED) {
            for span in fixed
                .iter()
                .filter(|span| span.start() == tokens[at].span.start())
            {
                let end = tokens[at..]
                    .iter()
                    .take_while(|token| token.span.end() <= span.end())
                    .count();
                if end > 0
                    && tokens[at + end - 1].span.end() == span.end()
                    && is_named(text, &tokens[at + end - 1])
                {
                    last = last.max(at + end - 1);
                }
            }
        }
        let head = (at..last)
            .find(|inner| tokens[inner + 1].tag == Tag::Adp)
            .unwrap_or(last);
        // "Hollin *Bank*": the last word of a name is one of its words, whatever it is by itself.
        if last > at {
            tokens[last].tag = Tag::Propn;
        }
        units.push(Unit {
            first: at,
            last,
            head,
        });
        at = last + 1;
    }
}

/// End of the piece that starts at token `from`: the sentence's end, or after a mark before [`LONGEST`] tokens.
fn piece(text: &str, spans: &[Span], from: usize) -> usize {
    if spans.len() - from <= LONGEST {
        return spans.len();
    }
    let marks = |set: &[&str]| {
        (from + LONGEST / 2..from + LONGEST)
            .rev()
            .find(|&at| set.contains(&spans[at].of(text)))
            .map(|at| at + 1)
    };
    marks(&[".", ";", "。", "；", "!", "?", "！", "？"])
        .or_else(|| marks(&[",", "，", ":", "：", "、"]))
        .unwrap_or(from + LONGEST)
}

/// Number of classes of a language's tagger.
pub(crate) fn classes(tongue: Tongue) -> usize {
    match tongue {
        Tongue::English => crate::english::CLASSES.len(),
        Tongue::Chinese => crate::chinese::CLASSES.len(),
    }
}

/// Part of speech and form of a class.
pub(crate) fn meaning(tongue: Tongue, class: usize) -> (Tag, Features) {
    match tongue {
        Tongue::English => (
            crate::english::CLASSES[class].tag,
            crate::english::CLASSES[class].features,
        ),
        Tongue::Chinese => (
            crate::chinese::CLASSES[class].tag,
            crate::chinese::CLASSES[class].features,
        ),
    }
}

/// Writes the lemma of `form` in a class into `lemma`.
pub(crate) fn lemma(tongue: Tongue, form: &str, class: usize, lower: &mut String, lemma: &mut String) {
    match tongue {
        Tongue::English => {
            lower.clear();
            if form.is_ascii() {
                lower.push_str(form);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(
                    form.chars()
                        .flat_map(char::to_lowercase)
                        .map(|c| if c == '’' { '\'' } else { c }),
                );
            }
            crate::english::lemma(form, lower, class, lemma);
        }
        Tongue::Chinese => {
            lemma.clear();
            lemma.push_str(form);
        }
    }
}

fn is_negative(tongue: Tongue, lemma: &str) -> bool {
    match tongue {
        Tongue::English => matches!(
            lemma,
            "not" | "no" | "never" | "neither" | "nor" | "nobody" | "nothing" | "none" | "nowhere"
        ),
        Tongue::Chinese => crate::chinese::is_negative(lemma),
    }
}

/// Makes the words of a sentence from their forms, each with whether the caller fixed it.
pub(crate) fn words<'a>(
    tongue: Tongue,
    lexicon: &Lexicon,
    forms: impl Iterator<Item = (&'a str, bool)>,
    headline: bool,
    scratch: &mut Scratch,
) {
    scratch.words.clear();
    for (at, (form, is_fixed)) in forms.enumerate() {
        let word = match tongue {
            Tongue::English => Word::alphabetic(lexicon, form, &mut scratch.lower),
            Tongue::Chinese => Word::han(lexicon, form),
        };
        // The capital of a first word, or of any word of a headline, tells nothing if the lexicon has it as a common
        // word.
        let is_free = tongue == Tongue::English && !is_fixed && (headline || at == 0);
        let word = if is_free && word.is_common(headline) && form.starts_with(char::is_uppercase) {
            scratch.lemma.clear();
            scratch.lemma.push_str(&scratch.lower);
            Word::alphabetic(lexicon, &scratch.lemma, &mut scratch.lower)
        } else {
            word
        };
        scratch.words.push(word);
    }
}

/// True when a sentence is set like a headline: most of its longer words begin with a capital.
pub(crate) fn is_headline(tongue: Tongue, text: &str, spans: &[Span]) -> bool {
    tongue == Tongue::English && capitals(spans.iter().map(|span| span.of(text)))
}

/// True for "*Finance* Minister" and a name that the caller knows: there the capital of the first word is no accident.
fn opens_title(text: &str, spans: &[Span], is_fixed: impl Fn(&Span) -> bool) -> bool {
    let [first, second, third, ..] = spans else {
        return false;
    };
    second.of(text).starts_with(char::is_uppercase)
        && !is_fixed(first)
        && !is_fixed(second)
        && is_fixed(third)
        && third.of(text).starts_with(char::is_uppercase)
}

/// True when at least four words are longer than three letters, and four in five of those begin with a capital.
pub(crate) fn capitals<'a>(forms: impl Iterator<Item = &'a str>) -> bool {
    let (mut long, mut capital) = (0, 0);
    for form in forms.filter(|form| form.len() > 3 && form.as_bytes()[0].is_ascii_alphabetic()) {
        long += 1;
        capital += usize::from(form.as_bytes()[0].is_ascii_uppercase());
    }
    long >= 4 && capital * 5 >= long * 4
}

/// Sets the nodes of a parse.
pub(crate) fn nodes<'a>(
    lemmas: impl Iterator<Item = &'a str>,
    words: &[Word],
    classes: &[u8],
    tongue: Tongue,
    state: &mut State,
) {
    state.nodes.clear();
    let (mut verbs, mut commas, mut quotes) = (0u16, 0u16, 0u16);
    for (at, lemma) in lemmas.enumerate() {
        let (tag, _) = meaning(tongue, usize::from(classes[at]));
        verbs += u16::from(tag == Tag::Verb || tag == Tag::Aux);
        commas +=
            u16::from(tag == Tag::Cconj || matches!(lemma, "," | "，" | ";" | "；" | ":" | "：" | "、"));
        quotes += u16::from(matches!(
            lemma,
            "\"" | "“" | "”" | "``" | "''" | "(" | ")" | "（" | "）" | "「" | "」" | "《" | "》"
        ));
        // A number's digits say nothing here; its word has them folded.
        let word = if tag == Tag::Num {
            words[at].lower
        } else {
            hash::bytes(lemma.as_bytes())
        };
        state.nodes.push(Node {
            word,
            class: u64::from(classes[at]) + 1,
            tag: tag as u64 + 1,
            ending: words[at].endings[2],
            verbs,
            commas,
            quotes,
        });
    }
    state.nodes.push(Node {
        word: 1,
        class: 100,
        tag: 100,
        verbs,
        commas,
        quotes,
        ..Node::default()
    });
}
