//! Chinese voices under the shipped packs, by kind of fault: who holds on, of what class, under what name.
//! What does not live here: examples of rules, which stand beside them in the packs.

use onrecord_model::{Anchor, Article, Language, Moment, SpeakerKind};
use onrecord_read::read;
use std::sync::LazyLock;

use SpeakerKind::{Anonymous, Authority, Named, Outlet, Party, Record};

static PACKS: LazyLock<onrecord_read::Packs> = LazyLock::new(onrecord_packs::embedded);

/// Text, words in it, and who says them: source and kind; `None` where nobody does.
type Case = (
    &'static str,
    &'static str,
    Option<(&'static str, Option<SpeakerKind>)>,
);

fn check(cases: &[Case]) {
    let anchor = Anchor::at(Moment::day(jiff::civil::date(2023, 3, 15)));
    for (text, words, wanted) in cases {
        let article = Article::of_text(text, Language::Chinese);
        let made: Vec<(String, SpeakerKind, String)> = read(&article, &PACKS, &anchor)
            .attributions
            .iter()
            .flat_map(|a| {
                let source = a.source.first().map_or("", |s| s.of(text)).to_owned();
                let kind = a.speaker.kind;
                a.content
                    .iter()
                    .map(move |c| (source.clone(), kind, c.of(text).to_owned()))
            })
            .collect();
        let mut hits = made.iter().filter(|m| m.2.contains(words));
        match wanted {
            None => assert!(hits.next().is_none(), "{text}: {made:?}"),
            Some((source, kind)) => assert!(
                hits.any(|m| m.0 == *source && kind.is_none_or(|k| k == m.1)),
                "{text}: {made:?}"
            ),
        }
    }
}

#[test]
fn a_speaker_holds_on_until_another_voice() {
    check(&[
        (
            "新桥渔业发布声明称，停业传闻系谣言。渔船每天照常出海，工资按时发放。",
            "渔船每天照常出海",
            Some(("新桥渔业", Some(Party))),
        ),
        (
            "船东透露，渔港将关闭。届时，渔民会搬到对岸。",
            "届时，渔民会搬到对岸",
            Some(("船东", None)),
        ),
        (
            "渔业局发言人周岚表示，航道已经疏通。我们将派出两艘巡逻船。",
            "我们将派出两艘巡逻船",
            Some(("渔业局发言人周岚", Some(Authority))),
        ),
        (
            "青禾药业公告，拟购买两座药厂。\n本次交易的价格尚未确定。",
            "本次交易的价格尚未确定",
            Some(("青禾药业", Some(Party))),
        ),
        (
            "据《晨星报》报道，山火已经得到控制。两座村庄的居民已经回家。",
            "两座村庄的居民已经回家",
            Some(("《晨星报》", Some(Outlet))),
        ),
        (
            "船东透露，渔港将关闭。截至收盘，渔业股下跌。",
            "截至收盘，渔业股下跌",
            None,
        ),
        (
            "渔业局表示，航道已经疏通。分析人士认为，鱼价会下跌。",
            "鱼价会下跌",
            Some(("分析人士", Some(Anonymous))),
        ),
        (
            "船东透露，渔港将关闭。\n这座渔港建于1950年。",
            "这座渔港建于1950年",
            None,
        ),
    ]);
}

#[test]
fn one_class_for_whoever_speaks() {
    check(&[
        (
            "云岭科技称，工厂将于六月投产。",
            "工厂将于六月投产",
            Some(("云岭科技", Some(Party))),
        ),
        (
            "云岭科技董事长何峰说，工厂已经投产。",
            "工厂已经投产",
            Some(("云岭科技董事长何峰", Some(Party))),
        ),
        (
            "江州市渔业局局长林海说，航道已经疏通。",
            "航道已经疏通",
            Some(("江州市渔业局局长林海", Some(Authority))),
        ),
        (
            "中方表示，将采取必要措施。",
            "将采取必要措施",
            Some(("中方", Some(Authority))),
        ),
        (
            "江州大学教授陈立说，鱼价会下跌。",
            "鱼价会下跌",
            Some(("江州大学教授陈立", Some(Named))),
        ),
        (
            "业内人士称，鱼价会下跌。",
            "鱼价会下跌",
            Some(("业内人士", Some(Anonymous))),
        ),
        (
            "国家渔船登记系统显示，两艘渔船已注销。",
            "两艘渔船已注销",
            Some(("国家渔船登记系统", Some(Record))),
        ),
        (
            "云岭科技公告显示，公司拥有船只131艘。",
            "公司拥有船只131艘",
            Some(("云岭科技", Some(Party))),
        ),
        (
            "渔业局发布公告称，北港自五月起关闭。",
            "北港自五月起关闭",
            Some(("渔业局", Some(Record))),
        ),
        (
            "渔业局局长林海视察北港。林海表示，航道已经疏通。",
            "航道已经疏通",
            Some(("林海", Some(Authority))),
        ),
    ]);
}

#[test]
fn what_speaks_is_a_noun_phrase_and_no_thing() {
    check(&[
        (
            "新桥渔业于5月3日发表声明称，渔船均已返港。",
            "渔船均已返港",
            Some(("新桥渔业", Some(Party))),
        ),
        ("两港正就运费承诺方案的条款进行磋商。", "方案的条款进行磋商", None),
        ("扶梯系统要求乘客站稳扶手。", "乘客站稳扶手", None),
        ("免责声明：文中观点仅代表作者。", "文中观点仅代表作者", None),
        (
            "据央视新闻介绍，大桥明年通车。",
            "大桥明年通车",
            Some(("央视新闻", Some(Outlet))),
        ),
        (
            "韩方则反击称，渔船没有越界。",
            "渔船没有越界",
            Some(("韩方", Some(Authority))),
        ),
        ("老人指着货架质问，谁来负责。", "谁来负责", Some(("老人", None))),
    ]);
}

#[test]
fn cues_and_papers_that_are_issued() {
    check(&[
        (
            "新桥渔业在年报中提到，船队将缩减。",
            "船队将缩减",
            Some(("新桥渔业", Some(Party))),
        ),
        (
            "“毫无道理。”5月7日，渔业局发言人周岚说。",
            "“毫无道理。”",
            Some(("渔业局发言人周岚", Some(Authority))),
        ),
        (
            "新桥渔业随后也作出回应称，鱼罐头全部合格。",
            "鱼罐头全部合格",
            Some(("新桥渔业", Some(Party))),
        ),
        (
            "新桥渔业早间发布公告，拟出售两艘渔船。",
            "拟出售两艘渔船",
            Some(("新桥渔业", Some(Party))),
        ),
        (
            "但新桥渔业很快回应上述传闻：我司经营正常。",
            "我司经营正常",
            Some(("新桥渔业", Some(Party))),
        ),
        (
            "江州市渔业局公布两份处罚决定，两家船厂被罚款。",
            "两家船厂被罚款",
            Some(("江州市渔业局", Some(Record))),
        ),
    ]);
}

#[test]
fn silence_and_rumours_have_their_own_speakers() {
    check(&[
        (
            "截至发稿时，新桥渔业没有回复本报的提问。",
            "新桥渔业没有回复本报的提问",
            Some(("新桥渔业", Some(Party))),
        ),
        (
            "云岭科技拒绝对传闻置评。",
            "云岭科技拒绝对传闻置评",
            Some(("云岭科技", Some(Party))),
        ),
        (
            "记者多次拨打船厂的电话，均无人接听。",
            "记者多次拨打船厂的电话，均无人接听",
            Some(("船厂", None)),
        ),
        (
            "记者就停航一事致电白鹭航空，截至发稿未获回复。",
            "记者就停航一事致电白鹭航空，截至发稿未获回复",
            Some(("白鹭航空", Some(Party))),
        ),
        (
            "网传白鹭航空停飞，白鹭航空表示，各条航线照常运行。",
            "各条航线照常运行",
            Some(("白鹭航空", Some(Party))),
        ),
        (
            "新桥渔业发布声明，网传“年底停业”系谣言。",
            "网传“年底停业”系谣言",
            Some(("新桥渔业", Some(Party))),
        ),
    ]);
}

#[test]
fn marks_of_east_asian_width_end_what_was_said() {
    check(&[
        (
            "孙宁说：＂渔船明天返港。＂陈立回应：＂鱼价不会涨。＂",
            "鱼价不会涨",
            Some(("陈立", None)),
        ),
        (
            "孙宁说：〝渔船明天返港。〞陈立说：〝鱼价不会涨。〞",
            "鱼价不会涨",
            Some(("陈立", None)),
        ),
        (
            "孙宁说：〝渔船明天返港。〟陈立说，鱼价不会涨。",
            "鱼价不会涨",
            Some(("陈立", None)),
        ),
    ]);
}

#[test]
fn for_whom_somebody_speaks_is_no_part_of_who_speaks() {
    check(&[
        (
            "陈立代表船东发言说，渔船明天返港。",
            "渔船明天返港",
            Some(("陈立", None)),
        ),
        (
            "孙宁代表新桥渔业表示，鱼价不会涨。",
            "鱼价不会涨",
            Some(("孙宁", None)),
        ),
        (
            "船东代表表示，渔船明天返港。",
            "渔船明天返港",
            Some(("船东代表", None)),
        ),
        (
            "人大代表孙宁表示，鱼价不会涨。",
            "鱼价不会涨",
            Some(("人大代表孙宁", None)),
        ),
    ]);
}
