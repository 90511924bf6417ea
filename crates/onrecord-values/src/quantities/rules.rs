//! The stage's rules and word lists, compiled from a pack.
//! What does not live here: how they are applied (see `phrase`).

use std::sync::Arc;

use rust_decimal::Decimal;

use super::beside::BesideWords;
use super::lexicon::{Lexicon, TooLong};
use crate::pack::{Field, PackProblem, PackSources, RuleSource};
use crate::{Language, RuleName};

/// What stands behind a number (or, for money, before it).
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) what: What,
    pub(super) rule: RuleName,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A UCUM code.
    Measure(Arc<str>),
    /// An ISO 4217 code, or `$class` where the context decides.
    Money(Arc<str>),
    /// A part of a currency: its code and how many make one.
    Part(Arc<str>, u32),
    /// A share: what one is worth, and the unit to show ("pp").
    Share(Decimal, Option<Arc<str>>),
    /// 折: tenths below ten, hundredths from there.
    Discount,
    /// 打: twelve of them.
    Dozen,
    /// A counted thing, as written.
    Count,
    /// Years of age.
    Age,
    /// A unit of time: the number belongs to a time expression.
    Time,
    /// The number is a name, a date or an address.
    Name,
}

/// What a bounding word does to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Low,
    High,
    About,
    /// "between", "from", 介于: a range follows.
    Range,
    /// Words that stand between a bound and its number and change nothing: "the", 为.
    Filler,
    /// 皆为, "each": the value holds for each of several.
    Each,
}

/// A number that words give vaguely: "dozens", "a few".
#[derive(Clone, Debug)]
pub(super) struct Vague {
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
    /// A share of something: 一半.
    pub(super) share: bool,
}

/// What a `$class` of currencies may mean, and what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) class: String,
    pub(super) code: Arc<str>,
    /// Words of the text.
    pub(super) words: Vec<String>,
    /// Parts of outlets' names and domains, in lower case.
    pub(super) outlets: Vec<String>,
    /// Places that a dateline may name.
    pub(super) places: Vec<String>,
}

/// Names of the rules that no lexicon entry carries.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub(super) number: Option<RuleName>,
    pub(super) noun: Option<RuleName>,
    pub(super) fraction: Option<RuleName>,
    pub(super) ratio: Option<RuleName>,
    pub(super) rank: Option<RuleName>,
    pub(super) top: Option<RuleName>,
    pub(super) vague: Option<RuleName>,
    pub(super) age: Option<RuleName>,
}

/// Compiled rules of one language.
#[derive(Debug)]
pub struct Rules {
    pub(super) lang: Language,
    /// Unit words, either case.
    pub(super) units: Lexicon<Unit>,
    /// Unit signs, case told apart ("mW", "MW"); only behind digits.
    pub(super) signs: Lexicon<Unit>,
    /// Currencies that stand before their number, case told apart: "A$5m" is Australian, "a $5m deal" is not.
    pub(super) money: Lexicon<Unit>,
    pub(super) bounds_before: Lexicon<Bound>,
    pub(super) bounds_after: Lexicon<Bound>,
    /// Between the two numbers of a range; true where a "between" must come first.
    pub(super) ranges: Lexicon<bool>,
    pub(super) per_before: Lexicon<Arc<str>>,
    pub(super) per_after: Lexicon<Arc<str>>,
    pub(super) vague: Lexicon<Vague>,
    /// Words before a number that make it a rank ("No. 3", 第三); true for "top five": all down to it.
    pub(super) ranks: Lexicon<bool>,
    /// Words behind an ordinal that show a rank ("largest").
    pub(super) superlatives: Lexicon<()>,
    /// Words before which, behind which, and in which a number is no quantity.
    /// True for the prepositions of years, which veto nothing else.
    pub(super) veto_before: Lexicon<bool>,
    pub(super) veto_after: Lexicon<()>,
    pub(super) veto_at: Lexicon<()>,
    /// English words that end a noun phrase, plurals without s, function words that may be capitalised.
    pub(super) stops: Lexicon<()>,
    pub(super) plurals: Lexicon<()>,
    /// Words between a number and its noun ("other", "new"), and nouns that join by a hyphen ("page").
    pub(super) adjectives: Lexicon<()>,
    pub(super) hyphened: Lexicon<()>,
    /// Words before an age.
    pub(super) ages: Lexicon<()>,
    /// Words of change: "rose from 3 to 5" is no range.
    pub(super) changes: Lexicon<()>,
    /// Words beside a number that decide what it is.
    pub(super) beside: BesideWords,
    /// Currencies that a `$class` may mean, first the default of each class.
    pub(super) classes: Vec<Choice>,
    pub(super) names: Names,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules::compile(Language::Other, &PackSources::default(), &mut Vec::new())
    }
}

