//! Words that name an event and tell none: habits, commands, what is so of anybody, what is only imagined.
//! What does not live here: which clauses are propositions (see `select`), whether a page reports (see `genre`).

use super::scene::Scene;
use super::select::top_of_content;
use crate::clauses::{Aspect, Clause, Link, Voice};
use crate::frames::{Event, Sorts, sorts};
use crate::syntax::{Features, Relation, Tag};

/// True for an event that the words do not tell of anybody, or of any time, in particular.
pub(super) fn tells_none(scene: &Scene<'_>, clause: &Clause, event: &Event) -> bool {
    if invented(scene, clause) {
        return true;
    }
    if scene.frames.small.tenseless {
        return false;
    }
    habit(scene, clause, event)
        || usual(scene, clause, event)
        || commanded(scene, clause)
        || of_anybody(scene, clause)
        || only_how(scene, clause)
        || asks_what(scene, clause)
        || ranked(scene, event)
}

/// "Which merges films and music": the simple present tells what is so or done again and again, but where the frame says so.
fn habit(scene: &Scene<'_>, clause: &Clause, event: &Event) -> bool {
    // "Is wound up", "is not approved" tell a state; "people are killed" does not, of nobody in particular.
    let s = &scene.sentence;
    let state = clause.voice == Voice::Passive && !clause.subject.is_some_and(|at| bare_plural(scene, at));
    // "Could not buy": it did not.
    let helped = s
        .children(clause.predicate, &[Relation::Aux])
        .any(|a| s.lemma(a) != "do");
    let present = !scene.heading()
        && !state
        && !helped
        && clause.aspect == Aspect::Simple
        && clause.hedge.is_none()
        && !clause.copular
        && s.tag(clause.predicate) == Tag::Verb;
    if !present {
        return false;
    }
    match event.steps.last() {
        None => {
            !scene.frames.frames[event.frame].simple && !event.by_noun && event.anchor == clause.predicate
        }
        // "The board approves new drugs"; a ruling or an order says what it does.
        Some(step) => {
            let document = clause.subject.is_some_and(|at| {
                sorts::of(s, at, scene.mentions, &scene.frames.lists).meets(Sorts::DOCUMENT)
            });
            step.token == clause.predicate && scene.frames.operators[step.operator].deed && !document
        }
    }
}

/// "Sometimes detained", "are usually delivered": told of no time.
fn usual(scene: &Scene<'_>, clause: &Clause, event: &Event) -> bool {
    let s = &scene.sentence;
    [clause.predicate, event.anchor, event.top].into_iter().any(|at| {
        s.children(at, &[Relation::Advmod])
            .any(|a| scene.frames.in_list("habitual", &s.lemma(a).to_lowercase()))
    })
}

/// "Confirm the items", "introducing the new chief": words to the reader, or a title.
pub(super) fn commanded(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    if scene.frames.small.tenseless || clause.subject.is_some() || clause.voice == Voice::Passive {
        return false;
    }
    // "Updated the review 13 April - Added a profile": a list of what was done, by nobody.
    let listed =
        clause.aspect == Aspect::Done && matches!(clause.link, Link::Root | Link::Beside) && !scene.heading();
    // "Would not comment": its subject was lost, and nobody is told to.
    let helped = s
        .children(clause.predicate, &[Relation::Aux])
        .any(|a| s.lemma(a) != "do");
    let bare = !helped && matches!(clause.aspect, Aspect::Simple | Aspect::Bare);
    if s.tag(clause.predicate) != Tag::Verb || !bare && !listed {
        return false;
    }
    match clause.link {
        Link::Root | Link::Beside => !scene.heading() || s.has(clause.predicate, Features::GERUND),
        _ => scene.above(clause).is_some_and(|above| commanded(scene, above)),
    }
}

/// "Asked why he did not answer": a question, wherever the parser hung it.
pub(super) fn asked(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    !scene.frames.small.tenseless
        && !matches!(clause.link, Link::Root | Link::Relative)
        && s.children(clause.predicate, &[Relation::Advmod])
            .any(|w| w < clause.predicate && matches!(s.lemma(w), "why" | "how"))
}

