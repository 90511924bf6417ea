//! Builds meanings out of matched words: the functions that rules and word lists may name.
//! What does not live here: the notation (`terms`), and calendars (`anchoring`).

use super::expression::*;
use super::terms::Term;

/// What a term gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Nothing,
    Number(Amount),
    Word(String),
    Again(Recurring),
    Length(Length),
    Clock(Clock),
    Zone(Zone),
    Meaning(Meaning),
}

/// Makes a value of a function's arguments.
type Builder = fn(&str, Arguments) -> Option<Value>;

/// The functions' names; their order is the numbers in compiled terms.
const FUNCTIONS: &[(&str, Builder)] = &[
    ("year", years),
    ("yy", years),
    ("years", years),
    ("century", years),
    ("month", recurring),
    ("md", recurring),
    ("dom", recurring),
    ("weekday", recurring),
    ("season", recurring),
    ("quarter", recurring),
    ("half", recurring),
    ("days", recurring),
    ("week", recurring),
    ("weekend", recurring),
    ("easter", feast),
    ("orthodox", feast),
    ("nthfeast", feast),
    ("islamic", feast),
    ("hebrew", feast),
    ("hindu", feast),
    ("sankranti", feast),
    ("parsi", feast),
    ("yearend", feast),
    ("lunar", feast),
    ("term", feast),
    ("bare", placed),
    ("directed", placed),
    ("in", placed),
    ("shift", placed),
    ("story", placed),
    ("nth", placed),
    ("nthwd", placed),
    ("few", placed),
    ("part", placed),
    ("dur", length),
    ("plus", length),
    ("upto", length),
    ("ago", offset),
    ("ahead", offset),
    ("before", offset),
    ("after", offset),
    ("earlier", offset),
    ("later", offset),
    ("past", offset),
    ("coming", offset),
    ("away", offset),
    ("range", stretch),
    ("open", stretch),
    ("clock", clock),
    ("with", clock),
    ("zone", clock),
    ("daypart", clock),
    ("at", clock),
    ("from", stretch),
    ("lasting", stretch),
    ("set", stretch),
    ("every", stretch),
    ("present", stretch),
    ("pastref", stretch),
    ("futureref", stretch),
    ("about", stretch),
    ("matching", recurring),
    ("add", number),
    ("mul", number),
    ("ymd", years),
    ("hhmm", clock),
    ("neg", number),
    ("nineties", years),
    ("vague", length),
    ("yspan", years),
    ("hence", offset),
    ("reported", placed),
    ("figures", placed),
    ("same", placed),
    ("also", length),
    ("anyyear", recurring),
    ("moved", feast),
    ("mansion", feast),
    ("earthhour", feast),
    ("american", clock),
    ("european", clock),
    ("ratio", number),
    ("ending", stretch),
    ("wdfrom", stretch),
    ("fiscal", years),
    ("session", placed),
];

/// The number of a function in compiled terms.
pub(super) fn function(name: &str) -> Option<usize> {
    FUNCTIONS.iter().position(|(known, _)| *known == name)
}

/// The names of all functions.
pub(super) fn function_names() -> Vec<&'static str> {
    FUNCTIONS.iter().map(|(name, _)| *name).collect()
}

impl Value {
    fn number(&self) -> Option<i64> {
        match self {
            Value::Number(a) => Some(a.floor()),
            _ => None,
        }
    }

    fn small(&self) -> Option<u8> {
        self.number().and_then(|n| u8::try_from(n).ok())
    }

    fn signed(&self) -> Option<i32> {
        self.number().and_then(|n| i32::try_from(n).ok())
    }

    fn amount(&self) -> Option<Amount> {
        match self {
            Value::Number(a) => Some(*a),
            _ => None,
        }
    }

    fn word(&self) -> Option<&str> {
        match self {
            Value::Word(w) => Some(w),
            _ => None,
        }
    }

    fn unit(&self) -> Option<Unit> {
        self.word().and_then(Unit::named)
    }

    fn length(self) -> Option<Length> {
        match self {
            Value::Length(l) | Value::Meaning(Meaning::Lasting(l)) => Some(l),
            Value::Meaning(Meaning::About(inner)) => Value::Meaning(*inner).length(),
            _ => None,
        }
    }

    fn again(self) -> Option<Recurring> {
        match self {
            Value::Again(r) | Value::Meaning(Meaning::Bare(r) | Meaning::Directed(r, _)) => Some(r),
            _ => None,
        }
    }

