//! A matter as it is told: its state and what it rests on, how it got there, who answered, what contradicts what.
//! What does not live here: which matters are told (see the module above).

use jiff::civil::Date;
use onrecord::status::{rank, said_day, standing_of};
use onrecord::{Case, Claim, ClaimRef, Flag, Interval, Modality, Polarity, Status};

use super::{Briefing, Refs, Source, Tone, Why};
use crate::phrases;
use crate::tongue::Tongue;

/// Contradictions that are told in full: one a thing disagreed on, then as many as there is room for.
const CONTRADICTIONS: usize = 3;

/// A matter in full.
#[derive(Clone, Debug)]
pub struct Matter {
    /// "Xiaomi EV: production licence".
    pub title: String,
    /// Its kind, in words.
    pub kind: String,
    /// The state in words; "open" if nothing settles one.
    pub state: String,
    /// How settled it is.
    pub tone: Tone,
    /// What it rests on; `None` if nothing that was said settles a state.
    pub foundation: Option<Foundation>,
    /// The words that show the state best.
    pub quote: Option<String>,
    /// What a reader must know beside it, worst first as the status has them.
    pub flags: Vec<(Tone, &'static str)>,
    /// How it got there, by day.
    pub lines: Vec<Line>,
    /// True if the lines tell more than the state does.
    pub has_course: bool,
    /// Contradictions told in full.
    pub contradictions: Vec<Contradiction>,
    /// Further things disagreed on.
    pub more_contradictions: usize,
    /// Corrections by hand that have an effect here.
    pub corrections: Vec<String>,
}

/// What a state rests on.
#[derive(Clone, Debug)]
pub struct Foundation {
    /// "on record", "official", …
    pub standing: &'static str,
    /// When it was said.
    pub said: Option<String>,
    /// Its value, for kinds that carry one.
    pub value: Option<String>,
    /// `1 origin`, `2–3 origins, 1 with a name`.
    pub origins: String,
    /// The pages for it.
    pub pages: Refs,
}

/// A matter in one line.
#[derive(Clone, Debug)]
pub struct Short {
    /// Title.
    pub title: String,
    /// State in words.
    pub state: String,
    /// How settled it is.
    pub tone: Tone,
    /// Standing in words.
    pub standing: &'static str,
    /// Pages that speak of it.
    pub pages: Refs,
}

/// One line of how a matter got where it is.
#[derive(Clone, Debug)]
pub enum Line {
    /// Claims of one state and origin.
    Step(Step),
    /// An answer.
    Response(Response),
}

/// Claims of one state and one origin.
#[derive(Clone, Debug)]
pub struct Step {
    /// From the first to the last of its claims.
    pub when: String,
    /// State in words.
    pub state: String,
    /// How settled it is.
    pub tone: Tone,
    /// Who knew.
    pub source: Source,
    /// The standing in words if it settles a state.
    pub settles: Option<&'static str>,
    /// `, from Borgward, by the ministry`; empty if nobody else bears on the matter.
    pub roles: String,
    /// Its pages.
    pub pages: Refs,
    /// The words of its first claim; `None` if they were told above.
    pub quote: Option<String>,
    /// Pages that repeat it, by number, with the reason.
    pub repeated: Vec<(usize, Why)>,
}

/// An answer of somebody the matter is about.
#[derive(Clone, Debug)]
pub struct Response {
    /// When.
    pub when: String,
    /// "denied", "no comment" in words.
    pub state: String,
    /// Against, or quiet.
    pub tone: Tone,
    /// Who.
    pub who: String,
    /// The words.
    pub words: String,
    /// Number of the page.
    pub page: usize,
}

/// Two claims that cannot both hold.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// What they disagree on.
    pub about: String,
    /// Further pairs that disagree on the same.
    pub like_it: usize,
    /// Both sides, the earlier said first.
    pub sides: [Side; 2],
}

/// One side of a contradiction.
#[derive(Clone, Debug)]
pub struct Side {
    /// When it was said.
    pub when: String,
    /// The words.
    pub words: String,
    /// From the page's outlet inward to the first source.
    pub chain: String,
    /// Number of the page.
    pub page: usize,
}

