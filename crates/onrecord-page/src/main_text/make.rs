//! What a class attribute says of an element beside its words: of what make it is, and whether it is shown.
//! What does not live here: the words (`words`).

use super::words::{Hint, Words};

/// A number for a class attribute that does not mind order, digits and the words that tell siblings apart:
/// "item item-3 odd" and "item-4 item" are of one make.
pub(super) fn hash(class: &str) -> u64 {
    let mut make = 0u64;
    for word in class.split_ascii_whitespace() {
        if matches!(
            word,
            "odd" | "even" | "first" | "last" | "active" | "selected" | "current"
        ) {
            continue;
        }
        let word = word
            .bytes()
            .filter(|b| !b.is_ascii_digit())
            .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            });
        make = make.wrapping_add(word);
    }
    make
}

/// What a class attribute says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    pub(super) make: u64,
    pub(super) hidden: bool,
    pub(super) hint: Hint,
    pub(super) word: u16,
}

/// Class attributes that were read before: a page repeats a few of them over and over.
#[derive(Debug)]
pub(super) struct Known<'p>(Vec<Option<(&'p str, Class)>>);

impl Default for Known<'_> {
    fn default() -> Self {
        Known(vec![None; KNOWN])
    }
}

/// Places for classes; one that falls on another's place takes it.
const KNOWN: usize = 256;

impl<'p> Known<'p> {
    /// What `class` says.
    pub(super) fn of(&mut self, class: &'p str, words: &Words) -> Class {
        let bytes = class.as_bytes();
        let at = |n: usize| usize::from(*bytes.get(n).unwrap_or(&0));
        let len = bytes.len();
        // Ends and middle tell classes of one page apart.
        let place = len * 31
            + at(0) * 7
            + at(len / 2) * 13
            + at(len.wrapping_sub(1)) * 17
            + at(len.wrapping_sub(3)) * 5;
        let place = &mut self.0[place % KNOWN];
        if let Some((known, said)) = place
            && *known == class
        {
            return *said;
        }
        let (hint, word) = words.hint(class);
        let said = Class {
            make: hash(class),
            hidden: hidden_class(class),
            hint,
            word,
        };
        *place = Some((class, said));
        said
    }
}

/// True where a class takes the element off the page at every width.
fn hidden_class(class: &str) -> bool {
    let mut hidden = false;
    for word in class.split_ascii_whitespace() {
        match word {
            "hidden" | "d-none" | "is-hidden" | "u-hidden" | "hide" => hidden = true,
            // For those who are read to.
            "sr-only" | "visually-hidden" | "visuallyhidden" | "screen-reader-text" | "screenreader-only"
            | "u-visually-hidden" | "sr-only-focusable" | "assistive-text" => hidden = true,
            word if word.contains(':') || word.starts_with("d-") => return false,
            _ => {}
        }
    }
    hidden
}

/// True where a style attribute takes the element off the page.
pub(super) fn hides(style: &str) -> bool {
    let mut squeezed = style.to_ascii_lowercase();
    squeezed.retain(|c| !c.is_ascii_whitespace());
    squeezed.contains("display:none") || squeezed.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_hide() {
        assert!(hides("color:red; Display : none"));
        assert!(!hides("display:block;none"));
    }
}
