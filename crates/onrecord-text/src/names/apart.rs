//! Keeps names that were guessed apart from times and quantities: 陈立|本周, 郑某|一年, [9 3月]|渔业局.
//! What does not live here: values that stand inside names that are sure (see `crate::segments`), and finding either.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::candidate::{Candidate, Trust};
use super::word_at;
use crate::language::is_han;
use crate::{Dictionary, NameKind, Quantity, QuantityKind, Span, TimeKind, TimeValue, WordSet};

/// Words that tell what a guessed Chinese name cannot be. They are lists of stage `names`.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Classifiers of people, pieces and money: a number before one counts, inside a name or out of it.
    counters: Vec<String>,
    /// Characters that join or govern what follows: a short stretch that begins with one is no person.
    joins: Vec<char>,
    /// Words whose last character only seems to begin a name: 对于, 女王.
    seeming: Vec<String>,
    /// Characters that point or count: 位母亲, 全党.
    pointers: Vec<char>,
    /// Characters that no name has: 张姓男子.
    none: Vec<char>,
    /// What two characters end in that name a side: 菲方.
    sides: Vec<char>,
    /// Things and bodies, in what a name ends in that is no person's.
    things: Vec<String>,
    /// Words behind a person, whose first character a guessed name may swallow: 周衡|一审.
    behind: Dictionary,
    /// Words before a person, whose last character a guessed name may swallow: 总理|亚瑟.
    before: Vec<String>,
    /// Of the words behind those that are behind a place: 石岭|大使.
    posts: Vec<String>,
    /// Characters that say how sure something is, and that no given name ends in: 贺岚|恐被判刑.
    hedges: Vec<char>,
    /// Last characters of bodies and places that somebody heads as 长.
    headed: Vec<char>,
    /// Characters that make another word of a 长 before them: 长期.
    lengths: Vec<char>,
    /// Words that tell an event: no guessed name has half of one.
    events: Arc<Dictionary>,
    /// Words of frames for firms, bodies and things: no names by themselves.
    common: WordSet,
}

impl Words {
    /// From the lists of a language, the words that tell events in it, and those for firms, bodies and things.
    pub fn compile(list: &dyn Fn(&str) -> Vec<String>, events: &Arc<Dictionary>, common: WordSet) -> Words {
        let chars = |name: &str| list(name).iter().flat_map(|w| w.chars()).collect();
        Words {
            counters: list("counters"),
            joins: chars("joining-characters"),
            seeming: list("seeming-surnames"),
            pointers: chars("pointing-characters"),
            none: chars("never-in-persons"),
            sides: chars("sides"),
            things: list("thing-ends"),
            behind: Dictionary::of(list("words-behind-names")),
            before: list("words-before-names"),
            posts: list("posts-of-places"),
            hedges: chars("hedges-behind-persons"),
            headed: chars("headed-by-zhang"),
            lengths: chars("behind-zhang"),
            events: Arc::clone(events),
            common,
        }
    }
}

/// Spans that no guessed name may cross, in text order.
pub(super) fn barriers(
    text: &str,
    times: &[TimeValue],
    quantities: &[Quantity],
    candidates: &[Candidate],
    words: &Words,
) -> Vec<Span> {
    // 记者陈立冬: what a rule with evidence of its own takes for a person may end as a feast does.
    let mut sure: Vec<Span> = candidates
        .iter()
        .filter(|c| c.kind == NameKind::Person && c.trust == Trust::Sure)
        .map(|c| c.span)
        .collect();
    sure.sort_unstable_by_key(|s| (s.start(), s.end()));
    let given = |t: &TimeValue| {
        (t.rule.ends_with("/feast") || t.rule.contains("/solar"))
            && sure
                .iter()
                .skip(sure.partition_point(|s| s.end() < t.span.end()))
                .take(2)
                .any(|s| s.end() == t.span.end() && s.start() < t.span.start())
    };
    let mut spans: Vec<Span> = times
        .iter()
        .filter(|t| t.kind != TimeKind::Set && !given(t))
        .map(|t| t.span)
        .collect();
    spans.extend(
        quantities
            .iter()
            .filter(|q| counts(text, q, words))
            .map(|q| q.span),
    );
    spans.sort_unstable_by_key(|s| (s.start(), s.end()));
    // What lies inside another, or crosses it, is covered by it.
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if last.end() > span.start() => *last = last.cover(span),
            _ => apart.push(span),
        }
    }
    apart
}

/// True for a number that counts something whatever stands around it.
fn counts(text: &str, quantity: &Quantity, words: &Words) -> bool {
    match quantity.kind {
        QuantityKind::Money | QuantityKind::Share => true,
        QuantityKind::Measure => quantity.span.of(text).starts_with(|c: char| c.is_ascii_digit()),
        QuantityKind::Count => quantity
            .unit
            .as_deref()
            .is_some_and(|u| words.counters.iter().any(|w| w == u)),
        QuantityKind::Rank => false,
    }
}

