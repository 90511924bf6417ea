//! Pages as they are told: outlet, title, judged date, and what does not agree with it.
//! What does not live here: how a page is dated (`onrecord-page`).

use jiff::civil::Date;

use super::Briefing;
use crate::phrases;

/// A page in short.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its number in the brief, from 1.
    pub number: usize,
    /// Its judged date.
    pub date: String,
    /// Outlet, or what stands for one.
    pub outlet: String,
    /// Headline, if there is one.
    pub title: Option<String>,
    /// File name; empty if it says no more than the outlet.
    pub file: String,
    /// What a reader must know: stamps that do not agree, words copied, nothing found.
    pub doubts: Vec<String>,
}

impl Briefing<'_> {
    /// The pages by number.
    pub fn pages(&self) -> Vec<Page> {
        self.order.iter().map(|page| self.page(*page)).collect()
    }

    fn page(&self, index: usize) -> Page {
        let read = &self.case.pages[index];
        let article = &read.article;
        let outlet = phrases::outlet(article, &read.page);
        let file = phrases::file_name(&read.page.source);
        let mut doubts: Vec<String> = Vec::new();
        let mut stamps: Vec<Date> = article
            .stamps
            .iter()
            .filter(|s| !s.agrees)
            .map(|s| s.date)
            .collect();
        stamps.sort_unstable();
        stamps.dedup();
        let days: Vec<String> = stamps.into_iter().map(phrases::day).collect();
        match days.as_slice() {
            [] => {}
            [one] => doubts.push(format!("stamped {one}, which does not agree")),
            many => doubts.push(format!("stamped {}, which do not agree", many.join(", "))),
        }
        if let Some((from, share)) = self.case.parents[index] {
            doubts.push(format!("{share} % of it stands in [{}]", self.numbers[from]));
        }
        if read.reading.claims.is_empty() {
            doubts.push("no claims found".into());
        }
        Page {
            number: self.numbers[index],
            date: phrases::published(article.published.as_ref()),
            title: article.title.clone(),
            file: if file == outlet { "" } else { file }.to_owned(),
            outlet,
            doubts,
        }
    }
}
