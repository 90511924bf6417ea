//! What a page says about its article besides the text: headline, outlet, authors, where it was taken from, language.
//! What does not live here: the date (`date`), the main text (`main_text`).

mod address;
mod byline;
mod clues;
mod headline;
mod json;
pub(crate) mod language;
mod linked;
mod visible;

use onrecord_core::pack::PackSources;

pub(crate) use address::registrable;
pub(crate) use clues::Clues;
pub(crate) use visible::{credits, of_dump};

/// Word lists about metadata, compiled once.
#[derive(Debug)]
pub(crate) struct Words {
    pub scripts: language::Scripts,
    byline: byline::Words,
    suffixes: Vec<String>,
    agencies: Vec<String>,
}

impl Words {
    /// Reads the lists of the page stage.
    pub fn compile(sources: &PackSources) -> Words {
        Words {
            scripts: language::Scripts::compile(sources),
            byline: byline::Words::compile(sources),
            suffixes: sources.list("common/page/suffixes").to_vec(),
            agencies: sources.list("common/page/agencies").to_vec(),
        }
    }

    /// Names in a byline.
    pub fn names(&self, byline: &str) -> Vec<String> {
        self.byline.names(byline)
    }

    /// The agency that a byline or the dateline of the story names: "(Reuters) -", "新华社北京3月9日电".
    pub fn agency(&self, authors: &[String], story: &str) -> Option<String> {
        let listed = |name: &str| self.agencies.iter().find(|a| a.as_str() == name).cloned();
        let dateline = || {
            let head: String = story.chars().take(80).collect();
            let inside = head
                .split_once(['(', '（'])
                .and_then(|(_, rest)| rest.split_once([')', '）']))
                .filter(|(_, rest)| rest.trim_start().starts_with(['-', '–', '—', ':']))
                .and_then(|(name, _)| listed(name.trim()));
            inside.or_else(|| {
                let opening = head.trim_start();
                self.agencies
                    .iter()
                    .find(|a| !a.is_ascii() && opening.starts_with(a.as_str()) && opening.contains('电'))
                    .cloned()
            })
        };
        authors.iter().find_map(|a| listed(a)).or_else(dateline)
    }

    /// The headline as printed.
    pub fn headline(&self, clues: &Clues) -> Option<String> {
        headline::judge(clues)
    }

    /// Who published the page: as it names itself, else its registrable domain.
    pub fn outlet(&self, clues: &Clues, url: Option<&str>) -> Option<String> {
        let publisher = clues
            .linked
            .iter()
            .filter(|l| l.rank == 3)
            .find_map(|l| l.publisher.clone());
        let sane = |n: &String| !n.is_empty() && n.chars().count() <= 60 && !n.contains("://");
        let named = clues
            .meta_of(&[
                "og:site_name",
                "application-name",
                "apple-mobile-web-app-title",
                "dc.publisher",
                "publisher",
            ])
            .map(str::to_owned)
            .filter(sane)
            .or(publisher.filter(sane));
        named.or_else(|| headline::site_of(clues)).or_else(|| {
            let url = url
                .or(clues.canonical.as_deref())
                .or(clues.meta_of(&["og:url"]))?;
            registrable(url, &self.suffixes)
        })
    }

    /// Bylines: what JSON-LD says, else meta elements, else what the page shows.
    pub fn authors(&self, clues: &Clues, shown: &[String]) -> Vec<String> {
        let best = clues
            .linked
            .iter()
            .filter(|l| !l.authors.is_empty())
            .max_by_key(|l| l.rank);
        let mut names: Vec<String> = best
            .map(|l| l.authors.iter().flat_map(|a| self.byline.names(a)).collect())
            .unwrap_or_default();
        if names.is_empty() {
            const METAS: &[&str] = &[
                "author",
                "article:author",
                "og:article:author",
                "dc.creator",
                "dcterms.creator",
                "parsely-author",
                "byl",
                "sailthru.author",
                "article:author_name",
                "twitter:data1",
                "citation_author",
                "cxenseparse:author",
            ];
            for name in METAS.iter().filter(|n| **n != "twitter:data1") {
                names = clues
                    .metas
                    .iter()
                    .filter(|m| m.0 == *name)
                    .flat_map(|m| self.byline.names(&m.1))
                    .collect();
                if !names.is_empty() {
                    break;
                }
            }
        }
        if names.is_empty() {
            names = shown.iter().flat_map(|s| self.byline.names(s)).collect();
        }
        let mut seen: Vec<String> = Vec::new();
        for name in names {
            if !seen.iter().any(|s| s.eq_ignore_ascii_case(&name)) {
                seen.push(name);
            }
        }
        seen.truncate(12);
        seen
    }
}

#[cfg(test)]
mod tests;
