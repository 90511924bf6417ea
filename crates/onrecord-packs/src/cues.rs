//! The words that a rule hangs on, and whether a text holds one of them.
//! What does not live here: what the rule makes of them (its stage).

use std::collections::BTreeMap;

use onrecord_model::pack::{Field, PackSources, RuleSource};
use onrecord_model::{Language, Span};

use crate::stages::{Purpose, Stage};

/// The words that a rule hangs on: all forms of a verb or noun count.
#[derive(Debug)]
pub struct Cues {
    /// Texts found as they are, lower case: for languages without blanks, for signs and groups of words.
    texts: Vec<String>,
    /// Words found in any of their forms.
    words: Vec<String>,
    /// Irregular forms with what they are forms of.
    irregular: BTreeMap<String, String>,
}

impl Cues {
    /// The cues of a rule; `None` for one that hangs on no words of its own.
    pub fn of(rule: &RuleSource, sources: &PackSources) -> Option<Cues> {
        let stage = Stage::named(&rule.stage)?;
        let form = stage.form(|field| rule.fields.contains_key(field))?;
        let mut cues = Cues {
            texts: Vec::new(),
            words: Vec::new(),
            irregular: BTreeMap::new(),
        };
        for key in form.fields.iter().filter(|k| k.purpose == Purpose::Cue) {
            if let Some(field) = rule.fields.get(key.name) {
                let last = matches!(key.name, "nouns" | "being");
                each(field, &mut |text| cues.add(text, last, rule, sources));
            }
        }
        if cues.texts.is_empty() && cues.words.is_empty() {
            return None;
        }
        if rule.lang != Language::Chinese {
            let code = rule.lang.code().unwrap_or("en");
            for line in sources.list(&format!("{code}/claims/irregular")) {
                let mut forms = line.split_whitespace();
                if let Some(base) = forms.next() {
                    cues.irregular
                        .extend(forms.map(|form| (form.to_owned(), base.to_owned())));
                }
            }
        }
        Some(cues)
    }

    /// Adds a pattern: `take over` hangs on its first word, of a noun on its `last`; `@list` on any word of the list. Verbs
    /// of being and having tell nothing: "have yet to" hangs on its second.
    fn add(&mut self, pattern: &str, last: bool, rule: &RuleSource, sources: &PackSources) {
        let phrases = matches!(rule.stage.as_str(), "frames" | "operators" | "attributions");
        let pattern = pattern.strip_prefix("not ").unwrap_or(pattern);
        let code = rule.lang.code().unwrap_or("common");
        let empty = |word: &&str| {
            let lists = [
                format!("{code}/clauses/stative"),
                format!("{code}/clauses/perfect"),
            ];
            lists.iter().any(|l| sources.list(l).iter().any(|w| w == word))
        };
        let mut words = pattern.split([' ', '_']);
        let head = match phrases {
            true if last => words.next_back(),
            true => words.find(|w| !empty(w)).or(pattern.split(' ').next()),
            false => Some(pattern),
        };
        let head = head.unwrap_or_default().trim_end_matches('~');
        if let Some(list) = head.strip_prefix('@') {
            let end = format!("/{list}");
            let lists = sources
                .lists
                .iter()
                .filter(|l| l.lang == rule.lang && l.name.ends_with(&end));
            for word in lists.flat_map(|l| &l.words) {
                self.word(word, rule.lang);
            }
            return;
        }
        self.word(head, rule.lang);
        // "tell told": the other forms are written behind it.
        if rule.stage == "attributions" {
            for form in pattern.split_whitespace().skip(1) {
                self.word(form, rule.lang);
            }
        }
    }

    fn word(&mut self, word: &str, lang: Language) {
        let word = word.trim_end_matches('~').to_lowercase();
        if word.is_empty() {
            return;
        }
        let plain = word
            .chars()
            .all(|c| c.is_alphabetic() && !onrecord_model::language::is_han(c));
        if plain && lang != Language::Chinese {
            self.words.push(word);
        } else {
            self.texts.push(word);
        }
    }

    /// The first cue in a text.
    pub fn find(&self, text: &str) -> Option<Span> {
        let lower = text.to_lowercase();
        let as_it_is = self
            .texts
            .iter()
            .filter_map(|cue| lower.find(cue.as_str()).map(|at| Span::new(at, at + cue.len())))
            .min_by_key(|s| s.start())
            // Lower case may be longer than the text: then nothing but the fact is known.
            .map(|s| {
                if lower.len() == text.len() {
                    s
                } else {
                    Span::new(0, text.len())
                }
            });
        let word = words(text).find(|s| {
            let word = s.of(text).to_lowercase();
            let base = self.irregular.get(&word).unwrap_or(&word);
            self.words
                .iter()
                .any(|cue| is_form(base, cue) || is_form(&word, cue))
        });
        as_it_is.into_iter().chain(word).min_by_key(|s| s.start())
    }
}

/// Runs of letters, apostrophes and hyphens left outside.
fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(move |w| {
            let start = w.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(start, start + w.len())
        })
}

/// True when `word` looks like a form of `base`: the same but for an ending of a regular verb or noun.
fn is_form(word: &str, base: &str) -> bool {
    let ends = |stem: &str, endings: &[&str]| {
        word.strip_prefix(stem).is_some_and(|rest| {
            // "Planned": the last letter may come twice.
            let twice = rest.strip_prefix(|c| stem.ends_with(c)).unwrap_or(rest);
            endings.contains(&rest) || endings.contains(&twice)
        })
    };
    let short = |letter: char| base.strip_suffix(letter);
    word == base
        || ends(base, &["s", "es", "d", "ed", "ing", "er", "ers"])
        || short('e').is_some_and(|stem| ends(stem, &["ing"]))
        || short('y').is_some_and(|stem| ends(stem, &["ies", "ied"]))
}

fn each(field: &Field, tell: &mut impl FnMut(&str)) {
    match field {
        Field::Text(text) => tell(text),
        Field::List(list) => list.iter().for_each(|f| each(f, tell)),
        Field::Table(table) => table.values().for_each(|f| each(f, tell)),
        Field::Number(_) | Field::Flag(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_from_other_words() {
        for (word, base) in [
            ("buys", "buy"),
            ("fired", "fire"),
            ("closing", "close"),
            ("plans", "plan"),
            ("planned", "plan"),
            ("denies", "deny"),
        ] {
            assert!(is_form(word, base), "{word} of {base}");
        }
        for (word, base) in [("planet", "plan"), ("seller", "seat"), ("approach", "approve")] {
            assert!(!is_form(word, base), "{word} of {base}");
        }
    }
}
