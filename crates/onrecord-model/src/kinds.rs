//! Kinds of claims as data: their states in order, which states exclude each other, their roles.
//! What does not live here: the words that make a claim of a kind (see `rules`).

use std::collections::BTreeMap;

use crate::Language;
use crate::pack::{Field, PackProblem, PackSources, RuleSource};

/// Answers to what others say. This kind and the next two are the program's own: it makes them of words that no frame takes,
/// and what they mean is not for packs to say. What any other kind means is data.
pub const RESPONSE: &str = "response";
/// Words of somebody, of no other kind.
pub const STATEMENT: &str = "statement";
/// What a page tells itself, of no other kind.
pub const OTHER: &str = "other";

/// A kind of claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kind {
    /// Its name: `licence`.
    pub name: String,
    /// How it is shown, by language.
    pub zh: String,
    /// How it is shown, by language.
    pub en: String,
    /// States on the way, in order.
    pub states: Vec<String>,
    /// States that end it, each excluding the others.
    pub ends: Vec<String>,
    /// Roles beside subject and object.
    pub roles: Vec<String>,
    /// The state that "about to reach the last state" means: `near` for a licence.
    pub imminent: Option<String>,
    /// True where claims carry a value and differ by it.
    pub valued: bool,
    /// The role whose fillers make two claims incompatible where they differ: `from` for a licence.
    pub exclusive_roles: Vec<String>,
    /// How a state is shown: state name → words, per language.
    pub shown: BTreeMap<String, (String, String)>,
    /// How heavy a matter of this kind weighs in a brief; higher comes first.
    pub weight: i64,
    /// True where only named or classed objects make separate matters (`money`: one matter per object).
    pub by_object: bool,
    /// True where what is spoken of belongs to somebody ("the first car"): subjects without a name are their owner's.
    pub owned: bool,
    /// True where claims of one subject and kind belong together only when their words do.
    pub by_words: bool,
    /// True for papers and entries: without a name they are known by their day, a body that is named in one published it, and
    /// to deny what they say is not to deny that they are there.
    pub papers: bool,
    /// True if the body that is named in its end brought that about: a court's ruling.
    pub decided: bool,
    /// True if what a post says of it is a rumour: guilt, ruin, death.
    pub grave: bool,
    /// True for sums and figures, which are no event that a paper goes on about.
    pub figures: bool,
    /// States that accuse: who denies what he is accused of answers them, and does not deny that he is accused.
    pub accuses: Vec<String>,
    /// States that one side brings about: what it says of these is its own step and no plea.
    pub own_steps: Vec<String>,
    /// The role that tells two matters of one subject apart where the object has no name: `place` for a plant.
    pub apart_by: Option<String>,
    /// What operators make of an event of this kind: effect, or effect and state before it, to an outcome as written.
    pub after: BTreeMap<String, String>,
    /// State → the states that it takes back when it comes after them: `overturned` → `convicted`.
    pub undoes: BTreeMap<String, Vec<String>>,
    /// True if both sides are asked the same question, whoever is named first: a deal of A and B.
    pub mutual: bool,
    /// True if it does not happen to public bodies: one that is told of as the subject is who decides, except in the states
    /// of `of_anybody`.
    pub not_of_authorities: bool,
    /// States that may be told of a public body too.
    pub of_anybody: Vec<String>,
    /// States that do nothing but take others back: they supersede no other state.
    pub only_undoes: Vec<String>,
    /// State → the states that cannot hold at one time with it, either way round: `granted` → `refused`.
    pub opposed: BTreeMap<String, Vec<String>>,
    /// State → words of which the name of a body must hold one for its word to settle that state (a court convicts, a
    /// prosecutor does not). A state that is not listed can be settled by any authority.
    pub deciders: BTreeMap<String, Vec<String>>,
}

impl Kind {
    /// True for one of the three kinds that the program makes itself, of words that no frame takes.
    pub fn is_of_words(name: &str) -> bool {
        [RESPONSE, STATEMENT, OTHER].contains(&name)
    }

    /// Every state that a claim of this kind may tell: those on the way, then the ends.
    pub fn every_state(&self) -> impl Iterator<Item = &str> {
        let ends = self.ends.iter().filter(|e| !self.states.contains(e));
        self.states.iter().chain(ends).map(String::as_str)
    }

    /// The rank of a state: its place on the way; ending states rank behind all.
    pub fn rank(&self, state: &str) -> Option<usize> {
        self.states
            .iter()
            .position(|s| s == state)
            .or_else(|| self.ends.iter().any(|s| s == state).then_some(self.states.len()))
    }

    /// True where `later`, said after `earlier`, takes it back.
    pub fn takes_back(&self, later: &str, earlier: &str) -> bool {
        self.undoes
            .get(later)
            .is_some_and(|l| l.iter().any(|s| s == earlier))
    }

