//! Corrections by hand in words: what was corrected, by whom and why.
//! What does not live here: which corrections count and what they do (`onrecord-case`).

use onrecord::{ClaimRef, Corrected, Judged, Language, Packs, Polarity, Says, Verdict};

use crate::brief::Briefing;
use crate::tongue::Tongue;

/// Words of a claim that are repeated in a correction, in characters.
const QUOTED: usize = 60;

/// A correction as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionLine {
    /// Its number, by which it is undone.
    pub number: u64,
    /// What was corrected.
    pub what: String,
    /// Who said so.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When the ledger learnt it.
    pub day: String,
}

impl CorrectionLine {
    /// All of it in one line.
    pub fn text(&self, tongue: Tongue) -> String {
        let CorrectionLine {
            number,
            what,
            by,
            reason,
            day,
        } = self;
        // A note needs no reason.
        let (why, why_chinese) = match reason.is_empty() {
            true => (String::new(), String::new()),
            false => (format!(": {reason}"), format!("：{reason}")),
        };
        tongue.pick(
            format!("{what} — {by}, {day}{why} (#{number})"),
            format!("{what}——{by}，{day}{why_chinese}（#{number}）"),
        )
    }
}

impl Briefing<'_> {
    /// The corrections that have an effect on a matter, in the order in which they were made.
    pub fn corrections(&self, matter: usize, tongue: Tongue) -> Vec<CorrectionLine> {
        let all = self.case.corrections.iter();
        let here = all.filter(|c| c.matters.contains(&matter));
        here.map(|c| self.correction(c, tongue)).collect()
    }

    /// The corrections that have an effect on a claim.
    pub fn corrections_of(&self, at: ClaimRef, tongue: Tongue) -> Vec<CorrectionLine> {
        let page = &self.case.pages[at.page].page.sha256;
        let all = self.case.corrections.iter();
        let here = all.filter(|c| {
            c.claims.contains(&at)
                || c.judged.judgement.verdict == Verdict::Dated && c.judged.judgement.a == *page
        });
        here.map(|c| self.correction(c, tongue)).collect()
    }

    /// Notes, tags and ratings on a matter and its claims, in the order in which they were made.
    pub fn remarks(&self, matter: usize, tongue: Tongue) -> Vec<CorrectionLine> {
        let all = self.case.remarks_in(matter).into_iter();
        all.map(|judged| self.remark(judged, tongue)).collect()
    }

    /// Those on a claim.
    pub fn remarks_of(&self, at: ClaimRef, tongue: Tongue) -> Vec<CorrectionLine> {
        let all = self.case.remarks_on(&self.case.claim(at).id);
        all.map(|judged| self.remark(judged, tongue)).collect()
    }

    fn remark(&self, judged: &Judged, tongue: Tongue) -> CorrectionLine {
        let claim = |id: &str| {
            self.case.pages.iter().find_map(|page| {
                let claim = page.reading.claims.iter().find(|c| c.id == id)?;
                Some((page.words(claim).to_owned(), claim.kind.clone()))
            })
        };
        let called = |id: &str| self.name(id, tongue);
        line(judged, "", &claim, &called, self.packs, tongue)
    }

    fn correction(&self, corrected: &Corrected, tongue: Tongue) -> CorrectionLine {
        let claim = |id: &str| {
            let mut all = corrected.claims.iter();
            let at = *all.find(|at| self.case.claim(**at).id == id)?;
            Some((self.case.words(at).to_owned(), self.case.claim(at).kind.clone()))
        };
        let called = |id: &str| self.name(id, tongue);
        line(
            &corrected.judged,
            &corrected.read,
            &claim,
            &called,
            self.packs,
            tongue,
        )
    }
}

/// A correction or judgement as it is told. `claim` gives the words and the kind of a claim, if it is at hand; `read` is
/// what had been read, empty if that is not known; `called` gives what is called by a name that is in no catalogue, as
/// judgements keep names in lower case: the name itself where no case is at hand.
pub fn line(
    judged: &Judged,
    read: &str,
    claim: &dyn Fn(&str) -> Option<(String, String)>,
    called: &dyn Fn(&str) -> String,
    packs: &Packs,
    tongue: Tongue,
) -> CorrectionLine {
    let day = judged.at.get(..10).and_then(|d| d.parse().ok());
    CorrectionLine {
        number: judged.number,
        what: what(judged, read, claim, called, packs, tongue),
        by: judged.by.clone(),
        reason: judged.reason.clone(),
        day: day.map_or_else(|| judged.at.clone(), |d| tongue.day(d)),
    }
}

