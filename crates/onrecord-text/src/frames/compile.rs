//! From pack rules to frames and operators, with every mistake told.
//! What does not live here: reading TOML (onrecord-packs).

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::{self, PatternKind};
use super::{Frame, Frames, Outcome, Part, Place, Sorts};
use crate::clauses::SmallWords;
use crate::clauses::chinese::Known;
use crate::kinds::Kinds;
use crate::operators::{EventPlace, Operator};
use crate::pack::{Field, PackProblem, PackSources, RuleSource};
use crate::{Dictionary, Language, Modality, WordSet};

const FRAME_FIELDS: &[&str] = &[
    "kind",
    "verbs",
    "nouns",
    "being",
    "again",
    "parts",
    "about",
    "object",
    "done",
    "under_way",
    "to_come",
    "mentioned",
    "after",
    "affirmed",
    "unless",
    "with",
    "money",
    "quantity",
    "simple",
    "own_words",
    "doers",
    "held_by",
    "part",
    "listed",
];
const OPERATOR_FIELDS: &[&str] = &[
    "effect",
    "verbs",
    "nouns",
    "being",
    "event",
    "agent",
    "able",
    "holder",
    "otherwise",
    "kinds",
    "raises",
    "keeps",
    "deed",
    "attributes",
    "part",
];

impl Frames {
    /// Compiles the stages `clauses`, `frames` and `operators` of a language.
    pub fn compile(
        lang: Language,
        sources: &PackSources,
        kinds: &Kinds,
        problems: &mut Vec<PackProblem>,
    ) -> Frames {
        let mut frames = Frames {
            small: SmallWords::compile(lang, sources),
            inflection: crate::inflection::Inflection::compile(lang, sources),
            lang: Some(lang),
            ..Frames::default()
        };
        for list in sources
            .lists
            .iter()
            .filter(|l| l.lang == lang && matches!(l.stage.as_str(), "frames" | "operators" | "clauses"))
        {
            let name = list.name.rsplit('/').next().unwrap_or_default();
            let words = frames.lists.entry(name, WordSet::default);
            words.extend(&list.words);
        }
        for kind in kinds.all() {
            let mut table = BTreeMap::new();
            for (effect, words) in &kind.after {
                match outcome(words) {
                    Ok(o) => {
                        table.insert(effect.clone(), o);
                    }
                    Err(message) => problems.push(PackProblem {
                        file: "kinds".into(),
                        line: 1,
                        message: format!("kind {}: after.{effect} {message}", kind.name),
                    }),
                }
            }
            frames.tables.insert(kind.name.clone(), table);
            if let Some(state) = &kind.imminent {
                frames.imminent.insert(kind.name.clone(), state.clone());
            }
        }
        for source in sources.rules_of("frames", lang) {
            if let Err(message) = frames.frame(source, kinds) {
                problems.push(source.problem(message));
            }
        }
        for source in sources.rules_of("operators", lang) {
            if let Err(message) = frames.operator(source) {
                problems.push(source.problem(message));
            }
        }
        frames.note_words(sources);
        frames
    }

    /// Collects all words, with what each is, and those that a cutter may tear.
    fn note_words(&mut self, sources: &PackSources) {
        if !self.small.tenseless {
            return;
        }
        // Looked for in names and texts, or asked of words as they were cut: nothing to cut by.
        const APART: [&str; 12] = [
            "agreements",
            "copulas",
            "counters-of-others",
            "counters-of-people",
            "cuts",
            "getting",
            "keeping-on",
            "never-subjects",
            "scopes",
            "signs",
            "this-time",
            "torn-by",
        ];
        let lists = sources
            .lists
            .iter()
            .filter(|l| Some(l.lang) == self.lang)
            .filter(|l| {
                !l.name
                    .rsplit('/')
                    .next()
                    .is_some_and(|name| APART.contains(&name))
            })
            .filter(|l| matches!(l.stage.as_str(), "frames" | "operators" | "clauses"))
            .flat_map(|l| l.words.iter().map(String::as_str));
        let words: BTreeSet<Box<str>> = self
            .by_word
            .iter()
            .map(|(word, _)| word)
            .chain(self.operators_by_word.iter().map(|(word, _)| word))
            .chain(lists)
            .map(Into::into)
            .collect();
        self.cuts = sources
            .list("zh/clauses/cuts")
            .iter()
            .map(|marked| (marked.replace('|', ""), marked.split('|').map(str::len).collect()))
            .collect();
        let long = words.iter().map(|w| &**w).filter(|w| w.chars().count() >= 3);
        let cut = self.cuts.iter().map(|(word, _)| word);
        self.long = Dictionary::of(long.chain(cut).map(str::as_bytes));
        self.vocabulary = words.iter().map(|w| (w.clone(), self.what(w))).collect();
    }

