//! Claims that hang on cue words: plants, goals and sums of money of Chinese pages, which no frame reads yet.
//! What does not live here: the rules (`LANG/claims/*.toml`), and who and what a claim is about (`participants`).

use super::clauses::{self, Clause};
use super::commitment::{committed, forecast, negated, rumoured};
use super::lexicon::Hit;
use super::rules::{ClaimRule, Need, WordSet};
use super::scene::Scene;
use super::signals;
use super::times::{lies_ahead, true_time};
use crate::chains;
use crate::kinds::{OTHER, STATEMENT};
use crate::{Anchor, Claim, Ground, Mention, Modality, NameKind, Participant, QuantityKind, Reading, Span};

/// Finds claims by cue words.
pub(super) fn find(scene: &Scene<'_>, ground: &Ground, anchor: &Anchor) -> Vec<Claim> {
    let clauses = clauses::cut(scene.document, scene.rules, &scene.hits, scene.reading);
    let mut claims: Vec<Claim> = Vec::new();
    let mut carried: Option<Participant> = None;
    let mut carried_block = usize::MAX;
    for (index, clause) in clauses.iter().enumerate() {
        let block = scene.document.sentences[clause.sentence].block;
        if carried_block != block {
            carried = None;
            carried_block = block;
        }
        let previous = index
            .checked_sub(1)
            .map(|i| &clauses[i])
            .filter(|c| c.sentence == clause.sentence);
        let place = Place {
            clause,
            previous,
            carried: carried.as_ref(),
        };
        for (rule, cue) in firing(scene, clause, ground) {
            claims.extend(make(scene, &place, rule, cue, ground, anchor));
        }
        let subject = claims
            .last()
            .filter(|c| clause.span.overlaps(c.span))
            .and_then(|c| c.subject.clone());
        let named = || {
            scene
                .mentions_in(clause.span)
                .iter()
                .find(|m| matches!(m.kind, NameKind::Org | NameKind::Person | NameKind::Authority))
                .map(|m| scene.of_mention(m))
        };
        carried = subject.or_else(named).or(carried);
    }
    claims
}

/// A clause and what comes before it.
struct Place<'a> {
    clause: &'a Clause,
    /// The clause before in the same sentence.
    previous: Option<&'a Clause>,
    /// The subject so far in the block.
    carried: Option<&'a Participant>,
}

/// Rules that fire in a clause with the cue each hangs on: the best rule per kind, cues of different kinds apart.
fn firing<'a>(scene: &Scene<'a>, clause: &Clause, ground: &Ground) -> Vec<(&'a ClaimRule, Span)> {
    let mut found: Vec<(usize, &ClaimRule, Span)> = Vec::new();
    for hit in &scene.hits[clause.hits.clone()] {
        if hit.span.end() > clause.span.end() || inside_name(scene, hit.span) {
            continue;
        }
        for number in &scene.rules.cues[hit.word as usize] {
            let rule = &scene.rules.rules[*number as usize];
            if let Some(weight) = fits(scene, clause, rule, hit.span) {
                found.push((weight, rule, hit.span));
            }
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.cmp(&b.2)).then(a.1.name.cmp(&b.1.name)));
    let mut kept: Vec<(&ClaimRule, Span)> = Vec::new();
    for (_, rule, cue) in found {
        let clash = kept.iter().any(|(r, c)| {
            c.overlaps(cue)
                || r.kind == rule.kind
                    && (r.state == rule.state || ground.kinds.get(&r.kind).is_some_and(|k| !k.valued))
        });
        if !clash && kept.len() < 3 {
            kept.push((rule, cue));
        }
    }
    kept.sort_by_key(|(_, cue)| *cue);
    kept
}

/// True where the words are a part of a name that is no description: 会 in 委员会 expects nothing.
pub(super) fn part_of_name(reading: &Reading, span: Span) -> bool {
    let index = reading.mentions.partition_point(|m| m.span.end() <= span.start());
    reading.mentions.get(index).is_some_and(|m| {
        m.span.holds(span)
            && m.span.len() > span.len()
            && !matches!(
                m.kind,
                NameKind::Facility | NameKind::Document | NameKind::Product
            )
    })
}

/// True where the words are part of a name (a company called "Sues & Sons" sues nobody).
fn inside_name(scene: &Scene<'_>, span: Span) -> bool {
    scene
        .mentions_in(Span::new(span.start().saturating_sub(60), span.end()))
        .iter()
        .any(|m| m.span.holds(span) && m.span.len() > span.len())
}

