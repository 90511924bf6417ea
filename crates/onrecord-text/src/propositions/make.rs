//! From a proposition to a claim: span, kind, state, polarity, modality, participants, time, chain.
//! What does not live here: which clauses are propositions (see `select`), clauses of no frame (`unframed`), and ids.

use std::collections::BTreeSet;

use super::participants::{
    about_part, add_others, blank, drop_nobodies, filler, holder, owner_of_share, owner_or_heading, roles,
    unsaid,
};
use super::referents::Referents;
use super::scene::Scene;
use super::select::{self, Role};
use super::unframed::{plain, remainders};
use super::words::{EDGES, event_span};
use super::{answers, falsehoods, hedges, timing, unsure};
use crate::chains;
use crate::clauses::{Aspect, Clause};
use crate::frames::{Event, Reader};
use crate::kinds::{RESPONSE, STATEMENT};
use crate::syntax::{Features, Relation, Tag};
use crate::{Claim, Interval, Modality, Participant, Polarity, RoleFiller, RuleName, Span};
use crate::{Speaker, SpeakerKind};

/// What a claim is made from.
pub(super) struct Draft<'c> {
    pub kind: String,
    pub state: Option<String>,
    pub negated: bool,
    pub modality: Modality,
    pub subject: Option<Participant>,
    pub object: Option<Participant>,
    pub roles: Vec<RoleFiller>,
    pub span: Span,
    pub clause: &'c Clause,
    pub attributions: Vec<usize>,
    pub rule: RuleName,
}

/// The claims of a sentence.
pub(super) fn sentence(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    told: &mut BTreeSet<String>,
) -> Vec<Claim> {
    if scene.sentence.is_empty() {
        return Vec::new();
    }
    let known = told.clone();
    let reader = Reader::new(
        &scene.sentence,
        &scene.clauses,
        scene.frames,
        scene.mentions,
        scene.quantities,
        scene.times,
        &known,
    );
    let denying = denying(scene, &reader);
    let mut order: Vec<usize> = (0..scene.clauses.list.len()).collect();
    // Without forms the clause above says what becomes of the one below, wherever it stands.
    let tenseless = scene.frames.small.tenseless;
    if !tenseless {
        order.sort_by_key(|i| scene.clauses.list[*i].predicate);
    }
    let mut taken: Vec<usize> = answers::denied(scene, &reader);
    let mut claims: Vec<Claim> = Vec::new();
    for index in order {
        let clause = &scene.clauses.list[index];
        if let Some(subject) = clause.subject.filter(|_| clause.own_subject) {
            let participant = referents.of(scene, subject);
            let sorts = referents.sorts(scene, subject);
            // A pronoun that goes back to nobody is nobody to go back to; nor are several people without a name.
            let s = &scene.sentence;
            let nobody = participant.entity.is_none()
                && (s.tag(subject) == Tag::Pron || s.has(subject, Features::PLURAL));
            if tenseless || !nobody {
                referents.note(s.token(subject).span.start(), sorts, &participant);
            }
        }
        // What an operator makes nothing of is told by nobody: 收购尚待批准.
        if let Some(event) = reader
            .event(clause.predicate)
            .filter(|e| tenseless && e.nothing && !e.steps.is_empty())
        {
            taken.push(event.anchor);
            taken.extend(event.steps.iter().map(|s| s.token));
        }
        let made = match select::role(scene, &reader, &denying, &taken, index) {
            Role::Answer(event) => answers::claims(scene, &reader, referents, clause, &event),
            Role::Event(event) => {
                taken.push(event.anchor);
                taken.extend(event.steps.iter().map(|s| s.token));
                let attributions = scene.covering(scene.sentence.token(event.anchor).span.start());
                let mut made = event_claims(scene, referents, &event, attributions, Some(clause));
                for inner in reader.included(&event, clause) {
                    let attributions = scene.covering(scene.sentence.token(inner.anchor).span.start());
                    let from = scene.sentence.preposition(inner.anchor);
                    let from = from.map_or(clause.span.start(), |p| scene.sentence.token(p).span.end());
                    let all = scene.sentence.span_under(inner.anchor);
                    let span = Span::new(from, all.end()).trim(scene.document.text, EDGES);
                    let included = event_claims(scene, referents, &inner, attributions, None);
                    made.extend(included.into_iter().map(|claim| Claim { span, ..claim }));
                    taken.push(inner.anchor);
                }
                if falsehoods::called_false(scene, event.anchor)
                    || tenseless && falsehoods::hearsay(scene, clause)
                {
                    made.retain(|c| c.polarity == Polarity::Affirmed);
                    made.iter_mut().for_each(falsehoods::unfather);
                }
                made
            }
            Role::Said | Role::Told if tenseless => Vec::new(),
            Role::Said => plain(scene, referents, clause, true).into_iter().collect(),
            Role::Told => plain(scene, referents, clause, false).into_iter().collect(),
            Role::Nothing => Vec::new(),
        };
        for claim in &made {
            told.insert(claim.kind.clone());
        }
        referents.remember(scene, &made);
        claims.extend(made);
    }
    if tenseless {
        // 首下线并量产: two words for one event of one stretch.
        let mut seen: Vec<(Span, String, Option<String>, String)> = Vec::new();
        claims.retain(|c| {
            let name = c.subject.as_ref().map(|p| p.name.clone()).unwrap_or_default();
            let key = (c.span, c.kind.clone(), c.state.clone(), name);
            let new = !seen.contains(&key);
            seen.push(key);
            new
        });
    } else {
        remainders(scene, referents, &denying, &mut claims);
    }
    claims.sort_by_key(|c| (c.span.start(), c.span.end()));
    claims
}