    /// What frames and operators know of a word.
    fn what(&self, word: &str) -> Known {
        const NOUNS: [&str; 10] = [
            "people",
            "bodies",
            "companies",
            "facilities",
            "documents",
            "licence",
            "rule",
            "stake",
            "works",
            "post",
        ];
        let verbal = |p: &super::Pattern| p.kind == PatternKind::Verb;
        let named = self.by_word.get(word);
        let mut known = Known {
            verb: named.is_some_and(|all| all.iter().any(|(_, p)| verbal(p))),
            ..Known::default()
        };
        for (number, pattern) in self.operators_by_word.get(word).into_iter().flatten() {
            if !verbal(pattern) {
                continue;
            }
            let places = &self.operators[*number].event;
            known.objects |= places.contains(&EventPlace::Object) && !places.contains(&EventPlace::Clause);
            for place in places {
                match place {
                    EventPlace::Open | EventPlace::Clause => known.takes = true,
                    EventPlace::Object => known.settles = true,
                    EventPlace::Subject => known.ends = true,
                    _ => {}
                }
            }
        }
        let towards =
            |place: &super::Place| matches!(place, super::Place::Marked(p) if matches!(&**p, "对" | "针对"));
        known.whole = known.verb
            && !named.into_iter().flatten().any(|(number, _)| {
                self.frames[*number]
                    .parts
                    .iter()
                    .any(|part| part.verb.iter().any(towards))
            });
        known.noun = !known.any()
            && (named.is_some()
                || self.operators_by_word.contains(word)
                || NOUNS.iter().any(|list| self.in_list(list, word)));
        known
    }

    fn frame(&mut self, source: &RuleSource, kinds: &Kinds) -> Result<(), String> {
        known(source, FRAME_FIELDS)?;
        let kind_name = source.text("kind").ok_or("has no kind: add kind = \"…\"")?;
        let kind = kinds
            .get(kind_name)
            .ok_or_else(|| format!("names the unknown kind {kind_name}"))?;
        let check = |state: &str| -> Result<(), String> {
            if kind.rank(state).is_none() {
                return Err(format!(
                    "names the state {state}, which {kind_name} does not have"
                ));
            }
            Ok(())
        };
        let mut parts = Vec::new();
        if let Some(table) = source.fields.get("parts").and_then(Field::table) {
            for (name, fields) in table {
                let fields = fields.table().ok_or("parts.NAME must be a table")?;
                parts.push(self.part(name, fields, &kind.roles)?);
            }
        }
        let number = |field: &str| -> Result<Option<usize>, String> {
            match source.text(field) {
                None => Ok(None),
                Some(name) => parts
                    .iter()
                    .position(|p: &Part| p.name == name)
                    .map(Some)
                    .ok_or_else(|| format!("{field} names the unknown part {name}")),
            }
        };
        let about = source
            .text("about")
            .unwrap_or_default()
            .split_whitespace()
            .map(|name| {
                parts
                    .iter()
                    .position(|p: &Part| p.name == name)
                    .ok_or_else(|| format!("about names the unknown part {name}"))
            })
            .collect::<Result<Vec<usize>, String>>()?;
        let told = |field: &str| -> Result<Option<Outcome>, String> {
            let Some(words) = source.text(field) else {
                return Ok(None);
            };
            let o = outcome(words)?;
            if let Some(state) = &o.state {
                check(state)?;
            }
            Ok(Some(o))
        };
        let done = told("done")?.unwrap_or_default();
        let mut after = BTreeMap::new();
        if let Some(table) = source.fields.get("after").and_then(Field::table) {
            for (effect, words) in table {
                let o = outcome(words.text().ok_or("after.EFFECT must be a text")?)?;
                if let Some(state) = &o.state {
                    check(state)?;
                }
                after.insert(effect.clone(), o);
            }
        }
        let frame = Frame {
            name: source.name.as_str().into(),
            kind: kind_name.to_owned(),
            about: about.first().copied(),
            about_else: about.into_iter().skip(1).collect(),
            object: number("object")?,
            done: done.state,
            done_not: done.negated,
            done_as: done.modality.unwrap_or(Modality::Asserted),
            listed: source.flag("listed"),
            under_way: told("under_way")?,
            to_come: told("to_come")?,
            mentioned: told("mentioned")?,
            after,
            affirmed: source.flag("affirmed"),
            unless: words(source, "unless"),
            with: words(source, "with"),
            needs_money: source.flag("money"),
            needs_quantity: source.flag("quantity"),
            simple: source.flag("simple"),
            own_words: source.flag("own_words"),
            held_by: words(source, "held_by"),
            doers: match source.text("doers") {
                None => None,
                Some(words) => Some(self.sorts("doers", words)?),
            },
            parts,
        };
        let index = self.frames.len();
        for (heads, pattern) in self.patterns(source)? {
            for head in heads {
                self.note_forms(&head, pattern.kind);
                let patterns = self.by_word.entry(&head, Vec::new);
                patterns.push((index, pattern.clone()));
            }
        }
        for word in source.texts("again") {
            self.again.entry(word, Vec::new).push(kind_name.to_owned());
        }
        self.frames.push(frame);
        Ok(())
    }

