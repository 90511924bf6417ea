//! The kind of a source by its words, in English and Chinese.
//! What does not live here: antecedents (see `speakers`).

use super::chinese_rules::{both_scripts, script_pairs};
use crate::pack::PackSources;
use crate::{Language, NameKind, SpeakerKind};

/// What person a source is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    /// I, we, 我.
    First,
    /// He, she, 他.
    Single,
    /// They, 他们.
    Several,
    /// It, the company, 该公司.
    Thing,
    Other,
}

/// A source by its words alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Described {
    pub kind: SpeakerKind,
    pub name: Option<String>,
    pub count: Option<u32>,
    pub description: Option<String>,
    pub person: Person,
    pub plural: bool,
}

/// Words that tell kinds of speakers apart, one list a kind. Chinese lists hold both scripts.
#[derive(Debug)]
pub(super) struct SpeakerWords {
    lang: Language,
    lists: Vec<WordList>,
    /// All words that are no names, sorted.
    common: Vec<String>,
}

/// One list: as written, and in sorted lower case for look-ups.
#[derive(Debug)]
struct WordList {
    name: &'static str,
    words: Vec<String>,
    lower: Vec<String>,
}

const LISTS: &[&str] = &[
    "first-person",
    "single-person",
    "several-person",
    "thing-person",
    "anonymous-heads",
    "authority-heads",
    "authority-names",
    "authority-titles",
    "titles",
    "outlets",
    "outlet-words",
    "media-heads",
    "rumour-heads",
    "public-heads",
    "record-heads",
    "paper-heads",
    "company-heads",
    "voice-heads",
    "org-words",
    "numbers",
    "plain",
];

/// Lists whose words are no names, whatever their case.
const COMMON: &[&str] = &[
    "anonymous-heads",
    "media-heads",
    "rumour-heads",
    "public-heads",
    "record-heads",
    "paper-heads",
    "company-heads",
    "voice-heads",
    "plain",
    "titles",
    "authority-heads",
];

impl SpeakerWords {
    pub fn compile(lang: Language, sources: &PackSources) -> SpeakerWords {
        let pairs = script_pairs(sources);
        let lists = LISTS
            .iter()
            .map(|name| {
                let words = if lang == Language::Chinese {
                    both_scripts(sources, name, &pairs)
                } else {
                    sources.list(&format!("en/attributions/{name}")).to_vec()
                };
                let mut lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
                lower.sort_unstable();
                WordList { name, words, lower }
            })
            .collect();
        let mut words = SpeakerWords {
            lang,
            lists,
            common: Vec::new(),
        };
        words.common = COMMON
            .iter()
            .flat_map(|name| words.list(name).iter().map(|w| w.to_lowercase()))
            .collect();
        words.common.sort_unstable();
        words
    }

    fn list(&self, name: &str) -> &[String] {
        self.lists
            .iter()
            .find(|l| l.name == name)
            .map_or(&[], |l| &l.words)
    }

    /// True where `list` holds the word, whatever its case.
    fn holds(&self, list: &str, word: &str) -> bool {
        let Some(list) = self.lists.iter().find(|l| l.name == list) else {
            return false;
        };
        let found = |w: &str| list.lower.binary_search_by(|l| l.as_str().cmp(w)).is_ok();
        if word.bytes().any(|b| b.is_ascii_uppercase()) {
            found(&word.to_ascii_lowercase())
        } else {
            found(word)
        }
    }

