//! Names, times and quantities of one text on the shipped packs: none stands inside another or across it, and kinds of
//! false values by sentences of our own.
//! What does not live here: the rules' own examples (see `packs.rs`), and values that are right (see `times.rs`, `quantities.rs`).

use std::sync::LazyLock;

use jiff::civil::date;
use onrecord_model::{Anchor, Article, Language, Moment, NameKind, Reading};
use onrecord_read::{Packs, read};

static PACKS: LazyLock<Packs> = LazyLock::new(onrecord_packs::embedded);

fn reading(text: &str) -> Reading {
    let article = Article::of_text(text, Language::by_script(text));
    read(&article, &PACKS, &Anchor::at(Moment::day(date(2023, 3, 15))))
}

fn times(text: &str) -> Vec<String> {
    reading(text)
        .times
        .iter()
        .map(|t| t.span.of(text).to_owned())
        .collect()
}

fn quantities(text: &str) -> Vec<String> {
    reading(text)
        .quantities
        .iter()
        .map(|q| q.span.of(text).to_owned())
        .collect()
}

fn names(text: &str, kind: NameKind) -> Vec<String> {
    reading(text)
        .mentions
        .iter()
        .filter(|m| m.kind == kind)
        .map(|m| m.span.of(text).to_owned())
        .collect()
}

#[test]
fn nothing_stands_inside_another() {
    for text in [
        "水务局长周敏本周到任，站长何志今日没有到场，第三棉纺厂的二号仓库在4月停用。",
        "记者从青川市第二人民医院获悉，一名护士昨日离职，每日商报与21世纪商报都作了报道。",
        "The Ninth Street Bakery sold 40 loaves on Friday, and Marlow 12 Shipping left on 3 May 2021.",
    ] {
        let reading = reading(text);
        let names: Vec<_> = reading.mentions.iter().map(|m| m.span).collect();
        let values = reading
            .times
            .iter()
            .map(|t| t.span)
            .chain(reading.quantities.iter().map(|q| q.span));
        for value in values {
            assert!(
                names.iter().all(|n| !n.overlaps(value) || value.holds(*n)),
                "{} in {text}",
                value.of(text)
            );
        }
    }
}

#[test]
fn a_number_before_a_year_sign_names_the_year() {
    for (text, words) in [
        ("出货量不过2017年的一半。", "2017年"),
        ("今年的降雨超过2003年。", "2003年"),
        ("该镇在2011年前后通了公路。", "2011年前后"),
        ("她1998年来到青川。", "1998年"),
    ] {
        let found = reading(text);
        let time = found
            .times
            .iter()
            .find(|t| t.span.of(text) == words)
            .unwrap_or_else(|| panic!("{words} in {text}: {:?}", found.times));
        let year: i16 = words[..4].parse().unwrap();
        assert_eq!(time.interval.from.map(|m| m.date().year()), Some(year), "{text}");
    }
    assert!(
        reading("这座城有2000多年历史。")
            .times
            .iter()
            .all(|t| t.interval.from.is_none())
    );
}

#[test]
fn pieces_of_words_are_no_times() {
    for text in [
        "这种差别体现在价格上。",
        "几个年轻人推着车。",
        "孩子刚上二年级。",
        "台风即将来临。",
        "会上提出三点建议。",
        "海燕六号货轮与北斗七号卫星。",
        "有一天，他会回来。",
    ] {
        assert_eq!(times(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn numbers_of_things_are_no_quantities() {
    for text in [
        "热线拨打12315，手机13700001234，座机0755-20001234。",
        "青川水务（603123.SH）停牌。",
        "执行GB/T 10234标准。",
        "Call 0161 496 0777 or +44 161 496 0777.",
        "She called 911 at once.",
        "Shops stay open 24/7.",
    ] {
        assert_eq!(quantities(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(quantities("他背负5条人命，还欠两个亿。"), ["5条", "两个亿"]);
}

#[test]
fn firms_and_products_are_no_persons() {
    for (text, firms) in [
        (
            "Hollin Foods and Garrow Steel will share the quay.",
            &["Hollin Foods", "Garrow Steel"][..],
        ),
        (
            "BrightFenn unveiled a pump, and BrightFenn's shares rose.",
            &["BrightFenn", "BrightFenn"],
        ),
        ("Saltby Games on Monday cut its prices.", &["Saltby Games"]),
    ] {
        assert_eq!(names(text, NameKind::Person), Vec::<String>::new(), "{text}");
        assert_eq!(names(text, NameKind::Org), firms, "{text}");
    }
    let text = "The Trade and Fisheries Commission fined Garrow Steel, Ivo Marn said.";
    assert_eq!(
        names(text, NameKind::Authority),
        ["Trade and Fisheries Commission"]
    );
    assert_eq!(names(text, NameKind::Person), ["Ivo Marn"]);
}

#[test]
fn a_part_of_a_chinese_name_may_be_withheld() {
    assert_eq!(
        names("王某与赵某某发生争执。", NameKind::Person),
        ["王某", "赵某某"]
    );
    assert_eq!(
        names("K女士报了警，B先生没有回应。", NameKind::Person),
        ["K女士", "B先生"]
    );
    assert_eq!(
        names("B股走低，完成某些手续。", NameKind::Person),
        Vec::<String>::new()
    );
    assert_eq!(
        names("裁缝和搬运工吵了起来。", NameKind::Person),
        Vec::<String>::new()
    );
}
