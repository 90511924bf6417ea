//! English phrases.
//! What does not live here: Chinese ones.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::rows::{Meaning, Row, ago, back, days, monday, month_from, months, on, one, week, years};

/// Contexts of what is over, of what is to come, and of either.
const PAST: &[&str] = &[
    "The fish market closed {}.",
    "Ivo Marn left Dunmore {}, his brother said.",
    "The ferry that sank {} was old.",
    "Officials said the quay was sold {}.",
];
const AHEAD: &[&str] = &[
    "The fish market will open {}.",
    "The town plans to rebuild the lock {}.",
];
/// Days of writing: in spring, at a month's end, in autumn, at a year's end.
const DATES: [Date; 4] = [
    date(2023, 3, 15),
    date(2024, 2, 29),
    date(2022, 10, 8),
    date(2025, 12, 30),
];
const MONTHS: [(&str, &str); 12] = [
    ("January", "Jan."),
    ("February", "Feb."),
    ("March", "Mar."),
    ("April", "Apr."),
    ("May", "May"),
    ("June", "Jun."),
    ("July", "Jul."),
    ("August", "Aug."),
    ("September", "Sept."),
    ("October", "Oct."),
    ("November", "Nov."),
    ("December", "Dec."),
];
const WEEKDAYS: [(&str, &str); 7] = [
    ("Monday", "Mon"),
    ("Tuesday", "Tue"),
    ("Wednesday", "Wed"),
    ("Thursday", "Thu"),
    ("Friday", "Fri"),
    ("Saturday", "Sat"),
    ("Sunday", "Sun"),
];
const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

fn counted(n: i32) -> Vec<String> {
    let mut all = vec![n.to_string()];
    all.extend(WORDS.get(n as usize).map(|w| (*w).to_owned()));
    all
}

fn ordinal(n: i8) -> String {
    let tail = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{tail}")
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

    /// A phrase behind a preposition.
    fn behind(
        &mut self,
        category: &'static str,
        contexts: &[&str],
        word: &str,
        phrase: &str,
        day: Date,
        meanings: &[Meaning],
    ) {
        for context in contexts {
            let context = context.replace("{}", &format!("{word} {{}}"));
            self.0
                .push(Row::new(category, &context, phrase, day, meanings.to_vec()));
        }
    }
}

/// All rows.
pub fn rows() -> Vec<Row> {
    let mut made = Made(Vec::new());
    for day in DATES {
        relative(&mut made, day);
        without_year(&mut made, day);
        offsets(&mut made, day);
        weekdays(&mut made, day);
        ranges(&mut made, day);
        clocks(&mut made, day);
    }
    absolute(&mut made);
    decades(&mut made);
    lengths(&mut made);
    made.0
}

fn relative(made: &mut Made, day: Date) {
    let y = day.year();
    made.each("relative day", PAST, "yesterday", day, &[one(on(day, -1))]);
    made.each(
        "relative day",
        PAST,
        "the day before yesterday",
        day,
        &[one(on(day, -2))],
    );
    made.each("relative day", AHEAD, "tomorrow", day, &[one(on(day, 1))]);
    made.each(
        "relative day",
        AHEAD,
        "the day after tomorrow",
        day,
        &[one(on(day, 2))],
    );
    for (word, by) in [("last week", -1), ("this week", 0), ("the week before last", -2)] {
        made.each("relative week", PAST, word, day, &[week(day, by)]);
    }
    made.each("relative week", AHEAD, "next week", day, &[week(day, 1)]);
    for (word, by) in [("last month", -1), ("this month", 0), ("earlier this month", 0)] {
        let all = [
            month_from(day, by),
            days(date(y, day.month(), 1), day),
            days(date(y, day.month(), 1), on(day, 1)),
        ];
        made.each(
            "relative month",
            PAST,
            word,
            day,
            &all[..if by == 0 { 3 } else { 1 }],
        );
    }
    made.each("relative month", AHEAD, "next month", day, &[month_from(day, 1)]);
    for (word, by) in [
        ("last year", -1i16),
        ("this year", 0),
        ("the year before last", -2),
    ] {
        made.each("relative year", PAST, word, day, &[years(y + by, 1)]);
    }
    made.each("relative year", AHEAD, "next year", day, &[years(y + 1, 1)]);
}

