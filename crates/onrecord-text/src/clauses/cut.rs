//! Which words are predicates, and what each clause says of aspect, polarity and modality.
//! What does not live here: participants (see `arguments`).

use super::{Aspect, Clause, Clauses, Link, Sentence, SmallWords, Voice, arguments};
use crate::syntax::{Features, Relation, Tag};
use crate::{Modality, Span};

/// Finds the clauses of a sentence.
pub fn cut(sentence: &Sentence<'_>, words: &SmallWords) -> Clauses {
    let mut clauses = Clauses {
        list: Vec::new(),
        of_predicate: vec![None; sentence.len()],
    };
    // Heads first, so that a clause finds the one above it.
    let mut order: Vec<usize> = Vec::with_capacity(sentence.len());
    order.extend(sentence.tree.root());
    let mut at = 0;
    while at < order.len() {
        order.extend(sentence.dependents[order[at]].iter().copied());
        at += 1;
    }
    for token in order {
        let Some(link) = link(sentence, &clauses, token) else {
            continue;
        };
        let parent = sentence.head(token).and_then(|h| clauses.around(sentence, h));
        let clause = read(sentence, words, &clauses, token, link, parent);
        clauses.of_predicate[token] = Some(clauses.list.len());
        clauses.list.push(clause);
    }
    if !words.tenseless {
        conditions(sentence, words, &mut clauses);
    }
    arguments::fill(sentence, words, &mut clauses);
    clauses
}

/// "Will close the mill *if the sale fails*", "*without* a loan, it will file for bankruptcy": marks the clauses on which a condition
/// hangs.
fn conditions(sentence: &Sentence<'_>, words: &SmallWords, clauses: &mut Clauses) {
    // "Should the sale fail, it will cut jobs", wherever the parser hung what follows the comma.
    let asked = (0..sentence.len()).any(|at| sentence.word(at) == "?");
    let comma = (1..sentence.len()).find(|at| sentence.word(*at) == ",");
    if let Some(comma) = comma.filter(|_| !asked && sentence.word(0) == "Should") {
        for clause in &mut clauses.list {
            clause.conditioned |= clause.predicate > comma && clause.aspect == Aspect::ToCome;
        }
    }
    for at in 0..sentence.len() {
        let is = |list: &super::Words| list.contains(&*sentence.lemma(at).to_lowercase());
        let opens = matches!(sentence.tag(at), Tag::Sconj | Tag::Adp | Tag::Verb)
            && is(&words.conditions)
            // "Even if", "as if", "what if".
            && at.checked_sub(1).is_none_or(|b| !matches!(sentence.lemma(b), "even" | "as" | "what" | "only"));
        let lacking = at == 0 && is(&words.lacking);
        // "Should the sale fail, it will": a condition without "if".
        let inverted = clauses
            .at(at)
            .filter(|c| c.open && c.link == Link::Adverbial && c.mark.is_none());
        let inverted = inverted
            .and_then(|c| sentence.children(c.predicate, &[Relation::Aux]).next())
            .is_some_and(|a| words.inverted.contains(sentence.lemma(a)));
        if !opens && !lacking && !inverted {
            continue;
        }
        let Some(around) = clauses.around(sentence, at) else {
            continue;
        };
        let clause = &clauses.list[around];
        // "Asked if it would close": a question is no condition.
        let above = if inverted || opens && clause.mark == Some(at) {
            let hangs = matches!(
                clause.link,
                Link::Adverbial | Link::Beside | Link::OfNoun | Link::Coordinate
            );
            clause.parent.filter(|_| hangs)
        } else {
            Some(around)
        };
        let Some(mut above) = above else { continue };
        clauses.list[above].conditioned = true;
        // "Plans to close it unless sales recover": the plan as well.
        while let Some(plan) = clauses.list[above].parent.filter(|p| {
            clauses.list[above].link == Link::OpenComplement && clauses.list[*p].aspect != Aspect::Done
        }) {
            clauses.list[plan].conditioned = true;
            above = plan;
        }
        // What is only planned, said or wished for stands under the condition as well.
        let mut under = vec![above];
        for index in 0..clauses.list.len() {
            let inner = &clauses.list[index];
            let shares = matches!(inner.link, Link::Complement | Link::OpenComplement)
                || inner.link == Link::Coordinate && !inner.own_subject;
            if index != around && shares && inner.parent.is_some_and(|p| under.contains(&p)) {
                clauses.list[index].conditioned = true;
                under.push(index);
            }
        }
    }
}

