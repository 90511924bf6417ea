//! Numbers as read: values, bytes taken, and what must not be read.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

/// The value as text ("low..high" where it is a range) and the words taken.
fn shown(text: &str, lang: Language) -> Option<(String, &str)> {
    let n = read(text, lang)?;
    let show = |d: Decimal| d.round_dp(9).normalize().to_string();
    let value = match n.high {
        Some(high) if high == n.low => show(high),
        Some(high) => format!("{}..{}", show(n.low), show(high)),
        None => format!("{}..", show(n.low)),
    };
    Some((value, &text[..n.len]))
}

#[track_caller]
fn all(lang: Language, cases: &[(&str, &str)]) {
    for (text, value) in cases {
        let whole = text.split('|').next().unwrap_or(text);
        let text = text.replace('|', "");
        assert_eq!(shown(&text, lang), Some((value.to_string(), whole)), "{text}");
    }
}

#[test]
fn digits_are_read_with_their_groups_and_decimals() {
    all(
        Language::English,
        &[
            ("1,400.5| units", "1400.5"),
            ("12,34,567|", "1234567"),
            ("1.234.567,8|", "1234567.8"),
            ("3 400 000| people", "3400000"),
            ("423| 0000", "423"),
            ("4| May", "4"),
            ("8|, 9 and 10", "8"),
            ("0.5|", "0.5"),
            (".5|", "0.5"),
            ("2 3/4| cups", "2.75"),
            ("2½| hours", "2.5"),
            ("7|/13/2020", "7"),
            ("6.02e3|", "6020"),
            ("1.5x10^6|", "1500000"),
            ("-4.5|", "-4.5"),
            ("１２．５|", "12.5"),
            ("7|,１２,３４", "7"),
        ],
    );
}

#[test]
fn english_words_are_read() {
    all(
        Language::English,
        &[
            ("twenty-one| years", "21"),
            ("two hundred and seven| cars", "207"),
            ("nine hundred thousand|", "900000"),
            ("one million two hundred thousand and six|", "1200006"),
            ("1.4 billion| yuan", "1400000000"),
            ("7bn|", "7000000000"),
            ("40k|", "40000"),
            ("6M| users", "6000000"),
            ("3| m long", "3"),
            ("half a million| cars", "500000"),
            ("a quarter million|", "250000"),
            ("two and a half million|", "2500000"),
            ("4 million and a half|", "4500000"),
            ("a dozen| eggs", "12"),
            ("half a dozen| eggs", "6"),
            ("three dozen| eggs", "36"),
            ("two thirds| of", "0.666666667"),
            ("three-quarters|", "0.75"),
            ("one twenty-fifth|", "0.04"),
            ("six and three eighths|", "6.375"),
            ("one point two five|", "1.25"),
            ("minus forty|", "-40"),
            ("3 lakh crore|", "3000000000000"),
            ("5 crore 20 lakh|", "52000000"),
            ("5 million| and 200 others", "5000000"),
            ("one hundred| and two hundred", "100"),
            ("two| and a third of the fleet", "2"),
        ],
    );
    for text in [
        "oneself",
        "andy",
        "tension",
        "a car",
        "hundred",
        "pointless",
        "and",
        "k",
        "million",
        ".",
    ] {
        assert_eq!(read(text, Language::English), None, "{text}");
    }
}

#[test]
fn chinese_numerals_are_read() {
    all(
        Language::Chinese,
        &[
            ("三十三|辆", "33"),
            ("一万二千|元", "12000"),
            ("两千三|", "2300"),
            ("二百零五|", "205"),
            ("二百五|", "250"),
            ("一亿零三百万|", "103000000"),
            ("二万亿|元", "2000000000000"),
            ("三千五百万亿|", "3500000000000000"),
            ("1.4亿|元", "140000000"),
            ("3亿2000万|", "320000000"),
            ("6万8千|", "68000"),
            ("6 万|辆", "60000"),
            ("3万多|辆", "30000.."),
            ("十多万|人", "100000.."),
            ("3500多|家", "3500.."),
            ("百余|名", "100.."),
            ("万余|户", "10000.."),
            ("20余|家", "20.."),
            ("十几万|", "100000.."),
            ("几十万|", "100000..1000000"),
            ("数百|家", "100..1000"),
            ("上万|人", "10000.."),
            ("两三百|人", "200..300"),
            ("七八万|", "70000..80000"),
            ("二十七八|", "27..28"),
            ("三分之一|", "0.333333333"),
            ("百分之四点五|", "0.045"),
            ("百分之百|", "1"),
            ("千分之三|", "0.003"),
            ("一又二分之一|", "1.5"),
            ("负七点二|", "-7.2"),
            ("零点五|", "0.5"),
            ("二〇一九|年", "2019"),
            ("廿三|", "23"),
            ("卅|", "30"),
            ("伍佰叁拾|", "530"),
            ("貳拾萬|", "200000"),
            ("１５万|", "150000"),
            ("三点五亿|", "350000000"),
            ("五|点半", "5"),
            ("三|点二十分", "3"),
            ("三千|两", "3000"),
            ("一百|千瓦", "100"),
            ("130|千米", "130"),
            ("6千|台", "6000"),
            ("参拾参|", "33"),
            ("10k|", "10000"),
        ],
    );
    for text in ["万", "千", "百货", "几", "数据", "多", "亿", "点", "余"] {
        assert_eq!(read(text, Language::Chinese), None, "{text}");
    }
}

