//! The noun phrase that speaks, cut out of the words before a Chinese cue: it ends at the first word that cannot stand in
//! a name or a title (an adverb, an auxiliary, a preposition, another verb, a date).
//! What does not live here: adverbials off the ends of those words (see `source`).

use super::rules::ChineseLists;
use super::source;
use crate::language::is_han;
use crate::{Dictionary, Mention, NameKind, Span};

/// Words that end a noun phrase, and words that only hold one of them: 会 ends it, 协会 does not.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    words: Dictionary,
    /// How many of the patterns end a phrase; the others protect.
    ending: usize,
}

impl Breaks {
    pub fn compile(ending: Vec<String>, unbroken: Vec<String>) -> Breaks {
        let count = ending.len();
        let patterns: Vec<String> = ending.into_iter().chain(unbroken).collect();
        Breaks {
            words: Dictionary::of(&patterns),
            ending: count,
        }
    }
}

/// The words before a cue, parted: who, and what else stands between who and the cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub noun: Span,
    /// Words of a predicate between the noun phrase and the cue.
    pub rest: Option<Span>,
}

/// The noun phrase at the beginning of `span`.
pub(super) fn noun(text: &str, span: Span, lists: &ChineseLists, mentions: &[Mention]) -> Phrase {
    let span = pronoun(text, in_pairs(text, behind_gap(text, span)));
    let words = span.of(text);
    let whole = Phrase {
        noun: span,
        rest: None,
    };
    // 参与谈判的|官员: what modifies the head may hold any word.
    let from = modifier(words);
    let from_mention = mentions.partition_point(|m| m.span.end() <= span.start());
    let named = |at: usize| {
        mentions[from_mention..]
            .iter()
            .take_while(|m| m.span.start() < span.start() + at)
            .any(|m| m.span.holds_offset(span.start() + at))
    };
    let word = lists
        .breaks
        .words
        .find_all(&words[from..])
        .filter(|(_, _, word)| *word < lists.breaks.ending)
        .map(|(start, ..)| from + start)
        .find(|at| !named(*at) && !bracketed(&words[..*at]));
    // 局长通过他的账号: the means is no part of who.
    let means = ["通过", "透过"]
        .iter()
        .filter_map(|w| words.find(w))
        .find(|at| *at >= 6 && !bracketed(&words[..*at]) && !named(*at));
    // 周志军|代表渔民: for whom somebody speaks. 周志军代表, 周志军代表团 are who speaks.
    let behalf = words.find("代表").filter(|at| {
        let person = |m: &Mention| m.kind == NameKind::Person && m.span.end() == span.start() + at;
        let whom = &words[at + "代表".len()..];
        whom.starts_with(is_han)
            && !whom.starts_with(|c| lists.delegation_ends.contains(c))
            && mentions[from_mention..].iter().any(person)
    });
    let word = [word, means, behalf].into_iter().flatten().min();
    let cut = match (word, date(words, from)) {
        (Some(a), Some(b)) => a.min(b),
        (Some(a), None) | (None, Some(a)) => a,
        (None, None) => return whole,
    };
    let head = source::strip_tail(&words[..cut], lists);
    Phrase {
        noun: Span::new(span.start(), span.start() + head.len()).trim(text, &['，', ',', '、', '“', '—']),
        rest: Some(Span::new(span.start() + cut, span.end())),
    }
}

/// Where the head of the phrase begins: behind the last 的 outside brackets and quotes.
fn modifier(words: &str) -> usize {
    let head = words.trim_end_matches('的');
    head.rmatch_indices('的')
        .find(|(at, _)| !bracketed(&words[..*at]))
        .map_or(0, |(at, de)| at + de.len())
}

/// True inside brackets, title marks or quotes that the words have opened.
fn bracketed(words: &str) -> bool {
    let count = |marks: &[char]| words.chars().filter(|c| marks.contains(c)).count();
    count(&['（', '(', '《', '“', '「', '【']) > count(&['）', ')', '》', '”', '」', '】'])
}

