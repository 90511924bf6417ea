//! Atom feeds: the days on which matters moved.
//! What does not live here: what a change is (`onrecord-case`).

use std::fmt::Write;

use jiff::civil::Date;
use onrecord::{Case, Change, Modality, changes};
use onrecord_pages::clean;
use onrecord_views::brief::Briefing;

use crate::ask::{ATOM, Answer, Ask, Reply, encoded};
use crate::parts::{Found, no_matter, no_story};

/// Entries of a feed, the latest.
const ENTRIES: usize = 50;

pub fn matter(ask: &Ask<'_>) -> Answer {
    let id = ask.of("id");
    let found = ask.library.case_of(id, ask.cut()?)?;
    let (case, matter, day) = found.ok_or_else(|| no_matter(id))?;
    let title = Briefing::new(&case, &ask.house.engine.packs, day).title(&case.matters[matter], ask.tongue);
    feed(ask, &case, &[matter], day, &title)
}

pub fn story(ask: &Ask<'_>) -> Answer {
    let whole = ask.house.whole(ask.library, ask.cut()?)?;
    let whole = whole.ok_or_else(|| crate::parts::too_many(ask))?;
    let (case, day) = &*whole;
    let page = ask.of("page");
    let story = case.stories.iter().find(|s| {
        s.pages
            .iter()
            .any(|p| page.len() >= 8 && case.pages[*p].page.sha256.starts_with(page))
    });
    let story = story.ok_or_else(|| no_story(page))?;
    feed(ask, case, &story.matters, *day, &story.title)
}

pub fn search(ask: &Ask<'_>) -> Answer {
    let words = ask.words();
    let found = Found::of(ask, &words)?;
    let (case, day) = &*found.case;
    let matters: Vec<usize> = (0..case.matters.len())
        .filter(|m| !case.matters[*m].is_statement() && case.is_about(*m, &words))
        .collect();
    feed(ask, case, &matters, *day, &words.join(" "))
}

fn feed(ask: &Ask<'_>, case: &Case, matters: &[usize], day: Option<Date>, title: &str) -> Answer {
    let packs = &ask.house.engine.packs;
    let briefing = Briefing::new(case, packs, day);
    let until = day.unwrap_or(Date::MAX);
    let mut all: Vec<Change> = matters
        .iter()
        .flat_map(|m| changes(case, &packs.ground, *m, until))
        .collect();
    all.sort_by_key(|c| (std::cmp::Reverse(c.day), c.matter));
    all.truncate(ENTRIES);
    let stamp = |day: Date| format!("{day}T00:00:00Z");
    let last = all
        .first()
        .map(|c| c.day)
        .or(day)
        .unwrap_or(Date::constant(1970, 1, 1));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><title>{}</title><id>urn:onrecord:{}</id>\
         <updated>{}</updated><author><name>onrecord</name></author>",
        ask.tongue.tag(),
        escaped(title),
        escaped(&encoded(&ask.here)),
        stamp(last)
    );
    for change in &all {
        let matter = &case.matters[change.matter];
        let after = &change.after;
        let state = match &after.state {
            Some(state) => ask.tongue.state(
                packs,
                &matter.kind,
                Some(state),
                after.polarity,
                Modality::Asserted,
            ),
            None => ask.tongue.pick("not settled", "尚无定论").to_owned(),
        };
        let words = change.by.first().map(|at| case.words(*at)).unwrap_or_default();
        let title = format!(
            "{}{}{state}",
            briefing.title(matter, ask.tongue),
            ask.tongue.pick(": ", "：")
        );
        let _ = write!(
            out,
            "<entry><title>{}</title><id>urn:onrecord:{}:{}</id><updated>{}</updated>\
             <link rel=\"alternate\" type=\"text/html\" href=\"/matter/{}?as_of={}\"/><summary>{}</summary></entry>",
            escaped(&title),
            encoded(&matter.id),
            change.day,
            stamp(change.day),
            encoded(&matter.id),
            change.day,
            escaped(words)
        );
    }
    out.push_str("</feed>\n");
    Ok(Reply::of(ATOM, out))
}

/// Text in XML: without what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