/// How the token hangs in the sentence when it is a predicate.
fn link(sentence: &Sentence<'_>, clauses: &Clauses, token: usize) -> Option<Link> {
    let verbal = verbal(sentence, token);
    let told = verbal
        || sentence.dependents[token]
            .iter()
            .any(|d| sentence.relation(*d).is_subject());
    match sentence.relation(token) {
        // "If" that the parser made a second root is no predicate.
        Relation::Root => (sentence.head(token).is_none() || verbal).then_some(Link::Root),
        Relation::Ccomp if told => Some(Link::Complement),
        Relation::Xcomp if verbal => Some(Link::OpenComplement),
        Relation::Advcl if told => Some(Link::Adverbial),
        // "The judge ruled in favour", read as a noun with a participle: a sentence wants a verb.
        Relation::Acl | Relation::AclRelcl
            if verbal && !sentence.headline && clauses.list.len() == 1 && stray(sentence, token) =>
        {
            Some(Link::Root)
        }
        Relation::AclRelcl if told => Some(Link::Relative),
        Relation::Acl if told => Some(Link::OfNoun),
        Relation::Parataxis if told => Some(Link::Beside),
        Relation::Csubj if told => Some(Link::Subject),
        Relation::Conj if told => {
            let head = sentence.head(token)?;
            let above = clauses.at(head).is_some();
            (above || verbal).then_some(Link::Coordinate)
        }
        // A predicate noun that the parser hung on another verb: "reports it was sold were a hoax".
        _ if sentence.child(token, Relation::Cop).is_some() => Some(Link::Beside),
        _ if sentence.tag(token) == Tag::Verb
            && sentence.dependents[token]
                .iter()
                .any(|d| sentence.relation(*d).is_subject()) =>
        {
            Some(Link::Beside)
        }
        _ => None,
    }
}

/// True for a noun as root without any predicate beside the participle or past form.
fn stray(sentence: &Sentence<'_>, token: usize) -> bool {
    let Some(root) = sentence.tree.root() else {
        return false;
    };
    let finite = sentence.has(token, Features::FINITE)
        && sentence.child(token, Relation::Cop).is_none()
        && !sentence.dependents[token]
            .iter()
            .any(|d| sentence.has(*d, Features::WH) || sentence.relation(*d).is_subject());
    let participle = sentence.has(token, Features::PARTICIPLE) && sentence.head(token) == Some(root);
    token > root
        && sentence.tag(root).is_nominal()
        && (finite || participle)
        && sentence.child(token, Relation::Mark).is_none()
        && !sentence.dependents[root].iter().any(|d| {
            *d != token
                && (sentence.relation(*d).is_subject()
                    || sentence.relation(*d).is_clause()
                    || matches!(
                        sentence.relation(*d),
                        Relation::Cop | Relation::Conj | Relation::Punct
                    ) && *d < token)
        })
}

/// True for a verb that is no auxiliary, and for a noun or adjective with a copula.
fn verbal(sentence: &Sentence<'_>, token: usize) -> bool {
    match sentence.tag(token) {
        Tag::Verb => true,
        Tag::Aux => !matches!(
            sentence.relation(token),
            Relation::Aux | Relation::AuxPass | Relation::Cop
        ),
        _ => sentence.child(token, Relation::Cop).is_some(),
    }
}