    /// True where one decision cannot have both outcomes: granted and refused, convicted and acquitted.
    pub fn opposes(&self, a: &str, b: &str) -> bool {
        let holds = |x: &str, y: &str| self.opposed.get(x).is_some_and(|l| l.iter().any(|s| s == y));
        holds(a, b) || holds(b, a)
    }

    /// A state as shown to people.
    pub fn show(&self, state: &str, lang: Language) -> String {
        match self.shown.get(state) {
            Some((zh, en)) => {
                if lang == Language::Chinese {
                    zh.clone()
                } else {
                    en.clone()
                }
            }
            None => state.replace('_', " "),
        }
    }
}

/// A class of objects: the names in all languages of one thing that matters are about.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectClass {
    /// Id: `car-production-licence`.
    pub id: String,
    /// The kind it belongs to.
    pub kind: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Words that name it, any language, lower case.
    pub words: Vec<String>,
    /// Words that name it only if the subject is of `of_entities`: a licence of a car maker is one to build cars.
    pub generic: Vec<String>,
    /// Parts of the names of entity lists: `car-makers`.
    pub of_entities: Vec<String>,
    /// Classes that this one may be meant by, where the words are less exact.
    pub broader: Option<String>,
}

/// What counts as a record: claims of one kind and state that show the state of a matter of another kind.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordRule {
    /// Name.
    pub name: String,
    /// Kind of the matter it shows.
    pub shows_kind: String,
    /// Object class of that matter.
    pub shows_class: String,
    /// State it shows, where the listing is under the subject's own name.
    pub shows_state: String,
    /// Kind of the claim.
    pub of_kind: String,
    /// State of the claim.
    pub of_state: String,
    /// Words of which one must stand in the claim or its page's title, lower case.
    pub words: Vec<String>,
}

/// Kinds of claims and classes of their objects.
#[derive(Debug, Default)]
pub struct Kinds {
    /// Sorted by name.
    pub kinds: Vec<Kind>,
    /// In file order.
    pub objects: Vec<ObjectClass>,
    /// In file order.
    pub records: Vec<RecordRule>,
    /// Words for those who speak for one side of a case, lower case.
    pub one_side: Vec<String>,
    /// Places where anybody publishes, lower case.
    pub platforms: Vec<String>,
}

/// A text of a rule; empty where it has none.
fn text(rule: &RuleSource, field: &str) -> String {
    rule.text(field).unwrap_or_default().to_owned()
}

/// The texts of a rule's field.
fn owned(rule: &RuleSource, field: &str) -> Vec<String> {
    rule.texts(field).into_iter().map(str::to_owned).collect()
}

/// The same in lower case.
fn lower(rule: &RuleSource, field: &str) -> Vec<String> {
    rule.texts(field).iter().map(|w| w.to_lowercase()).collect()
}

/// A table of lists.
fn lists(rule: &RuleSource, field: &str) -> BTreeMap<String, Vec<String>> {
    let table = rule.fields.get(field).and_then(Field::table);
    let words = |list: &Field| list.texts().into_iter().map(str::to_owned).collect();
    table
        .into_iter()
        .flatten()
        .map(|(state, list)| (state.clone(), words(list)))
        .collect()
}

impl Kind {
    /// A kind as its rule has it; its course comes from a rule of its own.
    fn of(rule: &RuleSource, name: String, problems: &mut Vec<PackProblem>) -> Kind {
        let mut shown = BTreeMap::new();
        if let Some(table) = rule.fields.get("shown").and_then(Field::table) {
            for (state, words) in table {
                if let [zh, en] = words.texts()[..] {
                    shown.insert(state.clone(), (zh.to_owned(), en.to_owned()));
                } else {
                    problems.push(rule.problem(format!("shown.{state} needs two texts: Chinese, English")));
                }
            }
        }
        let mut after = BTreeMap::new();
        if let Some(table) = rule.fields.get("after").and_then(Field::table) {
            for (effect, outcome) in table {
                match outcome.text() {
                    Some(words) => {
                        after.insert(effect.clone(), words.to_owned());
                    }
                    None => problems.push(rule.problem(format!("after.{effect} must be a text"))),
                }
            }
        }
        Kind {
            after,
            zh: text(rule, "zh"),
            en: text(rule, "en"),
            states: owned(rule, "states"),
            ends: owned(rule, "ends"),
            roles: owned(rule, "roles"),
            imminent: rule.text("imminent").map(str::to_owned),
            valued: rule.flag("valued"),
            exclusive_roles: owned(rule, "exclusive_roles"),
            shown,
            weight: if let Some(Field::Number(n)) = rule.fields.get("weight") {
                *n
            } else {
                0
            },
            by_object: rule.flag("by_object"),
            owned: rule.flag("owned"),
            by_words: rule.flag("by_words"),
            papers: rule.flag("papers"),
            decided: rule.flag("decided"),
            grave: rule.flag("grave"),
            figures: rule.flag("figures"),
            accuses: owned(rule, "accuses"),
            own_steps: owned(rule, "own_steps"),
            apart_by: rule.text("apart_by").map(str::to_owned),
            name,
            ..Kind::default()
        }
    }

