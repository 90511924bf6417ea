//! Origins: the independent first sources behind claims. A directed forest: each claim is handed to at most one origin,
//! and each hand-over keeps its reason. Rule by rule: `docs/origins.md`.
//!
//! Every look-up goes through an index (by page, by who knew, by state), so that work grows with the claims of a matter
//! and not with their pairs.
//! What does not live here: which outlet had it first (see `outlets`), whose voice goes on (see `voices`), which origins of
//! all matters are one source (see `one_source`), matters (see `matters`), what was copied (see `fingerprints`), and what a status makes of origins (see `status`).

mod one_source;
mod outlets;
mod voices;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::as_of::said_day;
use crate::case::{ClaimRef, Fold, Matter, Origin};
use crate::fingerprints::{Holders, Prints};
use crate::judgements::Verdict;
use crate::links::Links;
use crate::matters::outlet_key;
use crate::status::{nameless, rank as standing_rank, standing_of};
use crate::{Claim, Ground, Language, Participant, Polarity, ReadPage, Speaker, SpeakerKind};

pub(crate) use one_source::one_source;

/// Two reports by unnamed people on one matter are one when they lie within so many days and describe the same people.
const SIGNATURE_DAYS: i32 = 10;
/// Two mentions of one outlet's words on a matter are one report when they lie within so many days: later pages often
/// name only the month.
const REPORT_DAYS: i32 = 31;
/// What one person or body says within so many days, on one matter or on several, is one announcement: who speaks again
/// after a week has something new to say.
const ACCOUNT_DAYS: i32 = 5;
/// A page that tells in its own voice what was announced within so many days before, or on the day that it tells of, has
/// it from there.
const TOLD_AFTER: i32 = 3;
/// What a page tells of a day so many days before its own is known from others.
const RETOLD_AFTER: i32 = 10;
/// How the keys of people and bodies begin; those of outlets and pages begin otherwise.
const NAMED: &str = "who ";
/// How those of outlets begin.
const OUTLET: &str = "outlet ";
/// Earlier reports of a state that are compared with a new one by what they say of their source; the latest.
const COMPARED: usize = 48;

/// What is known of the pages of a case before any origin.
pub(crate) struct Pages<'a> {
    pub pages: &'a [ReadPage],
    pub ground: &'a Ground,
    pub prints: &'a [Prints],
    /// The place of each page in the order of who came first.
    pub rank: &'a [usize],
    pub links: &'a Links,
}

struct Builder<'a> {
    all: &'a Pages<'a>,
    origins: Vec<Origin>,
    /// Origins of the claims of the matter at hand.
    of: BTreeMap<ClaimRef, usize>,
    /// Outlets that have a page in the matter at hand.
    here: BTreeSet<String>,
    /// Who holds which words of the matter at hand.
    holders: Holders<'a>,
    /// Origins of the matter at hand by who knew, with the day.
    known: BTreeMap<String, Vec<(Option<Date>, usize)>>,
    /// Claims of the matter at hand that somebody with a name makes: who, and the first day of the account.
    accounts: BTreeMap<ClaimRef, Account>,
    /// Claims of the matter at hand by state, in the order in which they were placed: with the day that they tell of.
    told: BTreeMap<State, Vec<(Date, ClaimRef)>>,
    /// Origins of the matter at hand without a name, by state: claims to compare with.
    nameless: BTreeMap<State, Vec<ClaimRef>>,
    /// Claims of the matter at hand by page.
    by_page: BTreeMap<usize, Vec<ClaimRef>>,
    /// In the matter at hand, whom each outlet cites for it: outlet → (outlet, rank of the page).
    cites: BTreeMap<String, (Outlet, usize)>,
    /// For each claim of a page, the one before it whose source it goes on with; of the pages looked at so far.
    goes_on: BTreeMap<usize, Vec<Option<usize>>>,
}

type State = (Option<String>, Polarity);

/// First and last day.
type Days = (Date, Date);

/// Who speaks, by key, and the first day on which he gave this account.
type Account = (String, Option<Date>);

/// An outlet by key and name.
type Outlet = (String, String);

/// For each matter, the origins of its claims: indices into all origins.
pub(crate) type OriginOf = Vec<BTreeMap<ClaimRef, usize>>;

