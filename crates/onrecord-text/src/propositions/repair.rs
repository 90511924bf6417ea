//! What the names of a text tell about its tree: a name is one unit, and a person behind a firm and a title is the head.
//! What does not live here: finding names, and parsing.

use crate::syntax::{Features, Relation, Tag, Tree};
use crate::{Mention, NameKind, Quantity, Span};

/// Mends a tree by the names and quantities in its sentence.
pub(super) fn by_names(tree: &mut Tree, text: &str, mentions: &[Mention], quantities: &[Quantity]) {
    for quantity in quantities {
        amount(tree, quantity.span);
    }
    reduced(tree);
    for mention in mentions {
        owner(tree, text, mention.span);
    }
    for pair in mentions.windows(2) {
        if pair[1].kind == NameKind::Person && pair[0].kind != NameKind::Person {
            titled(tree, text, pair[0].span, pair[1].span);
        }
    }
}

/// "The 55 million euro fine": the noun behind an amount is the head, however it was tagged.
fn amount(tree: &mut Tree, span: Span) {
    let Some((from, to)) = tokens(tree, span) else {
        return;
    };
    let noun = to + 1;
    let Some(token) = tree.tokens.get(noun) else {
        return;
    };
    let below = token.head.filter(|h| (from..=to).contains(h));
    if token.tag != Tag::Adj || token.relation != Relation::Amod {
        return;
    }
    let Some(unit) = below else { return };
    let (head, relation) = (tree.tokens[unit].head, tree.tokens[unit].relation);
    tree.tokens[noun].tag = Tag::Noun;
    tree.tokens[noun].head = head;
    tree.tokens[noun].relation = relation;
    tree.tokens[unit].head = Some(noun);
    tree.tokens[unit].relation = Relation::Compound;
}

/// "Annulled the fine imposed on X", read as if the fine imposed: a bare participle has no subject of its own.
fn reduced(tree: &mut Tree) {
    for at in 0..tree.tokens.len() {
        let token = &tree.tokens[at];
        let form = token.features;
        if token.relation != Relation::Ccomp || !form.has(Features::PARTICIPLE) || form.has(Features::FINITE)
        {
            continue;
        }
        let Some(verb) = token.head.filter(|v| *v < at) else {
            continue;
        };
        let of = |relation: Relation, head: usize| {
            (0..tree.tokens.len())
                .find(|i| tree.tokens[*i].head == Some(head) && tree.tokens[*i].relation == relation)
        };
        let helped = [
            Relation::Aux,
            Relation::AuxPass,
            Relation::Cop,
            Relation::Mark,
            Relation::NsubjPass,
        ]
        .into_iter()
        .any(|r| of(r, at).is_some());
        let subject = of(Relation::Nsubj, at).filter(|s| *s > verb && *s < at);
        if helped || of(Relation::Obj, verb).is_some() {
            continue;
        }
        if let Some(subject) = subject {
            tree.tokens[subject].head = Some(verb);
            tree.tokens[subject].relation = Relation::Obj;
            tree.tokens[at].head = Some(subject);
            tree.tokens[at].relation = Relation::Acl;
        }
    }
}

/// First and last token of a span.
fn tokens(tree: &Tree, span: Span) -> Option<(usize, usize)> {
    let from = tree.tokens.partition_point(|t| t.span.end() <= span.start());
    let to = tree.tokens.partition_point(|t| t.span.start() < span.end());
    (from < to).then(|| (from, to - 1))
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
    tree.tokens[last].relation = Relation::NmodPoss;
    tree.tokens[first].head = Some(last);
    tree.tokens[first].relation = Relation::Flat;
}

/// A name before the mark of possession owns the noun behind it, even if the parser hung both on one verb.
fn whole_owner(tree: &mut Tree, name: usize, end: usize) {
    let noun = match tree.tokens[name].head {
        Some(head) if head > end => Some(head).filter(|h| tree.tokens[*h].tag != Tag::Verb),
        governor => (end + 2..(end + 6).min(tree.tokens.len()))
            .find(|at| tree.tokens[*at].head == governor && tree.tokens[*at].tag.is_nominal()),
    };
    if let Some(noun) = noun.filter(|_| tree.tokens[name].head.is_some()) {
        tree.tokens[name].head = Some(noun);
        tree.tokens[name].relation = Relation::NmodPoss;
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
