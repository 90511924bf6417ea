//! Search over the text of pages and the words of claims: all words must occur, Chinese ones anywhere, others at the
//! beginning of a word, in either case.
//!
//! Every page is looked at: the answer is as complete as the ledger, at a cost that grows with it.
//! What does not live here: what is shown of a hit.

use std::cmp::Reverse;

use jiff::civil::Date;
use onrecord_case::keys::begins_a_word;
use onrecord_ledger::LedgerError;
use onrecord_model::{ReadPage, Span};

use crate::library::Library;

/// A page that holds all the words.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The page.
    pub page: ReadPage,
    /// Indices of the claims whose own words, names or speakers hold all the words.
    pub claims: Vec<usize>,
    /// Where the first of the words stands in the article's text; `None` if it stands in its title, outlet or address.
    pub place: Option<Span>,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The best hits: a title that holds the words goes before claims that do, those before text; of equals the
    /// later published goes first.
    pub hits: Vec<Hit>,
    /// How many pages hold the words in all.
    pub found: usize,
}

/// How well a page answers, best first.
type Rank = (Reverse<bool>, Reverse<bool>, Reverse<Option<Date>>, String);

impl Library {
    /// The best `limit` pages that hold all the words. Without words none is found.
    pub fn search(&self, words: &[String], limit: usize) -> Result<Hits, LedgerError> {
        let words: Vec<String> = words
            .iter()
            .flat_map(|w| w.split_whitespace())
            .map(str::to_lowercase)
            .collect();
        let mut best: Vec<(Rank, Hit)> = Vec::new();
        let mut found = 0;
        if words.is_empty() {
            return Ok(Hits::default());
        }
        self.ledger.each_page(|page| {
            if let Some(hit) = hit(page.read, &words) {
                found += 1;
                let rank = rank(&hit, &words);
                let at = best.partition_point(|(r, _)| *r <= rank);
                if at < limit {
                    best.insert(at, (rank, hit));
                    best.truncate(limit);
                }
            }
        })?;
        Ok(Hits {
            hits: best.into_iter().map(|(_, hit)| hit).collect(),
            found,
        })
    }
}

fn holds(text: &str, words: &[String]) -> bool {
    words.iter().all(|w| begins_a_word(text, w))
}

fn hit(page: ReadPage, words: &[String]) -> Option<Hit> {
    let article = &page.article;
    let text = article.text.as_str();
    let lower = text.to_lowercase();
    let mut around = String::new();
    let named = [&article.title, &article.outlet, &page.page.url];
    for part in named.into_iter().flatten().chain(&article.authors) {
        around.push_str(&part.to_lowercase());
        around.push('\n');
    }
    if !words
        .iter()
        .all(|w| begins_a_word(&lower, w) || begins_a_word(&around, w))
    {
        return None;
    }
    let claims = page.reading.claims.iter().enumerate().filter(|(_, claim)| {
        let mut said = page.words(claim).to_owned();
        let participants = claim.subject.iter().chain(&claim.object);
        for name in participants
            .map(|p| Some(&p.name))
            .chain(claim.chain.iter().map(|s| s.name.as_ref()))
            .flatten()
        {
            said.push('\n');
            said.push_str(name);
        }
        holds(&said.to_lowercase(), words)
    });
    let claims = claims.map(|(place, _)| place).collect();
    let place = first_place(text, words);
    Some(Hit { claims, place, page })
}

/// Where the first of the words stands in the text as it is: case may change how many bytes a letter takes.
fn first_place(text: &str, words: &[String]) -> Option<Span> {
    text.char_indices().find_map(|(at, _)| {
        let len = words.iter().find_map(|w| begins_with(&text[at..], w))?;
        let before = text[..at].chars().next_back();
        let inside = before.is_some_and(|c| c.is_alphanumeric() && !is_ideograph(c));
        let word = text[at..].chars().next().is_some_and(is_ideograph);
        (word || !inside).then(|| Span::new(at, at + len))
    })
}

/// How many bytes of `text` are the lower-case word, if it begins with it.
fn begins_with(text: &str, word: &str) -> Option<usize> {
    let mut rest = word;
    for (at, c) in text.char_indices() {
        if rest.is_empty() {
            return Some(at);
        }
        let lower: String = c.to_lowercase().collect();
        rest = rest.strip_prefix(lower.as_str())?;
    }
    rest.is_empty().then_some(text.len())
}

fn is_ideograph(c: char) -> bool {
    onrecord_model::language::is_han(c)
}

fn rank(hit: &Hit, words: &[String]) -> Rank {
    let article = &hit.page.article;
    let title = article.title.as_deref().unwrap_or_default().to_lowercase();
    let published = article.published.as_ref();
    (
        Reverse(holds(&title, words)),
        Reverse(!hit.claims.is_empty()),
        Reverse(published.and_then(|p| p.date.or(p.earliest).or(p.latest))),
        hit.page.page.source.clone(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_where_it_begins_in_either_case() {
        let place =
            |text: &str, word: &str| first_place(text, &[word.to_owned()]).map(|s| s.of(text).to_owned());
        assert_eq!(place("The Marten port", "mar").as_deref(), Some("Mar"));
        assert_eq!(place("Smart ports", "art"), None);
        assert_eq!(place("新桥渔业停航", "渔业").as_deref(), Some("渔业"));
        // İ takes two bytes, its lower case three: the place is that of the text.
        assert_eq!(place("İİ Kolb", "kolb").as_deref(), Some("Kolb"));
    }
}
