//! The sentence: where a matter is, by whose word, since when, on how many origins, and who is against it.
//! What does not live here: who else speaks (see `voices`).

use onrecord::kinds::STATEMENT;
use onrecord::status::event_day;
use onrecord::{Flag, Modality, Polarity, SpeakerKind, Status};

use crate::brief::{Briefing, Tone};
use crate::phrases;
use crate::tongue::Tongue;

/// Where a matter is. The parts read one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The state in plain words: "granted", "reported granted, denied", "not settled".
    pub state: String,
    /// How settled it is: only what is settled is said plainly.
    pub tone: Tone,
    /// True if a record or the deciding authority says so, whichever way.
    pub settled: bool,
    /// By whose word; empty if nobody's.
    pub by: String,
    /// Since when; empty if that is not known.
    pub since: String,
    /// On how many origins; empty if on none.
    pub origins: String,
    /// Its value, for kinds that carry one.
    pub value: String,
    /// Who is against it.
    pub against: String,
}

impl Sentence {
    /// The whole sentence as plain text.
    pub fn text(&self, tongue: Tongue) -> String {
        let mut parts = vec![self.state.clone()];
        let rest = [&self.value, &self.by, &self.since, &self.origins, &self.against];
        parts.extend(rest.into_iter().filter(|p| !p.is_empty()).cloned());
        let text = parts.join(tongue.pick(", ", "，"));
        let mut letters = text.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string());
        format!(
            "{}{}{}",
            first.unwrap_or_default(),
            letters.as_str(),
            tongue.pick(".", "。")
        )
    }
}

impl Briefing<'_> {
    pub(crate) fn sentence(&self, status: &Status, tongue: Tongue) -> Sentence {
        let kind = &self.case.matters[status.matter].kind;
        let word = |polarity| {
            let state = status.state.as_deref();
            tongue.state(self.packs, kind, state, polarity, Modality::Asserted)
        };
        let denied: Vec<String> = status
            .flagged
            .iter()
            .filter(|f| matches!(f.flag, Flag::Denied | Flag::Disputed))
            .flat_map(|f| match tongue {
                Tongue::English => f.by.clone(),
                Tongue::Chinese => self.raised_by(&f.claims, tongue),
            })
            .collect();
        let names = denied.join(tongue.pick(", ", "、"));
        let against = match names.is_empty() {
            true => String::new(),
            false => tongue.pick(format!("against: {names}"), format!("反对：{names}")),
        };
        let Some(standing) = status.standing.filter(|_| status.state.is_some()) else {
            return self.unsettled(status, tongue, against);
        };
        let settled = phrases::settles(standing);
        let negated = status.polarity == Polarity::Negated;
        let state = match (settled, negated && !status.reported.is_empty()) {
            (false, true) => tongue.pick(
                format!("reported {}, denied", word(Polarity::Affirmed)),
                format!("据报{}，已被否认", word(Polarity::Affirmed)),
            ),
            // Words of no kind are what somebody says: that they are reported is no news.
            (false, false) if kind == STATEMENT => word(status.polarity),
            (false, false) if nobody_answers_for(standing) => tongue.pick(
                format!("reported {}", word(status.polarity)),
                format!("据报{}", word(status.polarity)),
            ),
            _ => word(status.polarity),
        };
        let by = self.best(status).map(|at| {
            let origin = self.case.origin_in(status.matter, at);
            let origin = origin.and_then(|o| self.case.origins.get(o));
            let who = origin
                .map(|o| self.knew(o, tongue))
                .map(|(who, through)| match through {
                    Some(through) => format!("{who} → {through}"),
                    None => who,
                });
            let who = who.unwrap_or_else(|| tongue.nobody(standing).to_owned());
            let standing = tongue.standing(standing);
            match settled {
                true => tongue.pick(format!("{standing}: {who}"), format!("{standing}：{who}")),
                false => tongue.pick(format!("according to {who}"), format!("{who}称")),
            }
        });
        let day = self.best(status).and_then(|at| event_day(self.case, at).0);
        let since = status.since.or(day).map(|d| tongue.day(d));
        Sentence {
            state,
            tone: match (settled, negated) {
                (true, false) => Tone::Settled,
                (_, true) => Tone::Against,
                (false, false) => Tone::Open,
            },
            settled,
            by: by.unwrap_or_default(),
            since: since.unwrap_or_default(),
            origins: tongue.origins(&status.origins),
            value: status
                .value
                .as_ref()
                .map(|v| tongue.amount(v))
                .unwrap_or_default(),
            // Who denies what rests on nobody with a name is whose word it rests on.
            against: if negated { String::new() } else { against },
        }
    }

    /// Nothing that was said settles it: what is expected is said as such.
    fn unsettled(&self, status: &Status, tongue: Tongue, against: String) -> Sentence {
        let kind = &self.case.matters[status.matter].kind;
        let expected = status.expected.first().map(|at| {
            let claim = self.case.claim(*at);
            let outlet = self.page_ref(at.page).outlet;
            let who = claim.chain.last().map_or(outlet, |s| tongue.speaker(s));
            let state = claim.state.as_deref();
            let state = tongue.state(self.packs, kind, state, claim.polarity, claim.modality);
            let how = tongue.interval(self.said(*at));
            tongue.pick(
                format!("{state} according to {who}, {how}"),
                format!("{who}称{state}，{how}"),
            )
        });
        Sentence {
            state: tongue.pick("not settled", "尚无定论").into(),
            tone: Tone::Open,
            settled: false,
            by: expected.unwrap_or_default(),
            since: String::new(),
            origins: String::new(),
            value: String::new(),
            against,
        }
    }
}

/// True for a standing that is only a report: nobody with a name answers for it.
fn nobody_answers_for(kind: SpeakerKind) -> bool {
    !matches!(
        kind,
        SpeakerKind::Record | SpeakerKind::Authority | SpeakerKind::Party | SpeakerKind::Named
    )
}
