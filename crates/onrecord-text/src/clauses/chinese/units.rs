//! Tokens with names and values as one each, and what every token is to the order of words.
//! What does not live here: phrases and clauses.

use super::{Class, Given, Known, role};
use crate::Span;
use crate::syntax::{Features, Relation, Tag, Token};

/// The tokens and their classes. No token has a head.
pub(super) fn of(words: Vec<Token>, given: &Given<'_>) -> (Vec<Token>, Vec<Class>) {
    let mut units: Vec<(Span, Class)> = Vec::new();
    let titles = titled(given.text, &words);
    // 一步之遥 counts nothing.
    let amounts: Vec<Span> = given
        .amounts
        .iter()
        .copied()
        .filter(|a| !begins_word(*a, given))
        .collect();
    let all = [
        (given.names, Class::Name),
        (&titles[..], Class::Name),
        (given.times, Class::Time),
        (&amounts[..], Class::Amount),
    ];
    for (spans, class) in all {
        for span in spans {
            if !units.iter().any(|(u, _)| u.overlaps(*span)) {
                units.push((*span, class));
            }
        }
    }
    units.sort_unstable_by_key(|(span, _)| span.start());
    let words = joined(words, &units, given);
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    let mut class: Vec<Class> = Vec::with_capacity(words.len());
    for token in words {
        let unit = units.partition_point(|(u, _)| u.end() <= token.span.start());
        let inside = units.get(unit).filter(|(u, _)| u.overlaps(token.span));
        if let Some((span, kind)) = inside {
            if tokens.last().is_some_and(|t| t.span.overlaps(*span)) {
                continue;
            }
            let span = *span;
            tokens.push(Token {
                span,
                lemma: work(span.of(given.text), given).into(),
                tag: match kind {
                    Class::Name => Tag::Propn,
                    Class::Time => Tag::Noun,
                    _ => Tag::Num,
                },
                head: None,
                relation: Relation::Dep,
                features: Features::default(),
            });
            class.push(*kind);
            continue;
        }
        class.push(plain(&token, given));
        tokens.push(Token {
            head: None,
            relation: Relation::Dep,
            ..token
        });
    }
    bracketed(&tokens, &mut class, given.text);
    settle(&tokens, &mut class, given);
    for (token, class) in tokens.iter_mut().zip(&class) {
        token.tag = match class {
            Class::Noun if matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Adv | Tag::Adp) => Tag::Noun,
            // IPO, IPO申请: the cutter's tags know no words with letters in them.
            Class::Noun
                if matches!(token.tag, Tag::X | Tag::Num)
                    && token.lemma.starts_with(|c: char| c.is_ascii_alphabetic())
                    && (given.known)(&token.lemma.to_lowercase()).is_some_and(|k| k.any() || k.noun) =>
            {
                Tag::Noun
            }
            Class::Verb => Tag::Verb,
            Class::Passive => Tag::Aux,
            Class::Coverb | Class::Patient => Tag::Adp,
            _ => token.tag,
        };
    }
    (tokens, class)
}

/// True for an amount that is the beginning of a longer word of frames and operators.
fn begins_word(amount: Span, given: &Given<'_>) -> bool {
    const LONGEST: usize = 6;
    given.text[amount.start()..]
        .char_indices()
        .take(LONGEST)
        .map(|(at, c)| amount.start() + at + c.len_utf8())
        .filter(|end| *end > amount.end())
        .any(|end| (given.known)(&given.text[amount.start()..end]).is_some_and(|k| k.any()))
}

