//! Somebody's way through a procedure in words for people, as rows of a table, and as a drawing.
//! What does not live here: how a way is made (`onrecord-procedures`), names in JSON (see `wire`), columns of a terminal.

mod drawing;
mod table;

use jiff::civil::Date;
use onrecord::procedures::pack::{Clock, EndKind, Procedure, Step, Unit};
use onrecord::procedures::way::Force;
use onrecord::procedures::{ClockView, Comparison, Judged, State, Way};
use onrecord::status::{event_day, nameless, said_day};
use onrecord::{Case, ClaimRef, SpeakerKind};

use crate::phrases;
use crate::tongue::Tongue;

pub use drawing::{draw_comparison, draw_way};
pub use table::{comparison_rows, way_rows};

/// What a step looks like at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing is said.
    Nothing,
    /// Hoped for, planned, rumoured.
    Expected,
    /// Said, by nobody who settles it.
    Said,
    /// On record.
    Settled,
    /// Under another's name.
    OthersName,
    /// Said not to be so.
    Not,
    /// Ended other than by a grant.
    Ended,
    /// Denied, or told in two ways.
    Disputed,
}

/// What a step looks like.
pub fn look(procedure: &Procedure, judged: &Judged) -> Look {
    match &judged.state {
        State::Open => Look::Nothing,
        _ if judged.disputed() => Look::Disputed,
        State::Expected => Look::Expected,
        State::NotDone => Look::Not,
        State::OthersName => Look::OthersName,
        State::Ended(end)
            if judged.overtaken.is_none() && !procedure.end(end).is_some_and(|e| e.kind.passes()) =>
        {
            Look::Ended
        }
        _ if judged.settled() => Look::Settled,
        _ => Look::Said,
    }
}

/// The head of a column: the step, behind its track if the steps of several tracks are told of ("decision" of whom?).
pub fn column(table: &Comparison<'_>, step: usize, tongue: Tongue) -> String {
    let procedure = table.procedure;
    let own = &procedure.steps[step];
    let name = tongue.pick(&own.en, &own.zh);
    let track = |s: &usize| procedure.steps[*s].track.as_deref();
    let several = table.columns.iter().any(|s| track(s) != own.track.as_deref());
    let named = procedure
        .tracks
        .iter()
        .find(|t| Some(t.id.get_ref()) == own.track.as_ref());
    match named.filter(|_| several) {
        Some(track) => tongue.pick(format!("{}: {name}", track.en), format!("{}：{name}", track.zh)),
        None => name.clone(),
    }
}

/// A step's state, or a route's, in words. Capitals (in Chinese a word before it) are for what a record or the deciding
/// authority says; what nobody with a name says is reported.
pub fn state(procedure: &Procedure, judged: &Judged, route: bool, tongue: Tongue) -> String {
    let word = match &judged.state {
        State::Open => return tongue.pick("nothing said", "无人提及").into(),
        State::Expected if judged.rumoured => return tongue.pick("only rumoured", "只是传闻").into(),
        State::Expected => return tongue.pick("only expected", "只是预期").into(),
        State::NotDone if route => tongue.pick("not taken", "未走此路"),
        State::NotDone => tongue.pick("not done", "未完成"),
        State::UnderWay if route => tongue.pick("being taken", "进行中"),
        State::UnderWay => tongue.pick("under way", "进行中"),
        State::Near => tongue.pick("near", "接近完成"),
        State::OthersName => tongue.pick("under another's name", "以他人名义"),
        State::Done if route => tongue.pick("taken", "走此路"),
        State::Done => tongue.pick("done", "已完成"),
        State::Ended(end) => match procedure.end(end) {
            Some(end) => tongue.pick(&end.en, &end.zh),
            None => end,
        },
    };
    let mut text = if judged.settled() {
        tongue.pick(word.to_uppercase(), format!("有记录：{word}"))
    } else if judged.standing.is_some_and(nameless) {
        tongue.pick(format!("reported: {word}"), format!("据传：{word}"))
    } else {
        tongue.pick(format!("said: {word}"), format!("有人说：{word}"))
    };
    if !judged.denials.is_empty() {
        text.push_str(tongue.pick(", denied", "，被否认"));
    } else if judged.disputed() {
        text.push_str(tongue.pick(", disputed", "，说法不一"));
    }
    text
}

