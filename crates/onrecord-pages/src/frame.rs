//! The frame of every document: head, style, policy.
//! What does not live here: what it frames.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use onrecord_views::tongue::Tongue;
use sha2::{Digest, Sha256};

/// The style sheet of every page and of the report.
pub const STYLE: &str = include_str!("style.css");

/// A document's frame.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Its title.
    pub title: &'a str,
    /// The interface's language.
    pub tongue: Tongue,
    /// Where the style sheet is; `None` puts it into the document, with a policy that allows nothing else.
    pub style: Option<&'a str>,
    /// The address of a feed of what changes.
    pub feed: Option<&'a str>,
}

/// A whole document.
pub fn document(frame: &Frame<'_>, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(frame.tongue.tag()) {
            head {
                meta charset="utf-8";
                @if frame.style.is_none() {
                    meta http-equiv="Content-Security-Policy" content=(bare_policy());
                }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content=(if frame.style.is_none() { "no-referrer" } else { "same-origin" });
                title { (frame.title) }
                @match frame.style {
                    Some(address) => link rel="stylesheet" href=(address);,
                    None => style { (PreEscaped(STYLE)) },
                }
                @if let Some(feed) = frame.feed {
                    link rel="alternate" type="application/atom+xml" href=(feed);
                }
            }
            body { (body) }
        }
    }
    .into_string()
}

/// The policy of a document that holds its style itself: that style and nothing else.
pub fn bare_policy() -> String {
    let hash = base64(&Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let word = three.iter().fold(0_u32, |word, b| word << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for place in 0..4 {
            if place > three.len() {
                text.push('=');
            } else {
                text.push(char::from(LETTERS[(word >> (18 - 6 * place) & 63) as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_pads() {
        assert_eq!(super::base64(b"Man"), "TWFu");
        assert_eq!(super::base64(b"Ma"), "TWE=");
        assert_eq!(super::base64(b"M"), "TQ==");
    }

    #[test]
    fn the_style_needs_nothing_from_elsewhere() {
        assert!(!super::STYLE.contains("url(") && !super::STYLE.contains("@import"));
        // An end tag would let the style out of its element.
        assert!(!super::STYLE.contains('<'));
    }
}
