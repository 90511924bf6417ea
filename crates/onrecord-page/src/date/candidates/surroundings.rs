//! What stands around a stamp that readers see: names of comments and lists, cards of other stories, the bar with the
//! site's clock; and where it stands beside headline and story.
//! What does not live here: finding the stamps (`shown`), what they weigh (`judge`).

use super::super::Dates;
use super::{Landmarks, Place};
use crate::html::{Kind, NodeId, Tag, Tree};

/// What stands around a stamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Surroundings {
    /// Among other things' stamps by the names of the markup.
    pub elsewhere: bool,
    /// Surely of another thing.
    pub foreign: bool,
    /// In a list of stories, beside the page's own headline.
    pub own_card: bool,
    /// The names around it are a stamp's.
    pub named: bool,
}

/// Nodes of more than any bar.
const LARGE: u32 = 1500;

/// Levels above a stamp whose names count.
const HEIGHT: usize = 14;

/// A bar with more links than this is a menu.
const FEW_LINKS: usize = 3;

/// Bytes of words before a bar at the top of a page.
const FEW_WORDS: usize = 300;

/// Reads what stands around a node.
pub(super) fn of(tree: &Tree<'_>, node: NodeId, dates: &Dates, marks: &Landmarks) -> Surroundings {
    let mut found = Surroundings::default();
    let mut in_article = false;
    let mut bar = false;
    for (height, above) in std::iter::once(node).chain(tree.ancestors(node)).enumerate() {
        let Some(tag) = tree.tag(above) else { continue };
        let heading = marks.heading.is_some_and(|h| holds(tree, above, h));
        let own = heading
            || (bar || is_named_bar(tree, above))
                && tree.end(above) - above < LARGE
                && marks.is_titled(&tree.text(above))
            || marks
                .story
                .as_ref()
                .is_some_and(|s| !s.is_empty() && holds(tree, above, s.start));
        // An index shows the cards of several stories; the first may have been taken for the story.
        let at = tree.bytes(node).start;
        let beside = marks
            .heading
            .zip(marks.story.as_ref())
            .is_some_and(|(h, s)| h < at && at < s.start);
        if !heading && !found.own_card && is_card(tree, node, above, tag, dates, beside) {
            found.own_card = tree.below(above).any(|n| {
                tree.tag(n).is_some_and(|t| t.is_heading() || t == Tag::A) && marks.is_title(&tree.text(n))
            });
            found.foreign = !found.own_card;
        }
        // What holds the headline or the story is no place for other things.
        if own || matches!(tag, Tag::Body | Tag::Html | Tag::Main) {
            in_article |= own
                && std::iter::once(above)
                    .chain(tree.ancestors(above))
                    .any(|a| tree.tag(a) == Some(Tag::Article));
            break;
        }
        in_article |= tag == Tag::Article;
        if matches!(
            tag,
            Tag::Aside | Tag::Nav | Tag::Footer | Tag::Form | Tag::Select | Tag::Blockquote
        ) {
            // An article's own footer or margin holds its stamp on many sites.
            let margin = tag == Tag::Footer || tag == Tag::Aside && found.named;
            let own = margin && tree.ancestors(above).any(|a| tree.tag(a) == Some(Tag::Article));
            found.elsewhere |= !own;
        }
        bar |= tag == Tag::Header || is_named_bar(tree, above);
        for attribute in tree.attributes(above) {
            if attribute.name.eq_ignore_ascii_case("class") || attribute.name.eq_ignore_ascii_case("id") {
                let short = height < 12 && attribute.raw.len() < 300;
                found.elsewhere |= short && dates.words.names_elsewhere(attribute.raw);
                found.foreign |= short && dates.words.names_foreign(attribute.raw);
                found.named |= height <= 3 && dates.words.names_stamp(attribute.raw);
            }
        }
        if height > HEIGHT {
            break;
        }
    }
    let clock = !in_article && is_clock(tree, node, bar, marks);
    found.foreign |= clock;
    found
}

/// Where a node stands beside headline and story.
pub(super) fn place(at: usize, around: Surroundings, marks: &Landmarks) -> Place {
    if around.foreign {
        return Place::Foreign;
    }
    if around.own_card {
        return Place::Tail;
    }
    let story = marks.story.clone().unwrap_or(0..0);
    // Between headline and story stand the story's own stamps, whatever the elements are called.
    let between = marks
        .heading
        .is_some_and(|h| h < at && at < story.start && story.start - h < 20_000);
    if around.elsewhere && !between {
        return Place::Elsewhere;
    }
    let heading = marks.heading.unwrap_or(story.start);
    let top = heading.min(story.start);
    if story.is_empty() {
        return if marks.heading.is_some() && at >= top && at < top.saturating_add(6000) {
            Place::Head
        } else {
            Place::Far
        };
    }
    if at.saturating_add(2500) >= top && at < story.start {
        Place::Head
    } else if at >= story.start && at < story.end {
        Place::Inside
    } else if at >= story.end && at < story.end.saturating_add(4000) {
        Place::Tail
    } else {
        Place::Far
    }
}

fn holds(tree: &Tree<'_>, node: NodeId, at: usize) -> bool {
    tree.bytes(node).start <= at && at < tree.bytes(tree.end(node) - 1).end
}

