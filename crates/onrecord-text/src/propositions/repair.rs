//! What the names of a text tell about its tree: a name is one unit, and a person behind a firm and a title is the head.
//! What does not live here: finding names, and parsing.

use super::moves::{hang, tokens};
use super::values::{amount, before_amount, is_amount};
use super::{attached, relative, told};
use crate::clauses::Words;
use crate::syntax::{Features, Relation, Tag, Tree};
use crate::{Mention, NameKind, Quantity, QuantityKind, Span};

/// Mends a tree by the names and quantities in its sentence.
pub(super) fn by_names(tree: &mut Tree, text: &str, mentions: &[Mention], quantities: &[Quantity]) {
    for quantity in quantities {
        amount(tree, quantity.span);
        is_amount(tree, text, quantity.span);
    }
    for mention in mentions {
        if matches!(mention.kind, NameKind::Person | NameKind::Org | NameKind::Outlet) {
            behind_title(tree, mention.span);
        }
    }
    relative::between_commas(tree, text);
    attached::told_behind_comma(tree, text);
    attached::who_describes(tree, text);
    attached::behind_preposition(tree);
    attached::describing_root(tree, text);
    told::beside_subject(tree, text);
    told::marked_subject(tree);
    told::whose(tree, text);
    told::second_name(tree, text);
    told::lost_subject(tree);
    told::two_subjects(tree);
    told::reduced(tree);
    attached::between_commas(tree, text);
    attached::doer_of_noun(tree, text);
    entry(tree, text);
    fronted(tree);
    told::described(tree);
    told::described_by_participle(tree);
    behind_apposition(tree, text);
    orphans(tree, text);
    hyphened(tree, text);
    helped(tree, text);
    told::told_of(tree);
    compound(tree);
    told::told_as_described(tree);
    told::ordered(tree);
    told::found_guilty(tree);
    told::before_noun(tree);
    told::inverted(tree, text);
    for mention in mentions {
        for quantity in quantities.iter().filter(|q| q.kind == QuantityKind::Money) {
            before_amount(tree, mention.span, quantity.span);
        }
        if mention.kind == NameKind::Person {
            beside_title(tree, text, mention.span);
        }
        torn_name(tree, mention.span);
        from_outside(tree, mention.span);
        owner(tree, text, mention.span);
    }
    for mark in 1..tree.tokens.len() {
        let owner = tree.tokens[mark].head.filter(|o| *o < mark);
        if let Some(owner) = owner
            && matches!(tree.tokens[mark].span.of(text), "'s" | "’s")
            && tree.tokens[owner].tag == Tag::Propn
            && tree.tokens[owner].head.is_some_and(|h| h < owner)
        {
            whole_owner(tree, owner, mark - 1);
        }
    }
    for pair in mentions.windows(2) {
        if pair[1].kind == NameKind::Person && pair[0].kind != NameKind::Person {
            titled(tree, text, pair[0].span, pair[1].span);
        }
    }
}

/// What hangs on a word inside of a name from before it hangs on the name: "by *Tarnwick Foods*".
fn from_outside(tree: &mut Tree, span: Span) {
    let Some((from, to)) = tokens(tree, span) else {
        return;
    };
    let mut tops = (from..=to).filter(|at| tree.tokens[*at].head.is_none_or(|h| h < from || h > to));
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    for at in 0..from {
        let inside = tree.tokens[at]
            .head
            .is_some_and(|h| h != top && h >= from && h <= to);
        if inside && matches!(tree.tokens[at].relation, Relation::Case | Relation::Det) {
            tree.tokens[at].head = Some(top);
        }
    }
}