/// Tokens that the cutter tore though they make one word that frames know: 被 + 捕.
fn joined(words: Vec<Token>, units: &[(Span, Class)], given: &Given<'_>) -> Vec<Token> {
    const MOST: usize = 3;
    let free = |span: Span| {
        let unit = units.partition_point(|(u, _)| u.end() <= span.start());
        units.get(unit).is_none_or(|(u, _)| !u.overlaps(span))
    };
    let mut words = split(recut(words, given), given);
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let first = &words[at];
        // A name that no stage found is names side by side: 王 + 建国.
        let name = |from: usize, to: usize| (from..=to).all(|i| words[i].tag == Tag::Propn);
        let word = (at + 1..(at + MOST).min(words.len()))
            .rev()
            .map(|last| (last, first.span.cover(words[last].span)))
            .find(|(last, span)| {
                if span.len() > 18 || (at..*last).any(|i| words[i].span.end() != words[i + 1].span.start()) {
                    return false;
                }
                let word = span.of(given.text);
                let one = || {
                    let roles = given.words.roles(word);
                    roles & (role::WITHIN | role::COMPOUND) != 0
                        // 正在 before a place is 正 and 在.
                        || roles & role::ADVERB != 0 && !word.ends_with(['在', '于'])
                };
                ((given.known)(word)
                    .is_some_and(|k| k.any() || !given.words.coverb.contains(&words[*last].lemma))
                    || one()
                    || name(at, *last) && !word.is_ascii())
                    && free(*span)
            });
        match word {
            Some((last, span)) => {
                let lemma = span.of(given.text).into();
                tokens.push(with_lemma(&words[last], lemma));
                tokens.last_mut().into_iter().for_each(|t| t.span = span);
                at = last + 1;
            }
            None => {
                let lemma = std::mem::take(&mut words[at].lemma);
                tokens.push(with_lemma(&words[at], lemma));
                at += 1;
            }
        }
    }
    tokens
}

/// A token with another lemma.
fn with_lemma(token: &Token, lemma: Box<str>) -> Token {
    Token {
        lemma,
        span: token.span,
        tag: token.tag,
        head: token.head,
        relation: token.relation,
        features: token.features,
    }
}

/// 未遭, 已被: an adverb and the mark of the passive are two words.
fn split(words: Vec<Token>, given: &Given<'_>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    let mut words = words;
    for at in 1..words.len() {
        moved(&mut words, at, given);
    }
    for token in words {
        let word = token.span.of(given.text);
        // 正在|欧洲建设: before a name 在 says where.
        let where_not_when =
            word.ends_with('在') && given.names.iter().any(|n| n.start() == token.span.end());
        let parts = word
            .char_indices()
            .next_back()
            .filter(|(at, _)| {
                *at > 0
                    && given.words.adverbs.contains(&word[..*at])
                    && (given.words.passive.contains(&word[*at..]) || where_not_when)
                    // 车由: a noun and who does it.
                    || given.words.agent.contains(&word[*at..])
                        && ((given.known)(&word[..*at]).is_some_and(|k| k.noun)
                            || given.names.iter().any(|n| n.start() == token.span.end()))
                    // 诉至, 卖给: a verb of the frames and whom or what it reaches.
                    || *at > 0
                        && given.words.behind.contains(&word[*at..])
                        && (given.known)(word).is_none()
                        && (given.known)(&word[..*at]).is_some_and(|k| k.verb)
            })
            .map(|(at, _)| token.span.start() + at);
        match parts {
            Some(middle) => {
                for span in [
                    Span::new(token.span.start(), middle),
                    Span::new(middle, token.span.end()),
                ] {
                    tokens.push(Token {
                        span,
                        lemma: span.of(given.text).into(),
                        tag: Tag::Adv,
                        ..token.clone()
                    });
                }
            }
            None => tokens.push(token),
        }
    }
    tokens
}