/// Attributions whose cue denies what it attributes.
fn denying(scene: &Scene<'_>, reader: &Reader<'_>) -> Vec<usize> {
    scene
        .heard
        .iter()
        .copied()
        .filter(|index| {
            let attribution = &scene.reading.attributions[*index];
            let cue = |at: usize| {
                attribution
                    .cue
                    .iter()
                    .any(|c| c.overlaps(scene.sentence.token(at).span))
            };
            !attribution.positive
                || (0..scene.sentence.len()).filter(|at| cue(*at)).any(|at| {
                    reader.answer(at).is_some_and(|e| {
                        matches!(
                            e.state.as_deref(),
                            Some("denied" | "no_comment" | "no_information")
                        )
                    })
                })
        })
        .collect()
}

/// The claims of an event, one for each of coordinate subjects; `clause` is the proposition's, `None` inside a denial.
pub(super) fn event_claims(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    event: &Event,
    attributions: Vec<usize>,
    clause: Option<&Clause>,
) -> Vec<Claim> {
    let s = &scene.sentence;
    let frame = &scene.frames.frames[event.frame];
    let Some(around) = clause.or_else(|| scene.clauses.around(s, event.top).map(|i| &scene.clauses.list[i]))
    else {
        return Vec::new();
    };
    if blank(scene, referents, event, around) {
        return Vec::new();
    }
    let about = about_part(scene, event);
    let unsaid = unsaid(scene, referents, event);
    let holder = holder(scene, referents, event).filter(|_| about.is_none());
    let about = about.filter(|_| unsaid.is_none()).or(holder);
    let mut object = filler(scene, event, frame.object)
        .filter(|at| Some(*at) != about)
        .map(|at| referents.of(scene, owner_of_share(scene, at)));
    let mut subjects: Vec<Participant> = about
        .iter()
        .map(|at| referents.of(scene, owner_of_share(scene, *at)))
        .collect();
    subjects.extend(unsaid);
    if let Some(at) = about {
        add_others(scene, referents, event, at, &mut subjects, &mut object);
    }
    let roles = roles(scene, referents, event, about, &subjects);
    if drop_nobodies(scene, referents, event, about, &mut subjects) {
        return Vec::new();
    }
    // 甲驾车造成乙死亡: who stands before the cause is not its victim.
    let cause = event
        .steps
        .iter()
        .find(|step| &*scene.frames.operators[step.operator].effect == "cause");
    if scene.frames.small.tenseless
        && let (Some(cause), Some(at)) = (cause, about)
        && at < cause.token
    {
        return Vec::new();
    }
    object = object.filter(|o| !unsure::torn(scene, o));
    subjects = subjects
        .into_iter()
        .map(|p| unsure::with_quotation(scene, p))
        .collect();
    let some = subjects.len();
    subjects.retain(|p| unsure::somebody(scene, around, event, p) && !unsure::torn(scene, p));
    if subjects.len() < some {
        return Vec::new();
    }
    if subjects.is_empty() {
        subjects.extend(owner_or_heading(scene, referents, event));
    }
    // 牌照没有到手，事情就可能生变: what was told of before.
    let affair = filler(scene, event, frame.object)
        .is_some_and(|at| scene.frames.in_list("affairs", scene.sentence.lemma(at)));
    if subjects.is_empty()
        && !is_another(scene, event)
        && (!scene.frames.small.tenseless || affair)
        && let Some((subject, earlier)) = referents.earlier(&frame.kind)
    {
        subjects.extend(subject);
        object = object.or(earlier);
    }
    // "The ministry has approved hardly any plant": of nobody else anything is told.
    // "Did not order a recall of the heater": of the heater's maker, whoever that is.
    let of_one = filler(scene, event, frame.object)
        .is_some_and(|at| s.tag(at) == Tag::Propn || s.child(at, Relation::Det).is_some());
    if subjects.is_empty()
        && event.negated
        && !of_one
        && let Some((_, at)) = event.roles.iter().find(|(role, _)| role == "authority")
    {
        subjects.push(referents.of(scene, *at));
    }
    if subjects.is_empty() {
        return Vec::new();
    }
    // "Velmar said it bought the company": not itself.
    if !scene.frames.small.tenseless {
        let same = |p: &Participant, o: &Participant| o.entity.is_some() && p.entity == o.entity;
        object = object.filter(|o| !subjects.iter().any(|p| same(p, o)));
    }
    let (cue, raised) = hedges::of_cues(scene, &attributions);
    let cue = cue.or_else(|| hedges::of_verbs_above(scene, around));
    // "Would have been completed": it was not.
    let failed = event.conditional && select::perfect(scene, around);
    let modality = match event.modality {
        _ if failed => Modality::Inferred,
        Modality::Asserted if event.conditional && attributions.is_empty() => Modality::Possible,
        Modality::Asserted if event.conditional => Modality::Planned,
        modality => modality,
    };
    let span = event_span(scene, event, around, &attributions);
    let disowned = is_disowned(scene, &attributions);
    let attributions = if disowned { Vec::new() } else { attributions };
    let teller = teller(scene, referents, around, &attributions);
    subjects
        .into_iter()
        .map(|subject| {
            let mut claim = claim(
                scene,
                Draft {
                    kind: frame.kind.clone(),
                    state: event.state.clone(),
                    negated: event.negated ^ raised ^ failed ^ disowned,
                    modality,
                    subject: Some(subject),
                    object: object.clone(),
                    roles: roles.clone(),
                    span,
                    clause: around,
                    attributions: attributions.clone(),
                    rule: rule(scene, event),
                },
            );
            claim.chain.extend(teller.clone());
            if claim.chain.is_empty() {
                claim.chain.extend(ruling(scene, event));
            }
            claim.modality = hedges::settle(
                claim.modality,
                cue,
                past(scene, event.aspect, event.anchor),
                claim.time,
                claim.said,
            );
            if falsehoods::gossip(scene, &claim, &attributions) {
                claim.modality = Modality::Rumoured;
            }
            if modality == Modality::Imminent
                && let Some(near) = scene.frames.imminent.get(&frame.kind)
            {
                claim.state = Some(near.clone());
            }
            claim
        })
        .collect()
}

