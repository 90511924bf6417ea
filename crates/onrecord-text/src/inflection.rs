//! The forms of verbs, by rule and by the lists of a pack.
//! What does not live here: which verbs are looked for.

use std::collections::BTreeMap;

use crate::pack::PackSources;
use crate::{Language, WordSet};

/// What the forms of English verbs are by, besides their letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inflection {
    /// "hold": "held".
    irregular: BTreeMap<String, Vec<String>>,
    /// Verbs that double their last letter though they are long: "begin".
    doubling: WordSet,
}

impl Inflection {
    /// Reads the lists of a language.
    pub fn compile(lang: Language, sources: &PackSources) -> Inflection {
        let list = |name: &str| sources.list(&format!("{}/claims/{name}", lang.code().unwrap_or("common")));
        let forms = |line: &String| {
            let mut words = line.split_whitespace().map(str::to_owned);
            Some((words.next()?, words.collect()))
        };
        Inflection {
            irregular: list("irregular").iter().filter_map(forms).collect(),
            doubling: list("doubling").iter().map(String::as_str).collect(),
        }
    }
}

/// The forms of `stem~`: English verbs by rule, irregular ones from the pack's list ("hold held"). Other words as they are.
pub(crate) fn forms(pattern: &str, lang: Language, inflection: &Inflection) -> Vec<String> {
    let Some((stem, rest)) = pattern.split_once('~') else {
        return vec![pattern.to_owned()];
    };
    if lang != Language::English {
        return vec![format!("{stem}{rest}")];
    }
    let (before, verb) = stem
        .rsplit_once(' ')
        .map(|(b, v)| (format!("{b} "), v))
        .unwrap_or((String::new(), stem));
    let mut all = vec![verb.to_owned()];
    let last = verb.chars().next_back().unwrap_or(' ');
    let before_last = verb.chars().rev().nth(1).unwrap_or(' ');
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let sibilant = verb.ends_with('s')
        || verb.ends_with("sh")
        || verb.ends_with("ch")
        || verb.ends_with('x')
        || verb.ends_with('z');
    let cut = &verb[..verb.len() - last.len_utf8().min(verb.len())];
    if last == 'y' && !vowel(before_last) {
        all.push(format!("{cut}ies"));
    } else if sibilant {
        all.push(format!("{verb}es"));
    } else {
        all.push(format!("{verb}s"));
    }
    let doubled = verb.len() <= 4
        && !vowel(last)
        && !matches!(last, 'w' | 'x' | 'y')
        && vowel(before_last)
        && !verb.chars().rev().nth(2).is_some_and(vowel);
    match inflection.irregular.get(verb) {
        Some(past) => all.extend(past.iter().cloned()),
        None if last == 'e' => all.push(format!("{verb}d")),
        None if last == 'y' && !vowel(before_last) => all.push(format!("{cut}ied")),
        None if doubled => all.push(format!("{verb}{last}ed")),
        None => all.push(format!("{verb}ed")),
    }
    if last == 'e' && !verb.ends_with("ee") {
        all.push(format!("{cut}ing"));
    } else if doubled || inflection.doubling.contains(verb) {
        all.push(format!("{verb}{last}ing"));
    } else {
        all.push(format!("{verb}ing"));
    }
    all.into_iter().map(|v| format!("{before}{v}{rest}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_take_their_forms() {
        let inflection = Inflection {
            irregular: BTreeMap::from([("hold".to_owned(), vec!["held".to_owned()])]),
            doubling: WordSet::default(),
        };
        let of = |p: &str| forms(p, Language::English, &inflection);
        assert_eq!(
            of("apply~ for"),
            ["apply for", "applies for", "applied for", "applying for"]
        );
        assert_eq!(
            of("hold~ talks"),
            ["hold talks", "holds talks", "held talks", "holding talks"]
        );
        assert_eq!(of("ban~"), ["ban", "bans", "banned", "banning"]);
        assert_eq!(of("approve~"), ["approve", "approves", "approved", "approving"]);
        assert_eq!(of("launch~"), ["launch", "launches", "launched", "launching"]);
    }
}
