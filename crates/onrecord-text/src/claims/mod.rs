//! Claims: one proposition in one place, made by rules over clauses.
//!
//! The way: words of all rules are found in one pass → sentences are cut into clauses → each cue asks its rules whether
//! the clause holds what they want → participants, polarity, modality, chain and times are read off → attributed words
//! that no rule took become `statement`s → responses are linked to what they answer.
//! What does not live here: origins and status, which need more than one page.

pub(crate) mod chains;
mod clauses;
mod dateline;
mod framing;
mod hedged;
mod lexicon;
mod participants;
mod predicates;
mod responses;
mod rules;
mod signals;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

pub(crate) use chains::covering_of as covering;
pub(crate) use lexicon::forms;
pub use rules::Rules;

use crate::frames::Frames;
use crate::propositions;
use crate::responses as answered;
use crate::{
    Anchor, Attribution, Claim, Document, Ground, Interval, Language, Modality, NameKind, Participant,
    Polarity, QuantityKind, Reading, Span, Speaker, SpeakerKind, TimeKind,
};
use clauses::Clause;
use lexicon::Hit;
use onrecord_syntax::Tree;
use participants::Scene;
use predicates::Sense;
use rules::{ClaimRule, Need};

/// Finds claims, in text order.
pub fn find(
    document: &Document<'_>,
    rules: &Rules,
    frames: &Frames,
    ground: &Ground,
    reading: &Reading,
    anchor: &Anchor,
) -> Vec<Claim> {
    let parser = match document.lang {
        Language::Chinese => onrecord_syntax::chinese(),
        _ => onrecord_syntax::english(),
    };
    let mut claims = if frames.is_empty() {
        Vec::new()
    } else {
        propositions::find(document, frames, parser, ground, reading, anchor)
    };
    // Chinese answers, statements and what the page tells are still read by cues and main predicates.
    if document.lang == Language::Chinese {
        by_cues(document, rules, ground, reading, anchor, &mut claims);
    }
    answered::settle(document, &rules.answers, ground, reading, anchor, &mut claims);
    hedged::settle(document, &rules.hedges, reading, &mut claims);
    if document.lang == Language::Chinese {
        framing::drop_frames(document, reading, &mut claims);
        claims.iter_mut().for_each(chains::end_with_somebody);
    }
    claims.sort_by_key(|c| (c.span.start(), c.span.end()));
    drop_echoes(document, &mut claims);
    if let Some(agency) = dateline::agency(document, reading, &ground.catalogue) {
        for claim in &mut claims {
            if !claim.chain.iter().any(|s| s.entity == agency.entity) {
                claim.chain.insert(0, agency.clone());
            }
        }
    }
    let text_hash = Sha256::digest(document.text.as_bytes());
    name(&mut claims, &text_hash);
    responses::link(document, rules, reading, &ground.catalogue, &mut claims);
    claims
}

