//! Which areas of a page are furniture: by tag, by class, by what they hold.
//! What does not live here: rows of teasers (`rows`), other stories (`others`).

use super::lines::{Area, AreaId, Lines};
use super::rows;
use super::words::{Hint, NO_WORD};
use crate::html::Tag;

/// What is known of a line before its place is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Sentences.
    Prose,
    /// A few words.
    Minor,
    /// Mostly links.
    Link,
    /// Furniture by its words.
    Junk,
}

/// A line's kind and what it weighs for the story around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    pub(crate) kind: Kind,
    pub(crate) weight: i32,
    /// Heads a box of furniture.
    pub(crate) heads: bool,
    /// No story goes on behind it.
    pub(crate) ends: bool,
    /// Counts what is below, behind the story's end: comments.
    pub(crate) counts: bool,
    /// Speaks of cookies, consent and personal data.
    pub(crate) privacy: bool,
    /// Names the photographer.
    pub(crate) credit: bool,
    /// Holds a link and breaks off: a teaser.
    pub(crate) cut: bool,
}

/// Sums over an area and everything below.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    pub(crate) prose: u32,
    pub(crate) units: u32,
    pub(crate) plain: u32,
    pub(crate) prose_lines: u32,
    pub(crate) link_lines: u32,
    /// Linked lines of the length of a title.
    pub(crate) titles: u32,
    pub(crate) privacy: u32,
    pub(crate) privacy_lines: u32,
    pub(crate) cut: u32,
    /// Holds a table.
    pub(crate) table: bool,
}

/// Sums for all areas.
pub(crate) fn sums(lines: &Lines, verdicts: &[Verdict]) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); lines.areas.len()];
    for (line, verdict) in lines.lines.iter().zip(verdicts) {
        let sum = &mut sums[line.area as usize];
        let plain = line.units.saturating_sub(line.linked);
        sum.units += line.units;
        sum.plain += plain;
        if verdict.privacy {
            sum.privacy += line.units;
            sum.privacy_lines += 1;
        }
        sum.cut += u32::from(verdict.cut);
        match verdict.kind {
            Kind::Prose => {
                sum.prose += plain;
                sum.prose_lines += 1;
            }
            Kind::Link => {
                sum.link_lines += 1;
                sum.titles += u32::from(line.units >= 3);
            }
            _ => {}
        }
    }
    for at in (1..sums.len()).rev() {
        let below = sums[at];
        let above = &mut sums[lines.areas[at].parent as usize];
        above.prose += below.prose;
        above.units += below.units;
        above.plain += below.plain;
        above.prose_lines += below.prose_lines;
        above.link_lines += below.link_lines;
        above.titles += below.titles;
        above.privacy += below.privacy;
        above.cut += below.cut;
        above.table |= below.table || lines.areas[at].tag == Tag::Table;
        above.privacy_lines += below.privacy_lines;
    }
    sums
}

/// How much the page's own words for its parts are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Tags and classes.
    Classes,
    /// Tags alone.
    Tags,
}

/// What the page as a whole says about its areas, beyond what each says of itself.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Areas that belong to another story than the headline's.
    pub(crate) foreign: Vec<AreaId>,
    /// The headline's line, where it was found.
    pub(crate) headline: Option<u32>,
}

impl Page {
    /// True for an area that a headline of its own, no link to another page, heads.
    fn is_headed(&self, lines: &Lines, area: &Area) -> bool {
        self.headline.is_some_and(|at| {
            let line = &lines.lines[at as usize];
            area.first <= at
                && at < area.last
                && line.linked == 0
                && lines.areas[line.area as usize].tag == Tag::H1
        })
    }

    fn holds_headline(&self, area: &Area) -> bool {
        self.headline.is_none_or(|at| area.first <= at && at < area.last)
    }
}

/// Why an area is no part of the story; none for those that may be.
pub(crate) type Dropped = Option<&'static str>;