/// What came after a state that stands no longer, in words; empty for all others.
pub fn later(procedure: &Procedure, judged: &Judged, route: bool, tongue: Tongue) -> String {
    let Some(later) = &judged.overtaken else {
        return String::new();
    };
    let end = later.end.as_deref().and_then(|e| procedure.end(e));
    let (zh, en) = match end {
        Some(end) => (&end.zh, &end.en),
        None if route => (&procedure.routes[later.by].zh, &procedure.routes[later.by].en),
        None => (&procedure.steps[later.by].zh, &procedure.steps[later.by].en),
    };
    tongue.pick(format!("; later: {en}"), format!("；其后：{zh}"))
}

/// Who says so: the speaker of the best founded claim, and how many origins.
pub fn who(case: &Case, judged: &Judged, tongue: Tongue) -> String {
    let Some(at) = first(judged) else {
        return String::new();
    };
    let by = speaker(case, at, tongue);
    match judged.origins.possible {
        0 | 1 => by,
        _ => format!("{by} · {}", tongue.origins(&judged.origins)),
    }
}

/// The innermost speaker of a claim; the outlet if the page says it itself.
pub fn speaker(case: &Case, at: ClaimRef, tongue: Tongue) -> String {
    let page = &case.pages[at.page];
    match case.claim(at).chain.last() {
        Some(speaker) => tongue.speaker(speaker),
        None => phrases::outlet(&page.article, &page.page),
    }
}

/// The claim that shows a step best.
pub fn first(judged: &Judged) -> Option<ClaimRef> {
    judged
        .supporting
        .first()
        .or(judged.expected.first())
        .or(judged.denials.first())
        .copied()
}

/// The day of a step in words: of the event if the words date it, for what is expected the day for which it is; else when it was
/// told, and said to be no more than that. What a record says is so on the day of the record.
pub fn since(case: &Case, judged: &Judged, tongue: Tongue) -> String {
    if let Some(time) = judged.time {
        return tongue.interval(time);
    }
    let Some(at) = undated(case, judged) else {
        return String::new();
    };
    let claim = case.claim(at);
    if judged.state == State::Expected && claim.time.from.is_some() {
        let time = tongue.interval(claim.time);
        return tongue.pick(format!("for {time}"), format!("预计{time}"));
    }
    let told = said_on(case, at, tongue);
    if told.is_empty() {
        return told;
    }
    // A record that a page quotes is older than the page; one that the page is, is of its day.
    match judged.standing {
        Some(SpeakerKind::Record) if claim.chain.is_empty() => told,
        _ => tongue.pick(format!("told {told}"), format!("{told}所述")),
    }
}

/// The claim of which the day is shown if no words date the state.
fn undated(case: &Case, judged: &Judged) -> Option<ClaimRef> {
    let of_day = |at: &&ClaimRef| judged.since.is_some() && event_day(case, **at) == (judged.since, false);
    judged.supporting.iter().find(of_day).copied().or(first(judged))
}

/// The last claim that a step is not done, if it is of a later day than the one that is shown: "not yet" holds for a day.
pub fn last_not(case: &Case, judged: &Judged) -> Option<ClaimRef> {
    if judged.state != State::NotDone {
        return None;
    }
    let of = |at: &ClaimRef| said_day(case, *at);
    let last = judged
        .supporting
        .iter()
        .copied()
        .max_by_key(|at| (of(at), std::cmp::Reverse(*at)))?;
    (of(&last) > first(judged).as_ref().and_then(of)).then_some(last)
}

/// The day of which a claim tells, or on which it was said.
pub fn day_of(case: &Case, at: ClaimRef, tongue: Tongue) -> String {
    if event_day(case, at).1 {
        return tongue.interval(case.claim(at).time);
    }
    said_on(case, at, tongue)
}

/// The day on which a claim was said; the month if the words tell no day of it.
fn said_on(case: &Case, at: ClaimRef, tongue: Tongue) -> String {
    let said = case.claim(at).said;
    let day = said_day(case, at);
    let days = said.from.zip(said.to);
    let days = days.and_then(|(from, to)| from.date().until(to.date()).ok());
    let month = days.is_some_and(|d| d.get_days() > 1) && said.from.map(|f| f.date()) == day;
    match day {
        _ if month => tongue.interval(said),
        Some(day) => tongue.day(day),
        None => String::new(),
    }
}

/// Laws of which nobody knows on which day they came into force: they may hold on the day asked for.
pub fn undated_law(way: &Way<'_>, tongue: Tongue) -> String {
    let undated = way.law.iter().filter(|(_, force)| *force == Force::Unknown);
    let names = undated.map(|(basis, _)| {
        let basis = &way.procedure.bases[*basis];
        tongue.pick(basis.en.as_str(), basis.zh.as_str())
    });
    names.collect::<Vec<_>>().join(tongue.pick("; ", "；"))
}