/// How well a rule fits a clause at a cue: the bytes of what it recognised; `None` if it does not fit.
fn fits(scene: &Scene<'_>, clause: &Clause, rule: &ClaimRule, cue: Span) -> Option<usize> {
    let longest = |set: &WordSet, test: &dyn Fn(&Hit) -> bool| {
        scene.hits[clause.hits.clone()]
            .iter()
            .filter(|h| set.contains(&h.word) && h.span.end() <= clause.span.end() && test(h))
            .map(|h| h.span.len())
            .max()
    };
    if rule
        .unless
        .as_ref()
        .is_some_and(|set| longest(set, &|_| true).is_some())
    {
        return None;
    }
    let mut weight = cue.len();
    if let Some(set) = &rule.before {
        // A rule that wants words on both sides says more than one that wants them on one.
        weight += longest(set, &|h| h.span.end() <= cue.start())? + cue.len();
    }
    if let Some(set) = &rule.with {
        weight += longest(set, &|h| !h.span.overlaps(cue))?;
    }
    let quantities = scene.quantities_in(clause.span);
    let holds = |need: &Need| {
        quantities.iter().any(|i| {
            let kind = scene.reading.quantities[*i].kind;
            match need {
                Need::Money => kind == QuantityKind::Money,
                Need::Count => matches!(kind, QuantityKind::Count | QuantityKind::Measure),
                Need::Share => matches!(kind, QuantityKind::Share | QuantityKind::Rank),
            }
        })
    };
    (rule.needs.is_empty() || rule.needs.iter().any(holds)).then_some(weight)
}

fn make(
    scene: &Scene<'_>,
    place: &Place<'_>,
    rule: &ClaimRule,
    cue: Span,
    ground: &Ground,
    anchor: &Anchor,
) -> Option<Claim> {
    let Place { clause, carried, .. } = *place;
    let (attributions, inferred) = scene.spoken(cue.start());
    // What commits the speaker is inside what is said.
    let said_from = attributions
        .iter()
        .flat_map(|i| &scene.reading.attributions[*i].content)
        .filter(|c| c.holds_offset(cue.start()))
        .map(|c| c.start())
        .max()
        .unwrap_or(0);
    let within = Span::new(clause.span.start().max(said_from), clause.span.end());
    let hits = &scene.hits[clause.hits.clone()];
    let signals = &scene.rules.signals;
    let open = |h: &Hit| {
        signals.question.contains(&h.word) && h.span.end() <= cue.start()
            || signals.pending.contains(&h.word) && h.span.start() >= cue.end()
    };
    if hits.iter().any(|h| within.holds(h.span) && open(h)) {
        return None;
    }
    let owned = ground.kinds.get(&rule.kind).is_some_and(|k| k.owned);
    let subject = scene
        .subject(clause, rule, cue, carried)
        .map(|s| if owned { scene.owner(s, carried) } else { s });
    // A figure of nobody is no claim of a kind, only words.
    let figure = ground.kinds.get(&rule.kind).is_some_and(|k| k.figures);
    let nobodys = figure
        && (part_of_compound(scene, clause, cue)
            || another_row(scene, clause, subject.as_ref())
            || !subject
                .as_ref()
                .is_some_and(|s| has_figures(scene, clause, rule, s)));
    let object = scene.object(clause, cue, subject.as_ref());
    let roles = scene.roles(clause, rule, cue, subject.as_ref());
    let scope = Span::new(clause.begins.max(said_from), clause.span.end());
    let signalled = signals::read(hits, scope, cue, signals);
    let sense = scene.sense(clause.sentence, within);
    let mut modality = forecast(scene, &attributions, committed(signalled, sense.modality));
    if inferred && modality == Modality::Asserted {
        modality = Modality::Inferred;
    }
    modality = rumoured(scene, &attributions, rule.modality.unwrap_or(modality));
    let time = true_time(scene, clause, place.previous, cue, &attributions);
    let said = chains::said(scene.reading, &attributions, anchor);
    if modality == Modality::Asserted && lies_ahead(time, said) {
        modality = Modality::Expected;
    }
    let imminent = ground.kinds.get(&rule.kind).and_then(|k| k.imminent.clone());
    let state = match modality {
        _ if nobodys => None,
        Modality::Imminent if imminent.is_some() => imminent,
        _ => rule.state.clone(),
    };
    let kind = match (nobodys, attributions.is_empty()) {
        (false, _) => &*rule.kind,
        (true, true) => OTHER,
        (true, false) => STATEMENT,
    };
    let subject = subject.filter(|s| !nobodys || s.entity.is_some());
    let span = proposition(scene, clause, cue, &attributions);
    Some(Claim {
        id: String::new(),
        span,
        kind: kind.to_owned(),
        state,
        polarity: negated(sense),
        modality,
        subject,
        object,
        roles,
        answers: Vec::new(),
        time,
        said,
        quantities: scene.quantities_in(span),
        attribution: attributions.last().copied(),
        chain: chains::speakers(scene.reading, &attributions, scene.catalogue, scene.document.lang),
        rule: rule.name.clone(),
    })
}