/// For every area: why it is, or lies in, furniture.
pub(crate) fn furniture(
    lines: &Lines,
    verdicts: &[Verdict],
    sums: &[Sum],
    trust: Trust,
    page: &Page,
    words: usize,
) -> Vec<Dropped> {
    let whole = sums[0].prose.max(1);
    let cards = rows::cards(lines, verdicts, sums);
    let body = prose_of(lines, sums, Hint::BODY);
    let posts = prose_of(lines, sums, Hint::EMBED);
    let second = second(lines, verdicts, page.headline);
    let commented = commented(lines, verdicts, page.headline);
    let odd = odd_words(lines, sums, &body, words);
    let mut dropped: Vec<Dropped> = vec![None; lines.areas.len()];
    let story = story(lines);
    let paid = hides_its_story(lines, sums, &story);
    let first_told = first_told(lines, verdicts, page.headline);
    let tells_of_privacy = page.headline.is_some_and(|at| verdicts[at as usize].privacy);
    for (at, area) in lines.areas.iter().enumerate().skip(1) {
        let sum = &sums[at];
        // Furniture that holds the better part of the page's prose is none.
        let never = (area.hint.has(Hint::STRONG) || area.tag == Tag::Footer)
            && body[at] == 0
            && area.tag != Tag::Article;
        let beside = matches!(area.tag, Tag::Aside | Tag::Nav) && body[0] >= body[at] + 20;
        let large = !never && !beside && !second[at] && sum.prose * 10 >= whole * 4 && sum.prose > 30;
        // Consent dialogs are long and carry any class; but there are stories about privacy too, right below their headline.
        let consent = sum.privacy > 40
            && sum.privacy_lines >= 2
            && !story[at]
            && sum.prose * 10 < whole * 8
            && sum.privacy * 3 >= sum.units
            && !page.holds_headline(area)
            && !(Some(area.first) == first_told && (tells_of_privacy || sum.privacy * 2 < sum.units));
        let own = || {
            if cards[at] && !page.is_headed(lines, area) {
                Some("one of a row of teasers")
            } else if consent {
                Some("asks for consent")
            } else if page.foreign.contains(&(at as AreaId)) {
                Some("another story")
            } else if area.hint.has(Hint::REMARKS) && commented[at] && body[at] == 0 {
                // Readers may well write more than the story did.
                Some("readers' comments")
            } else if large {
                None
            } else {
                let embeds = posts[at] > 0 && posts[at] * 10 >= sum.prose * 8;
                let trust = if embeds { Trust::Tags } else { trust };
                furniture_of_its_own(area, sum, trust, body[at], story[at] && paid, second[at], &odd)
            }
        };
        dropped[at] = dropped[area.parent as usize].or_else(own);
    }
    dropped
}

/// The first paragraph behind the headline.
fn first_told(lines: &Lines, verdicts: &[Verdict], headline: Option<u32>) -> Option<u32> {
    let from = headline? + 1;
    (from..lines.lines.len() as u32).find(|at| verdicts[*at as usize].kind == Kind::Prose)
}

/// For every area: is it, or does it lie in, what calls itself an article or its body?
pub(crate) fn story(lines: &Lines) -> Vec<bool> {
    let mut story = vec![false; lines.areas.len()];
    for (at, area) in lines.areas.iter().enumerate().skip(1) {
        story[at] = story[area.parent as usize] || area.tag == Tag::Article || area.hint.has(Hint::BODY);
    }
    story
}

/// True where the story hides more prose than it shows: paid stories do, others hide copies and dialogs.
fn hides_its_story(lines: &Lines, sums: &[Sum], story: &[bool]) -> bool {
    let (mut hidden, mut shown) = (0u32, 0u32);
    let mut at = 1;
    while at < lines.areas.len() {
        let area = &lines.areas[at];
        if story[at] && area.hidden {
            hidden += sums[at].prose;
            at = area.end as usize;
            continue;
        }
        if story[at] && !story[area.parent as usize] {
            shown += sums[at].prose;
        }
        at += 1;
    }
    hidden * 10 > shown.saturating_sub(hidden) * 8
}

/// Prose inside areas that call themselves the story's body, or whatever else `hint` is, for every area.
fn prose_of(lines: &Lines, sums: &[Sum], hint: Hint) -> Vec<u32> {
    let mut body = vec![0u32; sums.len()];
    for at in (1..sums.len()).rev() {
        if lines.areas[at].hint.has(hint) {
            body[at] = sums[at].prose;
        }
        let parent = lines.areas[at].parent as usize;
        body[parent] += body[at];
    }
    body
}

/// For every area: does a story stand between the headline and it? Another one behind it may well be longer.
pub(super) fn second(lines: &Lines, verdicts: &[Verdict], headline: Option<u32>) -> Vec<bool> {
    let mut second = vec![false; lines.areas.len()];
    let Some(headline) = headline else {
        return second;
    };
    let mut told = 0;
    let mut enough = lines.lines.len() as u32;
    let behind = lines
        .lines
        .iter()
        .zip(verdicts)
        .enumerate()
        .skip(headline as usize);
    for (at, (line, verdict)) in behind {
        if verdict.kind == Kind::Prose {
            told += line.units;
        }
        if told >= 60 {
            enough = at as u32;
            break;
        }
    }
    for (area, second) in lines.areas.iter().zip(&mut second) {
        *second = area.first > enough;
    }
    second
}

