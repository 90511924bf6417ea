//! Which claims show a step, and what they make of it.
//! What does not live here: what many claims together make of it (see `judged`).

use onrecord_case::status::{settles, standing_of};
use onrecord_case::{Case, ClaimRef};
use onrecord_model::{
    Claim, Ground, Mention, Modality, NameKind, Participant, Polarity, ReadPage, SpeakerKind,
};

use crate::pack::{Authority, Evidence, Filler, Gives, Procedure, Said, Seat};
use crate::traveller::Traveller;

/// What one claim says of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The claim.
    pub at: ClaimRef,
    /// What it makes of the step.
    pub gives: Gives,
    /// The end, if it gives one.
    pub end: Option<String>,
    /// False if it says that this is not so.
    pub affirmed: bool,
    /// True if it tells of another time.
    pub again: bool,
    /// True if its words do not tell whose act it is.
    pub vague: bool,
}

/// All that evidence is looked for in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    pub case: &'a Case,
    pub ground: &'a Ground,
    pub procedure: &'a Procedure,
    pub traveller: &'a Traveller,
}

/// A claim as evidence looks at it: prepared once, asked by every step.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    at: ClaimRef,
    page: &'a ReadPage,
    claim: &'a Claim,
    /// Its words in lower case.
    words: String,
    /// Its whole sentence in lower case.
    sentence: String,
    /// The title of its page in lower case.
    title: String,
    /// Entities that its words name.
    named: Vec<&'a str>,
    /// True if its words name the one who goes the way.
    names_traveller: bool,
    /// True if its words name another organisation.
    names_other: bool,
    /// True if the first organisation that its words name is the one who goes the way.
    first_is_traveller: bool,
    /// True if it is a deal of one of two and somebody else.
    of_others: bool,
    /// If it names the matter and not the one who goes the way: whether it names somebody else.
    referred: Option<bool>,
}

