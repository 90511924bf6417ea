//! Weighs the candidates against each other: sources of different kinds that agree outweigh any one of them.
//! What does not live here: finding the candidates (`candidates`), what the text says (`text`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use onrecord_core::{DateBasis, Precision, Published, Stamp};

use super::candidates::{Candidate, Place, Source};
use super::text::Remarks;
use super::words::Label;

/// What was made of the candidates.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verdict {
    pub published: Option<Published>,
    pub stamps: Vec<Stamp>,
    /// How much speaks for the date; a lone visible stamp has about 3, JSON-LD with an agreeing address about 19.
    pub weight: f32,
}

/// Less than this is no date.
const ENOUGH: f32 = 1.0;

/// Stamps of less weight than this are doubted where the text speaks against them.
const DOUBTED: f32 = 6.5;

/// What a day must break of the text's remarks, over what the best days break, to be refused; twice that where the
/// stamp says that it is of publication. One remark alone may be misread and refuses nothing.
const REFUSED: f32 = 2.5;

/// An interval longer than this says too little, in days.
const LONG: i32 = 400;

/// Judges the candidates, and what the text remarks where they are weak.
pub(crate) fn judge(candidates: &[Candidate], remarks: impl FnOnce() -> Remarks) -> Verdict {
    let verdict = of_candidates(candidates);
    let Some(stamped) = verdict.published.as_ref().map(|p| p.date) else {
        return of_text(verdict, &remarks());
    };
    let Some(date) = stamped else { return verdict };
    let remarks = remarks();
    let Some(allowed) = remarks.allowed() else {
        return verdict;
    };
    let refused = if verdict.weight >= DOUBTED {
        wrong_year(date, &remarks, allowed.cost)
    } else {
        refuses(date, candidates, &remarks, allowed.cost)
    };
    if refused {
        of_text(verdict, &remarks)
    } else {
        verdict
    }
}

/// True where a weak stamp breaks so much of what the text says that it is no date of publication.
fn refuses(date: Date, candidates: &[Candidate], remarks: &Remarks, least: f32) -> bool {
    let labelled = candidates
        .iter()
        .any(|c| c.date == date && c.label == Some(Label::Published) && c.place != Place::Elsewhere);
    let bar = if labelled { 2.0 * REFUSED } else { REFUSED };
    remarks.cost(date) >= least + bar && remarks.broken(date) >= 2
}

/// True where the text tells of events after a well-founded date, and the same day one year later would fit: pages are
/// stored under a wrong year now and then.
fn wrong_year(date: Date, remarks: &Remarks, least: f32) -> bool {
    let later = Date::new(date.year() + 1, date.month(), date.day());
    remarks.cost(date) >= least + 2.0 && later.is_ok_and(|d| remarks.cost(d) < least + 0.3)
}

/// The text decides; what stamps there are disagree unless they show the same day.
fn of_text(mut verdict: Verdict, remarks: &Remarks) -> Verdict {
    let Some(allowed) = remarks.allowed() else {
        return verdict;
    };
    let closed = allowed.closed && (allowed.latest - allowed.earliest).get_days() <= LONG;
    verdict.published = match allowed.day {
        Some(day) => Some(Published::on(day, DateBasis::Text)),
        None if closed => Some(Published {
            date: None,
            precision: Precision::Interval,
            basis: DateBasis::Text,
            earliest: Some(allowed.earliest),
            latest: Some(allowed.latest),
        }),
        // A stamp that the text rules out is no date even where the text gives none.
        None => None,
    };
    let judged = verdict.published.as_ref().and_then(|p| p.date);
    for stamp in &mut verdict.stamps {
        stamp.agrees = judged == Some(stamp.date);
    }
    verdict
}

fn of_candidates(candidates: &[Candidate]) -> Verdict {
    let usable = |d: Date| (1995..=2035).contains(&d.year());
    // For every date the best weight of each kind of source.
    let mut votes: BTreeMap<Date, BTreeMap<Source, f32>> = BTreeMap::new();
    let mut heads = 0;
    for candidate in candidates {
        let mut weight = weigh(candidate);
        if candidate.place == Place::Head && matches!(candidate.source, Source::Visible | Source::Marked) {
            // The stamp nearest behind the headline comes first; others may belong to menus.
            heads += 1;
            weight -= 0.05 * heads as f32;
        }
        let mut vote = |date: Date, weight: f32| {
            if usable(date) && weight > 0.0 {
                let kinds = votes.entry(date).or_default();
                let best = kinds.entry(candidate.source).or_insert(0.0);
                *best = best.max(weight);
            }
        };
        vote(candidate.date, weight);
        if let Some(other) = candidate.swapped {
            vote(other, weight * 0.6);
        }
    }
    let total = |kinds: &BTreeMap<Source, f32>| kinds.values().sum::<f32>();
    let mut best: Option<(Date, f32)> = None;
    for (date, kinds) in &votes {
        let sum = total(kinds);
        if best.is_none_or(|b| sum > b.1) {
            best = Some((*date, sum));
        }
    }
    let Some((mut date, weight)) = best.filter(|b| b.1 >= ENOUGH) else {
        return Verdict {
            stamps: stamps(candidates, None),
            ..Verdict::default()
        };
    };
    if let Some(local) = local_day(date, candidates, &votes) {
        date = local;
    }
    let basis = candidates
        .iter()
        .filter(|c| c.date == date || c.swapped == Some(date))
        .map(Candidate::basis)
        .min()
        .unwrap_or(DateBasis::Visible);
    Verdict {
        published: Some(Published::on(date, basis)),
        stamps: stamps(candidates, Some(date)),
        weight,
    }
}

