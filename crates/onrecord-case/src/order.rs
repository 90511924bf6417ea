//! Who came first: the order of pages by which one can have copied another.
//!
//! The day counts, then within a day who owns the story ("told NAME" names the page's own outlet) before who says whom he
//! has it from, then the longer text (who shortens, copies), then the bytes. A page that says that it has its story from
//! elsewhere comes after pages of the next days too: a reprint's stamp is the least certain date there is.
//! What does not live here: what was copied (see `fingerprints`).

use jiff::ToSpan;
use jiff::civil::Date;

use crate::fingerprints::Prints;
use crate::matters::outlet_key;
use crate::{Ground, ReadPage, SpeakerKind};

/// Days that the date of a page that names its source may lie before that of the source itself.
const STAMP: i64 = 2;

/// How a page stands to the story that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Carries {
    /// It was told, it says.
    Own,
    Unknown,
    /// It names another outlet that has it.
    Others,
}

/// The pages, first come first.
pub(crate) fn order(pages: &[ReadPage], prints: &[Prints], ground: &Ground) -> Vec<usize> {
    let key = |page: usize| {
        let read = &pages[page];
        let carries = carries(read, ground);
        let published = read.article.published.as_ref().and_then(|p| p.date.or(p.latest));
        let late = |day: Date| {
            if says_whose(read, ground) {
                day.saturating_add(STAMP.days())
            } else {
                day
            }
        };
        let day = published.map(late);
        (
            day.is_none(),
            day,
            carries,
            std::cmp::Reverse(prints[page].len()),
            &read.page.sha256,
            page,
        )
    };
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by_cached_key(|p| {
        let (undated, day, carries, length, bytes, page) = key(*p);
        (undated, day, carries, length, bytes.clone(), page)
    });
    order
}

/// True if the page says as a whole whom it has its text from.
fn says_whose(page: &ReadPage, ground: &Ground) -> bool {
    let own = page
        .article
        .outlet
        .as_deref()
        .map(|o| outlet_key(o, None, ground));
    let from = page.article.syndicated_from.as_deref();
    from.is_some_and(|f| Some(outlet_key(f, None, ground)) != own)
}

fn carries(page: &ReadPage, ground: &Ground) -> Carries {
    let own = page
        .article
        .outlet
        .as_deref()
        .map(|o| outlet_key(o, None, ground));
    let text = &page.article.text;
    let mut others = says_whose(page, ground);
    for attribution in &page.reading.attributions {
        if let Some(told) = attribution.told {
            if own.is_some() && own == Some(outlet_key(told.of(text), None, ground)) {
                return Carries::Own;
            }
            others = true;
        }
        let speaker = &attribution.speaker;
        if speaker.kind == SpeakerKind::Outlet
            && let Some(name) = &speaker.name
        {
            others |= own.as_ref() != Some(&outlet_key(name, speaker.entity.as_deref(), ground));
        }
    }
    if others { Carries::Others } else { Carries::Unknown }
}