/// "The *Serious* Fraud Office charged", read as subject and object of one verb: a name has one place.
fn torn_name(tree: &mut Tree, span: Span) {
    let Some((from, to)) = tokens(tree, span) else {
        return;
    };
    let outside = |tree: &Tree, at: usize| tree.tokens[at].head.is_none_or(|h| h < from || h > to);
    let tops: Vec<usize> = (from..=to).filter(|at| outside(tree, *at)).collect();
    // A name is nobody's "there".
    for top in &tops {
        if tree.tokens[*top].relation == Relation::Expl && tree.tokens[*top].tag == Tag::Propn {
            tree.tokens[*top].relation = Relation::Nsubj;
        }
    }
    if let [top] = tops[..] {
        // What coordinates with a word of the name does so with the name.
        for at in to + 1..tree.tokens.len() {
            let inside = tree.tokens[at]
                .head
                .is_some_and(|h| h != top && (from..=to).contains(&h));
            if inside && tree.tokens[at].relation == Relation::Conj {
                tree.tokens[at].head = Some(top);
            }
        }
    }
    let governor = tops.first().and_then(|t| tree.tokens[*t].head);
    if tops.len() < 2 || governor.is_none() || tops.iter().any(|t| tree.tokens[*t].head != governor) {
        return;
    }
    let subject = |at: &usize| tree.tokens[*at].relation.is_subject();
    let before = governor.is_some_and(|g| g > to);
    let Some(top) = tops
        .iter()
        .copied()
        .find(|at| before && subject(at))
        .or_else(|| tops.iter().copied().find(|at| !before && !subject(at)))
    else {
        return;
    };
    for at in tops {
        if at != top {
            tree.tokens[at].head = Some(top);
            tree.tokens[at].relation = Relation::Flat;
        }
    }
}

/// "*Start-up* Tarn sued Ollerby", read as a command to start: a word with a hyphen before a name describes it.
fn hyphened(tree: &mut Tree, text: &str) {
    let Some(first) = tree.root() else { return };
    let touch =
        |a: usize| a + 1 < tree.tokens.len() && tree.tokens[a].span.end() == tree.tokens[a + 1].span.start();
    let hyphen = first + 1;
    if hyphen + 2 >= tree.tokens.len()
        || tree.tokens[hyphen].span.of(text) != "-"
        || !touch(first)
        || !touch(hyphen)
    {
        return;
    }
    let verb = (hyphen + 3..tree.tokens.len()).find(|at| {
        tree.tokens[*at].head == Some(first)
            && tree.tokens[*at].tag == Tag::Verb
            && (0..tree.tokens.len()).any(|s| {
                s == hyphen + 2 && tree.tokens[s].head == Some(*at) && tree.tokens[s].relation.is_subject()
            })
    });
    if let Some(verb) = verb {
        tree.tokens[verb].head = None;
        tree.tokens[verb].relation = Relation::Root;
        tree.tokens[first].head = Some(hyphen + 2);
        tree.tokens[first].relation = Relation::Compound;
        tree.tokens[first].tag = Tag::Noun;
    }
}

/// "The city has *scrapped* its curfew", read as if it had something scrapped: a participle with an object right after "have"
/// is what is told.
fn helped(tree: &mut Tree, text: &str) {
    for at in 1..tree.tokens.len() {
        let have = at - 1;
        let form = tree.tokens[at].features;
        if tree.tokens[at].head != Some(have)
            || tree.tokens[at].tag != Tag::Verb
            || !matches!(
                tree.tokens[at].relation,
                Relation::Obj | Relation::Xcomp | Relation::Ccomp
            )
            || !(form.has(Features::PARTICIPLE) || form.has(Features::PAST))
            || !matches!(tree.tokens[have].span.of(text), "has" | "have" | "had")
            || !tree
                .tokens
                .iter()
                .any(|t| t.head == Some(at) && t.relation == Relation::Obj)
        {
            continue;
        }
        tree.tokens[at].head = tree.tokens[have].head;
        tree.tokens[at].relation = tree.tokens[have].relation;
        for other in 0..tree.tokens.len() {
            if tree.tokens[other].head == Some(have) {
                tree.tokens[other].head = Some(at);
            }
        }
        tree.tokens[have].head = Some(at);
        tree.tokens[have].relation = Relation::Aux;
        tree.tokens[have].tag = Tag::Aux;
    }
}

/// "For new *car* manufacturing *qualification*", read as two phrases: of nouns in a row under one preposition the last is the
/// head.
fn compound(tree: &mut Tree) {
    for at in 0..tree.tokens.len() {
        let governor = tree.tokens[at].head;
        let marked =
            (0..at).any(|i| tree.tokens[i].head == Some(at) && tree.tokens[i].relation == Relation::Case);
        if tree.tokens[at].tag != Tag::Noun || tree.tokens[at].relation != Relation::Nmod || !marked {
            continue;
        }
        let run = |i: &usize| {
            tree.tokens[*i].tag == Tag::Noun
                || tree.tokens[*i].tag == Tag::Verb && tree.tokens[*i].features.has(Features::GERUND)
        };
        let Some(last) = (at + 1..tree.tokens.len()).take_while(run).last() else {
            continue;
        };
        if tree.tokens[last].head != governor
            || tree.tokens[last].relation != Relation::Nmod
            || tree.tokens[last].tag != Tag::Noun
        {
            continue;
        }
        for below in 0..at {
            if tree.tokens[below].head == Some(at) {
                tree.tokens[below].head = Some(last);
            }
        }
        tree.tokens[at].head = Some(last);
        tree.tokens[at].relation = Relation::Compound;
    }
}