#[test]
fn a_range_gives_its_first_number_the_scale_it_left_out() {
    let n = |t| read(t, Language::Chinese).unwrap();
    for (first, last, low) in [
        ("3", "5万", 30_000),
        ("一", "两千万", 10_000_000),
        ("8500", "3万", 8_500),
        ("1万", "5万", 10_000),
        ("一百二十", "一百五十万", 1_200_000),
    ] {
        assert_eq!(
            n(first).before(&n(last)).low,
            Decimal::from(low),
            "{first}–{last}"
        );
    }
}

#[test]
fn ordinals_are_read() {
    for (text, value, len) in [
        ("third-largest", 3, 5),
        ("twenty-first", 21, 12),
        ("one hundred and fifth", 105, 21),
        ("21st", 21, 4),
    ] {
        assert_eq!(english_ordinal(text), Some((value, len)), "{text}");
    }
    for text in ["thirds", "5the", "seven", "two first"] {
        assert_eq!(english_ordinal(text), None, "{text}");
    }
}

#[test]
fn long_numbers_are_refused_and_never_wrap() {
    assert_eq!(read(&"9".repeat(40), Language::English), None);
    assert_eq!(read(&"九".repeat(40), Language::Chinese), None);
    assert!(read(&"万".repeat(40).replacen('万', "九万", 1), Language::Chinese).is_none());
    assert!(read("79228162514264337593543950335 million", Language::English).is_none());
}

proptest! {
    #[test]
    fn numbers_end_on_character_boundaries_and_never_panic(
        text in "[0-9０-９.,/^e a-z零一二两三五六十百千万亿兆多余几点分之又负半廿-]{0,24}",
        lang in prop::sample::select(vec![Language::Chinese, Language::English]),
    ) {
        if let Some(n) = read(&text, lang) {
            prop_assert!(n.len > 0 && text.is_char_boundary(n.len));
            prop_assert!(n.high.is_none_or(|h| h >= n.low));
        }
    }

    #[test]
    fn number_words_join_to_a_number(
        text in "((minus|one|five|twelve|twenty|hundred|thousand|million|dozen|and|a|half|quarter|third|fifths|point|of|3|2.5|bn)[ -]){1,8}",
    ) {
        if let Some(n) = read(&text, Language::English) {
            prop_assert!(n.len > 0 && n.len <= text.len());
        }
    }

    #[test]
    fn what_is_written_out_is_read_back(n in 0u64..10_000_000_000) {
        let value = Decimal::from(n);
        prop_assert_eq!(read(&n.to_string(), Language::English).and_then(|r| r.exact()), Some(value));
        prop_assert_eq!(read(&chinese_of(n), Language::Chinese).and_then(|r| r.exact()), Some(value));
        prop_assert_eq!(read(&english_of(n), Language::English).and_then(|r| r.exact()), Some(value));
    }
}

/// The numeral as a school book writes it.
fn chinese_of(n: u64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if n == 0 {
        return "零".into();
    }
    let mut out = String::new();
    let mut gap = false;
    for (place, d) in n
        .to_string()
        .chars()
        .rev()
        .map(|c| c as usize - 48)
        .enumerate()
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        if d == 0 {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push('零');
            }
            gap = false;
            out.push(DIGITS[d]);
            out.push_str(["", "十", "百", "千"][place % 4]);
        }
        let section = n / 10u64.pow(place as u32) % 10_000;
        if place == 8 && n >= 100_000_000 {
            out.push('亿');
        } else if place == 4 && section > 0 {
            out.push('万');
            gap = false;
        }
    }
    out
}

fn english_of(n: u64) -> String {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    match n {
        0..=19 => ONES[n as usize].into(),
        20..=99 if n.is_multiple_of(10) => TENS[n as usize / 10].into(),
        20..=99 => format!("{}-{}", TENS[n as usize / 10], ONES[n as usize % 10]),
        100..=999 if n.is_multiple_of(100) => format!("{} hundred", english_of(n / 100)),
        100..=999 => format!("{} hundred and {}", english_of(n / 100), english_of(n % 100)),
        _ => {
            let (unit, name) = match n {
                1_000..=999_999 => (1_000, "thousand"),
                1_000_000..=999_999_999 => (1_000_000, "million"),
                _ => (1_000_000_000, "billion"),
            };
            let rest = if n.is_multiple_of(unit) {
                String::new()
            } else {
                format!(" {}", english_of(n % unit))
            };
            format!("{} {name}{rest}", english_of(n / unit))
        }
    }
}
