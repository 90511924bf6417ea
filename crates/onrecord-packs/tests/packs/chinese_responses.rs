//! Chinese responses under the shipped packs, by kind of answer: denied, refused, silent, ignorant, confirmed; with whom.
//! What does not live here: who speaks (`chinese_voices`), and which claims an answer is linked to (`judging`).

use std::sync::LazyLock;

use onrecord_model::{Anchor, Article, Claim, Language, Modality, Moment, Polarity, SpeakerKind};
use onrecord_read::read;

static PACKS: LazyLock<onrecord_read::Packs> = LazyLock::new(onrecord_packs::embedded);

fn claims(text: &str) -> Vec<Claim> {
    let anchor = Anchor::at(Moment::day(jiff::civil::date(2023, 3, 15)));
    let article = Article::of_text(text, Language::Chinese);
    read(&article, &PACKS, &anchor).claims
}

fn shown(text: &str, made: &[Claim]) -> String {
    made.iter()
        .map(|c| {
            let chain: Vec<_> = c.chain.iter().map(|s| (s.kind, s.name.as_deref())).collect();
            format!(
                "{}.{} {:?} {:?} {chain:?} [{}]\n",
                c.kind,
                c.state.as_deref().unwrap_or("-"),
                c.polarity,
                c.modality,
                c.span.of(text)
            )
        })
        .collect()
}

/// Text, words in the responding clause, its state, and who answers.
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

fn check(cases: &[Case]) {
    for (text, words, state, who) in cases {
        let made = claims(text);
        let hit = made.iter().any(|c| {
            c.kind == "response"
                && c.state.as_deref() == Some(state)
                && c.span.of(text).contains(words)
                && who.is_none_or(|who| {
                    let last = c.chain.last();
                    last.is_some_and(|s| {
                        s.name
                            .as_deref()
                            .or(s.description.as_deref())
                            .is_some_and(|n| n.contains(who))
                    })
                })
        });
        assert!(hit, "{text}\n{state} by {who:?} wanted:\n{}", shown(text, &made));
    }
}

/// Texts in which nobody answers anything.
fn none(texts: &[&str]) {
    for text in texts {
        let made = claims(text);
        assert!(
            made.iter().all(|c| c.kind != "response"),
            "{text}\n{}",
            shown(text, &made)
        );
    }
}

#[test]
fn what_is_called_false_is_denied() {
    check(&[
        (
            "网传新桥渔业停业。新桥渔业发布声明称，该消息系谣言。",
            "系谣言",
            "denied",
            Some("新桥渔业"),
        ),
        (
            "云岭科技表示，有关裁员的传闻不属实。",
            "不属实",
            "denied",
            Some("云岭科技"),
        ),
        (
            "海川港口董事长何峰在股东会上说，所谓资金断裂纯属编造。",
            "编造",
            "denied",
            Some("何峰"),
        ),
        (
            "白鹭航空在官方微博上回应称，停飞一说毫无根据。",
            "毫无根据",
            "denied",
            Some("白鹭航空"),
        ),
        (
            "渔业局发言人周岚表示，没有这回事。",
            "没有这回事",
            "denied",
            Some("周岚"),
        ),
        ("何峰否认曾经拖欠工资。", "拖欠工资", "denied", Some("何峰")),
        (
            "对于出售传言，新桥渔业集团在公众号上只写了“不属实”三个字。",
            "不属实",
            "denied",
            Some("新桥渔业集团"),
        ),
    ]);
}

#[test]
fn what_is_rejected_or_not_admitted_is_denied() {
    check(&[
        (
            "北岸国商务部发言人表示，北岸国对这一裁定不认同、不接受。",
            "不接受",
            "denied",
            None,
        ),
        ("何峰拒绝承认工厂漏油。", "漏油", "denied", Some("何峰")),
    ]);
}

#[test]
fn an_answer_without_a_word_of_denial_denies() {
    check(&[
        (
            "网传白鹭航空停飞。白鹭航空就传闻回应称，各条航线照常运行。",
            "照常运行",
            "denied",
            Some("白鹭航空"),
        ),
        (
            "何峰发微博回应“挪用公款”称，“我从来没有碰过那笔钱”。",
            "从来没有",
            "denied",
            Some("何峰"),
        ),
        (
            "针对污染的指控，海川港口澄清称，厂区不存在暗管。",
            "不存在暗管",
            "denied",
            Some("海川港口"),
        ),
    ]);
}