/// 销售人员, 证券投资基金: the cue is a part of another noun.
fn part_of_compound(scene: &Scene<'_>, clause: &Clause, cue: Span) -> bool {
    let text = scene.document.text;
    let tokens = &scene.tokens[clause.sentence];
    let next = tokens.partition_point(|t| t.span.start() < cue.end());
    tokens
        .get(next)
        .is_some_and(|t| t.span.start() == cue.end() && scene.frames.in_list("figure-heads", t.span.of(text)))
        // 在海外销售的产品: it only describes a noun.
        || text[cue.end()..].starts_with('的')
}

/// 甲公司：净利润增长三成 乙公司：…: a figure right behind a colon is of the name before the colon.
fn another_row(scene: &Scene<'_>, clause: &Clause, subject: Option<&Participant>) -> bool {
    let text = scene.document.text;
    let before = text[..clause.span.start()].trim_end_matches(['：', ':', ' ']);
    let colon = text[before.len()..clause.span.start()].contains(['：', ':']);
    let name = scene
        .mentions_in(Span::new(before.len().saturating_sub(60), before.len()))
        .iter()
        .find(|m| m.span.end() == before.len());
    colon
        && name.is_some_and(|m| {
            subject.is_none_or(|s| s.span.is_none_or(|own| own.start() < clause.span.start()))
                && subject.is_none_or(|s| s.name != m.span.of(text) && s.entity != m.entity)
        })
}

/// Most characters of a phrase with a determiner that has figures.
const POINTED: usize = 6;

/// True for who has figures: a name of the sentence, or what a determiner points at, but no name before a colon, which only
/// speaks.
fn has_figures(scene: &Scene<'_>, clause: &Clause, rule: &ClaimRule, subject: &Participant) -> bool {
    let text = scene.document.text;
    // 统计局, 百货协会: they tell the figures of others.
    let counts = |end: &str| subject.name.ends_with(end);
    let of_others = scene.frames.lists.get("counters-of-others");
    if of_others.is_some_and(|ends| ends.iter().any(counts)) && rule.state.as_deref() != Some("invested") {
        return false;
    }
    match subject.span {
        Some(span) => {
            let speaks = text[span.end()..].starts_with(['：', ':']);
            let words = span.of(text);
            // 首期 is no thing, 首款车 is.
            let pointed = words.starts_with(['该', '这', '其', '此', '新', '首'])
                && (words.starts_with(['其', '新']) || words.chars().count() > 2)
                && words.chars().count() <= POINTED;
            let aside = text[..span.start()].ends_with(['（', '(']);
            // A ministry or a paper tells figures and has none.
            let tells = scene
                .mentions_in(span)
                .first()
                .is_some_and(|m| m.span == span && matches!(m.kind, NameKind::Authority | NameKind::Outlet));
            !speaks && !aside && !tells && (subject.entity.is_some() || pointed)
        }
        None => {
            let sentence = scene.document.sentences[clause.sentence].span;
            let before = Span::new(sentence.start(), clause.span.start().max(sentence.start()));
            let named = |m: &&Mention| m.entity.is_some() && m.entity == subject.entity;
            scene.mentions_in(before).iter().any(|m| named(&m))
        }
    }
}

/// The verbatim span of a claim: its clause, within what is said.
fn proposition(scene: &Scene<'_>, clause: &Clause, cue: Span, attributions: &[usize]) -> Span {
    let mut span = clause.proposition();
    for i in attributions {
        let inside = scene.reading.attributions[*i]
            .content
            .iter()
            .find(|c| c.holds_offset(cue.start()));
        if let Some(cut) = inside.and_then(|c| c.intersection(span)) {
            span = cut;
        }
    }
    span.trim(
        scene.document.text,
        &[
            ',', '，', '。', ';', '；', '“', '”', '"', '.', '：', ':', '!', '！', '?', '？',
        ],
    )
}
