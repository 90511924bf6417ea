//! Chinese clauses whose frame fires and that tell of no single event, and subjects that are nobody in particular.
//!
//! A Chinese verb has no tense and its noun no article, so a norm, a habit, a slogan and the name of a thing look like news. What
//! cannot be told from news is not told.
//! What does not live here: conditions, plans and questions (`clauses`), and what is only called false (`falsehoods`).

use super::scene::Scene;
use crate::clauses::{Clause, Voice};
use crate::frames::{Event, Frame, Place, Sorts};
use crate::language::is_han;
use crate::syntax::{Relation, Tag};
use crate::{NameKind, Participant, Span};

/// Longest term in quotation marks, in characters.
const TERM: usize = 8;

/// True for a clause that tells what is done in general: a norm, a habit, one of several alternatives, a term.
pub(super) fn in_general(scene: &Scene<'_>, clause: &Clause, event: &Event) -> bool {
    if !scene.frames.small.tenseless {
        return false;
    }
    let stretch = scene.stretch(event.anchor);
    let s = &scene.sentence;
    let words: Vec<usize> = (0..s.len())
        .filter(|at| stretch.holds(s.token(*at).span))
        .collect();
    let listed = |list: &str| {
        words
            .iter()
            .any(|at| *at < event.anchor && scene.frames.in_list(list, s.lemma(*at)))
    };
    // 每五年举行一次大选.
    let again = scene
        .times
        .iter()
        .any(|t| stretch.holds(t.span) && t.span.of(scene.document.text).starts_with('每'));
    again
        || listed("habits")
        || of_law(scene)
        || alternative(scene, &words, event.anchor)
        || ranges(scene, &words, event.anchor)
        || is_term(scene, event.anchor)
        || apart(scene, event)
        || intended(scene, event.anchor)
        || judged(scene, event.top)
        || describes(scene, event)
        || slogan(scene, clause, event)
}

/// 第三十二条 …, 经营范围包括…: what a law or a register lays down happened to nobody.
fn of_law(scene: &Scene<'_>) -> bool {
    let text = scene.place.span.of(scene.document.text).trim_start();
    let article = text.strip_prefix('第').is_some_and(|rest| {
        let number: usize = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(*c))
            .map(char::len_utf8)
            .sum();
        number > 0 && rest[number..].starts_with('条')
    });
    // （一）拒不配合调查的；
    let case = text.starts_with(['（', '(']) && text.trim_end_matches(['；', ';', '。']).ends_with('的');
    // 您的作品: what is said to the reader is no news.
    article || case || text.contains('您') || lists(scene, "scopes", text)
}

/// 甲离破产30天: how far off it is.
fn apart(scene: &Scene<'_>, event: &Event) -> bool {
    let s = &scene.sentence;
    event.steps.is_empty() && event.anchor > 0 && matches!(s.word(event.anchor - 1), "离" | "距" | "距离")
}

/// 证监会拟决定：…；对甲罚款: all behind the colon is only intended.
fn intended(scene: &Scene<'_>, anchor: usize) -> bool {
    let s = &scene.sentence;
    let colon = (0..anchor).rev().find(|at| matches!(s.word(*at), "：" | ":"));
    colon.is_some_and(|colon| {
        (0..colon)
            .rev()
            .take_while(|at| !matches!(s.word(*at), "，" | "；" | ","))
            .any(|at| s.word(at).starts_with('拟'))
    })
}

/// 出口管制是失败的: what one thinks of it.
fn judged(scene: &Scene<'_>, top: usize) -> bool {
    let s = &scene.sentence;
    let is = |at: Option<usize>, word: &str| at.is_some_and(|at| at < s.len() && s.word(at) == word);
    is(top.checked_sub(1), "是") && is(Some(top + 1), "的")
}

/// 理性的政策选择: an event noun that only describes the noun after it, and has nobody by name.
fn describes(scene: &Scene<'_>, event: &Event) -> bool {
    let s = &scene.sentence;
    let next = event.anchor + 1;
    let stretch = scene.stretch(event.anchor);
    let somebody = scene
        .mentions
        .iter()
        .any(|m| matches!(m.kind, NameKind::Org | NameKind::Person) && stretch.holds(m.span));
    event.by_noun
        && !somebody
        && s.relation(event.anchor) == Relation::Compound
        && s.head(event.anchor) == Some(next)
        && next < s.len()
        && s.tag(next) == Tag::Noun
        && event.steps.is_empty()
        && !scene
            .frames
            .known(s.lemma(next))
            .is_some_and(|k| k.any() || k.noun)
}

