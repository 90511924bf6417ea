//! A matter as a brief tells it: one sentence of where it is, who speaks for it, against it or not at all, what changed
//! last, what contradicts what. It is made of the same parts as a matter's sheet.
//! What does not live here: which matters are told (see the module above), the timeline (see `sheet`).

use onrecord::{ClaimRef, Place, Polarity, Status, last_change};

use super::{Briefing, Refs};
use crate::corrections::CorrectionLine;
use crate::sheet::{Clash, Quote, Sentence, Sides};
use crate::tongue::Tongue;

/// Days back on which a matter is looked at for its last move; one that was still for longer is told without.
const LOOKED_AT: usize = 40;

/// A matter in full.
#[derive(Clone, Debug)]
pub struct Matter {
    /// "Xiaomi EV: production licence".
    pub title: String,
    /// Its kind, in words.
    pub kind: String,
    /// Where it is.
    pub sentence: Sentence,
    /// The words that show the state best.
    pub best: Option<Quote>,
    /// Who speaks for it, against it, not at all.
    pub sides: Sides,
    /// The last day on which it moved, and from where to where; `None` if it moved once at the most.
    pub changed: Option<String>,
    /// What contradicts what, one pair for each thing disagreed on.
    pub clashes: Vec<Clash>,
    /// True if nothing new was said for long.
    pub stale: bool,
    /// Corrections by hand that have an effect here.
    pub corrections: Vec<CorrectionLine>,
    /// Notes, tags and ratings on it and its claims.
    pub remarks: Vec<CorrectionLine>,
}

/// A matter in one line.
#[derive(Clone, Debug)]
pub struct Short {
    /// Title.
    pub title: String,
    /// Where it is.
    pub sentence: Sentence,
    /// The words that show the state best.
    pub quote: Option<Quote>,
    /// Pages that speak of it.
    pub pages: Refs,
}

impl Briefing<'_> {
    /// A matter in full.
    pub fn matter(&self, status: &Status, tongue: Tongue) -> Matter {
        let matter = &self.case.matters[status.matter];
        let told = self.told(status, tongue);
        Matter {
            title: self.title(matter, tongue),
            kind: tongue.kind(self.packs, &matter.kind),
            sentence: self.sentence(status, tongue),
            best: self.best(status).map(|at| self.quote(at)),
            sides: self.sides(status, &told, tongue),
            changed: self.changed(status.matter, tongue),
            clashes: self.clashes(status, tongue),
            stale: status.flags.contains(&onrecord::Flag::Stale),
            corrections: self.corrections(status.matter, tongue),
            remarks: self.remarks(status.matter, tongue),
        }
    }

    /// A matter in one line.
    pub fn short(&self, status: &Status, tongue: Tongue) -> Short {
        let mut claims: Vec<ClaimRef> = status
            .steps
            .iter()
            .flat_map(|s| s.claims.iter().copied())
            .collect();
        if claims.is_empty() {
            claims.clone_from(&status.responses);
        }
        Short {
            title: self.title(&self.case.matters[status.matter], tongue),
            sentence: self.sentence(status, tongue),
            quote: self
                .best(status)
                .or_else(|| claims.first().copied())
                .map(|at| self.quote(at)),
            pages: self.refs(&claims),
        }
    }

    /// The last move of a matter, if it was not the first.
    fn changed(&self, matter: usize, tongue: Tongue) -> Option<String> {
        let last = last_change(self.case, &self.packs.ground, matter, self.as_of, LOOKED_AT)?;
        let before = self.place(matter, last.before.as_ref()?, tongue);
        let after = self.place(matter, &last.after, tongue);
        let standing = |place: &Place| place.standing.map(|s| tongue.standing(s));
        let moved = match (before == after, standing(&last.after)) {
            (true, None) => return None,
            (true, Some(now)) => tongue.pick(format!("{after}, now {now}"), format!("{after}，现为{now}")),
            (false, _) => format!("{before} → {after}"),
        };
        Some(format!(
            "{}{}{moved}",
            tongue.day(last.day),
            tongue.pick(": ", "：")
        ))
    }

    /// A state that a matter was in, in words.
    pub fn place(&self, matter: usize, place: &Place, tongue: Tongue) -> String {
        let kind = &self.case.matters[matter].kind;
        match &place.state {
            None => tongue.pick("open", "尚无定论").to_owned(),
            Some(state) => tongue.state(
                self.packs,
                kind,
                Some(state),
                place.polarity,
                onrecord::Modality::Asserted,
            ),
        }
    }

    /// The state in one or two words, in English: what two looks at a case are compared by.
    pub fn state_words(&self, status: &Status) -> String {
        let place = Place {
            state: status.state.clone(),
            polarity: if status.state.is_some() {
                status.polarity
            } else {
                Polarity::Affirmed
            },
            standing: status.standing,
        };
        self.place(status.matter, &place, Tongue::English)
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

    /// The further participants of a claim that bear on its matter: `, from Borgward`, `, by the ministry`; empty if nobody
    /// else does.
    pub(crate) fn roles(&self, at: ClaimRef, tongue: Tongue) -> String {
        let claim = self.case.claim(at);
        let kind = self.packs.ground.kinds.get(&claim.kind);
        let exclusive = kind.map(|k| k.exclusive_roles.as_slice()).unwrap_or(&[]);
        let mut text = String::new();
        for role in &claim.roles {
            if !exclusive.contains(&role.role) && role.role != "authority" {
                continue;
            }
            let who = self.called(&role.filler, tongue);
            let told = match (tongue, role.role.as_str()) {
                (Tongue::English, "authority") => format!(", by {who}"),
                (Tongue::English, role) => format!(", {role} {who}"),
                (Tongue::Chinese, "authority") => format!("，由{who}"),
                (Tongue::Chinese, "from") => format!("，来自{who}"),
                (Tongue::Chinese, _) => format!("，涉及{who}"),
            };
            if !text.contains(&told) {
                text.push_str(&told);
            }
        }
        text
    }
}