/// Months and days without a year, and parts of the year before and after.
fn without_year(made: &mut Made, day: Date) {
    let y = day.year();
    for (m, (name, short)) in MONTHS.iter().enumerate() {
        let m = m as i8 + 1;
        let past = if date(y, m, 1) <= day { y } else { y - 1 };
        made.behind("month alone", &PAST[..3], "in", name, day, &[months(past, m, 1)]);
        let ahead = if date(y, m, 1) + 1.month() > day { y } else { y + 1 };
        made.behind("month alone", AHEAD, "in", name, day, &[months(ahead, m, 1)]);
        for d in [2i8, 17] {
            let past = if date(y, m, d) <= day { y } else { y - 1 };
            for phrase in [
                format!("{name} {d}"),
                format!("{d} {name}"),
                format!("{short} {d}"),
                format!("{name} {}", ordinal(d)),
            ] {
                made.behind(
                    "day without a year",
                    &PAST[..1],
                    "on",
                    &phrase,
                    day,
                    &[one(date(past, m, d))],
                );
            }
            let ahead = if date(y, m, d) >= day { y } else { y + 1 };
            made.behind(
                "day without a year",
                &AHEAD[..1],
                "on",
                &format!("{name} {d}"),
                day,
                &[one(date(ahead, m, d))],
            );
        }
        made.behind(
            "month of a relative year",
            &PAST[..2],
            "in",
            &format!("{name} last year"),
            day,
            &[months(y - 1, m, 1)],
        );
        made.behind(
            "month of a relative year",
            &PAST[..2],
            "in",
            &format!("{name} of last year"),
            day,
            &[months(y - 1, m, 1)],
        );
        made.behind(
            "month of a relative year",
            &AHEAD[..1],
            "in",
            &format!("{name} next year"),
            day,
            &[months(y + 1, m, 1)],
        );
    }
    for (q, number) in ["first", "second", "third", "fourth"].iter().enumerate() {
        let all = [months(y - 1, q as i8 * 3 + 1, 3)];
        made.behind(
            "quarter of a relative year",
            &PAST[..2],
            "in",
            &format!("the {number} quarter of last year"),
            day,
            &all,
        );
        made.behind(
            "quarter of a relative year",
            &PAST[..1],
            "in",
            &format!("last year's {number} quarter"),
            day,
            &all,
        );
    }
    for (half, month) in [("first", 1i8), ("second", 7)] {
        made.behind(
            "half of a relative year",
            &PAST[..2],
            "in",
            &format!("the {half} half of last year"),
            day,
            &[months(y - 1, month, 6)],
        );
    }
}

fn offsets(made: &mut Made, day: Date) {
    for n in [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20] {
        for number in counted(n) {
            let s = if n == 1 { "" } else { "s" };
            for (unit, word) in [('d', "day"), ('w', "week"), ('m', "month"), ('y', "year")] {
                if unit == 'w' && n > 10 {
                    continue;
                }
                made.each(
                    "so long ago",
                    &PAST[..3],
                    &format!("{number} {word}{s} ago"),
                    day,
                    &ago(day, unit, n),
                );
                if n > 1 {
                    let ahead = ago(day, unit, -n);
                    made.each(
                        "so long on",
                        &AHEAD[..1],
                        &format!("in {number} {word}s"),
                        day,
                        &ahead,
                    );
                    made.each(
                        "so long on",
                        &AHEAD[..1],
                        &format!("{number} {word}s from now"),
                        day,
                        &ahead,
                    );
                    let from = back(day, unit, n);
                    let all = [
                        days(from, day),
                        days(from, on(day, 1)),
                        Meaning::Days(Some(from), None),
                    ];
                    for head in ["the past", "the last"] {
                        made.behind(
                            "a past stretch",
                            &PAST[..1],
                            "over",
                            &format!("{head} {number} {word}s"),
                            day,
                            &all,
                        );
                    }
                    let to = back(day, unit, -n);
                    let all = [
                        days(day, to),
                        days(on(day, 1), on(to, 1)),
                        days(on(day, 1), to),
                        days(on(day, 1), back(on(day, 1), unit, -n)),
                    ];
                    made.behind(
                        "a stretch ahead",
                        &AHEAD[..1],
                        "over",
                        &format!("the next {number} {word}s"),
                        day,
                        &all,
                    );
                }
            }
        }
    }
    made.each("so long ago", PAST, "a week ago", day, &ago(day, 'w', 1));
    made.each("so long ago", PAST, "a month ago", day, &ago(day, 'm', 1));
    made.each("so long ago", PAST, "a year ago", day, &ago(day, 'y', 1));
}