    /// The zone of a name whose offset is known.
    fn zone(&self) -> Option<Zone> {
        match self {
            Value::Zone(zone) => Some(*zone),
            Value::Number(_) => Some(Zone::Fixed(i16::try_from(self.number()?).ok()?)),
            _ => None,
        }
    }

    fn clock(self) -> Option<Clock> {
        match self {
            Value::Clock(c) | Value::Meaning(Meaning::Time(c)) => Some(c),
            _ => None,
        }
    }

    pub(super) fn meaning(self) -> Option<Meaning> {
        Some(match self {
            Value::Meaning(m) => m,
            Value::Again(r) => Meaning::Bare(r),
            Value::Length(l) => Meaning::Lasting(l),
            Value::Clock(c) => Meaning::Time(c),
            Value::Number(_) | Value::Word(_) | Value::Zone(_) | Value::Nothing => return None,
        })
    }
}

/// Works out a term; slots are looked up by `slot`. `None` where the words make no sense (the 45th of May).
pub(super) fn build(term: &Term, slot: &mut dyn FnMut(usize) -> Option<Value>) -> Option<Value> {
    match term {
        Term::Slot(place) => Some(slot(*place).unwrap_or(Value::Nothing)),
        Term::Number(amount) => Some(Value::Number(*amount)),
        Term::Word(word) => Some(Value::Word(word.clone())),
        Term::Nothing => Some(Value::Nothing),
        Term::Call(function, arguments) => {
            let mut values = Vec::with_capacity(arguments.len());
            for argument in arguments {
                values.push(build(argument, slot)?);
            }
            let (name, builder) = FUNCTIONS[*function];
            builder(name, Arguments(values.into_iter()))
        }
    }
}

struct Arguments(std::vec::IntoIter<Value>);

impl Arguments {
    fn next(&mut self) -> Value {
        self.0.next().unwrap_or(Value::Nothing)
    }
    fn small(&mut self) -> Option<u8> {
        self.next().small()
    }
    fn signed(&mut self) -> Option<i32> {
        self.next().signed()
    }
    fn unit(&mut self) -> Option<Unit> {
        self.next().unit()
    }
    fn meaning(&mut self) -> Option<Meaning> {
        self.next().meaning()
    }
    fn boxed(&mut self) -> Option<Box<Meaning>> {
        self.meaning().map(Box::new)
    }
    fn length(&mut self) -> Option<Length> {
        self.next().length()
    }
}

/// Years, centuries, dates in digits.
fn years(function: &str, mut a: Arguments) -> Option<Value> {
    let again = |r: Recurring| Some(Value::Again(r));
    let means = |m: Meaning| Some(Value::Meaning(m));
    match function {
        "year" => {
            let y = a.signed()?;
            // Below zero: before Christ.
            ((-9000..=9000).contains(&y) && y != 0).then_some(Value::Meaning(Meaning::Year(y, false)))
        }
        "yy" => {
            let y = a.signed()?;
            means(Meaning::Year(if y < 50 { 2000 + y } else { 1900 + y }, true))
        }
        "years" => {
            let (from, count) = (a.signed()?, a.signed()?);
            means(Meaning::Years(from, from + count))
        }
        "century" => {
            let n = a.signed()?;
            means(Meaning::Years((n - 1) * 100, n * 100))
        }
        "nineties" => again(Recurring::Decade(a.small()?)),
        "fiscal" => {
            let n = a.signed()?;
            let year = if n > 9999 { n / 100 } else { n };
            means(Meaning::Span(year))
        }
        "yspan" => {
            let n = a.signed()?;
            let (first, short) = (n / 100, n % 100);
            let century = first / 100 * 100 + if short < first % 100 { 100 } else { 0 };
            means(Meaning::Range(
                Box::new(Meaning::Year(first, false)),
                Box::new(Meaning::Year(century + short, false)),
            ))
        }
        "ymd" => {
            let n = a.signed()?;
            let (y, m, d) = (n / 10_000, (n / 100 % 100) as u8, (n % 100) as u8);
            ((1900..2100).contains(&y) && (1..=12).contains(&m) && (1..=days_at_most(m)).contains(&d)).then(
                || {
                    Value::Meaning(Meaning::In(
                        Box::new(Meaning::Year(y, false)),
                        Recurring::MonthDay(m, d),
                    ))
                },
            )
        }
        _ => None,
    }
}