/// "Fired its finance chief, *Ivo Strand*", read as two phrases of one verb: the name behind the comma is the chief's.
fn beside_title(tree: &mut Tree, text: &str, name: Span) {
    let Some((from, to)) = tokens(tree, name) else {
        return;
    };
    let Some(top) = (from..=to).find(|at| tree.tokens[*at].head.is_none_or(|h| h < from || h > to)) else {
        return;
    };
    let comma = from
        .checked_sub(1)
        .filter(|c| tree.tokens[*c].span.of(text) == ",");
    let Some(title) = comma.and_then(|c| c.checked_sub(1)) else {
        return;
    };
    let same = tree.tokens[top].head.is_some() && tree.tokens[top].head == tree.tokens[title].head;
    let closes = tree
        .tokens
        .get(to + 1)
        .is_none_or(|t| matches!(t.span.of(text), "," | "." | ";"));
    if same
        && closes
        && tree.tokens[title].tag == Tag::Noun
        && tree.tokens[title].relation == Relation::Obj
        && matches!(
            tree.tokens[top].relation,
            Relation::Obl | Relation::OblUnmarked | Relation::Xcomp | Relation::Parataxis
        )
    {
        tree.tokens[top].head = Some(title);
        tree.tokens[top].relation = Relation::Appos;
    }
}

/// "The fugitive financier *Leon Abbasi*, wanted abroad": the name is the head of what is right before it, and what follows
/// is told of the name.
fn behind_title(tree: &mut Tree, name: Span) {
    let Some((from, to)) = tokens(tree, name) else {
        return;
    };
    let outside = |at: &usize| tree.tokens[*at].head.is_none_or(|h| h < from || h > to);
    let mut tops = (from..=to).filter(outside);
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let title = tree.tokens[top].head.filter(|h| h + 1 == from);
    let Some(title) = title.filter(|h| tree.tokens[*h].tag == Tag::Noun) else {
        return;
    };
    let marked = tree
        .tokens
        .iter()
        .any(|t| t.head == Some(top) && t.relation == Relation::Case);
    if marked || !matches!(tree.tokens[top].relation, Relation::Appos | Relation::Flat) {
        return;
    }
    for at in 0..tree.tokens.len() {
        let marks = matches!(
            tree.tokens[at].relation,
            Relation::Case | Relation::Cc | Relation::Mark
        );
        if tree.tokens[at].head == Some(title) && (at > to || at < title && marks) {
            tree.tokens[at].head = Some(top);
        }
    }
    hang(tree, title, top, Relation::Compound);
}

/// "Farhill Motors: application refused": what is behind the colon is what the participle speaks of.
fn entry(tree: &mut Tree, text: &str) {
    let Some(root) = tree.root() else { return };
    let Some(colon) = (0..root.min(9)).find(|at| tree.tokens[*at].span.of(text) == ":") else {
        return;
    };
    let form = tree.tokens[root].features;
    let bare = tree.tokens[root].tag == Tag::Verb
        && (form.has(Features::PARTICIPLE) || form.has(Features::PAST))
        && !tree.tokens.iter().any(|t| {
            t.head == Some(root)
                && matches!(
                    t.relation,
                    Relation::Aux | Relation::AuxPass | Relation::Obj | Relation::Ccomp | Relation::NsubjPass
                )
        });
    let subject = tree.child(root, Relation::Nsubj).filter(|s| *s < colon);
    let top = (colon + 1..root).find(|at| {
        tree.tokens[*at].tag.is_nominal() && tree.tokens[*at].head.is_some_and(|h| h <= colon || h == root)
    });
    if let (true, Some(subject), Some(top)) = (bare, subject, top) {
        tree.tokens[subject].relation = Relation::Dislocated;
        tree.tokens[top].head = Some(root);
        tree.tokens[top].relation = Relation::NsubjPass;
    }
}

