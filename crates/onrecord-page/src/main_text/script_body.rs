//! The body of the article as the page's own data give it: `articleBody` of JSON-LD and of other script data.
//! It confirms lines of the page, and stands in where the page shows no body.
//! What does not live here: how strings are found in scripts (`script_values`), read (`script_source`) and put
//! together (`script_runs`).

use onrecord_model::language::{is_han, is_letter_or_digit};

use super::script_runs::{Runs, is_prose, prose};
use super::script_source::{Literal, ScriptLine, Source, lines};
use crate::html::{Kind, NodeId, Tag, Tree};

/// A body found in a script.
#[derive(Debug, Default)]
pub(crate) struct ScriptBody {
    /// Its letters and digits only, lower case: what lines are compared with.
    pub(crate) key: String,
    pub(crate) lines: Vec<ScriptLine>,
}

impl ScriptBody {
    fn new(lines: Vec<ScriptLine>) -> ScriptBody {
        let mut key = String::new();
        for line in &lines {
            push_key(&line.text, &mut key);
        }
        ScriptBody { key, lines }
    }
}

/// A body longer than this is compared no further.
const LONGEST: usize = 400_000;

/// The longest `articleBody` of the page's scripts.
pub(crate) fn find(tree: &Tree<'_>) -> Option<ScriptBody> {
    let mut longest: Option<(usize, usize)> = None;
    for raw in scripts(tree) {
        for range in named(tree.page(), raw, "\"articleBody\"") {
            let len = |r: (usize, usize)| r.1 - r.0;
            if (40..=LONGEST).contains(&len(range)) && longest.is_none_or(|l| len(l) < len(range)) {
                longest = Some(range);
            }
        }
    }
    let source = source(tree, vec![longest?]);
    Some(ScriptBody::new(lines(&source, &Literal::whole(&source, 1))))
}

/// The strings of this name in a stretch of the page, quotes off.
fn named(page: &str, (start, end): (usize, usize), name: &str) -> Vec<(usize, usize)> {
    let raw = &page[start..end];
    let mut found = Vec::new();
    let mut seek = 0;
    while let Some(at) = memchr::memmem::find(&raw.as_bytes()[seek..], name.as_bytes()) {
        seek += at + name.len();
        let rest = raw[seek..].trim_start().strip_prefix(':').map(str::trim_start);
        let Some(rest) = rest.and_then(|r| r.strip_prefix('"')) else {
            continue;
        };
        let from = raw.len() - rest.len();
        let Some(len) = string_end(rest.as_bytes()) else {
            break;
        };
        seek = from + len;
        found.push((start + from, start + from + len));
    }
    found
}

/// Bytes of the page's scripts.
fn scripts(tree: &Tree<'_>) -> impl Iterator<Item = (usize, usize)> {
    let of = |node: NodeId| {
        let is = tree.kind(node) == Kind::Verbatim
            && tree
                .parent(node)
                .is_some_and(|p| tree.tag(p) == Some(Tag::Script));
        is.then(|| (tree.bytes(node).start, tree.bytes(node).end))
    };
    tree.nodes().filter_map(of)
}

fn source<'p>(tree: &Tree<'p>, segments: Vec<(usize, usize)>) -> Source<'p> {
    Source {
        page: tree.page(),
        segments,
        references: false,
    }
}