/// Cuts Chinese candidates that no catalogue knows at the barriers that they hold or cross, and drops those of which no
/// name is left. `barriers` are in text order.
pub(super) fn cut(text: &str, barriers: &[Span], candidates: &mut Vec<Candidate>) {
    candidates.retain_mut(|c| {
        if c.entity.is_some() || c.kind == NameKind::Document {
            return true;
        }
        let from = barriers.partition_point(|b| b.end() <= c.span.start());
        let end = c.span.end();
        for barrier in barriers[from..].iter().take_while(|b| b.start() < end) {
            let whole = c.span;
            if barrier.holds(whole) {
                return false;
            }
            let head = Span::new(whole.start(), barrier.start().max(whole.start()));
            let tail = Span::new(barrier.end().min(whole.end()), whole.end());
            let long = |span: Span| {
                span.of(text)
                    .chars()
                    .filter(|c| is_han(*c) || c.is_alphanumeric())
                    .count()
                    >= 2
            };
            if c.kind == NameKind::Person || tail.is_empty() {
                // A body or a place whose last word was cut off was none.
                if !long(head) || c.kind != NameKind::Person && c.trust != Trust::Tagged {
                    return false;
                }
                c.span = head;
                return true;
            }
            if head.is_empty() {
                if !long(tail) {
                    return false;
                }
                c.span = tail;
                continue;
            }
            // A number inside: what goes on behind it to the name's last word is the name, if anything is.
            if !long(tail) || tail.of(text).chars().count() < 3 {
                return false;
            }
            c.span = tail;
        }
        true
    });
}

/// Cuts guessed people at the words that they run into, if the words do not begin or end there anyway: 周衡|一审获刑, but
/// 林守一|起诉.
pub(super) fn edges(text: &str, words: &Words, candidates: &mut [Candidate]) {
    let opens = |at: usize| -> Option<&str> {
        let rest = &text[at..];
        let length = word_at(&words.behind, rest).max(word_at(&words.events, rest))?;
        Some(&rest[..length])
    };
    for c in candidates.iter_mut() {
        if c.kind != NameKind::Person || c.entity.is_some() {
            continue;
        }
        let name = c.span.of(text);
        let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else {
            continue;
        };
        let dotted = name.chars().any(|c| !is_han(c));
        let count = name.chars().count();
        if !is_han(last) || count < 3 {
            continue;
        }
        // 埃里克·沃|森: a part of one character more would be none.
        let end = c.span.end() - last.len_utf8();
        let whole = text[..end].chars().next_back().is_some_and(is_han);
        if whole && words.hedges.contains(&last) {
            c.span = Span::new(c.span.start(), end);
            continue;
        }
        let swallowed =
            opens(end).filter(|w| w.len() > last.len_utf8() && whole && opens(c.span.end()).is_none());
        if let Some(word) = swallowed {
            if words.posts.iter().any(|p| p == word) {
                c.kind = NameKind::Place;
            }
            c.span = Span::new(c.span.start(), end);
            continue;
        }
        let up_to_first = &text[..c.span.start() + first.len_utf8()];
        let begins = words
            .before
            .iter()
            .any(|w| w.chars().count() > 1 && up_to_first.ends_with(w.as_str()));
        if dotted && is_han(first) && begins {
            let start = c.span.start() + first.len_utf8();
            if text[start..].chars().next().is_some_and(is_han) {
                c.span = Span::new(start, c.span.end());
            }
        }
    }
}

/// Cuts guessed firms and places at words of events that they hold half of, 关|闭东岭工厂, and drops those that are a word
/// for firms or things and nothing else.
pub(super) fn events(text: &str, words: &Words, candidates: &mut Vec<Candidate>) {
    let walls: Vec<Span> = words
        .events
        .find_all(text)
        .map(|(from, to, _)| Span::new(from, to))
        .collect();
    let long = |span: Span| span.of(text).chars().count() >= 2;
    candidates.retain_mut(|c| {
        if c.entity.is_some() || c.kind == NameKind::Document {
            return true;
        }
        if c.kind != NameKind::Person && c.trust != Trust::Sure {
            let from = walls.partition_point(|w| w.end() <= c.span.start());
            if let Some(wall) = walls
                .get(from)
                .filter(|w| w.start() < c.span.start() && w.end() < c.span.end())
            {
                let rest = Span::new(wall.end(), c.span.end());
                if !long(rest) {
                    return false;
                }
                c.span = rest;
            }
            let upto = walls.partition_point(|w| w.end() <= c.span.end());
            if let Some(wall) = walls
                .get(upto)
                .filter(|w| w.start() < c.span.end() && w.start() > c.span.start())
            {
                let rest = Span::new(c.span.start(), wall.start());
                if !long(rest) {
                    return false;
                }
                c.span = rest;
            }
        }
        !words.common.contains(c.span.of(text))
    });
}

