//! What is told as open: unsettled, conditional, looked into, or a rumour. Such a claim is no plain assertion and no plan,
//! whatever rule or frame made it.
//! What does not live here: modals that govern a predicate (`predicates`, `propositions::hedges`).

use crate::pack::PackSources;
use crate::responses::{List, clauses};
use crate::{Claim, Document, Language, Modality, Polarity, Reading, Span, Speaker, SpeakerKind};

/// Word lists `LANG/claims/*` of what leaves a claim open; empty for languages that read it off their clauses.
#[derive(Debug, Default)]
pub(crate) struct Hedges {
    /// What says that something is not settled.
    unsettled: List,
    /// What opens a clause that only gives the cause or the end of another.
    causes: List,
    /// What opens a condition.
    conditions: List,
    /// What follows from a condition by itself.
    effects: List,
    /// What is only looked into.
    explored: List,
    /// What brings a rumour up.
    rumours: List,
    /// Verbs of attribution that guess.
    guesses: List,
    /// Words that ask whether: 能否.
    questions: List,
    /// What ties a clause to the one before, in the order in which it is taken off.
    ties: Vec<String>,
}

impl Hedges {
    /// Reads the lists.
    pub fn compile(lang: Language, sources: &PackSources) -> Hedges {
        let code = lang.code().unwrap_or("common");
        let words = |name: &str| sources.list(&format!("{code}/claims/{name}"));
        let list = |name: &str| List::of(words(name));
        Hedges {
            unsettled: list("leaves-open"),
            causes: list("opens-cause"),
            conditions: list("opens-condition"),
            effects: list("conditional-effects"),
            explored: list("looked-into"),
            rumours: list("brings-rumour"),
            guesses: list("guessing"),
            questions: list("question"),
            ties: words("ties").to_vec(),
        }
    }

    /// True for a language without such words.
    pub fn is_empty(&self) -> bool {
        self.unsettled.is_empty()
    }
}

/// Marks claims that their words leave open.
pub(super) fn settle(document: &Document<'_>, hedges: &Hedges, reading: &Reading, claims: &mut [Claim]) {
    if hedges.is_empty() {
        return;
    }
    let text = document.text;
    for claim in claims {
        let open = matches!(
            claim.modality,
            Modality::Asserted | Modality::Planned | Modality::Expected
        );
        if claim.is_response() || !open {
            continue;
        }
        if let Some(words) = rumour(document, hedges, claim) {
            claim.modality = Modality::Rumoured;
            let told = claim
                .chain
                .last()
                .is_some_and(|s| s.kind == SpeakerKind::Unattributed);
            if !told {
                claim.chain.push(Speaker {
                    kind: SpeakerKind::Unattributed,
                    name: None,
                    entity: None,
                    count: None,
                    description: Some(words.to_owned()),
                });
            }
            continue;
        }
        let cue: String = claim
            .attribution
            .and_then(|i| reading.attributions.get(i))
            .map(|a| a.cue.iter().map(|c| c.of(text)).collect())
            .unwrap_or_default();
        if hedges.guesses.is_in(&cue) {
            claim.modality = Modality::Speculated;
            continue;
        }
        let list = clauses::of(text, claim.span);
        let first = list.first().map_or("", |c| bare(hedges, c.of(text)));
        let unsettled = list.iter().any(|c| {
            let words = c.of(text);
            (hedges.unsettled.is_in(words) || hedges.explored.is_in(words))
                && !hedges.causes.opens(bare(hedges, words))
        });
        // 据悉考虑|出售业务: the words of it are before the event's.
        let unsettled = unsettled || hedges.explored.is_in(opening(document, claim.span));
        let own = claim.modality == Modality::Asserted || hedges.effects.is_in(claim.span.of(text));
        let conditional = own && list.len() > 1 && hedges.conditions.opens(first)
            || claim.modality == Modality::Asserted
                && hedges
                    .conditions
                    .opens(bare(hedges, before(document, claim.span)));
        // 尚需取得批复，能否取得存在不确定性: what is awaited is to come, and open as all of that is.
        let awaited = claim.modality == Modality::Planned
            && claim.polarity == Polarity::Negated
            && hedges.questions.is_in(claim.span.of(text));
        if unsettled && !awaited || conditional {
            claim.modality = Modality::Possible;
        }
    }
}

/// A clause without the words that only tie it to another.
fn bare<'t>(hedges: &Hedges, words: &'t str) -> &'t str {
    let mut words = words.trim_start_matches(['“', '"', '「', ' ']);
    for tie in &hedges.ties {
        words = words.strip_prefix(tie.as_str()).unwrap_or(words);
    }
    words.trim_start_matches(['，', ' '])
}

/// A claim's clause from its beginning, up to where the event begins and a few words on.
fn opening<'t>(document: &Document<'t>, span: Span) -> &'t str {
    const WORDS: usize = 12;
    let text = document.text;
    let Some(sentence) = document
        .sentence_at(span.start())
        .map(|s| document.sentences[s].span)
    else {
        return "";
    };
    let near = clauses::near(text, sentence.start().min(span.start()), span.start());
    let from = clauses::of(text, near).last().map_or(span.start(), |c| c.start());
    let to = text.floor_char_boundary((span.start() + WORDS).min(span.end()));
    // Another clause between them ends it.
    if text[from..span.start()].contains(['，', '；', '：', '“', '”']) {
        return "";
    }
    &text[from..to.max(from)]
}

/// The clause right before a claim in its sentence.
fn before<'t>(document: &Document<'t>, span: Span) -> &'t str {
    let Some(sentence) = document
        .sentence_at(span.start())
        .map(|s| document.sentences[s].span)
    else {
        return "";
    };
    let ahead = clauses::near(document.text, sentence.start().min(span.start()), span.start());
    clauses::of(document.text, ahead)
        .last()
        .map_or("", |c| c.of(document.text))
}

/// The words that bring a claim up as a rumour: in its own words, or right before them in the sentence.
fn rumour<'t>(document: &Document<'t>, hedges: &Hedges, claim: &Claim) -> Option<&'t str> {
    let sentence = document.sentences[document.sentence_at(claim.span.start())?].span;
    let near = clauses::near(
        document.text,
        sentence.start().min(claim.span.start()),
        claim.span.start(),
    );
    let from = near.start();
    let ahead = near.cover(claim.span).of(document.text);
    let (at, end) = hedges.rumours.places(ahead).max()?;
    let (at, end) = (from + at, from + end);
    // Behind the words that bring it up the rumour begins; another clause with a speaker of its own ends it.
    let begins = end <= claim.span.start() || at < claim.span.start() + claim.span.len() / 3;
    let gap = document.text[end.min(claim.span.start())..claim.span.start()]
        .trim_matches(['，', ' ', '：', '“', '称', '说', '指']);
    let near = gap.chars().count() <= 24 && !gap.contains(['；', '”']);
    (begins && near).then(|| Span::new(at, end).of(document.text))
}
