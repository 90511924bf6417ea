//! A normalised view of a text with a map back: what the stages read, while what is shown and kept stays as it came.
//!
//! Seen through: zero-width characters, full-width letters and digits, traditional characters, pinyin put behind a
//! Han character, a space inside a run of Han characters, remains of entities. A text that needs none of it is its own
//! view, at the cost of one look.
//! What does not live here: repairs of the page itself (charset, markup).

mod han;

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::language::is_han;
use crate::{Article, Reading, Span};

/// A text as the stages read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View<'a> {
    /// The normalised text.
    pub text: Cow<'a, str>,
    /// Steps of the map, by their start in the view; empty for a text that is its own view.
    steps: Vec<Step>,
}

/// From `view` on, up to the next step, the view stands for the original from `original` on: byte for byte where
/// `linear`, as one unit otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    view: usize,
    original: usize,
    /// End of what the step stands for in the original.
    end: usize,
    linear: bool,
}

/// Simplified character of a traditional one by its place in the block of unified ideographs; 0 for none.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; 0x9fff - 0x4e00 + 1];
    let mut chars = han::PAIRS.chars();
    while let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
        let slot = (traditional as usize)
            .checked_sub(0x4e00)
            .and_then(|i| table.get_mut(i));
        if let (Some(slot), Ok(code)) = (slot, u16::try_from(simplified as u32)) {
            *slot = code;
        }
    }
    table
});

/// The simplified character of a traditional one.
fn simplified(c: char) -> Option<char> {
    let index = (c as usize).checked_sub(0x4e00)?;
    match SIMPLIFIED.get(index) {
        Some(0) | None => None,
        Some(code) => char::from_u32(u32::from(*code)),
    }
}

fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// Full-width letters and digits, and the signs that only ever stand for their narrow forms. Marks such as ，：（ stay:
/// in Chinese they are the ordinary ones.
fn narrow(c: char) -> Option<char> {
    match c {
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '％'
        | '＄'
        | '＋'
        | '－'
        | '．'
        | '／'
        | '＆'
        | '＠'
        | '＃'
        | '＝'
        | '＿' => char::from_u32(c as u32 - 0xfee0),
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => Some(' '),
        _ => None,
    }
}

/// What a remainder of an entity at the start of `rest` stood for, and its length.
fn entity(rest: &str) -> Option<(&'static str, usize)> {
    const NAMED: &[(&str, &str)] = &[
        ("&nbsp;", " "),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&mdash;", "—"),
        ("&ndash;", "–"),
        ("&hellip;", "…"),
        ("&middot;", "·"),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#34;", "\""),
        ("&#160;", " "),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&#8211;", "–"),
        ("&#8212;", "—"),
    ];
    NAMED
        .iter()
        .find(|(written, _)| rest.starts_with(written))
        .map(|(written, meant)| (*meant, written.len()))
}

/// "39;" that lost its "&#": only where a letter stands before it, and behind it what follows an apostrophe.
fn bare_apostrophe(before: Option<char>, rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("39;").or_else(|| rest.strip_prefix("#39;"))?;
    let follows = after
        .chars()
        .next()
        .is_none_or(|c| c.is_alphabetic() || c.is_whitespace());
    (before.is_some_and(char::is_alphabetic) && follows).then(|| rest.len() - after.len())
}

/// The length of "(pīnyīn)" at the start of `rest`, which follows a Han character: one short word in Latin letters, in
/// lower case. Damaged pages give it without tone marks, so no tone is asked for; known abbreviations have capitals.
fn pinyin(rest: &str) -> Option<usize> {
    let open = rest.chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let inner = &rest[open.len_utf8()..];
    let letters: usize = inner
        .chars()
        .take(9)
        .take_while(|c| c.is_ascii_lowercase() || "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ".contains(*c))
        .map(char::len_utf8)
        .sum();
    let close = inner[letters..]
        .chars()
        .next()
        .filter(|c| matches!(c, ')' | '）'))?;
    let word = &inner[..letters];
    let count = word.chars().count();
    ((1..=6).contains(&count) && is_syllable(word)).then(|| open.len_utf8() + letters + close.len_utf8())
}