/// What one candidate says by itself.
fn weigh(candidate: &Candidate) -> f32 {
    let weight = candidate.weight;
    match candidate.source {
        Source::JsonLd | Source::Meta | Source::Url | Source::Script | Source::Picture => {
            if candidate.label == Some(Label::Updated) {
                weight.min(2.0)
            } else {
                weight
            }
        }
        Source::Marked | Source::Visible => {
            let place = match candidate.place {
                Place::Head => 2.0,
                Place::Tail => 0.5,
                Place::Inside => -0.8,
                Place::Far => -1.5,
                Place::Elsewhere => -2.6,
            };
            // In lists of other stories and comments every stamp has a stamp's name.
            let named = match (candidate.named, candidate.place) {
                (true, Place::Elsewhere) => 0.7,
                (true, _) => 1.0,
                (false, _) => 0.0,
            };
            match candidate.label {
                Some(Label::Other) => 0.1,
                Some(Label::Updated) if candidate.place != Place::Elsewhere => 2.2 + 0.4 * place,
                Some(Label::Updated) => 0.3,
                Some(Label::Published) => (weight + 2.0 + place + named).max(0.2),
                None => (weight + place + named).max(0.1),
            }
        }
    }
}

/// A moment written in UTC may fall on another day where the page is read: the day that page or address shows wins.
fn local_day(
    date: Date,
    candidates: &[Candidate],
    votes: &BTreeMap<Date, BTreeMap<Source, f32>>,
) -> Option<Date> {
    let utc = candidates
        .iter()
        .find(|c| c.date == date && c.zone == Some(0) && c.hour.is_some())?;
    let hour = utc.hour?;
    let shown = |d: Date| {
        votes.get(&d).is_some_and(|kinds| {
            kinds
                .iter()
                .any(|(s, w)| matches!(s, Source::Visible | Source::Url | Source::Marked) && *w >= 3.0)
        })
    };
    if shown(date) {
        return None;
    }
    if hour >= 12 {
        date.tomorrow().ok().filter(|d| shown(*d))
    } else {
        date.yesterday().ok().filter(|d| shown(*d))
    }
}

/// Every date that the page shows about itself, once for each basis.
fn stamps(candidates: &[Candidate], judged: Option<Date>) -> Vec<Stamp> {
    let mut stamps: Vec<Stamp> = Vec::new();
    for candidate in candidates {
        let visible = matches!(candidate.source, Source::Marked | Source::Visible);
        let own = !visible || matches!(candidate.place, Place::Head | Place::Tail);
        if !own || candidate.label == Some(Label::Other) || candidate.source == Source::Picture {
            continue;
        }
        let date = match candidate.swapped {
            Some(other) if Some(other) == judged => other,
            _ => candidate.date,
        };
        let stamp = Stamp {
            date,
            basis: candidate.basis(),
            agrees: judged == Some(date),
        };
        if !stamps.contains(&stamp) {
            stamps.push(stamp);
        }
    }
    stamps
}

#[cfg(test)]
mod tests {
    use super::super::text::{Remark, Remarks};
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn shown(date: &str, source: Source, weight: f32) -> Candidate {
        Candidate {
            date: day(date),
            swapped: None,
            source,
            label: None,
            place: Place::Head,
            named: false,
            weight,
            hour: None,
            zone: None,
        }
    }

    fn date_of(candidates: &[Candidate], remarks: Remarks) -> Option<Date> {
        judge(candidates, || remarks).published.and_then(|p| p.date)
    }

    #[test]
    fn kinds_of_source_that_agree_outweigh_one() {
        let candidates = [
            shown("2021-03-12", Source::Meta, 7.0),
            shown("2021-03-09", Source::Url, 6.0),
            shown("2021-03-09", Source::Visible, 3.0),
        ];
        let verdict = judge(&candidates, Remarks::default);
        assert_eq!(verdict.published.unwrap().date, Some(day("2021-03-09")));
        let against: Vec<_> = verdict
            .stamps
            .iter()
            .filter(|s| !s.agrees)
            .map(|s| s.date)
            .collect();
        assert_eq!(against, [day("2021-03-12")]);
    }

    #[test]
    fn the_day_that_the_page_shows_beats_a_shift_to_utc() {
        let mut utc = shown("2021-03-08", Source::JsonLd, 10.0);
        (utc.hour, utc.zone) = (Some(23), Some(0));
        let candidates = [utc.clone(), shown("2021-03-09", Source::Visible, 3.0)];
        assert_eq!(date_of(&candidates, Remarks::default()), Some(day("2021-03-09")));
        utc.hour = Some(9);
        let candidates = [utc, shown("2021-03-09", Source::Visible, 3.0)];
        assert_eq!(date_of(&candidates, Remarks::default()), Some(day("2021-03-08")));
    }

    #[test]
    fn a_weak_stamp_yields_to_the_text_and_is_kept_as_disagreeing() {
        let mut stamp = shown("2022-06-01", Source::Visible, 3.0);
        stamp.label = Some(Label::Updated);
        let remarks = Remarks(vec![
            (Remark::NotBefore(day("2021-07-01")), 2.0),
            (Remark::NotAfter(day("2021-12-31")), 2.0),
            (Remark::PassedThisYear(9, 1), 2.0),
        ]);
        let verdict = judge(&[stamp.clone()], || remarks.clone());
        let published = verdict.published.unwrap();
        assert_eq!((published.date, published.basis), (None, DateBasis::Text));
        assert_eq!(published.earliest, Some(day("2021-09-01")));
        assert_eq!(published.latest, Some(day("2021-12-31")));
        assert!(!verdict.stamps[0].agrees);
        // Data for machines is not doubted.
        let strong = shown("2022-06-01", Source::JsonLd, 10.0);
        assert_eq!(date_of(&[stamp, strong], remarks), Some(day("2022-06-01")));
    }
}
