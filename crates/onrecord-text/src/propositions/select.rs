//! Which clauses are propositions of their own.
//! What does not live here: what is claimed in them (see `make`).

use super::scene::Scene;
use super::{doubts, falsehoods, unsure};
use crate::clauses::{Aspect, Clause, Link};
use crate::frames::{Event, Reader, Sorts, sorts};
use crate::syntax::{Features, Relation, Tag};
use crate::{Manner, Modality};

/// What a clause is to the page's claims.
pub(super) enum Role {
    /// A denial, refusal, confirmation.
    Answer(Event),
    /// An event of a frame.
    Event(Event),
    /// Words of no frame that are said by somebody.
    Said,
    /// An event of no frame that the page tells itself.
    Told,
    /// No proposition.
    Nothing,
}

/// The role of a clause; `taken` are predicates that belong to an event told already.
pub(super) fn role(
    scene: &Scene<'_>,
    reader: &Reader<'_>,
    denying: &[usize],
    taken: &[usize],
    index: usize,
) -> Role {
    let clause = &scene.clauses.list[index];
    if taken.contains(&clause.predicate) {
        return Role::Nothing;
    }
    let span = scene.sentence.token(clause.predicate).span;
    let covering = scene.covering(span.start());
    let anybodys = covering.last().is_some_and(|a| by_anybody(scene, *a));
    if let Some(answer) = reader.answer(clause.predicate)
        && answers(scene, clause)
        && !anybodys
        && !speaks(scene, clause, &answer)
        && !of_somebody_else(scene, clause, &answer)
        && in_own_words(scene, clause, &answer)
    {
        return Role::Answer(answer);
    }
    let cued = scene.cued(clause.predicate).is_some();
    if regretted(scene, clause, &covering) {
        return Role::Nothing;
    }
    let event = reader
        .event(clause.predicate)
        .filter(|e| !reader.is_answer(e) && !anybodys);
    if let Some(event) = event {
        let told = taken.contains(&event.anchor) && matches!(clause.link, Link::OfNoun | Link::Relative);
        if told {
            return Role::Nothing;
        }
        let operated = !event.steps.is_empty();
        let says = scene
            .frames
            .in_list("saying", scene.sentence.lemma(clause.predicate));
        if (!cued || operated || event.words > 0 || !says) && tells(scene, clause, &event) {
            let inside = scene.covering(scene.sentence.token(event.anchor).span.start());
            if inside.iter().chain(&covering).any(|a| denying.contains(a)) {
                return Role::Nothing;
            }
            return Role::Event(event);
        }
    }
    if cued || scene.heading() && clause.link != Link::Root {
        return Role::Nothing;
    }
    if covering.iter().any(|a| denying.contains(a)) {
        return Role::Nothing;
    }
    match covering.last() {
        Some(said) if is_said(scene, clause, *said) && !questioned(scene, clause) => Role::Said,
        Some(_) => Role::Nothing,
        None if scene.framing(span).is_none() && is_told(scene, clause) => Role::Told,
        None => Role::Nothing,
    }
}

/// "Apologised for writing that X was charged": who is sorry for having said something says it no longer.
fn regretted(scene: &Scene<'_>, clause: &Clause, covering: &[usize]) -> bool {
    let s = &scene.sentence;
    if scene.frames.small.tenseless {
        return false;
    }
    let regrets = |at: usize| scene.frames.in_list("regretting", &s.lemma(at).to_lowercase());
    let gerund = |at: usize| {
        s.has(at, Features::GERUND)
            || s.children(at, &[Relation::Aux])
                .any(|a| s.has(a, Features::GERUND))
    };
    // The cue of what is attributed, or a verb above the clause.
    let cues = covering.iter().flat_map(|a| &scene.reading.attributions[*a].cue);
    let mut said: Vec<usize> = cues
        .flat_map(|c| (0..s.len()).filter(|at| c.overlaps(s.token(*at).span)))
        .collect();
    let mut above = scene.above(clause);
    while let Some(here) = above {
        said.push(here.predicate);
        above = scene.above(here);
    }
    said.into_iter().filter(|at| gerund(*at)).any(|at| {
        let mut above = s.head(at);
        for _ in 0..3 {
            let Some(here) = above else { return false };
            // "Said sorry for having written": the word may hang beside it.
            let beside = s
                .children(here, &[Relation::Xcomp, Relation::Obj])
                .any(|c| c < at && regrets(c));
            if regrets(here) || beside {
                return true;
            }
            above = s.head(here);
        }
        false
    })
}

