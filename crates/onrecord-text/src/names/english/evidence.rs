//! Whether a name is a person's or a body's: what its own letters, its titles and the words beside it show, summed up
//! over the page, so that one name is of one kind.
//! What does not live here: where names begin and end (`whole`).

use std::collections::BTreeMap;

use super::{Rules, capital, core, covered, holds, title_case};
use crate::document::TokenKind;
use crate::names::candidate::Candidate;
use crate::{Document, NameKind};

/// What speaks for a person and for a body.
#[derive(Clone, Copy, Default)]
struct Weight {
    person: u32,
    body: u32,
}

impl Rules {
    pub(super) fn kinds(&self, document: &Document<'_>, candidates: &mut [Candidate]) {
        let text = document.text;
        let mut weights: BTreeMap<&str, Weight> = BTreeMap::new();
        for c in candidates.iter() {
            if c.entity.is_none() && matches!(c.kind, NameKind::Person | NameKind::Org | NameKind::Product) {
                let sum = weights.entry(c.span.of(text)).or_default();
                let seen = self.weigh(document, c);
                sum.person += seen.person;
                sum.body += seen.body;
            }
        }
        // A family name alone stands for the person that the page names in full.
        let mut families: Vec<&str> = weights
            .iter()
            .filter(|(name, w)| name.contains(' ') && w.person > w.body)
            .filter_map(|(name, _)| name.rsplit(' ').next())
            .collect();
        families.sort_unstable();
        // What is of two kinds on one page is of the one that it is more often.
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for c in candidates.iter().filter(|c| c.entity.is_none()) {
            let count = counts.entry(c.span.of(text)).or_default();
            match c.kind {
                NameKind::Person => count.0 += 1,
                NameKind::Org => count.1 += 1,
                _ => {}
            }
        }
        for c in candidates.iter_mut().filter(|c| c.entity.is_none()) {
            let name = c.span.of(text);
            let Some(w) = weights.get_mut(name) else { continue };
            if w.person == w.body
                && let Some((people, bodies)) = counts.get(name)
                && *people > 0
                && *bodies > 0
            {
                if bodies > people {
                    w.body += 1;
                } else if people > bodies {
                    w.person += 2;
                }
            }
            let w = *w;
            match c.kind {
                NameKind::Person
                    if w.body > w.person
                        && (name.contains(' ') || families.binary_search(&name).is_err()) =>
                {
                    c.kind = NameKind::Org;
                }
                NameKind::Org if w.person > w.body + 1 && families.binary_search(&name).is_ok() => {
                    c.kind = NameKind::Person;
                }
                // "The chief executive Lena Orme": what only a person has outweighs a guess.
                NameKind::Org
                    if w.person > w.body + 2 && name.contains(' ') && !self.is_headed_as_body(name) =>
                {
                    c.kind = NameKind::Person;
                }
                _ => {}
            }
        }
    }

    /// True if a name's last word names a body: "Foods", "Inc".
    fn is_headed_as_body(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        [
            &self.org_heads,
            &self.legal_forms,
            &self.authority_heads,
            &self.facility_heads,
            &self.place_heads,
        ]
        .iter()
        .any(|list| holds(list, &last))
    }

    /// True for a word that is taken for a person and is none: a title or a plural alone, words with a number.
    pub(super) fn no_person(&self, document: &Document<'_>, candidate: &Candidate) -> bool {
        if candidate.kind != NameKind::Person || candidate.entity.is_some() {
            return false;
        }
        let name = candidate.span.of(document.text);
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        let (first, _) = covered(document, candidate.span);
        if name.contains(' ') {
            // "Woman Killed in Crash"
            let sentence = document.sentence_at(candidate.span.start());
            return sentence.is_some_and(|s| title_case(document, &document.sentences[s]))
                && holds(
                    &self.persons,
                    &core(document.text, &document.tokens[first]).0.to_lowercase(),
                );
        }
        let lower = name.to_ascii_lowercase();
        let before = first
            .checked_sub(1)
            .map_or("", |i| core(document.text, &document.tokens[i]).0);
        // "the Democrats", "300 Indians"
        let many = name.ends_with('s')
            && (matches!(
                before,
                "the" | "The" | "some" | "many" | "most" | "all" | "other" | "these" | "those"
            ) || before.ends_with(|c: char| c.is_ascii_digit()));
        // "VPNs"
        let initials = name.strip_suffix('s').unwrap_or("");
        let plural =
            initials.len() > 1 && initials.len() <= 5 && initials.chars().all(|c| c.is_ascii_uppercase());
        many || plural || holds(&self.titles, &lower) || holds(&self.openers, &lower)
    }

