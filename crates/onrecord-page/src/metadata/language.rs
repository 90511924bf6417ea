//! The language of a document: its scripts, a statistical detector on a sample, and what the markup says.
//! What does not live here: the languages that packs know (`onrecord_model::Language`).

use onrecord_model::Language;
use onrecord_model::language::is_han;

/// Characters that tell the two scripts of Chinese apart, and words that running English is full of.
#[derive(Debug)]
pub(crate) struct Scripts {
    traditional: Vec<char>,
    simplified: Vec<char>,
    small_words: Vec<String>,
}

impl Scripts {
    /// Reads the lists of the page stage.
    pub fn compile(sources: &onrecord_model::PackSources) -> Scripts {
        let chars = |name: &str| {
            let mut list: Vec<char> = sources.list(name).iter().flat_map(|w| w.chars()).collect();
            list.sort_unstable();
            list
        };
        Scripts {
            traditional: chars("common/page/traditional"),
            simplified: chars("common/page/simplified"),
            small_words: sources.list("en/page/small-words").to_vec(),
        }
    }

    fn is_traditional(&self, text: &str) -> bool {
        let count = |list: &[char]| {
            text.chars()
                .take(2000)
                .filter(|c| list.binary_search(c).is_ok())
                .count()
        };
        let traditional = count(&self.traditional);
        traditional > 3 && traditional > 2 * count(&self.simplified)
    }

    /// True where the small words of English are as frequent as in running English text.
    fn is_english(&self, text: &str) -> bool {
        let start = if text.len() > 900 { text.len() / 3 } else { 0 };
        let words = text.as_bytes()[start..]
            .split(|b| !b.is_ascii_alphabetic())
            .filter(|w| !w.is_empty());
        let (mut all, mut small) = (0, 0);
        for word in words.take(160) {
            all += 1;
            small += usize::from(
                self.small_words
                    .iter()
                    .any(|s| s.as_bytes().eq_ignore_ascii_case(word)),
            );
        }
        all >= 40 && small * 6 > all
    }
}

/// How many letters the detector is shown; more make it slower and hardly surer.
const SAMPLE: usize = 360;

/// The language of `text`; `declared` is what the markup says. Gives the tag too: `en`, `zh`, `zh-Hant`, `de`, `und`.
pub(crate) fn detect(text: &str, declared: Option<&str>, scripts: &Scripts) -> (Language, String) {
    let declared = declared
        .map(|d| {
            d.split(['-', '_'])
                .next()
                .unwrap_or("")
                .trim()
                .to_ascii_lowercase()
        })
        .filter(|d| (2..=3).contains(&d.len()));
    let (mut han, mut kana, mut hangul, mut latin, mut other) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for c in text.chars().take(6000) {
        match c {
            'a'..='z' | 'A'..='Z' => latin += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            c if is_han(c) => han += 1,
            c if c.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    if kana * 12 > han + kana && kana > 4 && han + kana > latin / 4 {
        return (Language::Other, "ja".into());
    }
    if hangul > han && hangul * 2 > latin {
        return (Language::Other, "ko".into());
    }
    // A Latin letter is a fifth of a word, a Chinese character more than half of one.
    if han * 3 > latin + other {
        let tag = if scripts.is_traditional(text) {
            "zh-Hant"
        } else {
            "zh"
        };
        return (Language::Chinese, tag.into());
    }
    if other * 20 < latin && scripts.is_english(text) {
        return (Language::English, "en".into());
    }
    let letters = latin + other;
    let seen = (letters >= 24).then(|| whatlang::detect(&sample(text))).flatten();
    let tag = match (seen, declared) {
        (Some(seen), Some(declared)) => {
            let code = two_letters(seen.lang().code());
            // What is written beats what is declared where the text is long and the detector is sure.
            if seen.is_reliable() && letters >= 200 && seen.confidence() > 0.9 || declared == "zh" {
                code
            } else {
                declared
            }
        }
        (Some(seen), None) => two_letters(seen.lang().code()),
        (None, Some(declared)) => declared,
        (None, None) => if letters > 0 && other * 4 < latin {
            "en"
        } else {
            "und"
        }
        .into(),
    };
    (Language::from_tag(&tag), tag)
}

/// A stretch from the middle of the text, where names are rarer than at its start.
fn sample(text: &str) -> String {
    let start = if text.len() > 3 * SAMPLE {
        text.len() / 3
    } else {
        0
    };
    let mut start = start;
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text[start..].chars().take(SAMPLE).collect()
}

/// ISO 639-1 of the detector's three-letter codes, where there is one.
fn two_letters(code: &str) -> String {
    const CODES: &[(&str, &str)] = &[
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("nld", "nl"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("bel", "be"),
        ("bul", "bg"),
        ("srp", "sr"),
        ("hrv", "hr"),
        ("slv", "sl"),
        ("slk", "sk"),
        ("ces", "cs"),
        ("pol", "pl"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("fin", "fi"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "no"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("tur", "tr"),
        ("aze", "az"),
        ("ell", "el"),
        ("ara", "ar"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("heb", "he"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("tam", "ta"),
        ("tel", "te"),
        ("mar", "mr"),
        ("guj", "gu"),
        ("pan", "pa"),
        ("kan", "kn"),
        ("mal", "ml"),
        ("nep", "ne"),
        ("sin", "si"),
        ("tha", "th"),
        ("vie", "vi"),
        ("ind", "id"),
        ("jav", "jv"),
        ("tgl", "tl"),
        ("kat", "ka"),
        ("hye", "hy"),
        ("cat", "ca"),
        ("afr", "af"),
        ("epo", "eo"),
        ("lat", "la"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("cmn", "zh"),
        ("khm", "km"),
        ("mya", "my"),
        ("amh", "am"),
        ("uzb", "uz"),
        ("tuk", "tk"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("aka", "ak"),
        ("yid", "yi"),
        ("ori", "or"),
    ];
    CODES
        .iter()
        .find(|c| c.0 == code)
        .map_or(code, |c| c.1)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beat_a_wrong_label() {
        let packs = onrecord_packs::embedded();
        let scripts = Scripts::compile(&packs.sources);
        let tag = |text: &str, declared: Option<&str>| detect(text, declared, &scripts).1;
        let german = "Der Hafen soll nach dem Willen der Stadt im nächsten Jahr erweitert werden, doch die Anwohner fürchten den Lärm der Kräne. Eine Sprecherin der Behörde sagte am Dienstag, man nehme die Sorgen ernst und werde noch vor dem Sommer mit allen Beteiligten sprechen.";
        assert_eq!(tag(german, Some("en-US")), "de");
        assert_eq!(tag(german, None), "de");
        assert_eq!(tag("船厂说，第二座干船坞将于五月启用。", Some("en")), "zh");
        assert_eq!(
            tag("船廠說這個新的船塢將於五月啟用，東區的電車也會為學生開放。", None),
            "zh-Hant"
        );
        assert_eq!(
            tag("造船所は二つ目のドックを五月に開くと発表しました。", None),
            "ja"
        );
        assert_eq!(tag("Short words", Some("en-GB")), "en");
    }
}