/// 关|闭东岭工厂, 化工厂火|灾致: where the cutter guessed a name, a word that tells an event is cut out whole.
fn recut(words: Vec<Token>, given: &Given<'_>) -> Vec<Token> {
    let known =
        |word: &str| (given.known)(word).is_some_and(|k| k.any() || k.noun) || given.words.roles(word) != 0;
    let event = |word: &str| (given.known)(word).is_some_and(Known::any);
    let named = |span: Span| given.names.iter().any(|n| n.overlaps(span));
    let guessed = |t: &Token| t.tag == Tag::Propn && !named(t.span) && !known(t.span.of(given.text));
    let mut words = words;
    let mut at = 1;
    while at < words.len() {
        let (first, second) = (&words[at - 1], &words[at]);
        let (left, right) = (first.span.of(given.text), second.span.of(given.text));
        let beside = first.span.end() == second.span.start()
            && (guessed(first) || guessed(second))
            && !named(first.span)
            && !named(second.span);
        // 未|必能 is 未必|能.
        let cut = right.chars().next().map_or(0, char::len_utf8);
        if first.span.end() == second.span.start()
            && cut < right.len()
            && left.chars().count() == 1
            && (given.modal)(Span::new(first.span.start(), second.span.start() + cut).of(given.text))
            && !named(first.span)
            && !named(second.span)
            && !known(right)
        {
            let middle = second.span.start() + cut;
            let (modal, rest) = (
                Span::new(first.span.start(), middle),
                Span::new(middle, second.span.end()),
            );
            words[at - 1].span = modal;
            words[at - 1].lemma = modal.of(given.text).into();
            words[at - 1].tag = Tag::Adv;
            words[at].span = rest;
            words[at].lemma = rest.of(given.text).into();
            at += 1;
            continue;
        }
        let edges = left
            .chars()
            .next_back()
            .zip(right.chars().next())
            .filter(|_| beside);
        if let Some((last, next)) = edges {
            let word = Span::new(
                first.span.end() - last.len_utf8(),
                second.span.start() + next.len_utf8(),
            );
            // What is left of a guessed name is one, or the word took all of its neighbour.
            let long = |span: Span| span.of(given.text).chars().count() != 1;
            let (head, tail) = (
                Span::new(first.span.start(), word.start()),
                Span::new(word.end(), second.span.end()),
            );
            let whole = |t: &Token, rest: Span| {
                guessed(t) && long(rest) || rest.is_empty() || !known(t.span.of(given.text))
            };
            if event(word.of(given.text)) && whole(first, head) && whole(second, tail) {
                let (first, second) = (words[at - 1].clone(), words[at].clone());
                let piece = |of: &Token, span: Span, tag: Tag| Token {
                    span,
                    lemma: span.of(given.text).into(),
                    tag,
                    ..of.clone()
                };
                let rest = [
                    (&first, head, first.tag),
                    (&second, word, Tag::Verb),
                    (&second, tail, second.tag),
                ];
                let rest = rest.into_iter().filter(|(_, span, _)| !span.is_empty());
                words.splice(at - 1..=at, rest.map(|(of, span, tag)| piece(of, span, tag)));
            }
        }
        at += 1;
    }
    words
}

/// 想起|诉 is 想|起诉: what a modal was joined to is the beginning of a verb that frames know.
fn moved(words: &mut [Token], at: usize, given: &Given<'_>) {
    let (first, second) = (words[at - 1].span, words[at].span);
    let word = first.of(given.text);
    let Some((cut, _)) = word
        .char_indices()
        .nth(1)
        .filter(|_| first.end() == second.start())
    else {
        return;
    };
    let verb = Span::new(first.start() + cut, second.end());
    let known = |word: &str| (given.known)(word).is_some_and(|k| k.verb);
    if word.chars().count() == 2
        && second.of(given.text).chars().count() == 1
        && given.words.roles(&word[..cut]) & role::ADVERB != 0
        && given.words.roles(word) == 0
        && !known(word)
        && !known(second.of(given.text))
        && known(verb.of(given.text))
    {
        let modal = Span::new(first.start(), verb.start());
        words[at - 1].span = modal;
        words[at - 1].lemma = modal.of(given.text).into();
        words[at - 1].tag = Tag::Adv;
        words[at].span = verb;
        words[at].lemma = verb.of(given.text).into();
        words[at].tag = Tag::Verb;
    }
}

/// A work goes by the noun that its title ends with, if it is one: 《塑料袋条例草案》 is a 条例草案.
fn work<'t>(word: &'t str, given: &Given<'_>) -> &'t str {
    let Some(title) = word.strip_prefix('《').and_then(|w| w.strip_suffix('》')) else {
        return word;
    };
    let title = title.split(['（', '(']).next().unwrap_or(title);
    title
        .char_indices()
        .map(|(at, _)| &title[at..])
        .find(|end| (given.known)(end).is_some_and(|k| k.noun))
        .unwrap_or(word)
}

/// Titles of works and documents: 《…》.
fn titled(text: &str, words: &[Token]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = None;
    for token in words {
        match token.span.of(text) {
            "《" => open = Some(token.span),
            "》" => spans.extend(open.take().map(|o: Span| o.cover(token.span))),
            _ => {}
        }
    }
    spans
}

