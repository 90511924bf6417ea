//! Chinese phrases.
//! What does not live here: English ones.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::rows::{Meaning, Row, ago, back, days, monday, month_from, months, on, one, week, years};

/// Contexts of what is over, of what is to come, and of either.
const PAST: &[&str] = &[
    "渔市{}关了门。",
    "据介绍，这座水闸{}建成。",
    "{}，渔业局通报了此事。",
    "陈立说，他{}离开了海川。",
    "（{}）渔船返港。",
    "记者{}从县里获悉，旧桥已经拆除。",
];
const AHEAD: &[&str] = &["渔市将于{}开门。", "县里计划{}重修水闸。", "新码头预计{}启用。"];
const EITHER: &[&str] = &[
    "渔汛统计表：{}。",
    "{}的渔汛",
    "题为《渔汛》的报告写的是{}的情况。",
];
/// Days of writing: in spring, at a month's end, in autumn, at a year's end.
const DATES: [Date; 4] = [
    date(2023, 3, 15),
    date(2024, 2, 29),
    date(2022, 10, 8),
    date(2025, 12, 30),
];

/// A numeral in characters.
fn han(n: i32) -> String {
    let digit = |d: i32| ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"][d as usize];
    match n {
        0..=9 => digit(n).to_owned(),
        10..=19 => format!("十{}", if n == 10 { "" } else { digit(n - 10) }),
        20..=99 => format!(
            "{}十{}",
            digit(n / 10),
            if n % 10 == 0 { "" } else { digit(n % 10) }
        ),
        _ => n.to_string(),
    }
}

/// A number before a classifier: 两, not 二.
fn counted(n: i32) -> Vec<String> {
    let word = if n == 2 { "两".to_owned() } else { han(n) };
    vec![n.to_string(), word]
}