    /// The longest word of `list` that ends `text` (Chinese).
    fn ends<'l>(&'l self, list: &str, text: &str) -> Option<&'l str> {
        let last = text.as_bytes().last()?;
        self.list(list)
            .iter()
            .filter(|w| w.as_bytes().last() == Some(last))
            .map(String::as_str)
            .find(|w| text.ends_with(*w))
    }

    fn contains(&self, list: &str, text: &str) -> bool {
        self.list(list).iter().any(|w| text.contains(w.as_str()))
    }

    /// Kind, name, count and description of a source. `mention` is the name that stands in it.
    pub fn describe(&self, source: &str, mention: Option<(&str, NameKind)>) -> Described {
        if self.lang == Language::Chinese {
            self.chinese(source, mention)
        } else {
            self.english(source, mention)
        }
    }

    /// True for a source that is a person (a name without the words of an organisation).
    pub fn is_person(&self, source: &str, name: Option<&str>) -> bool {
        if self.lang == Language::Chinese {
            return self.ends("org-words", source).is_none()
                && self.ends("authority-heads", source).is_none()
                && self.ends("company-heads", source).is_none();
        }
        let words = name.unwrap_or(source);
        !words.starts_with("The ")
            && !words
                .split_whitespace()
                .any(|w| self.holds("org-words", w) || self.holds("authority-names", w))
    }

    /// True for words that end in a role or a kind of source: "Police", "Report", 德媒, 专家.
    pub fn is_head(&self, words: &str) -> bool {
        const HEADS: [&str; 8] = [
            "authority-heads",
            "voice-heads",
            "media-heads",
            "anonymous-heads",
            "public-heads",
            "paper-heads",
            "company-heads",
            "rumour-heads",
        ];
        let last = words.rsplit(' ').next().unwrap_or(words);
        HEADS.iter().any(|list| match self.lang {
            Language::Chinese => self.ends(list, words).is_some(),
            _ => self.holds(list, last),
        })
    }

    /// True for a source that is a study, a survey or its authors.
    pub fn is_study(&self, source: &str) -> bool {
        source.split(|c: char| !c.is_alphabetic()).any(|w| {
            matches!(
                w.to_ascii_lowercase().as_str(),
                "study" | "survey" | "authors" | "researchers" | "audit" | "poll"
            )
        })
    }

    /// True for "the report", "a new report".
    pub fn is_report(&self, source: &str) -> bool {
        source.to_ascii_lowercase().ends_with("report")
    }

    fn person(&self, word: &str) -> Person {
        for (list, person) in [
            ("first-person", Person::First),
            ("single-person", Person::Single),
            ("several-person", Person::Several),
            ("thing-person", Person::Thing),
        ] {
            if self.holds(list, word) {
                return person;
            }
        }
        Person::Other
    }

    fn english(&self, source: &str, mention: Option<(&str, NameKind)>) -> Described {
        let trimmed = source.trim().trim_end_matches(['.', ',']);
        let bare =
            trimmed.split_once(['\'', '’']).map_or(
                trimmed,
                |(stem, rest)| if rest.len() < 3 { stem } else { trimmed },
            );
        let person = self.person(bare);
        let mut described = Described {
            kind: SpeakerKind::Named,
            name: None,
            count: None,
            description: Some(trimmed.to_owned()),
            person,
            plural: false,
        };
        if person != Person::Other && !bare.contains(' ') {
            return described;
        }
        let words: Vec<&str> = trimmed
            .split(|c: char| c.is_whitespace() || c == '/')
            .map(|w| w.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | '(' | ')')))
            .filter(|w| !w.is_empty())
            .collect();
        // The head stands before "of", "for", "who" …; an affiliation behind it.
        let stop = trimmed
            .split_whitespace()
            .enumerate()
            .skip(1)
            .find(|(i, w)| {
                matches!(
                    *w,
                    "of" | "for"
                        | "at"
                        | "from"
                        | "in"
                        | "who"
                        | "which"
                        | "that"
                        | "with"
                        | "on"
                        | "by"
                        | "to"
                        | "familiar"
                        | "close"
                        | "briefed"
                        | "such"
                        | "including"
                        | "whose"
                        | "under"
                        | "among"
                ) || w.len() > 4
                    && (w.ends_with("ed") || w.ends_with("ing"))
                    && !w.starts_with(char::is_uppercase)
                    && !["plain", "paper-heads", "record-heads", "anonymous-heads"]
                        .iter()
                        .any(|l| self.holds(l, w))
                    || *w == "made"
                    || i > &0
                        && trimmed
                            .split_whitespace()
                            .nth(i - 1)
                            .is_some_and(|p| p.ends_with(','))
            })
            .map_or(words.len(), |(i, _)| i.min(words.len()));
        let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
        let stem = |w: &str| {
            w.trim_end_matches("'s")
                .trim_end_matches("’s")
                .to_ascii_lowercase()
        };
        // "University of Hull rugby president Ann Lee": all before the title leads up to the name.
        let title = words.iter().rposition(|w| {
            !capital(w) && (self.holds("titles", &stem(w)) || self.holds("authority-titles", &stem(w)))
        });
        let stop = match title {
            Some(t) if t + 1 < words.len() && words[t + 1..].iter().all(|w| capital(w)) => words.len(),
            _ => stop,
        };
        let head = &words[..stop];
        let Some(last) = head.last().copied() else {
            return described;
        };
        let last_word = stem(last);
        described.plural = last_word.ends_with('s') && !last_word.ends_with("ss");
        described.count = head.iter().find_map(|w| self.number(w));
        let common = |w: &str| self.common.binary_search(&stem(w)).is_ok();
        let outlet = words
            .iter()
            .any(|w| self.holds("outlets", w.trim_end_matches("'s")))
            || self
                .list("outlets")
                .iter()
                .any(|o| o.contains(' ') && trimmed.contains(o.as_str()));
        let authority_word = |ws: &[&str]| {
            ws.iter().any(|w| {
                self.holds("authority-names", &stem(w))
                    || self.holds("authority-heads", &stem(w)) && capital(w)
            })
        };
        let kind_of_mention = mention.map(|m| m.1);
        // A proper name as head: all of a name has capitals.
        if capital(last)
            && (!common(last)
                || head.iter().filter(|w| capital(w)).count() > 1
                    && !self.holds("anonymous-heads", &last_word))
        {
            let run = head.iter().rposition(|w| {
                !capital(w) && !matches!(*w, "of" | "de" | "van" | "von" | "al" | "bin" | "&" | "the")
            });
            let mut start = run.map_or(0, |r| r + 1);
            // "Environment Minister John Baird": the name begins behind the last title.
            if let Some(title) = head[start..].iter().rposition(|w| {
                self.holds("titles", &stem(w))
                    || self.holds("authority-titles", &stem(w))
                    || self.holds("anonymous-heads", &stem(w))
            }) && start + title + 1 < head.len()
            {
                start += title + 1;
            }
            let agency = self
                .list("authority-names")
                .iter()
                .any(|a| a.contains(' ') && trimmed.to_ascii_lowercase().contains(a.as_str()));
            let titled = agency
                || words
                    .first()
                    .is_some_and(|w| self.holds("authority-titles", &stem(w)))
                    && !head[..start].iter().any(|w| capital(w) && !common(w))
                || head[..start]
                    .iter()
                    .any(|w| self.holds("authority-titles", &stem(w)));
            // The president of an association has no power to decide the matter.
            let titled =
                titled && (agency || !head[..start].iter().any(|w| self.holds("org-words", &stem(w))));
            while start + 1 < head.len()
                && matches!(
                    head[start],
                    "The" | "the" | "A" | "An" | "Mr" | "Mr." | "Mrs" | "Mrs." | "Ms" | "Ms." | "Dr" | "Dr."
                )
            {
                start += 1;
            }
            let name_words = &head[start..];
            let mut name = name_words
                .join(" ")
                .trim_end_matches("'s")
                .trim_end_matches("’s")
                .to_owned();
            // "Ministry of Commerce": the rest of the name.
            if words.get(stop) == Some(&"of")
                && words.get(stop + 1).is_some_and(|w| capital(w))
                && authority_word(name_words)
            {
                let end = words[stop + 1..]
                    .iter()
                    .position(|w| !capital(w) && *w != "and")
                    .map_or(words.len(), |p| stop + 1 + p);
                name = format!("{name} {}", words[stop..end].join(" "));
            }
            let last_outlet = self.holds("outlet-words", &stem(name_words.last().copied().unwrap_or(last)))
                && (name_words.len() > 1 || start > 0);
            described.kind = match kind_of_mention {
                Some(NameKind::Outlet) => SpeakerKind::Outlet,
                Some(NameKind::Authority) if mention.is_some_and(|m| name.contains(m.0)) => {
                    SpeakerKind::Authority
                }
                Some(NameKind::Document) => SpeakerKind::Record,
                _ if outlet && !titled && self.list("outlets").iter().any(|o| name.contains(o.as_str())) => {
                    SpeakerKind::Outlet
                }
                _ if last_outlet || name.ends_with(".com") => SpeakerKind::Outlet,
                _ if titled || authority_word(name_words) => SpeakerKind::Authority,
                _ => SpeakerKind::Named,
            };
            described.name = Some(name);
            described.count = None;
            if start == 0 && stop == words.len() {
                described.description = None;
            }
            described.plural = false;
            return described;
        }
        // A common noun as head.
        let all_authority =
            authority_word(&words) || words.iter().any(|w| self.holds("authority-heads", &stem(w)));
        let is = |list: &str| self.holds(list, &last_word);
        described.kind = if outlet && !is("anonymous-heads") {
            SpeakerKind::Outlet
        } else if is("rumour-heads") {
            SpeakerKind::Unattributed
        } else if is("public-heads")
            || self
                .list("public-heads")
                .iter()
                .any(|p| p.contains(' ') && trimmed.to_ascii_lowercase().contains(p.as_str()))
        {
            SpeakerKind::Public
        } else if is("media-heads")
            || last_word == "agency"
                && words
                    .iter()
                    .any(|w| matches!(stem(w).as_str(), "news" | "foreign" | "press" | "wire"))
        {
            if kind_of_mention == Some(NameKind::Outlet) {
                SpeakerKind::Outlet
            } else {
                SpeakerKind::UnnamedMedia
            }
        } else if is("record-heads")
            && !(matches!(last_word.as_str(), "results" | "data" | "figures") && self.is_study(trimmed))
        {
            SpeakerKind::Record
        } else if is("voice-heads") {
            if all_authority {
                SpeakerKind::Authority
            } else {
                SpeakerKind::Party
            }
        } else if is("authority-heads") {
            SpeakerKind::Authority
        } else if is("company-heads") {
            SpeakerKind::Party
        } else if matches!(last_word.as_str(), "post" | "posts" | "posting" | "postings")
            && kind_of_mention != Some(NameKind::Person)
        {
            SpeakerKind::Public
        } else if is("paper-heads") || is("record-heads") {
            SpeakerKind::Named
        } else if is("anonymous-heads") || described.count.is_some() || described.plural {
            SpeakerKind::Anonymous
        } else {
            SpeakerKind::Named
        };
        if described.kind != SpeakerKind::Anonymous {
            described.count = None;
        }
        if matches!(
            described.kind,
            SpeakerKind::Party | SpeakerKind::Outlet | SpeakerKind::Authority
        ) && let Some((name, _)) = mention
        {
            described.name = Some(name.to_owned());
        }
        described
    }

    fn number(&self, word: &str) -> Option<u32> {
        if let Ok(n) = word.parse() {
            return (n < 10_000).then_some(n);
        }
        self.list("numbers").iter().find_map(|row| {
            let (name, value) = row.split_once('=')?;
            name.eq_ignore_ascii_case(word).then(|| value.parse().ok())?
        })
    }

    fn chinese(&self, source: &str, mention: Option<(&str, NameKind)>) -> Described {
        let trimmed = source.trim();
        let person = self.person(trimmed);
        let mut described = Described {
            kind: SpeakerKind::Named,
            name: None,
            count: None,
            description: Some(trimmed.to_owned()),
            person,
            plural: false,
        };
        if person != Person::Other {
            return described;
        }
        described.count = self.chinese_count(trimmed);
        described.plural = described.count.is_some_and(|n| n > 1)
            || ["一些", "多", "数", "數", "部分", "不少", "们", "們", "众", "各"]
                .iter()
                .any(|w| trimmed.contains(w));
        let body = trimmed
            .split(['（', '('])
            .next()
            .unwrap_or(trimmed)
            .trim_matches(['“', '”', '"', ' ', '「', '」']);
        let mention_ends = mention.is_some_and(|m| body.ends_with(m.0));
        // 一名律师, 业内分析师: a title without a name.
        let untitled = ["titles", "authority-titles"]
            .iter()
            .filter_map(|l| self.ends(l, body))
            .max_by_key(|t| t.len())
            .is_some_and(|t| {
                let rest = &body[..body.len() - t.len()];
                rest.is_empty()
                    || rest.ends_with('的')
                    || !rest.contains('·') && self.list("plain").iter().any(|p| rest.starts_with(p.as_str()))
            });
        let kind = if self.ends("rumour-heads", body).is_some() {
            SpeakerKind::Unattributed
        } else if self.ends("anonymous-heads", body).is_some()
            || untitled
                && self.ends("voice-heads", body).is_none()
                && self.ends("authority-heads", body).is_none()
        {
            SpeakerKind::Anonymous
        } else if self.ends("public-heads", body).is_some() {
            SpeakerKind::Public
        } else if mention_ends && mention.is_some_and(|m| m.1 == NameKind::Outlet)
            || self.ends("outlets", body).is_some()
        {
            SpeakerKind::Outlet
        } else if self.ends("media-heads", body).is_some() {
            if self.contains("outlets", body) {
                SpeakerKind::Outlet
            } else {
                SpeakerKind::UnnamedMedia
            }
        } else if self.ends("record-heads", body).is_some() {
            SpeakerKind::Record
        } else if self.ends("voice-heads", body).is_some() {
            if self.contains("authority-names", body) {
                SpeakerKind::Authority
            } else {
                SpeakerKind::Party
            }
        } else if self.ends("authority-heads", body).is_some()
            || mention_ends && mention.is_some_and(|m| m.1 == NameKind::Authority)
        {
            SpeakerKind::Authority
        } else if self.ends("outlet-words", body).is_some() && !body.contains('·') {
            SpeakerKind::Outlet
        } else {
            SpeakerKind::Named
        };
        described.kind = kind;
        if kind == SpeakerKind::Named || kind == SpeakerKind::Authority {
            // A name that is known ends the source: 芯片巨头|英特尔.
            if let Some((name, NameKind::Org | NameKind::Person)) = mention
                && mention_ends
            {
                let front = body[..body.len() - name.len()].trim_end_matches(['·', ' ']);
                if self
                    .list("authority-titles")
                    .iter()
                    .any(|t| front.ends_with(t.as_str()))
                {
                    described.kind = SpeakerKind::Authority;
                }
                described.name = Some(name.to_owned());
                if body == name {
                    described.description = None;
                }
                described.count = None;
                return described;
            }
            // The name stands behind the last title: 美联储主席|伯南克.
            let title = self
                .list("authority-titles")
                .iter()
                .chain(self.list("titles"))
                .filter_map(|t| body.rfind(t.as_str()).map(|at| at + t.len()))
                .filter(|end| *end < body.len())
                .max();
            if let Some(end) = title {
                let rest = body[end..].trim_start_matches([' ', '、', '的']);
                let rest = ["先生", "女士", "教授", "博士", "小姐"]
                    .iter()
                    .find_map(|t| rest.strip_suffix(*t))
                    .unwrap_or(rest);
                let letters = rest.chars().count();
                if (2..=16).contains(&letters) {
                    described.name = Some(rest.to_owned());
                    if self
                        .list("authority-titles")
                        .iter()
                        .any(|t| body[..end].ends_with(t.as_str()))
                    {
                        described.kind = SpeakerKind::Authority;
                    }
                    described.count = None;
                    return described;
                }
            }
            // 南西·王教授: the title behind the name.
            let name = match self
                .ends("titles", body)
                .or_else(|| self.ends("authority-titles", body))
            {
                Some(title) if body.len() > title.len() => &body[..body.len() - title.len()],
                _ => body,
            };
            let name = name.rsplit('的').next().unwrap_or(name);
            if !name.is_empty() && name.chars().count() <= 24 {
                described.name = Some(name.to_owned());
            }
            if described.name.as_deref() == Some(trimmed) {
                described.description = None;
            }
        }
        if matches!(kind, SpeakerKind::Outlet) {
            let name = self.ends("outlets", body).unwrap_or(body);
            described.name = Some(name.trim_matches(['《', '》']).to_owned());
        }
        if described.kind != SpeakerKind::Anonymous {
            described.count = None;
        }
        if kind == SpeakerKind::Party
            && let Some((name, _)) = mention
        {
            described.name = Some(name.to_owned());
        }
        described
    }

    /// 两名, 三位, 5名, 一名.
    fn chinese_count(&self, source: &str) -> Option<u32> {
        let at = source.find(['名', '位', '个', '個'])?;
        let head = &source[..at];
        let digits: String = head
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        if let Ok(n) = digits.parse::<u32>() {
            return (n < 10_000).then_some(n);
        }
        let last = head.chars().next_back()?;
        let value = match last {
            '一' => 1,
            '二' | '两' | '兩' | '俩' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' => 10,
            _ => return None,
        };
        Some(value)
    }
}