fn what(
    judged: &Judged,
    read: &str,
    claim: &dyn Fn(&str) -> Option<(String, String)>,
    called: &dyn Fn(&str) -> String,
    packs: &Packs,
    tongue: Tongue,
) -> String {
    let (a, b) = (judged.judgement.a.as_str(), judged.judgement.b.as_str());
    let quoted = |id: &str| match claim(id) {
        Some((words, _)) => format!("“{}”", shortly(&words)),
        None if id.contains('/') => id.to_owned(),
        None => id.get(..12).unwrap_or(id).to_owned(),
    };
    let name = |id: &str| {
        let catalogue = &packs.ground.catalogue;
        let known = catalogue.name(id, tongue.language());
        let known = known.or_else(|| catalogue.name(id, Language::English));
        known.map_or_else(|| called(id), str::to_owned)
    };
    let state = |words: &str| {
        let kind = claim(a).map(|(_, kind)| kind).unwrap_or_default();
        match Says::parse(words) {
            Some(says) if says.state.is_some() => {
                tongue.state(packs, &kind, says.state.as_deref(), says.polarity, says.modality)
            }
            Some(says) if says.polarity == Polarity::Negated => words.to_owned(),
            _ => tongue.pick("no state", "不表明状态").to_owned(),
        }
    };
    let (english, chinese) = match judged.judgement.verdict {
        Verdict::About => {
            let not = match read.is_empty() {
                true => (String::new(), String::new()),
                false => (format!(", not {read}"), format!("，而非{read}")),
            };
            match b.is_empty() {
                true => (
                    format!(
                        "{} is not about {}",
                        quoted(a),
                        or(read, "whom it was read to be about")
                    ),
                    format!("{}说的不是{}", quoted(a), or(read, "原先读出的主体")),
                ),
                false => (
                    format!("{} is about {}{}", quoted(a), name(b), not.0),
                    format!("{}说的是{}{}", quoted(a), name(b), not.1),
                ),
            }
        }
        Verdict::Says => {
            let not = match read.is_empty() {
                true => (String::new(), String::new()),
                false => (format!(", not {}", state(read)), format!("，而非{}", state(read))),
            };
            (
                format!("{} says {}{}", quoted(a), state(b), not.0),
                format!("{}表明：{}{}", quoted(a), state(b), not.1),
            )
        }
        Verdict::Ignored => (
            format!("{} does not count", quoted(a)),
            format!("{}不计入", quoted(a)),
        ),
        Verdict::SameMatter => (
            format!("{} belongs to {b}", quoted(a)),
            format!("{}归入{b}", quoted(a)),
        ),
        Verdict::OtherMatter => (
            format!("{} does not belong to {b}", quoted(a)),
            format!("{}不属于{b}", quoted(a)),
        ),
        Verdict::SameOrigin => (
            format!("{} and {} go back to one origin", quoted(a), quoted(b)),
            format!("{}与{}出自同一来源", quoted(a), quoted(b)),
        ),
        Verdict::OtherOrigin => (
            format!("{} and {} go back to two origins", quoted(a), quoted(b)),
            format!("{}与{}出自不同来源", quoted(a), quoted(b)),
        ),
        Verdict::Dated => {
            let day = b.parse().map_or_else(|_| b.to_owned(), |d| tongue.day(d));
            let page = a.get(..12).unwrap_or(a);
            (
                format!("page {page} is of {day}"),
                format!("页面{page}的日期是{day}"),
            )
        }
        Verdict::Noted => (
            format!("note on {}: {b}", quoted(a)),
            format!("关于{}的备注：{b}", quoted(a)),
        ),
        Verdict::Tagged => (
            format!("tag on {}: {b}", quoted(a)),
            format!("{}的标签：{b}", quoted(a)),
        ),
        Verdict::Rated => (
            format!("{} was judged by hand: {b}", quoted(a)),
            format!("{}经人工判断：{b}", quoted(a)),
        ),
        Verdict::Undone => (format!("undoes #{a}"), format!("撤销#{a}")),
        Verdict::Same => (
            format!("{} and {} are one", name(a), name(b)),
            format!("{}与{}是同一个", name(a), name(b)),
        ),
        Verdict::Different => (
            format!("{} and {} are two", name(a), name(b)),
            format!("{}与{}不是同一个", name(a), name(b)),
        ),
        Verdict::Unsure => (
            format!("nothing is held of {} and {}", name(a), name(b)),
            format!("{}与{}的关系由规则判断", name(a), name(b)),
        ),
        Verdict::Called => (
            format!("{} is called {b}", name(a)),
            format!("{}称为{b}", name(a)),
        ),
    };
    tongue.pick(english, chinese)
}

fn or<'a>(words: &'a str, instead: &'a str) -> &'a str {
    if words.is_empty() { instead } else { words }
}

fn shortly(words: &str) -> String {
    let flat: Vec<&str> = words.split_whitespace().collect();
    let flat = flat.join(" ");
    match flat.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", flat[..end].trim_end()),
        None => flat,
    }
}
