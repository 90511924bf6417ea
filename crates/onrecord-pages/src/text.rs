//! A page's text with the words of its claims marked.
//! What does not live here: what the claims say (see `matter`).

use maud::{Markup, html};
use onrecord::{Block, BlockRole, Claim, ReadPage, Span};
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
    let claims = &page.reading.claims;
    html! {
        div.text lang=(language(page)) dir="auto" {
            @for block in &page.article.blocks {
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
    fn what_turns_the_line_is_replaced() {
        assert_eq!(
            clean("a\u{202e}b\u{1b}[2J\u{0}\tc\n"),
            "a\u{fffd}b\u{fffd}[2J\u{fffd}\tc\n"
        );
    }
}
