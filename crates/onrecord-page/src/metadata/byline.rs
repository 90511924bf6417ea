//! Names in bylines.
//! What does not live here: where bylines stand (`visible`, `clues`).

use onrecord_model::WordSet;
use onrecord_model::language::is_han;
use onrecord_model::pack::PackSources;

/// Words before, between and instead of names.
#[derive(Debug)]
pub(crate) struct Words {
    heads: Vec<String>,
    joints: Vec<String>,
    refused: Vec<String>,
    jobs: Vec<String>,
    reporters: Vec<String>,
    /// "de", "van": in lower case inside a name.
    particles: WordSet,
    /// "of", "and": in lower case in a byline that is no motto.
    small: WordSet,
    /// "staff", "desk": of nobody's name.
    roles: WordSet,
    /// "md", "phd": behind a name.
    degrees: WordSet,
    /// 报, 社: ends of outlets' names before the word for a reporter.
    outlet_ends: Vec<String>,
}

impl Words {
    /// Reads the lists `byline-*` of the page stage.
    pub fn compile(sources: &PackSources) -> Words {
        let list = |name: &str| {
            let mut words = sources.list(&format!("common/page/byline-{name}")).to_vec();
            words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
            words
        };
        let set = |name: &str| -> WordSet { list(name).into_iter().collect() };
        Words {
            heads: list("heads"),
            joints: list("joints"),
            refused: list("refused"),
            jobs: list("jobs"),
            reporters: list("reporters"),
            particles: set("particles"),
            small: set("small-words"),
            roles: set("roles"),
            degrees: set("degrees"),
            outlet_ends: list("outlet-ends"),
        }
    }

    /// True for words that stand before names ("Written by").
    pub fn opens(&self, words: &str) -> bool {
        let words = words.trim().trim_end_matches(':').to_lowercase();
        self.heads.contains(&words)
    }

    /// The names of a byline ("By Ann Lee and Bo Kim" → both).
    pub fn names(&self, byline: &str) -> Vec<String> {
        let decoded = crate::html::decode_all(byline, false);
        let mut text = decoded.trim().trim_matches(|c: char| {
            matches!(c, ':' | '：' | ',' | '|' | '-' | '•' | '·' | '*') || c.is_whitespace()
        });
        if text.len() > 200 || text.contains("://") || text.contains('@') {
            return Vec::new();
        }
        loop {
            let lower = text.to_lowercase();
            let head = self.heads.iter().find(|h| {
                lower.starts_with(h.as_str()) && {
                    let rest: String = lower.chars().skip(h.chars().count()).collect();
                    rest.starts_with([' ', ':', '：', '\u{a0}', '/', '|'])
                }
            });
            let Some(head) = head else { break };
            let skip: usize = text.chars().take(head.chars().count()).map(char::len_utf8).sum();
            text = text[skip..].trim_start_matches([' ', ':', '：', '\u{a0}', '/', '|']);
        }
        // "记者周小满／江城报道": nothing parts the word from the name.
        if let Some(rest) = self.reporters.iter().find_map(|r| text.strip_prefix(r.as_str())) {
            text = rest.trim_start_matches([' ', ':', '：', '\u{3000}']);
            text = text.split(['／', '/']).next().unwrap_or(text);
        }
        let mut parts = vec![text.to_owned()];
        for joint in &self.joints {
            parts = parts
                .iter()
                .flat_map(|p| {
                    p.split(joint.as_str())
                        .map(|s| s.trim().to_owned())
                        .collect::<Vec<_>>()
                })
                .collect();
        }
        // "记者 张三 李四": Chinese names in a row.
        let parts = parts.into_iter().flat_map(|p| {
            let words: Vec<&str> = p.split_whitespace().collect();
            let row = words.len() > 1
                && words
                    .iter()
                    .all(|w| (2..=4).contains(&w.chars().count()) && w.chars().all(is_han));
            if row {
                words.iter().map(|w| (*w).to_owned()).collect()
            } else {
                vec![p]
            }
        });
        let parts: Vec<String> = parts.map(|p| bare(&p)).collect();
        parts
            .iter()
            .enumerate()
            .filter(|(at, p)| *at == 0 || !self.is_degree(p) && !self.is_job(p))
            .map(|(_, p)| p.clone())
            .filter(|p| {
                let letters = p.chars().filter(|c| c.is_alphabetic()).count();
                letters >= 2
                    && !p.chars().any(|c| {
                        c.is_ascii_digit() && !p.contains(char::is_uppercase)
                            || p.ends_with('.') && c.is_ascii_digit()
                    })
                    && p.chars().count() <= 60
                    && !self.refused.iter().any(|r| r.eq_ignore_ascii_case(p))
                    && !self.opens(p)
                    && !self.is_slogan(p)
            })
            .collect()
    }

    /// "Ships Correspondent": what stands behind a name and says what its bearer does.
    fn is_job(&self, words: &str) -> bool {
        let last = words.rsplit(' ').next().unwrap_or(words).to_lowercase();
        self.jobs.contains(&last)
    }