impl<'a> Scene<'a> {
    /// Prepares a claim.
    pub fn see(&self, at: ClaimRef) -> Seen<'a> {
        let (page, claim) = (&self.case.pages[at.page], self.case.claim(at));
        let text = &page.article.text;
        let mentions = &page.reading.mentions;
        let first = mentions.partition_point(|m| m.span.start() < claim.span.start());
        let inside = mentions[first..]
            .iter()
            .take_while(|m| m.span.start() < claim.span.end());
        let named: Vec<&str> = inside.filter_map(|m| m.entity.as_deref()).collect();
        let firm = |id: &&&str| {
            self.ground
                .catalogue
                .get(id)
                .is_some_and(|e| e.kind == NameKind::Org)
        };
        let firms: Vec<&str> = named.iter().filter(firm).copied().collect();
        Seen {
            at,
            page,
            claim,
            words: claim.span.of(text).to_lowercase(),
            sentence: sentence(text, claim).to_lowercase(),
            title: page.article.title.as_deref().unwrap_or_default().to_lowercase(),
            names_other: firms.iter().any(|id| !self.traveller.has(id)),
            first_is_traveller: firms.first().is_some_and(|id| self.traveller.has(id)),
            named,
            names_traveller: self.traveller.is_named(page, claim),
            of_others: self.traveller.is_pair() && self.is_of_others(claim),
            referred: None,
        }
    }

    /// Prepares a claim that speaks of the traveller's matter without naming the traveller.
    pub fn see_referred(&self, at: ClaimRef, names_another: bool) -> Seen<'a> {
        Seen {
            referred: Some(names_another),
            of_others: false,
            ..self.see(at)
        }
    }

    /// What a claim says of a step with this evidence: the first entry that it meets decides. `None` if it meets none.
    pub fn shown(&self, seen: &Seen<'_>, evidence: &[Evidence]) -> Option<Shown> {
        if seen.of_others {
            return None;
        }
        let met = evidence.iter().find(|e| self.meets(seen, e))?;
        let stated = met.polarity.is_some() || seen.claim.polarity == Polarity::Affirmed;
        let gives = match (met.gives, seen.claim.modality) {
            (gives, Modality::Asserted) => gives,
            // What was asked for is told as a goal.
            (gives, Modality::Goal) if met.asked => gives,
            (Gives::Near | Gives::Done, Modality::Imminent) => Gives::Near,
            (Gives::UnderWay | Gives::NotDone, Modality::Imminent) => met.gives,
            // "Could not obtain", "must still win".
            (Gives::NotDone, Modality::Possible | Modality::Goal) => Gives::NotDone,
            // Hedged words never make a state.
            _ => Gives::Expected,
        };
        Some(Shown {
            at: seen.at,
            gives,
            end: met.end.clone().filter(|_| gives == Gives::Ended),
            affirmed: stated,
            again: met.again,
            vague: met.vague,
        })
    }

    /// True if a deal is not one of the two who are asked about: one of them and somebody else.
    fn is_of_others(&self, claim: &Claim) -> bool {
        let known = |p: &&Participant| {
            let entity = p.entity.as_deref().and_then(|e| self.ground.catalogue.get(e));
            entity.is_some_and(|e| e.kind == NameKind::Org)
        };
        let mut parties = claim.subject.iter().chain(&claim.object).filter(known);
        claim.kind == "deal" && parties.any(|p| !self.traveller.is(p, self.ground))
    }

    fn meets(&self, seen: &Seen<'_>, evidence: &Evidence) -> bool {
        let claim = seen.claim;
        if !evidence.kind.get_ref().contains(&claim.kind) {
            return false;
        }
        let state = claim.state.as_ref();
        if !evidence.state.is_empty() && !state.is_some_and(|s| evidence.state.contains(s)) {
            return false;
        }
        let said = match claim.polarity {
            Polarity::Affirmed => Said::Affirmed,
            Polarity::Negated => Said::Negated,
        };
        // Whose it is must not be guessed twice: not by whose act it is, and not by whom it is about.
        if evidence
            .names_other
            .is_some_and(|wanted| wanted != seen.names_other)
        {
            return false;
        }
        if evidence
            .first_named
            .is_some_and(|wanted| wanted != seen.first_is_traveller)
        {
            return false;
        }
        if evidence
            .names_self
            .is_some_and(|wanted| wanted != seen.names_traveller)
        {
            return false;
        }
        let referred = match seen.referred {
            None => !evidence.by_reference,
            Some(names_another) => evidence.by_reference || !names_another,
        };
        if !referred {
            return false;
        }
        if evidence.vague && !seen.names_traveller {
            return false;
        }
        if evidence.polarity.is_some_and(|p| p != said && p != Said::Any) || !seen.has_words(evidence) {
            return false;
        }
        let seats = match evidence.seat.is_empty() {
            true => &self.procedure.head.seats,
            false => &evidence.seat,
        };
        if seen.referred.is_none() && !seats.iter().any(|seat| self.sits(seen, seat)) {
            return false;
        }
        let mut roles = evidence.role.iter();
        if !roles.all(|(role, who)| self.fills(claim, role, *who))
            || !evidence.object_in.is_empty() && !self.object_is_of(claim, &evidence.object_in)
        {
            return false;
        }
        let named = |ids: &[String]| {
            let mut known = ids.iter().filter_map(|id| self.procedure.authority(id));
            known.any(|a| seen.names(a, evidence.sentence) || self.names_in_short(seen, a))
        };
        if !evidence.authority.is_empty() && !named(&evidence.authority) || named(&evidence.no_authority) {
            return false;
        }
        !evidence.settled || settles(standing_of(seen.page, claim, self.ground))
    }

    fn sits(&self, seen: &Seen<'_>, seat: &Seat) -> bool {
        let is = |p: &Participant| self.traveller.is(p, self.ground);
        let claim = seen.claim;
        match seat {
            Seat::Subject => claim.subject.as_ref().is_some_and(is),
            Seat::Object => claim.object.as_ref().is_some_and(is),
            Seat::Owner => self.is_owner(seen),
            Seat::Named => seen.names_traveller && !self.is_of_another(claim),
            Seat::Role(role) => claim.roles.iter().any(|r| r.role == *role && is(&r.filler)),
        }
    }

    /// True if an event of a kind happens to another organisation of the catalogue, whoever else its words name: a bank that
    /// petitions for the winding-up of a firm is not being wound up. So it is for one who has a part of its own in the event:
    /// the maker whose licence another uses.
    fn is_of_another(&self, claim: &Claim) -> bool {
        if claim
            .roles
            .iter()
            .any(|r| self.traveller.is(&r.filler, self.ground))
        {
            return true;
        }
        let subject = claim.subject.as_ref().filter(|_| claim.state.is_some());
        let entity = subject.and_then(|s| self.ground.catalogue.get(s.entity.as_deref()?));
        let decides = |id: &str| {
            let mut authorities = self.procedure.authorities.iter();
            authorities.any(|a| a.entities.iter().any(|e| e == id))
        };
        entity.is_some_and(|e| e.kind == NameKind::Org && !self.traveller.has(&e.id) && !decides(&e.id))
    }

    /// True if a claim names an authority by a short name, on a page that names this one in full and no other of that name.
    fn names_in_short(&self, seen: &Seen<'_>, authority: &Authority) -> bool {
        let short = authority.short.iter().find(|w| has_word(&seen.words, w));
        let Some(short) = short else { return false };
        let text = seen.page.article.text.to_lowercase();
        let mentions = &seen.page.reading.mentions;
        let in_full = |a: &Authority| {
            is_authority(a, None, &text) || mentions.iter().any(|m| is_authority(a, m.entity.as_deref(), ""))
        };
        let mut others = self.procedure.authorities.iter().filter(|a| a.id != authority.id);
        in_full(authority) && !others.any(|a| a.short.contains(short) && in_full(a))
    }

    /// True if the subject's words hold a name of the traveller.
    fn is_owner(&self, seen: &Seen<'_>) -> bool {
        let Some(subject) = &seen.claim.subject else {
            return false;
        };
        let mentions = &seen.page.reading.mentions;
        let inside = |m: &&Mention| subject.span.is_some_and(|s| s.holds(m.span));
        let mut ids = mentions.iter().filter(inside).filter_map(|m| m.entity.as_deref());
        ids.any(|id| self.traveller.has(id))
    }

    fn fills(&self, claim: &Claim, role: &str, who: Filler) -> bool {
        let roles = claim.roles.iter().filter(|r| r.role == role).map(|r| &r.filler);
        let mut fillers: Vec<&Participant> = roles.collect();
        match role {
            "subject" => fillers.extend(&claim.subject),
            "object" => fillers.extend(&claim.object),
            _ => {}
        }
        let own = || fillers.iter().any(|p| self.traveller.is(p, self.ground));
        match who {
            Filler::Own => own(),
            Filler::Other => !fillers.is_empty() && !own(),
            Filler::Any => !fillers.is_empty(),
            Filler::Nobody => fillers.is_empty(),
        }
    }

    fn object_is_of(&self, claim: &Claim, lists: &[String]) -> bool {
        let entity = claim.object.as_ref().and_then(|o| o.entity.as_deref());
        let known = entity.and_then(|e| self.ground.catalogue.get(e));
        known.is_some_and(|e| lists.iter().any(|l| e.rule.contains(l.as_str())))
    }
}

