//! A text cut into sentences and tokens, once, for all stages.
//! What does not live here: what the words mean.

use crate::language::is_han;
use crate::{Article, BlockRole, Language, PackSources, Span, WordSet};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A run of letters (with inner apostrophes and hyphens): "Xiaomi's" is one token.
    Word,
    /// One Han character.
    Han,
    /// A run of digits with inner separators: "1,400.5".
    Number,
    /// One mark or symbol.
    Mark,
}

/// A token: where it stands and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Place in the document's text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// A sentence: never crosses a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Place in the document's text, white space trimmed.
    pub span: Span,
    /// Index of its block.
    pub block: usize,
    /// First token.
    pub first_token: usize,
    /// One past the last token.
    pub end_token: usize,
}

/// The document that stages read. Offsets are those of the article's text.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The article it was made of.
    pub article: &'a Article,
    /// The text.
    pub text: &'a str,
    /// Language that the rules are chosen by.
    pub lang: Language,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Tokens in order.
    pub tokens: Vec<Token>,
}

/// Words that decide where a sentence ends, of all languages: a page mixes them.
#[derive(Debug, Default)]
pub struct SentenceWords {
    /// Abbreviations that a full stop belongs to. Lower case, without the stop.
    abbreviations: WordSet,
    /// Those of them that hold their stop only before a number: "No.", months.
    before_numbers: WordSet,
    /// Those that may end a sentence as well: "p.m.", "Inc.".
    ending: WordSet,
    /// Words of a dateline in brackets.
    datelines: Vec<String>,
}

impl SentenceWords {
    /// Takes the lists of the stage `clauses`.
    pub fn compile(sources: &PackSources) -> SentenceWords {
        let list = |name: &str| -> Vec<String> {
            let of = |lang: &Language| {
                let code = lang.code().unwrap_or_default();
                sources.list(&format!("{code}/clauses/{name}")).to_vec()
            };
            Language::REGISTERED.iter().flat_map(of).collect()
        };
        SentenceWords {
            abbreviations: list("abbreviations").into_iter().collect(),
            before_numbers: list("abbreviations-before-numbers").into_iter().collect(),
            ending: list("abbreviations-ending").into_iter().collect(),
            datelines: list("dateline-words"),
        }
    }
}

impl<'a> Document<'a> {
    /// Cuts an article's text.
    pub fn of(article: &'a Article, sentence_words: &SentenceWords) -> Document<'a> {
        let text = article.text.as_str();
        let mut tokens = Vec::with_capacity(text.len() / 4);
        let mut sentences = Vec::new();
        for (index, block) in article.blocks.iter().enumerate() {
            for span in split_sentences(text, block.span, sentence_words) {
                let first_token = tokens.len();
                tokenize(text, span, &mut tokens);
                sentences.push(Sentence {
                    span,
                    block: index,
                    first_token,
                    end_token: tokens.len(),
                });
            }
        }
        Document {
            article,
            text,
            lang: article.lang,
            sentences,
            tokens,
        }
    }

    /// Tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.first_token..sentence.end_token]
    }

    /// Index of the sentence that holds the byte at `offset`, if any.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let index = self.sentences.partition_point(|s| s.span.end() <= offset);
        self.sentences
            .get(index)
            .filter(|s| s.span.holds_offset(offset))
            .map(|_| index)
    }

    /// True where the sentence stands in a title or heading.
    pub fn is_heading(&self, sentence: &Sentence) -> bool {
        matches!(
            self.article.blocks[sentence.block].role,
            BlockRole::Title | BlockRole::Heading
        )
    }
}

/// The longest word before a full stop that is looked at, in bytes.
const LONGEST_WORD: usize = 32;

/// The most bytes of a sentence: what goes on longer without a stop (a list, a transcript, a dump of words) is read in
/// parts, so that no rule that walks a sentence walks the page.
const LONGEST_SENTENCE: usize = 1500;
/// How far before that a comma or a space is looked for to part it at, in bytes.
const PARTING: usize = 500;

/// Sentence spans inside `within`: terminators with the closing quotes behind them, and line breaks.
pub fn split_sentences(text: &str, within: Span, sentence_words: &SentenceWords) -> Vec<Span> {
    let words = within.of(text);
    let base = within.start();
    let mut spans = Vec::new();
    let mut start = 0;
    let mut push = |start: usize, end: usize| {
        let mut span = Span::new(base + start, base + end).trim(text, &[]);
        while span.len() > LONGEST_SENTENCE {
            let at = parting(text, span);
            let part = Span::new(span.start(), at).trim(text, &[]);
            if !part.is_empty() {
                spans.push(part);
            }
            span = Span::new(at, span.end()).trim(text, &[]);
        }
        if !span.is_empty() {
            spans.push(span);
        }
    };
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        // 【…讯】, 【…报道】 stands by itself between a headline and a text that were run together.
        if c == '【'
            && let Some(close) = dateline(&words[at..], &sentence_words.datelines)
        {
            push(start, at);
            push(at, at + close);
            start = at + close;
            while chars.peek().is_some_and(|(next, _)| *next < start) {
                chars.next();
            }
            continue;
        }
        let ends = match c {
            '\n' | '\r' => true,
            '。' | '！' | '？' | '!' | '?' | '…' => true,
            '；' => false,
            '.' => ends_sentence(words, at, sentence_words),
            _ => false,
        };
        if !ends {
            continue;
        }
        let mut end = end;
        while let Some(&(_, next)) = chars.peek() {
            if matches!(
                next,
                '”' | '’'
                    | '」'
                    | '』'
                    | '"'
                    | '\''
                    | '）'
                    | ')'
                    | '》'
                    | '。'
                    | '！'
                    | '？'
                    | '!'
                    | '?'
                    | '…'
            ) {
                end += next.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        push(start, end);
        start = end;
    }
    push(start, words.len());
    spans
}

/// Where a sentence that is too long is parted: behind the last comma or semicolon that is near enough, else behind
/// the last space, else between two characters.
fn parting(text: &str, span: Span) -> usize {
    let mut end = span.start() + LONGEST_SENTENCE;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut from = end - PARTING;
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..end];
    let behind = |at: usize| from + at + text[from + at..].chars().next().map_or(1, char::len_utf8);
    tail.rfind(['，', '；', '、', ';'])
        .or_else(|| tail.rfind(", "))
        .or_else(|| tail.rfind(char::is_whitespace))
        .map_or(end, behind)
}

