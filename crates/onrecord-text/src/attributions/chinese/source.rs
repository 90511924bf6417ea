//! Who speaks in a Chinese clause: the words before a cue without adverbs, times and places.
//! What does not live here: cues and contents (see `chinese`).

use super::rules::{ChineseLists, DateWords};
use crate::Span;

/// What stands before a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Before {
    /// The source; empty where the clause names none.
    pub source: Span,
    /// False where a negation stands before the cue.
    pub positive: bool,
}

/// True for marks that end a clause.
pub(super) fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '；'
            | ';'
            | '：'
            | ':'
            | '。'
            | '！'
            | '？'
            | '!'
            | '?'
            | '\n'
            | '…'
            | '　'
            | '—'
            | '】'
            | '|'
            | '｜'
    )
}

fn strip_end<'t>(words: &'t str, list: &[String]) -> Option<&'t str> {
    // Most words of a list end otherwise: their last byte tells.
    let last = words.as_bytes().last()?;
    list.iter()
        .filter(|w| w.as_bytes().last() == Some(last))
        .find_map(|w| words.strip_suffix(w.as_str()))
}

fn strip_start<'t>(words: &'t str, list: &[String]) -> Option<&'t str> {
    list.iter().find_map(|w| words.strip_prefix(w.as_str()))
}

/// A date or weekday at the end: 8月28日, 周三, 星期天, 14日.
fn strip_date_end<'t>(words: &'t str, dates: &DateWords) -> Option<&'t str> {
    let trimmed = words.trim_end();
    if let Some(rest) = trimmed.strip_suffix(['）', ')']) {
        // （8月30日）
        let open = rest.rfind(['（', '('])?;
        let inside = &rest[open..];
        let day = dates.days.iter().any(|d| inside.contains(d.as_str()));
        if day && inside.chars().count() < 10 {
            return Some(&rest[..open]);
        }
        return None;
    }
    if let Some(rest) = strip_end(trimmed, &dates.weekdays).and_then(|head| strip_end(head, &dates.weeks)) {
        return Some(strip_end(rest, &dates.week_sides).unwrap_or(rest));
    }
    // 两天前, 3小时前
    if let Some(head) = trimmed.strip_suffix('前')
        && let Some(count) = strip_end(head, &dates.lengths)
    {
        let rest = count.trim_end_matches(|c: char| c.is_ascii_digit() || dates.counts.contains(c));
        if rest.len() < count.len() {
            return Some(rest);
        }
    }
    let mut rest = trimmed;
    let mut any = false;
    while let Some(head) = strip_end(rest, &dates.units) {
        let digits = head.trim_end_matches(|c: char| c.is_ascii_digit() || dates.figures.contains(c));
        if digits.len() == head.len() {
            break;
        }
        rest = digits;
        any = true;
    }
    any.then_some(rest)
}

/// The same at the beginning, with the clock.
fn strip_date_start<'t>(words: &'t str, dates: &DateWords) -> Option<&'t str> {
    let mut rest = words;
    let mut any = false;
    loop {
        let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if tail.len() == rest.len() {
            break;
        }
        match strip_start(tail, &dates.units).or_else(|| strip_start(tail, &dates.clock)) {
            Some(next) => {
                rest = next;
                any = true;
            }
            None => break,
        }
    }
    any.then_some(rest)
}

/// What the words between `start` and the cue say about the speaker.
pub(super) fn before(text: &str, start: usize, cue: usize, lists: &ChineseLists) -> Before {
    let whole = Span::new(start, cue).trim(
        text,
        &[
            '“', '”', '"', '＂', '〝', '〞', '〟', '「', '」', '『', '』', '、', '·', '-', '（', '）', '(',
            ')',
        ],
    );
    // Parentheses behind a name stay with it; marks at the ends do not.
    let whole = Span::new(
        whole.start(),
        Span::new(start, cue)
            .trim(text, &['“', '"', '＂', '〝', '、', '-'])
            .end()
            .max(whole.end()),
    );
    let mut words = whole.of(text);
    let base = whole.start();
    let mut positive = true;
    for _ in 0..8 {
        let length = words.len();
        words = words.trim_end();
        // 不得不|承认: two negations are none.
        if let Some(rest) = strip_end(words, &lists.double_negations) {
            words = rest;
            continue;
        }
        if let Some(rest) = strip_end(words, &lists.negations) {
            positive = false;
            words = rest;
            continue;
        }
        // 王刚|表示: a name keeps its last character.
        if let Some(rest) = strip_end(words, &lists.adverbs)
            && !(words.chars().count() == 2
                && rest.chars().count() == 1
                && strip_start(rest, &lists.pronouns).is_none())
        {
            words = rest;
            continue;
        }
        if let Some(rest) = strip_date_end(words, &lists.dates) {
            words = rest;
            continue;
        }
        if let Some(cut) = adverbial(words, lists) {
            words = &words[..cut];
            continue;
        }
        if words.len() == length {
            break;
        }
    }
    // An act between subject and cue: 发表讲话, 接受采访.
    if let Some(cut) = act(words, lists) {
        words = &words[..cut];
        words = strip_tail(words, lists);
        // 马英九|在日内瓦|出席: a place before the act.
        let place = lists
            .place_words
            .iter()
            .filter_map(|w| words.rfind(w.as_str()))
            .max();
        if let Some(cut) = place.filter(|c| *c >= 6)
            && words[cut..].chars().count() <= 8
        {
            words = &words[..cut];
        }
    }
    words = strip_place(words, &lists.place_verbs);
    let end = base + words.len();
    let mut head = words;
    for _ in 0..6 {
        let trimmed = head.trim_start_matches([' ', '　', '·', '、', '—', '-']);
        if trimmed.len() != head.len() {
            head = trimmed;
            continue;
        }
        // 有的, 有些 belong to the source.
        if let Some(rest) = strip_start(head, &lists.leads)
            && !rest.starts_with(['的', '些'])
        {
            head = rest;
            continue;
        }
        let dated = strip_date_start(head, &lists.dates);
        if let Some(rest) = dated.or_else(|| strip_byline(head, &lists.writers)) {
            head = rest;
            continue;
        }
        break;
    }
    // 在业内|看来: the preposition is no part of the source. 由…, 从…: no subject at all.
    if let Some(rest) = head
        .strip_prefix(['在', '对'])
        .filter(|_| text[cue..].starts_with('看'))
    {
        head = rest;
    } else if strip_start(head, &lists.no_subject).is_some() {
        head = "";
    }
    Before {
        source: Span::new(end - head.len(), end).trim(text, &['，', ',']),
        positive,
    }
}

