//! The names that stand for a group: "makers such as Corda and Velmar have won licences" is told of both.
//! What does not live here: coordinate names without a group (`clauses::phrase`).

use super::referents::Referents;
use super::scene::Scene;
use crate::syntax::{Features, Tag};

/// The names that stand for a group of several: "makers *such as Corda and Velmar*", "three firms, *Corda, Velmar and Lumen*,".
/// Read from the order of the words, because the parser rarely hangs the whole list on the group.
pub(super) fn of(scene: &Scene<'_>, group: usize) -> Vec<usize> {
    let s = &scene.sentence;
    if scene.frames.small.tenseless || s.tag(group) != Tag::Noun || Referents::is_name(scene, s, group) {
        return Vec::new();
    }
    let several = |at: usize| s.has(at, Features::PLURAL) || scene.frames.in_list("partitives", s.lemma(at));
    let Some((from, aside, listed)) = opening(scene, group) else {
        return Vec::new();
    };
    if !(group..from).any(several) {
        return Vec::new();
    }
    let (mut at, mut joined) = (from, false);
    let mut found = Vec::new();
    while at < s.len() {
        let span = s.token(at).span;
        let mention = scene.mentions.iter().find(|m| m.span.overlaps(span));
        if Referents::is_name(scene, s, at) {
            let part = |t: &usize| match mention {
                Some(m) => m.span.overlaps(s.token(*t).span),
                None => s.tag(*t) == Tag::Propn,
            };
            let upto = at + (at..s.len()).take_while(part).count();
            let outside = |t: &usize| s.head(*t).is_none_or(|h| h < at || h >= upto);
            found.push((at..upto).find(outside).unwrap_or(at));
            at = upto;
        } else if matches!(s.word(at), "," | "and" | "or") && !found.is_empty() {
            joined |= s.word(at) != ",";
            at += 1;
        } else {
            break;
        }
    }
    // Without a word that says so, only a list between two marks is one.
    let closed = aside && (s.word(at - 1) == "," || at < s.len() && matches!(s.word(at), ")" | "–" | "—"));
    if listed || joined && closed && found.len() > 1 {
        found
    } else {
        Vec::new()
    }
}

/// Where the list after a group begins, if it is an aside, and if a word says that it is a list.
fn opening(scene: &Scene<'_>, group: usize) -> Option<(usize, bool, bool)> {
    let s = &scene.sentence;
    let word = |at: usize| if at < s.len() { s.word(at) } else { "" };
    let lists =
        |at: usize| word(at) == "such" && word(at + 1) == "as" || scene.frames.in_list("listing", word(at));
    let mut at = group + 1;
    // "The new *car* manufacturing enterprises": the parser may have taken another word for the head.
    let part = |at: usize| {
        at < s.len()
            && (matches!(s.tag(at), Tag::Noun | Tag::Adj)
                || word(at) == "of"
                || s.tag(at) == Tag::Verb && s.has(at, Features::GERUND))
    };
    while at < group + 4 && part(at) && !lists(at) {
        at += 1;
    }
    let aside = matches!(word(at), "," | "(" | "–" | "—");
    at += usize::from(aside);
    let listed = lists(at);
    if listed {
        at += 1 + usize::from(matches!(word(at + 1), "as" | "by"));
    }
    (aside || listed).then_some((at, aside, listed))
}