/// A year in characters, digit by digit.
fn year_han(year: i16) -> String {
    year.to_string()
        .bytes()
        .map(|b| ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"][usize::from(b - b'0')])
        .collect()
}

struct Made(Vec<Row>);

impl Made {
    fn each(
        &mut self,
        category: &'static str,
        contexts: &[&str],
        phrase: &str,
        day: Date,
        meanings: &[Meaning],
    ) {
        for context in contexts {
            self.0
                .push(Row::new(category, context, phrase, day, meanings.to_vec()));
        }
    }
}

/// All rows.
pub fn rows() -> Vec<Row> {
    let mut made = Made(Vec::new());
    for (index, day) in DATES.into_iter().enumerate() {
        let past = &PAST[index % 2..][..4];
        relative(&mut made, past, day);
        offsets(&mut made, past, day);
        weekdays(&mut made, day);
        parts(&mut made, past, day);
        ranges(&mut made, past, day);
        bounds(&mut made, day);
        clocks(&mut made, past, day);
    }
    absolute(&mut made);
    eras(&mut made);
    decades(&mut made);
    lengths(&mut made);
    made.0
}

fn relative(made: &mut Made, past: &[&str], day: Date) {
    let y = day.year();
    for (word, by) in [
        ("今天", 0),
        ("昨天", -1),
        ("前天", -2),
        ("昨日", -1),
        ("大前天", -3),
    ] {
        made.each("relative day", past, word, day, &[one(on(day, by))]);
    }
    for (word, by) in [("明天", 1), ("后天", 2), ("大后天", 3), ("明日", 1)] {
        made.each("relative day", AHEAD, word, day, &[one(on(day, by))]);
    }
    for (word, by) in [
        ("上周", -1),
        ("上星期", -1),
        ("上个星期", -1),
        ("本周", 0),
        ("这周", 0),
        ("上上周", -2),
    ] {
        made.each("relative week", past, word, day, &[week(day, by)]);
    }
    for (word, by) in [("下周", 1), ("下个星期", 1), ("下下周", 2)] {
        made.each("relative week", AHEAD, word, day, &[week(day, by)]);
    }
    for (word, by) in [("上月", -1), ("上个月", -1), ("本月", 0), ("这个月", 0)] {
        made.each("relative month", past, word, day, &[month_from(day, by)]);
    }
    for (word, by) in [("下月", 1), ("下个月", 1)] {
        made.each("relative month", AHEAD, word, day, &[month_from(day, by)]);
    }
    for (word, by) in [("今年", 0), ("去年", -1), ("前年", -2), ("上年", -1)] {
        made.each("relative year", past, word, day, &[years(y + by, 1)]);
    }
    for (word, by) in [("明年", 1), ("后年", 2)] {
        made.each("relative year", AHEAD, word, day, &[years(y + by, 1)]);
    }
    for (word, by) in [("去年", -1i16), ("前年", -2)] {
        for m in 1..=12i8 {
            let phrase = format!("{word}{m}月");
            made.each(
                "month of a relative year",
                &past[..2],
                &phrase,
                day,
                &[months(y + by, m, 1)],
            );
            let phrase = format!("{word}{}月{}日", han(i32::from(m)), han(11));
            made.each(
                "day of a relative year",
                &past[..1],
                &phrase,
                day,
                &[one(date(y + by, m, 11))],
            );
        }
        for (q, name) in ["一季度", "第二季度", "三季度", "第四季度"].iter().enumerate() {
            let phrase = format!("{word}{name}");
            made.each(
                "quarter of a relative year",
                past,
                &phrase,
                day,
                &[months(y + by, q as i8 * 3 + 1, 3)],
            );
        }
        for (half, month) in [("上半年", 1i8), ("下半年", 7)] {
            let phrase = format!("{word}{half}");
            made.each(
                "half of a relative year",
                past,
                &phrase,
                day,
                &[months(y + by, month, 6)],
            );
        }
        for n in [2, 3, 5, 9] {
            for number in counted(n) {
                let phrase = format!("{word}前{number}个月");
                made.each("first months", &past[..2], &phrase, day, &[months(y + by, 1, n)]);
            }
            let phrase = format!("{word}最后{}个月", counted(n)[1]);
            made.each(
                "last months",
                &past[..2],
                &phrase,
                day,
                &[months(y + by, 13 - n as i8, n)],
            );
        }
    }
}

fn offsets(made: &mut Made, past: &[&str], day: Date) {
    for n in [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20] {
        for number in counted(n) {
            for (unit, words) in [
                ('d', ["天前", "天之前"]),
                ('w', ["周前", "个星期前"]),
                ('m', ["个月前", "个月之前"]),
                ('y', ["年前", "年之前"]),
            ] {
                if unit == 'w' && n > 10 {
                    continue;
                }
                for word in words {
                    let phrase = format!("{number}{word}");
                    made.each("so long ago", &past[1..3], &phrase, day, &ago(day, unit, n));
                }
            }
            for (unit, word) in [('d', "天后"), ('w', "周后"), ('m', "个月后"), ('y', "年后")] {
                if unit == 'w' && n > 10 {
                    continue;
                }
                made.each(
                    "so long on",
                    &AHEAD[..2],
                    &format!("{number}{word}"),
                    day,
                    &ago(day, unit, -n),
                );
            }
            for (unit, words) in [
                ('d', ["天", "天来"]),
                ('m', ["个月", "个月来"]),
                ('y', ["年", "年来"]),
            ] {
                let from = back(day, unit, n);
                for head in ["过去", "近"] {
                    for word in words {
                        if head == "过去" && word.ends_with('来') || n == 1 {
                            continue;
                        }
                        let phrase = format!("{head}{number}{word}");
                        let until = [
                            days(from, day),
                            days(from, on(day, 1)),
                            Meaning::Days(Some(from), None),
                        ];
                        made.each("a past stretch", &past[2..3], &phrase, day, &until);
                    }
                }
            }
            for (unit, word) in [('d', "天"), ('m', "个月"), ('y', "年")] {
                let to = back(day, unit, -n);
                if n > 1 {
                    let phrase = format!("未来{number}{word}");
                    made.each(
                        "a stretch ahead",
                        &["{}，渔业局将增设码头。"],
                        &phrase,
                        day,
                        &[days(day, to), days(on(day, 1), on(to, 1))],
                    );
                }
            }
        }
    }
}

fn weekdays(made: &mut Made, day: Date) {
    for (w, name) in ["一", "二", "三", "四", "五", "六", "日"].iter().enumerate() {
        for (head, weeks) in [("上周", -1), ("上星期", -1), ("上个周", -1)] {
            let at = on(monday(day, weeks), w as i64);
            made.each(
                "weekday of a week",
                &PAST[..3],
                &format!("{head}{name}"),
                day,
                &[one(at)],
            );
        }
        for head in ["下周", "下星期", "下周的周"] {
            if head == "下周的周" {
                continue;
            }
            let at = on(monday(day, 1), w as i64);
            made.each(
                "weekday of a week",
                AHEAD,
                &format!("{head}{name}"),
                day,
                &[one(at)],
            );
        }
        // What is over is the last such day; today counts.
        let today = i64::from(day.weekday().to_monday_zero_offset());
        let last = on(day, -((today - w as i64).rem_euclid(7)));
        let next = on(day, (w as i64 - today).rem_euclid(7));
        let this = on(monday(day, 0), w as i64);
        for head in ["周", "星期"] {
            made.each("weekday", &PAST[..2], &format!("{head}{name}"), day, &[one(last)]);
            made.each(
                "weekday",
                &AHEAD[..2],
                &format!("{head}{name}"),
                day,
                &[one(next), one(on(next, 7))],
            );
            let phrase = format!("本{head}{name}");
            let contexts = if this <= day { &PAST[..1] } else { &AHEAD[..1] };
            made.each("weekday of this week", contexts, &phrase, day, &[one(this)]);
        }
    }
}

fn parts(made: &mut Made, past: &[&str], day: Date) {
    let y = day.year() - 1;
    for year in [y, y - 3] {
        for (word, month, count) in [
            ("初", 1i8, 1..=3),
            ("年初", 1, 1..=3),
            ("年底", 12, 1..=3),
            ("底", 12, 1..=3),
            ("末", 12, 1..=3),
        ] {
            let phrase = format!("{year}年{}", word.trim_start_matches('年'));
            let all: Vec<Meaning> = count
                .clone()
                .map(|c| {
                    if month == 1 {
                        months(year, 1, c)
                    } else {
                        months(year, 13 - c as i8, c)
                    }
                })
                .chain([years(year, 1)])
                .collect();
            made.each("part of a year", &past[..2], &phrase, day, &all);
        }
        for (word, month) in [("春", 3i8), ("夏", 6), ("秋", 9), ("冬", 12)] {
            let all = [months(year, month, 3)];
            made.each(
                "season of a year",
                &past[..2],
                &format!("{year}年{word}季"),
                day,
                &all,
            );
            made.each(
                "season of a year",
                &past[..2],
                &format!("{year}年{word}天"),
                day,
                &all,
            );
        }
        for month in [2i8, 5, 9] {
            let last = date(year, month, 1) + 1.month();
            for (word, from, to) in [
                ("上旬", date(year, month, 1), date(year, month, 11)),
                ("中旬", date(year, month, 11), date(year, month, 21)),
                ("下旬", date(year, month, 21), last),
            ] {
                let phrase = format!("{year}年{month}月{word}");
                made.each("third of a month", &past[..3], &phrase, day, &[days(from, to)]);
            }
        }
    }
}

fn ranges(made: &mut Made, past: &[&str], day: Date) {
    let y = day.year() - 1;
    for dash in ["至", "到", "-", "—", "～", "~", "–", "——"] {
        for (a, b) in [(4i8, 6i8), (9, 21)] {
            for month in [2i8, 7] {
                let (from, to) = (date(y, month, a), on(date(y, month, b), 1));
                made.each(
                    "range of days",
                    &past[..2],
                    &format!("{y}年{month}月{a}日{dash}{b}日"),
                    day,
                    &[days(from, to)],
                );
                made.each(
                    "range of days",
                    &past[..1],
                    &format!("{y}年{month}月{a}日{dash}{month}月{b}日"),
                    day,
                    &[days(from, to)],
                );
                let later = on(date(y, month + 2, b), 1);
                made.each(
                    "range of days",
                    &past[..1],
                    &format!("{y}年{month}月{a}日{dash}{}月{b}日", month + 2),
                    day,
                    &[days(from, later)],
                );
            }
        }
        for (a, b) in [(2i8, 5i8), (7, 9)] {
            let all = [months(y, a, i32::from(b - a) + 1)];
            made.each(
                "range of months",
                &past[..2],
                &format!("{y}年{a}月{dash}{b}月"),
                day,
                &all,
            );
            made.each(
                "range of months",
                &past[..2],
                &format!("{y}年{a}{dash}{b}月"),
                day,
                &all,
            );
        }
        for (a, b) in [(y - 4, y), (y - 1, y)] {
            let all = [years(a, i32::from(b - a) + 1)];
            made.each(
                "range of years",
                &past[..2],
                &format!("{a}年{dash}{b}年"),
                day,
                &all,
            );
            made.each(
                "range of years",
                &past[..2],
                &format!("{a}{dash}{b}年"),
                day,
                &all,
            );
        }
    }
}

/// Since, after and before a year, and a year behind a verb.
fn bounds(made: &mut Made, day: Date) {
    let y = day.year() - 1;
    for year in [y, y - 7] {
        let from = date(year, 1, 1);
        for phrase in [
            format!("{year}年以来"),
            format!("自{year}年以来"),
            format!("自{year}年起"),
            format!("从{year}年开始"),
        ] {
            let all = [
                Meaning::Days(Some(from), None),
                days(from, day),
                days(from, on(day, 1)),
            ];
            made.each(
                "since a year",
                &["{}，渔业局查了九十艘船。", "鱼价涨到{}同期最高。"],
                &phrase,
                day,
                &all,
            );
        }
        for head in [
            "超过",
            "不过",
            "通过",
            "突破",
            "刚刚过去的",
            "在",
            "对比",
            "不及",
            "下达",
        ] {
            let context = format!("渔船数{head}{{}}的水平。");
            made.0.push(Row::new(
                "year behind a verb",
                &context,
                &format!("{year}年"),
                day,
                vec![years(year, 1)],
            ));
        }
        for tail in ["之后", "以后", "后"] {
            let all = [
                Meaning::Days(Some(date(year + 1, 1, 1)), None),
                Meaning::Days(Some(from), None),
            ];
            made.each(
                "after a year",
                &["{}，他再没有出海。"],
                &format!("{year}年{tail}"),
                day,
                &all,
            );
        }
        for tail in ["之前", "以前", "前"] {
            made.each(
                "before a year",
                &["{}，这里没有码头。"],
                &format!("{year}年{tail}"),
                day,
                &[Meaning::Days(None, Some(from))],
            );
        }
    }
}

fn clocks(made: &mut Made, past: &[&str], day: Date) {
    let y = day.year();
    let d = date(y, 2, 11);
    for (part, add, hours) in [
        ("凌晨", 0, 1..=5),
        ("上午", 0, 8..=11),
        ("下午", 12, 1..=5),
        ("晚上", 12, 7..=10),
        ("晚", 12, 7..=9),
        ("早上", 0, 6..=8),
    ] {
        for hour in hours {
            for number in counted(hour) {
                for (tail, minute) in [
                    ("点", 0i8),
                    ("时", 0),
                    ("点半", 30),
                    ("时20分", 20),
                    ("点05分", 5),
                    ("点三刻", 45),
                ] {
                    if number != hour.to_string() && tail.contains('2') {
                        continue;
                    }
                    let phrase = format!("{y}年2月11日{part}{number}{tail}");
                    let at = (hour + add) as i8;
                    made.each(
                        "clock of a day",
                        &past[..1],
                        &phrase,
                        day,
                        &[Meaning::Clock(d, at, minute)],
                    );
                }
            }
        }
    }
    for (word, by) in [("昨天", -1), ("前天", -2), ("昨日", -1)] {
        for (part, hour) in [("上午9时", 9i8), ("下午3点", 15), ("晚上8点", 20), ("凌晨2点", 2)] {
            made.each(
                "clock of a relative day",
                past,
                &format!("{word}{part}"),
                day,
                &[Meaning::Clock(on(day, by), hour, 0)],
            );
        }
    }
}

fn absolute(made: &mut Made) {
    let day = DATES[0];
    let contexts = &PAST[..2];
    for year in [1949, 1978, 1996, 2005, 2018, 2022] {
        let all = [years(year, 1)];
        made.each("year", PAST, &format!("{year}年"), day, &all);
        made.each("year", contexts, &format!("{}年", year_han(year)), day, &all);
        for month in [1i8, 4, 10, 12] {
            let all = [months(year, month, 1)];
            made.each("month", contexts, &format!("{year}年{month}月"), day, &all);
            made.each("month", contexts, &format!("{year}年{month}月份"), day, &all);
            made.each(
                "month",
                &contexts[..1],
                &format!("{}年{}月", year_han(year), han(i32::from(month))),
                day,
                &all,
            );
            for d in [1i8, 9, 20, 28] {
                let all = [one(date(year, month, d))];
                for phrase in [
                    format!("{year}年{month}月{d}日"),
                    format!("{year}年{month}月{d}号"),
                    format!("{year}年{month:02}月{d:02}日"),
                    format!(
                        "{}年{}月{}日",
                        year_han(year),
                        han(i32::from(month)),
                        han(i32::from(d))
                    ),
                    format!("{year}-{month:02}-{d:02}"),
                    format!("{year}/{month}/{d}"),
                    format!("{year}.{month}.{d}"),
                ] {
                    made.each("day", &contexts[..1], &phrase, day, &all);
                }
            }
        }
        for (q, number) in ["一", "二", "三", "四"].iter().enumerate() {
            let all = [months(year, q as i8 * 3 + 1, 3)];
            for phrase in [
                format!("{year}年第{number}季度"),
                format!("{year}年{number}季度"),
                format!("{year}年第{}季度", q + 1),
                format!("{year}年Q{}", q + 1),
            ] {
                made.each("quarter", contexts, &phrase, day, &all);
            }
        }
        for (half, month) in [("上半年", 1i8), ("下半年", 7)] {
            made.each(
                "half-year",
                contexts,
                &format!("{year}年{half}"),
                day,
                &[months(year, month, 6)],
            );
        }
    }
}

/// Years of Japanese eras and of the Republic.
fn eras(made: &mut Made) {
    let day = DATES[0];
    let contexts = &PAST[..2];
    for (era, first, count) in [
        ("令和", 2019i16, 1..=5),
        ("平成", 1989, 1..=30),
        ("昭和", 1926, 20..=63),
        ("民国", 1912, 1..=38),
        ("民國", 1912, 90..=112),
    ] {
        for n in count {
            let year = first + n as i16 - 1;
            made.each(
                "era year",
                &EITHER[2..],
                &format!("{era}{n}年"),
                day,
                &[years(year, 1)],
            );
            if n > 1 {
                made.each(
                    "era year",
                    &contexts[..1],
                    &format!("{era}{n}年5月3日"),
                    day,
                    &[one(date(year, 5, 3))],
                );
            }
        }
    }
}

/// Decades, their parts, and centuries.
fn decades(made: &mut Made) {
    let day = DATES[0];
    let contexts = &PAST[..2];
    for decade in [1950i16, 1970, 1980, 1990] {
        let short = decade % 100;
        for phrase in [
            format!("{short}年代"),
            format!("20世纪{short}年代"),
            format!("上世纪{short}年代"),
            format!("上世纪{}年代", han(i32::from(short))),
        ] {
            made.each("decade", contexts, &phrase, day, &[years(decade, 10)]);
        }
        for (part, from, count) in [
            ("初", 0i16, 3..=5),
            ("中期", 3, 3..=4),
            ("末", 7, 3..=3),
            ("后期", 5, 5..=5),
        ] {
            let mut all: Vec<Meaning> = count.map(|c| years(decade + from, c)).collect();
            all.push(years(decade, 10));
            made.each(
                "part of a decade",
                contexts,
                &format!("上世纪{short}年代{part}"),
                day,
                &all,
            );
        }
    }
    for century in [18i16, 19, 20] {
        made.each(
            "century",
            contexts,
            &format!("{century}世纪"),
            day,
            &[
                years((century - 1) * 100, 100),
                years((century - 1) * 100 + 1, 100),
            ],
        );
    }
}

fn lengths(made: &mut Made) {
    let contexts = [
        "他在海川住了{}。",
        "修闸用了{}。",
        "罚他停船{}。",
        "这场风持续{}。",
    ];
    for n in [1, 2, 3, 5, 8, 12, 18, 24] {
        for number in counted(n) {
            for (word, head, tail) in [
                ("天", "P", "D"),
                ("周", "P", "W"),
                ("个星期", "P", "W"),
                ("个月", "P", "M"),
                ("年", "P", "Y"),
                ("个小时", "PT", "H"),
                ("小时", "PT", "H"),
                ("分钟", "PT", "M"),
            ] {
                let phrase = format!("{number}{word}");
                made.each(
                    "length",
                    &contexts,
                    &phrase,
                    DATES[0],
                    &[Meaning::Length(format!("{head}{n}{tail}"))],
                );
            }
            for (word, head, tail) in [
                ("年半", "P", "Y"),
                ("个半月", "P", "M"),
                ("个半小时", "PT", "H"),
                ("天半", "P", "D"),
            ] {
                let phrase = format!("{number}{word}");
                made.each(
                    "length and a half",
                    &contexts[..2],
                    &phrase,
                    DATES[0],
                    &[Meaning::Length(format!("{head}{n}.5{tail}"))],
                );
            }
        }
    }
}