/// "Sentenced to two years, Reyes was led away", read as two coordinate verbs: the first belongs to the second's subject.
fn fronted(tree: &mut Tree) {
    let Some(root) = tree.root().filter(|r| *r == 0) else {
        return;
    };
    let form = tree.tokens[root].features;
    let helped = tree.tokens.iter().any(|t| {
        t.head == Some(root)
            && (matches!(t.relation, Relation::Aux | Relation::AuxPass) || t.relation.is_subject())
    });
    if tree.tokens[root].tag != Tag::Verb || !form.has(Features::PARTICIPLE) || helped {
        return;
    }
    let children = |at: usize| tree.tokens.iter().filter(move |t| t.head == Some(at));
    let main = (1..tree.tokens.len()).find(|at| {
        // "Arrested in May, Reyes lives in Leeds": no description of May.
        let below = tree.tokens[*at].head;
        let described = tree.tokens[*at].relation == Relation::AclRelcl
            && below.is_some_and(|h| tree.tokens[h].head == Some(root))
            && !children(*at).any(|t| t.features.has(Features::WH));
        (described
            || below == Some(root)
                && matches!(
                    tree.tokens[*at].relation,
                    Relation::Conj | Relation::Parataxis | Relation::Ccomp
                ))
            && children(*at).any(|t| t.relation.is_subject())
            && !children(*at).any(|t| t.relation == Relation::Cc)
    });
    if let Some(main) = main {
        tree.tokens[main].head = None;
        tree.tokens[main].relation = Relation::Root;
        tree.tokens[root].head = Some(main);
        tree.tokens[root].relation = Relation::Advcl;
    }
}

/// "Beck, the guitarist of the band, has died, a friend said", read as if the band had died: what follows the comma that
/// closes an apposition is told of the name before it.
fn behind_apposition(tree: &mut Tree, text: &str) {
    for at in 2..tree.tokens.len() {
        if !matches!(tree.tokens[at].relation, Relation::AclRelcl | Relation::Acl)
            || tree.tokens[at].tag != Tag::Verb
        {
            continue;
        }
        let Some(noun) = tree.tokens[at].head.filter(|h| *h < at) else {
            continue;
        };
        let children: Vec<usize> = (0..tree.tokens.len())
            .filter(|i| tree.tokens[*i].head == Some(at))
            .collect();
        let finite = |i: usize| tree.tokens[i].features.has(Features::FINITE);
        let helper = children
            .iter()
            .copied()
            .find(|c| matches!(tree.tokens[*c].relation, Relation::Aux | Relation::AuxPass) && finite(*c));
        let described = children
            .iter()
            .any(|c| tree.tokens[*c].relation.is_subject() || tree.tokens[*c].features.has(Features::WH));
        let Some(first) = helper.or(finite(at).then_some(at)).filter(|_| !described) else {
            continue;
        };
        let closed = first > 0 && tree.tokens[first - 1].span.of(text) == ",";
        // Up from the noun to the name, over one apposition.
        let (mut top, mut beside) = (noun, false);
        while let Some(head) = tree.tokens[top].head.filter(|h| *h < top) {
            match tree.tokens[top].relation {
                Relation::Appos => beside = true,
                Relation::Nmod | Relation::Flat | Relation::Compound | Relation::NmodPoss => {}
                _ => break,
            }
            top = head;
        }
        if !closed || !beside || !tree.tokens[top].tag.is_nominal() {
            continue;
        }
        let passive = children
            .iter()
            .any(|c| tree.tokens[*c].relation == Relation::AuxPass);
        let (governor, relation) = (tree.tokens[top].head, tree.tokens[top].relation);
        if governor.is_some() && !relation.is_subject() {
            continue;
        }
        tree.tokens[at].head = governor;
        tree.tokens[at].relation = match governor {
            Some(_) => Relation::Ccomp,
            None => Relation::Root,
        };
        tree.tokens[top].head = Some(at);
        tree.tokens[top].relation = if passive {
            Relation::NsubjPass
        } else {
            Relation::Nsubj
        };
    }
}