/// "You learn that to win an election you need luck": words of anybody, which tell no event.
fn by_anybody(scene: &Scene<'_>, attribution: usize) -> bool {
    let name = scene.reading.attributions[attribution].speaker.name.as_deref();
    !scene.frames.small.tenseless && name.is_some_and(|n| scene.frames.in_list("reader", &n.to_lowercase()))
}

/// "“No matter the price, we buy,” she said": who is quoted by the verb does not refuse to say it.
fn speaks(scene: &Scene<'_>, clause: &Clause, answer: &Event) -> bool {
    let s = &scene.sentence;
    let silent = matches!(
        answer.state.as_deref(),
        Some("no_comment" | "no_information" | "not_responded")
    );
    let quotes = scene
        .cued(clause.predicate)
        .is_some_and(|a| a.positive && a.manner != Manner::Indirect && !a.content.is_empty());
    // "No one has offered any information"; "no information was given" is silence.
    let nobody = clause.subject.is_some_and(|at| {
        (s.lemma(at) == "one" || scene.frames.in_list("people", s.lemma(at)))
            && s.children(at, &[Relation::Det])
                .any(|d| scene.frames.small.nothing.contains(&*s.lemma(d).to_lowercase()))
    });
    // "Regulators can't have full information".
    let unable = s.lemma(clause.predicate) == "have"
        && s.children(clause.predicate, &[Relation::Aux])
            .any(|a| scene.frames.small.ability.contains(s.lemma(a)));
    silent && !scene.frames.small.tenseless && (quotes || nobody && clause.own_subject || unable)
}

/// "“He knows nothing of us,” she said": who is quoted tells of somebody else, and nobody answers by it.
fn of_somebody_else(scene: &Scene<'_>, clause: &Clause, answer: &Event) -> bool {
    let s = &scene.sentence;
    let silent = matches!(
        answer.state.as_deref(),
        Some("no_comment" | "no_information" | "not_responded")
    );
    let quoted = scene
        .covering(s.token(clause.predicate).span.start())
        .last()
        .is_some_and(|i| scene.reading.attributions[*i].manner == Manner::Direct);
    let other = clause.subject.is_some_and(|at| {
        let lemma = s.lemma(at).to_lowercase();
        let of = |list: &str| scene.frames.in_list(list, &lemma);
        s.tag(at) == Tag::Pron && (of("person-pronouns") || of("plural-pronouns")) && !of("speaker-pronouns")
    });
    silent && quoted && other && clause.own_subject && !scene.frames.small.tenseless
}

/// "Did not know how to swim": what somebody cannot do.
fn is_skill(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    let how = |at: usize| {
        s.children(at, &[Relation::Advmod, Relation::Mark])
            .any(|w| s.lemma(w) == "how")
    };
    let to = |at: usize| s.children(at, &[Relation::Mark]).any(|m| s.lemma(m) == "to");
    s.children(
        clause.predicate,
        &[Relation::Ccomp, Relation::Xcomp, Relation::Advcl],
    )
    .any(|at| at > clause.predicate && how(at) && to(at))
}