/// A date inside: 某公司|5月3日….
fn date(words: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(offset) = words[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let rest = words[start..].trim_start_matches(|c: char| c.is_ascii_digit());
        if start > 0 && rest.starts_with(['年', '月', '日', '时', '時', '点']) && !bracketed(&words[..start])
        {
            return Some(start);
        }
        at = words.len() - rest.len();
    }
    None
}

/// 听证会上|他: a pronoun at the end is the subject.
fn pronoun(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let last = ["他们", "她们", "我们", "他", "她"]
        .iter()
        .find(|p| words.ends_with(**p));
    match last {
        Some(p)
            if words[..words.len() - p.len()]
                .ends_with(['上', '中', '时', '后', '里', '下', '间', '日', '，']) =>
        {
            Span::new(span.end() - p.len(), span.end())
        }
        _ => span,
    }
}

/// What stands behind the last gap between Chinese characters: a headline or a label that runs into the text is left out.
fn behind_gap(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let gap = words.char_indices().rev().find(|(at, c)| {
        c.is_whitespace()
            && words[at + c.len_utf8()..].chars().next().is_some_and(is_han)
            && words[..*at]
                .chars()
                .next_back()
                .is_some_and(|b| is_han(b) || b == '”' || b == '）')
            && words[at + c.len_utf8()..].chars().count() >= 2
    });
    match gap {
        Some((at, c)) => Span::new(span.start() + at + c.len_utf8(), span.end()),
        None => span,
    }
}

/// Marks that lost their partner: a quote that opens right before the words is taken back, another one cut off.
fn in_pairs(text: &str, span: Span) -> Span {
    let mut span = span;
    for (open, close) in [('“', '”'), ('《', '》'), ('（', '）'), ('(', ')')] {
        let words = span.of(text);
        let (opened, closed) = (words.matches(open).count(), words.matches(close).count());
        if closed > opened {
            if text[..span.start()].ends_with(open) {
                span = Span::new(span.start() - open.len_utf8(), span.end());
            } else if let Some(at) = words.find(close) {
                let rest = Span::new(span.start() + at + close.len_utf8(), span.end());
                if !rest.is_empty() {
                    span = rest.trim(text, &[]);
                }
            }
        } else if opened > closed
            && let Some(at) = words.rfind(open)
            && at > 0
        {
            span = Span::new(span.start(), span.start() + at).trim(text, &[]);
        }
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> ChineseLists {
        let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        ChineseLists {
            breaks: Breaks::compile(
                own(&["就", "会", "于", "却", "在", "将", "让", "指着"]),
                own(&["协会", "委员会", "就业"]),
            ),
            adverbs: own(&["正", "一面"]),
            ..ChineseLists::default()
        }
    }

    #[test]
    fn a_noun_phrase_ends_at_a_word_that_names_nobody() {
        let lists = lists();
        let cut = |words: &str| {
            let phrase = noun(words, Span::new(0, words.len()), &lists, &[]);
            (phrase.noun.of(words).to_owned(), phrase.rest.is_some())
        };
        assert_eq!(cut("渔业协会"), ("渔业协会".to_owned(), false));
        assert_eq!(cut("两港正就运费"), ("两港".to_owned(), true));
        assert_eq!(cut("新桥渔业于"), ("新桥渔业".to_owned(), true));
        assert_eq!(cut("县就业局将加大"), ("县就业局".to_owned(), true));
        assert_eq!(cut("在场的船员"), ("在场的船员".to_owned(), false));
        assert_eq!(cut("港务局3日晚"), ("港务局".to_owned(), true));
        assert_eq!(cut("码头要闻 港务局"), ("港务局".to_owned(), false));
        assert_eq!(cut("老人指着货架质"), ("老人".to_owned(), true));
        assert_eq!(cut("却"), (String::new(), true));
    }
}
