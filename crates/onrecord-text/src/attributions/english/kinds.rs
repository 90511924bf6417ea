//! The kind of an English source by its words.
//! What does not live here: antecedents and asides (see `speakers`).

use super::roles::Role;
use crate::attributions::speaker_kinds::{Described, Person, SpeakerWords};
use crate::{NameKind, SpeakerKind};

/// "The 56-year-old": whoever was named before.
fn is_epithet(source: &str) -> bool {
    source
        .strip_prefix("The ")
        .or_else(|| source.strip_prefix("the "))
        .and_then(|age| age.strip_suffix("-year-old"))
        .is_some_and(|age| !age.is_empty() && age.bytes().all(|b| b.is_ascii_digit()))
}

/// A source cut into words, with the head that stands before "of", "for", "who" …
struct Source<'s> {
    /// Its words without what counts them.
    text: &'s str,
    words: Vec<&'s str>,
    /// One past the head, as an index of `words`.
    stop: usize,
    /// The last word of the head, and how a list has it.
    last: &'s str,
    stem: String,
    /// How many "a group of", "two of" say.
    amount: Option<u32>,
    /// The name that stands in it.
    mention: Option<(&'s str, NameKind)>,
    /// It holds the name of an outlet.
    outlet: bool,
}

impl<'s> Source<'s> {
    fn head(&self) -> &[&'s str] {
        &self.words[..self.stop]
    }
}

/// A word as a list has it: small letters, no possessive.
fn stem(word: &str) -> String {
    owner_of(word).to_ascii_lowercase()
}

/// A word without its possessive.
fn owner_of(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches("’s")
}

