//! What is said of a procedure itself, whoever goes the way: that its rules were tightened, that nobody gets through, what
//! an authority asks for or does not answer. And which of its authorities pages name.
//! What does not live here: what is said of one who goes the way (see `way`).

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Date;
use onrecord_case::status::said_day;
use onrecord_case::{Case, ClaimRef};
use onrecord_model::{Claim, Ground, NameKind, Participant, ReadPage, Span, SpeakerKind};

use crate::evidence::{has_word, is_authority, sentence};
use crate::pack::{Procedure, Regime};

/// What pages say of a procedure.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    /// Claims on it that name nobody who goes the way, in the order of pages.
    pub said: Vec<ClaimRef>,
    /// Its authorities that pages name, as indices into the procedure's, each with the pages.
    pub named: Vec<(usize, Vec<usize>)>,
    /// Its laws and rules that pages name, as indices into the procedure's, each with where a page names it first.
    pub rules: Vec<(usize, Vec<Place>)>,
}

/// A place in a page's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the page.
    pub page: usize,
    /// Where the words stand in its article.
    pub span: Span,
}

/// What a case holds on a procedure itself, as of a day.
pub fn gate(case: &Case, ground: &Ground, procedure: &Procedure, as_of: Date) -> Gate {
    let mut said = Vec::new();
    for (page, read) in case.pages.iter().enumerate() {
        let Some(regime) = &procedure.regime else { break };
        for (index, claim) in read.reading.claims.iter().enumerate() {
            let at = ClaimRef { page, claim: index };
            if speaks_of(regime, procedure, ground, read, claim)
                && said_day(case, at).is_none_or(|d| d <= as_of)
            {
                said.push(at);
            }
        }
    }
    Gate {
        named: named(case, procedure),
        rules: rules(case, procedure),
        said,
    }
}

/// Which authorities pages name.
fn named(case: &Case, procedure: &Procedure) -> Vec<(usize, Vec<usize>)> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (page, read) in case.pages.iter().enumerate() {
        let mut open: Vec<usize> = (0..procedure.authorities.len()).collect();
        for mention in &read.reading.mentions {
            let words = match mention.kind {
                NameKind::Person => String::new(),
                _ => mention.span.of(&read.article.text).to_lowercase(),
            };
            open.retain(|n| {
                let named = is_authority(&procedure.authorities[*n], mention.entity.as_deref(), &words);
                if named {
                    found.entry(*n).or_default().push(page);
                }
                !named
            });
        }
    }
    found.into_iter().collect()
}

/// Which laws and rules pages name: the first place on each page.
fn rules(case: &Case, procedure: &Procedure) -> Vec<(usize, Vec<Place>)> {
    let mut words: Vec<&str> = Vec::new();
    let mut of: Vec<usize> = Vec::new();
    for (n, basis) in procedure.bases.iter().enumerate() {
        for word in [&basis.zh, &basis.en].into_iter().chain(&basis.words) {
            words.push(word);
            of.push(n);
        }
    }
    let finder = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(words);
    let Ok(finder) = finder else { return Vec::new() };
    let mut found: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for (page, read) in case.pages.iter().enumerate() {
        for hit in finder.find_iter(&read.article.text) {
            let places = found.entry(of[hit.pattern().as_usize()]).or_default();
            if places.last().is_none_or(|p| p.page != page) {
                let span = Span::new(hit.start(), hit.end());
                places.push(Place { page, span });
            }
        }
    }
    found.into_iter().collect()
}

fn speaks_of(
    regime: &Regime,
    procedure: &Procedure,
    ground: &Ground,
    page: &ReadPage,
    claim: &Claim,
) -> bool {
    let text = &page.article.text;
    let around = sentence(text, claim).to_lowercase();
    if !regime.words.iter().any(|w| has_word(&around, w)) {
        return false;
    }
    let words = claim.span.of(text).to_lowercase();
    if regime.no_words.iter().any(|w| has_word(&words, w)) {
        return false;
    }
    let of_authority = |entity: Option<&str>, words: &str| {
        procedure
            .authorities
            .iter()
            .any(|a| is_authority(a, entity, words))
    };
    if !regime.kind.get_ref().contains(&claim.kind) && !of_authority(None, &words) {
        return false;
    }
    // An authority that does not answer is on it; anybody else who does not is not.
    let spoke = |c: &Claim| c.chain.last().is_some_and(|s| s.kind == SpeakerKind::Authority);
    if claim.is_response() && !spoke(claim) {
        return false;
    }
    // Whoever goes the way is an organisation; so is an authority, which does not go it.
    let organisation = |id: &str| {
        let known = ground.catalogue.get(id);
        known.is_some_and(|e| matches!(e.kind, NameKind::Org | NameKind::Product))
            && !of_authority(Some(id), "")
    };
    let participant = |p: &Participant| {
        p.entity.as_deref().is_some_and(organisation)
            || ground
                .catalogue
                .named(&p.name)
                .is_some_and(|e| organisation(&e.id))
    };
    if claim.subject.iter().chain(&claim.object).any(participant) {
        return false;
    }
    // What an authority does or leaves undone is on it, whoever the sentence goes on to.
    let acts = claim.subject.as_ref();
    let acts = acts.is_some_and(|s| of_authority(s.entity.as_deref(), &s.name.to_lowercase()));
    let mut inside = page.reading.mentions.iter().filter(|m| claim.span.holds(m.span));
    acts || !inside.any(|m| {
        matches!(m.kind, NameKind::Org | NameKind::Product)
            && !of_authority(m.entity.as_deref(), &m.span.of(text).to_lowercase())
    })
}