/// True for a clause in which somebody answers, rather than is asked to.
fn answers(scene: &Scene<'_>, clause: &Clause) -> bool {
    if clause.open || clause.conditional && clause.hedge.is_some() {
        return false;
    }
    // "Should not admit it", "may decline to say": no answer yet.
    let hedged = matches!(
        clause.hedge,
        Some(Modality::Goal | Modality::Possible | Modality::Expected)
    );
    // "That is not to say that it failed".
    let infinitive = clause.aspect == Aspect::Bare
        && clause.mark.is_some_and(|m| scene.sentence.lemma(m) == "to")
        && !scene.frames.small.tenseless;
    if hedged
        || infinitive
        || doubts::asked(scene, clause)
        || doubts::commanded(scene, clause)
        || doubts::of_anybody(scene, clause)
        || is_skill(scene, clause)
    {
        return false;
    }
    match clause.link {
        Link::OpenComplement | Link::OfNoun | Link::Subject => false,
        Link::Adverbial => clause.mark.is_none_or(|m| {
            let apart = &scene.frames.small.apart;
            clause.own_subject && apart.contains(&*scene.sentence.lemma(m).to_lowercase())
        }),
        _ => true,
    }
}

/// "She did not know who had called": an answer only if she says so herself, or a body is asked.
fn in_own_words(scene: &Scene<'_>, clause: &Clause, answer: &Event) -> bool {
    if !scene.frames.frames[answer.frame].own_words {
        return true;
    }
    let s = &scene.sentence;
    // "Costs that it did not know about".
    if clause.link == Link::Relative {
        return false;
    }
    let says = |at: usize| scene.frames.in_list("saying", s.lemma(at));
    // "Did not know, but said".
    let beside = s
        .children(clause.predicate, &[Relation::Conj])
        .chain(
            s.head(clause.predicate)
                .filter(|_| clause.link == Link::Coordinate),
        )
        .any(says);
    let Some(who) = clause.subject.filter(|_| !beside) else {
        return beside;
    };
    let covering = scene.covering(s.token(clause.predicate).span.start());
    let Some(innermost) = covering.last() else {
        // "And said it did not know", of which no attribution was made.
        return scene.above(clause).is_some_and(|a| says(a.predicate))
            || sorts::of(s, who, scene.mentions, &scene.frames.lists).meets(Sorts::BODY)
                && s.tag(who) != Tag::Pron;
    };
    let attribution = &scene.reading.attributions[*innermost];
    let named = |name: &str| name.split(' ').any(|word| word == s.word(who));
    s.tag(who) == Tag::Pron
        || attribution.speaker.name.as_deref().is_some_and(named)
        || attribution.source.iter().any(|c| c.overlaps(s.token(who).span))
}

/// "When the sale is complete, it will leave": what is to come first has not come about.
fn awaited(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    let opens = s
        .children(clause.predicate, &[Relation::Mark, Relation::Advmod])
        .any(|m| m < clause.predicate && scene.frames.in_list("awaiting", &s.lemma(m).to_lowercase()));
    opens
        && clause.aspect == Aspect::Simple
        && scene.above(clause).is_some_and(|a| {
            // "After the app is launched, it shows an advert": whenever that may be.
            matches!(a.aspect, Aspect::ToCome | Aspect::Bare | Aspect::Simple) || a.hedge.is_some()
        })
}