/// Adds claims by cue words, for kinds that have no frames yet, then statements and tellings.
fn by_cues(
    document: &Document<'_>,
    rules: &Rules,
    ground: &Ground,
    reading: &Reading,
    anchor: &Anchor,
    framed: &mut Vec<Claim>,
) {
    let mut hits = rules.lexicon.hits(document.text);
    hits.retain(|h| !(rules.signals.structural.contains(&h.word) && part_of_name(reading, h.span)));
    let clauses = clauses::cut(document, rules, &hits, reading);
    let trees = trees(document, rules, reading);
    let scene = Scene {
        document,
        reading,
        rules,
        catalogue: &ground.catalogue,
        hits: &hits,
        trees: &trees,
        contents: chains::contents(reading),
        fullest: participants::fullest(document.text, &reading.mentions),
    };
    let mut claims: Vec<Claim> = Vec::new();
    let mut carried: Option<Participant> = None;
    let mut carried_block = usize::MAX;
    for (index, clause) in clauses.iter().enumerate() {
        let block = document.sentences[clause.sentence].block;
        if carried_block != block {
            carried = None;
            carried_block = block;
        }
        let fired = firing(&scene, clause, ground);
        for (rule, cue) in &fired {
            let previous = index
                .checked_sub(1)
                .map(|i| &clauses[i])
                .filter(|c| c.sentence == clause.sentence);
            if let Some(claim) = make(
                &scene,
                clause,
                previous,
                rule,
                *cue,
                carried.as_ref(),
                ground,
                anchor,
            ) {
                claims.push(claim);
            }
        }
        if let Some(subject) = claims
            .last()
            .filter(|c| clause.span.overlaps(c.span))
            .and_then(|c| c.subject.clone())
        {
            carried = Some(subject);
        } else if let Some(m) = scene
            .mentions_in(clause.span)
            .iter()
            .find(|m| matches!(m.kind, NameKind::Org | NameKind::Person | NameKind::Authority))
        {
            carried = Some(scene.of_mention(m));
        }
    }
    framed.append(&mut claims);
    statements(&scene, ground, anchor, framed);
    tellings(&scene, anchor, framed);
}

/// Sentences as the cutter and the parser see them; names and values are words of their own.
fn trees(document: &Document<'_>, rules: &Rules, reading: &Reading) -> Vec<Tree> {
    if rules.predicates.is_empty() {
        return Vec::new();
    }
    let mut fixed: Vec<Span> = reading
        .mentions
        .iter()
        .map(|m| m.span)
        .chain(reading.times.iter().map(|t| t.span))
        .chain(reading.quantities.iter().map(|q| q.span))
        .collect();
    fixed.sort_unstable();
    let parser = onrecord_syntax::chinese();
    let inside = |sentence: Span| {
        let from = fixed.partition_point(|f| f.start() < sentence.start());
        let to = fixed.partition_point(|f| f.start() < sentence.end());
        &fixed[from..to]
    };
    document
        .sentences
        .iter()
        .map(|s| parser.parse(document.text, s.span, inside(s.span)))
        .collect()
}

/// Gives claims their content-derived ids: the first 16 hex digits of SHA-256 over page, place, kind and state.
fn name(claims: &mut [Claim], page: &[u8]) {
    let spans: Vec<Span> = claims.iter().map(|c| c.span).collect();
    let shared: BTreeSet<Span> = spans
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
        .collect();
    for claim in claims {
        let mut hash = Sha256::new();
        hash.update(page);
        hash.update(format!("{:?} {} {:?}", claim.span, claim.kind, claim.state));
        // Of two that share words, such as two winners of one licence, the name of each is a part of its id.
        if let Some(subject) = claim.subject.as_ref().filter(|_| shared.contains(&claim.span)) {
            hash.update(&subject.name);
        }
        claim.id = hash
            .finalize()
            .iter()
            .take(8)
            .map(|b| format!("{b:02x}"))
            .collect();
    }
}

