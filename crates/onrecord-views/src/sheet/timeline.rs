//! A matter's timeline: lanes of origins with their marks, and a band of the state through time.
//! What does not live here: how it is drawn (`onrecord-pages`).

use jiff::ToSpan;
use jiff::civil::Date;
use onrecord::{ClaimRef, Modality, Status, changes};

use super::voices::{Side, Told};
use crate::brief::{Briefing, Tone};
use crate::phrases;
use crate::tongue::Tongue;

/// Lanes that are drawn; the history tells the others.
const LANES: usize = 24;

/// What a mark stands for; shape says what colour only repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Said: a filled circle.
    Said,
    /// Hedged: a ring.
    Hedged,
    /// A record or the deciding authority: a diamond.
    Record,
    /// A denial: a cross.
    Denial,
    /// No comment: a dash.
    Silence,
    /// A copy: a tick.
    Copy,
}

/// One mark on a lane.
#[derive(Clone, Debug)]
pub struct Mark {
    /// First day that it may have been said.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// What it is.
    pub shape: Shape,
    /// What it says, in a line.
    pub title: String,
    /// Id of its claim.
    pub claim: String,
}

/// One origin.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Who knew, and through whom.
    pub label: String,
    /// True if it cannot be told whether it is independent of another.
    pub doubtful: bool,
    /// Marks by day; copies after what they copy.
    pub marks: Vec<Mark>,
}

/// The state from one day to the next change.
#[derive(Clone, Debug)]
pub struct Band {
    /// First day.
    pub from: Date,
    /// State in words.
    pub state: String,
    /// How settled it is.
    pub tone: Tone,
}

/// A timeline.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Lanes, earliest first.
    pub lanes: Vec<Lane>,
    /// Lanes that are not drawn.
    pub more: usize,
    /// States, by day.
    pub bands: Vec<Band>,
    /// The day that all is as of.
    pub as_of: Option<Date>,
    /// Things said of which no day is known.
    pub undated: usize,
}

impl Briefing<'_> {
    pub(super) fn timeline(&self, status: &Status, told: &[Told], tongue: Tongue) -> Timeline {
        let kind = &self.case.matters[status.matter].kind;
        let mut lanes: Vec<(Option<usize>, Lane)> = Vec::new();
        let mut undated = 0;
        for told in told {
            let Some(mark) = self.mark(told.claims[0], told, tongue) else {
                undated += 1;
                continue;
            };
            // Who said nothing was no origin: whoever was asked often has one lane.
            let silent = told.side == Side::Silent;
            let lane = self.lane(status, told, tongue);
            let one = |(o, l): &(Option<usize>, Lane)| match silent {
                true => o.is_none() && l.label == lane.label,
                false => *o == told.origin && o.is_some(),
            };
            let at = lanes.iter().position(one).unwrap_or_else(|| {
                lanes.push((told.origin.filter(|_| !silent), lane));
                lanes.len() - 1
            });
            let marks = &mut lanes[at].1.marks;
            marks.push(mark);
            let mut pages = vec![told.claims[0].page];
            for copy in &told.claims[1..] {
                if pages.contains(&copy.page) {
                    continue;
                }
                pages.push(copy.page);
                if let Some(mut mark) = self.mark(*copy, told, tongue) {
                    mark.shape = Shape::Copy;
                    marks.push(mark);
                }
            }
        }
        let ground = &self.packs.ground;
        let bands = changes(self.case, ground, status.matter, status.as_of)
            .into_iter()
            .map(|change| {
                let place = change.after;
                let state = place.state.as_deref();
                let settled = place.standing.is_some_and(phrases::settles);
                let negated = place.polarity == onrecord::Polarity::Negated;
                Band {
                    from: change.day,
                    state: match state {
                        Some(_) => tongue.state(self.packs, kind, state, place.polarity, Modality::Asserted),
                        None => tongue.pick("not settled", "尚无定论").into(),
                    },
                    tone: match (state.is_some(), settled, negated) {
                        (false, ..) => Tone::Quiet,
                        (_, true, false) => Tone::Settled,
                        (_, _, true) => Tone::Against,
                        _ => Tone::Open,
                    },
                }
            })
            .collect();
        let more = lanes.len().saturating_sub(LANES);
        Timeline {
            lanes: lanes.into_iter().take(LANES).map(|(_, lane)| lane).collect(),
            more,
            bands,
            as_of: (status.as_of < Date::MAX).then_some(status.as_of),
            undated,
        }
    }

    fn lane(&self, status: &Status, told: &Told, tongue: Tongue) -> Lane {
        Lane {
            label: self.teller_in_line(status, told, tongue),
            doubtful: self.origin_of(told).is_some_and(|o| o.doubtful),
            marks: Vec::new(),
        }
    }

    /// The mark of a claim; `None` if no day of it is known.
    fn mark(&self, at: ClaimRef, told: &Told, tongue: Tongue) -> Option<Mark> {
        let said = self.said(at);
        let from = said.from.map(|m| m.date());
        let to = said
            .to
            .map(|m| match m.at.time() == jiff::civil::Time::midnight() {
                true => m.date().saturating_sub(1.day()),
                false => m.date(),
            });
        let from = from.or(to)?;
        let to = to.unwrap_or(from).max(from);
        let outlet = self.page_ref(at.page).outlet;
        Some(Mark {
            from,
            to,
            shape: self.shape(at, told),
            title: format!(
                "{} · {} · {outlet}",
                tongue.days(Some(from), Some(to)),
                told.state
            ),
            claim: self.case.claim(at).id.clone(),
        })
    }

    /// How a claim is marked.
    pub(super) fn shape(&self, at: ClaimRef, told: &Told) -> Shape {
        let standing = self.standing(at);
        match told.side {
            Side::Silent => Shape::Silence,
            _ if told.tone == Tone::Against => Shape::Denial,
            _ if phrases::settles(standing) => Shape::Record,
            _ if told.modality == Modality::Asserted => Shape::Said,
            _ => Shape::Hedged,
        }
    }
}