/// 并处罚金或者没收财产: the one or the other.
fn alternative(scene: &Scene<'_>, words: &[usize], anchor: usize) -> bool {
    let s = &scene.sentence;
    words.iter().any(|at| {
        scene.frames.in_list("alternatives", s.lemma(*at))
            && (*at > anchor || *at + 1 == anchor)
            && words.iter().any(|verb| *verb > *at && s.tag(*verb) == Tag::Verb)
    })
}

/// 从发布到量产: two points on a way, of which neither need have been reached.
fn ranges(scene: &Scene<'_>, words: &[usize], anchor: usize) -> bool {
    let s = &scene.sentence;
    let Some(from) = words
        .iter()
        .copied()
        .find(|at| *at < anchor && s.lemma(*at) == "从")
    else {
        return false;
    };
    let Some(to) = words
        .iter()
        .copied()
        .find(|at| *at > from && matches!(s.lemma(*at), "到" | "至"))
    else {
        return false;
    };
    let inside = || (from + 1..to).any(|at| s.tag(at) == Tag::Verb);
    let named = || (from + 1..to).any(|at| s.tag(at) == Tag::Propn);
    inside() && !named()
}

/// “禁止水域”: an event word inside a short term in quotation marks is a part of it.
fn is_term(scene: &Scene<'_>, anchor: usize) -> bool {
    let s = &scene.sentence;
    let text = scene.document.text;
    let token = s.token(anchor).span;
    let place = scene.place.span;
    let before = &text[place.start()..token.start()];
    let Some(open) = before.rfind(['“', '「']).map(|at| at + '“'.len_utf8()) else {
        return false;
    };
    let Some(close) = text[token.end()..place.end()].find(['”', '」']) else {
        return false;
    };
    let (head, tail) = (&before[open..], &text[token.end()..token.end() + close]);
    let others = head.chars().count() + tail.chars().count();
    let marks = |c: char| matches!(c, '”' | '」' | '，' | '。' | '！' | '？' | '“' | '「');
    // “甲被捕”视频: what goes round is told by nobody.
    let shown = text[token.end() + close..place.end()].chars().skip(1).take(4);
    let shown: String = shown.collect();
    if lists(scene, "hearsay", &shown) {
        return true;
    }
    others > 0
        && others + token.of(text).chars().count() <= TERM
        && !head.contains(marks)
        && !tail.contains(marks)
        && !scene
            .mentions
            .iter()
            .any(|m| Span::new(place.start() + open, token.end() + close).holds(m.span))
}

/// 强化政策引领, 加快实施新规: a rule and a verb without anybody are what is called for.
fn slogan(scene: &Scene<'_>, clause: &Clause, event: &Event) -> bool {
    let frame = &scene.frames.frames[event.frame];
    let s = &scene.sentence;
    let small = &scene.frames.small;
    let done = [event.anchor, event.top, clause.predicate].iter().any(|at| {
        s.dependents[*at].iter().any(|d| {
            small.done.contains(s.lemma(*d))
                || small.perfect.contains(s.lemma(*d))
                || scene.frames.in_list("determined", s.lemma(*d))
        })
    });
    // 审批趋严: what changes by itself needs nobody.
    let itself = frame.about.is_some_and(|about| {
        clause
            .subject
            .is_some_and(|subject| event.parts.contains(&(about, subject)))
    });
    let stretch = scene.stretch(event.anchor);
    let anybody = scene.mentions.iter().any(|m| {
        let named = matches!(m.kind, NameKind::Org | NameKind::Person | NameKind::Product);
        named && stretch.holds(m.span)
    });
    !acts(frame)
        && !itself
        && !anybody
        && !scene.heading()
        && clause.voice == Voice::Active
        && !event.roles.iter().any(|(role, _)| role == "authority")
        && !done
        && !scene
            .times
            .iter()
            .any(|t| scene.stretch(event.anchor).holds(t.span))
        && !event.parts.iter().any(|(_, at)| s.word(*at).starts_with('《'))
}