fn read(
    sentence: &Sentence<'_>,
    words: &SmallWords,
    clauses: &Clauses,
    token: usize,
    link: Link,
    parent: Option<usize>,
) -> Clause {
    let copular = !matches!(sentence.tag(token), Tag::Verb | Tag::Aux);
    let mark = sentence.children(token, &[Relation::Mark]).find(|m| *m < token);
    let above = match link {
        Link::Coordinate => sentence.head(token).and_then(|h| clauses.at(h)),
        _ => None,
    };
    let auxiliaries: Vec<usize> = sentence
        .children(token, &[Relation::Aux, Relation::AuxPass, Relation::Cop])
        .collect();
    let voice = voice(sentence, words, token, link, &auxiliaries, above);
    let mut clause = Clause {
        predicate: token,
        copular,
        voice,
        aspect: aspect(sentence, words, token, link, &auxiliaries, mark, voice),
        negated: false,
        not_yet: false,
        hedge: None,
        conditional: false,
        open: false,
        conditioned: false,
        subject: None,
        own_subject: false,
        doer: None,
        done_to: None,
        recipient: None,
        others: Vec::new(),
        parent,
        link,
        mark,
        span: span(sentence, words, token),
    };
    colour(sentence, words, &mut clause, &auxiliaries);
    // "Was arrested and charged", "will not buy or sell": what the first verb has, the second shares.
    let bare = auxiliaries.is_empty()
        && !sentence.dependents[token]
            .iter()
            .any(|d| sentence.relation(*d).is_subject())
        && mark.is_none_or(|m| {
            // "Is to cut costs and to build a mill".
            sentence.lemma(m) == "to"
                && above.is_some_and(|a| a.mark.is_some_and(|m| sentence.lemma(m) == "to"))
        });
    if let Some(above) = above.filter(|_| bare) {
        let same_form = |form: Features| sentence.has(token, form) && sentence.has(above.predicate, form);
        let shares = same_form(Features::PARTICIPLE)
            || same_form(Features::GERUND)
            || same_form(Features::INFINITIVE)
            || sentence.has(token, Features::PARTICIPLE) && above.voice == Voice::Passive
            || clause.aspect == Aspect::Bare;
        if shares {
            clause.aspect = above.aspect;
            clause.hedge = clause.hedge.or(above.hedge);
            clause.conditional |= above.conditional;
            let alternative = sentence
                .child(token, Relation::Cc)
                .is_some_and(|cc| matches!(sentence.lemma(cc), "or" | "nor" | "或" | "或者"));
            clause.negated |= above.negated && alternative;
        }
    }
    if !words.tenseless {
        gapped(sentence, &mut clause, above, &auxiliaries);
        wished(sentence, words, &mut clause, &auxiliaries);
    }
    // 拟发行股份及支付现金购买: without a mark between them what is to come of the first is so of the second.
    if let Some(above) = above.filter(|a| {
        words.tenseless
            && link == Link::Coordinate
            && bare
            && a.predicate < token
            && (a.predicate..token).all(|i| !matches!(sentence.word(i), "，" | "；" | "："))
    }) {
        let done = sentence.dependents[token]
            .iter()
            .any(|d| words.done.contains(sentence.lemma(*d)) || words.perfect.contains(sentence.lemma(*d)));
        if !done && above.aspect == Aspect::ToCome {
            clause.aspect = Aspect::ToCome;
        }
        if !done {
            clause.hedge = clause.hedge.or(above.hedge);
        }
    }
    if let Some(above) = parent.map(|p| &clauses.list[p]).filter(|_| !words.tenseless) {
        participle(sentence, words, &mut clause, above, &auxiliaries);
    }
    // 计划收购乙，并出售丙: behind a mark too, if nothing says that it is another matter.
    if let Some(above) = above.filter(|a| {
        words.tenseless
            && link == Link::Coordinate
            && bare
            && a.aspect == Aspect::ToCome
            && a.predicate < token
    }) {
        let another = sentence.dependents[token].iter().any(|d| {
            let lemma = sentence.lemma(*d);
            words.done.contains(lemma)
                || words.perfect.contains(lemma)
                || words.under_way.contains(lemma)
                || sentence.relation(*d) == Relation::OblTmod
        });
        if !another && clause.aspect == Aspect::Done && above.voice == clause.voice {
            clause.aspect = Aspect::ToCome;
        }
    }
    let inherits = matches!(link, Link::Coordinate | Link::Complement | Link::OpenComplement);
    let above_open = parent.filter(|_| inherits).is_some_and(|p| clauses.list[p].open);
    clause.open |= above_open && !(link == Link::Coordinate && clause.mark.is_some());
    clause
}

