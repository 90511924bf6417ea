//! Who speaks for a matter, against it, or not at all: one voice an origin, with everybody who carried it.
//! What does not live here: how origins are found (`onrecord-case`).

use onrecord::status::{rank, said_day, standing_of};
use onrecord::{ClaimRef, Modality, Origin, Polarity, SpeakerKind, Status};

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
        for at in &status.responses {
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
        type Group = (Side, Option<usize>);
        let mut grouped: Vec<(Group, Vec<&Told>)> = Vec::new();
        for told in told {
            let key = (told.side, told.origin);
            match grouped.iter_mut().find(|(k, _)| *k == key && k.1.is_some()) {
                Some((_, list)) => list.push(told),
                None => grouped.push((key, vec![told])),
            }
        }
        let mut sides = Sides::default();
        let mut ranked: Vec<(u8, Side, Voice)> = grouped
            .into_iter()
            .map(|((side, _), told)| {
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
        let (who, through) = self.teller(status, told[0], tongue);
        let mut carried: Vec<Carried> = Vec::new();
        for told in told {
            for at in &told.claims {
                let page = self.page_ref(at.page);
                if !carried.iter().any(|c| c.page == page) {
                    let members = origin.map(|o| o.members.as_slice()).unwrap_or_default();
                    let fold = members.iter().find(|(member, _)| member == at);
                    carried.push(Carried {
                        page,
                        why: fold.and_then(|(_, fold)| self.fold(fold, tongue)),
                    });
                }
            }
        }
        Voice {
            who,
            through,
            standing: tongue.standing(standing),
            settles: phrases::settles(standing),
            doubtful: origin.is_some_and(|o| o.doubtful),
            phantom: origin.is_some_and(|o| o.phantom),
            said: told
                .iter()
                .map(|t| Saying {
                    when: self.over(&t.claims, tongue),
                    state: t.state.clone(),
                    roles: self.roles(t.claims[0], tongue),
                    quote: self.quote(t.claims[0]),
                })
                .collect(),
            carried,
        }
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