/// "Photos released online", "people who voted": what describes a kind of people or things tells of none of them, unless it
/// says when, or by whom.
pub(super) fn of_anybody(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    // A noun with a relative clause and nothing else may be cut as one clause.
    let described = matches!(s.relation(clause.predicate), Relation::Acl | Relation::AclRelcl);
    if scene.frames.small.tenseless
        || scene.heading()
        || !matches!(clause.link, Link::Relative | Link::OfNoun) && !described
    {
        return false;
    }
    let Some(noun) = s.head(clause.predicate).or(clause.subject) else {
        return false;
    };
    // "Train drivers called off their walkout", read as a noun and nothing else: its participle is the verb.
    if s.relation(clause.predicate) == Relation::Acl && s.head(noun).is_none() {
        return false;
    }
    let dated = scene.times.iter().any(|t| clause.span.holds(t.span));
    let by_name = clause.doer.is_some_and(|d| d != noun && s.tag(d) == Tag::Propn);
    let vague = |at: usize| scene.frames.in_list("anybody", &s.lemma(at).to_lowercase());
    let several = s
        .children(noun, &[Relation::Det, Relation::Amod, Relation::Nummod])
        .any(vague);
    let which = told_which(scene, noun);
    !dated && !by_name && (several || vague(noun) && !which || bare_plural(scene, noun))
}

/// True for a noun with an article, a number or an owner.
fn told_which(scene: &Scene<'_>, at: usize) -> bool {
    scene
        .sentence
        .children(at, &[Relation::Det, Relation::Nummod, Relation::NmodPoss])
        .next()
        .is_some()
}

/// Several of a kind, with nothing that says which or how many.
fn bare_plural(scene: &Scene<'_>, at: usize) -> bool {
    let s = &scene.sentence;
    s.tag(at) == Tag::Noun && s.has(at, Features::PLURAL) && !told_which(scene, at)
}

/// "Users can know what it is they are buying".
fn asks_what(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    let (first, _) = s.extent(clause.predicate);
    // "Over what it called".
    let first = first + usize::from(s.tag(first) == Tag::Adp);
    let described = matches!(s.relation(clause.predicate), Relation::Acl | Relation::AclRelcl);
    let of_what = described && s.head(clause.predicate).is_some_and(|h| s.lemma(h) == "what");
    of_what
        || clause.link != Link::Root
            && first < clause.predicate
            && matches!(&*s.word(first).to_lowercase(), "what" | "whatever" | "whatever's")
}

/// "The first president to visit", "coach of the year": who does something first, or wins a prize, takes no post by it.
fn ranked(scene: &Scene<'_>, event: &Event) -> bool {
    let s = &scene.sentence;
    let frame = &scene.frames.frames[event.frame];
    let post =
        |(number, _): &&(usize, usize)| frame.object == Some(*number) && frame.parts[*number].name == "post";
    event.parts.iter().filter(post).any(|(_, at)| {
        let first = s
            .children(*at, &[Relation::Amod, Relation::Nummod])
            .any(|a| scene.frames.in_list("ranks", &s.lemma(a).to_lowercase()));
        let to_do = s.children(*at, &[Relation::Acl]).any(|a| {
            s.has(a, Features::INFINITIVE) || s.children(a, &[Relation::Mark]).any(|m| s.lemma(m) == "to")
        });
        let of_a_time = s.len() > at + 2
            && s.lemma(at + 1) == "of"
            && (at + 2..s.len().min(at + 4)).any(|n| scene.frames.in_list("seasons", s.lemma(n)));
        first && to_do || of_a_time
    })
}

/// "It was possible to open while cutting jobs": how, or what for. What somebody is accused of is told.
fn only_how(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    clause.link == Link::Adverbial
        && clause.aspect == Aspect::Bare
        && !clause.own_subject
        && clause
            .mark
            .is_some_and(|m| !scene.frames.in_list("done-first", s.lemma(m)))
        && !top_of_content(scene, clause)
}

/// "The film tells how six died", "imagined a crash in which": what hangs below such words happened to nobody.
fn invented(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    let tale = |at: usize| s.tag(at).is_nominal() && scene.frames.in_list("tales", s.lemma(at));
    // Chinese puts what is told of a tale beside the verb of telling: 演练模拟了造成30人死亡的爆炸.
    let below = clause.link != Link::Coordinate || scene.frames.small.tenseless;
    let mut index = clause.parent.filter(|_| below);
    while let Some(above) = index.map(|i| &scene.clauses.list[i]) {
        let told = scene.frames.in_list("inventing", s.lemma(above.predicate))
            || above.subject.is_some_and(tale)
            || above
                .others
                .iter()
                .any(|(p, at)| tale(*at) && p.is_some_and(|p| scene.frames.in_list("inside", s.lemma(p))));
        if told {
            return true;
        }
        index = above.parent;
    }
    false
}
