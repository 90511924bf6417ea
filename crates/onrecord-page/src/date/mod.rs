//! The page's date as a judged hypothesis: candidates, each with its basis, weighed against each other and against the text.
//! What does not live here: times inside the text for their own sake (`onrecord-values`).

pub(crate) mod candidates;
mod dateline;
mod judge;
mod months;
mod order;
mod scan;
mod tense;
mod text;
mod words;

use jiff::civil::Date;
use onrecord_model::Language;
use onrecord_model::pack::PackSources;

pub(crate) use candidates::{Candidate, Landmarks};
pub(crate) use judge::{doubt, judge};
pub(crate) use order::tag as reading_tag;
pub(crate) use scan::Written;
pub(crate) use text::Remarks;

/// What dates are read with: the packs' words, compiled once.
#[derive(Debug)]
pub(crate) struct Dates {
    months: months::Months,
    words: words::Words,
    chinese: tense::Tenses,
    english: tense::Tenses,
}

impl Dates {
    /// Reads the page stage's rules about dates.
    pub fn compile(sources: &PackSources) -> Dates {
        Dates {
            months: months::Months::compile(sources),
            words: words::Words::compile(sources),
            chinese: tense::Tenses::compile(sources, Language::Chinese),
            english: tense::Tenses::compile(sources, Language::English),
        }
    }

    fn tenses(&self, lang: Language) -> Option<&tense::Tenses> {
        match lang {
            Language::Chinese => Some(&self.chinese),
            Language::English => Some(&self.english),
            Language::Other => None,
        }
    }

    /// What the dates of a story's text say about the day it was written.
    pub fn remarks(&self, story: &str, lang: Language) -> Remarks {
        text::remarks(story, lang, self)
    }

    /// All dates written in `text`.
    pub fn scan(&self, text: &str, lang: &str) -> Vec<Written> {
        scan::scan(text, &self.months, lang, month_first(lang))
    }

    /// The first whole date in `text`.
    pub fn stamp(&self, text: &str, lang: &str) -> Option<Date> {
        self.scan(text, lang).iter().find_map(Written::date)
    }
}

/// How "03/04/2023" is read: month first in English without a British label, as [`order::tag`] gives it.
fn month_first(lang: &str) -> bool {
    lang == "en" || lang.eq_ignore_ascii_case("en-us") || lang == "und"
}