/// What comes back: a month, a weekday, a quarter.
fn recurring(function: &str, mut a: Arguments) -> Option<Value> {
    let again = |r: Recurring| Some(Value::Again(r));
    let means = |m: Meaning| Some(Value::Meaning(m));
    match function {
        "month" => again(Recurring::Month(a.small().filter(|m| (1..=12).contains(m))?)),
        "md" => {
            let (m, d) = (a.small()?, a.small()?);
            ((1..=12).contains(&m) && (1..=days_at_most(m)).contains(&d))
                .then_some(Value::Again(Recurring::MonthDay(m, d)))
        }
        "dom" => again(Recurring::DayOfMonth(a.small().filter(|d| (1..=31).contains(d))?)),
        "weekday" => {
            let day = a.small()?;
            again(Recurring::Weekday(day, a.small()))
        }
        "matching" => {
            let weekday = a.small()?;
            match a.meaning()? {
                Meaning::Bare(Recurring::MonthDay(m, d)) => again(Recurring::DatedWeekday(m, d, weekday)),
                other => means(other),
            }
        }
        "season" => again(Recurring::Season(a.small()?)),
        "quarter" => again(Recurring::Quarter(a.small().filter(|q| (1..=4).contains(q))?)),
        "half" => again(Recurring::HalfYear(a.small().filter(|h| (1..=2).contains(h))?)),
        "days" => again(Recurring::Days(a.small()?, a.small()?)),
        "week" => again(Recurring::Week(a.small().filter(|w| (1..=53).contains(w))?)),
        "weekend" => again(Recurring::Weekend),
        "anyyear" => again(Recurring::Year),
        _ => None,
    }
}

/// Feasts and the days of other calendars.
fn feast(function: &str, mut a: Arguments) -> Option<Value> {
    let again = |r: Recurring| Some(Value::Again(r));
    match function {
        "easter" => again(Recurring::Feast(Feast::Easter(a.signed()? as i16))),
        "orthodox" => again(Recurring::Feast(Feast::Orthodox(a.signed()? as i16))),
        "nthfeast" => {
            let (month, weekday, nth) = (a.small()?, a.small()?, a.signed()? as i8);
            let plus = a.signed().unwrap_or(0) as i16;
            again(Recurring::Feast(Feast::NthWeekday {
                month,
                weekday,
                nth,
                plus,
            }))
        }
        "islamic" => again(Recurring::Feast(Feast::Islamic(
            a.small()?,
            a.small()?,
            a.small().unwrap_or(1),
        ))),
        "hebrew" => again(Recurring::Feast(Feast::Hebrew(
            a.small()?,
            a.small()?,
            a.small().unwrap_or(1),
        ))),
        "hindu" => again(Recurring::Feast(Feast::Hindu {
            month: a.small().filter(|m| (1..=12).contains(m))?,
            tithi: a.small().filter(|t| (1..=30).contains(t))?,
            hour: Watch::named(a.next().word()?)?,
            plus: a.signed().unwrap_or(0) as i16,
            length: a.small().unwrap_or(1),
        })),
        "sankranti" => again(Recurring::Feast(Feast::Sankranti(
            a.small().filter(|s| *s < 12)?,
            a.signed().unwrap_or(0) as i16,
        ))),
        "parsi" => again(Recurring::Feast(Feast::Parsi(a.signed()? as i16))),
        "moved" => {
            let (kind, month, at) = (a.next(), a.small()?, a.small()?);
            let fixed = match kind.word()? {
                "hebrew" => Fixed::Hebrew(month, at),
                "islamic" => Fixed::Islamic(month, at),
                _ => Fixed::Civil(month, at),
            };
            let mut by = [0; 7];
            for days in &mut by {
                *days = i8::try_from(a.signed()?).ok()?;
            }
            again(Recurring::Feast(Feast::Moved(fixed, by)))
        }
        "mansion" => again(Recurring::Feast(Feast::Mansion {
            sign: a.small().filter(|s| *s < 12)?,
            mansion: a.small().filter(|m| (1..=27).contains(m))?,
        })),
        "earthhour" => again(Recurring::Feast(Feast::EarthHour)),
        "yearend" => again(Recurring::Feast(Feast::NewYearsEve)),
        "lunar" => {
            let month = a.small().filter(|m| (1..=12).contains(m))?;
            let day = a.small().filter(|d| (1..=30).contains(d));
            let leap = a.next().word() == Some("leap");
            again(Recurring::Lunar(month, day, leap))
        }
        "term" => again(Recurring::SolarTerm(a.small().filter(|t| *t < 24)?)),
        _ => None,
    }
}