/// True for a frame about somebody who acts or is acted on, rather than about a rule or a procedure.
fn acts(frame: &Frame) -> bool {
    frame.about.is_none_or(|about| {
        let part = &frame.parts[about];
        !part.noun.contains(&Place::Itself) && part.sorts != Sorts::default()
    })
}

/// True for a subject that is somebody in particular: a name, what holds one, what a determiner or a number points at, or whoever
/// it is of whom the clause says when it was or that it is done.
pub(super) fn somebody(scene: &Scene<'_>, clause: &Clause, event: &Event, who: &Participant) -> bool {
    let frame = &scene.frames.frames[event.frame];
    let kind = scene.ground.kinds.get(&frame.kind);
    if !scene.frames.small.tenseless || kind.is_none() {
        return true;
    }
    let text = scene.document.text;
    let s = &scene.sentence;
    if scene.frames.in_list("never-subjects", &who.name) {
        return false;
    }
    let Some(span) = who.span else {
        return who.entity.is_some();
    };
    // 选出前三名: a place in an order is nobody yet.
    let rank = |q: &crate::Quantity| q.kind == crate::QuantityKind::Rank && q.span.holds(span);
    if who.entity.is_none() && scene.quantities.iter().any(rank) {
        return false;
    }
    if who.entity.is_some() {
        // 我们 of a person is his firm, and which that is he does not say.
        let sorts = frame.about.map_or(Sorts::ANY, |about| frame.parts[about].sorts);
        let ours = scene.frames.in_list("speaker-pronouns", span.of(text)) && !sorts.meets(Sorts::PERSON);
        let person = |m: &crate::Mention| m.kind == NameKind::Person && m.entity == who.entity;
        if ours && scene.reading.mentions.iter().any(person) {
            return false;
        }
        // 免去其职务: a firm is not dismissed.
        let only_people = sorts == Sorts::PERSON;
        let mut kinds = scene
            .reading
            .mentions
            .iter()
            .filter(|m| m.entity == who.entity)
            .map(|m| m.kind)
            .peekable();
        return !(only_people && kinds.peek().is_some() && kinds.all(|k| k != NameKind::Person));
    }
    if !acts(frame) || kind.is_some_and(|k| k.by_words) || scene.heading() {
        return true;
    }
    // 朗庭超市: a proper noun that no stage took for a name.
    let proper = |at: usize| s.tag(at) == Tag::Propn && s.token(at).span.overlaps(span);
    // 两款丰岭牌轿车: what belongs to the noun may stand before the words that are taken for its name.
    let head = (0..s.len()).rev().find(|at| s.token(*at).span.overlaps(span));
    let touches = |at: usize| at > 0 && s.token(at - 1).span.end() == s.token(at).span.start();
    let noun = |at: usize| matches!(s.tag(at), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num);
    let phrase = head.map_or(span, |head| {
        let mut first = (0..=head)
            .find(|at| s.token(*at).span.overlaps(span))
            .unwrap_or(head);
        while touches(first) && noun(first - 1) {
            first -= 1;
        }
        Span::new(s.token(first).span.start().min(span.start()), span.end())
    });
    let counted = head.is_some_and(|head| {
        let (first, _) = s.extent(head);
        (first..head).any(|at| s.tag(at) == Tag::Num && s.head(at) == Some(head))
    });
    let named = counted || scene.mentions.iter().any(|m| m.span.overlaps(phrase)) || (0..s.len()).any(proper);
    let first = span.of(text).chars().next();
    let pointed = first.is_some_and(|c| c.is_ascii_digit())
        || (0..s.len())
            .find(|at| s.token(*at).span.end() > span.start())
            .is_some_and(|at| {
                let lemma = s.lemma(at);
                s.tag(at) == Tag::Num
                    || s.tag(at) == Tag::Det
                    || scene.frames.in_list("determined", lemma)
                    || scene.frames.in_list("person-anaphors", lemma)
            });
    let small = &scene.frames.small;
    let done = s.dependents[clause.predicate].iter().any(|d| {
        let lemma = s.lemma(*d);
        small.done.contains(lemma) || small.perfect.contains(lemma)
    });
    let when = scene.times.iter().any(|t| clause.span.holds(t.span));
    // 法院宣告某牧场破产: what a body decides is of one.
    let decided = event.roles.iter().any(|(role, _)| role == "authority");
    named || pointed || done || when || decided
}