/// The text of other data of the page: what a page that draws itself in the browser holds. For pages that show nothing.
pub(crate) fn rescue(tree: &Tree<'_>, title: Option<&str>) -> Option<ScriptBody> {
    let subject = Subject::of(tree, title);
    let mut runs = Runs::default();
    let mut stream = Vec::new();
    for (start, end) in scripts(tree) {
        let raw = &tree.page()[start..end];
        match raw.find("__next_f.push([1,\"") {
            Some(at) => stream.extend(chunk(start + at, &raw[at..])),
            None => runs.read(&source(tree, vec![(start, end)]), None, false),
        }
    }
    if !stream.is_empty() {
        let source = source(tree, stream);
        runs.read(&source, Some(Literal::whole(&source, 1)), true);
    }
    for range in attributes(tree) {
        let source = Source {
            references: true,
            ..source(tree, vec![range])
        };
        runs.read(&source, None, false);
    }
    let best = runs.all.into_iter().filter_map(|run| {
        let known = KEYS.contains(&run.name.as_str());
        let lines = run.story(title.unwrap_or_default());
        let (sentences, prose) = (lines.iter().filter(|l| is_prose(&l.text)).count(), prose(&lines));
        let body = ScriptBody::new(lines);
        let agrees = subject.agrees(&body.key);
        (sentences >= 3 && (agrees || known && prose >= 700)).then_some(((agrees, prose), body))
    });
    // Of equals the first.
    let best = best.reduce(|a, b| if b.0 > a.0 { b } else { a });
    best.map(|(_, body)| body)
}

/// Names under which bodies stand, whatever the headline says.
const KEYS: &[&str] = &[
    "contentHtml",
    "content_html",
    "bodyHtml",
    "body_html",
    "article_body",
    "articleContent",
    "article_content",
    "content",
    "body",
    "text",
    "html",
];

/// The string of `self.__next_f.push([1,"…"])`: a chunk of the stream.
fn chunk(start: usize, raw: &str) -> Option<(usize, usize)> {
    let open = raw.find('"')? + 1;
    let len = string_end(&raw.as_bytes()[open..])?;
    Some((start + open, start + open + len))
}

/// Attributes that hold data (`data-page="{&quot;…"`): bytes of their values.
fn attributes(tree: &Tree<'_>) -> Vec<(usize, usize)> {
    let long = |n: &NodeId| tree.tag(*n).is_some() && tree.bytes(*n).len() > 1000;
    let data = |raw: &str| raw.len() > 800 && raw.starts_with(['{', '[']);
    let of = |node: NodeId| {
        let found = tree.attributes(node).filter(|a| data(a.raw));
        let place = |raw: &str| raw.as_ptr() as usize - tree.page().as_ptr() as usize;
        found
            .map(|a| (place(a.raw), place(a.raw) + a.raw.len()))
            .collect::<Vec<_>>()
    };
    tree.nodes().filter(long).flat_map(of).collect()
}

/// What the page is about, by its headline and its description.
struct Subject {
    /// Words of the headline that tell; pairs of Chinese characters.
    words: Vec<String>,
    /// How the description begins, as a key.
    lead: String,
}

impl Subject {
    fn of(tree: &Tree<'_>, title: Option<&str>) -> Subject {
        let title = title.unwrap_or("").to_lowercase();
        let mut words: Vec<String> = title
            .split(|c: char| !c.is_alphanumeric() || is_han(c))
            .filter(|w| w.chars().count() >= 4)
            .map(str::to_owned)
            .collect();
        let signs: Vec<char> = title.chars().collect();
        let pairs = signs.windows(2).filter(|p| p.iter().all(|c| is_han(*c)));
        words.extend(pairs.map(|p| p.iter().collect::<String>()));
        let says = |n: &NodeId| {
            let name = tree
                .attribute(*n, "name")
                .or_else(|| tree.attribute(*n, "property"));
            name.is_some_and(|n| matches!(&*n, "description" | "og:description"))
        };
        let metas = tree.nodes().filter(|n| tree.tag(*n) == Some(Tag::Meta));
        let description = metas.filter(says).find_map(|n| tree.attribute(n, "content"));
        let mut lead = String::new();
        push_key(&description.unwrap_or_default(), &mut lead);
        let lead = lead.chars().take(40).collect();
        Subject { words, lead }
    }

    /// True where the letters of a body, as a key, tell of it.
    fn agrees(&self, key: &str) -> bool {
        let held = self.words.iter().filter(|w| key.contains(w.as_str())).count();
        self.lead.len() >= 20 && key.contains(self.lead.as_str())
            || self.words.len() > 1 && held * 2 >= self.words.len()
    }
}