/// What is seen from now, from the story, or inside something larger.
fn placed(function: &str, mut a: Arguments) -> Option<Value> {
    let means = |m: Meaning| Some(Value::Meaning(m));
    match function {
        "bare" => means(Meaning::Bare(a.next().again()?)),
        "directed" => {
            let what = a.next();
            let by = a.signed()?;
            match what {
                Value::Meaning(Meaning::Bare(r)) | Value::Again(r) => means(Meaning::Directed(r, by)),
                Value::Meaning(m) => means(inside(Meaning::Shift(Unit::Year, by), m)),
                _ => None,
            }
        }
        "in" => {
            let outer = a.meaning()?;
            let inner = a.meaning()?;
            means(inside(outer, inner))
        }
        "shift" => means(Meaning::Shift(a.unit()?, a.signed()?)),
        "story" => means(Meaning::Story(a.unit()?, a.signed()?)),
        "session" => means(Meaning::Session(a.signed()?)),
        "reported" => means(Meaning::Reported(a.unit()?)),
        "figures" => means(Meaning::Figures(a.next().again()?)),
        "nth" => means(Meaning::Nth(a.signed()?, a.unit()?, a.boxed()?)),
        "nthwd" => {
            let n = a.signed()?;
            let Recurring::Weekday(day, _) = a.next().again()? else {
                return None;
            };
            means(Meaning::NthWeekday(n, day, a.boxed()?))
        }
        "few" => {
            let (n, unit) = (a.signed()?, a.unit()?);
            let way = if a.next().word() == Some("last") {
                Way::Back
            } else {
                Way::Ahead
            };
            means(Meaning::Few(n, unit, way, a.boxed()?))
        }
        "part" => {
            let part = Part::named(a.next().word()?)?;
            means(Meaning::Part(part, a.boxed()?))
        }
        "same" => means(Meaning::Same(a.boxed()?)),
        _ => None,
    }
}

/// Lengths.
fn length(function: &str, mut a: Arguments) -> Option<Value> {
    match function {
        "dur" => {
            let amount = match a.next() {
                Value::Nothing => Amount {
                    milli: 3000,
                    vague: true,
                },
                value => value.amount()?,
            };
            Some(Value::Length(Length::of(amount, a.unit()?)))
        }
        "vague" => Some(Value::Number(Amount {
            milli: a.next().amount()?.milli,
            vague: true,
        })),
        "plus" | "also" => {
            // "40 hours a week" is no length; 又 joins a larger unit too.
            let (mut length, more) = (a.length()?, a.length()?);
            let one = function == "plus" && more.parts.len() == 1 && more.parts[0].0.milli == 1000;
            let again = |part: &(Amount, Unit)| length.parts.iter().any(|p| p.1 == part.1);
            if one && more.grain() > length.grain() || more.parts.iter().any(again) {
                return None;
            }
            length.parts.extend(more.parts);
            Some(Value::Length(length))
        }
        "upto" => {
            // "Twenty-four hours" is no range.
            let (mut length, upper) = (a.length()?, a.length()?);
            if upper.parts.last()?.0.milli <= length.parts.last()?.0.milli && upper.grain() == length.grain()
            {
                return None;
            }
            length.upper = Some(Box::new(upper));
            Some(Value::Length(length))
        }
        _ => None,
    }
}

/// A length away from something.
fn offset(function: &str, mut a: Arguments) -> Option<Value> {
    let means = |m: Meaning| Some(Value::Meaning(m));
    match function {
        "ago" => means(Meaning::Offset(a.length()?, Way::Back, Base::Now)),
        "ahead" => means(Meaning::Offset(a.length()?, Way::Ahead, Base::Now)),
        "hence" => means(Meaning::Hence(a.length()?)),
        "earlier" => means(Meaning::Offset(a.length()?, Way::Back, Base::Story)),
        "later" => means(Meaning::Offset(a.length()?, Way::Ahead, Base::Story)),
        "before" => means(Meaning::Offset(a.length()?, Way::Back, Base::Of(a.boxed()?))),
        "after" => means(Meaning::Offset(a.length()?, Way::Ahead, Base::Of(a.boxed()?))),
        "past" => means(Meaning::Window(a.length()?, Way::Back)),
        "coming" => means(Meaning::Window(a.length()?, Way::Ahead)),
        "away" => {
            let Recurring::Weekday(day, _) = a.next().again()? else {
                return None;
            };
            means(Meaning::WeekdaysAway(day, a.signed()?))
        }
        _ => None,
    }
}