/// Length of a bracketed dateline at the start of `words`, if one stands there.
fn dateline(words: &str, datelines: &[String]) -> Option<usize> {
    let close = words.char_indices().take(48).find(|(_, c)| *c == '】')?.0;
    datelines
        .iter()
        .any(|w| words[..close].contains(w.as_str()))
        .then_some(close + '】'.len_utf8())
}

/// True where the full stop at `at` ends a sentence: not inside a number, an abbreviation or an initial.
fn ends_sentence(words: &str, at: usize, sentence_words: &SentenceWords) -> bool {
    let before = &words[..at];
    let after = &words[at + 1..];
    let next = after.chars().next();
    let Some(next) = next else { return true };
    // "D-Ohio., in May": an abbreviation, whatever its letters.
    if next.is_alphanumeric() && !is_han(next) || matches!(next, ',' | ';' | ':') {
        return false;
    }
    if before.chars().next_back().is_some_and(is_han) {
        return true;
    }
    // A word longer than this is no abbreviation: no further is looked.
    let mut reach = before.len().saturating_sub(LONGEST_WORD);
    while !before.is_char_boundary(reach) {
        reach += 1;
    }
    let word = before[reach..]
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '‘'))
        .next()
        .unwrap_or("");
    let lower = word.to_ascii_lowercase();
    let following = after
        .trim_start_matches(['"', '\'', '”', '’', ')'])
        .trim_start()
        .chars()
        .next();
    let lower_follows = following.is_some_and(|c| c.is_lowercase());
    if lower_follows && !matches!(next, '"' | '”') {
        return false;
    }
    if lower.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase()) {
        // An initial, but for the network: "wrote on X. “We …"
        return before.ends_with(" on X") && following.is_some_and(|c| c.is_uppercase() || c == '“');
    }
    if !sentence_words.abbreviations.contains(&lower) {
        return true;
    }
    if sentence_words.before_numbers.contains(&lower) {
        return !following.is_some_and(|c| c.is_ascii_digit());
    }
    sentence_words.ending.contains(&lower) && following.is_some_and(|c| c.is_uppercase())
}

/// Appends the tokens of `within`.
pub fn tokenize(text: &str, within: Span, tokens: &mut Vec<Token>) {
    let words = within.of(text);
    let base = within.start();
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = at + c.len_utf8();
        let kind = if is_han(c) {
            TokenKind::Han
        } else if c.is_numeric() {
            while let Some(&(next_at, next)) = chars.peek() {
                let inner = matches!(next, ',' | '.')
                    && words[next_at + 1..]
                        .chars()
                        .next()
                        .is_some_and(|d| d.is_ascii_digit());
                if next.is_numeric() || inner {
                    end = next_at + next.len_utf8();
                    chars.next();
                } else {
                    break;
                }
            }
            TokenKind::Number
        } else if c.is_alphabetic() {
            while let Some(&(next_at, next)) = chars.peek() {
                let inner = matches!(next, '\'' | '’' | '-' | '.' | '&')
                    && words[next_at + next.len_utf8()..]
                        .chars()
                        .next()
                        .is_some_and(|d| d.is_alphanumeric() && !is_han(d));
                if (next.is_alphanumeric() && !is_han(next)) || inner {
                    end = next_at + next.len_utf8();
                    chars.next();
                } else {
                    break;
                }
            }
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
        tokens.push(Token {
            span: Span::new(base + at, base + end),
            kind,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let words = SentenceWords {
            abbreviations: ["mr", "aug"].into_iter().collect(),
            before_numbers: ["aug"].into_iter().collect(),
            ..SentenceWords::default()
        };
        split_sentences(text, Span::new(0, text.len()), &words)
            .into_iter()
            .map(|s| s.of(text))
            .collect()
    }

    #[test]
    fn what_has_no_stop_is_read_in_parts() {
        let words = "ropes, nets and more ".repeat(400);
        let parts = sentences(&words);
        assert!(parts.len() > 4 && parts.iter().all(|p| p.len() <= LONGEST_SENTENCE));
        let all_but_last = &parts[..parts.len() - 1];
        assert!(all_but_last.iter().all(|p| p.ends_with(',')), "{:?}", parts[0]);
        assert!(
            sentences(&"渔".repeat(3000))
                .iter()
                .all(|p| p.len() <= LONGEST_SENTENCE)
        );
        assert_eq!(sentences(&"short words ".repeat(100)).len(), 1);
    }

    #[test]
    fn stops_inside_abbreviations_and_numbers_do_not_split() {
        assert_eq!(
            sentences("Mr. Wu paid $3.5 bn. He left on Aug. 4. J. Roe stayed."),
            ["Mr. Wu paid $3.5 bn.", "He left on Aug. 4.", "J. Roe stayed."]
        );
        assert_eq!(
            sentences("“工厂建好了。”他说。明年投产！"),
            ["“工厂建好了。”", "他说。", "明年投产！"]
        );
    }
}