fn weekdays(made: &mut Made, day: Date) {
    let today = i64::from(day.weekday().to_monday_zero_offset());
    for (w, (name, _)) in WEEKDAYS.iter().enumerate() {
        let w = w as i64;
        let last = on(day, -((today - w).rem_euclid(7)));
        let next = on(day, (w - today).rem_euclid(7));
        made.behind("weekday", PAST, "on", name, day, &[one(last)]);
        made.behind("weekday", AHEAD, "on", name, day, &[one(next), one(on(next, 7))]);
        let before = if last == day { on(day, -7) } else { last };
        made.each(
            "last weekday",
            &PAST[..3],
            &format!("last {name}"),
            day,
            &[one(before), one(on(monday(day, -1), w))],
        );
        let after = if next == day { on(day, 7) } else { next };
        made.each(
            "next weekday",
            AHEAD,
            &format!("next {name}"),
            day,
            &[one(after), one(on(monday(day, 1), w))],
        );
        for (part, from) in [("morning", 0i8), ("evening", 18)] {
            let _ = from;
            let context = format!("The fish market closed on {name} {part} at {{}}.");
            made.0.push(Row::new(
                "clock of a weekday",
                &context,
                if part == "morning" { "9" } else { "8" },
                day,
                vec![Meaning::Clock(last, if part == "morning" { 9 } else { 20 }, 0)],
            ));
        }
    }
}

fn ranges(made: &mut Made, day: Date) {
    let y = day.year() - 1;
    for (m, (name, short)) in MONTHS.iter().enumerate() {
        let m = m as i8 + 1;
        let (a, b) = (4i8, 9i8);
        let all = [days(date(y, m, a), on(date(y, m, b), 1))];
        for phrase in [
            format!("{a} to {b} {name} {y}"),
            format!("{a}-{b} {name} {y}"),
            format!("{a}–{b} {name} {y}"),
            format!("{name} {a}-{b}, {y}"),
            format!("{name} {a}–{b}, {y}"),
            format!("{name} {a} to {name} {b}, {y}"),
            format!("{short} {a}-{b}, {y}"),
        ] {
            made.behind("range of days", &PAST[..1], "from", &phrase, day, &all);
        }
        made.behind(
            "range of days",
            &PAST[..1],
            "between",
            &format!("{a} and {b} {name} {y}"),
            day,
            &all,
        );
        if m < 11 {
            let all = [months(y, m, 3)];
            let last = MONTHS[m as usize + 1].0;
            for phrase in [
                format!("{name} to {last} {y}"),
                format!("{name}-{last} {y}"),
                format!("{name} through {last} {y}"),
                format!("{name} until {last} {y}"),
            ] {
                let up_to = days(date(y, m, 1), date(y, m + 2, 1));
                made.behind(
                    "range of months",
                    &PAST[..1],
                    "from",
                    &phrase,
                    day,
                    &[all[0].clone(), up_to],
                );
            }
        }
    }
    for (a, b) in [(y - 4, y), (y - 1, y), (1995, 2003)] {
        let all = [years(a, i32::from(b - a) + 1), days(date(a, 1, 1), date(b, 1, 1))];
        for phrase in [
            format!("{a} to {b}"),
            format!("{a}-{b}"),
            format!("{a}–{b}"),
            format!("{a} until {b}"),
            format!("{a} through {b}"),
        ] {
            made.behind("range of years", &PAST[..2], "from", &phrase, day, &all);
        }
        made.behind(
            "range of years",
            &PAST[..2],
            "between",
            &format!("{a} and {b}"),
            day,
            &all,
        );
        let from = [
            Meaning::Days(Some(date(a, 1, 1)), None),
            days(date(a, 1, 1), day),
            days(date(a, 1, 1), on(day, 1)),
        ];
        made.behind(
            "since a year",
            &["The boats have been idle {}."],
            "since",
            &a.to_string(),
            day,
            &from,
        );
        let until = [
            Meaning::Days(None, Some(date(2031, 1, 1))),
            Meaning::Days(None, Some(date(2030, 1, 1))),
            years(2030, 1),
        ];
        made.behind("by a year", AHEAD, "by", "2030", day, &until);
    }
}

