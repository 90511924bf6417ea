//! Who speaks for a matter, against it, or not at all: one voice an origin, with everybody who carried it.
//! What does not live here: how origins are found (`onrecord-case`).

use onrecord::status::{rank, said_day, standing_of};
use onrecord::{BlockRole, ClaimRef, Fold, Modality, Origin, Participant, Polarity, SpeakerKind, Status};

use super::{PageRef, Quote, Row};
use crate::brief::{Briefing, Tone};
use crate::phrases;
use crate::tongue::Tongue;

/// Voices by side. Sides are about what is affirmed: who denies a grant is against it.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    /// Who says so, the decisive voice first.
    pub for_it: Vec<Voice>,
    /// Who says it is not so.
    pub against: Vec<Voice>,
    /// Who was asked and did not say.
    pub silent: Vec<Voice>,
    /// Earlier stages, plans and expectations, which settle nothing now.
    pub beside: Vec<Voice>,
}

/// One origin on one side.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Who knew.
    pub who: String,
    /// The outlet that had it first, if it is another.
    pub through: Option<String>,
    /// How well founded, in a word.
    pub standing: &'static str,
    /// True if it settles the state.
    pub settles: bool,
    /// True if it cannot be told whether it is independent of another origin.
    pub doubtful: bool,
    /// True if no page at hand is its own.
    pub phantom: bool,
    /// What it said, by day.
    pub said: Vec<Saying>,
    /// Pages that carried it, each once.
    pub carried: Vec<Carried>,
}

/// One thing that an origin said.
#[derive(Clone, Debug)]
pub struct Saying {
    /// When.
    pub when: String,
    /// State in words.
    pub state: String,
    /// Who else bears on it: `, from Borgward`; empty if nobody does.
    pub roles: String,
    /// The words.
    pub quote: Quote,
    /// Further words that say the same for this origin, without being a copy or a citation of the first.
    pub also: Vec<Quote>,
}

/// A page that carried an origin's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The page.
    pub page: PageRef,
    /// Why it counts for nothing new; `None` for the first.
    pub why: Option<String>,
}

/// A step or an answer on its way into a voice.
pub(crate) struct Told {
    pub origin: Option<usize>,
    pub claims: Vec<ClaimRef>,
    pub state: String,
    pub tone: Tone,
    pub side: Side,
    pub modality: Modality,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    For,
    Against,
    Silent,
    Beside,
}

/// Paragraphs, from the top, that say what a page reports.
const LEAD: usize = 2;