/// True for what can be one syllable of pinyin: an initial, vowels, an ending.
fn is_syllable(word: &str) -> bool {
    let plain: String = word
        .chars()
        .map(|c| match c {
            'ā' | 'á' | 'ǎ' | 'à' => 'a',
            'ē' | 'é' | 'ě' | 'è' => 'e',
            'ī' | 'í' | 'ǐ' | 'ì' => 'i',
            'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
            'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
            'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ü' => 'v',
            'ń' | 'ň' | 'ǹ' => 'n',
            c => c,
        })
        .collect();
    let initial = ["zh", "ch", "sh"]
        .iter()
        .find(|i| plain.starts_with(**i))
        .map_or_else(
            || usize::from(plain.starts_with(|c| "bpmfdtnlgkhjqxrzcsyw".contains(c))),
            |_| 2,
        );
    let last = &plain[initial..];
    let vowels = last.chars().take_while(|c| "aeiouv".contains(*c)).count();
    (1..=3).contains(&vowels) && matches!(&last[vowels..], "" | "n" | "ng" | "r")
}

impl<'a> View<'a> {
    /// The view of a text.
    pub fn of(text: &'a str) -> View<'a> {
        match first_change(text) {
            None => View {
                text: Cow::Borrowed(text),
                steps: Vec::new(),
            },
            Some(at) => build(text, at),
        }
    }

    /// True where the view is the text itself.
    pub fn is_same(&self) -> bool {
        self.steps.is_empty()
    }

    /// The place in the original of a place in the view. What the view dropped inside a span belongs to it; what it
    /// dropped at the edges does not.
    pub fn back(&self, span: Span) -> Span {
        if self.steps.is_empty() {
            return span;
        }
        let start = self.start_of(span.start());
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.end_of(span.end()))
    }

    /// The place in the view of a place in the original: the view of the words that lie inside.
    pub fn forth(&self, span: Span) -> Span {
        if self.steps.is_empty() {
            return span;
        }
        let place = |offset: usize| {
            let index = self.steps.partition_point(|s| s.original <= offset);
            let Some(step) = index.checked_sub(1).map(|i| self.steps[i]) else {
                return 0;
            };
            let next = self.steps.get(index).map_or(self.text.len(), |s| s.view);
            if step.linear {
                (step.view + offset - step.original).min(next)
            } else if offset == step.original {
                step.view
            } else {
                next
            }
        };
        Span::new(place(span.start()), place(span.end()))
    }

    fn start_of(&self, offset: usize) -> usize {
        let index = self.steps.partition_point(|s| s.view <= offset);
        let Some(step) = index.checked_sub(1).map(|i| self.steps[i]) else {
            return offset;
        };
        if step.linear {
            (step.original + offset - step.view).min(step.end)
        } else {
            step.original
        }
    }

    fn end_of(&self, offset: usize) -> usize {
        let index = self.steps.partition_point(|s| s.view < offset);
        let Some(step) = index.checked_sub(1).map(|i| self.steps[i]) else {
            return offset;
        };
        if step.linear {
            (step.original + offset - step.view).min(step.end)
        } else {
            step.end
        }
    }
}

/// Where the first character stands that the view may change; `None` for a text that is its own view.
fn first_change(text: &str) -> Option<usize> {
    let mut before = None;
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            match c {
                '&' if entity(&text[at..]).is_some() => return Some(at),
                '#' | '3' if bare_apostrophe(before, &text[at..]).is_some() => return Some(at),
                '(' if before.is_some_and(is_han) && pinyin(&text[at..]).is_some() => return Some(at),
                ' ' if before.is_some_and(is_han) && closes_up(&text[at..]).is_some() => return Some(at),
                _ => {}
            }
        } else if simplified(c).is_some()
            || narrow(c).is_some()
            || is_zero_width(c)
            || (c == '（' && before.is_some_and(is_han) && pinyin(&text[at..]).is_some())
        {
            return Some(at);
        }
        before = Some(c);
    }
    None
}

/// The length of one space inside a run of Han characters: "华 盛 顿": a single Han character stands between spaces.
fn closes_up(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let (space, next, after) = (chars.next()?, chars.next()?, chars.next());
    (space == ' ' && is_han(next) && after.is_none_or(|c| c == ' ' || !is_han(c) && !c.is_whitespace()))
        .then_some(1)
}