/// "300 jobs should be cut and *two mills closed*": what helps the first participle helps the second, which has a subject of its own.
fn gapped(sentence: &Sentence<'_>, clause: &mut Clause, above: Option<&Clause>, auxiliaries: &[usize]) {
    let token = clause.predicate;
    let form = |form: Features| sentence.has(token, form);
    let subject = sentence.dependents[token]
        .iter()
        .any(|d| *d < token && sentence.relation(*d).is_subject());
    let ahead = |above: &&Clause| {
        above.voice == Voice::Passive && (above.hedge.is_some() || above.aspect == Aspect::ToCome)
    };
    let bare = auxiliaries.is_empty()
        && subject
        && (form(Features::PARTICIPLE) || form(Features::PAST))
        && sentence.child(token, Relation::Obj).is_none();
    if let Some(above) = above.filter(ahead).filter(|_| bare) {
        clause.voice = Voice::Passive;
        clause.aspect = above.aspect;
        clause.hedge = clause.hedge.or(above.hedge);
        clause.conditional |= above.conditional;
    }
}

/// "Demands that he be removed": what is wished for has "be" without a tense.
fn wished(sentence: &Sentence<'_>, words: &SmallWords, clause: &mut Clause, auxiliaries: &[usize]) {
    let be = auxiliaries
        .iter()
        .any(|a| sentence.word(*a).eq_ignore_ascii_case("be"));
    let alone = auxiliaries.iter().all(|a| {
        let lemma = sentence.lemma(*a);
        lemma == "be" && !words.future.contains(lemma)
    });
    let subject = sentence.dependents[clause.predicate]
        .iter()
        .any(|d| sentence.relation(*d).is_subject());
    let said = matches!(clause.link, Link::Complement | Link::OfNoun | Link::Beside);
    // "Has to clear both chambers and be signed": a second infinitive.
    if be && alone && !subject && clause.link == Link::Coordinate {
        clause.aspect = Aspect::Bare;
    }
    if be && alone && subject && said && clause.mark.is_none_or(|m| sentence.lemma(m) == "that") {
        clause.hedge = Some(weaker(clause.hedge, Modality::Goal));
    }
}

/// "Might get sold", "there will be limits imposed", "would see it closed, killing off the trade": a participle is as far as the
/// verb that it belongs to.
fn participle(
    sentence: &Sentence<'_>,
    words: &SmallWords,
    clause: &mut Clause,
    above: &Clause,
    auxiliaries: &[usize],
) {
    let token = clause.predicate;
    let done = sentence.has(token, Features::PARTICIPLE);
    let own_subject = sentence.dependents[token]
        .iter()
        .any(|d| sentence.relation(*d).is_subject());
    if !auxiliaries.is_empty() || own_subject || !done && !sentence.has(token, Features::GERUND) {
        return;
    }
    match clause.link {
        Link::OpenComplement if done => {
            if matches!(above.aspect, Aspect::ToCome | Aspect::Bare | Aspect::Simple) {
                clause.aspect = above.aspect;
            }
            clause.negated ^= above.negated;
        }
        Link::Adverbial if clause.mark.is_none() && !done && token > above.predicate => {
            if above.aspect == Aspect::ToCome {
                clause.aspect = above.aspect;
            }
        }
        // "With no bill drafted"; "a law passed in May" that will be lifted was passed all the same.
        Link::OfNoun if done => {
            let Some(noun) = sentence.head(token) else { return };
            let determiner = sentence.child(noun, Relation::Det);
            clause.negated |= determiner.is_some_and(|d| words.nothing.contains(sentence.lemma(d)));
            if determiner.is_some() || above.aspect != Aspect::ToCome {
                return;
            }
            clause.aspect = above.aspect;
        }
        _ => return,
    }
    clause.hedge = clause.hedge.or(above.hedge);
    clause.conditional |= above.conditional;
}