fn clocks(made: &mut Made, day: Date) {
    let y = day.year();
    let d = date(y, 2, 11);
    for hour in 1..=12i8 {
        for (tail, add) in [
            ("am", 0i8),
            ("pm", 12),
            ("a.m.", 0),
            ("p.m.", 12),
            ("AM", 0),
            ("PM", 12),
        ] {
            let at = hour % 12 + add;
            for (minute, shown) in [(0, String::new()), (30, ":30".to_owned()), (5, ":05".to_owned())] {
                for space in ["", " "] {
                    let context = format!("The ferry sank at {{}} on 11 February {y}, he said.");
                    let phrase = format!("{hour}{shown}{space}{tail}");
                    made.0.push(Row::new(
                        "clock of a day",
                        &context,
                        &phrase,
                        day,
                        vec![Meaning::Clock(d, at, minute)],
                    ));
                }
            }
        }
    }
    for hour in [0i8, 7, 13, 21] {
        let context = format!("The ferry sank on February 11, {y} at {{}}, he said.");
        made.0.push(Row::new(
            "clock of a day",
            &context,
            &format!("{hour:02}:45"),
            day,
            vec![Meaning::Clock(d, hour, 45)],
        ));
    }
}

fn absolute(made: &mut Made) {
    let day = DATES[0];
    for year in [1949, 1978, 1996, 2005, 2018, 2022] {
        made.behind("year", PAST, "in", &year.to_string(), day, &[years(year, 1)]);
        for (m, (name, short)) in MONTHS.iter().enumerate() {
            let m = m as i8 + 1;
            let all = [months(year, m, 1)];
            for phrase in [
                format!("{name} {year}"),
                format!("{name}, {year}"),
                format!("{name} of {year}"),
                format!("{short} {year}"),
            ] {
                made.behind("month", &PAST[..1], "in", &phrase, day, &all);
            }
            for d in [1i8, 22] {
                let all = [one(date(year, m, d))];
                for phrase in [
                    format!("{name} {d}, {year}"),
                    format!("{d} {name} {year}"),
                    format!("{} {name} {year}", ordinal(d)),
                    format!("{name} {}, {year}", ordinal(d)),
                    format!("{short} {d}, {year}"),
                    format!("{year}-{m:02}-{d:02}"),
                    format!("the {} of {name} {year}", ordinal(d)),
                    format!("{name} {d} {year}"),
                ] {
                    made.behind("day", &PAST[..1], "on", &phrase, day, &all);
                }
            }
        }
        for (q, number) in ["first", "second", "third", "fourth"].iter().enumerate() {
            let all = [months(year, q as i8 * 3 + 1, 3)];
            for phrase in [
                format!("the {number} quarter of {year}"),
                format!("the {number}-quarter of {year}"),
                format!("Q{} {year}", q + 1),
                format!("Q{} of {year}", q + 1),
                format!("{year} Q{}", q + 1),
                format!("the {number} quarter {year}"),
            ] {
                made.behind("quarter", &PAST[..2], "in", &phrase, day, &all);
            }
        }
        for (half, month) in [("first", 1i8), ("second", 7)] {
            made.behind(
                "half-year",
                &PAST[..2],
                "in",
                &format!("the {half} half of {year}"),
                day,
                &[months(year, month, 6)],
            );
            made.behind(
                "half-year",
                &PAST[..1],
                "in",
                &format!("H{} {year}", if month == 1 { 1 } else { 2 }),
                day,
                &[months(year, month, 6)],
            );
        }
        for n in [2, 3, 5, 9] {
            for number in counted(n) {
                made.behind(
                    "first months",
                    &PAST[..1],
                    "in",
                    &format!("the first {number} months of {year}"),
                    day,
                    &[months(year, 1, n)],
                );
                made.behind(
                    "last months",
                    &PAST[..1],
                    "in",
                    &format!("the last {number} months of {year}"),
                    day,
                    &[months(year, 13 - n as i8, n)],
                );
            }
        }
        for (part, from, length) in [("early", 1i8, 1..=6), ("late", 12, 1..=6)] {
            let mut all: Vec<Meaning> = length
                .map(|n| months(year, if from == 1 { 1 } else { 13 - n as i8 }, n))
                .collect();
            all.push(years(year, 1));
            made.behind(
                "part of a year",
                &PAST[..2],
                "in",
                &format!("{part} {year}"),
                day,
                &all,
            );
        }
        for phrase in [format!("mid-{year}"), format!("the middle of {year}")] {
            let all: Vec<Meaning> = (3..=6)
                .flat_map(|m| (1..=6).map(move |n| months(year, m, n)))
                .chain([years(year, 1)])
                .collect();
            made.behind("part of a year", &PAST[..2], "in", &phrase, day, &all);
        }
        for (season, month) in [("spring", 3i8), ("summer", 6), ("autumn", 9), ("fall", 9)] {
            for phrase in [format!("the {season} of {year}"), format!("{season} {year}")] {
                made.behind(
                    "season of a year",
                    &PAST[..1],
                    "in",
                    &phrase,
                    day,
                    &[months(year, month, 3)],
                );
            }
        }
    }
}

