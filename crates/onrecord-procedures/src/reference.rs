//! Claims that speak of somebody's matter without a name: "the committee cleared the deal" on a page that tells of one deal.
//! What does not live here: what such a claim shows (see `evidence`).

use onrecord_case::ClaimRef;
use onrecord_model::{Claim, Mention, NameKind, Participant, ReadPage};

use crate::evidence::{Scene, has_word, is_authority};
use crate::traveller::Traveller;

/// A claim that speaks of the matter of one who goes the way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Referring {
    pub at: ClaimRef,
    /// True if it also names somebody who is neither the one, nor the other side of the same matter, nor an authority.
    pub names_another: bool,
}

/// The claims that speak of the traveller's matter by the pack's words alone: on pages where `named`, the claims that name the
/// traveller, tell a step of it before, and where nobody else goes the way.
pub(crate) fn referring(scene: &Scene<'_>, named: &[ClaimRef]) -> Vec<Referring> {
    let refers = &scene.procedure.head.refers;
    let mut found = Vec::new();
    if refers.is_empty() {
        return found;
    }
    for of_page in named.chunk_by(|a, b| a.page == b.page) {
        let page = of_page[0].page;
        let read = &scene.case.pages[page];
        let text = &read.article.text;
        let own = |at: &ClaimRef| of_page.contains(at);
        let speaks = |claim: &Claim| {
            let words = claim.span.of(text).to_lowercase();
            !claim.is_response() && refers.iter().any(|w| has_word(&words, w))
        };
        let claims = read.reading.claims.iter().enumerate();
        let all = claims.map(|(claim, data)| (ClaimRef { page, claim }, data));
        let candidates: Vec<(ClaimRef, &Claim)> = all.filter(|(at, c)| !own(at) && speaks(c)).collect();
        if candidates.is_empty() {
            continue;
        }
        let shown: Vec<ClaimRef> = of_page.iter().copied().filter(|at| tells(scene, *at)).collect();
        let sides = sides(scene, read, &shown);
        if shown.is_empty() || others_go(scene, page, &sides) {
            continue;
        }
        for (at, claim) in candidates {
            if is_named_before(scene, read, claim) {
                let names_another = names_another(scene, read, claim, &sides);
                found.push(Referring { at, names_another });
            }
        }
    }
    found
}

/// True if a claim tells a step of the one who goes the way.
fn tells(scene: &Scene<'_>, at: ClaimRef) -> bool {
    let seen = scene.see(at);
    let mut steps = scene.procedure.steps.iter();
    steps.any(|s| scene.shown(&seen, &s.evidence).is_some())
}

/// The other side of the traveller's deal: its matter is the same.
fn sides(scene: &Scene<'_>, read: &ReadPage, shown: &[ClaimRef]) -> Vec<Traveller> {
    let mut sides = Vec::new();
    for at in shown {
        let claim = scene.case.claim(*at);
        // A firm that is named beside it has a matter of its own.
        if claim.kind != "deal" {
            continue;
        }
        let inside = read.reading.mentions.iter().filter(|m| claim.span.holds(m.span));
        for mention in inside.filter(|m| may_go(scene, read, m)) {
            add(&mut sides, mention.entity.as_deref(), scene);
        }
    }
    sides
}

fn add(list: &mut Vec<Traveller>, entity: Option<&str>, scene: &Scene<'_>) {
    let Some(entity) = entity else { return };
    let one = Traveller::find(entity.strip_prefix("doc:").unwrap_or(entity), scene.ground);
    let known = scene.traveller.overlaps(&one) || list.iter().any(|t| t.overlaps(&one));
    if !known {
        list.push(one);
    }
}

/// True if a name is of one who may go a way: an organisation or product that decides nothing in it.
fn may_go(scene: &Scene<'_>, read: &ReadPage, mention: &Mention) -> bool {
    let words = mention.span.of(&read.article.text).to_lowercase();
    let mut authorities = scene.procedure.authorities.iter();
    matches!(mention.kind, NameKind::Org | NameKind::Product)
        && !authorities.any(|a| is_authority(a, mention.entity.as_deref(), &words))
}

/// True if the page tells a step of somebody else's matter.
fn others_go(scene: &Scene<'_>, page: usize, sides: &[Traveller]) -> bool {
    let read = &scene.case.pages[page];
    let mut others: Vec<Traveller> = Vec::new();
    for mention in read.reading.mentions.iter().filter(|m| may_go(scene, read, m)) {
        add(&mut others, mention.entity.as_deref(), scene);
    }
    others.retain(|o| !sides.iter().any(|s| s.overlaps(o)));
    others.iter().any(|other| {
        let of_other = Scene {
            traveller: other,
            ..*scene
        };
        let claims = read.reading.claims.iter().enumerate();
        let apart = claims.filter(|(_, c)| !scene.traveller.is_named(read, c) && !is_part(scene, c));
        let mut refs = apart.map(|(claim, _)| ClaimRef { page, claim });
        refs.any(|at| tells(&of_other, at))
    })
}

/// True if the traveller takes part in a claim.
fn is_part(scene: &Scene<'_>, claim: &Claim) -> bool {
    parts(claim).any(|p| scene.traveller.is(p, scene.ground))
}

fn parts(claim: &Claim) -> impl Iterator<Item = &Participant> {
    let roles = claim.roles.iter().map(|r| &r.filler);
    claim.subject.iter().chain(&claim.object).chain(roles)
}

/// True if the page names the traveller, or has a claim on it, before a claim.
fn is_named_before(scene: &Scene<'_>, read: &ReadPage, claim: &Claim) -> bool {
    let before = |c: &&Claim| c.span.start() < claim.span.start();
    let mut earlier = read.reading.claims.iter().filter(before);
    let mut names = read
        .reading
        .mentions
        .iter()
        .filter(|m| m.span.start() < claim.span.start());
    names.any(|m| m.entity.as_deref().is_some_and(|e| scene.traveller.has(e)))
        || earlier.any(|c| is_part(scene, c) || scene.traveller.is_named(read, c))
}

/// True if a claim names somebody who is neither of the matter nor an authority.
fn names_another(scene: &Scene<'_>, read: &ReadPage, claim: &Claim, sides: &[Traveller]) -> bool {
    let mut others: Vec<Traveller> = Vec::new();
    let inside = read.reading.mentions.iter().filter(|m| claim.span.holds(m.span));
    for mention in inside.filter(|m| may_go(scene, read, m)) {
        add(&mut others, mention.entity.as_deref(), scene);
    }
    let organisation = |id: &str| {
        let known = scene.ground.catalogue.get(id);
        known.is_some_and(|e| matches!(e.kind, NameKind::Org | NameKind::Product))
    };
    for part in parts(claim) {
        let words = part.name.to_lowercase();
        let mut authorities = scene.procedure.authorities.iter();
        let decides = authorities.any(|a| is_authority(a, part.entity.as_deref(), &words));
        if !decides && part.entity.as_deref().is_some_and(organisation) {
            add(&mut others, part.entity.as_deref(), scene);
        }
    }
    others.iter().any(|o| !sides.iter().any(|s| s.overlaps(o)))
}