    /// Who reports by the words of the story itself: "（记者周小满、李思远）" in its first or last line.
    pub fn reporters(&self, story: &str) -> Vec<String> {
        let story = story.trim();
        let lines = [story.lines().next(), story.lines().next_back()];
        let inside = |line: &str| -> Option<String> {
            let brackets = line.split(['（', '(']).skip(1);
            let brackets = brackets.filter_map(|b| b.split(['）', ')']).next());
            brackets.filter(|b| b.chars().count() <= 40).find_map(|b| {
                let found = self.reporters.iter().filter_map(|r| b.split_once(r.as_str()));
                let (before, names) = found.min_by_key(|(before, _)| before.len())?;
                // "本报记者", "晚报记者": an outlet before the word, no sentence.
                let outlet =
                    before.is_empty() || self.outlet_ends.iter().any(|end| before.ends_with(end.as_str()));
                (outlet && before.chars().count() <= 10).then(|| names.to_owned())
            })
        };
        let found = lines.into_iter().flatten().find_map(inside);
        let names = found.map_or(Vec::new(), |names| self.names(&names));
        names.into_iter().filter(|n| self.is_person(n)).collect()
    }

    /// "Catch more fish": several words in lower case are the motto of a site and no name.
    fn is_slogan(&self, words: &str) -> bool {
        let particle = |w: &&str| self.particles.contains(*w) || self.small.contains(*w);
        let mut low = words
            .split_whitespace()
            .filter(|w| w.starts_with(char::is_lowercase) && !particle(w));
        words.starts_with(char::is_uppercase) && low.next().is_some() && low.next().is_some()
    }

    /// True for what looks like one person's name: two to four capitalised words, or as many characters as Chinese names have.
    pub fn is_person(&self, name: &str) -> bool {
        if name.chars().all(is_han) {
            return (2..=4).contains(&name.chars().count());
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        let capital = |w: &str| {
            w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
        };
        let plain =
            |w: &&str| self.particles.contains(*w) || capital(w) && !self.roles.contains(&w.to_lowercase());
        (2..=4).contains(&words.len()) && words.iter().all(plain)
    }

    /// "MD", "PhD", "M.Sc.": what stands behind a name and is none.
    fn is_degree(&self, word: &str) -> bool {
        let letters: String = word.chars().filter(|c| c.is_ascii_alphabetic()).collect();
        word.len() <= letters.len() + 4 && self.degrees.contains(&letters.to_ascii_lowercase())
    }
}

/// A name without what is written behind it in brackets, and without signs around it.
fn bare(name: &str) -> String {
    let open = name
        .find(['(', '（', '['])
        .filter(|at| *at > 0)
        .unwrap_or(name.len());
    let name = name[..open]
        .trim_matches(|c: char| matches!(c, '*' | '•' | '·' | '(' | ')' | '（' | '）') || c.is_whitespace());
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_hold_names() {
        let words = Words::compile(&onrecord_packs::embedded().sources);
        for (byline, want) in [
            ("By Ann Lee and Bo Kim", vec!["Ann Lee", "Bo Kim"]),
            ("Von Karl Groß, Uta Klein", vec!["Karl Groß", "Uta Klein"]),
            ("记者：周小满 林远帆", vec!["周小满", "林远帆"]),
            ("Article by", vec![]),
            ("Article by Ann Lee", vec!["Ann Lee"]),
            ("Catch more fish", vec![]),
            ("Port of Harlow", vec!["Port of Harlow"]),
            ("https://quaypost.example/ann", vec![]),
            ("admin", vec![]),
            ("Ann Lee, PhD, R.N.", vec!["Ann Lee"]),
            ("Ann Lee (ale), Bo Kim (bok)", vec!["Ann Lee", "Bo Kim"]),
            ("&bull; Ann Lee &bull;", vec!["Ann Lee"]),
            ("By Ann Lee, Ships Correspondent", vec!["Ann Lee"]),
            ("記者周小滿／江城報導", vec!["周小滿"]),
        ] {
            assert_eq!(words.names(byline), want, "{byline}");
        }
    }

    #[test]
    fn stories_name_their_reporters() {
        let words = Words::compile(&onrecord_packs::embedded().sources);
        let of = |story: &str| words.reporters(story);
        assert_eq!(
            of("江城3月8日电（记者周小满、李思远）新船坞通过验收。\n公司没有回应。"),
            ["周小满", "李思远"]
        );
        assert_eq!(
            of("新船坞通过验收。\n公司没有回应。（本报记者 林远帆）"),
            ["林远帆"]
        );
        assert!(of("他说（当时记者也在场），船坞已经通过验收。").is_empty());
    }

    #[test]
    fn persons_have_names_of_a_few_words() {
        let bylines = Words::compile(&onrecord_packs::embedded().sources);
        for name in ["Ann Lee", "Karl von Groß", "J. P. O’Neill", "周小满"] {
            assert!(bylines.is_person(name), "{name}");
        }
        for words in [
            "Staff Writer",
            "Ann",
            "Port of Harlow",
            "News desk",
            "the harbour",
        ] {
            assert!(!bylines.is_person(words), "{words}");
        }
    }
}