/// True for the card of another story that the stamp `node` belongs to: a link with words of its own around it, or an
/// item of a list with a linked title in it.
fn is_card(tree: &Tree<'_>, node: NodeId, above: NodeId, tag: Tag, dates: &Dates, beside: bool) -> bool {
    /// Nodes and bytes of text that a card holds at most.
    const SMALL: u32 = 60;
    const SHORT: usize = 600;
    if tree.end(above) - above > SMALL || above == node {
        return false;
    }
    if tag == Tag::A {
        // A link to the page itself may hold its stamp, and several of them.
        let times = tree
            .below(above)
            .filter(|n| *n == node || tree.tag(*n) == Some(Tag::Time));
        let told: usize = times.map(|n| letters(&tree.text(n))).sum();
        let words = tree.text(above);
        let stamps: usize = dates
            .scan(&words, "und")
            .iter()
            .map(|w| letters(&words[w.range.start..w.end]))
            .sum();
        // The stamp's own text node may hold more than the stamp.
        let own = if tree.kind(node) == Kind::Text {
            stamps
        } else {
            told.max(stamps)
        };
        return letters(&words) >= own + 8;
    }
    let listed = matches!(tag, Tag::Li | Tag::Article | Tag::Tr | Tag::Dd | Tag::Dt);
    (listed || tag == Tag::Div)
        && holds_title(tree, above, tag == Tag::Li && !beside)
        && tree.text(above).len() <= SHORT
        && has_twins(tree, above, listed)
}

/// Letters and digits; a Chinese character says as much as two.
fn letters(words: &str) -> usize {
    let letters = words.chars().filter(|c| c.is_alphanumeric());
    letters
        .map(|c| if onrecord_model::language::is_han(c) { 2 } else { 1 })
        .sum()
}

/// True where a linked title stands below: a heading that is a link, or a link of several words; in lists apart from the
/// headline of any words that name no person and no channel.
fn holds_title(tree: &Tree<'_>, above: NodeId, short: bool) -> bool {
    const OTHERS: &[&str] = &[
        "author", "autor", "profile", "user", "member", "people", "tag", "categor", "/by/", "channel", "#",
    ];
    tree.below(above).any(|n| {
        tree.tag(n) == Some(Tag::A) && {
            let headed = tree
                .ancestors(n)
                .take_while(|a| *a > above)
                .any(|a| tree.tag(a).is_some_and(Tag::is_heading))
                || tree.below(n).any(|b| tree.tag(b).is_some_and(Tag::is_heading));
            let words = tree.text(n);
            let many = words
                .split_whitespace()
                .filter(|w| w.chars().any(char::is_alphabetic))
                .count()
                >= 4
                || words
                    .chars()
                    .filter(|c| onrecord_model::language::is_han(*c))
                    .count()
                    >= 8;
            let brief = short && letters(&words) >= 8;
            tree.attribute(n, "href").is_some_and(|h| {
                let h = h.to_ascii_lowercase();
                !h.starts_with('#')
                    && (headed && words.len() >= 6 || many || brief && !OTHERS.iter().any(|o| h.contains(o)))
            })
        }
    })
}

/// True where siblings of the same tag and class stand beside an item; the only item of a list is one too.
fn has_twins(tree: &Tree<'_>, item: NodeId, listed: bool) -> bool {
    let Some(parent) = tree.parent(item) else {
        return false;
    };
    let class = |n: NodeId| tree.attribute(n, "class");
    let twins = tree.children(parent).take(80).filter(|s| {
        *s != item
            && tree.tag(*s) == tree.tag(item)
            && class(*s) == class(item)
            && tree.end(*s) - *s > 2
            && (listed || holds_title(tree, *s, false))
    });
    if !listed && class(item).is_none() {
        return false;
    }
    let needed = match (listed, tree.tag(item)) {
        (true, Some(Tag::Li)) => 0,
        (true, _) => 1,
        _ => 2,
    };
    twins.take(needed).count() >= needed
}

/// True for an element that is named as the bar at the top of a page.
fn is_named_bar(tree: &Tree<'_>, node: NodeId) -> bool {
    ["class", "id"]
        .iter()
        .filter_map(|name| tree.attribute(node, name))
        .any(|names| names.split_ascii_whitespace().any(is_bar))
}

/// True for the names of the bar at the top of a page.
fn is_bar(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "header"
            | "site-header"
            | "page-header"
            | "masthead"
            | "topbar"
            | "top-bar"
            | "top_bar"
            | "top"
            | "navtop"
            | "head"
            | "navbar"
    )
}

/// Where the first few words of a page's body end: a bar with the site's clock begins before.
pub(crate) fn first_words_end(tree: &Tree<'_>) -> usize {
    let body = tree
        .nodes()
        .find(|n| tree.tag(*n) == Some(Tag::Body))
        .unwrap_or(0);
    let mut words = 0;
    for node in body..tree.len() as NodeId {
        if tree.kind(node) == Kind::Text {
            words += tree.raw(node).trim().len();
            if words > FEW_WORDS {
                return tree.bytes(node).start;
            }
        }
    }
    tree.page().len()
}

/// True for a day in the bar above the headline, or before the menu: the site shows its readers what day it is.
fn is_clock(tree: &Tree<'_>, node: NodeId, bar: bool, marks: &Landmarks) -> bool {
    let at = tree.bytes(node).start;
    let Some(top) = marks
        .heading
        .into_iter()
        .chain(marks.story.as_ref().map(|s| s.start))
        .min()
    else {
        return false;
    };
    if at >= top {
        return false;
    }
    if bar {
        return true;
    }
    // What stands behind a page's first words is no bar.
    if at > marks.bar {
        return false;
    }
    let mut links = 0;
    for next in node + 1..tree.len() as NodeId {
        if tree.bytes(next).start >= top {
            break;
        }
        match tree.kind(next) {
            Kind::Element(Tag::Nav) => return true,
            Kind::Element(Tag::A) => links += 1,
            _ => {}
        }
        if links > FEW_LINKS {
            return true;
        }
    }
    false
}
