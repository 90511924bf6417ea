//! English words of a kind that is asked for by name, where being of that kind says nothing else of a word.
//! What does not live here: closed classes and cues, which every token is looked up for (see `lexicon`).

use crate::WordSet;
use crate::pack::PackSources;

/// Lists of the pack, in lower case.
#[derive(Debug, Default)]
pub(in crate::attributions) struct Lists {
    /// "Broadcaster": what a medium is called before its name.
    pub media_kinds: WordSet,
    /// Behind a cue, what takes no words any more.
    pub complement_ends: WordSet,
    /// With which a phrase of a preposition goes on.
    pub phrase_prepositions: WordSet,
    /// What those who stay silent do not do.
    pub silence_verbs: WordSet,
    /// "Disputed": of what was said just before.
    pub rebuttals: WordSet,
    /// "But", "while": behind a comma another clause begins.
    pub contrasts: WordSet,
    /// "A charge", "a move": what the page calls words or a deed when it comments on them.
    pub commented_nouns: WordSet,
    /// Who rules on charges and claims: to dismiss them is a deed.
    pub judging_heads: WordSet,
    /// "Round", "viral": behind a verb of news on its way.
    pub spread_ends: WordSet,
    pub possessives: WordSet,
    /// "Remain", "seem": between who thinks so and the adjective that says it.
    pub linking_verbs: WordSet,
    /// "Cited by", "contacted by": who passes on what sources said.
    pub asked_participles: WordSet,
    /// "Own": between an owner and a view.
    pub view_adjectives: WordSet,
    /// "Been", "stood": participles without an ending that tells them.
    pub perfect_participles: WordSet,
    /// Before a time between a subject and its verb.
    pub time_prepositions: WordSet,
    /// Behind a participle that tells more of a noun.
    pub participle_prepositions: WordSet,
    /// Behind a comma, where a deed that is asked for or promised ends.
    pub deed_ends: WordSet,
    /// Before whoever speaks through a paper.
    pub quoting_verbs: WordSet,
    /// "Because", "unless": the verb behind one is not the clause's own.
    pub aside_openers: WordSet,
    /// What ends the head of people who speak.
    pub people_ends: WordSet,
    /// "Out", "up": with one a verb of saying is another verb.
    pub verb_particles: WordSet,
    /// "Least", "half": behind a preposition, an amount begins.
    pub amount_starts: WordSet,
    /// "Worth": what "saying" hangs on where nobody says it.
    pub before_saying: WordSet,
    /// Before a cue without a subject of its own.
    pub borrowed_leads: WordSet,
}

impl Lists {
    /// Reads the lists.
    pub fn compile(sources: &PackSources) -> Lists {
        let list = |name: &str| -> WordSet {
            sources
                .list(&format!("en/attributions/{name}"))
                .iter()
                .map(|word| word.to_lowercase())
                .collect()
        };
        Lists {
            media_kinds: list("media-kinds"),
            complement_ends: list("complement-ends"),
            phrase_prepositions: list("phrase-prepositions"),
            silence_verbs: list("silence-verbs"),
            rebuttals: list("rebuttals"),
            contrasts: list("contrasts"),
            commented_nouns: list("commented-nouns"),
            judging_heads: list("judging-heads"),
            spread_ends: list("spread-ends"),
            possessives: list("possessives"),
            linking_verbs: list("linking-verbs"),
            asked_participles: list("asked-participles"),
            view_adjectives: list("view-adjectives"),
            perfect_participles: list("perfect-participles"),
            time_prepositions: list("time-prepositions"),
            participle_prepositions: list("participle-prepositions"),
            deed_ends: list("deed-ends"),
            quoting_verbs: list("quoting-verbs"),
            aside_openers: list("aside-openers"),
            people_ends: list("people-ends"),
            verb_particles: list("verb-particles"),
            amount_starts: list("amount-starts"),
            before_saying: list("before-saying"),
            borrowed_leads: list("borrowed-leads"),
        }
    }
}
