//! The Chinese gold's classes of sources, read off a claim's deepest speaker as the yardstick's own adapter reads them.
//! What does not live here: speaker kinds themselves, which the program has more of.

use onrecord::{Claim, NameKind, Reading, Span, Speaker, SpeakerKind};

const STAFF: &[&str] = &[
    "工作人员",
    "有关人士",
    "相关人士",
    "内部人士",
    "内部员工",
    "员工",
    "客服",
    "销售",
    "店员",
    "人员",
    "insider",
];
const EXPERT: &[&str] = &[
    "分析师",
    "分析人士",
    "专家",
    "教授",
    "研究员",
    "研究部",
    "学者",
    "经济学家",
    "律师",
    "顾问",
    "评论员",
    "研究院",
    "研究所",
    "智库",
    "咨询",
    "秘书长",
    "合伙人",
    "基金经理",
    "投顾",
    "analyst",
];
const OFFICE: &[&str] = &[
    "总统",
    "总理",
    "首相",
    "部长",
    "议员",
    "外长",
    "大使",
    "外交部",
    "商务部",
    "财政部",
    "工信部",
    "发改委",
    "国务院",
    "白宫",
    "政府",
    "法官",
    "法院",
    "委员",
    "官员",
    "外交官",
    "国会",
    "众议院",
    "参议院",
    "司法部",
    "交通部",
    "监管",
    "市长",
    "州长",
    "书记",
    "局长",
    "司长",
];
const CHIEF: &[&str] = &[
    "CEO",
    "ceo",
    "首席执行官",
    "首席",
    "董事",
    "总裁",
    "创始人",
    "总经理",
    "副总",
    "高管",
    "负责人",
    "方面",
    "公司",
    "集团",
    "官方",
    "客服",
    "官微",
    "发言人",
];
const RUMOUR: &[&str] = &[
    "网传",
    "传闻",
    "传言",
    "谣",
    "市场消息",
    "坊间",
    "有传",
    "传出",
    "据传",
    "盛传",
    "流传",
    "疯传",
];
const FILING: &[&str] = &[
    "公告",
    "财报",
    "年报",
    "季报",
    "半年报",
    "预案",
    "业绩",
    "报告书",
    "招股书",
    "草案",
    "招股说明书",
];
const BODY: &[&str] = &[
    "深交所",
    "上交所",
    "港交所",
    "法院",
    "证监会",
    "部",
    "委",
    "局",
    "国务院",
    "政府",
];
const REGISTER: &[&str] = &["天眼查", "企查查", "工商", "启信宝"];

fn has(words: &str, list: &[&str]) -> bool {
    list.iter().any(|w| words.contains(w))
}

/// The class of a claim's source.
pub fn of(reading: &Reading, claim: &Claim, text: &str) -> &'static str {
    let Some(speaker) = claim.chain.last() else {
        return "outlet";
    };
    let own = [speaker.name.as_deref(), speaker.description.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let attribution = claim.attribution.and_then(|i| reading.attributions.get(i));
    match speaker.kind {
        SpeakerKind::Own => "outlet",
        SpeakerKind::Record if matches!(own.trim(), "数据" | "数据 数据") => "outlet",
        SpeakerKind::Record if has(&own, FILING) && !has(&own, BODY) => "company",
        SpeakerKind::Record => "official_record",
        SpeakerKind::Authority => "official_named",
        SpeakerKind::Outlet | SpeakerKind::UnnamedMedia => "other_outlet",
        SpeakerKind::Unattributed => {
            let said: String = attribution
                .iter()
                .flat_map(|a| a.cue.iter().chain(&a.source))
                .map(|s| s.of(text))
                .collect();
            if has(&format!("{own}{said}"), RUMOUR) {
                "market_rumour"
            } else {
                "outlet"
            }
        }
        SpeakerKind::Public if has(&own, REGISTER) => "official_record",
        SpeakerKind::Public if own.contains("公开") => "outlet",
        SpeakerKind::Public => "social_media",
        SpeakerKind::Anonymous => {
            let source: &[Span] = attribution.map_or(&[], |a| &a.source);
            let named = || {
                reading
                    .mentions
                    .iter()
                    .filter(|m| matches!(m.kind, NameKind::Org | NameKind::Authority))
                    .any(|m| source.iter().any(|s| s.overlaps(m.span)))
            };
            if has(&own, STAFF) && named() {
                "company_unnamed"
            } else if has(&own, EXPERT) {
                "expert_named"
            } else {
                "anonymous"
            }
        }
        SpeakerKind::Party | SpeakerKind::Named => named(reading, speaker, &own),
    }
}

/// Parties and other named sources, by the words about them and the sort of name they bear.
fn named(reading: &Reading, speaker: &Speaker, own: &str) -> &'static str {
    let entity = speaker.entity.as_deref();
    let described: Vec<&str> = reading
        .attributions
        .iter()
        .filter(|a| entity.is_some() && a.speaker.entity.as_deref() == entity)
        .filter_map(|a| a.speaker.description.as_deref())
        .collect();
    let wide = format!("{own} {}", described.join(" "));
    let sort = reading
        .mentions
        .iter()
        .find(|m| entity.is_some() && m.entity.as_deref() == entity)
        .map(|m| m.kind);
    let body = matches!(sort, Some(NameKind::Authority | NameKind::Place));
    if speaker.kind == SpeakerKind::Party {
        return if has(own, STAFF) {
            "company_unnamed"
        } else if has(&wide, OFFICE) || body {
            "official_named"
        } else if has(own, EXPERT) {
            "expert_named"
        } else {
            "company"
        };
    }
    if has(own, EXPERT) {
        return "expert_named";
    }
    if has(own, OFFICE) {
        return "official_named";
    }
    if has(own, CHIEF) {
        return "company";
    }
    if has(own, STAFF) {
        return "company_unnamed";
    }
    match sort {
        Some(NameKind::Outlet) => return "other_outlet",
        Some(NameKind::Authority | NameKind::Place) => return "official_named",
        Some(NameKind::Org) => return "company",
        _ => {}
    }
    if has(&wide, EXPERT) {
        return "expert_named";
    }
    if has(&wide, OFFICE) {
        return "official_named";
    }
    if has(&wide, CHIEF) {
        "company"
    } else {
        "expert_named"
    }
}