/// Stretches with an end, and what is told in general.
fn stretch(function: &str, mut a: Arguments) -> Option<Value> {
    let means = |m: Meaning| Some(Value::Meaning(m));
    match function {
        "range" => {
            let (mut first, mut last) = (a.meaning()?, a.meaning()?);
            share_half(&mut first, &mut last);
            means(Meaning::Range(Box::new(first), Box::new(last)))
        }
        "open" => {
            let side = match a.next().word()? {
                "since" => Side::Since,
                "after" => Side::After,
                "before" => Side::Before,
                _ => Side::Until,
            };
            means(Meaning::Open(side, a.boxed()?))
        }
        "from" => means(Meaning::From(a.boxed()?, a.length()?)),
        "ending" => means(Meaning::Ending(a.boxed()?, a.length()?)),
        "wdfrom" => {
            let n = a.signed()?;
            let Recurring::Weekday(day, _) = a.next().again()? else {
                return None;
            };
            means(Meaning::WeekdayFrom(n, day, a.boxed()?))
        }
        "lasting" => means(Meaning::Lasting(a.length()?)),
        "set" => means(Meaning::Set(a.boxed()?)),
        "every" => means(Meaning::Every(a.length()?)),
        "present" => means(Meaning::Present),
        "pastref" => means(Meaning::Past),
        "futureref" => means(Meaning::Future),
        "about" => means(Meaning::About(a.boxed()?)),
        _ => None,
    }
}

/// Clocks, zones, parts of a day.
fn clock(function: &str, mut a: Arguments) -> Option<Value> {
    let means = |m: Meaning| Some(Value::Meaning(m));
    match function {
        "clock" => {
            let hour = i8::try_from(a.next().number()?)
                .ok()
                .filter(|h| (0..=24).contains(h))?;
            let mut small = || a.next().number().and_then(|n| i8::try_from(n).ok());
            let (minute, second) = (small(), small());
            if minute.is_some_and(|m| m > 59) || second.is_some_and(|s| s > 59) {
                return None;
            }
            Some(Value::Clock(Clock {
                hour,
                minute,
                second,
                settled: hour > 12 || hour == 0,
                ..Clock::default()
            }))
        }
        "hhmm" => {
            let n = a.next().number()?;
            Some(Value::Clock(Clock {
                hour: i8::try_from(n / 100).ok()?,
                minute: i8::try_from(n % 100).ok(),
                settled: n / 100 > 12 || n < 100,
                ..Clock::default()
            }))
        }
        "with" => {
            let first = a.next();
            let second = a.next();
            let part = |v: &Value| match v {
                Value::Word(w) if w == "am" => Some(DayPart::Morning),
                Value::Word(w) if w == "pm" => Some(DayPart::Afternoon),
                Value::Word(w) => DayPart::named(w),
                Value::Meaning(Meaning::Daypart(p)) => Some(*p),
                _ => None,
            };
            let (mut clock, part) = match (part(&first), part(&second)) {
                (_, Some(p)) => (first.clock()?, p),
                (Some(p), _) => (second.clock()?, p),
                _ => return None,
            };
            settle(&mut clock, part);
            Some(Value::Clock(clock))
        }
        "zone" => {
            let (told, zone) = (a.next(), a.next().zone());
            match told {
                Value::Clock(clock) => Some(Value::Clock(Clock { zone, ..clock })),
                told => means(super::zones::zoned(told.meaning()?, zone)),
            }
        }
        "american" => Some(Value::Zone(Zone::American(i16::try_from(a.signed()?).ok()?))),
        "european" => Some(Value::Zone(Zone::European(i16::try_from(a.signed()?).ok()?))),
        "daypart" => means(Meaning::Daypart(DayPart::named(a.next().word()?)?)),
        "at" => {
            let (day, time) = (a.meaning()?, a.meaning()?);
            means(match day {
                // "Monday morning at 8": the hour replaces the part of the day, which settles it.
                Meaning::At(day, part) => match (*part, time) {
                    (Meaning::Daypart(p), Meaning::Time(mut clock)) => {
                        settle(&mut clock, p);
                        Meaning::At(day, Box::new(Meaning::Time(clock)))
                    }
                    (_, time) => Meaning::At(day, Box::new(time)),
                },
                day => Meaning::At(Box::new(day), Box::new(time)),
            })
        }
        _ => None,
    }
}