/// "X is trying, and talks are under way", read as if X and talks were one phrase: a predicate without a subject takes the
/// phrase right before it that coordinates with something further left.
fn orphans(tree: &mut Tree, text: &str) {
    for at in 1..tree.tokens.len() {
        let relation = tree.tokens[at].relation;
        if !matches!(
            relation,
            Relation::Parataxis | Relation::Conj | Relation::Advcl | Relation::Ccomp
        ) {
            continue;
        }
        let children: Vec<usize> = (0..at).filter(|i| tree.tokens[*i].head == Some(at)).collect();
        let helper = children.iter().copied().find(|c| {
            matches!(
                tree.tokens[*c].relation,
                Relation::Aux | Relation::AuxPass | Relation::Cop
            )
        });
        let subject = children
            .iter()
            .any(|c| tree.tokens[*c].relation.is_subject() || tree.tokens[*c].relation == Relation::Expl);
        let finite = tree.tokens[at].tag == Tag::Verb && tree.tokens[at].features.has(Features::FINITE);
        let Some(helper) = helper.or(finite.then_some(at)).filter(|_| !subject) else {
            continue;
        };
        // Nothing but phrases between it and the auxiliary.
        let phrase = (0..helper)
            .rev()
            .take_while(|i| {
                !matches!(
                    tree.tokens[*i].tag,
                    Tag::Verb | Tag::Aux | Tag::Punct | Tag::Cconj
                )
            })
            .filter(|i| tree.tokens[*i].relation == Relation::Conj && tree.tokens[*i].tag.is_nominal())
            .last();
        let Some(mut phrase) = phrase else { continue };
        // "Vesta and Orrin have": both.
        while let Some(head) = tree.tokens[phrase].head.filter(|h| *h < phrase)
            && tree.tokens[head].relation == Relation::Conj
            && tree.tokens[head].tag.is_nominal()
        {
            phrase = head;
        }
        let first = (0..=phrase)
            .find(|i| {
                *i == phrase || tree.tokens[*i].head == Some(phrase) && tree.tokens[*i].tag != Tag::Punct
            })
            .unwrap_or(phrase);
        let joined = |i: usize| tree.tokens[i].tag == Tag::Cconj || tree.tokens[i].span.of(text) == ",";
        if !(joined(first) || first > 0 && joined(first - 1)) {
            continue;
        }
        let passive = children
            .iter()
            .any(|c| tree.tokens[*c].relation == Relation::AuxPass);
        tree.tokens[phrase].head = Some(at);
        tree.tokens[phrase].relation = if passive {
            Relation::NsubjPass
        } else {
            Relation::Nsubj
        };
    }
}

/// "Farhill Motors' licence": the name as a whole owns the noun behind the mark.
fn owner(tree: &mut Tree, text: &str, span: Span) {
    let Some((from, to)) = tokens(tree, span) else {
        return;
    };
    let outside = |tree: &Tree, at: usize| tree.tokens[at].head.is_none_or(|h| h < from || h > to);
    let tops: Vec<usize> = (from..=to).filter(|at| outside(tree, *at)).collect();
    let mark = tree.tokens.get(to + 1).map(|t| t.span.of(text));
    if tops.len() == 1 && matches!(mark, Some("'" | "’" | "'s" | "’s")) {
        return whole_owner(tree, tops[0], to);
    }
    if tops.len() != 2 || from == to || !matches!(mark, Some("'" | "’" | "'s" | "’s")) {
        return;
    }
    let (first, last) = (tops[0], tops[1]);
    let Some(noun) = tree.tokens[last].head.filter(|h| *h > to) else {
        return;
    };
    let (governor, relation) = (tree.tokens[first].head, tree.tokens[first].relation);
    // The noun takes the place of the torn name.
    if governor.is_some_and(|g| g < from) && tree.tokens[noun].head == governor {
        tree.tokens[noun].relation = relation;
    }
    hang(tree, first, noun, relation);
    tree.tokens[last].relation = Relation::NmodPoss;
    tree.tokens[first].head = Some(last);
    tree.tokens[first].relation = Relation::Flat;
}