impl Briefing<'_> {
    /// A matter in full.
    pub fn matter(&self, status: &Status) -> Matter {
        let matter = &self.case.matters[status.matter];
        let (state, tone) = self.state_of(status);
        let best = self.best(status);
        let words = |at: ClaimRef| self.case.words(at).to_owned();
        let mut told: Vec<ClaimRef> = best.into_iter().collect();
        let lines = self.lines(status, &matter.kind, &mut told);
        let (contradictions, more_contradictions) = self.contradictions(&status.contradictions);
        Matter {
            title: matter.title.clone(),
            kind: self.kind_name(&matter.kind),
            state,
            tone,
            foundation: status.standing.map(|standing| Foundation {
                standing: phrases::standing(standing),
                said: best.map(|at| phrases::interval(self.said(at))),
                value: status.value.as_ref().map(phrases::amount),
                origins: phrases::origins(&status.origins),
                pages: self.refs(&status.supporting),
            }),
            quote: best.map(words),
            flags: status.flags.iter().map(flag).collect(),
            has_course: lines.len() > 1 || status.state.is_none(),
            lines,
            contradictions,
            more_contradictions,
            corrections: self
                .corrections(status.matter, Tongue::English)
                .iter()
                .map(|c| c.text(Tongue::English))
                .collect(),
        }
    }

    /// A matter in one line.
    pub fn short(&self, status: &Status) -> Short {
        let mut claims: Vec<ClaimRef> = status
            .steps
            .iter()
            .flat_map(|s| s.claims.iter().copied())
            .collect();
        if claims.is_empty() {
            claims.clone_from(&status.responses);
        }
        let (state, tone) = self.state_of(status);
        Short {
            title: self.case.matters[status.matter].title.clone(),
            state,
            tone,
            standing: status
                .standing
                .map(phrases::standing)
                .unwrap_or("nothing settles it"),
            pages: self.refs(&claims),
        }
    }

    fn state_of(&self, status: &Status) -> (String, Tone) {
        let kind = &self.case.matters[status.matter].kind;
        let Some(state) = &status.state else {
            return ("open".into(), Tone::Open);
        };
        let words = phrases::state(self.packs, kind, Some(state), status.polarity, Modality::Asserted);
        let tone = match (status.standing.is_some_and(phrases::settles), status.polarity) {
            (true, Polarity::Affirmed) => Tone::Settled,
            (true, Polarity::Negated) => Tone::Against,
            (false, _) => Tone::Open,
        };
        (words, tone)
    }

    /// The claim that shows the state best: the first of the best founded step.
    pub(crate) fn best(&self, status: &Status) -> Option<ClaimRef> {
        let standing = status.standing?;
        let step = status
            .steps
            .iter()
            .filter(|s| s.state == status.state && s.polarity == status.polarity && s.standing == standing)
            .max_by_key(|s| s.said.from)?;
        step.claims
            .iter()
            .copied()
            .find(|c| status.supporting.contains(c))
            .or_else(|| status.supporting.first().copied())
    }

    /// Steps and responses, by day. Words in `told` are not told again.
    fn lines(&self, status: &Status, kind: &str, told: &mut Vec<ClaimRef>) -> Vec<Line> {
        enum Told<'a> {
            Step(&'a onrecord::Step),
            Response(ClaimRef),
        }
        let mut lines: Vec<(Option<Date>, Told<'_>)> = status
            .steps
            .iter()
            .map(|s| (s.said.from.map(|m| m.date()), Told::Step(s)))
            .collect();
        // One refusal that ten pages repeat is one answer.
        let mut seen: Vec<(Option<usize>, Option<String>, Option<Date>)> = Vec::new();
        for at in &status.responses {
            let key = (
                self.case.origin_in(status.matter, *at),
                self.case.claim(*at).state.clone(),
                said_day(self.case, *at),
            );
            if !seen.contains(&key) {
                lines.push((key.2, Told::Response(*at)));
                seen.push(key);
            }
        }
        lines.sort_by_key(|(day, _)| day.unwrap_or(Date::MAX));
        lines
            .into_iter()
            .filter_map(|(_, line)| match line {
                Told::Step(step) => self.step(kind, step, told).map(Line::Step),
                Told::Response(at) => Some(Line::Response(self.response(at))),
            })
            .collect()
    }

    fn step(&self, kind: &str, step: &onrecord::Step, told: &mut Vec<ClaimRef>) -> Option<Step> {
        let first = step.claims.first().copied()?;
        let settles = phrases::settles(step.standing);
        let quote = (!told.contains(&first)).then(|| self.case.words(first).to_owned());
        told.push(first);
        Some(Step {
            when: self.when(step),
            state: phrases::state(
                self.packs,
                kind,
                step.state.as_deref(),
                step.polarity,
                step.modality,
            ),
            tone: if settles { Tone::Settled } else { Tone::Open },
            source: match self.case.origins.get(step.origin) {
                Some(origin) => self.source(origin),
                None => Source::plain(phrases::standing(step.standing)),
            },
            settles: settles.then(|| phrases::standing(step.standing)),
            roles: self.roles(self.case.claim(first)),
            pages: self.refs(&step.claims),
            quote,
            repeated: self.repeated(step),
        })
    }

    /// The days of a step, from the first to the last of its claims.
    fn when(&self, step: &onrecord::Step) -> String {
        let said: Vec<Interval> = step.claims.iter().map(|at| self.said(*at)).collect();
        let dated = || said.iter().filter(|i| i.from.is_some() && i.to.is_some());
        let cover = Interval {
            from: dated().filter_map(|i| i.from).min(),
            to: dated().filter_map(|i| i.to).max(),
        };
        phrases::interval(if cover.is_open() { step.said } else { cover })
    }

    /// The pages that repeat a step, with the reason why they count for nothing new.
    fn repeated(&self, step: &onrecord::Step) -> Vec<(usize, Why)> {
        let Some(origin) = self.case.origins.get(step.origin) else {
            return Vec::new();
        };
        let mut seen: Vec<usize> = step.claims.first().map(|c| c.page).into_iter().collect();
        let mut repeated = Vec::new();
        for (at, fold) in &origin.members {
            if step.claims.contains(at) && !seen.contains(&at.page) {
                seen.push(at.page);
                repeated.push((self.numbers[at.page], self.why(fold)));
            }
        }
        repeated
    }

    /// The further participants of a claim that bear on its matter: `, from Borgward`.
    fn roles(&self, claim: &Claim) -> String {
        let kind = self.packs.ground.kinds.get(&claim.kind);
        let exclusive = kind.map(|k| k.exclusive_roles.as_slice()).unwrap_or(&[]);
        let mut text = String::new();
        for role in claim
            .roles
            .iter()
            .filter(|r| exclusive.contains(&r.role) || r.role == "authority")
        {
            let word = match role.role.as_str() {
                "authority" => "by",
                role => role,
            };
            let told = format!(", {word} {}", self.name(&role.filler));
            if !text.contains(&told) {
                text.push_str(&told);
            }
        }
        text
    }

    fn response(&self, at: ClaimRef) -> Response {
        let claim = self.case.claim(at);
        Response {
            when: phrases::interval(self.said(at)),
            state: phrases::state(
                self.packs,
                &claim.kind,
                claim.state.as_deref(),
                claim.polarity,
                Modality::Asserted,
            ),
            tone: if claim.state.as_deref() == Some("denied") {
                Tone::Against
            } else {
                Tone::Quiet
            },
            who: match (&claim.subject, claim.chain.last()) {
                (Some(subject), _) if !subject.name.is_empty() => self.name(subject),
                (_, Some(speaker)) => phrases::speaker(speaker),
                _ => "unnamed".into(),
            },
            words: self.case.words(at).to_owned(),
            page: self.numbers[at.page],
        }
    }

    /// One pair for each thing they disagree on, the best founded pair first; the others are counted.
    fn contradictions(&self, all: &[onrecord::Contradiction]) -> (Vec<Contradiction>, usize) {
        let mut best: Vec<&onrecord::Contradiction> = Vec::new();
        for found in all {
            match best.iter_mut().find(|b| b.about == found.about) {
                Some(kept) if self.founded(found) > self.founded(kept) => *kept = found,
                Some(_) => {}
                None => best.push(found),
            }
        }
        let more = best.len().saturating_sub(CONTRADICTIONS);
        let told = best.into_iter().take(CONTRADICTIONS).map(|found| Contradiction {
            about: found.about.clone(),
            like_it: all.iter().filter(|c| c.about == found.about).count() - 1,
            sides: [self.side(found.a), self.side(found.b)],
        });
        (told.collect(), more)
    }

    /// How well founded a contradiction is, to be compared.
    fn founded(&self, found: &onrecord::Contradiction) -> impl Ord + use<> {
        let dated = |at| usize::from(said_day(self.case, at).is_some());
        let rank = |at: ClaimRef| {
            let page = &self.case.pages[at.page];
            usize::from(rank(standing_of(page, self.case.claim(at), &self.packs.ground)))
        };
        // Two pages that disagree tell more than one that disagrees with itself.
        let apart = usize::from(found.a.page != found.b.page);
        (
            apart,
            dated(found.a) + dated(found.b),
            rank(found.a) + rank(found.b),
        )
    }

    fn side(&self, at: ClaimRef) -> Side {
        let case: &Case = self.case;
        let page = &case.pages[at.page];
        Side {
            when: phrases::interval(self.said(at)),
            words: case.words(at).to_owned(),
            chain: phrases::chain(&phrases::outlet(&page.article, &page.page), case.claim(at)),
            page: self.numbers[at.page],
        }
    }
}

fn flag(flag: &Flag) -> (Tone, &'static str) {
    match flag {
        Flag::Disputed => (Tone::Against, "disputed"),
        Flag::Denied => (Tone::Against, "denied"),
        Flag::NoComment => (Tone::Open, "no comment"),
        Flag::Stale => (Tone::Open, "stale: nothing new for a year"),
    }
}