impl Seen<'_> {
    fn has_words(&self, evidence: &Evidence) -> bool {
        let text = if evidence.sentence {
            &self.sentence
        } else {
            &self.words
        };
        let holds = |text: &str, words: &[String]| words.iter().any(|w| has_word(text, w));
        (evidence.words.is_empty() || holds(text, &evidence.words))
            && (evidence.also.is_empty() || holds(text, &evidence.also))
            && !holds(text, &evidence.no_words)
            && !holds(&self.title, &evidence.no_title)
            && (evidence.title.is_empty()
                || holds(&self.words, &evidence.title)
                || holds(&self.title, &evidence.title))
    }

    /// True if it names an authority: in a role, in its words, or as the one who says it; in its sentence if asked.
    fn names(&self, authority: &Authority, sentence: bool) -> bool {
        let claim = self.claim;
        let roles = claim
            .roles
            .iter()
            .filter(|r| r.role == "authority")
            .map(|r| &r.filler);
        let mut parts = roles.chain(&claim.subject).chain(&claim.object);
        let is = |p: &Participant| is_authority(authority, p.entity.as_deref(), &p.name.to_lowercase());
        let says = claim.chain.iter().any(|s| {
            let name = s.name.as_deref().unwrap_or_default().to_lowercase();
            matches!(s.kind, SpeakerKind::Authority | SpeakerKind::Record)
                && is_authority(authority, s.entity.as_deref(), &name)
        });
        parts.any(is)
            || says
            || self
                .named
                .iter()
                .any(|e| authority.entities.iter().any(|a| a == e))
            || is_authority(authority, None, &self.words)
            || sentence && is_authority(authority, None, &self.sentence)
    }
}

/// `text` is in lower case.
pub(crate) fn is_authority(authority: &Authority, entity: Option<&str>, text: &str) -> bool {
    entity.is_some_and(|e| authority.entities.iter().any(|a| a == e))
        || authority.words.iter().any(|w| has_word(text, w))
}

/// True if a word occurs: as a part of the text for Chinese, at the beginning of a word for others.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let spelled = word.chars().next().is_some_and(char::is_alphanumeric) && word.is_ascii();
    text.match_indices(word).any(|(at, _)| {
        !spelled
            || !text[..at]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

/// The sentence around a claim.
pub(crate) fn sentence<'a>(text: &'a str, claim: &Claim) -> &'a str {
    let stop = |c: char| matches!(c, '。' | '！' | '？' | '\n');
    let before = &text[..claim.span.start()];
    let from = before
        .char_indices()
        .rev()
        .find(|(at, c)| stop(*c) || matches!(c, '.' | '!' | '?') && before[at + 1..].starts_with(' '))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let after = &text[claim.span.end()..];
    let to = after
        .char_indices()
        .find(|(at, c)| {
            stop(*c)
                || matches!(c, '.' | '!' | '?')
                    && after[at + 1..].chars().next().is_none_or(char::is_whitespace)
        })
        .map_or(text.len(), |(at, _)| claim.span.end() + at);
    &text[from..to]
}