    fn part(&self, name: &str, fields: &BTreeMap<String, Field>, roles: &[String]) -> Result<Part, String> {
        const KNOWN: &[&str] = &["verb", "noun", "sort", "never", "need", "role", "loose", "only"];
        if let Some(field) = fields.keys().find(|k| !KNOWN.contains(&k.as_str())) {
            return Err(format!("part {name} has the unknown field {field}"));
        }
        let text = |field: &str| fields.get(field).and_then(Field::text).unwrap_or_default();
        let places = |field: &str| text(field).split_whitespace().map(place).collect::<Vec<_>>();
        let (mut sorts, lists) = self.sorts(&format!("part {name}"), text("sort"))?;
        if sorts == Sorts::default() && lists.is_empty() {
            sorts = Sorts::ANY;
        }
        let role = fields.get("role").and_then(Field::text).map(str::to_owned);
        if let Some(role) = role.as_ref().filter(|r| !roles.contains(r)) {
            return Err(format!(
                "part {name} fills the role {role}, which the kind does not have"
            ));
        }
        Ok(Part {
            name: name.to_owned(),
            verb: places("verb"),
            noun: places("noun"),
            sorts,
            lists,
            never: text("never").split_whitespace().map(Into::into).collect(),
            only: matches!(fields.get("only"), Some(Field::Flag(true))),
            loose: matches!(fields.get("loose"), Some(Field::Flag(true))),
            need: matches!(fields.get("need"), Some(Field::Flag(true))),
            need_by_verb: text("need") == "verb",
            role,
        })
    }

    /// Sorts and lists, as a field names them.
    fn sorts(&self, field: &str, words: &str) -> Result<(Sorts, Vec<Box<str>>), String> {
        let (mut sorts, mut lists) = (Sorts::default(), Vec::new());
        for word in words.split_whitespace() {
            match word.strip_prefix('@') {
                Some(list) if self.lists.contains(list) => lists.push(list.into()),
                Some(list) => return Err(format!("{field} refers to @{list}, which is no list")),
                None => {
                    sorts = sorts.with(Sorts::named(word).ok_or_else(|| {
                        format!("{field} has the unknown sort {word}: leave sort out for any")
                    })?);
                }
            }
        }
        Ok((sorts, lists))
    }