/// "The deal", "approval": one that was told before; "a licence" is another, "few such licences" are many.
fn is_another(scene: &Scene<'_>, event: &Event) -> bool {
    let s = &scene.sentence;
    let many = s
        .token(event.anchor)
        .span
        .of(scene.document.text)
        .to_lowercase()
        .strip_suffix('s')
        .is_some_and(|one| one == s.lemma(event.anchor));
    // "Did not approve the application for new car licences": of any, not of the one spoken of.
    let any = event.negated
        && event.roles.iter().any(|(role, _)| role == "authority")
        && s.children(event.anchor, &[Relation::Amod, Relation::Compound])
            .next()
            .is_some();
    event.by_noun
        && s.child(event.anchor, Relation::Det)
            .map_or(many || any, |d| !scene.frames.in_list("definite", s.lemma(d)))
}

/// "An earlier version of this story said", "wrongly reported": what the page takes back.
fn is_disowned(scene: &Scene<'_>, attributions: &[usize]) -> bool {
    let s = &scene.sentence;
    attributions.iter().any(|i| {
        let cue = |at: usize| {
            let cues = &scene.reading.attributions[*i].cue;
            cues.iter().any(|c| c.overlaps(s.token(at).span))
        };
        let wrongly = |at: usize| {
            s.children(at, &[Relation::Advmod])
                .any(|a| scene.frames.in_list("wrongly", &s.lemma(a).to_lowercase()))
        };
        if (0..s.len()).any(|at| cue(at) && wrongly(at)) {
            return true;
        }
        let sources = &scene.reading.attributions[*i].source;
        let words = |at: usize| sources.iter().any(|c| c.overlaps(s.token(at).span));
        let mut named = (0..s.len()).filter(|at| words(*at)).map(|at| s.lemma(at));
        let mut rest = named.clone();
        named.any(|w| scene.frames.in_list("versions", w))
            && rest.any(|w| scene.frames.in_list("superseded", w))
    })
}

