//! Time expressions: found first, anchored afterwards, so that the page's date can be judged in between.
//!
//! [`find`] knows no date from outside; what it gives tells the page stage which dates the text itself names
//! ([`TimeExpression::full_date`], [`TimeExpression::month_day`], …). [`anchor`] then fixes each expression to the
//! calendar under a publication interval. Rules and word lists are data (`packs/*/times`).

mod anchoring;
mod building;
mod calendar;
mod chart;
mod chinese_calendar;
mod cited;
mod clause;
mod expression;
mod feasts;
mod grammar;
mod indian_calendar;
mod lengths;
mod numerals;
mod parts;
mod periods;
mod plausible;
mod ranges;
mod recurrence;
mod resolution;
mod sessions;
mod sky;
mod symbols;
mod terms;
mod value;
mod vocabulary;
mod zones;

use jiff::civil::Date;

use crate::pack::{PackProblem, PackSources};
use crate::{Anchor, Document, Language, Note, RuleName, Span, TimeValue};

pub use expression::{
    Amount, Base, Clock, DayPart, Feast, Fixed, Length, Meaning, Part, Recurring, Side, Tense, Unit, Watch,
    Way, Zone,
};

/// Compiled rules of one language.
#[derive(Debug, Default)]
pub struct Rules {
    grammar: Option<grammar::Grammar>,
    years: plausible::YearWords,
    /// Behind a dated document, that what follows is in its words; empty for languages in which marks alone say so.
    citing: Vec<String>,
}

impl Rules {
    /// Compiles the rules of stage `times`.
    pub fn compile(lang: Language, sources: &PackSources, problems: &mut Vec<PackProblem>) -> Rules {
        Rules {
            grammar: Some(grammar::Grammar::compile(lang, sources, problems)),
            years: plausible::YearWords::compile(sources),
            citing: sources
                .list(&format!("{}/times/citing", lang.code().unwrap_or("common")))
                .to_vec(),
        }
    }
}

/// A time expression that was found but not anchored.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// What they mean before anything outside fixes them.
    pub meaning: Meaning,
    /// How the clause looks at the time.
    pub tense: Tense,
    /// The two ends of a range, where each has words of its own: they become values too.
    pub ends: Option<(Span, Span)>,
    /// True for the date of a document that may be cited: "a memo dated March 3", 2月14日公告.
    pub dates_a_document: bool,
    /// The rule that made it.
    pub rule: RuleName,
}

impl TimeExpression {
    /// The whole date, where the words alone fix it.
    pub fn full_date(&self) -> Option<Date> {
        self.meaning.full_date()
    }

    /// True where the words alone fix the time.
    pub fn absolute(&self) -> bool {
        self.meaning.absolute()
    }

    /// Month and day without a year ("2月14日").
    pub fn month_day(&self) -> Option<(u8, u8)> {
        match &self.meaning {
            Meaning::Bare(Recurring::MonthDay(m, d) | Recurring::DatedWeekday(m, d, _)) => Some((*m, *d)),
            Meaning::At(day, _) | Meaning::About(day) => match **day {
                Meaning::Bare(Recurring::MonthDay(m, d)) => Some((m, d)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Year and month without a day ("2023年6月").
    pub fn year_month(&self) -> Option<(i32, u8)> {
        match &self.meaning {
            Meaning::In(outer, Recurring::Month(m)) => match **outer {
                Meaning::Year(y, _) => Some((y, *m)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The first year that the words themselves write, at whatever grain.
    pub fn year(&self) -> Option<i32> {
        fn year(meaning: &Meaning) -> Option<i32> {
            match meaning {
                Meaning::Year(y, _) | Meaning::Years(y, _) => Some(*y),
                Meaning::In(m, _)
                | Meaning::Nth(_, _, m)
                | Meaning::NthWeekday(_, _, m)
                | Meaning::Few(_, _, _, m)
                | Meaning::Part(_, m)
                | Meaning::Open(_, m)
                | Meaning::At(m, _)
                | Meaning::From(m, _)
                | Meaning::Ending(m, _)
                | Meaning::WeekdayFrom(_, _, m)
                | Meaning::About(m)
                | Meaning::Range(m, _) => year(m),
                _ => None,
            }
        }
        year(&self.meaning)
    }

    /// A unit counted from the day of writing ("last month", 今年): unit and how many on.
    pub fn relative(&self) -> Option<(Unit, i32)> {
        match &self.meaning {
            Meaning::Shift(unit, by) => Some((*unit, *by)),
            Meaning::At(m, _) | Meaning::In(m, _) | Meaning::Part(_, m) => match **m {
                Meaning::Shift(unit, by) => Some((unit, by)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The weekday named, 1 is Monday; with the month and day beside it, if any.
    pub fn weekday(&self) -> Option<u8> {
        match &self.meaning {
            Meaning::Bare(Recurring::Weekday(w, _)) | Meaning::Directed(Recurring::Weekday(w, _), _) => {
                Some(*w)
            }
            Meaning::At(m, _) => match **m {
                Meaning::Bare(Recurring::Weekday(w, _)) => Some(w),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Finds time expressions, in text order. Knows no date from outside.
pub fn find(document: &Document<'_>, rules: &Rules) -> Vec<TimeExpression> {
    let Some(grammar) = &rules.grammar else {
        return Vec::new();
    };
    let mut chart = chart::Chart::new(grammar);
    let mut tokens = Vec::new();
    let mut hits = Vec::new();
    for block in &document.article.blocks {
        tokens.clear();
        grammar.vocabulary.cut(document.text, block.span, &mut tokens);
        chart.read(&tokens, &mut hits);
    }
    hits.into_iter()
        .map(|hit| TimeExpression {
            span: hit.span,
            meaning: hit.meaning,
            tense: hit.tense,
            rule: hit.rule,
            ends: hit.ends,
            dates_a_document: hit.dates_a_document,
        })
        .collect()
}

/// Gives each expression its value under the anchor.
pub fn anchor(
    document: &Document<'_>,
    rules: &Rules,
    found: Vec<TimeExpression>,
    anchor: &Anchor,
    notes: &mut Vec<Note>,
) -> Vec<TimeValue> {
    anchoring::anchor(document, rules, found, anchor, notes)
}

#[cfg(test)]
mod tests;
