//! What an English description says of somebody: "Corvel spokeswoman", "deputy head of the health office", "an analyst at Ely".
//! What does not live here: descriptions in a text (see `page_roles`), and sources as a whole (see `kinds`).

use crate::attributions::speaker_kinds::SpeakerWords;

/// What somebody is by a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::attributions) enum Role {
    /// Holds power, or speaks for a body that does: "police chief", "mayor of Lund".
    Power,
    /// Speaks for, leads or defends an organisation or a person, by the words that name it: "Corvel spokeswoman".
    Voice(String),
    /// Knows or tells something as a third party: "analyst at Ely", "professor".
    Expert,
}

/// True for a word that is capitalised as names are.
fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn stem(word: &str) -> String {
    word.trim_end_matches("'s")
        .trim_end_matches("’s")
        .to_ascii_lowercase()
}

impl SpeakerWords {
    /// What a description says of somebody; `None` where it says nothing of a role.
    pub(in crate::attributions) fn role_of(&self, description: &str) -> Option<Role> {
        let words: Vec<&str> = description
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '“' | '”' | '"'))
            .map(|w| w.trim_end_matches([';', ':']))
            .filter(|w| !w.is_empty())
            .take(24)
            .collect();
        let is = |list: &str, word: &str| self.holds(list, &stem(word));
        // "The late", "former", "ex-": what somebody was gives no power now, but still an interest.
        let once = words.iter().take(4).any(|w| is("once", w));
        // The head stands before "of", "for", "at"; without one it is the last role word.
        let stop = words
            .iter()
            .skip(1)
            .position(|w| self.holds("description-ends", w))
            .map_or(words.len(), |p| p + 1);
        let head = &words[..stop];
        let at = head
            .iter()
            .rposition(|w| is("expert-heads", w) || is("role-heads", w) || is("authority-titles", w))?;
        let title = stem(head[at]);
        // A firm's chief scientist speaks for it.
        let leads = self.holds("professions", &title) && head[..at].iter().any(|w| stem(w) == "chief");
        if self.holds("expert-heads", &title) && !leads {
            return Some(Role::Expert);
        }
        let before: Vec<&str> = head[..at].to_vec();
        let behind: Vec<&str> = words[stop..].to_vec();
        let around = || before.iter().chain(head[at + 1..].iter()).chain(behind.iter());
        // "Office", "health", "national" are parts of companies' names too: there only lower case tells a body.
        // The first word of a sentence has a capital of its own: "Fire officer Ian Cole".
        let opening = words
            .first()
            .copied()
            .filter(|_| words.get(1).is_some_and(|w| !capital(w)));
        let sport = self.holds("sport-titles", &title);
        let opening = opening.filter(|_| !sport);
        let power = |w: &str| {
            is("power-words", w) && (!capital(w) || opening == Some(w) || !is("power-words-in-names", w))
        };
        let body =
            around().any(|w| power(w) || capital(w) && is("authority-names", w)) || self.body_in(description);
        // "The Council on Fair Fares", "the Centre for Tides": whoever is for or on something has no power over it.
        let cause = words.windows(2).any(|pair| {
            capital(pair[0]) && matches!(pair[1], "on" | "for" | "against") && is("cause-heads", pair[0])
        });
        let advocate = cause || around().any(|w| is("advocate-words", w));
        let deputy = before.iter().any(|w| is("deputies", w));
        // A company's or an association's president decides nothing.
        let owned = advocate || around().any(|w| is("org-words", w) || is("company-heads", w));
        let executive = words.iter().any(|w| is("executives", w));
        // "President of Hollin Freight": a name of several words behind a title is rarely a country.
        let named = behind.iter().filter(|w| capital(w)).count();
        let vague = self.holds("vague-titles", &title);
        let firm = title == "representative" || vague && named > 1 && !body;
        let titled =
            self.holds("authority-titles", &title) && !(deputy && !body) && !executive && !owned && !firm;
        if titled && !once {
            return Some(Role::Power);
        }
        if body && !once && !advocate {
            return Some(Role::Power);
        }
        if advocate {
            return Some(Role::Expert);
        }
        (leads || self.holds("role-heads", &title))
            .then(|| self.role_without_power(&title, around().copied()))
    }

    /// What a role makes of somebody, by the words around it that name an organisation.
    fn role_without_power<'w>(&self, title: &str, around: impl Iterator<Item = &'w str>) -> Role {
        let is = |list: &str, word: &str| self.holds(list, &stem(word));
        let organisation: Vec<&str> = around
            .filter(|w| {
                capital(w) && !is("titles", w) && !is("role-heads", w) && !is("plain", w)
                    || is("company-heads", w)
                    || self.holds("owners", w)
            })
            .collect();
        // "Local official Bo Ek", "a senior official": of no firm, so of a body.
        if self.holds("official-titles", title) && organisation.is_empty() {
            return Role::Power;
        }
        // A rank without a firm is the police's or the army's.
        if organisation.is_empty() && self.holds("ranks", title) {
            return Role::Power;
        }
        // "Director Mia Stone": of nothing that the words name.
        if organisation.is_empty() && self.holds("bare-titles", title) {
            return Role::Expert;
        }
        Role::Voice(organisation.join(" "))
    }

    /// True where a body of several words stands in the description: "air force", "district attorney".
    pub(super) fn body_in(&self, description: &str) -> bool {
        let lower = description.to_ascii_lowercase();
        self.list("authority-names").iter().any(|body| {
            body.contains(' ')
                && lower.match_indices(body.as_str()).any(|(at, _)| {
                    let end = at + body.len();
                    let open = lower[..at]
                        .chars()
                        .next_back()
                        .is_none_or(|c| !c.is_alphanumeric());
                    open && lower[end..].chars().next().is_none_or(|c| !c.is_alphanumeric())
                })
        })
    }

    /// True for the name of an organisation that stands beside matters, not in them: a union, a university, a charity.
    pub(in crate::attributions) fn advocates(&self, name: &str) -> bool {
        name.split_whitespace()
            .any(|w| self.holds("advocate-words", &stem(w)))
    }
}