/// An aspect as a time ahead sees it: a Chinese verb that seems done may still be planned for a day, unless a word says that
/// it is done (已), and so may an English one whose past looks like its present ("put on sale in June").
pub(super) fn past(scene: &Scene<'_>, aspect: Aspect, verb: usize) -> Aspect {
    let s = &scene.sentence;
    let bare = || {
        s.tag(verb) == Tag::Verb
            && s.lemma(verb).eq_ignore_ascii_case(s.word(verb))
            && s.child(verb, Relation::Aux).is_none()
    };
    let marked = || {
        let mut words = s.dependents[verb].iter();
        words.any(|at| scene.frames.small.done.contains(s.lemma(*at)))
    };
    let seems = if scene.frames.small.tenseless {
        !marked()
    } else {
        bare()
    };
    if aspect == Aspect::Done && seems {
        Aspect::Simple
    } else {
        aspect
    }
}

/// Who tells it, where the clause hangs on a verb of saying that no attribution was made of.
fn teller(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    clause: &Clause,
    attributions: &[usize],
) -> Option<Speaker> {
    let above = scene.above(clause).filter(|_| attributions.is_empty())?;
    let said = clause.link == crate::clauses::Link::Complement
        && scene
            .frames
            .in_list("saying", scene.sentence.lemma(above.predicate));
    let who = above.subject.filter(|_| said)?;
    let participant = referents.of(scene, who);
    let kind = referents.voice(&participant).unwrap_or(SpeakerKind::Party);
    Some(Speaker {
        kind,
        name: Some(participant.name),
        entity: participant.entity,
        count: None,
        description: None,
    })
}