/// Finds the origins of all claims that stand in matters, and of the responses in them. Each matter is judged by itself:
/// a claim that stands in two has an origin in both.
pub(crate) fn find(all: &Pages<'_>, matters: &[Matter]) -> (Vec<Origin>, OriginOf) {
    let mut builder = Builder {
        all,
        origins: Vec::new(),
        of: BTreeMap::new(),
        here: BTreeSet::new(),
        holders: Holders::of(all.prints, all.rank, std::iter::empty()),
        known: BTreeMap::new(),
        accounts: BTreeMap::new(),
        told: BTreeMap::new(),
        nameless: BTreeMap::new(),
        by_page: BTreeMap::new(),
        cites: BTreeMap::new(),
        goes_on: BTreeMap::new(),
    };
    let mut of = Vec::with_capacity(matters.len());
    for matter in matters {
        builder.matter(matter);
        of.push(std::mem::take(&mut builder.of));
    }
    (builder.finish(), of)
}

impl Builder<'_> {
    fn matter(&mut self, matter: &Matter) {
        let first = self.origins.len();
        self.known.clear();
        self.told.clear();
        self.nameless.clear();
        self.by_page.clear();
        self.cites.clear();
        let rank = self.all.rank;
        let mut claims = matter.claims.clone();
        claims.sort_by_key(|c| (rank[c.page], c.claim));
        for at in &claims {
            self.by_page.entry(at.page).or_default().push(*at);
            let page = &self.all.pages[at.page];
            self.goes_on
                .entry(at.page)
                .or_insert_with(|| voices::goes_on(page));
        }
        for at in &claims {
            self.hear(*at);
        }
        let pages = || self.by_page.keys().copied();
        let outlets = pages().filter_map(|p| self.all.pages[p].article.outlet.as_deref());
        self.here = outlets.map(|o| outlet_key(o, None, self.all.ground)).collect();
        // A single page copies from nobody.
        let several = pages().filter(|_| self.by_page.len() > 1);
        self.holders = Holders::of(self.all.prints, rank, several);
        self.accounts = self.accounts(&claims);
        // Claims that name who knew come first, so that the others can be folded into them.
        for strong in [true, false] {
            for at in &claims {
                if !self.of.contains_key(at) && self.is_strong(*at) == strong {
                    self.place(*at, matter);
                }
            }
        }
        self.by_hand(first);
    }

    /// Makes one origin of what people said goes back to one. `first` is the first origin of the matter at hand.
    fn by_hand(&mut self, first: usize) {
        let pages = self.all.pages;
        let judged = self.all.links.judged();
        let mut emptied: BTreeSet<usize> = BTreeSet::new();
        for same in judged.of_verdict(Verdict::SameOrigin) {
            let find = |id: &str| {
                let mut known = self.of.iter();
                let found = known.find(|(at, _)| pages[at.page].reading.claims[at.claim].id == id);
                found.map(|(at, origin)| (*at, *origin))
            };
            let (Some(a), Some(b)) = (find(&same.judgement.a), find(&same.judgement.b)) else {
                continue;
            };
            if a.1 == b.1 {
                continue;
            }
            // The better founded source is shown, of equals the one that was found first.
            let order = |(_, origin): &(ClaimRef, usize)| {
                (
                    std::cmp::Reverse(standing_rank(self.origins[*origin].kind)),
                    *origin,
                )
            };
            let (into, from) = if order(&a) <= order(&b) { (a, b) } else { (b, a) };
            let mut moved = std::mem::take(&mut self.origins[from.1].members);
            for (at, fold) in &mut moved {
                self.of.insert(*at, into.1);
                if *at == from.0 || *fold == Fold::First {
                    *fold = Fold::Judged {
                        with: into.0.page,
                        by: same.by.clone(),
                    };
                }
            }
            self.origins[into.1].members.extend(moved);
            emptied.insert(from.1);
        }
        if emptied.is_empty() {
            return;
        }
        let mut place = first;
        let mut now: BTreeMap<usize, usize> = BTreeMap::new();
        for index in first..self.origins.len() {
            if !emptied.contains(&index) {
                now.insert(index, place);
                place += 1;
            }
        }
        let mut index = first;
        let kept = self.origins.split_off(first).into_iter().filter(|_| {
            index += 1;
            !emptied.contains(&(index - 1))
        });
        let kept: Vec<Origin> = kept.collect();
        self.origins.extend(kept);
        self.of.values_mut().for_each(|origin| *origin = now[origin]);
    }

    /// True if somebody judged that a claim does not go back to an origin's claims.
    fn is_apart(&self, at: ClaimRef, origin: usize) -> bool {
        let judged = self.all.links.judged();
        if judged.of_verdict(Verdict::OtherOrigin).next().is_none() {
            return false;
        }
        let id = &self.claim(at).id;
        let members = self.origins[origin].members.iter();
        members
            .map(|(other, _)| &self.claim(*other).id)
            .any(|other| judged.are_two_origins(id, other))
    }

    /// Puts the members of each origin in order, and gives the first of them the reason that it needs none.
    fn finish(mut self) -> Vec<Origin> {
        let rank = self.all.rank;
        for origin in &mut self.origins {
            origin.members.sort_by_key(|(c, _)| (rank[c.page], c.claim));
            for (place, (_, fold)) in origin.members.iter_mut().enumerate() {
                match (place, &fold) {
                    (0, _) => *fold = Fold::First,
                    (1.., Fold::First) => {
                        *fold = Fold::Citation {
                            cited: origin.outlet.clone().unwrap_or_else(|| origin.source.clone()),
                        }
                    }
                    _ => {}
                }
            }
            // Unnamed people are shown as the fullest description has them: one that counts them, the brief's language first.
            if origin.kind == SpeakerKind::Anonymous {
                let described = origin.members.iter().filter_map(|(at, _)| {
                    let page = &self.all.pages[at.page];
                    let speaker = page.reading.claims[at.claim].chain.last()?;
                    let unnamed = speaker.kind == SpeakerKind::Anonymous;
                    let words = speaker.description.as_ref().filter(|_| unnamed)?;
                    let english = page.article.lang == Language::English;
                    Some(((speaker.count.is_some(), english), words))
                });
                // The first of the best: members stand in order of age.
                if let Some((_, words)) = described.reduce(|a, b| if b.0 > a.0 { b } else { a }) {
                    origin.source = words.clone();
                }
            }
        }
        self.origins
    }

    fn claim(&self, at: ClaimRef) -> &Claim {
        &self.all.pages[at.page].reading.claims[at.claim]
    }

    fn day(&self, at: ClaimRef) -> Option<Date> {
        said_day(&self.all.pages[at.page], self.claim(at))
    }

    /// The days on which a claim may have been said: a page that names only the month leaves all its days open.
    fn days(&self, at: ClaimRef) -> Option<Days> {
        let first = self.day(at)?;
        let last = self.claim(at).said.to.and_then(|to| to.date().yesterday().ok());
        let latest = last_published(&self.all.pages[at.page]);
        let last = last.map_or(first, |l| latest.map_or(l, |p| l.min(p)));
        Some((first, last.max(first)))
    }

    /// The day that a claim tells of: that of the event if the words date it to a month and it is past, else the day it
    /// was said. True if it is the event's.
    fn tells_of(&self, at: ClaimRef) -> Option<(Date, bool)> {
        let said = self.day(at)?;
        let time = self.claim(at).time;
        let of_event = time.from.zip(time.to).and_then(|(from, to)| {
            let days = from.date().until(to.date()).ok()?.get_days();
            (days <= REPORT_DAYS && from.date() <= said).then_some((from.date(), true))
        });
        Some(of_event.unwrap_or((said, false)))
    }

    fn speaker_key(&self, page: usize, speaker: &Speaker) -> String {
        let name = speaker.name.clone().or_else(|| speaker.description.clone());
        let participant = Participant {
            span: None,
            entity: speaker.entity.clone(),
            name: name.unwrap_or_default(),
        };
        self.all.links.identity(page, &participant, self.all.ground)
    }

    /// True if the claim says who knew: a name, a record, or unnamed people through an outlet.
    fn is_strong(&self, at: ClaimRef) -> bool {
        match self.speaker(at).map(|s| s.kind) {
            Some(SpeakerKind::Anonymous) => self.outlet(at).is_some(),
            Some(kind) => named(kind) || kind == SpeakerKind::Outlet,
            None => false,
        }
    }

    fn place(&mut self, at: ClaimRef, matter: &Matter) {
        let voice = self.voice(at);
        let innermost = self.claim(voice).chain.last();
        let kind = innermost.map(|s| s.kind);
        let day = self.day(voice);
        let named = innermost.filter(|s| named(s.kind));
        let account = named.and_then(|_| self.accounts.get(&at).cloned());
        // 1. Copied words bring their origin along. But who says when he hears it from whom has it from there: an account
        // of another day is another origin, though its words were used before.
        let told = self.claim(at).said;
        let dated = told.from.zip(told.to).is_some() && voice == at;
        if let Some((origin, fold)) = self.copied(at)
            && account.as_ref().filter(|_| dated).is_none_or(|(who, day)| {
                let theirs = &self.origins[origin];
                theirs.who != *who || theirs.day == *day
            })
        {
            return self.join(at, origin, fold);
        }
        // 2. The page says whom it has it from: a person, a body, a document, an outlet. One source's words of some days
        // are one account, whatever they say.
        if let (Some(speaker), Some((who, day))) = (named, account) {
            let cited = speaker.name.clone().unwrap_or_default();
            let fold = if speaker.kind == SpeakerKind::Record {
                Fold::Document { document: cited }
            } else {
                Fold::Citation { cited }
            };
            let known = self.known.get(&who).into_iter().flatten();
            return match known.clone().find(|(first, _)| *first == day).map(|(_, o)| *o) {
                Some(origin) => self.join(at, origin, fold),
                None => self.open(at, None, Some(who), day),
            };
        }
        let outlet = self.outlet(at);
        if let (Some((key, name)), Some(_)) = (&outlet, kind) {
            let who = format!("{OUTLET}{key}");
            return match self.near(&who, day) {
                Some(origin) => self.join(at, origin, Fold::Citation { cited: name.clone() }),
                None => self.open(at, outlet, Some(who), day),
            };
        }
        // 3. Other words, the same unnamed people: the same state of the same matter within days.
        if let Some((origin, with, agrees)) = self.signature(at, matter) {
            return self.join(at, origin, Fold::Signature { with, agrees });
        }
        // 4. In the page's own voice, what somebody announced just before, or what everybody knows.
        if let Some((with, agrees)) = self.announced(at, matter)
            && let Some(origin) = self.of.get(&with)
        {
            let with = with.page;
            return self.join(at, *origin, Fold::Signature { with, agrees });
        }
        // 5. What a page says in its own voice is one origin for its outlet.
        let who = match &outlet {
            Some((key, _)) => format!("{OUTLET}{key}"),
            None => format!("page {}", self.all.pages[at.page].page.sha256),
        };
        // Its own words have no limit of days: an outlet that repeats itself is no second source.
        let of_any_day = self.known.get(&who).and_then(|l| l.first()).map(|(_, o)| *o);
        match self.near(&who, day).or(of_any_day) {
            Some(origin) => {
                let cited = outlet.map(|(_, name)| name).unwrap_or_default();
                self.join(at, origin, Fold::Citation { cited });
            }
            None => self.open(at, outlet, Some(who), day),
        }
    }

    /// The origin of the words that a claim was copied from. If the earlier page has several claims there, the one with
    /// the same first source.
    fn copied(&self, at: ClaimRef) -> Option<(usize, Fold)> {
        let claim = self.claim(at);
        let last = |c: &Claim| c.chain.last().map(|s| (s.kind, s.name.clone(), s.count));
        for (from, containment) in self.holders.sources(at.page, claim.span) {
            let twins = self.by_page.get(&from).into_iter().flatten().filter(|t| {
                let theirs = self.claim(**t);
                self.of.contains_key(t) && theirs.kind == claim.kind && state(theirs) == state(claim)
            });
            let best = twins.max_by_key(|t| (last(self.claim(**t)) == last(claim), std::cmp::Reverse(**t)));
            if let Some(origin) = best.and_then(|t| self.of.get(t)) {
                return Some((*origin, Fold::Copy { from, containment }));
            }
        }
        None
    }

    /// The origin that is known by this name and lies near the day. An undated report is near any.
    fn near(&self, who: &str, day: Option<Date>) -> Option<usize> {
        let near = |other: Option<Date>| match (day, other) {
            (Some(a), Some(b)) => apart(a, b) <= REPORT_DAYS,
            _ => true,
        };
        let list = self.known.get(who)?;
        list.iter()
            .find(|(other, _)| near(*other))
            .map(|(_, origin)| *origin)
    }

    /// What people and bodies with a name said, by account: the words of one speaker of some days. A page that names only
    /// the month means the first account of that month; one that names no day the first of all.
    fn accounts(&self, claims: &[ClaimRef]) -> BTreeMap<ClaimRef, Account> {
        let mut of_speaker: BTreeMap<String, Vec<(Option<Days>, ClaimRef)>> = BTreeMap::new();
        for at in claims {
            if let Some(speaker) = self.speaker(*at).filter(|s| named(s.kind)) {
                let who = format!("{NAMED}{}", self.speaker_key(at.page, speaker));
                let days = self.days(self.voice(*at));
                of_speaker.entry(who).or_default().push((days, *at));
            }
        }
        let mut accounts = BTreeMap::new();
        for (who, said) in of_speaker {
            let exact = |days: &Days| apart(days.0, days.1) <= 1;
            let mut days: Vec<Date> = said
                .iter()
                .filter_map(|(days, _)| days.as_ref().filter(|d| exact(d)).map(|d| d.0))
                .collect();
            days.sort_unstable();
            let mut first: Vec<Date> = Vec::new();
            for day in days {
                if first.last().is_none_or(|f| apart(*f, day) > ACCOUNT_DAYS) {
                    first.push(day);
                }
            }
            for (days, at) in said {
                let account = match days {
                    Some(days) if exact(&days) => first.iter().rfind(|f| **f <= days.0).copied(),
                    Some((from, to)) => {
                        let within = first.iter().find(|f| from <= **f && **f <= to).copied();
                        within.or(Some(from))
                    }
                    None => first.first().copied(),
                };
                accounts.insert(at, (who.clone(), account));
            }
        }
        accounts
    }

    /// For words that name nobody: the claim of the same state that announced it just before, or that tells of the same day,
    /// if that is long past; with what agrees. Of words of no kind it is the day on which they were said that counts.
    fn announced(&self, at: ClaimRef, matter: &Matter) -> Option<(ClaimRef, Vec<String>)> {
        let claim = self.claim(at);
        let same_words = matter.is_statement();
        let of_nobody = claim.chain.iter().all(|s| match s.kind {
            SpeakerKind::Own => true,
            SpeakerKind::Unattributed | SpeakerKind::UnnamedMedia => same_words,
            _ => false,
        });
        if !of_nobody || claim.is_response() {
            return None;
        }
        let ((day, _), said) = (self.tells_of(at)?, self.day(at)?);
        let retold = apart(day, said) > RETOLD_AFTER;
        let others = self
            .told
            .get(&state(claim))
            .map(Vec::as_slice)
            .unwrap_or_default();
        // How many days lie between what is told, if it can be one.
        let between = |theirs: Date, other: ClaimRef| {
            let origin = &self.origins[*self.of.get(&other)?];
            let announced = standing_rank(origin.kind) >= standing_rank(SpeakerKind::Party);
            let days = apart(day, theirs);
            if days <= if announced { TOLD_AFTER } else { 0 } && (announced && theirs <= said || retold) {
                return Some(days);
            }
            let heard = announced || origin.who.starts_with(OUTLET);
            let before = self.day(other).filter(|_| same_words && heard)?;
            let days = apart(before, said);
            (before <= said && days <= TOLD_AFTER).then_some(days)
        };
        let near = others.iter().rev().take(COMPARED).filter_map(|(theirs, other)| {
            let days = between(*theirs, *other).filter(|_| other.page != at.page)?;
            Some((days, *theirs, *other))
        });
        // The nearest day; of equals the page that came first.
        let rank = self.all.rank;
        let best = near.min_by_key(|(days, _, other)| (*days, rank[other.page], other.claim))?;
        Some((best.2, vec![matter.title.clone(), best.1.to_string()]))
    }

    /// An origin of the same matter whose first source has the same signature as this claim's.
    fn signature(&self, at: ClaimRef, matter: &Matter) -> Option<(usize, usize, Vec<String>)> {
        let claim = self.claim(at);
        let kind = claim.chain.last().map(|s| s.kind);
        let weak = kind.is_some_and(nameless);
        // A page that speaks of a report in its own voice has dropped who knew: what it names gives it away.
        let own = kind.is_none() && !claim.roles.is_empty();
        if !(weak || own) || claim.is_response() {
            return None;
        }
        let count = |c: &Claim| c.chain.iter().rev().find_map(|s| s.count);
        let named = |page: usize, c: &Claim| -> BTreeMap<String, String> {
            let roles = c.roles.iter();
            roles
                .map(|r| {
                    (
                        self.all.links.identity(page, &r.filler, self.all.ground),
                        r.filler.name.clone(),
                    )
                })
                .collect()
        };
        let mine = named(at.page, claim);
        let mut best: Option<(usize, usize, usize, Vec<String>)> = None;
        let others = self
            .nameless
            .get(&state(claim))
            .map(Vec::as_slice)
            .unwrap_or_default();
        for other in others.iter().rev().take(COMPARED).filter(|o| o.page != at.page) {
            let Some(origin) = self.of.get(other) else {
                continue;
            };
            let theirs = self.claim(*other);
            let (Some(a), Some(b)) = (self.day(at), self.day(*other)) else {
                continue;
            };
            let days = apart(a, b);
            if days > SIGNATURE_DAYS {
                continue;
            }
            let mut agrees = vec![matter.title.clone()];
            let mut score = 1 + (SIGNATURE_DAYS - days) as usize / 5;
            match (count(claim), count(theirs)) {
                (Some(a), Some(b)) if a == b => {
                    agrees.push(format!("{a} unnamed people"));
                    score += 3;
                }
                (Some(_), Some(_)) => continue,
                _ => {}
            }
            if kind == theirs.chain.last().map(|s| s.kind) {
                score += 1;
            }
            let both = named(other.page, theirs)
                .into_iter()
                .filter(|(id, _)| mine.contains_key(id));
            for (_, name) in both {
                agrees.push(name);
                score += 2;
            }
            if own && agrees.len() < 2 {
                continue;
            }
            agrees.push(format!("{days} days apart"));
            // Of equals the earlier: the list is walked from its end.
            if best.as_ref().is_none_or(|b| score >= b.0) {
                best = Some((score, *origin, other.page, agrees));
            }
        }
        best.filter(|b| b.0 >= 3)
            .map(|(_, origin, with, agrees)| (origin, with, agrees))
    }

    fn open(&mut self, at: ClaimRef, outlet: Option<Outlet>, who: Option<String>, day: Option<Date>) {
        let claim = self.claim(at);
        let page = &self.all.pages[at.page];
        let innermost = claim.chain.last();
        let source = innermost.map_or(String::new(), |s| {
            let words = s.name.as_deref().or(s.description.as_deref()).unwrap_or_default();
            self.shown(s.entity.as_deref(), words)
        });
        let phantom = outlet.as_ref().is_some_and(|(key, _)| !self.here.contains(key));
        let origin = Origin {
            kind: standing_of(page, claim, self.all.ground),
            who: who
                .clone()
                .unwrap_or_else(|| format!("page {}", page.page.sha256)),
            day,
            source,
            outlet: outlet.map(|(_, name)| name).or_else(|| {
                let itself = innermost.is_none_or(|s| s.kind == SpeakerKind::Anonymous);
                itself.then(|| page.article.outlet.clone()).flatten()
            }),
            phantom,
            doubtful: innermost.is_some_and(|s| {
                matches!(
                    s.kind,
                    SpeakerKind::UnnamedMedia | SpeakerKind::Unattributed | SpeakerKind::Public
                )
            }),
            members: Vec::new(),
        };
        self.origins.push(origin);
        let index = self.origins.len() - 1;
        if let Some(who) = who {
            self.known.entry(who).or_default().push((day, index));
        }
        self.put(at, index, Fold::First);
    }

    fn join(&mut self, at: ClaimRef, origin: usize, fold: Fold) {
        if self.is_apart(at, origin) {
            let who = format!("claim {}", self.claim(at).id);
            return self.open(at, self.outlet(at), Some(who), self.day(at));
        }
        self.put(at, origin, fold);
    }

    fn put(&mut self, at: ClaimRef, origin: usize, fold: Fold) {
        self.origins[origin].members.push((at, fold));
        self.of.insert(at, origin);
        let claim = self.claim(at);
        if claim.is_response() {
            return;
        }
        let state = state(claim);
        if let Some((day, _)) = self.tells_of(at) {
            self.told.entry(state.clone()).or_default().push((day, at));
        }
        if nameless(self.origins[origin].kind) {
            self.nameless.entry(state).or_default().push(at);
        }
    }
}

fn state(claim: &Claim) -> State {
    (claim.state.clone(), claim.polarity)
}

/// True for speakers with a name of their own, outlets apart.
fn named(kind: SpeakerKind) -> bool {
    matches!(
        kind,
        SpeakerKind::Record | SpeakerKind::Authority | SpeakerKind::Party | SpeakerKind::Named
    )
}

/// The last day on which a page may have been published.
fn last_published(page: &ReadPage) -> Option<Date> {
    let told = page.article.published.as_ref()?;
    told.date.or(told.latest)
}

fn apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |s| s.get_days().abs())
}