/// The name of a step's track; `None` if the procedure has none.
pub fn track<'p>(procedure: &'p Procedure, step: &Step, tongue: Tongue) -> Option<&'p str> {
    let mut tracks = procedure.tracks.iter();
    let own = tracks.find(|t| Some(t.id.get_ref()) == step.track.as_ref())?;
    Some(tongue.pick(own.en.as_str(), own.zh.as_str()))
}

/// What has become of a clock, in words; behind the track of the step that starts it ("review" by whom?).
pub fn clock(way: &Way<'_>, view: &ClockView, tongue: Tongue) -> String {
    use onrecord::procedures::clocks::Running;
    let data = &way.procedure.clocks[view.clock];
    let (length, since, last) = (data.length, tongue.day(view.since), tongue.day(view.last));
    let exact = view.first == Some(view.since);
    let what = match tongue {
        Tongue::English => {
            let unit = onrecord::procedures::page::unit(data.unit);
            // Where no day is told on which it began, only the last day that it can end on is known.
            let since = match view.first {
                _ if exact => format!("from {since}"),
                Some(first) => format!("begun {}", tongue.days(Some(first), Some(view.since))),
                None => format!("begun by {since}, day not told"),
            };
            match view.running {
                Running::Runs if exact => format!("day {} of {length} {unit}, last day {last}", view.gone),
                Running::Runs => format!("{length} {unit}, {since}; last day {last} at the latest"),
                Running::HeldUp => format!("held up; {length} {unit}, {since}"),
                Running::RanOut => {
                    format!("{length} {unit}, {since}, went by on {last}, nothing said of an end")
                }
            }
        }
        Tongue::Chinese => {
            let unit = match data.unit {
                Unit::Days => "天",
                Unit::WorkingDays => "个工作日",
                Unit::Weeks => "周",
                Unit::Months => "个月",
            };
            let since = match view.first {
                _ if exact => format!("自{since}起"),
                Some(first) => format!("起于{}", tongue.days(Some(first), Some(view.since))),
                None => format!("不晚于{since}开始，具体日期未提"),
            };
            match view.running {
                Running::Runs if exact => format!("{length}{unit}中的第{}天，最后一天{last}", view.gone),
                Running::Runs => format!("{length}{unit}，{since}；最迟{last}届满"),
                Running::HeldUp => format!("暂停计算；{length}{unit}，{since}"),
                Running::RanOut => format!("{length}{unit}，{since}，已于{last}届满，无人说已有结果"),
            }
        }
    };
    let mut marks = Vec::new();
    if view.reported {
        marks.push(tongue.pick("that it began is only reported", "开始一事仅为传闻"));
    }
    if let Some(estimate) = estimate(data) {
        marks.push(tongue.pick(estimate, "估算：只扣除周末，未扣除公众假期"));
    }
    if data.unverified {
        marks.push(tongue.pick("unverified", "未核实"));
    }
    let marks = match marks.is_empty() {
        true => String::new(),
        false => tongue.pick(
            format!(" ({})", marks.join("; ")),
            format!("（{}）", marks.join("；")),
        ),
    };
    let starts = way.procedure.step(&data.starts).map(|s| &way.procedure.steps[s]);
    let own = starts.and_then(|s| track(way.procedure, s, tongue));
    let own = own
        .map(|t| tongue.pick(format!("{t}, "), format!("{t}，")))
        .unwrap_or_default();
    tongue.pick(
        format!("{own}{}: {what}{marks}", data.en),
        format!("{own}{}：{what}{marks}", data.zh),
    )
}

/// What a term in working days is counted without, so that its last day is an estimate.
pub fn estimate(clock: &Clock) -> Option<&'static str> {
    (clock.unit == Unit::WorkingDays).then_some("an estimate: weekends only, public holidays not counted")
}

/// A law with its days, and the last change that was in force on a day.
pub fn law(procedure: &Procedure, basis: usize, force: Force, day: Date) -> String {
    let data = &procedure.bases[basis];
    let number = data
        .number
        .as_deref()
        .map(|n| format!(" ({n})"))
        .unwrap_or_default();
    let days = onrecord::procedures::page::in_force(data);
    let days = match force {
        Force::NotYet => format!("not yet: {days}"),
        _ => days,
    };
    let changed = data.change.iter().rev().find(|c| c.on <= day);
    let changed = changed
        .map(|c| format!("; as changed on {}: {}", c.on, c.en))
        .unwrap_or_default();
    let unverified = if data.unverified { " (unverified)" } else { "" };
    format!("{}{number}, {days}{changed}{unverified}", data.en)
}

/// True if an end is no grant.
pub fn is_against(kind: EndKind) -> bool {
    !kind.passes()
}
