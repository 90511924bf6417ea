//! As of a day: which pages of a case could be known then, when a claim was said, and which day is "today".
//! What does not live here: where a matter stands (see `status`).

use jiff::civil::{Date, date};

use crate::Claim;
use crate::ReadPage;

/// No news page is of a later day than this: a date after it is a number that was read as a year.
const LAST: Date = date(2100, 1, 1);
/// A page that lies so many days after all others may bear a wrong date: it does not say what "today" is.
const GAP: i32 = 3652;

/// The first day on which a page may have been published; `None` if nothing is known, or nothing that can be.
pub(crate) fn published(page: &ReadPage) -> Option<Date> {
    let told = page.article.published.as_ref()?;
    let day = told.date.or(told.earliest).or(told.latest)?;
    (day <= LAST).then_some(day)
}

/// The day a claim was said. A page does not tell what was said after it was published.
pub(crate) fn said_day(page: &ReadPage, claim: &Claim) -> Option<Date> {
    let told = claim.said.from.map(|m| m.date()).filter(|d| *d <= LAST);
    let latest = page.article.published.as_ref().and_then(|p| p.date.or(p.latest));
    match (told, latest.filter(|d| *d <= LAST)) {
        (Some(told), Some(latest)) => Some(told.min(latest)),
        (Some(told), None) => Some(told),
        (None, _) => published(page),
    }
}

/// Leaves out what could not be known on a day: pages that came out after it.
pub(crate) fn cut(pages: &mut Vec<ReadPage>, day: Date) {
    pages.retain(|page| came_out(page).is_none_or(|d| d <= day));
}

/// The first day on which a page was there for certain; `None` is of any day. A page of August to December counts from the last
/// of December: what may have come out later must not move a day before.
pub(crate) fn came_out(page: &ReadPage) -> Option<Date> {
    let told = page.article.published.as_ref();
    let first = published(page);
    if told.is_some_and(|p| p.date.is_some_and(|d| d <= LAST)) {
        return first;
    }
    let last = told.and_then(|p| p.latest).filter(|d| *d <= LAST);
    let said = page.reading.claims.iter().filter_map(|c| said_day(page, c));
    last.max(said.max()).max(first)
}

/// The last day on which anything of the pages was said or published. Pages that lie ten years after all others do not
/// count, nor do days after a page was learnt.
pub(crate) fn last_day(pages: &[ReadPage]) -> Option<Date> {
    let mut days: Vec<Date> = pages.iter().filter_map(of_page).collect();
    days.sort_unstable();
    while let [.., before, last] = days[..]
        && is_gap(before, last)
    {
        days.pop();
    }
    days.last().copied()
}

/// True if so many years lie between two days that the later one is hardly a day of news.
pub(crate) fn is_gap(before: Date, last: Date) -> bool {
    before.until(last).is_ok_and(|s| s.get_days() > GAP)
}

/// The last day of one page.
pub(crate) fn of_page(page: &ReadPage) -> Option<Date> {
    let latest = page.article.published.as_ref().and_then(|p| p.latest.or(p.date));
    let said = page.reading.claims.iter().filter_map(|c| said_day(page, c)).max();
    let day = latest.filter(|d| *d <= LAST).or(said)?;
    let learnt = page.learnt.map(|m| m.date());
    Some(learnt.map_or(day, |l| day.min(l)))
}
