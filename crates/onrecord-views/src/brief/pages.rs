//! Pages as they are told: outlet, title, judged date, and what does not agree with it.
//! What does not live here: how a page is dated (`onrecord-page`).

use jiff::civil::Date;
use onrecord::{Language, ReadPage};

use super::Briefing;
use crate::phrases;
use crate::tongue::Tongue;

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
    /// What a reader must know: stamps that do not agree, words copied.
    pub doubts: Vec<String>,
    /// Why it is behind no claim; `None` if it is behind one.
    pub unread: Option<String>,
}

impl Briefing<'_> {
    /// The pages by number.
    pub fn pages(&self, tongue: Tongue) -> Vec<Page> {
        self.order.iter().map(|page| self.page(*page, tongue)).collect()
    }

    fn page(&self, index: usize, tongue: Tongue) -> Page {
        let read = &self.case.pages[index];
        let article = &read.article;
        let outlet = phrases::outlet(article, &read.page);
        let file = phrases::file_name(&read.page.source);
        let mut doubts: Vec<String> = tongue.read_in_part(read).into_iter().collect();
        let mut stamps: Vec<Date> = article
            .stamps
            .iter()
            .filter(|s| !s.agrees)
            .map(|s| s.date)
            .collect();
        stamps.sort_unstable();
        stamps.dedup();
        if !stamps.is_empty() {
            let days: Vec<String> = stamps.into_iter().map(|d| tongue.day(d)).collect();
            let agree = if days.len() == 1 { "does" } else { "do" };
            let days = days.join(tongue.pick(", ", "、"));
            doubts.push(tongue.pick(
                format!("stamped {days}, which {agree} not agree"),
                format!("所标日期{days}与正文不符"),
            ));
        }
        if let Some((from, share)) = self.case.parents[index] {
            let from = self.numbers[from];
            doubts.push(tongue.pick(
                format!("{share} % of it is in [{from}]"),
                format!("{share}%的内容见于[{from}]"),
            ));
        }
        Page {
            number: self.numbers[index],
            date: tongue.published(article.published.as_ref()),
            title: article.title.clone(),
            file: if file == outlet { "" } else { file }.to_owned(),
            outlet,
            doubts,
            unread: unread(read, tongue),
        }
    }
}

/// Why nothing was understood of a page: empty is never to be taken for "nothing there".
fn unread(read: &ReadPage, tongue: Tongue) -> Option<String> {
    let article = &read.article;
    let (english, chinese) = if !read.reading.claims.is_empty() {
        return None;
    } else if article.text.trim().is_empty() {
        ("no main text found", "未找到正文")
    } else if article.lang == Language::Other {
        (
            "in a language whose claims are not read",
            "所用语言的陈述尚不能读取",
        )
    } else {
        ("no claim found in its text", "正文中未找到陈述")
    };
    let tag = match article.lang {
        Language::Other if !article.lang_tag.is_empty() => format!(" ({})", article.lang_tag),
        _ => String::new(),
    };
    Some(format!("{}{tag}", tongue.pick(english, chinese)))
}
