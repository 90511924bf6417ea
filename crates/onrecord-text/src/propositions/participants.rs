//! Who takes part in an event, as the claim names them: subjects, those beside them, roles, and who is nobody.
//! What does not live here: where participants stand in a clause (`frames`), whom a pronoun means (`referents`).

use super::members;
use super::referents::{self, Referents};
use super::scene::Scene;
use crate::clauses::{Clause, Link, phrase};
use crate::frames::{Event, Place, Sorts};
use crate::syntax::{Relation, Tag};
use crate::{NameKind, Participant, RoleFiller};

/// True if a part that there is no event without is a pronoun that goes back to nobody: "they are selling it".
pub(super) fn blank(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    event: &Event,
    around: &Clause,
) -> bool {
    let s = &scene.sentence;
    let frame = &scene.frames.frames[event.frame];
    // "The drivers called off their walkout": who does it is named in the clause.
    let owned = |at: usize| {
        let named = |d: usize| s.tag(d).is_nominal() && s.tag(d) != Tag::Pron && s.head(at) != Some(d);
        s.relation(at) == Relation::NmodPoss && around.subject.is_some_and(named)
    };
    !scene.frames.small.tenseless
        && event.parts.iter().any(|(number, at)| {
            let word = s.word(*at).to_lowercase();
            let relative = scene.frames.in_list("relative-pronouns", &word);
            let part = &frame.parts[*number];
            if s.tag(*at) != Tag::Pron || relative || owned(*at) {
                return false;
            }
            // "It was launched in 2015": what is put on sale is known as a product, or what "it" is may be anything.
            let goods = part.sorts.meets(Sorts::PRODUCT) && !part.sorts.meets(Sorts::ORG);
            // "We have received it, a spokesman said": who speaks, also without a name.
            let quoted = scene.frames.in_list("speaker-pronouns", &word)
                && !scene.covering(s.token(*at).span.start()).is_empty();
            let whole = (part.need || frame.about == Some(*number)) && !quoted;
            goods && !referents.is_product(scene, *at)
                || whole && !part.sorts.meets(Sorts::THING) && referents.is_blank(scene, *at)
        })
}

/// Who or what fills a part of an event.
pub(super) fn filler(scene: &Scene<'_>, event: &Event, part: Option<usize>) -> Option<usize> {
    let s = &scene.sentence;
    part.and_then(|p| event.parts.iter().find(|(q, _)| *q == p))
        .map(|(_, at)| referents::possessor(scene, *at).unwrap_or(*at))
        // 甲的牌照申请有望获批: the licence will be the firm's.
        .map(|at| {
            let owner = phrase::owner(s, at).filter(|o| {
                scene.frames.small.tenseless
                    && s.tag(at) == Tag::Noun
                    && scene.frames.in_list("applications", s.lemma(at))
                    && Referents::is_name(scene, s, *o)
            });
            owner.unwrap_or(at)
        })
}

/// The part that the claim is about, or another one where that is missing or no name.
pub(super) fn about_part(scene: &Scene<'_>, event: &Event) -> Option<usize> {
    let s = &scene.sentence;
    let frame = &scene.frames.frames[event.frame];
    let named = |at: &usize| Referents::is_name(scene, s, *at) || s.tag(*at) == Tag::Pron;
    filler(scene, event, frame.about)
        .filter(|at| frame.about_else.is_empty() || named(at))
        .or_else(|| {
            let others: Vec<usize> = frame
                .about_else
                .iter()
                .filter_map(|p| filler(scene, event, Some(*p)))
                .collect();
            others
                .iter()
                .copied()
                .find(named)
                .or(filler(scene, event, frame.about))
                .or(others.first().copied())
        })
}

/// Chinese leaves out who is known: 拟收购乙 is by who was spoken of.
pub(super) fn unsaid(scene: &Scene<'_>, referents: &mut Referents<'_>, event: &Event) -> Option<Participant> {
    let s = &scene.sentence;
    let frame = &scene.frames.frames[event.frame];
    frame
        .about
        .filter(|p| {
            let part = &frame.parts[*p];
            // An event noun has the subject of what is said of it.
            let clause = scene
                .clauses
                .at(event.anchor)
                .or_else(|| scene.clauses.at(event.top));
            let described = |c: &Clause| matches!(c.link, Link::Relative | Link::OfNoun | Link::Adverbial);
            scene.frames.small.tenseless
                && !(event.by_noun && event.steps.is_empty())
                && !clause.is_some_and(|c| c.subject.is_some() || described(c))
                && filler(scene, event, Some(*p)).is_none()
                && !part.need
                && part.verb.first() == Some(&crate::frames::Place::Subject)
        })
        .and_then(|p| referents.unsaid(scene, s.token(event.anchor).span.start(), frame.parts[p].sorts))
}