fn build(text: &str, from: usize) -> View<'_> {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..from]);
    let mut steps = Vec::new();
    let linear = |view: usize, original: usize| Step {
        view,
        original,
        end: original,
        linear: true,
    };
    steps.push(linear(0, 0));
    let mut at = from;
    let mut before = out.chars().next_back();
    // A space in front of a lone Han character was closed up: so is the one behind it.
    let mut closing = false;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let width = c.len_utf8();
        let mut put: Option<char> = Some(c);
        let mut words: &str = "";
        let mut length = width;
        let after_han = before.is_some_and(is_han);
        if is_zero_width(c) {
            put = None;
        } else if let Some((meant, long)) = (c == '&').then(|| entity(rest)).flatten() {
            (put, words, length) = (None, meant, long);
        } else if let Some(long) = matches!(c, '#' | '3')
            .then(|| bare_apostrophe(before, rest))
            .flatten()
        {
            (put, length) = (Some('\''), long);
        } else if let Some(long) = (after_han && matches!(c, '(' | '（'))
            .then(|| pinyin(rest))
            .flatten()
        {
            (put, length) = (None, long);
        } else if c == ' ' && after_han && (closes_up(rest).is_some() || closing) {
            closing = closes_up(rest).is_some();
            let joins = rest[1..].chars().next().is_some_and(is_han);
            put = (!joins).then_some(c);
        } else if let Some(other) = simplified(c).or_else(|| narrow(c)) {
            put = Some(other);
            closing &= is_han(c);
        } else if !is_han(c) {
            closing = false;
        }
        let same = put == Some(c) && length == width;
        let equal_width = put.is_some_and(|p| p.len_utf8() == length);
        let last = steps.last_mut().filter(|s| s.linear);
        if same || equal_width {
            match last {
                Some(step) if step.end == at || step.original + out.len() - step.view == at => {
                    step.end = at + length;
                }
                _ => steps.push(Step {
                    view: out.len(),
                    original: at,
                    end: at + length,
                    linear: true,
                }),
            }
        } else if put.is_some() || !words.is_empty() {
            steps.push(Step {
                view: out.len(),
                original: at,
                end: at + length,
                linear: false,
            });
        } else if let Some(step) = last {
            // Dropped: the linear step ends here, and the next begins behind it.
            if step.end < at {
                step.end = at;
            }
            let view = out.len();
            if step.view == view {
                step.original = at + length;
                step.end = at + length;
            } else {
                steps.push(linear(view, at + length));
            }
        } else {
            steps.push(linear(out.len(), at + length));
        }
        out.extend(put);
        out.push_str(words);
        if put.is_some() || !words.is_empty() {
            before = out.chars().next_back();
        }
        at += length;
    }
    // The first step covers what stood before the first change.
    if let Some(step) = steps.first_mut() {
        step.end = step.end.max(from);
    }
    View {
        text: Cow::Owned(out),
        steps,
    }
}

/// Reads an article through its view: `read` gets the article that the stages read instead, and the spans of what it
/// gives are led back. So no span of a view is ever seen beside one of the text. A claim that cuts no words of the text
/// is no claim: it is left out.
pub fn through(original: &Article, read: impl FnOnce(&Article) -> Reading) -> Reading {
    let view = View::of(&original.text);
    let mut reading = match article(original, &view) {
        None => read(original),
        Some(seen) => {
            let mut reading = read(&seen);
            restore(&mut reading, &view);
            reading
        }
    };
    reading
        .claims
        .retain(|claim| !claim.span.of(&original.text).is_empty());
    reading
}

/// The article that the stages read instead: its text is the view's, its blocks are mapped. `None` where the view is
/// the text itself.
fn article(original: &Article, view: &View<'_>) -> Option<Article> {
    if view.is_same() {
        return None;
    }
    let mut article = original.clone();
    article.text = view.text.clone().into_owned();
    for block in &mut article.blocks {
        block.span = view.forth(block.span);
        block.pieces.clear();
    }
    Some(article)
}