fn voice(
    sentence: &Sentence<'_>,
    words: &SmallWords,
    token: usize,
    link: Link,
    auxiliaries: &[usize],
    above: Option<&Clause>,
) -> Voice {
    let be = auxiliaries.iter().any(|a| sentence.lemma(*a) == "be");
    let perfect = auxiliaries
        .iter()
        .any(|a| words.perfect.contains(sentence.lemma(*a)));
    let marked = !(perfect && !be)
        && sentence.dependents[token].iter().any(|d| {
            matches!(sentence.relation(*d), Relation::AuxPass | Relation::NsubjPass)
                || sentence.relation(*d) == Relation::OblAgent && sentence.preposition(*d).is_some()
                || words.passive.contains(sentence.lemma(*d)) && sentence.relation(*d) != Relation::Conj
        });
    if marked {
        return Voice::Passive;
    }
    let has_object = sentence
        .child(token, Relation::Obj)
        .is_some_and(|o| !words.time_nouns.contains(sentence.lemma(o)));
    // "Was arrested and released the same night": a form that may be the past shares the voice of the first verb.
    let shared = link == Link::Coordinate
        && sentence.has(token, Features::PAST)
        && !has_object
        && above.is_some_and(|a| a.voice == Voice::Passive)
        && !sentence.dependents[token]
            .iter()
            .any(|d| sentence.relation(*d).is_subject());
    let participle = sentence.has(token, Features::PARTICIPLE) || shared;
    if !participle || !auxiliaries.is_empty() {
        return Voice::Active;
    }
    match link {
        Link::Root if !sentence.headline => Voice::Active,
        Link::OfNoun => Voice::Passive,
        Link::Adverbial if !has_object => Voice::Passive,
        Link::Coordinate => above.map_or(Voice::Active, |a| a.voice),
        Link::OpenComplement if !has_object => Voice::Passive,
        Link::Root | Link::Beside if sentence.headline && !has_object => Voice::Passive,
        _ => Voice::Active,
    }
}

fn aspect(
    sentence: &Sentence<'_>,
    words: &SmallWords,
    token: usize,
    link: Link,
    auxiliaries: &[usize],
    mark: Option<usize>,
    voice: Voice,
) -> Aspect {
    let any = |set: &super::Words| auxiliaries.iter().any(|a| set.contains(sentence.lemma(*a)));
    let adverb = |set: &super::Words| {
        sentence
            .children(token, &[Relation::Advmod])
            .any(|a| set.contains(sentence.lemma(a)))
    };
    // 曾计划收购: planned, whenever that was.
    let planned = any(&words.future) || words.tenseless && adverb(&words.future);
    if adverb(&words.done) && !planned {
        return Aspect::Done;
    }
    if any(&words.future) || any(&words.conditional) || adverb(&words.future) {
        return Aspect::ToCome;
    }
    let gerund = sentence.has(token, Features::GERUND);
    let helped = auxiliaries.iter().any(|a| sentence.lemma(*a) == "be");
    if gerund && helped || adverb(&words.under_way) || any(&words.under_way) {
        return Aspect::UnderWay;
    }
    if auxiliaries
        .iter()
        .any(|a| sentence.has(*a, Features::GERUND) && sentence.lemma(*a) == "be")
    {
        return Aspect::UnderWay;
    }
    if any(&words.perfect)
        && auxiliaries
            .iter()
            .any(|a| words.perfect.contains(sentence.lemma(*a)))
    {
        return Aspect::Done;
    }
    // "Is to become".
    let before = |m: usize| auxiliaries.iter().any(|a| *a < m && sentence.lemma(*a) == "be");
    if helped
        && mark.is_some_and(|m| {
            sentence.lemma(m) == "to" && (sentence.has(token, Features::INFINITIVE) || before(m))
        })
    {
        return Aspect::ToCome;
    }
    let infinitive =
        mark.is_some_and(|m| sentence.lemma(m) == "to") || sentence.has(token, Features::INFINITIVE);
    let past = |t: usize| sentence.has(t, Features::PAST) && !sentence.has(t, Features::PARTICIPLE);
    if auxiliaries.iter().any(|a| past(*a)) {
        return Aspect::Done;
    }
    // "Pretended to be arrested", "mill to be closed": a passive infinitive is one as well.
    let passive = !words.tenseless
        && mark.is_some_and(|m| sentence.lemma(m) == "to" && auxiliaries.iter().all(|a| *a > m));
    if infinitive && auxiliaries.is_empty() || passive && !auxiliaries.is_empty() {
        let heads_line = sentence.headline
            && (link == Link::Root
                || link == Link::OfNoun
                    && sentence
                        .head(token)
                        .is_some_and(|h| sentence.relation(h) == Relation::Root));
        return if heads_line { Aspect::ToCome } else { Aspect::Bare };
    }
    if auxiliaries.is_empty() {
        if past(token) {
            return Aspect::Done;
        }
        if sentence.has(token, Features::PARTICIPLE) {
            return Aspect::Done;
        }
        if gerund {
            return Aspect::Bare;
        }
    }
    if words.tenseless {
        let governed = matches!(link, Link::OpenComplement | Link::OfNoun);
        return if governed { Aspect::Bare } else { Aspect::Done };
    }
    if sentence.headline || voice == Voice::Passive && link == Link::OfNoun {
        return Aspect::Done;
    }
    Aspect::Simple
}