/// Decades, their parts, and centuries.
fn decades(made: &mut Made) {
    let day = DATES[0];
    for decade in [1930i16, 1950, 1970, 1980, 1990] {
        let all = [years(decade, 10)];
        for phrase in [
            format!("the {decade}s"),
            format!("the {}s", decade % 100),
            format!("the '{}s", decade % 100),
        ] {
            made.behind("decade", &PAST[..2], "in", &phrase, day, &all);
        }
        for (part, from, count) in [
            ("early", 0i16, 2..=5),
            ("mid", 2, 4..=6),
            ("mid", 3, 3..=5),
            ("late", 5, 5..=5),
            ("late", 6, 4..=4),
            ("late", 7, 3..=3),
        ] {
            let mut all: Vec<Meaning> = count.map(|n| years(decade + from, n)).collect();
            all.push(years(decade, 10));
            let glue = if part == "mid" { "-" } else { " " };
            made.behind(
                "part of a decade",
                &PAST[..1],
                "in",
                &format!("the {part}{glue}{decade}s"),
                day,
                &all,
            );
        }
    }
    for century in [17i16, 18, 19, 20] {
        let words = ["seventeenth", "eighteenth", "nineteenth", "twentieth"][century as usize - 17];
        let all = [
            years((century - 1) * 100, 100),
            years((century - 1) * 100 + 1, 100),
        ];
        made.behind(
            "century",
            PAST,
            "in",
            &format!("the {century}th century"),
            day,
            &all,
        );
        made.behind("century", PAST, "in", &format!("the {words} century"), day, &all);
    }
}

fn lengths(made: &mut Made) {
    let contexts = [
        "He lived in Dunmore for {}.",
        "The repairs took {}.",
        "The storm lasted {}.",
    ];
    for n in [1, 2, 3, 5, 8, 12, 18, 24, 45] {
        for number in counted(n) {
            let s = if n == 1 { "" } else { "s" };
            for (word, head, tail) in [
                ("day", "P", "D"),
                ("week", "P", "W"),
                ("month", "P", "M"),
                ("year", "P", "Y"),
                ("hour", "PT", "H"),
                ("minute", "PT", "M"),
                ("second", "PT", "S"),
            ] {
                made.each(
                    "length",
                    &contexts,
                    &format!("{number} {word}{s}"),
                    DATES[0],
                    &[Meaning::Length(format!("{head}{n}{tail}"))],
                );
                if n > 1 {
                    let half = [Meaning::Length(format!("{head}{n}.5{tail}"))];
                    made.each(
                        "length and a half",
                        &contexts[..1],
                        &format!("{number} and a half {word}s"),
                        DATES[0],
                        &half,
                    );
                }
            }
            for (word, head, tail) in [
                ("hour", "PT", "H"),
                ("day", "P", "D"),
                ("week", "P", "W"),
                ("month", "P", "M"),
                ("year", "P", "Y"),
            ] {
                let context = "It was a {} strike.";
                made.0.push(Row::new(
                    "length as an adjective",
                    context,
                    &format!("{number}-{word}"),
                    DATES[0],
                    vec![Meaning::Length(format!("{head}{n}{tail}"))],
                ));
            }
        }
    }
}
