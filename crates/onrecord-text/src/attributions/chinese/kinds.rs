//! The kind of a Chinese source by its words.
//! What does not live here: antecedents (see `speakers`).

use crate::attributions::speaker_kinds::{Described, Person, SpeakerWords};
use crate::{NameKind, SpeakerKind};

impl SpeakerWords {
    pub(in crate::attributions) fn chinese(
        &self,
        source: &str,
        mention: Option<(&str, NameKind)>,
    ) -> Described {
        let trimmed = source.trim();
        let person = self.person(trimmed);
        let mut described = Described::of(trimmed, person);
        if person != Person::Other {
            return described;
        }
        described.count = self.chinese_count(trimmed);
        described.plural = described.count.is_some_and(|n| n > 1) || self.contains("several-words", trimmed);
        let body = trimmed
            .split(['（', '('])
            .next()
            .unwrap_or(trimmed)
            .trim_matches(['“', '”', '"', '＂', '〝', '〞', '〟', ' ', '「', '」']);
        let kind = match self.chinese_kind(body, mention) {
            // 公司和制片人: where one of two has a name, the source has.
            SpeakerKind::Anonymous if described.count.is_none() && self.names_one_of_two(body, mention) => {
                SpeakerKind::Named
            }
            kind => kind,
        };
        described.kind = kind;
        // 工信部有关负责人: a voice without a name.
        let voice = kind == SpeakerKind::Authority && self.ends("voice-heads", body).is_some();
        if (kind == SpeakerKind::Named || kind == SpeakerKind::Authority && !voice)
            && self.take_chinese_name(body, trimmed, mention, &mut described)
        {
            return described;
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

    /// 一名律师, 业内分析师: true for a title without a name.
    fn is_untitled(&self, body: &str) -> bool {
        ["titles", "authority-titles"]
            .iter()
            .filter_map(|l| self.ends(l, body))
            .max_by_key(|t| t.len())
            .is_some_and(|t| {
                let rest = &body[..body.len() - t.len()];
                rest.is_empty()
                    || rest.ends_with('的')
                    || !rest.contains('·') && self.list("plain").iter().any(|p| rest.starts_with(p.as_str()))
            })
    }

    /// True where a name of an organisation, a person or an outlet is the first of two who speak.
    fn names_one_of_two(&self, body: &str, mention: Option<(&str, NameKind)>) -> bool {
        mention.is_some_and(|m| {
            matches!(m.1, NameKind::Org | NameKind::Person | NameKind::Outlet)
                && body.strip_prefix(m.0).is_some_and(|rest| {
                    self.list("and-words")
                        .iter()
                        .any(|w| rest.starts_with(w.as_str()))
                })
        })
    }

    /// The kind of a source by what it ends with.
    fn chinese_kind(&self, body: &str, mention: Option<(&str, NameKind)>) -> SpeakerKind {
        let ends = |list: &str| self.ends(list, body).is_some();
        let of_mention = mention.filter(|m| body.ends_with(m.0)).map(|m| m.1);
        if ends("rumour-heads") {
            SpeakerKind::Unattributed
        } else if self
            .ends("anonymous-heads", body)
            .is_some_and(|a| self.ends("voice-heads", body).is_none_or(|v| v.len() < a.len()))
            || self.is_untitled(body) && !ends("voice-heads") && !ends("authority-heads")
        {
            SpeakerKind::Anonymous
        } else if ends("public-heads") {
            SpeakerKind::Public
        } else if of_mention == Some(NameKind::Outlet) || ends("outlets") {
            SpeakerKind::Outlet
        } else if ends("media-heads") {
            if self.contains("outlets", body) {
                SpeakerKind::Outlet
            } else {
                SpeakerKind::UnnamedMedia
            }
        } else if ends("record-heads") {
            SpeakerKind::Record
        } else if ends("voice-heads") {
            if self.contains("authority-names", body) && !self.contains("company-departments", body) {
                SpeakerKind::Authority
            } else {
                SpeakerKind::Party
            }
        } else if ends("company-departments") {
            SpeakerKind::Party
        } else if ends("authority-heads") || of_mention == Some(NameKind::Authority) {
            SpeakerKind::Authority
        } else if ends("outlet-words") && !body.contains('·') || self.cites_paper(body) {
            SpeakerKind::Outlet
        } else {
            SpeakerKind::Named
        }
    }

    /// Takes the name out of a source that has one; true where all is said of it.
    fn take_chinese_name(
        &self,
        body: &str,
        trimmed: &str,
        mention: Option<(&str, NameKind)>,
        described: &mut Described,
    ) -> bool {
        let has_power = |front: &str| self.ends("authority-titles", front).is_some();
        // A name that is known ends the source: 芯片巨头|英特尔.
        if let Some((name, NameKind::Org | NameKind::Person)) = mention
            && body.ends_with(name)
        {
            if has_power(body[..body.len() - name.len()].trim_end_matches(['·', ' '])) {
                described.kind = SpeakerKind::Authority;
            }
            described.name = Some(name.to_owned());
            if body == name {
                described.description = None;
            }
            described.count = None;
            return true;
        }
        // The name stands behind the last title: 美联储主席|伯南克.
        let title = ["authority-titles", "titles"]
            .iter()
            .filter_map(|list| self.last_title(list, body))
            .max();
        if let Some(end) = title {
            let rest = body[end..].trim_start_matches([' ', '、', '的']);
            let rest = self
                .list("courtesies")
                .iter()
                .find_map(|t| rest.strip_suffix(t.as_str()))
                .unwrap_or(rest);
            if (2..=16).contains(&rest.chars().count()) {
                described.name = Some(rest.to_owned());
                if has_power(&body[..end]) {
                    described.kind = SpeakerKind::Authority;
                }
                described.count = None;
                return true;
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
        // Latin names are longer by the letter.
        let most = if name.is_ascii() { 60 } else { 24 };
        if !name.is_empty() && name.chars().count() <= most {
            described.name = Some(name.to_owned());
        }
        if described.name.as_deref() == Some(trimmed) {
            described.description = None;
        }
        false
    }

    /// Where the last title of a list ends, of those that do not close the words.
    fn last_title(&self, list: &str, body: &str) -> Option<usize> {
        let closes = |number: usize| {
            self.places(list, body)
                .any(|(_, end, n)| n == number && end == body.len())
        };
        let places: Vec<(usize, usize, usize)> = self.places(list, body).collect();
        places
            .into_iter()
            .filter(|(_, _, number)| !closes(*number))
            .map(|(_, end, _)| end)
            .max()
    }

    /// 英国《金融时报》网站文章: a paper's name in its marks.
    fn cites_paper(&self, body: &str) -> bool {
        body.split_once('《')
            .and_then(|(_, rest)| rest.split_once('》'))
            .is_some_and(|(name, _)| {
                self.ends("outlets", name).is_some() || name.ends_with(['报', '報', '刊'])
            })
    }

    /// 两名, 三位, 5名, 十二人.
    fn chinese_count(&self, source: &str) -> Option<u32> {
        source
            .match_indices(['名', '位', '个', '個', '人'])
            .find_map(|(at, _)| numeral(&source[..at]))
    }
}

/// The number below a hundred (or in digits, below ten thousand) that ends `words`.
fn numeral(words: &str) -> Option<u32> {
    let digits = words.trim_end_matches(|c: char| c.is_ascii_digit());
    if digits.len() < words.len() {
        return words[digits.len()..].parse().ok().filter(|n| *n < 10_000);
    }
    let value = |c: char| match c {
        '一' => Some(1),
        '二' | '两' | '兩' | '俩' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    };
    let mut chars = words.chars().rev();
    let last = chars.next()?;
    let (ones, before) = match value(last) {
        Some(n) => (n, chars.next()),
        None => (0, Some(last)),
    };
    if before != Some('十') {
        return (ones > 0).then_some(ones);
    }
    let tens = if ones > 0 {
        chars.next()
    } else {
        words.chars().rev().nth(1)
    };
    Some(tens.and_then(value).unwrap_or(1) * 10 + ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_counted() {
        assert_eq!(numeral("两"), Some(2));
        assert_eq!(numeral("至少十二"), Some(12));
        assert_eq!(numeral("三十"), Some(30));
        assert_eq!(numeral("15"), Some(15));
        assert_eq!(numeral("多"), None);
    }
}