/// A name before the mark of possession owns the noun behind it, even if the parser hung both on one verb.
fn whole_owner(tree: &mut Tree, name: usize, end: usize) {
    let part = |at: usize| {
        let tag = tree.tokens[at].tag;
        tag.is_nominal() || matches!(tag, Tag::Adj | Tag::Num)
    };
    let upto = (end + 7).min(tree.tokens.len());
    // The last word is the noun, however it was tagged.
    let last = (end + 2..upto).take_while(|at| part(*at)).last();
    let governor = tree.tokens[name].head;
    let noun = match governor {
        Some(head) if head > end => Some(head).filter(|h| tree.tokens[*h].tag != Tag::Verb),
        _ => {
            (end + 2..upto).find(|at| tree.tokens[*at].head == governor && tree.tokens[*at].tag.is_nominal())
        }
    };
    // Of several nouns in a row the last is owned.
    let noun = noun.map(|mut noun| {
        while let Some(head) = tree.tokens[noun].head.filter(|h| *h > noun && *h < upto)
            && matches!(tree.tokens[noun].relation, Relation::Compound | Relation::Amod)
        {
            noun = head;
        }
        noun
    });
    // "Of Tarn's oat biscuits": the preposition is the noun's, which takes the place of the name.
    let taken = last.filter(|_| noun.is_none() && governor.is_some_and(|g| g < name));
    if let Some(noun) = taken {
        let relation = tree.tokens[name].relation;
        for at in 0..name {
            if tree.tokens[at].head == Some(name) && tree.tokens[at].relation == Relation::Case {
                tree.tokens[at].head = Some(noun);
            }
        }
        if let Some(governor) = governor {
            hang(tree, noun, governor, relation);
        }
        tree.tokens[noun].tag = Tag::Noun;
    }
    // The preposition before an owner is the noun's: "of *Tarn's biscuits*".
    if let Some(noun) = noun {
        for at in 0..name {
            if tree.tokens[at].head == Some(name) && tree.tokens[at].relation == Relation::Case {
                tree.tokens[at].head = Some(noun);
            }
        }
    }
    if let Some(noun) = noun.or(taken).filter(|_| governor.is_some()) {
        hang(tree, name, noun, Relation::NmodPoss);
    }
}

/// "T-Mobile CEO John Legere": the person is the head, firm and title hang on the name.
fn titled(tree: &mut Tree, text: &str, firm: Span, person: Span) {
    let between = Span::new(firm.end(), person.start()).of(text);
    if between.len() > 40 || between.contains([',', ';', '(', '"', '“', '.']) {
        return;
    }
    let (Some(f), Some(p)) = (tokens(tree, firm), tokens(tree, person)) else {
        return;
    };
    let top = |tree: &Tree, (from, to): (usize, usize)| {
        (from..=to).find(|at| tree.tokens[*at].head.is_none_or(|h| h < from || h > to))
    };
    let (Some(firm), Some(person)) = (top(tree, f), top(tree, p)) else {
        return;
    };
    // Only titles between them, and the person below the firm.
    let plain = (f.1 + 1..p.0).all(|at| {
        matches!(
            tree.tokens[at].tag,
            Tag::Noun | Tag::Propn | Tag::Adj | Tag::Punct | Tag::Cconj
        )
    });
    let below = tree.tokens[person]
        .head
        .is_some_and(|h| h == firm || (f.0..p.0).contains(&h) && tree.tokens[h].head == Some(firm));
    if !plain || !below || p.0 == f.1 + 1 {
        return;
    }
    let (head, relation) = (tree.tokens[firm].head, tree.tokens[firm].relation);
    let middle = tree.tokens[person].head.filter(|h| *h != firm);
    tree.tokens[person].head = head;
    tree.tokens[person].relation = relation;
    tree.tokens[firm].head = Some(person);
    tree.tokens[firm].relation = Relation::Compound;
    if let Some(middle) = middle {
        tree.tokens[middle].head = Some(person);
        tree.tokens[middle].relation = Relation::Compound;
    }
}

/// "Is investigating the bank amid cuts", read as if "amid" were a noun: `words` are such prepositions.
pub(super) fn prepositions(tree: &mut Tree, text: &str, words: &Words) {
    for at in 1..tree.tokens.len() {
        let Some(noun) = tree.tokens[at].head.filter(|h| *h > at) else {
            continue;
        };
        if tree.tokens[at].tag == Tag::Adp || !words.contains(&*tree.tokens[at].span.of(text).to_lowercase())
        {
            continue;
        }
        // "Pending charges" are none, "pending an inquiry" is until there is one.
        let opens = tree
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.tag == Tag::Det || matches!(t.relation, Relation::Det | Relation::NmodPoss));
        if tree.tokens[at].tag == Tag::Adj && !opens {
            continue;
        }
        let left: Vec<usize> = (0..at).filter(|i| tree.tokens[*i].head == Some(noun)).collect();
        let object = left
            .iter()
            .copied()
            .rev()
            .find(|i| tree.tokens[*i].tag.is_nominal());
        tree.tokens[at].tag = Tag::Adp;
        tree.tokens[at].relation = Relation::Case;
        if let Some(object) = object {
            tree.tokens[object].head = tree.tokens[noun].head;
            tree.tokens[object].relation = tree.tokens[noun].relation;
            for other in left.into_iter().filter(|o| *o != object) {
                tree.tokens[other].head = Some(object);
            }
        }
        if object.is_some() || tree.tokens[noun].relation == Relation::Obj {
            tree.tokens[noun].relation = Relation::Obl;
        }
    }
}