/// Binds the ids of a reading's claims to a page: the same words on two pages are two claims.
pub fn bind(reading: &mut Reading, page_id: &str) {
    let old: Vec<String> = reading.claims.iter().map(|c| c.id.clone()).collect();
    name(&mut reading.claims, page_id.as_bytes());
    let new = reading.claims.iter().map(|c| c.id.clone());
    // Of claims that share an id the first is meant.
    let renamed: BTreeMap<String, String> = old.into_iter().zip(new).rev().collect();
    for answer in reading.claims.iter_mut().flat_map(|c| &mut c.answers) {
        if let Some(new) = renamed.get(answer) {
            answer.clone_from(new);
        }
    }
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
fn part_of_name(reading: &Reading, span: Span) -> bool {
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

/// How well a rule fits a clause at a cue: the bytes of what it recognised; `None` where it does not fit.
fn fits(scene: &Scene<'_>, clause: &Clause, rule: &ClaimRule, cue: Span) -> Option<usize> {
    let hits = &scene.hits[clause.hits.clone()];
    let longest = |set: &rules::WordSet, test: &dyn Fn(&Hit) -> bool| {
        hits.iter()
            .filter(|h| set.contains(&h.word) && h.span.end() <= clause.span.end() && test(h))
            .map(|h| h.span.len())
            .max()
    };
    let sentence = scene.document.sentences[clause.sentence].span;
    let wide = |set: &rules::WordSet| {
        let from = scene.hits.partition_point(|h| h.span.start() < sentence.start());
        let to = scene.hits.partition_point(|h| h.span.start() < sentence.end());
        scene.hits[from..to]
            .iter()
            .filter(|h| set.contains(&h.word) && !h.span.overlaps(cue))
            .map(|h| h.span.len())
            .max()
    };
    let mut weight = cue.len();
    if let Some(set) = &rule.unless
        && (if rule.in_sentence {
            wide(set)
        } else {
            longest(set, &|_| true)
        })
        .is_some()
    {
        return None;
    }
    if let Some(set) = &rule.object {
        match longest(set, &|h| h.span.start() >= cue.end()) {
            Some(n) => weight += n,
            None if rule.object_optional => {}
            None => return None,
        }
    }
    if let Some(set) = &rule.before {
        // A rule that wants words on both sides says more than one that wants them on one.
        weight += longest(set, &|h| h.span.end() <= cue.start())? + cue.len();
    }
    if let Some(set) = &rule.with {
        weight += if rule.in_sentence {
            wide(set)?
        } else {
            longest(set, &|h| !h.span.overlaps(cue))?
        };
    }
    let mentions = scene.mentions_in(clause.span);
    let quantities = || {
        quantities_in(scene, clause.span)
            .into_iter()
            .map(|i| &scene.reading.quantities[i])
    };
    let met = rule.needs.is_empty()
        || rule.needs.iter().any(|need| match need {
            Need::Name(kind) => mentions.iter().any(|m| {
                m.kind == *kind
                    || *kind == NameKind::Org && matches!(m.kind, NameKind::Outlet | NameKind::Authority)
            }),
            Need::Money => quantities().any(|q| q.kind == QuantityKind::Money),
            Need::Count => {
                quantities().any(|q| matches!(q.kind, QuantityKind::Count | QuantityKind::Measure))
            }
            Need::Share => quantities().any(|q| matches!(q.kind, QuantityKind::Share | QuantityKind::Rank)),
            Need::AnyQuantity => quantities().next().is_some(),
            Need::Time => {
                let times = &scene.reading.times;
                let upto = times.partition_point(|t| t.span.start() < clause.span.end());
                // Only a range overlaps others: its two ends, which follow it.
                let mut near = times[..upto].iter().rev().take(3);
                near.any(|t| t.span.end() > clause.span.start())
            }
        });
    met.then_some(weight)
}

#[allow(clippy::too_many_arguments)]
fn make(
    scene: &Scene<'_>,
    clause: &Clause,
    previous: Option<&Clause>,
    rule: &ClaimRule,
    cue: Span,
    carried: Option<&Participant>,
    ground: &Ground,
    anchor: &Anchor,
) -> Option<Claim> {
    let owned = ground.kinds.get(&rule.kind).is_some_and(|k| k.owned);
    let subject = scene
        .subject(clause, rule, cue, carried)
        .map(|s| if owned { scene.owner(s, carried) } else { s });
    let object = scene.object(clause, rule, cue, subject.as_ref());
    let roles = scene.roles(clause, rule, cue, subject.as_ref());
    let (attributions, inferred) = spoken(scene, cue.start());
    // What commits the speaker stands inside what is said.
    let said_from = attributions
        .iter()
        .flat_map(|i| &scene.reading.attributions[*i].content)
        .filter(|c| c.holds_offset(cue.start()))
        .map(|c| c.start())
        .max();
    let scope = Span::new(clause.begins.max(said_from.unwrap_or(0)), clause.span.end());
    let chinese = scene.document.lang == Language::Chinese;
    let signals = &scene.rules.signals;
    let asks = |h: &Hit| signals.question.contains(&h.word) && h.span.end() <= cue.start();
    // "Before the licence is granted": Chinese says it behind the words, English in front of them.
    let pends = |h: &Hit| {
        signals.pending.contains(&h.word)
            && if chinese {
                h.span.start() >= cue.end()
            } else {
                h.span.end() <= cue.start()
            }
    };
    let within = Span::new(clause.span.start().max(said_from.unwrap_or(0)), clause.span.end());
    if scene.hits[clause.hits.clone()]
        .iter()
        .any(|h| within.holds(h.span) && (asks(h) || pends(h)))
    {
        return None;
    }
    let (mut polarity, mut modality) =
        signals::read(&scene.hits[clause.hits.clone()], scope, cue, &scene.rules.signals);
    if let Some(sense) = scene.sense(clause.sentence, within) {
        polarity = negated(sense);
        modality = committed(modality, sense.modality);
    }
    modality = forecast(scene, &attributions, modality);
    if inferred && modality == Modality::Asserted {
        modality = Modality::Inferred;
    }
    polarity = rule.polarity.unwrap_or(polarity);
    modality = rule.modality.unwrap_or(modality);
    modality = rumoured(scene, &attributions, modality);
    let time = true_time(scene, clause, previous, cue, &attributions);
    let said = chains::said(scene.reading, &attributions, anchor);
    if modality == Modality::Asserted && lies_ahead(time, said) {
        modality = Modality::Expected;
    }
    let mut state = rule.state.clone();
    if let Some(kind) = ground.kinds.get(&rule.kind)
        && modality == Modality::Imminent
        && kind.imminent.is_some()
    {
        state = kind.imminent.clone();
    }
    // Who refuses or denies is who is quoted doing so, where the words themselves name nobody.
    let speaker = attributions
        .last()
        .map(|i| &scene.reading.attributions[*i].speaker);
    let subject = match speaker {
        Some(s)
            if rule.kind == "response"
                && !rule.own_voice
                && subject.as_ref().is_none_or(|p| p.entity.is_none()) =>
        {
            s.name
                .as_ref()
                .map(|name| Participant {
                    span: None,
                    entity: s.entity.clone(),
                    name: name.clone(),
                })
                .or(subject)
        }
        _ => subject,
    };
    let mut about: Vec<&Participant> = subject.iter().chain(object.iter()).collect();
    about.extend(roles.iter().map(|r| &r.filler));
    let mut chain = chains::speakers(
        scene.reading,
        &attributions,
        &about,
        &ground.catalogue,
        scene.document.lang,
    );
    if rule.own_voice {
        // Silence is what the page, or the medium it draws on, reports: no refusing neighbour says it.
        chain.retain(|s| matches!(s.kind, SpeakerKind::Outlet | SpeakerKind::UnnamedMedia));
    } else if rule.kind == "response" {
        chain = refuser(scene, chain, subject.as_ref(), &ground.catalogue);
    }
    let span = proposition(scene, clause, subject.as_ref(), cue, &attributions);
    Some(Claim {
        id: String::new(),
        span,
        kind: rule.kind.clone(),
        state,
        polarity,
        modality,
        subject,
        object,
        roles,
        answers: Vec::new(),
        time,
        said,
        quantities: quantities_in(scene, span),
        attribution: attributions.last().copied(),
        chain,
        rule: rule.name.clone(),
    })
}

/// Attributions that cover a place, outermost first, without those that only infer ("this means that …"): nobody says that
/// but the page. The flag tells that there was such a one.
fn spoken(scene: &Scene<'_>, offset: usize) -> (Vec<usize>, bool) {
    let text = scene.document.text;
    let words = scene
        .rules
        .signals
        .modality
        .iter()
        .find(|(m, _)| *m == Modality::Inferred)
        .map(|(_, w)| w);
    let infers = |i: &usize| {
        let cues = &scene.reading.attributions[*i].cue;
        cues.iter().any(|c| {
            scene
                .rules
                .lexicon
                .hits(c.of(text))
                .iter()
                .any(|h| words.is_some_and(|w| w.contains(&h.word)))
        })
    };
    let covering = scene.contents.holding(offset);
    let (inferring, speaking): (Vec<usize>, Vec<usize>) =
        chains::covering_of(scene.reading, covering.into_iter(), offset)
            .into_iter()
            .partition(infers);
    (speaking, !inferring.is_empty())
}

/// A refusal is spoken by the one who refuses.
fn refuser(
    scene: &Scene<'_>,
    mut chain: Vec<Speaker>,
    subject: Option<&Participant>,
    catalogue: &crate::catalogue::Catalogue,
) -> Vec<Speaker> {
    let Some(subject) = subject else { return chain };
    let already = chain.last().is_some_and(|s| {
        matches!(
            s.kind,
            SpeakerKind::Party | SpeakerKind::Named | SpeakerKind::Authority
        )
    });
    if already {
        if let Some(last) = chain.last_mut().filter(|s| s.kind == SpeakerKind::Named) {
            last.kind = SpeakerKind::Party;
        }
        return chain;
    }
    let authority = subject.span.is_some_and(|s| {
        let mentions = &scene.reading.mentions;
        let from = mentions.partition_point(|m| m.span.end() <= s.start());
        mentions[from..]
            .iter()
            .take_while(|m| m.span.start() < s.end())
            .any(|m| m.span.overlaps(s) && m.kind == NameKind::Authority)
    }) || subject
        .entity
        .as_deref()
        .and_then(|e| catalogue.get(e))
        .is_some_and(|e| e.kind == NameKind::Authority);
    chain.push(Speaker {
        kind: if authority {
            SpeakerKind::Authority
        } else {
            SpeakerKind::Party
        },
        name: Some(subject.name.clone()),
        entity: subject.entity.clone(),
        count: None,
        description: None,
    });
    chain
}

/// The polarity that a negation of the main predicate makes.
fn negated(sense: Sense) -> Polarity {
    if sense.negated {
        Polarity::Negated
    } else {
        Polarity::Affirmed
    }
}

/// What governs the predicate decides; nearness, rumour and inference are told by words of their own.
fn committed(signalled: Modality, governed: Modality) -> Modality {
    match signalled {
        Modality::Imminent | Modality::Rumoured | Modality::Speculated | Modality::Inferred => signalled,
        _ => governed,
    }
}

/// What somebody forecasts is expected, however flatly it is put.
fn forecast(scene: &Scene<'_>, attributions: &[usize], modality: Modality) -> Modality {
    let forecasts = |i: &usize| {
        scene.reading.attributions[*i].cue.iter().any(|c| {
            let cue = c.of(scene.document.text);
            scene
                .rules
                .predicates
                .forecasting
                .iter()
                .any(|word| cue.contains(word.as_ref()))
        })
    };
    match modality {
        Modality::Asserted | Modality::Planned if attributions.iter().any(forecasts) => Modality::Expected,
        _ => modality,
    }
}

/// Words such as "rumour has it" around what is said make an assertion a rumour.
fn rumoured(scene: &Scene<'_>, attributions: &[usize], modality: Modality) -> Modality {
    if modality != Modality::Asserted {
        return modality;
    }
    let text = scene.document.text;
    let hearsay = attributions.iter().any(|i| {
        let a: &Attribution = &scene.reading.attributions[*i];
        a.source.iter().chain(&a.cue).any(|s| {
            scene
                .rules
                .lexicon
                .hits(s.of(text))
                .iter()
                .any(|h| scene.rules.signals.rumour.contains(&h.word))
        })
    });
    if hearsay { Modality::Rumoured } else { modality }
}

/// The verbatim span of a claim: from its subject, where that stands in the clause, to the clause's end, within what is said.
fn proposition(
    scene: &Scene<'_>,
    clause: &Clause,
    subject: Option<&Participant>,
    cue: Span,
    attributions: &[usize],
) -> Span {
    let mut span = clause.proposition();
    if scene.document.lang == Language::English
        && let Some(s) = subject
            .and_then(|s| s.span)
            .filter(|s| span.holds(*s) && s.end() <= cue.start())
    {
        // A leading time or place goes; it is kept in `time`.
        let lead = Span::new(span.start(), s.start()).of(scene.document.text);
        if lead.contains(',') {
            span = Span::new(s.start(), span.end());
        }
    }
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

/// When it is true in the world: the time nearest the cue in the clause, else one that opens the sentence.
fn true_time(
    scene: &Scene<'_>,
    clause: &Clause,
    previous: Option<&Clause>,
    cue: Span,
    attributions: &[usize],
) -> Interval {
    let told: Vec<usize> = attributions
        .iter()
        .filter_map(|i| scene.reading.attributions[*i].when)
        .collect();
    let usable = |within: Span| {
        let (first, times) = scene.times_in(within);
        times
            .iter()
            .enumerate()
            .filter(move |(_, t)| within.holds(t.span) && matches!(t.kind, TimeKind::Date | TimeKind::Time))
            .filter(|(i, t)| !told.contains(&(first + i)) && dates(t))
            .map(|(_, t)| t)
            .collect::<Vec<_>>()
    };
    let distance = |s: Span| {
        if s.end() <= cue.start() {
            cue.start() - s.end()
        } else {
            s.start().saturating_sub(cue.end())
        }
    };
    let inside = usable(clause.span);
    if let Some(t) = inside.iter().min_by_key(|t| distance(t.span)) {
        return t.interval;
    }
    let leading = previous.map(|p| usable(p.span)).unwrap_or_default();
    if let Some(t) = leading.last() {
        return t.interval;
    }
    // 2021年，营收…；净利润…: the time that opens the sentence holds for all its clauses.
    let sentence = scene.document.sentences[clause.sentence].span;
    let opening = Span::new(sentence.start(), clause.span.start().max(sentence.start()));
    usable(opening).last().map(|t| t.interval).unwrap_or_default()
}

/// True for a time that dates an event: now, earlier and later say nothing but the tense.
fn dates(time: &crate::TimeValue) -> bool {
    !time.interval.is_open() && !time.value.ends_with("_REF")
}

/// True for what is told of a time behind the saying, whatever the words: nobody can know it yet.
fn lies_ahead(time: Interval, said: Interval) -> bool {
    matches!((time.from, said.to), (Some(from), Some(to)) if from.at >= to.at)
}

fn quantities_in(scene: &Scene<'_>, span: Span) -> Vec<usize> {
    let quantities = &scene.reading.quantities;
    let from = quantities.partition_point(|q| q.span.start() < span.start());
    let to = quantities.partition_point(|q| q.span.start() < span.end());
    (from..to.max(from))
        .filter(|i| span.holds(quantities[*i].span))
        .collect()
}

/// Attributed words of no other kind: one statement a sentence of content that no claim was made of.
fn statements(scene: &Scene<'_>, ground: &Ground, anchor: &Anchor, claims: &mut Vec<Claim>) {
    let text = scene.document.text;
    let sentences = &scene.document.sentences;
    // What is claimed in each sentence so far; statements do not cross sentences.
    let mut claimed: Vec<Vec<Span>> = vec![Vec::new(); sentences.len()];
    for claim in claims.iter() {
        let first = sentences.partition_point(|s| s.span.end() <= claim.span.start());
        let last = sentences.partition_point(|s| s.span.start() < claim.span.end());
        for inside in &mut claimed[first..last.max(first)] {
            inside.push(claim.span);
        }
    }
    for (index, attribution) in scene.reading.attributions.iter().enumerate() {
        for content in &attribution.content {
            let first = sentences.partition_point(|s| s.span.end() <= content.start());
            let last = sentences.partition_point(|s| s.span.start() < content.end());
            for (number, sentence) in sentences.iter().enumerate().take(last).skip(first) {
                let Some(part) = sentence.span.intersection(*content) else {
                    continue;
                };
                let part = part.trim(
                    text,
                    &[
                        ',', '，', '。', '“', '”', '"', '.', '：', ':', '」', '「', '‘', '’',
                    ],
                );
                let enough = if scene.document.lang == Language::Chinese {
                    part.len() >= 15
                } else {
                    part.len() >= 12
                };
                let taken = claimed[number].iter().any(|c| c.overlaps(part));
                // What stands inside is attributed again: the inner attribution speaks for it.
                let inner = || {
                    scene.contents.any(part, |c, i| {
                        let Some(c) = part.intersection(c).filter(|c| c.len() < part.len()) else {
                            return false;
                        };
                        i != index && (c.len() * 2 > part.len() || frames_it(scene, i, part, c))
                    })
                };
                if !enough || taken || inner() || scene.document.is_heading(sentence) {
                    continue;
                }
                let (attributions, inferred) = spoken(scene, part.start());
                if attributions.is_empty() && !inferred {
                    continue;
                }
                let from = scene.hits.partition_point(|h| h.span.start() < part.start());
                let to = scene.hits.partition_point(|h| h.span.start() < part.end());
                let (mut polarity, mut modality) = signals::read(
                    &scene.hits[from..to],
                    part,
                    Span::new(part.end(), part.end()),
                    &scene.rules.signals,
                );
                let mut time = Interval::default();
                if let Some(sense) = scene.sense(number, part) {
                    polarity = negated(sense);
                    modality = committed(modality, sense.modality);
                    time = stated_time(scene, part, sentence.span, &attributions);
                }
                modality = forecast(scene, &attributions, modality);
                let subject = scene
                    .mentions_in(part)
                    .iter()
                    .find(|m| {
                        matches!(
                            m.kind,
                            NameKind::Org | NameKind::Person | NameKind::Authority | NameKind::Product
                        )
                    })
                    .map(|m| scene.of_mention(m));
                let about: Vec<&Participant> = subject.iter().collect();
                let chain = chains::speakers(
                    scene.reading,
                    &attributions,
                    &about,
                    &ground.catalogue,
                    scene.document.lang,
                );
                claimed[number].push(part);
                claims.push(Claim {
                    id: String::new(),
                    span: part,
                    kind: "statement".into(),
                    state: None,
                    polarity,
                    modality: rumoured(scene, &attributions, modality),
                    subject,
                    object: None,
                    roles: Vec::new(),
                    answers: Vec::new(),
                    time,
                    said: chains::said(scene.reading, &attributions, anchor),
                    quantities: quantities_in(scene, part),
                    attribution: Some(index),
                    chain,
                    rule: "statement".into(),
                });
            }
        }
    }
}

/// True when all of `part` but what an inner speaker says is that speaker's frame: 某台报道，|总理接受采访时表示，“…”.
fn frames_it(scene: &Scene<'_>, inner: usize, part: Span, said: Span) -> bool {
    let source = scene.reading.attributions[inner].source.first();
    let Some(source) = source.filter(|s| part.holds(**s) && s.end() <= said.start()) else {
        return false;
    };
    let lead = Span::new(part.start(), source.start()).of(scene.document.text);
    said.end() + 8 >= part.end()
        && lead.matches(['，', '。', '；']).count() <= 1
        && lead.chars().count() <= 16
}

/// The first time that the words state, else one that opens their sentence; never when they were said.
fn stated_time(scene: &Scene<'_>, part: Span, sentence: Span, attributions: &[usize]) -> Interval {
    let told: Vec<usize> = attributions
        .iter()
        .filter_map(|i| scene.reading.attributions[*i].when)
        .collect();
    let times = &scene.reading.times;
    let from = times.partition_point(|t| t.span.start() < sentence.start());
    let usable = |span: Span| {
        times[from..]
            .iter()
            .enumerate()
            .take_while(|(_, t)| t.span.start() < sentence.end())
            .filter(|(i, t)| span.holds(t.span) && !told.contains(&(from + i)) && dates(t))
            .find(|(_, t)| matches!(t.kind, TimeKind::Date | TimeKind::Time))
            .map(|(_, t)| t.interval)
    };
    usable(part)
        .or_else(|| usable(Span::new(sentence.start(), part.start().max(sentence.start()))))
        .unwrap_or_default()
}

/// Shortest sentence, in bytes, that is taken for an event told by the page: eight Chinese characters.
const SHORTEST_TELLING: usize = 24;

/// Events that the page tells in its own voice and no rule knows: one for each sentence with a predicate.
fn tellings(scene: &Scene<'_>, anchor: &Anchor, claims: &mut Vec<Claim>) {
    let text = scene.document.text;
    let mut covered: Vec<Span> = claims.iter().map(|c| c.span).collect();
    covered.extend(scene.reading.attributions.iter().flat_map(|a| {
        let parts = a.content.iter().chain(&a.cue).chain(&a.source);
        parts.copied().collect::<Vec<_>>()
    }));
    covered.sort_unstable();
    for (number, sentence) in scene.document.sentences.iter().enumerate() {
        let words = sentence.span.of(text).trim_end();
        if scene.document.is_heading(sentence)
            || sentence.span.len() < SHORTEST_TELLING
            || words.ends_with(['？', '?', '：', ':'])
            || words.starts_with(['（', '(', '【', '[', '('])
        {
            continue;
        }
        let near = covered.partition_point(|c| c.start() < sentence.span.end());
        // Spans lie in order of their starts; a long one may begin far above.
        if covered[near.saturating_sub(64)..near]
            .iter()
            .any(|c| c.overlaps(sentence.span))
        {
            continue;
        }
        let part = sentence
            .span
            .trim(text, &[',', '，', '。', '“', '”', '"', '.', '！', '!', '；']);
        let Some(sense) = scene.sense(number, part).filter(|s| s.predicate.is_some()) else {
            continue;
        };
        let subject = scene
            .mentions_in(Span::new(
                sense.clause.start(),
                sense.predicate.map_or(sense.clause.end(), |p| p.start()),
            ))
            .iter()
            .find(|m| {
                matches!(
                    m.kind,
                    NameKind::Org
                        | NameKind::Person
                        | NameKind::Authority
                        | NameKind::Product
                        | NameKind::Place
                )
            })
            .map(|m| scene.of_mention(m));
        claims.push(Claim {
            id: String::new(),
            span: part,
            kind: "other".into(),
            state: None,
            polarity: negated(sense),
            modality: sense.modality,
            subject,
            object: None,
            roles: Vec::new(),
            answers: Vec::new(),
            time: stated_time(scene, part, sentence.span, &[]),
            said: chains::said(scene.reading, &[], anchor),
            quantities: quantities_in(scene, part),
            attribution: None,
            chain: Vec::new(),
            rule: "other".into(),
        });
    }
}

/// A headline that says what the text says again is no second claim.
fn drop_echoes(document: &Document<'_>, claims: &mut Vec<Claim>) {
    let heading = |c: &Claim| {
        document
            .sentence_at(c.span.start())
            .is_some_and(|s| document.is_heading(&document.sentences[s]))
    };
    let told = |c: &Claim| (c.kind.clone(), c.state.clone(), c.polarity);
    let body: BTreeSet<(String, Option<String>, Polarity)> =
        claims.iter().filter(|c| !heading(c)).map(told).collect();
    claims.retain(|c| !heading(c) || !body.contains(&told(c)));
}
