//! Place and day that open a story ("LONDON, March 9, 2021 (Quay Wire) – …", "Harlow, (09.03.2021). …"), and those that
//! close it ("( Harlow, 9 March 21 )").
//! What does not live here: datelines without a year, which bound the day of writing (`tense`, `text`).

use onrecord_model::WordSet;
use onrecord_model::language::is_han;

use super::Written;

/// Bytes of a story's opening that may hold its dateline.
pub(crate) const OPENING: usize = 160;

/// True where `written` is the day of a dateline at the start of `text`.
pub(crate) fn opens(text: &str, written: &Written, joints: &WordSet) -> bool {
    let before = text[..written.range.start].trim_start();
    let open = before.contains(['(', '[', '（', '【']) && !before.contains([')', ']', '）', '】']);
    is_place(before, joints) && closes(&text[written.end..], open, before.is_empty())
}

/// True where place and day are all of `text`: the last line of a story.
pub(crate) fn stands_alone(text: &str, written: &Written, joints: &WordSet) -> bool {
    let before = text[..written.range.start].trim_start();
    let after = text[written.end..].trim_matches([' ', '\u{a0}', ')', ']', '）', '】', '.', '/', '\n']);
    let bracketed = before.starts_with(['(', '[', '（', '【']);
    let placed = before.chars().any(char::is_alphabetic);
    (bracketed || placed) && is_place(before, joints) && after.is_empty()
}

/// True for the name of a place, with what is written around it: nothing, "LONDON, ", "(Harlow, ", "Harlow, den ".
fn is_place(before: &str, joints: &WordSet) -> bool {
    if before.len() > 60 || before.contains([';', '?', '!', '。', '，', '、', '\n']) {
        return false;
    }
    let sign = |c: char| c.is_whitespace() || ",/|–—-([（【".contains(c);
    let words: Vec<&str> = before.split(sign).filter(|w| !w.is_empty()).collect();
    let capital = |w: &&str| {
        w.starts_with(|c: char| c.is_uppercase() || is_han(c) || c.is_alphabetic() && !c.is_lowercase())
            && w.chars().all(|c| c.is_alphabetic() || ".'’".contains(c))
    };
    // A sentence opens with a capital too ("On March 9, 2021"): a lone joint is no place.
    let joint = |w: &&str| joints.contains(&w.to_lowercase());
    let named = words.iter().any(|w| capital(w) && !joint(w));
    words.len() <= 6
        && (words.is_empty() || named)
        && words.iter().all(|w| capital(w) || joint(w))
        && words.first().is_none_or(|w| !joint(w))
}

/// True where what follows cuts the day off from the story.
fn closes(after: &str, open: bool, alone: bool) -> bool {
    let rest = after.trim_start_matches([' ', '\u{a0}']);
    if let Some(inner) = rest.strip_prefix([')', ']', '）', '】']) {
        return open && !inner.trim_start().starts_with(',');
    }
    if rest.starts_with(['电', '電', '讯', '訊']) || rest.starts_with("消息") {
        return !alone;
    }
    // "(Quay Wire) –", "/ Quay Wire /": who reports stands between day and dash.
    let named = [('(', ')'), ('（', '）'), ('/', '/'), ('[', ']')]
        .iter()
        .find_map(|(from, to)| {
            let inner = rest.strip_prefix(*from)?;
            let (name, rest) = inner.split_once(*to)?;
            (name.chars().count() <= 40).then_some(rest.trim_start())
        });
    let dashed = |rest: &str| {
        rest.starts_with(['–', '—', '‒'])
            || rest
                .strip_prefix("--")
                .or(rest.strip_prefix('-'))
                .is_some_and(|r| r.starts_with(' '))
    };
    if named.is_some_and(|rest| dashed(rest) || rest.starts_with([':', '：'])) || dashed(rest) {
        return true;
    }
    // "Harlow, 9 March 2021. The council …", "09.03.2021: …"
    let stop = rest.strip_prefix(['.', ':', '：']).is_some_and(|r| {
        let next = r.trim_start().chars().next();
        r.starts_with(char::is_whitespace) && next.is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit())
    });
    stop || rest.starts_with(": ")
}

#[cfg(test)]
mod tests {
    use super::super::Dates;
    use super::*;

    fn first(text: &str, lang: &str, judge: impl Fn(&str, &Written, &WordSet) -> bool) -> bool {
        let dates = Dates::compile(&onrecord_packs::embedded().sources);
        let written = dates.scan(text, lang);
        written
            .iter()
            .find(|w| w.date().is_some())
            .is_some_and(|w| judge(text, w, &dates.words.dateline_joints))
    }

    #[test]
    fn openings() {
        for (text, lang) in [
            ("LONDON, March 9, 2021 (Quay Wire) - The port", "en"),
            ("HARLOW, England, March 9, 2021 /QuayWire/ -- The port", "en"),
            ("Harlow, (09.03.2021). Der Hafen", "de"),
            ("(Harlow, 9.3.2021) Der Hafen", "de"),
            ("Harlow, den 9. März 2021 – Der Hafen", "de"),
            ("9. März 2021. Der Hafen", "de"),
            ("Harlow, le 9 mars 2021 - Le port", "fr"),
            ("江城2021年3月9日电 港口", "zh"),
            ("东湖社江城2021年3月9日讯（记者周小满）港口", "zh"),
        ] {
            assert!(first(text, lang, opens), "{text}");
        }
        for (text, lang) in [
            ("On March 9, 2021, the port closed", "en"),
            ("On March 9, 2021 the port closed", "en"),
            ("The port of Harlow closed on March 9, 2021. It", "en"),
            ("Harlow, March 9, 2021, a day of wind", "en"),
            ("Am 9. März 2021 schloss der Hafen", "de"),
            ("2021年3月9日，港口", "zh"),
        ] {
            assert!(!first(text, lang, opens), "{text}");
        }
    }

    #[test]
    fn endings() {
        for (text, lang) in [
            ("( Harlow, 9 March 21 )", "en"),
            ("Harlow, 09.03.2021", "de"),
            ("(09.03.2021)", "de"),
            ("Harlow, den 9. März 2021.", "de"),
        ] {
            assert!(first(text, lang, stands_alone), "{text}");
        }
        for text in [
            "9 March 2021",
            "The port closed on 9 March 2021.",
            "Read on 9 March 2021 (here)",
        ] {
            assert!(!first(text, "en", stands_alone), "{text}");
        }
    }
}
