//! Keeps names that were guessed apart from times and quantities: 陈立|本周, 郑某|一年, [9 3月]|渔业局.
//! What does not live here: values that stand inside names that are sure (see `crate::segments`), and finding either.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Trust};
use crate::language::is_han;
use crate::{NameKind, Quantity, QuantityKind, Span, TimeKind, TimeValue};

/// Classifiers of people, pieces and money: a number before one counts, inside a name or out of it.
const COUNTERS: &[&str] = &[
    "名", "位", "人", "个", "例", "岁", "座", "起", "次", "家", "台", "辆", "艘", "条", "项", "件", "栋",
    "号", "股",
];

/// Spans that no guessed name may cross, in text order.
pub(super) fn barriers(
    text: &str,
    times: &[TimeValue],
    quantities: &[Quantity],
    candidates: &[Candidate],
) -> Vec<Span> {
    // 记者陈立冬: what a rule with evidence of its own takes for a person may end as a feast does.
    let mut sure: Vec<Span> = candidates
        .iter()
        .filter(|c| c.kind == NameKind::Person && c.trust == Trust::Sure)
        .map(|c| c.span)
        .collect();
    sure.sort_unstable_by_key(|s| (s.start(), s.end()));
    let given = |t: &TimeValue| {
        (t.rule.ends_with("/feast") || t.rule.contains("/solar"))
            && sure
                .iter()
                .skip(sure.partition_point(|s| s.end() < t.span.end()))
                .take(2)
                .any(|s| s.end() == t.span.end() && s.start() < t.span.start())
    };
    let mut spans: Vec<Span> = times
        .iter()
        .filter(|t| t.kind != TimeKind::Set && !given(t))
        .map(|t| t.span)
        .collect();
    spans.extend(quantities.iter().filter(|q| counts(text, q)).map(|q| q.span));
    spans.sort_unstable_by_key(|s| (s.start(), s.end()));
    // What lies inside another, or crosses it, is covered by it.
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if last.end() > span.start() => *last = last.cover(span),
            _ => apart.push(span),
        }
    }
    apart
}

/// True for a number that counts something whatever stands around it.
fn counts(text: &str, quantity: &Quantity) -> bool {
    match quantity.kind {
        QuantityKind::Money | QuantityKind::Share => true,
        QuantityKind::Measure => quantity.span.of(text).starts_with(|c: char| c.is_ascii_digit()),
        QuantityKind::Count => quantity.unit.as_deref().is_some_and(|u| COUNTERS.contains(&u)),
        QuantityKind::Rank => false,
    }
}

/// Cuts Chinese candidates that no catalogue knows at the barriers that they hold or cross, and drops those of which no
/// name is left. `barriers` are in text order.
pub(super) fn cut(text: &str, barriers: &[Span], candidates: &mut Vec<Candidate>) {
    candidates.retain_mut(|c| {
        if c.entity.is_some() || c.kind == NameKind::Document {
            return true;
        }
        let from = barriers.partition_point(|b| b.end() <= c.span.start());
        let end = c.span.end();
        for barrier in barriers[from..].iter().take_while(|b| b.start() < end) {
            let whole = c.span;
            if barrier.holds(whole) {
                return false;
            }
            let head = Span::new(whole.start(), barrier.start().max(whole.start()));
            let tail = Span::new(barrier.end().min(whole.end()), whole.end());
            let long = |span: Span| {
                span.of(text)
                    .chars()
                    .filter(|c| is_han(*c) || c.is_alphanumeric())
                    .count()
                    >= 2
            };
            if c.kind == NameKind::Person || tail.is_empty() {
                // A body or a place whose last word was cut off was none.
                if !long(head) || c.kind != NameKind::Person && c.trust != Trust::Tagged {
                    return false;
                }
                c.span = head;
                return true;
            }
            if head.is_empty() {
                if !long(tail) {
                    return false;
                }
                c.span = tail;
                continue;
            }
            // A number inside: what goes on behind it to the name's last word is the name, if anything is.
            if !long(tail) || tail.of(text).chars().count() < 3 {
                return false;
            }
            c.span = tail;
        }
        true
    });
}

