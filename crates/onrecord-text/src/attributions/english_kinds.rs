//! The kind of an English source by its words.
//! What does not live here: antecedents and asides (see `speakers`).

use super::english_roles::Role;
use super::speaker_kinds::{Described, Person, SpeakerWords};
use crate::{NameKind, SpeakerKind};

/// "The 56-year-old": whoever was named before.
fn is_epithet(source: &str) -> bool {
    source
        .strip_prefix("The ")
        .or_else(|| source.strip_prefix("the "))
        .and_then(|age| age.strip_suffix("-year-old"))
        .is_some_and(|age| !age.is_empty() && age.bytes().all(|b| b.is_ascii_digit()))
}

impl SpeakerWords {
    pub(super) fn english(&self, source: &str, mention: Option<(&str, NameKind)>) -> Described {
        let trimmed = source.trim().trim_end_matches(['.', ',']);
        let bare =
            trimmed.split_once(['\'', '’']).map_or(
                trimmed,
                |(stem, rest)| if rest.len() < 3 { stem } else { trimmed },
            );
        let person = match self.person(bare) {
            Person::Other if is_epithet(bare) => Person::Single,
            person => person,
        };
        let mut described = Described::of(trimmed, person);
        if person != Person::Other && (!bare.contains(' ') || person == Person::Single) || trimmed.len() < 2 {
            return described;
        }
        let (amount, trimmed) = self.amount_of(trimmed);
        let words: Vec<&str> = trimmed
            .split(|c: char| c.is_whitespace() || c == '/')
            .map(|w| w.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | '(' | ')')))
            .filter(|w| !w.is_empty())
            .collect();
        // The head stands before "of", "for", "who" …; an affiliation behind it.
        let stop = trimmed
            .split_whitespace()
            .enumerate()
            .skip(1)
            .find(|(i, w)| {
                matches!(
                    *w,
                    "of" | "for"
                        | "at"
                        | "from"
                        | "in"
                        | "who"
                        | "which"
                        | "that"
                        | "with"
                        | "on"
                        | "by"
                        | "to"
                        | "familiar"
                        | "close"
                        | "briefed"
                        | "such"
                        | "including"
                        | "whose"
                        | "under"
                        | "among"
                        | "seen"
                        | "shown"
                ) || w.len() > 4
                    && (w.ends_with("ed") || w.ends_with("ing"))
                    && !w.starts_with(char::is_uppercase)
                    && !["plain", "paper-heads", "record-heads", "anonymous-heads"]
                        .iter()
                        .any(|l| self.holds(l, w))
                    || *w == "made"
                    || i > &0
                        && trimmed
                            .split_whitespace()
                            .nth(i - 1)
                            .is_some_and(|p| p.ends_with(','))
            })
            .map_or(words.len(), |(i, _)| i.min(words.len()));
        let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
        let stem = |w: &str| {
            w.trim_end_matches("'s")
                .trim_end_matches("’s")
                .to_ascii_lowercase()
        };
        // "University of Hull rugby president Ann Lee": all before the title leads up to the name.
        let title = words.iter().rposition(|w| {
            !capital(w) && (self.holds("titles", &stem(w)) || self.holds("authority-titles", &stem(w)))
        });
        let stop = match title {
            Some(t) if t + 1 < words.len() && words[t + 1..].iter().all(|w| capital(w)) => words.len(),
            _ => stop,
        };
        let head = &words[..stop];
        let Some(last) = head.last().copied() else {
            return described;
        };
        let last_word = stem(last);
        described.plural = last_word.ends_with('s') && !last_word.ends_with("ss");
        described.count = amount.or_else(|| self.count(head));
        described.plural |= described.count.is_some_and(|n| n > 1)
            || matches!(
                last_word.as_str(),
                "family" | "couple" | "crew" | "staff" | "police" | "people"
            );
        let common = |w: &str| self.common.binary_search(&stem(w)).is_ok();
        let outlet = words
            .iter()
            .any(|w| self.holds("outlets", w.trim_end_matches("'s")))
            || self
                .list("outlets")
                .iter()
                .any(|o| o.contains(' ') && trimmed.contains(o.as_str()));
        let authority_word = |ws: &[&str]| {
            ws.iter().any(|w| {
                self.holds("authority-names", &stem(w))
                    || self.holds("authority-heads", &stem(w)) && capital(w)
            })
        };
        let kind_of_mention = mention.map(|m| m.1);
        let person_last = matches!(mention, Some((words, NameKind::Person)) if words.ends_with(last));
        // A proper name as head: all of a name has capitals.
        if capital(last)
            && (person_last
                || !common(last)
                || head.iter().filter(|w| capital(w)).count() > 1
                    && !self.holds("anonymous-heads", &last_word))
        {
            let run = head.iter().rposition(|w| {
                !capital(w) && !matches!(*w, "of" | "de" | "van" | "von" | "al" | "bin" | "&" | "the")
            });
            let mut start = run.map_or(0, |r| r + 1);
            // "Environment Minister John Baird": the name begins behind the last title.
            let owner = |w: &str| w.ends_with("'s") || w.ends_with("’s");
            if let Some(title) = head[start..head.len() - 1].iter().rposition(|w| {
                !owner(w)
                    && (self.holds("titles", w)
                        || self.holds("authority-titles", w)
                        || self.holds("anonymous-heads", w))
            }) {
                start += title + 1;
            }
            let agency = self
                .list("authority-names")
                .iter()
                .any(|a| a.contains(' ') && trimmed.to_ascii_lowercase().contains(a.as_str()));
            let titled = agency
                || words
                    .first()
                    .is_some_and(|w| self.holds("authority-titles", &stem(w)))
                    && !head[..start].iter().any(|w| capital(w) && !common(w))
                || head[..start]
                    .iter()
                    .any(|w| self.holds("authority-titles", &stem(w)));
            // The president of an association has no power to decide the matter.
            let titled =
                titled && (agency || !head[..start].iter().any(|w| self.holds("org-words", &stem(w))));
            while start + 1 < head.len()
                && matches!(
                    head[start],
                    "The" | "the" | "A" | "An" | "Mr" | "Mr." | "Mrs" | "Mrs." | "Ms" | "Ms." | "Dr" | "Dr."
                )
            {
                start += 1;
            }
            let name_words = &head[start..];
            let mut name = name_words
                .join(" ")
                .trim_end_matches("'s")
                .trim_end_matches("’s")
                .to_owned();
            // "Ministry of Commerce": the rest of the name.
            if words.get(stop) == Some(&"of")
                && words.get(stop + 1).is_some_and(|w| capital(w))
                && authority_word(name_words)
            {
                let end = words[stop + 1..]
                    .iter()
                    .position(|w| !capital(w) && *w != "and")
                    .map_or(words.len(), |p| stop + 1 + p);
                name = format!("{name} {}", words[stop..end].join(" "));
            }
            let last_outlet = self.holds("outlet-words", &stem(name_words.last().copied().unwrap_or(last)))
                && (name_words.len() > 1 || start > 0);
            described.kind = match kind_of_mention {
                Some(NameKind::Outlet) => SpeakerKind::Outlet,
                Some(NameKind::Authority) if mention.is_some_and(|m| name.contains(m.0)) => {
                    SpeakerKind::Authority
                }
                Some(NameKind::Document) => SpeakerKind::Record,
                _ if outlet && !titled && self.list("outlets").iter().any(|o| name.contains(o.as_str())) => {
                    SpeakerKind::Outlet
                }
                _ if last_outlet || name.ends_with(".com") => SpeakerKind::Outlet,
                _ if titled || authority_word(name_words) => SpeakerKind::Authority,
                _ => SpeakerKind::Named,
            };
            described.name = Some(name);
            described.count = None;
            if start == 0 && stop == words.len() {
                described.description = None;
            }
            described.plural = false;
            return described;
        }
        // A common noun as head.
        let all_authority = authority_word(&words)
            || self.body_in(trimmed)
            || words.iter().any(|w| self.holds("authority-heads", &stem(w)));
        let last_two = format!(
            "{} {last_word}",
            head.len().checked_sub(2).map_or("", |p| head[p])
        );
        let is = |list: &str| self.holds(list, &last_word) || self.holds(list, &last_two);
        let staff = self.staff_of(head, &last_word, described.count.is_some(), &words[stop..]);
        let of_name = (is("anonymous-heads") && described.count.is_none())
            .then(|| words.get(stop..))
            .flatten()
            .filter(|rest| {
                rest.first().is_some_and(|w| matches!(*w, "at" | "from" | "of"))
                    && rest
                        .get(1..)
                        .is_some_and(|r| r.iter().any(|w| capital(w) && !common(w)))
            });
        let anonymity = words.iter().any(|w| {
            matches!(
                w.to_ascii_lowercase().as_str(),
                "familiar"
                    | "anonymity"
                    | "briefed"
                    | "unnamed"
                    | "anonymous"
                    | "who"
                    | "knowledge"
                    | "close"
            )
        });
        // "Documents seen by the Herald": the paper shows what it has not written.
        let shown = (is("paper-heads") || is("record-heads"))
            && words.get(stop + 1).is_some_and(|w| matches!(*w, "by" | "to"));
        // "The president of the growers' union": by what the head belongs to.
        let possessed = head.iter().any(|w| {
            matches!(w.to_ascii_lowercase().as_str(), "his" | "her" | "their" | "its")
                || w.ends_with("'s")
                || w.ends_with("’s")
        });
        let belongs = stop < words.len() || head.len() > 2 || possessed;
        let role = (belongs
            && described.count.is_none_or(|n| n == 1)
            && !described.plural
            && !is("anonymous-heads")
            && (is("role-heads") || is("authority-titles")))
        .then(|| self.role_of(trimmed))
        .flatten();
        let outlet_report = is("media-heads").then(|| self.outlet_before(head)).flatten();
        described.kind = if let Some(kind) = staff.filter(|_| !anonymity) {
            kind
        } else if let Some(role) = &role {
            match role {
                Role::Power => SpeakerKind::Authority,
                Role::Voice(_) => SpeakerKind::Party,
                Role::Expert => SpeakerKind::Named,
            }
        } else if outlet_report.is_some() {
            SpeakerKind::Outlet
        } else if possessed
            && matches!(
                last_word.as_str(),
                "family" | "parents" | "widow" | "agent" | "publicist"
            )
        {
            // Who belongs to the one whom the matter is about.
            SpeakerKind::Party
        } else if of_name.is_some() && !anonymity {
            // "Analysts at the bank Ely": the organisation has a name.
            SpeakerKind::Named
        } else if outlet && !is("anonymous-heads") && !shown
            || last_word == "media" && words.iter().any(|w| w.eq_ignore_ascii_case("state"))
            || matches!(last_word.as_str(), "reporter" | "correspondent")
                && words.first().is_some_and(|w| w.eq_ignore_ascii_case("our"))
        {
            SpeakerKind::Outlet
        } else if is("picture-heads") {
            // Footage says nothing: the page tells what it shows.
            SpeakerKind::Own
        } else if is("rumour-heads") {
            SpeakerKind::Unattributed
        } else if is("public-heads")
            || self
                .list("public-heads")
                .iter()
                .any(|p| p.contains(' ') && trimmed.to_ascii_lowercase().contains(p.as_str()))
        {
            SpeakerKind::Public
        } else if is("media-heads") && !self.holds("record-heads", &last_two)
            || last_word == "agency"
                && words
                    .iter()
                    .any(|w| matches!(stem(w).as_str(), "news" | "foreign" | "press" | "wire"))
        {
            // "a report by the audit office": whoever wrote it speaks.
            let signed = [" by ", " from "].iter().any(|by| trimmed.contains(by));
            match kind_of_mention {
                Some(NameKind::Outlet) => SpeakerKind::Outlet,
                Some(NameKind::Authority) if signed => SpeakerKind::Authority,
                Some(NameKind::Org | NameKind::Person) if signed => SpeakerKind::Named,
                _ => SpeakerKind::UnnamedMedia,
            }
        } else if is("record-heads")
            && !(matches!(last_word.as_str(), "results" | "data" | "figures") && self.is_study(trimmed))
        {
            SpeakerKind::Record
        } else if is("voice-heads") {
            if all_authority {
                SpeakerKind::Authority
            } else {
                SpeakerKind::Party
            }
        } else if is("authority-heads")
            || all_authority
                && (is("titles")
                    || is("authority-titles")
                    || matches!(
                        last_word.as_str(),
                        "office" | "service" | "unit" | "force" | "team"
                    ))
        {
            SpeakerKind::Authority
        } else if is("company-heads") {
            SpeakerKind::Party
        } else if matches!(last_word.as_str(), "post" | "posts" | "posting" | "postings")
            && kind_of_mention != Some(NameKind::Person)
        {
            // "A post on the company's blog": the company speaks.
            if words.iter().any(|w| self.holds("company-heads", &stem(w))) {
                SpeakerKind::Party
            } else {
                SpeakerKind::Public
            }
        } else if matches!(last_word.as_str(), "website" | "site")
            && head.len() > 1
            && !described.plural
            && amount.is_none()
            && head.first().is_some_and(|w| !matches!(*w, "a" | "A"))
        {
            // "The group's website": the group says it.
            SpeakerKind::Party
        } else if is("paper-heads") || is("record-heads") {
            SpeakerKind::Named
        } else if is("anonymous-heads") || described.count.is_some() || described.plural {
            SpeakerKind::Anonymous
        } else {
            SpeakerKind::Named
        };
        if described.kind != SpeakerKind::Anonymous {
            described.count = None;
        }
        if (matches!(
            described.kind,
            SpeakerKind::Party | SpeakerKind::Outlet | SpeakerKind::Authority
        ) || described.kind == SpeakerKind::Named && of_name.is_some())
            && role.is_none()
            && let Some((name, _)) = mention.filter(|m| m.1 != NameKind::Place)
        {
            described.name = Some(name.to_owned());
        }
        if described.kind == SpeakerKind::Named
            && described.name.is_none()
            && let Some(rest) = of_name
        {
            let name: Vec<&str> = rest.iter().copied().filter(|w| capital(w)).collect();
            described.name = Some(name.join(" "));
        }
        if let Some(outlet) = outlet_report {
            described.name = Some(outlet);
        }
        described
    }

    /// The outlet whose report it is: "a new Selby Post report".
    fn outlet_before(&self, head: &[&str]) -> Option<String> {
        let names = &head[..head.len() - 1];
        let start = names
            .iter()
            .rposition(|w| !w.starts_with(char::is_uppercase))
            .map_or(0, |p| p + 1);
        let name = &names[start..];
        let last = name.last()?.trim_end_matches("'s").trim_end_matches("’s");
        (name.len() > 1 && self.holds("outlet-words", last)).then(|| {
            let name = name.join(" ");
            name.trim_end_matches("'s").trim_end_matches("’s").to_owned()
        })
    }

    /// The class of staff that speak for a body without names: "ministry officials", "company executives". One of two or
    /// three, or an official of no body, is nobody's spokesman.
    fn staff_of(&self, head: &[&str], last: &str, counted: bool, rest: &[&str]) -> Option<SpeakerKind> {
        let staff = matches!(
            last,
            "officials"
                | "executives"
                | "representatives"
                | "leaders"
                | "bosses"
                | "lawyers"
                | "attorneys"
                | "official"
        );
        if !staff || counted {
            return None;
        }
        let stem = |w: &str| w.trim_end_matches("'s").trim_end_matches("’s").to_owned();
        let before = &head[..head.len() - 1];
        if before
            .iter()
            .any(|w| matches!(w.to_ascii_lowercase().as_str(), "his" | "her" | "their" | "its"))
        {
            return Some(SpeakerKind::Party);
        }
        let owner = before.iter().chain(rest.iter().skip(1)).copied().filter(|w| {
            !self.holds("plain", w) || self.holds("power-words", w) || self.holds("company-heads", w)
        });
        for word in owner {
            let word = stem(word);
            if self.holds("nationalities", &word)
                || self.holds("power-words", &word)
                || self.holds("authority-names", &word)
                || self.holds("authority-heads", &word)
            {
                return Some(SpeakerKind::Authority);
            }
            if self.holds("advocate-words", &word) {
                return Some(SpeakerKind::Named);
            }
            if self.holds("company-heads", &word)
                || word.starts_with(char::is_uppercase) && !self.holds("titles", &word)
            {
                return Some(SpeakerKind::Party);
            }
        }
        None
    }

    /// "A group of residents", "two of the officials": how many, and of whom.
    fn amount_of<'t>(&self, source: &'t str) -> (Option<u32>, &'t str) {
        let Some((amount, rest)) = source.split_once(" of ") else {
            return (None, source);
        };
        let words: Vec<&str> = amount.split_whitespace().collect();
        let counted = |w: &str| self.holds("amounts", w) || self.number(w).is_some();
        if !words.iter().all(|w| counted(w)) || words.iter().all(|w| matches!(*w, "the" | "The" | "a" | "A"))
        {
            return (None, source);
        }
        (self.count(&words), rest)
    }

    /// The number that words begin with; "a" counts only where no other number stands.
    fn count(&self, words: &[&str]) -> Option<u32> {
        let article = |w: &&&str| matches!(**w, "a" | "A" | "an" | "An");
        let numbers = || words.iter().filter(|w| !article(w)).find_map(|w| self.number(w));
        let vague = words.iter().any(|w| self.holds("vague-amounts", w));
        numbers().or_else(|| (!vague && words.iter().any(|w| article(&w))).then_some(1))
    }

    fn number(&self, word: &str) -> Option<u32> {
        if let Ok(n) = word.parse() {
            return (n < 10_000).then_some(n);
        }
        self.list("numbers").iter().find_map(|row| {
            let (name, value) = row.split_once('=')?;
            name.eq_ignore_ascii_case(word).then(|| value.parse().ok())?
        })
    }
}
