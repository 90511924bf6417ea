//! Spans: half-open UTF-8 byte ranges in one text, and excerpts, which can only be made by slicing.
//! What does not live here: offsets into the bytes of a page (see `article::SourceRange`).

/// A half-open range of UTF-8 bytes `[start, end)` in the text it was made for, always on character boundaries there.
///
/// Opaque on purpose: bare integers never stand for places in a text, so offsets of two texts cannot mix by accident.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Span {
    /// The range `[start, end)` in bytes. An `end` before `start` gives the empty span at `start`;
    /// offsets past 4 GiB saturate (no page is that long).
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// First byte.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True where the span holds no byte.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words of this span in `text`; empty where the span does not fit the text.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }

    /// True where `other` lies wholly inside.
    #[inline]
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the byte at `offset` lies inside.
    #[inline]
    pub fn holds_offset(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// True where both share at least one byte.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[inline]
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The shared part, if any.
    #[inline]
    pub fn intersection(self, other: Span) -> Option<Span> {
        let span = Span {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        };
        (span.start < span.end).then_some(span)
    }

    /// The span moved `by` bytes to the right.
    #[inline]
    pub fn shift(self, by: usize) -> Span {
        Span::new(self.start() + by, self.end() + by)
    }

    /// The span without white space (and the characters of `also`) at its ends.
    #[inline]
    pub fn trim(self, text: &str, also: &[char]) -> Span {
        let words = self.of(text);
        let out = |c: char| c.is_whitespace() || also.contains(&c);
        let left = words.len() - words.trim_start_matches(out).len();
        let kept = words.trim_matches(out).len();
        Span::new(self.start() + left, self.start() + left + kept)
    }
}

/// Words of a text with the place they stand at. Only [`Excerpt::cut`] makes one, so no claim exists without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    span: Span,
    words: String,
}

impl Excerpt {
    /// Cuts `span` out of `text`; `None` where it does not fit, is empty, or would split a character.
    pub fn cut(text: &str, span: Span) -> Option<Excerpt> {
        let words = text.get(span.start()..span.end())?;
        (!words.is_empty()).then(|| Excerpt {
            span,
            words: words.to_owned(),
        })
    }

    /// Where the words stand.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The words, to the letter.
    pub fn words(&self) -> &str {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_come_only_from_the_text() {
        let text = "小米 said no";
        assert_eq!(Excerpt::cut(text, Span::new(0, 6)).unwrap().words(), "小米");
        assert!(
            Excerpt::cut(text, Span::new(0, 4)).is_none(),
            "splits a character"
        );
        assert!(Excerpt::cut(text, Span::new(3, 99)).is_none());
        assert_eq!(Span::new(6, 12).trim(text, &[]).of(text), "said");
    }
}