/// 甲扩大召回范围, 甲撤回上市申请: an event noun is of who acts on it, if nobody else is named.
pub(super) fn holder(scene: &Scene<'_>, referents: &Referents<'_>, event: &Event) -> Option<usize> {
    let frame = &scene.frames.frames[event.frame];
    let about = frame.about.map(|p| &frame.parts[p]);
    let part = about.filter(|_| scene.frames.small.tenseless && event.by_noun)?;
    let by_subject = part.verb.first() == Some(&crate::frames::Place::Subject);
    let doer = scene.clauses.at(event.top)?.subject?;
    (by_subject && referents.sorts(scene, doer).meets(part.sorts)).then_some(doer)
}

/// Adds those who stand beside the one at `at`, as subjects or as the object.
pub(super) fn add_others(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    event: &Event,
    at: usize,
    subjects: &mut Vec<Participant>,
    object: &mut Option<Participant>,
) {
    let s = &scene.sentence;
    let frame = &scene.frames.frames[event.frame];
    let kind = scene.ground.kinds.get(&frame.kind);
    let others: Vec<usize> = phrase::coordinates(s, at)
        .into_iter()
        .filter(|c| Referents::is_name(scene, s, *c))
        // "Lena Orr, MD, PhD": letters after a name are nobody.
        .filter(|c| !scene.frames.in_list("letters", &s.lemma(*c).to_lowercase()))
        .collect();
    // "Ostrel and Minova merged": the one is the other's object; "neither Vesta nor Orrin": two claims.
    match (
        frame.object.is_some() && object.is_none() && kind.is_some_and(|k| k.mutual),
        others.first(),
    ) {
        (true, Some(first)) => *object = Some(referents.of(scene, *first)),
        _ => subjects.extend(others.iter().map(|o| referents.of(scene, *o))),
    }
    // "Makers such as Corda and Velmar": each of them, not the group.
    let members = members::of(scene, at);
    if !members.is_empty() {
        *subjects = members.iter().map(|m| referents.of(scene, *m)).collect();
    }
}

/// A share of a firm stands for the firm: 公司股票.
pub(super) fn owner_of_share(scene: &Scene<'_>, at: usize) -> usize {
    let s = &scene.sentence;
    let beside = || {
        let compound = s.children(at, &[Relation::Compound]);
        compound.filter(|of| Referents::is_name(scene, s, *of)).last()
    };
    let owner = phrase::owner(s, at).or_else(beside);
    owner
        .filter(|_| scene.frames.small.tenseless && scene.frames.in_list("shares", scene.sentence.lemma(at)))
        .unwrap_or(at)
}

/// Who fills the roles of an event, each member of a group.
pub(super) fn roles(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    event: &Event,
    about: Option<usize>,
    subjects: &[Participant],
) -> Vec<RoleFiller> {
    let s = &scene.sentence;
    let kind = scene.ground.kinds.get(&scene.frames.frames[event.frame].kind);
    let mut roles: Vec<RoleFiller> = Vec::new();
    for (role, at) in &event.roles {
        let known = kind.is_some_and(|k| k.roles.contains(role));
        // 考虑对油轮实施制裁: a phrase that is nobody decides nothing.
        let somebody = !scene.frames.small.tenseless
            || role != "authority"
            || Referents::is_name(scene, s, *at)
            || s.tag(*at) == Tag::Pron
            || referents.sorts(scene, *at).meets(
                Sorts::BODY
                    .with(Sorts::ORG)
                    .with(Sorts::PERSON)
                    .with(Sorts::PLACE),
            );
        if known && somebody && Some(*at) != about {
            let members = members::of(scene, *at);
            let fillers = if members.is_empty() { vec![*at] } else { members };
            roles.extend(fillers.into_iter().map(|at| RoleFiller {
                role: role.clone(),
                filler: referents.of(scene, at),
            }));
        }
    }
    // "Withdrew from her appointment", "when it struck and killed her": whom it is about did not do it.
    roles.retain(|role| {
        (scene.frames.small.tenseless && role.role != "authority")
            || !subjects
                .iter()
                .any(|s| s.entity.is_some() && s.entity == role.filler.entity)
    });
    roles
}

