//! Dumps of several layouts, with invented stories.

use super::*;

fn read_dump(text: &str, lang: &str) -> (Option<String>, Vec<String>, Dump) {
    let sources = onrecord_packs::sources();
    let furniture = Furniture::compile(&sources);
    let dates = Dates::compile(&sources);
    let dump = read(text, &furniture, &dates, lang, None);
    let title = dump.title.clone().map(|r| text[r].to_owned());
    let blocks = dump
        .blocks
        .iter()
        .map(|b| {
            b.parts
                .iter()
                .map(|r| &text[r.clone()])
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    (title, blocks, dump)
}

/// Every line of `story` is a block, and nothing else is.
fn holds(text: &str, lang: &str, title: &str, story: &[&str]) -> Dump {
    let (found, blocks, dump) = read_dump(text, lang);
    assert_eq!(found.as_deref(), Some(title));
    assert_eq!(blocks, story);
    dump
}

const ZH_STORY: [&str; 5] = [
    "本报讯　3月8日，海阔造船对外证实，旗下第二座干船坞已经通过验收，最快将于下月投入使用。公司没有透露首艘入坞船舶的名字。",
    "一位接近项目的人士表示，船坞总投资约12亿元，其中三成来自银行贷款，其余由股东按比例出资。",
    "产能翻番",
    "按照规划，新船坞每年可以建造六艘大型集装箱船，比现有产能增加一倍。行业协会的数据显示，去年全国新接订单同比增长两成。",
    "“我们不担心订单，只担心工人。”公司董事长林远帆说。",
];

#[test]
fn chinese_portal_with_meta_row_and_hot_list() {
    let text = format!(
        "首页\n新闻\n财经\n体育\n登录 | 注册\n\n您的位置：东湖新闻网 > 财经 > 产业 > 正文\n\n海阔造船第二座干船坞通过验收\n2022年03月08日 16:42　来源：江城晚报　作者：周小满\n字号：大 中 小\n分享到：微信 微博 QQ空间\n\n{}\n\n（责任编辑：吴一）\n\n版权声明：本网所有内容未经授权不得转载。\n\n相关新闻\n去年新船订单创十年新高\n三家船企联合成立研究院\n\n24小时热榜\n1\n明天降温，最低气温零下五度！\n2\n这座城市的房价，终于跌了？\n3\n他三十岁辞职开面馆，一年赚了多少钱？\n\n评论 12\n老王：船坞早该建了，支持一下。希望质量过关，不要像以前那样出问题。\n关于我们 | 联系我们 | 广告服务\nCopyright © 2001-2022 东湖新闻网 版权所有 鄂ICP备0000000号",
        ZH_STORY.join("\n\n")
    );
    let dump = holds(&text, "zh", "海阔造船第二座干船坞通过验收", &ZH_STORY);
    let label = |f: Field| dump.labels.iter().find(|l| l.0 == f).map(|l| &text[l.1.clone()]);
    assert_eq!(label(Field::Source), Some("江城晚报"));
    assert_eq!(label(Field::Author), Some("周小满"));
    assert_eq!(label(Field::Editor), Some("吴一"));
    assert_eq!(dump.stamps.iter().filter(|s| s.zone == Zone::Head).count(), 1);
}

#[test]
fn chinese_feed_without_any_known_heading() {
    let mut text = String::from(
        "晨星资讯\n打开APP\n\n海阔造船：第二座干船坞下月启用\n\n晨星资讯\n03-08 18:20\n关注\n\n",
    );
    text.push_str(&ZH_STORY.join("\n"));
    text.push_str("\n\n");
    for (head, who, when) in [
        (
            "老人捡到百万彩票，他的做法让人意外！",
            "小镇故事",
            "2024-05-01 10:00:00",
        ),
        (
            "这三种蔬菜千万别放冰箱，很多人不知道。后悔没早看到！",
            "生活家",
            "2024-05-02 11:30:12",
        ),
        (
            "又赢了！国足两球取胜，球迷：终于等到你。",
            "球评人",
            "2024-05-02 22:41:09",
        ),
        (
            "她离婚三年后再婚，新郎竟然是他？网友炸锅了！",
            "娱乐圈",
            "2024-05-03 08:15:44",
        ),
    ] {
        text.push_str(&format!("{head}\n\n{head}\n\n{who}\n{when}\n"));
    }
    holds(&text, "zh", "海阔造船：第二座干船坞下月启用", &ZH_STORY);
}

const EN_STORY: [&str; 5] = [
    "Harlow Shipyards has won approval to open its second dry dock, the port authority said on Tuesday, ending a wait of almost three years.",
    "The dock, which cost about $180 million, will handle container ships of up to 400 metres, according to two people familiar with the plans.",
    "\"We are not short of orders, we are short of welders,\" said Mina Falk, the company's chief executive.",
    "What comes next",
    "The first ship is expected to enter the dock in May. Unions have asked for talks about night shifts before then, and the company has not said whether it will agree.",
];

#[test]
fn english_page_with_one_word_per_line_menus() {
    let text = format!(
        "Skip to main content\nMenu\nHome\nWorld\nBusiness\nShipping\nOpinion\nSign in\nSubscribe\nBusiness\nHarlow Shipyards cleared to open second dock\nBy Ruth Okafor and Jan Peters\nUpdated March 8, 2022 4:42 PM GMT\n3 min read\nFacebook\nTwitter\nEmail\nCopy link\n{}\nRead more\nPort traffic hits a record\nWelders wanted: a town and its yard\n{}\n{}\nAdvertisement\n{}\nSign up for our shipping newsletter and get the week's news in your inbox.\nReporting by Ruth Okafor; Editing by Sam Lund\nMost Read\n1\nStorm closes northern ports\n2\nFerry fares to rise again\nThe operator blamed fuel. Passengers blamed the operator.\n3\nHow a crane is moved\nComments\nI worked there for thirty years and never saw the old dock full. Good luck to them all, they will need it.\nAbout us\nContact\n© 2022 The Quay Post. All rights reserved.",
        EN_STORY[0],
        EN_STORY[1..3].join("\n"),
        EN_STORY[3],
        EN_STORY[4]
    );
    let dump = holds(
        &text,
        "en",
        "Harlow Shipyards cleared to open second dock",
        &EN_STORY,
    );
    let authors: Vec<&str> = dump
        .labels
        .iter()
        .filter(|l| l.0 == Field::Author)
        .map(|l| &text[l.1.clone()])
        .collect();
    assert_eq!(authors[0], "Ruth Okafor and Jan Peters");
}

#[test]
fn english_translation_portal_with_a_sentence_as_headline() {
    let text = format!(
        "QuayNews Home Ships Ports People About\n\nScan to follow\n\nIt is said that the second dock of Harlow has been approved.\n\n2023-01-05 Source: QuayNews Author: quaynews Column: Ships > Yards >\n\nQuayNews (Reported by--\n\n{}\n\nScan the QR code and follow us on WeChat to read more about the shipping circle every day.\n\nHits: 31\n\n*The views above are the author's own and do not represent this site.\n\nShare\n\nNo comments yet\n\n© 2023 QuayNews",
        EN_STORY.join("\n\n\n")
    );
    holds(
        &text,
        "en",
        "It is said that the second dock of Harlow has been approved.",
        &EN_STORY,
    );
}

#[test]
fn plain_articles_come_through_whole() {
    for (lang, story) in [("zh", ZH_STORY), ("en", EN_STORY)] {
        let (_, blocks, _) = read_dump(&story.join("\n\n"), lang);
        assert_eq!(blocks, story);
        let text = format!("A title of some words here\n\n{}", story.join("\n\n"));
        let (title, blocks, _) = read_dump(&text, lang);
        assert_eq!(title.as_deref(), Some("A title of some words here"));
        assert_eq!(blocks, story);
    }
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let wrapped = "Harlow Shipyards has won approval to open its second dry dock, the port\nauthority said on Tuesday, ending a wait of almost three years for the\ncompany and for the town that depends on it.\n\nThe dock will handle container ships of up to 400 metres, according to\ntwo people familiar with the plans, who asked not to be named because\nthe details are not public yet.\n";
    let (_, blocks, _) = read_dump(wrapped, "en");
    assert_eq!(blocks.len(), 2);
    assert!(blocks[0].ends_with("depends on it.") && blocks[0].contains("port authority"));
}

proptest::proptest! {
    #[test]
    fn spans_are_valid_whatever_the_text(text in "(([a-zA-Z >.:]{0,30}|[一二三来源：记者。，（）]{0,30}|2023-02-14 10:20|Comments|相关新闻)\n){0,30}") {
        let sources = PACKS.get_or_init(onrecord_packs::sources);
        let furniture = Furniture::compile(sources);
        let dates = Dates::compile(sources);
        let dump = read(&text, &furniture, &dates, "zh", None);
        let mut last = 0;
        for part in dump.blocks.iter().flat_map(|b| &b.parts) {
            assert!(part.start >= last && !text[part.clone()].trim().is_empty());
            last = part.end;
        }
        for label in &dump.labels {
            assert!(text.get(label.1.clone()).is_some());
        }
    }
}

static PACKS: std::sync::OnceLock<onrecord_model::PackSources> = std::sync::OnceLock::new();
