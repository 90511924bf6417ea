//! Chinese numerals, plain and financial, simplified and traditional, mixed with digits: 三十三, 1.4亿, 3万多, 几十万, 三分之一.
//! What does not live here: 第, 成, 折, 半 behind a unit, and idioms that only look like numbers (see `quantities`).

use rust_decimal::Decimal;

use super::{Form, Number, digits, gap};

/// No numeral has more pieces; what is longer is cut here, so that reading stays linear.
const PIECES: usize = 48;

/// The value of a Chinese digit character; 两 and its kin count as two.
pub fn digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' | '○' | 'Ｏ' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '弍' | '两' | '兩' | '俩' | '倆' => 2,
        '三' | '叁' | '參' | '参' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn is_two(c: char) -> bool {
    matches!(c, '两' | '兩' | '俩' | '倆')
}

/// Scales inside a section of four digits.
fn small_scale(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn big_scale(c: char) -> Option<u64> {
    Some(match c {
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

fn twenty(c: char) -> Option<u8> {
    Some(match c {
        '廿' => 2,
        '卅' => 3,
        '卌' => 4,
        _ => return None,
    })
}

fn more(c: char) -> bool {
    matches!(c, '多' | '余' | '餘' | '馀' | '几' | '幾' | '来' | '來')
}

/// True for characters that numerals are written with: what a scanner stops at.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || small_scale(c).is_some() || big_scale(c).is_some() || twenty(c).is_some()
}

fn is_scale(c: char) -> bool {
    small_scale(c).is_some() || big_scale(c).is_some()
}

/// A lower and an upper end that are computed alike.
#[derive(Clone, Copy, PartialEq)]
struct Pair {
    low: Decimal,
    high: Decimal,
}

impl Pair {
    const ZERO: Pair = Pair {
        low: Decimal::ZERO,
        high: Decimal::ZERO,
    };

    fn of(low: u32, high: u32) -> Pair {
        Pair {
            low: low.into(),
            high: high.into(),
        }
    }

    fn one(value: Decimal) -> Pair {
        Pair {
            low: value,
            high: value,
        }
    }

    fn add(self, other: Pair) -> Option<Pair> {
        Some(Pair {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    fn mul(self, by: Decimal) -> Option<Pair> {
        Some(Pair {
            low: self.low.checked_mul(by)?,
            high: self.high.checked_mul(by)?,
        })
    }
}

/// What the last piece was.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    /// A Chinese digit, a pair of them, or a string.
    Digit,
    /// Digits.
    Arabic,
    Scale,
    Zero,
    More,
}

/// A numeral being read, section by section.
struct Numeral<'t> {
    text: &'t str,
    at: usize,
    total: Pair,
    section: Pair,
    pending: Option<Pair>,
    /// Scale of the section's last piece, of the last whole section, and of the last piece at all; zero where there is none.
    section_scale: u32,
    big: Decimal,
    scale: Decimal,
    chain: Decimal,
    zero: bool,
    open: bool,
    arabic: bool,
    words: bool,
    last: Last,
}

/// Reads one number at the start of `text`.
pub(super) fn read(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    if matches!(first, '负' | '負' | '-' | '−' | '－') {
        let sign = first.len_utf8();
        let space = if first == '-' || first == '−' || first == '－' {
            0
        } else {
            gap(&text[sign..])?
        };
        let number = unsigned(&text[sign + space..])?.negated();
        return Some(Number {
            len: number.len + sign + space,
            ..number
        });
    }
    unsigned(text)
}

fn unsigned(text: &str) -> Option<Number> {
    let number = plain(text)?;
    fraction(text, number)
}

/// 三分之一, 百分之五, 三百五十又三分之一 behind the first number.
fn fraction(text: &str, first: Number) -> Option<Number> {
    let rest = &text[first.len..];
    let space = gap(rest).unwrap_or(0);
    let after = &rest[space..];
    if let Some(len) = over(after) {
        let Some(under) = first.exact().filter(|d| !d.is_zero()) else {
            return Some(first);
        };
        let begin = first.len + space + len;
        let begin = begin + gap(&text[begin..]).unwrap_or(0);
        let negative = text[begin..].starts_with(['-', '负', '負']);
        let sign = if negative {
            text[begin..].chars().next()?.len_utf8()
        } else {
            0
        };
        let Some(top) = plain(&text[begin + sign..]).or_else(|| hundred_percent(&text[begin + sign..]))
        else {
            return Some(first);
        };
        let part = |d: Decimal| d.checked_div(under);
        let number = Number {
            low: part(top.low)?,
            high: match top.high {
                Some(high) => Some(part(high)?),
                None => None,
            },
            len: begin + sign + top.len,
            scale: Decimal::ONE,
            chain: Decimal::ONE,
            form: if first.form == top.form {
                first.form
            } else {
                Form::Mixed
            },
            denominator: Some(under),
        };
        return Some(if negative { number.negated() } else { number });
    }
    if let Some(part) = after.strip_prefix('又') {
        let inner = gap(part).unwrap_or(0);
        let space = space + '又'.len_utf8() + inner;
        if let Some(under) = plain(&part[inner..])
            && let Some(whole) = first.exact()
            && let Some(found) = fraction(&part[inner..], under)
            && let Some(value) = found.exact()
            && found.denominator.is_some()
        {
            return Some(Number {
                len: first.len + space + found.len,
                denominator: found.denominator,
                ..Number::plain(whole.checked_add(value)?, 0, Form::Mixed)
            });
        }
    }
    Some(first)
}

/// 百分之百, 百分百.
fn hundred_percent(text: &str) -> Option<Number> {
    let c = text.chars().next().filter(|c| matches!(c, '百' | '佰'))?;
    Some(Number::plain(Decimal::ONE_HUNDRED, c.len_utf8(), Form::Words))
}

/// Bytes of 分之 (with gaps) at the start.
fn over(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['分', '份'])?;
    let space = gap(rest)?;
    let rest = rest[space..].strip_prefix('之')?;
    Some(text.len() - rest.len())
}

/// A number without sign and fraction.
fn plain(text: &str) -> Option<Number> {
    let mut numeral = Numeral {
        text,
        at: 0,
        total: Pair::ZERO,
        section: Pair::ZERO,
        pending: None,
        section_scale: 0,
        big: Decimal::ZERO,
        scale: Decimal::ONE,
        chain: Decimal::ONE,
        zero: false,
        open: false,
        arabic: false,
        words: false,
        last: Last::Nothing,
    };
    for _ in 0..PIECES {
        match numeral.piece() {
            Step::Went => {}
            Step::Done => break,
            Step::Whole(number) => return Some(number),
            Step::Fails => return None,
        }
    }
    numeral.finish()
}

enum Step {
    Went,
    Done,
    Whole(Number),
    Fails,
}

impl<'t> Numeral<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn piece(&mut self) -> Step {
        let space = if self.last == Last::Nothing {
            0
        } else {
            gap(self.rest()).unwrap_or(0)
        };
        let rest = &self.rest()[space..];
        let Some(c) = rest.chars().next() else {
            return Step::Done;
        };
        let next = rest[c.len_utf8()..].chars().next();
        let start = self.last == Last::Nothing;
        if digits::digit(c).is_some() || start && (c == '.' || matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔'))
        {
            return self.arabic_piece(rest, space);
        }
        if let Some(ten) = twenty(c) {
            if self.pending.is_some() || self.section_scale != 0 && self.section_scale <= 10 {
                return Step::Done;
            }
            // 廿一 is twenty-one; alone inside other words it is a name.
            return self.close_section(Pair::one(ten.into()), 10, space + c.len_utf8());
        }
        if let Some(d) = digit(c) {
            return self.digit_piece(rest, c, d, space);
        }
        if let Some(s) = small_scale(c) {
            // 130千米: behind digits the thousand belongs to the unit
            if c == '千'
                && self.last == Last::Arabic
                && next.is_some_and(|n| matches!(n, '米' | '瓦' | '克' | '赫' | '帕' | '伏' | '卡'))
            {
                return Step::Done;
            }
            let unit = match self.pending {
                // 零十: the zero only leads
                Some(unit) if unit == Pair::ZERO && self.last == Last::Digit => Pair::one(Decimal::ONE),
                Some(unit) => unit,
                None if start => match (s, next) {
                    (10, _) => Pair::one(Decimal::ONE),
                    (_, Some(n))
                        if digit(n).is_some_and(|d| d > 0)
                            || big_scale(n).is_some()
                            // 百余人, 千余家
                            || matches!(n, '余' | '餘' | '馀') =>
                    {
                        Pair::one(Decimal::ONE)
                    }
                    _ if over(&rest[c.len_utf8() + gap(&rest[c.len_utf8()..]).unwrap_or(0)..]).is_some() => {
                        Pair::one(Decimal::ONE)
                    }
                    _ => return Step::Fails,
                },
                None if self.last == Last::More => Pair::ZERO,
                None if s == 10 && self.section_scale != 10 => Pair::one(Decimal::ONE),
                None => return Step::Done,
            };
            if self.section_scale != 0 && s >= self.section_scale {
                return Step::Done;
            }
            return self.close_section(unit, s, space + c.len_utf8());
        }
        if let Some(w) = big_scale(c) {
            if c == '兆'
                && next.is_some_and(|n| {
                    matches!(
                        n,
                        '瓦' | '赫' | '字' | '比' | '帕' | '焦' | '欧' | '歐' | '伏' | '周'
                    )
                })
            {
                return Step::Done;
            }
            if start {
                let fraction = over(&rest[c.len_utf8()..]).is_some();
                let rounded = matches!(next, Some('余' | '餘' | '馀'));
                if !fraction && !rounded {
                    return Step::Fails;
                }
                self.pending = Some(Pair::one(Decimal::ONE));
            }
            return self.close_big(w, space + c.len_utf8());
        }
        if start && matches!(c, '几' | '幾' | '数' | '數' | '上' | '近' | '过' | '過' | '成') {
            return self.vague(c, next);
        }
        if more(c) && space <= 1 {
            return self.more_piece(c, rest, space);
        }
        if matches!(c, '点' | '點' | '．') {
            return self.point(rest, c, space);
        }
        if start && c == '半' && matches!(next, Some('百')) {
            return Step::Whole(Number::plain(50.into(), 6, Form::Words));
        }
        Step::Done
    }

    /// Digits: alone, before a scale, or behind one ("3万4000").
    fn arabic_piece(&mut self, rest: &str, space: usize) -> Step {
        if self.pending.is_some() || self.last == Last::More {
            return Step::Done;
        }
        let Some(found) = digits::digits(rest) else {
            return if self.last == Last::Nothing {
                Step::Fails
            } else {
                Step::Done
            };
        };
        let behind = &rest[found.len..];
        if self.last == Last::Nothing {
            if let Some(under) = found.denominator {
                return Step::Whole(Number {
                    denominator: Some(under),
                    ..Number::plain(found.value, found.len, Form::Digits)
                });
            }
            if let Some((scale, len)) = super::english::letter_scale(behind)
                && let Some(value) = found.value.checked_mul(scale)
            {
                return Step::Whole(Number {
                    scale,
                    chain: scale,
                    ..Number::plain(value, found.len + len, Form::Mixed)
                });
            }
        } else {
            let scaled = behind.chars().find(|c| *c != ' ').is_some_and(is_scale);
            if found.denominator.is_some()
                || space > 0 && !scaled
                || found.grouped
                || found.value >= self.lowest()
            {
                return Step::Done;
            }
            // A single digit behind a scale stands for the next lower one, as in words: 3万5.
            self.zero = self.zero || scaled || found.whole > 1;
        }
        self.pending = Some(Pair::one(found.value));
        self.arabic = true;
        self.last = Last::Arabic;
        self.at += space + found.len;
        Step::Went
    }

    /// The scale that whatever follows must stay below.
    fn lowest(&self) -> Decimal {
        if self.section_scale != 0 {
            self.section_scale.into()
        } else {
            self.big
        }
    }

    fn digit_piece(&mut self, rest: &str, c: char, d: u8, space: usize) -> Step {
        if matches!(self.last, Last::Digit | Last::Arabic | Last::More) {
            return Step::Done;
        }
        let after = &rest[c.len_utf8()..];
        let next = after.chars().next();
        let start = self.last == Last::Nothing;
        if is_two(c) && !start && !next.is_some_and(|n| is_scale(n) || n == '点' || n == '點') {
            return Step::Done; // the unit 两, or the next word
        }
        let spaced_scale = after[gap(after).unwrap_or(0)..]
            .chars()
            .next()
            .is_some_and(is_scale);
        if space > 0 && self.last != Last::Scale && !spaced_scale {
            return Step::Done;
        }
        self.words = true;
        // A string of digits: 二〇一八, or two neighbours for "about": 三四百.
        let mut count = 1;
        let mut value = u128::from(d);
        let mut second = 0;
        let mut len = c.len_utf8();
        for n in after.chars() {
            let Some(m) = digit(n).filter(|_| !is_two(n) || count == 1 && d == 1) else {
                break;
            };
            count += 1;
            if count > 28 {
                return Step::Fails;
            }
            if count == 2 {
                second = m;
            }
            value = value * 10 + u128::from(m);
            len += n.len_utf8();
        }
        if d == 0 && !start && count > 1 {
            // 零 between scales: the string behind it is read on its own.
            self.zero = true;
            self.last = Last::Zero;
            self.at += space + c.len_utf8();
            return Step::Went;
        }
        if count == 1 {
            if d == 0 && !start {
                self.zero = true;
                self.last = Last::Zero;
            } else {
                self.pending = Some(Pair::one(d.into()));
                self.last = Last::Digit;
            }
            self.at += space + len;
            return Step::Went;
        }
        let near = count == 2 && (second == d + 1 || d == 3 && second == 5) && d > 0;
        if near {
            self.pending = Some(Pair::of(d.into(), second.into()));
            self.last = Last::Digit;
            self.at += space + len;
            return Step::Went;
        }
        if !start {
            self.pending = Some(Pair::one(d.into()));
            self.last = Last::Digit;
            self.at += space + c.len_utf8();
            return Step::Went;
        }
        let Ok(value) = Decimal::try_from_i128_with_scale(value as i128, 0) else {
            return Step::Fails;
        };
        self.pending = Some(Pair::one(value));
        self.zero = true;
        self.last = Last::Digit;
        self.at += space + len;
        Step::Went
    }

    fn close_section(&mut self, unit: Pair, scale: u32, len: usize) -> Step {
        let Some(section) = unit.mul(scale.into()).and_then(|v| self.section.add(v)) else {
            return Step::Fails;
        };
        let follows = self.last == Last::Scale;
        self.section = section;
        self.section_scale = scale;
        self.took_scale(Decimal::from(scale), follows, len);
        Step::Went
    }

    fn close_big(&mut self, scale: u64, len: usize) -> Step {
        let w = Decimal::from(scale);
        let Some(part) = self.section.add(self.pending.unwrap_or(Pair::ZERO)) else {
            return Step::Fails;
        };
        let follows = matches!(self.last, Last::Scale | Last::More);
        let empty = self.pending.is_none() && self.section == Pair::ZERO && self.section_scale == 0;
        let sum = if empty || self.big > Decimal::ZERO && w > self.big {
            self.total.add(part).and_then(|v| v.mul(w))
        } else {
            part.mul(w).and_then(|v| self.total.add(v))
        };
        let Some(total) = sum else { return Step::Fails };
        self.total = total;
        self.section = Pair::ZERO;
        self.section_scale = 0;
        self.big = w;
        self.took_scale(w, follows, len);
        Step::Went
    }

    fn took_scale(&mut self, scale: Decimal, follows: bool, len: usize) {
        // 十 is part of the digits before 万, not a scale that a range leaves out.
        let chained = follows && self.scale > Decimal::TEN;
        self.chain = if chained {
            self.chain.checked_mul(scale).unwrap_or(scale)
        } else {
            scale
        };
        self.scale = scale;
        self.pending = None;
        self.zero = false;
        self.words = true;
        self.last = Last::Scale;
        self.at += len;
    }

    /// 几十, 数百, 上万, 近千, 成百.
    fn vague(&mut self, c: char, next: Option<char>) -> Step {
        if !next.is_some_and(is_scale) {
            return Step::Fails;
        }
        if matches!(c, '几' | '幾' | '数' | '數') {
            self.pending = Some(Pair::of(1, 10));
        } else {
            if next == Some('十') {
                return Step::Fails;
            }
            self.pending = Some(Pair::one(Decimal::ONE));
            self.open = matches!(c, '上' | '过' | '過' | '成');
        }
        self.words = true;
        self.last = Last::Digit;
        self.at += c.len_utf8();
        Step::Went
    }

    /// 多, 余, 几 behind a scale: the value is the lower end.
    fn more_piece(&mut self, c: char, rest: &str, space: usize) -> Step {
        let round = match self.last {
            Last::Scale => true,
            Last::More => false,
            Last::Zero => matches!(c, '几' | '幾'),
            Last::Arabic => {
                matches!(c, '多' | '余' | '餘' | '馀')
                    && self
                        .pending
                        .is_some_and(|p| p.low >= Decimal::TEN && (p.low % Decimal::TEN).is_zero())
            }
            _ => false,
        };
        if !round {
            return Step::Done;
        }
        let next = rest[c.len_utf8()..].trim_start_matches(' ').chars().next();
        let fits = match c {
            '来' | '來' => {
                self.scale <= Decimal::ONE_HUNDRED
                    && next.is_some_and(|n| {
                        is_scale(n)
                            || matches!(
                                n,
                                '个' | '個' | '岁' | '歲' | '名' | '人' | '家' | '天' | '年' | '位' | '条'
                            )
                    })
            }
            '余' | '餘' | '馀' => !matches!(next, Some('额' | '額' | '款' | '震' | '地' | '波')),
            '多' => !matches!(next, Some('少' | '么' | '样' | '樣')),
            _ => next.is_some_and(is_scale) || self.scale == Decimal::TEN || self.last == Last::Zero,
        };
        if !fits {
            return Step::Done;
        }
        self.open = true;
        self.words = true;
        if self.last == Last::Arabic && self.section_scale == 0 && self.big.is_zero() {
            // keep the digits pending: 30多万
        } else if let Some(unit) = self.pending.take() {
            let Some(section) = self.section.add(unit) else {
                return Step::Fails;
            };
            self.section = section;
        }
        self.last = Last::More;
        self.at += space + c.len_utf8();
        Step::Went
    }

    /// 点 with its decimals; a clock (八点半, 三点十分) keeps its 点.
    fn point(&mut self, rest: &str, c: char, space: usize) -> Step {
        if matches!(self.last, Last::Nothing | Last::More) {
            return Step::Done;
        }
        let after = &rest[c.len_utf8()..];
        let inner = gap(after).unwrap_or(0);
        let after = &after[inner..];
        let mut value: i128 = 0;
        let (mut count, mut len) = (0u32, 0);
        for n in after.chars() {
            let Some(d) = digits::digit(n).or_else(|| digit(n).filter(|_| !is_two(n))) else {
                break;
            };
            if count == 20 {
                return Step::Done;
            }
            value = value * 10 + i128::from(d);
            count += 1;
            len += n.len_utf8();
        }
        let behind = after[len..].chars().next();
        if count == 0 || behind.is_some_and(|n| matches!(n, '十' | '拾' | '分' | '刻')) {
            return Step::Done;
        }
        let Ok(decimals) = Decimal::try_from_i128_with_scale(value, count) else {
            return Step::Fails;
        };
        let unit = self.trailing();
        let Some(section) = unit.and_then(|u| self.section.add(u)) else {
            return Step::Fails;
        };
        let Some(whole) = section.add(Pair::one(decimals)) else {
            return Step::Fails;
        };
        self.section = Pair::ZERO;
        self.section_scale = 0;
        self.pending = Some(whole);
        self.words = true;
        self.zero = true;
        self.last = Last::Arabic;
        self.at += space + c.len_utf8() + inner + len;
        Step::Went
    }

    /// What a last digit without a scale stands for: 50 in 二百五, 5 in 二百零五.
    fn trailing(&self) -> Option<Pair> {
        let Some(unit) = self.pending else {
            return Some(Pair::ZERO);
        };
        let scale = self.lowest();
        if self.zero || scale < Decimal::ONE_HUNDRED || unit.low != unit.low.trunc() {
            return Some(unit);
        }
        unit.mul(scale / Decimal::TEN)
    }

    fn finish(self) -> Option<Number> {
        if self.at == 0 {
            return None;
        }
        let sum = self.total.add(self.section)?.add(self.trailing()?)?;
        Some(Number {
            low: sum.low.normalize(),
            high: (!self.open).then(|| sum.high.normalize()),
            len: self.at,
            scale: if self.pending.is_some() {
                Decimal::ONE
            } else {
                self.scale
            },
            chain: if self.pending.is_some() {
                Decimal::ONE
            } else {
                self.chain
            },
            form: match (self.arabic, self.words) {
                (true, false) => Form::Digits,
                (true, true) => Form::Mixed,
                _ => Form::Words,
            },
            denominator: None,
        })
    }
}

/// The scale of a hundred million or a million million that `words` begin with, and the words behind it.
pub fn hundred_millions(words: &str) -> Option<(i64, &str)> {
    let scales = [
        ("万亿", 1_000_000_000_000),
        ("亿", 100_000_000),
        ("億", 100_000_000),
    ];
    scales
        .iter()
        .find_map(|(word, scale)| words.strip_prefix(word).map(|rest| (*scale, rest)))
}