/// Words of a table field: (key, word).
fn table<'a>(rule: &'a RuleSource, field: &str) -> Vec<(&'a str, &'a str)> {
    rule.fields
        .get(field)
        .and_then(Field::table)
        .into_iter()
        .flatten()
        .flat_map(|(key, words)| words.texts().into_iter().map(move |w| (key.as_str(), w)))
        .collect()
}

fn what(does: &str, rule: &RuleSource, key: &str) -> Option<What> {
    Some(match does {
        "measure" => What::Measure(key.into()),
        "money" => What::Money(key.into()),
        "part" => {
            let (code, parts) = key.split_once('/')?;
            What::Part(code.into(), parts.parse().ok()?)
        }
        "share" => What::Share(key.parse().ok()?, rule.text("unit").map(Into::into)),
        _ => return None,
    })
}

impl Rules {
    /// Compiles the rules of stage `quantities`.
    pub fn compile(lang: Language, sources: &PackSources, problems: &mut Vec<PackProblem>) -> Rules {
        let mut entries = Entries::default();
        let mut names = Names::default();
        for rule in sources.rules_of("quantities", lang) {
            entries.take(rule, &mut names, problems);
        }
        let mut rules = Rules::empty(lang, names);
        let mut lists = Lists::default();
        for list in sources
            .lists
            .iter()
            .filter(|l| l.stage == "quantities" && (l.lang == lang || l.lang == Language::Other))
        {
            let text = |field: &str| list.fields.get(field).and_then(Field::text).unwrap_or("");
            let does = text("does").to_owned();
            let known = lists.take(
                &does,
                text("value"),
                text("top"),
                text("kind") == "share",
                &list.words,
            );
            let unit = |what| Unit {
                what,
                rule: list.name.as_str().into(),
            };
            match does.as_str() {
                "beside" if rules.beside.take(text("value"), &list.words) => {}
                "time" => entries
                    .units
                    .extend(list.words.iter().map(|w| (w.clone(), unit(What::Time)))),
                "name" => entries
                    .units
                    .extend(list.words.iter().map(|w| (w.clone(), unit(What::Name)))),
                "class" => {
                    let all = |field: &str| {
                        let texts = list.fields.get(field).map(Field::texts).unwrap_or_default();
                        texts.into_iter().map(str::to_owned).collect()
                    };
                    rules.classes.push(Choice {
                        class: text("class").to_owned(),
                        code: text("value").into(),
                        words: list.words.clone(),
                        outlets: all("outlets"),
                        places: all("places"),
                    });
                }
                _ if known => {}
                _ => problems.push(PackProblem {
                    file: list.file.clone(),
                    line: list.line,
                    message: format!("list {}: does nothing known: set does", list.name),
                }),
            }
        }
        let mut fail = |word: &TooLong| problems.push(word.problem(sources));
        if let Err(word) = rules.beside.build() {
            fail(&word);
        }
        macro_rules! build {
            ($($field:ident = $entries:expr, $fold:expr;)*) => {
                $(match Lexicon::of($entries, $fold) {
                    Ok(lexicon) => rules.$field = lexicon,
                    Err(word) => fail(&word),
                })*
            };
        }
        build! {
            units = entries.units, true;
            signs = entries.signs, false;
            money = entries.money, false;
            bounds_before = lists.bounds_before, true;
            bounds_after = lists.bounds_after, true;
            ranges = lists.ranges, true;
            per_before = lists.per_before, true;
            per_after = lists.per_after, true;
            vague = lists.vague, true;
            ranks = lists.ranks, true;
            superlatives = lists.superlatives, true;
            veto_before = lists.veto_before, true;
            veto_after = lists.veto_after, true;
            veto_at = lists.veto_at, true;
            stops = lists.stops, true;
            plurals = lists.plurals, true;
            adjectives = lists.adjectives, true;
            hyphened = lists.hyphened, true;
            ages = lists.ages, true;
            changes = lists.changes, true;
        }
        rules
    }

    /// No words at all.
    fn empty(lang: Language, names: Names) -> Rules {
        Rules {
            lang,
            units: Lexicon::default(),
            signs: Lexicon::default(),
            money: Lexicon::default(),
            bounds_before: Lexicon::default(),
            bounds_after: Lexicon::default(),
            ranges: Lexicon::default(),
            per_before: Lexicon::default(),
            per_after: Lexicon::default(),
            vague: Lexicon::default(),
            ranks: Lexicon::default(),
            superlatives: Lexicon::default(),
            veto_before: Lexicon::default(),
            veto_after: Lexicon::default(),
            veto_at: Lexicon::default(),
            stops: Lexicon::default(),
            plurals: Lexicon::default(),
            adjectives: Lexicon::default(),
            hyphened: Lexicon::default(),
            ages: Lexicon::default(),
            changes: Lexicon::default(),
            beside: BesideWords::default(),
            classes: Vec::new(),
            names,
        }
    }
}