/// Most characters of a term between the mark that opens it and what a phrase begins with.
const OPENING: usize = 8;

/// 新两项”政策: a phrase takes in its quotation from the mark that opens it.
pub(super) fn with_quotation(scene: &Scene<'_>, who: Participant) -> Participant {
    let text = scene.document.text;
    let closes = |name: &str| name.matches('”').count() > name.matches('“').count();
    let Some(span) = who
        .span
        .filter(|s| scene.frames.small.tenseless && who.entity.is_none() && closes(s.of(text)))
    else {
        return who;
    };
    let before = &text[..span.start()];
    let open = before
        .char_indices()
        .rev()
        .take(OPENING)
        .take_while(|(_, c)| is_han(*c) || c.is_alphanumeric() || *c == '“')
        .find(|(_, c)| *c == '“');
    match open {
        Some((at, _)) => {
            let span = Span::new(at, span.end());
            Participant {
                span: Some(span),
                name: span.of(text).to_owned(),
                ..who
            }
        }
        None => who,
    }
}

/// True for a name or phrase of which something was torn off, or to which something was added.
pub(super) fn torn(scene: &Scene<'_>, who: &Participant) -> bool {
    if !scene.frames.small.tenseless {
        return false;
    }
    let text = scene.document.text;
    let s = &scene.sentence;
    let name = who.name.as_str();
    // A space between Chinese characters divides what is no one name.
    let mut spaced = name.char_indices().filter(|(_, c)| c.is_whitespace());
    let split = spaced.any(|(at, c)| {
        name[..at].chars().next_back().is_some_and(is_han)
            && name[at + c.len_utf8()..].chars().next().is_some_and(is_han)
    });
    let broken = name.ends_with(['每', '该', '这', '那', '各', '其', '的', '时', '着']);
    // 公司被搜: one character is nobody.
    let mut letters = name.chars();
    let single = letters.next().is_some_and(is_han) && letters.next().is_none();
    // A mark that closes what nothing opened, or the other way round.
    let half = name.matches('“').count() != name.matches('”').count();
    if split
        || broken
        || half
        || single && !scene.frames.in_list("person-anaphors", name)
        || lists(scene, "torn-by", name)
    {
        return true;
    }
    // 平台, 证券: a common noun is nobody's name.
    let own = who
        .entity
        .as_deref()
        .is_some_and(|e| e.strip_prefix("doc:") == Some(name));
    let common = [
        "companies",
        "people",
        "products",
        "facilities",
        "moneys",
        "trades",
        "stuff",
    ]
    .iter()
    .any(|list| scene.frames.in_list(list, name));
    // 丰岭牌轿车: a noun with something of its own before it.
    let begun = who
        .span
        .is_some_and(|span| text[..span.start()].chars().next_back().is_some_and(is_han));
    if own && common && !begun && !scene.frames.in_list("person-anaphors", name) {
        return true;
    }
    let Some(span) = who.span.filter(|s| scene.place.span.holds(*s)) else {
        return false;
    };
    // One character of a longer word: 一 of 一对父子.
    if who.entity.is_none() && span.of(text).chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return true;
    }
    let Some(last) = (0..s.len()).rev().find(|at| s.token(*at).span.overlaps(span)) else {
        return false;
    };
    let value = |at: usize| scene.times.iter().any(|t| t.span.overlaps(s.token(at).span));
    let noun = |at: usize| {
        // 股东大会高票通过: a noun that says how.
        !scene.frames.small.order.adverbs.contains(s.lemma(at))
            && matches!(s.tag(at), Tag::Noun | Tag::Propn)
            && !value(at)
            && s.word(at).chars().all(is_han)
    };
    let touches = |a: usize, b: usize| s.token(a).span.end() == s.token(b).span.start();
    let right = last + 1 < s.len() && touches(last, last + 1) && noun(last + 1);
    right && who.entity.is_none()
}

/// True for words that hold one of a list.
fn lists(scene: &Scene<'_>, list: &str, name: &str) -> bool {
    scene
        .frames
        .lists
        .get(list)
        .is_some_and(|words| words.iter().any(|w| name.contains(w)))
}
