//! A matter's sheet: what a reader sees of a matter on paper or in a browser, in either tongue. One sentence of where it
//! is, who speaks for it, against it or not at all, its timeline, its history, what contradicts what.
//!
//! Everything is words, days and ids; nothing is marked up.
//! What does not live here: how a status is made (`onrecord-case`), markup (`onrecord-pages`).

mod sentence;
mod timeline;
mod voices;

use onrecord::status::{rank, said_day};
use onrecord::{ClaimRef, Fold, Language, Matter, Origin, Participant, ReadPage, Span, SpeakerKind, Status};

pub use sentence::Sentence;
pub use timeline::{Band, Lane, Mark, Shape, Timeline};
pub use voices::{Carried, Saying, Sides, Voice};

use crate::brief::{Briefing, Tone};
use crate::corrections::CorrectionLine;
use crate::phrases;
use crate::tongue::Tongue;

/// A page by what a reader calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRef {
    /// Its number in the case, from 1, by publication.
    pub number: usize,
    /// Its id.
    pub sha256: String,
    /// Outlet, or what is shown in place of one.
    pub outlet: String,
}

/// Words of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Id of the claim whose words they are.
    pub claim: String,
    /// The page.
    pub page: PageRef,
    /// BCP 47 tag of the page's language.
    pub language: String,
    /// The words, verbatim.
    pub words: String,
    /// Where they stand in the text of the page's article.
    pub place: Span,
}

/// One line of a matter's history.
#[derive(Clone, Debug)]
pub struct Row {
    /// When it was said.
    pub when: String,
    /// State in words.
    pub state: String,
    /// How settled it is.
    pub tone: Tone,
    /// Its mark on the timeline.
    pub shape: Shape,
    /// Who knew, and through whom.
    pub who: String,
    /// The words.
    pub quote: Quote,
    /// Further pages that carry it.
    pub carried: usize,
}

/// Two claims that cannot both hold.
#[derive(Clone, Debug)]
pub struct Clash {
    /// What they disagree on.
    pub about: String,
    /// Further pairs that disagree on the same.
    pub like_it: usize,
    /// When, who and which words; the earlier said first.
    pub sides: [(String, String, Quote); 2],
}

/// A matter's sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its id: `kind/subject/object`.
    pub id: String,
    /// What it is about, in words.
    pub title: String,
    /// Its kind, in words.
    pub kind: String,
    /// Where it is.
    pub sentence: Sentence,
    /// What a reader must know beside it.
    pub flags: Vec<(Tone, String)>,
    /// The words that show the state best, with who says them.
    pub best: Option<Quote>,
    /// Who speaks for it, against it, not at all.
    pub sides: Sides,
    /// The timeline.
    pub timeline: Timeline,
    /// Every step and answer, by day.
    pub history: Vec<Row>,
    /// What contradicts what.
    pub clashes: Vec<Clash>,
    /// Pages that speak of it, of whose text only the beginning was read, with how much of it.
    pub in_part: Vec<(PageRef, String)>,
    /// Corrections by hand that have an effect here.
    pub corrections: Vec<CorrectionLine>,
    /// Notes, tags and ratings on it and its claims.
    pub remarks: Vec<CorrectionLine>,
}

/// A matter in one line.
#[derive(Clone, Debug)]
pub struct SheetLine {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Where it is.
    pub sentence: Sentence,
    /// What a reader must know beside it.
    pub flags: Vec<(Tone, String)>,
}