    fn operator(&mut self, source: &RuleSource) -> Result<(), String> {
        known(source, OPERATOR_FIELDS)?;
        let effect = source.text("effect").ok_or("has no effect: add effect = \"…\"")?;
        let event = source
            .text("event")
            .unwrap_or_default()
            .split_whitespace()
            .map(|w| match w {
                "object" => EventPlace::Object,
                "subject" => EventPlace::Subject,
                "open" => EventPlace::Open,
                "clause" => EventPlace::Clause,
                "front" => EventPlace::Front,
                preposition => EventPlace::Marked(preposition.into()),
            })
            .collect();
        let index = self.operators.len();
        for (heads, pattern) in self.patterns(source)? {
            for head in heads {
                self.note_forms(&head, pattern.kind);
                let patterns = self.operators_by_word.entry(&head, Vec::new);
                patterns.push((index, pattern.clone()));
            }
        }
        self.operators.push(Operator {
            name: source.name.as_str().into(),
            effect: effect.to_owned(),
            event,
            agent: source.text("agent").map(str::to_owned),
            able: source
                .text("able")
                .unwrap_or_default()
                .split_whitespace()
                .filter_map(Sorts::named)
                .fold(Sorts::default(), Sorts::with),
            holder: source
                .text("holder")
                .unwrap_or_default()
                .split_whitespace()
                .map(place)
                .collect(),
            otherwise: outcome(source.text("otherwise").unwrap_or_default())?,
            kinds: source.texts("kinds").into_iter().map(str::to_owned).collect(),
            raises: source.flag("raises"),
            keeps: source.flag("keeps"),
            deed: source.flag("deed"),
            attributes: match source.text("attributes") {
                None => None,
                Some(word) => Some(modality(word).ok_or_else(|| format!("has the unknown modality {word}"))?),
            },
        });
        Ok(())
    }

    /// Remembers the inflected forms of a verb, for words whose dictionary form the parser does not know.
    fn note_forms(&mut self, head: &str, kind: PatternKind) {
        if kind != PatternKind::Verb || self.lang != Some(Language::English) {
            return;
        }
        for form in crate::inflection::forms(&format!("{head}~"), Language::English, &self.inflection) {
            self.base.entry(&form, || head.into());
        }
    }

    #[allow(clippy::type_complexity)]
    fn patterns(&self, source: &RuleSource) -> Result<Vec<(Vec<Box<str>>, super::Pattern)>, String> {
        let mut all = Vec::new();
        for (field, kind) in [
            ("verbs", PatternKind::Verb),
            ("nouns", PatternKind::Noun),
            ("being", PatternKind::Being),
        ] {
            for text in source.texts(field) {
                let (heads, pattern) = pattern::parse(text, kind, &self.lists)
                    .ok_or_else(|| format!("has the pattern {text:?} with a list that is not there"))?;
                // A Chinese verb is an event noun as it stands.
                if self.small.tenseless && kind == PatternKind::Verb && pattern.rest.is_empty() {
                    let noun = super::Pattern {
                        kind: PatternKind::Noun,
                        ..pattern.clone()
                    };
                    all.push((heads.clone(), noun));
                }
                all.push((heads, pattern));
            }
        }
        Ok(all)
    }
}

/// Irregular verbs by their base: "hold held held".
fn words(source: &RuleSource, field: &str) -> Vec<Box<str>> {
    source.texts(field).into_iter().map(Into::into).collect()
}

fn known(source: &RuleSource, fields: &[&str]) -> Result<(), String> {
    match source.fields.keys().find(|k| !fields.contains(&k.as_str())) {
        Some(field) => Err(format!(
            "has the unknown field {field}: use one of {}",
            fields.join(", ")
        )),
        None => Ok(()),
    }
}

fn place(word: &str) -> Place {
    match word {
        "subject" => Place::Subject,
        "object" => Place::Object,
        "recipient" => Place::Recipient,
        "owner" => Place::Owner,
        "front" => Place::Front,
        "unmarked" => Place::Unmarked,
        "predicate" => Place::Predicate,
        "itself" => Place::Itself,
        word if word.starts_with("owner:") => Place::OwnerOf(Box::new(place(&word["owner:".len()..]))),
        word if word.starts_with("asked:") => Place::Asked(word["asked:".len()..].into()),
        preposition => Place::Marked(preposition.into()),
    }
}

/// `[not] [STATE | =] [MODALITY]`, or `-` for nothing.
pub(super) fn outcome(words: &str) -> Result<Outcome, String> {
    let mut o = Outcome::default();
    for word in words.split_whitespace() {
        match word {
            "-" => o.nothing = true,
            "not" => o.negated = true,
            "=" => {}
            word => match modality(word) {
                Some(m) => o.modality = Some(m),
                None if o.state.is_none() => o.state = Some(word.to_owned()),
                None => return Err(format!("has two states in {words:?}")),
            },
        }
    }
    Ok(o)
}

/// The modality of a word in the packs; "planned" as a state is written `state:planned` by its kind's own table.
fn modality(word: &str) -> Option<Modality> {
    Modality::of_code(word.strip_prefix('~')?)
}