/// Reads negation and hedges off the words that hang on the predicate itself.
fn colour(sentence: &Sentence<'_>, words: &SmallWords, clause: &mut Clause, auxiliaries: &[usize]) {
    let token = clause.predicate;
    let (mut so_far, mut able) = (false, false);
    for &at in &sentence.dependents[token] {
        let lemma = sentence.lemma(at);
        match sentence.relation(at) {
            Relation::Neg
            | Relation::Advmod
            | Relation::Aux
            | Relation::AuxPass
            | Relation::Cc
            | Relation::Cop => {
                if negates(sentence, words, at) {
                    clause.negated = !clause.negated;
                } else if sentence.dependents[at]
                    .iter()
                    .any(|d| negates(sentence, words, *d))
                {
                    // "No longer".
                    clause.negated = !clause.negated;
                }
                so_far |= words.so_far.contains(lemma);
                // "When the sale is completed, she will leave": the present after such a word is still to come.
                clause.open |=
                    words.asking.contains(lemma) && (words.tenseless || clause.aspect != Aspect::Done);
                if auxiliaries.contains(&at) && words.conditional.contains(lemma) {
                    clause.conditional = true;
                }
                // A modal that negates holds in one character: 未必.
                if let Some(hedge) = words
                    .hedge(lemma)
                    .filter(|_| sentence.relation(at) != Relation::Cc)
                {
                    clause.hedge = Some(weaker(clause.hedge, hedge));
                    able |= words.ability.contains(lemma);
                }
            }
            Relation::Obl if sentence.preposition(at).is_some() => {}
            Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Obl => {
                let none = words.nothing.contains(&*lemma.to_lowercase())
                    || sentence
                        .children(
                            at,
                            &[Relation::Det, Relation::Cc, Relation::Advmod, Relation::Neg],
                        )
                        .any(|d| words.nothing.contains(sentence.lemma(d)));
                // "Not one drop has escaped", wherever "not" hangs in the phrase.
                let opening = sentence.extent(at).0;
                let not_one = sentence.relation(at).is_subject()
                    && opening < at
                    && !none
                    && negates(sentence, words, opening)
                    && matches!(sentence.lemma(opening + 1), "one" | "a" | "single");
                if none || not_one {
                    clause.negated = !clause.negated;
                }
            }
            Relation::Mark => {
                clause.open |= words.open.contains(lemma);
            }
            // 未来两周裁员三百人.
            Relation::OblTmod if words.tenseless && clause.aspect == Aspect::Done => {
                let word = sentence.word(at);
                if words.coming.iter().any(|c| word.starts_with(c.as_str())) {
                    clause.aspect = Aspect::ToCome;
                }
            }
            _ => {}
        }
    }
    if clause.copular {
        // "Was no accident": the determiner of a predicate noun negates it.
        let none = sentence
            .children(token, &[Relation::Det])
            .any(|d| words.nothing.contains(sentence.lemma(d)));
        if none {
            clause.negated = !clause.negated;
        }
    }
    // "Could not obtain": it did not.
    if able && clause.negated && clause.hedge == Some(Modality::Possible) {
        clause.hedge = None;
    }
    // "Had the judge convicted him": a condition without "if".
    let first = auxiliaries.iter().copied().min();
    let subject = sentence.dependents[token]
        .iter()
        .copied()
        .find(|d| sentence.relation(*d).is_subject());
    if let (Some(first), Some(subject)) = (first, subject)
        && first < subject
        && clause.mark.is_none()
        && words.inverted.contains(sentence.lemma(first))
        && sentence.extent(token).0 >= first
    {
        clause.open = true;
    }
    // "Too early to say how many shops would close", "is looking into who sold it": asked, not told.
    if clause.link == Link::Complement && asks(sentence, words, token) {
        clause.open = true;
    }
    clause.not_yet = clause.negated && so_far;
    if clause.link == Link::Root {
        let last = (0..sentence.len()).rev().find(|i| sentence.tag(*i) == Tag::Punct);
        clause.open |=
            last.is_some_and(|p| sentence.word(p).starts_with(['?', '？']) && p + 3 > sentence.len());
    }
}