/// True when an event is told as one, not only mentioned, wished for or asked about.
fn tells(scene: &Scene<'_>, clause: &Clause, event: &Event) -> bool {
    // A noun alone names an event and tells nothing of it.
    let noun = event.by_noun;
    if event.steps.is_empty() && noun && scene.frames.frames[event.frame].mentioned.is_none() {
        return false;
    }
    // A Chinese headline does not say how far a deal is.
    if noun_like_headline(scene, event) {
        return false;
    }
    if event.nothing || event.open || clause.open || unsure::in_general(scene, clause, event) {
        return false;
    }
    // "Nearly killed him": it did not happen. A figure may still nearly double.
    let s = &scene.sentence;
    let nearly = |at: usize| at > 0 && scene.frames.in_list("nearly", &s.word(at - 1).to_lowercase());
    let kind = scene.ground.kinds.get(&scene.frames.frames[event.frame].kind);
    let named = !event.by_noun && nearly(event.anchor);
    if (named || event.steps.iter().any(|step| nearly(step.token))) && !kind.is_some_and(|k| k.figures) {
        return false;
    }
    let attributed = !scene
        .covering(scene.sentence.token(clause.predicate).span.start())
        .is_empty();
    if of_nothing(scene, clause) {
        return false;
    }
    if event.conditional && !attributed && !perfect(scene, clause) {
        return false;
    }
    if doubts::tells_none(scene, clause, event) {
        return false;
    }
    match clause.link {
        // What governs an infinitive knows what becomes of it; where that is no operator, nothing is told.
        // "You learn that to win an election you must persuade".
        Link::Subject if !scene.frames.small.tenseless && clause.aspect == Aspect::Bare => false,
        Link::OpenComplement | Link::Subject => {
            attributed && top_of_content(scene, clause)
                || clause.link == Link::OpenComplement && clause.aspect != Aspect::Bare
        }
        // 甲收购乙的消息: a content is told by nobody but who vouches for the noun.
        Link::OfNoun if scene.frames.small.tenseless => {
            falsehoods::called_false(scene, event.anchor) || falsehoods::hearsay(scene, clause)
        }
        Link::OfNoun if meant(scene, clause) => false,
        Link::OfNoun => {
            scene.heading()
                || clause.aspect != Aspect::Bare && clause.mark.is_none()
                || attributed && top_of_content(scene, clause)
        }
        // 交易完成后，乙将成为子公司: not come about before what is to come.
        Link::Adverbial
            if scene.frames.small.tenseless
                && !told_as_done(scene, clause)
                && scene
                    .above(clause)
                    .is_some_and(|a| a.aspect == Aspect::ToCome || a.hedge.is_some() || a.open) =>
        {
            false
        }
        // 就收购进行磋商: what it is about is not told.
        Link::Adverbial
            if clause
                .mark
                .is_some_and(|m| scene.frames.in_list("topics", scene.sentence.lemma(m))) =>
        {
            false
        }
        Link::Adverbial if awaited(scene, clause) => false,
        Link::Adverbial if is_object(scene, clause) => attributed && top_of_content(scene, clause),
        Link::Adverbial => {
            // "By buying", "without telling": how it was done, where "after buying" tells what was.
            let s = &scene.sentence;
            let manner = clause.aspect == Aspect::Bare
                && clause
                    .mark
                    .is_some_and(|m| !scene.frames.in_list("joining", s.lemma(m)));
            !manner || attributed && top_of_content(scene, clause)
        }
        // "Said sorry for having written that X was sold": what was written is told by nobody.
        Link::Complement if below_a_phrase(scene, clause) => false,
        Link::Complement => {
            attributed
                || !clause.conditional
                    && scene.above(clause).is_none_or(|a| !a.negated && !a.open)
                    && factive(scene, clause)
        }
        // 没有收到申请破产的通知, 不能满足量产的要求: what describes a noun is as little told as its clause.
        Link::Relative
            if scene.frames.small.tenseless
                && scene.above(clause).is_some_and(|a| {
                    a.negated
                        || (a.open || a.hedge.is_some() || a.aspect == Aspect::ToCome)
                            && !told_as_done(scene, clause)
                }) =>
        {
            false
        }
        // "To close one mill and to build another": neither is told.
        Link::Coordinate => {
            let first = s.head(clause.predicate).and_then(|h| scene.clauses.at(h));
            let first_told = first.is_none_or(|f| f.aspect != Aspect::Bare || top_of_content(scene, f));
            clause.aspect != Aspect::Bare
                || scene.heading()
                || attributed && first_told
                || event.top != clause.predicate && event.top != event.anchor
        }
        _ => true,
    }
}

/// "Wants the mill *closed*", "ordered the mine closed", read as a mill that was closed: what is wanted or ordered of something
/// has not come about.
fn meant(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    let verb = scene.above(clause).map(|a| a.predicate);
    let behind = s.head(clause.predicate).is_some_and(|noun| {
        s.relation(noun) == Relation::Obj && s.head(noun) == verb && noun + 1 == clause.predicate
    });
    if scene.frames.small.tenseless || clause.mark.is_some() || !behind {
        return false;
    }
    verb.and_then(|v| scene.frames.operators_by_word.get(s.lemma(v)))
        .is_some_and(|patterns| {
            patterns.iter().any(|(number, pattern)| {
                let hedge = scene.frames.operators[*number].otherwise.modality;
                pattern.rest.is_empty() && hedge.is_some_and(|m| m != Modality::Asserted)
            })
        })
}