/// For every area: does a story that is no comment itself stand between the headline and it? In a forum all is comment.
fn commented(lines: &Lines, verdicts: &[Verdict], headline: Option<u32>) -> Vec<bool> {
    let Some(headline) = headline else {
        return vec![false; lines.areas.len()];
    };
    let mut remark = vec![false; lines.areas.len()];
    for (at, area) in lines.areas.iter().enumerate().skip(1) {
        remark[at] = remark[area.parent as usize] || area.hint.has(Hint::COMMENTS);
    }
    let mut told = 0;
    let behind = lines
        .lines
        .iter()
        .zip(verdicts)
        .enumerate()
        .skip(headline as usize);
    let enough =
        behind.filter(|(_, (line, verdict))| verdict.kind == Kind::Prose && !remark[line.area as usize]);
    let enough = enough.map(|(at, (line, _))| {
        told += line.units;
        (at as u32, told)
    });
    let enough = enough.skip_while(|(_, told)| *told < 60).map(|(at, _)| at).next();
    lines
        .areas
        .iter()
        .map(|area| enough.is_some_and(|at| area.first > at))
        .collect()
}

/// Words that would make furniture of the better part of the page: this site uses them otherwise.
fn odd_words(lines: &Lines, sums: &[Sum], body: &[u32], words: usize) -> Vec<bool> {
    let mut taken = vec![0u32; words];
    let mut at = 1;
    while at < lines.areas.len() {
        let area = &lines.areas[at];
        if area.word != NO_WORD
            && !area.hint.has(Hint::BODY)
            && !area.hint.has(Hint::STRONG)
            && body[at] * 2 < sums[at].prose.max(1)
        {
            taken[area.word as usize] += sums[at].prose;
            at = area.end as usize;
        } else {
            at += 1;
        }
    }
    let whole = sums[0].prose;
    taken
        .iter()
        .map(|prose| *prose > 60 && *prose * 10 >= whole * 4)
        .collect()
}

fn furniture_of_its_own(
    area: &Area,
    sum: &Sum,
    trust: Trust,
    body: u32,
    paid: bool,
    second: bool,
    odd: &[bool],
) -> Dropped {
    if matches!(area.tag, Tag::Html | Tag::Body | Tag::Main) {
        return None;
    }
    if matches!(
        area.tag,
        Tag::Nav | Tag::Aside | Tag::Footer | Tag::Button | Tag::Form | Tag::Dialog | Tag::Menu | Tag::Legend
    ) {
        return Some("by its tag");
    }
    // "teaser" is the lead of a story in some tongues and papers; other stories' teasers are linked.
    let lead = area.hint.has(Hint::LEAD)
        && sum.units == sum.plain
        && sum.prose >= 8
        && sum.prose_lines <= 3
        && !second;
    let named = trust == Trust::Classes
        && !area.hint.has(Hint::BODY)
        && (area.word != NO_WORD && !odd[area.word as usize]
            || (area.word == NO_WORD && area.hint.has(Hint::FURNITURE)))
        && (body == 0 || body * 2 < sum.prose)
        && !lead;
    if area.hidden {
        // Paid stories hide their own body; what is hidden elsewhere is a dialog or a menu.
        return (!paid || named || sum.prose < 20).then_some("hidden");
    }
    if area.tag == Tag::Figcaption && sum.units < 200 {
        return Some("a caption");
    }
    if area.tag == Tag::Figure && sum.prose < 120 && !sum.table {
        return Some("a figure");
    }
    // What is furniture whatever its size is so whatever else is believed.
    let always = area.hint.has(Hint::STRONG) && !area.hint.has(Hint::BODY) && body == 0 && sum.prose < 150;
    if trust == Trust::Tags && always {
        return Some("by its class");
    }
    if trust == Trust::Tags || area.hint.has(Hint::BODY) {
        return None;
    }
    if named {
        Some("by its class")
    } else if area.hint.has(Hint::META) && sum.units < 40 && area.tag != Tag::Article {
        Some("metadata by its class")
    } else if area.hint.has(Hint::CAPTION) && sum.units < 150 {
        Some("a caption by its class")
    } else {
        None
    }
}