/// 本报讯（记者李明）|市交通委: what a report opens with is no part of the source.
fn strip_byline<'t>(words: &'t str, writers: &[String]) -> Option<&'t str> {
    let open = words.find(['（', '('])?;
    let close = open + words[open..].find(['）', ')'])?;
    if !writers.iter().any(|w| words[open..close].contains(w.as_str())) {
        return None;
    }
    let rest = words[close..].trim_start_matches(['）', ')', ' ', '　']);
    (!rest.is_empty()).then_some(rest)
}

/// 李明|在朋友圈: a short place behind a subject.
fn strip_place<'t>(words: &'t str, verbs: &[String]) -> &'t str {
    let Some(cut) = words.rfind('在').filter(|cut| *cut >= 6) else {
        return words;
    };
    let place = words[cut..].chars().count();
    let verb = strip_end(&words[..cut], verbs).is_some();
    if verb || !(2..=9).contains(&place) || words[cut..].contains('的') {
        return words;
    }
    &words[..cut]
}

/// Adverbs, dates and adverbials off the end.
pub(super) fn strip_tail<'t>(mut words: &'t str, lists: &ChineseLists) -> &'t str {
    for _ in 0..6 {
        let next = strip_end(words, &lists.adverbs)
            .or_else(|| strip_date_end(words, &lists.dates))
            .or_else(|| adverbial(words, lists).map(|cut| &words[..cut]));
        match next {
            Some(next) => words = next,
            None => break,
        }
    }
    words
}

/// Words of a list that may stand in `words`: all their bytes do. Cheaper than searching for each.
pub(super) fn likely<'l>(words: &str, list: &'l [String]) -> impl Iterator<Item = &'l String> + use<'l> {
    let mut present = [false; 256];
    for byte in words.bytes() {
        present[usize::from(byte)] = true;
    }
    list.iter()
        .filter(move |w| w.bytes().all(|b| present[usize::from(b)]))
}

/// Where an adverbial at the end begins: 在…上, 在接受…采访时, 对…, 向….
fn adverbial(words: &str, lists: &ChineseLists) -> Option<usize> {
    let closed = lists.closers.iter().any(|c| words.ends_with(c.as_str()));
    if closed {
        // The nearest opener, and one that stands directly before it (在|接受).
        let mut cut = likely(words, &lists.openers)
            .filter_map(|o| words.rfind(o.as_str()))
            .max()
            .filter(|cut| *cut > 0)?;
        if let Some(earlier) = lists
            .openers
            .iter()
            .find_map(|o| words[..cut].strip_suffix(o.as_str()).map(str::len))
            .filter(|e| *e > 0)
        {
            cut = earlier;
        }
        return Some(cut);
    }
    // 对美国之音|说: a short addressee.
    let cut = likely(words, &lists.addressees)
        .filter_map(|o| words.rfind(o.as_str()))
        .max()
        .filter(|cut| *cut > 0)?;
    let rest = &words[cut..];
    (rest.chars().count() <= 20 && rest.chars().count() > 1).then_some(cut)
}

/// Where an act of the subject begins.
fn act(words: &str, lists: &ChineseLists) -> Option<usize> {
    // 进行谈判的|商会: an act that only describes the subject.
    let from = words.trim_end_matches('的').rfind('的').unwrap_or(0);
    likely(words, &lists.acts)
        .filter_map(|a| words[from..].find(a.as_str()).map(|at| from + at))
        .min()
        .filter(|cut| *cut >= 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates() -> DateWords {
        let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        DateWords {
            days: list("日 号"),
            weeks: list("周 星期"),
            weekdays: list("一 二 三"),
            units: list("日 月 年"),
            ..DateWords::default()
        }
    }

    #[test]
    fn dates_come_off_both_ends() {
        let dates = dates();
        assert_eq!(strip_date_end("路透社周三", &dates), Some("路透社"));
        assert_eq!(strip_date_end("商务部8月28日", &dates), Some("商务部"));
        assert_eq!(strip_date_start("2023年2月14日电厂", &dates), Some("电厂"));
        assert_eq!(strip_date_end("王五", &dates), None);
    }
}