impl Briefing<'_> {
    /// The sheet of a matter.
    pub fn sheet(&self, status: &Status, tongue: Tongue) -> Sheet {
        let matter = &self.case.matters[status.matter];
        let told = self.told(status, tongue);
        Sheet {
            id: matter.id.clone(),
            title: self.title(matter, tongue),
            kind: tongue.kind(self.packs, &matter.kind),
            sentence: self.sentence(status, tongue),
            flags: self.told_flags(status, tongue),
            best: self.best(status).map(|at| self.quote(at)),
            sides: self.sides(status, &told, tongue),
            timeline: self.timeline(status, &told, tongue),
            history: self.history(status, &told, tongue),
            clashes: self.clashes(status, tongue),
            in_part: self.in_part(matter, tongue),
            corrections: self.corrections(status.matter, tongue),
            remarks: self.remarks(status.matter, tongue),
        }
    }

    /// A matter in one line.
    pub fn sheet_line(&self, status: &Status, tongue: Tongue) -> SheetLine {
        let matter = &self.case.matters[status.matter];
        SheetLine {
            id: matter.id.clone(),
            title: self.title(matter, tongue),
            sentence: self.sentence(status, tongue),
            flags: self.told_flags(status, tongue),
        }
    }

    fn in_part(&self, matter: &Matter, tongue: Tongue) -> Vec<(PageRef, String)> {
        let mut pages: Vec<usize> = matter.claims.iter().map(|at| at.page).collect();
        pages.sort_by_key(|page| self.numbers[*page]);
        pages.dedup();
        let told = pages.into_iter().filter_map(|page| {
            let part = tongue.read_in_part(&self.case.pages[page])?;
            Some((self.page_ref(page), part))
        });
        told.collect()
    }

    /// What a matter is about, in words of the tongue as far as there are any.
    pub fn title(&self, matter: &Matter, tongue: Tongue) -> String {
        if tongue == Tongue::English {
            return matter.title.clone();
        }
        let catalogue = &self.packs.ground.catalogue;
        let subject = matter.subject.as_deref();
        let subject = subject.and_then(|e| catalogue.name(e, Language::Chinese));
        let subject = subject.unwrap_or(&matter.subject_name);
        let classes = &self.packs.ground.kinds.objects;
        let class = classes.iter().find(|c| c.id == matter.key.what);
        let kind = self.packs.ground.kinds.get(&matter.kind);
        let object = match class {
            Some(class) => class.zh.clone(),
            // Where a state is the thing, it is said as states are.
            None if kind.is_some_and(|k| k.by_words)
                && !matter.is_statement()
                && !matter.key.what.is_empty() =>
            {
                kind.map(|k| k.show(&matter.key.what, Language::Chinese))
                    .unwrap_or_default()
            }
            None if matter.object_name.is_empty() => tongue.kind(self.packs, &matter.kind),
            None => matter.object_name.clone(),
        };
        format!("{subject}：{object}")
    }

    /// A page by what a reader calls it.
    pub fn page_ref(&self, page: usize) -> PageRef {
        let read = &self.case.pages[page];
        PageRef {
            number: self.numbers[page],
            sha256: read.page.sha256.clone(),
            outlet: phrases::outlet(&read.article, &read.page),
        }
    }

    /// The words of a claim with their place.
    pub fn quote(&self, at: ClaimRef) -> Quote {
        Quote {
            claim: self.case.claim(at).id.clone(),
            page: self.page_ref(at.page),
            language: language(&self.case.pages[at.page]),
            words: self.case.words(at).to_owned(),
            place: self.case.claim(at).span,
        }
    }

    /// Who knew, and the outlet that had it first if that is another.
    pub fn knew(&self, origin: &Origin, tongue: Tongue) -> (String, Option<String>) {
        let page = origin.members.first().map(|(at, _)| &self.case.pages[at.page]);
        let page = page.map_or_else(String::new, |p| phrases::outlet(&p.article, &p.page));
        let who = match origin.kind {
            SpeakerKind::Own => tongue.pick(format!("{page}, in its own voice"), format!("{page}（自述）")),
            _ if !origin.source.is_empty() => origin.source.clone(),
            // That it is a record is said beside it.
            SpeakerKind::Record => page,
            kind => tongue.pick(
                format!("{}, in {page}", tongue.nobody(kind)),
                format!("{}，载于{page}", tongue.nobody(kind)),
            ),
        };
        let through = origin.outlet.clone();
        let through = through.filter(|outlet| *outlet != who && !who.starts_with(outlet.as_str()));
        (who, through)
    }

    /// Why a claim belongs to an origin, in words; `None` for its first.
    pub fn fold(&self, fold: &Fold, tongue: Tongue) -> Option<String> {
        let outlet = |page: &usize| format!("[{}]", self.numbers[*page]);
        Some(match fold {
            Fold::First => return None,
            Fold::Copy { from, containment } => tongue.pick(
                format!("copies {}, {containment} %", outlet(from)),
                format!("抄自{}，{containment}%", outlet(from)),
            ),
            Fold::Citation { cited } => tongue.pick(format!("cites {cited}"), format!("援引{cited}")),
            Fold::Signature { with, agrees } => {
                let titles = |a: &&String| !self.case.matters.iter().any(|m| m.title == **a);
                let agrees = agrees.iter().filter(titles).take(3);
                let agrees: Vec<String> = agrees.map(|a| tongue.agreement(a)).collect();
                let agrees = agrees.join(tongue.pick(", ", "、"));
                tongue.pick(
                    format!("same account as {} ({agrees})", outlet(with)),
                    format!("与{}同一说法（{agrees}）", outlet(with)),
                )
            }
            Fold::Judged { with, by } => tongue.pick(
                format!("one source with {}, says {by}", outlet(with)),
                format!("{by}认定与{}同源", outlet(with)),
            ),
            Fold::Document { document } => tongue.pick(
                format!("same document: {document}"),
                format!("同一文件：{document}"),
            ),
        })
    }

    /// Who raises a flag, by their names in the tongue.
    pub(crate) fn raised_by(&self, claims: &[ClaimRef], tongue: Tongue) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for at in claims {
            let Some(speaker) = self.case.claim(*at).chain.last() else {
                continue;
            };
            let known = speaker.entity.as_deref();
            let known = known.and_then(|e| self.packs.ground.catalogue.name(e, tongue.language()));
            let name = known.map_or_else(|| tongue.speaker(speaker), str::to_owned);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn told_flags(&self, status: &Status, tongue: Tongue) -> Vec<(Tone, String)> {
        use onrecord::Flag;
        let mut told = Vec::new();
        for flag in &status.flagged {
            let here = flag.claims.iter();
            let here: Vec<ClaimRef> = here
                .filter(|at| !self.is_of_another(**at, status.matter))
                .copied()
                .collect();
            if here.is_empty() && !flag.claims.is_empty() {
                continue;
            }
            let whole = here.len() == flag.claims.len();
            let by = match whole && tongue == Tongue::English {
                true => flag.by.clone(),
                false => self.raised_by(&here, tongue),
            };
            let by = by.join(tongue.pick(", ", "、"));
            let (tone, word) = match flag.flag {
                Flag::Disputed => (Tone::Against, tongue.pick("disputed", "有争议")),
                Flag::Denied => (Tone::Against, tongue.pick("denied", "被否认")),
                Flag::NoComment => (Tone::Open, tongue.pick("no comment", "不予置评")),
                Flag::Stale => (Tone::Open, tongue.pick("nothing new for a year", "一年无新消息")),
            };
            told.push((
                tone,
                match by.is_empty() {
                    true => word.to_owned(),
                    false => tongue.pick(format!("{word}: {by}"), format!("{word}：{by}")),
                },
            ));
        }
        told
    }

    /// One pair for each thing disagreed on, the best founded pair; the others are counted.
    pub(crate) fn clashes(&self, status: &Status, tongue: Tongue) -> Vec<Clash> {
        let all = &status.contradictions;
        let mut told: Vec<&onrecord::Contradiction> = Vec::new();
        for found in all {
            match told.iter_mut().find(|t| t.about == found.about) {
                Some(kept) if self.founded(found) > self.founded(kept) => *kept = found,
                Some(_) => {}
                None => told.push(found),
            }
        }
        let side = |at: ClaimRef| {
            let outlet = self.page_ref(at.page).outlet;
            let chain = tongue.chain(&outlet, self.case.claim(at)).join(" ← ");
            (tongue.interval(self.said(at)), chain, self.quote(at))
        };
        told.into_iter()
            .map(|found| Clash {
                about: tongue.disagreement(self.packs, &self.case.matters[status.matter].kind, &found.about),
                like_it: all.iter().filter(|c| c.about == found.about).count() - 1,
                sides: [side(found.a), side(found.b)],
            })
            .collect()
    }

    /// How well founded a contradiction is, to be compared.
    fn founded(&self, found: &onrecord::Contradiction) -> impl Ord + use<> {
        let dated = |at| usize::from(said_day(self.case, at).is_some());
        let founded = |at: ClaimRef| usize::from(rank(self.standing(at)));
        // Two pages that disagree tell more than one that disagrees with itself.
        let apart = usize::from(found.a.page != found.b.page);
        (
            apart,
            dated(found.a) + dated(found.b),
            founded(found.a) + founded(found.b),
        )
    }

    /// A participant by its name in the tongue if it has one.
    pub(crate) fn called(&self, participant: &Participant, tongue: Tongue) -> String {
        let known = participant.entity.as_deref();
        let known = known.and_then(|e| self.packs.ground.catalogue.name(e, tongue.language()));
        known.unwrap_or(&participant.name).to_owned()
    }
}

/// The BCP 47 tag that browsers and screen readers know a page's language by.
pub fn language(page: &ReadPage) -> String {
    match page.article.lang_tag.replace('_', "-").as_str() {
        "zh" | "zho" | "zh-CN" | "zh-SG" => "zh-Hans".into(),
        "zh-TW" | "zh-HK" | "zh-MO" => "zh-Hant".into(),
        "" | "und" => page.article.lang.code().unwrap_or("und").into(),
        other => other.to_owned(),
    }
}