    /// Takes its course: which state undoes which, and who decides.
    fn take_course(&mut self, rule: &RuleSource) {
        self.mutual = rule.flag("mutual");
        self.not_of_authorities = rule.flag("not_of_authorities");
        self.of_anybody = owned(rule, "of_anybody").into_iter().collect();
        self.undoes = lists(rule, "undoes");
        self.only_undoes = owned(rule, "only_undoes").into_iter().collect();
        self.opposed = lists(rule, "opposed");
        self.deciders = lists(rule, "deciders");
    }
}

impl Kinds {
    /// Compiles the rules of stage `kinds`.
    pub fn compile(sources: &PackSources, problems: &mut Vec<PackProblem>) -> Kinds {
        let mut all = Kinds::default();
        let mut courses = Vec::new();
        for rule in sources.rules.iter().filter(|r| r.stage == "kinds") {
            let name = rule.name.rsplit('/').next().unwrap_or_default().to_owned();
            if rule.text("record_for").is_some() {
                all.records.push(RecordRule {
                    shows_kind: text(rule, "record_for"),
                    shows_class: text(rule, "record_class"),
                    shows_state: text(rule, "record_state"),
                    of_kind: text(rule, "of_kind"),
                    of_state: text(rule, "of_state"),
                    words: lower(rule, "words_of"),
                    name,
                });
            } else if rule.fields.contains_key("platforms") {
                all.platforms = lower(rule, "platforms");
            } else if rule.fields.contains_key("one_side") {
                all.one_side = owned(rule, "one_side");
            } else if rule.text("course_of").is_some() {
                courses.push(rule);
            } else if let Some(kind) = rule.text("class_of") {
                all.objects.push(ObjectClass {
                    id: name,
                    kind: kind.to_owned(),
                    zh: text(rule, "zh"),
                    en: text(rule, "en"),
                    words: lower(rule, "words_of"),
                    generic: lower(rule, "generic"),
                    of_entities: owned(rule, "of_entities"),
                    broader: rule.text("broader").map(str::to_owned),
                });
            } else {
                all.kinds.push(Kind::of(rule, name, problems));
            }
        }
        for rule in courses {
            let of = |kind: &&mut Kind| Some(kind.name.as_str()) == rule.text("course_of");
            match all.kinds.iter_mut().find(of) {
                Some(kind) => kind.take_course(rule),
                None => problems.push(rule.problem("names an unknown kind: mend course_of")),
            }
        }
        for object in &all.objects {
            if !all.kinds.iter().any(|k| k.name == object.kind) {
                problems.push(PackProblem {
                    file: "kinds".into(),
                    line: 1,
                    message: format!(
                        "object class {} names the unknown kind {}: mend class_of",
                        object.id, object.kind
                    ),
                });
            }
        }
        all.kinds.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// All kinds, sorted by name.
    pub fn all(&self) -> &[Kind] {
        &self.kinds
    }

    /// The kind of a name.
    pub fn get(&self, name: &str) -> Option<&Kind> {
        self.kinds
            .binary_search_by(|k| k.name.as_str().cmp(name))
            .ok()
            .map(|i| &self.kinds[i])
    }

    /// True for a place where anybody publishes: it is nobody's outlet.
    pub fn is_platform(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        let named = |p: &String| {
            name == *p
                || !p.is_ascii()
                    && p.chars().count() > 2
                    && (name.ends_with(p.as_str()) || name.starts_with(p.as_str()))
        };
        self.platforms.iter().any(named)
    }

    /// The record rule that a claim with these words, on a page with this title, falls under.
    pub fn record_rule(
        &self,
        kind: &str,
        state: Option<&str>,
        words: &str,
        title: &str,
    ) -> Option<&RecordRule> {
        let (words, title) = (words.to_lowercase(), title.to_lowercase());
        self.records.iter().find(|r| {
            r.of_kind == kind
                && Some(r.of_state.as_str()) == state
                && r.words
                    .iter()
                    .any(|w| words.contains(w.as_str()) || title.contains(w.as_str()))
        })
    }

    /// The class that an object's words name: the class with the longest matching word. `list` is the list of entities
    /// that the subject stands in, if it is known: words that name many things name this one for subjects of some lists only.
    pub fn class_of(&self, kind: &str, words: &str, list: Option<&str>) -> Option<&ObjectClass> {
        let lower = words.to_lowercase();
        let longest = |words: &[String]| {
            words
                .iter()
                .filter(|w| lower.contains(w.as_str()))
                .map(|w| w.len())
                .max()
        };
        self.objects
            .iter()
            .filter(|o| o.kind == kind)
            .filter_map(|o| {
                let of_list =
                    list.is_some_and(|l| o.of_entities.iter().any(|part| l.contains(part.as_str())));
                let generic = longest(&o.generic).filter(|_| of_list);
                longest(&o.words).max(generic).map(|n| (n, o))
            })
            .max_by_key(|(n, _)| *n)
            .map(|(_, o)| o)
    }
}
