//! The date of a document that is cited: "a memo dated March 3", 据其2月14日公告. Inside the cited words it governs what
//! is counted from the day of writing. What does not live here: which words are documents (lists of class `document`
//! and `dated` in the packs), and whose words they are (see `attributions`).

use jiff::civil::Date;

use super::clause::known;
use super::expression::{Base, Meaning, Recurring};
use super::grammar::Grammar;
use super::vocabulary::{Kind, Token};

/// True where the date of tokens `start..end` is a document's: "dated" before it, or the document behind it.
pub(super) fn dates_a_document(
    grammar: &Grammar,
    meaning: &Meaning,
    tokens: &[Token],
    start: usize,
    end: usize,
) -> bool {
    let a_day = matches!(
        meaning,
        Meaning::Bare(Recurring::MonthDay(..) | Recurring::DatedWeekday(..))
            | Meaning::In(_, Recurring::MonthDay(..))
    );
    if !a_day {
        return false;
    }
    let dated =
        (start.saturating_sub(3)..start).any(|at| known(grammar, tokens, at, grammar.dated) == Some(start));
    let document = |at| known(grammar, tokens, at, grammar.document).is_some();
    // "The March 3 internal memo"
    let plain = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| t.kind == Kind::Word && !t.capital && t.space < 2)
    };
    dated || document(end) || plain(end) && document(end + 1)
}

/// True for what is counted from the day of writing.
pub(super) fn counts_from_writing(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Shift(..) | Meaning::Bare(_) | Meaning::Directed(..) | Meaning::Window(..) => true,
        Meaning::Offset(_, _, base) => *base == Base::Now,
        Meaning::Hence(_) | Meaning::WeekdaysAway(..) => true,
        Meaning::In(inner, _) | Meaning::At(inner, _) | Meaning::Part(_, inner) | Meaning::About(inner) => {
            counts_from_writing(inner)
        }
        Meaning::Few(_, _, _, inner) | Meaning::Nth(_, _, inner) | Meaning::Open(_, inner) => {
            counts_from_writing(inner)
        }
        Meaning::Range(first, last) => counts_from_writing(first) || counts_from_writing(last),
        _ => false,
    }
}

/// A document that was cited: its date, and where its date ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cited {
    pub(super) day: Date,
    pub(super) starts: usize,
    pub(super) ends: usize,
}

impl Cited {
    /// True where a time that begins at `at` stands inside the cited words: between quotation marks of the same
    /// paragraph; in Chinese also in the rest of the sentence, where the document is the source.
    pub(super) fn governs(&self, text: &str, at: usize, citing: &[String]) -> bool {
        let Some(between) = text.get(self.ends..at).filter(|b| !b.contains('\n')) else {
            return false;
        };
        let curly = between.rfind('“') > between.rfind('”');
        let straight = between.matches('"').count() % 2 == 1;
        if between.contains(['“', '"']) {
            return curly || straight;
        }
        if citing.is_empty() || between.contains(['。', '；']) {
            return false;
        }
        let sentence = text
            .get(..self.starts)
            .unwrap_or("")
            .rsplit(['。', '\n'])
            .next()
            .unwrap_or("");
        let (head, goes_on) = match between.split_once(['，', ',', '：']) {
            Some((head, _)) => (head, true),
            None => (between, false),
        };
        let says = citing.iter().any(|w| between.contains(w.as_str()));
        !head.ends_with(['后', '前', '时']) && (says || goes_on && sentence.contains('据'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn governs(text: &str, chinese: bool) -> bool {
        let starts = text.find('<').unwrap();
        let text = text.replace('<', "");
        let ends = text.find('>').unwrap();
        let text = text.replace('>', "");
        let at = text.find('|').unwrap();
        let cited = Cited {
            day: date(2023, 3, 3),
            starts,
            ends,
        };
        let citing = ["显示".to_owned()];
        let citing = if chinese { &citing[..] } else { &[] };
        cited.governs(&text.replace('|', ""), at, citing)
    }

    #[test]
    fn cited_words_end_with_their_quotation_marks() {
        assert!(governs(
            "A memo dated <March 3> said “the line opens |next month”.",
            false
        ));
        assert!(!governs(
            "A memo dated <March 3> said “it opens”; it was found |last week.",
            false
        ));
        assert!(!governs("A memo dated <March 3> was found |last week.", false));
        assert!(governs("据其<2月14日>公告，公司|本月停产。", true));
        assert!(!governs("<2月14日>公告后，公司|本月停产。", true));
    }
}
