//! Dates in many forms, and numbers that are none.

use super::*;

fn read(text: &str, lang: &str) -> Vec<String> {
    let packs = onrecord_packs::embedded();
    let months = Months::compile(&packs.sources);
    let part = |n: Option<i32>| n.map_or("?".to_owned(), |n| format!("{n:02}"));
    scan(text, &months, lang, super::super::month_first(lang))
        .iter()
        .map(|w| {
            let clock = w.clock.map_or(String::new(), |(h, m)| format!("T{h:02}:{m:02}"));
            let zone = w.zone.map_or(String::new(), |z| format!("{z:+}"));
            format!(
                "{}-{}-{}{clock}{zone}",
                part(w.year.map(i32::from)),
                part(w.month.map(i32::from)),
                part(w.day.map(i32::from))
            )
        })
        .collect()
}

#[test]
fn whole_dates_in_many_forms() {
    for (text, lang, want) in [
        ("posted 2021-03-09T08:15:00Z", "en", "2021-03-09T08:15+0"),
        ("2021-03-09 08:15:00.250+08:00", "en", "2021-03-09T08:15+480"),
        ("2021/3/9", "en", "2021-03-09"),
        ("2021年3月9日 08:15", "zh", "2021-03-09T08:15"),
        ("2021 年 3 月 9 日", "zh", "2021-03-09"),
        ("2021년 3월 9일", "ko", "2021-03-09"),
        ("20210309", "zh", "2021-03-09"),
        ("09.03.2021, 08:15 Uhr", "de", "2021-03-09T08:15"),
        ("09/03/2021", "fr", "2021-03-09"),
        ("03/09/2021", "en", "2021-03-09"),
        ("25/03/2021", "en", "2021-03-25"),
        ("March 9, 2021 at 8:15 p.m.", "en", "2021-03-09T20:15"),
        ("Tue, 09 Mar 2021 08:15:00 +0100", "en", "2021-03-09T08:15+60"),
        ("Mar. 9th, 2021", "en", "2021-03-09"),
        ("9th of March 2021", "en", "2021-03-09"),
        ("9. März 2021", "de", "2021-03-09"),
        ("9 de marzo de 2021", "es", "2021-03-09"),
        ("1er mars 2021", "fr", "2021-03-01"),
        ("9 березня 2021", "uk", "2021-03-09"),
        ("2021. március 9.", "hu", "2021-03-09"),
        ("2021 m. kovo 9 d.", "lt", "2021-03-09"),
        ("9 Μαρτίου 2021", "el", "2021-03-09"),
        ("9 Mart 2021", "tr", "2021-03-09"),
        ("9 มีนาคม 2564", "th", "2021-03-09"),
        ("٩ مارس ٢٠٢١", "ar", "2021-03-09"),
        ("9 آذار / مارس 2021", "ar", "2021-03-09"),
        ("9 tháng 3, 2021", "vi", "2021-03-09"),
        ("19 اسفند 1399", "fa", "2021-03-09"),
        ("۱۹ اسفند ۱۳۹۹", "fa", "2021-03-09"),
        ("1399/12/19", "fa", "2021-03-09"),
        ("9 listopada 2021", "pl", "2021-11-09"),
        ("9. listopada 2021.", "hr", "2021-10-09"),
        ("09 | 03 | 2021", "de", "2021-03-09"),
        ("2021-3-9T8:5:7Z", "en", "2021-03-09T08:05+0"),
        ("2021-03-09T23:15:0+01:00", "en", "2021-03-09T23:15+60"),
        ("21-03-09 08:15", "zh", "2021-03-09T08:15"),
        ("21年3月9日", "zh", "2021-03-09"),
        ("09-03-21", "de", "2021-03-09"),
        ("民國110年3月9日", "zh", "2021-03-09"),
        ("中華民國 110 年 3 月 9 日", "zh", "2021-03-09"),
        ("110/03/09", "zh", "2021-03-09"),
        ("令和3年3月9日", "ja", "2021-03-09"),
        ("平成30年12月01日", "ja", "2018-12-01"),
        ("9 March '21", "en", "2021-03-09"),
        ("March 9, '21", "en", "2021-03-09"),
        ("09/03/2021", "en-GB", "2021-03-09"),
    ] {
        assert_eq!(read(text, lang), [want], "{text}");
    }
}

#[test]
fn partial_dates() {
    for (text, lang, want) in [
        ("3月9日，记者获悉", "zh", "?-03-09"),
        ("in March 2021 they", "en", "2021-03-?"),
        ("on Mar. 9 they", "en", "?-03-09"),
        ("on 9 March they", "en", "?-03-09"),
        ("2021年3月开工", "zh", "2021-03-?"),
        ("2021年开工", "zh", "2021-?-?"),
    ] {
        assert_eq!(read(text, lang), [want], "{text}");
    }
}

#[test]
fn numbers_that_are_no_dates() {
    for text in [
        "It may 5.5 times",
        "version 1.2.3.4",
        "2019-20 season",
        "the A380-800",
        "call 555-01-2345678",
        "find out 12 ways",
        "99.99.2021",
        "March 12% up",
    ] {
        assert_eq!(read(text, "en"), Vec::<String>::new(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn never_panics_and_stays_inside(text in "[ 0-9:./年月日TZ+a-zé、ม.ค–-]{0,60}") {
        let months = Months::default();
        for w in scan(&text, &months, "en", true) {
            assert!(text.get(w.range.clone()).is_some() && text.is_char_boundary(w.end));
        }
    }
}
