//! Names in bylines.
//! What does not live here: where bylines stand (`visible`, `clues`).

use onrecord_core::language::is_han;
use onrecord_core::pack::PackSources;

/// Words before, between and instead of names.
#[derive(Debug)]
pub(crate) struct Words {
    heads: Vec<String>,
    joints: Vec<String>,
    refused: Vec<String>,
}

impl Words {
    /// Reads the lists `byline-*` of the page stage.
    pub fn compile(sources: &PackSources) -> Words {
        let list = |name: &str| {
            let mut words = sources.list(&format!("common/page/byline-{name}")).to_vec();
            words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
            words
        };
        Words {
            heads: list("heads"),
            joints: list("joints"),
            refused: list("refused"),
        }
    }

    /// The names of a byline ("By Ann Lee and Bo Kim" → both).
    pub fn names(&self, byline: &str) -> Vec<String> {
        let mut text = byline
            .trim()
            .trim_matches(|c: char| matches!(c, ':' | '：' | ',' | '|' | '-' | '(' | ')' | '（' | '）'));
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
        parts
            .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|p| {
                let letters = p.chars().filter(|c| c.is_alphabetic()).count();
                letters >= 2
                    && !p.chars().any(|c| {
                        c.is_ascii_digit() && !p.contains(char::is_uppercase)
                            || p.ends_with('.') && c.is_ascii_digit()
                    })
                    && p.chars().count() <= 60
                    && !self.refused.iter().any(|r| r.eq_ignore_ascii_case(p))
            })
            .collect()
    }
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
            ("https://quaypost.example/ann", vec![]),
            ("admin", vec![]),
        ] {
            assert_eq!(words.names(byline), want, "{byline}");
        }
    }
}