/// Units gathered from the rules of a pack.
#[derive(Default)]
struct Entries {
    units: Vec<(String, Unit)>,
    signs: Vec<(String, Unit)>,
    money: Vec<(String, Unit)>,
}

impl Entries {
    /// Takes the units of a rule, or its name where it says how a number is written.
    fn take(&mut self, rule: &RuleSource, names: &mut Names, problems: &mut Vec<PackProblem>) {
        let name: RuleName = rule.name.as_str().into();
        let does = rule.text("does").unwrap_or("");
        match does {
            "measure" | "money" | "part" | "share" => {
                for (field, into) in [("units", &mut self.units), ("signs", &mut self.signs), ("before", &mut self.money)] {
                    for (key, word) in table(rule, field) {
                        match what(does, rule, key) {
                            Some(what) => into.push((
                                word.to_owned(),
                                Unit {
                                    what,
                                    rule: name.clone(),
                                },
                            )),
                            None => problems.push(rule.problem(format!("has no value {key}: write a code or a number"))),
                        }
                    }
                }
            }
            "discount" | "dozen" | "count" | "age" => {
                if does == "age" {
                    names.age = Some(name.clone());
                }
                let what = match does {
                    "discount" => What::Discount,
                    "age" => What::Age,
                    "dozen" => What::Dozen,
                    _ => What::Count,
                };
                for word in rule.texts("units") {
                    self.units.push((
                        word.to_owned(),
                        Unit {
                            what: what.clone(),
                            rule: name.clone(),
                        },
                    ));
                }
            }
            "number" => names.number = Some(name),
            "noun" => names.noun = Some(name),
            "fraction" => names.fraction = Some(name),
            "ratio" => names.ratio = Some(name),
            "rank" => names.rank = Some(name),
            "top" => names.top = Some(name),
            "vague" => names.vague = Some(name),
            _ => problems.push(rule.problem(
                "does nothing known: set does to measure, money, part, share, discount, dozen, count, age, number, noun, \
                 fraction, ratio, rank, top or vague",
            )),
        }
    }
}

/// Entries gathered from the lists of a pack.
#[derive(Default)]
struct Lists {
    bounds_before: Vec<(String, Bound)>,
    bounds_after: Vec<(String, Bound)>,
    ranges: Vec<(String, bool)>,
    per_before: Vec<(String, Arc<str>)>,
    per_after: Vec<(String, Arc<str>)>,
    vague: Vec<(String, Vague)>,
    ranks: Vec<(String, bool)>,
    superlatives: Vec<(String, ())>,
    veto_before: Vec<(String, bool)>,
    veto_after: Vec<(String, ())>,
    veto_at: Vec<(String, ())>,
    stops: Vec<(String, ())>,
    plurals: Vec<(String, ())>,
    adjectives: Vec<(String, ())>,
    hyphened: Vec<(String, ())>,
    ages: Vec<(String, ())>,
    changes: Vec<(String, ())>,
}

impl Lists {
    /// Takes a list by what it does; false where nothing known is done.
    fn take(&mut self, does: &str, value: &str, top: &str, share: bool, words: &[String]) -> bool {
        fn all<T: Clone>(into: &mut Vec<(String, T)>, words: &[String], item: T) {
            into.extend(words.iter().map(|w| (w.clone(), item.clone())));
        }
        let bound = match value {
            "low" => Bound::Low,
            "high" => Bound::High,
            "range" => Bound::Range,
            "filler" => Bound::Filler,
            "each" => Bound::Each,
            _ => Bound::About,
        };
        match does {
            "bound-before" => all(&mut self.bounds_before, words, bound),
            "bound-after" => all(&mut self.bounds_after, words, bound),
            "range" => all(&mut self.ranges, words, value == "between"),
            "per-before" => all(&mut self.per_before, words, Arc::from(value)),
            "per-after" => all(&mut self.per_after, words, Arc::from(value)),
            "vague" => {
                let Ok(low) = value.parse() else { return false };
                let high = if top.is_empty() { None } else { top.parse().ok() };
                all(&mut self.vague, words, Vague { low, high, share });
            }
            "rank" => all(&mut self.ranks, words, value == "top"),
            "superlative" => all(&mut self.superlatives, words, ()),
            "veto-before" => all(&mut self.veto_before, words, value == "year"),
            "veto-after" => all(&mut self.veto_after, words, ()),
            "veto-at" => all(&mut self.veto_at, words, ()),
            "stop" => all(&mut self.stops, words, ()),
            "plural" => all(&mut self.plurals, words, ()),
            "adjective" => all(&mut self.adjectives, words, ()),
            "hyphened" => all(&mut self.hyphened, words, ()),
            "age" => all(&mut self.ages, words, ()),
            "change" => all(&mut self.changes, words, ()),
            _ => return false,
        }
        true
    }
}