/// True for a stretch of Chinese that can be a person: more than a family name, and no conjunction before it.
pub(super) fn may_be_person(text: &str, candidate: &Candidate) -> bool {
    let words = candidate.span.of(text);
    if candidate.kind != NameKind::Person || candidate.entity.is_some() {
        return true;
    }
    let count = words.chars().count();
    let first = words.chars().next();
    let joins = first.is_some_and(|c| {
        matches!(
            c,
            '和' | '与' | '及' | '被' | '把' | '让' | '使' | '的' | '向' | '对'
        )
    }) && words.chars().all(is_han)
        && count <= 4;
    let before = text[..candidate.span.start()].chars().next_back();
    let preposition = first == Some('于')
        && before.is_some_and(|c| {
            matches!(
                c,
                '对' | '由' | '关' | '位' | '处' | '等' | '基' | '属' | '在' | '至' | '终'
            )
        });
    let thing = [
        "公司",
        "集团",
        "银行",
        "大学",
        "医院",
        "法院",
        "协会",
        "委员会",
        "板块",
        "平台",
        "媒体",
        "警方",
        "网友",
        "粉丝",
        "直播间",
        "新闻",
        "记者",
        "机构",
        "部门",
        "市场",
        "品牌",
        "企业",
        "项目",
        "产品",
        "系统",
        "活动",
        "上线",
        "协力",
        "股票",
        "代码",
        "港口",
        "码头",
        "渔业",
        "股份",
        "科技",
        "控股",
        "汽车",
        " Foundation",
        " Institute",
        " Group",
        " LLC",
        " University",
        " Council",
        " Labs",
        " News",
    ]
    .iter()
    .any(|w| words.ends_with(w));
    // 女王灵柩, 国王出席
    let crown = first == Some('王')
        && before.is_some_and(|c| {
            matches!(
                c,
                '女' | '国' | '君' | '帝' | '霸' | '天' | '歌' | '拳' | '亲' | '大' | '蜂' | '猴'
            )
        });
    // 张姓男子, 全党, 位母亲, 菲方
    let other = words.contains('姓')
        || first.is_some_and(|c| {
            matches!(
                c,
                '位' | '名' | '全' | '各' | '每' | '某' | '该' | '此' | '这' | '那'
            )
        })
        || count == 2 && words.ends_with('方');
    count >= 2
        && !other
        && !crown
        && !joins
        && !preposition
        && !thing
        && !words.chars().any(|c| c.is_ascii_digit())
}

/// Cuts Chinese people by what the page calls them elsewhere: 郑立方 where it has 郑立 more often, 谢林批|准.
pub(super) fn agree(text: &str, candidates: &mut [Candidate]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let guessed = |c: &Candidate| c.kind == NameKind::Person && c.entity.is_none();
    for c in candidates.iter().filter(|c| guessed(c)) {
        *counts.entry(c.span.of(text)).or_default() += 1;
    }
    for c in candidates.iter_mut().filter(|c| guessed(c)) {
        let words = c.span.of(text);
        if words.chars().count() != 3 || !words.chars().all(is_han) {
            continue;
        }
        let last = words.chars().next_back().map_or(0, char::len_utf8);
        let shorter = &words[..words.len() - last];
        let (own, other) = (counts.get(words), counts.get(shorter));
        if other.is_some_and(|n| *n > 1 && *n > 2 * own.copied().unwrap_or(0)) {
            c.span = Span::new(c.span.start(), c.span.end() - last);
        }
    }
}

/// True for a name of one letter, or of one character that no catalogue knows: none.
pub(super) fn too_short(text: &str, candidate: &Candidate) -> bool {
    let words = candidate.span.of(text).trim_matches(['.', ' ']);
    words.chars().count() <= 1 && candidate.entity.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn candidate(text: &str, words: &str, kind: NameKind) -> Candidate {
        let at = text.find(words).unwrap_or(0);
        Candidate {
            span: Span::new(at, at + words.len()),
            kind,
            rule: Arc::from("test"),
            entity: None,
            trust: Trust::Tagged,
        }
    }

    #[test]
    fn a_person_ends_where_a_time_begins() {
        let text = "局长陈立本周去了海川，李目前没有回应。";
        let barrier = |words: &str| {
            let at = text.find(words).unwrap_or(0);
            Span::new(at, at + words.len())
        };
        let mut candidates = vec![
            candidate(text, "陈立本周", NameKind::Person),
            candidate(text, "李目前", NameKind::Person),
        ];
        cut(text, &[barrier("本周"), barrier("目前")], &mut candidates);
        let names: Vec<&str> = candidates.iter().map(|c| c.span.of(text)).collect();
        assert_eq!(names, ["陈立"]);
    }

    #[test]
    fn the_page_says_how_long_a_name_is() {
        let text = "陈立说。陈立走了。陈立回来。陈立批准了。";
        let at = |from: usize, len: usize| Candidate {
            span: Span::new(from, from + len),
            ..candidate(text, "陈立", NameKind::Person)
        };
        let mut candidates = vec![at(0, 6), at(12, 6), at(27, 6), at(42, 9)];
        agree(text, &mut candidates);
        assert!(candidates.iter().all(|c| c.span.of(text) == "陈立"));
    }

    #[test]
    fn a_conjunction_begins_no_name() {
        let text = "司机和搬运工吵了起来";
        assert!(!may_be_person(text, &candidate(text, "和搬运", NameKind::Person)));
        assert!(may_be_person(text, &candidate(text, "司机", NameKind::Person)));
        assert!(too_short(text, &candidate(text, "司", NameKind::Place)));
    }
}