/// Maps every span of a reading back.
fn restore(reading: &mut Reading, view: &View<'_>) {
    if view.is_same() {
        return;
    }
    let back = |span: &mut Span| *span = view.back(*span);
    for time in &mut reading.times {
        back(&mut time.span);
    }
    for quantity in &mut reading.quantities {
        back(&mut quantity.span);
    }
    for mention in &mut reading.mentions {
        back(&mut mention.span);
    }
    for attribution in &mut reading.attributions {
        let spans = attribution
            .source
            .iter_mut()
            .chain(&mut attribution.cue)
            .chain(&mut attribution.content);
        spans.for_each(back);
    }
    for claim in &mut reading.claims {
        back(&mut claim.span);
        for participant in claim.subject.iter_mut().chain(&mut claim.object) {
            participant.span.iter_mut().for_each(back);
        }
        for role in &mut claim.roles {
            role.filler.span.iter_mut().for_each(back);
        }
    }
    for note in &mut reading.notes {
        note.span.iter_mut().for_each(back);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The original words behind words of the view.
    fn behind<'a>(text: &'a str, words: &str) -> &'a str {
        let view = View::of(text);
        let at = view
            .text
            .find(words)
            .unwrap_or_else(|| panic!("{words} not in {}", view.text));
        view.back(Span::new(at, at + words.len())).of(text)
    }

    #[test]
    fn damage_is_seen_through_and_kept() {
        for (text, seen) in [
            ("相关(guān)部门(mén)回应", "相关部门回应"),
            ("據路透社報導，小米汽車獲批", "据路透社报导，小米汽车获批"),
            ("计划在２０２４年量产ＳＵ７", "计划在2024年量产SU7"),
            ("《华 盛 顿邮报》报道", "《华盛顿邮报》报道"),
            (
                "It39;s not signed, Tesla&#39;s &amp; Ford39;s said",
                "It's not signed, Tesla's & Ford's said",
            ),
            ("小\u{200b}米汽\u{feff}车", "小米汽车"),
            ("三年期（LPR）与(NDRC)不变", "三年期（LPR）与(NDRC)不变"),
            ("第 3 季度 营收", "第 3 季度 营收"),
            ("Section 39; then 40", "Section 39; then 40"),
        ] {
            assert_eq!(View::of(text).text, seen);
        }
        assert_eq!(behind("相关(guān)部门(mén)回应", "关部门"), "关(guān)部门");
        assert_eq!(behind("據路透社報導", "路透社报"), "路透社報");
        assert_eq!(behind("《华 盛 顿邮报》报道", "华盛顿邮报"), "华 盛 顿邮报");
        assert_eq!(behind("Ford39;s plant", "Ford"), "Ford");
        assert_eq!(behind("Ford39;s plant", "'s plant"), "39;s plant");
        assert_eq!(behind("ＳＵ７发布", "U7"), "Ｕ７");
    }

    #[test]
    fn a_clean_text_is_its_own_view() {
        let view = View::of("小米汽车 said 39 cars; 5 (five) & more.");
        assert!(view.is_same());
        assert!(matches!(view.text, Cow::Borrowed(_)));
    }

    #[test]
    fn the_table_holds_pairs_in_order() {
        let chars: Vec<char> = han::PAIRS.chars().collect();
        assert_eq!(chars.len() % 2, 0);
        assert!(chars.chunks(2).is_sorted_by_key(|pair| pair[0]));
        assert!(
            chars.chunks(2).all(|pair| simplified(pair[1]).is_none()),
            "no chains"
        );
    }

    fn damaged() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zA-Z0-9 ,.;&#()]{0,6}",
            "[小米汽车华盛顿據報導関 ]{1,5}",
            Just("39;".to_owned()),
            Just("&nbsp;".to_owned()),
            Just("(guān)".to_owned()),
            Just("（mi）".to_owned()),
            Just("\u{200b}".to_owned()),
            Just("２０Ａ％".to_owned()),
            any::<char>().prop_map(String::from),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|p| p.concat())
    }

    proptest! {
        #[test]
        fn every_span_of_the_view_leads_back_to_the_text(text in damaged(), a in 0usize..80, b in 0usize..80) {
            let view = View::of(&text);
            let edges: Vec<usize> = view.text.char_indices().map(|(i, _)| i).chain([view.text.len()]).collect();
            let (a, b) = (edges[a % edges.len()], edges[b % edges.len()]);
            let back = view.back(Span::new(a.min(b), a.max(b)));
            prop_assert!(text.get(back.start()..back.end()).is_some(), "{:?} {:?}", back, view);
            let mut last = 0;
            for (at, c) in view.text.char_indices() {
                let there = view.back(Span::new(at, at + c.len_utf8()));
                prop_assert!(!there.is_empty() && there.start() >= last, "{at} {c:?} {there:?} {view:?}");
                let words = there.of(&text);
                prop_assert!(
                    words.starts_with(c) || !is_han(c) || words.chars().next().and_then(simplified) == Some(c),
                    "{c:?} from {words:?}"
                );
                last = there.start();
            }
        }

        #[test]
        fn spans_of_the_text_lead_to_the_view(text in damaged()) {
            let view = View::of(&text);
            let whole = view.forth(Span::new(0, text.len()));
            prop_assert_eq!(whole.end(), view.text.len());
            for (at, c) in text.char_indices() {
                let there = view.forth(Span::new(at, at + c.len_utf8()));
                prop_assert!(view.text.get(there.start()..there.end()).is_some(), "{:?} {:?}", there, view);
            }
        }
    }
}