/// "No evidence that", "no truth in the claim that": there is nothing that tells it.
fn of_nothing(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    if scene.frames.small.tenseless || clause.link != Link::OfNoun || clause.mark.is_none() {
        return false;
    }
    let none = |at: usize| {
        s.children(at, &[Relation::Det])
            .any(|d| scene.frames.small.nothing.contains(&*s.lemma(d).to_lowercase()))
    };
    let noun = s.head(clause.predicate);
    noun.is_some_and(|n| {
        none(n)
            || s.head(n)
                .is_some_and(|above| s.relation(n) == Relation::Nmod && none(above))
    })
}

/// "Has not ruled out *revoking* it", read as what went on meanwhile: a gerund right behind a verb is what the verb takes.
fn is_object(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    let Some(above) = scene.above(clause).filter(|_| clause.mark.is_none()) else {
        return false;
    };
    let at = clause.predicate;
    above.predicate < at
        && s.has(at, Features::GERUND)
        && clause.aspect == Aspect::Bare
        && (above.predicate + 1..at).all(|i| s.relation(i) == Relation::CompoundPrt)
}

/// True for a predicate with a word of its own for what is done: 已, 了.
fn told_as_done(scene: &Scene<'_>, clause: &Clause) -> bool {
    let small = &scene.frames.small;
    scene.sentence.dependents[clause.predicate].iter().any(|d| {
        let lemma = scene.sentence.lemma(*d);
        small.done.contains(lemma) || small.perfect.contains(lemma)
    })
}

/// A bare verb in a headline without tense, of a frame whose events lie ahead before they are done.
fn noun_like_headline(scene: &Scene<'_>, event: &Event) -> bool {
    scene.frames.small.tenseless
        && scene.heading()
        && event.steps.is_empty()
        && scene.frames.frames[event.frame].to_come.is_some()
}

/// "Would have": what did not come about.
pub(super) fn perfect(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    s.children(clause.predicate, &[crate::syntax::Relation::Aux])
        .any(|a| scene.frames.small.perfect.contains(s.lemma(a)))
}

/// True when the clause hangs on a verb that takes what it governs as so: "showed that", "meant that".
fn factive(scene: &Scene<'_>, clause: &Clause) -> bool {
    scene.above(clause).is_some_and(|a| {
        let lemma = scene.sentence.lemma(a.predicate);
        // "Sorry for having written that X was sold": nobody says it now.
        // "It would be wrong to say that": nobody says it.
        let says = !matches!(a.link, Link::Adverbial | Link::OfNoun | Link::Subject)
            && a.aspect != Aspect::Bare
            && scene.frames.in_list("saying", lemma);
        scene.frames.in_list("factive", lemma) || says
    })
}

/// True for a clause below a gerund that hangs on a preposition: "for having written that".
fn below_a_phrase(scene: &Scene<'_>, clause: &Clause) -> bool {
    scene.above(clause).is_some_and(|a| {
        let having = scene
            .sentence
            .children(a.predicate, &[Relation::Aux])
            .any(|aux| scene.sentence.has(aux, Features::GERUND));
        (a.aspect == Aspect::Bare || having)
            && matches!(a.link, Link::Adverbial | Link::OfNoun)
            && a.mark.is_some_and(|m| scene.sentence.lemma(m) != "to")
    })
}

/// True for the topmost clause of what is attributed.
pub(super) fn top_of_content(scene: &Scene<'_>, clause: &Clause) -> bool {
    let own = scene.covering(scene.sentence.token(clause.predicate).span.start());
    let Some(innermost) = own.last() else { return false };
    match scene.above(clause) {
        None => true,
        Some(above) => !scene
            .covering(scene.sentence.token(above.predicate).span.start())
            .contains(innermost),
    }
}

