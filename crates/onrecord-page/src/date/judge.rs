//! Weighs the candidates against each other: sources of different kinds that agree outweigh any one of them.
//! What does not live here: finding the candidates (`candidates`), what the text says (`text`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use onrecord_model::{DateBasis, Precision, Published, Stamp};

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
const DOUBTED: f32 = 5.5;

/// What a day must break of the text's remarks, over what the best days break, to be refused; twice that where the
/// stamp says that it is of publication. One remark alone may be misread and refuses nothing.
const REFUSED: f32 = 2.5;

/// Dates for which as much speaks as this stand in data for machines or under a label.
const WELL_FOUNDED: f32 = 5.0;

/// What data about the last change say for a day.
const UPDATED: f32 = 1.9;

/// Weights that differ by less are equal.
const EQUAL: f32 = 0.001;

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
    remarks.cost(date) >= least + 2.0
        && remarks.broken(date) >= 2
        && later.is_ok_and(|d| remarks.cost(d) < least + 0.3)
}

/// The day that a text speaks for when it tells of events after the day that was given from outside: pages are stored under
/// a wrong year now and then. The same day one year later must fit all that the text says, and either several remarks
/// break the given day, or the text tells of one within weeks before the later day, or of a meeting that is numbered in its
/// year.
pub(crate) fn doubt(given: Date, remarks: &Remarks) -> Option<Date> {
    let later = Date::new(given.year() + 1, given.month(), given.day()).ok()?;
    let (stated, shifted) = (remarks.cost(given), remarks.cost(later));
    let fits = shifted < 0.3 && stated >= shifted + 2.0;
    let told = remarks.broken(given) >= 2
        || remarks.tells_of_weeks_before(later)
        || remarks.holds_meeting_of(later.year());
    (fits && told).then_some(later)
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
    let votes = Votes::count(candidates);
    let Some((mut date, weight)) = votes.best().filter(|b| b.1 >= ENOUGH) else {
        return Verdict {
            stamps: stamps(candidates, None),
            ..Verdict::default()
        };
    };
    if let Some(other) = local_day(date, candidates, &votes).or_else(|| shown_day(date, candidates)) {
        date = other;
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

/// For every date the best weight of each kind of source, in the order in which the page shows them.
struct Votes(Vec<(Date, BTreeMap<Source, f32>)>);

impl Votes {
    fn count(candidates: &[Candidate]) -> Votes {
        let lone = lone_stamp(candidates);
        let mut votes = Votes(Vec::new());
        let mut heads = 0;
        let repeated = repeated(candidates);
        for candidate in candidates {
            let mut weight = weigh(candidate, lone == Some(candidate.date));
            if repeated == Some(candidate.date) && !candidate.is_shown() {
                weight = weight.min(UPDATED);
            }
            if candidate.place == Place::Head && candidate.is_shown() {
                // The stamp nearest behind the headline comes first; others may belong to menus.
                heads += 1;
                weight -= 0.05 * heads as f32;
            }
            votes.add(candidate.date, candidate.source, weight);
            if let Some(other) = candidate.swapped {
                votes.add(other, candidate.source, weight * 0.6);
            }
        }
        votes
    }

    fn add(&mut self, date: Date, source: Source, weight: f32) {
        if !(1995..=2035).contains(&date.year()) || weight <= 0.0 {
            return;
        }
        let at = self.0.iter().position(|v| v.0 == date).unwrap_or_else(|| {
            self.0.push((date, BTreeMap::new()));
            self.0.len() - 1
        });
        let best = self.0[at].1.entry(source).or_insert(0.0);
        *best = best.max(weight);
    }

    /// The date for which most speaks, with what speaks for it. Of well-founded equals the earlier is of publication; of
    /// weak ones the first on the page is the story's own.
    fn best(&self) -> Option<(Date, f32)> {
        let mut best: Option<(Date, f32)> = None;
        for (date, kinds) in &self.0 {
            let sum = kinds.values().sum::<f32>();
            let ahead =
                |b: (Date, f32)| sum > b.1 + EQUAL || sum > b.1 - EQUAL && sum >= WELL_FOUNDED && *date < b.0;
            if best.is_none_or(ahead) {
                best = Some((*date, sum));
            }
        }
        best
    }

    /// How plainly the page shows a day to its readers.
    fn shown(&self, date: Date) -> f32 {
        let kinds = self.0.iter().find(|v| v.0 == date).map(|v| v.1.iter());
        let shown = kinds
            .into_iter()
            .flatten()
            .filter(|(source, _)| matches!(source, Source::Visible | Source::Url | Source::Marked));
        shown.map(|(_, weight)| *weight).fold(0.0, f32::max)
    }
}

/// The day of the last change that the data give as the day of publication too, where something else says that the page
/// was published before: software fills both fields from one.
fn repeated(candidates: &[Candidate]) -> Option<Date> {
    let machine = |label: Label| {
        candidates
            .iter()
            .filter(move |c| !c.is_shown() && c.label == Some(label))
    };
    let twice = machine(Label::Published).find(|p| {
        let moment = |c: &Candidate| (c.date, c.hour);
        machine(Label::Updated).any(|u| moment(u) == moment(p))
    })?;
    // What the page says of its publication besides: other data, its address, a stamp that tells both days apart.
    let before = |c: &Candidate| {
        c.date < twice.date
            && match c.source {
                Source::Meta | Source::JsonLd => {
                    c.label == Some(Label::Published) && c.weight >= WELL_FOUNDED + 2.0
                }
                Source::Url => c.weight >= WELL_FOUNDED + 2.0,
                Source::Visible | Source::Marked => {
                    c.place == Place::Head && c.label == Some(Label::Published)
                }
                _ => false,
            }
    };
    // A moment in UTC may be on the next day where the page is read.
    let earlier = candidates.iter().find(|c| before(c))?;
    ((twice.date - earlier.date).get_days() > 1 || earlier.is_shown()).then_some(twice.date)
}

/// The day of all stamps that the page shows outside the sentences of its story, where it is one: then they are its own
/// wherever they stand.
fn lone_stamp(candidates: &[Candidate]) -> Option<Date> {
    let mut shown = candidates
        .iter()
        .filter(|c| {
            c.is_shown()
                && match c.label {
                    None => !matches!(c.place, Place::Inside | Place::Foreign),
                    Some(label) => label == Label::Published && c.place != Place::Foreign,
                }
        })
        .map(|c| c.date);
    let first = shown.next()?;
    shown.all(|d| d == first).then_some(first)
}

/// What one candidate says by itself. `lone`: no stamp of the page shows another day.
fn weigh(candidate: &Candidate, lone: bool) -> f32 {
    let weight = candidate.weight;
    if !candidate.is_shown() {
        return match candidate.label {
            Some(Label::Updated) => weight.min(UPDATED),
            _ => weight,
        };
    }
    if candidate.place == Place::Foreign {
        return 0.0;
    }
    let at = match candidate.place {
        Place::Elsewhere if lone => Place::Far,
        place => place,
    };
    let place = match at {
        Place::Head => 2.0,
        Place::Tail => 0.5,
        Place::Inside => -0.8,
        Place::Far => -1.5,
        Place::Elsewhere | Place::Foreign => -2.6,
    };
    // In lists of other stories and comments every stamp has a stamp's name.
    let named = match (candidate.named, at) {
        (true, Place::Elsewhere) => 0.7,
        (true, _) => 1.0,
        (false, _) => 0.0,
    };
    match candidate.label {
        Some(Label::Other) => 0.1,
        Some(Label::Updated) if at != Place::Elsewhere => 2.2 + 0.4 * place,
        Some(Label::Updated) => 1.3,
        // "In a letter of 9 March" stands in sentences.
        Some(Label::Published) if at == Place::Inside => (weight + 1.5 + place + named).max(0.2),
        Some(Label::Published) => (weight + 2.0 + place + named).max(0.2),
        None => (weight + place + named).max(0.1),
    }
}

/// A moment written in UTC may fall on another day where the page is read: the day that page or address shows wins.
fn local_day(date: Date, candidates: &[Candidate], votes: &Votes) -> Option<Date> {
    let utc = candidates
        .iter()
        .find(|c| c.date == date && c.zone == Some(0) && c.hour.is_some())?;
    let hour = utc.hour?;
    let local = match hour {
        12.. => date.tomorrow().ok()?,
        ..=8 => date.yesterday().ok()?,
        _ => return None,
    };
    // Where the page shows both days, the hour must be close to midnight.
    let close = !(4..20).contains(&hour) || votes.shown(date) < 3.0;
    let shown = votes.shown(local);
    (close && shown >= 2.0 && shown > votes.shown(date)).then_some(local)
}

/// The day of the last change, where the page shows its readers that day as its own beside the headline and the day of
/// first publication nowhere: what they read is of that day.
fn shown_day(date: Date, candidates: &[Candidate]) -> Option<Date> {
    let told = |c: &&Candidate| c.date == date && (c.is_shown() || c.source == Source::Url);
    if candidates.iter().any(|c| told(&c)) {
        return None;
    }
    let changed = |day: Date| {
        let mut machine = candidates.iter().filter(|c| !c.is_shown() && c.date == day);
        machine.any(|c| c.label == Some(Label::Updated))
    };
    let stamp = candidates.iter().find(|c| {
        c.source == Source::Visible && c.place == Place::Head && c.label.is_none() && c.date > date
    })?;
    changed(stamp.date).then_some(stamp.date)
}

/// Every date that the page shows about itself, once for each basis.
fn stamps(candidates: &[Candidate], judged: Option<Date>) -> Vec<Stamp> {
    let mut stamps: Vec<Stamp> = Vec::new();
    for candidate in candidates {
        let own = !candidate.is_shown() || matches!(candidate.place, Place::Head | Place::Tail);
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
    fn the_day_shown_to_readers_beats_an_older_one_shown_to_nobody() {
        let mut first = shown("2021-03-09", Source::JsonLd, 10.0);
        first.label = Some(Label::Published);
        let mut change = shown("2021-05-02", Source::Meta, 2.0);
        change.label = Some(Label::Updated);
        let stamp = shown("2021-05-02", Source::Visible, 3.0);
        let mut page = vec![first, change, stamp];
        assert_eq!(date_of(&page, Remarks::default()), Some(day("2021-05-02")));
        page[2].label = Some(Label::Updated);
        assert_eq!(date_of(&page, Remarks::default()), Some(day("2021-03-09")));
        page[2].label = None;
        page.push(shown("2021-03-09", Source::Url, 9.0));
        assert_eq!(date_of(&page, Remarks::default()), Some(day("2021-03-09")));
    }

    #[test]
    fn a_lone_stamp_is_the_storys_and_the_first_of_many_is() {
        let mut stamp = shown("2021-03-09", Source::Visible, 3.0);
        (stamp.place, stamp.named) = (Place::Elsewhere, true);
        let built = shown("2021-03-12", Source::Meta, 2.0);
        let mut page = vec![built, stamp.clone()];
        assert_eq!(date_of(&page, Remarks::default()), Some(day("2021-03-09")));
        stamp.date = day("2021-03-01");
        page.push(stamp.clone());
        assert_eq!(date_of(&page, Remarks::default()), Some(day("2021-03-12")));
        assert_eq!(date_of(&page[1..], Remarks::default()), Some(day("2021-03-09")));
    }

    #[test]
    fn one_remark_refuses_no_well_founded_date() {
        let remarks = Remarks(vec![(Remark::NotBefore(day("2021-06-01")), 3.0)]);
        let strong = shown("2021-03-09", Source::JsonLd, 10.0);
        assert_eq!(date_of(&[strong], remarks), Some(day("2021-03-09")));
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
