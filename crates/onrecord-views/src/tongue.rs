//! The language that a page for people is written in: every word of its own that the web pages and the report use, in
//! English and Chinese. Words of pages are never translated.
//! What does not live here: layout, and what is told of a matter (see `sheet`).

use jiff::ToSpan;
use jiff::civil::Date;
use onrecord::{
    Claim, Interval, Language, Modality, OriginCount, Packs, Polarity, Published, Quantity, ReadPage,
    Speaker, SpeakerKind,
};

use crate::phrases;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// Chinese, simplified characters.
    Chinese,
}

impl Tongue {
    /// The tongue of a tag such as `en`, `zh`, `zh-Hans-CN`; `None` for other languages.
    pub fn of(tag: &str) -> Option<Tongue> {
        match Language::from_tag(tag) {
            Language::English => Some(Tongue::English),
            Language::Chinese => Some(Tongue::Chinese),
            Language::Other => None,
        }
    }

    /// BCP 47 tag for the `lang` of a page.
    pub fn tag(self) -> &'static str {
        self.pick("en", "zh-Hans")
    }

    /// The short code for addresses and options.
    pub fn code(self) -> &'static str {
        self.pick("en", "zh")
    }

    /// As packs name it.
    pub fn language(self) -> Language {
        match self {
            Tongue::English => Language::English,
            Tongue::Chinese => Language::Chinese,
        }
    }

    /// One of two words.
    pub fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Tongue::English => english,
            Tongue::Chinese => chinese,
        }
    }

    /// A quotation in the marks of the language it is in.
    pub fn quoted(language: &str, words: &str) -> String {
        // Words that are a quotation in their page have their marks already.
        let bare = words.trim();
        if [('“', '”'), ('「', '」'), ('"', '"')]
            .iter()
            .any(|(open, close)| {
                let inner = bare.strip_prefix(*open).and_then(|w| w.strip_suffix(*close));
                inner.is_some_and(|w| !w.contains([*open, *close]))
            })
        {
            return bare.to_owned();
        }
        // Chinese in traditional characters has corner marks, in simplified ones the same as English.
        if language.starts_with("zh-Hant") {
            format!("「{words}」")
        } else {
            format!("“{words}”")
        }
    }

    /// A day: `14 Feb 2023`, `2023年2月14日`.
    pub fn day(self, date: Date) -> String {
        match self {
            Tongue::English => phrases::day(date),
            Tongue::Chinese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        }
    }

    /// A half-open interval as days.
    pub fn interval(self, interval: Interval) -> String {
        if self == Tongue::English {
            return phrases::interval(interval);
        }
        let last = interval.to.map(|to| {
            let midnight = to.at.time() == jiff::civil::Time::midnight();
            if midnight {
                to.date().saturating_sub(1.day())
            } else {
                to.date()
            }
        });
        let first = interval.from.map(|m| m.date());
        self.days(first, last.map(|l| first.map_or(l, |f| l.max(f))))
    }

    /// Days, both inside.
    pub fn days(self, first: Option<Date>, last: Option<Date>) -> String {
        if self == Tongue::English {
            return phrases::days(first, last);
        }
        match (first, last) {
            (None, None) => "日期不详".into(),
            (Some(first), None) => format!("{}起", self.day(first)),
            (None, Some(last)) => format!("{}或更早", self.day(last)),
            (Some(first), Some(last)) if first == last => self.day(first),
            (Some(first), Some(last)) => {
                let whole = first.day() == 1 && last == last.last_of_month();
                let year = first.year() == last.year();
                match (whole, year) {
                    (true, true) if first.month() == last.month() => {
                        format!("{}年{}月", first.year(), first.month())
                    }
                    (true, true) if first.month() == 1 && last.month() == 12 => format!("{}年", first.year()),
                    (true, true) => format!("{}年{}月至{}月", first.year(), first.month(), last.month()),
                    (_, true) => format!("{}至{}月{}日", self.day(first), last.month(), last.day()),
                    _ => format!("{}至{}", self.day(first), self.day(last)),
                }
            }
        }
    }

    /// The judged date of a page, with its doubt.
    pub fn published(self, published: Option<&Published>) -> String {
        match published {
            None => self.pick("undated", "日期不详").into(),
            Some(p) => match p.date {
                Some(date) => self.day(date),
                None => self.days(p.earliest, p.latest),
            },
        }
    }

    /// That only the beginning of a page's text was read, and how much of it; `None` if all was.
    pub fn read_in_part(self, page: &ReadPage) -> Option<String> {
        let (read, all) = phrases::read_in_part(page)?;
        let megabytes = |bytes: usize| format!("{:.2}", bytes as f64 / 1e6);
        let (read, all) = (megabytes(read), megabytes(all));
        Some(self.pick(
            format!("read in part: the first {read} of {all} MB; what comes after is in no claim"),
            format!("仅读取了部分正文：共{all}兆字节，只读了前{read}兆；其后的内容未计入任何主张"),
        ))
    }

    /// How well founded something is, in a word or two.
    pub fn standing(self, kind: SpeakerKind) -> &'static str {
        let (english, chinese) = match kind {
            SpeakerKind::Record => ("on record", "有记录"),
            SpeakerKind::Authority => ("official", "官方"),
            SpeakerKind::Party => ("the party itself", "当事方"),
            SpeakerKind::Named => ("named", "具名"),
            SpeakerKind::Outlet => ("an outlet", "媒体"),
            SpeakerKind::Own => ("a page’s own word", "页面自述"),
            SpeakerKind::Anonymous => ("unnamed", "匿名"),
            SpeakerKind::Unattributed => ("nobody named", "未指明来源"),
            SpeakerKind::UnnamedMedia => ("unnamed media", "未具名媒体"),
            SpeakerKind::Public => ("public talk", "网传"),
        };
        self.pick(english, chinese)
    }

    /// Who speaks if nobody is named.
    pub fn nobody(self, kind: SpeakerKind) -> &'static str {
        match (self, kind) {
            (Tongue::English, kind) => phrases::nobody(kind),
            (_, SpeakerKind::Record) => "一份记录",
            (_, SpeakerKind::Authority) => "主管部门",
            (_, SpeakerKind::Party) => "当事方",
            (_, SpeakerKind::Named) => "具名人士",
            (_, SpeakerKind::Outlet) => "另一家媒体",
            (_, SpeakerKind::UnnamedMedia) => "未具名媒体",
            (_, SpeakerKind::Unattributed) => "未指明来源",
            (_, SpeakerKind::Anonymous) => "匿名人士",
            (_, SpeakerKind::Public) => "网传",
            (_, SpeakerKind::Own) => "页面自身",
        }
    }

    /// A speaker in a few words.
    pub fn speaker(self, speaker: &Speaker) -> String {
        let named = |words: &Option<String>| words.as_deref().is_some_and(|w| !w.is_empty());
        if self == Tongue::English || named(&speaker.name) || named(&speaker.description) {
            return phrases::speaker(speaker);
        }
        match speaker.count {
            Some(count) => format!("{count}名{}", self.nobody(speaker.kind)),
            None => self.nobody(speaker.kind).to_owned(),
        }
    }

    /// From the page inward to the first source.
    pub fn chain(self, page: &str, claim: &Claim) -> Vec<String> {
        let mut links = vec![page.to_owned()];
        for link in &claim.chain {
            let link = self.speaker(link);
            if link != page {
                links.push(link);
            }
        }
        links
    }

    /// How many independent first sources.
    pub fn origins(self, n: &OriginCount) -> String {
        if self == Tongue::English {
            return phrases::origins(n);
        }
        let number = if n.sure == n.possible {
            format!("{}个独立来源", n.sure)
        } else {
            format!("{}至{}个独立来源", n.sure, n.possible)
        };
        match (n.on_record, n.anonymous) {
            (0, 0) | (_, 0) => number,
            (0, _) => format!("{number}，均未具名"),
            (named, _) => format!("{number}，其中{named}个具名"),
        }
    }

    /// `3 pages`, `3个页面`. `chinese` carries its measure word.
    pub fn count(self, n: usize, english: &str, chinese: &str) -> String {
        match self {
            Tongue::English => phrases::count(n, english),
            Tongue::Chinese => format!("{n}{chinese}"),
        }
    }

    /// A state with its polarity and modality.
    pub fn state(
        self,
        packs: &Packs,
        kind: &str,
        state: Option<&str>,
        polarity: Polarity,
        modality: Modality,
    ) -> String {
        if self == Tongue::English {
            return phrases::state(packs, kind, state, polarity, modality);
        }
        let data = packs.ground.kinds.get(kind);
        let negated = phrases::is_negated(state, polarity);
        let word = match (state, data) {
            (Some(state), data) => {
                let word = data.map(|data| data.show(state, Language::Chinese));
                let word = word.unwrap_or_else(|| state.replace('_', " "));
                match negated {
                    // 审查中 is a condition, not a deed.
                    true if word.ends_with('中') => format!("并非{word}"),
                    // That something is not so was said; it was not left unsaid.
                    true if kind == onrecord::kinds::STATEMENT => format!("{word}（否定）"),
                    // 已获得 is 未获得 if it is not so.
                    true => format!("未{}", word.strip_prefix('已').unwrap_or(&word)),
                    false => word,
                }
            }
            (None, data) => {
                let word = data.map_or_else(|| kind.to_owned(), |data| data.zh.clone());
                if negated {
                    format!("{word}（否定）")
                } else {
                    word
                }
            }
        };
        match self.modality(modality) {
            Some(how) => format!("{word}（{how}）"),
            None => word,
        }
    }

    /// What somebody or something is to a claim, beside its subject and its object.
    pub fn role(self, role: &str) -> &str {
        let chinese = match role {
            "authority" => "主管部门",
            "partner" => "合作方",
            "seller" => "卖方",
            "holder" => "持有方",
            "place" => "地点",
            "cause" => "原因",
            "from" => "来自",
            "subject" => "主体",
            "object" => "对象",
            _ => "相关",
        };
        self.pick(role, chinese)
    }

    /// What two accounts agree on, as a fold names it.
    pub(crate) fn agreement(self, words: &str) -> String {
        let chinese = || {
            if let Some(count) = words.strip_suffix(" unnamed people") {
                return Some(format!("{count}名匿名人士"));
            }
            let days = words.strip_suffix(" days apart")?;
            Some(format!("相隔{days}天"))
        };
        match self {
            Tongue::English => words.to_owned(),
            Tongue::Chinese => chinese().unwrap_or_else(|| words.to_owned()),
        }
    }

    /// What two claims of a kind disagree on.
    pub fn disagreement(self, packs: &Packs, kind: &str, about: &str) -> String {
        if self == Tongue::English {
            return about.to_owned();
        }
        let data = packs.ground.kinds.get(kind);
        let state = |english: &str| {
            let shown = data.and_then(|d| {
                d.shown
                    .iter()
                    .find(|(state, (_, en))| en == english || *state == english)
            });
            shown.map_or_else(|| english.to_owned(), |(_, (zh, _))| zh.clone())
        };
        if let Some(rest) = about.strip_prefix("amount: ") {
            let (words, unit) = rest.rsplit_once(" (").unwrap_or((rest, ""));
            let unit = unit.trim_end_matches(')');
            let state = state(&words.replace(' ', "_"));
            return match unit.is_empty() {
                true => format!("{state}的数额"),
                false => format!("{state}的数额（{unit}）"),
            };
        }
        if let Some((role, name)) = about.split_once(": ") {
            let known = packs.ground.catalogue.name(name, Language::Chinese);
            return format!("{}：{}", self.role(role), known.unwrap_or(name));
        }
        let states: Vec<String> = about.split(" or ").map(state).collect();
        states.join("还是")
    }

    /// A quantity in words.
    pub fn amount(self, quantity: &Quantity) -> String {
        let said = phrases::amount(quantity);
        if self == Tongue::English {
            return said;
        }
        [
            (" CNY", "元"),
            (" USD", "美元"),
            (" EUR", "欧元"),
            (" HKD", "港元"),
            (" GBP", "英镑"),
            (" JPY", "日元"),
            ("about ", "约"),
            ("at least ", "至少"),
            ("at most ", "至多"),
            ("an unknown amount", "数额不详"),
        ]
        .iter()
        .fold(said, |said, (english, chinese)| {
            said.replacen(english, chinese, 1)
        })
    }

    /// Kind and state of a claim in one label: `licence: granted`.
    pub fn label(self, packs: &Packs, claim: &Claim) -> String {
        let state = claim.state.as_deref();
        let state = self.state(packs, &claim.kind, state, claim.polarity, claim.modality);
        phrases::label(&self.kind(packs, &claim.kind), &state, self.pick(": ", "："))
    }

    /// How far words commit; `None` if they simply say so, or if the state itself says it.
    pub fn modality(self, modality: Modality) -> Option<&'static str> {
        if self == Tongue::English {
            return phrases::modality(modality);
        }
        match modality {
            Modality::Asserted | Modality::Imminent => None,
            Modality::Planned => Some("计划"),
            Modality::Expected => Some("预计"),
            Modality::Goal => Some("目标"),
            Modality::Possible => Some("可能"),
            Modality::Speculated => Some("猜测"),
            Modality::Rumoured => Some("传闻"),
            Modality::Inferred => Some("推断"),
        }
    }

    /// A kind of claims.
    pub fn kind(self, packs: &Packs, kind: &str) -> String {
        let data = packs.ground.kinds.get(kind);
        data.map_or_else(
            || kind.replace('_', " "),
            |k| self.pick(k.en.clone(), k.zh.clone()),
        )
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_said_in_both_tongues() {
        let told = |t: Tongue, a, b| t.days(Some(a), Some(b));
        let (a, b) = (date(2023, 10, 1), date(2023, 12, 31));
        assert_eq!(told(Tongue::English, a, b), "Oct–Dec 2023");
        assert_eq!(told(Tongue::Chinese, a, b), "2023年10月至12月");
        assert_eq!(told(Tongue::Chinese, a, a), "2023年10月1日");
        assert_eq!(
            told(Tongue::Chinese, date(2023, 10, 9), date(2023, 11, 2)),
            "2023年10月9日至11月2日"
        );
        assert_eq!(Tongue::Chinese.interval(Interval::default()), "日期不详");
    }

    #[test]
    fn a_quotation_has_one_pair_of_marks() {
        assert_eq!(Tongue::quoted("en", "No."), "“No.”");
        assert_eq!(Tongue::quoted("en", "“No.”"), "“No.”");
        assert_eq!(
            Tongue::quoted("en", "“No,” she said, “never.”"),
            "““No,” she said, “never.””"
        );
        assert_eq!(Tongue::quoted("zh-Hant", "不。"), "「不。」");
    }

    #[test]
    fn a_tag_names_a_tongue() {
        assert_eq!(Tongue::of("zh-Hans-CN"), Some(Tongue::Chinese));
        assert_eq!(Tongue::of("en_GB"), Some(Tongue::English));
        assert_eq!(Tongue::of("de"), None);
    }
}