/// True for a body or place that is only the beginning of a post: 财政部|长.
pub(super) fn is_post(text: &str, candidate: &Candidate, words: &Words) -> bool {
    let Some(rest) = text[candidate.span.end()..].strip_prefix('长') else {
        return false;
    };
    candidate.span.of(text).ends_with(|c| words.headed.contains(&c))
        && !rest.starts_with(|c| words.lengths.contains(&c))
}

/// True for a stretch of Chinese that can be a person: more than a family name, and no conjunction before it.
pub(super) fn may_be_person(text: &str, candidate: &Candidate, known: &Words) -> bool {
    if candidate.kind != NameKind::Person || candidate.entity.is_some() {
        return true;
    }
    let words = candidate.span.of(text);
    let count = words.chars().count();
    let Some(first) = words.chars().next().filter(|_| count >= 2) else {
        return false;
    };
    let joins = known.joins.contains(&first) && words.chars().all(is_han) && count <= 4;
    let up_to_first = &text[..candidate.span.start() + first.len_utf8()];
    let seems = known.seeming.iter().any(|w| up_to_first.ends_with(w.as_str()));
    let thing = known.things.iter().any(|w| words.ends_with(w.as_str()));
    let side = count == 2 && words.ends_with(|c| known.sides.contains(&c));
    let other = known.pointers.contains(&first)
        || words
            .chars()
            .any(|c| known.none.contains(&c) || c.is_ascii_digit());
    !joins && !seems && !thing && !side && !other
}

/// Cuts Chinese people by what the page calls them elsewhere: 郑立方 where it has 郑立 more often, 谢林批|准.
pub(super) fn agree(text: &str, candidates: &mut [Candidate]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let guessed = |c: &Candidate| c.kind == NameKind::Person && c.entity.is_none();
    for c in candidates.iter().filter(|c| guessed(c)) {
        *counts.entry(c.span.of(text)).or_default() += 1;
    }
    for c in candidates.iter_mut().filter(|c| guessed(c)) {
        let words = c.span.of(text);
        if words.chars().count() != 3 || !words.chars().all(is_han) {
            continue;
        }
        let last = words.chars().next_back().map_or(0, char::len_utf8);
        let shorter = &words[..words.len() - last];
        let (own, other) = (counts.get(words), counts.get(shorter));
        if other.is_some_and(|n| *n > 1 && *n > 2 * own.copied().unwrap_or(0)) {
            c.span = Span::new(c.span.start(), c.span.end() - last);
        }
    }
}

/// True for a name of one letter, or of one character that no catalogue knows: none.
pub(super) fn too_short(text: &str, candidate: &Candidate) -> bool {
    let words = candidate.span.of(text).trim_matches(['.', ' ']);
    words.chars().count() <= 1 && candidate.entity.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(text: &str, words: &str, kind: NameKind) -> Candidate {
        let at = text.find(words).unwrap_or(0);
        Candidate {
            span: Span::new(at, at + words.len()),
            kind,
            rule: Arc::from("test"),
            entity: None,
            trust: Trust::Tagged,
        }
    }

    #[test]
    fn a_person_ends_where_a_time_begins() {
        let text = "局长陈立本周去了海川，李目前没有回应。";
        let barrier = |words: &str| {
            let at = text.find(words).unwrap_or(0);
            Span::new(at, at + words.len())
        };
        let mut candidates = vec![
            candidate(text, "陈立本周", NameKind::Person),
            candidate(text, "李目前", NameKind::Person),
        ];
        cut(text, &[barrier("本周"), barrier("目前")], &mut candidates);
        let names: Vec<&str> = candidates.iter().map(|c| c.span.of(text)).collect();
        assert_eq!(names, ["陈立"]);
    }

    #[test]
    fn the_page_says_how_long_a_name_is() {
        let text = "陈立说。陈立走了。陈立回来。陈立批准了。";
        let at = |from: usize, len: usize| Candidate {
            span: Span::new(from, from + len),
            ..candidate(text, "陈立", NameKind::Person)
        };
        let mut candidates = vec![at(0, 6), at(12, 6), at(27, 6), at(42, 9)];
        agree(text, &mut candidates);
        assert!(candidates.iter().all(|c| c.span.of(text) == "陈立"));
    }

    #[test]
    fn a_conjunction_begins_no_name() {
        let words = Words {
            joins: vec!['和'],
            seeming: vec!["对于".into()],
            ..Words::default()
        };
        let text = "司机和搬运工吵了起来，对于成龙没有影响，于成龙也来了";
        assert!(!may_be_person(
            text,
            &candidate(text, "和搬运", NameKind::Person),
            &words
        ));
        assert!(!may_be_person(
            text,
            &candidate(text, "于成龙没", NameKind::Person),
            &words
        ));
        assert!(may_be_person(
            text,
            &candidate(text, "于成龙也", NameKind::Person),
            &words
        ));
        assert!(may_be_person(
            text,
            &candidate(text, "司机", NameKind::Person),
            &words
        ));
        assert!(too_short(text, &candidate(text, "司", NameKind::Place)));
    }
}
