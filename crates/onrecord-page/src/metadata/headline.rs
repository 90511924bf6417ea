//! The headline as printed: first-level headings, meta elements, JSON-LD and the title element judged by their agreement,
//! the site's name cut off.
//! What does not live here: where the headline stands in the text (`main_text`).

use super::Clues;

/// Judges the headline.
pub(crate) fn judge(clues: &Clues) -> Option<String> {
    let linked = clues
        .linked
        .iter()
        .filter(|l| l.rank == 3)
        .find_map(|l| l.headline.as_deref());
    let site = clues.meta_of(&["og:site_name", "application-name"]);
    let og = clues.meta_of(&["og:title"]);
    let named: Vec<&str> = [
        og,
        linked,
        clues.meta_of(&[
            "twitter:title",
            "title",
            "dc.title",
            "sailthru.title",
            "parsely-title",
        ]),
    ]
    .into_iter()
    .flatten()
    .filter(|t| Some(*t) != site)
    .collect();
    let head = clues.title.as_deref();
    let is_site = |words: &str| {
        site.is_some_and(|s| folded(s) == folded(words))
            || words.chars().count() < 3
            || head.is_some_and(|h| is_logo(words, h, &clues.headings))
    };
    // The heading that agrees best with what the page calls itself elsewhere.
    let mut best: Option<(f32, &str)> = None;
    for (_, words) in &clues.headings {
        if is_site(words) || words.chars().count() > 320 {
            continue;
        }
        let agreement = named
            .iter()
            .chain(head.iter())
            .map(|n| likeness(words, n))
            .fold(0.0, f32::max);
        if agreement >= 0.55 && best.is_none_or(|b| agreement > b.0 + 0.05) {
            best = Some((agreement, words));
        }
    }
    if let Some((_, words)) = best {
        // A kicker printed inside the heading is no part of the headline.
        let inside = named
            .iter()
            .map(|n| without_site(n, site, &clues.headings))
            .find(|n| n.chars().count() >= 12 && words.len() > n.len() && words.contains(n.as_str()));
        return Some(inside.unwrap_or_else(|| words.to_owned()));
    }
    let own = named.first().copied().or(head)?;
    let cut = without_site(own, site, &clues.headings);
    if !cut.is_empty() && !is_site(&cut) {
        return Some(cut);
    }
    clues.headings.iter().map(|h| h.1.clone()).find(|h| !is_site(h))
}

/// What stands between a headline and the name of its site.
const JOINTS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", "｜", " / ", "_", "|", " « ", "--", " -- ",
];

/// True for a first-level heading that is the site's name at one end of the title, where another heading is the rest.
pub(super) fn is_logo(words: &str, title: &str, headings: &[(crate::html::NodeId, String)]) -> bool {
    let words = folded(words);
    JOINTS.iter().any(|joint| {
        let ends = [
            title.rsplit_once(joint),
            title.split_once(joint).map(|(a, b)| (b, a)),
        ];
        ends.into_iter().flatten().any(|(rest, end)| {
            let rest = folded(rest);
            folded(end) == words && rest.len() > words.len() && headings.iter().any(|h| folded(&h.1) == rest)
        })
    })
}

/// A title without the name of the site behind (or before) it.
fn without_site(title: &str, site: Option<&str>, headings: &[(crate::html::NodeId, String)]) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut kept = title.as_str();
    for _ in 0..3 {
        let cut = JOINTS
            .iter()
            .filter_map(|j| kept.rfind(j).map(|at| (at, *j)))
            .max_by_key(|c| c.0)
            .or_else(|| bare_joint(kept, headings));
        let Some((at, joint)) = cut else { break };
        let (front, back) = (kept[..at].trim(), kept[at + joint.len()..].trim());
        let known = site.is_some_and(|s| likeness(back, s) > 0.6)
            || headings.iter().any(|h| folded(&h.1) == folded(front));
        let weight = |t: &str| t.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let short = weight(back) <= 36
            && weight(front) >= 2 * weight(back)
            && weight(front) >= 16
            && !front.ends_with(':')
            && !is_phrase(back);
        if front.is_empty() || !(known || short) {
            break;
        }
        kept = front;
    }
    kept.to_owned()
}