/// 法院作出《民事裁定书》，裁定…: what a body decides in a paper that the sentence names is on record.
fn ruling(scene: &Scene<'_>, event: &Event) -> Option<Speaker> {
    let s = &scene.sentence;
    let by_body = event.roles.iter().any(|(role, _)| role == "authority");
    let decides = event
        .steps
        .iter()
        .any(|step| &*scene.frames.operators[step.operator].effect == "decide");
    if !scene.frames.small.tenseless || !by_body || !decides {
        return None;
    }
    let paper = (0..event.anchor).find(|at| {
        let word = s.word(*at).trim_end_matches('》');
        scene
            .frames
            .lists
            .get("rulings")
            .is_some_and(|l| l.iter().any(|w| word.ends_with(AsRef::<str>::as_ref(w))))
    })?;
    Some(Speaker {
        kind: SpeakerKind::Record,
        name: Some(s.word(paper).to_owned()),
        entity: None,
        count: None,
        description: None,
    })
}

/// Name of the rules behind an event: the frame, then the operators from the inside out.
pub(super) fn rule(scene: &Scene<'_>, event: &Event) -> RuleName {
    let frame = &scene.frames.frames[event.frame];
    if event.steps.is_empty() {
        return frame.name.clone();
    }
    let mut name = frame.name.to_string();
    for step in &event.steps {
        name.push('+');
        name.push_str(&scene.frames.operators[step.operator].name);
    }
    name.into()
}

/// A claim with what every claim has: time, chain, quantities.
pub(super) fn claim(scene: &Scene<'_>, draft: Draft<'_>) -> Claim {
    let told: Vec<usize> = scene
        .heard
        .iter()
        .filter_map(|i| Some((*i, scene.reading.attributions[*i].when?)))
        // A time in this clause is its own, even if somebody else is said to speak in the sentence.
        .filter(|(i, when)| {
            draft.attributions.contains(i) || !draft.clause.span.holds(scene.reading.times[*when].span)
        })
        .map(|(_, when)| when)
        .collect();
    let time: Interval = timing::of(scene, draft.clause, draft.span, &told);
    let said = chains::said(scene.reading, &draft.attributions, scene.anchor);
    let mut chain = chains::speakers(
        scene.reading,
        &draft.attributions,
        &scene.ground.catalogue,
        scene.document.lang,
    );
    for speaker in chain.iter_mut().filter(|s| s.kind == SpeakerKind::Anonymous) {
        // "The two companies said": parties without their names.
        let described = speaker.description.as_deref().unwrap_or_default().to_lowercase();
        if scene.frames.in_list(
            "parties",
            described
                .trim_start_matches("the two ")
                .trim_start_matches("both ")
                .trim_start_matches("the ")
                .trim_start_matches("two "),
        ) {
            speaker.kind = SpeakerKind::Party;
        }
    }
    // One side's word in a case is alleged, but for what that side did itself.
    let mut modality = draft.modality;
    let litigant = chain.last().is_some_and(|s| {
        let words = [s.name.as_deref(), s.description.as_deref()];
        words
            .into_iter()
            .flatten()
            .flat_map(|w| w.split_whitespace())
            .any(|w| scene.frames.in_list("litigants", &w.to_lowercase()))
    });
    let sided = scene.ground.kinds.get(&draft.kind);
    let own_act =
        sided.is_some_and(|k| !k.own_steps.is_empty()) || [RESPONSE, STATEMENT].contains(&&*draft.kind);
    if litigant && !own_act && modality == Modality::Asserted {
        modality = Modality::Rumoured;
    }
    let quantities = (0..scene.quantities.len())
        .filter(|i| draft.span.holds(scene.quantities[*i].span))
        .map(|i| scene.first_quantity + i)
        .collect();
    Claim {
        id: String::new(),
        span: draft.span,
        kind: draft.kind,
        state: draft.state,
        polarity: if draft.negated {
            Polarity::Negated
        } else {
            Polarity::Affirmed
        },
        modality,
        subject: draft.subject,
        object: draft.object,
        roles: draft.roles,
        answers: Vec::new(),
        time,
        said,
        quantities,
        attribution: draft.attributions.last().copied(),
        chain,
        rule: draft.rule,
    }
}
