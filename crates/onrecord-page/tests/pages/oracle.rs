//! html5ever as the oracle of the tree: the same characters in the same order, white space aside, on small pages and on all that the yardsticks
//! hold, where they lie in `../shared/eval`.
//! What does not live here: which text matters.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use onrecord_page::html::{Kind, Tag, Tree};

use crate::STORY;

/// The oracle's text: what html5ever makes of a page, white space left out.
pub(crate) fn theirs(page: &str) -> String {
    fn walk(node: &Handle, out: &mut String) {
        match &node.data {
            NodeData::Text { contents } => {
                out.extend(contents.borrow().chars().filter(|c| !c.is_whitespace()))
            }
            NodeData::Element { name, .. } if matches!(&*name.local, "script" | "style" | "template") => {
                return;
            }
            _ => {}
        }
        for child in node.children.borrow().iter() {
            walk(child, out);
        }
    }
    let options = html5ever::ParseOpts {
        tree_builder: html5ever::tree_builder::TreeBuilderOpts {
            scripting_enabled: false,
            ..Default::default()
        },
        ..Default::default()
    };
    let dom = html5ever::parse_document(RcDom::default(), options).one(page);
    let mut out = String::new();
    walk(&dom.document, &mut out);
    out
}

pub(crate) fn ours(page: &str) -> String {
    let tree = Tree::parse(page);
    let mut out = String::new();
    let mut at = 0;
    while at < tree.end(0) {
        match tree.kind(at) {
            Kind::Text | Kind::Verbatim => {
                for run in tree.runs(at) {
                    out.extend(run.as_str().chars().filter(|c| !c.is_whitespace()));
                }
            }
            Kind::Element(Tag::Script | Tag::Style | Tag::Template) => {
                at = tree.end(at);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

#[test]
fn the_tree_holds_the_text_that_html5ever_holds() {
    for page in [
        STORY,
        "<p>a<p>b<div>c</p>d</div>e</b>f<i>g<b>h</i>i</b>",
        "<ul><li>a<li>b<ol><li>c</ol><li>d</ul>e<dl><dt>f<dd>g</dl>",
        "<title>a &amp; b</title><textarea><p>c</textarea><xmp><b>d</xmp>e<plaintext>f</p>",
        "<script>a<!--<script>b</script>c--></script>d<style>e</style><template>f</template>g",
        "<svg><title>a</title><p>b</svg>c<math><mi>d</mi></math>e<![CDATA[f]]>",
        "<select><option>a<option>b</select>c<button>d<button>e",
        "<!doctype html><!-- a --!>b<!-->c<?d>e</ f>g",
        "&notit; &#x80; &amp &ampx &nosuch; &#0; AT&T",
        "<a>a<a>b<div>c</a>d</div>e",
    ] {
        assert_eq!(ours(page), theirs(page), "{page}");
    }
}

#[test]
fn every_page_of_the_yardsticks_holds_the_oracles_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval");
    let root = std::env::var_os("ONRECORD_PAGES").map_or(root, PathBuf::from);
    let pages = pages_below(&root);
    if pages.is_empty() {
        println!("skipped: no pages in {}", root.display());
        return;
    }
    let mut unlike = 0;
    for path in &pages {
        let page = unpacked(path);
        let (ours, theirs) = (ours(&page), theirs(&page));
        if ours != theirs {
            unlike += 1;
            let same = ours
                .chars()
                .zip(theirs.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let cut = |t: &str| {
                t.chars()
                    .skip(same.saturating_sub(20))
                    .take(60)
                    .collect::<String>()
            };
            println!("{}: {} | {}", path.display(), cut(&ours), cut(&theirs));
        }
    }
    println!("{} pages", pages.len());
    assert_eq!(unlike, 0, "pages hold other characters than the oracle's");
}

/// The pages of a folder and the folders below it, in order.
fn pages_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    entries.sort();
    let mut pages = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            pages.extend(pages_below(&entry));
        } else if entry.to_string_lossy().contains(".html") {
            pages.push(entry);
        }
    }
    pages
}

fn unpacked(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let mut plain = Vec::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(&bytes[..])
            .read_to_end(&mut plain)
            .unwrap();
    } else {
        plain = bytes;
    }
    String::from_utf8_lossy(&plain).into_owned()
}