/// What stands in 【】 is a headline or a label, in （） an aside, in 以“…”为题 a title: no part of the clause.
fn bracketed(tokens: &[Token], class: &mut [Class], text: &str) {
    let mut open: Option<usize> = None;
    for at in 0..tokens.len() {
        match tokens[at].span.of(text) {
            "【" | "（" | "(" => open = open.or(Some(at)),
            "】" | "）" | ")" => {
                if let Some(from) = open.take() {
                    class[from..=at].fill(Class::Skip);
                }
            }
            "”" | "」" => {
                let from = (0..at)
                    .rev()
                    .find(|i| matches!(tokens[*i].span.of(text), "“" | "「"));
                let word = |at: Option<&Token>| at.map(|t| t.span.of(text));
                if let Some(from) = from.filter(|f| *f > 0)
                    && word(tokens.get(from - 1)) == Some("以")
                    && word(tokens.get(at + 1)) == Some("为")
                {
                    class[from..=at].fill(Class::Skip);
                }
            }
            _ => {}
        }
    }
}

/// What a token is by itself.
fn plain(token: &Token, given: &Given<'_>) -> Class {
    let words = given.words;
    let lemma = &token.lemma;
    let word = token.span.of(given.text);
    if matches!(
        word,
        "，" | ","
            | "；"
            | ";"
            | "："
            | ":"
            | "。"
            | "！"
            | "？"
            | "!"
            | "?"
            | "——"
            | "—"
            | "|"
            | "｜"
            | "…"
            | "……"
    ) {
        return Class::Break;
    }
    let roles = words.roles(lemma);
    let is = |role: u32| roles & role != 0;
    if is(role::JOINS) {
        return Class::Joins;
    }
    if token.tag == Tag::Punct || matches!(word, "「" | "」" | "『" | "』" | "“" | "”" | "‘" | "’" | "\"")
    {
        return Class::Skip;
    }
    if matches!(&**lemma, "的" | "之") {
        return Class::De;
    }
    if matches!(&**lemma, "了" | "过" | "着") && matches!(token.tag, Tag::Aux | Tag::Part) {
        return Class::Aspect;
    }
    if is(role::PASSIVE) {
        return Class::Passive;
    }
    if is(role::PATIENT) {
        return Class::Patient;
    }
    if is(role::ADVERB) {
        return Class::Adverb;
    }
    if is(role::MARK) {
        return Class::Mark;
    }
    if is(role::CLOSER) {
        return Class::Closer;
    }
    if is(role::COMPOUND) {
        return Class::Noun;
    }
    let known = (given.known)(lemma).unwrap_or_default();
    if known.any() || is(role::TAKES | role::LIGHT) || &**lemma == "系" {
        return Class::Verb;
    }
    if known.noun || is(role::DETERMINER) {
        return Class::Noun;
    }
    if is(role::COVERB) {
        return Class::Coverb;
    }
    let ends_as_noun = || {
        words
            .noun_ends
            .iter()
            .any(|end| word.len() > end.len() + 3 && word.ends_with(end.as_str()))
    };
    match token.tag {
        Tag::Verb if ends_as_noun() => Class::Noun,
        Tag::Verb | Tag::Aux => Class::Verb,
        Tag::Adv | Tag::Part | Tag::Cconj | Tag::Intj => Class::Adverb,
        Tag::Sconj => Class::Mark,
        Tag::Adp => Class::Coverb,
        _ => Class::Noun,
    }
}

/// What a token is among its neighbours: verbs that are used as nouns first, as the rest asks for them.
fn settle(tokens: &[Token], class: &mut [Class], given: &Given<'_>) {
    for at in 0..tokens.len() {
        if class[at] == Class::Verb && is_noun(tokens, class, at, given) {
            class[at] = Class::Noun;
        }
        // 16日.
        if at > 0
            && tokens[at - 1].tag == Tag::Num
            && class[at - 1] == Class::Noun
            && matches!(&*tokens[at].lemma, "日" | "月" | "年" | "号")
        {
            class[at - 1..=at].fill(Class::Time);
        }
    }
    for at in 0..tokens.len() {
        if let Some(other) = among(tokens, class, at, given) {
            class[at] = other;
        }
    }
}

