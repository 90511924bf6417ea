//! One class for one Chinese speaker over a page: by titles before and behind the name anywhere, by what the name ends in,
//! by the papers it issues, and by whose paper speaks.
//! What does not live here: the kind of one source by its words alone (see `kinds`), antecedents (see `speakers`).

use std::collections::BTreeMap;

use super::source::ends_clause;
use crate::attributions::Found;
use crate::attributions::lexicon::{Shape, takes};
use crate::attributions::speaker_kinds::SpeakerWords;
use crate::{Document, Mention, NameKind, Span, Speaker, SpeakerKind};

/// How many places of one name are looked at, how many names, and how much of the text, in bytes.
const PLACES: usize = 12;
const NAMES: usize = 300;
const SEARCHED: usize = 100_000;

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    /// It decides: a ministry, a court, a state.
    Power,
    Company,
    /// A university, a research house, an association: one voice among others.
    Other,
}

/// What somebody is by title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Expert,
    /// Speaks for a company.
    Voice,
    Power,
}

/// Settles the kinds of all speakers of a page.
pub(in crate::attributions) fn settle(
    document: &Document<'_>,
    words: &SpeakerWords,
    mentions: &[Mention],
    found: &[Found],
    speakers: &mut [Speaker],
) {
    let page = Page {
        document,
        words,
        mentions,
        text: searched(document.text),
    };
    for (one, speaker) in found.iter().zip(speakers.iter_mut()) {
        page.medium(one, speaker);
    }
    for index in 0..found.len() {
        let other = page
            .paper(index, found, speakers)
            .or_else(|| page.again(index, found, speakers));
        if let Some(other) = other {
            speakers[index] = other;
        }
        if let Some(kind) = page.voice(&found[index], &speakers[index]) {
            speakers[index].kind = kind;
        }
    }
    let mut names: Vec<&str> = speakers
        .iter()
        .filter(|s| open(s.kind))
        .filter_map(|s| s.name.as_deref())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(NAMES);
    let settled: BTreeMap<String, SpeakerKind> = names
        .into_iter()
        .filter_map(|name| {
            // Only bodies announce (公告) and give news (据某某消息).
            let announces = found
                .iter()
                .zip(speakers.iter())
                .any(|(one, speaker)| speaker.name.as_deref() == Some(name) && page.announces(one));
            Some((name.to_owned(), page.class(name, speakers, announces)?))
        })
        .collect();
    for speaker in speakers.iter_mut().filter(|s| open(s.kind)) {
        if let Some(kind) = speaker.name.as_ref().and_then(|n| settled.get(n)) {
            speaker.kind = *kind;
        }
    }
    for (one, speaker) in found.iter().zip(speakers.iter_mut()) {
        page.on_record(one, speaker);
        page.thing(one, speaker);
    }
}

/// Kinds that are one class of a name; the others say how it is known, not who it is.
fn open(kind: SpeakerKind) -> bool {
    matches!(
        kind,
        SpeakerKind::Named | SpeakerKind::Party | SpeakerKind::Authority
    )
}