    fn weigh(&self, document: &Document<'_>, candidate: &Candidate) -> Weight {
        let text = document.text;
        let (first, end) = covered(document, candidate.span);
        let mut w = Weight::default();
        let name = candidate.span.of(text);
        let word = |i: usize| document.tokens.get(i).map_or("", |t| core(text, t).0);
        let lower = |i: usize| word(i).to_ascii_lowercase();
        let within = document
            .sentence_at(candidate.span.start())
            .map(|s| (document.sentences[s].first_token, document.sentences[s].end_token));
        let Some((opens, closes)) = within else { return w };
        // Its own letters.
        if name.split(' ').any(|word| camel(word, &self.family_heads)) {
            w.body += 3;
        }
        if !name.contains(' ')
            && name.len() <= 5
            && name.len() > 1
            && name.chars().all(|c| c.is_ascii_uppercase() || c == '&')
        {
            w.body += 3;
        }
        if name.contains("'s ") || name.contains("’s ") {
            w.body += 3;
        }
        if name.chars().any(|c| c.is_ascii_digit()) {
            w.body += 2;
        }
        if holds(&self.given, &lower(first)) && name.contains(' ') {
            w.person += 4;
        } else if holds(&self.given, &lower(first)) {
            w.person += 2;
        }
        if name.contains(' ') && holds(&self.family, &lower(end.saturating_sub(1))) {
            w.person += 2;
        }
        // An initial: "Dana R. Holt".
        if name.contains(' ') && name.split(' ').any(|p| p.len() == 2 && p.ends_with('.')) {
            w.person += 2;
        }
        // The word before.
        if first > opens {
            let before = lower(first - 1);
            let before = before.trim_end_matches('.');
            let title = document.tokens[first - 1].kind == TokenKind::Mark && first > opens + 1;
            let before = if title && word(first - 1) == "." {
                lower(first - 2)
            } else {
                before.to_owned()
            };
            if holds(&self.titles, &before) {
                w.person += 3;
            } else if holds(&self.org_before, &before) {
                w.body += 1;
            }
            if matches!(before.as_str(), "a" | "an") {
                w.body += 1;
            }
        }
        // The words behind.
        let possessive = document
            .tokens
            .get(end.saturating_sub(1))
            .is_some_and(|t| core(text, t).1);
        if end < closes {
            let next = lower(end);
            let passive = |at: usize| matches!(lower(at).as_str(), "was" | "were" | "been" | "is" | "being");
            let gets_post = first > opens + 1
                && holds(&self.naming, &lower(first - 1))
                && !passive(first - 2)
                && (holds(&self.titles, &next) || next == "chief");
            if gets_post && !possessive {
                w.person += 3;
            } else if holds(&self.org_nouns, &next) && !capital(word(end)) && (possessive || next != "chief")
            {
                w.body += if possessive { 1 } else { 2 };
            }
            if !possessive && holds(&self.org_verbs, &next) {
                w.body += 1;
            }
            if next == "," && end + 1 < closes {
                let after = lower(end + 1);
                let digits =
                    !after.is_empty() && after.len() <= 2 && after.chars().all(|c| c.is_ascii_digit());
                if digits || after == "who" || after == "whose" || holds(&self.titles, &after) {
                    w.person += 3;
                } else if after == "which" || holds(&self.comma_forms, &after) {
                    w.body += 3;
                }
            }
            if matches!(next.as_str(), "himself" | "herself") || next == "who" {
                w.person += 3;
            }
            if next == "-" && end + 1 < closes && holds(&self.body_participles, &lower(end + 1)) {
                w.body += 2;
            }
        }
        if name.ends_with("-owned") || name.ends_with("-based") {
            w.body += 2;
        }
        w
    }
}

/// A capital inside a word, as firms write themselves: "FernTide"; not as families do: "McRae", "DeLane".
fn camel(word: &str, heads: &[String]) -> bool {
    let rest = heads
        .iter()
        .filter(|h| word.starts_with(h.as_str()))
        .map(|h| h.len())
        .max()
        .map_or(word, |len| &word[len..]);
    let mut small = false;
    for (index, c) in rest.char_indices() {
        if c.is_uppercase() && small && index > 0 {
            return true;
        }
        small = c.is_lowercase();
        if c == '-' || c == '\'' || c == '’' {
            small = false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::camel;

    #[test]
    fn capitals_inside_show_a_firm() {
        let heads = ["Mc", "De", "O'"].map(str::to_owned);
        let camel = |word: &str| camel(word, &heads);
        assert!(camel("FernTide") && camel("OstrelBank"));
        assert!(
            !camel("McRae") && !camel("DeLane") && !camel("Anne-Marie") && !camel("O'Dell") && !camel("NATO")
        );
    }
}