/// Length of a JSON string up to its closing quote.
fn string_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', &bytes[at..])?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
        if at > bytes.len() {
            return None;
        }
    }
}

/// Appends the letters and digits of `text` in lower case.
pub(crate) fn push_key(text: &str, key: &mut String) {
    if text.is_ascii() {
        // Piece by piece: a push for each character costs more than all the rest.
        let mut piece = [0; 64];
        for bytes in text.as_bytes().chunks(piece.len()) {
            let mut length = 0;
            for b in bytes {
                piece[length] = b.to_ascii_lowercase();
                length += usize::from(b.is_ascii_alphanumeric());
            }
            key.push_str(std::str::from_utf8(&piece[..length]).unwrap_or_default());
        }
        return;
    }
    for c in text.chars().filter(|c| is_letter_or_digit(*c)) {
        match c {
            '\0'..='\x7f' => key.push(c.to_ascii_lowercase()),
            _ if is_han(c) => key.push(c),
            _ => key.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(body: &ScriptBody, page: &str) -> Vec<String> {
        for line in &body.lines {
            assert!(line.source.0 < line.source.1 && line.source.1 <= page.len());
            for p in &line.pieces {
                assert_eq!(
                    line.text[p.text..p.text + p.len],
                    page[p.source..p.source + p.len]
                );
            }
        }
        body.lines.iter().map(|l| l.text.clone()).collect()
    }

    #[test]
    fn bodies_are_read_with_their_places() {
        let page = r#"<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"<p>Quay two\u2019s \"old\" crane</p>\n  was sold &amp; moved.\r\nNobody \/ asked 港口."}</script>"#;
        let body = find(&Tree::parse(page)).unwrap();
        assert_eq!(
            texts(&body, page),
            [
                "Quay two’s \"old\" crane",
                "was sold & moved.",
                "Nobody / asked 港口."
            ]
        );
        assert!(body.key.contains("wassoldmoved"));
    }

    const STORY: [&str; 3] = [
        "The harbour board met on Friday and put off the vote on the “new” pier once more.",
        "Two members had asked for figures about the cost, which nobody in the hall could give.",
        "The pier will not be built before spring, the chair told the fishermen's union after the meeting.",
    ];

    fn rescued(data: &str) -> Vec<String> {
        let page = format!("<title>Vote on the pier put off</title><div id=app></div>{data}");
        let body = rescue(&Tree::parse(&page), Some("Harbour board puts off vote on pier"));
        body.map_or(Vec::new(), |b| texts(&b, &page))
    }

    fn escaped(text: &str) -> String {
        serde_json::to_string(text).unwrap()
    }

    #[test]
    fn bodies_are_found_in_the_state_of_any_framework() {
        let html = STORY.map(|s| format!("<p class=\"a\">{s}</p>")).concat();
        let json = escaped(&html);
        let state = format!("{{\"menu\":[\"Home\",\"Sport\"],\"post\":{{\"storyMarkup\":{json}}}}}");
        let paragraphs = STORY
            .map(|s| format!("{{\"type\":\"text\",\"content\":{}}}", escaped(s)))
            .join(",");
        let devalue = format!("[[\"ShallowReactive\",1],{{\"data\":2}},{{\"body\":3}},{json},\"Home\"]");
        let entities = state.replace('&', "&amp;").replace('"', "&quot;");
        for data in [
            format!("<script>window.__PRELOADED_STATE__ = {state};</script>"),
            format!(
                "<script>window.__PRELOADED_STATE__ = JSON.parse({});</script>",
                escaped(&state)
            ),
            format!(
                "<script>window.__NUXT__=(function(a,b){{return {{d:[{{story:b,n:a}}]}}}}(\"x\",{json}))</script>"
            ),
            format!("<script type=\"application/json\" id=\"__NUXT_DATA__\">{devalue}</script>"),
            format!(
                "<script>Fusion.globalContent={{\"content_elements\":[{paragraphs}]}};Fusion.d=1</script>"
            ),
            format!(
                "<script>var s = {{ story: '{}' }};</script>",
                html.replace('\'', "\\'").replace("</", "<\\/")
            ),
            format!(
                "<script>var s = \"{}\";</script>",
                json[1..json.len() - 1]
                    .replace('<', "\\x3c")
                    .replace('>', "\\u003E")
            ),
            format!(
                "<div id=\"root\" data-page=\"{}{}\"></div>",
                entities,
                " ".repeat(800)
            ),
        ] {
            assert_eq!(rescued(&data), STORY, "{data}");
        }
    }

    /// Streamed rows, cut into chunks in the middle of words and escapes.
    fn streamed(rows: &str) -> String {
        let chars: Vec<char> = rows.chars().collect();
        let chunks = chars.chunks(97).map(|c| escaped(&c.iter().collect::<String>()));
        let chunks = chunks.map(|c| format!("<script>self.__next_f.push([1,{c}])</script>"));
        chunks.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn bodies_are_found_in_streamed_pages() {
        let html = STORY.map(|s| format!("<p>{s}</p>")).concat();
        let rows = format!(
            "1:\"$Sreact.fragment\"\n2:I[\"static/a.js\",[],\"\"]\n1f:T{:x},{html}20:[\"$\",\"nav\",null,{{\"children\":\"Home\"}}]\n",
            html.len()
        );
        assert_eq!(rescued(&streamed(&rows)), STORY);
        let inline = format!(
            "3:[\"$\",\"main\",null,{{\"children\":[[\"$\",\"a\",null,{{\"children\":\"Home\"}}],[\"$\",\"p\",null,{{\"children\":{}}}],[\"$\",\"h2\",null,{{\"children\":\"What next\"}}],[\"$\",\"p\",\"k\",{{\"children\":[\"Two members had asked for \",[\"$\",\"em\",null,{{\"children\":\"figures\"}}],\" about the cost, which nobody in the hall could give.\"]}}],[\"$\",\"p\",null,{{\"children\":{}}}]]}}]\n",
            escaped(STORY[0]),
            escaped(STORY[2])
        );
        assert_eq!(
            rescued(&streamed(&inline)),
            [STORY[0], "What next", STORY[1], STORY[2]]
        );
    }

    #[test]
    fn paragraphs_of_editors_are_put_together() {
        let part = |s: &str| format!("{{\"type\":\"text\",\"text\":{}}}", escaped(s));
        let paragraphs = STORY.map(|s| {
            let at = s.find(" the ").unwrap() + 1;
            format!(
                "{{\"type\":\"paragraph\",\"content\":[{},{}]}}",
                part(&s[..at]),
                part(&s[at..])
            )
        });
        let data = format!("<script>x={{\"doc\":[{}]}}</script>", paragraphs.join(","));
        assert_eq!(rescued(&data), STORY);
    }

    #[test]
    fn settings_and_other_stories_are_no_bodies() {
        let cookies = "We use cookies to make this site work for you and everyone else. ".repeat(4);
        let lines = format!("<p>{cookies}</p>").repeat(5);
        assert!(
            rescued(&format!(
                "<script>var t = {{\"consent\":{}}}</script>",
                escaped(&lines)
            ))
            .is_empty()
        );
        assert!(rescued("<script>var a = \"x\\").is_empty());
    }

    #[test]
    fn cut_bodies_do_no_harm() {
        for page in [
            "<script>\"articleBody\":\"abc\\",
            "<script>\"articleBody\":\"\\u12",
            "<script>\"articleBody\" x",
        ] {
            assert!(find(&Tree::parse(page)).is_none());
            assert!(rescue(&Tree::parse(page), None).is_none());
        }
        let page = "\\ud83d\\u\\x4\\";
        let whole = Source {
            page,
            segments: vec![(0, page.len())],
            references: false,
        };
        assert_eq!(lines(&whole, &Literal::whole(&whole, 1)).len(), 1);
    }
}