/// The part of a text that is searched for names.
fn searched(text: &str) -> &str {
    let mut end = text.len().min(SEARCHED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

struct Page<'a> {
    document: &'a Document<'a>,
    words: &'a SpeakerWords,
    mentions: &'a [Mention],
    text: &'a str,
}

impl Page<'_> {
    /// Whoever 报道 is a medium, known or not: 据《某报》报道, 某网报道称.
    fn medium(&self, one: &Found, speaker: &mut Speaker) {
        let text = self.document.text;
        // 据报道: media, none of them named.
        if speaker.kind == SpeakerKind::Unattributed
            && one.source.is_empty()
            && one
                .cue
                .iter()
                .any(|c| self.words.contains("report-words", c.of(text)))
        {
            speaker.kind = SpeakerKind::UnnamedMedia;
        }
        if speaker.kind != SpeakerKind::Named {
            return;
        }
        let Some(source) = one.source.first() else { return };
        let reports = |words: &str| {
            let list = self.words.list("report-words");
            list.iter().any(|w| words.starts_with(w.as_str()))
        };
        let behind = text[source.end()..]
            .trim_start_matches(['》', '”', '（', ' '])
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日'));
        let cued = one.cue.iter().any(|c| reports(c.of(text)));
        if cued || reports(behind) || behind.starts_with("的报道") {
            speaker.kind = SpeakerKind::Outlet;
        }
    }

    /// 发布公告称 of a body with power: the announcement is on the record.
    fn on_record(&self, one: &Found, speaker: &mut Speaker) {
        let text = self.document.text;
        let cue: String = one.cue.iter().map(|c| c.of(text)).collect();
        if speaker.kind == SpeakerKind::Authority && self.words.contains("record-papers", &cue) {
            speaker.kind = SpeakerKind::Record;
        }
    }

    /// What only shows something, and is nobody: 种种迹象显示.
    fn thing(&self, one: &Found, speaker: &mut Speaker) {
        let Some(source) = one.source.first() else { return };
        let words = source.of(self.document.text);
        // 根据相关规定: a rule of nobody named is what is acted on, not who says so.
        let unowned = matches!(speaker.kind, SpeakerKind::Named | SpeakerKind::Record)
            && speaker.entity.is_none()
            && self
                .words
                .ends("legal-grounds", words)
                .is_some_and(|g| self.owner(&words[..words.len() - g.len()]).is_none());
        if one.shape == Shape::Frame && unowned {
            speaker.kind = SpeakerKind::Unattributed;
            speaker.name = None;
            speaker.description = Some(words.to_owned());
            return;
        }
        if speaker.kind != SpeakerKind::Named {
            return;
        }
        if one.shape == Shape::Frame && self.words.ends("grounds", words).is_some() {
            // 根据审核流程: what words rest on.
            speaker.kind = SpeakerKind::Record;
            return;
        }
        if one.takes & takes::OF == 0 || speaker.entity.is_some() {
            return;
        }
        let somebody = self.body(words, None).is_some()
            || words.contains('·')
            || self.words.ends("paper-heads", words).is_some()
            || speaker.description.is_none() && words.chars().count() <= 4;
        if !somebody {
            speaker.kind = SpeakerKind::Unattributed;
            speaker.name = None;
            speaker.description = Some(words.to_owned());
        }
    }

    /// 该负责人: whoever was called so before.
    fn again(&self, index: usize, found: &[Found], speakers: &[Speaker]) -> Option<Speaker> {
        let text = self.document.text;
        let source = *found[index].source.first()?;
        let role = self
            .words
            .list("role-pointers")
            .iter()
            .find_map(|w| source.of(text).strip_prefix(w.as_str()))?;
        if role.chars().count() < 2 {
            return None;
        }
        (0..found.len())
            .filter(|i| *i != index)
            .filter_map(|i| Some((i, *found[i].source.first()?)))
            .filter(|(_, s)| s.end() <= source.start() && s.len() > role.len() && s.of(text).ends_with(role))
            .max_by_key(|(_, s)| s.start())
            .map(|(i, _)| speakers[i].clone())
            .or_else(|| self.body_again(role, source.start()))
    }

    /// 该银行: the bank that was named last.
    fn body_again(&self, role: &str, before: usize) -> Option<Speaker> {
        let text = self.document.text;
        let last = self.mentions.partition_point(|m| m.span.end() <= before);
        let mention = self.mentions[..last].iter().rev().find(|m| {
            matches!(m.kind, NameKind::Org | NameKind::Authority) && m.span.of(text).ends_with(role)
        })?;
        Some(Speaker {
            kind: if mention.kind == NameKind::Authority {
                SpeakerKind::Authority
            } else {
                SpeakerKind::Party
            },
            name: Some(mention.span.of(text).to_owned()),
            entity: mention.entity.clone(),
            count: None,
            description: None,
        })
    }

    /// 新闻发言人 at a ministry's conference: a voice without a body is of the body just named.
    fn voice(&self, one: &Found, speaker: &Speaker) -> Option<SpeakerKind> {
        if speaker.kind != SpeakerKind::Party || speaker.name.is_some() {
            return None;
        }
        let source = *one.source.first()?;
        let here = self.document.sentence_at(source.start())?;
        let from = self.document.sentences[here.saturating_sub(1)].span.start();
        let last = self.mentions.partition_point(|m| m.span.end() <= source.start());
        self.mentions[..last]
            .iter()
            .rev()
            .take_while(|m| m.span.start() >= from)
            .find(|m| matches!(m.kind, NameKind::Authority | NameKind::Org))
            .filter(|m| m.kind == NameKind::Authority)
            .map(|_| SpeakerKind::Authority)
    }

    /// The speaker behind a paper: 某公司公告显示 is the company's word, a ruling is a record, a bare 声明 is of whoever issued it.
    fn paper(&self, index: usize, found: &[Found], speakers: &[Speaker]) -> Option<Speaker> {
        let speaker = &speakers[index];
        if !matches!(
            speaker.kind,
            SpeakerKind::Named
                | SpeakerKind::Record
                | SpeakerKind::Party
                | SpeakerKind::Authority
                | SpeakerKind::UnnamedMedia
        ) {
            return None;
        }
        let text = self.document.text;
        let source = *found[index].source.first()?;
        let whole = source.of(text).trim_end_matches(['》', '”', '中', '里', '上']);
        if let Some(register) = self.words.ends("registers", whole) {
            let mut made = speaker.clone();
            made.kind = SpeakerKind::Record;
            if made.name.is_none() && register.len() < whole.len() {
                made.description = Some(whole.to_owned());
            }
            return Some(made);
        }
        let paper = self.words.ends("own-papers", whole)?;
        let owner = whole[..whole.len() - paper.len()].trim_end_matches(['《', '“', '的', '《']);
        // An owner is a body; other words only describe the paper.
        let any = self.owner(owner);
        let owner = any.filter(|owner| {
            let mention = self
                .mentions
                .iter()
                .find(|m| source.holds(m.span) && owner.contains(m.span.of(text)));
            self.body(owner, mention.map(|m| m.kind)).is_some()
        });
        // 交易所官网显示: what a site shows is on the record; 据某部网站消息 is the ministry's word.
        let site = paper.ends_with("网站") || paper.ends_with("官网");
        let official = self.words.ends("record-papers", paper).is_some()
            && (!site || found[index].takes & takes::OF != 0);
        let Some(owner) = owner else {
            // 声明称: whoever issued it, in the sentences before.
            let Some(issuer) = self.issuer(index, paper, found, speakers) else {
                if let Some(issued) = self.published(source, paper, official) {
                    return Some(issued);
                }
                let mut made = speaker.clone();
                // 某某官方微博: whoever has one of its own is a party, known or not.
                if let Some(any) = any.filter(|a| a.chars().count() <= 12 && !a.contains('的')) {
                    made.kind = SpeakerKind::Party;
                    made.name = Some(any.to_owned());
                    made.description = Some(whole.to_owned());
                    return Some(made);
                }
                let site = self.words.ends("own-sites", paper).is_some();
                if site || self.words.ends("company-papers", paper).is_some() {
                    made.kind = SpeakerKind::Party;
                } else if made.kind == SpeakerKind::Named {
                    made.kind = SpeakerKind::Record;
                }
                made.name = None;
                made.description = Some(whole.to_owned());
                return Some(made);
            };
            let mut made = speakers[issuer].clone();
            if official && made.kind == SpeakerKind::Authority {
                made.kind = SpeakerKind::Record;
            }
            return Some(made);
        };
        let mention = self
            .mentions
            .iter()
            .find(|m| source.holds(m.span) && owner.contains(m.span.of(text)));
        let body = self.body(owner, mention.map(|m| m.kind))?;
        let mut made = speaker.clone();
        made.name = Some(mention.map_or(owner, |m| m.span.of(text)).to_owned());
        made.entity = mention.and_then(|m| m.entity.clone());
        made.description = Some(whole.to_owned());
        made.kind = match body {
            Body::Power if official => SpeakerKind::Record,
            Body::Power => SpeakerKind::Authority,
            Body::Company => SpeakerKind::Party,
            Body::Other => SpeakerKind::Named,
        };
        Some(made)
    }

    /// The words before a paper without what only points to it; `None` where nobody is left.
    fn owner<'t>(&self, words: &'t str) -> Option<&'t str> {
        let mut owner = words;
        loop {
            let next = self
                .words
                .ends("paper-modifiers", owner)
                .map(|m| &owner[..owner.len() - m.len()])
                .or_else(|| {
                    owner.strip_suffix(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '的'))
                });
            match next {
                Some(next) => owner = next,
                None => break,
            }
        }
        (owner.chars().count() >= 2).then_some(owner)
    }

    /// Who issued the paper that a bare noun points to: the last speaker whose clause names such a paper.
    fn issuer(&self, index: usize, paper: &str, found: &[Found], speakers: &[Speaker]) -> Option<usize> {
        let text = self.document.text;
        let at = found[index].source.first()?.start();
        let here = self.document.sentence_at(at)?;
        let low = index.saturating_sub(16);
        (low..found.len().min(index + 4))
            .filter(|i| *i != index)
            .filter(|i| open(speakers[*i].kind) || speakers[*i].kind == SpeakerKind::Record)
            .filter_map(|i| Some((i, *found[i].source.first()?)))
            .filter(|(_, source)| {
                source.start() < at
                    && self
                        .document
                        .sentence_at(source.start())
                        .is_some_and(|s| s + 3 >= here)
            })
            .filter(|(i, source)| {
                let end = self
                    .document
                    .sentence_at(source.start())
                    .map_or(source.end(), |s| self.document.sentences[s].span.end());
                let clause = Span::new(source.start(), end.max(source.end()));
                speakers[*i].name.is_some() && clause.of(text).contains(paper)
            })
            .max_by_key(|(_, source)| source.start())
            .map(|(i, _)| i)
    }

    /// The body whose paper or result a bare noun tells of: 委员会召开会议。结果显示, when nobody is quoted before.
    fn published(&self, source: Span, paper: &str, official: bool) -> Option<Speaker> {
        let text = self.document.text;
        let here = self.document.sentence_at(source.start())?;
        let before = &self.document.sentences[here.checked_sub(1)?];
        if before.block != self.document.sentences[here].block {
            return None;
        }
        let words = before.span.of(text);
        if !words.contains(paper) && !self.words.contains("convenes", words) {
            return None;
        }
        let first = self
            .mentions
            .partition_point(|m| m.span.start() < before.span.start());
        let mention = self.mentions[first..]
            .iter()
            .take_while(|m| m.span.end() <= before.span.end())
            .find(|m| matches!(m.kind, NameKind::Authority | NameKind::Org))?;
        let name = mention.span.of(text);
        Some(Speaker {
            kind: match self.body(name, Some(mention.kind))? {
                Body::Power if official => SpeakerKind::Record,
                Body::Power => SpeakerKind::Authority,
                Body::Company => SpeakerKind::Party,
                Body::Other => SpeakerKind::Named,
            },
            name: Some(name.to_owned()),
            entity: mention.entity.clone(),
            count: None,
            description: Some(paper.to_owned()),
        })
    }

    /// What an organisation is by its name.
    fn body(&self, name: &str, mention: Option<NameKind>) -> Option<Body> {
        let name = name.trim_end_matches(['）', ')', ' ', '”']);
        let name = name.split(['（', '(']).next().unwrap_or(name).trim();
        let longest = |list: &str| self.words.ends(list, name).map_or(0, str::len);
        if longest("company-departments") > 0 {
            return Some(Body::Company);
        }
        let power = longest("authority-heads").max(longest("states"));
        let company = longest("company-heads").max(longest("firm-ends"));
        let other = longest("institutes");
        let best = power.max(company).max(other);
        if best > 0 {
            return Some(if best == other {
                Body::Other
            } else if best == company {
                Body::Company
            } else {
                Body::Power
            });
        }
        match mention {
            Some(NameKind::Authority | NameKind::Place) => Some(Body::Power),
            Some(NameKind::Org | NameKind::Product) => Some(Body::Company),
            _ => None,
        }
    }

    /// The class of a name; `None` where what the source itself shows is as good.
    fn class(&self, name: &str, speakers: &[Speaker], announces: bool) -> Option<SpeakerKind> {
        let own = || {
            speakers
                .iter()
                .filter(|s| open(s.kind) && s.name.as_deref() == Some(name))
        };
        let mention = self
            .mentions
            .iter()
            .take_while(|m| m.span.end() <= self.text.len())
            .find(|m| m.span.of(self.document.text) == name)
            .map(|m| m.kind);
        let mut roles: Vec<Role> = own()
            .filter_map(|s| s.description.as_deref())
            .filter_map(|d| d.split_once(name))
            .filter_map(|(before, after)| self.role(before).or_else(|| self.role(after)))
            .collect();
        let mut signs = usize::from(announces);
        for (at, _) in self.text.match_indices(name).take(PLACES) {
            roles.extend(self.role_before(at));
            roles.extend(self.role_behind(name, at + name.len()));
            signs += usize::from(self.company_sign(at + name.len()));
        }
        // States and firms by their form, whatever a tagger of names takes them for.
        if self.words.holds("states", name) {
            return Some(SpeakerKind::Authority);
        }
        let firm = self
            .words
            .ends("firm-ends", name)
            .is_some_and(|e| e.len() < name.len())
            && self.body(name, None) == Some(Body::Company);
        let mention = if firm || signs > 0 { None } else { mention };
        let person = mention == Some(NameKind::Person)
            || name.contains('·')
            || self.words.ends("person-ends", name).is_some();
        if let Some(role) = roles.into_iter().max()
            && (person || self.body(name, mention).is_none() || mention.is_none())
            && self.words.ends("firm-ends", name).is_none()
            && self.words.ends("authority-heads", name).is_none()
        {
            return Some(match role {
                Role::Power => SpeakerKind::Authority,
                Role::Voice => SpeakerKind::Party,
                Role::Expert => SpeakerKind::Named,
            });
        }
        if person {
            return None;
        }
        match self.body(name, mention) {
            Some(Body::Power) => Some(SpeakerKind::Authority),
            Some(Body::Company) => Some(SpeakerKind::Party),
            Some(Body::Other) => None,
            None => (signs > 0).then_some(SpeakerKind::Party),
        }
    }

    /// True for words that only a body gives out.
    fn announces(&self, one: &Found) -> bool {
        let text = self.document.text;
        let cued = one
            .cue
            .iter()
            .any(|c| c.of(text).contains("公告") || c.of(text).contains("通告"));
        let news = one.shape == Shape::Frame
            && one.source.first().is_some_and(|s| {
                text[s.end()..]
                    .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日'))
                    .starts_with("消息")
            });
        cued || news
    }

    /// The title right before a place: 外交部发言人|周岚.
    fn role_before(&self, at: usize) -> Option<Role> {
        let head = self.text.get(..at)?.trim_end_matches([' ', '、', '“', '—']);
        let clause: String = head
            .chars()
            .rev()
            .take(28)
            .take_while(|c| !ends_clause(*c))
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        self.role(&clause)
    }

    /// The title in brackets or right behind a name: 周岚（渔业局局长）, 周岚局长.
    fn role_behind(&self, name: &str, at: usize) -> Option<Role> {
        let rest = self.text.get(at..)?;
        match rest.strip_prefix(['（', '(', '，']) {
            Some(inner) => {
                let aside = inner.split(['）', ')', '，', '。']).next()?;
                (aside.chars().count() <= 24).then(|| self.role(aside)).flatten()
            }
            None => {
                // 周岚局长; behind a longer name a title is of somebody else.
                if name.chars().count() > 3 {
                    return None;
                }
                let short: String = rest.chars().take(5).collect();
                ["power-titles", "expert-titles"]
                    .into_iter()
                    .find(|list| {
                        self.words
                            .list(list)
                            .iter()
                            .any(|t| short.starts_with(t.as_str()))
                    })
                    .map(|list| match list {
                        "power-titles" => Role::Power,
                        _ => Role::Expert,
                    })
            }
        }
    }

    /// What the words that end in a title make of somebody.
    fn role(&self, words: &str) -> Option<Role> {
        let words = words.trim_end_matches(['的', ' ', '、', '“']);
        let length = |list: &str| self.words.ends(list, words).map_or(0, str::len);
        let (power, chief, expert, either) = (
            length("power-titles"),
            length("chief-titles"),
            length("expert-titles"),
            length("body-titles"),
        );
        let best = power.max(chief).max(expert).max(either);
        if best == 0 {
            return None;
        }
        let affiliation = words[..words.len() - best].trim_end_matches(['的', ' ', '副', '新', '闻', '前']);
        let body = self.body(affiliation, None);
        Some(if best == power {
            Role::Power
        } else if best == expert {
            Role::Expert
        } else {
            // SOHO中国董事长: a country in the name of a firm gives no power.
            let land = best == chief && self.words.ends("lands", affiliation).is_some();
            match body {
                Some(Body::Power) if !land => Role::Power,
                Some(Body::Other) if best == either => Role::Expert,
                _ if !land
                    && self.words.contains("authority-names", affiliation)
                    && !self.words.contains("company-departments", affiliation)
                    && body != Some(Body::Company) =>
                {
                    Role::Power
                }
                _ => Role::Voice,
            }
        })
    }

    /// Words behind a name that only companies have: 公告, 股票, （600000）.
    fn company_sign(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or("");
        let code = rest
            .strip_prefix(['（', '('])
            .is_some_and(|r| r.chars().take(9).filter(char::is_ascii_digit).count() >= 4);
        code || self
            .words
            .list("company-signs")
            .iter()
            .any(|s| rest.starts_with(s.as_str()))
    }
}
