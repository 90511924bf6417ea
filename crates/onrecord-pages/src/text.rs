//! A page's text with the words of its claims marked.
//! What does not live here: what the claims say (see `matter`).

use maud::{Markup, html};
use onrecord::{Block, BlockRole, Claim, Media, ReadPage, Span};
use onrecord_views::sheet::language;

/// Text as it may be shown: what steers a terminal or turns the direction of the line around it is replaced.
pub fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
    };
    text.chars()
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}

/// An address that may become a link: http and https only.
pub fn address(url: &str) -> Option<&str> {
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    let plain = !url.chars().any(|c| c.is_control() || c.is_whitespace());
    (plain && (scheme == "http" || scheme == "https")).then_some(url)
}

/// The blocks of a page. Each claim's words are marked; the first marked words of a claim carry the id `PREFIX` + claim id.
/// `strong` is a claim that is shown above the others.
pub fn page_text(page: &ReadPage, prefix: &str, strong: Option<&str>) -> Markup {
    blocks(page, prefix, strong, &[])
}

/// The same with what the page shows beside its article, where that can be told from its bytes.
pub fn whole_text(page: &ReadPage, bytes: &[u8], prefix: &str) -> Markup {
    blocks(page, prefix, None, &furniture(page, bytes))
}

/// What stands in a page before each of its blocks and after the last, as text; nothing for a page whose places are not
/// those of its bytes.
fn furniture(page: &ReadPage, bytes: &[u8]) -> Vec<String> {
    let html = page.page.media == Media::Html;
    let plain = html && page.page.charset == "utf-8";
    let Some(source) = std::str::from_utf8(bytes).ok().filter(|_| plain) else {
        return Vec::new();
    };
    let mut at = 0;
    let mut gaps = Vec::new();
    for block in &page.article.blocks {
        let gap = source.get(at..block.source.start.max(at)).unwrap_or_default();
        gaps.push(shown_words(gap));
        at = at.max(block.source.end);
    }
    gaps.push(shown_words(source.get(at..).unwrap_or_default()));
    gaps
}

/// Elements whose text no browser shows in the page.
const UNSEEN: [&str; 7] = ["head", "script", "style", "noscript", "template", "svg", "title"];
/// Characters of furniture that are shown in one place.
const FURNITURE: usize = 600;

/// The words of markup, one line for each run of them.
fn shown_words(markup: &str) -> String {
    let mut words = String::new();
    let mut rest = markup;
    while let Some(open) = rest.find('<') {
        push_words(&mut words, &rest[..open]);
        let tag = &rest[open..];
        if tag.starts_with("<!--") {
            rest = tag.find("-->").map_or("", |end| &tag[end + 3..]);
            continue;
        }
        let name = tag[1..].trim_start_matches('/');
        let name: String = name
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(12)
            .collect();
        let name = name.to_ascii_lowercase();
        rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
        if !tag.starts_with("</") && UNSEEN.contains(&name.as_str()) {
            let lower = rest.to_ascii_lowercase();
            let end = lower.find(&format!("</{name}"));
            rest = end.map_or("", |end| &rest[end..]);
        }
        if !words.ends_with('\n')
            && !words.is_empty()
            && !matches!(name.as_str(), "a" | "b" | "i" | "em" | "strong" | "span")
        {
            words.push('\n');
        }
        if words.len() > FURNITURE * 8 {
            break;
        }
    }
    if !rest.contains('<') {
        push_words(&mut words, rest);
    }
    let lines = words.lines().map(str::trim).filter(|l| !l.is_empty());
    let joined = lines.collect::<Vec<_>>().join(" · ");
    match joined.char_indices().nth(FURNITURE) {
        Some((end, _)) => format!("{}…", &joined[..end]),
        None => joined,
    }
}

fn push_words(words: &mut String, text: &str) {
    let text = text
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    let text = text
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    for word in text.split_whitespace() {
        if !words.is_empty() && !words.ends_with('\n') {
            words.push(' ');
        }
        words.push_str(word);
    }
}

fn blocks(page: &ReadPage, prefix: &str, strong: Option<&str>, gaps: &[String]) -> Markup {
    let beside = |n: usize| {
        let words = gaps.get(n).filter(|w| !w.is_empty());
        html! { @if let Some(words) = words { p.furniture { (clean(words)) } } }
    };
    let claims = &page.reading.claims;
    html! {
        div.text lang=(language(page)) dir="auto" {
            @for (n, block) in page.article.blocks.iter().enumerate() {
                (beside(n))
                @let words = marked(page, block, claims, prefix, strong);
                @match block.role {
                    BlockRole::Title => p.headline { (words) },
                    BlockRole::Heading => p.subhead { (words) },
                    BlockRole::Quote => blockquote { (words) },
                    BlockRole::List => p.item { (words) },
                    BlockRole::Table => p.cells { (words) },
                    BlockRole::Caption => p.caption { (words) },
                    BlockRole::Paragraph => p { (words) },
                }
            }
            (beside(page.article.blocks.len()))
        }
    }
}

fn marked(page: &ReadPage, block: &Block, claims: &[Claim], prefix: &str, strong: Option<&str>) -> Markup {
    let text = &page.article.text;
    let inside: Vec<(&Claim, Span)> = claims
        .iter()
        .filter_map(|c| Some((c, c.span.intersection(block.span)?)))
        .filter(|(_, part)| !part.is_empty())
        .collect();
    let mut edges = vec![block.span.start(), block.span.end()];
    edges.extend(inside.iter().flat_map(|(_, part)| [part.start(), part.end()]));
    edges.sort_unstable();
    edges.dedup();
    let runs = edges.windows(2).map(|w| Span::new(w[0], w[1]));
    html! {
        @for run in runs {
            @let words = clean(run.of(text));
            @let of: Vec<&Claim> = inside.iter().filter(|(_, p)| p.holds(run)).map(|(c, _)| *c).collect();
            @if of.is_empty() {
                (words)
            } @else {
                @let begins: Vec<&str> = of.iter().filter(|c| c.span.start() == run.start()).map(|c| c.id.as_str()).collect();
                @let is_strong = strong.is_some_and(|id| of.iter().any(|c| c.id == id));
                (anchored(&begins, prefix, &html! { mark.strong[is_strong] { (words) } }))
            }
        }
    }
}

/// Words within one anchor a claim that begins with them.
fn anchored(ids: &[&str], prefix: &str, words: &Markup) -> Markup {
    match ids {
        [] => words.clone(),
        [first, rest @ ..] => html! { span.c id={ (prefix) (first) } { (anchored(rest, prefix, words)) } },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(address("https://example.org/a"), Some("https://example.org/a"));
        for bad in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " https://a",
            "data:text/html,x",
            "https://a\nb",
            "file:///etc",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn furniture_is_the_words_that_a_browser_shows() {
        let markup = "<head><title>No</title></head><body><nav><a href=x>Home</a> <a>World</a></nav><script>let a = '<b>no</b>';</script>\
                      <!-- no --><p>Share &amp; save<p";
        assert_eq!(shown_words(markup), "Home World · Share & save");
        assert_eq!(shown_words(""), "");
    }

    #[test]
    fn what_turns_the_line_is_replaced() {
        assert_eq!(
            clean("a\u{202e}b\u{1b}[2J\u{0}\tc\n"),
            "a\u{fffd}b\u{fffd}[2J\u{fffd}\tc\n"
        );
    }
}