/// True for a verb that stands where only a noun can.
fn is_noun(tokens: &[Token], class: &[Class], at: usize, given: &Given<'_>) -> bool {
    let words = given.words;
    let before = (0..at).rev().find(|i| class[*i] != Class::Skip);
    let after = (at + 1..tokens.len()).find(|i| class[*i] != Class::Skip);
    let lemma = &tokens[at].lemma;
    if words.copulas.contains(lemma) {
        return false;
    }
    // 前任驻北岭大使: where somebody is posted is a part of who it is.
    if &**lemma == "驻"
        && after.is_some_and(|n| n == at + 1 && matches!(class[n], Class::Name | Class::Noun))
        && before.is_none_or(|b| b + 1 == at && matches!(class[b], Class::Noun | Class::Name | Class::Break))
    {
        return true;
    }
    let known = (given.known)(lemma).unwrap_or_default();
    let next = after.filter(|n| *n == at + 1);
    // 38票通过了预算案: no noun has an aspect.
    if next.is_some_and(|n| class[n] == Class::Aspect) {
        return false;
    }
    // 申请采矿许可证: a verb that no frame knows, between one that takes things and a thing, says which thing.
    if !known.any()
        && before.is_some_and(|b| {
            b + 1 == at
                && class[b] == Class::Verb
                && (given.known)(&tokens[b].lemma).is_some_and(|k| k.settles || k.objects)
        })
        && next.is_some_and(|n| {
            class[n] == Class::Noun && (given.known)(&tokens[n].lemma).is_some_and(|k| k.noun)
        })
    {
        return true;
    }
    // 收购协议: the noun after an event word says what it is.
    let head_noun =
        known.verb && next.is_some_and(|n| class[n] != Class::Name && words.heads.contains(&tokens[n].lemma));
    // 合并重组预案: two event words before it.
    let head_noun = head_noun
        || known.verb
            && next.is_some_and(|n| {
                let lemma = &tokens[n].lemma;
                class[n] == Class::Verb
                    && !words.takes.contains(lemma)
                    && tokens
                        .get(n + 1)
                        .is_some_and(|t| class[n + 1] != Class::Name && words.heads.contains(&t.lemma))
            });
    // 退休教授: a verb that takes no object describes the noun right behind it.
    let describing = words.describing.contains(lemma)
        && next.is_some_and(|n| {
            class[n] == Class::Noun
                && tokens[n].tag == Tag::Noun
                && tokens[at].span.end() == tokens[n].span.start()
        });
    // 股份收购等事项, 新农村建设等领域.
    let among_others = known.verb && next.is_some_and(|n| &*tokens[n].lemma == "等");
    // 的罚款, 的500万元罚款.
    let of = (0..at)
        .rev()
        .find(|i| !matches!(class[*i], Class::Skip | Class::Amount))
        .is_some_and(|b| class[b] == Class::De)
        && !after.is_some_and(|n| {
            matches!(class[n], Class::Name | Class::Aspect) || n == at + 1 && class[n] == Class::Coverb
        });
    let counted = before.is_some_and(|b| {
        b + 1 == at
            && (class[b] == Class::Amount && !known.verb
                || words.determiners.contains(&tokens[b].lemma)
                    // 判令其赔偿: whom it is that has to.
                    && !(&*tokens[b].lemma == "其"
                        && b.checked_sub(1).is_some_and(|v| words.takes.contains(&tokens[v].lemma)))
                || class[b] == Class::Noun && tokens[b].tag == Tag::Adj)
    });
    let unknown = !known.any() && !words.takes.contains(lemma) && !words.light.contains(lemma);
    let noun_next = next.is_some_and(|n| matches!(class[n], Class::Noun | Class::Name));
    // 的自动驾驶示范牌照: between 的 and its noun.
    let inside = before.is_some_and(|b| class[b] == Class::Noun)
        && (0..at)
            .rev()
            .find(|i| class[*i] != Class::Noun)
            .is_some_and(|b| class[b] == Class::De);
    // 甲与乙的生产合作已经结束: what follows says what became of it.
    let ended = known.verb
        && inside
        && (at + 1..tokens.len())
            .find(|i| !matches!(class[*i], Class::Adverb | Class::Passive | Class::Skip))
            .is_some_and(|v| {
                class[v] == Class::Verb
                    && (given.known)(&tokens[v].lemma).is_some_and(|k| k.ends || k.settles)
            });
    // 受贿罪, 违规案: two syllables and one are a compound; a verb of two takes no object of one.
    let compound = next.is_some_and(|n| {
        class[n] == Class::Noun
            && tokens[n].tag == Tag::Noun
            && tokens[n].lemma.chars().count() == 1
            && lemma.chars().count() == 2
    });
    // 列入新增企业名单: right between a verb of the frames and a noun.
    let verb_before = before
        .filter(|b| b + 1 == at && class[*b] == Class::Verb)
        .and_then(|b| (given.known)(&tokens[b].lemma));
    let between = verb_before.is_some_and(|k| k.verb && !k.takes);
    // 取得支付牌照: between a verb that takes no clause and the noun of an event.
    let of_event = verb_before.is_some_and(|k| k.objects)
        && next.is_some_and(|n| {
            class[n] == Class::Noun && (given.known)(&tokens[n].lemma).is_some_and(|k| k.noun)
        });
    let describes = unknown && (noun_next && (inside || between) || of_event || compound);
    // 牌照申请: the last word of a phrase of nouns.
    let last = words.heads.contains(lemma)
        && before.is_some_and(|b| {
            b + 1 == at && class[b] == Class::Noun && !words.titles.contains(&tokens[b].lemma)
        })
        && after.is_none_or(|n| {
            matches!(
                class[n],
                Class::Break | Class::De | Class::Passive | Class::Adverb | Class::Joins
            )
        });
    // 审批明显收紧: the word for a procedure opens the clause, and all that follows is another verb.
    let opens = unknown
        && words.heads.contains(lemma)
        && before.is_none_or(|b| class[b] == Class::Break)
        && (at + 1..tokens.len())
            .find(|i| class[*i] != Class::Adverb)
            .filter(|v| class[*v] == Class::Verb)
            .is_some_and(|v| class.get(v + 1).is_none_or(|c| *c == Class::Break));
    head_noun || describing || among_others || ended || of || counted || describes || last || opens
}