fn is_owner(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

impl SpeakerWords {
    pub(in crate::attributions) fn english(
        &self,
        source: &str,
        mention: Option<(&str, NameKind)>,
    ) -> Described {
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
        let Some(source) = self.source_of(trimmed, mention) else {
            return described;
        };
        described.plural = source.stem.ends_with('s') && !source.stem.ends_with("ss");
        described.count = source.amount.or_else(|| self.count(source.head()));
        described.plural |= described.count.is_some_and(|n| n > 1) || self.holds("group-heads", &source.stem);
        if self.is_name(&source) {
            self.name(&source, described)
        } else {
            self.noun(&source, described)
        }
    }

    /// The words of a source and where its head ends; nothing where it has no head.
    fn source_of<'s>(&self, source: &'s str, mention: Option<(&'s str, NameKind)>) -> Option<Source<'s>> {
        let (amount, text) = self.amount_of(source);
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || c == '/')
            .map(|w| w.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | '(' | ')')))
            .filter(|w| !w.is_empty())
            .collect();
        // "University of Hull rugby president Ann Lee": all before the title leads up to the name.
        let title = words.iter().rposition(|w| {
            !capital(w) && (self.holds("titles", &stem(w)) || self.holds("authority-titles", &stem(w)))
        });
        let stop = match title {
            Some(t) if t + 1 < words.len() && words[t + 1..].iter().all(|w| capital(w)) => words.len(),
            _ => self.head_end(text).map_or(words.len(), |i| i.min(words.len())),
        };
        let last = *words[..stop].last()?;
        let outlet = words
            .iter()
            .any(|w| self.holds("outlets", w.trim_end_matches("'s")))
            || self
                .list("outlets")
                .iter()
                .any(|o| o.contains(' ') && text.contains(o.as_str()));
        Some(Source {
            text,
            stop,
            last,
            stem: stem(last),
            amount,
            mention,
            outlet,
            words,
        })
    }

    /// The word that ends the head: "of", "who", a participle, what follows a comma.
    fn head_end(&self, text: &str) -> Option<usize> {
        let participle = |w: &str| {
            w.len() > 4
                && (w.ends_with("ed") || w.ends_with("ing"))
                && !capital(w)
                && !["plain", "paper-heads", "record-heads", "anonymous-heads"]
                    .iter()
                    .any(|l| self.holds(l, w))
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let ends = |i: &usize| {
            self.has("head-ends", words[*i]) || participle(words[*i]) || words[i - 1].ends_with(',')
        };
        (1..words.len()).find(ends)
    }

    fn is_common(&self, word: &str) -> bool {
        self.common.binary_search(&stem(word)).is_ok()
    }

    /// True where words name a body with power.
    fn names_authority(&self, words: &[&str]) -> bool {
        words.iter().any(|w| {
            self.holds("authority-names", &stem(w)) || self.holds("authority-heads", &stem(w)) && capital(w)
        })
    }

    /// True for a proper name as head: all of a name has capitals.
    fn is_name(&self, source: &Source<'_>) -> bool {
        let last = source.last;
        let person = matches!(source.mention, Some((words, NameKind::Person)) if words.ends_with(last));
        capital(last)
            && (person
                || !self.is_common(last)
                || source.head().iter().filter(|w| capital(w)).count() > 1
                    && !self.holds("anonymous-heads", &source.stem))
    }

    /// A source with a name as its head.
    fn name(&self, source: &Source<'_>, mut described: Described) -> Described {
        let (words, head, stop) = (&source.words, source.head(), source.stop);
        let run = head
            .iter()
            .rposition(|w| !capital(w) && !self.has("name-joints", w));
        let mut start = run.map_or(0, |r| r + 1);
        // "Environment Minister John Baird": the name begins behind the last title.
        if let Some(title) = head[start..head.len() - 1].iter().rposition(|w| {
            !is_owner(w)
                && (self.holds("titles", w)
                    || self.holds("authority-titles", w)
                    || self.holds("anonymous-heads", w))
        }) {
            start += title + 1;
        }
        let titled = self.is_titled(source, start);
        while start + 1 < head.len() && self.has("honorifics", head[start]) {
            start += 1;
        }
        let name_words = &head[start..];
        let mut name = owner_of(&name_words.join(" ")).to_owned();
        // "Ministry of Commerce": the rest of the name.
        if words.get(stop) == Some(&"of")
            && words.get(stop + 1).is_some_and(|w| capital(w))
            && self.names_authority(name_words)
        {
            let end = words[stop + 1..]
                .iter()
                .position(|w| !capital(w) && *w != "and")
                .map_or(words.len(), |p| stop + 1 + p);
            name = format!("{name} {}", words[stop..end].join(" "));
        }
        let last_outlet = self.holds(
            "outlet-words",
            &stem(name_words.last().copied().unwrap_or(source.last)),
        ) && (name_words.len() > 1 || start > 0);
        described.kind = match source.mention.map(|m| m.1) {
            Some(NameKind::Outlet) => SpeakerKind::Outlet,
            Some(NameKind::Authority) if source.mention.is_some_and(|m| name.contains(m.0)) => {
                SpeakerKind::Authority
            }
            Some(NameKind::Document) => SpeakerKind::Record,
            _ if source.outlet
                && !titled
                && self.list("outlets").iter().any(|o| name.contains(o.as_str())) =>
            {
                SpeakerKind::Outlet
            }
            _ if last_outlet || name.ends_with(".com") => SpeakerKind::Outlet,
            _ if titled || self.names_authority(name_words) => SpeakerKind::Authority,
            _ => SpeakerKind::Named,
        };
        described.name = Some(name);
        described.count = None;
        if start == 0 && stop == words.len() {
            described.description = None;
        }
        described.plural = false;
        described
    }

    /// True where what stands before a name, up to `start`, gives power: a title, an agency.
    fn is_titled(&self, source: &Source<'_>, start: usize) -> bool {
        let before = &source.head()[..start];
        let agency = self
            .list("authority-names")
            .iter()
            .any(|a| a.contains(' ') && source.text.to_ascii_lowercase().contains(a.as_str()));
        let titled = source
            .words
            .first()
            .is_some_and(|w| self.holds("authority-titles", &stem(w)))
            && !before.iter().any(|w| capital(w) && !self.is_common(w))
            || before.iter().any(|w| self.holds("authority-titles", &stem(w)));
        // The president of an association has no power to decide the matter.
        agency || titled && !before.iter().any(|w| self.holds("org-words", &stem(w)))
    }

    /// A source with a common noun as its head.
    fn noun(&self, source: &Source<'_>, mut described: Described) -> Described {
        let (words, head, stop) = (&source.words, source.head(), source.stop);
        let is = |list: &str| self.is_head_of(source, list);
        let staff = self.staff_of(head, &source.stem, described.count.is_some(), &words[stop..]);
        let of_name = (is("anonymous-heads") && described.count.is_none())
            .then(|| words.get(stop..))
            .flatten()
            .filter(|rest| {
                rest.first().is_some_and(|w| self.has("belonging", w))
                    && rest
                        .get(1..)
                        .is_some_and(|r| r.iter().any(|w| capital(w) && !self.is_common(w)))
            });
        let anonymity = words.iter().any(|w| self.holds("anonymity", w));
        // "The president of the growers' union": by what the head belongs to.
        let possessed = head.iter().any(|w| self.holds("owners", w) || is_owner(w));
        let belongs = stop < words.len() || head.len() > 2 || possessed;
        let role = (belongs
            && described.count.is_none_or(|n| n == 1)
            && !described.plural
            && !is("anonymous-heads")
            && (is("role-heads") || is("authority-titles")))
        .then(|| self.role_of(source.text))
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
            && self.holds("kin-heads", &source.stem)
            && !words[stop..].iter().any(|w| capital(w))
        {
            // Who belongs to the one whom the matter is about.
            SpeakerKind::Party
        } else if of_name.is_some() && !anonymity {
            // "Analysts at the bank Ely": the organisation has a name.
            SpeakerKind::Named
        } else {
            self.kind_of_noun(source, &described)
        };
        if described.kind != SpeakerKind::Anonymous {
            described.count = None;
        }
        if (matches!(
            described.kind,
            SpeakerKind::Party | SpeakerKind::Outlet | SpeakerKind::Authority
        ) || described.kind == SpeakerKind::Named && of_name.is_some())
            && role.is_none()
            && let Some((name, _)) = source.mention.filter(|m| m.1 != NameKind::Place)
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

    /// The last two words of the head, as lists have them.
    fn last_two(source: &Source<'_>) -> String {
        let head = source.head();
        format!(
            "{} {}",
            head.len().checked_sub(2).map_or("", |p| head[p]),
            source.stem
        )
    }

    /// True where the head is a word, or two, of `list`.
    fn is_head_of(&self, source: &Source<'_>, list: &str) -> bool {
        self.holds(list, &source.stem) || self.holds(list, &Self::last_two(source))
    }

    /// The kind of a source by its noun alone.
    fn kind_of_noun(&self, source: &Source<'_>, described: &Described) -> SpeakerKind {
        let words = &source.words;
        let is = |list: &str| self.is_head_of(source, list);
        let head_is = |list: &str| self.holds(list, &source.stem);
        // "Documents seen by the Herald": the paper shows what it has not written.
        let shown = (is("paper-heads") || is("record-heads"))
            && words
                .get(source.stop + 1)
                .is_some_and(|w| matches!(*w, "by" | "to"));
        if source.outlet && !is("anonymous-heads") && !shown
            || source.stem == "media" && words.iter().any(|w| w.eq_ignore_ascii_case("state"))
            || head_is("reporters") && words.first().is_some_and(|w| w.eq_ignore_ascii_case("our"))
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
                .any(|p| p.contains(' ') && source.text.to_ascii_lowercase().contains(p.as_str()))
        {
            SpeakerKind::Public
        } else if is("media-heads") && !self.holds("record-heads", &Self::last_two(source))
            || source.stem == "agency" && words.iter().any(|w| self.holds("agency-words", &stem(w)))
        {
            // "a report by the audit office": whoever wrote it speaks.
            let signed = [" by ", " from "].iter().any(|by| source.text.contains(by));
            match source.mention.map(|m| m.1) {
                Some(NameKind::Outlet) => SpeakerKind::Outlet,
                Some(NameKind::Authority) if signed => SpeakerKind::Authority,
                Some(NameKind::Org | NameKind::Person) if signed => SpeakerKind::Named,
                _ => SpeakerKind::UnnamedMedia,
            }
        } else if is("record-heads") && !(head_is("findings") && self.is_study(source.text)) {
            SpeakerKind::Record
        } else {
            self.kind_of_body(source, described)
        }
    }

    /// The kind of a source that is neither media nor a record: whose noun it is, and how many there are.
    fn kind_of_body(&self, source: &Source<'_>, described: &Described) -> SpeakerKind {
        let (words, head) = (&source.words, source.head());
        let is = |list: &str| self.is_head_of(source, list);
        let head_is = |list: &str| self.holds(list, &source.stem);
        let of_authority = self.names_authority(words)
            || self.body_in(source.text)
            || words.iter().any(|w| self.holds("authority-heads", &stem(w)));
        if is("voice-heads") {
            if of_authority {
                SpeakerKind::Authority
            } else {
                SpeakerKind::Party
            }
        } else if is("authority-heads")
            || of_authority && (is("titles") || is("authority-titles") || head_is("body-parts"))
        {
            SpeakerKind::Authority
        } else if is("company-heads") {
            SpeakerKind::Party
        } else if head_is("posts") && source.mention.map(|m| m.1) != Some(NameKind::Person) {
            // "A post on the company's blog": the company speaks.
            if words.iter().any(|w| self.holds("company-heads", &stem(w))) {
                SpeakerKind::Party
            } else {
                SpeakerKind::Public
            }
        } else if head_is("site-heads")
            && head.len() > 1
            && !described.plural
            && source.amount.is_none()
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
        }
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
        if !self.holds("staff-heads", last) || counted {
            return None;
        }
        let before = &head[..head.len() - 1];
        if before.iter().any(|w| self.holds("owners", w)) {
            return Some(SpeakerKind::Party);
        }
        let owner = before.iter().chain(rest.iter().skip(1)).copied().filter(|w| {
            !self.holds("plain", w) || self.holds("power-words", w) || self.holds("company-heads", w)
        });
        for word in owner {
            let word = owner_of(word);
            if self.holds("nationalities", word)
                || self.holds("power-words", word)
                || self.holds("authority-names", word)
                || self.holds("authority-heads", word)
            {
                return Some(SpeakerKind::Authority);
            }
            if self.holds("advocate-words", word) {
                return Some(SpeakerKind::Named);
            }
            if self.holds("company-heads", word) || capital(word) && !self.holds("titles", word) {
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
