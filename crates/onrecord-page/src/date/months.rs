//! Names of months in many languages, as data (`data/common/page/date-months.toml`).
//! What does not live here: which name beside which number is a date (see `scan`).

use std::collections::BTreeMap;

use onrecord_model::pack::PackSources;

/// Names of months: what each can mean in which language, in the order of the data.
#[derive(Debug, Default)]
pub(crate) struct Months {
    names: BTreeMap<String, Vec<(String, u8)>>,
    /// Those of the Persian calendar.
    persian: BTreeMap<String, u8>,
}

impl Months {
    /// Reads the rules `months-*` of the page stage.
    pub fn compile(sources: &PackSources) -> Months {
        let mut names: BTreeMap<String, Vec<(String, u8)>> = BTreeMap::new();
        let mut persian = BTreeMap::new();
        let rules = sources.rules.iter().filter(|r| r.stage == "page");
        for rule in rules.filter(|r| r.name.contains("/months-")) {
            let lang = rule.text("lang").unwrap_or("und");
            for (index, forms) in rule.texts("months").iter().enumerate() {
                for form in forms.split('|') {
                    if lang == "fa" {
                        persian.insert(form.to_owned(), index as u8 + 1);
                        continue;
                    }
                    let meanings = names.entry(form.to_lowercase()).or_default();
                    meanings.push((lang.to_owned(), index as u8 + 1));
                }
            }
        }
        Months { names, persian }
    }

    /// The month of the Persian calendar that the words between two numbers name.
    pub fn persian(&self, words: &str) -> Option<u8> {
        let word = words.trim_matches([' ', '\u{a0}', '،', ',', '\u{200c}']);
        self.persian.get(word).copied()
    }

    /// The month that `word` names. Short names are words in other languages, so they count in their own language
    /// and in English alone; where languages differ the page's own decides, else the first in the data.
    pub fn month(&self, word: &str, lang: &str) -> Option<u8> {
        let word = word.trim_end_matches('.');
        if word.is_empty() || word.len() > 40 {
            return None;
        }
        let meanings = self.names.get(word.to_lowercase().as_str())?;
        let own = meanings.iter().find(|m| m.0 == lang);
        if word.len() <= 4 && word.is_ascii() {
            return own.or_else(|| meanings.iter().find(|m| m.0 == "en")).map(|m| m.1);
        }
        own.or(meanings.first()).map(|m| m.1)
    }
}