/// True for a clause that begins with a question word, but for "how" and "why" alone, which tell that it was so.
fn asks(sentence: &Sentence<'_>, words: &SmallWords, predicate: usize) -> bool {
    let (first, _) = sentence.extent(predicate);
    let word = sentence.word(first).to_lowercase();
    let many = sentence.len() > first + 1 && words.measured.contains(sentence.lemma(first + 1));
    sentence.has(first, Features::WH)
        && (matches!(&*word, "who" | "whom" | "which" | "when" | "where") || word == "how" && many)
}

/// True for a negating word that is not softened by the next one ("not only").
fn negates(sentence: &Sentence<'_>, words: &SmallWords, at: usize) -> bool {
    words.negative.contains(sentence.lemma(at))
        && !(at + 1 < sentence.len() && words.softening.contains(sentence.lemma(at + 1)))
}

/// The hedge that commits less.
pub(crate) fn weaker(one: Option<Modality>, other: Modality) -> Modality {
    const ORDER: [Modality; 9] = [
        Modality::Rumoured,
        Modality::Possible,
        Modality::Speculated,
        Modality::Inferred,
        Modality::Goal,
        Modality::Expected,
        Modality::Planned,
        Modality::Imminent,
        Modality::Asserted,
    ];
    let rank = |m: Modality| ORDER.iter().position(|o| *o == m).unwrap_or(ORDER.len());
    match one {
        Some(one) if rank(one) <= rank(other) => one,
        _ => other,
    }
}

/// The words of a clause: all under its predicate, without the coordinate clauses after it.
fn span(sentence: &Sentence<'_>, words: &SmallWords, token: usize) -> Span {
    let (from, mut to) = sentence.extent(token);
    // "Although he denied it": told beside what this clause tells.
    let apart = |at: usize| {
        sentence.relation(at) != Relation::Advcl
            || sentence.dependents[at]
                .iter()
                .any(|d| sentence.relation(*d).is_subject())
                && sentence
                    .children(at, &[Relation::Mark, Relation::Advmod])
                    .any(|m| m < at && words.apart.contains(&*sentence.lemma(m).to_lowercase()))
    };
    let next = sentence
        .children(token, &[Relation::Conj, Relation::Parataxis, Relation::Advcl])
        .filter(|c| *c > token && verbal(sentence, *c) && apart(*c))
        .map(|c| sentence.extent(c).0)
        .min();
    if let Some(next) = next.filter(|n| *n > token) {
        to = next - 1;
        while to > token && (sentence.tag(to) == Tag::Punct || sentence.relation(to) == Relation::Cc) {
            to -= 1;
        }
    }
    let mut from = from;
    // "That" opens what is said and is no part of it.
    if sentence.relation(from) == Relation::Mark
        && sentence.head(from) == Some(token)
        && sentence.lemma(from) == "that"
    {
        from += 1;
    }
    while from < token
        && (sentence.tag(from) == Tag::Punct
            || sentence.relation(from) == Relation::Cc && sentence.head(from) == Some(token))
    {
        from += 1;
    }
    sentence.span_of(from, to)
}