/// Words of somebody that make a statement.
fn is_said(scene: &Scene<'_>, clause: &Clause, said: usize) -> bool {
    let s = &scene.sentence;
    let quoted = scene.reading.attributions[said].manner == Manner::Direct;
    match clause.link {
        Link::Root => true,
        Link::Beside => {
            s.relation(clause.predicate) == crate::syntax::Relation::Parataxis
                || s.tag(clause.predicate) == crate::syntax::Tag::Verb
        }
        // "Who kill protesters" describes somebody, unless it is all that is said; "which is a sort of club" always does.
        Link::Relative if clause.copular && !scene.frames.small.tenseless => false,
        Link::Relative => scene.reading.attributions[said]
            .content
            .iter()
            .any(|c| c.start() + 8 > clause.span.start() && c.start() <= clause.span.start() + 8),
        Link::Coordinate => {
            let first = scene
                .sentence
                .head(clause.predicate)
                .and_then(|h| scene.clauses.at(h));
            let beside = first.is_none_or(|f| {
                matches!(f.link, Link::Root | Link::Beside | Link::Coordinate) || top_of_content(scene, f)
            });
            // A second verb of one subject belongs to the first, unless it says how sure it is by itself.
            let apart = clause.own_subject
                || words(scene, clause) >= 5
                    && first.is_some_and(|f| {
                        // "“He is known for it and has run it”": of what is quoted, both are as sure as each other.
                        let ahead = |c: &Clause| matches!(c.aspect, Aspect::ToCome | Aspect::Bare);
                        let apart = f.aspect != clause.aspect && !quoted || ahead(f) != ahead(clause);
                        f.hedge != clause.hedge || f.negated != clause.negated || apart
                    });
            beside && apart && clause.aspect != Aspect::Bare || top_of_content(scene, clause)
        }
        Link::Adverbial => {
            top_of_content(scene, clause)
                || clause.own_subject
                    && !clause.open
                    && clause
                        .mark
                        .is_some_and(|m| scene.frames.in_list("joining", s.lemma(m)))
        }
        _ => top_of_content(scene, clause) && !(quoted && words(scene, clause) < 2),
    }
}

/// "“Did they drive themselves?”": who asks states nothing.
fn questioned(scene: &Scene<'_>, clause: &Clause) -> bool {
    let behind = &scene.document.text[clause.span.end()..scene.place.span.end().max(clause.span.end())];
    !scene.frames.small.tenseless
        && behind
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\''))
            .starts_with('?')
}

/// An event that the page tells in its own voice.
fn is_told(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    let dynamic = (clause.copular && clause.own_subject
        || s.tag(clause.predicate) == crate::syntax::Tag::Verb)
        && !clause.open
        && !clause.conditional;
    // A state is no event; what may be, will be, or is not, is news all the same.
    let stative = clause.copular || scene.frames.small.stative.contains(s.lemma(clause.predicate));
    let marked = clause.hedge.is_some() || clause.negated || clause.aspect == Aspect::ToCome;
    let dynamic = dynamic
        && match clause.aspect {
            Aspect::Bare => false,
            Aspect::Simple => marked,
            Aspect::UnderWay => true,
            Aspect::Done | Aspect::ToCome => !stative || marked,
        };
    let says = scene.frames.in_list("saying", s.lemma(clause.predicate))
        && s.children(
            clause.predicate,
            &[crate::syntax::Relation::Ccomp, crate::syntax::Relation::Parataxis],
        )
        .next()
        .is_some();
    if says || !dynamic || clause.subject.is_none() || words(scene, clause) < 4 {
        return false;
    }
    let quantity = scene.quantities.iter().any(|q| clause.span.holds(q.span));
    match clause.link {
        Link::Root => true,
        Link::Beside => !clause.copular,
        Link::Coordinate => clause.own_subject || words(scene, clause) >= 6,
        Link::Adverbial => {
            clause.own_subject
                && clause
                    .mark
                    .is_some_and(|m| scene.frames.in_list("joining", s.lemma(m)))
        }
        Link::Relative => quantity && clause.subject.is_some(),
        _ => false,
    }
}

fn words(scene: &Scene<'_>, clause: &Clause) -> usize {
    clause.span.of(scene.document.text).split_whitespace().count()
}