#[test]
fn refusals_name_who_refuses() {
    check(&[
        ("云岭科技拒绝对传闻置评。", "置评", "no_comment", Some("云岭科技")),
        (
            "陈立不愿透露买家是谁，只说无可奉告。",
            "无可奉告",
            "no_comment",
            Some("陈立"),
        ),
        (
            "外事办发言人周岚说，这个问题请你向渔业局了解。",
            "请你向渔业局了解",
            "no_comment",
            Some("周岚"),
        ),
        ("市政府发言人表示，不便评论个案。", "不便评论", "no_comment", None),
    ]);
}

#[test]
fn silence_names_who_was_silent() {
    check(&[
        (
            "截至发稿时，新桥渔业没有回复本报的提问。",
            "没有回复",
            "not_responded",
            Some("新桥渔业"),
        ),
        (
            "记者就停航一事致电白鹭航空，截至发稿未获回复。",
            "未获回复",
            "not_responded",
            Some("白鹭航空"),
        ),
        (
            "记者多次拨打船厂的电话，均无人接听。",
            "无人接听",
            "not_responded",
            Some("船厂"),
        ),
    ]);
}

#[test]
fn nothing_to_tell_is_no_information() {
    check(&[
        (
            "白鹭航空工作人员称，暂无进一步消息。",
            "暂无进一步消息",
            "no_information",
            None,
        ),
        (
            "港务局表示不了解情况，请以公告为准。",
            "不了解情况",
            "no_information",
            Some("港务局"),
        ),
    ]);
}

#[test]
fn what_is_called_true_is_confirmed() {
    check(&[
        (
            "海川港口回应称，收购一事情况属实。",
            "情况属实",
            "confirmed",
            Some("海川港口"),
        ),
        ("何峰承认船只曾经漏油。", "漏油", "confirmed", Some("何峰")),
    ]);
}

#[test]
fn what_is_denied_is_nobodys_assertion() {
    for text in [
        "何峰否认云岭科技收购了海川港口。",
        "云岭科技表示，网传“云岭科技破产清算”系谣言。",
        "白鹭航空否认已获得牌照。",
    ] {
        let made = claims(text);
        assert!(
            made.iter().all(|c| c.kind == "response"
                || c.modality == Modality::Rumoured
                    && c.chain.iter().all(|s| s.kind == SpeakerKind::Unattributed)),
            "{text}\n{}",
            shown(text, &made)
        );
        assert!(
            made.iter()
                .any(|c| c.state.as_deref() == Some("denied") && c.polarity == Polarity::Negated),
            "{text}\n{}",
            shown(text, &made)
        );
    }
}

#[test]
fn words_that_only_look_like_answers() {
    none(&[
        "针对网上的不实传闻，公司将依法追究责任。",
        "不可否认，渔业市场正在扩大。",
        "新桥渔业没有渔船出海。",
        "一位不愿透露姓名的船员说，渔船已经返港。",
        "专家表示，居民不接受新的停车费并不奇怪，费用比去年翻倍。",
        "渔业局提醒居民不信谣、不传谣。",
        "白鹭航空表示，正常运行的航线有十条。",
    ]);
}

#[test]
fn recognition_and_what_is_still_open_are_no_answers() {
    none(&[
        "两国政府决定自即日起相互承认并建立外交关系。",
        "北岭国政府已正式承认石岭国临时政府。",
        "如果情况属实，新桥渔业须承担责任。",
        "工会认为，新桥渔业应当承认错误。",
        "该等债权并未有生效法律文书予以确认。",
        "周岚不承认自己是刻意模仿。",
    ]);
}

#[test]
fn what_a_page_tells_its_readers_answers_nobody() {
    none(&[
        "转载请联系新桥渔业。",
        "记者问：请问新桥渔业做了哪些努力？",
        "事发时夫妻俩尚不知情。",
        "周岚的渔船在本人不知情的情况下出海。",
    ]);
}

#[test]
fn two_negations_affirm_and_whoever_was_called_is_silent() {
    check(&[
        (
            "新桥渔业总裁周岚不得不承认，渔船漏油。",
            "漏油",
            "confirmed",
            Some("周岚"),
        ),
        (
            "本报多次联系新桥渔业，截至发稿时未获回复。",
            "未获回复",
            "not_responded",
            Some("新桥渔业"),
        ),
    ]);
}
