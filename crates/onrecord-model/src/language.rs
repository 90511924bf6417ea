//! Languages the packs know. Detection for whole documents lives in `onrecord-page`; a quick script count lives here.

/// A language of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Chinese, in either script.
    Chinese,
    /// English.
    English,
    /// Any other language: pages are read, their words are not.
    Other,
}

impl Language {
    /// The registry: languages that have packs, each in a folder that is called like its code.
    pub const REGISTERED: [Language; 2] = [Language::Chinese, Language::English];

    /// Its place in the registry; `None` for other languages.
    pub fn number(self) -> Option<usize> {
        Self::REGISTERED.iter().position(|l| *l == self)
    }

    /// The language of a folder of packs: a code of the registry, or `common` for what all languages share.
    pub fn of_folder(name: &str) -> Option<Language> {
        let registered = Self::REGISTERED.into_iter().find(|l| l.code() == Some(name));
        registered.or((name == "common").then_some(Language::Other))
    }

    /// The folders of packs, for messages: `zh/, en/ or common/`.
    pub fn folders() -> String {
        let codes: Vec<String> = Self::REGISTERED
            .iter()
            .filter_map(|l| l.code())
            .map(|code| format!("{code}/"))
            .collect();
        format!("{} or common/", codes.join(", "))
    }

    /// The ISO 639-1 code, `None` for other languages.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Language::Chinese => Some("zh"),
            Language::English => Some("en"),
            Language::Other => None,
        }
    }

    /// The language of a BCP 47 tag such as `zh-Hans-CN` or `en_GB`.
    pub fn from_tag(tag: &str) -> Language {
        match tag
            .split(['-', '_'])
            .next()
            .unwrap_or("")
            .to_ascii_lowercase()
            .as_str()
        {
            "zh" | "cmn" | "yue" => Language::Chinese,
            "en" => Language::English,
            _ => Language::Other,
        }
    }

    /// By script alone: Chinese where Han characters outweigh Latin words, else English.
    /// Good enough for records without a label; pages use a real detector.
    pub fn by_script(text: &str) -> Language {
        let (mut han, mut latin, mut kana) = (0usize, 0usize, 0usize);
        for c in text.chars().take(20_000) {
            if is_han(c) {
                han += 1;
            } else if c.is_ascii_alphabetic() {
                latin += 1;
            } else if matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}') {
                kana += 1;
            }
        }
        if kana * 8 > han + latin && kana > 2 {
            Language::Other
        } else if han * 4 > latin {
            Language::Chinese
        } else {
            Language::English
        }
    }
}

/// True for Han characters (unified ideographs, extension A, compatibility ideographs).
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}' | '〇')
}

/// `char::is_alphanumeric`, quick for the scripts and marks that most news is written in: its table is searched otherwise.
#[inline]
pub fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => true,
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{17f}' | '\u{400}'..='\u{481}' => true,
        '\u{2010}'..='\u{203e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' => false,
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_those_of_the_table() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
