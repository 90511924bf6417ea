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

use onrecord_model::pack::PackSources;

pub(crate) use address::registrable;
pub(crate) use clues::Clues;
pub(crate) use linked::Linked;
pub(crate) use visible::{credits, of_dump};

/// Word lists about metadata, compiled once.
#[derive(Debug)]
pub(crate) struct Words {
    pub scripts: language::Scripts,
    byline: byline::Words,
    suffixes: Vec<String>,
    agencies: Vec<String>,
    refused_sites: Vec<String>,
    /// 首页: behind the name of a site, where a path through it begins.
    home_ends: Vec<String>,
    /// "Home": where such a path begins, and no name of a site.
    home_names: Vec<String>,
}

impl Words {
    /// Reads the lists of the page stage.
    pub fn compile(sources: &PackSources) -> Words {
        Words {
            scripts: language::Scripts::compile(sources),
            byline: byline::Words::compile(sources),
            suffixes: sources.list("common/page/suffixes").to_vec(),
            agencies: sources.list("common/page/agencies").to_vec(),
            refused_sites: sources.list("common/page/site-refused").to_vec(),
            home_ends: sources.list("common/page/home-ends").to_vec(),
            home_names: sources.list("common/page/home-names").to_vec(),
        }
    }

    /// Names in a byline.
    pub fn names(&self, byline: &str) -> Vec<String> {
        self.byline.names(byline)
    }

    /// Who reports by the story's own words.
    pub fn reporters(&self, story: &str) -> Vec<String> {
        self.byline.reporters(story)
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
            .map(|n| headline::without_motto(n).to_owned())
            .filter(sane)
            .or(publisher.filter(sane));
        let titled = || headline::site_of(clues).filter(|n| !self.refused_sites.contains(&n.to_lowercase()));
        named.or_else(titled).or_else(|| {
            let url = url
                .or(clues.canonical.as_deref())
                .or(clues.meta_of(&["og:url"]))?;
            registrable(url, &self.suffixes)
        })
    }

    /// Bylines: what JSON-LD says, else meta elements, else what the page shows. An outlet that signs its own page, or an
    /// agency that signs alone, is named only where nobody else is.
    pub fn authors(&self, clues: &Clues, shown: &[String], outlet: Option<&str>) -> Vec<String> {
        let linked = clues
            .linked
            .iter()
            .filter(|l| !l.authors.is_empty())
            .max_by_key(|l| l.rank);
        let linked = linked.map(|l| l.authors.iter().map(String::as_str).collect());
        let sources = std::iter::once(linked.unwrap_or_default())
            .chain(METAS.iter().map(|name| clues.metas_of(name)))
            .chain([self.labelled(clues), shown.iter().map(String::as_str).collect()]);
        let mut own = Vec::new();
        for source in sources {
            let names: Vec<String> = source.iter().flat_map(|s| self.byline.names(s)).collect();
            // Behind an outlet's own name or an agency's only what is surely a person's counts for more.
            let agencies = names.iter().all(|n| self.agencies.contains(n));
            let alone = own.is_empty() && !agencies;
            let other = |n: &&String| !signs_for(n, outlet) && (alone || self.byline.is_person(n));
            let people: Vec<String> = names.iter().filter(other).cloned().collect();
            if !people.is_empty() {
                return distinct(people);
            }
            if own.is_empty() {
                own = names;
            }
        }
        distinct(own)
    }

    /// Pairs of meta elements for link previews: "twitter:label1" says of what "twitter:data1" is the value.
    fn labelled<'c>(&self, clues: &'c Clues) -> Vec<&'c str> {
        let pairs = [
            ("twitter:label1", "twitter:data1"),
            ("twitter:label2", "twitter:data2"),
        ];
        let says = |label: &str| clues.meta_of(&[label]).is_some_and(|l| self.byline.opens(l));
        let pair = pairs.iter().find(|(label, _)| says(label));
        pair.map_or(Vec::new(), |(_, data)| clues.metas_of(data))
    }
}

/// Meta elements that name authors, best first.
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
    "citation_author",
    "cxenseparse:author",
    "twitter:misc:written by",
];

/// The names without repetition, in order.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !seen.iter().any(|s| s.eq_ignore_ascii_case(&name)) {
            seen.push(name);
        }
    }
    seen.truncate(12);
    seen
}

/// True where the outlet signs in place of a person: its name, or its name without what follows.
fn signs_for(name: &str, outlet: Option<&str>) -> bool {
    let (name, outlet) = (folded(name), outlet.map(folded).unwrap_or_default());
    name.len() >= 3 && outlet.starts_with(&name)
}

fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// True where a name is the outlet's own.
pub(crate) fn same_name(name: &str, outlet: Option<&str>) -> bool {
    let name = folded(name);
    outlet
        .map(folded)
        .is_some_and(|o| !o.is_empty() && (o.contains(&name) || name.contains(&o)))
}

#[cfg(test)]
mod tests;