impl Briefing<'_> {
    /// Every step and answer, by the day it was first said.
    pub(crate) fn told(&self, status: &Status, tongue: Tongue) -> Vec<Told> {
        let kind = &self.case.matters[status.matter].kind;
        let negated = status.polarity == Polarity::Negated && status.state.is_some();
        let holds = |list: &[ClaimRef], claims: &[ClaimRef]| claims.iter().any(|c| list.contains(c));
        let side = |claims: &[ClaimRef]| {
            let (state, counter) = match negated {
                true => (Side::Against, Side::For),
                false => (Side::For, Side::Against),
            };
            if holds(&status.supporting, claims) {
                state
            } else if holds(&status.against, claims) || holds(&status.reported, claims) {
                counter
            } else {
                Side::Beside
            }
        };
        let mut told = Vec::new();
        for step in &status.steps {
            let state = step.state.as_deref();
            let settles = phrases::settles(step.standing);
            told.push(Told {
                origin: Some(step.origin),
                claims: step.claims.clone(),
                state: tongue.state(self.packs, kind, state, step.polarity, step.modality),
                tone: if settles { Tone::Settled } else { Tone::Open },
                side: side(&step.claims),
                modality: step.modality,
            });
        }
        let here = status.responses.iter();
        for at in here.filter(|at| !self.is_of_another(**at, status.matter)) {
            let claim = self.case.claim(*at);
            let origin = self.case.origin_in(status.matter, *at);
            let (side, tone) = match claim.state.as_deref() {
                Some("denied") => (Side::Against, Tone::Against),
                Some("confirmed") => (Side::For, Tone::Open),
                _ => (Side::Silent, Tone::Quiet),
            };
            let state = claim.state.as_deref();
            let state = tongue.state(self.packs, &claim.kind, state, claim.polarity, Modality::Asserted);
            // One refusal that ten pages repeat is one answer.
            let known = told.iter_mut().find(|t: &&mut Told| {
                let first = t.claims[0];
                t.origin == origin
                    && (origin.is_some() || self.answerer(first, tongue) == self.answerer(*at, tongue))
                    && t.side == side
                    && t.state == state
                    && (said_day(self.case, first) == said_day(self.case, *at))
            });
            match known {
                Some(known) => known.claims.push(*at),
                None => told.push(Told {
                    origin,
                    claims: vec![*at],
                    state,
                    tone,
                    side,
                    modality: Modality::Asserted,
                }),
            }
        }
        for at in self.silences_on_report(status) {
            let claim = self.case.claim(at);
            let state = claim.state.as_deref();
            let state = tongue.state(self.packs, &claim.kind, state, claim.polarity, Modality::Asserted);
            let state = tongue.pick(
                format!("{state}, on the report as a whole"),
                format!("{state}（对整篇报道）"),
            );
            let who = self.answerer(at, tongue);
            let known = told.iter_mut().find(|t: &&mut Told| {
                let first = t.claims[0];
                t.side == Side::Silent
                    && t.state == state
                    && self.answerer(first, tongue) == who
                    && said_day(self.case, first) == said_day(self.case, at)
            });
            match known {
                Some(known) => known.claims.push(at),
                None => told.push(Told {
                    origin: None,
                    claims: vec![at],
                    state,
                    tone: Tone::Quiet,
                    side: Side::Silent,
                    modality: Modality::Asserted,
                }),
            }
        }
        told.retain(|t| !t.claims.is_empty());
        told.sort_by_key(|t| {
            let first = t.claims[0];
            (
                said_day(self.case, first).unwrap_or(jiff::civil::Date::MAX),
                first,
            )
        });
        told
    }

    pub(crate) fn sides(&self, status: &Status, told: &[Told], tongue: Tongue) -> Sides {
        type Group = (Side, Option<usize>, String);
        let mut grouped: Vec<(Group, Vec<&Told>)> = Vec::new();
        for told in told {
            // Who said nothing was no origin: whoever was asked often is told once.
            let key = match told.side {
                Side::Silent => (told.side, None, self.answerer(told.claims[0], tongue)),
                side => (side, told.origin, String::new()),
            };
            let one = |k: &Group| *k == key && (k.1.is_some() || k.0 == Side::Silent);
            match grouped.iter_mut().find(|(k, _)| one(k)) {
                Some((_, list)) => list.push(told),
                None => grouped.push((key, vec![told])),
            }
        }
        let mut sides = Sides::default();
        let mut ranked: Vec<(u8, Side, Voice)> = grouped
            .into_iter()
            .map(|((side, ..), told)| {
                let standing = self.standing(told[0].claims[0]);
                (rank(standing), side, self.voice(status, &told, standing, tongue))
            })
            .collect();
        ranked.sort_by_key(|(rank, _, _)| std::cmp::Reverse(*rank));
        for (_, side, voice) in ranked {
            match side {
                Side::For => sides.for_it.push(voice),
                Side::Against => sides.against.push(voice),
                Side::Silent => sides.silent.push(voice),
                Side::Beside => sides.beside.push(voice),
            }
        }
        sides
    }

    /// One voice of what was told by one origin, the first thing first.
    fn voice(&self, status: &Status, told: &[&Told], standing: SpeakerKind, tongue: Tongue) -> Voice {
        let origin = self.origin_of(told[0]);
        let members = origin.map(|o| o.members.as_slice()).unwrap_or_default();
        let quoted: Vec<usize> = told.iter().map(|t| t.claims[0].page).collect();
        // A copy or a citation is told with its page and the reason.
        let told_by_page = |at: &ClaimRef| {
            let fold = members.iter().find(|(member, _)| member == at);
            !quoted.contains(&at.page) && fold.is_some_and(|(_, fold)| *fold != Fold::First)
        };
        let (who, through) = self.teller(status, told[0], tongue);
        let mut carried: Vec<Carried> = Vec::new();
        for told in told {
            for at in &told.claims {
                let page = self.page_ref(at.page);
                let fold = members.iter().find(|(member, _)| member == at);
                // What a quoted page says again is no carrying of its words.
                let fold = fold.filter(|_| !quoted.contains(&at.page));
                let why = fold.and_then(|(_, fold)| self.fold(fold, tongue));
                match carried.iter_mut().find(|c| c.page == page) {
                    Some(known) if known.why.is_none() => known.why = why,
                    Some(_) => {}
                    None => carried.push(Carried { page, why }),
                }
            }
        }
        Voice {
            who,
            through,
            standing: tongue.standing(standing),
            settles: phrases::settles(standing) && told[0].side != Side::Silent,
            doubtful: origin.is_some_and(|o| o.doubtful),
            phantom: origin.is_some_and(|o| o.phantom),
            said: told
                .iter()
                .map(|t| Saying {
                    when: self.over(&t.claims, tongue),
                    state: t.state.clone(),
                    roles: self.roles(t.claims[0], tongue),
                    quote: self.quote(t.claims[0]),
                    also: t.claims[1..]
                        .iter()
                        .filter(|at| !told_by_page(at))
                        .map(|at| self.quote(*at))
                        .collect(),
                })
                .collect(),
            carried,
        }
    }

    /// Who was asked about a report of the matter as a whole and did not say. A refusal that answers words of no kind, or a
    /// matter that nobody names him in, on a page whose headline or first paragraphs tell this matter of the one who is silent:
    /// nobody would look for it there. Of several matters it stands with the weightiest.
    fn silences_on_report(&self, status: &Status) -> Vec<ClaimRef> {
        let matter = &self.case.matters[status.matter];
        if matter.is_statement() {
            return Vec::new();
        }
        let mut pages: Vec<usize> = matter.claims.iter().map(|at| at.page).collect();
        pages.sort_unstable();
        pages.dedup();
        let mut found = Vec::new();
        for page in pages {
            for claim in 0..self.case.pages[page].reading.claims.len() {
                let at = ClaimRef { page, claim };
                let by_then = || said_day(self.case, at).is_none_or(|day| day <= status.as_of);
                if self.is_silence(at) && by_then() && self.report_of(at) == Some(status.matter) {
                    found.push(at);
                }
            }
        }
        found
    }

    fn is_silence(&self, at: ClaimRef) -> bool {
        let claim = self.case.claim(at);
        claim.is_response() && !matches!(claim.state.as_deref(), Some("denied" | "confirmed"))
    }

    /// True for a silence that a page has about another matter than the one that it was put into.
    pub(super) fn is_of_another(&self, at: ClaimRef, matter: usize) -> bool {
        !self.case.matters[matter].is_statement()
            && self.is_silence(at)
            && self.report_of(at).is_some_and(|other| other != matter)
    }

    /// The matter of the report that a silence is about, if it answers nothing that its speaker is named in.
    fn report_of(&self, at: ClaimRef) -> Option<usize> {
        let subject = self.case.claim(at).subject.as_ref()?;
        let read = &self.case.pages[at.page];
        let mut body = 0;
        let lead = read.article.blocks.iter().take_while(|block| {
            body += usize::from(block.role != BlockRole::Title && block.role != BlockRole::Heading);
            body <= LEAD
        });
        let end = lead.last()?.span.end();
        let titles = || read.article.blocks.iter().filter(|b| b.role == BlockRole::Title);
        let catalogue = &self.packs.ground.catalogue;
        let same = |p: &Participant| match (&p.entity, &subject.entity) {
            (Some(a), Some(b)) => catalogue.root(a) == catalogue.root(b),
            _ => p.name == subject.name,
        };
        let names = |other: &ClaimRef| {
            let claim = self.case.claim(*other);
            let mut named = claim.subject.iter().chain(&claim.object);
            other.page == at.page
                && !claim.is_response()
                && (named.any(same) || claim.roles.iter().any(|r| same(&r.filler)))
        };
        // What a page reports, or says in its headline; what it knows by itself is mostly background.
        let tells = |other: &ClaimRef| {
            let claim = self.case.claim(*other);
            let in_headline = || titles().any(|b| b.span.holds(claim.span));
            names(other) && claim.span.start() < end && (!claim.chain.is_empty() || in_headline())
        };
        let kinded = || {
            self.case
                .matters
                .iter()
                .enumerate()
                .filter(|(_, m)| !m.is_statement())
        };
        let by_hand = kinded().any(|(_, m)| m.left_out.contains(&at));
        let answers_its_own = || kinded().any(|(_, m)| m.claims.contains(&at) && m.claims.iter().any(names));
        if by_hand || answers_its_own() {
            return None;
        }
        kinded()
            .find(|(_, m)| m.claims.iter().any(tells))
            .map(|(index, _)| index)
    }

    /// How well founded the words of a claim are.
    pub(super) fn standing(&self, at: ClaimRef) -> SpeakerKind {
        standing_of(&self.case.pages[at.page], self.case.claim(at), &self.packs.ground)
    }

    pub(super) fn origin_of(&self, told: &Told) -> Option<&Origin> {
        told.origin.and_then(|o| self.case.origins.get(o))
    }

    /// Who tells a thing, and the outlet that had it first if that is another.
    fn teller(&self, status: &Status, told: &Told, tongue: Tongue) -> (String, Option<String>) {
        let first = told.claims[0];
        match self.origin_of(told) {
            Some(origin) if !status.responses.contains(&first) => self.knew(origin, tongue),
            _ => (self.answerer(first, tongue), None),
        }
    }

    /// The same in one line.
    pub(super) fn teller_in_line(&self, status: &Status, told: &Told, tongue: Tongue) -> String {
        let (mut who, through) = self.teller(status, told, tongue);
        if self.standing(told.claims[0]) == SpeakerKind::Record {
            who.push_str(tongue.pick(" (a record)", "（记录）"));
        }
        match through {
            Some(through) => format!("{who} → {through}"),
            None => who,
        }
    }

    /// Who answers: the subject of the answer, else its innermost speaker.
    fn answerer(&self, at: ClaimRef, tongue: Tongue) -> String {
        let claim = self.case.claim(at);
        match (&claim.subject, claim.chain.last()) {
            (Some(subject), _) if !subject.name.is_empty() => self.called(subject, tongue),
            (_, Some(speaker)) => tongue.speaker(speaker),
            _ => self.page_ref(at.page).outlet,
        }
    }

    /// The days of claims that tell one thing: of the first, which is the earliest and fullest.
    pub(super) fn over(&self, claims: &[ClaimRef], tongue: Tongue) -> String {
        tongue.interval(self.said(claims[0]))
    }

    pub(super) fn history(&self, status: &Status, told: &[Told], tongue: Tongue) -> Vec<Row> {
        told.iter()
            .map(|t| {
                let first = t.claims[0];
                let mut pages: Vec<usize> = t.claims.iter().map(|c| c.page).collect();
                pages.sort_unstable();
                pages.dedup();
                Row {
                    when: self.over(&t.claims, tongue),
                    shape: self.shape(first, t),
                    state: t.state.clone(),
                    tone: t.tone,
                    who: self.teller_in_line(status, t, tongue),
                    quote: self.quote(first),
                    carried: pages.len() - 1,
                }
            })
            .collect()
    }
}