/// A hyphen without spaces, behind what the page prints as its headline: "标题-东湖网".
fn bare_joint(title: &str, headings: &[(crate::html::NodeId, String)]) -> Option<(usize, &'static str)> {
    let at = title.rfind('-')?;
    let printed = |h: &(crate::html::NodeId, String)| folded(&h.1) == folded(&title[..at]);
    let apart = title[at + 1..].starts_with(|c: char| !c.is_ascii());
    (apart && headings.iter().any(printed)).then_some((at, "-"))
}

/// True for the end of a headline ("here's how to check", "Mayor steps down"), which the name of a site is not.
fn is_phrase(words: &str) -> bool {
    let low = |w: &&str| w.starts_with(char::is_lowercase) && !w.contains('.');
    let mut all = words.split_whitespace();
    words.contains(' ')
        && (all.clone().next().is_some_and(|w| low(&w))
            || all.by_ref().filter(low).filter(|w| w.len() > 3).count() >= 2)
}

/// A site's name without its motto: "TidePilot | One complete harbour platform.".
pub(super) fn without_motto(name: &str) -> &str {
    let cut = JOINTS
        .iter()
        .filter_map(|j| name.split_once(j))
        .min_by_key(|(front, _)| front.len());
    match cut {
        Some((front, rest))
            if !front.trim().is_empty() && (rest.split_whitespace().count() > 2 || rest.ends_with('.')) =>
        {
            front.trim()
        }
        _ => name,
    }
}

/// The name that the title element puts behind the headline, where it is short.
pub(crate) fn site_of(clues: &Clues) -> Option<String> {
    let title = clues
        .title
        .as_deref()?
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let kept = without_site(&title, None, &clues.headings);
    let rest = title.get(kept.len()..)?;
    let name = rest.rsplit(['|', '–', '—', '_', '·', '»', '｜', '•']).next()?;
    let name = name
        .trim_start_matches([' ', '-', ':', '/'])
        .rsplit(" - ")
        .next()?
        .rsplit("--")
        .next()?
        .trim();
    (2..=30).contains(&name.chars().count()).then(|| name.to_owned())
}

fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Share of the shorter one's pairs of characters that the longer one holds too.
fn likeness(a: &str, b: &str) -> f32 {
    let pairs = |t: &str| -> Vec<(char, char)> {
        let c: Vec<char> = folded(t).chars().take(300).collect();
        let mut pairs: Vec<(char, char)> = c.windows(2).map(|w| (w[0], w[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return 0.0;
    }
    let shared = short.iter().filter(|p| long.binary_search(p).is_ok()).count();
    let share = shared as f32 / short.len() as f32;
    // A heading of two words inside a long title says little.
    if long.len() > 4 * short.len() {
        share * 0.5
    } else {
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clues(title: &str, og: Option<&str>, site: Option<&str>, headings: &[&str]) -> Clues {
        let mut clues = Clues {
            title: Some(title.into()),
            ..Clues::default()
        };
        clues
            .metas
            .extend(og.map(|o| ("og:title".to_owned(), o.to_owned(), 0)));
        clues
            .metas
            .extend(site.map(|s| ("og:site_name".to_owned(), s.to_owned(), 0)));
        clues.headings = headings
            .iter()
            .enumerate()
            .map(|(i, h)| (i as u32, (*h).to_owned()))
            .collect();
        clues
    }

    #[test]
    fn headlines_without_the_site() {
        let of = |c: &Clues| judge(c).unwrap();
        let name = "Harlow cleared to open second dock";
        assert_eq!(
            of(&clues(
                "Harlow cleared to open second dock | The Quay Post",
                None,
                None,
                &[]
            )),
            name
        );
        assert_eq!(
            of(&clues(
                "Harlow cleared to open second dock - Ships - Quay Post",
                None,
                Some("The Quay Post"),
                &["The Quay Post", name]
            )),
            name
        );
        assert_eq!(
            of(&clues(
                "x",
                Some("Harlow cleared to open second dock"),
                None,
                &["Shipping Harlow cleared to open second dock"]
            )),
            name
        );
        assert_eq!(
            of(&clues("海阔造船第二座干船坞通过验收_东湖新闻网", None, None, &[])),
            "海阔造船第二座干船坞通过验收"
        );
        for whole in [
            "Harlow - the town that builds ships",
            "Harlow cleared to open its second dock this spring - here's what comes next",
            "Harlow cleared to open its second dock this spring – Mayor steps down today",
            "What the harbour master said about the second dock: – Quite absurd",
        ] {
            assert_eq!(of(&clues(whole, None, None, &[])), whole);
        }
    }
}