/// Sums of numbers.
fn number(function: &str, mut a: Arguments) -> Option<Value> {
    match function {
        "add" => {
            let (x, y) = (a.next().amount()?, a.next().amount()?);
            Some(Value::Number(Amount {
                milli: x.milli + y.milli,
                vague: x.vague || y.vague,
            }))
        }
        "mul" => {
            let (x, y) = (a.next().amount()?, a.next().amount()?);
            Some(Value::Number(Amount {
                milli: x.milli.saturating_mul(y.milli) / 1000,
                vague: x.vague || y.vague,
            }))
        }
        // "1/2 hour": a fraction of one that thousandths can write.
        "ratio" => {
            let (x, y) = (a.next().number()?, a.next().number()?);
            (x > 0 && x < y && 1000 % y == 0).then_some(Value::Number(Amount {
                milli: x * 1000 / y,
                vague: false,
            }))
        }
        "neg" => {
            let x = a.next().amount()?;
            Some(Value::Number(Amount {
                milli: -x.milli,
                vague: x.vague,
            }))
        }
        _ => None,
    }
}

fn days_at_most(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Puts an hour into its part of the day.
fn settle(clock: &mut Clock, part: DayPart) {
    clock.part = Some(part);
    clock.settled = true;
    match part {
        DayPart::Afternoon | DayPart::Evening if clock.hour < 12 => clock.hour += 12,
        DayPart::Night if (6..12).contains(&clock.hour) => clock.hour += 12,
        DayPart::Night if clock.hour == 12 => clock.hour = 24,
        DayPart::Noon if clock.hour < 4 => clock.hour += 12,
        DayPart::Morning if clock.hour == 12 && part == DayPart::Morning => clock.hour = 0,
        DayPart::Midnight if clock.hour == 12 => clock.hour = 0,
        _ => {}
    }
}

/// "5 to 6 pm", 下午1点半到3点: the half of the day is said once for both.
fn share_half(first: &mut Meaning, last: &mut Meaning) {
    let (Meaning::Time(a), Meaning::Time(b)) = (first, last) else {
        return;
    };
    let late = |c: &Clock| {
        matches!(
            c.part,
            Some(DayPart::Afternoon | DayPart::Evening | DayPart::Night)
        )
    };
    if late(a) && !b.settled && b.hour < a.hour && b.hour + 12 >= a.hour {
        b.hour += 12;
        b.settled = true;
    } else if b.part.is_some() && !a.settled && late(b) && a.hour < 12 && a.hour + 12 <= b.hour {
        a.hour += 12;
        a.settled = true;
    } else if !b.settled && b.hour <= a.hour && b.hour + 12 > a.hour && a.hour <= 12 {
        // "9 to 5", "11-4"
        b.hour += 12;
    }
}

/// `inner` seen inside `outer`: the year of "the first quarter of 2013" goes where the quarter stands.
pub(super) fn inside(outer: Meaning, inner: Meaning) -> Meaning {
    let again = |m: Box<Meaning>| Box::new(inside(outer.clone(), *m));
    match inner {
        Meaning::Bare(r) | Meaning::Directed(r, _) => Meaning::In(Box::new(outer), r),
        Meaning::Part(p, m) => Meaning::Part(p, again(m)),
        Meaning::About(m) => Meaning::About(again(m)),
        Meaning::At(day, time) => Meaning::At(again(day), time),
        Meaning::Daypart(_) | Meaning::Time(_) => Meaning::At(Box::new(outer), Box::new(inner)),
        Meaning::Open(s, m) => Meaning::Open(s, again(m)),
        Meaning::Range(a, b) => Meaning::Range(again(a), again(b)),
        Meaning::Nth(n, u, m) => Meaning::Nth(n, u, again(m)),
        Meaning::NthWeekday(n, w, m) => Meaning::NthWeekday(n, w, again(m)),
        Meaning::Few(n, u, w, m) => Meaning::Few(n, u, w, again(m)),
        Meaning::In(middle, r) => match *middle {
            // "Monday of the last week" inside a month: the outer time belongs to the inner's own outer.
            Meaning::Bare(_) => Meaning::In(again(middle), r),
            Meaning::Shift(..) | Meaning::Year(..) => Meaning::In(middle, r),
            other => Meaning::In(Box::new(inside(outer, other)), r),
        },
        other => other,
    }
}