/// What another class a token has among its neighbours, if any.
fn among(tokens: &[Token], class: &[Class], at: usize, given: &Given<'_>) -> Option<Class> {
    let words = given.words;
    let before = (0..at).rev().find(|i| class[*i] != Class::Skip);
    let after = (at + 1..tokens.len()).find(|i| class[*i] != Class::Skip);
    // Looked for only where a word asks: most do not.
    let rest = || (at + 1..tokens.len()).take_while(|i| class[*i] != Class::Break);
    let verb_later = || rest().any(|i| class[i] == Class::Verb);
    let another_later = || {
        rest()
            .skip_while(|i| class[*i] == Class::Verb)
            .any(|i| matches!(class[i], Class::Verb | Class::Passive))
    };
    let lemma = &tokens[at].lemma;
    let next = after.map(|n| class[n]);
    match class[at] {
        // 正在筹划, torn: nothing but a verb follows.
        Class::Coverb
            if &**lemma == "在"
                && before.is_some_and(|b| b + 1 == at && words.keeping_on.contains(&tokens[b].lemma))
                && matches!(next, Some(Class::Verb | Class::Adverb)) =>
        {
            Some(Class::Adverb)
        }
        // 北岭国前总统: between a name and what somebody was.
        Class::Closer
            if &**lemma == "前"
                && before.is_some_and(|b| b + 1 == at && class[b] == Class::Name)
                && after.is_some_and(|n| {
                    n == at + 1
                        && matches!(class[n], Class::Noun | Class::Name)
                        && tokens[at].span.end() == tokens[n].span.start()
                }) =>
        {
            Some(Class::Noun)
        }
        // 三次被罚: how often.
        Class::Amount
            if lemma.ends_with('次')
                && matches!(
                    next,
                    Some(Class::Verb | Class::Passive | Class::Adverb | Class::Coverb)
                ) =>
        {
            Some(Class::Time)
        }
        // 甲此次推出乙: this time, as no noun follows that it could point at.
        Class::Noun
            if words.this_time.contains(lemma)
                && before.is_some_and(|b| matches!(class[b], Class::Name | Class::Noun))
                && matches!(
                    next,
                    Some(Class::Verb | Class::Passive | Class::Adverb | Class::Coverb | Class::Patient)
                ) =>
        {
            Some(Class::Adverb)
        }
        // 甲有望年内获得牌照: a modal before what it is about is no noun, whatever its tag, and nobody's name ends with it.
        Class::Noun | Class::Verb
            if (given.modal)(lemma)
                && (class[at] == Class::Noun || !(given.known)(lemma).is_some_and(Known::any))
                && before.is_none_or(|b| {
                    matches!(
                        class[b],
                        Class::Name | Class::Time | Class::Break | Class::Adverb | Class::Noun
                    )
                })
                && after.is_some_and(|n| {
                    matches!(
                        class[n],
                        Class::Verb
                            | Class::Time
                            | Class::Adverb
                            | Class::Coverb
                            | Class::Passive
                            | Class::Patient
                    ) || (given.modal)(&tokens[n].lemma)
                })
                && rest().any(|i| matches!(class[i], Class::Verb | Class::Passive)) =>
        {
            Some(Class::Adverb)
        }
        // 将 before a noun and a verb marks an object, before a verb the future.
        Class::Patient if &**lemma == "将" => {
            let noun = after.is_some_and(|n| {
                matches!(class[n], Class::Noun | Class::Name)
                    && tokens[n].tag != Tag::Adv
                    && !words.adverbs.contains(&tokens[n].lemma)
            });
            (!(noun && verb_later())).then_some(Class::Adverb)
        }
        // 因甲公司撤回申请: what follows is a clause, not a phrase.
        Class::Coverb if words.causing.contains(lemma) && next == Some(Class::Name) && verb_later() => {
            Some(Class::Mark)
        }
        // 通过甲公司代工, 通过收购乙获得牌照; 通过了收购, 通过收购案.
        Class::Verb
            if &**lemma == "通过"
                && (matches!(next, Some(Class::Name | Class::Noun)) && verb_later()
                    || next == Some(Class::Verb) && another_later()) =>
        {
            Some(Class::Coverb)
        }
        // 为, 涉嫌 without a verb after them are predicates.
        Class::Coverb
            if matches!(&**lemma, "为" | "涉嫌")
                && !verb_later()
                && !matches!(next, None | Some(Class::Break)) =>
        {
            Some(Class::Verb)
        }
        // 获批准, 获证监会批准 are passive; 获得牌照 is not.
        Class::Passive if !verb_later() => Some(Class::Verb),
        Class::Passive if words.getting.contains(lemma) => {
            let last = (at + 1..tokens.len())
                .take_while(|i| class[*i] != Class::Break)
                .filter(|i| !matches!(class[*i], Class::Skip | Class::Aspect))
                .last();
            let verb = last.is_some_and(|l| {
                class[l] == Class::Verb && (given.known)(&tokens[l].lemma).is_some_and(|k| k.any())
            });
            (!verb).then_some(Class::Verb)
        }
        // A negation without a verb after it is the predicate: 公司并无裁员计划.
        Class::Adverb
            if words.having_not.contains(lemma)
                && matches!(next, Some(Class::Noun | Class::Name | Class::Amount))
                && !verb_later() =>
        {
            Some(Class::Verb)
        }
        // 收购的计划, 工厂计划已经: what a clause before 的 describes, or nouns before it, is a noun.
        Class::Adverb
            if words.contents.contains(lemma)
                && before.is_some_and(|b| {
                    class[b] == Class::De
                        || class[b] == Class::Noun
                            && (matches!(next, Some(Class::Adverb | Class::Closer | Class::Passive))
                                || next == Some(Class::Verb)
                                    && after.is_some_and(|n| {
                                        (given.known)(&tokens[n].lemma).is_some_and(|k| k.ends)
                                    }))
                }) =>
        {
            Some(Class::Noun)
        }
        // 计划 as a noun: no verb after it. 有望获得 has one, that another sentence would make passive.
        Class::Adverb
            if matches!(tokens[at].tag, Tag::Noun | Tag::Verb)
                && !verb_later()
                && !rest().any(|i| class[i] == Class::Passive) =>
        {
            Some(Class::Noun)
        }
        _ => None,
    }
}