/// Takes out subjects that are nobody; true where the event is nobody's.
pub(super) fn drop_nobodies(
    scene: &Scene<'_>,
    referents: &Referents<'_>,
    event: &Event,
    about: Option<usize>,
    subjects: &mut Vec<Participant>,
) -> bool {
    let s = &scene.sentence;
    let kind = scene.ground.kinds.get(&scene.frames.frames[event.frame].kind);
    // "Dropped its probe": a word of possession that goes back to nobody is nobody's name.
    let owning = about.is_some_and(|at| s.tag(at) == Tag::Pron && s.relation(at) == Relation::NmodPoss);
    subjects.retain(|p| !owning || p.entity.is_some());
    subjects.retain(|p| p.name.chars().any(char::is_alphanumeric));
    // "The firm whose chief was arrested": whose he is, the words before tell.
    subjects.retain(|p| scene.frames.small.tenseless || !p.name.to_lowercase().starts_with("whose "));
    // A relative pronoun that goes back to nobody.
    subjects.retain(|p| {
        p.entity.is_some()
            || scene.frames.small.tenseless
            || !scene.frames.in_list("relative-pronouns", &p.name.to_lowercase())
    });
    // "What you will reveal", "that struck me": nobody's event.
    let nobody = about.is_some_and(|at| {
        !scene.frames.small.tenseless
            && s.tag(at) == Tag::Pron
            && scene
                .frames
                .in_list("vague-pronouns", &s.lemma(at).to_lowercase())
    });
    if nobody && subjects.iter().all(|p| p.entity.is_none()) {
        return true;
    }
    subjects.retain(|p| !nobody || p.entity.is_some());
    // "She died", where the last one named is who tells it: somebody else.
    let fate = kind.is_some_and(|k| {
        let state = event.state.as_deref().unwrap_or_default();
        k.grave
            && k.states
                .first()
                .is_none_or(|first| first != state || !k.accuses.is_empty())
    });
    let pronoun = about.is_some_and(|at| s.tag(at) == Tag::Pron);
    // "Hollin Bank denied that it was under investigation": a firm speaks of itself.
    let itself = about.is_some_and(|at| {
        scene
            .frames
            .in_list("thing-pronouns", &s.lemma(at).to_lowercase())
    });
    if fate && pronoun && !itself && !scene.frames.small.tenseless {
        subjects.retain(|p| !referents.tells(p));
    }
    // In Chinese whoever speaks often tells of himself, but seldom of his arrest; a firm does.
    if scene.frames.small.tenseless
        && (pronoun || about.is_none())
        && kind.is_some_and(|k| !k.accuses.is_empty())
    {
        let person = |p: &Participant| {
            let mentions = scene.reading.mentions.iter();
            p.entity.is_some()
                && mentions
                    .filter(|m| m.kind == NameKind::Person)
                    .any(|m| m.entity == p.entity)
        };
        // 警方将他们拘留: and no body goes by 他们.
        let himself = about.is_some_and(|at| scene.frames.in_list("person-pronouns", s.lemma(at)));
        subjects.retain(|p| !(person(p) && referents.tells(p)) && (!himself || person(p)));
    }
    subjects.retain(|p| !scene.frames.small.nothing.contains(&*p.name.to_lowercase()));
    false
}

/// "The recall of X's cereal" is X's; "X: application refused" too.
pub(super) fn owner_or_heading(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    event: &Event,
) -> Option<Participant> {
    let s = &scene.sentence;
    let frame = &scene.frames.frames[event.frame];
    // 甲大学的教授起诉网站: whose man sues is not who is sued.
    let acts = |object: &usize| {
        let part = &frame.parts[*object];
        let somebody = part.sorts.meets(Sorts::PERSON.with(Sorts::ORG).with(Sorts::BODY));
        somebody && part.verb.first() == Some(&Place::Subject) && scene.frames.small.tenseless
    };
    let owner = filler(scene, event, frame.object.filter(|o| !acts(o)))
        .and_then(|at| phrase::owner(s, at))
        .filter(|at| Referents::is_name(scene, s, *at) || s.tag(*at) == Tag::Pron);
    let heading = scene
        .mentions
        .first()
        .filter(|m| m.span.start() == scene.place.span.start())
        .filter(|m| scene.document.text[m.span.end()..].starts_with([':', '：']))
        // 李晓峰：选举是大事: who speaks.
        .filter(|m| !scene.frames.small.tenseless || m.kind != NameKind::Person);
    match (owner, heading) {
        (Some(owner), _) => {
            // A pronoun that goes back to nobody names nobody.
            Some(referents.of(scene, owner)).filter(|o| o.entity.is_some())
        }
        (None, Some(mention)) => Some(referents.mention(mention)),
        _ => None,
    }
}
